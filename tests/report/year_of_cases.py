"""Years of cases, as rows that the desk would have written: the same ones each time."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailbot.procedure import Procedure, due
from mailbot.store import tables as t
from mailbot.store.db import Store

NAMES = ("Élodie Dupont", "Karim Benali", "Jean-Marc Lefèvre", "Sophie Nguyen", "Paul Roy", "Inès da Costa")
PROVIDERS = ("hotel-tetras", "camping-lac", "gite-cerisiers", "luge-4-saisons")
MOTIVES = (
    ("Propreté", "propreté."), ("Accueil",), ("Chauffage en panne", "chauffage en panne"),
    ("Facturation",), ("Horaires",), ("Bruit la nuit",),
)  # fmt: skip
CAUSES = ("Personnel insuffisant en haute saison", "Matériel ancien", "Consigne mal comprise")
CHANNELS = ("mail", "mail", "mail", "courrier", "téléphone", "sur place", "internet")
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Drawn:
    """Numbers that look drawn by lot, and are the same in every run."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def below(self, limit: int) -> int:
        self._drawn += 1
        return zlib.crc32(f"{self._seed}:{self._drawn}".encode()) % limit

    def of(self, choices: tuple[Any, ...]) -> Any:
        return choices[self.below(len(choices))]

    def happens(self, percent: int) -> bool:
        return self.below(100) < percent


def cases(year: int, number: int, procedure: Procedure, now: datetime) -> Iterator[dict[str, Any]]:
    """Tickets, most of them complaints, spread over a year in their order."""
    begin = datetime(year, 1, 1, tzinfo=UTC)
    step = timedelta(days=365) / number
    for n in range(number):
        received_at = begin + n * step
        if received_at < now:
            yield case(year, n, received_at, procedure, now)


def case(year: int, n: int, at: datetime, procedure: Procedure, now: datetime) -> dict[str, Any]:
    draw = Drawn(f"{year}:{n}")
    is_complaint = not draw.happens(15)
    name = draw.of(NAMES)
    due_at = due(at, procedure.answer.delay, procedure.calendar) if procedure.answer.delay else None
    record: dict[str, Any] = {"telephone": "06 12 34 56 78"} if draw.happens(40) else {}
    row: dict[str, Any] = {
        "reference": f"REC-{year}-{n + 1:04}",
        "kind": "reclamation" if is_complaint else "suggestion",
        "doubtful": False, "status": "reçu", "subject": f"=Séjour de {name}", "excerpt": "La chambre…",
        "mailbox": "reclamations@otc.example", "channel": draw.of(CHANNELS), "language": "fr",
        "severity": draw.of(("faible", "normale", "normale", "normale", "grave")) if is_complaint else None,
        "targets": [draw.of((*PROVIDERS, "interne"))], "wants": "un remboursement",
        "client_address": f"{name.split()[0].lower()}.{n}@client.example", "client_name": name,
        "refuses_contact_sharing": False, "no_further_contact": False,
        "assigned_to": "Claire Martin", "received_at": at, "opened_at": at, "acknowledged_at": None,
        "due_at": due_at if is_complaint else None, "answered_at": None, "closed_at": None,
        "reopened_at": None, "outcome": None, "record": record, "merged_into": None, "split_from": None,
    }  # fmt: skip
    row["acknowledged_at"] = past(at + (12 * draw.below(24) if draw.happens(8) else 1) * HOUR, now)
    if is_complaint:
        answer(row, draw, now)
        tell(row, draw, name)
    return row


def answer(row: dict[str, Any], draw: Drawn, now: datetime) -> None:
    record, at = row["record"], row["received_at"]
    if row["due_at"] and draw.happens(12):
        later = row["due_at"] + timedelta(days=15)
        told = {"from": row["due_at"].isoformat(), "to": later.isoformat(), "why": "enquête", "in_time": True}
        record["extensions"] = [told]
        row["due_at"] = later
    row["answered_at"] = past(at + timedelta(days=2 + draw.below(64), hours=draw.below(24)), now)
    if draw.happens(3):
        row["answered_at"] = None
    if row["answered_at"] is None:
        return
    row["outcome"] = draw.of(("favorable", "favorable", "partiel", "rejet"))
    row["closed_at"] = past(row["answered_at"] + timedelta(days=3), now)
    if row["outcome"] != "rejet":
        record["compensation"] = draw.of((
            {"kind": "financier", "amount": "95.50", "why": "une nuit"},
            {"kind": "commercial", "amount": None, "why": "un bon"},
            {"kind": "aucun", "amount": None, "why": "excuses"},
        ))  # fmt: skip
    if row["closed_at"] and draw.happens(35):
        record["satisfaction"] = f"{1 + draw.below(5)} – merci"


def tell(row: dict[str, Any], draw: Drawn, name: str) -> None:
    record = row["record"]
    if draw.happens(85):
        record["motif"] = draw.of(draw.of(MOTIVES))
    if draw.happens(5):
        record["motif"] = f"M. {name} trouve la chambre sale"
    if draw.happens(40):
        record["cause"] = [draw.of(CAUSES)]
    if draw.happens(10):
        record["recurrence"] = "récurrent"
    if draw.happens(60):
        record["justifiee"] = draw.of(("oui", "non", "en partie – à voir"))
    if draw.happens(6):
        done = draw.happens(50)
        day = row["received_at"].date()
        record["actions"] = [
            {"what": f"Revoir le ménage après la lettre de {name}", "who": "Mme Blanc",
             "until": (day + timedelta(days=30)).isoformat(),
             "done": (day + timedelta(days=20)).isoformat() if done else None}
        ]  # fmt: skip


def past(moment: datetime, now: datetime) -> datetime | None:
    return moment if moment <= now else None


class Rows:
    """What goes into each table, in one go at the end: a year is written in a second."""

    def __init__(self, first_ticket: int) -> None:
        self.ticket = first_ticket
        self.tables: dict[str, list[dict[str, Any]]] = {}

    def add(self, table: str, **values: Any) -> None:
        self.tables.setdefault(table, []).append(values)


def fill(store: Store, rows: Iterator[dict[str, Any]], *, now: datetime) -> int:
    """Tickets with their mails, letters and events."""
    with store.transaction() as connection:
        last = connection.execute(sa.select(sa.func.max(t.tickets.c.id))).scalar_one() or 0
        made = Rows(last)
        for row in rows:
            made.ticket += 1
            made.add("tickets", id=made.ticket, **row)
            _case(made, row, now)
        for name in ("tickets", "raws", "parties", "mails", "letters", "events"):
            connection.execute(t.metadata.tables[name].insert(), made.tables[name])
    return made.ticket - last


def _case(made: Rows, row: dict[str, Any], now: datetime) -> None:
    _mail(made, row, "client", row["client_address"], row["received_at"], "opened")
    _event(made, row["received_at"], "ticket_opened", "Réclamation")
    _letter(made, row, "accuse_reception", "client", row["acknowledged_at"])
    _letter(made, row, "reponse_client", "client", row["answered_at"])
    [target] = row["targets"]
    if row["kind"] == "reclamation" and target in PROVIDERS:
        _forwarded(made, row, target, now)


def _forwarded(made: Rows, row: dict[str, Any], provider: str, now: datetime) -> None:
    draw = Drawn(f"forward {row['reference']}")
    address = f"{provider}@hotel.example"
    made.add("parties", ticket_id=made.ticket, conversation="provider:1", address=address,
             name=provider.title(), provider_id=provider)  # fmt: skip
    _letter(made, row, "transmission", "provider:1", past(row["received_at"] + HOUR, now))
    if draw.happens(30):
        _letter(made, row, "relance_prestataire", "provider:1", past(row["received_at"] + 200 * HOUR, now))
    heard = past(row["received_at"] + (5 + draw.below(300)) * HOUR, now)
    if draw.happens(10) and heard:  # a vacation notice is no answer
        _mail(made, row, "provider:1", f"robot.{address}", heard - 2 * HOUR, "filed")
    if draw.happens(75) and heard:
        _mail(made, row, "provider:1", address, heard, "follow_up")


def _mail(made: Rows, row: dict[str, Any], place: str, sender: str, at: datetime, became: str) -> None:
    content = f"From: {sender}\r\nSubject: x\r\n\r\n{row['reference']} {place} {became}\r\n".encode()
    digest = hashlib.sha256(content).hexdigest()
    made.add("raws", digest=digest, content=content, size=len(content))
    made.add(
        "mails", content_digest=digest, raw_digest=digest, message_id=f"<{digest[:20]}@client.example>",
        mailbox=row["mailbox"], received_at=at, recorded_at=at, from_address=sender, subject=row["subject"],
        new_text="La chambre était sale.", role="client", disposition=became, reason="", evidence=[],
        ticket_id=made.ticket, conversation=place, side="party",
    )  # fmt: skip


def _letter(made: Rows, row: dict[str, Any], kind: str, place: str, at: datetime | None) -> None:
    if at is None:
        return
    key = f"{row['reference']}:{kind}:{place}"
    made.add(
        "letters", key=key, message_id=f"<{key}@otc.example>", ticket_id=made.ticket, kind=kind,
        conversation=place, side="party", mailbox=row["mailbox"], sender=row["mailbox"],
        recipient=row["client_address"], subject=f"[{row['reference']}]",
        content=b"Subject: x\r\n\r\n" + b"Bonjour,\r\n" * 400, automatic=True, state="sent", withheld=[],
        created_at=at, attempts=1, sent_at=at, server_reply="250 2.0.0 Ok",
    )  # fmt: skip
    _event(made, at, "letter_sent", kind)


def _event(made: Rows, at: datetime, event: str, why: str) -> None:
    made.add("events", at=at, event=event, actor="mailbot", why=why, data={}, ticket_id=made.ticket)
