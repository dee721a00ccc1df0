"""How many letters a second leave through one local SMTP server, from the outbox, each recorded.

    python -m benchmarks.outbox [--letters N] [--rounds N] [--dead] [--mute] [--same]

The letters are those that mailbot writes when it takes in mails: acknowledgements, notices, forwarded copies,
each with its case and what follows from its leaving. Beside it, in the same run, the floor: the same bytes
through aiosmtplib alone, nothing recorded, on one connection and on as many as mailbot opens at most.

`--dead`: every tenth recipient is put off (450). `--mute`: over every tenth the server keeps silent. The rate
is that of the others, who must not be slower for it. `--same`: letters without a case, as cheap as can be.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiosmtplib
import sqlalchemy as sa

from benchmarks.ingest import CONFIG
from benchmarks.mails import SERVICE, mails
from benchmarks.smtp_taker import DEAD, MUTE, taker

LETTER = (
    "From: {service}\r\nTo: client{n}@courriel.example\r\nSubject: =?utf-8?q?R=C3=A9clamation?=\r\n"
    "Message-ID: <{n}@office.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n" + "Qm9uam91ciwgbm91cyBhdm9ucyBiaWVuIHJlw6d1LiANCg==\r\n" * 60
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    a_second: float
    cpu_ms: float  # of our own process, for each letter


def clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (a benchmark is its own daemon)


def configured(folder: Path, port: int) -> Path:
    file = folder / "config.toml"
    text = CONFIG.format(url=f"sqlite:///{folder}/desk.sqlite3", address=SERVICE)
    closed = 'port = 1, security = "plain", username'
    assert closed in text
    file.write_text(text.replace(closed, f'port = {port}, security = "plain", username'), "utf-8")
    return file


def filled(folder: Path, letters: int, *, same: bool, silent: str) -> list[bytes]:
    """A desk with so many letters that are due; their bytes, in the order in which they leave."""
    from mailbot import journey
    from mailbot.config import load
    from mailbot.desk import Desk
    from mailbot.model import RawMail
    from mailbot.stationery import Stationery
    from mailbot.store import tables as t
    from mailbot.store.db import Store

    settings = load(configured(folder, 1), environ={})
    store = Store(settings.database_url).open()
    desk = Desk(settings=settings, store=store, stationery=Stationery())
    c = t.letters.c
    now = clock()

    def waiting() -> int:
        with store.reading() as connection:
            counted = sa.select(sa.func.count()).where(c.state == "ready", c.next_try_at <= clock())
            found: int = connection.execute(counted).scalar_one()
            return found

    if same:
        with store.transaction() as connection:
            connection.execute(t.letters.insert(), [plain(n, now) for n in range(letters)])
    else:
        for number, mail in enumerate(mails(letters)):
            journey.take_in(
                RawMail(content=mail.content, mailbox=SERVICE, received_at=now, uid=number + 1),
                desk=desk, now=now,
            )  # fmt: skip
            if number % 20 == 19 and waiting() >= letters:
                break
    with store.transaction() as connection:
        if silent:
            connection.execute(
                sa.update(t.letters)
                .where(c.id % 10 == 0)
                .values(recipient=sa.literal("somebody-") + sa.cast(c.id, sa.Text) + f"@{silent}")
            )
        order = sa.select(c.content).order_by(sa.nulls_last(c.deadline), c.id)
        contents = list(connection.execute(order.where(c.state == "ready")).scalars())
    store.close()
    return contents


def plain(n: int, now: datetime) -> dict[str, object]:
    return {
        "key": f"k{n}", "message_id": f"<{n}@office.example>", "kind": "avis_equipe",
        "conversation": "client", "side": "party", "mailbox": SERVICE, "sender": SERVICE,
        "recipient": f"client{n}@courriel.example",
        "subject": "Réclamation", "automatic": True, "withheld": [], "state": "ready", "attempts": 0,
        "content": LETTER.format(service=SERVICE, n=n).encode(), "created_at": now,
        "next_try_at": now - timedelta(seconds=1),
    }  # fmt: skip


def mailbot(filled_desk: Path, port: int, *, silent: str) -> Rate:
    """Letters to all those who can be reached."""
    from mailbot.config import load
    from mailbot.daemon import postmen
    from mailbot.desk import Desk
    from mailbot.dispatch import Dispatcher
    from mailbot.stationery import Stationery
    from mailbot.store import tables as t
    from mailbot.store.db import Store

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in filled_desk.glob("desk.sqlite3*"):
            shutil.copy(file, folder)
        settings = load(configured(folder, port), environ={})
        store = Store(settings.database_url).open()
        desk = Desk(settings=settings, store=store, stationery=Stationery())
        c = t.letters.c
        reachable = sa.select(sa.func.count()).where(c.recipient.not_like(f"%@{silent or '-'}"))

        def count(state: str) -> int:
            with store.reading() as connection:
                found: int = connection.execute(reachable.where(c.state == state)).scalar_one()
                return found

        expected = count("ready")

        async def run() -> Rate:
            dispatcher = Dispatcher(desk=desk, senders=postmen(settings), clock=clock)
            begun, busy = time.perf_counter(), time.process_time()
            sending = asyncio.create_task(dispatcher.run_due())
            while count("sent") < expected and not sending.done():
                await asyncio.wait({sending}, timeout=0.05)
            seconds, cpu = time.perf_counter() - begun, time.process_time() - busy
            sending.cancel()
            await asyncio.wait({sending})
            await dispatcher.close()
            return Rate(a_second=expected / seconds, cpu_ms=cpu / expected * 1000)

        rate = asyncio.run(run())
        assert count("sent") == expected, "not all letters have left"
        store.close()
    return rate


def floor(contents: Sequence[bytes], port: int, connections: int) -> Rate:
    async def line(letters: list[bytes]) -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
        await client.connect()
        await client.ehlo()
        while letters:
            content = letters.pop()
            await client.mail(SERVICE, options=[f"SIZE={len(content)}"])
            await client.rcpt("client@courriel.example")
            await client.data(content)
        await client.quit()

    async def run() -> None:
        left = list(contents)
        await asyncio.gather(*(line(left) for _ in range(connections)))

    begun, busy = time.perf_counter(), time.process_time()
    asyncio.run(run())
    seconds, cpu = time.perf_counter() - begun, time.process_time() - busy
    return Rate(a_second=len(contents) / seconds, cpu_ms=cpu / len(contents) * 1000)


def main() -> int:
    from mailbot.deliver.smtp import LINES
    from mailbot.log import set_up

    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.outbox", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dead", action="store_true")
    parser.add_argument("--mute", action="store_true")
    parser.add_argument("--same", action="store_true")
    parser.add_argument("--target", type=float, default=300.0, help="letters a second")
    given = parser.parse_args()
    silent = DEAD if given.dead else MUTE if given.mute else ""
    with tempfile.TemporaryDirectory() as name, taker() as port, Path(os.devnull).open("w") as nowhere:
        set_up(stream=nowhere)  # each line of the log is made, as in earnest
        desk = Path(name)
        contents = filled(desk, given.letters, same=given.same, silent=silent)
        sizes = [len(content) for content in contents]
        usual, largest = statistics.median(sizes) / 1000, max(sizes) / 1000
        print(f"{len(contents)} letters of {usual:.1f} KB (the largest {largest:.0f} KB)")
        programs: dict[str, Callable[[], Rate]] = {
            "aiosmtplib alone, 1 connection": lambda: floor(contents, port, 1),
            f"aiosmtplib alone, {LINES} connections": lambda: floor(contents, port, LINES),
            "mailbot, the outbox": lambda: mailbot(desk, port, silent=silent),
        }
        found: dict[str, list[Rate]] = {what: [] for what in programs}
        for _ in range(given.rounds):
            for what, measure in programs.items():
                found[what].append(measure())
    return 0 if told(found) >= given.target else 1


def told(found: dict[str, list[Rate]]) -> float:
    print(f"{'letters a second':<34}{'median':>8}{'least':>8}{'most':>8}{'CPU ms a letter':>18}")
    for what, rates in found.items():
        speeds = [rate.a_second for rate in rates]
        cpu = statistics.median(rate.cpu_ms for rate in rates)
        print(
            f"{what:<34}{statistics.median(speeds):>8.0f}{min(speeds):>8.0f}{max(speeds):>8.0f}{cpu:>18.2f}"
        )
    one, _, ours = (statistics.median(rate.a_second for rate in rates) for rates in found.values())
    print(f"mailbot: {ours / one:.0%} of one bare connection; load of the machine {os.getloadavg()[0]:.1f}")
    return ours


if __name__ == "__main__":
    sys.exit(main())
