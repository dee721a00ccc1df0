"""The letters that wait: claim some under a lease, settle what became of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from mailbot.model import Event
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.record import add_event
from mailbot.store.scrubbing import RESTRICTED, kept_reply

LEASE = timedelta(minutes=5)  # longer than any one attempt may last, with every line that it tries
LONGEST_PAUSE = timedelta(hours=4)  # a next try later than that was set by a clock that was ahead
UNCERTAIN = "letter_uncertain"
INTERRUPTED = "mailbot s'est arrêté pendant l'envoi : la lettre est peut-être arrivée"
_UNSENT = t.WAITING_STATES

Domain = tuple[str, str]  # whose server, and the part behind the @ of whom it is to reach


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
_ANY_DATE = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = [_c[name] for name in DueLetter.__dataclass_fields__ if name in _c]
_TAKE = sa.update(t.letters).where(_c.id == sa.bindparam("of"))
_UNTIL: sa.BindParameter[datetime] = sa.bindparam("until", type_=t.Moment)
_TAKEN = (
    sa.update(t.letters)
    .where(_c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(state="sending", lease_until=_UNTIL)
    .returning(*_FIELDS)
)
_TAKEN_UP = _TAKE.values(
    state="sending",
    lease_until=_UNTIL,
    attempts=_c.attempts + 1,
    first_failure_at=sa.func.coalesce(_c.first_failure_at, _now),
).returning(*_FIELDS)
_STATE = sa.select(_c.state).where(_c.id == sa.bindparam("of")).with_for_update()
_SETTLE = sa.update(t.letters).where(_c.id == sa.bindparam("of"))
_LIKE_ITSELF = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


@cache
def _due(*, dated: bool, postponed: int) -> sa.Select[tuple[int, str]]:
    """The soonest deadline first; those without one (`dated` False) come last, as they were decided.

    Two questions, because each is answered by a walk along the index of what waits, and ends at the last
    letter wanted: it costs the same whether ten letters wait or fifty thousand.
    """
    query = (
        sa.select(_c.id, _c.state)
        .where(t.WAITS, _c.deadline >= _ANY_DATE if dated else _c.deadline.is_(None), _IS_DUE, _IS_FREE)
        .where(_c.mailbox.not_in(sa.bindparam("not_from", expanding=True)))
    )
    for n in range(postponed):
        there = sa.and_(
            _c.mailbox == sa.bindparam(f"box_{n}"), _c.recipient.ilike(sa.bindparam(f"to_{n}"), escape="\\")
        )
        query = query.where(sa.not_(there))
    order = (_c.deadline, _c.id) if dated else (_c.id,)
    return (
        query.order_by(*order).limit(sa.bindparam("most", type_=sa.Integer)).with_for_update(skip_locked=True)
    )


def claim(
    connection: Connection,
    *,
    now: datetime,
    not_from: Collection[str] = (),
    not_to: Collection[Domain] = (),
    most: int = 1,
) -> list[DueLetter]:
    """Letters that are due, the soonest deadline first; nobody else gets them while the lease lasts."""
    asked: dict[str, Any] = {
        "now": now, "soon": now + LEASE, "far": now + LEASE * 2, "later": now + LONGEST_PAUSE,
        "not_from": tuple(not_from),
    }  # fmt: skip
    for n, (box, domain) in enumerate(not_to):
        asked |= {f"box_{n}": box, f"to_{n}": f"%@{domain.translate(_LIKE_ITSELF)}"}
    chosen: list[Any] = []
    for dated in (True, False):
        if len(chosen) < most:
            query = _due(dated=dated, postponed=len(not_to))
            chosen += connection.execute(query, {**asked, "most": most - len(chosen)}).all()
    if not chosen:
        return []
    taken: dict[int, Any] = {}
    if fresh := [letter_id for letter_id, was in chosen if was != "sending"]:
        rows = connection.execute(_TAKEN, {"ids": fresh, "until": now + LEASE}).mappings()
        taken = {row["id"]: row for row in rows}
    # An attempt that nobody survived counts as one: what makes the program die is not tried for ever.
    for letter_id in [letter_id for letter_id, was in chosen if was == "sending"]:
        row = (
            connection.execute(_TAKEN_UP, {"of": letter_id, "until": now + LEASE, "now": now})
            .mappings()
            .one()
        )
        taken[letter_id] = row
        event = Event(event=UNCERTAIN, why=INTERRUPTED, data={"attempts": row["attempts"]})
        add_event(connection, event, now=now, ticket_id=row["ticket_id"], letter_id=letter_id)
    return [DueLetter(**taken[letter_id], interrupted=was == "sending") for letter_id, was in chosen]


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


def next_due(
    connection: Connection, *, not_from: Collection[str] = (), not_to: Collection[Domain] = ()
) -> datetime | None:
    """When the next attempt is due, if any letter waits at a server that answers.

    A letter that somebody has in hand is nobody else's business before its lease is over.
    """
    c = t.letters.c
    free_at = sa.case((c.lease_until > c.next_try_at, c.lease_until), else_=c.next_try_at)
    query = sa.select(sa.func.min(free_at)).where(c.state.in_(_UNSENT), c.mailbox.not_in(not_from))
    for box, domain in not_to:
        there = c.recipient.ilike(f"%@{domain.translate(_LIKE_ITSELF)}", escape="\\")
        query = query.where(sa.not_(sa.and_(c.mailbox == box, there)))
    return connection.execute(query).scalar_one_or_none()


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
