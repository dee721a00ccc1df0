"""How long a client waits: from the server's notice of a new mail to the acknowledgement taken by SMTP.

    python -m benchmarks.latency [--mails N] [--server dovecot|sandbox] [--rate PER_SECOND] [--target SECONDS]

The daemon runs as in earnest: `mailbot run`, a process of its own, with an SQLite file that is synchronised
to disk. Mails come one at a time; an IDLE connection of our own hears when the server announces each. The
last lines say how much processor time the daemon takes while nothing happens.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from imapclient import IMAPClient

ROOT = Path(__file__).parent.parent
SERVICE, PASSWORD = "reclamations@example.test", "secret"
IDLE_SECONDS = 10
PATIENCE = 30.0

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "tourisme"

[database]
url = "sqlite:///{folder}/desk.sqlite3"

[[mailboxes]]
address = "{address}"
imap = {{ host = "localhost", port = {imap}, security = "{security}", username = "{address}", password = "{password}"{ca} }}
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
    imap_port: int
    security: str
    ca_file: Path | None
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


class Listener(threading.Thread):
    """An IDLE connection of our own: when did the server announce something new?"""

    def __init__(self, post: Post) -> None:
        super().__init__(daemon=True)
        self._post = post
        self._over = threading.Event()
        self.ready = threading.Event()
        self.notices: list[float] = []

    def run(self) -> None:
        with connected(self._post) as client:
            client.select_folder("INBOX", readonly=True)
            while not self._over.is_set():
                client.idle()
                self.ready.set()
                ends = time.monotonic() + 20
                while not self._over.is_set() and time.monotonic() < ends:
                    said = client.idle_check(timeout=0.2)
                    if any(len(line) > 1 and line[1] == b"EXISTS" for line in said):
                        self.notices.append(time.time())
                client.idle_done()

    def stop(self) -> None:
        self._over.set()
        self.join(PATIENCE)

    def after(self, moment: float) -> float | None:
        found = bisect_left(self.notices, moment)
        return self.notices[found] if found < len(self.notices) else None


@contextmanager
def connected(post: Post) -> Iterator[IMAPClient]:
    import ssl

    client = IMAPClient("localhost", post.imap_port, ssl=False)
    if post.security == "starttls":
        client.starttls(ssl.create_default_context(cafile=str(post.ca_file)))
    client.login(post.address, post.password)
    try:
        yield client
    finally:
        client.shutdown()


@contextmanager
def dovecot() -> Iterator[Post]:
    sys.path.insert(0, str(ROOT / "tests"))
    from rigs.certificates import make_certificates
    from rigs.dovecot import Dovecot

    certificates = make_certificates()
    with Dovecot(certificates) as server:
        account = server.new_account("reclamations")
        yield Post(
            address=account.address,
            password=account.password,
            imap_port=server.imap_port,
            security="starttls",
            ca_file=certificates.ca_file,
            deliver=lambda sender, raw: server.deliver(account.address, raw, sender=sender),
        )
    certificates.remove()


@contextmanager
def sandbox() -> Iterator[Post]:
    from mailbot.sandbox.servers import MailServers

    def now() -> datetime:
        return datetime.now(UTC)  # noqa: TID251  (a measurement has a clock of its own)

    with MailServers({SERVICE: PASSWORD}, clock=now) as servers:
        yield Post(
            address=SERVICE,
            password=PASSWORD,
            imap_port=servers.imap_port,
            security="plain",
            ca_file=None,
            deliver=lambda _sender, raw: void(servers.deliver(SERVICE, raw, now())),
        )


def void(_value: object) -> None:
    """For servers that answer with something nobody needs."""


@contextmanager
def daemon(post: Post, smtp_port: int, folder: Path) -> Iterator[tuple[subprocess.Popen[str], list[dict[str, str]]]]:
    """`mailbot run`, and the lines of its log as they come."""
    config = folder / "config.toml"
    ca = f', ca_file = "{post.ca_file}"' if post.ca_file else ""
    config.write_text(
        CONFIG.format(
            folder=folder, address=post.address, password=post.password, imap=post.imap_port,
            security=post.security, ca=ca, smtp=smtp_port,
        ),
        encoding="utf-8",
    )  # fmt: skip
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


def row(name: str, seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    shown = (ordered[0], statistics.median(ordered), p95, ordered[-1])
    return f"{name:<44}" + "".join(f"{value * 1000:>9.0f}" for value in shown)


def p95_of(seconds: Sequence[float]) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def measure(post: Post, *, mails: int, rate: float, target: float) -> int:
    accepted = Accepted()
    with tempfile.TemporaryDirectory(prefix="mailbot-latency-") as name:
        smtp = Controller(accepted, hostname="127.0.0.1", port=free_port())
        smtp.start()
        try:
            with daemon(post, smtp.port, Path(name)) as (child, lines):
                wait_until(lambda: any(li["event"] == "mailbox_opened" for li in lines), "the daemon")
                listener = Listener(post)
                listener.start()
                listener.ready.wait(PATIENCE)
                time.sleep(1)  # the daemon is idling by now: a start is not what is measured
                sent = delivered(post, mails=mails, rate=rate)
                clients = list(sent)
                if not accepted.wait_for(clients):
                    missing = sum(client not in accepted.at for client in clients)
                    sys.exit(f"{missing} acknowledgements of {mails} did not come")
                time.sleep(1)
                busy = processor_seconds(child.pid)
                time.sleep(IDLE_SECONDS)
                idle = (processor_seconds(child.pid) - busy) / IDLE_SECONDS
                listener.stop()
        finally:
            smtp.stop()
    return report(sent, accepted, listener, lines, idle=idle, target=target)


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
    listener: Listener,
    lines: list[dict[str, str]],
    *,
    idle: float,
    target: float,
) -> int:
    recorded = [at(line) for line in lines if line["event"] == "mail_recorded"]
    notices = [listener.after(start) or end for start, end in sent.values()]
    taken = [accepted.at[client] for client in sent]
    from_notice = [a - n for a, n in zip(taken, notices, strict=True)]
    out = sys.stdout.write
    out(f"{len(sent)} mails, milliseconds {'':<23}      min   median      p95      max\n")
    out(row("notice → acknowledgement accepted by SMTP", from_notice) + "\n")
    out(row("delivered → acknowledgement accepted", [a - sent[c][1] for c, a in zip(sent, taken, strict=True)]) + "\n")
    if len(recorded) == len(sent):
        out(row("  notice → recorded (fetch, decide, commit)", [r - n for r, n in zip(recorded, notices, strict=True)]) + "\n")
        out(row("  recorded → accepted (wake, claim, SMTP)", [a - r for a, r in zip(taken, recorded, strict=True)]) + "\n")
    out(f"processor while idle: {idle * 100:.2f} % of one core\n")
    p95 = p95_of(from_notice)
    out(f"target p95 < {target * 1000:.0f} ms: {'met' if p95 < target else 'MISSED'}\n")
    return 0 if p95 < target else 1


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description=__doc__.partition("\n")[0])
    parser.add_argument("--mails", type=int, default=100)
    parser.add_argument("--server", choices=("dovecot", "sandbox"), default="dovecot")
    parser.add_argument("--rate", type=float, default=5.0, help="mails a second")
    parser.add_argument("--target", type=float, default=0.5, help="seconds, for 95 of 100 mails")
    arguments = parser.parse_args()
    with {"dovecot": dovecot, "sandbox": sandbox}[arguments.server]() as post:
        return measure(post, mails=arguments.mails, rate=arguments.rate, target=arguments.target)


if __name__ == "__main__":
    sys.exit(main())
