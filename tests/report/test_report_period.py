"""Periods: what `--period` may say, and which days it means."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from mailbot.report.period import between, parse_period

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "année 2026"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "1er trimestre 2026"),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31), "4e trimestre 2026"),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31), "4e trimestre 2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "février 2028"),
    ],
)
def test_a_period_is_whole_days(text: str, first: date, last: date, label: str) -> None:
    """A year, a quarter (as French or English people write it), a month."""
    period = parse_period(text, PARIS)
    assert (period.first, period.last, period.label) == (first, last, label)


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-Q5", "2026-1", "2026-10-10", "octobre", "٢٠٢٦"])
def test_what_is_no_period_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=r".*"):
        parse_period(text, PARIS)


def test_days_begin_at_midnight_of_the_organisation() -> None:
    """In winter and in summer."""
    period = parse_period("2026-03", PARIS)
    assert period.since == datetime(2026, 2, 28, 23, 0, tzinfo=UTC)
    assert period.until == datetime(2026, 3, 31, 22, 0, tzinfo=UTC)


def test_the_year_before() -> None:
    """The same months a year earlier, whatever the length of February."""
    assert parse_period("2026-Q1", PARIS).year_before().label == "1er trimestre 2025"
    assert parse_period("2028-02", PARIS).year_before().last == date(2027, 2, 28)
    odd = between(date(2028, 2, 20), date(2028, 2, 29), PARIS).year_before()
    assert (odd.first, odd.last) == (date(2027, 2, 20), date(2027, 2, 28))


def test_two_dates_that_are_a_quarter_are_called_so() -> None:
    """And any others by their days."""
    assert between(date(2026, 7, 1), date(2026, 9, 30), PARIS).label == "3e trimestre 2026"
    assert between(date(2026, 7, 2), date(2026, 9, 30), PARIS).label == "du 02/07/2026 au 30/09/2026"


@pytest.mark.parametrize("text", ["2026", "2026-Q2", "2026-02", "2028-02"])
def test_every_day_is_in_one_bucket(text: str) -> None:
    """Months of a year, weeks of a month: nothing is counted twice or not at all."""
    period = parse_period(text, PARIS)
    buckets = period.buckets()
    assert buckets[0].first == period.first
    assert buckets[-1].last == period.last
    assert all((b.first - a.last).days == 1 for a, b in pairwise(buckets))


def test_a_running_period_is_compared_up_to_the_same_date() -> None:
    """What was a year ago must not look larger because it is over."""
    period = parse_period("2026", PARIS)
    assert period.comparable_until(datetime(2026, 11, 21, 9, 0, tzinfo=UTC)) == datetime(
        2025, 11, 21, 23, 0, tzinfo=UTC
    )
    assert period.comparable_until(datetime(2027, 3, 1, tzinfo=UTC)) == period.year_before().until
