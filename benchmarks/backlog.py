"""A mailbox in which thousands of mails wait after an outage: how fast they are read, and who waits.

    python -m benchmarks.backlog [--mails N] [--database postgresql]

A real Dovecot, `mailbot run` as a process of its own, a mail server that only counts. The mails have come
within a day and a half, one after another. People wait for their acknowledgements: those leave while the rest
is still being read, the soonest deadline first. One that waits in the outbox for more than a second while
another one leaves whose deadline is later has been overtaken. Memory: that of a daemon which has found an
empty mailbox, and the most that it has needed for all of them; what the first mail brings with it (rules that
are made when they are needed) is in the difference.

Exit status 0: acknowledgements have left before the backlog was read, none was overtaken, and no more than
50 MB were needed beyond the daemon that has nothing to do.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from benchmarks.office import Daemon, configured, daemon, dovecot, machine, mails_wait
from benchmarks.smtp_taker import taker
from mailbot.store import tables as t
from mailbot.store.db import Store
from rigs.postgres import Postgres

ACKNOWLEDGEMENT = "accuse_reception"
UNSENT = ("ready", "sending", "uncertain")
IN_HAND = timedelta(seconds=1)  # a letter that has just been written, and those under way beside it
IDLE = 3.0  # seconds after its first poll: the daemon has nothing left to begin
STILL = 60.0  # seconds in which nothing gets done: it never will
MORE = 50.0  # megabytes
NEVER = datetime.max.replace(tzinfo=UTC)  # the deadline of a letter that nobody has promised: it goes last


@dataclass(frozen=True, slots=True, order=True)
class Acknowledgement:
    sent_at: datetime
    written_at: datetime
    deadline: datetime


def overtaken(acknowledgements: Sequence[Acknowledgement]) -> int:
    """How many had been waiting when one left that was due later."""
    ordered = sorted(acknowledgements)
    moments = [one.sent_at for one in ordered]

    def is_late(one: Acknowledgement) -> bool:
        while_it_waited = slice(
            bisect_left(moments, one.written_at + IN_HAND), bisect_left(moments, one.sent_at)
        )
        return any(other.deadline > one.deadline for other in ordered[while_it_waited])

    return sum(map(is_late, ordered))


def wait_for_first_poll(store: Store) -> None:
    """Until a daemon has read its mailbox to the end, empty or not."""
    polled = sa.select(t.cursors.c.polled_at).where(t.cursors.c.polled_at.is_not(None))
    ends = time.monotonic() + STILL
    while time.monotonic() < ends:
        with store.reading() as connection:
            if connection.execute(polled).first():
                return
        time.sleep(0.1)
    sys.exit("the daemon has not read its mailbox")


def wait_for_end(store: Store, count: int) -> None:
    """Until every mail is put aside, and no letter is due."""
    marked = sa.select(sa.func.count()).where(t.arrivals.c.marked.is_not(None))
    unsent = sa.select(sa.func.count()).where(
        t.letters.c.state.in_(UNSENT), t.letters.c.next_try_at <= sa.bindparam("now", type_=t.Moment)
    )
    known, since = None, time.monotonic()
    while True:
        time.sleep(0.5)
        now = datetime.now().astimezone()  # noqa: TID251  (a measurement has a clock of its own)
        with store.reading() as connection:
            state = (
                connection.execute(marked).scalar_one(),
                connection.execute(unsent, {"now": now}).scalar_one(),
            )
        if state == (count, 0):
            return
        if state != known:
            known, since = state, time.monotonic()
        elif time.monotonic() > since + STILL:
            sys.exit(
                f"{state[0]} of {count} mails are put aside, {state[1]} letters wait, and nothing gets done"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    read: Sequence[datetime]  # when each mail was taken up
    acknowledgements: Sequence[Acknowledgement]
    cpu: float
    until_first: float  # seconds from the start of the process to the first mail
    idle: float  # megabytes
    peak: float
    end: float


def measured(folder: Path, url: str, count: int) -> Found:
    store = Store(url).open(migrate=True)
    with dovecot() as server, taker() as smtp:
        account = server.new_account("reclamations")
        config = configured(folder, url, [account], smtp=smtp, server=server)
        with daemon(config) as worker:
            wait_for_first_poll(store)
            time.sleep(IDLE)
            idle = worker.megabytes()
        mails_wait(server, account, count)
        begun = datetime.now().astimezone()  # noqa: TID251  (as above)
        with daemon(config) as worker:
            wait_for_end(store, count)
            found = looked_up(store, worker, begun=begun, idle=idle)
    store.close()
    return found


def looked_up(store: Store, worker: Daemon, *, begun: datetime, idle: float) -> Found:
    peak, end, cpu = worker.megabytes(peak=True), worker.megabytes(), worker.cpu_seconds()
    c = t.letters.c
    left = sa.select(c.sent_at, c.created_at, c.deadline).where(c.kind == ACKNOWLEDGEMENT, c.state == "sent")
    with store.reading() as connection:
        read = list(
            connection.execute(sa.select(t.mails.c.recorded_at).order_by(t.mails.c.recorded_at)).scalars()
        )
        letters = [
            Acknowledgement(sent, written, due or NEVER) for sent, written, due in connection.execute(left)
        ]
    return Found(
        read=read, acknowledgements=letters, cpu=cpu, until_first=(read[0] - begun).total_seconds(),
        idle=idle, peak=peak, end=end,
    )  # fmt: skip


def told(found: Found) -> int:
    read, letters = found.read, sorted(found.acknowledgements)
    if not letters:
        sys.exit("no acknowledgement has left")
    last, first = read[-1], letters[0].sent_at
    seconds = (last - read[0]).total_seconds()
    during, late = sum(one.sent_at < last for one in letters), overtaken(letters)
    waited = sorted((one.sent_at - one.written_at).total_seconds() for one in letters)
    more = found.peak - found.idle
    print(f"{len(read)} mails, {len(letters)} acknowledgements; {machine()}")
    print(f"read: {len(read) / seconds:.1f} mails a second ({seconds:.1f} s), the first one "
          f"{found.until_first:.1f} s after the start")  # fmt: skip
    print(f"processor, with the letters: {found.cpu:.1f} s, {1000 * found.cpu / len(read):.1f} ms a mail")
    print(f"first acknowledgement: after {sum(at <= first for at in read)} mails, "
          f"{(first - read[0]).total_seconds():.2f} s after the first mail")  # fmt: skip
    print(f"left while the backlog was read: {during / len(letters):.0%}; the last one "
          f"{(letters[-1].sent_at - last).total_seconds():.1f} s after the last mail")  # fmt: skip
    print(f"in the outbox: median {waited[len(waited) // 2]:.2f} s, at most {waited[-1]:.2f} s")
    print(f"overtaken by one with a later deadline: {late}")
    print(f"memory: {found.idle:.0f} MB idle before, {found.peak:.0f} MB at most, {found.end:.0f} MB after; "
          f"{more:.0f} MB more than idle")  # fmt: skip
    return 0 if during and not late and more <= MORE else 1


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/desk.sqlite3"
        return
    server = Postgres(durable=True)
    server.start()
    try:
        with server.fresh_database() as url:
            yield url
    finally:
        server.stop()
        server.remove()


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.backlog", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="mailbot-backlog-") as name,
        database(given.database, Path(name)) as url,
    ):
        return told(measured(Path(name), url, given.mails))


if __name__ == "__main__":
    sys.exit(main())
