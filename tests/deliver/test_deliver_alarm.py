"""The second channel: who hears of a standstill, when, how often, and by which server."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mailbot.config import load_text
from mailbot.deliver import Alarm, Attempt, notify

START = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
ONE, TWO = "reclamations@otc.example", "qualite@otc.example"
ADMIN, CLAIRE = "admin@ailleurs.example", "claire@otc.example"


class Recorder:
    """A mail server that is there or not, and refuses some people."""

    def __init__(self) -> None:
        self.is_up = True
        self.refused: set[str] = set()
        self.taken: list[tuple[str, bytes]] = []

    async def send(self, _sender: str, recipient: str, content: bytes) -> Attempt:
        if not self.is_up or recipient in self.refused:
            return Attempt(outcome="unreachable" if not self.is_up else "permanent", reply="no")
        self.taken.append((recipient, content))
        return Attempt(outcome="sent", reply="250 OK")

    async def close(self) -> None:
        """Nothing is open."""


class Case:
    def __init__(self, *people: str) -> None:
        self.now = START
        self.servers = {ONE: Recorder(), TWO: Recorder()}
        self.alarm = Alarm(self.servers, people, timezone="Europe/Paris", clock=lambda: self.now)

    def speaks(self, **later: float) -> list[tuple[str, str]]:
        """After so long: who hears what, by whichever server."""
        before = {name: len(server.taken) for name, server in self.servers.items()}
        self.now += timedelta(**later)
        asyncio.run(self.alarm.speak())
        return [
            (recipient, str(message_from_bytes(content, policy=policy.default)["Subject"]))
            for name, server in self.servers.items()
            for recipient, content in server.taken[before[name] :]
        ]


def test_a_standstill_is_told_once_when_it_lasts_and_once_when_it_is_over() -> None:
    """Not in the first five minutes, not twice, however often it is noticed."""
    case = Case(ADMIN)
    case.alarm.trouble("disk full")
    assert case.speaks(minutes=4) == []
    case.alarm.trouble("disk full")
    assert case.speaks(minutes=1) == [(ADMIN, "mailbot est à l'arrêt")]
    assert case.speaks(hours=9) == []
    case.alarm.works()
    assert case.speaks() == [(ADMIN, "mailbot fonctionne de nouveau")]
    assert case.speaks(hours=9) == []


def test_what_does_not_last_is_nobodys_business() -> None:
    """A database that restarts; and the next trouble is counted from its own beginning."""
    case = Case(ADMIN)
    case.alarm.trouble("restart")
    case.now += timedelta(minutes=2)
    case.alarm.works()
    assert case.speaks(minutes=10) == []
    assert case.alarm.next_due() is None
    case.alarm.trouble("restart")
    assert case.alarm.next_due() == case.now + timedelta(minutes=5)


def test_whichever_server_takes_it() -> None:
    """The first is down: by the second. Both are: tried again every minute, for those who have not heard."""
    case = Case(ADMIN, CLAIRE)
    for server in case.servers.values():
        server.is_up = False
    case.alarm.trouble("disk full")
    assert case.speaks(minutes=5) == []
    assert case.alarm.next_due() == case.now + timedelta(minutes=1)
    case.servers[TWO].is_up = True
    case.servers[TWO].refused.add(CLAIRE)
    assert case.speaks(minutes=1) == [(ADMIN, "mailbot est à l'arrêt")]
    case.servers[TWO].refused.clear()
    assert case.speaks(minutes=1) == [(CLAIRE, "mailbot est à l'arrêt")]
    assert case.alarm.next_due() is None


def test_only_those_who_heard_of_it_hear_of_its_end() -> None:
    """The others would wonder."""
    case = Case(ADMIN, CLAIRE)
    for server in case.servers.values():
        server.refused.add(CLAIRE)
    case.alarm.trouble("disk full")
    case.speaks(minutes=5)
    for server in case.servers.values():
        server.refused.clear()
    case.alarm.works()
    assert case.speaks(seconds=1) == [(ADMIN, "mailbot fonctionne de nouveau")]


def test_the_mail_says_why_and_what_to_do() -> None:
    """In the organisation's time, and so that no robot answers."""
    case = Case(ADMIN)
    case.alarm.trouble("La base de données ne répond pas : database or disk is full")
    case.speaks(minutes=5)
    [(_, content)] = case.servers[ONE].taken
    mail = message_from_bytes(content, policy=policy.default)
    body = mail.get_body(("plain",))
    assert body
    text = " ".join(str(body.get_content()).split())
    assert "20/11/2026 à 16:00" in text
    assert "database or disk is full" in text
    assert "aucun n'est perdu" in text
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@otc.example>")


@pytest.mark.parametrize(
    ("key", "heard"), [("", (CLAIRE,)), (f'alarm = ["{ADMIN}"]', (ADMIN,)), ("alarm = []", (CLAIRE,))]
)
def test_who_is_told(tmp_path: Path, key: str, heard: tuple[str, ...]) -> None:
    """Whoever the configuration names; without that, the managers."""
    people = (("Claire", CLAIRE, '"manager", "handler"'), ("Paul", "paul@otc.example", '"reader"'))
    text = f'[organisation]\nname = "A"\nprocedure = "tourisme"\n[desk]\n{key}\n' + "".join(
        f'[[staff]]\nname = "{name}"\nfunction = "f"\nemail = "{address}"\nroles = [{roles}]\n'
        for name, address, roles in people
    )
    assert load_text(text, tmp_path, environ={}).alarmed() == heard


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without systemd, or with a socket that is gone: no failure."""
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    assert not notify("READY=1")
