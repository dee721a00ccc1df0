"""Searches the finished bytes of a letter for everything that is known of a person.

Written apart from the rules that mask, and shares nothing with them: what they overlook must not be
overlooked twice. Whatever cannot be searched is said, so that the letter is held.
"""

from __future__ import annotations

import email
import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from functools import lru_cache
from urllib.parse import unquote

from mailbot.model import Identity
from mailbot.redact import pdf

_MAX_PARTS = 200
_LEAST_LETTERS = 4
_OFFICE = frozenset(
    {"service", "services", "client", "clients", "clientele", "contact", "info", "infos", "accueil", "office",
     "tourisme", "reservation", "reservations", "direction", "reception", "reclamation", "reclamations", "no",
     "ne", "pas", "repondre", "reply", "hotel", "camping", "gite", "mairie", "secretariat", "relation", "de",
     "relations", "qualite", "commercial", "vie", "scolaire", "support", "formation", "bureau", "agence"}
)  # fmt: skip
_SINGLE_LETTERS = re.compile(r"(?<= )(?:[^\W\d_] ){4,}")
_SEPARATORS = re.compile(r"[\W_]+")
_BASE64_LINE = re.compile(r"^[A-Za-z0-9+/]{60,}={0,2}\r?$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BROKEN_WORD = re.compile(r"-[ ]?\r?\n[ ]?")
_SOFT_BREAK = re.compile(r"=\r?\n")
_RUN = re.compile(rb"[ -~]{4,}")
_WIDE_RUN = re.compile(rb"(?:[ -~]\0){4,}")
_ENCODINGS = frozenset({"", "7bit", "8bit", "binary", "base64", "quoted-printable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needle:
    """One thing to look for: as words (a name), or as a solid run of letters and digits."""

    said: str  # how to speak of it without repeating it
    words: str = ""
    solid: str = ""


def search(content: bytes, identity: Identity, released: Collection[str] = ()) -> tuple[str, ...]:
    """What of the person is in these bytes, hinted at only; and « unsearchable: … » for each blind spot.

    `released`: names of files that a person lets go although nobody can search them. What is found in them
    counts all the same.
    """
    net = _net_of(identity)
    found: dict[str, None] = {}
    blind: dict[str, None] = {}
    message = email.message_from_bytes(content, policy=compat32)
    for text in (*_raw_texts(content), *_texts(message, blind, frozenset(released))):
        found |= dict.fromkeys(net.caught(text))
    return (*found, *blind)


def traces(text: str, identity: Identity) -> tuple[str, ...]:
    """What of the person is in a text, hinted at only."""
    return tuple(dict.fromkeys(_net_of(identity).caught(text)))


# « Monsieur Renard » names somebody, where « renard » alone may be an animal.
_TITLES = (
    "monsieur", "madame", "mademoiselle", "m", "mr", "mme", "mlle", "mmes", "famille", "mrs", "ms", "miss",
    "herr", "frau", "familie", "heer", "mevrouw", "senor", "senora", "signor", "signora",
)  # fmt: skip


def _titled(words: str, *, said: str) -> Iterator[_Needle]:
    for part in {words.split(maxsplit=1)[0], words.rsplit(maxsplit=1)[-1]}:
        if len(part) >= 2:
            yield from (_Needle(said=said, words=f" {title} {part} ") for title in _TITLES)


def _needles(identity: Identity) -> Iterator[_Needle]:
    for name in identity.names:
        words = _as_words(name)
        if len(words) >= 2:
            yield _Needle(said=f"nom ({name.strip()[:1]}…)", words=f" {words} ")
            if " " in words:
                yield from _titled(words, said=f"nom ({name.strip()[:1]}…)")
                turned = " ".join(reversed(words.split()))
                yield _Needle(said=f"nom ({name.strip()[:1]}…)", words=f" {turned} ")
                if len(words) >= 10:
                    yield _Needle(said=f"nom ({name.strip()[:1]}…)", solid=words.replace(" ", ""))
    for address in identity.addresses:
        said = f"adresse électronique ({address[:1]}…)"
        solid = _solid(address)
        if len(solid) >= 5:
            yield _Needle(said=said, solid=solid)
        local = _as_words(address.partition("@")[0])
        if len(local) >= 6 and _is_personal(local):
            yield _Needle(said=said, words=f" {local} ")
            if len(local) >= 10:
                yield _Needle(said=said, solid=local.replace(" ", ""))
    for other in identity.others:
        yield from _other_needles(other)


def _is_personal(local: str) -> bool:
    """One word alone may be anybody's (« reception »): those that are not are among the names."""
    if any(map(str.isdecimal, local)):
        return True
    words = local.split()
    return len(words) > 1 and not _OFFICE.issuperset(words)


def _other_needles(other: str) -> Iterator[_Needle]:
    said = f"donnée personnelle ({other.strip()[:2]}…)"
    solid = _solid(other)
    digits = "".join(filter(str.isdecimal, solid))
    if len(solid) >= 6:
        yield _Needle(said=said, solid=solid)
    elif len(solid) >= 4:
        yield _Needle(said=said, words=f" {_as_words(other)} ")
    if len(digits) >= 9 and len(digits) >= len(solid) - 1:
        # +33 (0)6…, 0033 6… and 06… share their last nine digits
        yield _Needle(said=said, solid=digits[-9:])


class _Net:
    """All needles at once: only those phrases are looked for of which a text has a certain word."""

    def __init__(self, needles: Iterable[_Needle]) -> None:
        self._said: list[str] = []
        self._by_word: dict[str, list[tuple[int, str]]] = {}  # by one word of theirs, the phrases
        self._solid: list[tuple[int, str]] = []
        self._spelt: list[tuple[int, str]] = []
        for number, needle in enumerate(needles):
            self._said.append(needle.said)
            self._add(number, needle)

    def _add(self, number: int, needle: _Needle) -> None:
        if needle.words:
            self._add_phrase(number, needle.words)
        if needle.solid:
            self._solid.append((number, needle.solid))
        # « D.U.P.O.N.T », « tnopuD »: only letters are disguised so.
        letters = (needle.words or needle.solid).replace(" ", "")
        if not letters.isalpha() or len(letters) < _LEAST_LETTERS:
            return
        self._spelt += ((number, letters), (number, letters[::-1]))
        if len(letters) > _LEAST_LETTERS:  # short names are words when read from the end
            self._add_phrase(number, (needle.words or f" {needle.solid} ")[::-1])

    def _add_phrase(self, number: int, phrase: str) -> None:
        self._by_word.setdefault(max(phrase.split(), key=len), []).append((number, phrase))

    def caught(self, text: str) -> Iterator[str]:
        """What is said of each needle that is in the text, in their order."""
        words = f" {_as_words(text)} "
        solid = words.replace(" ", "")
        spelt = " ".join(run.replace(" ", "") for run in _SINGLE_LETTERS.findall(words))
        found = {
            number
            for word in self._by_word.keys() & set(words.split())
            for number, phrase in self._by_word[word]
            if phrase in words
        }
        found.update(number for number, run in self._solid if run in solid)
        if spelt:
            found.update(number for number, letters in self._spelt if letters in spelt)
        return (self._said[number] for number in sorted(found))


@lru_cache(maxsize=8)
def _net_of(identity: Identity) -> _Net:
    """Remembered: a letter's bytes, and each file that goes with it, are searched for the same person."""
    return _Net(_needles(identity))


def _as_words(text: str) -> str:
    return " ".join(_SEPARATORS.split(_plain(text))).strip()


def _solid(text: str) -> str:
    return _SEPARATORS.sub("", _plain(text))


_MOST_KEPT = 4096  # characters that are remembered: more than any language of ours has


class _Kept(dict[int, str | None]):
    """For `str.translate`: nothing of accents that stand alone and of invisible marks, all else as it is."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        dropped = unicodedata.combining(char) or unicodedata.category(char) == "Cf"
        kept = None if dropped else char
        if len(self) < _MOST_KEPT:
            self[code] = kept
        return kept


_KEPT = _Kept()


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("ß", "ss").replace("ø", "o")
    return unicodedata.normalize("NFKD", text).translate(_KEPT).casefold()


def _raw_texts(content: bytes) -> Iterator[str]:
    """The bytes as they are; lines of base64 hold chance words, and are decoded elsewhere."""
    latin = _BASE64_LINE.sub("", content.decode("latin-1"))
    yield latin
    if "=" in latin:
        yield _SOFT_BREAK.sub("", latin)
    if not latin.isascii():
        yield latin.encode("latin-1").decode("utf-8", "ignore")


def _texts(message: Message, blind: dict[str, None], released: frozenset[str]) -> Iterator[str]:
    for number, part in enumerate(message.walk()):
        if number >= _MAX_PARTS:
            blind["unsearchable: trop de parties"] = None
            return
        for name, value in part.items():
            yield f"{name} {_header(value)}"
            yield unquote(_header(value))
        named = part.get_param("name")  # RFC 2231 gives a tuple: charset, language, value
        yield _header(unquote(named[2]) if isinstance(named, tuple) else named or "")
        yield _header(part.get_filename() or "")
        if part.is_multipart():
            yield from filter(None, (part.preamble, part.epilogue))
            if part.get_content_type() == "multipart/encrypted":
                blind["unsearchable: partie chiffrée"] = None
        else:
            unseen: dict[str, None] = {}
            yield from _leaf(part, unseen)
            if _header(part.get_filename() or "") not in released:
                blind |= unseen


def _header(value: object) -> str:
    """Encoded words decoded, broken ones too."""
    text = str(value)
    try:
        pieces = decode_header(text)
    except (ValueError, LookupError, HeaderParseError):
        return text
    decoded = []
    for piece, charset in pieces:
        decoded.append(piece if isinstance(piece, str) else _decoded(piece, charset or "utf-8"))
    return "".join(decoded)


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeError):
        return raw.decode("latin-1")


def _leaf(part: Message, blind: dict[str, None]) -> Iterator[str]:
    kind = part.get_content_type()
    raw = part.get_payload(decode=True)
    label = f"unsearchable: {kind}"
    if not isinstance(raw, bytes):
        blind[label] = None
        return
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in _ENCODINGS:
        blind[f"{label} (codage inconnu)"] = None
    if part.defects:
        blind[f"{label} (mal formé)"] = None
    if kind.startswith("text/") or kind in {"message/delivery-status", "message/rfc822-headers"}:
        charset = str(part.get_content_charset() or "utf-8")
        try:
            text = raw.decode(charset)
        except (LookupError, UnicodeError):
            blind[f"{label} ({charset[:20]})"] = None
            text = raw.decode("latin-1")
        yield text
        if "-" in text:
            yield _BROKEN_WORD.sub("", text)
        if kind != "text/plain":
            yield from _markup(text)
        return
    if kind == "image/jpeg" and _jpeg_is_bare(raw):
        return
    if kind == "application/pdf":
        read = pdf.words(raw)
        yield from read.texts
        if not read.complete:
            blind[label] = None
        return
    blind[label] = None
    yield from _binary(raw)


def _markup(text: str) -> Iterator[str]:
    """Markup read three ways: with its attributes and comments, without tags, without what parts words."""
    plain = html.unescape(html.unescape(text))
    yield unquote(plain)
    yield _TAG.sub(" ", plain)
    yield _TAG.sub("", plain)


def _binary(raw: bytes) -> Iterator[str]:
    """Runs of readable characters, as a name in metadata would be."""
    yield "\n".join(run.decode("ascii") for run in _RUN.findall(raw))
    yield "\n".join(run.replace(b"\0", b"").decode("ascii") for run in _WIDE_RUN.findall(raw))


def _jpeg_is_bare(raw: bytes) -> bool:
    """Only tables and pixels: no EXIF, XMP, IPTC, no comment, nothing behind the end."""
    if raw[:2] != b"\xff\xd8":
        return False
    place = 2
    while place + 4 <= len(raw):
        if raw[place] != 0xFF:
            return False
        marker = raw[place + 1]
        if marker == 0xDA:
            return raw.endswith(b"\xff\xd9") and raw.count(b"\xff\xd8") == 1
        if marker == 0xFE or (0xE1 <= marker <= 0xEF and marker != 0xEE):
            return False
        place += 2 + int.from_bytes(raw[place + 2 : place + 4], "big")
    return False
