"""Transfer encodings undone: base64, quoted-printable and uuencode, however they are named and damaged.

Lists and virus scanners write their footers in clear below an encoded text; some programs announce an
encoding and do not apply it. Nothing that a person wrote is lost to either.
"""

from __future__ import annotations

import binascii
import quopri
import re
import string

from mailbot.expressions import Expression
from mailbot.read.uuencoded import without_files

_NAMES = {"base64": "base64", "b64": "base64", "quotedprintable": "quoted-printable",
          "qp": "quoted-printable", "uuencode": "uuencode", "xuuencode": "uuencode", "uue": "uuencode",
          "xuue": "uuencode"}  # fmt: skip
_NO_LETTER = Expression(r"[^a-z0-9]")
_BLANK = b" \t\r\n"
_ALPHABET = string.ascii_letters.encode() + string.digits.encode() + b"+/= \t"
_BASE64_CHARACTERS = re.compile(rb"[A-Za-z0-9+/=]+")
_RUN = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_LOOSE_SOFT_BREAK = re.compile(rb"=[ \t]{1,80}(?=\r?\n)")


def encoding_of(value: str) -> str:
    """`Quoted printable;` → `quoted-printable`. Empty where the bytes stand as they are."""
    if not value:
        return ""
    name = _NO_LETTER.sub("", value.strip(" \t\r\n\"'").lower().partition(";")[0].partition("(")[0])
    return _NAMES.get(name, "")


def undone(body: bytes, encoding: str, *, is_text: bool) -> bytes:
    """The bytes that were encoded, or as many of them as can be had."""
    if encoding == "base64":
        return _from_base64(body, is_text=is_text)
    if encoding == "quoted-printable":
        return quopri.decodestring(_LOOSE_SOFT_BREAK.sub(b"=", body))
    if encoding == "uuencode":
        return _from_uuencode(body)
    return body


def _from_base64(body: bytes, *, is_text: bool) -> bytes:
    try:
        return binascii.a2b_base64(body.translate(None, _BLANK), strict_mode=True)
    except binascii.Error:
        pass
    encoded, tail = _before_what_is_clear(body, is_text=is_text)
    if is_text and not encoded.strip() and tail.strip():
        return body  # announced, and not done
    whole = b"".join(_pieces(encoded or body))
    return b"\n\n".join((whole, tail.strip(b"\r\n"))) if is_text and tail.strip() else whole


def _before_what_is_clear(body: bytes, *, is_text: bool) -> tuple[bytes, bytes]:
    """(the lines of base64, what follows the first line that cannot be any)."""
    at = 0
    for line in body.split(b"\n"):
        if _is_clear(line.strip(_BLANK), is_text=is_text):
            return body[:at], body[at:]
        at += len(line) + 1
    return body, b""


def _is_clear(line: bytes, *, is_text: bool) -> bool:
    """A stray character or two are damage; words with spaces between them are no base64."""
    if line.startswith(b"="):
        return True  # the check sum below armour
    if is_text and (b" " in line or b"\t" in line):
        return True
    foreign = len(line.translate(None, _ALPHABET))
    return foreign * 10 > len(line)


def _pieces(body: bytes) -> list[bytes]:
    """Several bodies one after the other are one: each ends with its padding."""
    clean = b"".join(_BASE64_CHARACTERS.findall(body))
    pieces: list[bytes] = []
    for run in _RUN.findall(clean):
        letters = run.rstrip(b"=")
        if len(letters) % 4 == 1:
            letters = letters[:-1]
        pieces.append(binascii.a2b_base64(letters + b"=" * (-len(letters) % 4)))
    return pieces


def _from_uuencode(body: bytes) -> bytes:
    _, files = without_files(body.decode("latin-1"))
    return b"".join(content for _, content in files) if files else body
