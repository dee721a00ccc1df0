"""What staff have settled, learnt: the shipped model, moved a little by each mail; and whether that helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.model import Kind
from mailbot.understand.features import Features
from mailbot.understand.fitting import Example, fit
from mailbot.understand.kind import read_features
from mailbot.understand.model import KindModel
from mailbot.understand.verdict import KINDS, OTHERS, verdict

_COST = 0.3  # what moving away from the shipped model costs: dear, it has read far more mails than one office
_WEIGHT = 0.2
_ROUNDS = 10
_FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A mail as the model sees it, and what people say it is."""

    features: Features
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How many of `mails` are judged right, without the corrections and with them."""

    mails: int
    before: int
    after: int


def settled(text: str, kind: Kind) -> Settled:
    """`text` as `judge` has it: the subject, an empty line, and the body."""
    return Settled(features=read_features(text), kind=kind)


def learnt(base: KindModel, corrections: Sequence[Settled]) -> KindModel:
    """The same base and the same corrections in the same order give the same bytes."""
    if not corrections:
        return base
    kinds = fit(
        [Example(features=one.features, answer=one.kind, weight=_WEIGHT) for one in corrections],
        classes=KINDS,
        buckets=len(base.kinds.rows[0]),
        base=base.kinds,
        cost=_COST,
        rounds=_ROUNDS,
    )
    clients = [one for one in corrections if one.kind != "autre"]
    others = fit(
        [Example(features=one.features, answer="client", weight=_WEIGHT) for one in clients],
        classes=OTHERS,
        buckets=len(base.others.rows[0]),
        base=base.others,
        cost=_COST,
        rounds=_ROUNDS,
    )
    return replace(base, kinds=kinds, others=others if clients else base.others,
                   about={**base.about, "corrections": len(corrections)})  # fmt: skip


def compared(base: KindModel, corrections: Sequence[Settled]) -> Comparison:
    """Every correction is judged by a model that has learnt the other ones only."""
    folds = min(_FOLDS, len(corrections))
    before = after = 0
    for fold in range(folds):
        apart = [one for at, one in enumerate(corrections) if at % folds == fold]
        model = learnt(base, [one for at, one in enumerate(corrections) if at % folds != fold])
        before += right(base, apart)
        after += right(model, apart)
    return Comparison(mails=len(corrections), before=before, after=after)


def right(model: KindModel, mails: Sequence[Settled]) -> int:
    return sum(verdict(model, one.features).kind == one.kind for one in mails)
