"""Who of the staff is away, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent


def current(connection: Connection, *, now: datetime) -> dict[str, datetime]:
    c = t.absences.c
    rows = connection.execute(sa.select(c.name, c.until).where(c.until >= now).order_by(c.name))
    return {row.name: row.until for row in rows}


def keep(connection: Connection, absences: Mapping[str, datetime | None]) -> None:
    """None: back again."""
    c = t.absences.c
    for name, until in absences.items():
        if until is None:
            connection.execute(sa.delete(t.absences).where(c.name == name))
        elif insert_if_absent(connection, t.absences, {"name": name, "until": until}) is None:
            connection.execute(sa.update(t.absences).where(c.name == name).values(until=until))
