"""How long a client waits: from the server's notice of a new mail to the acknowledgement taken by SMTP.

    python -m benchmarks.latency [--mails N] [--server dovecot|sandbox] [--rate PER_SECOND] [--target SECONDS]

The daemon runs as in earnest: `mailbot run`, a process of its own, with an SQLite file that is synchronised
to disk. Mails come one at a time, at a steady rate; what the IMAP server says to the daemon passes through
our hands, so that we know when it announced each mail.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

if TYPE_CHECKING:
    from rigs.dovecot import Account, Dovecot

ROOT = Path(__file__).parent.parent
SERVICE, PASSWORD = "reclamations@example.test", "secret"
IDLE_SECONDS = 10
PATIENCE = 30.0
_GIVEN = re.compile(rb"^\S+ ([A-Z]+)", re.M)
_ANNOUNCED = re.compile(rb"\* (\d+) (EXISTS|EXPUNGE)")

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "tourisme"

[database]
url = "sqlite:///{folder}/desk.sqlite3"

[[mailboxes]]
address = "{address}"
imap = {{ host = "127.0.0.1", port = {imap}, security = "plain", password = "{password}" }}
smtp = {{ host = "127.0.0.1", port = {smtp}, security = "plain", username = "" }}

[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "claire.martin@office.test"
roles = ["manager", "handler"]

[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
aliases = ["Grand Tétras"]
email = "direction@provider.test"
town = "Gérardmer"
"""
COMPLAINT = """Bonjour,

Nous avons séjourné à l'Hôtel du Grand Tétras du 6 au 8 novembre. La chambre {n} était sale et
le chauffage en panne ; la réception n'a rien fait. C'est inadmissible.
Je demande le remboursement d'une nuit (95 €).

Élodie Dupont
06 39 98 12 34
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A mail server for the measurement: where it is, and how a mail gets into it."""

    address: str
    password: str
    connect: Callable[[], socket.socket]  # to its IMAP port, TLS done
    deliver: Callable[[str, bytes], None]


@dataclass(slots=True)
class Accepted:
    """aiosmtpd's handler: takes everything, and notes when."""

    at: dict[str, float] = field(default_factory=dict)
    arrived: threading.Condition = field(default_factory=threading.Condition)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        with self.arrived:
            for recipient in envelope.rcpt_tos:
                self.at.setdefault(recipient, time.time())
            self.arrived.notify_all()
        return "250 2.0.0 OK"

    def wait_for(self, recipients: Sequence[str]) -> bool:
        with self.arrived:
            return self.arrived.wait_for(lambda: all(r in self.at for r in recipients), PATIENCE)


class Ear:
    """Stands between the daemon and its IMAP server, and notes when the server announces a mail to it.

    And when the daemon gave each command for the first time.
    """

    def __init__(self, post: Post) -> None:
        self._post = post
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.notices: list[float] = []  # one for each mail, in the order of their arrival
        self.given: dict[str, float] = {}
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):  # closed
            while True:
                daemon_side, _ = self._door.accept()
                server_side = self._post.connect()
                for end in (daemon_side, server_side):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for pump in (
                    (daemon_side, server_side, self._note),
                    (server_side, daemon_side, self._hear()),
                ):
                    threading.Thread(target=_pump, args=pump, daemon=True).start()

    def _note(self, data: bytes) -> None:
        now = time.time()
        for command in _GIVEN.findall(data):
            self.given.setdefault(command.decode(), now)

    def _hear(self) -> Callable[[bytes], None]:
        present: int | None = None  # unknown until the folder is opened
        rest = b""

        def heard(data: bytes) -> None:
            nonlocal present, rest
            now = time.time()
            *whole, rest = (rest + data).split(b"\r\n")
            for said in filter(None, map(_ANNOUNCED.fullmatch, whole)):
                if said[2] == b"EXISTS":
                    if present is not None:
                        self.notices += [now] * (int(said[1]) - present)
                    present = int(said[1])
                elif present is not None:
                    present -= 1

        return heard


def _pump(source: socket.socket, target: socket.socket, heard: Callable[[bytes], None] | None) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            if heard:
                heard(data)
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def dovecot() -> Iterator[Post]:
    sys.path.insert(0, str(ROOT / "tests"))
    from rigs.certificates import make_certificates
    from rigs.dovecot import Dovecot

    certificates = make_certificates()
    with Dovecot(certificates) as server:
        yield post_of(server, server.new_account("reclamations"))
    certificates.remove()


def post_of(server: Dovecot, account: Account) -> Post:
    return Post(
        address=account.address,
        password=account.password,
        connect=lambda: server.certificates.client_context().wrap_socket(
            socket.create_connection(("127.0.0.1", server.imaps_port)), server_hostname="localhost"
        ),
        deliver=lambda sender, raw: server.deliver(account.address, raw, sender=sender),
    )


@contextmanager
def sandbox() -> Iterator[Post]:
    from mailbot.sandbox.servers import MailServers

    def now() -> datetime:
        return datetime.now(UTC)  # noqa: TID251  (a measurement has a clock of its own)

    with MailServers({SERVICE: PASSWORD}, clock=now) as servers:
        yield Post(
            address=SERVICE,
            password=PASSWORD,
            connect=lambda: socket.create_connection(("127.0.0.1", servers.imap_port)),
            deliver=lambda _sender, raw: void(servers.deliver(SERVICE, raw, now())),
        )


def void(_value: object) -> None:
    """For servers that answer with something nobody needs."""


@contextmanager
def daemon(
    post: Post, imap_port: int, smtp_port: int, folder: Path
) -> Iterator[tuple[subprocess.Popen[str], list[dict[str, str]]]]:
    """`mailbot run`, and the lines of its log as they come."""
    config = folder / "config.toml"
    config.write_text(
        CONFIG.format(
            folder=folder, address=post.address, password=post.password, imap=imap_port, smtp=smtp_port
        ),
        encoding="utf-8",
    )
    argv = [sys.executable, "-m", "mailbot", "run", "--config", str(config)]
    child = subprocess.Popen(argv, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    lines: list[dict[str, str]] = []

    def listen() -> None:
        assert child.stderr
        for line in child.stderr:
            is_event = line.startswith("{")
            if is_event:
                lines.append(json.loads(line))
            if not is_event or lines[-1]["level"] in ("warning", "error"):
                sys.stderr.write(line)

    reader = threading.Thread(target=listen, daemon=True)
    reader.start()
    try:
        yield child, lines
    finally:
        child.terminate()
        child.wait(15)
        reader.join(5)
        assert child.stderr
        child.stderr.close()


def complaint(number: int, sender: str, to: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Élodie Dupont <{sender}>", to
    mail["Subject"] = f"Séjour au Grand Tétras, chambre {number}"
    mail["Date"] = format_datetime(datetime.now(UTC))  # noqa: TID251  (see above)
    mail["Message-ID"] = f"<latency-{number}@client.test>"
    mail.set_content(COMPLAINT.format(n=number))
    return mail.as_bytes()


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until(condition: Callable[[], bool], what: str) -> None:
    ends = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > ends:
            sys.exit(f"waited {PATIENCE:.0f} s in vain for {what}")
        time.sleep(0.02)


def at(line: dict[str, str]) -> float:
    return datetime.fromisoformat(line["timestamp"]).timestamp()


def p95(seconds: Sequence[float]) -> float:
    ordered = sorted(seconds)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


def measure(post: Post, *, mails: int, rate: float, target: float) -> int:
    accepted, ear = Accepted(), Ear(post)
    smtp = Controller(accepted, hostname="127.0.0.1", port=free_port())
    smtp.start()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="mailbot-latency-") as name,
            daemon(post, ear.port, smtp.port, Path(name)) as (child, lines),
        ):
            wait_until(lambda: any(line["event"] == "mailbox_opened" for line in lines), "the daemon")
            time.sleep(1)  # it is idling by now: a start is not what is measured
            sent = delivered(post, mails=mails, rate=rate)
            if not accepted.wait_for(list(sent)):
                missing = sum(client not in accepted.at for client in sent)
                sys.exit(f"{missing} acknowledgements of {mails} did not come")
            time.sleep(1)
            busy = processor_seconds(child.pid)
            time.sleep(IDLE_SECONDS)
            idle = (processor_seconds(child.pid) - busy) / IDLE_SECONDS
    finally:
        smtp.stop()
        ear.close()
    return report(sent, accepted, ear.notices, lines, idle=idle, target=target)


def delivered(post: Post, *, mails: int, rate: float) -> dict[str, tuple[float, float]]:
    """Client → when the delivery began and when the server had taken the mail."""
    sent = {}
    began = time.monotonic()
    for number in range(1, mails + 1):
        time.sleep(max(0.0, began + (number - 1) / rate - time.monotonic()))
        client = f"client-{number}@client.test"
        content = complaint(number, client, post.address)
        start = time.time()
        post.deliver(client, content)
        sent[client] = (start, time.time())
    return sent


def report(
    sent: dict[str, tuple[float, float]],
    accepted: Accepted,
    notices: list[float],
    lines: list[dict[str, str]],
    *,
    idle: float,
    target: float,
) -> int:
    recorded = [at(line) for line in lines if line["event"] == "mail_recorded"]
    if not len(recorded) == len(notices) == len(sent):
        sys.exit(f"{len(sent)} mails, {len(notices)} notices, {len(recorded)} records: nothing to compare")
    taken = [accepted.at[client] for client in sent]
    stored = [end for _, end in sent.values()]
    phases = (
        ("notice → acknowledgement taken by SMTP", notices, taken),
        ("  notice → recorded (fetch, decide, commit)", notices, recorded),
        ("  recorded → taken (wake, claim, SMTP)", recorded, taken),
        ("delivered → acknowledgement taken by SMTP", stored, taken),
        ("  delivered → notice (the IMAP server's part)", stored, notices),
    )
    sys.stdout.write(f"{f'{len(sent)} mails, milliseconds':<46}      min   median      p95      max\n")
    for name, since, until in phases:
        seconds = sorted(b - a for a, b in zip(since, until, strict=True))
        shown = (seconds[0], statistics.median(seconds), p95(seconds), seconds[-1])
        sys.stdout.write(f"{name:<46}" + "".join(f"{value * 1000:>9.0f}" for value in shown) + "\n")
    reached = p95([b - a for a, b in zip(notices, taken, strict=True)])
    sys.stdout.write(f"processor while nothing happens: {idle * 100:.2f} % of one core\n")
    verdict = "met" if reached < target else "MISSED"
    sys.stdout.write(f"target, 95 of 100 within {target * 1000:.0f} ms of the notice: {verdict}\n")
    return 0 if reached < target else 1


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.latency", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--mails", type=int, default=100)
    parser.add_argument("--server", choices=("dovecot", "sandbox"), default="dovecot")
    parser.add_argument("--rate", type=float, default=5.0, help="mails a second")
    parser.add_argument("--target", type=float, default=0.5, help="seconds, for 95 of 100 mails")
    arguments = parser.parse_args()
    with {"dovecot": dovecot, "sandbox": sandbox}[arguments.server]() as post:
        return measure(post, mails=arguments.mails, rate=arguments.rate, target=arguments.target)


if __name__ == "__main__":
    sys.exit(main())
