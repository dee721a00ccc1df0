"""Compressed RTF (MS-OXRTFCP), as Outlook keeps the text of a mail: decompressed, up to a bound."""

from __future__ import annotations

import struct

_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SIZE = 4096


def decompressed(data: bytes, limit: int) -> bytes:
    """The RTF, or what can be had of it: damage ends the text and is no failure."""
    if len(data) < 16:
        return b""
    _, size, kind = struct.unpack_from("<II4s", data)
    if kind == _PLAIN:
        return data[16 : 16 + min(size, limit)]
    return bytes(_expanded(data, min(size, limit))) if kind == _COMPRESSED else b""


def _expanded(data: bytes, limit: int) -> bytearray:
    ring = bytearray(_DICTIONARY.ljust(_SIZE, b"\x00"))
    write = len(_DICTIONARY)
    out = bytearray()
    at = 16
    while at < len(data) and len(out) < limit:
        flags = data[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                piece, at = data[at : at + 1], at + 1
            elif at + 2 > len(data):
                return out
            else:
                offset, length = (data[at] << 4) | (data[at + 1] >> 4), (data[at + 1] & 15) + 2
                at += 2
                if offset == write:
                    return out  # the mark of the end
                piece = _copied(ring, offset, length, write)
            if not piece:
                return out
            for byte in piece:
                ring[write] = byte
                write = (write + 1) % _SIZE
            out += piece
    return out


def _copied(ring: bytearray, offset: int, length: int, write: int) -> bytes:
    """A copy may run into what it writes itself: so are repetitions kept."""
    before = (write - offset) % _SIZE or _SIZE
    known = bytes(ring[(offset + n) % _SIZE] for n in range(min(length, before)))
    return (known * (length // max(1, len(known)) + 1))[:length]
