"""From when until when, as people say it: "du 23 au 27 novembre", "la semaine prochaine"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.decide.said_dates import leading_date
from mailbot.expressions import Expression

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre")  # fmt: skip
_FROM = Expression(
    r"\b(?:à partir (?:du|de)|a partir (?:du|de)|dès(?: le)?|entre le|du|de)\s+", re.IGNORECASE
)
_TO = Expression(r"\s*,?\s*(?:jusqu[’' ]?\s?)?(?=(?:au|à|a|et le|le)\s)", re.IGNORECASE)
_UNTIL = Expression(r"\bjusqu[’' ]?\s?(?=(?:au|à|a|en)\b)", re.IGNORECASE)
# "du 23 au 27 novembre": of the first day only its number is said.
_NUMBER = Expression(
    rf"(?:(?:{'|'.join(_DAYS)})\s+)?(?P<d>\d{{1,2}})(?:er)?(?=\s*,?\s+(?:au|jusqu|à|a|et le)\b)",
    re.IGNORECASE,
)
_WHOLE_WEEK = Expression(
    r"\b(?:toute\s+)?(?:la\s+semaine\s+(?P<next>prochaine)|cette\s+semaine)\b", re.IGNORECASE
)
_WHOLE_MONTH = Expression(r"\b(?:tout\s+)?le\s+mois\s+prochain\b", re.IGNORECASE)
_FRIDAY = 4
_LONG = timedelta(days=200)  # nobody says so long before that he will be away


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`first` is None where it has begun already."""

    first: date | None
    last: date
    said_on: date


def said_span(text: str, today: date) -> tuple[str, Span | None, str]:
    """What stands before it, the span, and what stands behind it; (text, None, "") where there is none."""
    for find in (_from_to, _until, _week_or_month, _leading):
        if found := find(text.strip(), today):
            before, span, behind = found
            return before.strip(" ,;:–—-"), span, behind.strip(" ,;:–—-\u00a0")
    return text.strip(), None, ""


_Found = tuple[str, Span, str]


def _from_to(text: str, today: date) -> _Found | None:
    for match in _FROM.finditer(text):
        rest = text[match.end() :]
        number = _NUMBER.match(rest)
        first, behind = (None, rest[number.end() :]) if number else leading_date(rest, today)
        to = _TO.match(behind) if number or first else None
        if to is None:
            continue
        last, more = _day(behind[to.end() :], today)
        if last and number:
            first = _earlier(int(number["d"]), last)
        elif last and first and last < first:
            if first - today > _LONG:  # its year was not said: it has begun, some days ago
                first = today
            else:  # "de lundi à vendredi", "du 28/12 au 3/1"
                last, more = _day(behind[to.end() :], first)
        if last is None or first is None or last < first:
            continue
        behind = more
        return text[: match.start()], Span(first=first, last=last, said_on=today), behind
    return None


def _until(text: str, today: date) -> _Found | None:
    for match in _UNTIL.finditer(text):
        last, behind = _day(text[match.end() :], today)
        if last:
            return text[: match.start()], Span(first=None, last=last, said_on=today), behind
    return None


def _week_or_month(text: str, today: date) -> _Found | None:
    if match := _WHOLE_WEEK.search(text):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * bool(match["next"]))
        first, last = max(monday, today), monday + timedelta(days=_FRIDAY)
    elif match := _WHOLE_MONTH.search(text):
        first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    else:
        return None
    return text[: match.start()], Span(first=first, last=last, said_on=today), text[match.end() :]


def _leading(text: str, today: date) -> _Found | None:
    last, behind = leading_date(text, today)
    return ("", Span(first=None, last=last, said_on=today), behind) if last else None


def _day(text: str, today: date) -> tuple[date | None, str]:
    """The date at the beginning, behind "au", "à" or "et le"; a number alone stands for its day."""
    found, behind = leading_date(text, today)
    if found is None:
        bare = re.sub(r"^(?:et le|à la|à|a|au)\s+(?=\S)", "", text.strip(), flags=re.IGNORECASE)
        found, behind = leading_date(bare, today)
    return found, behind


def _earlier(day: int, last: date) -> date | None:
    """The last day of that number before `last`."""
    for ahead in range(3):
        month = last.replace(day=1)
        for _ in range(ahead):
            month = (month - timedelta(days=1)).replace(day=1)
        try:
            found = month.replace(day=day)
        except ValueError:
            continue
        if found <= last:
            return found
    return None


def shown_span(span: Span) -> str:
    """ "du lundi 23 au vendredi 27 novembre", "jusqu'au dimanche 29 novembre inclus"."""
    year = f" {span.last.year}" if span.last.year != span.said_on.year else ""
    last = f"{weekday_and_day(span.last)}{year}"
    if span.first is None or span.first <= span.said_on < span.last:
        return f"jusqu'au {last} inclus"
    if span.first == span.last:
        return f"le {last}"
    same_month = (span.first.year, span.first.month) == (span.last.year, span.last.month)
    first = weekday_and_day(span.first)
    return f"du {first.rpartition(' ')[0] if same_month else first} au {last}"


def weekday_and_day(day: date) -> str:
    """ "lundi 23 novembre"."""
    return f"{_DAYS[day.weekday()]} {'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]}"
