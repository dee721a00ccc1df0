"""Statements that go to the driver itself: what they say is what SQLAlchemy would say, faults too."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
import sqlalchemy as sa
from store_rows import NOW

from mailbot.errors import TemporaryFailure
from mailbot.model import Event
from mailbot.store import prepared, record
from mailbot.store import tables as t
from mailbot.store.db import Store

_SOME = sa.select(t.events.c.id).where(t.events.c.id.in_(sa.bindparam("ids", expanding=True))).order_by("id")
_ALL = sa.select(t.events.c.at, t.events.c.why, t.events.c.data).order_by(t.events.c.id)


def events(store: Store) -> list[str]:
    with store.reading() as connection:
        return [row.event for row in connection.execute(sa.select(t.events.c.event))]


def test_lists_of_any_length_find_theirs_and_are_few_statements(store: Store) -> None:
    """Each length of a list is a statement that is kept: the open cases of a year must not all be kept."""
    with store.transaction() as connection:
        for _ in range(40):
            record.add_event(connection, Event(event="mail_taken"), now=NOW)
        ids = [row.id for row in prepared.rows(connection, _SOME, {"ids": range(1000)})]
        assert len(ids) == 40
        for length in range(40):
            found = prepared.rows(connection, _SOME, {"ids": ids[:length]})
            assert [row.id for row in found] == ids[:length]
    assert len(prepared._about(_SOME)[1]) <= 2 * 9


def test_values_come_back_as_they_went_whoever_carries_them(store: Store) -> None:
    """Moments of any time zone, JSON, what a database cannot keep, and signs that a driver could read."""
    east = timezone(timedelta(hours=5, minutes=30))
    data = {"when": "é", "none": None, "many": [1, {"a": True}], "text": "%s ? :x"}
    with store.transaction() as connection:
        record.add_event(
            connection, Event(event="x", why="a\0b\ud800c 100 %", data=data), now=NOW.astimezone(east)
        )
        [ours] = prepared.rows(connection, _ALL)
        [theirs] = connection.execute(_ALL).all()
    assert tuple(ours) == tuple(theirs) == (NOW, "a\ufffdb\ufffdc 100 %", data)
    assert ours.at.utcoffset() == timedelta(0)


@pytest.mark.postgres
def test_a_connection_that_is_lost_is_a_temporary_failure_and_is_not_used_again(postgres_url: str) -> None:
    """What it had begun is not there; the next transaction has another connection."""
    store = Store(postgres_url).open(migrate=True)

    def is_cut_off() -> None:
        with store.transaction() as connection:
            record.add_event(connection, Event(event="lost"), now=NOW)
            me = connection.exec_driver_sql("select pg_backend_pid()").scalar_one()
            with store.transaction() as other:
                other.exec_driver_sql(f"select pg_terminate_backend({me})")
            record.add_event(connection, Event(event="lost"), now=NOW)

    with pytest.raises(TemporaryFailure):
        is_cut_off()
    with store.transaction() as connection:
        record.add_event(connection, Event(event="kept"), now=NOW)
    assert events(store) == ["kept"]
    store.close()


def test_a_full_disk_is_a_temporary_failure(sqlite_store: Store) -> None:
    """All or nothing, as ever; and work goes on when there is room."""
    with sqlite_store.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def fills_it() -> None:
        with sqlite_store.transaction() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for _ in range(1000):
                record.add_event(connection, Event(event="x", why="y" * 1000), now=NOW)

    with pytest.raises(TemporaryFailure):
        fills_it()
    with sqlite_store.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        record.add_event(connection, Event(event="kept"), now=NOW)
    assert events(sqlite_store) == ["kept"]
