"""Reads the words out of a PDF, and takes away what it says of its author; no more than a search needs.

Nothing is drawn and nothing is laid out. `complete` is said only when every part was understood: a scan, a
picture, an unknown filter, a font without a table of its letters, and the answer is no.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MOST_STREAMS = 3000
MOST_BYTES = 20_000_000  # unpacked, of one document

_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/Filter\s*(?:\[\s*/([A-Za-z0-9]{2,20})\s*(/[A-Za-z0-9]{2,20})?|/([A-Za-z0-9]{2,20}))")
_PICTURE = re.compile(rb"/Subtype\s*/Image|/DCTDecode|/JPXDecode|/CCITTFaxDecode|/JBIG2Decode")
_FONT_FILE = re.compile(rb"/Length1\s+\d|/Subtype\s*/(?:CIDFontType0C|OpenType|Type1C)")
_ENCRYPTED = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")
_CARRIES = re.compile(rb"/EmbeddedFiles?\b|/JavaScript\b|/JS\b|/RichMedia\b|/Launch\b|/AcroForm\b")
_MAPPED = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{4,32})>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{2,8})>\s*(?:<([0-9A-Fa-f]{4,32})>|"
    rb"\[([^\]]{1,20000})\])"
)
_TOKEN = re.compile(
    rb"(?P<literal>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))|(?P<hex><[0-9A-Fa-f\s]*>)|"
    rb"(?P<number>-?\d*\.?\d+)|(?P<word>[A-Za-z'\"*]+)|[\[\]/]|\s+|.",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_NAMED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_MOVES = frozenset({b"Td", b"TD", b"T*", b"Tm", b"'", b'"', b"ET"})
_BLANK = -180  # thousandths of the size of a letter: a gap between words


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    texts: tuple[str, ...]
    complete: bool


def is_encrypted(raw: bytes) -> bool:
    return bool(_ENCRYPTED.search(raw))


def carries_more(raw: bytes) -> bool:
    """Files, programs or forms inside: nobody sees them on the page."""
    return bool(_CARRIES.search(raw)) or any(
        _CARRIES.search(data) for _, data in _streams(raw, [MOST_BYTES]) if data
    )


def words(raw: bytes) -> Words:
    """Everything readable, in every way of reading it."""
    if is_encrypted(raw):
        return Words(texts=(), complete=False)
    room = [MOST_BYTES]
    tables: list[dict[bytes, str]] = []
    contents: list[bytes] = []
    objects: list[bytes] = [_outside(raw)]
    complete = raw.lstrip()[:5] == b"%PDF-"
    for number, (head, data) in enumerate(_streams(raw, room)):
        if number >= MOST_STREAMS or room[0] <= 0 or (data is None and not _FONT_FILE.search(head)):
            complete = False
        if _PICTURE.search(head):
            complete = False
        elif data is not None and not _FONT_FILE.search(head):
            if b"begincmap" in data:
                tables.append(_table(data))
            elif b"/ObjStm" in head or b"/Metadata" in head:
                objects.append(data)
            else:
                contents.append(data)
    everything = b"\n".join(objects)
    complete = complete and everything.count(b"/Identity-H") <= everything.count(b"/ToUnicode")
    texts = [text for data in contents for text in _shown(data, tables)]
    texts += [_string(found) for found in _strings(everything)]
    texts.append(everything.decode("latin-1"))
    return Words(texts=tuple(texts), complete=complete and any(text.strip() for text in texts[:-1]))


def anonymous(raw: bytes) -> bytes:
    """Author, title and program blanked in place: the same length, so that every offset stays right."""
    blanked = re.sub(
        rb"(/(?:Author|Creator|Producer|Title|Subject|Keywords|Company|Manager|LastModifiedBy)\s*)"
        rb"(\((?:[^()\\]|\\.){0,4000}\)|<[0-9A-Fa-f\s]{0,8000}>)",
        lambda m: m[1] + m[2][:1] + b" " * (len(m[2]) - 2) + m[2][-1:],
        raw,
    )
    return _between(blanked, b"<?xpacket begin", b"<?xpacket end", lambda found: b" " * len(found))


def _between(raw: bytes, begin: bytes, end: bytes, instead: Callable[[bytes], bytes]) -> bytes:
    """What stands from one mark to the next other one, replaced; without the other mark nothing is."""
    kept: list[bytes] = []
    done = 0
    while (start := raw.find(begin, done)) >= 0 and (stop := raw.find(end, start)) >= 0:
        kept += (raw[done:start], instead(raw[start:stop]))
        done = stop
    return b"".join((*kept, raw[done:]))


def _streams(raw: bytes, room: list[int]) -> Iterator[tuple[bytes, bytes | None]]:
    """The dictionary before each stream, and what is in it; None: not to be read."""
    place = 0
    while match := _STREAM.search(raw, place):
        end = raw.find(b"endstream", match.end())
        if end < 0:
            return
        head = raw[max(0, match.start() - 3000) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        yield head, _unpacked(raw[match.end() : end], head, room)
        place = end + 9


def _unpacked(data: bytes, head: bytes, room: list[int]) -> bytes | None:
    found = _FILTER.search(head)
    if found is None:
        room[0] -= len(data)
        return data
    if found[2] or (found[1] or found[3]) not in (b"FlateDecode", b"Fl"):
        return None
    try:
        unpacked = zlib.decompressobj().decompress(data, max(1, room[0]))
    except zlib.error:
        return None
    room[0] -= len(unpacked)
    return unpacked


def _table(data: bytes) -> dict[bytes, str]:
    """Which code of a font is which letter."""
    table: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar([\s\S]{0,400000}?)endbfchar", data):
        for code, letters in _MAPPED.findall(block):
            table[bytes.fromhex(code.decode())] = _utf16(letters)
    for block in re.findall(rb"beginbfrange([\s\S]{0,400000}?)endbfrange", data):
        for low, high, first, listed in _RANGE.findall(block):
            _enter_range(table, low, high, first, listed)
    return table


def _enter_range(table: dict[bytes, str], low: bytes, high: bytes, first: bytes, listed: bytes) -> None:
    begin, size = int(low, 16), len(low) // 2
    several = re.findall(rb"<([0-9A-Fa-f]{4,32})>", listed)
    start = _utf16(first) if first else ""
    for step in range(min(int(high, 16) - begin + 1, 65536)):
        code = (begin + step).to_bytes(size, "big")
        if several:
            table[code] = _utf16(several[step]) if step < len(several) else ""
        elif start and ord(start[-1]) + step < 0x110000:
            table[code] = start[:-1] + chr(ord(start[-1]) + step)


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode().rjust(len(digits) + len(digits) % 2, "0")).decode(
        "utf-16-be", "replace"
    )


def _shown(data: bytes, tables: list[dict[bytes, str]]) -> Iterator[str]:
    """The strings of a page in their order, read with each font's table and as plain letters."""
    pieces: list[bytes | str] = []
    for token in _TOKEN.finditer(data):
        if token["literal"] or token["hex"]:
            pieces.append(_bytes_of(token[0]))
        elif (token["number"] and float(token["number"]) < _BLANK) or token["word"] in _MOVES:
            pieces.append(" ")
    for table in (*tables[:20], {}):
        yield "".join(piece if isinstance(piece, str) else _with(table, piece) for piece in pieces)


def _with(table: dict[bytes, str], codes: bytes) -> str:
    if not table:
        return codes.decode("cp1252", "replace")
    size = len(next(iter(table)))
    return "".join(table.get(codes[n : n + size], "") for n in range(0, len(codes), size))


def _bytes_of(token: bytes) -> bytes:
    if token[:1] == b"<":
        digits = re.sub(rb"\s", b"", token[1:-1]).decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return _ESCAPE.sub(_escaped, token[1:-1])


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 255])
    return _NAMED.get(match[2], match[2])


def _outside(raw: bytes) -> bytes:
    """The document without its streams: dictionaries, and who made it."""
    return _between(raw.replace(b"endstream", b"dne"), b"stream", b"dne", lambda _: b" ")


def _strings(data: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"\((?:[^()\\]|\\.){1,4000}\)|<[0-9A-Fa-f\s]{4,8000}>", data):
        yield _bytes_of(match[0])


def _string(found: bytes) -> str:
    return (
        found[2:].decode("utf-16-be", "replace")
        if found[:2] == b"\xfe\xff"
        else found.decode("cp1252", "replace")
    )
