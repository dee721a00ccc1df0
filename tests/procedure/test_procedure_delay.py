"""Delays as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.procedure import Delay, parse_delay

UNDERSTOOD = [
    ("48 heures", 48, "hours"), ("48 h", 48, "hours"), ("48h", 48, "hours"), ("48H", 48, "hours"),
    ("1 heure", 1, "hours"), ("10 jours", 10, "days"), ("10 j", 10, "days"), ("10j", 10, "days"),
    ("1 jour", 1, "days"), ("10 jours calendaires", 10, "days"), ("6 jours ouvrés", 6, "ouvres"),
    ("6 jours ouvres", 6, "ouvres"), ("1 jour ouvré", 1, "ouvres"), ("6 J OUVRÉS", 6, "ouvres"),
    ("10 jours ouvrables", 10, "ouvrables"), ("10\N{NO-BREAK SPACE}jours ouvrables", 10, "ouvrables"),
    ("2 mois", 2, "months"), (" 2  mois ", 2, "months"), ("2 semaines", 14, "days"),
    ("6 jours ouvre\N{COMBINING ACUTE ACCENT}s", 6, "ouvres"),
]  # fmt: skip

NOT_UNDERSTOOD = [
    "", "48", "heures", "quarante-huit heures", "0 jour", "-3 jours", "1,5 mois", "2 ans", "10 jours francs",
    "48 heures ouvrées", "10 days", "2 mois et 3 jours", "999999 jours", "121 mois", "10 jours\n2 mois",
]  # fmt: skip


@pytest.mark.parametrize(("text", "n", "unit"), UNDERSTOOD)
def test_a_delay_is_understood(text, n, unit):
    """Case, accents and spaces do not matter."""
    assert parse_delay(text) == Delay(n=n, unit=unit)


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_is_not_clear_is_refused(text):
    """A promise is never guessed."""
    with pytest.raises(ValueError, match="delay"):
        parse_delay(text)


@given(st.integers(1, 120), st.sampled_from(["hours", "days", "ouvres", "ouvrables", "months"]))
def test_what_is_shown_can_be_read_again(n, unit):
    """People copy what they see into the configuration."""
    delay = Delay(n=n, unit=unit)
    assert parse_delay(str(delay)) == delay


@given(st.text(max_size=40))
def test_any_text_is_answered(text):
    """A delay, or a ValueError: nothing else."""
    try:
        delay = parse_delay(text)
    except ValueError:
        return
    assert delay.n >= 1
