"""One ticket as it stands, what opened it, and what has passed between us and somebody in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.model import Party, RawMail, Ticket
from mailbot.store import tables as t
from mailbot.store.db import Connection


def ticket(connection: Connection, ticket_id: int, *, lock: bool = False) -> Ticket | None:
    """One ticket with its parties. `lock` keeps other workers from deciding on it at the same time."""
    query = sa.select(t.tickets).where(t.tickets.c.id == ticket_id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return tickets_of(connection, [row])[0] if row else None


def is_sealed(connection: Connection, ticket_id: int) -> bool:
    """Erased, or not to be touched: no mail joins it any more; what comes is a case of its own."""
    c = t.tickets.c
    sealed = sa.or_(c.forgotten_at.is_not(None), c.restricted_at.is_not(None))
    return connection.execute(sa.select(c.id).where(c.id == ticket_id, sealed)).first() is not None


def first_mail(connection: Connection, ticket_id: int) -> RawMail | None:
    """The mail that opened a ticket, as it came."""
    row = connection.execute(
        sa.select(t.raws.c.content, t.mails.c.mailbox, t.mails.c.received_at)
        .join(t.mails, t.mails.c.raw_digest == t.raws.c.digest)
        .where(t.mails.c.ticket_id == ticket_id, t.mails.c.disposition.in_(("opened", "passed_on")))
        # What began as a question and became a complaint later: the complaint it is.
        .order_by(t.mails.c.disposition != "opened", t.mails.c.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return RawMail(content=row.content, mailbox=row.mailbox, received_at=row.received_at)


def client_mails(connection: Connection, ticket_id: int) -> list[RawMail]:
    """What the client wrote in a ticket, the last twenty."""
    c = t.mails.c
    rows = connection.execute(
        sa.select(t.raws.c.content, c.mailbox, c.received_at)
        .join(t.mails, c.raw_digest == t.raws.c.digest)
        .where(c.ticket_id == ticket_id, c.conversation == "client", c.side == "party")
        .order_by(c.id.desc())
        .limit(20)
    ).all()
    return [RawMail(content=row.content, mailbox=row.mailbox, received_at=row.received_at) for row in rows]


def thread_with(
    connection: Connection, ticket_id: int, conversation: str, side: str, recipient: str
) -> tuple[str, ...]:
    """Message-IDs of what passed between us and this person in a ticket, oldest first."""
    sent = connection.execute(
        sa.select(t.letters.c.created_at, t.letters.c.message_id)
        .where(t.letters.c.ticket_id == ticket_id, t.letters.c.recipient == recipient)
        .where(t.letters.c.side == side)
    ).all()
    c = t.mails.c
    received = connection.execute(
        sa.select(c.received_at, c.message_id)
        .where(c.ticket_id == ticket_id, c.conversation == conversation, c.side == side)
        .where(c.message_id.is_not(None))
    ).all()
    ids = [message_id for _, message_id in sorted((*sent, *received)) if message_id]
    return (*ids[:1], *ids[1:][-19:])


def tickets_of(connection: Connection, rows: Sequence[Any]) -> list[Ticket]:
    """Rows of the table as tickets: a few queries for however many there are."""
    ids = [row["id"] for row in rows]
    parties: dict[int, list[Party]] = defaultdict(list)
    query = sa.select(t.parties).where(t.parties.c.ticket_id.in_(ids)).order_by(t.parties.c.id)
    for row in connection.execute(query).mappings():
        names = ("conversation", "address", "name", "provider_id")
        parties[row["ticket_id"]].append(Party(**{name: row[name] for name in names}))
    letters: dict[int, list[Any]] = defaultdict(list)
    c = t.letters.c
    sent = sa.select(c.ticket_id, c.kind, c.state, c.created_at, c.sent_at, c.conversation)
    for letter in connection.execute(sent.where(c.ticket_id.in_(ids), c.kind.in_(_TELLING))):
        letters[letter.ticket_id].append(letter)
    heard = last_heard(connection, ids)
    return [
        _ticket(row, parties[row["id"]], letters[row["id"]], heard.get((row["id"], "client"))) for row in rows
    ]


def last_heard(connection: Connection, ids: Sequence[int]) -> dict[tuple[int, str], datetime]:
    """When each party last wrote in each of these tickets, the first mail included."""
    c = t.mails.c
    rows = connection.execute(
        sa.select(c.ticket_id, c.conversation, sa.func.max(c.received_at).label("at"))
        .where(c.ticket_id.in_(ids), c.side == "party")
        .group_by(c.ticket_id, c.conversation)
    )
    return {(row.ticket_id, row.conversation or ""): row.at for row in rows}


_TELLING = ("transmission", "message_client", "reponse_client")
_NEVER_LEFT = ("held", "suppressed", "failed", "bounced", "recalled")
_LEAVING = ("ready", "sending", "uncertain")


def _ticket(row: Any, parties: list[Party], letters: list[Any], heard: datetime | None) -> Ticket:
    fields = {f: row[f] for f in Ticket.__dataclass_fields__ if f in row}
    fields["targets"] = tuple(fields["targets"])
    fields["record"] = fields["record"] or {}
    forwards = [x for x in letters if x.kind == "transmission" and x.state not in _NEVER_LEFT]
    said = [x.sent_at for x in letters if x.kind == "message_client" and x.state == "sent"]
    informed = max(said, default=None)
    return Ticket(
        **fields,
        parties=tuple(parties),
        forwarded_at=min((x.created_at for x in forwards), default=None),
        forwarded_to=frozenset(x.conversation for x in forwards),
        # Said before the client wrote again, it answers nothing any more.
        informed_at=informed if informed and heard and informed >= heard else None,
        leaving=frozenset(x.kind for x in letters if x.state in _LEAVING and x.kind != "transmission"),
    )
