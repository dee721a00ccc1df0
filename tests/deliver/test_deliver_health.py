"""What programs that watch are told: the figures, the verdict, the door, and systemd's watchdog."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mailbot.deliver import Attempt, Door, Health, Vitals, Watchdog
from mailbot.deliver.health import page
from mailbot.deliver.metrics import AT_ONCE
from mailbot.deliver.watchdog import told, wanted_every
from mailbot.store.gauges import Gauges

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
START = NOW - timedelta(hours=1)
BOX = "reclamations@otc.example"
LINE = re.compile(r'(?:# (?:HELP|TYPE) mailbot_\w+ .+|mailbot_\w+(?:\{\w+="[^"\n]*"\})? [0-9.e+-]+)')


def gauges(**changed: Any) -> Gauges:
    values: dict[str, Any] = {
        "letters": {"ready": 2, "held": 1},
        "oldest_letter": NOW - timedelta(seconds=90),
        "mails_held": 1,
        "open_cases": 7,
        "overdue_cases": 3,
        "polled": {BOX: NOW - timedelta(seconds=5)},
    }
    return Gauges(**(values | changed))


def vitals(at: datetime = NOW) -> Vitals:
    return Vitals((BOX,), clock=lambda: at)


def health(seen: Vitals | None = None, **changed: Any) -> Health:
    values: dict[str, Any] = {
        "now": NOW,
        "since": START,
        "version": "1.2",
        "mailboxes": (BOX,),
        "seen": (seen or vitals()).snapshot(),
        "gauges": gauges(),
    }
    return Health(**(values | changed))


def figures(text: str) -> dict[str, float]:
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def test_the_page_has_what_an_admin_wants_to_see() -> None:
    """Mails, letters, cases, mailboxes and servers, in the format that Prometheus reads."""
    seen = vitals()
    seen.mail("opened")
    seen.mail("opened")
    seen.mail("robot")
    seen.letter(BOX, Attempt(outcome="sent", reply="250"))
    text = page(health(seen))
    assert [line for line in text.splitlines() if not LINE.fullmatch(line)] == []
    assert text.endswith("\n")
    found = figures(text)
    assert found['mailbot_mails_total{disposition="opened"}'] == 2
    assert found['mailbot_mails_total{disposition="robot"}'] == 1
    assert found['mailbot_letter_attempts_total{outcome="sent"}'] == 1
    assert found['mailbot_letters{state="ready"}'] == 2
    assert found["mailbot_oldest_letter_seconds"] == 90
    assert found["mailbot_open_cases"] == 7
    assert found["mailbot_overdue_cases"] == 3
    assert found["mailbot_mails_held"] == 1
    assert found[f'mailbot_last_poll_timestamp_seconds{{mailbox="{BOX}"}}'] == (NOW.timestamp() - 5)
    assert found[f'mailbot_imap_up{{mailbox="{BOX}"}}'] == 1
    assert found[f'mailbot_smtp_up{{mailbox="{BOX}"}}'] == 1
    assert found["mailbot_database_up"] == found["mailbot_healthy"] == 1


def test_without_a_database_the_page_says_so() -> None:
    """What only the database knows is left out: a zero would be a lie."""
    found = figures(page(health(gauges=None)))
    assert found["mailbot_database_up"] == found["mailbot_healthy"] == 0
    assert not any("cases" in name or "poll" in name for name in found)


def test_an_empty_outbox_waits_for_nothing() -> None:
    """Zero, and not a gap in the curve."""
    assert figures(page(health(gauges=gauges(oldest_letter=None))))["mailbot_oldest_letter_seconds"] == 0


def silent(seconds: float) -> dict[str, Any]:
    return {"gauges": gauges(polled={BOX: NOW - timedelta(seconds=seconds)})}


def mute_since(moment: datetime) -> Vitals:
    seen = vitals(moment)
    seen.letter(BOX, Attempt(outcome="unreachable", reply="", blames_letter=False))
    return seen


@pytest.mark.parametrize(
    ("seen", "changed", "problems"),
    [
        (vitals(), {}, ()),
        (vitals(), {"gauges": None}, ("database",)),
        (vitals(), {"stands_still": True}, ("standing_still",)),
        (vitals(), {"dead": ("rounds",)}, ("thread rounds",)),
        (vitals(), silent(899), ()),
        (vitals(), silent(901), (f"imap {BOX}",)),
        (vitals(), silent(901) | {"since": NOW - timedelta(minutes=1)}, ()),
        (mute_since(NOW - timedelta(minutes=14)), {}, ()),
        (mute_since(NOW - timedelta(minutes=16)), {}, (f"smtp {BOX}",)),
    ],
    ids=["well", "database", "still", "thread", "heard", "silent", "just begun", "a moment", "mute"],
)
def test_the_verdict(seen: Vitals, changed: dict[str, Any], problems: tuple[str, ...]) -> None:
    """Moments are nobody's business, a quarter of an hour is."""
    state = health(seen, **changed)
    assert state.problems() == problems
    assert state.as_json()["status"] == ("trouble" if problems else "ok")


def test_a_mailbox_that_is_open_is_not_silent() -> None:
    """Its last look may take long: there are many mails in it."""
    seen = vitals()
    seen.opened(BOX)
    assert health(seen, **silent(3_600)).problems() == ()
    seen.lost(BOX)
    assert health(seen, **silent(3_600)).problems() == (f"imap {BOX}",)


def test_a_server_that_takes_a_letter_is_back() -> None:
    """And one that refuses a single letter is not away."""
    seen = mute_since(START)
    seen.letter(BOX, Attempt(outcome="permanent", reply="550"))
    assert seen.snapshot().mute == {}


# -- the door ---------------------------------------------------------------------------------------


@contextmanager
def opened(ask: Any, host: str = "127.0.0.1") -> Iterator[Door]:
    door = Door(host, 0, ask)
    assert door.open()
    try:
        yield door
    finally:
        door.close()


def asked(door: Door, path: str, method: str = "GET", host: str = "127.0.0.1") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection(host, door.port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


def test_a_program_asks() -> None:
    """200 while all is well, 503 when it is not, and the figures in both cases."""
    states = [health()]
    with opened(lambda: states[0]) as door:
        status, kind, text = asked(door, "/health")
        assert (status, json.loads(text)["problems"]) == (200, [])
        assert kind.startswith("application/json")
        states[0] = health(gauges=None)
        status, _, text = asked(door, "/health")
        assert (status, json.loads(text)["problems"]) == (503, ["database"])
        status, kind, text = asked(door, "/metrics?x=1")
        assert (status, figures(text)["mailbot_healthy"]) == (200, 0)
        assert "version=0.0.4" in kind


def test_nothing_else_is_answered() -> None:
    """No other page, no other verb, no word about the program that serves."""
    with opened(health) as door:
        assert asked(door, "/")[0] == 404
        assert asked(door, "/metrics/../config.toml")[0] == 404
        assert asked(door, "/metrics", "POST")[0] == 501
        assert asked(door, "/health", "HEAD")[::2] == (200, "")


def test_the_other_loopback_is_served_too() -> None:
    """IPv6."""
    with opened(health, "::1") as door:
        assert asked(door, "/health", host="::1")[0] == 200


def test_a_port_that_is_taken_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The mails matter more than the figures about them: one line in the log."""
    with opened(health) as door:
        second = Door("127.0.0.1", door.port, health)
        assert not second.open()
        second.close()
    assert "metrics_not_served" in capsys.readouterr().err


def test_whoever_says_nothing_keeps_nobody_out() -> None:
    """Silent connections fill their room, and whoever comes then is turned away, not kept waiting."""
    with opened(health) as door:
        silent_ones = [socket.create_connection(("127.0.0.1", door.port)) for _ in range(AT_ONCE - 1)]
        try:
            assert asked(door, "/health")[0] == 200
        finally:
            for connection in silent_ones:
                connection.close()


# -- systemd -----------------------------------------------------------------------------------------


@contextmanager
def supervisor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(folder / "notify"))
        listening.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(folder / "notify"))
        yield listening


def test_systemd_hears_that_we_live_and_how_we_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ready after the first look, then alive as often as it wants, the status when it changes."""
    monkeypatch.setenv("WATCHDOG_USEC", "60000")
    seen, stop = vitals(), threading.Event()
    states = [health(seen)]
    dog = Watchdog(lambda: states[0], await_first_word=seen.await_first_word)
    with supervisor(tmp_path, monkeypatch) as heard:
        thread = threading.Thread(target=dog.run, args=(stop,))
        thread.start()
        try:
            heard.settimeout(0.2)
            with pytest.raises(TimeoutError):
                heard.recv(4096)
            heard.settimeout(10)
            seen.opened(BOX)
            assert heard.recv(4096).decode().splitlines() == [
                "READY=1", "WATCHDOG=1", "STATUS=En service, 2 lettres en attente",
            ]  # fmt: skip
            assert heard.recv(4096) == b"WATCHDOG=1"
            states[0] = health(seen, dead=("rounds",))
            said = heard.recv(4096)
            while said == b"WATCHDOG=1":
                said = heard.recv(4096)
            assert said.decode() == "STATUS=En panne : rounds"  # and no word that it lives
        finally:
            stop.set()
            thread.join(10)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "60000000"}, 20.0),
        ({"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
    ],
)
def test_how_often_systemd_wants_a_word(
    environ: dict[str, str], expected: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three times in the time after which it would think us dead; never, unless it asks us."""
    for name in ("WATCHDOG_USEC", "WATCHDOG_PID"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert wanted_every() == expected


def test_the_status_is_in_plain_french() -> None:
    """What does not work, in the order of its weight; nothing while another has said why all stands still."""
    seen = mute_since(START)
    seen.lost(BOX)
    assert told(health(stands_still=True)) == ""
    assert told(health(gauges=None)) == "La base de données ne répond pas"
    assert told(health(gauges=gauges(letters={}))) == "En service"
    assert told(health(seen, gauges=gauges(letters={"ready": 1}))) == (
        f"En service, boîte hors d'atteinte : {BOX}, envoi impossible : {BOX}, 1 lettre en attente"
    )


def test_the_page_of_the_admins_names_every_figure() -> None:
    """None that does not exist, and none is missing."""
    operations = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
    section = operations.read_text("utf-8").partition("## Watch it")[2].partition("\n## ")[0]
    told = set(re.findall(r"`(mailbot_[a-z_]+)[`{]", section.partition("| figure |")[2]))
    served = set(re.findall(r"^# TYPE (\w+) ", page(health()), re.MULTILINE))
    assert told == served
