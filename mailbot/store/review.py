"""What a review of a period asks: its cases, exchanges with providers, what is open now. Read only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.scrubbing import kept_record
from mailbot.store.tickets import NEVER_LEFT

Row = dict[str, Any]
_COLUMNS = (
    "id", "reference", "kind", "channel", "language", "severity", "targets", "client_name", "client_address",
    "no_further_contact", "received_at", "acknowledged_at", "due_at", "answered_at", "closed_at",
    "reopened_at", "outcome", "record", "merged_into", "restricted_at",
)  # fmt: skip


def cases(connection: Connection, since: datetime, until: datetime) -> Iterator[Row]:
    """Complaints and suggestions received in a period, streamed.

    `taken_over`: existing mail that was imported and never acknowledged by us: no promise of ours binds it.
    """
    c = t.tickets.c
    imported = (
        sa.exists()
        .where(t.mails.c.ticket_id == c.id, t.mails.c.disposition == "opened")
        .where(t.arrivals.c.mail_id == t.mails.c.id, t.arrivals.c.folder == "import")
    )
    query = (
        sa.select(*(c[name] for name in _COLUMNS), imported.label("imported"))
        .where(c.reference.is_not(None), c.kind != "autre", c.received_at >= since, c.received_at < until)
        .order_by(c.id)
    )
    for row in connection.execution_options(yield_per=500).execute(query).mappings():
        found = dict(row)
        imported_row = found.pop("imported")
        found["taken_over"] = bool(imported_row) and found["acknowledged_at"] is None
        yield _seen(found)


def _seen(row: Row) -> Row:
    """Of a restricted case, what may be counted."""
    record = row["record"] or {}
    return {**row, "record": kept_record(record, {}) if row["restricted_at"] else record}


def open_cases(connection: Connection) -> Iterator[Row]:
    """Complaints that are not closed, whenever they came: their dates."""
    c = t.tickets.c
    query = (
        sa.select(c.reference, c.received_at, c.due_at, c.answered_at)
        .where(c.closed_at.is_(None), c.reference.is_not(None), c.kind == "reclamation")
        .where(c.merged_into.is_(None))
        .order_by(c.id)
    )
    for row in connection.execution_options(yield_per=500).execute(query).mappings():
        yield dict(row)


def undone_before(connection: Connection, since: datetime) -> Iterator[Row]:
    """Earlier complaints with an action that is still to be done."""
    c = t.tickets.c
    query = (
        sa.select(c.reference, c.record)
        .where(c.reference.is_not(None), c.kind == "reclamation", c.received_at < since)
        .where(c.merged_into.is_(None), c.record.is_not(None), c.restricted_at.is_(None))
        .order_by(c.id)
    )
    for row in connection.execution_options(yield_per=500).execute(query).mappings():
        if any(not action.get("done") for action in (row["record"] or {}).get("actions", ())):
            yield dict(row)


def exchanges(connection: Connection, since: datetime, until: datetime) -> Iterator[Row]:
    """What was passed on to providers about the cases of a period, and what came back.

    One row a conversation: `provider_id`, `name`, `sent_at`, `reminders`, `answered_at`.
    """
    letter, mail, ticket = t.letters.c, t.mails.c, t.tickets.c

    def sent_of(kind: str, what: Any) -> Any:
        return (
            sa.select(what)
            .where(letter.ticket_id == t.parties.c.ticket_id, letter.conversation == t.parties.c.conversation)
            .where(letter.kind == kind, letter.state.not_in(NEVER_LEFT), letter.sent_at.is_not(None))
            .correlate(t.parties)
            .scalar_subquery()
        )

    answered = (
        sa.select(sa.func.min(mail.received_at))
        .where(mail.ticket_id == t.parties.c.ticket_id, mail.conversation == t.parties.c.conversation)
        .where(mail.side == "party", mail.disposition == "follow_up")
        .correlate(t.parties)
        .scalar_subquery()
    )
    query = (
        sa.select(
            t.parties.c.provider_id,
            t.parties.c.name,
            sent_of("transmission", sa.func.min(letter.sent_at)).label("sent_at"),
            sent_of("relance_prestataire", sa.func.count()).label("reminders"),
            answered.label("answered_at"),
        )
        .join(t.tickets, ticket.id == t.parties.c.ticket_id)
        .where(t.parties.c.provider_id.is_not(None))
        .where(ticket.reference.is_not(None), ticket.kind == "reclamation", ticket.merged_into.is_(None))
        .where(ticket.received_at >= since, ticket.received_at < until)
        .order_by(t.parties.c.id)
    )
    for row in connection.execution_options(yield_per=500).execute(query).mappings():
        if row["sent_at"] is not None:
            yield dict(row)


def last_change(connection: Connection) -> int:
    """A number that grows whenever anything happens to any case."""
    last: int | None = connection.execute(sa.select(sa.func.max(t.events.c.id))).scalar_one()
    return last or 0
