"""The figures of a period, counted from rows: pure, and apart from how they are drawn.

Volumes tell complaints and suggestions; everything else is about complaints. A ticket that was merged into
another counts there only. No client is named: what people have typed is searched for names first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.procedure import Procedure
from mailbot.report.counting import UNKNOWN, Counting, hours_between
from mailbot.report.findings import Compensation, Exchanges, Figures
from mailbot.report.period import Period
from mailbot.report.tallies import counted, delay

Row = Mapping[str, Any]
_MOST = 8  # bars of one chart; what is rarer is one bar together


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Rows as the database gives them; each is walked through once."""

    cases: Iterable[Row]
    exchanges: Iterable[Row] = ()
    open_cases: Iterable[Row] = ()
    undone: Iterable[Row] = ()  # earlier cases with actions that are not done


def figures(
    sources: Sources, *, period: Period, now: datetime, procedure: Procedure, names: Mapping[str, str]
) -> Figures:
    """`names`: identifiers of providers, and what people call them."""
    seen = Counting(period=period, now=now, procedure=procedure, names=names)
    for row in sources.cases:
        seen.take(row)
    open_rows = list(sources.open_cases)
    providers, by_provider = _exchanged(sources.exchanges, names)
    older = sum(
        not action.get("done")
        for row in sources.undone
        for action in (row["record"] or {}).get("actions", ())
    )
    return Figures(
        period=period,
        at=now,
        complaints=seen.complaints,
        suggestions=seen.suggestions,
        merged=seen.merged,
        columns=seen.columns(),
        channels=counted(seen.channels),
        targets=counted(seen.targets, most=_MOST),
        motives=counted(seen.motives, most=_MOST),
        causes=counted(seen.causes, most=_MOST),
        dysfunctions=counted(seen.dysfunctions, most=_MOST),
        severities=counted(seen.severities, order=("faible", "normale", "grave", UNKNOWN)),
        party_types=counted(seen.party_types),
        languages=counted(seen.languages),
        acknowledgement=seen.acknowledgement(),
        answer=seen.answer(),
        extensions=seen.extensions,
        extensions_in_time=seen.extensions_in_time,
        closed=seen.closed,
        closed_without_answer=seen.closed_without_answer,
        reopened=seen.reopened,
        outcomes=counted(seen.outcomes, order=("favorable", "partiel", "rejet")),
        justified=counted(seen.justified),
        suggestions_settled=counted(seen.suggestions_settled, order=("favorable", "partiel", "rejet")),
        recourse_named=seen.recourse_named,
        mediator_seized=seen.mediator_seized,
        compensation=Compensation(
            total=seen.total, granted=seen.granted, by_kind=counted(seen.compensations)
        ),
        providers=providers,
        by_provider=by_provider,
        recurring=seen.recurring(),
        said_recurring=seen.said_recurring,
        actions=seen.actions(),
        judged_effective=seen.judged_effective,
        older_actions=older,
        marks=tuple(seen.marks[n] for n in range(1, 6)),
        open_now=len(open_rows),
        overdue_now=sum(is_overdue(row, now) for row in open_rows),
    )


def is_overdue(row: Row, now: datetime) -> bool:
    return row["answered_at"] is None and row["due_at"] is not None and row["due_at"] < now


def _exchanged(rows: Iterable[Row], names: Mapping[str, str]) -> tuple[Exchanges, tuple[Exchanges, ...]]:
    by_name: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[names.get(row["provider_id"]) or row["name"] or row["provider_id"]].append(row)
    everything = [row for found in by_name.values() for row in found]
    each = sorted((_one(name, found) for name, found in by_name.items()), key=lambda e: (-e.sent, e.name))
    return _one("", everything), tuple(each)


def _one(name: str, rows: list[Row]) -> Exchanges:
    took = [hours_between(r["sent_at"], r["answered_at"]) for r in rows if r["answered_at"]]
    reminders = sum(row["reminders"] for row in rows)
    return Exchanges(name=name, sent=len(rows), answered=len(took), reminders=reminders, took=delay(took))
