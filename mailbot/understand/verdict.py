"""From the numbers of a model to an answer: the kind, how sure, and whether staff must be asked.

An unacknowledged complaint costs more than an acknowledged question: what may well be a complaint is one,
shown as doubtful, until staff have said. What a machine has written is not
acknowledged for want of certainty.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailbot.model import Kind, OtherType
from mailbot.understand.features import Features, outspoken
from mailbot.understand.model import KindModel
from mailbot.understand.table import softmax

DOUBT_BEGINS = 0.10  # below: not a complaint
DOUBT_ENDS = 0.60  # above: a complaint, without a question to staff
RATHER_AN_IDEA = 2.5  # so many times likelier a suggestion than a complaint: it is acknowledged all the same
SHARP = 2.0  # the cues alone complain so much that it is more than an idea
BLUNT = 4.0  # the cues alone complain so much that staff must see it, whatever the model has read
MACHINE_DOUBT = 0.20  # likelier than this to be an advertisement or automatic: never a certain complaint
LEANING = 1.5  # log-odds: what staff said of somebody's last mail says of the next one

KINDS: tuple[Kind, ...] = ("reclamation", "suggestion", "autre")
TYPES: tuple[OtherType, ...] = (
    "question", "remerciement", "reservation", "spam", "newsletter", "auto", "bounce", "autre",
)  # fmt: skip
OTHERS = (*TYPES, "client")  # the last: a complaint or a suggestion
_MACHINES: tuple[OtherType, ...] = ("spam", "newsletter", "auto", "bounce")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`score` is the log-odds of `kind`, of which `confidence` is the probability."""

    kind: Kind
    other_type: OtherType | None
    confidence: float
    doubtful: bool
    score: float
    odds: tuple[float, ...]  # of each of KINDS


def verdict(model: KindModel, features: Features, settled: Kind | None = None) -> Verdict:
    """`settled` is what staff have said of this person's last mail: it weighs, and does not decide."""
    odds = _leaning(model.kinds.log_odds(features), settled)
    kinds = dict(zip(KINDS, softmax(odds), strict=True))
    others: dict[str, float] = dict(zip(OTHERS, softmax(model.others.log_odds(features)), strict=True))
    of_a_machine = sum(others[one] for one in _MACHINES)
    loud = outspoken(features)
    blunt = settled is None and loud >= BLUNT
    kind = _kind(kinds, of_a_machine, sharp=loud >= SHARP, blunt=blunt)
    return Verdict(
        kind=kind,
        other_type=_type(others, of_a_machine) if kind == "autre" else None,
        confidence=round(kinds[kind], 4),
        doubtful=kind == "reclamation" and (kinds[kind] < DOUBT_ENDS or of_a_machine > MACHINE_DOUBT),
        score=_log_odds_of(odds, kind),
        odds=tuple(odds),
    )


def score_of(kind: Kind, model: KindModel, features: Features, settled: Kind | None = None) -> float:
    """How much speaks for this kind: its log-odds against the two others together."""
    return _log_odds_of(_leaning(model.kinds.log_odds(features), settled), kind)


def _kind(kinds: Mapping[Kind, float], of_a_machine: float, *, sharp: bool, blunt: bool) -> Kind:
    """What is likelier to be a machine's than a complaint is none; everything else may well be one."""
    complains, proposes = kinds["reclamation"], kinds["suggestion"]
    an_idea = proposes > kinds["autre"] and proposes >= RATHER_AN_IDEA * complains and not sharp
    if complains >= max(DOUBT_BEGINS, of_a_machine) and not an_idea:
        return "reclamation"
    if blunt and of_a_machine < 0.5:
        return "reclamation"
    return "suggestion" if proposes > max(kinds["autre"], of_a_machine) else "autre"


def _type(others: Mapping[str, float], of_a_machine: float) -> OtherType:
    """Advertisements are shown to nobody: what is called one must be likelier one than a person's mail."""
    possible = TYPES if of_a_machine >= 0.5 else [one for one in TYPES if one not in _MACHINES]
    return max(possible, key=lambda one: others[one])


def _leaning(odds: Sequence[float], settled: Kind | None) -> list[float]:
    return [one + LEANING * (kind == settled) for kind, one in zip(KINDS, odds, strict=True)]


def _log_odds_of(odds: Sequence[float], kind: Kind) -> float:
    mine = odds[KINDS.index(kind)]
    rest = [one for other, one in zip(KINDS, odds, strict=True) if other != kind]
    most = max(rest)
    return mine - most - math.log(sum(math.exp(one - most) for one in rest))
