"""Mails of staff that wait for their writer to confirm them: which one a mail is about, and its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailbot import token as tokens
from mailbot.model import Event, IncomingMail, RawMail, Thread, Unconfirmed
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.record import add_event
from mailbot.store.tickets import ticket

LASTS = timedelta(days=2)
_REMEMBERED = timedelta(days=30)  # so long, a late answer is told that it is late
_GIVEN = "confirmation_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    mail: Unconfirmed
    thread: Thread


def asked(connection: Connection, mail: IncomingMail, *, secret: bytes, now: datetime) -> Asked | None:
    """The mail of the same writer to which this one holds the token, or whose question it answers."""
    if not (mail.tokens or mail.in_reply_to) or mail.from_ is None:
        return None
    m, e = t.mails.c, t.events.c
    rows = connection.execute(
        sa.select(m.id, m.content_digest, m.ticket_id, m.conversation, m.recorded_at)
        .join(t.events, sa.and_(e.mail_id == m.id, e.event == "confirmation_asked"))
        .where(m.from_address == mail.from_.address, m.recorded_at > now - _REMEMBERED)
        .order_by(m.id.desc())
        .limit(50)
    ).all()
    row = next((row for row in rows if _is_about(connection, mail, row, secret)), None)
    # The ticket is locked first: two answers at once are obeyed once.
    found = ticket(connection, row.ticket_id, lock=True) if row else None
    if row is None or found is None:
        return None
    done = connection.execute(sa.select(e.id).where(e.mail_id == row.id, e.event == _GIVEN)).first()
    late = row.recorded_at < now - LASTS
    return Asked(
        mail=Unconfirmed(mail_id=row.id, state="done" if done else "expired" if late else "waiting"),
        thread=Thread(
            ticket=found, conversation=row.conversation, side="staff", proof="token", is_addressee=True
        ),
    )


def given(connection: Connection, mail_id: int, *, now: datetime) -> RawMail:
    """It is confirmed from now on. Its bytes, to be worked upon."""
    m = t.mails.c
    row = connection.execute(
        sa.select(t.raws.c.content, m.mailbox, m.received_at, m.ticket_id)
        .join(t.raws, m.raw_digest == t.raws.c.digest)
        .where(m.id == mail_id)
    ).one()
    add_event(connection, Event(event=_GIVEN), now=now, mail_id=mail_id, ticket_id=row.ticket_id)
    return RawMail(content=row.content, mailbox=row.mailbox, received_at=row.received_at)


def _is_about(connection: Connection, mail: IncomingMail, row: Any, secret: bytes) -> bool:
    assert mail.from_ is not None  # noqa: S101  (asked before)
    for text in mail.tokens:
        token = tokens.verify(text, secret, bound_to=row.content_digest)
        if token and token.ticket_id == row.ticket_id and token.belongs_to(mail.from_.address, secret):
            return True
    c = t.letters.c
    # Our Message-IDs are derived with the secret: only who was written to knows this one.
    question = sa.select(c.id).where(
        c.mail_id == row.id,
        c.kind == "confirmation",
        c.recipient == mail.from_.address,
        c.message_id.in_(mail.in_reply_to),
    )
    return bool(mail.in_reply_to) and connection.execute(question).first() is not None
