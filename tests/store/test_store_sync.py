"""When the disk is waited for: by every commit, or once for many, and then for all of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from store_rows import NOW, SECRET

from mailbot.model import Event
from mailbot.store import record
from mailbot.store import tables as t
from mailbot.store.db import Store
from rigs import requirements
from rigs.postgres import Postgres


def happens(store: Store, event: str) -> None:
    with store.transaction() as connection:
        record.add_event(connection, Event(event=event), now=NOW)


def happened(store: Store) -> list[str]:
    with store.reading() as connection:
        return [*connection.execute(sa.select(t.events.c.event).order_by(t.events.c.id)).scalars()]


@pytest.fixture
def mortal() -> Iterator[Postgres]:
    """A server that writes down what nobody waits for after ten seconds only, and may be killed."""
    if missing := requirements.why_no_postgres():
        pytest.skip(missing)
    server = Postgres()
    server.start()
    with psycopg.connect(f"postgresql://mailbot@127.0.0.1:{server.port}/postgres", autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        admin.execute("SELECT pg_reload_conf()")
    yield server
    server.stop()
    server.remove()


@pytest.mark.postgres
@pytest.mark.parametrize("waiting", [Store.sync, lambda store: happens(store, "of somebody else")])
def test_what_was_waited_for_is_there_after_a_crash_of_the_server(
    mortal: Postgres, waiting: Callable[[Store], None]
) -> None:
    """Killed at once, PostgreSQL forgets the last commits that did not wait, and not one from before."""
    with mortal.fresh_database() as url:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as admin:
            admin.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET synchronous_commit = on")
        store = Store(url, secret=SECRET).open(migrate=True)
        happens(store.unsynced(), "one")
        happens(store.unsynced(), "two")
        waiting(store)
        before = happened(store)
        assert before[:2] == ["one", "two"]
        happens(store.unsynced(), "three")
        store.close()
        os.kill(int((mortal.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        mortal.stop()
        mortal.start()
        store = Store(url, secret=SECRET).open()
        assert happened(store) == before
        store.close()


def test_only_who_asks_for_it_does_not_wait(store: Store) -> None:
    """One connection serves all in turn: whoever comes after waits for the disk as ever."""
    asked, waits = (
        ("PRAGMA synchronous", {True: 2, False: 1})
        if store.is_sqlite
        else ("SHOW synchronous_commit", {True: "off", False: "off"})  # the rig's server waits for nothing
    )
    for one, is_waited_for in ((store, True), (store.unsynced(), False), (store, True)):
        with one.transaction() as connection:
            assert connection.exec_driver_sql(asked).scalar_one() == waits[is_waited_for]


def test_a_sync_writes_though_nothing_has_changed(sqlite_store: Store, tmp_path: Path) -> None:
    """SQLite waits for the disk where a commit has something to write: each sync has."""
    log = tmp_path / "desk.sqlite3-wal"
    sizes = []
    for _ in range(3):
        sqlite_store.sync()
        sizes.append(log.stat().st_size)
    assert sizes == sorted(set(sizes))
