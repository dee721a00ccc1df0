"""How a table of weights is learnt from mails whose class is known: no chance, no other library.

Multinomial logistic regression by stochastic gradient descent. What is learnt is a change to a base (nothing,
or the model that was shipped), and every change is paid for: few mails move a model a little way only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.understand.features import Features
from mailbot.understand.table import Table, softmax, table_of

_FIRST_STEP = 0.05
_UNTOUCHED = 0.005  # an error too small to be worth a correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One mail; `weight` is how many mails it counts for."""

    features: Features
    answer: str
    weight: float = 1.0


def fit(
    examples: Sequence[Example],
    *,
    classes: Sequence[str],
    buckets: int,
    base: Table | None = None,
    cost: float = 2e-4,
    rounds: int = 20,
    modesty: float = 0.0,
) -> Table:
    """`cost` is what a change of the weights costs: the higher, the more the base is kept.

    `modesty` is the share of answers that are taken to be open: no mail drags the weights after it for ever.
    """
    start = [_scores(base, example.features, len(classes)) for example in examples]
    rows = [[0.0] * buckets for _ in classes]
    mask = buckets - 1
    narrowed = [
        tuple((value, [b & mask for b in bs]) for value, bs in example.features) for example in examples
    ]
    wanted = {
        answer: [modesty / len(classes) + (1 - modesty) * (answer == one) for one in classes]
        for answer in classes
    }
    shrink, step_number = 1.0, 0
    for one_round in range(rounds):
        for at in _order(len(examples), one_round):
            step = _FIRST_STEP / (1 + _FIRST_STEP * cost * step_number + one_round / 4)
            step_number += 1
            _learn(rows, narrowed[at], start[at], wanted[examples[at].answer], shrink,
                   step * examples[at].weight)  # fmt: skip
            shrink *= 1 - step * cost
            if shrink < 1e-6:
                rows = [[w * shrink for w in row] for row in rows]
                shrink = 1.0
    learnt = [[w * shrink for w in row] for row in rows]
    if base is None:
        return table_of(classes, learnt)
    together = [
        [change + known * base.scale for change, known in zip(row, known_row, strict=True)]
        for row, known_row in zip(learnt, base.rows, strict=True)
    ]
    return table_of(classes, together, temperature=base.temperature)


def _scores(base: Table | None, features: Features, classes: int) -> list[float]:
    if base is None:
        return [0.0] * classes
    return [score * base.temperature for score in base.log_odds(features)]


def _learn(
    rows: list[list[float]],
    features: Features,
    start: Sequence[float],
    wanted: Sequence[float],
    shrink: float,
    step: float,
) -> None:
    scores = [
        known + shrink * sum(value * sum([row[b] for b in buckets]) for value, buckets in features)
        for known, row in zip(start, rows, strict=True)
    ]
    for row, share, aim in zip(rows, softmax(scores), wanted, strict=True):
        error = share - aim
        if abs(error) < _UNTOUCHED:
            continue
        for value, buckets in features:
            change = step * error * value / shrink
            for bucket in buckets:
                row[bucket] -= change


def _order(count: int, one_round: int) -> list[int]:
    """Another order in each round, the same ones every time."""
    state = 1 + one_round
    order = list(range(count))
    for at in range(count - 1, 0, -1):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        other = (state >> 33) % (at + 1)
        order[at], order[other] = order[other], order[at]
    return order


def best_temperature(log_odds: Sequence[Sequence[float]], answers: Sequence[int]) -> float:
    """What the log-odds of mails not learnt from must be divided by to be neither too sure nor too timid."""
    import math

    def loss(temperature: float) -> float:
        return -sum(
            math.log(max(1e-12, softmax([z / temperature for z in row])[answer]))
            for row, answer in zip(log_odds, answers, strict=True)
        )

    return min((loss(t / 20), t / 20) for t in range(8, 81))[1]
