"""Measures leaks by type and surviving facts on labelled mails.

    python tests/redact/measure_redaction.py [--worst] MAILS.jsonl DIRECTORY.json

The mails are labelled one a line: from_name, from_email, subject, body, pii ({text, type}), keep, org.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mailbot.model import Address, Directory, IncomingMail, Meaning, Provider, Redacted, Unit
from mailbot.redact import redact


@dataclass(slots=True, kw_only=True)
class Figures:
    secrets: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    leaked_unheld: Counter[str] = field(default_factory=Counter)
    pieces: int = 0
    facts: int = 0
    lost: int = 0
    mails: int = 0
    held: int = 0
    seconds: float = 0.0
    worst: list[str] = field(default_factory=list)


def directories(path: Path) -> dict[str, Directory]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return {
        one["id"]: Directory(
            organisation=one["name"],
            providers=tuple(
                Provider(
                    id=p["id"],
                    name=p["name"],
                    aliases=tuple(p["aliases"]),
                    address=p["email"],
                    town=p["town"],
                )
                for p in one["prestataires"]
            ),
            units=tuple(Unit(name=u["name"], aliases=tuple(u["aliases"])) for u in one["internal_units"]),
        )
        for one in data["organisations"]
    }


def mail_of(row: dict[str, Any]) -> IncomingMail:
    return IncomingMail(
        content_digest=row["id"],
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        mailbox="service@organisation.example",
        from_=Address(address=row["from_email"].lower(), name=row["from_name"]),
        subject=row["subject"],
        text=row["body"],
        new_text=row["body"],
    )


def measure(mails: Path, directory: Path) -> Figures:
    known = directories(directory)
    figures = Figures()
    for line in mails.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        begin = time.process_time()
        copy = redact(mail_of(row), known[row["org"]], Meaning(kind=row["kind"], language=row["language"]))
        figures.seconds += time.process_time() - begin
        _count(figures, row, copy)
    return figures


def _count(figures: Figures, row: dict[str, Any], copy: Redacted) -> None:
    out = f"{copy.subject}\n{copy.text}"
    figures.mails += 1
    figures.held += bool(copy.held)
    rest = re.sub(r"\[[^\]\n]{2,40}\]", " ", out)
    for fact in row["keep"]:  # « Perrin » in « Cars Perrin » is no leak
        rest = rest.replace(fact, " ")
    for secret in row["pii"]:
        figures.secrets[secret["type"]] += 1
        _count_pieces(figures, row, secret, rest)
        if re.search(rf"(?<!\w){re.escape(secret['text'])}(?!\w)", rest):
            figures.leaked[secret["type"]] += 1
            if not copy.held:
                figures.leaked_unheld[secret["type"]] += 1
            figures.worst.append(
                f"{row['id']} leaked{' (held)' if copy.held else ''} {secret['type']}: {secret['text']}"
            )
    for fact in row["keep"]:
        figures.facts += 1
        if fact not in out:
            figures.lost += 1
            figures.worst.append(f"{row['id']} lost: {fact}")
    figures.worst += [f"{row['id']} held: {reason}" for reason in copy.held]


def _count_pieces(figures: Figures, row: dict[str, Any], secret: dict[str, str], rest: str) -> None:
    """Words with a capital, or groups of three digits, of which a part is left where the whole is gone."""
    for piece in re.findall(r"[A-ZÀ-Ý][^\W\d_]{3,}|\d{3,}", secret["text"]):
        if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", rest):
            figures.pieces += 1
            figures.worst.append(f"{row['id']} piece of {secret['type']}: {piece} ({secret['text']})")


def show(figures: Figures, *, worst: bool) -> None:
    if worst:
        print("\n".join(figures.worst))
    speed = figures.mails / figures.seconds
    print(f"mails {figures.mails}, held {figures.held}, {speed:.0f} a second of one core")
    print(
        f"leaked {figures.leaked.total()} of {figures.secrets.total()}"
        f" (not held: {figures.leaked_unheld.total()})"
    )
    for kind, count in figures.secrets.most_common():
        print(f"  {kind:10} {figures.leaked[kind]:3} of {count:3} (not held: {figures.leaked_unheld[kind]})")
    print(f"pieces of secrets left: {figures.pieces}")
    print(f"facts kept {figures.facts - figures.lost} of {figures.facts}")


def main() -> None:
    options = [a for a in sys.argv[1:] if a.startswith("-")]
    mails, directory = (Path(a) for a in sys.argv[1:] if not a.startswith("-"))
    show(measure(mails, directory), worst="--worst" in options)


if __name__ == "__main__":
    main()
