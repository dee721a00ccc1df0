"""Opaque S/MIME (RFC 8551): what kind of envelope this is, and the mail inside a signed one.

The signature is not verified: authenticity is what our own receiving server says (authenticity.py).
Reads just enough of BER, indefinite lengths included, and gives up rather than guess.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Literal

Sort = Literal["signed", "encrypted", "compressed", "certificates", "unknown"]

_SORTS: dict[bytes, Sort] = {
    bytes.fromhex("2a864886f70d010702"): "signed",
    bytes.fromhex("2a864886f70d010703"): "encrypted",
    bytes.fromhex("2a864886f70d01091001") + b"\x17": "encrypted",  # authenticated and encrypted
    bytes.fromhex("2a864886f70d01091001") + b"\x09": "compressed",
}
_SEQUENCE, _OBJECT_ID, _OCTETS, _OCTETS_IN_PIECES, _CONTEXT_0 = 0x30, 0x06, 0x04, 0x24, 0xA0
_DEEPEST = 12
_MOST_PIECES = 100_000


class _NotBer(Exception):
    """Not what the standard says: nothing is guessed."""


@dataclass(frozen=True, slots=True)
class _Value:
    tag: int
    start: int  # of the content
    end: int
    after: int  # where the next value begins


@dataclass(slots=True)
class _Reader:
    data: memoryview
    pieces: int = 0

    def value(self, at: int, limit: int, depth: int = 0) -> _Value:
        self.pieces += 1
        if depth > _DEEPEST or self.pieces > _MOST_PIECES or at + 2 > limit:
            raise _NotBer
        tag, length, start = self.data[at], self.data[at + 1], at + 2
        if tag & 0x1F == 0x1F:
            raise _NotBer  # tags of several bytes are not used here
        if length == 0x80:
            return self._until_end_mark(tag, start, limit, depth)
        if length > 0x80:
            count = length & 0x7F
            length = int.from_bytes(self.data[start : start + count], "big")
            start += count
            if count > 8:
                raise _NotBer
        if start + length > limit:
            raise _NotBer
        return _Value(tag, start, start + length, start + length)

    def _until_end_mark(self, tag: int, start: int, limit: int, depth: int) -> _Value:
        at = start
        while bytes(self.data[at : at + 2]) != b"\x00\x00":
            at = self.value(at, limit, depth + 1).after
        return _Value(tag, start, at, at + 2)

    def within(self, outer: _Value) -> list[_Value]:
        values: list[_Value] = []
        at = outer.start
        while at < outer.end:
            values.append(self.value(at, outer.end))
            at = values[-1].after
        return values

    def octets(self, value: _Value, depth: int = 0) -> bytes:
        if value.tag == _OCTETS:
            return bytes(self.data[value.start : value.end])
        if value.tag != _OCTETS_IN_PIECES or depth > _DEEPEST:
            raise _NotBer
        return b"".join(self.octets(piece, depth + 1) for piece in self.within(value))


def opened(content: bytes) -> tuple[Sort, bytes | None]:
    """The sort of envelope, and the MIME entity inside if it is merely signed."""
    if content.lstrip()[:10] == b"-----BEGIN":
        content = _from_pem(content)
    reader = _Reader(memoryview(content))
    try:
        outer = reader.value(0, len(content))
        kind, wrapped = reader.within(outer)[:2]
        sort = _SORTS.get(bytes(reader.data[kind.start : kind.end]), "unknown")
        if sort != "signed" or outer.tag != _SEQUENCE or kind.tag != _OBJECT_ID:
            return sort, None
        _version, _algorithms, inner = reader.within(reader.within(wrapped)[0])[:3]
        held = reader.within(inner)[1:2]  # absent where the signed text stands beside the signature
        if not held or held[0].tag != _CONTEXT_0:
            return sort, None
        return sort, reader.octets(reader.within(held[0])[0])
    except (_NotBer, ValueError, IndexError):
        return "unknown", None


def _from_pem(content: bytes) -> bytes:
    lines = [line for line in content.splitlines() if line and not line.startswith(b"-----")]
    try:
        return base64.b64decode(b"".join(lines))
    except (ValueError, binascii.Error):
        return b""
