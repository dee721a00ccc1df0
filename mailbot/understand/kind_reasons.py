"""Why a mail is taken for what it is: words of it, and how much the score changes when they are taken away.

The weights of the model only tell where to look. What a reason states is measured: the text is judged again
without the excerpt, so that anybody who removes those words finds the same change.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from operator import eq, mul
from typing import NamedTuple

from mailbot.model import Kind, Reason
from mailbot.understand.cues import KindCue
from mailbot.understand.features import OF_WORDS, Pieces, pair_of, word_of
from mailbot.understand.fold import Tokens
from mailbot.understand.phrases import Match
from mailbot.understand.table import Table, softmax

_MOST_TRIED = 3
_MOST_TOLD = 3
_LONG_TEXT = 4000  # characters: from here on fewer excerpts are tried, each is a whole new judgement
_MOST_LOOKED_AT = 30  # work on one mail is bounded, also where the same words come again and again
_LONGEST = 8  # words
_LEAST = 0.05  # log-odds: what changes less is no reason

_TYPICAL = {
    "reclamation": "mots que l'on lit surtout dans des réclamations",
    "suggestion": "mots que l'on lit surtout dans des suggestions",
    "autre": "mots que l'on lit surtout dans d'autres courriels",
}
_UNUSUAL = {
    "reclamation": "mots rares dans des réclamations",
    "suggestion": "mots rares dans des suggestions",
    "autre": "mots que l'on lit surtout dans des réclamations ou des suggestions",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A judged text, and the table that judged it; `chosen` is the class that won."""

    text: str
    tokens: Tokens
    matches: Sequence[Match[KindCue]]
    table: Table
    chosen: int
    odds: Sequence[float]  # of each class, as it was judged


class _Span(NamedTuple):
    """tokens[first:last + 1]; `why` when it is a cue. In the order in which they are worth a trial."""

    least_first: float  # minus the weight that is guessed
    first: int
    last: int
    found: int  # how many were found before it
    why: str = ""


def reasons_for(
    evidence: Evidence, kind: Kind, score: float, rescored: Callable[[str], float]
) -> tuple[Reason, ...]:
    """The strongest first. `rescored` judges another text: the score of the same kind."""
    found: list[Reason] = []
    tries = _MOST_TRIED if len(evidence.text) < _LONG_TEXT else 2
    for span, excerpt in _promising(evidence, tries):
        weight = score - rescored(evidence.text.replace(excerpt, ""))
        if abs(weight) >= _LEAST:
            why = span.why or (_TYPICAL if weight > 0 else _UNUSUAL)[kind]
            found.append(Reason(why=why, weight=round(weight, 4), excerpt=excerpt))
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight))[:_MOST_TOLD])


def _promising(evidence: Evidence, tries: int) -> Iterator[tuple[_Span, str]]:
    """Excerpts that stand in the text once, do not overlap, and should weigh most."""
    taken = bytearray(len(evidence.tokens))
    left, looks = tries, _MOST_LOOKED_AT
    for span in sorted(_spans(evidence)):
        if not left or not looks:
            return
        if any(taken[span.first : span.last + 1]):
            continue
        looks -= 1
        unique = _once(evidence, span)
        if unique is None or any(taken[unique.first : unique.last + 1]):
            continue
        taken[unique.first : unique.last + 1] = b"\x01" * (unique.last + 1 - unique.first)
        left -= 1
        yield unique, _excerpt(evidence, unique)


def _excerpt(evidence: Evidence, span: _Span) -> str:
    return evidence.text[evidence.tokens[span.first].start : evidence.tokens[span.last].end]


def _once(evidence: Evidence, span: _Span) -> _Span | None:
    """The span, with neighbours where its words stand in the text more than once."""
    tokens, first, last = evidence.tokens, span.first, span.last
    while last - first < _LONGEST:
        wider = span._replace(first=first, last=last)
        excerpt = _excerpt(evidence, wider)
        if "\n" in excerpt:
            return None
        if evidence.text.count(excerpt) == 1:
            return wider
        if last + 1 < len(tokens) and tokens[last + 1].sentence == tokens[first].sentence:
            last += 1
        elif first > 0 and tokens[first - 1].sentence == tokens[last].sentence:
            first -= 1
        else:
            return None
    return None


def _spans(evidence: Evidence) -> Iterator[_Span]:
    """Cues as they were found, and every one to three words in a row."""
    read, lean, found = evidence.tokens.read, _Lean(evidence), count()
    numbers = read.numbers
    worth = [lean.word(word) for word in read.words]
    joint = [
        lean.pair(one, two) if same else 0.0
        for one, two, same in zip(read.words, read.words[1:], map(eq, numbers, numbers[1:]), strict=False)
    ]
    for match in evidence.matches:
        inside = sum(worth[match.first : match.last + 1]) + sum(joint[match.first : match.last])
        guess = inside + lean.cue(match.cue)
        yield _Span(-abs(guess), match.first, match.last, next(found), match.cue.why)
    for first in range(len(worth)):
        guess = 0.0
        for last in range(first, min(first + 3, len(worth))):
            if numbers[last] != numbers[first]:
                break
            guess += worth[last] + (joint[last - 1] if last > first else 0.0)
            short = guess * 0.9 ** (last - first)  # short excerpts are clearer
            yield _Span(-abs(short), first, last, next(found))


class _Lean:
    """How far a feature leans to the chosen class, by the table's weights: a guess of what it is worth."""

    def __init__(self, evidence: Evidence) -> None:
        self._table, self._chosen = evidence.table, evidence.chosen
        shares = softmax([one if k != self._chosen else -math.inf for k, one in enumerate(evidence.odds)])
        unit = self._table.scale / self._table.temperature
        self._leans = [unit if k == self._chosen else -unit * share for k, share in enumerate(shares)]
        distinct = {token.word for token in evidence.tokens}
        self._of_word = OF_WORDS / math.sqrt(len(distinct) or 1)
        self._of_piece = OF_WORDS / math.sqrt(len(Pieces(distinct)) or 1)
        self._of_pair = OF_WORDS / math.sqrt(max(1, len(evidence.tokens)))
        self._known: dict[str, float] = {}

    def word(self, word: str) -> float:
        if word not in self._known:
            whole, pieces = self._sum((word_of(word),)), self._sum(Pieces((word,)))
            self._known[word] = self._of_word * whole + self._of_piece * pieces
        return self._known[word]

    def pair(self, one: str, two: str) -> float:
        return self._of_pair * self._sum((pair_of(one, two),))

    def cue(self, cue: KindCue) -> float:
        return cue.grievance * 0.1 if self._chosen == 0 else abs(cue.grievance) * 0.05

    def _sum(self, buckets: Sequence[int] | Pieces) -> float:
        return sum(map(mul, self._leans, self._table.sums(buckets)), 0.0)
