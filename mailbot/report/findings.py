"""What a review knows of a period, as values: counted in figures.py, drawn in review.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from mailbot.report.period import Period
from mailbot.report.tallies import Delay, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    label: str
    complaints: int
    suggestions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promised delay, and how it was kept. `judged`: answered, or too late to be answered in time."""

    promised: str = ""  # empty: the procedure gives no number
    judged: int = 0
    in_time: int = 0
    in_time_without_extensions: int = 0
    waiting: int = 0  # not there yet, and not late
    took: Delay | None = None  # in hours

    @property
    def share(self) -> float | None:
        return self.in_time / self.judged if self.judged else None

    @property
    def share_without_extensions(self) -> float | None:
        return self.in_time_without_extensions / self.judged if self.judged else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanges:
    """With one provider, or with all of them."""

    name: str = ""
    sent: int = 0
    answered: int = 0
    reminders: int = 0
    took: Delay | None = None  # in hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    about: str
    motive: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveAction:
    reference: str
    what: str
    who: str
    until: date | None
    done: date | None
    late: bool
    since: int | None = None  # complaints for the same reason at the same place, since it was done


@dataclass(frozen=True, slots=True, kw_only=True)
class Compensation:
    total: Decimal = Decimal(0)
    granted: int = 0  # with or without an amount
    by_kind: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    period: Period
    at: datetime
    complaints: int
    suggestions: int
    merged: int
    columns: tuple[Column, ...]
    channels: tuple[Tally, ...]
    targets: tuple[Tally, ...]
    motives: tuple[Tally, ...]
    causes: tuple[Tally, ...]
    dysfunctions: tuple[Tally, ...]
    severities: tuple[Tally, ...]
    party_types: tuple[Tally, ...]
    languages: tuple[Tally, ...]
    acknowledgement: Promise
    answer: Promise
    extensions: int
    extensions_in_time: int
    closed: int
    closed_without_answer: int
    reopened: int
    outcomes: tuple[Tally, ...]
    justified: tuple[Tally, ...]
    suggestions_settled: tuple[Tally, ...]
    recourse_named: int
    mediator_seized: int
    compensation: Compensation
    providers: Exchanges
    by_provider: tuple[Exchanges, ...]
    recurring: tuple[Recurring, ...]
    said_recurring: int
    actions: tuple[CorrectiveAction, ...]
    older_actions: int  # decided before the period, still to be done
    judged_effective: int  # cases in which people have noted whether their actions helped
    marks: tuple[int, ...]  # how often 1, 2, 3, 4 and 5 were given
    open_now: int
    overdue_now: int

    @property
    def mean_mark(self) -> float | None:
        given = sum(self.marks)
        return sum(n * mark for mark, n in enumerate(self.marks, start=1)) / given if given else None
