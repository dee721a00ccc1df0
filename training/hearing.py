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


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    texts: Sequence[Text]
    mails: Sequence[Text]
    severities: Sequence[Example]


def lessons(mails: Iterable[tuple[Mapping[str, Any], str]], severities: Sequence[Example]) -> Lessons:
    """`mails`: labels and judged texts; those that nobody has asked about wishes are left out."""
    return Lessons(
        texts=[
            Text(label=label, whole=features_of_passage(words_in(label["text"]).sentences))
            for label in _lines("wishes.jsonl")
        ],
        mails=[
            Text(label=label, whole=(), passages=tuple(passages_of(words_in(text).sentences)))
            for label, text in mails
            if FIELDS["share"] in label
        ],
        severities=[
            *(serious(label, read_features("\n\n" + label["text"])) for label in _lines("severity.jsonl")),
            *severities,
        ],
    )


def serious(label: Mapping[str, Any], features: Features) -> Example:
    return Example(features=features, answer=ANSWERS[label["severity"] == "grave"])


def trained(taught: Lessons) -> HeardModel:
    return HeardModel(
        wishes=_wishes(taught.texts, taught.mails),
        serious=_joined(SERIOUS, [_learnt(taught.severities, SERIOUS_BUCKETS)]),
        about={name: len(getattr(taught, name)) for name in ("texts", "mails", "severities")},
    )


def measured(taught: Lessons) -> str:
    """The texts of each hand by a table of the other; each fifth of the severities by the rest. No rules."""
    lines = ["", "heard without any rule: how many, how many of them rightly, how many there are"]
    hands = sorted({text.label["hand"] for text in taught.texts})
    for hand in hands:
        table = _wishes([t for t in taught.texts if t.label["hand"] != hand], taught.mails)
        unread = [text for text in taught.texts if text.label["hand"] == hand]
        scores = [table.log_odds(text.whole) for text in unread]
        for k, wish in enumerate(WISHES):
            judged = [(score[k], text.wishes(wish)) for score, text in zip(scores, unread, strict=True)]
            lines.append(f"{wish:8} {hand:9} {_counted(judged)}")
    count = len(taught.severities)
    judged = []
    for fifth in range(5):
        apart = range(count * fifth // 5, count * (fifth + 1) // 5)  # neighbouring lines stay together
        rest = [example for at, example in enumerate(taught.severities) if at not in apart]
        table = _joined(SERIOUS, [_learnt(rest, SERIOUS_BUCKETS)])
        for example in (taught.severities[at] for at in apart):
            judged.append((table.log_odds(example.features)[0], example.answer == YES))
    return "\n".join([*lines, f"grave    in fifths {_counted(judged)}", ""])


def _counted(judged: Sequence[tuple[float, bool]]) -> str:
    found = [is_so for score, is_so in judged if score > 0]
    return f"{len(found):4} {sum(found):4} {sum(is_so for _, is_so in judged):4}"


def _wishes(texts: Sequence[Text], mails: Sequence[Text]) -> Table:
    return _joined(WISHES, [_wish(wish, texts, mails) for wish in WISHES])


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
