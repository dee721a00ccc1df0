"""Text as words that compare well: accents, case, apostrophes and hyphens folded, positions kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import groupby, zip_longest
from typing import NamedTuple

MAX_CHARACTERS = 20_000  # work on one mail is bounded; nobody explains a complaint in more
_SHORT = 1000  # characters: longer parts of a text are not remembered
_PIECE = re.compile(r"[^\W_]+|[?!.…;€$£]")
_ENDS = frozenset("?!.…;")
_STOP = re.compile(r"[?!.…;](?=\s)")  # what stands before it is read alike whatever comes behind it
_ABBREVIATIONS_WORDS = """
    m mr mme mlle dr me st no n tel ref mrs ms sr sra nr str art env ca z b dhr mevr sig p s
    """
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
_CURRENCIES = {"€": "euros", "$": "dollars", "£": "livres"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


class Token(NamedTuple):
    """One word or mark: `word` is folded; `start` and `end` point into the text as it came."""

    word: str
    start: int
    end: int
    sentence: int
    capital: bool


class Words:
    """The words of one text as columns: enough to judge it, and quickly made. `numbers`: of the sentences."""

    def __init__(self, units: Iterable[tuple[int, int, _Unit]]) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.numbers: list[int] = []
        self.capitals: list[bool] = []
        for begin, number, unit in units:
            self.words += unit.words
            self.starts += [begin + start for start in unit.starts]
            self.ends += [begin + end for end in unit.ends]
            self.numbers += [number + more for more in unit.numbers]
            self.capitals += unit.capitals

    @cached_property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        """The words alone, sentence by sentence."""
        found: list[tuple[str, ...]] = []
        first = 0
        for _, sentence in groupby(self.numbers):
            last = first + len(list(sentence))
            found.append(tuple(self.words[first:last]))
            first = last
        return tuple(found)


class Tokens(tuple[Token, ...]):
    """The words of one text, read once and handed to every rule."""

    read: Words

    @property
    def words(self) -> list[str]:
        return self.read.words

    @property
    def starts(self) -> list[int]:
        return self.read.starts

    @property
    def sentences(self) -> tuple[tuple[str, ...], ...]:
        return self.read.sentences


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


def tokens_of(text: str) -> Tokens:
    """Words, "?", "!", and currencies, numbered by sentence; other marks only separate sentences."""
    read = words_in(text)
    tokens = Tokens(map(Token, read.words, read.starts, read.ends, read.numbers, read.capitals))
    tokens.read = read
    return tokens


def words_in(text: str) -> Words:
    """The same, as columns."""
    return Words(_units(text[:MAX_CHARACTERS]))


def _units(text: str) -> Iterator[tuple[int, int, _Unit]]:
    """The parts of a text that can be read one by one, where each begins, and the number of its sentence."""
    number = begin = 0
    lines = text.split("\n")
    for line, following in zip_longest(lines, lines[1:]):
        start = 0
        for end in (*(stop.end() for stop in _STOP.finditer(line)), len(line)):
            unit = _known_unit(line[start:end]) if end - start < _SHORT else _read_unit(line[start:end])
            yield begin + start, number, unit
            number += unit.sentences
            start = end
        if following is not None:
            number += _line_ends_sentence(line, following)
        begin += len(line) + 1


class _Unit(NamedTuple):
    """What was read in a part of a line; places and sentences counted from its beginning."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    numbers: tuple[int, ...]
    capitals: tuple[bool, ...]
    sentences: int  # so many end in it


def _read_unit(part: str) -> _Unit:
    tokens: list[Token] = []
    sentence = 0
    for piece in _PIECE.finditer(part):
        mark, (start, end) = piece.group(), piece.span()
        if mark[0].isalnum():
            tokens.append(Token(fold(mark), start, end, sentence, mark[0].isupper()))
        elif mark in _CURRENCIES:
            tokens.append(Token(_CURRENCIES[mark], start, end, sentence, False))
        elif mark in _ENDS:
            if mark in "?!":
                tokens.append(Token(mark, start, end, sentence, False))
            sentence += _mark_ends_sentence(part, start, tokens)
    words, starts, ends, numbers, capitals = zip(*tokens, strict=True) if tokens else ((),) * 5
    return _Unit(words, starts, ends, numbers, capitals, sentence)


# A mail is judged again without the words of each reason: then all its parts but one are known.
_known_unit = lru_cache(maxsize=1024)(_read_unit)


def _mark_ends_sentence(part: str, at: int, tokens: list[Token]) -> bool:
    after = part[at + 1 : at + 2]
    if part[at] != ".":
        return True
    if after.isalnum():
        return False  # 12.50, a.martin@…, 06.39
    return not (tokens and tokens[-1].end == at and tokens[-1].word in _ABBREVIATIONS)


def _line_ends_sentence(line: str, following: str) -> bool:
    """Mail clients wrap lines: a new line is a new sentence only when it looks like one."""
    begins = following[:59].lstrip(" \t>")
    if not begins or begins[0] in "\r-*•–—0123456789":
        return True
    written = line.rstrip()
    return (written.endswith((",", ":")) and len(line) < 40) or (begins[0].isupper() and len(written) < 62)
