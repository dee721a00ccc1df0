"""Lower case without accents, one character for one: a place in the folded text is a place in the text."""

from __future__ import annotations

import re
import unicodedata

from mailbot.expressions import Expression


def _folded(code: int) -> str:
    char = chr(code)
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


# Latin letters with accents, then the many shapes of apostrophe, dash and space.
_TABLE = {code: _folded(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))}
_TABLE |= dict.fromkeys(map(ord, "’‘ʼ`´′"), "'")
_TABLE |= dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_TABLE |= dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000\t"), " ")

_OURS = str.maketrans("⟦⟧", "()")  # what staff's preview marks places with: nobody else may
_INVISIBLE = Expression(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff]|(?<=\\w)[\u200c\u200d](?=\\w)|(?<=[\\w\ufe0f])[\ufe00-\ufe0f\u20e3]"
)
_UNUSUAL = Expression("[^\\x00-\u024f\u2010-\u2027\u20ac]")


def fold(text: str) -> str:
    """Same length as `text`, always."""
    return text.translate(_TABLE)


def bare(text: str) -> str:
    """Letters and digits alone: « GT 44-71 » is « gt4471 »."""
    return "".join(filter(str.isalnum, fold(text)))


def visible(text: str) -> str:
    """Composed accents, no invisible characters: they would hide a name from every rule."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").translate(_OURS)
    return _UNUSUAL.sub(_usual, _INVISIBLE.sub("", text))


def _usual(match: re.Match[str]) -> str:
    """« ０６ », « ⓪⑥ », « 𝐃 » : letters and digits in costume, which no rule would know."""
    char = match[0]
    if char.isdecimal():
        return str(unicodedata.digit(char))
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain.isascii() and plain.isalnum() else char
