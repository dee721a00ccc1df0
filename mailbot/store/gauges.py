"""What a supervisor may ask every few seconds: small counts, whose cost does not grow with the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection

WAITING = ("ready", "sending", "uncertain")
SHOWN = (*WAITING, "held", "failed")
MOST = 10_000  # nobody needs to know how many more there are, and counting them takes time


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauges:
    letters: Mapping[str, int]  # by state; those that have left are not counted
    oldest_letter: datetime | None  # of those that wait for a server
    mails_held: int
    open_cases: int
    overdue_cases: int
    polled: Mapping[str, datetime]  # by mailbox


def taken(connection: Connection, *, now: datetime) -> Gauges:
    open_cases, overdue = _cases(connection, now)
    return Gauges(
        letters=_letters(connection),
        oldest_letter=_oldest(connection),
        mails_held=_held(connection),
        open_cases=open_cases,
        overdue_cases=overdue,
        polled=_polled(connection),
    )


def _letters(connection: Connection) -> dict[str, int]:
    """Each state by itself, so that each count can stop."""
    c = t.letters.c
    counts = (
        sa.select(sa.literal(state).label("state"), sa.func.count()).select_from(
            sa.select(c.id).where(c.state == state).limit(MOST).subquery()
        )
        for state in SHOWN
    )
    return {row[0]: row[1] for row in connection.execute(sa.union_all(*counts))}


def _oldest(connection: Connection) -> datetime | None:
    c = t.letters.c
    query = sa.select(sa.func.min(c.created_at)).where(c.state.in_(WAITING))
    return connection.execute(query).scalar_one_or_none()


def _held(connection: Connection) -> int:
    c = t.arrivals.c
    found = sa.select(c.id).where(c.disposition.in_(("held", "unfetchable"))).limit(MOST).subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()


def _cases(connection: Connection, now: datetime) -> tuple[int, int]:
    """Open ones, and those of them whose answer is late. The index of open cases answers."""
    c = t.tickets.c
    late = sa.case((sa.and_(c.due_at < now, c.answered_at.is_(None)), 1), else_=0)
    row = connection.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(late), 0)).where(
            c.closed_at.is_(None), c.reference.is_not(None), c.merged_into.is_(None)
        )
    ).one()
    return int(row[0]), int(row[1])


def _polled(connection: Connection) -> dict[str, datetime]:
    c = t.cursors.c
    rows = connection.execute(sa.select(c.mailbox, sa.func.max(c.polled_at)).group_by(c.mailbox))
    return {mailbox: polled for mailbox, polled in rows if polled is not None}
