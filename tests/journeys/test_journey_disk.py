"""The ground gives way: full disk, locked database, lost rights, wrong clock. Mail stays where it is safe."""

from __future__ import annotations

import os
import resource
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from hurried import at_work, hurry
from mailbot.daemon import run_once
from mailbot.errors import TemporaryFailure
from mailbot.store import db, leases, outbox
from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, SERVICE, START, Office, parsed, text_of
from rigs.meddler import until

Make = Callable[..., Office]
UNSENT = ("ready", "sending", "uncertain")
STANDS, GOES_ON = "mailbot est à l'arrêt", "mailbot fonctionne de nouveau"


def arrive(office: Office, number: int = 1) -> None:
    body = COMPLAINT.replace("chambre 12", f"chambre {number}12")
    office.arrives(body, subject=f"Séjour {number}")


def all_done(office: Office, mails: int) -> bool:
    return (
        len(office.rows(t.arrivals, t.arrivals.c.marked.is_not(None))) == mails
        and not office.servers.mails(SERVICE)
        and not office.rows(t.letters, t.letters.c.state.in_(UNSENT))
    )


def told(office: Office) -> list[str]:
    """What Claire has heard by the second channel."""
    subjects = [str(mail["Subject"]) for mail in office.mails(CLAIRE)]
    return [subject for subject in subjects if subject in (STANDS, GOES_ON)]


def stands_still(office: Office) -> None:
    """People know, and nothing has been taken from the mailbox."""
    until(lambda: told(office) == [STANDS])
    assert len(office.servers.mails(SERVICE)) == 1


def goes_on(office: Office, *, mails: int) -> None:
    """By itself, and people know that too, once."""
    until(lambda: all_done(office, mails))
    until(lambda: told(office) == [STANDS, GOES_ON])
    assert len(office.tickets()) == mails
    sent = [str(mail["Message-ID"]) for mail in map(parsed, (m.content for m in office.servers.accepted))]
    assert len(sent) == len(set(sent))
    assert office.gaps() == []


def test_a_database_that_somebody_holds(make_office: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program keeps the write lock: mail waits, people hear of it, and of its end."""
    hurry(monkeypatch)
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.2)
    office = make_office()
    arrive(office)
    with at_work(office):
        until(lambda: all_done(office, 1))
        with closing(sqlite3.connect(office.desk.store.url.database or "", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            arrive(office, 2)
            stands_still(office)
            other.execute("ROLLBACK")
        goes_on(office, mails=2)
    [alarm] = [mail for mail in office.mails(CLAIRE) if mail["Subject"] == STANDS]
    assert "database is locked" in text_of(alarm)
    assert alarm["Auto-Submitted"] == "auto-generated"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, for this test alone."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root can make a small disk here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk(make_office: Make, small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves the mailbox while nothing can be kept; when there is room again, it goes on."""
    hurry(monkeypatch)
    office = make_office(database=f"sqlite:///{small_disk / 'desk.sqlite3'}")
    arrive(office)
    with at_work(office):
        until(lambda: all_done(office, 1))
        filling = small_disk / "filling"
        fill(filling)
        arrive(office, 2)
        stands_still(office)
        filling.unlink()
        goes_on(office, mails=2)


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as filling:
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    filling.write(b"x" * size)
            except OSError:
                continue


# -- a process of its own ----------------------------------------------------------------------------


def once(office: Office, *, before: Callable[[], None] | None = None, stderr: str = "") -> int:
    command = [sys.executable, "-m", "mailbot", "run", "--once", "--config", str(office.config_file)]
    if stderr:
        with Path(stderr).open("w", encoding="utf-8") as file:
            return subprocess.run(command, stderr=file, preexec_fn=before, check=False).returncode
    return subprocess.run(command, capture_output=True, preexec_fn=before, check=False).returncode


def test_a_file_that_may_not_grow(make_office: Make) -> None:
    """A quota is a full disk: exit 75, nothing taken; without it, all is done."""
    office = make_office()
    arrive(office)
    most = Path(office.desk.store.url.database or "").stat().st_size // 2
    assert once(office, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))) == 75
    assert len(office.servers.mails(SERVICE)) == 1
    assert office.rows(t.mails) == []
    assert once(office) == 0
    assert len(office.tickets()) == 1
    assert not office.servers.mails(SERVICE)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Root is refused nothing by rights alone: for root the folder lies on a disk that only reads."""
    if os.geteuid() != 0:
        for mode, file_mode in ((0o555, 0o444), (0o755, 0o644)):
            for path in (folder, *folder.iterdir()):
                path.chmod(mode if path.is_dir() else file_mode)
            if mode == 0o555:
                yield
        return
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_rights_that_were_lost(make_office: Make) -> None:
    """A database that may only be read: exit 75, nothing taken; with the rights back, all is done."""
    office = make_office()
    arrive(office)
    with read_only(office.config_file.parent):
        assert once(office) == 75
        assert len(office.servers.mails(SERVICE)) == 1
    assert once(office) == 0
    assert len(office.tickets()) == 1
    assert not office.servers.mails(SERVICE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_log_that_cannot_be_written(make_office: Make) -> None:
    """Its disk is full, the database's is not: the work is done, and no mail is taken for a bad one."""
    office = make_office()
    arrive(office)
    assert once(office, stderr="/dev/full") == 0
    assert [row["disposition"] for row in office.rows(t.arrivals)] == ["opened"]
    assert len(office.mails(CLIENT)) == 1


# -- the clock ---------------------------------------------------------------------------------------


def test_a_clock_that_is_lost(make_office: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """1970 is no time at which a complaint was received: mail waits until the clock has been set."""
    hurry(monkeypatch)
    office = make_office()
    arrive(office)
    offset = datetime(1970, 1, 1, tzinfo=UTC) - START
    begun = time.monotonic()

    def shown() -> datetime:
        return START + offset + timedelta(seconds=time.monotonic() - begun)

    with at_work(office, clock=shown):
        stands_still(office)
        assert office.rows(t.mails) == []
        offset = timedelta(0)
        goes_on(office, mails=1)
    assert office.tickets()[0]["received_at"] == START


def test_a_clock_that_was_ahead_leaves_nothing_lying(office: Office) -> None:
    """A worker died a year in the future: its mailbox and its letters are free when the clock is right."""
    office.servers.down()
    office.arrives(COMPLAINT)
    with pytest.raises(TemporaryFailure):
        run_once(office.desk, clock=lambda: office.now + timedelta(days=365))
    with office.desk.store.transaction() as connection:
        assert leases.take(connection, "mailbox x", "a", now=office.now + timedelta(days=365))
        outbox.claim(connection, now=office.now + timedelta(days=365))
    office.servers.up()
    with office.desk.store.transaction() as connection:
        assert leases.take(connection, "mailbox x", "b", now=office.now)
        assert not leases.take(connection, "mailbox x", "c", now=office.now + timedelta(seconds=30))
    office.works()
    assert len(office.mails(CLIENT)) == 1
    assert office.rows(t.letters, t.letters.c.state != "sent") == []


def test_a_clock_that_is_put_back_repeats_nothing(office: Office) -> None:
    """An hour, then a day: what was done stays done, what comes is done."""
    office.complains()
    for back in (1, 24):
        office.passes(hours=-back)
        assert office.works() == {}
    arrive(office, 2)
    assert CLIENT in office.works()
    assert len(office.tickets()) == 2


def test_another_time_zone_changes_no_date(make_office: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine moves to Nouméa while it works: dates are those of the organisation's zone."""
    at_home, away = make_office(procedure="courtier"), make_office(procedure="courtier")
    at_home.complains()
    monkeypatch.setenv("TZ", "Pacific/Noumea")
    time.tzset()
    try:
        away.complains()
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    for name in ("received_at", "acknowledged_at", "due_at", "reference"):
        assert at_home.tickets()[0][name] == away.tickets()[0][name]
    texts = [text_of(office.mails(CLIENT)[0]) for office in (at_home, away)]
    assert texts[0].splitlines()[:8] == texts[1].splitlines()[:8]


# -- systemd -----------------------------------------------------------------------------------------


@contextmanager
def supervisor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What systemd would have been told."""
    place = folder / "notify"
    heard: list[str] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(place))
        listening.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(place))
        yield heard
        while True:
            try:
                heard.append(listening.recv(4096).decode())
            except BlockingIOError:
                return


def test_systemd_is_told(make_office: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ready, standing still and why, in service again, stopping."""
    hurry(monkeypatch)
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.2)
    office = make_office()
    with supervisor(tmp_path, monkeypatch) as heard, at_work(office):
        arrive(office)
        until(lambda: all_done(office, 1))
        with closing(sqlite3.connect(office.desk.store.url.database or "", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            arrive(office, 2)
            stands_still(office)
            other.execute("ROLLBACK")
        goes_on(office, mails=2)
    assert heard[0].startswith("READY=1")
    assert heard[-1] == "STOPPING=1"
    stood, served = (next(n for n, said in enumerate(heard) if word in said and n)
                     for word in ("À l'arrêt", "En service"))  # fmt: skip
    assert 0 < stood < served
    assert "database is locked" in heard[stood]


# -- what the database could not take ----------------------------------------------------------------


def test_a_letter_that_left_and_could_not_be_written_down_leaves_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the very moment after the server's 250: it is kept in mind until there is room."""
    import asyncio

    from mailbot.daemon import postmen
    from mailbot.dispatch import Dispatcher

    office.servers.down()
    office.complains()
    office.servers.up()
    office.passes(hours=1)
    settle, full = outbox.settle, [True]

    def may_fail(connection, letter_id, values):
        if full[0]:
            raise sa.exc.OperationalError("", {}, sqlite3.OperationalError("database or disk is full"))
        settle(connection, letter_id, values)

    monkeypatch.setattr(outbox, "settle", may_fail)

    async def two_looks() -> None:
        dispatcher = Dispatcher(desk=office.desk, senders=postmen(office.settings), clock=lambda: office.now)
        for _ in range(3):
            with pytest.raises(TemporaryFailure):
                await dispatcher.run_due()
            office.passes(minutes=6)
        full[0] = False
        await dispatcher.run_due()
        await dispatcher.close()

    asyncio.run(two_looks())
    ids = [str(parsed(mail.content)["Message-ID"]) for mail in office.servers.accepted]
    assert len(ids) == len(set(ids)) == len(office.rows(t.letters))
    assert {row["state"] for row in office.rows(t.letters)} == {"sent"}


def test_a_stop_writes_down_what_could_not_be_written_before(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full after the server's 250, has room again, and the stop comes before the next look."""
    office.servers.down()
    office.complains()
    office.servers.up()
    office.passes(hours=1)
    settle, full, failed = outbox.settle, [True], []

    def may_fail(connection, letter_id, values):
        if full[0]:
            failed.append(letter_id)
            raise sa.exc.OperationalError("", {}, sqlite3.OperationalError("database or disk is full"))
        settle(connection, letter_id, values)

    monkeypatch.setattr(outbox, "settle", may_fail)
    with at_work(office):
        until(lambda: bool(failed) and bool(office.servers.accepted))
        full[0] = False
    known = {str(parsed(mail.content)["Message-ID"]) for mail in office.servers.accepted}
    written = {row["message_id"] for row in office.rows(t.letters, t.letters.c.state == "sent")}
    assert known == written


def test_a_letter_that_nobody_survives_is_not_sent_for_ever(office: Office) -> None:
    """Five lives ended with it in hand: it is given up, and staff are told that it may have arrived."""
    office.servers.down()
    office.complains()
    [letter] = office.rows(t.letters, t.letters.c.recipient == CLIENT)
    for _ in range(5):
        with office.desk.store.transaction() as connection:
            connection.execute(
                sa.update(t.letters).where(t.letters.c.id == letter["id"]).values(state="ready")
                if letter["state"] != "ready" else sa.select(1)
            )  # fmt: skip
            claimed = outbox.claim(connection, now=office.now + timedelta(hours=1), most=100)
            assert letter["id"] in [one.id for one in claimed]
        office.passes(hours=1, minutes=6)
    office.servers.up()
    office.passes(hours=1)
    left = office.works()
    assert CLIENT not in left
    [given_up] = office.rows(t.letters, t.letters.c.id == letter["id"])
    assert given_up["state"] == "failed"
    assert "peut-être arrivée" in given_up["server_reply"]
    assert any("n’a pas pu être envoyé" in str(mail["Subject"]) for mail in office.mails(CLAIRE))
