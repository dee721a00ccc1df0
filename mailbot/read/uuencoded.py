"""Files that old programs write into the text itself, between `begin` and `end`: taken out of it."""

from __future__ import annotations

import binascii
import re

from mailbot.expressions import Expression

_BEGIN = Expression(
    r"^begin(?P<base64>-base64)? [0-7]{3,4} (?P<name>[^\r\n]{1,255}?)[ \t]*\r?$", re.MULTILINE
)
_ENDS = ("end", "====")
_MOST_FILES = 100

Files = list[tuple[str, bytes]]  # name as written, content


def without_files(text: str) -> tuple[str, Files]:
    """The text around, as it was, and the files. `begin` in a sentence begins nothing."""
    if "begin" not in text:
        return text, []
    kept: list[str] = []
    files: Files = []
    done = 0
    for match in _BEGIN.finditer(text):
        if match.start() < done or len(files) >= _MOST_FILES:
            continue
        content, end = _file(text, match.end() + 1, is_base64=bool(match.group("base64")))
        if content is None:
            continue
        kept.append(text[done : match.start()])
        files.append((match.group("name"), content))
        done = end
    kept.append(text[done:])
    return "".join(kept), files


def _file(text: str, start: int, *, is_base64: bool) -> tuple[bytes | None, int]:
    """The content from there on and where the text goes on; None when this is no file."""
    pieces: list[bytes] = []
    position = start
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end == -1 else end
        line = text[position:end].rstrip("\r")
        if line.strip() in _ENDS and pieces:
            return b"".join(pieces), end
        piece = _base64_line(line) if is_base64 else _line(line)
        if piece is None:
            break
        pieces.append(piece)
        position = end + 1
    # Cut off on the way: what is there of the file is kept, the line that did not fit stays text.
    return (b"".join(pieces), position) if any(pieces) else (None, start)


def _line(line: str) -> bytes | None:
    """One line of a file: a length, then as many characters as it says. Relays take spaces off its end."""
    line = line.rstrip(" ")
    if not line or line == "`":
        return b""
    if not line.isascii() or any(not " " <= character <= "`" for character in line):
        return None
    length = (ord(line[0]) - 32) & 63
    needed = (length * 8 + 5) // 6
    padded = (length + 2) // 3 * 4
    if not length or not needed - 20 <= len(line) - 1 <= padded + 1:
        return None
    try:
        return binascii.a2b_uu(line[: needed + 1])  # what fills up the last group may be anything
    except binascii.Error:
        return None


def _base64_line(line: str) -> bytes | None:
    if not re.fullmatch(r"[A-Za-z0-9+/]{1,200}={0,2}", line) or len(line) % 4:
        return None
    return binascii.a2b_base64(line)
