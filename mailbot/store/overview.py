"""All open cases at one glance, and those of a period: for the morning's digest and for meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from mailbot.model import OpenCase, Ticket, Turn
from mailbot.store import merging
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.tickets import last_heard, latest, tickets_of

_ASKS = ("transmission", "relance_prestataire", "message_prestataire", "demande_precisions")
CLIENT = "client"
# Who acts without being one of us, and what our own people do without treating the case.
_NOBODY = ("mailbot", "horloge", "client", "provider", "tiers", "robot", "inconnu")
_NO_ACTS = ("assigned", "command_refused", "command_empty", "nothing_done", "report_sent", "absence_noted",
            "absence_filed", "staff_unproven", "act_undone", "handed_in", "confirmation_asked",
            "confirmation_answered")  # fmt: skip
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
    acts = _Acts(
        acted=_acted(connection, ids),
        handed_over=_acted(connection, ids, handed_over=True),
        begun=_begun(connection, ids),
    )
    cases = []
    for case in found:
        waited_for = any(
            _awaits(asked, heard, case.id, p.conversation) for p in case.parties if p.provider_id
        )
        awaits_client = _awaits(asked, heard, case.id, CLIENT)
        turn = _turn(case, heard, acts, waiting=waited_for or awaits_client)
        cases.append(
            OpenCase(ticket=case, awaits_provider=waited_for, awaits_client=awaits_client, turn=turn)
        )
    return tuple(cases)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Acts:
    """When people last did something for a case, and when it last changed hands."""

    acted: Mapping[int, datetime]
    handed_over: Mapping[int, datetime]
    begun: Mapping[int, datetime]  # when the mail that opened it came, perhaps days later


def _acted(connection: Connection, ids: Sequence[int], *, handed_over: bool = False) -> dict[int, datetime]:
    """What machines have done, what was refused and what was only looked up is no act."""
    c = t.events.c
    which = c.event == "assigned" if handed_over else c.event.not_in(_NO_ACTS)
    rows = connection.execute(
        sa.select(c.ticket_id, sa.func.max(c.at).label("at"))
        .where(c.ticket_id.in_(ids), c.actor.not_in(_NOBODY), which)
        .group_by(c.ticket_id)
    )
    return {row.ticket_id: row.at for row in rows}


def _begun(connection: Connection, ids: Sequence[int]) -> dict[int, datetime]:
    c = t.mails.c
    rows = connection.execute(
        sa.select(c.ticket_id, sa.func.min(c.received_at).label("at"))
        .where(c.ticket_id.in_(ids), c.disposition.in_(("opened", "passed_on")))
        .group_by(c.ticket_id)
    )
    return {row.ticket_id: row.at for row in rows}


def _turn(case: Ticket, heard: _Moments, acts: _Acts, *, waiting: bool) -> Turn:
    """Why it is for us to act: who has spoken last, or that nobody has begun."""
    acted = acts.acted.get(case.id)
    since = acted or max(case.received_at, acts.begun.get(case.id, case.received_at))
    said = {place: at for (ticket_id, place), at in heard.items() if ticket_id == case.id and at > since}
    if any(place != CLIENT for place in said):
        return "provider"
    if CLIENT in said:
        return "client"
    if case.answered_at is not None or waiting:
        return ""
    handed_over = acts.handed_over.get(case.id)
    if handed_over is not None and handed_over >= since:
        return "handed_over"
    return "new" if acted is None else ""


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
