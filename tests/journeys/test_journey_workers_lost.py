"""A worker that is cut off is replaced; a database that fails over is a pause. In processes of their own."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from crew import command, environ, worker
from mailbot.daemon import clock
from mailbot.errors import TemporaryFailure
from mailbot.store import db, leases
from mailbot.store import tables as t
from mailbot.store.db import Store
from office import COMPLAINT, SERVICE, Office, parsed
from rigs import requirements
from rigs.island import Island, why_no_island
from rigs.meddler import until
from rigs.postgres import Postgres

PATIENCE = 60.0


def client(number: int) -> str:
    return f"client{number}@courrier.example"


def complains(office: Office, number: int) -> None:
    """Somebody who has not written before."""
    office.now = clock()
    office.servers.add_account(client(number), "x")
    text = COMPLAINT.replace("chambre 12", f"chambre {number}").replace("Élodie Dupont", "Jean Mercier")
    office.arrives(text, sender=f"Jean Mercier <{client(number)}>", subject=f"Séjour {number}")


def acknowledged(office: Office, *numbers: int) -> None:
    """Each of them, once."""

    def is_done() -> bool:
        reached = {mail.recipient for mail in office.servers.accepted}
        return {client(number) for number in numbers} <= reached and not office.servers.mails(SERVICE)

    until(is_done, seconds=PATIENCE)


def each_thing_once(office: Office, count: int) -> None:
    """A letter that was in hand when its worker was lost may go again, under the same Message-ID."""
    sent = {(mail.recipient, parsed(mail.content)["Message-ID"]) for mail in office.servers.accepted}
    letters = Counter(recipient for recipient, _ in sent)
    assert [letters[client(number)] for number in range(1, count + 1)] == [1] * count
    assert len(office.tickets()) == count


def holder(office: Office) -> str:
    with office.desk.store.reading() as connection:
        return str(connection.execute(sa.text("SELECT owner FROM leases")).scalar_one_or_none())


@pytest.mark.timeout(240)
def test_a_worker_that_is_cut_off_is_replaced_and_comes_back(
    postgres: Postgres, postgres_url: str, make_office, tmp_path: Path
) -> None:
    """Its network is gone, its connections stand: the other takes the mailbox; nothing is done by both."""
    if missing := why_no_island():
        pytest.skip(missing)
    office = make_office(database=postgres_url)
    ports = (postgres.port, office.servers.imap_port, office.servers.smtp_port)
    lines = tmp_path / "lines"
    lines.mkdir()
    with (tmp_path / "island.log").open("ab") as log, ExitStack() as ends:
        island = Island(lines, ports, command(office.config_file), log=log, environ=environ())
        ends.callback(island.close)
        complains(office, 1)
        acknowledged(office, 1)
        lost = holder(office)
        other = ends.enter_context(worker(office.config_file, tmp_path / "other.log"))
        island.cut()
        complains(office, 2)
        acknowledged(office, 2)
        assert holder(office) != lost
        island.mend()
        for number in (3, 4):
            complains(office, number)
            acknowledged(office, number)
        assert other.poll() is None
        assert island.process.poll() is None
        other.terminate()
        assert other.wait(20) == 0
        complains(office, 5)  # and now it is the turn of the one that had been cut off
        acknowledged(office, 5)
        each_thing_once(office, 5)


@pytest.fixture
def own_database() -> Iterator[tuple[Postgres, str]]:
    """On a server that may be killed. What it has committed is on disk, as it is in earnest."""
    if missing := requirements.why_no_postgres():
        pytest.skip(missing)
    server = Postgres()
    server.start()
    with server.fresh_database() as url:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as admin:
            admin.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET synchronous_commit = on")
        yield server, url
    server.stop()
    server.remove()


@pytest.mark.postgres
@pytest.mark.timeout(240)
def test_a_database_that_fails_over_is_a_pause(
    own_database: tuple[Postgres, str], make_office, tmp_path: Path
) -> None:
    """Killed at once, as by `pg_ctl stop -m immediate`, with mails on their way: both workers live on."""
    server, url = own_database
    office = make_office(database=url)
    logs = tmp_path / "1.log", tmp_path / "2.log"
    with worker(office.config_file, logs[0]) as one, worker(office.config_file, logs[1]) as two:
        complains(office, 1)
        acknowledged(office, 1)
        for number in (2, 3, 4):
            complains(office, number)
        postmaster = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGQUIT)
        server.stop()
        complains(office, 5)
        server.start()
        acknowledged(office, 2, 3, 4, 5)
        assert (one.poll(), two.poll()) == (None, None)
    each_thing_once(office, 5)


@pytest.mark.postgres
def test_the_locks_of_a_worker_that_is_cut_off_are_given_up(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of a transaction too: others get on; who comes back finds that nothing was done."""
    assert timedelta(seconds=db.HELD_SECONDS) < leases.LASTS
    monkeypatch.setattr(db, "HELD_SECONDS", 1)
    lost, other = Store(postgres_url).open(migrate=True), Store(postgres_url).open()
    named = sa.select(t.meta).where(t.meta.c.key == "secret").with_for_update()

    def is_cut_off() -> None:
        with lost.transaction() as connection:
            connection.execute(named)
            with other.transaction() as meanwhile:
                assert meanwhile.execute(named).first()  # waits for it
            connection.execute(named)

    with pytest.raises(TemporaryFailure):
        is_cut_off()
    with lost.transaction() as connection:
        assert connection.execute(named).first()
    lost.close()
    other.close()


@pytest.mark.postgres
def test_a_machine_that_is_gone_is_noticed_in_half_a_minute(postgres_url: str) -> None:
    """PostgreSQL by itself would wait two hours."""
    store = Store(postgres_url)
    with store.reading() as connection:
        idle, interval, count, unconfirmed = (
            int(connection.exec_driver_sql(f"SHOW tcp_{name}").scalar_one())
            for name in ("keepalives_idle", "keepalives_interval", "keepalives_count", "user_timeout")
        )
    store.close()
    assert idle + interval * count <= 30
    assert unconfirmed == 30_000
