"""Who of the staff is away or will be, until when, and who stands in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from mailbot.model import Absence
from mailbot.store import prepared
from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent

_NOTED = (
    sa.select(t.absences.c.name, t.absences.c.until, t.absences.c.since, t.absences.c.instead)
    .where(t.absences.c.until >= sa.bindparam("now"))
    .order_by(t.absences.c.name)
)


def noted(connection: Connection, *, now: datetime) -> dict[str, Absence]:
    """Those that have begun, and those to come."""
    rows = prepared.rows(connection, _NOTED, {"now": now})
    return {row.name: Absence(until=row.until, since=row.since, instead=row.instead or "") for row in rows}


def keep(connection: Connection, absences: Mapping[str, Absence | None]) -> None:
    """None: back again."""
    c = t.absences.c
    for name, absence in absences.items():
        if absence is None:
            connection.execute(sa.delete(t.absences).where(c.name == name))
            continue
        values = {"until": absence.until, "since": absence.since, "instead": absence.instead or None}
        if insert_if_absent(connection, t.absences, {"name": name, **values}) is None:
            connection.execute(sa.update(t.absences).where(c.name == name).values(**values))
