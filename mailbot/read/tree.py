"""The parser's message → a bounded tree of parts that nothing in the rest of this room can choke on."""

from __future__ import annotations

import binascii
import email
import re
from copy import copy
from dataclasses import dataclass, field
from email.message import Message

from mailbot.expressions import Expression
from mailbot.read.bounds import Limits
from mailbot.read.charsets import from_header
from mailbot.read.heavy import NOTHING, Heavy, set_aside
from mailbot.read.mime import content_field
from mailbot.read.transfer import encoding_of, undone
from mailbot.read.words import unfolded

# Only what the parser raises on damaged parts; anything else would be a mistake of ours.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, binascii.Error,
           email.errors.MessageError)  # fmt: skip
_BOUNDARY = re.compile(rb"(?m)^--(\S[^\r\n]{0,98}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}[ \t]*:)", re.IGNORECASE)
_BARE_BOUNDARY = re.compile(rb"(?m)^--([^\s-][^\r\n]{0,69}?)[ \t]*\r?$")
_BEGINS_WITH_PART = re.compile(
    rb"(?:This is a multi-?part message in MIME format[^\r\n]{0,20})?\s{0,50}" + _BOUNDARY.pattern[4:],
    re.IGNORECASE,
)
_PLAIN_BOUNDARY = re.compile(rb"[A-Za-z0-9'()+_,./:=?*&%$#@!~|^{}<>;\[\] -]+")
_FILE_AT_END = Expression(r"(?:^|[/\\])([^/\\:]{1,120}\.[A-Za-z0-9]{2,5})$")
_TRUE_TYPE = Expression(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")


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


def _raw(message: Message) -> bytes:
    """The bytes of a leaf as they stand in the mail."""
    # Asked for as decoded content without an encoding: otherwise the standard library decodes the charset
    # instead, and loses bytes. The copy is shallow.
    bare = message
    if encoding_of(str(message.get("content-transfer-encoding", ""))):
        bare = copy(message)
        del bare["Content-Transfer-Encoding"]
    try:
        payload = bare.get_payload(decode=True)
    except _DAMAGE:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _restored(message: Message, heavy: Heavy) -> bytes:
    """A leaf's bytes; where its body was set aside, straight from the original."""
    encoding = encoding_of(str(message.get("content-transfer-encoding", "")))
    body = _raw(message)
    if encoding == "base64" and heavy.stretches and (decoded := heavy.decoded(body)) is not None:
        return decoded
    is_text = message.get_content_maintype() == "text" and message.get_content_disposition() != "attachment"
    return undone(heavy.restored(body), encoding, is_text=is_text)


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
    encoding = encoding_of(_first(fields, "content-transfer-encoding"))
    if "content-type" in fields:
        children = _children(message, content_type, parameters, encoding, problems, count.heavy)
    else:
        children = _unannounced(message, problems)
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
        given_name=_name(about, parameters, fields),
        content_id=unfolded(_first(fields, "content-id")).strip("<> ")[:200],
        message=message,
        fields=fields,
        children=tuple(read),
        heavy=count.heavy,
    )


def _name(about: dict[str, str], parameters: dict[str, str], fields: dict[str, list[str]]) -> str:
    """Where programs put the name of a file, the proper places first."""
    for given in (
        about.get("filename"),
        parameters.get("name"),
        about.get("name"),
        parameters.get("filename"),
    ):
        if given and given.strip():
            return given
    location = unfolded(_first(fields, "content-location")).partition("?")[0]
    return match.group(1) if (match := _FILE_AT_END.search(location)) else ""


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
    message: Message,
    content_type: str,
    parameters: dict[str, str],
    encoding: str,
    problems: list[str],
    heavy: Heavy,
) -> list[Message]:
    inner = _inside(message)
    if inner and content_type.startswith("message/") and encoding:
        return _decoded_message(inner, encoding, heavy)
    if inner and content_type.startswith("multipart/"):
        return inner + _after_the_end(message, parameters.get("boundary", ""), problems)
    if not inner and content_type.startswith("multipart/"):
        payload = undone(_raw(message), encoding, is_text=False)
        return _with_guessed_boundary(payload, problems)
    return inner


def _unannounced(message: Message, problems: list[str]) -> list[Message]:
    """A mail that lost its Content-Type on the way still begins with a part, if it has parts."""
    inner = _inside(message)
    if inner:
        return inner
    body = _raw(message)
    return _with_guessed_boundary(body, problems) if _BEGINS_WITH_PART.match(body) else []


def _after_the_end(message: Message, boundary: str, problems: list[str]) -> list[Message]:
    """Parts behind the line that ends them: a part within had the same boundary, or a program added one."""
    epilogue = from_header(message.epilogue or "")
    if not boundary or b"\n--" + from_header(boundary) not in b"\n" + epilogue:
        return []
    late = _split_at(epilogue, from_header(boundary))
    if late:
        problems.append("Des parties suivaient la fin annoncée du courriel : elles ont été lues aussi.")
    return late


def _decoded_message(payload: list[Message], encoding: str, heavy: Heavy) -> list[Message]:
    """A mail inside the mail must not be encoded, but some programs do it: it is parsed again."""
    whole = heavy.restored(b"".join(_flat(inner) for inner in payload))
    try:
        return [email.message_from_bytes(undone(whole, encoding, is_text=False))]
    except (*_DAMAGE, RecursionError):
        return payload


def _with_guessed_boundary(payload: bytes, problems: list[str]) -> list[Message]:
    match = _BOUNDARY.search(payload) or _BARE_BOUNDARY.search(payload)
    children = _split_at(payload, match.group(1)) if match else []
    if children:
        problems.append("La séparation des parties du courriel n’était pas annoncée : elle a été devinée.")
    return children


def _split_at(payload: bytes, boundary: bytes) -> list[Message]:
    if not _PLAIN_BOUNDARY.fullmatch(boundary):
        payload = payload.replace(b"--" + boundary, b"--mailbot/boundary")
        boundary = b"mailbot/boundary"
    head = b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\n\n'
    try:
        return _inside(email.message_from_bytes(head + payload))
    except (*_DAMAGE, RecursionError):
        return []


def _flat(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (*_DAMAGE, RecursionError):
        lines = [f"{name}: {value}" for name, value in message.raw_items()]
        return from_header("\n".join([*lines, "", ""])) + _raw(message)
