"""A worker is gone: how long until another one has acknowledged the next client? With the real leases.

    python -m benchmarks.takeover [--only kill|stop|cut] [--rounds N]

Two `mailbot run` on one PostgreSQL and one mailbox. The one that looks after the mailbox is killed, stopped
(SIGTERM), or cut off from the network (a network namespace; as root), each time just after it has renewed its
lease, which is the worst moment; a client writes at that moment, and is waited for.

Exit status 0: each time another worker has acknowledged within a minute.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import sqlalchemy as sa

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.flood import CONFIG, HOTEL, STAFF, complaint, deliver  # noqa: E402  (like the rigs)
from benchmarks.mails import SERVICE  # noqa: E402
from mailbot.sandbox.servers import MailServers  # noqa: E402
from mailbot.store import tables as t  # noqa: E402
from mailbot.store.db import Store  # noqa: E402
from rigs.island import Island, why_no_island  # noqa: E402
from rigs.postgres import Postgres  # noqa: E402

WITHIN = 60.0
PATIENCE = 150.0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.takeover", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--only", choices=("kill", "stop", "cut"))
    parser.add_argument("--rounds", type=int, default=1, help="of each")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    ways = [given.only] if given.only else ["kill", "stop", "cut"]
    if "cut" in ways and (missing := why_no_island()):
        print(f"cut: not tried, {missing}")
        ways.remove("cut")
    postgres = Postgres()
    postgres.start()
    try:
        found = {way: [one(way, postgres) for _ in range(given.rounds)] for way in ways}
    finally:
        postgres.stop()
        postgres.remove()
    for way, seconds in found.items():
        print(f"{way}: acknowledged by another after " + ", ".join(f"{each:.1f}" for each in seconds) + " s")
    return 0 if all(each <= WITHIN for seconds in found.values() for each in seconds) else 1


def one(way: str, postgres: Postgres) -> float:
    """A world of its own; seconds from the loss to the acknowledgement."""
    accounts = dict.fromkeys((SERVICE, STAFF, HOTEL, client(1), client(2)), "not used")
    now = lambda: datetime.now(UTC)  # noqa: E731, TID251  (the servers' clock)
    with tempfile.TemporaryDirectory(prefix="mailbot-takeover-") as name, ExitStack() as ends:
        folder = Path(name)
        servers = ends.enter_context(MailServers(accounts, clock=now))
        url = ends.enter_context(postgres.fresh_database())
        store = Store(url).open(migrate=True)
        ends.callback(store.close)
        config = folder / "config.toml"
        text = CONFIG.format(url=url, address=SERVICE, imap=servers.imap_port, smtp=servers.smtp_port)
        config.write_text(text, encoding="utf-8")
        argv = [sys.executable, "-m", "mailbot", "run", "--config", str(config)]
        log = ends.enter_context((folder / "log").open("wb"))
        lose = ends.enter_context(first_worker(way, argv, folder, log, postgres, servers))
        writes(servers, 1)
        until(lambda: is_acknowledged(servers, 1), folder)
        ends.enter_context(worker(argv, log))
        until(lambda: (folder / "log").read_bytes().count(b'"daemon_started"') == 2, folder)
        renewed = lease(store)
        until(lambda: lease(store) != renewed, folder)
        begun = time.monotonic()
        lose()
        writes(servers, 2)
        until(lambda: is_acknowledged(servers, 2), folder)
        return time.monotonic() - begun


@contextmanager
def first_worker(
    way: str, argv: list[str], folder: Path, log: IO[bytes], postgres: Postgres, servers: MailServers
) -> Iterator[Callable[[], None]]:
    """The one that will have the mailbox; gives what loses it."""
    if way == "cut":
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "tests"), str(ROOT)))}
        ports = (postgres.port, servers.imap_port, servers.smtp_port)
        island = Island(folder, ports, argv, log=log, environ=environ)
        try:
            yield island.cut
        finally:
            island.close()
        return
    with worker(argv, log) as process:
        yield lambda: process.send_signal(signal.SIGKILL if way == "kill" else signal.SIGTERM)


@contextmanager
def worker(argv: list[str], log: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(argv, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def client(number: int) -> str:
    return f"client{number}@courrier.example"


def writes(servers: MailServers, number: int) -> None:
    deliver(servers, complaint(client(number), number), client(number))


def is_acknowledged(servers: MailServers, number: int) -> bool:
    return any(mail.recipient == client(number) for mail in servers.accepted)


def lease(store: Store) -> tuple[object, ...] | None:
    with store.reading() as connection:
        row = connection.execute(sa.select(t.leases.c.owner, t.leases.c.until)).first()
    return tuple(row) if row else None


def until(condition: Callable[[], bool], folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit((folder / "log").read_text(encoding="utf-8")[-3000:])
        time.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main())
