"""One ticket as it stands, what opened it, and what has passed between us and somebody in it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from mailbot.model import Party, RawMail, Ticket
from mailbot.store import tables as t
from mailbot.store.db import Connection


def ticket(connection: Connection, ticket_id: int, *, lock: bool = False) -> Ticket | None:
    """One ticket with its parties. `lock` keeps other workers from deciding on it at the same time."""
    query = sa.select(t.tickets).where(t.tickets.c.id == ticket_id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return _ticket(connection, row) if row else None


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


def _ticket(connection: Connection, row: Any) -> Ticket:
    parties = connection.execute(
        sa.select(t.parties).where(t.parties.c.ticket_id == row["id"]).order_by(t.parties.c.id)
    ).mappings()
    forwarded = connection.execute(
        sa.select(sa.func.min(t.letters.c.created_at))
        .where(t.letters.c.ticket_id == row["id"], t.letters.c.kind == "transmission")
        .where(t.letters.c.state.not_in(("held", "suppressed", "failed", "bounced", "recalled")))
    ).scalar_one_or_none()
    letter, mail = t.letters.c, t.mails.c
    informed = connection.execute(
        sa.select(sa.func.max(letter.sent_at)).where(
            letter.ticket_id == row["id"], letter.kind == "message_client", letter.state == "sent"
        )
    ).scalar_one_or_none()
    heard = connection.execute(
        sa.select(sa.func.max(mail.received_at)).where(
            mail.ticket_id == row["id"], mail.conversation == "client", mail.side == "party"
        )
    ).scalar_one_or_none()
    leaving = connection.execute(
        sa.select(letter.kind).where(
            letter.ticket_id == row["id"],
            letter.kind.in_(("message_client", "reponse_client")),
            letter.state.in_(("ready", "sending", "uncertain")),
        )
    ).scalars()
    fields = {f: row[f] for f in Ticket.__dataclass_fields__ if f in row}
    fields["targets"] = tuple(fields["targets"])
    fields["record"] = fields["record"] or {}
    return Ticket(
        **fields,
        parties=tuple(
            Party(
                conversation=p["conversation"],
                address=p["address"],
                name=p["name"],
                provider_id=p["provider_id"],
            )
            for p in parties
        ),
        forwarded_at=forwarded,
        # Said before the client wrote again, it answers nothing any more.
        leaving=frozenset(leaving),
        informed_at=informed if informed and heard and informed >= heard else None,
    )
