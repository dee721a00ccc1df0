"""Wishes and seriousness in words that nobody has listed, as a trained table hears them.

A wish stands in a sentence or two, whatever else the mail is about, so every sentence is heard with the next
and the surest counts. Seriousness is heard in the mail as a whole. Scores are log-odds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from mailbot.understand.features import Features, features_of_passage
from mailbot.understand.table import Table, from_bytes, to_bytes

Wish = Literal["share", "contact"]  # not to be named; not to be contacted
Sentences = Sequence[tuple[str, ...]]  # their words, folded
WISHES: tuple[Wish, ...] = ("share", "contact")
SERIOUS = ("grave",)
_SHIPPED = Path(__file__).with_name("heard.model")
_RUN = 8  # words that are quoted
_MOST_SENTENCES = 200  # work on one mail is bounded; nobody wishes for something after so many


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardModel:
    """`wishes` judges passages, `serious` the features of a whole mail."""

    wishes: Table
    serious: Table
    about: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        return to_bytes({"wishes": self.wishes, "serious": self.serious}, self.about)


@lru_cache(maxsize=1)
def shipped() -> HeardModel:
    """Read when the first mail is judged."""
    tables, about = from_bytes(_SHIPPED.read_bytes())
    return HeardModel(wishes=tables["wishes"], serious=tables["serious"], about=about)


def wishes_heard(sentences: Sentences, model: HeardModel | None = None) -> Mapping[Wish, float]:
    """The log-odds of each wish in the passage that sounds most like it."""
    table = (model or shipped()).wishes
    scores = [table.log_odds(passage) for passage in passages_of(sentences)]
    return {wish: max((score[k] for score in scores), default=-math.inf) for k, wish in enumerate(WISHES)}


def seriousness(features: Features) -> float:
    """`features` of a whole mail, as `judge` saw them."""
    [score] = shipped().serious.log_odds(features)
    return score


def most_serious(sentences: Sentences) -> tuple[int, int]:
    """Where the words begin and end, of all the words, that speak most for it: a few of one sentence."""
    few = sentences[:_MOST_SENTENCES]
    chosen = _best_of([(one,) for one in few])
    sentence = few[chosen] if few else ()
    runs = [(sentence[at : at + _RUN],) for at in range(max(1, len(sentence) - _RUN + 1))]
    first = sum(map(len, few[:chosen])) + _best_of(runs)
    return first, first + min(_RUN, len(sentence)) - 1


def _best_of(passages: Sequence[tuple[tuple[str, ...], ...]]) -> int:
    table = shipped().serious
    scores = [table.log_odds(features_of_passage(one))[0] for one in passages]
    return max(range(len(scores)), key=scores.__getitem__, default=0)


def passages_of(sentences: Sentences) -> Iterator[Features]:
    """Each sentence with the next: a wish is often told with its « car » or its « alors » in another one."""
    few = sentences[:_MOST_SENTENCES]
    for at in range(max(1, len(few) - 1) if few else 0):
        yield features_of_passage(few[at : at + 2])
