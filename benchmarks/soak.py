"""Several daemons on real servers, for as long as you like, while one thing after another breaks.

    python -m benchmarks.soak [--minutes M] [--rate MAILS_A_MINUTE] [--workers N] [--every SECONDS]

Dovecot, Postfix and PostgreSQL, all private and on loopback; `mailbot run` in processes of its own. Mails
come at a steady rate. Every so many seconds something fails, in turn: a worker is killed, IMAP connections
are cut, Postfix stops, a worker is frozen, Dovecot restarts, PostgreSQL restarts. While something is out
mails wait, as they would at the sender's server, and come in one after another when it is back: the rate is
kept. At the end all is mended; what is still waiting then is worked off, and how long that takes is told: a
machine that cannot carry the rate has a long backlog. What came in is compared with what went out, and how
much memory each worker had, and has, is shown for each of its lives.

Exit status 0: every complaint has one ticket and one acknowledgement, every mail is put aside, `mailbot
verify` finds no gap, no worker has grown by more than a fifth after its first minute, and the rate was kept:
by those who write, and by the desk, whose backlog is worked off within a minute or a tenth of the time.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path

import sqlalchemy as sa

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks.workers import Worker  # noqa: E402  (after the line above, like the rigs)
from mailbot.store import tables as t  # noqa: E402
from mailbot.store import verify  # noqa: E402
from mailbot.store.db import Store  # noqa: E402
from rigs.certificates import make_certificates  # noqa: E402
from rigs.dovecot import Account, Dovecot  # noqa: E402
from rigs.postfix import Postfix  # noqa: E402
from rigs.postgres import Postgres  # noqa: E402

UNSENT = ("ready", "sending", "uncertain")
ACKNOWLEDGEMENT = "accuse_reception"
FROZEN = 8.0  # seconds in which a worker is as good as dead, and then is not
AWAY = 5.0  # seconds without a server
SLOWEST = 0.9  # of the rate that was asked for
PATIENCE = 420.0  # seconds at the end in which nothing gets done: leases of five minutes have to run out

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "tourisme"

[desk]
digest = false

[database]
url = "{database}"

[[mailboxes]]
address = "{service}"
imap = {{ host = "localhost", port = {imap}, password = "{password}", ca_file = "{ca}" }}
smtp = {{ host = "localhost", port = {smtp}, ca_file = "{ca}" }}

[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "{staff}"
roles = ["manager", "handler"]

[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
email = "{hotel}"
town = "Gérardmer"
"""
COMPLAINT = """Bonjour,

Nous avons séjourné à l'Hôtel du Grand Tétras du 6 au 8 novembre. La chambre {n} était sale et
le chauffage en panne ; la réception n'a rien fait. C'est inadmissible.
Je demande le remboursement d'une nuit ({n} €).

Élodie Dupont
"""


@dataclass(slots=True)
class World:
    """The servers, the people and the workers."""

    dovecot: Dovecot
    postfix: Postfix
    postgres: Postgres
    service: Account
    client: Account
    database: str
    workers: list[Worker]
    came: list[str] = field(default_factory=list)  # who has written
    broken: Counter[str] = field(default_factory=Counter)

    def complaint(self) -> None:
        number = len(self.came) + 1
        name, _, domain = self.client.address.partition("@")
        sender = f"{name}+{number}@{domain}"
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Élodie Dupont <{sender}>", self.service.address
        mail["Subject"], mail["Date"] = f"Séjour {number}", formatdate()
        mail["Message-ID"] = f"<soak-{number}@{domain}>"
        mail.set_content(COMPLAINT.format(n=number))
        self.dovecot.deliver(self.service.address, mail.as_bytes(), sender=sender)
        self.came.append(sender)

    # -- what breaks -------------------------------------------------------------------------------

    def kill(self) -> None:
        self._next_worker().signal(signal.SIGKILL)

    def cut(self) -> None:
        with suppress(subprocess.CalledProcessError):  # nobody is connected at this moment
            self.dovecot.drop_connections(self.service)

    def freeze(self) -> None:
        worker = self._next_worker()
        worker.signal(signal.SIGSTOP)
        time.sleep(FROZEN)
        worker.signal(signal.SIGCONT)

    def without_smtp(self) -> None:
        self.postfix.stop()
        time.sleep(AWAY)
        self.postfix.start()

    def without_imap(self) -> None:
        self.dovecot.stop()
        time.sleep(AWAY)
        self.dovecot.start()

    def without_database(self) -> None:
        self.postgres.stop()
        time.sleep(AWAY)
        self.postgres.start()

    def _next_worker(self) -> Worker:
        return self.workers[(self.broken["kill"] + self.broken["freeze"]) % len(self.workers)]

    def break_something(self) -> None:
        deeds = (
            self.kill,
            self.cut,
            self.without_smtp,
            self.freeze,
            self.without_imap,
            self.without_database,
        )
        deed = deeds[self.broken.total() % len(deeds)]
        deed()
        self.broken[deed.__name__] += 1

    def backlog(self, store: Store) -> Backlog:
        """What waits at this moment."""
        letters, c = sa.select(sa.func.count()).select_from(t.letters), t.letters.c
        with store.reading() as connection:
            unsent = connection.execute(letters.where(c.state.in_(UNSENT))).scalar_one()
            sent = connection.execute(
                letters.where(c.kind == ACKNOWLEDGEMENT, c.state == "sent")
            ).scalar_one()
        on_the_way = max(0, sent - self._number_of_mails(self.client))
        return Backlog(self._number_of_mails(self.service), unsent, on_the_way)

    def _number_of_mails(self, account: Account) -> int:
        with self.dovecot.imap(account) as client:
            _, told = client.status("INBOX", "(MESSAGES)")
        return int(told[0].rpartition(b"MESSAGES ")[2].rstrip(b")"))


@dataclass(frozen=True, slots=True)
class Backlog:
    mails: int  # in the mailbox
    letters: int  # in the outbox
    on_the_way: int  # acknowledgements that Postfix has in hand

    def __bool__(self) -> bool:
        return bool(self.mails or self.letters or self.on_the_way)

    def __str__(self) -> str:
        return f"{self.mails} mails in the mailbox, {self.letters} letters, {self.on_the_way} with Postfix"


@contextmanager
def world(folder: Path, workers: int) -> Iterator[World]:
    certificates = make_certificates()
    with ExitStack() as ends:
        ends.callback(certificates.remove)
        dovecot = ends.enter_context(Dovecot(certificates))
        postfix, postgres = Postfix(dovecot), Postgres()
        for server in (postfix, postgres):
            server.start()
            ends.callback(server.remove)
            ends.callback(server.stop)
        service, client, staff, hotel = (
            postfix.new_account(name) for name in ("service", "client", "claire", "hotel")
        )
        database = ends.enter_context(postgres.fresh_database())
        Store(database).open(migrate=True).close()
        config = folder / "config.toml"
        text = CONFIG.format(
            database=database, service=service.address, password=service.password, staff=staff.address,
            hotel=hotel.address, imap=dovecot.imaps_port, smtp=postfix.submissions_port,
            ca=certificates.ca_file,
        )  # fmt: skip
        config.write_text(text, encoding="utf-8")
        crew = [Worker(config, folder / f"worker-{number + 1}.log") for number in range(workers)]
        for worker in crew:
            worker.begin()
            ends.callback(worker.end)
        yield World(dovecot, postfix, postgres, service, client, database, crew)


def soak(running: World, *, minutes: float, rate: float, every: float) -> None:
    """So long people write, and so often something breaks."""
    begun = time.monotonic()
    end, next_mail, next_fault = begun + 60 * minutes, begun, begun + every
    while (now := time.monotonic()) < end:
        if now >= next_mail:  # after an outage one after another, until the rate has been kept
            running.complaint()
            next_mail += 60 / rate
            if next_mail <= now < next_fault:
                continue
        if now >= next_fault:
            running.break_something()
            next_fault = time.monotonic() + every
        for worker in running.workers:
            worker.look()
        time.sleep(min(0.1, 10 / rate))
    while next_mail < end:  # what an outage at the very end has held back
        running.complaint()
        next_mail += 60 / rate


def worked_off(running: World, store: Store) -> Backlog:
    """What is left in the end: nothing, unless nothing gets done any more."""
    known, since = running.backlog(store), time.monotonic()
    while known and time.monotonic() < since + PATIENCE:
        for worker in running.workers:
            worker.look()
        time.sleep(0.5)
        if (present := running.backlog(store)) != known:
            known, since = present, time.monotonic()
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast it was asked for, and how fast it was."""

    asked: float  # mails a minute
    written: float
    lasted: float  # minutes in which people wrote
    backlog: Backlog  # when the last one had written
    seconds: float  # that it took to work it off
    left: Backlog

    def carried(self, mails: int) -> float:
        return mails / (self.lasted + self.seconds / 60)

    @property
    def is_kept(self) -> bool:
        """A mailbox whose worker was lost near the end gathers mails for a minute, whatever the machine."""
        allowed = max(60.0, (1 - SLOWEST) * 60 * self.lasted)
        return self.written >= SLOWEST * self.asked and self.seconds <= allowed


def report(running: World, store: Store, pace: Pace) -> int:
    """In = out?"""
    with store.reading() as connection:
        gaps = list(verify.gaps(connection))
        opened = connection.execute(
            sa.select(sa.func.count()).where(t.mails.c.disposition == "opened")
        ).scalar_one()
        c = t.letters.c
        query = sa.select(c.message_id, c.attempts).where(c.kind == ACKNOWLEDGEMENT)
        tried = {row.message_id: row.attempts for row in connection.execute(query)}
    reached = Counter(
        re.sub(rb"\s", b"", re.findall(rb"^Message-ID:(.*?)\r?\n(?!\s)", raw, re.M | re.S | re.I)[0]).decode()
        for raw in running.dovecot.mails(running.client)
    )
    put_aside = len(running.dovecot.mails(running.service, "mailbot"))
    lost = [id_ for id_ in tried if id_ not in reached]
    doubled = [id_ for id_, times in reached.items() if times > tried.get(id_, 1)]
    copies = reached.total() - len(reached)
    fat = [life for worker in running.workers for life in worker.lives if life.is_fat]
    print(f"rate: {pace.asked:g} mails a minute asked, {pace.written:.1f} written")
    print(f"backlog when the last one was written: {pace.backlog}; worked off in {pace.seconds:.0f} s: "
          f"the desk has carried {pace.carried(len(running.came)):.0f} mails a minute")  # fmt: skip
    print(f"breakdowns: {running.broken.total()}: "
          + ", ".join(f"{times} {name}" for name, times in running.broken.items()))  # fmt: skip
    print(f"in: {len(running.came)} mails; tickets {opened}, put aside {put_aside}")
    print(f"out: {len(reached)} acknowledgements; lost {len(lost)}, doubled {len(doubled)}, "
          f"copies of letters in hand {copies}; gaps {len(gaps)}")  # fmt: skip
    for number, worker in enumerate(running.workers, 1):
        print(f"memory of worker {number}, MB at begin, after a minute and at the end of each life: "
              + "; ".join(map(str, worker.lives)))  # fmt: skip
    if pace.left:
        print(f"and nothing got done any more: {pace.left}")
    if not pace.is_kept:
        print("this machine does not carry that rate")
    good = pace.is_kept and not (pace.left or lost or doubled or gaps or fat)
    return 0 if good and opened == put_aside == len(running.came) == len(reached) else 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=20, help="mails a minute")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--every", type=float, default=20, help="seconds between two faults")
    arguments = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("Postfix starts as root only")
    with tempfile.TemporaryDirectory(prefix="mailbot-soak-") as name:
        with world(Path(name), arguments.workers) as running:
            store = Store(running.database).open()
            begun = time.monotonic()
            soak(running, minutes=arguments.minutes, rate=arguments.rate, every=arguments.every)
            lasted, backlog = time.monotonic() - begun, running.backlog(store)
            left = worked_off(running, store)
            pace = Pace(
                asked=arguments.rate, written=60 * len(running.came) / lasted, lasted=lasted / 60,
                backlog=backlog, seconds=time.monotonic() - begun - lasted, left=left,
            )  # fmt: skip
            for worker in running.workers:
                worker.look()
                worker.remember()
            status = report(running, store, pace)
            store.close()
        if status:
            for log in sorted(Path(name).glob("*.log")):
                print("\n".join([f"{log.name}:", *log.read_text(encoding="utf-8").splitlines()[-30:]]))
    return status


if __name__ == "__main__":
    sys.exit(main())
