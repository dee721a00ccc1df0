"""How many letters a second leave through one local SMTP server, from the outbox, each recorded.

    python -m benchmarks.outbox [--letters N] [--rounds N] [--dead]

The server runs in a process of its own and takes everything. `--dead`: every tenth recipient is refused for
now; the others must not be slower for it.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from benchmarks.ingest import CONFIG
from benchmarks.mails import SERVICE

ROOT = Path(__file__).resolve().parent.parent
LETTER = (
    "From: {service}\r\nTo: client{n}@{domain}\r\nSubject: =?utf-8?q?R=C3=A9clamation?=\r\n"
    "Message-ID: <{n}@office.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n" + "Qm9uam91ciwgbm91cyBhdm9ucyBiaWVuIHJlw6d1LiANCg==\r\n" * 60
)


class Taker:
    """aiosmtpd's handler."""

    async def handle_RCPT(  # noqa: N802  (its name is given)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.endswith("@dead.example"):
            return "450 4.4.1 This domain does not answer"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return "250 2.0.0 OK"


def clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (a benchmark is its own daemon)


def serve(port: int) -> None:
    controller = Controller(Taker(), hostname="127.0.0.1", port=port)
    controller.start()
    print("ready", flush=True)
    sys.stdin.read()  # until whoever started us goes
    controller.stop()


def measured(port: int, letters: int, *, dead: bool) -> float:
    """Letters to living recipients a second."""
    from mailbot.config import load
    from mailbot.daemon import postmen
    from mailbot.desk import Desk
    from mailbot.dispatch import Dispatcher
    from mailbot.stationery import Stationery
    from mailbot.store import tables as t
    from mailbot.store.db import Store

    now = clock()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "config.toml"
        text = CONFIG.format(url=f"sqlite:///{folder}/desk.sqlite3", address=SERVICE)
        file.write_text(
            text.replace(
                'port = 1, security = "plain", username', f'port = {port}, security = "plain", username'
            ),
            "utf-8",
        )
        settings = load(file, environ={})
        store = Store(settings.database_url).open()
        desk = Desk(settings=settings, store=store, stationery=Stationery())
        rows = []
        for n in range(letters):
            domain = "dead.example" if dead and n % 10 == 0 else "courriel.example"
            rows.append({
                "key": f"k{n}", "message_id": f"<{n}@office.example>", "kind": "accuse_reclamation",
                "conversation": "client", "side": "party", "mailbox": SERVICE, "sender": SERVICE,
                "recipient": f"client{n}@{domain}", "subject": "Réclamation", "automatic": True,
                "content": LETTER.format(service=SERVICE, n=n, domain=domain).encode(), "state": "ready",
                "withheld": [], "created_at": now, "next_try_at": now - timedelta(seconds=1), "attempts": 0,
            })  # fmt: skip
        with store.transaction() as connection:
            connection.execute(t.letters.insert(), rows)

        async def run() -> float:
            dispatcher = Dispatcher(desk=desk, senders=postmen(settings), clock=clock)
            begun = time.perf_counter()
            await dispatcher.run_due()
            seconds = time.perf_counter() - begun
            await dispatcher.close()
            return seconds

        seconds = asyncio.run(run())
        with store.reading() as connection:
            sent = connection.execute(t.letters.select().where(t.letters.c.state == "sent")).all()
        store.close()
    return len(sent) / seconds


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.outbox", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dead", action="store_true")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if given.serve:
        serve(given.serve)
        return 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.outbox", "--serve", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    server.stdout.readline()
    try:
        rates = [measured(port, given.letters, dead=given.dead) for _ in range(given.rounds)]
    finally:
        server.communicate("")
    most, least = max(rates), min(rates)
    print(f"letters a second: median {statistics.median(rates):.0f}, from {least:.0f} to {most:.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
