"""Counts the cases of a period one by one, as they stream by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.procedure import Procedure, due
from mailbot.report.findings import Column, CorrectiveAction, Promise, Recurring
from mailbot.report.nameless import folded, nameless
from mailbot.report.period import Period
from mailbot.report.tallies import delay

Row = Mapping[str, Any]
UNKNOWN = "non renseigné"
_RECURRING = 2


_Reason = tuple[str, str]  # who it is about, and a motive or a cause


class Counting:
    """What has been counted so far."""

    def __init__(
        self, *, period: Period, now: datetime, procedure: Procedure, names: Mapping[str, str]
    ) -> None:
        self._procedure, self._names, self._now = procedure, names, now
        self._zone = ZoneInfo(period.timezone)
        self._today = now.astimezone(self._zone).date()
        self._buckets = period.buckets()
        self._per_bucket: list[Counter[str]] = [Counter() for _ in self._buckets]
        self.complaints = self.suggestions = self.merged = 0
        self.channels, self.targets, self.severities = Counter[str](), Counter[str](), Counter[str]()
        self.motives, self.causes, self.dysfunctions = Counter[str](), Counter[str](), Counter[str]()
        self.party_types, self.languages = Counter[str](), Counter[str]()
        self.outcomes, self.justified = Counter[str](), Counter[str]()
        self.suggestions_settled = Counter[str]()
        self.recourse_named = self.mediator_seized = 0
        self.compensations, self.granted, self.total = Counter[str](), 0, Decimal(0)
        self.closed = self.closed_without_answer = self.reopened = 0
        self.extensions = self.extensions_in_time = self.said_recurring = 0
        self.judged_effective = 0
        self._actions: list[tuple[CorrectiveAction, frozenset[_Reason]]] = []
        self.marks = Counter[int]()
        self._same: defaultdict[_Reason, list[date]] = defaultdict(list)  # when each came
        self._spelt: dict[str, str] = {}  # the first spelling of what is counted together
        self._ack, self._ack_took, self._ack_waits = Counter[bool](), list[float](), 0
        self._ans, self._ans_first = Counter[bool](), Counter[bool]()
        self._ans_took, self._ans_waits = list[float](), 0

    def take(self, row: Row) -> None:
        if row["merged_into"] is not None:
            self.merged += 1
            return
        day = self._day(row["received_at"])
        for bucket, count in zip(self._buckets, self._per_bucket, strict=True):
            if bucket.first <= day <= bucket.last:
                count[row["kind"]] += 1
        if row["kind"] == "suggestion":
            self.suggestions += 1
            self.suggestions_settled.update(filter(None, [row["outcome"]]))
            return
        self.complaints += 1
        reasons = self._describe(row)
        self._judge_acknowledgement(row)
        self._judge_answer(row)
        self._outcome(row)
        self._improve(row, reasons)

    def columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(label=b.label, complaints=n["reclamation"], suggestions=n["suggestion"])
            for b, n in zip(self._buckets, self._per_bucket, strict=True)
        )

    # -- what it was about --------------------------------------------------------------------------

    def _describe(self, row: Row) -> frozenset[_Reason]:
        record = row["record"]
        said = nameless(row)
        self.channels[row["channel"]] += 1
        self.languages[row["language"]] += 1
        self.severities[row["severity"] or UNKNOWN] += 1
        self.party_types[str(record.get("qualite") or UNKNOWN)] += 1
        targets = list(dict.fromkeys(self._names.get(t, t) for t in row["targets"])) or ["à déterminer"]
        self.targets.update(targets)
        motive = self._spelling(said(str(record.get("motif") or "")))
        self.motives[motive or UNKNOWN] += 1
        causes = self._each(record.get("cause", ()), said)
        dysfunctions = self._each(record.get("dysfonctionnement", ()), said)
        self.causes.update(causes)
        self.dysfunctions.update(dysfunctions)
        self.said_recurring += str(record.get("recurrence", "")).startswith("récurrent")
        reasons = frozenset((t, why) for t in targets for why in (motive, *causes) if why)
        for reason in reasons:
            self._same[reason].append(self._day(row["received_at"]))
        return reasons

    def _each(self, texts: Iterable[str], said: Callable[[str], str]) -> list[str]:
        return list(dict.fromkeys(filter(None, (self._spelling(said(text)) for text in texts))))

    def _spelling(self, text: str) -> str:
        """« Propreté », « propreté. » and « proprete » are one motive."""
        key = folded(text)
        return self._spelt.setdefault(key, text.strip(" .;,")) if key else ""

    def recurring(self) -> tuple[Recurring, ...]:
        often = ((-len(days), *reason) for reason, days in self._same.items() if len(days) >= _RECURRING)
        found = sorted(often)
        return tuple(Recurring(about=about, motive=why, count=-n) for n, about, why in found)

    # -- promises -----------------------------------------------------------------------------------

    def _judge_acknowledgement(self, row: Row) -> None:
        promised = self._procedure.acknowledgement
        at: datetime | None = row["acknowledged_at"]
        if at is not None:
            self._ack_took.append(hours_between(row["received_at"], at))
        if promised.delay is None or row["taken_over"]:
            return
        sent = row["record"].get("sent_at") if promised.from_ == "sending" else None
        start = datetime.fromisoformat(sent) if sent else row["received_at"]
        limit = due(start, promised.delay, self._procedure.calendar)
        done = [m for m in (at, row["answered_at"] if promised.satisfied_by_answer else None) if m]
        if done:
            self._ack[min(done) <= limit] += 1
        elif row["no_further_contact"]:
            return  # refused any answer: none was owed
        elif limit < self._now:
            self._ack[False] += 1
        else:
            self._ack_waits += 1

    def _judge_answer(self, row: Row) -> None:
        at: datetime | None = row["answered_at"]
        limit: datetime | None = row["due_at"]
        extensions = row["record"].get("extensions", ())
        self.extensions += len(extensions)
        self.extensions_in_time += sum(bool(e.get("in_time")) for e in extensions)
        if at is not None:
            self._ans_took.append(hours_between(row["received_at"], at))
        if limit is None or (row["taken_over"] and at is None):
            return
        first = extensions[0].get("from") if extensions else None
        first_limit = datetime.fromisoformat(first) if first else limit
        if at is not None:
            self._ans[at <= limit] += 1
            self._ans_first[at <= first_limit] += 1
        elif row["closed_at"] is not None:
            return  # said apart: closed without an answer
        elif limit < self._now:
            self._ans[False] += 1
        else:
            self._ans_waits += 1

    def acknowledgement(self) -> Promise:
        kept = self._procedure.acknowledgement
        return Promise(
            promised=str(kept.delay) if kept.delay else "",
            judged=self._ack.total(),
            in_time=self._ack[True],
            in_time_without_extensions=self._ack[True],
            waiting=self._ack_waits,
            took=delay(self._ack_took),
        )

    def answer(self) -> Promise:
        kept = self._procedure.answer
        return Promise(
            promised=str(kept.delay) if kept.delay else "",
            judged=self._ans.total(),
            in_time=self._ans[True],
            in_time_without_extensions=self._ans_first[True],
            waiting=self._ans_waits,
            took=delay(self._ans_took),
        )

    # -- what came of it ----------------------------------------------------------------------------

    def _outcome(self, row: Row) -> None:
        record = row["record"]
        if row["outcome"]:
            self.outcomes[row["outcome"]] += 1
        if judged := record.get("justifiee"):
            self.justified[str(judged).partition(" – ")[0]] += 1
        self.recourse_named += bool(record.get("recours"))
        self.mediator_seized += folded(str(record.get("mediateur") or "non")).partition(" ")[0] != "non"
        self.closed += row["closed_at"] is not None
        self.closed_without_answer += row["closed_at"] is not None and row["answered_at"] is None
        self.reopened += row["reopened_at"] is not None
        decided = record.get("compensation")
        if decided:
            self.compensations[decided["kind"]] += 1
            self.granted += decided["kind"] != "aucun"
            self.total += _amount(decided.get("amount")) if decided["kind"] != "aucun" else Decimal(0)
        mark = str(record.get("satisfaction") or "")[:1]
        if mark in set("12345"):
            self.marks[int(mark)] += 1

    def _improve(self, row: Row, reasons: frozenset[_Reason]) -> None:
        said = nameless(row)
        self.judged_effective += bool(row["record"].get("efficacite"))
        for action in row["record"].get("actions", ()):
            until = date.fromisoformat(action["until"]) if action.get("until") else None
            done = date.fromisoformat(action["done"]) if action.get("done") else None
            noted = CorrectiveAction(
                reference=row["reference"],
                what=said(action["what"]),
                who=said(action.get("who") or ""),
                until=until,
                done=done,
                late=done is None and until is not None and until < self._today,
            )
            self._actions.append((noted, reasons))

    def actions(self) -> tuple[CorrectiveAction, ...]:
        """With what has come since, where they are done: a first look at whether they have helped."""
        return tuple(
            replace(a, since=max(self._since(a.done, reason) for reason in reasons))
            if a.done and reasons
            else a
            for a, reasons in self._actions
        )

    def _since(self, done: date, reason: _Reason) -> int:
        return sum(day > done for day in self._same[reason])

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()


def hours_between(begin: datetime, end: datetime) -> float:
    return max(0.0, (end - begin).total_seconds() / 3600)


def _amount(text: str | None) -> Decimal:
    try:
        return Decimal(text or 0)
    except InvalidOperation:
        return Decimal(0)
