"""One sender writes without end: what does each of the mails cost, and how long do others wait meanwhile?

    python -m benchmarks.flood [--mails N] [--rate A_SECOND] [--seconds S] [--every S] [--postgres]

First the desk alone takes in N complaints of one sender, each different, as fast as it can; the cost of the
last tenth is compared with that of the first. Then `mailbot run`, a process of its own, looks after a mailbox
into which the same sender writes at the given rate (10,000 an hour are 2.8 a second), and every few seconds
somebody else complains: how long until SMTP has taken the acknowledgement, before the flood and in it?

Exit status 0: the last tenth costs at most half as much again as the first, everybody else is acknowledged
within ten seconds, and neither the sender, staff nor the provider got more letters than their bounds.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from benchmarks import ingest  # noqa: E402  (after the line above, like the rigs)
from benchmarks.mails import SERVICE  # noqa: E402
from mailbot.decide.opening import FLOOD  # noqa: E402
from mailbot.sandbox.servers import MailServers  # noqa: E402
from mailbot.store import verify  # noqa: E402
from mailbot.store.db import Store  # noqa: E402
from rigs.postgres import Postgres  # noqa: E402

FLOODER, STAFF, HOTEL = (
    "sans.fin@courriel.example",
    "claire.martin@office.example",
    "direction@tetras.example",
)
CONFIG = ingest.CONFIG.replace("port = 1, security", "port = {imap}, security", 1).replace(
    'port = 1, security = "plain", username = ""', 'port = {smtp}, security = "plain", password = "not used"'
)
CONFIG = CONFIG.replace("[database]", '[desk]\nrecall = "aucun"\ndigest = false\n\n[database]', 1)
AUTOMATIC = 5  # letters a day to one address: `automatic_letters_per_day` as it ships
GROWTH = 1.5
LONGEST = 10.0  # seconds for anybody else's acknowledgement
PATIENCE = 120.0
CALM = 5  # others who write before the flood begins
WARM = 20
COMPLAINT = """Bonjour,

Nous avons séjourné à l'Hôtel du Grand Tétras du 6 au 8 novembre. La chambre {n} était sale et
le chauffage en panne ; la réception n'a rien fait. C'est inadmissible.
Je demande le remboursement d'une nuit (95 €).

{name}
"""


def complaint(sender: str, number: int) -> bytes:
    name = "Sans Fin" if sender == FLOODER else "Élodie Dupont"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{name} <{sender}>", SERVICE, f"Chambre {number}"
    mail["Date"] = format_datetime(datetime.now(UTC))  # noqa: TID251  (a benchmark writes when it runs)
    mail["Message-ID"] = f"<{number}.{sender}>"
    mail.set_content(COMPLAINT.format(n=number, name=name))
    return mail.as_bytes()


def cost(mails: int, folder: Path, url: str) -> bool:
    """Each mail's price, as there are more and more of them."""
    contents = [complaint(FLOODER, number) for number in range(mails + WARM)]
    take = ingest.single_mails(contents, folder, url)
    spent = []
    for number in range(mails + WARM):
        begun = time.process_time()
        take(number)
        spent.append(1000 * (time.process_time() - begun))
    tenth = max(1, mails // 10)
    tenths = [
        statistics.median(spent[start : start + tenth]) for start in range(WARM, WARM + 10 * tenth, tenth)
    ]
    print(
        f"processor time of a mail, median of each tenth of {mails}, ms: "
        + " ".join(f"{ms:.1f}" for ms in tenths)
    )
    grown = tenths[-1] / tenths[0]
    print(f"the last tenth costs {grown:.2f} times what the first does")
    return grown <= GROWTH


@contextmanager
def desk(folder: Path, url: str, servers: MailServers) -> Iterator[None]:
    config = folder / "config.toml"
    text = CONFIG.format(url=url, address=SERVICE, imap=servers.imap_port, smtp=servers.smtp_port)
    config.write_text(text, encoding="utf-8")
    Store(url).open(migrate=True).close()
    with (folder / "log").open("wb") as log:
        argv = [sys.executable, "-m", "mailbot", "run", "--config", str(config)]
        process = subprocess.Popen(argv, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


class Others:
    """Everybody else: when each of them wrote, and when the acknowledgement had been taken."""

    def __init__(self, servers: MailServers) -> None:
        self._servers = servers
        self._wrote: dict[str, float] = {}
        self.waited: dict[str, float] = {}
        self._seen = 0

    def writes(self) -> None:
        client = f"client{len(self._wrote) + 1}@courrier.example"
        self._servers.add_account(client, "not used")
        deliver(self._servers, complaint(client, 7000 + len(self._wrote)), client)
        self._wrote[client] = time.monotonic()

    def look(self) -> None:
        accepted = self._servers.accepted
        for mail in accepted[self._seen :]:
            if mail.recipient in self._wrote:
                self.waited.setdefault(mail.recipient, time.monotonic() - self._wrote[mail.recipient])
        self._seen = len(accepted)

    def are_served(self) -> bool:
        self.look()
        return len(self.waited) == len(self._wrote)


def deliver(servers: MailServers, content: bytes, sender: str) -> None:
    now = datetime.now(UTC)  # noqa: TID251  (as above)
    servers.deliver_from_outside(SERVICE, content, now, sender=sender, authenticated=True)


def wait(others: Others) -> bool:
    end = time.monotonic() + PATIENCE
    while not others.are_served() and time.monotonic() < end:
        time.sleep(0.02)
    return others.are_served()


def service(folder: Path, url: str, *, rate: float, seconds: float, every: float) -> bool:
    """What everybody else has of it."""
    accounts = dict.fromkeys((SERVICE, FLOODER, STAFF, HOTEL), "not used")
    now = lambda: datetime.now(UTC)  # noqa: E731, TID251  (the servers' clock)
    with MailServers(accounts, clock=now) as servers, desk(folder, url, servers):
        others = Others(servers)
        for _ in range(CALM):
            others.writes()
            if not wait(others):
                print((folder / "log").read_text(encoding="utf-8")[-2000:])
                return False
        calm = list(others.waited.values())[1:]  # the first one has waited for the start
        others.waited.clear()
        others._wrote.clear()
        begun = next_other = time.monotonic()
        floods = 0
        while (passed := time.monotonic() - begun) < seconds:
            while floods < passed * rate:
                deliver(servers, complaint(FLOODER, 10_000 + floods), FLOODER)
                floods += 1
            if time.monotonic() >= next_other:
                others.writes()
                next_other += every
            others.look()
            time.sleep(0.02)
        is_served = wait(others)
        behind = len(servers.mails(SERVICE))
        end = time.monotonic() + PATIENCE
        while servers.mails(SERVICE) and time.monotonic() < end:
            time.sleep(0.1)
        left = Counter(mail.recipient for mail in servers.accepted)
    return told(url, calm, others, left, floods, passed, behind) and is_served


def told(
    url: str,
    calm: list[float],
    others: Others,
    left: Counter[str],
    floods: int,
    passed: float,
    behind: int,
) -> bool:
    waited = sorted(others.waited.values())
    store = Store(url).open()
    with store.reading() as connection:
        counted, gaps = verify.counts(connection), list(verify.gaps(connection))
    store.close()
    own = CALM + len(waited)  # those whose case was told to staff and to the provider, as it should be
    print(f"flood: {floods} mails in {passed:.0f} s, {3600 * floods / passed:.0f} an hour; "
          f"{behind} of them waited at its end")  # fmt: skip
    print(
        f"others, seconds until acknowledged: before the flood {statistics.median(calm):.2f} (median), in "
        f"it {statistics.median(waited):.2f} (median), {waited[-1]:.2f} (longest of {len(waited)})"
    )
    print(f"letters: {left[FLOODER]} to the sender, {left[HOTEL] - own} to the provider and "
          f"{left[STAFF] - own} to staff because of it")  # fmt: skip
    print(f"kept: {counted['courriels']} mails, gaps {len(gaps)}")
    return (
        waited[-1] <= LONGEST
        and left[FLOODER] <= AUTOMATIC
        and left[HOTEL] - own <= FLOOD
        and left[STAFF] - own <= FLOOD + 1
        and counted["courriels"] == floods + own
        and not gaps
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.flood", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--mails", type=int, default=2000, help="of the sender, for the cost of each")
    parser.add_argument("--rate", type=float, default=2.8, help="mails of the sender a second, beside others")
    parser.add_argument("--seconds", type=float, default=120, help="how long the sender writes beside others")
    parser.add_argument("--every", type=float, default=5, help="seconds between two mails of others")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="mailbot-flood-") as name:
        folder = Path(name)
        places = [folder / "cost", folder / "service"]
        for place in places:
            place.mkdir()
        if not given.postgres:
            return run(places, [f"sqlite:///{place}/desk.sqlite3" for place in places], given)
        server = Postgres()
        server.start()
        try:
            with server.fresh_database() as one, server.fresh_database() as two:
                return run(places, [one, two], given)
        finally:
            server.stop()
            server.remove()


def run(places: list[Path], urls: list[str], given: argparse.Namespace) -> int:
    is_flat = cost(given.mails, places[0], urls[0]) if given.mails else True
    is_fair = service(places[1], urls[1], rate=given.rate, seconds=given.seconds, every=given.every)
    return 0 if is_flat and is_fair else 1


if __name__ == "__main__":
    sys.exit(main())
