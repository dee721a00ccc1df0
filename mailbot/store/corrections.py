"""What staff have settled about the kind of a mail: the last word on each ticket, and that mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import sqlalchemy as sa

from mailbot.model import Kind, RawMail
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.tickets import first_mail

_KINDS: tuple[Kind, ...] = get_args(Kind)
_LAST_SETTLED = (
    sa.select(t.events.c.data)
    .join(t.tickets, t.tickets.c.id == t.events.c.ticket_id)
    .where(t.events.c.event == "kind_settled", t.tickets.c.client_address == sa.bindparam("address"))
    .order_by(t.events.c.id.desc())
    .limit(1)
)


def settled_kinds(connection: Connection) -> Iterator[tuple[int, Kind, RawMail]]:
    """Ticket, kind and first mail, oldest ticket first; what was erased is no longer there."""
    c = t.events.c
    rows = connection.execute(
        sa.select(c.ticket_id, c.data)
        .where(c.event == "kind_settled", c.ticket_id.is_not(None))
        .order_by(c.id)
    ).all()
    last = {row.ticket_id: row.data.get("kind") for row in rows}
    for ticket_id, kind in sorted(last.items()):
        mail = first_mail(connection, ticket_id)
        if kind in _KINDS and mail is not None and mail.content:
            yield ticket_id, kind, mail


def last_settled_kind(connection: Connection, address: str) -> Kind | None:
    """What staff last said of a mail by this person; None where they never had to."""
    data = connection.execute(_LAST_SETTLED, {"address": address}).scalar_one_or_none()
    kind = data.get("kind") if data else None
    return kind if kind in _KINDS else None
