"""What the desk keeps about one person, as that person may have it: not what is about others. Read only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.person import OPENINGS, Belongings

Row = dict[str, Any]
_CASE = (
    "id", "reference", "kind", "status", "subject", "channel", "client_name", "client_address", "severity",
    "wants", "targets", "assigned_to", "refuses_contact_sharing", "no_further_contact", "received_at",
    "acknowledged_at", "due_at", "answered_at", "closed_at", "outcome", "restricted_at",
)  # fmt: skip
# Of the complaint sheet what the person is, and what they said; how it was judged among colleagues is not.
_SHEET = ("nom", "fonction", "telephone", "adresse", "qualite", "objet", "prestation", "solution",
          "satisfaction")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One mail of theirs, or one letter to them, as it was sent."""

    at: datetime
    reference: str | None
    content: bytes
    letter: str = ""  # its kind; empty: they wrote it


def cases(connection: Connection, found: Belongings) -> list[Row]:
    c = t.tickets.c
    rows = connection.execute(
        sa.select(*(c[name] for name in _CASE), c.record).where(c.id.in_(found.tickets)).order_by(c.id)
    ).mappings()
    made = []
    for row in rows:
        record = row["record"] or {}
        sheet = {name: record[name] for name in _SHEET if record.get(name)}
        made.append({**{name: row[name] for name in _CASE if name != "id"}, "sheet": sheet})
    return made


def mails(connection: Connection, found: Belongings) -> Iterator[Paper]:
    """Those that came from them. What others wrote in the same case is not theirs."""
    m = t.mails.c
    rows = connection.execute(
        sa.select(m.received_at, t.tickets.c.reference, t.raws.c.content)
        .join(t.raws, t.raws.c.digest == m.raw_digest)
        .outerjoin(t.tickets, t.tickets.c.id == m.ticket_id)
        .where(m.id.in_(found.mails), m.from_address.in_(found.addresses), t.raws.c.erased_at.is_(None))
        .order_by(m.received_at, m.id)
    )
    for row in rows:
        yield Paper(at=row.received_at, reference=row.reference, content=row.content)


def by_other_hands(connection: Connection, found: Belongings) -> Iterator[tuple[datetime, str | None, str]]:
    """What they said through a form of the website: the mail came from a machine, the words from them."""
    m = t.mails.c
    rows = connection.execute(
        sa.select(m.received_at, t.tickets.c.reference, m.new_text)
        .join(t.tickets, t.tickets.c.id == m.ticket_id)
        .where(m.ticket_id.in_(found.tickets), m.disposition.in_(OPENINGS), m.role == "client")
        .where(sa.func.coalesce(m.from_address, "").not_in(found.addresses))
        .order_by(m.received_at, m.id)
    )
    for row in rows:
        yield row.received_at, row.reference, row.new_text


def letters(connection: Connection, found: Belongings) -> Iterator[Paper]:
    c = t.letters.c
    rows = connection.execute(
        sa.select(c.sent_at, c.kind, c.content, t.tickets.c.reference)
        .outerjoin(t.tickets, t.tickets.c.id == c.ticket_id)
        .where(c.id.in_(found.letters), c.recipient.in_(found.addresses), c.sent_at.is_not(None))
        .where(c.side == "party", sa.func.length(c.content) > 0)
        .order_by(c.sent_at, c.id)
    )
    for row in rows:
        yield Paper(at=row.sent_at, reference=row.reference, content=row.content, letter=row.kind)
