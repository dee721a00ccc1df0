"""Where each mailbox has been read up to, and what still has to be marked on the server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.model import Event
from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent
from mailbot.store.record import add_event

NOT_FETCHED = "mail_not_fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    uidvalidity: int
    last_uid: int
    reconciled_at: datetime | None = None


def cursor(connection: Connection, mailbox: str, folder: str) -> Cursor | None:
    c = t.cursors.c
    row = connection.execute(
        sa.select(c.uidvalidity, c.last_uid, c.reconciled_at).where(c.mailbox == mailbox, c.folder == folder)
    ).one_or_none()
    return Cursor(**row._mapping) if row else None


def advance(
    connection: Connection, mailbox: str, folder: str, *, uidvalidity: int, last_uid: int, now: datetime
) -> None:
    """Everything up to `last_uid` has its disposition. A new UIDVALIDITY starts afresh."""
    _save(connection, mailbox, folder, uidvalidity=uidvalidity, last_uid=last_uid, polled_at=now)


def reconciled(connection: Connection, mailbox: str, folder: str, *, now: datetime) -> None:
    c = t.cursors.c
    connection.execute(
        sa.update(t.cursors).where(c.mailbox == mailbox, c.folder == folder).values(reconciled_at=now)
    )


def known_uids(
    connection: Connection, mailbox: str, folder: str, uidvalidity: int, uids: Iterable[int]
) -> set[int]:
    """Those of `uids` that have a disposition already (asked for in slices: there may be thousands)."""
    wanted, known, c = list(uids), set[int](), t.arrivals.c
    for start in range(0, len(wanted), 500):
        rows = connection.execute(
            sa.select(c.uid).where(
                c.mailbox == mailbox,
                c.folder == folder,
                c.uidvalidity == uidvalidity,
                c.uid.in_(wanted[start : start + 500]),
            )
        ).scalars()
        known.update(uid for uid in rows if uid is not None)
    return known


def unfetchable_uids(connection: Connection, mailbox: str, folder: str, uidvalidity: int) -> set[int]:
    """UIDs that were given up because the server did not hand them out: a few, ever."""
    c = t.arrivals.c
    rows = connection.execute(
        sa.select(c.uid).where(
            c.disposition == "unfetchable",
            c.mailbox == mailbox,
            c.folder == folder,
            c.uidvalidity == uidvalidity,
        )
    ).scalars()
    return {uid for uid in rows if uid is not None}


def forget_unfetchable(connection: Connection, mailbox: str, folder: str, uidvalidity: int, uid: int) -> None:
    """The server has handed it out after all: the row that will say what became of it takes the place."""
    c = t.arrivals.c
    connection.execute(
        sa.delete(t.arrivals).where(
            c.disposition == "unfetchable",
            c.mailbox == mailbox,
            c.folder == folder,
            c.uidvalidity == uidvalidity,
            c.uid == uid,
        )
    )


def failures(connection: Connection, mailbox: str, folder: str, uidvalidity: int, uid: int) -> list[datetime]:
    """When the server did not hand out this mail; kept, because a connection or a process is short-lived."""
    c = t.events.c
    rows = connection.execute(sa.select(c.at, c.data).where(c.event == NOT_FETCHED).order_by(c.id))
    place = _place_of(mailbox, folder, uidvalidity, uid)
    return [row.at for row in rows if row.data == place]


def add_failure(
    connection: Connection, mailbox: str, folder: str, uidvalidity: int, uid: int, *, why: str, now: datetime
) -> None:
    event = Event(event=NOT_FETCHED, why=why, data=_place_of(mailbox, folder, uidvalidity, uid))
    add_event(connection, event, now=now)


def unmarked(connection: Connection, mailbox: str, folder: str, uidvalidity: int) -> list[int]:
    """UIDs that are safe in the database but not yet moved on the server."""
    c = t.arrivals.c
    return list(
        connection.execute(
            sa.select(c.uid).where(
                c.mailbox == mailbox,
                c.folder == folder,
                c.uidvalidity == uidvalidity,
                c.marked.is_(None),
                c.disposition != "unfetchable",
            )
        ).scalars()
    )


def mark(connection: Connection, mailbox: str, folder: str, uidvalidity: int, done: dict[int, str]) -> None:
    """Remembers what was done with each UID on the server: moved, copied, left, gone."""
    c = t.arrivals.c
    for uid, what in done.items():
        connection.execute(
            sa.update(t.arrivals)
            .where(
                c.mailbox == mailbox,
                c.folder == folder,
                c.uidvalidity == uidvalidity,
                c.uid == uid,
            )
            .values(marked=what)
        )


def _place_of(mailbox: str, folder: str, uidvalidity: int, uid: int) -> dict[str, str | int]:
    return {"mailbox": mailbox, "folder": folder, "uidvalidity": uidvalidity, "uid": uid}


def _save(connection: Connection, mailbox: str, folder: str, **values: Any) -> None:
    place = {"mailbox": mailbox, "folder": folder}
    if insert_if_absent(connection, t.cursors, {**place, **values}) is None:
        c = t.cursors.c
        connection.execute(
            sa.update(t.cursors).where(c.mailbox == mailbox, c.folder == folder).values(**values)
        )
