"""What the desk does at regular times: when each is due next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent


def plan(connection: Connection, name: str, first: datetime) -> None:
    """Begins a routine; one that is known already keeps its moment."""
    insert_if_absent(connection, t.routines, {"name": name, "due_at": first})


def known(connection: Connection) -> dict[str, datetime]:
    rows = connection.execute(sa.select(t.routines.c.name, t.routines.c.due_at))
    return {row.name: row.due_at for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRoutine:
    name: str
    due_at: datetime
    last_at: datetime | None  # the time before this one


def claim(connection: Connection, names: tuple[str, ...], *, now: datetime) -> DueRoutine | None:
    """One that is due; the caller's transaction says when it is due again."""
    c = t.routines.c
    row = connection.execute(
        sa.select(c.name, c.due_at, c.last_at)
        .where(c.name.in_(names), c.due_at <= now)
        .order_by(c.due_at, c.name)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return DueRoutine(**row._mapping) if row else None


def again(connection: Connection, name: str, at: datetime, *, done_at: datetime | None = None) -> None:
    """When it is due next; `done_at`: this time it is done."""
    values = {"due_at": at} | ({"last_at": done_at} if done_at else {})
    connection.execute(sa.update(t.routines).where(t.routines.c.name == name).values(**values))


def next_due(connection: Connection, names: tuple[str, ...]) -> datetime | None:
    c = t.routines.c
    query = sa.select(sa.func.min(c.due_at)).where(c.name.in_(names))
    return connection.execute(query).scalar_one_or_none()
