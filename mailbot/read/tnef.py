"""winmail.dat: the envelope that Outlook puts around a mail (MS-OXTNEF); its text and its files.

Reads what is there and stops where it makes no sense: half a file is worth more than none.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mailbot.read.charsets import decode
from mailbot.read.lzfu import decompressed
from mailbot.read.rtf import text_of_rtf

_SIGNATURE = 0x223E9F78
_BODY, _MESSAGE_PROPERTIES, _CODE_PAGE = 0x800C, 0x9003, 0x9007
_NEXT_FILE, _FILE_TITLE, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005

_P_BODY, _P_HTML, _P_RTF, _P_CODE_PAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_P_DATA, _P_LONG_NAME, _P_NAME, _P_SHOWN_NAME, _P_TYPE = 0x3701, 0x3707, 0x3704, 0x3001, 0x370E
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_OBJECT, _STRING, _UNICODE, _BINARY, _MANY = 13, 30, 31, 258, 0x1000
_INTERFACE = 16  # bytes before the content of an embedded object
_MOST_PROPERTIES = 2_000
_MOST_FILES = 200
_DEEPEST = 3
_LONGEST_RTF = 1_500_000


@dataclass(slots=True)
class File:
    name: str = ""
    content_type: str = ""
    content: bytes = b""


@dataclass(slots=True)
class Unpacked:
    text: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)


def unpacked(content: bytes) -> Unpacked | None:
    """What is inside, or None when this is no such envelope."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != _SIGNATURE:
        return None
    return _unpacked(memoryview(content), depth=0)


def _unpacked(data: memoryview, *, depth: int) -> Unpacked:
    found = Unpacked()
    page = "cp1252"
    body = b""
    of_message: dict[int, bytes | str] = {}
    for name, value in _attributes(data):
        if name == _CODE_PAGE and len(value) >= 4:
            page = f"cp{struct.unpack_from('<I', value)[0]}"
        elif name == _BODY:
            body = bytes(value)
        elif name == _MESSAGE_PROPERTIES:
            of_message = _properties(value, page)
        elif name == _NEXT_FILE:
            if len(found.files) >= _MOST_FILES:
                break
            found.files.append(File())
        elif found.files:
            _about_file(found, name, value, page, depth)
    _say_text(found, body, of_message, page)
    found.files = [file for file in found.files if file.content]
    return found


def _about_file(found: Unpacked, name: int, value: memoryview, page: str, depth: int) -> None:
    file = found.files[-1]
    if name == _FILE_DATA:
        file.content = bytes(value)
    elif name == _FILE_TITLE:
        file.name = file.name or _text(bytes(value), page)
    elif name == _FILE_PROPERTIES:
        properties = _properties(value, page)
        names = (properties.get(key) for key in (_P_LONG_NAME, _P_NAME, _P_SHOWN_NAME))
        file.name = next((given for given in names if given and isinstance(given, str)), file.name)
        kind, inside = properties.get(_P_TYPE), properties.get(_P_DATA)
        file.content_type = kind if isinstance(kind, str) else ""
        if isinstance(inside, bytes) and not file.content:
            _embedded(found, file, inside, depth)


def _embedded(found: Unpacked, file: File, inside: bytes, depth: int) -> None:
    """A mail attached to the mail is an envelope of its own; anything else is a file."""
    envelope = memoryview(inside)[_INTERFACE:]
    is_envelope = len(envelope) > 6 and struct.unpack_from("<I", envelope)[0] == _SIGNATURE
    if not is_envelope or depth >= _DEEPEST:
        file.content = inside
        return
    inner = _unpacked(envelope, depth=depth + 1)
    file.content, file.content_type = bytes(envelope), "application/ms-tnef"
    file.name = file.name or "message.dat"
    found.text = f"{found.text}\n\n{inner.text}".strip("\n")
    found.html += inner.html
    room = _MOST_FILES - len(found.files)
    found.files[len(found.files) - 1 : -1] = inner.files[:room]  # what follows is about the last one


def _attributes(data: memoryview) -> Iterator[tuple[int, memoryview]]:
    at = 6
    while at + 9 <= len(data):
        _level, name, _kind, length = struct.unpack_from("<BHHI", data, at)
        at += 9
        yield name, data[at : at + length]
        at += length + 2  # a check sum follows: what is damaged is still the best that we have


def _properties(data: memoryview, page: str) -> dict[int, bytes | str]:
    """Those that hold text or bytes; a number is kept as its bytes."""
    found: dict[int, bytes | str] = {}
    try:
        (count,) = struct.unpack_from("<I", data)
        at = 4
        for _ in range(min(count, _MOST_PROPERTIES)):
            at = _property(data, at, page, found)
    except (struct.error, ValueError):
        pass
    return found


def _property(data: memoryview, at: int, page: str, found: dict[int, bytes | str]) -> int:
    kind, name = struct.unpack_from("<HH", data, at)
    at += 4
    if name >= 0x8000:
        at = _after_own_name(data, at)
    single = kind & ~_MANY
    number = 1
    if kind & _MANY or single not in _FIXED:
        (number,) = struct.unpack_from("<I", data, at)
        at += 4
    if single not in (*_FIXED, _OBJECT, _STRING, _UNICODE, _BINARY) or number > _MOST_PROPERTIES:
        raise ValueError(kind)
    for _ in range(number):
        if single in _FIXED:
            length = _FIXED[single]
        else:
            (length,) = struct.unpack_from("<I", data, at)
            at += 4
        if at + length > len(data) and single in _FIXED:
            raise ValueError(length)
        value = bytes(data[at : at + length])
        at += length + -length % 4
        if name < 0x8000:
            found.setdefault(name, _value(single, value, page))
    return at


def _after_own_name(data: memoryview, at: int) -> int:
    (is_text,) = struct.unpack_from("<I", data, at + 16)
    (length,) = struct.unpack_from("<I", data, at + 20)
    return at + 24 + (length + -length % 4 if is_text else 0)


def _value(kind: int, value: bytes, page: str) -> bytes | str:
    if kind == _UNICODE:
        return value.decode("utf-16-le", "replace").partition("\x00")[0]
    return _text(value, page) if kind == _STRING else value


def _text(value: bytes, page: str) -> str:
    return decode(value.partition(b"\x00")[0], page)[0]


def _say_text(found: Unpacked, body: bytes, properties: dict[int, bytes | str], page: str) -> None:
    """Plain text as it is, else HTML, else what RTF holds of either; after what an embedded mail says."""
    plain, html, rtf = (properties.get(key) for key in (_P_BODY, _P_HTML, _P_RTF))
    number = properties.get(_P_CODE_PAGE)
    if isinstance(number, bytes) and len(number) >= 4:
        page = _CODE_PAGES.get(struct.unpack_from("<I", number)[0], page)
    text = plain if isinstance(plain, str) else _text(body, page) if body else ""
    if not text.strip() and html:
        found.html = (html if isinstance(html, str) else decode(html, page)[0]) + found.html
    elif not text.strip() and isinstance(rtf, bytes):
        text, is_html = text_of_rtf(decompressed(rtf, _LONGEST_RTF))
        if is_html:
            text, found.html = "", text + found.html
    found.text = f"{text}\n\n{found.text}".strip("\n")


_CODE_PAGES = {65001: "utf-8", 28591: "iso-8859-1", 28605: "iso-8859-15", 1252: "cp1252", 20127: "us-ascii"}
