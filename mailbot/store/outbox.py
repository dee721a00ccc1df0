"""The letters that wait: claim one under a lease, settle what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailbot.model import Event
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.record import add_event
from mailbot.store.scrubbing import RESTRICTED, kept_reply

LEASE = timedelta(minutes=5)  # longer than any one SMTP transaction may last
LONGEST_PAUSE = timedelta(hours=4)  # a next try later than that was set by a clock that was ahead
UNCERTAIN = "letter_uncertain"
INTERRUPTED = "mailbot s'est arrêté pendant l'envoi : la lettre est peut-être arrivée"
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
    interrupted: bool  # whoever had it in hand before could not say what became of it


# What is asked for every letter, built once: building a statement costs more than carrying it out.
_c = t.letters.c
_now: sa.BindParameter[datetime] = sa.bindparam("now", type_=t.Moment)
# Also what a clock that was ahead, and has been put right since, would have left lying for days.
_IS_DUE = sa.or_(
    _c.next_try_at <= _now,
    _c.created_at > sa.bindparam("soon", type_=t.Moment),
    sa.and_(_c.attempts > 0, _c.next_try_at > sa.bindparam("later", type_=t.Moment)),
)
_IS_FREE = sa.or_(
    _c.lease_until.is_(None), _c.lease_until < _now, _c.lease_until > sa.bindparam("far", type_=t.Moment)
)
_DUE = (
    sa.select(_c.id, _c.state)
    .where(_c.state.in_(_UNSENT), _IS_DUE, _IS_FREE)
    .where(_c.mailbox.not_in(sa.bindparam("not_from", expanding=True)))
    .order_by(sa.nulls_last(_c.deadline), _c.id)
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
_FIELDS = [_c[name] for name in DueLetter.__dataclass_fields__ if name in _c]
_TAKE = sa.update(t.letters).where(_c.id == sa.bindparam("of"))
_UNTIL: sa.BindParameter[datetime] = sa.bindparam("until", type_=t.Moment)
_TAKEN = _TAKE.values(state="sending", lease_until=_UNTIL).returning(*_FIELDS)
_TAKEN_UP = _TAKE.values(
    state="sending",
    lease_until=_UNTIL,
    attempts=_c.attempts + 1,
    first_failure_at=sa.func.coalesce(_c.first_failure_at, _now),
).returning(*_FIELDS)
_STATE = sa.select(_c.state).where(_c.id == sa.bindparam("of")).with_for_update()
_SETTLE = sa.update(t.letters).where(_c.id == sa.bindparam("of"))


def claim(
    connection: Connection, *, now: datetime, not_from: Collection[str] = (), most: int = 1
) -> list[DueLetter]:
    """Letters that are due, the soonest deadline first; nobody else gets them while the lease lasts."""
    moments = {
        "now": now, "soon": now + LEASE, "far": now + LEASE * 2, "later": now + LONGEST_PAUSE,
    }  # fmt: skip
    chosen = connection.execute(_DUE, {**moments, "not_from": tuple(not_from), "most": most}).all()
    # An attempt that nobody survived counts as one: what makes the program die is not tried for ever.
    claimed = []
    for letter_id, was in chosen:
        died = was == "sending"
        taken = _TAKEN_UP if died else _TAKEN
        parameters = {"of": letter_id, "until": now + LEASE, **({"now": now} if died else {})}
        row = connection.execute(taken, parameters).mappings().one()
        claimed.append(DueLetter(**row, interrupted=died))
        if died:
            event = Event(event=UNCERTAIN, why=INTERRUPTED, data={"attempts": row["attempts"]})
            add_event(connection, event, now=now, ticket_id=row["ticket_id"], letter_id=letter_id)
    return claimed


def times_uncertain(connection: Connection, letter_id: int) -> int:
    """How often nobody could tell whether this letter had arrived."""
    c = t.events.c
    query = sa.select(sa.func.count()).where(c.letter_id == letter_id, c.event == UNCERTAIN)
    found: int = connection.execute(query).scalar_one()
    return found


def state(connection: Connection, letter_id: int) -> str:
    found: str = connection.execute(_STATE, {"of": letter_id}).scalar_one()
    return found


def settle(connection: Connection, letter_id: int, values: Mapping[str, Any]) -> None:
    """What became of an attempt; the lease ends."""
    connection.execute(_SETTLE, {"of": letter_id, "lease_until": None, **values})


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
