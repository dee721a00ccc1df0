"""RTF → its text, or the HTML that Outlook keeps inside it. A best effort: styles and pictures are lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_PIECE = re.compile(
    rb"\\(?:'(?P<hex>[0-9a-fA-F]{2})|(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|(?P<symbol>[^a-zA-Z]))|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_HIDDEN = frozenset({"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer",
                     "listtable", "listoverridetable", "generator", "themedata", "datastore"})  # fmt: skip
_WRITES = {"par": "\n", "line": "\n", "tab": "\t", "cell": "\t", "row": "\n", "lquote": "‘", "rquote": "’",
           "ldblquote": "“", "rdblquote": "”", "bullet": "•", "endash": "–", "emdash": "—"}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
_MOST_PIECES = 400_000
_DEEPEST = 500


@dataclass(slots=True)
class _Group:
    """What holds inside one pair of braces; a group within begins with the same."""

    is_hidden: bool = False
    skips_markup: bool = False  # said in HTML elsewhere
    unicode_skip: int = 1


def text_of_rtf(data: bytes) -> tuple[str, bool]:
    """(the text, whether it is HTML)."""
    is_html = b"\\fromhtml" in data[:4_000]
    page = re.search(rb"\\ansicpg(\d{3,5})", data[:4_000])
    codec = f"cp{page.group(1).decode()}" if page else "cp1252"
    out: list[bytes | str] = []
    stack = [_Group()]
    skip = 0  # characters that stand in for the one before, for programs that know no Unicode
    for count, match in enumerate(_PIECE.finditer(data)):
        if count > _MOST_PIECES:
            break
        group = stack[-1]
        if brace := match.group("brace"):
            skip = 0
            if brace == b"{" and len(stack) < _DEEPEST:
                stack.append(replace(group))
            elif brace == b"}" and len(stack) > 1:
                stack.pop()
            continue
        if word := match.group("word"):
            skip = _control(word.decode(), match.group("number"), group, out, is_html=is_html) or skip
            continue
        if match.group("symbol") == b"*":
            group.is_hidden = True  # a destination to be passed over unless it is known
            continue
        written = _written(match)
        if skip:
            written, skip = written[skip:], max(0, skip - len(written))
        if written and _shows(group, is_html=is_html):
            out.append(written)
    return _joined(out, codec), is_html


def _control(word: str, number: bytes | None, group: _Group, out: list[bytes | str], *, is_html: bool) -> int:
    """Follows a control word; how many of the next characters stand in for what it wrote."""
    if word == "htmltag":
        group.is_hidden = not is_html
    elif word == "htmlrtf":
        group.skips_markup = number != b"0"
    elif word in _HIDDEN:
        group.is_hidden = True
    elif word == "uc":
        group.unicode_skip = min(int(number or 1), 8)
    elif word == "u" and number:
        if _shows(group, is_html=is_html):
            out.append(chr(int(number) % 65_536))
        return group.unicode_skip
    elif word in _WRITES and _shows(group, is_html=is_html):
        out.append(_WRITES[word])
    return 0


def _shows(group: _Group, *, is_html: bool) -> bool:
    return not group.is_hidden and not (is_html and group.skips_markup)


def _written(match: re.Match[bytes]) -> bytes | str:
    if code := match.group("hex"):
        return bytes.fromhex(code.decode())
    if symbol := match.group("symbol"):
        return _SYMBOLS.get(symbol.decode("latin-1"), "")
    return match.group("text")


def _joined(pieces: list[bytes | str], codec: str) -> str:
    """Bytes that follow one another may be one character."""
    text: list[str] = []
    pending: list[bytes] = []
    for piece in [*pieces, ""]:
        if isinstance(piece, bytes):
            pending.append(piece)
            continue
        if pending:
            text.append(_decoded(b"".join(pending), codec))
            pending = []
        text.append(piece)
    return "".join(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode("utf-8" if codec == "cp65001" else codec)
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", "replace")
