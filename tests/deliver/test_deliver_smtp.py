"""Letters leave: what a mail server may say, and what is made of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mailbot.config import Smtp
from mailbot.deliver import Attempt, Postman, smtp
from mailbot.sandbox.servers import MailServers
from mailbot.store import outbox
from rigs.certificates import Certificates

SERVICE = "reclamations@otc.example"
CLIENT = "elodie@client.example"
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
LETTER = b"Subject: Bonjour\r\n\r\nVoici.\r\n.\r\n"


def letters(server: Smtp, number: int = 1, *, recipient: str = CLIENT, sender: str = SERVICE,
            between: Callable[[], None] = lambda: None, seconds: float = 5) -> list[Attempt]:  # fmt: skip
    """Sends letters one after the other through one postman."""

    async def send() -> list[Attempt]:
        postman = Postman(server, timeout=seconds)
        attempts = []
        try:
            for n in range(number):
                if n:
                    between()
                attempts.append(await postman.send(sender, recipient, LETTER))
        finally:
            await postman.close()
        return attempts

    return asyncio.run(send())


def outcomes(attempts: list[Attempt]) -> list[str]:
    return [attempt.outcome for attempt in attempts]


@pytest.fixture
def servers() -> Iterator[MailServers]:
    with MailServers({SERVICE: "x", CLIENT: "x"}, clock=lambda: NOW) as made:
        yield made


def door(servers: MailServers, **changed: Any) -> Smtp:
    given: dict[str, Any] = {
        "host": "127.0.0.1", "port": servers.smtp_port, "security": "plain", "username": SERVICE,
        "password": "x",
    }  # fmt: skip
    return Smtp(**(given | changed))


# -- against a real server ----------------------------------------------------------------------


def test_a_letter_arrives_as_it_was_written(servers: MailServers) -> None:
    """Byte for byte, a lone dot on its line too; the server's own words are kept."""
    [attempt] = letters(door(servers))
    assert attempt == Attempt(outcome="sent", reply="250 2.0.0 OK")
    [mail] = servers.accepted
    assert (mail.sender, mail.recipient, mail.content) == (SERVICE, CLIENT, LETTER)


def test_one_refused_recipient_costs_the_others_nothing(servers: MailServers) -> None:
    """The dialogue goes on, clean, on the same connection."""
    servers.reject(CLIENT)
    first, second = letters(door(servers), 2, between=lambda: servers.accept(CLIENT))
    assert (first.outcome, first.blames_letter) == ("permanent", True)
    assert first.reply.startswith("550 5.1.1")
    assert second.outcome == "sent"


def test_a_recipient_who_is_put_off_is_tried_again_later(servers: MailServers) -> None:
    """451 speaks of this letter, for now."""
    servers.temporary(CLIENT)
    [attempt] = letters(door(servers))
    assert (attempt.outcome, attempt.blames_letter) == ("temporary", True)


def test_a_line_that_dies_after_the_letter_leaves_us_uncertain(servers: MailServers) -> None:
    """The server may have taken it; here it has. The next letter gets a new connection."""
    servers.drop_after_data_once()
    assert outcomes(letters(door(servers), 2)) == ["uncertain", "sent"]
    assert len(servers.accepted) == 2


def test_a_server_that_is_away_is_nobodys_fault(servers: MailServers) -> None:
    """Down, then up again: the kept connection is replaced without a failed attempt."""
    servers.down()
    [attempt] = letters(door(servers))
    assert (attempt.outcome, attempt.blames_letter) == ("unreachable", False)
    servers.up()

    def restart() -> None:
        servers.down()
        servers.up()

    assert outcomes(letters(door(servers), 3, between=restart)) == ["sent"] * 3


def test_a_wrong_password_is_not_the_letters_fault(servers: MailServers) -> None:
    """Somebody must change the configuration; until then every letter waits."""
    [attempt] = letters(door(servers, password="wrong"))
    assert (attempt.outcome, attempt.blames_letter) == ("unreachable", False)
    assert "535" in attempt.reply
    assert "wrong" not in attempt.reply


def test_a_missing_login_is_not_the_letters_fault(servers: MailServers) -> None:
    """The server wants one at MAIL FROM."""
    [attempt] = letters(door(servers, username="", password=""))
    assert (attempt.outcome, attempt.blames_letter) == ("unreachable", False)


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_both_ways_of_tls_are_spoken(certificates: Certificates, security: Any) -> None:
    """With a certificate that the configured authority has signed."""
    pair = (certificates.certificate_file, certificates.key_file)
    accounts = {SERVICE: "x", CLIENT: "x"}
    with MailServers(accounts, clock=lambda: NOW, security=security, certificate=pair) as servers:
        server = door(servers, host="localhost", security=security, ca_file=certificates.ca_file)
        assert outcomes(letters(server, 2)) == ["sent", "sent"]
        [stranger] = letters(replace(server, ca_file=None))
        assert (stranger.outcome, stranger.blames_letter) == ("unreachable", False)
        assert "certificate" in stranger.reply.lower()
    assert len(servers.accepted) == 2


def test_no_password_goes_in_clear_text_over_a_network() -> None:
    """Plain is for this machine alone, unless somebody has written that he accepts it."""
    [attempt] = letters(Smtp(host="mail.example", port=25, security="plain", username="a", password="b"))
    assert (attempt.outcome, attempt.blames_letter) == ("unreachable", False)
    assert "mail.example" in attempt.reply


# -- against a server that says what a test tells it to say -------------------------------------

Answer = bytes | None  # None: hang up
HELLO = (b"250-peer\r\n250 SIZE 1000000\r\n",)


class Peer:
    """Answers each command by its first word; keeps what it was told."""

    def __init__(self, **answers: Answer | list[Answer]) -> None:
        self.answers: dict[str, list[Answer]] = {
            name: list(given) if isinstance(given, list) else [given] for name, given in answers.items()
        }
        self.heard: list[str] = []
        self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            if not await self._say(writer, "GREETING", b"220 peer\r\n"):
                return
            while line := await reader.readline():
                word = line.split(None, 1)[0].decode("utf-8", "replace").upper() if line.strip() else ""
                self.heard.append(line.decode("utf-8", "replace").strip())
                usual = {
                    "EHLO": b"250-peer\r\n250 SIZE 1000000\r\n", "DATA": b"354 go\r\n",
                    "QUIT": b"221 bye\r\n",
                }.get(word, b"250 OK\r\n")  # fmt: skip
                if not await self._say(writer, word, usual):
                    return
                if word == "DATA" and "DATA" not in self.answers:
                    while (content := await reader.readline()) != b".\r\n":
                        if not content:
                            return
                    if not await self._say(writer, "TAKEN", b"250 taken\r\n"):
                        return
                if word == "QUIT":
                    return
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, word: str, usual: bytes) -> bool:
        given = self.answers.get(word)
        answer = usual if not given else given.pop(0) if len(given) > 1 else given[0]
        if answer is None:
            writer.transport.abort()
            return False
        writer.write(answer)
        await writer.drain()
        return answer[:3] != b"421"


@asynccontextmanager
async def listening(peer: Peer) -> Any:
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await peer.serve(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield Smtp(host="127.0.0.1", port=server.sockets[0].getsockname()[1], security="plain")
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tuple(tasks), return_exceptions=True)


def talks(
    peer: Peer, number: int = 1, *, seconds: float = 5, recipient: str = CLIENT, **changed: Any
) -> list[Attempt]:
    async def talk() -> list[Attempt]:
        async with listening(peer) as server:
            postman = Postman(replace(server, **changed), timeout=seconds)
            attempts = [await postman.send(SERVICE, recipient, LETTER) for _ in range(number)]
            await postman.close()
            return attempts

    work: Awaitable[list[Attempt]] = talk()
    return asyncio.run(work)  # type: ignore[arg-type]  # a coroutine, as its own type says


def test_twenty_letters_need_one_connection() -> None:
    """Connecting and logging in is what takes time, and what servers limit."""
    peer = Peer()
    assert outcomes(talks(peer, 20)) == ["sent"] * 20
    assert peer.connections == 1
    assert peer.heard[-1] == "QUIT"


@pytest.mark.parametrize(
    ("answers", "outcome", "blames_letter"),
    [
        ({"GREETING": b"421 too busy\r\n"}, "unreachable", False),
        ({"GREETING": b"554 go away\r\n"}, "unreachable", False),
        ({"GREETING": None}, "unreachable", False),
        ({"GREETING": b"\xff\xfe nonsense\r\n"}, "unreachable", False),
        ({"EHLO": None}, "unreachable", False),
        ({"MAIL": b"451 greylisted\r\n"}, "unreachable", False),
        ({"MAIL": b"550 5.7.1 sender not yours\r\n"}, "unreachable", False),
        ({"MAIL": b"552 5.3.4 too large\r\n"}, "permanent", True),
        ({"MAIL": None}, "unreachable", False),
        ({"RCPT": b"421 4.7.0 closing\r\n"}, "temporary", False),
        ({"RCPT": b"450 4.2.1 busy\r\n"}, "temporary", True),
        ({"RCPT": b"550 5.1.1 nobody\r\n"}, "permanent", True),
        ({"RCPT": b"550-first line\r\n550 second line\r\n"}, "permanent", True),
        ({"RCPT": None}, "temporary", False),
        ({"DATA": b"451 not now\r\n"}, "temporary", True),
        ({"DATA": b"554 no valid recipients\r\n"}, "permanent", True),
        ({"TAKEN": b"421 closing\r\n"}, "temporary", False),
        ({"TAKEN": b"451 try later\r\n"}, "temporary", True),
        ({"TAKEN": b"552 5.2.2 mailbox full\r\n"}, "permanent", True),
        ({"TAKEN": b"554 5.7.1 spam\r\n"}, "permanent", True),
        ({"RCPT": b"550-5.4.5 Daily user sending limit exceeded.\r\n550 5.4.5 x\r\n"}, "temporary", False),
        ({"TAKEN": b"550 5.4.5 Daily sending quota exceeded\r\n"}, "temporary", False),
        ({"TAKEN": b"554 5.2.0 x.SubmissionQuotaExceededException\r\n"}, "temporary", False),
        ({"TAKEN": b"550 5.7.1 you come from 5.4.5.6\r\n"}, "permanent", True),
        ({"TAKEN": None}, "uncertain", False),
    ],
)
def test_what_is_made_of_each_thing_that_a_server_can_say(
    answers: dict[str, Answer], outcome: str, blames_letter: bool
) -> None:
    """Only a refusal that speaks of this letter is final; what came before the letter is never uncertain."""
    [attempt] = talks(Peer(**answers))
    assert (attempt.outcome, attempt.blames_letter) == (outcome, blames_letter)
    assert attempt.reply


def test_a_refused_letter_leaves_a_clean_dialogue() -> None:
    """RSET, then the next one, on the same connection."""
    peer = Peer(RCPT=[b"550 nobody\r\n", b"250 OK\r\n"])
    assert outcomes(talks(peer, 2)) == ["permanent", "sent"]
    assert "RSET" in peer.heard
    assert peer.connections == 1


@pytest.mark.parametrize("stale", [None, b"421 idle too long\r\n"])
def test_a_connection_that_went_stale_is_replaced_at_once(stale: Answer) -> None:
    """The letter leaves at its first attempt; a new connection that fails too is a failure."""
    peer = Peer(MAIL=[b"250 OK\r\n", stale, b"250 OK\r\n"])
    assert outcomes(talks(peer, 2)) == ["sent", "sent"]
    assert peer.connections == 2
    peer = Peer(MAIL=[b"250 OK\r\n", stale])
    assert outcomes(talks(peer, 2)) == ["sent", "unreachable"]
    assert peer.connections == 2


def test_tls_that_is_asked_for_and_not_offered_is_a_failure() -> None:
    """Neither the password nor the letter is ever sent in clear text instead."""
    peer = Peer(EHLO=b"250-peer\r\n250 AUTH PLAIN LOGIN\r\n")
    [attempt] = talks(peer, security="starttls", username="a", password="b", host="localhost")
    assert (attempt.outcome, attempt.blames_letter) == ("unreachable", False)
    assert not [line for line in peer.heard if line.upper().startswith(("AUTH", "MAIL", "DATA"))]


def test_an_accented_address_needs_a_server_that_can_carry_it() -> None:
    """With SMTPUTF8 it is sent; without, no other attempt would give another result."""
    [attempt] = talks(Peer(), recipient="élodie@client.example")
    assert (attempt.outcome, attempt.reply) == (
        "permanent", "le serveur n'accepte pas les adresses accentuées (SMTPUTF8)",
    )  # fmt: skip
    peer = Peer(EHLO=b"250-peer\r\n250 SMTPUTF8\r\n")
    assert outcomes(talks(peer, recipient="élodie@client.example")) == ["sent"]
    assert any("élodie@client.example" in line for line in peer.heard)


@pytest.mark.parametrize(
    ("silent", "outcome"), [("GREETING", "unreachable"), ("RCPT", "temporary"), ("TAKEN", "uncertain")]
)
def test_a_silent_server_is_waited_for_no_longer_than_the_time_limit(silent: str, outcome: str) -> None:
    """At every point of the dialogue."""
    started = time.monotonic()
    [attempt] = talks(Peer(**{silent: b""}), seconds=0.3)
    assert (attempt.outcome, attempt.blames_letter) == (outcome, False)
    assert time.monotonic() - started < 8


def test_the_longest_attempt_ends_before_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else another worker sends the letter too: also where a server refuses it late, and is silent then."""
    stages = smtp.SOON + 2 * smtp.SECONDS_A_LETTER + smtp.GOODBYE
    assert stages < outbox.LEASE.total_seconds()
    monkeypatch.setattr(smtp, "GOODBYE", 0.1)
    asked = Peer(RCPT=b"450 later\r\n", RSET=b"")

    async def soon() -> list[Attempt]:
        async with listening(asked) as server, asyncio.timeout(20):
            postman = Postman(server, timeout=60)
            return [await postman.send(SERVICE, CLIENT, LETTER)]

    assert outcomes(asyncio.run(soon())) == ["temporary"]


def test_a_server_that_says_nothing_but_noise_is_survived() -> None:
    """Whatever it sends, an attempt is an answer and not an exception."""
    for noise in (b"\x00\x00\r\n", b"999 what\r\n", b"250", b"x" * 100_000 + b"\r\n"):
        for word in ("GREETING", "EHLO", "MAIL", "RCPT", "DATA", "TAKEN"):
            [attempt] = talks(Peer(**{word: noise}), seconds=0.2)
            assert attempt.outcome in ("temporary", "unreachable", "uncertain", "sent"), (
                word,
                noise[:10],
                attempt,
            )
