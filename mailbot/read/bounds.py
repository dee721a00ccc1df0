"""Keep the work on one mail bounded, before and while it is read.

The standard parser is quadratic on some header shapes and recursive on nested parts. Nobody writes such
a mail by hand: what exceeds a bound is cut, said, and the rest of the mail is still read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from mailbot.read.heavy import NOTHING, Heavy, set_aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Far above any honest mail, far below what would hurt the daemon."""

    size: int = 64 * 1024 * 1024  # bytes of the whole mail
    light: int = 16_000_000  # bytes of what the parser is given: all but the big base64 bodies
    lines: int = 500_000  # of the same: each costs the parser sixty bytes, even an empty one
    header_size: int = 300_000  # bytes of all header fields together
    field_size: int = 64_000  # bytes of one header field
    fields: int = 1_000
    part_field_size: int = 4_000  # bytes of a Content-* field: its parser is the quadratic one
    parts: int = 500
    depth: int = 50
    addresses: int = 500
    references: int = 100
    tokens: int = 20
    subject: int = 1_000  # characters
    text: int = 400_000  # characters
    html: int = 4_000_000  # characters


_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_FIELD_START = re.compile(rb"(?m)^(?=[!-9;-~]{1,100}[ \t]*:)")
_SPACE_BEFORE_COLON = re.compile(rb"(?m)^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]{1,20}:")
_LOOKS_LIKE_HEADER = re.compile(rb"(?:From [^\n]{1,200}\n)?[A-Za-z][A-Za-z0-9-]{0,60}[ \t]{0,20}:")
# A line of the head that is no field and does not begin with a blank, though known fields follow it.
_STRAY_LINE = re.compile(rb"(?m)^(?![!-9;-~]{1,100}[ \t]*:|[ \t\r\n]|(?:>?From |$))")
_KNOWN_FIELD = re.compile(
    rb"(?im)^(?:from|to|cc|subject|date|message-id|mime-version|received"
    rb"|content-(?:type|transfer-encoding))[ \t]*:"
)
# A parameter on a line of its own that lost the blank in front of it.
_STRAY_PARAMETER = re.compile(
    rb"(?i)(\ncontent-(?:type|disposition)[ \t]*:[^\r\n]{1,300};[ \t]*\r?\n)"
    rb"(?=[a-z][a-z0-9*-]{1,30}[ \t]?=[\"\w'])"
)
_PART_FIELD = re.compile(rb"(?i)\ncontent-(?:type|disposition)[ \t]*:")
_LINE_END = re.compile(rb"\n")
_FOLD = re.compile(rb"\r?\n(?![ \t])")
_PRECIOUS = (
    b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references", b"reply-to",
    b"content-type", b"content-transfer-encoding", b"mime-version", b"return-path", b"delivered-to",
    b"auto-submitted", b"authentication-results", b"x-original-to",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Bytes that the parser can be given, and where the body begins in them."""

    content: bytes
    body_at: int
    heavy: Heavy = NOTHING

    @property
    def body(self) -> Iterator[bytes]:
        """The body as it came, a piece at a time."""
        return self.heavy.pieces(self.content[self.body_at :])


def prepare(raw: bytes, limits: Limits, problems: list[str]) -> Prepared:
    if len(raw) > limits.size:
        problems.append(
            f"Le courriel est trop volumineux ({len(raw)} octets) : seul le début a été lu ; "
            "l’original est conservé en entier."
        )
        raw = raw[: limits.size]
    light, heavy = set_aside(_start_at_header(raw, problems))
    head, body = _split(_bounded_lines(light, limits, problems))
    head = _bounded_head(_folded_again(head), limits, problems)
    body = _bounded_parts(_STRAY_PARAMETER.sub(rb"\1 ", body), limits, problems)
    return Prepared(content=head + body, body_at=len(head), heavy=heavy)


def _folded_again(head: bytes) -> bytes:
    """Relays that break long lines forget the blank that says: this line goes on."""
    stray = _STRAY_LINE.search(head)
    if not stray or not (last := _last(_KNOWN_FIELD, head)) or last < stray.start():
        return head
    return _STRAY_LINE.sub(b" ", head[:last]) + head[last:]


def _last(pattern: re.Pattern[bytes], data: bytes) -> int:
    """Where the last match begins, 0 where there is none."""
    return max((match.start() for match in pattern.finditer(data)), default=0)


def _bounded_lines(light: bytes, limits: Limits, problems: list[str]) -> bytes:
    kept = light[: limits.light]
    if kept.count(b"\n") > limits.lines:
        last = next(islice(_LINE_END.finditer(kept), limits.lines, None))
        kept = kept[: last.start()]
    if len(kept) < len(light):
        problems.append(
            "Le courriel a un contenu démesuré : seul le début a été lu ; l’original est conservé en entier."
        )
    return kept


def _start_at_header(raw: bytes, problems: list[str]) -> bytes:
    """Old Macs end lines with CR alone; some relays put blank lines or a BOM in front."""
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    if b"\r\r\n" in raw[:2_000]:
        raw = raw.replace(b"\r\r\n", b"\r\n")  # written twice as text by a program on Windows
    if raw.startswith(b">From "):
        raw = raw.partition(b"\n")[2]
    if raw[:1] in b"\r\n \t\xef" and raw:
        stripped = raw.lstrip(b"\r\n \t\xef\xbb\xbf")
        if _LOOKS_LIKE_HEADER.match(stripped):
            problems.append("Des lignes vides précédaient les en-têtes : elles ont été ignorées.")
            return stripped
    return raw


def _split(raw: bytes) -> tuple[bytes, bytes]:
    if raw[:1] in (b"\n", b"\r") or not _LOOKS_LIKE_HEADER.match(raw):
        return b"", raw
    end = _BLANK_LINE.search(raw)
    return (raw[: end.end()], raw[end.end() :]) if end else (raw, b"")


def _bounded_head(head: bytes, limits: Limits, problems: list[str]) -> bytes:
    head = _SPACE_BEFORE_COLON.sub(rb"\1:", head)
    if len(head) <= limits.part_field_size:
        return head
    starts = [m.start() for m in _FIELD_START.finditer(head)]
    if not starts:
        return head[: limits.header_size]
    bounds = [*starts, len(head)]
    fields = [head[a:b] for a, b in pairwise(bounds)]
    kept = [_bounded_field(field, limits) for field in fields]
    if len(head) > limits.header_size or len(fields) > limits.fields:
        kept = _most_useful(kept, limits)
    if kept == fields:
        return head
    problems.append("Des en-têtes démesurés ont été raccourcis ou laissés de côté.")
    return head[: starts[0]] + b"".join(kept).rstrip(b"\r\n \t") + b"\r\n\r\n"


def _bounded_field(field: bytes, limits: Limits) -> bytes:
    size = limits.part_field_size if field[:8].lower() == b"content-" else limits.field_size
    return field if len(field) <= size else field[:size].rstrip() + b"\r\n"


def _most_useful(fields: list[bytes], limits: Limits) -> list[bytes]:
    """What makes the mail readable comes first; the others fill what room is left, in their order."""
    room = limits.header_size
    chosen: set[int] = set()
    for precious in (True, False):
        for index, field in enumerate(fields):
            is_precious = field.split(b":", 1)[0].strip().lower() in _PRECIOUS
            if is_precious is precious and len(field) <= room and len(chosen) < limits.fields:
                chosen.add(index)
                room -= len(field)
    return [field for index, field in enumerate(fields) if index in chosen]


def _bounded_parts(body: bytes, limits: Limits, problems: list[str]) -> bytes:
    pieces: list[bytes] = []
    done = 0
    for match in _PART_FIELD.finditer(body):
        if match.start() < done:
            continue
        end = _FOLD.search(body, match.end())
        stop = end.start() if end else len(body)
        if stop - match.start() > limits.part_field_size:
            pieces.append(body[done : match.start() + limits.part_field_size])
            done = stop
    if not pieces:
        return body
    problems.append("Des en-têtes démesurés ont été raccourcis dans une partie du courriel.")
    return b"".join([*pieces, body[done:]])
