"""A small language for cues, and the search for hundreds of them in one pass over the words.

A phrase is a row of elements: `word`, `stem*`, `one|other*`, `#` (a number), `~` (at most three words,
any), `~~` (at most seven). A phrase never crosses the end of a sentence. Phrases are written folded:
without accents, apostrophes as spaces ("n a pas").

What a phrase costs: it is tried only in a sentence that holds its rarest element, its anchor. Hence it may
begin with « je », « ne » or « the » and cost nothing, if there is one element that is no little word. A
lexicon is read when it is first used: a program that judges no mail starts without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, Protocol, TypeVar

from mailbot.understand.fold import Tokens, Words
from mailbot.understand.language import LITTLE_WORDS

_GAPS = {"~": 3, "~~": 7}
_LITTLE = 1000  # what a little word costs as an anchor, against one for any other word
_NUMBER = 20


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
    gap: int
    commonness: int  # a guess of how often a word of a mail is accepted

    def accepts(self, word: str) -> bool:
        return (
            word in self.words
            or (bool(self.stems) and word.startswith(self.stems))
            or (self.number and word[0].isdigit())
        )


class Match(NamedTuple, Generic[C]):
    """A cue found: its words are tokens[first:last + 1]."""

    cue: C
    first: int
    last: int

    def overlaps(self, other: Match[C]) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[C]):
    """`number`: in which order it was written. The anchor is elements[anchor], at most `reach` words on."""

    cue: C
    number: int
    elements: tuple[Element, ...]
    anchor: int
    reach: int

    def beginnings(self, words: tuple[str, ...], at: int) -> Iterator[int]:
        """Where the phrase may begin that has its anchor, not its first word, at this place."""
        head = self.elements[0]
        for first in range(max(0, at - self.reach), at - self.anchor + 1):
            if head.accepts(words[first]):
                yield first

    def rank(self, word: str) -> tuple[int, int]:
        """Of phrases that begin with one word: whole words, then stems, the shortest first, then numbers."""
        head = self.elements[0]
        if word in head.words:
            return (0, self.number)
        lengths = [len(stem) for stem in head.stems if word.startswith(stem)]
        return (min(lengths, default=len(word) + 1), self.number)


class Lexicon(Generic[C]):
    """Cues, by the anchors of their phrases."""

    def __init__(self, cues: Iterable[C]) -> None:
        self._cues = tuple(cues)
        self._anchored_at = lru_cache(maxsize=8192)(self._found_anchored_at)
        # Sentences are remembered: when a mail is judged again without some words, most are the same.
        self._within = lru_cache(maxsize=512)(self._found_within)
        self._chosen_within = lru_cache(maxsize=512)(self._found_chosen_within)

    @cached_property
    def _anchors(self) -> _Anchors[C]:
        return _Anchors(self._cues)

    def all_matches(self, words: Words | Tokens) -> list[Match[C]]:
        """Every match, overlapping or not, in the order of the text."""
        return _placed(map(self._within, words.sentences), words)

    def matches(self, words: Words | Tokens) -> list[Match[C]]:
        """The longest matches that do not overlap: « pas déçu » hides « déçu »."""
        return _placed(map(self._chosen_within, words.sentences), words)

    def _found_within(self, words: tuple[str, ...]) -> tuple[Match[C], ...]:
        found: dict[tuple[int, tuple[int, int]], Match[C]] = {}
        for at, phrases in enumerate(map(self._anchored_at, words)):
            for phrase in phrases:
                for first in phrase.beginnings(words, at) if phrase.anchor else (at,):
                    last = _end_of(phrase.elements[1:], words, first)
                    if last is not None:
                        found[first, phrase.rank(words[first])] = Match(phrase.cue, first, last)
        return tuple(found[place] for place in sorted(found))

    def _found_chosen_within(self, words: tuple[str, ...]) -> tuple[Match[C], ...]:
        chosen: list[Match[C]] = []
        taken = bytearray(len(words))
        for match in sorted(self._within(words), key=lambda m: (m.first - m.last, m.first)):
            if not any(taken[match.first : match.last + 1]):
                taken[match.first : match.last + 1] = b"\x01" * (match.last + 1 - match.first)
                chosen.append(match)
        return tuple(sorted(chosen, key=lambda m: m.first))

    def _found_anchored_at(self, word: str) -> tuple[_Phrase[C], ...]:
        return tuple(self._anchors.of(word))


def _placed(by_sentence: Iterable[tuple[Match[C], ...]], words: Words | Tokens) -> list[Match[C]]:
    """From places in sentences to places in the text."""
    placed: list[Match[C]] = []
    begin = 0
    for found, sentence in zip(by_sentence, words.sentences, strict=True):
        placed += [Match(cue, begin + first, begin + last) for cue, first, last in found]
        begin += len(sentence)
    return placed


class _Anchors(Generic[C]):
    """The phrases of some cues by what their anchors accept."""

    def __init__(self, cues: Iterable[C]) -> None:
        self._by_word: dict[str, list[_Phrase[C]]] = {}
        self._by_stem: dict[str, list[_Phrase[C]]] = {}
        self._by_number: list[_Phrase[C]] = []
        lines = ((cue, line) for cue in cues for line in re.split("[;\n]", cue.phrases) if line.strip())
        for number, (cue, line) in enumerate(lines):
            self._add(_phrase(cue, number, line))
        self._stem_lengths = sorted({len(stem) for stem in self._by_stem})

    def _add(self, phrase: _Phrase[C]) -> None:
        anchor = phrase.elements[phrase.anchor]
        for word in anchor.words:
            self._by_word.setdefault(word, []).append(phrase)
        for stem in anchor.stems:
            self._by_stem.setdefault(stem, []).append(phrase)
        if anchor.number:
            self._by_number.append(phrase)

    def of(self, word: str) -> Iterator[_Phrase[C]]:
        yield from self._by_word.get(word, ())
        for length in self._stem_lengths:
            if length > len(word):
                break
            yield from self._by_stem.get(word[:length], ())
        if word[0].isdigit():
            yield from self._by_number


def _phrase(cue: C, number: int, line: str) -> _Phrase[C]:
    elements: list[Element] = []
    gap = 0
    for part in line.split():
        if part in _GAPS:
            gap = _GAPS[part]
            continue
        elements.append(_element(part, gap))
        gap = 0
    if not elements:
        raise ValueError(f"a phrase without words: {line!r}")
    anchor = min(range(len(elements)), key=lambda n: elements[n].commonness)
    reach = sum(1 + element.gap for element in elements[1 : anchor + 1])
    return _Phrase(cue, number, tuple(elements), anchor, reach)


@lru_cache(maxsize=8192)
def _element(part: str, gap: int) -> Element:
    choices = part.split("|")
    words = frozenset(c for c in choices if not c.endswith("*") and c != "#")
    stems = tuple(dict.fromkeys(c[:-1] for c in choices if c.endswith("*")))
    little = len(LITTLE_WORDS.intersection((*words, *stems)))
    common = len(words) + len(stems) + _LITTLE * little + _NUMBER * ("#" in choices)
    return Element(words=words, stems=stems, number="#" in choices, gap=gap, commonness=common)


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
