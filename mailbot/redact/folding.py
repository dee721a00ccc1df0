"""Lower case without accents, one character for one: a place in the folded text is a place in the text."""

from __future__ import annotations

import re
import unicodedata


def _folded(code: int) -> str:
    char = chr(code)
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


# Latin letters with accents, then the many shapes of apostrophe, dash and space.
_TABLE = {code: _folded(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))}
_TABLE |= dict.fromkeys(map(ord, "’‘ʼ`´′"), "'")
_TABLE |= dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_TABLE |= dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000\t"), " ")

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e]|(?<=\\w)[\u200c\u200d](?=\\w)")


def fold(text: str) -> str:
    """Same length as `text`, always."""
    return text.translate(_TABLE)


def visible(text: str) -> str:
    """Composed accents, no invisible characters: they would hide a name from every rule."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text)
