"""Moments and lengths of time as people write them in a script: "2 days", "3 heures", "2026-11-20 16:00".

Days, weeks and months keep the time on the clock on the wall; hours and less are counted exactly.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from mailbot.procedure import Calendar, Delay, due

Unit = Literal["seconds", "minutes", "hours", "days", "ouvres", "ouvrables", "weeks", "months", "years"]

SPAN_EXAMPLES = "« 3 hours », « 2 days », « 2 mois », « 6 jours ouvrés »"

_UNITS: tuple[tuple[Unit, str], ...] = (
    ("seconds", r"s|sec|secondes?|seconds?"),
    ("minutes", r"min|mn|minutes?"),
    ("ouvres", r"(?:j|jours?) ?ouvres?|(?:working|business) days?"),
    ("ouvrables", r"(?:j|jours?) ?ouvrables?"),
    ("hours", r"h|hours?|heures?"),
    ("days", r"d|days?|j|jours?"),
    ("weeks", r"w|weeks?|sem|semaines?"),
    ("months", r"months?|mois"),
    ("years", r"y|years?|ans?|annees?"),
)
_PIECE = re.compile(
    r"(\d{1,6}) ?(?:" + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS) + r")(?![a-z])"
)
_BETWEEN = re.compile(r" ?(?:,|et|and)? ?")
_LONGEST_YEARS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A length of time in pieces, the pieces in the order of writing."""

    pieces: tuple[tuple[int, Unit], ...]

    def after(self, moment: datetime, calendar: Calendar) -> datetime:
        """`moment` and this much later, in the organisation's time."""
        for n, unit in self.pieces:
            moment = _later(moment, n, unit, calendar)
        return moment


def parse_span(text: str) -> Span:
    """ValueError when `text` states no length of time."""
    plain = _plain(text)
    pieces: list[tuple[int, Unit]] = []
    at = 0
    while match := _PIECE.match(plain, at):
        unit = next(unit for unit, _ in _UNITS if match[unit])
        pieces.append((int(match[1]), unit))
        at = match.end()
        if between := _BETWEEN.match(plain, at):
            at = between.end()
    if not pieces or at != len(plain):
        raise ValueError(f"no length of time: {text}")
    return Span(pieces=tuple(pieces))


def parse_moment(value: object, timezone: str, *, end_of_day: bool = False) -> datetime:
    """A date and time; without offset in the organisation's time. A day alone is its first or last moment."""
    zone = ZoneInfo(timezone)
    if isinstance(value, str):
        text = value.strip()
        value = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time.max if end_of_day else time(), zone).astimezone(UTC)
    raise ValueError(f"no date: {value}")


def _later(moment: datetime, n: int, unit: Unit, calendar: Calendar) -> datetime:
    if unit in ("seconds", "minutes", "hours"):
        seconds = {"seconds": 1, "minutes": 60, "hours": 3600}[unit]
        return moment + timedelta(seconds=n * seconds)
    zone = ZoneInfo(calendar.timezone)
    local = moment.astimezone(zone)
    if unit in ("ouvres", "ouvrables"):
        delay = Delay(n=max(n, 1), unit="ouvres" if unit == "ouvres" else "ouvrables")
        day = due(moment, delay, calendar).astimezone(zone).date() if n else local.date()
    elif unit in ("months", "years"):
        day = _months_later(local.date(), n * (12 if unit == "years" else 1))
    else:
        day = local.date() + timedelta(days=n * (7 if unit == "weeks" else 1))
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def _months_later(day: date, n: int) -> date:
    """The same day of the month, or its last day where that month is shorter."""
    if n > 12 * _LONGEST_YEARS:
        raise ValueError(f"more than {_LONGEST_YEARS} years")
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
