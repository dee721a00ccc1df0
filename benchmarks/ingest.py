"""How many mails a second are taken in, beside two helpdesks and the floor, side by side in one run.

    python -m benchmarks.ingest [--mails N] [--rounds N] [--peers FOLDER] [--without-peers] [--picture FILE]

mailbot does its whole work for a mail: reads, understands, redacts, writes the letters, one synchronised
commit a mail where mails come one by one, and one a batch where they have been waiting. The floor is what
nobody can do without: mail-parser, and one synchronised commit of the bytes a mail.
The helpdesks are Roundup and django-helpdesk, each in an environment of its own, made at the first run.
Each program is a process of its own in each round; the rounds alternate, and the medians count. So do the
ratios: each round has its own, against what was measured next to it.
"""

from __future__ import annotations

import argparse
import json
import logging
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import mailparser

from benchmarks.bars import picture
from benchmarks.mails import BEGINNING, SERVICE, mails
from mailbot import journey
from mailbot.config import load
from mailbot.desk import Desk
from mailbot.intake import Intake
from mailbot.model import RawMail
from mailbot.stationery import Stationery
from mailbot.store.db import Store

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[[range], None]  # takes these mails, by their numbers
PEERS = {"roundup": "roundup==2.6.0", "django-helpdesk": "django-helpdesk==2.6.1"}
SCRIPTS = {"roundup": "roundup_desk.py", "django-helpdesk": "helpdesk_desk.py"}
WARM = 20
CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "tourisme"

[database]
url = "{url}"

[[mailboxes]]
address = "{address}"
imap = {{ host = "127.0.0.1", port = 1, security = "plain", password = "not used" }}
smtp = {{ host = "127.0.0.1", port = 1, security = "plain", username = "" }}

[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "claire.martin@office.example"
roles = ["manager", "handler"]

[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
aliases = ["Grand Tétras"]
email = "direction@tetras.example"
town = "Gérardmer"
"""


def parse_alone(contents: Sequence[bytes], _folder: Path) -> Run:
    return one_by_one(lambda number: mailparser.parse_from_bytes(contents[number]))


def commit_alone(contents: Sequence[bytes], folder: Path) -> Run:
    return one_by_one(committer(contents, folder))


def floor(contents: Sequence[bytes], folder: Path) -> Run:
    commit = committer(contents, folder)

    def take(number: int) -> None:
        mailparser.parse_from_bytes(contents[number])
        commit(number)

    return one_by_one(take)


def one_by_one(take: Callable[[int], object]) -> Run:
    def run(numbers: range) -> None:
        for number in numbers:
            take(number)

    return run


def committer(contents: Sequence[bytes], folder: Path) -> Callable[[int], None]:
    connection = sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE mails (id INTEGER PRIMARY KEY, content BLOB NOT NULL)")

    def take(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO mails (content) VALUES (?)", (contents[number],))
        connection.execute("COMMIT")

    return take


def desk_in(folder: Path, url: str = "") -> Desk:
    written = folder / "config.toml"
    url = url or f"sqlite:///{folder}/desk.sqlite3"
    written.write_text(CONFIG.format(url=url, address=SERVICE), "utf-8")
    settings = load(written, environ={})
    store = Store(settings.database_url).open(migrate=True)
    return Desk(settings=settings, store=store, stationery=Stationery())


def posted(contents: Sequence[bytes], number: int) -> RawMail:
    at = BEGINNING + timedelta(seconds=47 * number)
    return RawMail(
        content=contents[number], mailbox=SERVICE, received_at=at, folder="INBOX", uidvalidity=1,
        uid=number + 1,
    )  # fmt: skip


def single_mails(contents: Sequence[bytes], folder: Path, url: str = "") -> Callable[[int], None]:
    """Each mail as if it came alone: the disk is waited for once a mail."""
    desk = desk_in(folder, url)

    def take(number: int) -> None:
        raw = posted(contents, number)
        journey.take_in(raw, desk=desk, now=raw.received_at + timedelta(seconds=1))

    return take


def mailbot(contents: Sequence[bytes], folder: Path) -> Run:
    return one_by_one(single_mails(contents, folder))


class Waiting:
    """A mailbox in which mails have been waiting, on a server that answers at once."""

    uidvalidity = 1

    def __init__(self, contents: Sequence[bytes], numbers: range) -> None:
        self._contents = contents
        self._numbers = numbers

    def pending(self, after_uid: int) -> list[int]:
        return [number + 1 for number in self._numbers if number >= after_uid]

    def fetch_many(self, uids: Iterable[int], *, fallback: datetime) -> Iterator[tuple[int, RawMail]]:
        del fallback
        return ((uid, posted(self._contents, uid - 1)) for uid in uids)

    def mark_done(self, uids: Iterable[int]) -> dict[int, str]:
        return dict.fromkeys(uids, "moved")


def mailbot_backlog(contents: Sequence[bytes], folder: Path) -> Run:
    """What the daemon does after an outage, but for the server: fetched, taken in, marked batch by batch."""
    desk = desk_in(folder)

    def run(numbers: range) -> None:
        box: Any = Waiting(contents, numbers)
        at = BEGINNING + timedelta(seconds=47 * len(contents))
        intake = Intake(desk=desk, box=box, address=SERVICE, folder="INBOX", clock=lambda: at)
        if intake.catch_up() != len(numbers):
            raise RuntimeError("some mails were not taken in")

    return run


PROGRAMS = {
    "mail-parser alone": parse_alone,
    "commit alone": commit_alone,
    "floor (both)": floor,
    "mailbot": mailbot,
    "mailbot, a backlog": mailbot_backlog,
}


def child(name: str, folder: Path) -> None:
    """One program, in this process: the first mails warm it up, the others count."""
    logging.disable(logging.CRITICAL)
    contents = [path.read_bytes() for path in sorted(folder.iterdir())]
    with tempfile.TemporaryDirectory() as work:
        run = PROGRAMS[name](contents, Path(work))
        run(range(WARM))
        begun = time.perf_counter()
        run(range(WARM, len(contents)))
        seconds = time.perf_counter() - begun
    print(json.dumps({"mails": len(contents) - WARM, "seconds": seconds}))


def environment(name: str, home: Path) -> Path:
    """The Python of a peer's own environment, made if it is not there."""
    python = home / name / "bin" / "python"
    if not python.exists():
        print(f"installing {PEERS[name]}…", file=sys.stderr)
        venv.create(home / name, with_pip=True)
        subprocess.run([python, "-m", "pip", "--quiet", "install", PEERS[name]], check=True)
    return python


def measured(command: Sequence[str | Path]) -> float:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command}:\n{done.stderr}")
    found = json.loads(done.stdout.splitlines()[-1])
    return float(found["mails"] / found["seconds"])


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ingest", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", type=Path, default=Path.home() / ".cache" / "mailbot-benchmarks")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--picture", type=Path, help="an SVG file for the bars")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], Path(given.child[1]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        posted = Path(folder) / "posted"
        posted.mkdir()
        for number, mail in enumerate(mails(given.mails + WARM)):
            (posted / f"{number:06}.eml").write_bytes(mail.content)
        commands: dict[str, list[str | Path]] = {
            name: [sys.executable, "-m", "benchmarks.ingest", "--child", name, posted] for name in PROGRAMS
        }
        if not given.without_peers:
            for name, script in SCRIPTS.items():
                commands[name] = [environment(name, given.peers), ROOT / "benchmarks/peers" / script, posted]
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(given.rounds):
            for name, command in commands.items():
                found[name].append(measured(command))
    return told(found, given.picture)


def told(found: dict[str, list[float]], file: Path | None) -> int:
    medians = {name: statistics.median(rates) for name, rates in found.items()}
    print(f"{'mails a second':<22}{'median':>9}{'least':>9}{'most':>9}{'of the floor':>14}")
    for name, rates in found.items():
        share = ratio(rates, found["floor (both)"])
        print(f"{name:<22}{medians[name]:>9.1f}{min(rates):>9.1f}{max(rates):>9.1f}{share:>13.0%}")
    peers = [name for name in SCRIPTS if name in medians]
    if peers:
        faster = max(peers, key=medians.__getitem__)
        times = ratio(found["mailbot"], found[faster])
        print(f"mailbot: {times:.1f} × {faster}, the faster of the two helpdesks")
    if file:
        file.write_text(picture("Mails taken in a second (longer is better)", medians), "utf-8")
    return 0


def ratio(rates: list[float], others: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(rates, others, strict=True))


if __name__ == "__main__":
    sys.exit(main())
