"""What the desk keeps about one person or in one case, wherever it lies, and who was told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Any

import sqlalchemy as sa

from mailbot.store import merging
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.tickets import surviving

OPENINGS = ("opened", "passed_on")
UNSENT = ("ready", "sending", "uncertain", "held")
_LEFT = ("sent", "uncertain", "sending", "bounced")
_NOT_THE_CLIENT = ("staff", "provider")


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """Rows by their ids. What was erased already is not among them."""

    addresses: frozenset[str] = frozenset()
    tickets: tuple[int, ...] = ()
    mails: tuple[int, ...] = ()
    letters: tuple[int, ...] = ()
    set_aside: tuple[int, ...] = ()  # arrivals that nobody could work upon

    def __bool__(self) -> bool:
        return bool(self.tickets or self.mails or self.letters or self.set_aside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody outside to whom a letter about a case has gone."""

    reference: str | None
    name: str
    address: str
    first: datetime
    last: datetime


def of_person(connection: Connection, address: str) -> Belongings:
    """Cases of theirs as a whole; elsewhere what they wrote, and what was written to them or about it."""
    found = of_cases(connection, _own_cases(connection, address), frozenset({address}))
    m, c = t.mails.c, t.letters.c
    mails = connection.execute(
        sa.select(m.id)
        .join(t.raws, t.raws.c.digest == m.raw_digest)
        .where(m.from_address == address, t.raws.c.erased_at.is_(None))
    ).scalars()
    all_mails = _joined(found.mails, mails)
    suppressed = sa.select(t.suppressions.c.address).where(t.suppressions.c.address == address)
    letters = connection.execute(
        sa.select(c.id).where(
            sa.or_(
                c.recipient == address,
                c.mail_id.in_(all_mails),
                c.key.contains(address, autoescape=True),
            )
        )
    ).scalars()
    return Belongings(
        addresses=found.addresses | frozenset(connection.execute(suppressed).scalars()),
        tickets=found.tickets,
        mails=all_mails,
        letters=_joined(found.letters, letters),
        set_aside=tuple(_set_aside_by(connection, address)),
    )


def of_cases(
    connection: Connection, tickets: Collection[int], addresses: frozenset[str] = frozenset()
) -> Belongings:
    """All that lies in these cases, whoever wrote it: everybody quotes everybody in a mail.

    With those that are one with them: what was said of one matter is kept, or goes, together.
    """
    if not tickets:
        return Belongings(addresses=addresses)
    tickets = {*tickets, *_not_forgotten(connection, merging.absorbed(connection, tickets))}
    ours = sa.select(t.tickets.c.id).where(t.tickets.c.id.in_(tickets)).order_by(t.tickets.c.id)
    connection.execute(ours.with_for_update()).all()  # first, like everybody: no mail joins meanwhile
    m, c = t.mails.c, t.letters.c
    mails = tuple(
        connection.execute(sa.select(m.id).where(m.ticket_id.in_(tickets)).order_by(m.id)).scalars()
    )
    letters = connection.execute(
        sa.select(c.id).where(sa.or_(c.ticket_id.in_(tickets), c.mail_id.in_(mails)))
    ).scalars()
    return Belongings(
        addresses=addresses | _addresses(connection, tickets),
        tickets=tuple(sorted(tickets)),
        mails=mails,
        letters=_joined(letters, _digests(connection, tickets)),
    )


def case_named(connection: Connection, reference: str) -> int | None:
    """A case that came without an address, by telephone or by letter; or the one that it is one with."""
    c = t.tickets.c
    query = sa.select(c.id).where(c.reference == reference.upper(), c.forgotten_at.is_(None))
    named = connection.execute(query).scalar_one_or_none()
    found = surviving(connection, named) if named is not None else None
    return found.id if found else None


def _not_forgotten(connection: Connection, tickets: Collection[int]) -> list[int]:
    c = t.tickets.c
    rows = connection.execute(sa.select(c.id).where(c.id.in_(tickets), c.forgotten_at.is_(None)))
    return list(rows.scalars())


def open_cases(connection: Connection, found: Belongings) -> list[str]:
    """References of those that nobody has closed yet."""
    c = t.tickets.c
    rows = connection.execute(
        sa.select(c.reference)
        .where(c.id.in_(found.tickets), c.reference.is_not(None), c.closed_at.is_(None))
        .order_by(c.id)
    ).scalars()
    return [reference for reference in rows if reference]


def being_sent(connection: Connection, found: Belongings, *, now: datetime) -> bool:
    """Some worker has one of the letters in hand: what becomes of it is not known yet."""
    c = t.letters.c
    held = sa.select(c.id).where(c.id.in_(found.letters), c.state == "sending", c.lease_until > now)
    return connection.execute(held.limit(1)).first() is not None


def told(connection: Connection, found: Belongings) -> list[Told]:
    """To whom letters about these cases have gone, beside the client and our own people."""
    c, p = t.letters.c, t.parties.c
    rows = connection.execute(
        sa.select(
            t.tickets.c.reference, p.name, c.recipient,
            sa.func.min(c.created_at, type_=t.Moment()).label("first"),
            sa.func.max(c.created_at, type_=t.Moment()).label("last"),
        )
        .join(t.tickets, t.tickets.c.id == c.ticket_id)
        .outerjoin(t.parties, sa.and_(p.ticket_id == c.ticket_id, p.conversation == c.conversation))
        .where(c.ticket_id.in_(found.tickets), c.side == "party", c.conversation != "client")
        .where(c.state.in_(_LEFT), c.recipient.not_in(found.addresses))
        .group_by(t.tickets.c.reference, p.name, c.recipient)
        .order_by(t.tickets.c.reference, c.recipient)
    )  # fmt: skip
    return [
        Told(reference=r.reference, name=r.name or "", address=r.recipient, first=r.first, last=r.last)
        for r in rows
    ]


def in_mailboxes(connection: Connection, found: Belongings) -> dict[str, int]:
    """How many of the mails may still lie in which mailbox: nothing is ever deleted there by us."""
    a = t.arrivals.c
    rows = connection.execute(
        sa.select(a.mailbox, sa.func.count())
        .where(sa.or_(a.mail_id.in_(found.mails), a.id.in_(found.set_aside)), a.uid.is_not(None))
        .group_by(a.mailbox)
        .order_by(a.mailbox)
    )
    return {row[0]: row[1] for row in rows}


def mentioned_in(connection: Connection, found: Belongings) -> list[str]:
    """Other people's cases in which one of the addresses is written: nobody can take them apart alone."""
    m, k = t.mails.c, t.tickets.c
    named: list[Any] = []
    for address in found.addresses:
        named += (
            m.new_text.icontains(address, autoescape=True),
            m.subject.icontains(address, autoescape=True),
        )
    if not named:
        return []
    rows = connection.execute(
        sa.select(k.reference, k.id)
        .join(t.mails, m.ticket_id == k.id)
        .where(sa.or_(*named), k.id.not_in(found.tickets), m.id.not_in(found.mails))
        .distinct()
        .order_by(k.id)
    )
    return [row.reference or f"n° {row.id} (hors registre)" for row in rows]


def _own_cases(connection: Connection, address: str) -> list[int]:
    k, p, m = t.tickets.c, t.parties.c, t.mails.c
    is_client = sa.exists().where(p.ticket_id == k.id, p.conversation == "client", p.address == address)
    has_opened = sa.exists().where(
        m.ticket_id == k.id,
        m.disposition.in_(OPENINGS),
        m.from_address == address,
        sa.func.coalesce(m.role, "").not_in(_NOT_THE_CLIENT),
    )
    rows = connection.execute(
        sa.select(k.id)
        .where(k.forgotten_at.is_(None), sa.or_(k.client_address == address, is_client, has_opened))
        .order_by(k.id)
    )
    return list(rows.scalars())


def _addresses(connection: Connection, tickets: Collection[int]) -> frozenset[str]:
    k, p = t.tickets.c, t.parties.c
    known = [
        *connection.execute(sa.select(k.client_address).where(k.id.in_(tickets))).scalars(),
        *connection.execute(
            sa.select(p.address).where(p.ticket_id.in_(tickets), p.conversation == "client")
        ).scalars(),
    ]
    return frozenset(address for address in known if address)


def _digests(connection: Connection, tickets: Collection[int]) -> Iterator[int]:
    """Letters to staff about many cases at once, since the first of these came: they show subjects.

    They have been read; nobody picks one subject out of a finished letter.
    """
    c = t.letters.c
    since = sa.select(sa.func.min(t.tickets.c.received_at)).where(t.tickets.c.id.in_(tickets))
    return iter(
        connection.execute(
            sa.select(c.id).where(
                c.ticket_id.is_(None),
                c.side == "staff",
                c.created_at >= since.scalar_subquery(),
                c.state.not_in(UNSENT),
                sa.func.length(c.content) > 0,
            )
        ).scalars()
    )


def _set_aside_by(connection: Connection, address: str) -> Iterator[int]:
    a = t.arrivals.c
    rows = connection.execute(
        sa.select(a.id, t.raws.c.content)
        .join(t.raws, t.raws.c.digest == a.raw_digest)
        .where(a.disposition == "held", t.raws.c.erased_at.is_(None))
        .order_by(a.id)
    )
    for row in rows:
        if address in _writers(row.content):
            yield row.id


def _writers(content: bytes) -> set[str]:
    """Who a mail says it comes from; what set it aside must not keep it from being looked at here."""
    head = content[:65_536].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    parsed = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
    lines = [str(v) for name in ("From", "Sender", "Reply-To") for v in parsed.get_all(name, [])]
    return {address.strip().lower() for _, address in getaddresses(lines)}


def _joined(first: Iterable[int], second: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted({*first, *second}))


def references(connection: Connection, tickets: Sequence[int]) -> list[str]:
    c = t.tickets.c
    rows = connection.execute(sa.select(c.id, c.reference).where(c.id.in_(tickets)).order_by(c.id))
    return [row.reference or f"n° {row.id} (hors registre)" for row in rows]
