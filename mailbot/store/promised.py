"""Which procedures were in force, and since when: a promise that has changed must still be told."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent

_KEY = "procedure "
_FORM = "%Y-%m-%dT%H:%M:%S.%f+00:00"  # of one length: the keys sort by time


def kept(connection: Connection) -> list[tuple[datetime, str]]:
    """The oldest first. Two workers that have started at once are one."""
    c = t.meta.c
    query = sa.select(c.key, c.value).where(c.key.startswith(_KEY)).order_by(c.key)
    found: list[tuple[datetime, str]] = []
    for row in connection.execute(query):
        if not found or found[-1][1] != row.value:
            found.append((datetime.fromisoformat(row.key.removeprefix(_KEY)), row.value))
    return found


def keep(connection: Connection, procedure: str, *, now: datetime) -> bool:
    """True when it is not the one that was in force until now."""
    known = kept(connection)
    if known and known[-1][1] == procedure:
        return False
    key = _KEY + now.astimezone(UTC).strftime(_FORM)
    insert_if_absent(connection, t.meta, {"key": key, "value": procedure})
    return True
