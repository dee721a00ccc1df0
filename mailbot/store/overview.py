"""All open cases at one glance, and those of a period: for the morning's digest and for meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from mailbot.model import OpenCase, Ticket
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.tickets import ticket

_ASKS_PROVIDER = ("transmission", "relance_prestataire", "message_prestataire")
_ASKS_CLIENT = ("demande_precisions",)
MOST = 500  # cases: a list that nobody reads to its end helps nobody


def open_cases(connection: Connection) -> tuple[OpenCase, ...]:
    """Everything in the register that is not closed, the soonest date first."""
    c = t.tickets.c
    ids = connection.execute(
        sa.select(c.id)
        .where(c.closed_at.is_(None), c.reference.is_not(None))
        .order_by(sa.nulls_last(c.due_at), c.id)
        .limit(MOST)
    ).scalars()
    found = [case for ticket_id in list(ids) if (case := ticket(connection, ticket_id))]
    return tuple(
        OpenCase(
            ticket=case,
            awaits_provider=_awaits(connection, case.id, _ASKS_PROVIDER, "provider:%"),
            awaits_client=_awaits(connection, case.id, _ASKS_CLIENT, "client"),
        )
        for case in found
    )


def _awaits(connection: Connection, ticket_id: int, kinds: tuple[str, ...], conversation: str) -> bool:
    """We have asked something, and nothing has come since."""
    letter, mail = t.letters.c, t.mails.c
    asked = connection.execute(
        sa.select(sa.func.max(letter.sent_at)).where(letter.ticket_id == ticket_id, letter.kind.in_(kinds))
    ).scalar_one_or_none()
    if asked is None:
        return False
    heard = connection.execute(
        sa.select(sa.func.max(mail.received_at)).where(
            mail.ticket_id == ticket_id,
            mail.conversation.like(conversation),
            mail.side == "party",
            mail.disposition == "follow_up",
        )
    ).scalar_one_or_none()
    return heard is None or heard < asked


def cases_between(connection: Connection, since: datetime, until: datetime) -> Iterator[Ticket]:
    """Complaints received in a period."""
    c = t.tickets.c
    ids = connection.execute(
        sa.select(c.id)
        .where(c.received_at >= since, c.received_at < until)
        .where(c.reference.is_not(None), c.kind == "reclamation")
        .order_by(c.id)
    ).scalars()
    for ticket_id in list(ids):
        if found := ticket(connection, ticket_id):
            yield found


def held_count(connection: Connection) -> int:
    """Mails that were set aside and wait for a person."""
    c = t.arrivals.c
    query = sa.select(sa.func.count()).where(c.disposition.in_(("held", "unfetchable")))
    return connection.execute(query).scalar_one()
