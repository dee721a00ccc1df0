"""Waiting for mail: at once where the server tells, on time where it does not, and never deaf."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from imapclient import IMAPClient

from mailbot.errors import TemporaryFailure
from mailbot.receive import MailboxConnection, waiting
from mailbot.sandbox.servers import MailServers

Connect = Callable[..., MailboxConnection]
Scripted = Callable[..., int]
Later = Callable[[Callable[[], object]], None]

TOO_LONG = 20.0  # what no test here waits for, unless something is broken


@pytest.fixture
def later() -> Later:
    """Does something from another thread, once the connection has had the time to begin waiting."""
    timers: list[threading.Timer] = []

    def start(action: Callable[[], object]) -> None:
        timer = threading.Timer(0.3, action)
        timers.append(timer)
        timer.start()

    yield start
    for timer in timers:
        timer.join()


@pytest.fixture
def never() -> threading.Event:
    return threading.Event()


def test_a_notice_is_acted_upon_at_once(
    servers: MailServers, connect: Connect, address: str, now: datetime, never: threading.Event, later: Later
) -> None:
    """From the delivery to the end of waiting: milliseconds."""
    delivered: list[float] = []

    def deliver() -> None:
        delivered.append(time.perf_counter())
        servers.deliver(address, b"Subject: x\r\n\r\n", now)

    with connect(servers) as mailbox:
        assert mailbox.pending(0) == []
        later(deliver)
        assert mailbox.wait(TOO_LONG, never)
        assert time.perf_counter() - delivered[0] < 0.15
        assert len(mailbox.pending(0)) == 1


def test_mail_between_looking_and_waiting_is_noticed(
    servers: MailServers, connect: Connect, address: str, now: datetime, never: threading.Event
) -> None:
    """What comes after the last look and before IDLE begins is not waited for."""
    with connect(servers) as mailbox:
        mailbox.pending(0)
        servers.deliver(address, b"Subject: x\r\n\r\n", now)
        started = time.perf_counter()
        assert mailbox.wait(TOO_LONG, never)
    assert time.perf_counter() - started < 1


def test_a_notice_in_the_answer_to_another_command_is_kept(
    scripted: Scripted, connect: Connect, never: threading.Event
) -> None:
    """A server may mention new mail once only, at the end of a search that does not contain it yet."""

    def answer(tag: str, command: str) -> bytes:
        if command.startswith("UID SEARCH"):
            return f"* SEARCH 5\r\n* 2 EXISTS\r\n{tag} OK done\r\n".encode()
        return b"" if command == "IDLE" else NotImplemented

    with connect(scripted(answer), answer_seconds=2) as mailbox:
        assert mailbox.pending(0) == [5]
        assert mailbox.wait(TOO_LONG, never)


@pytest.mark.parametrize(
    "said", [b"+ idling\r\n* 2 EXISTS\r\n", b"+ idling\r\n* OK still here\r\n* 2 EXISTS\r\n"]
)
def test_a_notice_in_one_packet_with_the_beginning_of_idle_is_seen(
    scripted: Scripted, connect: Connect, never: threading.Event, said: bytes
) -> None:
    """It lies in a buffer then, and no socket announces it."""

    def answer(tag: str, command: str) -> bytes:
        return said if command == "IDLE" else NotImplemented

    with connect(scripted(answer)) as mailbox:
        mailbox.pending(0)
        started = time.perf_counter()
        assert mailbox.wait(TOO_LONG, never)
    assert time.perf_counter() - started < 1


def test_a_notice_before_the_beginning_of_idle_costs_the_connection_only(
    scripted: Scripted, connect: Connect, never: threading.Event
) -> None:
    """The library cannot go on from there; a new connection finds the mail at once."""

    def answer(tag: str, command: str) -> bytes:
        return b"* 2 EXISTS\r\n+ idling\r\n" if command == "IDLE" else NotImplemented

    with connect(scripted(answer)) as mailbox:
        mailbox.pending(0)
        started = time.perf_counter()
        with pytest.raises(TemporaryFailure):
            mailbox.wait(TOO_LONG, never)
    assert time.perf_counter() - started < 1


def test_chatter_is_not_mail(
    servers: MailServers, connect: Connect, address: str, now: datetime, never: threading.Event, later: Later
) -> None:
    """Somebody reads a mail elsewhere: waiting goes on, and the next mail still ends it at once."""
    uid = servers.deliver(address, b"Subject: x\r\n\r\n", now)
    marked: list[float] = []

    def read_elsewhere() -> None:
        with IMAPClient("127.0.0.1", servers.imap_port, ssl=False, timeout=5) as staff:
            staff.login(address, "secret")
            staff.select_folder("INBOX")
            staff.add_flags([uid], [rb"\Seen"])
        marked.append(time.perf_counter())
        time.sleep(0.2)
        servers.deliver(address, b"Subject: y\r\n\r\n", now)

    with connect(servers) as mailbox:
        mailbox.pending(0)
        later(read_elsewhere)
        assert mailbox.wait(TOO_LONG, never)
        assert 0.2 <= time.perf_counter() - marked[0] < 1


def test_stop_ends_the_waiting(servers: MailServers, connect: Connect, later: Later) -> None:
    """Within half a second, and the connection is still good for setting mails aside."""
    stop = threading.Event()
    stopped: list[float] = []

    def end() -> None:
        stopped.append(time.perf_counter())
        stop.set()

    with connect(servers) as mailbox:
        mailbox.pending(0)
        later(end)
        assert not mailbox.wait(TOO_LONG, stop)
        assert time.perf_counter() - stopped[0] < 0.5
        assert mailbox.pending(0) == []


def test_stop_ends_the_waiting_without_idle(
    poor_servers: MailServers, connect: Connect, later: Later
) -> None:
    """The same where the clock is all that we have."""
    stop = threading.Event()
    with connect(poor_servers) as mailbox:
        later(stop.set)
        started = time.perf_counter()
        assert not mailbox.wait(TOO_LONG, stop)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("idle", [True, False], ids=["unwanted", "not offered"])
def test_without_idle_the_clock_decides(
    servers: MailServers, poor_servers: MailServers, connect: Connect, never: threading.Event, idle: bool
) -> None:
    """When the time is over there may be new mail."""
    mailbox = connect(servers, idle=False) if idle else connect(poor_servers)
    with mailbox:
        started = time.perf_counter()
        assert mailbox.wait(0.2, never)
    assert 0.2 <= time.perf_counter() - started < 1


def test_idle_ends_with_its_time(
    servers: MailServers, connect: Connect, never: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several slices long, without a notice: no, nothing new."""
    monkeypatch.setattr(waiting, "SLICE_SECONDS", 0.1)
    with connect(servers) as mailbox:
        mailbox.pending(0)
        started = time.perf_counter()
        assert not mailbox.wait(0.35, never)
        assert 0.35 <= time.perf_counter() - started < 1
        assert mailbox.pending(0) == []


def test_a_connection_lost_while_waiting_is_a_failure(
    servers: MailServers, connect: Connect, never: threading.Event, later: Later
) -> None:
    """At once, not a loop over a dead socket; a new connection works."""
    with connect(servers) as mailbox:
        mailbox.pending(0)
        later(servers.drop_imap_connections)
        started = time.perf_counter()
        with pytest.raises(TemporaryFailure, match="perdue"):
            mailbox.wait(TOO_LONG, never)
        assert time.perf_counter() - started < 1
        with pytest.raises(TemporaryFailure, match="fermée"):
            mailbox.pending(0)
    with connect(servers) as mailbox:
        assert mailbox.pending(0) == []


def test_a_server_that_falls_silent_while_waiting_is_a_failure(
    scripted: Scripted, connect: Connect, never: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that a firewall forgot shows when the slice is over."""
    monkeypatch.setattr(waiting, "SLICE_SECONDS", 0.1)

    def answer(tag: str, command: str) -> bytes:
        return b"" if command == "DONE" else NotImplemented

    with connect(scripted(answer), answer_seconds=0.3) as mailbox:
        mailbox.pending(0)
        with pytest.raises(TemporaryFailure, match="muet"):
            mailbox.wait(TOO_LONG, never)


def test_a_server_that_refuses_idle_is_read_by_the_clock(
    scripted: Scripted, connect: Connect, never: threading.Event
) -> None:
    """It offers IDLE and does not mean it: no reason to connect again and again."""

    def answer(tag: str, command: str) -> bytes:
        return f"{tag} NO not now\r\n".encode() if command == "IDLE" else NotImplemented

    with connect(scripted(answer)) as mailbox:
        mailbox.pending(0)
        assert mailbox.wait(0.2, never)
        assert mailbox.pending(0) == [5]
