"""Mails with a planted identity, drawn from a seed, and a search for it that knows nothing of the product.

It decodes and folds by itself: what the redactor and the product's own search overlook must not be
overlooked here.
"""

from __future__ import annotations

import base64
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP, compat32
from typing import Any
from urllib.parse import unquote

from planted_files import KINDS, made

from mutations import Dice

SERVICE = "reclamations@otc.example"
FIRST = (
    "Yseult",
    "Gonzague",
    "Aliénor",
    "Thibault",
    "Mélusine",
    "Anatole",
    "Solveig",
    "Barnabé",
    "Ombeline",
    "Zéphyrin",
)
LAST = ("Quenneville", "Vasselin", "Brandicourt", "Ouvrardeau", "Tréguier-Mons", "d'Aubervigne",
        "Le Guillouzic",
        "Kerzerho", "Szymczykowska", "Hrvatinović")  # fmt: skip
KIN = ("Ysoline", "Gwendal", "Naëlle", "Childéric", "Ondine", "Tancrède")
FACTS = ("la chambre 12 était sale", "le 8 novembre", "95 euros", "le chauffage en panne")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    raw: bytes
    secrets: tuple[str, ...]


class Draw(Dice):
    """The same mails on every machine, for ever."""

    def choice(self, things: Sequence[Any]) -> Any:
        return things[self.below(len(things))]


def mail(seed: int) -> Planted:
    """One complaint about the Hôtel du Grand Tétras, as some program might have written it."""
    draw = Draw(seed)
    first, last, kin = draw.choice(FIRST), draw.choice(LAST), draw.choice(KIN)
    digits = f"06{draw.below(10**8):08d}"
    phone = draw.choice((
        " ".join(re.findall("..", digits)), ".".join(re.findall("..", digits)), digits,
        f"+33 (0){digits[1:2]} {digits[2:5]} {digits[5:]}", f"0033{digits[1:]}",
    ))  # fmt: skip
    plain = _folded(f"{first}.{last}", keep=".")
    address = f"{plain}{draw.below(99)}@courriel{seed % 7}.example"
    code = f"{10 + draw.below(85)}{100 + draw.below(899)}"
    street = f"{2 + draw.below(88)} rue des Tanneurs-Perdus, {code} Mirevault"
    plate = f"{_letters(draw, 2)}-{100 + draw.below(899)}-{_letters(draw, 2)}"
    iban = f"FR76{draw.below(10**9):09d}{draw.below(10**9):09d}{draw.below(10**5):05d}"
    secrets = [first, last, kin, address, phone, "Tanneurs-Perdus", plate, iban]
    body = _body(
        draw,
        first=first,
        last=last,
        kin=kin,
        phone=phone,
        street=street,
        plate=plate,
        iban=iban,
        address=address,
    )
    raw = _written(draw, seed, body, first=first, last=last, address=address)
    return Planted(raw=raw, secrets=tuple(secrets))


def _letters(draw: Draw, number: int) -> str:
    return "".join(draw.choice("ABCDEFGHJKLMNPQRSTVWXYZ") for _ in range(number))


def _body(
    draw: Draw,
    *,
    first: str,
    last: str,
    kin: str,
    phone: str,
    street: str,
    plate: str,
    iban: str,
    address: str,
) -> str:
    lines = [
        f"Nous avons séjourné à l'Hôtel du Grand Tétras ; {FACTS[0]} et {FACTS[3]} {FACTS[1]}.",
        draw.choice(
            (
                f"Ma fille {kin} a pleuré.",
                f"Notre fils {kin}, 6 ans, a toussé.",
                f"{kin}, mon aînée, est tombée.",
            )
        ),
        draw.choice((f"Rappelez-moi au {phone}.", f"Tél : {phone}", f"Mon numéro est le {phone}, merci.")),
        draw.choice((f"J'habite {street}.", f"Mon adresse : {street}", f"Écrivez-moi au {street}.")),
        draw.choice((f"Ma voiture ({plate}) était garée devant.", f"Véhicule immatriculé {plate}.")),
        draw.choice((f"Remboursez {FACTS[2]} sur {iban}.", f"IBAN : {iban}, pour les {FACTS[2]}.")),
        draw.choice(("", f"On m'écrit à {address}.", f"Mail : {address.replace('@', ' (arobase) ')}")),
    ]
    middle = lines[1:]
    middle.sort(key=lambda _: draw.below(1000))
    sign = draw.choice(
        (f"{first} {last}", f"{first} {last.upper()}", f"{last} {first}", f"{first[0]}. {last}")
    )
    return "\n".join(
        (
            lines[0],
            *filter(None, middle),
            "",
            "Cordialement,",
            sign,
            draw.choice(("", phone, f"{street}\n{phone}")),
        )
    ).strip()


def _written(draw: Draw, seed: int, body: str, *, first: str, last: str, address: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{first} {last}" <{address}>'
    message["To"] = SERVICE
    message["Subject"] = draw.choice(
        ("Séjour au Grand Tétras", f"Réclamation {last}", f"Plainte de {first} {last}")
    )
    message["Message-ID"] = f"<{_folded(last)}-{seed}@{address.partition('@')[2]}>"
    message["Date"] = (datetime(2026, 11, 9, 9, tzinfo=UTC) + timedelta(minutes=seed)).strftime(
        "%a, %d %b %Y %H:%M:%S +0000"
    )
    message["X-Originating-User"] = address
    message["Organization"] = last
    charset = draw.choice(("utf-8", "utf-8", "iso-8859-15")) if _is_latin(body) else "utf-8"
    message.set_content(body, charset=charset,
                        cte=draw.choice(("base64", "quoted-printable")))  # fmt: skip
    if draw.below(10) < 4:
        message.add_alternative(
            f"<html><!-- {first} {last} --><head><meta name=author content='{last}'></head><body>"
            f"<p style='display:none'>{address}</p><p>{html.escape(body).replace(chr(10), '<br>')}</p>"
            f"<img src='https://pixel.example/{_folded(last)}.gif'></body></html>",
            subtype="html")  # fmt: skip
    for kind in sorted(KINDS, key=lambda _: draw.below(1000))[: draw.choice((0, 0, 1, 2, 3, 5))]:
        name, content_type, content = made(kind, first, last)
        main, _, sub = content_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def _is_latin(text: str) -> bool:
    try:
        text.encode("iso-8859-15")
    except UnicodeEncodeError:
        return False
    return True


# -- the search ------------------------------------------------------------------------------------


def found(sent: bytes, secrets: tuple[str, ...]) -> list[str]:
    """Which secrets stand in what was sent, whatever they are wrapped in."""
    everything = "\n".join(_folded(text) for text in _readings(sent, depth=3))
    return [secret for secret in secrets for form in _forms(secret) if form in everything]


def _forms(secret: str) -> Iterator[str]:
    """A phone by its last eight digits, an address by its local part too, and each of them whole."""
    folded = _folded(secret)
    yield folded
    if "@" in secret:
        yield _folded(secret.partition("@")[0])
    digits = re.sub(r"\D", "", secret)
    if len(digits) >= 10:
        yield digits[-8:]


def _folded(text: str, keep: str = "") -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return "".join(c for c in bare if c.isalnum() or c in keep)


def _readings(content: bytes, depth: int) -> Iterator[str]:
    yield from _as_text(content)
    message = BytesParser(policy=compat32).parsebytes(content)
    for part in message.walk():
        for name, value in part.items():
            yield from _as_text(f"{name}: {value}".encode("utf-8", "replace"))
            for word in re.findall(r"=\?[^?]+\?[bB]\?([^?]*)\?=", str(value)):
                yield from _as_text(base64.b64decode(word + "==="))
            yield re.sub(r"=([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), str(value))
        if not part.is_multipart():
            yield from _inside(part.get_payload(decode=True) or b"", depth)


def _inside(raw: bytes, depth: int) -> Iterator[str]:
    yield from _as_text(raw)
    if depth == 0:
        return
    for run in re.findall(rb"[A-Za-z0-9+/\r\n]{24,}={0,2}", raw)[:200]:  # base64 within a part
        try:
            yield from _as_text(base64.b64decode(re.sub(rb"\s", b"", run) + b"==="))
        except ValueError:
            continue
    for run in re.findall(rb"<([0-9A-Fa-f\s]{8,})>", raw)[:500]:  # hexadecimal strings of PDF
        yield from _as_text(bytes.fromhex(re.sub(rb"\s", b"", run).decode()[: len(run) // 2 * 2 - 2]))
    if raw[:2] == b"\x1f\x8b":
        yield from _inside(zlib.decompressobj(31).decompress(raw, 10**7), depth - 1)
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for info in packed.infolist():
                yield info.filename
                yield from _inside(packed.read(info), depth - 1)
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
        try:
            plain = zlib.decompressobj().decompress(stream, 10**7)
            yield from _inside(plain, depth - 1)
            # « [(D) -20 (upont)] TJ »: letters that are set one by one
            yield b"".join(re.findall(rb"\(((?:[^()\\]|\\.)*)\)", plain)).decode("latin-1")
        except zlib.error:
            continue


def _as_text(raw: bytes) -> Iterator[str]:
    for charset in ("utf-8", "latin-1", "cp1252", "utf-16-le", "utf-16-be"):
        text = raw.decode(charset, "replace")
        yield text
        yield text[::-1]
    yield raw[1:].decode("utf-16-le", "replace")  # wide letters that begin at an odd place
    yield raw.replace(b"=\r\n", b"").replace(b"=\n", b"").decode("latin-1")  # quoted-printable, unwrapped
    text = raw.decode("utf-8", "replace")
    yield html.unescape(unquote(text))
    yield re.sub(r"<[^>]*>", "", html.unescape(text))
