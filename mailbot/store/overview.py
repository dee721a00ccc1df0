"""All open cases at one glance, and those of a period: for the morning's digest and for meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa

from mailbot.model import OpenCase, Ticket
from mailbot.store import merging
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.tickets import last_heard, latest, tickets_of

_ASKS = ("transmission", "relance_prestataire", "message_prestataire", "demande_precisions")
_AT_A_TIME = 200
MOST = 500  # cases: a list that nobody reads to its end helps nobody


def open_cases(connection: Connection) -> tuple[OpenCase, ...]:
    """Everything in the register that is not closed, the soonest date first."""
    c = t.tickets.c
    rows = connection.execute(
        sa.select(t.tickets)
        .where(c.closed_at.is_(None), c.reference.is_not(None), c.restricted_at.is_(None))
        .where(c.merged_into.is_(None))
        .order_by(sa.nulls_last(c.due_at), c.id)
        .limit(MOST)
    ).mappings()
    found = tickets_of(connection, rows.all())
    ids = [case.id for case in found]
    places = merging.places(connection, ids)
    heard, asked = last_heard(connection, places), _asked(connection, places)
    return tuple(
        OpenCase(
            ticket=case,
            awaits_provider=any(
                _awaits(asked, heard, case.id, p.conversation) for p in case.parties if p.provider_id
            ),
            awaits_client=_awaits(asked, heard, case.id, "client"),
        )
        for case in found
    )


_Moments = Mapping[tuple[int, str], datetime]


def _asked(connection: Connection, places: merging.Places) -> _Moments:
    """When we last asked something of each party."""
    c = t.letters.c
    rows = connection.execute(
        sa.select(c.ticket_id, c.conversation, sa.func.max(c.sent_at).label("at"))
        .where(c.ticket_id.in_(places.ids), c.kind.in_(_ASKS), c.sent_at.is_not(None), c.side == "party")
        .group_by(c.ticket_id, c.conversation)
    )
    return latest(rows, places)


def _awaits(asked: _Moments, heard: _Moments, ticket_id: int, conversation: str) -> bool:
    """We have asked something, and nothing has come since."""
    at = asked.get((ticket_id, conversation))
    last = heard.get((ticket_id, conversation))
    return at is not None and (last is None or last < at)


def cases_between(connection: Connection, since: datetime, until: datetime) -> Iterator[Ticket]:
    """Complaints received in a period; not those that nobody may look at."""
    c = t.tickets.c
    query = (
        sa.select(t.tickets)
        .where(c.received_at >= since, c.received_at < until)
        .where(c.reference.is_not(None), c.kind == "reclamation", c.restricted_at.is_(None))
        .where(c.merged_into.is_(None))
        .order_by(c.id)
    )
    rows = connection.execute(query).mappings().all()
    for first in range(0, len(rows), _AT_A_TIME):
        yield from tickets_of(connection, rows[first : first + _AT_A_TIME])


def held_count(connection: Connection) -> int:
    """Mails that were set aside and wait for a person."""
    c = t.arrivals.c
    query = sa.select(sa.func.count()).where(c.disposition.in_(("held", "unfetchable")))
    return connection.execute(query).scalar_one()
