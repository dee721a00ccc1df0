"""Counts with their names, and delays with their mean, median and longest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

THE_REST = "autres"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Hours, of `count` cases."""

    count: int
    mean: float
    median: float
    longest: float


def counted(counts: Counter[str], *, most: int | None = None, order: Sequence[str] = ()) -> tuple[Tally, ...]:
    """The most frequent first, or in the order given; what is beyond `most` is one tally together."""
    if order:
        known = [*order, *sorted(set(counts) - set(order))]
        return tuple(Tally(label=name, count=counts[name]) for name in known if counts[name])
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ranked if most is None or len(ranked) <= most else ranked[: most - 1]
    rest = sum(n for _, n in ranked[len(shown) :])
    tallies = tuple(Tally(label=name, count=n) for name, n in shown)
    return (*tallies, Tally(label=THE_REST, count=rest)) if rest else tallies


def delay(hours: Iterable[float]) -> Delay | None:
    found = list(hours)
    if not found:
        return None
    return Delay(count=len(found), mean=fmean(found), median=median(found), longest=max(found))
