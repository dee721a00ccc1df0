"""Who looks after a mailbox: one worker at a time, and another within a minute when that one dies."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent

LASTS = timedelta(seconds=50)  # with the time until others look, and open the mailbox, less than a minute


def take(connection: Connection, name: str, owner: str, *, now: datetime) -> bool:
    """Takes the lease, or renews it; False while somebody else has it."""
    until = now + LASTS
    if insert_if_absent(connection, t.leases, {"name": name, "owner": owner, "until": until}) is not None:
        return True
    c = t.leases.c
    # A lease that ends later than any could was taken by a clock that was ahead; it would last for days.
    free = sa.or_(c.owner == owner, c.until < now, c.until > now + LASTS * 2)
    taken = connection.execute(
        sa.update(t.leases).where(c.name == name, free).values(owner=owner, until=until).returning(c.name)
    ).first()
    return taken is not None


def give_back(connection: Connection, name: str, owner: str) -> None:
    """So that nobody has to wait for it to run out."""
    c = t.leases.c
    connection.execute(sa.delete(t.leases).where(c.name == name, c.owner == owner))


def held(connection: Connection, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """What is looked after at this moment, and by whom: somebody works here."""
    c = t.leases.c
    query = sa.select(c.name, c.owner).where(c.until >= now, c.until <= now + LASTS * 2).order_by(c.name)
    return tuple((row.name, row.owner) for row in connection.execute(query))
