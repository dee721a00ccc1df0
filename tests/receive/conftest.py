"""A mailbox on the sandbox's servers, and an IMAP server that says what a test tells it to say."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from mailbot.config.settings import Imap
from mailbot.receive import MailboxConnection
from mailbot.sandbox.servers import Abilities, MailServers

ADDRESS = "reclamations@otc.example"
PASSWORD = "secret"
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)

Answer = Callable[[str, str], "bytes | None"]  # tag, command in upper case → what to say; None: hang up


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def address() -> str:
    return ADDRESS


@pytest.fixture
def start_servers() -> Iterator[Callable[..., MailServers]]:
    """Starts servers with the given abilities or arguments; stops them at the end."""
    with contextlib.ExitStack() as stack:

        def start(**arguments: object) -> MailServers:
            return stack.enter_context(MailServers({ADDRESS: PASSWORD}, clock=lambda: NOW, **arguments))

        yield start


@pytest.fixture
def servers(start_servers: Callable[..., MailServers]) -> MailServers:
    return start_servers()


@pytest.fixture
def poor_servers(start_servers: Callable[..., MailServers]) -> MailServers:
    """No IDLE, no MOVE, no UIDPLUS, and every folder below INBOX."""
    return start_servers(abilities=Abilities(idle=False, move=False, uidplus=False, folders_below_inbox=True))


@pytest.fixture
def imap() -> Callable[..., Imap]:
    """Settings for servers, or for a bare port."""

    def make(servers: MailServers | int, **changes: object) -> Imap:
        port = servers if isinstance(servers, int) else servers.imap_port
        values = {"host": "127.0.0.1", "security": "plain", "username": ADDRESS, "password": PASSWORD}
        return Imap(**(values | {"port": port} | changes))

    return make


@pytest.fixture
def connect(imap: Callable[..., Imap]) -> Callable[..., MailboxConnection]:
    def make(
        servers: MailServers | int, *, answer_seconds: float = 10, **changes: object
    ) -> MailboxConnection:
        settings = imap(servers, **changes)
        return MailboxConnection(settings, ADDRESS, connect_seconds=5, answer_seconds=answer_seconds)

    return make


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def scripted() -> Iterator[Callable[[Answer], int]]:
    """An IMAP server with one mail in INBOX, except where `answer` has something else to say.

    `answer` gives b"" for "say nothing" and NotImplemented for "as usual". Returns the port.
    """
    with contextlib.ExitStack() as stack:

        def start(answer: Answer) -> int:
            listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            thread = threading.Thread(target=_serve, args=(listening, answer), daemon=True)
            thread.start()
            stack.callback(thread.join, 10)
            stack.callback(_end, listening)
            return listening.getsockname()[1]

        yield start


def _end(listening: socket.socket) -> None:
    with contextlib.suppress(OSError):
        listening.shutdown(socket.SHUT_RDWR)


def _serve(listening: socket.socket, answer: Answer) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, contextlib.suppress(OSError), connection.makefile("rb") as lines:
            connection.sendall(b"* OK ready\r\n")
            tag = ""
            for line in lines:
                if line.strip() == b"DONE":  # belongs to the IDLE before it
                    command = "DONE"
                else:
                    tag, _, command = line.decode().strip().upper().partition(" ")
                said = answer(tag, command)
                if said is NotImplemented:
                    said = _usual(tag, command)
                if said is None:
                    break
                connection.sendall(said)


def _usual(tag: str, command: str) -> bytes:
    if command == "IDLE":
        return b"+ idling\r\n"
    before = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS\r\n",
        "SELECT": "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n",
        "UID SEARCH": "* SEARCH 5\r\n",
        "LOGOUT": "* BYE\r\n",
    }
    untagged = next((text for name, text in before.items() if command.startswith(name)), "")
    return f"{untagged}{tag} OK done\r\n".encode()
