"""Bytes → clean text, whatever charset was declared, rightly or wrongly.

What comes out can be stored, searched and printed: no NUL, no lone surrogate, no control character but
newline and tab, composed accents, and nothing from the private use area (which other rooms use for marks).
"""

from __future__ import annotations

import codecs
import unicodedata

from mailbot.expressions import Expression

# Declared as Latin-1 or ASCII, yet written by Windows: every mail client reads them as Windows-1252.
_REALLY_CP1252 = frozenset({
    "iso-8859-1", "iso8859-1", "latin-1", "latin1", "l1", "us-ascii", "ascii", "ansi", "8bit", "x-ansi",
    "windows-1252", "cp1252", "x-cp1252", "iso-8859-15-windows", "unknown-8bit", "x-unknown", "unknown",
    "default", "default_charset", "none", "iso-8859-8859-1", "iso-8859", "iso-88591",
})  # fmt: skip
_UTF8 = frozenset({"", "utf-8", "utf8", "utf_8", "unicode-1-1-utf-8", "unicode-2-0-utf-8", "x-utf-8",
                   "utf-8-sig", "utf8mb4"})  # fmt: skip
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932", "iso-8859-9": "cp1254", "iso-8859-8-i": "iso-8859-8",
    "macintosh": "mac-roman", "x-mac-roman": "mac-roman", "iso-2022-jp": "iso2022_jp_2", "tis-620": "cp874",
    "latin-9": "iso-8859-15", "koi8-ru": "koi8-u", "x-mac-ce": "mac-latin2", "x-koi8-r": "koi8-r",
}  # fmt: skip
# Python's codecs that are no charsets of mail, or that cost more than they are worth.
_REFUSED = frozenset({"idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape",
                      "raw_unicode_escape", "undefined", "mbcs", "oem"})  # fmt: skip

# "cp-850", "dos-862", "x-windows-1251": the number alone says which one it is.
_CODE_PAGE = Expression(r"(?:x-)?(?:cp|dos|ibm|windows|win|ms)[-_]?(\d{3,5})")

_SINGLE_BYTE = ("cp125", "windows-125", "iso-8859", "iso8859", "mac")

_CONTROL = Expression(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_INVISIBLE = Expression(r"[\u00ad\u200b\u2060\ufeff]")
_NEWLINE = Expression(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DECOMPOSED = Expression(r"[A-Za-z][\u0300-\u036f]{1,4}")
_BIDI = Expression(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def _read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Error handler: the bytes that are not what was declared are read as Windows would."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    cut = error.object[error.start : error.end]
    if error.reason == "unexpected end of data" and _was_utf8(error.object[: error.start], cut):
        return "", error.end  # a text cut in the middle of a character
    return cut.decode("cp1252", "replace"), error.end


def _was_utf8(before: bytes, cut: bytes) -> bool:
    if len(cut) > 1 or before.isascii():
        return len(cut) > 1 or cut in (b"\xc2", b"\xc3")
    try:
        before.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _same_byte(error: UnicodeError) -> tuple[bytes, int]:
    """Error handler: the five bytes that Windows-1252 leaves open."""
    if not isinstance(error, UnicodeEncodeError) or ord(error.object[error.start]) > 0x9F:
        raise error
    return bytes([ord(error.object[error.start])]), error.start + 1


codecs.register_error("mailbot.same_byte", _same_byte)
codecs.register_error("mailbot.cp1252", _read_as_cp1252)


def decode(data: bytes, declared: str | None) -> tuple[str, bool]:
    """The text, and whether the declared charset was the right one."""
    name = (declared or "").strip().strip("\"'").partition("*")[0].lower()[:60]
    is_windows, is_utf8 = name in _REALLY_CP1252, name in _UTF8
    codec = None if is_windows or is_utf8 else _codec(name)
    if codec:
        try:
            return codecs.decode(data, codec), True
        except (UnicodeError, ValueError):
            pass
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _damaged(data, codec, is_windows=is_windows)
    return _encoded_once(text), is_utf8 or data.isascii()


def _encoded_once(text: str) -> str:
    """Forms encode UTF-8 as UTF-8 again: "Ã©" is an "é" where every character of the text agrees."""
    if "Ã" not in text and "â€" not in text:
        return text
    try:
        return text.encode("cp1252", "mailbot.same_byte").decode("utf-8")
    except UnicodeError:
        return text


def _damaged(data: bytes, codec: str | None, *, is_windows: bool) -> tuple[str, bool]:
    """Neither what was declared nor UTF-8 from end to end."""
    if is_windows:
        return data.decode("cp1252", "replace"), True
    if codec and not codec.startswith(_SINGLE_BYTE):
        try:
            text = codecs.decode(data, codec, "replace")
        except (UnicodeError, ValueError):
            text = "\ufffd"
        if text.count("\ufffd") * 20 < len(text):  # what was declared, minus some damage
            return text, False
    return data.decode("utf-8", "mailbot.cp1252"), False


def _codec(name: str) -> str | None:
    name = _ALIASES.get(name, name)
    if page := _CODE_PAGE.fullmatch(name):
        name = f"cp{page.group(1)}"
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", True)  # rot13, zip and the like are codecs, too
    return name if is_text and found.name not in _REFUSED and name not in _REFUSED else None


def from_header(value: str) -> bytes:
    """The bytes behind a header value as the parser keeps it (undecodable bytes are surrogates)."""
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def scrub(text: str) -> str:
    """Text of several lines that is safe everywhere."""
    if text.isprintable():  # then it has none of the first three
        if text.isascii():
            return text
    else:
        text = _NEWLINE.sub("\n", text)
        text = _CONTROL.sub("", text)
        text = _INVISIBLE.sub("", text)
    if not text.isascii():
        # Only short runs are composed: composing a long run of marks is quadratic.
        text = _DECOMPOSED.sub(lambda m: unicodedata.normalize("NFC", m.group()), text)
    return text


def one_line(text: str, length: int = 1_000) -> str:
    """Text that may go into a header or a log: one line, no hidden direction marks, bounded."""
    clean = scrub(text[: length * 4])
    if not clean.isprintable():
        clean = _BIDI.sub("", clean)
    return " ".join(clean.split())[:length].strip()
