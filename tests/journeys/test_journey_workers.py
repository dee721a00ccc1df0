"""Several workers at once: the same mails, the same letters, the same numbers, and each thing once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from mailbot import journey
from mailbot.daemon import open_desk
from mailbot.model import RawMail
from mailbot.store import outbox
from mailbot.store import tables as t
from office import CLIENT, COMPLAINT, SECRET, SERVICE, Office, written
from rigs.crash_matrix import matrix
from rigs.postgres import Postgres

WORKERS = 4
MAILS = 4


def at_once(office: Office, *, same: bool) -> None:
    """Each worker, with a database connection of its own, takes in its mails; all begin at one moment."""
    start = threading.Barrier(WORKERS)

    def work(number: int) -> None:
        desk = open_desk(office.settings, secret=SECRET)
        start.wait(10)
        for each in range(MAILS):
            name = f"{each}" if same else f"{number}{each}"
            content = written(
                COMPLAINT.replace("chambre 12", f"chambre {name}"),
                sender=f"Élodie Dupont <client{name}@courrier.example>",  # no flood from one address
                subject="Séjour",
                to=SERVICE,
                at=office.now,
                message_id=f"<{name}@courrier.example>",
            )
            raw = RawMail(content=content, mailbox=SERVICE, received_at=office.now, folder=f"worker {number}")
            journey.take_in(raw, desk=desk, now=office.now)
        desk.store.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))


def seen(office: Office, count: int) -> None:
    assert [row["disposition"] for row in office.rows(t.mails)] == ["opened"] * count
    assert [row["disposition"] for row in office.rows(t.arrivals) if row["disposition"] == "held"] == []
    references = sorted(row["reference"] for row in office.tickets())
    assert references == [f"REC-2026-{number:04d}" for number in range(1, count + 1)]
    assert len(office.rows(t.letters, t.letters.c.kind == "transmission")) == count


@pytest.mark.parametrize("same", [True, False])
def test_workers_with_one_sqlite_file(make_office, same: bool) -> None:
    """Copies of one mail are one ticket; different mails get different references, without a gap."""
    office = make_office()
    at_once(office, same=same)
    seen(office, MAILS if same else MAILS * WORKERS)


@pytest.mark.parametrize("same", [True, False])
def test_workers_with_one_postgresql(postgres_url: str, make_office, same: bool) -> None:
    """The very first mails of a year too, when no counter stands yet to be locked."""
    office = make_office(database=postgres_url)
    at_once(office, same=same)
    seen(office, MAILS if same else MAILS * WORKERS)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("workers", [2, 3])
def test_several_daemons_do_what_one_does_though_they_are_killed(
    postgres: Postgres, tmp_path: Path, workers: int
) -> None:
    """On one database and one mailbox: the same tickets and letters, and whoever dies is replaced.

    Eight take minutes: `python -m benchmarks.crashes --postgres --workers 8 --only kill --every 60`.
    """
    told = matrix(
        tmp_path,
        mails=16,
        ways=(("kill",),),
        every=40,
        workers=workers,
        stories=2,
        fresh_database=postgres.fresh_database,
    )
    for story in told:
        assert len(story.hits) > 5 * story.stories
        assert story.lost == []
        assert story.doubled == []


def test_a_letter_that_another_worker_has_in_hand_keeps_nobody_busy(office: Office) -> None:
    """Until its lease is over there is nothing to do about it, however due it is."""
    office.servers.down()
    office.complains()
    office.passes(hours=1)
    with office.desk.store.transaction() as connection:
        claimed = outbox.claim(connection, now=office.now, most=100)
        assert len(claimed) == len(office.rows(t.letters))
        assert outbox.next_due(connection) == office.now + outbox.LEASE
        assert outbox.claim(connection, now=office.now) == []
        assert len(outbox.claim(connection, now=office.now + outbox.LEASE * 1.01, most=100)) == len(claimed)


def test_the_same_mail_in_two_hands_is_no_copy(office: Office) -> None:
    """A worker that was slow finds that another has taken this very UID: nothing is said of it again."""
    content = written(
        COMPLAINT, sender=f"Élodie Dupont <{CLIENT}>", subject="Séjour", to=SERVICE, at=office.now,
        message_id="<one@courrier.example>",
    )  # fmt: skip
    raw = RawMail(content=content, mailbox=SERVICE, received_at=office.now, uidvalidity=1, uid=7)
    for _ in range(2):
        journey.take_in(raw, desk=office.desk, now=office.now)
    assert [row["disposition"] for row in office.rows(t.arrivals)] == ["opened"]
    before = office.events()
    assert "mail_duplicate" not in before
    journey.take_in(replace(raw, uid=8), desk=office.desk, now=office.now)  # by another road: a copy
    assert office.events() == [*before, "mail_duplicate"]
