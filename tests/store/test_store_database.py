"""The database itself: its schema, its versions, its transactions, what it can keep."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from store_rows import NOW, SECRET, mail, outgoing, put, raw, taken

from mailbot.errors import PermanentFailure, TemporaryFailure
from mailbot.model import Event
from mailbot.store import record, views
from mailbot.store import tables as t
from mailbot.store.db import Store


def test_the_migrations_build_exactly_the_tables_that_the_code_knows(store: Store) -> None:
    """No table, column, index or constraint more or less, on either database."""
    with store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, t.metadata) == []


def test_sqlite_comes_up_to_date_by_itself(tmp_path: Path) -> None:
    """A new file is ready at once; opened again, it has kept everything and its secret."""
    url = f"sqlite:///{tmp_path / 'new' / 'desk.sqlite3'}"
    first = Store(url).open()
    with first.transaction() as connection:
        taken(connection)
    secret = first.secret
    first.close()
    again = Store(url).open()
    with again.reading() as connection:
        assert views.case(connection, "rec-2026-0001") is not None
    assert again.secret == secret
    assert len(secret) >= 32
    again.close()


@pytest.mark.postgres
def test_postgresql_waits_until_somebody_says_migrate(postgres_url: str) -> None:
    """Several workers share it: none of them changes its schema by surprise."""
    with pytest.raises(PermanentFailure, match="mailbot migrate"):
        Store(postgres_url).open()
    Store(postgres_url).open(migrate=True).close()
    Store(postgres_url).open().close()


@pytest.mark.postgres
def test_a_plain_postgresql_url_finds_the_driver_that_we_ship(postgres_url: str) -> None:
    """People write postgresql:// as they do everywhere."""
    Store(postgres_url.replace("postgresql+psycopg:", "postgresql:")).open(migrate=True).close()


def test_a_database_of_a_newer_program_is_left_alone(store: Store) -> None:
    """Its version is unknown here: a sentence, and nothing is changed."""
    with store.transaction() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PermanentFailure, match="plus récente"):
        Store(store.url.render_as_string(hide_password=False)).open(migrate=True)


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    """Whatever fails in it, nothing of it remains."""

    def fails() -> None:
        with store.transaction() as connection:
            taken(connection)
            raise ValueError("the power fails here")

    with pytest.raises(ValueError, match="power"):
        fails()
    with store.reading() as connection:
        for table in t.metadata.sorted_tables:
            if table.name != "meta":
                assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one() == 0


def test_a_database_that_does_not_answer_is_a_temporary_failure(tmp_path: Path) -> None:
    """Nothing is lost: the same mail will be fetched again."""
    with pytest.raises(TemporaryFailure):
        Store("postgresql://nobody@127.0.0.1:1/none").open()
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite3'}").open()
    store.close()
    (tmp_path / "desk.sqlite3").unlink()
    (tmp_path / "desk.sqlite3").mkdir()
    with pytest.raises(TemporaryFailure), store.transaction():
        pass
    store.close()


def test_moments_come_back_as_they_went(store: Store) -> None:
    """Whatever the time zone that they were written in; and one without a time zone is refused."""
    paris = timezone(timedelta(hours=1))
    at = datetime(2026, 3, 29, 2, 30, 15, 123456, tzinfo=paris)
    with store.transaction() as connection:
        record.add_event(connection, Event(event="x"), now=at)
    with store.reading() as connection:
        kept = connection.execute(sa.select(t.events.c.at)).scalar_one()
    assert kept == at
    assert kept.utcoffset() == timedelta(0)
    with pytest.raises(sa.exc.StatementError, match="time zone"), store.transaction() as connection:
        record.add_event(connection, Event(event="x"), now=at.replace(tzinfo=None))


def test_what_a_database_cannot_keep_becomes_a_replacement_character(store: Store) -> None:
    """A NUL or half a surrogate in a server's reply or a subject stops no transaction."""
    with store.transaction() as connection:
        taken(connection, subject="a\0b\ud83dc 😀")
        record.add_event(connection, Event(event="x", why="nul \0", data={"reply": "nul \0 \ud83d"}), now=NOW)
    with store.reading() as connection:
        assert connection.execute(sa.select(t.mails.c.subject)).scalar_one() == "a\ufffdb\ufffdc 😀"
        [event] = [e for e in views.events_after(connection, 0) if e["event"] == "x"]
        assert event["why"] == "nul \ufffd"


def test_sqlite_keeps_what_it_has_committed(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation, foreign keys."""
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite3'}", secret=SECRET).open()
    with store.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    store.close()


def test_a_second_writer_waits_and_fails_not(tmp_path: Path) -> None:
    """Two programs on one file: the second one's transaction begins when the first one's ends."""
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite3'}", secret=SECRET).open()
    other = sqlite3.connect(tmp_path / "desk.sqlite3", isolation_level=None, timeout=0)
    with store.transaction() as connection:
        record.keep_raw(connection, raw())
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM raws").fetchone() == (0,)
    assert other.execute("SELECT count(*) FROM raws").fetchone() == (1,)
    other.close()
    store.close()


def test_a_reference_is_given_once(store: Store) -> None:
    """The counter of a year follows what was given out; another year begins at one."""
    from store_rows import gathered, opening

    with store.transaction() as connection:
        assert gathered(connection, mail("a")).next_reference == "REC-2026-0001"
        taken(connection, "a", opening("REC-2026-0001"), ())
        assert gathered(connection, mail("b")).next_reference == "REC-2026-0002"
        taken(connection, "b", opening("REC-2026-0002"), (), uid=2)
        assert gathered(connection, mail("c"), year=2027).next_reference == "REC-2027-0001"
    with pytest.raises(sa.exc.IntegrityError), store.transaction() as connection:
        taken(connection, "c", opening("REC-2026-0001"), (), uid=3)


def test_the_same_letter_is_decided_once(store: Store) -> None:
    """Same cause, kind and recipient: one row, one event."""
    put(store, outgoing("k1"), outgoing("k1"), outgoing("k2"))
    with store.reading() as connection:
        events = [e["event"] for e in views.events_after(connection, 0)]
    assert events == ["letter_decided", "letter_decided"]
