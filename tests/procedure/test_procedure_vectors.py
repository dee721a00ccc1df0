"""Due dates worked out by hand from wall calendars, 2026 to 2030, each with its derivation.

In a derivation, the figure behind a day is its number in the count; what stands in brackets is not counted.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.procedure import Calendar, Delay, due, holidays, is_open, parse_delay

CALENDARS = {
    "metropole": Calendar(),
    "strict": Calendar(roll=False),
    "moselle": Calendar(region="alsace-moselle"),
    "mayotte": Calendar(region="mayotte", timezone="Indian/Mayotte"),
    "martinique": Calendar(region="martinique", timezone="America/Martinique"),
    "guadeloupe": Calendar(region="guadeloupe", timezone="America/Guadeloupe"),
    "saint-martin": Calendar(region="saint-martin", timezone="America/Marigot"),
    "guyane": Calendar(region="guyane", timezone="America/Cayenne"),
    "st-barth": Calendar(region="saint-barthelemy", timezone="America/St_Barthelemy"),
    "reunion": Calendar(region="reunion", timezone="Indian/Reunion"),
    "christmas": Calendar(closures=((date(2026, 12, 24), date(2027, 1, 3)),)),
    "bridge": Calendar(closures=((date(2026, 5, 15), date(2026, 5, 15)),)),
    "mon-sat": Calendar(opening_days=frozenset(range(6))),
    "tue-sat": Calendar(opening_days=frozenset(range(1, 6))),
    "sat-sun": Calendar(opening_days=frozenset({5, 6})),
}


def rows(table: str) -> list[tuple[str, ...]]:
    lines = (line for line in table.splitlines() if line and not line.startswith("#"))
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]


VECTORS = """
# start    | delay          | due        | calendar   | derivation
# working days ("ouvrés"), Monday to Friday
2026-12-30 | 3 j ouvrés     | 2027-01-05 | metropole  | Thu 31 1, [Fri 1 Jan, weekend], Mon 4 2, Tue 5 3
2026-12-21 | 6 j ouvrés     | 2026-12-30 | metropole  | 22 23 24 = 3, [Fri 25, weekend], 28 29 30 = 6
2026-11-21 | 6 j ouvrés     | 2026-11-30 | metropole  | from a Saturday: 23 to 27 = 5, Mon 30 6
2026-11-22 | 6 j ouvrés     | 2026-11-30 | metropole  | from a Sunday: the same days
2027-03-25 | 6 j ouvrés     | 2027-04-05 | metropole  | Fri 26 1, [Mon 29], 30 31 = 3, 1 2 Apr = 5, Mon 5 6
2027-04-29 | 6 j ouvrés     | 2027-05-10 | metropole  | Fri 30 1, 3 4 5 = 4, [Ascension 6], Fri 7 5, Mon 10 6
2027-05-12 | 6 j ouvrés     | 2027-05-21 | metropole  | 13 14 = 2, [Whit Mon 17], 18 to 21 = 6
2027-11-05 | 6 j ouvrés     | 2027-11-16 | metropole  | 8 9 10 = 3, [Thu 11], Fri 12 4, 15 16 = 6
2027-10-28 | 2 j ouvrés     | 2027-11-02 | metropole  | Fri 29 1, [All Saints Mon 1], Tue 2 2
2027-02-25 | 3 j ouvrés     | 2027-03-02 | metropole  | Fri 26 1, no 29th: Mon 1 Mar 2, Tue 2 3
2028-02-25 | 3 j ouvrés     | 2028-03-01 | metropole  | leap year: Mon 28 1, Tue 29 2, Wed 1 Mar 3
2028-04-13 | 6 j ouvrés     | 2028-04-24 | metropole  | Fri 14 1, [Easter Mon 17], 18 to 21 = 5, Mon 24 6
2028-04-27 | 6 j ouvrés     | 2028-05-09 | metropole  | Fri 28 1, [Mon 1], 2 to 5 = 5, [Mon 8], Tue 9 6
2028-05-24 | 6 j ouvrés     | 2028-06-02 | metropole  | [Ascension 25], Fri 26 1, 29 30 31 = 4, 1 2 Jun = 6
2028-06-01 | 3 j ouvrés     | 2028-06-07 | metropole  | Fri 2 1, [Whit Mon 5], 6 7 = 3
2028-08-11 | 3 j ouvrés     | 2028-08-17 | metropole  | Mon 14 1, [Tue 15], 16 17 = 3
2028-10-30 | 3 j ouvrés     | 2028-11-03 | metropole  | Tue 31 1, [Wed 1], 2 3 = 3
2028-12-21 | 4 j ouvrés     | 2028-12-28 | metropole  | Fri 22 1, [Mon 25], 26 27 28 = 4
2028-12-28 | 3 j ouvrés     | 2029-01-03 | metropole  | Fri 29 1, [Mon 1 Jan], 2 3 = 3
2029-03-29 | 3 j ouvrés     | 2029-04-04 | metropole  | Fri 30 1, [Easter Mon 2], 3 4 = 3
2029-04-30 | 6 j ouvrés     | 2029-05-11 | metropole  | [1], 2 3 4 = 3, Mon 7 4, [8], 9 5, [10], 11 6
2029-05-18 | 2 j ouvrés     | 2029-05-23 | metropole  | [Whit Mon 21], 22 23 = 2
2030-04-19 | 2 j ouvrés     | 2030-04-24 | metropole  | [Easter Mon 22], 23 24 = 2
2030-04-30 | 6 j ouvrés     | 2030-05-10 | metropole  | [Wed 1], 2 3 = 2, 6 7 = 4, [Wed 8], 9 10 = 6
2030-05-29 | 6 j ouvrés     | 2030-06-07 | metropole  | [Ascension 30], Fri 31 1, 3 to 7 Jun = 6
2030-06-07 | 2 j ouvrés     | 2030-06-12 | metropole  | [Whit Mon 10], 11 12 = 2
2030-10-31 | 2 j ouvrés     | 2030-11-05 | metropole  | [Fri 1, weekend], Mon 4 1, Tue 5 2
2030-11-08 | 2 j ouvrés     | 2030-11-13 | metropole  | [Mon 11], 12 13 = 2
2030-12-24 | 3 j ouvrés     | 2030-12-30 | metropole  | [Wed 25], 26 27 = 2, Mon 30 3
# Monday to Saturday ("ouvrables")
2026-07-11 | 3 j ouvrables  | 2026-07-16 | metropole  | from a Saturday: Mon 13 1, [Tue 14], 15 16 = 3
2026-08-13 | 2 j ouvrables  | 2026-08-17 | metropole  | Fri 14 1, [Sat 15 is a holiday], Mon 17 2
2026-12-18 | 10 j ouvrables | 2026-12-31 | metropole  | Sat 19 1, 21 to 24 = 5, [25], Sat 26 6, 28 to 31 = 10
2027-03-26 | 3 j ouvrables  | 2027-03-31 | metropole  | Sat 27 1, [Easter Mon 29], 30 31 = 3
2027-05-03 | 6 j ouvrables  | 2027-05-12 | metropole  | 4 5 = 2, [Ascension 6], Fri 7 3, [Sat 8], 10 11 12 = 6
2028-04-28 | 2 j ouvrables  | 2028-05-02 | metropole  | Sat 29 1, [Mon 1], Tue 2 2
2028-11-09 | 3 j ouvrables  | 2028-11-14 | metropole  | Fri 10 1, [Sat 11 is a holiday], 13 14 = 3
2029-12-24 | 4 j ouvrables  | 2029-12-31 | metropole  | [Tue 25], 26 27 28 = 3, Sat 29 4, closed: Mon 31
2029-12-24 | 4 j ouvrables  | 2029-12-29 | strict     | the same, and not moved
2030-05-07 | 4 j ouvrables  | 2030-05-13 | metropole  | [Wed 8], 9 10 = 2, Sat 11 3, Mon 13 4
# calendar days: only the last one may move
2026-06-20 | 10 j           | 2026-06-30 | metropole  | 20 + 10 = Tue 30
2026-12-15 | 10 j           | 2026-12-28 | metropole  | Fri 25 is Christmas, then a weekend: Mon 28
2027-02-19 | 10 j           | 2027-03-01 | metropole  | 28 days in February: 9 to its end, Mon 1 Mar
2027-03-19 | 10 j           | 2027-03-30 | metropole  | 29 is Easter Monday: Tue 30
2027-04-26 | 10 j           | 2027-05-07 | metropole  | 6 May is Ascension Day: Fri 7
2028-02-19 | 10 j           | 2028-02-29 | metropole  | leap year: Tue 29
2028-04-07 | 10 j           | 2028-04-18 | metropole  | 17 is Easter Monday: Tue 18
2028-05-26 | 10 j           | 2028-06-06 | metropole  | 5 June is Whit Monday: Tue 6
2028-12-15 | 10 j           | 2028-12-26 | metropole  | Mon 25: Tue 26, a working day there
2028-12-15 | 10 j           | 2028-12-27 | moselle    | Mon 25, Tue 26 is a holiday there: Wed 27
2029-04-28 | 10 j           | 2029-05-09 | metropole  | Tue 8 May: Wed 9
2030-05-20 | 10 j           | 2030-05-31 | metropole  | 30 is Ascension Day: Fri 31
2030-12-15 | 10 j           | 2030-12-26 | metropole  | Wed 25: Thu 26
# months: same day of the month, or the last one
2026-02-25 | 2 mois         | 2026-04-27 | metropole  | 25 April is a Saturday: Mon 27
2026-03-08 | 2 mois         | 2026-05-11 | metropole  | 8 May is a holiday, a Friday: Mon 11
2026-03-14 | 2 mois         | 2026-05-15 | metropole  | 14 May is Ascension Day: Fri 15
2026-03-31 | 1 mois         | 2026-04-30 | metropole  | no 31 April: Thu 30
2026-05-14 | 2 mois         | 2026-07-15 | metropole  | 14 July: Wed 15
2026-06-15 | 2 mois         | 2026-08-17 | metropole  | 15 August, a Saturday: Mon 17
2026-09-01 | 2 mois         | 2026-11-02 | metropole  | 1 November, a Sunday: Mon 2
2026-09-11 | 2 mois         | 2026-11-12 | metropole  | 11 November: Thu 12
2026-11-01 | 2 mois         | 2027-01-04 | metropole  | 1 January, a Friday: Mon 4
2026-12-29 | 2 mois         | 2027-03-01 | metropole  | no 29 February 2027: Sun 28, Mon 1 March
2027-11-30 | 3 mois         | 2028-02-29 | metropole  | no 30 February: Tue 29, leap year
2027-12-29 | 2 mois         | 2028-02-29 | metropole  | there is a 29 February 2028
2027-12-30 | 2 mois         | 2028-02-29 | metropole  | no 30 February: its last day
2028-02-29 | 2 mois         | 2028-05-02 | metropole  | Sat 29 April, Sun 30, Mon 1 May is a holiday: Tue 2
2028-02-29 | 2 mois         | 2028-04-29 | strict     | the 29th, not the month's end
2028-02-29 | 12 mois        | 2029-02-28 | metropole  | no 29 February 2029: Wed 28
2029-08-31 | 6 mois         | 2030-02-28 | metropole  | no 31 February: Thu 28
2029-10-31 | 2 mois         | 2029-12-31 | metropole  | Mon 31
2029-11-30 | 1 mois         | 2029-12-31 | metropole  | 30 December, a Sunday: Mon 31
# Alsace-Moselle: Good Friday and 26 December
2027-03-25 | 1 j ouvré      | 2027-03-30 | moselle    | [Good Fri 26, weekend, Easter Mon 29], Tue 30 1
2028-04-13 | 1 j ouvré      | 2028-04-18 | moselle    | [Good Fri 14, weekend, Easter Mon 17], Tue 18 1
2029-03-20 | 10 j           | 2029-04-03 | moselle    | Good Fri 30, weekend, Easter Mon 2: Tue 3
2029-03-20 | 10 j           | 2029-03-30 | metropole  | an ordinary Friday elsewhere
2029-12-24 | 1 j ouvré      | 2029-12-27 | moselle    | [Tue 25, Wed 26], Thu 27 1
2030-04-18 | 1 j ouvré      | 2030-04-23 | moselle    | [Good Fri 19, weekend, Easter Mon 22], Tue 23 1
2030-12-24 | 2 j ouvrables  | 2030-12-30 | moselle    | [25 26], Fri 27 1, Sat 28 2, closed: Mon 30
# overseas
2026-04-24 | 1 j ouvré      | 2026-04-28 | mayotte    | [weekend, Mon 27 April], Tue 28 1
2026-04-24 | 1 j ouvré      | 2026-04-27 | metropole  | an ordinary Monday elsewhere
2026-05-21 | 1 j ouvré      | 2026-05-26 | martinique | [Fri 22 May, weekend, Whit Mon 25], Tue 26 1
2026-06-09 | 1 j ouvré      | 2026-06-11 | guyane     | [Wed 10 June], Thu 11 1
2026-10-08 | 1 j ouvré      | 2026-10-12 | st-barth   | [Fri 9 October, weekend], Mon 12 1
2027-05-26 | 1 j ouvré      | 2027-05-28 | guadeloupe | [Thu 27 May], Fri 28 1
2027-05-27 | 1 j ouvré      | 2027-05-31 | saint-martin | [Fri 28 May, weekend], Mon 31 1
2027-12-10 | 10 j           | 2027-12-21 | reunion    | Mon 20 December is a holiday there: Tue 21
2028-12-19 | 2 j ouvrés     | 2028-12-22 | reunion    | [Wed 20], 21 22 = 2
2030-06-07 | 1 j ouvré      | 2030-06-11 | guyane     | Whit Monday and 10 June are one day: Tue 11 1
# closures
2026-12-17 | 6 j ouvrés     | 2027-01-05 | christmas  | Fri 18 1, 21 22 23 = 4, [closed], Mon 4 5, Tue 5 6
2026-12-15 | 10 j           | 2027-01-04 | christmas  | Fri 25, closed until Sun 3 January: Mon 4
2026-12-22 | 2 j ouvrables  | 2027-01-04 | christmas  | 23 24 = 2, closed on the 24th: Mon 4
2026-11-30 | 1 mois         | 2027-01-04 | christmas  | 30 December, closed: Mon 4 January
2026-05-13 | 1 j ouvré      | 2026-05-18 | bridge     | [Ascension 14, closed 15, weekend], Mon 18 1
# other opening days
2026-11-20 | 6 j ouvrés     | 2026-11-27 | mon-sat    | Sat 21 1, 23 to 27 = 6
2026-12-15 | 10 j           | 2026-12-26 | mon-sat    | Fri 25: Sat 26, open
2026-08-05 | 10 j           | 2026-08-17 | mon-sat    | Sat 15 is a holiday, Sunday: Mon 17
2029-12-24 | 4 j ouvrables  | 2029-12-29 | mon-sat    | [25], 26 27 28 29: open on that Saturday
2026-11-20 | 3 j ouvrés     | 2026-11-25 | tue-sat    | Sat 21 1, [Sun, Mon], 24 25 = 3
2027-10-29 | 10 j           | 2027-11-09 | tue-sat    | Mon 8 November, closed: Tue 9
2026-11-20 | 3 j ouvrés     | 2026-11-28 | sat-sun    | 21 22 = 2, [the week], Sat 28 3
"""


@pytest.mark.parametrize(("start", "delay", "day", "name", "derivation"), rows(VECTORS))
def test_a_date_worked_out_by_hand(start, delay, day, name, derivation):
    """From any hour of the first day to the last second of the last, in local time."""
    calendar = CALENDARS[name]
    zone = ZoneInfo(calendar.timezone)
    for hour in (0, 14, 23):
        begin = datetime.fromisoformat(start).replace(hour=hour, tzinfo=zone)
        moment = due(begin, parse_delay(delay), calendar)
        assert f"{moment:%Y-%m-%d %H:%M:%S}" == f"{day} 23:59:59", derivation


HOURS = """
# start                | delay | due                       | calendar   | derivation
2027-03-27T12:00+01:00 | 48 h  | 2027-03-29T13:00:00+02:00 | metropole  | one hour is missing on the 28th
2027-10-30T12:00+02:00 | 48 h  | 2027-11-01T11:00:00+01:00 | metropole  | one hour comes twice on the 31st
2028-03-25T20:00+01:00 | 24 h  | 2028-03-26T21:00:00+02:00 | metropole  | the 26th has 23 hours
2028-10-28T20:00+02:00 | 24 h  | 2028-10-29T19:00:00+01:00 | metropole  | the 29th has 25 hours
2029-03-25T01:30+01:00 | 1 h   | 2029-03-25T03:30:00+02:00 | metropole  | two o'clock is three o'clock
2029-10-28T02:30+02:00 | 1 h   | 2029-10-28T02:30:00+01:00 | metropole  | half past two, once more
2030-03-30T02:30+01:00 | 24 h  | 2030-03-31T03:30:00+02:00 | metropole  | there is no half past two
2030-10-27T02:30+01:00 | 24 h  | 2030-10-28T02:30:00+01:00 | metropole  | from the second half past two
2026-12-31T23:30+01:00 | 1 h   | 2027-01-01T00:30:00+01:00 | metropole  | into a holiday: hours do not move
2028-02-28T12:00+01:00 | 24 h  | 2028-02-29T12:00:00+01:00 | metropole  | leap day
2027-05-07T18:00+02:00 | 72 h  | 2027-05-10T18:00:00+02:00 | metropole  | through a holiday and a Sunday
2027-03-27T12:00+04:00 | 48 h  | 2027-03-29T12:00:00+04:00 | reunion    | no change of clocks there
2027-03-27T12:00-04:00 | 48 h  | 2027-03-29T12:00:00-04:00 | guadeloupe | nor there
2027-03-28T00:30+01:00 | 48 h  | 2027-03-30T01:30:00+02:00 | metropole  | half an hour into that Sunday
"""


@pytest.mark.parametrize(("start", "delay", "expected", "name", "derivation"), rows(HOURS))
def test_hours_worked_out_by_hand(start, delay, expected, name, derivation):
    """Elapsed time, shown on the clock of the place."""
    moment = due(datetime.fromisoformat(start), parse_delay(delay), CALENDARS[name])
    assert moment.isoformat() == expected, derivation


HOLIDAYS = {
    2026: "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",  # Easter on 5 April
    2027: "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",  # Easter on 28 March
    2028: "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25",  # Easter on 16 April
    2029: "01-01 04-02 05-01 05-08 05-10 05-21 07-14 08-15 11-01 11-11 12-25",  # Easter on 1 April
    2030: "01-01 04-22 05-01 05-08 05-30 06-10 07-14 08-15 11-01 11-11 12-25",  # Easter on 21 April
}
GOOD_FRIDAYS = {2026: "04-03", 2027: "03-26", 2028: "04-14", 2029: "03-30", 2030: "04-19"}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_holidays_of_a_year(year):
    """Eleven everywhere, thirteen in Alsace-Moselle."""
    listed = {date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS[year].split()}
    assert holidays(year) == listed
    more = {date.fromisoformat(f"{year}-{GOOD_FRIDAYS[year]}"), date(year, 12, 26)}
    assert holidays(year, "alsace-moselle") == listed | more


moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    timezones=st.just(UTC),
)
numbers = st.integers(1, 40)
calendars = st.builds(
    Calendar,
    opening_days=st.frozensets(st.integers(0, 6), min_size=1),
    region=st.sampled_from(["metropole", "alsace-moselle", "reunion", "saint-martin"]),
    closures=st.just(((date(2026, 8, 1), date(2026, 8, 31)),)),
    roll=st.booleans(),
    timezone=st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Martinique"]),
)


@given(moments, numbers, calendars)
def test_working_days_are_never_fewer_than_calendar_days(start, n, calendar):
    """n working days last at least as long as n days."""
    assert due(start, Delay(n=n, unit="ouvres"), calendar) >= due(start, Delay(n=n, unit="days"), calendar)


@given(moments, numbers, st.frozensets(st.integers(0, 5), min_size=1))
def test_working_days_are_never_fewer_than_ouvrables(start, n, opening_days):
    """Where Sunday is a day of rest: days, then "ouvrables", then "ouvrés"."""
    calendar = Calendar(opening_days=opening_days)
    days, ouvrables, ouvres = (
        due(start, Delay(n=n, unit=unit), calendar) for unit in ("days", "ouvrables", "ouvres")
    )
    assert days <= ouvrables <= ouvres


@given(moments, numbers, calendars)
def test_so_many_working_days_lie_between(start, n, calendar):
    """Counted again, day by day, behind the first day and up to the last one: n, and the last one is open."""
    first = start.astimezone(ZoneInfo(calendar.timezone)).date()
    last = due(start, Delay(n=n, unit="ouvres"), calendar).date()
    between = [first + timedelta(days=i) for i in range(1, (last - first).days + 1)]
    assert sum(is_open(day, calendar) for day in between) == n
    assert is_open(last, calendar)


@given(moments, numbers, st.sampled_from(["days", "ouvrables", "months"]), calendars)
def test_rolling_goes_to_the_nearest_open_day(start, n, unit, calendar):
    """Never back, and over no open day."""
    strict, rolled = (
        due(start, Delay(n=n, unit=unit), Calendar(opening_days=calendar.opening_days, region=calendar.region,
                                                   closures=calendar.closures, timezone=calendar.timezone,
                                                   roll=roll)).date()
        for roll in (False, True)
    )  # fmt: skip
    passed = [strict + timedelta(days=i) for i in range((rolled - strict).days)]
    assert is_open(rolled, calendar)
    assert not any(is_open(day, calendar) for day in passed)
