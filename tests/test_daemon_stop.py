"""SIGTERM ends `mailbot run` in time, whatever the mail servers do or fail to do."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from cli_desk import CLAIRE, CLIENT, SERVICE, configured, servers_of, written
from mailbot.config import load
from mailbot.sandbox.servers import MailServers
from mailbot.store import tables as t
from mailbot.store import verify
from mailbot.store.db import Store

IN_TIME = 10.0


@contextmanager
def mute_server() -> Iterator[tuple[int, socket.socket]]:
    """Takes every connection, and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=20)) as listening:
        listening.settimeout(30)
        yield listening.getsockname()[1], listening


@pytest.fixture
def servers() -> Iterator[MailServers]:
    with MailServers({SERVICE: "x", CLIENT: "x", CLAIRE: "x"}, clock=lambda: datetime.now(UTC)) as running:  # noqa: TID251 - the real clock of a real process
        yield running


@contextmanager
def running(config: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "mailbot", "run", "--config", str(config)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.communicate()


def stopped(child: subprocess.Popen[bytes]) -> tuple[int, float, str]:
    """The exit status, how many seconds it took, and what was logged."""
    begun = time.monotonic()
    child.send_signal(signal.SIGTERM)
    logged = child.communicate(timeout=30)[1].decode()
    return child.returncode, time.monotonic() - begun, logged


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)


def test_a_mute_smtp_server_holds_nobody_up(tmp_path: Path, servers: MailServers) -> None:
    """Its letter stays with this desk until the lease is over; everything recorded is whole."""
    with mute_server() as (port, listening):
        config = configured(tmp_path, servers_of(servers.imap_port, port))
        servers.deliver_from_outside(
            SERVICE, written(), datetime(2026, 11, 20, 15, 0, tzinfo=UTC), sender=CLIENT, authenticated=True
        )
        with running(config) as child:
            letter_in_hand, _ = listening.accept()
            with letter_in_hand:
                status, seconds, logged = stopped(child)
    assert status == 0, logged
    assert seconds < IN_TIME
    assert "letter_interrupted" in logged
    assert "Traceback" not in logged
    store = Store(load(config, environ={}).database_url).open()
    with closing(store), store.reading() as connection:
        assert list(verify.gaps(connection)) == []
        states = list(connection.execute(sa.select(t.letters.c.state)).scalars())
    assert states.count("sending") == 1
    assert set(states) <= {"sending", "ready"}


def test_a_mute_imap_server_holds_nobody_up(tmp_path: Path, servers: MailServers) -> None:
    """Nothing was in hand: the connection is given up."""
    with mute_server() as (port, listening):
        config = configured(tmp_path, servers_of(port, servers.smtp_port))
        with running(config) as child:
            connection, _ = listening.accept()
            with connection:
                status, seconds, logged = stopped(child)
    assert status == 0, logged
    assert seconds < IN_TIME
    assert f"mailbox {SERVICE}" in logged  # the thread that was held is named
    assert "Traceback" not in logged


def test_servers_that_answer_are_left_politely_at_once(tmp_path: Path, servers: MailServers) -> None:
    """Nothing waits for a deadline when nobody is mute."""
    config = configured(tmp_path, servers_of(servers.imap_port, servers.smtp_port))
    servers.deliver_from_outside(
        SERVICE, written(), datetime(2026, 11, 20, 15, 0, tzinfo=UTC), sender=CLIENT, authenticated=True
    )
    with running(config) as child:
        until(lambda: any(mail.recipient == CLIENT for mail in servers.accepted))
        status, seconds, logged = stopped(child)
    assert status == 0, logged
    assert seconds < 5
    assert "unfinished" not in logged
