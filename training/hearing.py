"""Trains what hears wishes and seriousness in words that nobody has listed (`mailbot/understand/heard.py`).

Short texts teach the wishes: `wishes.jsonl`, two hands. Whole mails teach how rare they are: of a mail with a
wish the passage that sounds most like it is one more example, of a mail without it the two that sound most
like it are what only sounds so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailbot.understand.features import Features, features_of_passage
from mailbot.understand.fitting import Example, fit
from mailbot.understand.fold import words_in
from mailbot.understand.heard import SERIOUS, WISHES, HeardModel, Wish, passages_of
from mailbot.understand.kind import read_features
from mailbot.understand.table import Table, table_of

HERE = Path(__file__).parent
WISH_BUCKETS, SERIOUS_BUCKETS = 1 << 15, 1 << 16
LOOKALIKES, OF_MAILS, OF_LOOKALIKES = 2, 0.5, 0.4  # passages of a mail without the wish; what they count
ROUNDS = 8
NO, YES = ANSWERS = ("no", "yes")
FIELDS = dict(zip(WISHES, ("refuses_contact_sharing", "no_further_contact"), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A short text or a mail; `passages` are empty for a text, which is one passage."""

    label: Mapping[str, Any]
    whole: Features
    passages: tuple[Features, ...] = ()

    def wishes(self, wish: Wish) -> bool:
        told = self.label.get("wish")
        return told in (wish, "both") if told else bool(self.label[FIELDS[wish]])


def wish_texts() -> list[Text]:
    return [
        Text(label=label, whole=features_of_passage(words_in(label["text"]).sentences))
        for label in _lines("wishes.jsonl")
    ]


def wish_mails(mails: Iterable[tuple[Mapping[str, Any], str]]) -> list[Text]:
    """`mails`: labels and judged texts; those that nobody has asked about wishes are left out."""
    return [
        Text(label=label, whole=(), passages=tuple(passages_of(words_in(text).sentences)))
        for label, text in mails
        if FIELDS["share"] in label
    ]


def severity_examples() -> list[Example]:
    return [serious(label, read_features("\n\n" + label["text"])) for label in _lines("severity.jsonl")]


def serious(label: Mapping[str, Any], features: Features) -> Example:
    return Example(features=features, answer=ANSWERS[label["severity"] == "grave"])


def trained(texts: Sequence[Text], mails: Sequence[Text], severities: Sequence[Example]) -> HeardModel:
    return HeardModel(
        wishes=_joined(WISHES, [_wish(wish, texts, mails) for wish in WISHES]),
        serious=_joined(SERIOUS, [_learnt(severities, SERIOUS_BUCKETS)]),
        about={"texts": len(texts), "mails": len(mails), "severities": len(severities)},
    )


def _wish(wish: Wish, texts: Sequence[Text], mails: Sequence[Text]) -> Table:
    told = [Example(features=text.whole, answer=ANSWERS[text.wishes(wish)]) for text in texts]
    heard = _learnt(told, WISH_BUCKETS)
    for _ in range(2):
        found = [example for mail in mails for example in _most_alike(heard, mail, wish)]
        heard = _learnt([*told, *found], WISH_BUCKETS)
    return heard


def _most_alike(heard: Table, mail: Text, wish: Wish) -> list[Example]:
    scored = [(_score(heard, passage), passage) for passage in mail.passages]
    scored.sort(key=lambda one: -one[0])
    if mail.wishes(wish):
        return [Example(features=scored[0][1], answer=YES, weight=OF_MAILS)]
    return [Example(features=one, answer=NO, weight=OF_LOOKALIKES) for _, one in scored[:LOOKALIKES]]


def _score(heard: Table, passage: Features) -> float:
    no, yes = heard.log_odds(passage)
    return yes - no


def _learnt(examples: Sequence[Example], buckets: int) -> Table:
    return fit(examples, classes=ANSWERS, buckets=buckets, rounds=ROUNDS)


def _joined(names: Sequence[str], tables: Sequence[Table]) -> Table:
    """One row for each question: what speaks for yes against no."""
    rows = [
        [(yes - no) * table.scale for no, yes in zip(*table.rows, strict=True)] for table in tables
    ]  # fmt: skip
    return table_of(names, rows)


def _lines(name: str) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").split("\n") if line]
