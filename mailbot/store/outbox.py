"""The letters that wait: claim one under a lease, settle what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.scrubbing import RESTRICTED, kept_reply

LEASE = timedelta(minutes=5)  # longer than any one SMTP transaction may last
_UNSENT = ("ready", "uncertain", "sending")  # the last: whoever claimed it died before he could say


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLetter:
    """A letter claimed for one attempt."""

    id: int
    key: str
    message_id: str
    ticket_id: int | None
    kind: str
    conversation: str
    side: str
    mailbox: str
    sender: str
    recipient: str
    content: bytes
    attempts: int  # before this one
    first_failure_at: datetime | None
    automatic: bool


def claim(
    connection: Connection, *, now: datetime, not_from: Collection[str] = (), most: int = 1
) -> list[DueLetter]:
    """Letters that are due, the soonest deadline first; nobody else gets them while the lease lasts."""
    c = t.letters.c
    free = sa.or_(c.lease_until.is_(None), c.lease_until < now)
    chosen = connection.execute(
        sa.select(c.id)
        .where(c.state.in_(_UNSENT), c.next_try_at <= now, free)
        .where(c.mailbox.not_in(not_from))
        .order_by(sa.nulls_last(c.deadline), c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).scalars()
    fields = [c[name] for name in DueLetter.__dataclass_fields__]
    # An attempt that nobody survived counts as one: what makes the program die is not tried for ever.
    died = c.state == "sending"
    claimed = []
    for letter_id in list(chosen):
        row = connection.execute(
            sa.update(t.letters)
            .where(c.id == letter_id)
            .values(
                state="sending",
                lease_until=now + LEASE,
                attempts=c.attempts + sa.case((died, 1), else_=0),
                first_failure_at=sa.case((died, sa.func.coalesce(c.first_failure_at, now)),
                                         else_=c.first_failure_at),
            )
            .returning(*fields)
        ).mappings().one()  # fmt: skip
        claimed.append(DueLetter(**row))
    return claimed


def state(connection: Connection, letter_id: int) -> str:
    c = t.letters.c
    found: str = connection.execute(
        sa.select(c.state).where(c.id == letter_id).with_for_update()
    ).scalar_one()
    return found


def settle(connection: Connection, letter_id: int, values: Mapping[str, Any]) -> None:
    """What became of an attempt; the lease ends."""
    connection.execute(
        sa.update(t.letters).where(t.letters.c.id == letter_id).values(lease_until=None, **values)
    )


def next_due(connection: Connection, *, not_from: Collection[str] = ()) -> datetime | None:
    """When the next attempt is due, if any letter waits at a server that answers.

    A letter that somebody has in hand is nobody else's business before its lease is over.
    """
    c = t.letters.c
    free_at = sa.case((c.lease_until > c.next_try_at, c.lease_until), else_=c.next_try_at)
    return connection.execute(
        sa.select(sa.func.min(free_at)).where(c.state.in_(_UNSENT), c.mailbox.not_in(not_from))
    ).scalar_one_or_none()


def waiting_since(connection: Connection, mailbox: str, *, now: datetime) -> datetime | None:
    """Since when the letter that waits longest for this server could have left."""
    c = t.letters.c
    return connection.execute(
        sa.select(sa.func.min(c.created_at)).where(
            c.state.in_(_UNSENT), c.mailbox == mailbox, c.next_try_at <= now
        )
    ).scalar_one_or_none()


def at_risk(connection: Connection, mailbox: str, *, until: datetime) -> list[dict[str, Any]]:
    """Letters of one server that have not left and whose date comes before `until`."""
    c = t.letters.c
    rows = connection.execute(
        sa.select(c.kind, c.deadline, t.tickets.c.reference)
        .join(t.tickets, c.ticket_id == t.tickets.c.id)
        .where(c.state.in_(_UNSENT), c.mailbox == mailbox, c.deadline.is_not(None), c.deadline <= until)
        .order_by(c.deadline, c.id)
    ).mappings()
    return [dict(row) for row in rows]


def waiting(connection: Connection) -> list[dict[str, Any]]:
    """For people: everything that has not been accepted yet, and why."""
    c = t.letters.c
    rows = connection.execute(
        sa.select(
            c.id, c.state, c.kind, c.recipient, c.subject, c.created_at, c.deadline, c.next_try_at,
            c.attempts, c.server_reply, c.withheld, t.tickets.c.reference, t.tickets.c.restricted_at,
        )
        .select_from(t.letters.outerjoin(t.tickets, c.ticket_id == t.tickets.c.id))
        .where(c.state.not_in(("sent", "recalled")), sa.func.length(c.content) > 0)
        .order_by(c.state, c.next_try_at, c.id)
    ).mappings()  # fmt: skip
    return [_shown(dict(row)) for row in rows]


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    if row.pop("restricted_at") is None:
        return row
    reply: dict[str, Any] = {"server_reply": kept_reply(row["server_reply"]), "withheld": []}
    return {**row, "recipient": RESTRICTED, "subject": RESTRICTED, **reply}
