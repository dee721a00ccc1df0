"""SQLite beside PostgreSQL, and two workers beside one.

    python -m benchmarks.databases [--mails N] [--rounds N] [--waiting N]

One worker: each mail as if it came alone, its own commit waiting for the disk, on both databases in turn (the
PostgreSQL waits for the disk too). Ratios are those of each round, and their median counts.

Two workers: four mailboxes of a real Dovecot, in each of them as many mails, one PostgreSQL, a mail server
that only counts. `mailbot run` once, then twice at the same time: from the first mail to the last, letters
leaving meanwhile. Two workers want two processors for themselves; Dovecot and PostgreSQL want theirs as well.
A mailbox has one worker: how many each of the two had is told.

Exit status 0: PostgreSQL needs at most 1.5 times as long as SQLite, and two workers do 1.7 times as much as
one where there are more than two processors (with two nothing is asked).
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from benchmarks.backlog import wait_for_end
from benchmarks.ingest import WARM, ratio, single_mails
from benchmarks.mails import mails
from benchmarks.office import ROOT, Daemon, configured, daemon, dovecot, machine, mails_wait
from benchmarks.smtp_taker import taker
from mailbot.store import tables as t
from mailbot.store.db import Store
from rigs.postgres import Postgres

SLOWER, FASTER = 1.5, 1.7
MAILBOXES = 4


@dataclass(frozen=True, slots=True)
class Rate:
    a_second: float
    cpu_ms: float  # of our own processes, for each mail


def child(url: str, count: int) -> None:
    """One worker, in this process: the first mails warm it up, the others count."""
    logging.disable(logging.CRITICAL)
    contents = [mail.content for mail in mails(count + WARM)]
    with tempfile.TemporaryDirectory() as work:
        take = single_mails(contents, Path(work), url)
        for number in range(WARM):
            take(number)
        begun, busy = time.perf_counter(), time.process_time()
        for number in range(WARM, len(contents)):
            take(number)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - busy
    print(json.dumps([count / seconds, 1000 * cpu / count]))


def one_worker(url: str, count: int) -> Rate:
    command = [sys.executable, "-m", "benchmarks.databases", "--child", url, str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return Rate(*json.loads(done.stdout.splitlines()[-1]))


def workers(number: int, url: str, waiting: int) -> tuple[Rate, list[int]]:
    """How fast, and how many mailboxes each of them had."""
    store = Store(url).open(migrate=True)
    with tempfile.TemporaryDirectory() as name, dovecot() as server, taker() as smtp, ExitStack() as ends:
        accounts = [server.new_account("reclamations") for _ in range(MAILBOXES)]
        for seed, account in enumerate(accounts):
            mails_wait(server, account, waiting, seed=seed)
        crew: list[Daemon] = []
        for index in range(number):
            folder = Path(name) / str(index)
            folder.mkdir()
            config = configured(folder, url, accounts, smtp=smtp, server=server)
            crew.append(ends.enter_context(daemon(config)))
        split: Counter[str] = Counter()
        wait_for_end(store, MAILBOXES * waiting)
        with store.reading() as connection:
            owners = connection.execute(sa.select(t.leases.c.owner).where(t.leases.c.name.like("mailbox %")))
            split.update(owner.rsplit(":", 1)[0] for owner in owners.scalars())
            recorded = t.mails.c.recorded_at
            first, last, count = connection.execute(
                sa.select(sa.func.min(recorded), sa.func.max(recorded), sa.func.count())
            ).one()
        cpu = sum(worker.cpu_seconds() for worker in crew)
    store.close()
    return Rate(count / (last - first).total_seconds(), 1000 * cpu / count), sorted(split.values())


@contextmanager
def postgresql() -> Iterator[Postgres]:
    server = Postgres(durable=True)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        server.remove()


def beside_sqlite(server: Postgres, count: int, rounds: int) -> float:
    found: dict[str, list[Rate]] = {"SQLite": [], "PostgreSQL": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            found["SQLite"].append(one_worker(f"sqlite:///{folder}/desk.sqlite3", count))
        with server.fresh_database() as url:
            found["PostgreSQL"].append(one_worker(url, count))
    table(found)
    times = ratio(*([one.a_second for one in found[name]] for name in ("SQLite", "PostgreSQL")))
    print(f"PostgreSQL needs {times:.2f} times as long as SQLite; {machine()}")
    return times


def beside_one(server: Postgres, waiting: int, rounds: int) -> float:
    found: dict[str, list[Rate]] = {"one worker": [], "two workers": []}
    splits = []
    for _ in range(rounds):
        for number, name in enumerate(found, 1):
            with server.fresh_database() as url:
                rate, split = workers(number, url, waiting)
            found[name].append(rate)
            splits += [split] if number > 1 else []
    table(found)
    times = ratio(*([one.a_second for one in found[name]] for name in ("two workers", "one worker")))
    print("mailboxes of the two: " + ", ".join(" and ".join(map(str, split)) for split in splits))
    print(f"two workers do {times:.2f} times as much as one; {machine()}")
    return times


def table(found: dict[str, list[Rate]]) -> None:
    print(f"{'mails a second':<22}{'median':>9}{'least':>9}{'most':>9}{'CPU ms a mail':>16}")
    for name, rates in found.items():
        speeds = [one.a_second for one in rates]
        cpu = statistics.median(one.cpu_ms for one in rates)
        print(
            f"{name:<22}{statistics.median(speeds):>9.1f}{min(speeds):>9.1f}{max(speeds):>9.1f}{cpu:>16.1f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.databases", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--mails", type=int, default=500)
    parser.add_argument("--waiting", type=int, default=250, help="mails in each of the four mailboxes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], int(given.child[1]))
        return 0
    with postgresql() as server:
        slower = beside_sqlite(server, given.mails, given.rounds)
        faster = beside_one(server, given.waiting, given.rounds)
    is_fast = faster >= FASTER or (os.cpu_count() or 1) <= len(("one", "another"))
    return 0 if slower <= SLOWER and is_fast else 1


if __name__ == "__main__":
    sys.exit(main())
