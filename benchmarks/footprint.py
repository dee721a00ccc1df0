"""What mailbot asks of a machine: time to start, time to explain a mail, memory while nothing happens.

    python -m benchmarks.footprint [--rounds N] [--seconds S] [--megabytes M]

Each is a process of its own, as pip leaves it: byte code on disk. Start: from the beginning of the process to
its first look into a mailbox of a real Dovecot (when the server hears SELECT, and IDLE). `mailbot explain`:
one mail, from the beginning of the process to its end. Then a daemon that idles, and one that takes in a mail
of 25 MB, most of it an attached file, with the letters that follow. Beside each time, the median, stands the
processor's, the least: where other work runs, the clock tells of that too.

Exit status 0: half a second each (the processor's time where the machine is loaded), less than 1 % of a
processor and 120 MB while nothing happens, and at most 300 MB for the large mail.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from benchmarks.backlog import wait_for_end, wait_for_first_poll
from benchmarks.latency import Ear, complaint, post_of, wait_until
from benchmarks.mails import SERVICE, mails
from benchmarks.office import ROOT, as_installed, command, configured, daemon, dovecot, machine
from benchmarks.smtp_taker import taker
from mailbot.store.db import Store
from rigs.dovecot import Account, Dovecot

SETTLED = 3.0  # seconds after its first poll: nothing that belongs to the start goes on
START = EXPLAIN = 0.5  # seconds
IDLE_SHARE, IDLE_MEGABYTES = 0.01, 120.0
LARGE_MAIL_MEGABYTES = 300.0


@dataclass(frozen=True, slots=True)
class Times:
    wall: float
    cpu: float


def typical(found: Sequence[Times]) -> Times:
    return Times(statistics.median(one.wall for one in found), min(one.cpu for one in found))


def explained(folder: Path) -> Times:
    mail = folder / "mail.eml"
    mail.write_bytes(next(mails(1)).content)
    begun = time.perf_counter()
    process = subprocess.Popen(
        command("explain", mail), cwd=ROOT, env=as_installed(), stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"explain: exit status {process.returncode}")
    return Times(wall, used.ru_utime + used.ru_stime)


@dataclass(frozen=True, slots=True)
class Start:
    opened: float  # seconds until the server heard SELECT
    idling: float
    cpu: float  # of the process until then, or a moment later


def started(folder: Path, server: Dovecot, account: Account, url: str) -> Start:
    ear = Ear(post_of(server, account))
    config = configured(folder, url, [account], smtp=1, server=server, through=ear.port)
    begun = time.time()
    with daemon(config) as worker:
        wait_until(lambda: "IDLE" in ear.given, "the first IDLE")
        cpu = worker.cpu_seconds()
    ear.close()
    return Start(ear.given["SELECT"] - begun, ear.given["IDLE"] - begun, cpu)


@dataclass(frozen=True, slots=True)
class Rest:
    share: float  # of one processor
    megabytes: float


def at_rest(config: Path, store: Store, seconds: float) -> Rest:
    with daemon(config) as worker:
        wait_for_first_poll(store)
        time.sleep(SETTLED)
        busy = worker.cpu_seconds()
        time.sleep(seconds)
        return Rest((worker.cpu_seconds() - busy) / seconds, worker.megabytes())


def large_mail(megabytes: int) -> bytes:
    """So large as it travels: base64 makes four bytes of three, and 78 of 76."""
    mail = message_from_bytes(complaint(1, "client@courriel.example", SERVICE), policy=SMTP)
    assert isinstance(mail, EmailMessage)
    size = megabytes * 1_000_000 * 3 * 76 // (4 * 78)
    mail.add_attachment(bytes(range(256)) * (size // 256), "image", "jpeg", filename="chambre.jpg")
    return mail.as_bytes()


def with_large_mail(config: Path, server: Dovecot, account: Account, store: Store, megabytes: int) -> float:
    content = large_mail(megabytes)
    server.leave(account, [(content, datetime.now(UTC))])  # noqa: TID251  (a measurement has a clock of its own)
    del content
    with daemon(config) as worker:
        wait_for_end(store, 1)
        return worker.megabytes(peak=True)


def told(starts: Sequence[Start], reading: Times, rest: Rest, peak: float, megabytes: int) -> int:
    opened, idling = (
        statistics.median(getattr(one, name) for one in starts) for name in ("opened", "idling")
    )
    cpu = min(one.cpu for one in starts)
    print(f"{len(starts)} rounds; {machine()}")
    print(
        f"start: first look into a mailbox after {opened:.2f} s, IDLE after {idling:.2f} s; "
        f"processor {cpu:.2f} s"
    )
    print(f"explain: one mail in {reading.wall:.2f} s; processor {reading.cpu:.2f} s")
    print(f"idle: {rest.share:.2%} of a processor, {rest.megabytes:.0f} MB")
    print(f"a mail of {megabytes} MB: {peak:.0f} MB at most")
    kept = (
        min(idling, cpu) <= START,
        min(reading.wall, reading.cpu) <= EXPLAIN,
        rest.share < IDLE_SHARE and rest.megabytes < IDLE_MEGABYTES,
        peak <= LARGE_MAIL_MEGABYTES,
    )
    return 0 if all(kept) else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.footprint", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long nothing happens")
    parser.add_argument("--megabytes", type=int, default=25, help="of the large mail")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="mailbot-footprint-") as name,
        dovecot() as server,
        taker() as smtp,
    ):
        folder = Path(name)
        url = f"sqlite:///{folder}/desk.sqlite3"
        account = server.new_account("reclamations")
        explained(folder)  # its byte code is on disk from now on
        reading = typical([explained(folder) for _ in range(given.rounds)])
        started(folder, server, account, url)  # and its database
        starts = [started(folder, server, account, url) for _ in range(given.rounds)]
        config = configured(folder, url, [account], smtp=smtp, server=server)
        store = Store(url).open()
        rest = at_rest(config, store, given.seconds)
        peak = with_large_mail(config, server, account, store, given.megabytes)
        store.close()
    return told(starts, reading, rest, peak, given.megabytes)


if __name__ == "__main__":
    sys.exit(main())
