"""The parser's message → a bounded tree of parts that nothing in the rest of this room can choke on."""

from __future__ import annotations

import binascii
import email
import re
from dataclasses import dataclass, field
from email.message import Message

from mailbot.read.bounds import Limits
from mailbot.read.charsets import from_header
from mailbot.read.heavy import NOTHING, Heavy, set_aside
from mailbot.read.mime import content_field
from mailbot.read.words import unfolded

# Only what the parser raises on damaged parts; anything else would be a mistake of ours.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, binascii.Error,
           email.errors.MessageError)  # fmt: skip
_AS_IT_IS = ("", "7bit", "8bit", "binary")
_BOUNDARY = re.compile(rb"(?m)^--([^\s-][^\r\n]{0,69}?)[ \t]*\r?$")
_TRUE_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One MIME part. `children` for multiparts and for mails inside the mail."""

    content_type: str
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    given_name: str = ""  # as the header says: not decoded, not safe
    content_id: str = ""
    message: Message
    fields: dict[str, list[str]]  # header values by name in lower case, as the parser keeps them
    children: tuple[Part, ...] = ()
    heavy: Heavy = NOTHING

    @property
    def is_multipart(self) -> bool:
        return self.content_type.startswith("multipart/") and bool(self.children)

    def header(self, name: str) -> str:
        values = self.fields.get(name.lower())
        return values[0] if values else ""

    def headers(self, name: str) -> list[str]:
        return self.fields.get(name.lower(), [])

    def content(self) -> bytes:
        """The bytes that this part carries, transfer encoding undone as far as it can be."""
        inner = [child.message for child in self.children] or _inside(self.message)
        if inner:
            return self.heavy.restored(b"".join(_flat(message) for message in inner))
        return _restored(self.message, self.heavy)


def _inside(message: Message) -> list[Message]:
    """The messages that the parser found in this one."""
    payload = message.get_payload() if message.is_multipart() else ()
    return [child for child in payload if isinstance(child, Message)]


def _payload(message: Message) -> bytes:
    # Always decoded: without decoding, the standard library decodes the charset instead, and loses bytes.
    try:
        payload = message.get_payload(decode=True)
    except _DAMAGE:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _restored(message: Message, heavy: Heavy) -> bytes:
    """A leaf's bytes; where its body was set aside, straight from the original."""
    encoding = str(message.get("content-transfer-encoding", "")).strip().lower()
    if heavy.stretches and encoding not in _AS_IT_IS:
        try:
            payload = message.get_payload()
        except _DAMAGE:
            payload = ""
        if isinstance(payload, str) and payload.isascii() and heavy.stands_in(payload):
            return _decoded_stretch(payload, encoding, heavy)
    return heavy.restored(_payload(message))


def _decoded_stretch(payload: str, encoding: str, heavy: Heavy) -> bytes:
    decoded = heavy.decoded(payload) if encoding == "base64" else None
    if decoded is not None:
        return decoded
    leaf = Message()
    leaf["Content-Transfer-Encoding"] = encoding
    leaf.set_payload(heavy.restored(payload.encode("ascii")).decode("ascii", "surrogateescape"))
    return _payload(leaf)


def entity_tree(content: bytes, limits: Limits, problems: list[str]) -> Part:
    """A MIME entity that came out of an envelope, read like a mail."""
    light, heavy = set_aside(content[: limits.light])
    try:
        message = email.message_from_bytes(light)
    except (*_DAMAGE, RecursionError):
        message = Message()
        message.set_payload(light.decode("ascii", "surrogateescape"))
    return tree(message, limits, problems, heavy)


@dataclass(slots=True)
class _Count:
    """How much has been read, so that a hostile mail cannot make us read for ever."""

    heavy: Heavy
    parts: int = 0
    too_many: bool = False
    too_deep: bool = False


def tree(message: Message, limits: Limits, problems: list[str], heavy: Heavy = NOTHING) -> Part:
    count = _Count(heavy)
    root = _part(message, limits, problems, count, depth=0)
    if count.too_many:
        problems.append(f"Le courriel compte plus de {limits.parts} parties : les autres n’ont pas été lues.")
    if count.too_deep:
        problems.append("Des parties étaient imbriquées trop profondément : elles n’ont pas été lues.")
    return root


def _part(message: Message, limits: Limits, problems: list[str], count: _Count, *, depth: int) -> Part:
    count.parts += 1
    fields: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        fields.setdefault(name.lower(), []).append(str(value))
    # In a digest, what has no type is a mail (RFC 2046, 5.1.5).
    content_type, parameters = content_field(_first(fields, "content-type") or message.get_default_type())
    disposition, about = content_field(_first(fields, "content-disposition"))
    encoding = _first(fields, "content-transfer-encoding").strip().lower()
    children = _children(message, content_type, encoding, problems, count.heavy)
    if children and depth >= limits.depth:
        count.too_deep, children = True, []
    read: list[Part] = []
    for child in children:
        if count.parts >= limits.parts:
            count.too_many = True
            break
        read.append(_part(child, limits, problems, count, depth=depth + 1))
    return Part(
        content_type=_sure_type(content_type, has_children=bool(read)),
        parameters=parameters,
        disposition=disposition,
        given_name=about.get("filename") or parameters.get("name") or "",
        content_id=unfolded(_first(fields, "content-id")).strip("<> ")[:200],
        message=message,
        fields=fields,
        children=tuple(read),
        heavy=count.heavy,
    )


def _first(fields: dict[str, list[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _sure_type(content_type: str, *, has_children: bool) -> str:
    """A missing or nonsensical type means text (RFC 2045 §5.2), unless the parser found parts."""
    if has_children:
        return content_type if content_type.startswith(("multipart/", "message/")) else "multipart/mixed"
    if content_type.startswith("multipart/") or not _TRUE_TYPE.fullmatch(content_type):
        return "text/plain"
    return content_type


def _children(
    message: Message, content_type: str, encoding: str, problems: list[str], heavy: Heavy
) -> list[Message]:
    inner = _inside(message)
    if inner and content_type.startswith("message/") and encoding in ("base64", "quoted-printable"):
        return _decoded_message(inner, encoding, heavy)
    if not inner and content_type.startswith("multipart/"):
        return _with_guessed_boundary(_payload(message), problems)
    return inner


def _decoded_message(payload: list[Message], encoding: str, heavy: Heavy) -> list[Message]:
    """A mail inside the mail must not be encoded, but some programs do it: it is parsed again."""
    wrapper = Message()
    wrapper["Content-Transfer-Encoding"] = encoding
    whole = heavy.restored(b"".join(_flat(inner) for inner in payload))
    wrapper.set_payload(whole.decode("ascii", "surrogateescape"))
    try:
        return [email.message_from_bytes(_payload(wrapper))]
    except (*_DAMAGE, RecursionError):
        return payload


def _with_guessed_boundary(payload: bytes, problems: list[str]) -> list[Message]:
    match = _BOUNDARY.search(payload)
    if not match:
        return []
    head = b'Content-Type: multipart/mixed; boundary="' + match.group(1) + b'"\n\n'
    try:
        children = _inside(email.message_from_bytes(head + payload))
    except (*_DAMAGE, RecursionError):
        return []
    if children:
        problems.append("La séparation des parties du courriel n’était pas annoncée : elle a été devinée.")
    return children


def _flat(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (*_DAMAGE, RecursionError):
        lines = [f"{name}: {value}" for name, value in message.raw_items()]
        return from_header("\n".join([*lines, "", ""])) + _payload(message)
