"""Is the desk alive: when each mailbox was looked into, since when letters wait, what people know of it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent


def heard(connection: Connection, mailbox: str, folder: str) -> datetime | None:
    """The last time that somebody has looked into it, or taken a mail out of a long list in it."""
    c, a = t.cursors.c, t.arrivals.c
    polled = connection.execute(
        sa.select(c.polled_at).where(c.mailbox == mailbox, c.folder == folder)
    ).scalar_one_or_none()
    taken = connection.execute(
        sa.select(a.recorded_at).where(a.mailbox == mailbox).order_by(a.id.desc()).limit(1)
    ).scalar_one_or_none()
    return max((moment for moment in (polled, taken) if moment), default=None)


def waiting_since(connection: Connection, mailbox: str, *, due_before: datetime) -> datetime | None:
    """The oldest date at which a letter of this mailbox should have left, and nobody has tried since."""
    c = t.letters.c
    return connection.execute(
        sa.select(sa.func.min(c.next_try_at)).where(
            c.mailbox == mailbox, c.state.in_(("ready", "uncertain", "sending")), c.next_try_at <= due_before
        )
    ).scalar_one_or_none()


def known(connection: Connection, what: str) -> datetime | None:
    """Since when, if people know of it."""
    query = sa.select(t.meta.c.value).where(t.meta.c.key == f"silent {what}")
    since = connection.execute(query).scalar_one_or_none()
    return datetime.fromisoformat(since) if since else None


def begin(connection: Connection, what: str, *, since: datetime) -> bool:
    """True for whoever is the first to say so, of all workers; afterwards it is known until it ends."""
    values = {"key": f"silent {what}", "value": since.isoformat()}
    return insert_if_absent(connection, t.meta, values) is not None


def end(connection: Connection, what: str) -> bool:
    """True for the one worker who ends it."""
    c = t.meta.c
    ended = sa.delete(t.meta).where(c.key == f"silent {what}").returning(c.key)
    return connection.execute(ended).first() is not None
