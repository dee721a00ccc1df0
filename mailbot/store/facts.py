"""What we already know: the read side of a decision."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailbot.model import Facts, IncomingMail, SentLetter, Similar, Thread, Ticket
from mailbot.store import confirming, named, prepared, undoing
from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent
from mailbot.store.threads import Links, threads_of, unique
from mailbot.store.tickets import is_sealed, surviving, ticket

MANY = 1000  # mails of one writer in a day: whoever writes without end is not counted to the end

# What is asked for every mail, built once.
_COUNTED = sa.select(t.counters.c.value).where(t.counters.c.name == sa.bindparam("name")).with_for_update()
_EARLIER = (
    sa.select(t.tickets.c.reference)
    .where(t.tickets.c.client_address == sa.bindparam("writer"), t.tickets.c.reference.is_not(None))
    .order_by(t.tickets.c.id.desc())
    .limit(10)
)
_AUTOMATIC = (
    sa.select(sa.func.count())
    .select_from(t.letters)
    .where(t.letters.c.recipient == sa.bindparam("address"))
    .where(t.letters.c.created_at > sa.bindparam("since"), t.letters.c.automatic)
)
_WRITTEN = sa.select(sa.func.count()).select_from(
    sa.select(sa.literal(1))
    .where(t.mails.c.from_address == sa.bindparam("address"), t.mails.c.recorded_at > sa.bindparam("since"))
    .limit(MANY)
    .subquery()
)
_SUPPRESSED = sa.select(t.suppressions.c.address).where(
    t.suppressions.c.address.in_(sa.bindparam("addresses", expanding=True))
)


def gather(
    connection: Connection,
    mail: IncomingMail,
    *,
    secret: bytes,
    prefix: str,
    year: int,
    now: datetime,
    staff: frozenset[str],
    staff_token_days: int,
    correspondents: frozenset[str] = frozenset(),
    targets: tuple[str, ...] = (),
    names: str = "",
    speaks_of_shown: bool = False,
) -> Facts:
    """Everything that `decide` may want to know about this mail, before it decides.

    `names`: the reference in a command; `speaks_of_shown`: a command is about the mail that was shown.
    """
    sender = mail.from_.address if mail.from_ else ""
    writer = mail.writer.address if mail.writer else ""
    links = Links(connection, sender=sender, is_staff=sender in staff)
    oldest = now.date() - timedelta(days=staff_token_days)
    found = confirming.asked(connection, mail, secret=secret, now=now) if sender in staff else None
    threads = tuple(
        unique(
            (
                *((found.thread,) if found else ()),
                *threads_of(links, mail, secret=secret, prefix=prefix, oldest=oldest),
            )
        )
    )
    attached = {thread.ticket.reference for thread in threads}
    # Tickets are locked before the counter, by everybody.
    bounced = _bounced(connection, mail, threads)
    own = next((thread.ticket for thread in threads if thread.side == "staff"), None)
    mentioned = named.mention(connection, names, own) if own and names else None
    return Facts(
        next_reference=reference_text(prefix, year, _counter(connection, prefix, year) + 1),
        threads=threads,
        possible_links=tuple(r for r in dict.fromkeys(links.unproven) if r not in attached),
        earlier_references=_earlier(connection, writer),
        similar=_similar(connection, threads, targets, now),
        automatic_letters_today=_automatic_letters(connection, writer, now - timedelta(days=1)),
        mails_today=_mails(connection, sender, now - timedelta(days=1)),
        suppressed=_suppressed(connection, {sender, writer, *correspondents, *_parties(threads)}),
        bounced_letter=bounced,
        unconfirmed=found.mail if found else None,
        last_act=undoing.last_act(connection, mail, own) if own and sender in staff else None,
        mentioned=mentioned,
        shown=named.shown(connection, mail, own) if own and speaks_of_shown else None,
        written_under=named.written_under(connection, mail, own, secret=secret) if own else "",
    )


def reference_text(prefix: str, year: int, number: int) -> str:
    return f"{prefix}-{year}-{number:04d}"


def _counter(connection: Connection, prefix: str, year: int) -> int:
    """The last number given out, locked: it has to stand before it can be, also for a year's first mails."""
    name = f"{prefix}-{year}"
    value: int | None = prepared.value(connection, _COUNTED, {"name": name})
    if value is None:
        insert_if_absent(connection, t.counters, {"name": name, "value": 0})
        value = prepared.value(connection, _COUNTED, {"name": name})
    return value or 0


def _earlier(connection: Connection, writer: str) -> tuple[str, ...]:
    if not writer:
        return ()
    return tuple(row.reference for row in prepared.rows(connection, _EARLIER, {"writer": writer}))


def _similar(
    connection: Connection, threads: tuple[Thread, ...], targets: tuple[str, ...], now: datetime
) -> tuple[Similar, ...]:
    """Complaints of the last year about the same provider or service, the newest few."""
    own = threads[0].ticket if threads else None
    wanted = own.targets if own else targets
    # "interne" is the whole house: everything would be similar to everything.
    named = [target for target in wanted if target != "interne"]
    if not named:
        return ()
    c = t.tickets.c
    rows = connection.execute(
        sa.select(c.id, c.reference, c.received_at, c.record)
        .join(t.ticket_targets, t.ticket_targets.c.ticket_id == c.id)
        .where(t.ticket_targets.c.target.in_(named), c.kind == "reclamation", c.reference.is_not(None))
        .where(c.restricted_at.is_(None), c.forgotten_at.is_(None), c.merged_into.is_(None))
        .where(c.received_at > now - timedelta(days=365))
        .order_by(t.ticket_targets.c.ticket_id.desc())
        .limit(20)
    ).all()
    found = {row.id: row for row in rows if own is None or row.id != own.id}
    return tuple(_as_similar(row) for row in list(found.values())[:10])


def _as_similar(row: Any) -> Similar:
    record = row.record or {}
    motives = (record.get("motif"), *record.get("cause", ()), *record.get("dysfonctionnement", ()))
    return Similar(
        reference=row.reference,
        received_at=row.received_at,
        motives=tuple(m for m in motives if m),
        corrected=any(action.get("done") for action in record.get("actions", ())),
    )


def _automatic_letters(connection: Connection, address: str, since: datetime) -> int:
    found: int = prepared.value(connection, _AUTOMATIC, {"address": address, "since": since})
    return found


def _mails(connection: Connection, sender: str, since: datetime) -> int:
    found: int = prepared.value(connection, _WRITTEN, {"address": sender, "since": since})
    return found


def _parties(threads: tuple[Thread, ...]) -> set[str]:
    return {party.address for thread in threads for party in thread.ticket.parties}


def _suppressed(connection: Connection, addresses: set[str]) -> frozenset[str]:
    found = prepared.rows(connection, _SUPPRESSED, {"addresses": sorted(addresses)})
    return frozenset(row.address for row in found)


def _bounced(connection: Connection, mail: IncomingMail, threads: tuple[Thread, ...]) -> SentLetter | None:
    """Which letter a delivery report is about: by its Message-ID, else by ticket and recipient."""
    robot = mail.robot
    if robot is None or not robot.type.startswith("dsn_"):
        return None
    c = t.letters.c
    query = sa.select(c.id, c.kind, c.ticket_id, c.conversation, c.side, c.recipient)
    ids = [i for i in (robot.original_message_id, *mail.in_reply_to, *mail.references) if i]
    row = connection.execute(query.where(c.message_id.in_(ids))).first() if ids else None
    proven = [thread for thread in threads if thread.proof != "reference"]
    if row is None and proven:
        thread = proven[0]
        places = (c.ticket_id == thread.ticket.id, c.conversation == thread.conversation)
        query = query.where(*places, c.side == thread.side).order_by(c.id.desc())
        if robot.failed_recipient:
            query = query.where(c.recipient == robot.failed_recipient)
        row = connection.execute(query).first()
    if row is None or (row.ticket_id is not None and is_sealed(connection, row.ticket_id)):
        return None
    return SentLetter(
        id=row.id,
        kind=row.kind,
        ticket=_written_from(connection, row) if row.ticket_id else None,
        conversation=row.conversation,
        side=row.side,
        recipient=row.recipient,
    )


def _written_from(connection: Connection, row: Any) -> Ticket | None:
    """An acknowledgement is a promise of its own ticket; what answers a case is for the one that goes on."""
    if row.kind.startswith("accuse_"):
        return ticket(connection, row.ticket_id, lock=True)
    return surviving(connection, row.ticket_id, lock=True)
