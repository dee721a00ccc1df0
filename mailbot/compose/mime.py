"""A rendered letter → bytes.

Written by hand, header by header: the standard library's writer turns long Message-IDs into encoded words,
draws boundaries by chance, and changes between Python versions. Here every byte follows from the arguments.
No Date: it is put in front when the mail is sent.
"""

from __future__ import annotations

import binascii
import quopri
import re
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from mailbot.compose.house import House, Way
from mailbot.compose.letters import LetterSpec
from mailbot.compose.values import one_line
from mailbot.model import Attachment, Letter
from mailbot.token import derived_id

MAX_REFERENCES = 20
MAX_REFERENCES_BYTES = 900  # relays refuse longer header lines than they can hold
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,250}>")
_CONTENT_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ \u0080-\U0010ffff-]+")
_NOT_IN_ADDRESS = re.compile(r'[\s<>,;:"()\[\]\\\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    subject: str
    text: str
    html: str
    language: str
    attachments: tuple[Attachment, ...] = ()


def finished(
    letter: Letter, *, spec: LetterSpec, house: House, way: Way, contents: Contents, own_id: str
) -> bytes:
    """`own_id` is the letter's derived identifier: Message-ID, loop mark and boundaries follow from it."""
    headers = [
        ("From", address_header(f"{house.organisation.name} – Réclamations", house.mailbox_address)),
        (
            "To",
            address_header(letter.recipient.name if spec.to == "client" else "", letter.recipient.address),
        ),
        ("Subject", words(contents.subject)),
        ("Message-ID", f"<{own_id}@{house.domain}>"),
        ("Reply-To", address_header("", way.address)),
        *_thread_headers(letter, spec, house),
        *_robot_headers(letter, spec),
        ("X-Mailbot-Loop", "" if spec.relay else own_id),
        ("MIME-Version", "1.0"),
        ("Content-Language", contents.language),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in headers if value)
    return head.encode() + _body(contents, own_id, house.secret)


# -- headers --------------------------------------------------------------------------------------


def words(text: str) -> str:
    """Free text for a header: one line, folded between words, never a new header.

    From the first word that is not plain ASCII to the last one it is encoded, the rest stays readable
    (a reference in brackets, for one).
    """
    tokens = one_line(text).replace("\u00a0", " ").split()
    odd = [i for i, token in enumerate(tokens) if not token.isascii() or "=?" in token or len(token) > 70]
    if odd:
        first, last = odd[0], odd[-1] + 1
        tokens[first:last] = _encoded(" ".join(tokens[first:last]))
    lines = [""]
    for token in tokens:
        if lines[-1] and len(lines[-1]) + len(token) > 60:
            lines.append("")
        lines[-1] += f" {token}" if lines[-1] else token
    return "\r\n ".join(lines)


def _encoded(text: str) -> list[str]:
    """Encoded words of at most 75 characters, never cut inside a character."""
    chunks = [b""]
    for character in text:
        encoded = character.encode("utf-8", "replace")
        if len(chunks[-1] + encoded) > 45:
            chunks.append(b"")
        chunks[-1] += encoded
    return [f"=?utf-8?b?{b64encode(chunk).decode()}?=" for chunk in chunks]


def address_header(name: str, address: str) -> str:
    """`name <address>`; an address cannot bring a second one, nor a header, with it."""
    local, _, domain = _NOT_IN_ADDRESS.sub("", address).rpartition("@")
    if not domain.isascii():
        with suppress(UnicodeError):  # left as it is: the server will refuse it, and staff will be told
            domain = domain.encode("idna").decode()
    spec = f"{local}@{domain}"
    shown = one_line(name)[:100]
    if not shown:
        return spec
    if _PHRASE.fullmatch(shown) and "=?" not in shown:  # accents are encoded, the rest needs no quotes
        return f"{words(shown)}\r\n <{spec}>"
    if shown.isascii() and "=?" not in shown:
        escaped = shown.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"\r\n <{spec}>'
    return "\r\n ".join(_encoded(shown)) + f"\r\n <{spec}>"


def _thread_headers(letter: Letter, spec: LetterSpec, house: House) -> list[tuple[str, str]]:
    """A provider is shown identifiers of our own letters only: a client's could tell who the client is."""
    ours = re.compile(rf"<[a-z2-7]{{32}}@{re.escape(house.domain)}>")

    def allowed(message_id: str) -> bool:
        pattern = ours if spec.to == "provider" else _MESSAGE_ID
        return pattern.fullmatch(message_id) is not None

    parent = letter.in_reply_to if letter.in_reply_to and allowed(letter.in_reply_to) else None
    chain = [message_id for message_id in letter.references if allowed(message_id)]
    if parent and parent not in chain:
        chain.append(parent)
    headers = [("In-Reply-To", parent or ""), ("References", "\r\n ".join(capped(chain)))]
    if spec.to != "provider":
        hints = {name.lower(): value for name, value in letter.thread_hints.items()}
        headers.append(("Thread-Index", _folded_ascii(hints.get("thread-index", ""))))
        headers.append(
            ("Thread-Topic", words(hints["thread-topic"][:500]) if "thread-topic" in hints else "")
        )
    return headers


def capped(chain: list[str]) -> list[str]:
    """First and last are kept, and as many of the latest between them as there is room for."""
    unique = list(dict.fromkeys(chain))
    if len(unique) <= 2:
        return unique
    first, *middle, last = unique
    room = MAX_REFERENCES_BYTES - len(first) - len(last) - 4
    kept: list[str] = []
    for message_id in reversed(middle):
        room -= len(message_id) + 3  # a line break and a space each
        if room < 0 or len(kept) == MAX_REFERENCES - 2:
            break
        kept.insert(0, message_id)
    return [first, *kept, last]


def _folded_ascii(value: str) -> str:
    """Thread-Index is base64, which some clients fold: one word again, or nothing."""
    joined = "".join(value.split())
    return joined if re.fullmatch(r"[A-Za-z0-9+/=]{1,900}", joined) else ""


def _robot_headers(letter: Letter, spec: LetterSpec) -> list[tuple[str, str]]:
    if spec.relay or not letter.automatic:
        return []
    kind = "auto-replied" if letter.in_reply_to else "auto-generated"
    return [("Auto-Submitted", kind), ("X-Auto-Response-Suppress", "All")]


# -- body -----------------------------------------------------------------------------------------


def _body(contents: Contents, own_id: str, secret: bytes) -> bytes:
    texts = (_text_part("plain", contents.text), _text_part("html", contents.html))
    both = _multipart("alternative", texts, derived_id(own_id, "alternative", secret=secret))
    if not contents.attachments:
        return both
    files = tuple(_file_part(attachment) for attachment in contents.attachments)
    return _multipart("mixed", (both, *files), derived_id(own_id, "mixed", secret=secret))


def _multipart(subtype: str, parts: tuple[bytes, ...], identifier: str) -> bytes:
    boundary = f"=_{identifier}"
    lines = f"--{boundary}\r\n".encode()
    return (
        f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'.encode()
        + b"".join(lines + part + b"\r\n" for part in parts)
        + f"--{boundary}--\r\n".encode()
    )


def _text_part(subtype: str, text: str) -> bytes:
    encoded = quopri.encodestring(text.encode("utf-8", "replace"), quotetabs=False)
    return (
        f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    ).encode() + encoded.replace(b"\n", b"\r\n")


def _file_part(attachment: Attachment) -> bytes:
    """Always base64; a mail inside a mail travels as a plain file, since its type forbids base64."""
    content_type = attachment.content_type.strip().lower()
    if not _CONTENT_TYPE.fullmatch(content_type) or content_type.startswith(("message/", "multipart/")):
        content_type = "application/octet-stream"
    name = one_line(attachment.name).replace("/", "_").replace("\\", "_")[:150] or "piece-jointe"
    if re.fullmatch(r"[\x20-\x7e]+", name) and not re.search(r'["%]|=\?', name):
        named, placed = f'name="{name}"', f'filename="{name}"'
    else:  # the first is for old mail clients, the second is the standard
        folded = "\r\n ".join(_encoded(name))
        named = f'name="{folded}"'
        placed = f"filename*=utf-8''{quote(name, safe='', errors='replace')}"
    lines = binascii.b2a_base64(attachment.content, newline=False)
    wrapped = b"\r\n".join(lines[i : i + 76] for i in range(0, len(lines), 76))
    return (
        f"Content-Type: {content_type};\r\n {named}\r\n"
        f"Content-Disposition: attachment;\r\n {placed}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + wrapped
