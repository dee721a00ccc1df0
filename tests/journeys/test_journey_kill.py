"""The daemon is killed in the middle of its work, anywhere: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crashing import POINTS
from mailbot.daemon import clock
from mailbot.store import tables as t
from office import CLIENT, COMPLAINT, SERVICE, STRANGER, Office, parsed

KILLED = -9
OF_TIMERS = ("timer claimed", "timer done, not committed")
A_LONG_TIME = 100 * 86_400
LEASE_OVER = 360  # seconds: a letter that a killed process had in hand is free again
SENT_BUT_UNKNOWN = ("after DATA", "sent, not committed")
HERE = Path(__file__).parent
CLIENTS = (CLIENT, STRANGER)

Order = Callable[..., int]


@pytest.fixture(scope="module")
def obeyed() -> Iterator[Order]:
    """`obeyed("run", "--once", config=…, point=…)`: the command in a process of its own; its exit code."""
    child = subprocess.Popen(
        [sys.executable, str(HERE / "crashing.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert child.stdin
    assert child.stdout

    def order(*argv: str, config: Path, **details: object) -> int:
        command = {"argv": [*argv, "--config", str(config)], **details}
        child.stdin.write(json.dumps(command) + "\n")
        child.stdin.flush()
        for line in child.stdout:  # the command's own words come before
            if line.startswith("exit "):
                return int(line.split()[1])
        raise AssertionError("the process that was to obey is gone")

    yield order
    child.stdin.close()
    child.wait(10)
    child.stdout.close()


def two_complaints(office: Office, number: int = 1) -> None:
    """Two clients have written; a run that is killed has at least this much to do."""
    office.now = clock()
    first = COMPLAINT.replace("chambre 12", f"chambre {number}12")
    office.arrives(first, subject="Séjour")
    second = first.replace("Élodie Dupont", "Jean Mercier").replace("sale", "bruyante")
    office.arrives(second, subject="Week-end", sender=f"Jean Mercier <{STRANGER}>")


def recovered(obeyed: Order, config: Path) -> None:
    """As after a restart: at once, and when the leases of the dead process are over."""
    for later in (0, LEASE_OVER):
        assert obeyed("run", "--once", config=config, later=later) == 0


def seen(office: Office, point: str, *, rounds: int = 1) -> None:
    """One ticket and one acknowledgement a complaint, every mail set aside, every letter sent."""
    assert [row["disposition"] for row in office.rows(t.mails)] == ["opened", "opened"] * rounds
    assert len(office.tickets()) == 2 * rounds
    assert office.servers.mails(SERVICE) == ()
    assert len(office.servers.mails(SERVICE, "mailbot")) == 2 * rounds
    letters = office.rows(t.letters)
    assert {row["state"] for row in letters} == {"sent"}
    ids = Counter(str(parsed(mail.content)["Message-ID"]) for mail in office.servers.accepted)
    assert set(ids) == {row["message_id"] for row in letters}
    assert ids.total() - len(ids) == (1 if point in SENT_BUT_UNKNOWN else 0)
    for client in CLIENTS:
        acknowledged = [
            row for row in letters if (row["recipient"], row["kind"]) == (client, "accuse_reception")
        ]
        assert len(acknowledged) == rounds


@pytest.mark.parametrize(
    ("point", "times"),
    [
        *((point, 1) for point in POINTS if point not in OF_TIMERS),
        # once more with the second mail, or the second letter, in hand
        *((point, 2) for point in ("before COMMIT", "after COMMIT", "one letter written", "after DATA")),
    ],
)
def test_killed_anywhere_and_started_again(make_office, obeyed: Order, point: str, times: int) -> None:
    """One ticket and one acknowledgement a client; a copy at most, under the same Message-ID."""
    office = make_office()
    two_complaints(office)

    assert obeyed("run", "--once", config=office.config_file, point=point, times=times) == KILLED
    recovered(obeyed, office.config_file)

    seen(office, point)
    assert obeyed("verify", config=office.config_file) == 0


@pytest.mark.parametrize("point", OF_TIMERS)
def test_killed_while_time_passes(make_office, obeyed: Order, point: str) -> None:
    """What fell due is done after the restart, and said once."""
    office = make_office(procedure="courtier")
    two_complaints(office)
    assert obeyed("run", "--once", config=office.config_file) == 0

    assert (
        obeyed("run", "--once", config=office.config_file, point=point, times=2, later=A_LONG_TIME) == KILLED
    )
    for later in (A_LONG_TIME + LEASE_OVER, A_LONG_TIME + 2 * LEASE_OVER):
        assert obeyed("run", "--once", config=office.config_file, later=later) == 0

    assert office.events().count("answer_late") == 2
    seen(office, point)
    assert obeyed("verify", config=office.config_file) == 0


def test_killed_again_and_again_on_postgresql(postgres_url: str, make_office, obeyed: Order) -> None:
    """The same promises where several workers share a database; each death leaves its locks behind."""
    office = make_office(database=postgres_url)
    points = ("before COMMIT", "letter claimed, not committed", "after DATA")
    for number, point in enumerate(points, start=1):
        two_complaints(office, number)
        assert obeyed("run", "--once", config=office.config_file, point=point) == KILLED
        recovered(obeyed, office.config_file)
        seen(office, point, rounds=number)
    assert obeyed("verify", config=office.config_file) == 0
