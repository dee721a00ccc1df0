"""The timers of tickets: which are due, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTimer:
    id: int
    ticket_id: int
    name: str
    due_at: datetime
    data: Mapping[str, Any]


def claim(connection: Connection, *, now: datetime) -> DueTimer | None:
    """The oldest timer that is due; it is done when the caller's transaction commits."""
    c = t.timers.c
    row = connection.execute(
        sa.select(c.id, c.ticket_id, c.name, c.due_at, c.data)
        .where(c.state == "waiting", c.due_at <= now)
        .order_by(c.due_at, c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    connection.execute(sa.update(t.timers).where(c.id == row.id).values(state="done"))
    return DueTimer(**row._mapping)


def fail(connection: Connection, timer_id: int) -> None:
    """What it asked for cannot be done: it is kept, to be looked at, and is never due again."""
    connection.execute(sa.update(t.timers).where(t.timers.c.id == timer_id).values(state="failed"))


def next_due(connection: Connection) -> datetime | None:
    c = t.timers.c
    return connection.execute(
        sa.select(sa.func.min(c.due_at)).where(c.state == "waiting")
    ).scalar_one_or_none()
