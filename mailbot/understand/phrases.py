"""A small language for cues, and the search for hundreds of them in one pass over the words.

A phrase is a row of elements: `word`, `stem*`, `one|other*`, `#` (a number), `~` (at most three words,
any), `~~` (at most seven). A phrase never crosses the end of a sentence. Phrases are written folded:
without accents, apostrophes as spaces ("n a pas").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from mailbot.understand.fold import Token

_SENTENCE, _WORD = attrgetter("sentence"), attrgetter("word")
_GAPS = {"~": 3, "~~": 7}


def spelled_out(phrases: str, classes: Mapping[str, str]) -> str:
    """Puts the words of a class where its name in capitals stands."""
    names = re.compile(r"\b(?:" + "|".join(classes) + r")\b")
    return names.sub(lambda found: classes[found.group()], phrases)


class Cue(Protocol):
    """Anything that carries phrases."""

    @property
    def phrases(self) -> str: ...


C = TypeVar("C", bound=Cue)


@dataclass(frozen=True, slots=True)
class Element:
    """What one word must look like, after at most `gap` other words."""

    words: frozenset[str]
    stems: tuple[str, ...]
    number: bool
    gap: int = 0

    def accepts(self, word: str) -> bool:
        return (
            word in self.words
            or (bool(self.stems) and word.startswith(self.stems))
            or (self.number and word[0].isdigit())
        )


@dataclass(frozen=True, slots=True)
class Match(Generic[C]):
    """A cue found: its words are tokens[first:last + 1]."""

    cue: C
    first: int
    last: int

    def overlaps(self, other: Match[C]) -> bool:
        return self.first <= other.last and other.first <= self.last


class Lexicon(Generic[C]):
    """Cues, indexed by how their phrases begin."""

    def __init__(self, cues: Iterable[C]) -> None:
        self._by_word: dict[str, list[tuple[C, tuple[Element, ...]]]] = {}
        self._by_stem: dict[str, list[tuple[C, tuple[Element, ...]]]] = {}
        self._by_number: list[tuple[C, tuple[Element, ...]]] = []
        for cue in cues:
            for line in cue.phrases.replace("\n", ";").split(";"):
                if line.strip():
                    self._add(cue, _compiled(line))
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})
        self._beginning_with = lru_cache(maxsize=4096)(self._found_beginning_with)
        self._within = lru_cache(maxsize=256)(self._found_within)  # one mail, judged again without some words

    def _add(self, cue: C, elements: tuple[Element, ...]) -> None:
        head, entry = elements[0], (cue, elements[1:])
        for word in head.words:
            self._by_word.setdefault(word, []).append(entry)
        for stem in head.stems:
            self._by_stem.setdefault(stem, []).append(entry)
        if head.number:
            self._by_number.append(entry)

    def all_matches(self, tokens: Sequence[Token]) -> list[Match[C]]:
        """Every match, overlapping or not, in the order of the text."""
        found: list[Match[C]] = []
        first = 0
        for _, sentence in groupby(tokens, key=_SENTENCE):
            words = tuple(map(_WORD, sentence))
            found += [Match(cue, first + at, first + last) for cue, at, last in self._within(words)]
            first += len(words)
        return found

    def _found_within(self, words: tuple[str, ...]) -> tuple[tuple[C, int, int], ...]:
        return tuple(
            (cue, at, last)
            for at, word in enumerate(words)
            for cue, rest in self._beginning_with(word)
            if (last := _end_of(rest, words, at)) is not None
        )

    def matches(self, tokens: Sequence[Token]) -> list[Match[C]]:
        """The longest matches that do not overlap: « pas déçu » hides « déçu »."""
        chosen: list[Match[C]] = []
        taken = bytearray(len(tokens))
        for match in sorted(self.all_matches(tokens), key=lambda m: (m.first - m.last, m.first)):
            if not any(taken[match.first : match.last + 1]):
                taken[match.first : match.last + 1] = b"\x01" * (match.last + 1 - match.first)
                chosen.append(match)
        return sorted(chosen, key=lambda m: m.first)

    def _found_beginning_with(self, word: str) -> tuple[tuple[C, tuple[Element, ...]], ...]:
        found = [*self._by_word.get(word, ())]
        for length in self._stem_lengths:
            if length > len(word):
                break
            found += self._by_stem.get(word[:length], ())
        if word[0].isdigit():
            found += self._by_number
        return tuple(found)


def _compiled(line: str) -> tuple[Element, ...]:
    elements: list[Element] = []
    gap = 0
    for part in line.split():
        if part in _GAPS:
            gap = _GAPS[part]
            continue
        choices = part.split("|")
        elements.append(
            Element(
                words=frozenset(c for c in choices if not c.endswith("*") and c != "#"),
                stems=tuple(c[:-1] for c in choices if c.endswith("*")),
                number="#" in choices,
                gap=gap,
            )
        )
        gap = 0
    if not elements:
        raise ValueError(f"a phrase without words: {line!r}")
    return tuple(elements)


def _end_of(rest: tuple[Element, ...], words: tuple[str, ...], at: int) -> int | None:
    """Where the remaining elements end, the first being at `at`; None when they do not follow."""
    if not rest:
        return at
    element = rest[0]
    for following in range(at + 1, min(at + 2 + element.gap, len(words))):
        if element.accepts(words[following]):
            end = _end_of(rest[1:], words, following)
            if end is not None:
                return end
    return None
