"""Does a mail cost more when the register is old? The same mails, on databases of different ages.

    python -m benchmarks.growth [--tickets N N …] [--mails N] [--rounds N]

Each database is filled with closed cases of former years (their mails, letters, events and Message-IDs) and
with 200 open ones; then the mails of `benchmarks.ingest` are taken in. Each round measures every database
once, each time in a copy-on-write process of its own; the medians count.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.ingest import WARM, desk_in, single_mails
from benchmarks.mails import mails

ROOT = Path(__file__).resolve().parent.parent
OPEN = 200
# `i` counts the cases from 1. A case: its mail, two letters, four events, what its replies would name.
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i < {end}) "
_AT = "datetime('2026-03-01', '-' || (({count} - i) / 2) || ' minutes') || '.000000'"
# Table, and what stands in each of its columns, as SQL over `i`; `AT` is the moment of the case.
_HERE, _WHO = "'reclamations@office.example'", "'ancien' || (i / 2) || '@courriel.example'"
_LETTER = {
    "ticket_id": "i", "mail_id": "i", "conversation": "'client'", "mailbox": _HERE, "sender": _HERE,
    "subject": "'Votre affaire'", "content": "zeroblob(300)", "automatic": "1", "state": "'sent'",
    "withheld": "'[]'", "created_at": "AT", "attempts": "1", "sent_at": "AT",
}  # fmt: skip
FILL: tuple[tuple[str, dict[str, str]], ...] = (
    ("raws", {"digest": "'old' || i", "content": "zeroblob(300)", "size": "300"}),
    ("tickets", {
        "id": "i", "reference": "'OLD-' || (2000 + i / 9000) || '-' || (i % 9000)", "kind": "'reclamation'",
        "doubtful": "0", "status": "'fermee'", "subject": "'Ancienne affaire'", "excerpt": "'texte'",
        "mailbox": _HERE, "channel": "'email'", "language": "'fr'", "severity": "'normale'",
        "targets": """'["hotel-tetras"]'""", "client_address": _WHO, "client_name": "'Ancien Client'",
        "refuses_contact_sharing": "0", "no_further_contact": "0", "received_at": "AT", "opened_at": "AT",
        "due_at": "AT", "answered_at": "AT", "closed_at": "CASE WHEN i > CLOSED THEN NULL ELSE AT END",
        "outcome": "'favorable'", "record": "'{}'",
    }),
    ("ticket_targets", {"target": "'hotel-tetras'", "ticket_id": "i"}),
    ("parties", {"ticket_id": "i", "conversation": "'client'", "address": _WHO, "name": "'Ancien Client'"}),
    ("mails", {
        "id": "i", "content_digest": "'content' || i", "raw_digest": "'old' || i",
        "message_id": "'<old' || i || '@courriel.example>'", "mailbox": _HERE, "received_at": "AT",
        "recorded_at": "AT", "from_address": _WHO, "subject": "'Ancienne affaire'", "new_text": "'texte'",
        "role": "'client'", "disposition": "'opened'", "reason": "''", "evidence": "'[]'", "ticket_id": "i",
        "conversation": "'client'", "side": "'party'",
    }),
    ("arrivals", {
        "mailbox": _HERE, "folder": "'INBOX'", "uidvalidity": "9", "uid": "i", "raw_digest": "'old' || i",
        "mail_id": "i", "received_at": "AT", "recorded_at": "AT", "disposition": "'opened'", "reason": "''",
        "marked": "'moved'",
    }),
    ("thread_ids", {
        "message_id": "'<old' || i || '@courriel.example>'", "ticket_id": "i", "conversation": "'client'",
    }),
    ("letters", {
        **_LETTER, "key": "'ack' || i", "message_id": "'<ack' || i || '@office.example>'",
        "kind": "'accuse_reclamation'", "side": "'party'", "recipient": _WHO,
    }),
    ("letters", {
        **_LETTER, "key": "'avis' || i", "message_id": "'<avis' || i || '@office.example>'",
        "kind": "'avis_equipe'", "side": "'staff'", "recipient": "'claire.martin@office.example'",
    }),
    *(
        ("events", {
            "at": "AT", "event": f"'{event}'", "actor": "'mailbot'", "why": "''", "data": "'{}'",
            "ticket_id": "i", "mail_id": "i",
        })
        for event in ("ticket_opened", "letter_decided", "letter_decided", "answered")
    ),
)  # fmt: skip


def fill(path: Path, count: int) -> None:
    """A database of `count` cases of former times; its schema is there already."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    numbers = _NUMBERS.format(start=1, end=count)
    for table, columns in FILL:
        begun = time.perf_counter()
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(columns.values()).replace("CLOSED", str(count - OPEN))
        values = re.sub(r"\bAT\b", _AT.format(count=count), values)
        connection.execute(f"{numbers}INSERT INTO {table} ({names}) SELECT {values} FROM n")
        print(f"  {table:<16}{time.perf_counter() - begun:>7.1f} s", file=sys.stderr)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def child(folder: Path, posted: Path) -> None:
    logging.disable(logging.CRITICAL)
    contents = [path.read_bytes() for path in sorted(posted.iterdir())]
    take = single_mails(contents, folder)
    for number in range(WARM):
        take(number)
    each = []
    for number in range(WARM, len(contents)):
        begun = time.perf_counter()
        take(number)
        each.append(time.perf_counter() - begun)
    each.sort()
    print(json.dumps({
        "rate": len(each) / sum(each), "median": statistics.median(each), "p99": each[int(len(each) *
       0.99)],
    }))  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--tickets", type=int, nargs="+", default=[1_000, 1_000_000])
    parser.add_argument("--mails", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(*given.child)
        return 0
    found: dict[int, list[dict[str, float]]] = {count: [] for count in given.tickets}
    with tempfile.TemporaryDirectory() as top:
        posted = Path(top) / "posted"
        posted.mkdir()
        bodies = [mail.content for mail in mails(given.rounds * (given.mails + WARM))]
        for count in given.tickets:
            folder = Path(top) / str(count)
            folder.mkdir()
            desk_in(folder).store.close()  # makes the database
            print(f"{count} cases…", file=sys.stderr)
            fill(folder / "desk.sqlite3", count)
        for round_ in range(given.rounds):
            for old in posted.iterdir():
                old.unlink()
            share = given.mails + WARM  # other mails in each round: a mail counts once
            for number, content in enumerate(bodies[round_ * share : (round_ + 1) * share]):
                (posted / f"{number:06}.eml").write_bytes(content)
            for count in given.tickets:
                command = [
                    sys.executable,
                    "-m",
                    "benchmarks.growth",
                    "--child",
                    f"{top}/{count}",
                    str(posted),
                ]
                done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
                found[count].append(json.loads(done.stdout.splitlines()[-1]))
    return told(found)


def told(found: dict[int, list[dict[str, float]]]) -> int:
    print(f"{'cases':>10}{'mails/s':>10}{'median ms':>11}{'p99 ms':>9}{'p99/median':>12}{'of the first':>14}")
    first = 0.0
    for count, rounds in found.items():
        rate, median, p99 = (statistics.median(r[name] for r in rounds) for name in ("rate", "median", "p99"))
        first = first or rate
        row = f"{count:>10}{rate:>10.1f}{median * 1000:>11.1f}{p99 * 1000:>9.1f}"
        print(f"{row}{p99 / median:>12.1f}{rate / first:>13.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
