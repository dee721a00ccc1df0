"""What people ask the database: the register, one case whole, what was set aside. Read only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.model import RawMail
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.scrubbing import RESTRICTED, kept_data, kept_record, kept_reply, kept_why

Row = dict[str, Any]
_merged, _split = t.tickets.alias("merged"), t.tickets.alias("split")


def register(
    connection: Connection, *, since: datetime | None = None, until: datetime | None = None
) -> Iterator[Row]:
    """Complaints and suggestions in the order of their references; streamed, however many there are."""
    c = t.tickets.c
    query = (
        sa.select(t.tickets, _merged.c.reference.label("merged_with"), _split.c.reference.label("split_of"))
        .outerjoin(_merged, _merged.c.id == c.merged_into)
        .outerjoin(_split, _split.c.id == c.split_from)
        .where(c.reference.is_not(None), c.kind != "autre")
        .order_by(c.id)
    )
    if since is not None:
        query = query.where(c.received_at >= since)
    if until is not None:
        query = query.where(c.received_at < until)
    for row in connection.execution_options(yield_per=500).execute(query).mappings():
        yield shown_ticket({**row, "record": row["record"] or {}})


def case(connection: Connection, reference: str) -> Row | None:
    """One ticket with its parties, mails, letters, timers and events. A number is that of the log's lines."""
    c = t.tickets.c
    is_number = reference.isascii() and reference.isdigit() and len(reference) < 10
    query = sa.select(t.tickets).where(
        c.id == int(reference) if is_number else c.reference == reference.upper()
    )
    ticket = connection.execute(query).mappings().one_or_none()
    if ticket is None:
        return None
    ticket_id = ticket["id"]

    def rows(table: sa.Table, *columns: str) -> list[Row]:
        query = sa.select(*(table.c[name] for name in columns))
        found = connection.execute(query.where(table.c.ticket_id == ticket_id).order_by(table.c.id))
        return [dict(row) for row in found.mappings()]

    found = {
        "ticket": dict(ticket) | _joined(connection, ticket),
        "parties": rows(t.parties, "conversation", "address", "name", "provider_id"),
        "mails": rows(
            t.mails, "id", "received_at", "from_address", "subject", "new_text", "role", "disposition",
            "reason", "conversation", "side", "message_id",
        ),
        "letters": rows(
            t.letters, "id", "created_at", "kind", "conversation", "side", "recipient", "subject", "state",
            "sent_at", "server_reply", "message_id",
        ),
        "timers": rows(t.timers, "name", "due_at", "state"),
        "events": rows(t.events, "at", "event", "actor", "why", "data"),
    }  # fmt: skip
    return _without_content(found) if ticket["restricted_at"] else found


def _joined(connection: Connection, ticket: Any) -> Row:
    """By their references: which one it is one with, which it came out of, and the same of others."""
    c = t.tickets.c

    def references(*where: sa.ColumnElement[bool]) -> list[str]:
        query = sa.select(c.id, c.reference).where(*where).order_by(c.id)
        return [row.reference or f"n° {row.id}" for row in connection.execute(query)]

    return {
        "merged_with": next(iter(references(c.id == ticket["merged_into"])), None),
        "split_of": next(iter(references(c.id == ticket["split_from"])), None),
        "merged_here": references(c.merged_into == ticket["id"]),
    }


def shown_ticket(row: Row) -> Row:
    """The row as daily work may see it: of a restricted case dates and figures."""
    if row["restricted_at"] is None:
        return row
    hidden = dict.fromkeys(("client_name", "subject", "excerpt"), RESTRICTED)
    gone = {"client_address": None, "wants": None, "record": kept_record(row["record"], {})}
    return {**row, **hidden, **gone}


def _without_content(found: Row) -> Row:
    parties = [
        {**row, "address": "", "name": RESTRICTED} if row["conversation"] == "client" else row
        for row in found["parties"]
    ]
    mail = {
        "from_address": RESTRICTED,
        "subject": RESTRICTED,
        "new_text": "",
        "reason": "",
        "message_id": None,
    }
    letter = {"recipient": RESTRICTED, "subject": RESTRICTED}
    events = [
        {**row, "data": kept_data(row["data"])}
        | ({} if row["event"] == "access_restricted" else {"why": kept_why(row["event"], row["why"])})
        for row in found["events"]
    ]
    return {
        **found,
        "ticket": shown_ticket(found["ticket"]),
        "parties": parties,
        "mails": [row | mail for row in found["mails"]],
        "letters": [
            row | letter | {"server_reply": kept_reply(row["server_reply"])} for row in found["letters"]
        ],
        "events": events,
    }


def held(connection: Connection) -> list[Row]:
    """Mails that were set aside and wait for a person."""
    c = t.arrivals.c
    rows = connection.execute(
        sa.select(c.id, c.mailbox, c.folder, c.uid, c.received_at, c.disposition, c.reason)
        .where(c.disposition.in_(("held", "unfetchable")))
        .order_by(c.id)
    ).mappings()
    return [dict(row) for row in rows]


def held_raw(connection: Connection, arrival_id: int) -> RawMail | None:
    """The bytes of one mail that was set aside."""
    c = t.arrivals.c
    row = connection.execute(
        sa.select(t.raws.c.content, c.mailbox, c.folder, c.uidvalidity, c.uid, c.received_at)
        .join(t.raws, t.raws.c.digest == c.raw_digest)
        .where(c.id == arrival_id, c.disposition == "held")
    ).one_or_none()
    if row is None:
        return None
    return RawMail(
        content=row.content,
        mailbox=row.mailbox,
        folder=row.folder,
        uidvalidity=row.uidvalidity or 0,
        uid=row.uid or 0,
        received_at=row.received_at,
    )


def events_after(connection: Connection, event_id: int) -> list[Row]:
    """What has happened since: for time lines."""
    c = t.events.c
    rows = connection.execute(
        sa.select(t.events, t.tickets.c.reference)
        .select_from(t.events.outerjoin(t.tickets, c.ticket_id == t.tickets.c.id))
        .where(c.id > event_id)
        .order_by(c.id)
    ).mappings()
    return [dict(row) for row in rows]
