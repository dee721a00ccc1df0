"""A database of each earlier version comes up with all that is in it, however often that is interrupted."""

from __future__ import annotations

import base64
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from store_history import AT, CLIENT, HISTORY, SECRET, SERVICE, columns_of, kept, old, revisions
from store_rows import gathered, mail, minted, opening, outgoing, taken

from mailbot.cli import main
from mailbot.daemon import clock
from mailbot.errors import PermanentFailure
from mailbot.store import leases, verify, views
from mailbot.store import tables as t
from mailbot.store.db import Store

REVISIONS = revisions()
STATEMENTS = 200  # more than an upgrade has
CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "tourisme"

[database]
url = "{url}"

[[mailboxes]]
address = "reclamations@otc.example"
imap = {{ host = "127.0.0.1", port = 1, security = "plain", password = "x" }}
smtp = {{ host = "127.0.0.1", port = 1, security = "plain", password = "x" }}

[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "claire@otc.example"
roles = ["manager", "handler"]
"""
COMPLETE, KILLED = 0, -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Before:
    """What a database held, and in which columns."""

    url: str
    columns: dict[str, list[str]]
    rows: dict[str, list[tuple[Any, ...]]]

    def stands_in(self, store: Store) -> None:
        """Every row of then, word for word; a migration may add rows, and takes none away."""
        after = kept(store, self.columns)
        assert {
            table: [row for row in rows if row not in after[table]] for table, rows in self.rows.items()
        } == {table: [] for table in self.rows}


@contextmanager
def of_version(url: str, version: str) -> Iterator[Before]:
    with old(url, version) as store:
        with store.reading() as connection:
            columns = columns_of(connection)
        found = Before(url, columns, kept(store, columns))
    yield found


def test_each_version_that_kept_something_new_is_known_here() -> None:
    """A row of history belongs to a migration that exists; the first one has a whole case."""
    assert set(HISTORY) <= set(REVISIONS)
    assert REVISIONS[0] in HISTORY


@pytest.mark.parametrize("version", REVISIONS[:-1])
def test_a_database_of_each_version_is_brought_up_with_its_data(url: str, version: str) -> None:
    """No row changes, the tables are those of today, nothing is missing, and the desk goes on with it."""
    with of_version(url, version) as before:
        store = Store(url).open(migrate=True)
        before.stands_in(store)
        with store.reading() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, t.metadata) == []
            assert list(verify.gaps(connection)) == []
            concerned = connection.execute(
                sa.select(t.ticket_targets.c.target).where(t.ticket_targets.c.ticket_id == 1)
            ).scalars()
            assert set(concerned) == {"hotel-tetras", "bit-cornimont"}
            assert views.case(connection, "REC-2026-0001") is not None
        goes_on(store)
        store.close()


def goes_on(store: Store) -> None:
    """Letters of then are answered, their signatures hold, and new cases are numbered after the old ones."""
    assert store.secret == base64.b64decode(SECRET)
    proof = minted(1, secret=store.secret, at=AT)
    reply = mail("later", tokens=(proof,), received_at=AT + timedelta(days=1))
    with store.transaction() as connection:
        known = gathered(connection, reply, secret=store.secret)
        assert [(one.ticket.reference, one.proof) for one in known.threads] == [("REC-2026-0001", "token")]
        assert CLIENT in {party.address for party in known.threads[0].ticket.parties}
        assert known.next_reference == "REC-2026-0010"
        taken(connection, "new", opening(known.next_reference), (outgoing("k99"),), uid=99)
    with store.reading() as connection:
        assert list(verify.gaps(connection)) == []


def test_an_upgrade_killed_at_each_statement_in_turn_is_as_if_it_had_not_begun(url: str) -> None:
    """All of it or nothing: after each death the old version stands with its rows; then the new one."""
    with of_version(url, REVISIONS[0]) as before:
        ends = []
        for statement in range(1, STATEMENTS):
            ends.append(upgraded_until(url, statement))
            if ends[-1] != KILLED:
                break
            store = Store(url)
            assert store.versions()[0] == REVISIONS[0]
            assert kept(store) == before.rows
            store.close()
        assert len(ends) > len(REVISIONS)
        assert ends[-1] == COMPLETE
        store = Store(url).open()
        before.stands_in(store)
        assert store.versions() == (REVISIONS[-1], REVISIONS[-1])
        store.close()


def upgraded_until(url: str, statement: int) -> int:
    """In a process of its own, which dies before that statement; how it ended."""
    if (child := os.fork()) == 0:
        status = 70
        try:
            store = Store(url)
            passed = iter(range(1, statement))

            @sa.event.listens_for(store._engine, "before_cursor_execute")
            def _die(*_: Any) -> None:
                if next(passed, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)

            store._migrate()
            store.close()
            status = COMPLETE
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_who_upgrades_at_the_same_time_waits_and_has_nothing_left_to_do(url: str) -> None:
    """Two people, or a deployment that starts the command on every machine."""
    with of_version(url, REVISIONS[0]) as before:
        together = threading.Barrier(3)

        def upgrade(_: int) -> None:
            store = Store(url)
            store.versions()
            together.wait(10)
            store._migrate()
            store.close()

        with ThreadPoolExecutor(3) as pool:
            list(pool.map(upgrade, range(3)))
        store = Store(url).open()
        before.stands_in(store)
        store.close()


def test_a_newer_database_is_refused_with_its_cure_and_stays_as_it_is(url: str) -> None:
    """By the daemon and by `migrate`: an older program would not know what it reads."""
    with of_version(url, REVISIONS[-1]) as before:
        store = Store(url)
        with store.transaction() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from-tomorrow'"))
        for migrate in (None, True):
            with pytest.raises(PermanentFailure, match="installez la version de mailbot qui l'a écrite"):
                Store(url).open(migrate=migrate)
        assert kept(store) == before.rows
        assert store.versions()[0] == "from-tomorrow"
        store.close()


@pytest.mark.postgres
def test_nobody_upgrades_under_the_hands_of_a_worker(
    postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who works is named, with the cure; once it has ended, or is dead for a minute, the upgrade goes."""
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(url=postgres_url), encoding="utf-8")
    with of_version(postgres_url, REVISIONS[0]) as before:
        store = Store(postgres_url)
        with store.transaction() as connection:
            assert leases.take(connection, f"mailbox {SERVICE}", "machine-2:77:1", now=clock())
        assert main(["migrate", "--config", str(config)]) != 0
        said = capsys.readouterr().err
        assert "machine-2" in said
        assert SERVICE in said
        assert "Arrêtez" in said
        assert store.versions()[0] == REVISIONS[0]
        with store.transaction() as connection:
            leases.give_back(connection, f"mailbox {SERVICE}", "machine-2:77:1")
        assert main(["migrate", "--config", str(config)]) == 0
        del before.rows["leases"]
        before.stands_in(store)
        with store.transaction() as connection:
            leases.take(connection, f"mailbox {SERVICE}", "machine-2:77:1", now=clock())
        assert main(["migrate", "--config", str(config)]) == 0  # nothing to do harms nobody
        store.close()
