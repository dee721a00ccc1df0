"""Who is away: kept with the day on which it begins and with who stands in, on both databases."""

from __future__ import annotations

from datetime import timedelta

from store_rows import NOW

from mailbot.model import Absence
from mailbot.store import absences
from mailbot.store.db import Store

AWAY = Absence(until=NOW + timedelta(days=9), since=NOW + timedelta(days=3), instead="Marc Petit")


def test_an_absence_is_kept_changed_and_taken_back(store: Store) -> None:
    """Said again, the last word counts; None is a return."""
    with store.transaction() as connection:
        absences.keep(connection, {"Claire Martin": Absence(until=NOW + timedelta(days=1))})
        absences.keep(connection, {"Claire Martin": AWAY, "Paul Henry": None})
        assert absences.noted(connection, now=NOW) == {"Claire Martin": AWAY}
        absences.keep(connection, {"Claire Martin": None})
        assert absences.noted(connection, now=NOW) == {}


def test_what_is_over_is_not_read_any_more(store: Store) -> None:
    """What is to come is; whether it has begun is asked of the clock."""
    with store.transaction() as connection:
        absences.keep(connection, {"Claire Martin": AWAY})
        assert absences.noted(connection, now=NOW + timedelta(days=10)) == {}
    assert not AWAY.begun(NOW)
    assert AWAY.begun(NOW + timedelta(days=4))
