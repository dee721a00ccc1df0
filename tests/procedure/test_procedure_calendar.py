"""Due dates: tables of cases worked out by hand, and properties that hold for every date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.procedure import Calendar, Delay, before, due, holidays, is_open, parse_delay, warnings_between

PARIS = ZoneInfo("Europe/Paris")
METROPOLE = Calendar()
STRICT = Calendar(roll=False)
MOSELLE = Calendar(region="alsace-moselle")
TUESDAY_TO_SUNDAY = Calendar(opening_days=frozenset({1, 2, 3, 4, 5, 6}))
EVERY_DAY = Calendar(opening_days=frozenset(range(7)))
CLOSED_IN_AUGUST = Calendar(closures=((date(2026, 8, 3), date(2026, 8, 21)),))
REUNION = Calendar(region="reunion", timezone="Indian/Reunion")
GUADELOUPE = Calendar(region="guadeloupe", timezone="America/Guadeloupe")

DAYS = [
    # start, delay, due day, calendar
    # working days, around holidays and year's end
    ("2026-11-20", "6 jours ouvrés", "2026-11-30", METROPOLE),
    ("2026-12-17", "6 jours ouvrés", "2026-12-28", METROPOLE),
    ("2026-04-30", "6 jours ouvrés", "2026-05-12", METROPOLE),
    ("2026-05-11", "6 jours ouvrés", "2026-05-20", METROPOLE),
    ("2026-04-01", "6 jours ouvrés", "2026-04-10", METROPOLE),
    ("2026-04-01", "6 jours ouvrés", "2026-04-13", MOSELLE),
    # the three meanings of ten days
    ("2026-11-20", "10 jours", "2026-11-30", METROPOLE),
    ("2026-11-20", "10 jours ouvrables", "2026-12-02", METROPOLE),
    ("2026-11-20", "10 jours ouvrés", "2026-12-04", METROPOLE),
    ("2026-05-04", "10 jours", "2026-05-15", METROPOLE),
    ("2026-05-04", "10 jours", "2026-05-14", STRICT),
    ("2026-05-04", "10 jours ouvrables", "2026-05-18", METROPOLE),  # falls on a Saturday, rolled
    ("2026-05-04", "10 jours ouvrés", "2026-05-20", METROPOLE),
    ("2026-04-28", "10 jours", "2026-05-11", METROPOLE),
    ("2026-04-28", "10 jours", "2026-05-08", STRICT),
    ("2026-04-28", "10 jours ouvrables", "2026-05-12", METROPOLE),
    ("2026-04-28", "10 jours ouvrés", "2026-05-15", METROPOLE),
    # months
    ("2026-12-31", "2 mois", "2027-03-01", METROPOLE),
    ("2026-12-31", "2 mois", "2027-02-28", STRICT),
    ("2027-12-31", "2 mois", "2028-02-29", METROPOLE),
    ("2026-10-25", "2 mois", "2026-12-28", METROPOLE),
    ("2026-10-25", "2 mois", "2026-12-25", STRICT),
    ("2027-03-01", "2 mois", "2027-05-03", METROPOLE),
    ("2027-03-01", "2 mois", "2027-05-01", STRICT),
    ("2026-01-31", "1 mois", "2026-03-02", METROPOLE),  # 28 February 2026 is a Saturday
    ("2026-01-31", "1 mois", "2026-02-28", STRICT),
    ("2024-01-30", "1 mois", "2024-02-29", STRICT),
    ("2026-08-31", "1 mois", "2026-09-30", METROPOLE),
    ("2026-02-28", "1 mois", "2026-03-28", STRICT),  # the 28th, not the end of March
    ("2026-11-20", "12 mois", "2027-11-22", METROPOLE),
    ("2026-11-20", "120 mois", "2036-11-20", METROPOLE),
    ("2026-11-15", "1 mois", "2026-12-15", METROPOLE),
    ("2026-12-01", "1 mois", "2027-01-04", METROPOLE),  # New Year's Day is a Friday
    # a single day, from each day of a week
    ("2026-11-16", "1 jour", "2026-11-17", METROPOLE),
    ("2026-11-19", "1 jour", "2026-11-20", METROPOLE),
    ("2026-11-20", "1 jour", "2026-11-23", METROPOLE),
    ("2026-11-20", "1 jour", "2026-11-21", STRICT),
    ("2026-11-20", "1 jour ouvré", "2026-11-23", METROPOLE),
    ("2026-11-20", "1 jour ouvrable", "2026-11-21", STRICT),
    ("2026-11-20", "1 jour ouvrable", "2026-11-23", METROPOLE),
    ("2026-11-21", "1 jour ouvré", "2026-11-23", METROPOLE),
    ("2026-11-22", "1 jour ouvré", "2026-11-23", METROPOLE),
    ("2026-11-22", "1 jour ouvrable", "2026-11-23", METROPOLE),
    ("2026-11-21", "1 jour ouvrable", "2026-11-23", STRICT),
    # a delay that starts on a holiday
    ("2026-07-14", "2 jours ouvrés", "2026-07-16", METROPOLE),
    ("2026-05-01", "5 jours ouvrables", "2026-05-07", METROPOLE),
    ("2026-12-25", "3 jours ouvrés", "2026-12-30", METROPOLE),
    # every national holiday pushes one day
    ("2026-12-31", "1 jour ouvré", "2027-01-04", METROPOLE),
    ("2026-04-03", "1 jour ouvré", "2026-04-07", METROPOLE),  # Easter Monday
    ("2026-05-13", "1 jour ouvré", "2026-05-15", METROPOLE),  # Ascension Day
    ("2026-05-22", "1 jour ouvré", "2026-05-26", METROPOLE),  # Whit Monday
    ("2026-07-13", "1 jour ouvré", "2026-07-15", METROPOLE),
    ("2025-08-14", "1 jour ouvré", "2025-08-18", METROPOLE),  # Assumption on a Friday
    ("2027-10-29", "1 jour ouvré", "2027-11-02", METROPOLE),  # All Saints on a Monday
    ("2026-11-10", "1 jour ouvré", "2026-11-12", METROPOLE),
    ("2026-12-24", "1 jour ouvré", "2026-12-28", METROPOLE),
    # Alsace-Moselle
    ("2026-04-02", "1 jour ouvré", "2026-04-03", METROPOLE),
    ("2026-04-02", "1 jour ouvré", "2026-04-07", MOSELLE),
    ("2028-12-25", "1 jour ouvré", "2028-12-26", METROPOLE),
    ("2028-12-25", "1 jour ouvré", "2028-12-27", MOSELLE),
    ("2028-12-16", "10 jours", "2028-12-27", MOSELLE),
    # overseas
    ("2027-12-19", "1 jour ouvré", "2027-12-20", METROPOLE),
    ("2027-12-19", "1 jour ouvré", "2027-12-21", REUNION),
    ("2026-05-26", "1 jour ouvré", "2026-05-28", GUADELOUPE),
    # an office that opens on Saturdays and Sundays, closed on Mondays
    ("2026-11-20", "1 jour ouvré", "2026-11-21", TUESDAY_TO_SUNDAY),
    ("2026-11-20", "2 jours ouvrés", "2026-11-22", TUESDAY_TO_SUNDAY),
    ("2026-11-20", "3 jours ouvrés", "2026-11-24", TUESDAY_TO_SUNDAY),
    ("2026-11-20", "3 jours", "2026-11-24", TUESDAY_TO_SUNDAY),
    ("2026-11-20", "2 jours ouvrables", "2026-11-24", TUESDAY_TO_SUNDAY),  # Monday is ouvrable, and closed
    ("2026-11-20", "2 jours", "2026-11-22", EVERY_DAY),
    ("2026-12-23", "2 jours ouvrés", "2026-12-26", EVERY_DAY),  # a holiday closes it all the same
    # a closure stops the working days, not the others, which are rolled at their end
    ("2026-07-30", "6 jours ouvrés", "2026-08-28", CLOSED_IN_AUGUST),
    ("2026-07-30", "10 jours", "2026-08-24", CLOSED_IN_AUGUST),
    ("2026-07-30", "30 jours", "2026-08-31", CLOSED_IN_AUGUST),
    ("2026-07-30", "10 jours ouvrables", "2026-08-24", CLOSED_IN_AUGUST),
    # weeks
    ("2026-11-20", "2 semaines", "2026-12-04", METROPOLE),
]  # fmt: skip


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


@pytest.mark.parametrize(("start", "delay", "day", "calendar"), DAYS)
@pytest.mark.parametrize("hour", ["00:00:00", "10:30:00", "23:59:59"])
def test_days_and_months_end_with_the_last_second_of_their_last_day(start, delay, day, calendar, hour):
    """The starting day does not count, whatever the hour; the due day counts to its end, in local time."""
    zone = ZoneInfo(calendar.timezone)
    moment = due(at(f"{start}T{hour}", zone), parse_delay(delay), calendar)
    assert moment.replace(tzinfo=None).isoformat() == f"{day}T23:59:59"
    assert moment == at(f"{day}T23:59:59", zone)


HOURS = [
    ("2026-11-20T16:00", "48 heures", "2026-11-22T16:00:00+01:00"),  # Sunday: hours never roll
    ("2026-10-24T12:00:00+02:00", "48 heures", "2026-10-26T11:00:00+01:00"),  # one hour more that night
    ("2026-03-28T12:00:00+01:00", "48 heures", "2026-03-30T13:00:00+02:00"),  # one hour less
    ("2026-12-24T09:00", "24 heures", "2026-12-25T09:00:00+01:00"),
    ("2026-11-20T15:00:00+00:00", "1 heure", "2026-11-20T17:00:00+01:00"),
    ("2026-10-25T02:30:00+02:00", "1 heure", "2026-10-25T02:30:00+01:00"),  # the hour that comes twice
]


@pytest.mark.parametrize(("start", "delay", "expected"), HOURS)
def test_hours_are_elapsed_time(start, delay, expected):
    """Hours are counted through nights when clocks change, weekends and holidays."""
    assert due(at(start), parse_delay(delay), METROPOLE).isoformat() == expected


def test_the_day_of_receipt_is_the_local_one():
    """Half past eleven at night in UTC is already tomorrow in Paris, and still today in Guadeloupe."""
    start = datetime(2026, 11, 16, 23, 30, tzinfo=UTC)
    assert due(start, parse_delay("1 jour"), METROPOLE).date() == date(2026, 11, 18)
    assert due(start, parse_delay("1 jour"), GUADELOUPE).date() == date(2026, 11, 17)


def test_a_day_lasts_to_the_second_passage_of_its_last_hour():
    """Where clocks go back at midnight, the last second of a day comes twice: the later one counts."""
    calendar = Calendar(timezone="America/Sao_Paulo", roll=False)
    start = datetime(2018, 2, 16, 12, tzinfo=UTC)
    assert due(start, parse_delay("1 jour"), calendar) == datetime(2018, 2, 18, 2, 59, 59, tzinfo=UTC)


def test_moments_of_the_hour_that_comes_twice_stay_in_order():
    """Two moments of one zone would be compared by their wall clocks, which go back that night."""
    first, second = (datetime(2026, 10, 25, 0, minute, tzinfo=UTC) for minute in (30, 10))
    half_past_two = due(first - timedelta(hours=1), Delay(n=1, unit="hours"), METROPOLE)
    ten_past_two_again = due(second, Delay(n=1, unit="hours"), METROPOLE)
    assert (half_past_two.hour, half_past_two.minute) == (2, 30)
    assert (ten_past_two_again.hour, ten_past_two_again.minute) == (2, 10)
    assert half_past_two < ten_past_two_again


def test_a_moment_without_zone_is_refused():
    """A naive moment would silently be taken for another one."""
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 11, 20), Delay(n=1, unit="days"), METROPOLE)  # noqa: DTZ001 - the very case


EASTER_MONDAYS = [
    ("2025-04-21"), ("2026-04-06"), ("2027-03-29"), ("2028-04-17"), ("2038-04-26"), ("2000-04-24"),
    ("2008-03-24"), ("1961-04-03"), ("2049-04-19"), ("2076-04-20"), ("1981-04-20"), ("1954-04-19"),
]  # fmt: skip


@pytest.mark.parametrize("day", EASTER_MONDAYS)
def test_easter_monday(day):
    """Easter is computed, early, late and exceptional years included."""
    monday = date.fromisoformat(day)
    assert monday in holidays(monday.year)
    assert monday + timedelta(days=38) in holidays(monday.year)
    assert monday + timedelta(days=49) in holidays(monday.year)


def test_a_year_of_holidays():
    """All eleven of 2026, and nothing else."""
    listed = "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"
    assert sorted(holidays(2026)) == [date.fromisoformat(f"2026-{day}") for day in listed.split(" ")]


REGIONAL = [
    ("alsace-moselle", "2026-04-03"), ("alsace-moselle", "2026-12-26"), ("mayotte", "2026-04-27"),
    ("martinique", "2026-05-22"), ("guadeloupe", "2026-05-27"), ("saint-martin", "2026-05-28"),
    ("guyane", "2026-06-10"), ("saint-barthelemy", "2026-10-09"), ("reunion", "2026-12-20"),
]  # fmt: skip


@pytest.mark.parametrize(("region", "day"), REGIONAL)
def test_a_region_has_holidays_of_its_own(region, day):
    """A regional holiday is one there, and an ordinary day elsewhere."""
    assert date.fromisoformat(day) in holidays(2026, region)
    assert date.fromisoformat(day) not in holidays(2026)
    assert holidays(2026) < holidays(2026, region)


WARNINGS = [
    ("2026-11-30T23:59:59", "2 jours ouvrés", "2026-11-26T08:00:00+01:00"),
    ("2026-11-30T23:59:59", "1 jour", "2026-11-27T08:00:00+01:00"),  # not on Sunday: earlier
    ("2027-03-01T23:59:59", "15 jours", "2027-02-12T08:00:00+01:00"),
    ("2027-03-31T23:59:59", "1 mois", "2027-02-26T08:00:00+01:00"),
    ("2026-11-22T16:00:00", "4 heures", "2026-11-22T12:00:00+01:00"),
    ("2026-10-26T11:00:00", "48 heures", "2026-10-24T12:00:00+02:00"),
]


@pytest.mark.parametrize(("end", "delay", "expected"), WARNINGS)
def test_warnings_come_before_and_on_open_days(end, delay, expected):
    """Staff are warned in the morning of a day when they are there; hours are exact."""
    assert before(at(end), parse_delay(delay), METROPOLE).isoformat() == expected


def test_a_warning_older_than_the_case_is_dropped():
    """A fortnight's notice of something due in ten days makes no sense."""
    start, end = at("2026-11-20T10:00"), at("2026-11-30T23:59:59")
    delays = tuple(parse_delay(text) for text in ("15 jours", "1 jour", "3 jours", "3 jours"))
    moments = warnings_between(start, end, delays, METROPOLE)
    assert [moment.date().isoformat() for moment in moments] == ["2026-11-27"]


def test_a_calendar_needs_an_opening_day():
    """A desk that never opens could never answer."""
    with pytest.raises(ValueError, match="opening_days"):
        Calendar(opening_days=frozenset())


moments = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(2090, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    timezones=st.just(UTC),
)
units = st.sampled_from(["hours", "days", "ouvres", "ouvrables", "months"])
numbers = st.integers(1, 60)
calendars = st.builds(
    Calendar,
    opening_days=st.frozensets(st.integers(0, 6), min_size=1),
    region=st.sampled_from(["metropole", "alsace-moselle", "guadeloupe", "reunion"]),
    closures=st.just(((date(2026, 8, 1), date(2026, 8, 31)),)),
    roll=st.booleans(),
    timezone=st.sampled_from(["Europe/Paris", "America/Guadeloupe", "Indian/Reunion"]),
)


@given(moments, numbers, units, calendars)
def test_a_due_moment_is_later_than_its_start(start, n, unit, calendar):
    """Nothing is due before it begins, nor at that very moment."""
    assert due(start, Delay(n=n, unit=unit), calendar) > start


@given(moments, numbers, st.sampled_from(["days", "ouvres", "ouvrables", "months"]), calendars)
def test_a_rolled_date_is_an_open_day(start, n, unit, calendar):
    """With `roll`, nothing falls due on a day when nobody is there."""
    rolled = Calendar(
        opening_days=calendar.opening_days,
        region=calendar.region,
        closures=calendar.closures,
        timezone=calendar.timezone,
    )
    assert is_open(due(start, Delay(n=n, unit=unit), rolled).date(), rolled)


@given(moments, numbers, numbers, units, calendars)
def test_a_longer_delay_never_ends_earlier(start, n, more, unit, calendar):
    """Monotone in its length."""
    assert due(start, Delay(n=n, unit=unit), calendar) <= due(start, Delay(n=n + more, unit=unit), calendar)


@given(moments, st.integers(0, 10_000_000), numbers, units, calendars)
def test_a_later_start_never_ends_earlier(start, seconds, n, unit, calendar):
    """Monotone in its start, through every change of clocks."""
    later = start + timedelta(seconds=seconds)
    delay = Delay(n=n, unit=unit)
    assert due(start, delay, calendar) <= due(later, delay, calendar)


@given(moments, numbers, calendars)
def test_hours_are_exact_in_utc(start, n, calendar):
    """Elapsed time knows no calendar."""
    assert due(start, Delay(n=n, unit="hours"), calendar) - start == timedelta(hours=n)


@given(moments, numbers, units, calendars)
def test_a_warning_comes_before_what_it_warns_of(end, n, unit, calendar):
    """Whatever the delay and the calendar."""
    assert before(end, Delay(n=n, unit=unit), calendar) < end
