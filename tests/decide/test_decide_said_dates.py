"""Dates as people write them behind a command."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.decide.said_dates import impossible_date, leading_date, past_date, trailing_date

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
    ("29 février raison", "2028-02-29", "raison"),  # the next year that has one
    ("le 3 raison", "2026-12-03", "raison"),  # a day alone: the next one, of a month that has it
    ("le 25 : raison", "2026-11-25", "raison"),
    ("le 31", "2026-12-31", ""),
    ("fin décembre raison", "2026-12-31", "raison"),
    ("à la fin du mois", "2026-11-30", ""),
    ("fin du mois prochain", "2026-12-31", ""),
    ("fin de l'année, raison", "2026-12-31", "raison"),
    ("mi-janvier raison", "2027-01-15", "raison"),
    ("début mars 2028 raison", "2028-03-01", "raison"),
    ("dans 15 jours raison", "2026-12-05", "raison"),
    ("dans deux semaines", "2026-12-04", ""),
    ("dans un mois raison", "2026-12-20", "raison"),
    ("sous huitaine : raison", "2026-11-28", "raison"),
    ("sous quinzaine", "2026-12-05", ""),
    ("semaine prochaine raison", "2026-11-27", "raison"),  # its last working day
    ("lundi prochain raison", "2026-11-23", "raison"),
    ("lundi en huit raison", "2026-11-30", "raison"),
    ("demain matin raison", "2026-11-21", "raison"),
    ("3 décembre inclus", "2026-12-03", ""),
]

NO_DATE = [
    "bientôt",
    "",
    "31/02/2027 raison",
    "32/12 raison",
    "15/13 raison",
    "29/02/2027",
    "lundis",
    "le 31 novembre raison",
    "31/11",
    "3 raisons",
    "le 3 % de remise",
    "le 3e étage",
    "dans le dossier",
    "fin de séjour",
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


@pytest.mark.parametrize(
    ("text", "what", "day"),
    [
        ("appeler l'hôtel demain", "appeler l'hôtel", "2026-11-21"),
        ("rappeler le client dans 15 jours", "rappeler le client", "2026-12-05"),
        ("revoir le contrat le 15/12", "revoir le contrat", "2026-12-15"),
        ("répondre sous huitaine.", "répondre", "2026-11-28"),
        ("changer les 3 lits lundi", "changer les 3 lits", "2026-11-23"),
        ("voir avec le 3e étage", "voir avec le 3e étage", None),
        ("repeindre la chambre 12", "repeindre la chambre 12", None),
        ("prévenir tout le monde", "prévenir tout le monde", None),
    ],
)
def test_a_date_without_a_word_before_it(text, what, day):
    """An action may end with its date; a number of something is none."""
    expected = date.fromisoformat(day) if day else None
    assert trailing_date(text, ("avant",), TODAY, bare=True) == (what, expected)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/11 raison", "le 31 novembre n'existe pas, novembre a 30 jours."),
        ("le 30 février raison", "le 30 février n'existe pas, février a 29 jours."),
        ("29/02/2027", "le 29 février n'existe pas, février 2027 a 28 jours."),
        ("32 décembre", "le 32 décembre n'existe pas, décembre a 31 jours."),
        ("15/13 raison", "« 15/13 » n'est pas une date : écrivez le jour, puis le mois, par exemple 15/12."),
        ("30/11 raison", ""),
        ("29/02 raison", ""),
        ("bientôt", ""),
        ("demain", ""),
    ],
)
def test_a_day_that_does_not_exist_is_said_to_be_none(text, said):
    """With the reason; everything else is simply no date."""
    assert impossible_date(text) == said


@pytest.mark.parametrize(
    ("text", "day"),
    [("12/11", "2026-11-12"), ("25/11", "2025-11-25"), ("hier", "2026-11-19"),
     ("le 12 novembre", "2026-11-12"), ("demain", None), ("25/11/2026", None), ("", None),
     ("en automne", None)],
)  # fmt: skip
def test_something_that_has_happened_has_a_past_date(text, day):
    """Without its year, the last day of that name."""
    assert past_date(text, TODAY) == (date.fromisoformat(day) if day else None)
