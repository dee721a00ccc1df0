"""What staff have settled about the kind of a mail: the last word on each ticket, and that mail.

Who is restricted is out of daily work: nothing is learnt of those cases, and nothing leans on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import get_args

import sqlalchemy as sa

from mailbot.model import Kind, RawMail
from mailbot.store import prepared
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.tickets import first_mail

_KINDS: tuple[Kind, ...] = get_args(Kind)
_LATEST = 50  # cases of one person in which it is looked for: somebody may write without end
_LAST_SETTLED = (
    sa.select(t.events.c.data)
    .where(t.events.c.event == "kind_settled")
    .where(
        t.events.c.ticket_id.in_(
            sa.select(t.tickets.c.id)
            .where(t.tickets.c.client_address == sa.bindparam("address"), t.tickets.c.restricted_at.is_(None))
            .order_by(t.tickets.c.id.desc())
            .limit(_LATEST)
        )
    )
    .order_by(t.events.c.id.desc())
    .limit(1)
)


def settled_kinds(connection: Connection) -> Iterator[tuple[int, Kind, RawMail]]:
    """Ticket, kind and first mail, oldest ticket first; what was erased is no longer there."""
    c = t.events.c
    rows = connection.execute(
        sa.select(c.ticket_id, c.data)
        .join(t.tickets, t.tickets.c.id == c.ticket_id)
        .where(c.event == "kind_settled", t.tickets.c.restricted_at.is_(None))
        .order_by(c.id)
    ).all()
    last = {row.ticket_id: row.data.get("kind") for row in rows}
    for ticket_id, kind in sorted(last.items()):
        mail = first_mail(connection, ticket_id)
        if kind in _KINDS and mail is not None and mail.content:
            yield ticket_id, kind, mail


def last_settled_kind(connection: Connection, address: str) -> Kind | None:
    """What staff last said of a mail by this person; None where they never had to."""
    data = prepared.value(connection, _LAST_SETTLED, {"address": address})
    kind = data.get("kind") if data else None
    return kind if kind in _KINDS else None


def settled_since(connection: Connection, moment: datetime | None) -> bool:
    """Whether staff have settled any kind since then; None: ever."""
    c = t.events.c
    query = sa.select(c.id).where(c.event == "kind_settled").limit(1)
    if moment is not None:
        query = query.where(c.at >= moment)
    return connection.execute(query).first() is not None
