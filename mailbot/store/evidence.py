"""What proves a case: digests of the mails received, the very bytes of the letters sent. Read only."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store.db import Connection


def digests(connection: Connection, ticket_id: int) -> dict[int, str]:
    """SHA-256 of each mail of a ticket as it came, by the mail's id."""
    query = sa.select(t.mails.c.id, t.mails.c.raw_digest).where(t.mails.c.ticket_id == ticket_id)
    return {row.id: row.raw_digest for row in connection.execute(query)}


def sent_letters(connection: Connection, ticket_id: int) -> Iterator[tuple[int, bytes]]:
    """The letters of a ticket that a server has taken, one after the other: some carry photographs."""
    c = t.letters.c
    query = sa.select(c.id).where(c.ticket_id == ticket_id, c.sent_at.is_not(None)).order_by(c.id)
    for letter_id in list(connection.execute(query).scalars()):
        content = connection.execute(sa.select(c.content).where(c.id == letter_id)).scalar_one()
        if content:
            yield letter_id, content
