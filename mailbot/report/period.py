"""A stretch of time that a review looks back upon: a year, a quarter, a month, or any two dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")
_FORM = re.compile(r"(?P<year>[12]\d{3})(?:-(?:[QT](?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?", re.I)
_QUARTERS = ("1er", "2e", "3e", "4e")
_LONGEST_IN_WEEKS = 45  # days: up to that, a chart by months would have one or two columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One column of a chart over time."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole days of one time zone, first and last included."""

    label: str
    slug: str  # for names of files
    first: date
    last: date
    timezone: str = "Europe/Paris"

    @property
    def since(self) -> datetime:
        return datetime(self.first.year, self.first.month, self.first.day, tzinfo=ZoneInfo(self.timezone))

    @property
    def until(self) -> datetime:
        after = self.last + timedelta(days=1)
        return datetime(after.year, after.month, after.day, tzinfo=ZoneInfo(self.timezone))

    def year_before(self) -> Period:
        """The same stretch, a year earlier."""
        if self.slug[:4].isdigit() and _FORM.fullmatch(self.slug):
            return parse_period(f"{int(self.slug[:4]) - 1}{self.slug[4:]}", self.timezone)
        return between(_a_year_before(self.first), _a_year_before(self.last), self.timezone)

    def comparable_until(self, now: datetime) -> datetime:
        """How far the year before is looked at: no further than this one has come."""
        before = self.year_before().until
        if now >= self.until:
            return before
        today = _a_year_before(now.astimezone(ZoneInfo(self.timezone)).date())
        return min(before, between(today, today, self.timezone).until)

    def buckets(self) -> tuple[Bucket, ...]:
        """Its months, or its weeks where it is short."""
        by_weeks = (self.last - self.first).days < _LONGEST_IN_WEEKS
        found, first = [], self.first
        while first <= self.last:
            last = min(first + timedelta(days=6) if by_weeks else _month_end(first), self.last)
            label = f"{first.day}–{last.day}" if by_weeks else _SHORT[first.month - 1]
            found.append(Bucket(label=label, first=first, last=last))
            first = last + timedelta(days=1)
        return tuple(found)


def parse_period(text: str, timezone: str) -> Period:
    """`2026`, `2026-Q4` (or `2026-T4`), `2026-11`; ValueError for anything else."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year = int(found["year"])
    if found["quarter"]:
        quarter = int(found["quarter"])
        first = date(year, 3 * quarter - 2, 1)
        label = f"{_QUARTERS[quarter - 1]} trimestre {year}"
        return _period(label, f"{year}-Q{quarter}", first, _month_end(date(year, 3 * quarter, 1)), timezone)
    if found["month"]:
        first = date(year, int(found["month"]), 1)
        label = f"{MONTHS[first.month - 1]} {year}"
        return _period(label, f"{year}-{first.month:02}", first, _month_end(first), timezone)
    return _period(f"année {year}", str(year), date(year, 1, 1), date(year, 12, 31), timezone)


def between(first: date, last: date, timezone: str) -> Period:
    """Any two dates, both included; those of a calendar period get its name."""
    for form in (f"{first.year}", f"{first.year}-Q{(first.month + 2) // 3}", f"{first:%Y-%m}"):
        known = parse_period(form, timezone)
        if (known.first, known.last) == (first, last):
            return known
    label = f"du {first:%d/%m/%Y} au {last:%d/%m/%Y}"
    return _period(label, f"{first:%Y%m%d}-{last:%Y%m%d}", first, last, timezone)


def _period(label: str, slug: str, first: date, last: date, timezone: str) -> Period:
    return Period(label=label, slug=slug, first=first, last=last, timezone=timezone)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _a_year_before(day: date) -> date:
    last = _month_end(date(day.year - 1, day.month, 1))
    return last.replace(day=min(day.day, last.day))
