"""Many letters, and servers that are slow, choosy or dying: who waits for whom, and what is sent twice."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hurried import behind
from mailbot import dispatch, settling
from mailbot.daemon import clock
from mailbot.deliver import Postman
from mailbot.deliver.postponed import REFUSED
from mailbot.deliver.smtp import LINES
from mailbot.desk import Desk
from mailbot.dispatch import Dispatcher
from mailbot.model import Address, Letter, OutgoingMail
from mailbot.store import outbox, record
from mailbot.store import tables as t
from mailbot.store.db import Store
from office import SECRET, SERVICE, Office
from rigs.smtp_peer import SmtpPeer

LIVING = "courrier.example"
DEAD = "mort.example"


@pytest.fixture
def peer() -> Iterator[SmtpPeer]:
    with SmtpPeer() as listening:
        yield listening


def letter(key: str, domain: str = LIVING, deadline: datetime | None = None) -> OutgoingMail:
    return OutgoingMail(
        letter=Letter(
            kind="avis_equipe", conversation="client", side="staff", cause=key, automatic=True,
            recipient=Address(address=f"{key}@{domain}"), deadline=deadline,
        ),
        key=key, message_id=f"<{key}@otc.example>", sender=SERVICE, subject="Bonjour",
        content=f"Message-ID: <{key}@otc.example>\r\nSubject: Bonjour\r\n\r\nVoici.\r\n".encode(),
    )  # fmt: skip


def waits(office: Office, *letters: OutgoingMail) -> None:
    with office.desk.store.transaction() as connection:
        for one in letters:
            record.add_letter(connection, one, ticket_id=None, mail_id=None, mailbox=SERVICE, now=office.now)


def many(count: int, domain: str = LIVING, name: str = "l") -> list[OutgoingMail]:
    return [letter(f"{name}{n}", domain) for n in range(count)]


def sends(office: Office, *, timeout: float = 10, desk: Desk | None = None) -> None:
    """Whatever is due, by a process that remembers nothing."""
    asyncio.run(_send(dispatcher(office, timeout=timeout, desk=desk)))


def dispatcher(office: Office, *, timeout: float = 10, desk: Desk | None = None) -> Dispatcher:
    [box] = office.settings.mailboxes
    assert box.smtp
    senders = {box.address: Postman(box.smtp, timeout=timeout)}
    return Dispatcher(desk=desk or office.desk, senders=senders, clock=lambda: office.now)


async def _send(one: Dispatcher) -> None:
    try:
        await one.run_due()
    finally:
        await one.close()


def at_peer(office: Office, peer: SmtpPeer) -> Office:
    behind(office, smtp={"port": peer.port, "username": ""})
    return office


def states(office: Office) -> Counter[str]:
    return Counter(row["state"] for row in office.rows(t.letters))


def there(office: Office, domain: str) -> list[dict[str, Any]]:
    return office.rows(t.letters, t.letters.c.recipient.endswith(f"@{domain}"))


# -- in which order, by how many connections ---------------------------------------------------------


def test_after_an_outage_the_soonest_deadline_leaves_first(office: Office, peer: SmtpPeer) -> None:
    """By a few connections at a time, so that a letter is overtaken by no more than there are of these."""
    at_peer(office, peer)
    dates = [(n * 37) % 60 for n in range(60)]
    waits(office, *(letter(f"l{n}", deadline=office.now + timedelta(days=d)) for n, d in enumerate(dates)))
    waits(office, *many(5, name="undated"))
    peer.is_closed = True
    sends(office)
    assert states(office) == {"ready": 65}
    assert office.events().count("smtp_unreachable") == 1
    peer.is_closed = False
    sends(office)
    wanted = [f"<l{n}@otc.example>" for n in sorted(range(60), key=lambda n: dates[n])]
    wanted += [f"<undated{n}@otc.example>" for n in range(5)]
    assert len(peer.ids()) == len(wanted)
    for place, one in enumerate(peer.ids()):
        assert abs(wanted.index(one) - place) < LINES
    assert {row["attempts"] for row in office.rows(t.letters)} == {1}


def test_while_little_waits_one_connection_is_enough(office: Office, peer: SmtpPeer) -> None:
    """More are opened as the rush goes on; never more than the strictest providers allow."""
    at_peer(office, peer)
    waits(office, *many(8, name="few"))
    sends(office)
    assert peer.most_open == 1
    waits(office, *many(60))
    sends(office)
    assert peer.most_open == LINES
    assert states(office) == {"sent": 68}
    assert peer.lines == 1 + LINES


def test_a_server_that_wants_fewer_connections_gets_fewer(office: Office) -> None:
    """It sends the second one away: no letter is the worse for it, and nobody believes that it is away."""
    with SmtpPeer(most=1) as peer:
        at_peer(office, peer)
        waits(office, *many(60))
        sends(office)
        assert len(set(peer.ids())) == len(peer.ids()) == 60
        assert peer.most_open == 1
        assert peer.lines < 5
    assert {row["attempts"] for row in office.rows(t.letters)} == {1}
    assert not {"smtp_unreachable", "letter_delayed"} & set(office.events())


# -- a domain that does not answer, a server that does not -------------------------------------------


def test_letters_of_a_mailbox_that_is_no_more_leave_by_no_more_connections(
    office: Office, peer: SmtpPeer
) -> None:
    """They go by the first server, while another one has room: its room is not theirs."""
    at_peer(office, peer)
    with office.desk.store.transaction() as connection:
        for one in many(30):
            record.add_letter(
                connection, one, ticket_id=None, mail_id=None, mailbox="ancienne@otc.example", now=office.now
            )
    [box] = office.settings.mailboxes
    assert box.smtp
    senders = {name: Postman(box.smtp, timeout=10) for name in (box.address, "autre@otc.example")}
    asyncio.run(_send(Dispatcher(desk=office.desk, senders=senders, clock=lambda: office.now)))
    assert states(office) == {"sent": 30}
    assert peer.most_open <= LINES


def test_a_dead_domain_slows_nobody_else(office: Office, peer: SmtpPeer) -> None:
    """A few are tried; then all that is for there waits, and takes no turn from those who can be reached."""
    at_peer(office, peer)
    peer.manners[DEAD] = "puts off"
    soon = office.now + timedelta(hours=1)
    waits(office, *(letter(f"d{n}", DEAD, deadline=soon) for n in range(30)), *many(40))
    one = dispatcher(office)

    async def story() -> None:
        await one.run_due()
        assert states(office) == {"sent": 40, "ready": 30}
        tried = REFUSED + LINES - 1  # those under way when the last one said so
        assert REFUSED <= len([to for to in peer.asked if to.endswith(DEAD)]) <= tried
        assert sum(row["attempts"] for row in there(office, DEAD)) <= tried
        assert "smtp_unreachable" not in office.events()

        again = one.next_due()
        assert again is not None
        assert office.now < again <= office.now + dispatch.SERVER_PAUSES[0]
        office.now = again
        peer.asked.clear()
        await one.run_due()
        assert len(peer.asked) == 1  # one letter looks whether it is open again

        peer.manners.clear()
        office.now += timedelta(hours=2)
        await one.run_due()
        assert states(office) == {"sent": 70}
        await one.close()

    asyncio.run(story())


def test_one_full_mailbox_is_not_a_dead_domain(office: Office, peer: SmtpPeer) -> None:
    """However many letters wait for that one person."""
    at_peer(office, peer)
    peer.refused.add(f"full@{LIVING}")
    full = [
        replace(one, letter=replace(one.letter, recipient=Address(address=f"full@{LIVING}")))
        for one in many(9, name="full")
    ]
    waits(office, *full, *many(9))
    sends(office)
    assert states(office) == {"sent": 9, "ready": 9}


def test_silence_over_one_recipient_holds_up_nobody_else(office: Office, peer: SmtpPeer) -> None:
    """All others have left before it is given up; the server itself is not believed to be away."""
    at_peer(office, peer)
    peer.manners[DEAD] = "mute"
    waits(office, *(letter(f"d{n}", DEAD, deadline=office.now) for n in range(4)), *many(30))
    one = dispatcher(office, timeout=4)

    async def story() -> None:
        sending = asyncio.create_task(one.run_due())
        await asyncio.to_thread(peer.until, lambda: len(peer.taken) == 30)
        assert [row["state"] for row in there(office, DEAD)].count("sending") == 1  # the silence goes on
        await sending
        assert len(there(office, DEAD)) == 4
        assert Counter(row["state"] for row in there(office, DEAD)) == {"ready": 4}
        assert sum(row["attempts"] for row in there(office, DEAD)) == 1
        assert not {"smtp_unreachable", "letter_uncertain"} & set(office.events())
        assert one.next_due() is not None
        await one.close()

    asyncio.run(story())


@pytest.mark.parametrize("manner", ["mute", "hangs up"])
def test_a_server_that_fails_over_every_recipient_is_away(
    office: Office, peer: SmtpPeer, manner: Any
) -> None:
    """Two domains in a row: it is not they who are dead. Told once; no other letter is tried."""
    at_peer(office, peer)
    peer.manners[""] = manner
    waits(office, *(letter(f"l{n}", f"domaine-{n}.example") for n in range(20)))
    sends(office, timeout=0.4)
    assert states(office) == {"ready": 20}
    assert office.events().count("smtp_unreachable") == 1
    assert 2 <= len(peer.asked) <= 2 + LINES


def test_a_server_that_dies_with_letters_in_hand_is_told_of_once(office: Office, peer: SmtpPeer) -> None:
    """Those that it had are uncertain, and go again under the same Message-ID; the others wait."""
    at_peer(office, peer)
    peer.free = 30
    waits(office, *many(50))

    async def story() -> None:
        one = dispatcher(office, timeout=1.5)
        await one.run_due()
        assert office.events().count("smtp_unreachable") == 1
        in_doubt = office.rows(t.letters, t.letters.c.state == "uncertain")
        assert 1 <= len(in_doubt) <= LINES
        assert {row["attempts"] for row in in_doubt} == {1}
        assert states(office) == {"sent": 30, "uncertain": len(in_doubt), "ready": 20 - len(in_doubt)}
        pause = one.next_due()
        assert pause == office.now + dispatch.SERVER_PAUSES[0]
        peer.answers()
        office.passes(minutes=10)
        await one.run_due()
        await one.close()

    asyncio.run(story())
    assert states(office) == {"sent": 50}
    assert len(set(peer.ids())) == 50


# -- processes that end, and several of them ---------------------------------------------------------


@contextmanager
def process(office: Office, peer: SmtpPeer, *argv: str, **told: str) -> Iterator[subprocess.Popen[bytes]]:
    """`mailbot` in a process of its own, on this desk; its letters go to the peer."""
    text = office.config_file.read_text("utf-8")
    config = office.config_file.with_name("peer.toml")
    theirs = f'port = {office.servers.smtp_port}, security = "plain", password = "x"'
    assert theirs in text
    ours = f'port = {peer.port}, security = "plain", username = ""'
    config.write_text(text.replace(theirs, ours), "utf-8")
    command = [sys.executable, "-m", "mailbot", *argv, "--config", str(config)]
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **told}
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.kill()
        child.communicate()


def test_killed_in_the_middle_of_a_rush(office: Office, peer: SmtpPeer) -> None:
    """Only what the server had in hand goes again, and only that was ever in doubt; nothing is lost."""
    office.now = clock()
    waits(office, *many(80))
    peer.free = 40
    with process(office, peer, "run", "--once") as child:
        peer.until(lambda: len(peer.handed_over) >= 40 + LINES)
        child.kill()
        child.wait(10)
    in_hand = {row["message_id"] for row in office.rows(t.letters, t.letters.c.state == "sending")}
    assert len(in_hand) == LINES
    assert states(office) == {"sent": 40, "sending": LINES, "ready": 40 - LINES}
    peer.answers()
    peer.until(lambda: len(peer.taken) == 40 + LINES)  # the server had them: nobody heard it say so

    at_peer(office, peer)
    office.now = clock()
    sends(office)
    assert states(office) == {"sent": 80 - LINES, "sending": LINES}
    office.passes(seconds=(outbox.LEASE.total_seconds() + 1))
    sends(office)
    assert states(office) == {"sent": 80}
    times = Counter(peer.ids())
    assert len(times) == 80
    assert {one for one, count in times.items() if count > 1} == in_hand
    assert max(times.values()) == 2
    assert office.events().count("letter_uncertain") == LINES


def test_a_stop_finishes_what_is_under_way_and_leaves_the_rest(
    office: Office, peer: SmtpPeer, tmp_path: Path
) -> None:
    """Each letter that the server has is written down as sent; no other is begun, or in anybody's hands."""
    office.now = clock()
    waits(office, *many(80))
    peer.free = 40
    supervisor = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    supervisor.bind(str(tmp_path / "notify"))
    supervisor.settimeout(20)
    told = {"NOTIFY_SOCKET": str(tmp_path / "notify")}
    with supervisor, process(office, peer, "run", **told) as child:
        peer.until(lambda: len(peer.handed_over) >= 40 + LINES)
        child.send_signal(signal.SIGTERM)
        while b"STOPPING=1" not in supervisor.recv(1000):
            pass
        peer.answers()
        assert child.wait(10) == 0
    assert states(office) == {"sent": 40 + LINES, "ready": 40 - LINES}
    assert len(peer.ids()) == len(set(peer.ids())) == 40 + LINES
    assert not {"letter_uncertain", "letter_delayed"} & set(office.events())


def test_workers_share_an_outbox(
    postgres_url: str, make_office: Callable[..., Office], peer: SmtpPeer
) -> None:
    """Three at once on one PostgreSQL: each letter once, and each of them has its part."""
    office = at_peer(make_office(database=postgres_url), peer)
    waits(office, *many(150))
    start = threading.Barrier(3)

    def work(_number: int) -> None:
        store = Store(postgres_url, secret=SECRET).open()
        start.wait(10)
        sends(office, desk=replace(office.desk, store=store))
        store.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    assert states(office) == {"sent": 150}
    assert len(peer.ids()) == len(set(peer.ids())) == 150
    assert peer.lines >= 3


# -- what cannot be written down ---------------------------------------------------------------------


def test_a_letter_that_cannot_be_written_down_stops_no_other(
    office: Office, peer: SmtpPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others that came back with it are as sent as they are; nothing leaves twice."""
    at_peer(office, peer)
    waits(office, *many(40))
    settled = settling.settled

    def fails_for_one(desk: Desk, connection: Any, result: Any) -> Any:
        if result.letter.key == "l30":
            raise ZeroDivisionError
        return settled(desk, connection, result)

    monkeypatch.setattr(dispatch, "settled", fails_for_one)

    async def story() -> None:
        one = dispatcher(office)
        with pytest.raises(ZeroDivisionError):
            await one.run_due()
        await one.run_due()
        await one.close()

    asyncio.run(story())
    assert states(office) == {"sent": 39, "sending": 1}
    assert len(peer.ids()) == len(set(peer.ids())) == 40
