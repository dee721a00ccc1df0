"""Dates as people write them behind a command."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.decide.said_dates import leading_date, trailing_date

TODAY = date(2026, 11, 20)  # a Friday

LEADING = [
    ("15/12 les experts tardent", "2026-12-15", "les experts tardent"),
    ("le 15/12 : raison", "2026-12-15", "raison"),
    ("15/12/2026", "2026-12-15", ""),
    ("15/12/26 raison", "2026-12-15", "raison"),
    ("15.12.2026 raison", "2026-12-15", "raison"),
    ("15-12-2026 raison", "2026-12-15", "raison"),
    ("2026-12-15, raison", "2026-12-15", "raison"),
    ("15 décembre raison", "2026-12-15", "raison"),
    ("le 15 decembre 2026 raison", "2026-12-15", "raison"),
    ("mardi 15 décembre raison", "2026-12-15", "raison"),
    ("au 3 mars raison", "2027-03-03", "raison"),  # without its year: the next one
    ("1er février 2027 raison", "2027-02-01", "raison"),
    ("1er août", "2027-08-01", ""),
    ("20/11 raison", "2026-11-20", "raison"),  # today is still the next of that name
    ("19/11 raison", "2027-11-19", "raison"),
    ("demain raison", "2026-11-21", "raison"),
    ("après-demain raison", "2026-11-22", "raison"),
    ("lundi raison", "2026-11-23", "raison"),
    ("vendredi raison", "2026-11-27", "raison"),  # said on a Friday
    ("29/02/2028 raison", "2028-02-29", "raison"),
]

NO_DATE = [
    "bientôt",
    "",
    "31/02/2027 raison",
    "32/12 raison",
    "15/13 raison",
    "29/02/2027",
    "lundis",
    "1512 x",
]


@pytest.mark.parametrize(("text", "day", "rest"), LEADING)
def test_a_date_at_the_beginning(text, day, rest):
    """With or without its year, in figures or in words; what follows is the reason."""
    assert leading_date(text, TODAY) == (date.fromisoformat(day), rest)


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_stays_text(text):
    """A date is never guessed."""
    assert leading_date(text, TODAY) == (None, text.strip())


TRAILING = [
    ("revoir le planning avant le 15/12", "revoir le planning", "2026-12-15"),
    ("revoir le planning, pour lundi", "revoir le planning", "2026-11-23"),
    ("revoir le planning d'ici le 1er mars.", "revoir le planning", "2027-03-01"),
    ("prévenir avant midi", "prévenir avant midi", None),
    ("revoir avant l'été le planning avant le 15/12", "revoir avant l'été le planning", "2026-12-15"),
    ("revoir le planning", "revoir le planning", None),
]


@pytest.mark.parametrize(("text", "what", "day"), TRAILING)
def test_a_date_at_the_end(text, what, day):
    """Behind a word that announces it; the same word elsewhere is part of the text."""
    expected = date.fromisoformat(day) if day else None
    assert trailing_date(text, ("avant", "pour", "d'ici"), TODAY) == (what, expected)


@given(st.dates(date(2026, 11, 20), date(2027, 11, 19)))
def test_a_date_without_year_is_the_next_one(day):
    """Written in figures, it comes back as it was."""
    assert leading_date(f"{day:%d/%m} raison", TODAY) == (day, "raison")


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    """With or without a date, never with a failure."""
    leading_date(text, TODAY)
    trailing_date(text, ("avant",), TODAY)
