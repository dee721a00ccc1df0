"""What is counted of judged mails: one line for each author, and one for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from mailbot.understand.features import Features
from mailbot.understand.model import KindModel
from mailbot.understand.verdict import verdict

MACHINES = ("spam", "newsletter", "auto", "bounce")
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One mail: what it is, and what the model says."""

    author: str
    label: Mapping[str, Any]
    kind: str
    confidence: float
    doubtful: bool

    @classmethod
    def by(
        cls, model: KindModel, features: Features, label: Mapping[str, Any], author: str, robot: bool
    ) -> Self:
        """What reading has found to be a robot's is not judged by its words."""
        found = verdict(model, features)
        if robot:
            return cls(author=author, label=label, kind="autre", confidence=0.98, doubtful=False)
        return cls(author=author, label=label, kind=found.kind, confidence=found.confidence,
                   doubtful=found.doubtful)  # fmt: skip

    @property
    def right(self) -> bool:
        return bool(self.kind == self.label["kind"])


def report(judged: Sequence[Judged]) -> str:
    authors = sorted({one.author for one in judged})
    head = f"{'':<12}{'mails':>6}{'right':>8}{'complaints':>12}{'suggestions':>13}{'ECE':>8}{'machines':>10}"
    rows = [_row(author, [one for one in judged if one.author == author]) for author in authors]
    return "\n".join([head, *rows, _row("all", judged)])


def _row(name: str, judged: Sequence[Judged]) -> str:
    right = sum(one.right for one in judged) / len(judged)
    machines = [one for one in judged if one.label.get("autre_type") in MACHINES]
    certain = sum(one.kind != "autre" and not one.doubtful for one in machines)
    return (f"{name:<12}{len(judged):>6}{right:>8.3f}{_recall(judged, 'reclamation'):>12.3f}"
            f"{_recall(judged, 'suggestion'):>13.3f}{calibration_error(judged):>8.3f}"
            f"{f'{certain}/{len(machines)}':>10}")  # fmt: skip


def _recall(judged: Sequence[Judged], kind: str) -> float:
    of_kind = [one for one in judged if one.label["kind"] == kind]
    return sum(one.right for one in of_kind) / (len(of_kind) or 1)


def calibration_error(judged: Sequence[Judged]) -> float:
    bins: dict[int, list[Judged]] = {}
    for one in judged:
        bins.setdefault(min(_BINS - 1, int(one.confidence * _BINS)), []).append(one)
    gaps = (abs(sum(one.confidence - one.right for one in members)) for members in bins.values())
    return sum(gaps) / len(judged)
