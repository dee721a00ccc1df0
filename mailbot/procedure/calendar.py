"""When a delay ends: French public holidays, working days, months, hours.

The day on which a delay starts does not count, and it ends with the last second of its last day.
Moments come back with a fixed offset, not with a zone: two datetimes of one zone compare by their wall
clocks, which lies in the night when clocks go back.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from mailbot.procedure.delay import Delay
from mailbot.procedure.document import Calendar, Region

_SUNDAY = 6
_LAST_SECOND = time(23, 59, 59)
_MORNING = time(8, 0)  # people are warned when they come in, not at midnight
_EVENING = time(18, 0)

_EVERYWHERE = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# Easter Monday, Ascension Day, Whit Monday: days after Easter Sunday.
_AFTER_EASTER = (1, 39, 50)
_ABOLITION: dict[Region, tuple[int, int]] = {
    "mayotte": (4, 27),
    "martinique": (5, 22),
    "guadeloupe": (5, 27),
    "saint-martin": (5, 28),
    "guyane": (6, 10),
    "saint-barthelemy": (10, 9),
    "reunion": (12, 20),
}


def due(start: datetime, delay: Delay, calendar: Calendar) -> datetime:
    """The moment by which something promised within `delay` of `start` must have happened."""
    zone = ZoneInfo(calendar.timezone)
    begin = _in_utc(start)
    if delay.unit == "hours":
        return _fixed((begin + timedelta(hours=delay.n)).astimezone(zone))
    day = _last_day(begin.astimezone(zone).date(), delay, calendar)
    if calendar.roll:
        day = _next_open(day, calendar)
    return _at(day, _LAST_SECOND, zone)


def before(moment: datetime, delay: Delay, calendar: Calendar) -> datetime:
    """When to warn, `delay` before `moment`: hours exactly, days in the morning of an open day."""
    zone = ZoneInfo(calendar.timezone)
    end = _in_utc(moment)
    if delay.unit == "hours":
        return _fixed((end - timedelta(hours=delay.n)).astimezone(zone))
    day = end.astimezone(zone).date()
    if delay.unit == "months":
        day = _months_later(day, -delay.n)
    elif delay.unit == "days":
        day -= timedelta(days=delay.n)
    else:
        day = _nth_working_day(day, delay, calendar, step=-1)
    while not is_open(day, calendar):
        day -= timedelta(days=1)
    return _at(day, _MORNING, zone)


def warnings_between(
    start: datetime, end: datetime, delays: tuple[Delay, ...], calendar: Calendar
) -> tuple[datetime, ...]:
    """The warnings before `end`, soonest first, without those that would come before `start`."""
    moments = {before(end, delay, calendar) for delay in delays}
    return tuple(sorted(moment for moment in moments if start < moment < end))


def morning_after(moment: datetime, calendar: Calendar) -> datetime:
    """The first morning after it on which the organisation works: letters are not written at midnight."""
    zone = ZoneInfo(calendar.timezone)
    tomorrow = _in_utc(moment).astimezone(zone).date() + timedelta(days=1)
    return _at(_next_open(tomorrow, calendar), _MORNING, zone)


def working_hours_after(start: datetime, hours: int, calendar: Calendar) -> datetime:
    """When people have been at work for so long: only the hours between morning and evening of open days."""
    zone = ZoneInfo(calendar.timezone)
    begin = _in_utc(start).astimezone(zone)
    left = timedelta(hours=hours)
    day = begin.date()
    while True:
        opens = max(_at(day, _MORNING, zone), begin)
        spent = _at(day, _EVENING, zone) - opens
        if is_open(day, calendar) and spent >= left:
            return _fixed((opens.astimezone(UTC) + left).astimezone(zone))
        if is_open(day, calendar):
            left -= max(spent, timedelta(0))
        day += timedelta(days=1)


def is_open(day: date, calendar: Calendar) -> bool:
    """Whether the organisation works on that day (a "jour ouvré")."""
    return (
        day.weekday() in calendar.opening_days
        and day not in holidays(day.year, calendar.region)
        and not any(first <= day <= last for first, last in calendar.closures)
    )


@cache
def holidays(year: int, region: Region = "metropole") -> frozenset[date]:
    """The public holidays of one year where the organisation is."""
    easter = _easter(year)
    days = {date(year, month, day) for month, day in _EVERYWHERE}
    days |= {easter + timedelta(days=n) for n in _AFTER_EASTER}
    if region == "alsace-moselle":
        days |= {easter - timedelta(days=2), date(year, 12, 26)}
    elif region in _ABOLITION:
        days.add(date(year, *_ABOLITION[region]))
    return frozenset(days)


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Butcher's form of the computus)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    lunar_shift = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - lunar_shift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _last_day(start: date, delay: Delay, calendar: Calendar) -> date:
    if delay.unit == "months":
        return _months_later(start, delay.n)
    if delay.unit == "days":
        return start + timedelta(days=delay.n)
    return _nth_working_day(start, delay, calendar, step=1)


def _nth_working_day(start: date, delay: Delay, calendar: Calendar, *, step: int) -> date:
    day, left = start, delay.n
    while left:
        day += timedelta(days=step)
        left -= is_open(day, calendar) if delay.unit == "ouvres" else _is_ouvrable(day, calendar)
    return day


def _is_ouvrable(day: date, calendar: Calendar) -> bool:
    """Every day but Sundays and holidays, whether or not the organisation works on it."""
    return day.weekday() != _SUNDAY and day not in holidays(day.year, calendar.region)


def _months_later(start: date, months: int) -> date:
    """The same day of the month, or the month's last day where there is none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _next_open(day: date, calendar: Calendar) -> date:
    while not is_open(day, calendar):
        day += timedelta(days=1)
    return day


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone cannot be dated")
    return moment.astimezone(UTC)


def _at(day: date, wall_clock: time, zone: ZoneInfo) -> datetime:
    # fold=1: where that hour exists twice, the delay lasts until its second passage.
    return _fixed(datetime.combine(day, wall_clock, tzinfo=zone).replace(fold=1))


def _fixed(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    return moment.astimezone(timezone(offset or timedelta()))
