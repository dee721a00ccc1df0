"""Text as words that compare well: accents, case, apostrophes and hyphens folded, positions kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_CHARACTERS = 20_000  # work on one mail is bounded; nobody explains a complaint in more
_PIECE = re.compile(r"[^\W_]+|[?!.…;:€$£\n«»\"“”„,()•]")
_ENDS = frozenset("?!.…;")
_ABBREVIATIONS_WORDS = """
    m mr mme mlle dr me st no n tel ref mrs ms sr sra nr str art env ca z b dhr mevr sig p s
    """
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
_CURRENCIES = {"€": "euros", "$": "dollars", "£": "livres"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: `word` is folded; `start` and `end` point into the text as it came."""

    word: str
    start: int
    end: int
    sentence: int
    capital: bool


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Lower case without accents or ligatures; « Sécuri'Gest » and "securi'gest" become equal."""
    lowered = text.casefold().translate(_LIGATURES)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a short text such as a name."""
    return tuple(fold(piece) for piece in re.findall(r"[^\W_]+", text))


def singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] in "sx" else word


def tokens_of(text: str) -> list[Token]:
    """Words, "?", "!", and currencies, numbered by sentence; other marks only separate sentences."""
    tokens: list[Token] = []
    sentence = 0
    pieces = list(_PIECE.finditer(text, 0, MAX_CHARACTERS))
    for piece in pieces:
        mark = piece.group()
        if mark == "\n":
            sentence += _line_ends_sentence(text, piece.start())
        elif mark in _CURRENCIES:
            tokens.append(Token(_CURRENCIES[mark], piece.start(), piece.end(), sentence, False))
        elif mark[0].isalnum():
            tokens.append(Token(fold(mark), piece.start(), piece.end(), sentence, mark[0].isupper()))
        elif mark in _ENDS:
            if mark in "?!":
                tokens.append(Token(mark, piece.start(), piece.end(), sentence, False))
            sentence += _mark_ends_sentence(text, piece.start(), tokens)
    return tokens


def _mark_ends_sentence(text: str, at: int, tokens: list[Token]) -> bool:
    after = text[at + 1 : at + 2]
    if text[at] != ".":
        return True
    if after.isalnum():
        return False  # 12.50, a.martin@…, 06.39
    return not (tokens and tokens[-1].end == at and tokens[-1].word in _ABBREVIATIONS)


def _line_ends_sentence(text: str, at: int) -> bool:
    """Mail clients wrap lines: a new line is a new sentence only when it looks like one."""
    following = text[at + 1 : at + 60].lstrip(" \t>")
    if not following or following[0] in "\n\r-*•–—0123456789":
        return True
    line_start = text.rfind("\n", 0, at) + 1
    line = text[line_start:at].rstrip()
    return (line.endswith((",", ":")) and at - line_start < 40) or (following[0].isupper() and len(line) < 62)
