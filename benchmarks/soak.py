"""Several daemons on real servers, for as long as you like, while one thing after another breaks.

    python -m benchmarks.soak [--minutes M] [--rate MAILS_A_MINUTE] [--workers N] [--every SECONDS]

Dovecot, Postfix and PostgreSQL, all private and on loopback; `mailbot run` in processes of its own. Mails
come at a steady rate. Every so many seconds something fails, in turn: a worker is killed, IMAP connections
are cut, Postfix stops, a worker is frozen, Dovecot restarts, PostgreSQL restarts. While something is out
mails wait, as they would at the sender's server, and come in one after another when it is back: the rate is
kept. At the end all is mended, and what came in is compared with what went out; how much memory each worker
had, and has, is shown for each of its lives.

Exit status 0: every complaint has one ticket and one acknowledgement, every mail is put aside, `mailbot
verify` finds no gap, no worker has grown by more than a fifth after its first minute, and the rate was kept.
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
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path

import sqlalchemy as sa

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from mailbot.store import tables as t  # noqa: E402  (after the line above, like the rigs)
from mailbot.store import verify  # noqa: E402
from mailbot.store.db import Store  # noqa: E402
from rigs.certificates import make_certificates  # noqa: E402
from rigs.dovecot import Account, Dovecot  # noqa: E402
from rigs.postfix import Postfix  # noqa: E402
from rigs.postgres import Postgres  # noqa: E402

UNSENT = ("ready", "sending", "uncertain")
FROZEN = 8.0  # seconds in which a worker is as good as dead, and then is not
AWAY = 5.0  # seconds without a server
BEGUN = 5.0  # seconds after which a worker has begun to work
WARM = 60.0  # seconds after which a worker has everything in memory that it needs
GROWTH = 1.2
SLOWEST = 0.9  # of the rate that was asked for
PATIENCE = 420.0  # seconds at the end: leases of five minutes have to run out

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


@dataclass(frozen=True, slots=True)
class Life:
    """Of one worker; how large it was, in kilobytes."""

    seconds: float
    first: int
    warm: int  # 0: it was too short
    last: int

    @property
    def is_fat(self) -> bool:
        return bool(self.warm) and self.last > GROWTH * self.warm

    def __str__(self) -> str:
        sizes = [self.first, *([self.warm] if self.warm else []), self.last]
        return "→".join(str(size // 1024) for size in sizes) + f" in {self.seconds:.0f} s"


@dataclass(slots=True)
class Worker:
    """One `mailbot run`; born again after each death."""

    config: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    first: int = 0  # kilobytes, when it had begun to work
    warm: int = 0  # a minute after its birth
    last: int = 0
    lives: list[Life] = field(default_factory=list)

    def begin(self) -> None:
        with self.log.open("ab") as log:
            argv = [sys.executable, "-m", "mailbot", "run", "--config", str(self.config)]
            self.process = subprocess.Popen(argv, cwd=ROOT, stderr=log, stdout=log)
        self.born, self.first, self.warm, self.last = time.monotonic(), 0, 0, 0

    def look(self) -> None:
        """How large is it? And is it there at all: a supervisor starts again what has ended."""
        assert self.process
        if self.process.poll() is not None:
            self.remember()
            self.begin()
            return
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        if (size := re.search(r"VmRSS:\s+(\d+)", status)) is None:
            return  # it has just died
        self.last, age = int(size[1]), time.monotonic() - self.born
        if not self.first and age > BEGUN:
            self.first = self.last
        if not self.warm and age > WARM:
            self.warm = self.last

    def remember(self) -> None:
        if self.first:
            age = time.monotonic() - self.born
            self.lives.append(Life(age, self.first, self.warm, self.last))
            self.first = 0

    def signal(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def end(self) -> None:
        assert self.process
        self.remember()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


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

    def is_done(self, store: Store) -> bool:
        with store.reading() as connection:
            waiting = connection.execute(
                sa.select(sa.func.count()).where(t.letters.c.state.in_(UNSENT))
            ).scalar_one()
            tickets = connection.execute(sa.select(sa.func.count()).select_from(t.tickets)).scalar_one()
        return not waiting and tickets >= len(self.came) and not self.dovecot.mails(self.service)


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


def soak(running: World, *, minutes: float, rate: float, every: float) -> float:
    """Returns how many mails a minute it has been in truth."""
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
    return 60 * len(running.came) / (time.monotonic() - begun)


def wait_for(condition: Callable[[], bool], seconds: float, workers: list[Worker]) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        for worker in workers:
            worker.look()
        time.sleep(0.5)
    return True


def report(running: World, store: Store, in_time: bool, *, asked: float, kept: float) -> int:
    """In = out?"""
    with store.reading() as connection:
        gaps = list(verify.gaps(connection))
        opened = connection.execute(
            sa.select(sa.func.count()).where(t.mails.c.disposition == "opened")
        ).scalar_one()
        c = t.letters.c
        query = sa.select(c.message_id, c.attempts).where(c.kind == "accuse_reception")
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
    print(f"rate: {asked:g} mails a minute asked, {kept:.1f} kept")
    print(f"breakdowns: {running.broken.total()}: "
          + ", ".join(f"{times} {name}" for name, times in running.broken.items()))  # fmt: skip
    print(f"in: {len(running.came)} mails; tickets {opened}, put aside {put_aside}")
    print(f"out: {len(reached)} acknowledgements; lost {len(lost)}, doubled {len(doubled)}, "
          f"copies of letters in hand {copies}; gaps {len(gaps)}")  # fmt: skip
    for number, worker in enumerate(running.workers, 1):
        print(f"memory of worker {number}, MB at begin, after a minute and at the end of each life: "
              + "; ".join(map(str, worker.lives)))  # fmt: skip
    if not in_time:
        print("something was still waiting at the end")
    good = in_time and not (lost or doubled or gaps or fat) and kept >= SLOWEST * asked
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
            asked = arguments.rate
            kept = soak(running, minutes=arguments.minutes, rate=asked, every=arguments.every)
            store = Store(running.database).open()
            in_time = wait_for(lambda: running.is_done(store), PATIENCE, running.workers)
            for worker in running.workers:
                worker.look()
                worker.remember()
            status = report(running, store, in_time, asked=asked, kept=kept)
            store.close()
        if status:
            for log in sorted(Path(name).glob("*.log")):
                print("\n".join([f"{log.name}:", *log.read_text(encoding="utf-8").splitlines()[-30:]]))
    return status


if __name__ == "__main__":
    sys.exit(main())
