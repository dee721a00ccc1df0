"""Who of the staff is away, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent

_AWAY = (
    sa.select(t.absences.c.name, t.absences.c.until)
    .where(t.absences.c.until >= sa.bindparam("now"))
    .order_by(t.absences.c.name)
)


def current(connection: Connection, *, now: datetime) -> dict[str, datetime]:
    rows = connection.execute(_AWAY, {"now": now})
    return {row.name: row.until for row in rows}


def keep(connection: Connection, absences: Mapping[str, datetime | None]) -> None:
    """None: back again."""
    c = t.absences.c
    for name, until in absences.items():
        if until is None:
            connection.execute(sa.delete(t.absences).where(c.name == name))
        elif insert_if_absent(connection, t.absences, {"name": name, "until": until}) is None:
            connection.execute(sa.update(t.absences).where(c.name == name).values(until=until))
