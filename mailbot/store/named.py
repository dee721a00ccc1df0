"""What the commands of staff speak of beside their own ticket: another ticket, a mail that was shown."""

from __future__ import annotations

import sqlalchemy as sa

from mailbot import token as tokens
from mailbot.model import IncomingMail, Mention, RawMail, ShownMail, Ticket
from mailbot.store import merging
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.tickets import is_sealed, surviving

SHOW_A_MAIL = ("avis_equipe", "suite_equipe", "hors_sujet")  # letters that show staff what has come


def mention(connection: Connection, reference: str, own: Ticket) -> Mention:
    """The ticket of this reference, locked, or the one that has taken its place; none that is hidden."""
    c = t.tickets.c
    named = connection.execute(sa.select(c.id).where(c.reference == reference)).scalar_one_or_none()
    found = surviving(connection, named, lock=True) if named is not None else None
    if found is None or is_sealed(connection, found.id):
        return Mention(reference=reference)
    w = t.timers.c
    waiting = connection.execute(
        sa.select(w.name, w.due_at)
        .where(w.ticket_id == own.id, w.state == "waiting", w.name.startswith("provider_reminder:"))
        .order_by(w.id)
    )
    return Mention(reference=reference, ticket=found, reminders=tuple((r.name, r.due_at) for r in waiting))


def shown(connection: Connection, mail: IncomingMail, own: Ticket) -> ShownMail | None:
    """The mail that the answered notification shows, else the only one that the client added to the case."""
    c, m = t.letters.c, t.mails.c
    ids = (own.id, *merging.absorbed(connection, (own.id,)))
    answered = (
        sa.select(c.mail_id)
        .where(c.message_id.in_(mail.in_reply_to), c.kind.in_(SHOW_A_MAIL), c.ticket_id.in_(ids))
        .limit(1)
    )
    mail_id = connection.execute(answered).scalar_one_or_none()
    if mail_id is None:
        added = sa.select(m.id, m.received_at).where(m.ticket_id.in_(ids), *_OF_CLIENT).order_by(m.id)
        rows = connection.execute(added).all()
        if not rows:
            return None
        mail_id = rows[-1].id
        if len(rows) > 1:
            moments = tuple(row.received_at for row in rows)
            return ShownMail(id=mail_id, received_at=moments[-1], is_follow_up=False, others=moments)
    row = connection.execute(
        sa.select(m.id, m.received_at, m.ticket_id, t.tickets.c.reference, *_OF_CLIENT)
        .join(t.tickets, t.tickets.c.id == m.ticket_id)
        .where(m.id == mail_id)
    ).one()
    here = row.ticket_id in ids
    return ShownMail(
        id=row.id,
        received_at=row.received_at,
        is_follow_up=here and all(row[4:]),
        now_in="" if here else row.reference or "",
    )


def written_under(connection: Connection, mail: IncomingMail, own: Ticket, *, secret: bytes) -> str:
    """The case of the answered notice, where that case is one with `own` now: its numbers are others."""
    absorbed = merging.absorbed(connection, (own.id,))
    if not absorbed:
        return ""
    c = t.letters.c
    answered = sa.select(c.ticket_id).where(c.message_id.in_(mail.in_reply_to), c.side == "staff")
    ids = list(connection.execute(answered).scalars()) if mail.in_reply_to else []
    ids = ids or [found.ticket_id for text in mail.tokens if (found := tokens.verify(text, secret))]
    if not ids or ids[0] not in absorbed:
        return ""
    k = t.tickets.c
    named = connection.execute(sa.select(k.reference).where(k.id == ids[0])).scalar_one_or_none()
    return named or "un message hors registre"


def taken_out(connection: Connection, mail_id: int) -> RawMail:
    """The mail as it came. What answers it goes to the ticket that it opens now, and not to the old one."""
    m, c = t.mails.c, t.thread_ids.c
    row = connection.execute(
        sa.select(t.raws.c.content, m.mailbox, m.received_at, m.message_id, m.ticket_id)
        .join(t.raws, m.raw_digest == t.raws.c.digest)
        .where(m.id == mail_id)
    ).one()
    connection.execute(
        sa.delete(t.thread_ids).where(c.message_id == row.message_id, c.ticket_id == row.ticket_id)
    )
    return RawMail(content=row.content, mailbox=row.mailbox, received_at=row.received_at)


_OF_CLIENT = (
    t.mails.c.disposition == "follow_up",
    t.mails.c.conversation == "client",
    t.mails.c.side == "party",
)
