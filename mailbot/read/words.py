"""Header values → text: encoded words, raw 8-bit bytes, broken foldings.

Written by hand because real encoded words are split inside a character, hold raw spaces and question
marks, or end with the header; the standard decoder gives up on those or drops bytes.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from mailbot.expressions import Expression
from mailbot.read.charsets import decode, from_header

_OPENING = Expression(r"=\?([A-Za-z0-9_.:*+-]{1,60})\?([bBqQ])\?")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_FOLDING = Expression(r"\r?\n[ \t]*|\r")
_NOT_BASE64 = Expression(r"[^A-Za-z0-9+/]")
_SOFT_SPACE = " \t\r\n"


@dataclass(slots=True)
class _Word:
    charset: str
    encoding: str
    payload: str


def unfolded(value: str) -> str:
    """One line. A fold is a space, but inside an encoded word it is nothing."""
    if "\n" not in value and "\r" not in value:
        return value.strip()
    return _FOLDING.sub(" ", value).strip()


def decoded(value: str) -> str:
    """The text that the writer meant. `value` is as the parser keeps it: raw bytes are surrogates."""
    value = unfolded(value)
    if "=?" not in value:
        return value if value.isascii() else decode(from_header(value), None)[0]
    pieces: list[str] = []
    pending: list[_Word] = []
    position = 0
    for match in _OPENING.finditer(value):
        if match.start() < position:
            continue
        between = value[position : match.start()]
        if between.strip(_SOFT_SPACE) or not pending:
            pieces.append(_joined(pending))
            pending = []
            pieces.append(between if between.isascii() else decode(from_header(between), None)[0])
        payload, position = _payload(value, match.end(), match.group(2))
        pending.append(_Word(match.group(1).partition("*")[0].lower(), match.group(2).lower(), payload))
    pieces.append(_joined(pending))
    rest = value[position:]
    pieces.append(rest if rest.isascii() else decode(from_header(rest), None)[0])
    return "".join(pieces)


def _payload(value: str, start: int, encoding: str) -> tuple[str, int]:
    """Up to the closing `?=`; a word that is never closed ends with the next one, or with the value."""
    end = value.find("?=", start)
    while end != -1 and encoding in "qQ" and _HEX.match(value[end + 1 : end + 4].encode("utf-8", "replace")):
        end = value.find("?=", end + 2)  # a raw question mark before an encoded byte: "?=C3=A9"
    following = value.find("=?", start)
    if end != -1 and (following == -1 or end <= following or value[end : end + 3] == "?=?"):
        return value[start:end], end + 2
    if following != -1 and _OPENING.match(value, following):
        return value[start:following], following
    return (value[start:end], end + 2) if end != -1 else (value[start:], len(value))


def _joined(words: list[_Word]) -> str:
    """Neighbours in one charset are decoded together: a character may be split between them."""
    text: list[str] = []
    index = 0
    while index < len(words):
        charset = words[index].charset
        data = b""
        while index < len(words) and words[index].charset == charset:
            payload = words[index].payload
            if words[index].encoding == "b":
                # A word cut at any length: its bits continue in the next one.
                while (
                    "=" not in payload
                    and len(_NOT_BASE64.sub("", payload)) % 4
                    and index + 1 < len(words)
                    and words[index + 1].encoding == "b"
                    and words[index + 1].charset == charset
                ):
                    index += 1
                    payload += words[index].payload
                data += _from_base64(payload)
            else:
                data += _from_quoted(payload)
            index += 1
        text.append(decode(data, charset)[0])
    return "".join(text)


def _from_quoted(payload: str) -> bytes:
    data = from_header(payload).replace(b"_", b" ")
    return _HEX.sub(lambda m: bytes.fromhex(m.group(1).decode()), data)


def _from_base64(payload: str) -> bytes:
    clean = _NOT_BASE64.sub("", payload)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    try:
        return base64.b64decode(clean + "=" * (-len(clean) % 4))
    except (ValueError, binascii.Error):
        return from_header(payload)
