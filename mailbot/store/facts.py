"""What we already know: the read side of a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailbot import token as tokens
from mailbot.model import Facts, IncomingMail, Party, RawMail, SentLetter, Thread, Ticket
from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent
from mailbot.store.record import is_suppressed

MAX_IDS = 60  # of In-Reply-To and References that are looked up


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
) -> Facts:
    """Everything that `decide` may want to know about this mail, before it decides."""
    sender = mail.from_.address if mail.from_ else ""
    writer = mail.writer.address if mail.writer else ""
    links = _Links(connection, sender=sender, is_staff=sender in staff)
    oldest = now.date() - timedelta(days=staff_token_days)
    threads = tuple(_unique(_threads(links, mail, secret=secret, prefix=prefix, oldest=oldest)))
    attached = {thread.ticket.reference for thread in threads}
    bounced = _bounced(connection, mail, threads)  # tickets are locked before the counter, by everybody
    return Facts(
        next_reference=reference_text(prefix, year, _counter(connection, prefix, year) + 1),
        threads=threads,
        possible_links=tuple(r for r in dict.fromkeys(links.unproven) if r not in attached),
        earlier_references=_earlier(connection, writer),
        automatic_letters_today=_automatic_letters(connection, writer, now - timedelta(days=1)),
        suppressed=is_suppressed(connection, writer),
        bounced_letter=bounced,
    )


def reference_text(prefix: str, year: int, number: int) -> str:
    return f"{prefix}-{year}-{number:04d}"


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
        .order_by(t.mails.c.id)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return RawMail(content=row.content, mailbox=row.mailbox, received_at=row.received_at)


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


# -- threads ------------------------------------------------------------------------------------


class _Links:
    """Looks up what one mail refers to; remembers what it could not prove."""

    def __init__(self, connection: Connection, *, sender: str, is_staff: bool) -> None:
        self.connection = connection
        self.sender = sender
        self.is_staff = is_staff
        self.unproven: list[str] = []

    def _is_party(self, found: Ticket, conversation: str) -> bool:
        """The address that we write to, or the one that the opening mail came from.

        Only the From counts: anybody may put somebody else's address into a Reply-To.
        """
        party = found.party(conversation)
        if party and self.sender and party.address == self.sender:
            return True
        c = t.mails.c
        opener = sa.select(c.id).where(
            c.ticket_id == found.id,
            c.disposition.in_(("opened", "passed_on")),
            c.role != "staff",
            c.from_address == self.sender,
        )
        return conversation == "client" and self.connection.execute(opener).first() is not None

    def by_token(self, token: tokens.Token, secret: bytes, oldest: date) -> Iterator[Thread]:
        found = ticket(self.connection, token.ticket_id, lock=True)
        if found and found.party(token.conversation):
            yield Thread(
                ticket=found,
                conversation=token.conversation,
                side=token.side,
                proof="token",
                is_addressee=_still_proves(token.side, token.issued_on, oldest)
                and (
                    token.belongs_to(self.sender, secret)
                    or (token.side == "party" and self._is_party(found, token.conversation))
                ),
            )

    def by_letters(self, ids: list[str], oldest: date) -> Iterator[Thread]:
        """Answers to our letters, from the very person that we had written to."""
        c = t.letters.c
        rows = self.connection.execute(
            sa.select(c.message_id, c.ticket_id, c.conversation, c.side, c.recipient, c.created_at)
            .where(c.message_id.in_(ids), c.ticket_id.is_not(None))
        ).all()  # fmt: skip
        for row in _in_order(rows, ids):
            found = ticket(self.connection, row.ticket_id, lock=True)
            if found is None:
                continue
            if row.recipient == self.sender or (
                row.side == "party" and self._is_party(found, row.conversation)
            ):
                yield Thread(
                    ticket=found,
                    conversation=row.conversation,
                    side=row.side,
                    proof="message_id",
                    is_addressee=_still_proves(row.side, row.created_at.date(), oldest),
                )
            else:
                self.unproven.append(found.reference or "")

    def by_mails(self, ids: list[str]) -> Iterator[Thread]:
        """Mails that share an ancestor with one in a ticket, from a party of that ticket."""
        c = t.thread_ids.c
        rows = self.connection.execute(
            sa.select(c.message_id, c.ticket_id, c.conversation).where(c.message_id.in_(ids))
        ).all()
        for row in _in_order(rows, ids):
            found = ticket(self.connection, row.ticket_id, lock=True)
            if found and self._is_party(found, row.conversation):
                yield Thread(
                    ticket=found,
                    conversation=row.conversation,
                    side="party",
                    proof="message_id",
                    is_addressee=True,
                )
            elif found:
                self.unproven.append(found.reference or "")

    def by_reference(self, reference: str, *, trusted: bool) -> Iterator[Thread]:
        """A reference in the subject proves nothing alone: the sender must be a party of the ticket.

        References can be guessed and anybody may write a Reply-To, so that only the From counts here.
        """
        ticket_id = self.connection.execute(
            sa.select(t.tickets.c.id).where(t.tickets.c.reference == reference)
        ).scalar_one_or_none()
        found = ticket(self.connection, ticket_id, lock=True) if ticket_id else None
        if found is None:
            return
        party = next((p for p in found.parties if p.address and p.address == self.sender), None)
        if party and trusted and not self.is_staff:
            yield Thread(
                ticket=found,
                conversation=party.conversation,
                side="party",
                proof="reference",
                is_addressee=True,
            )
        else:
            self.unproven.append(reference)


def _threads(
    links: _Links, mail: IncomingMail, *, secret: bytes, prefix: str, oldest: date
) -> Iterator[Thread]:
    for text in mail.tokens:
        if token := tokens.verify(text, secret):
            yield from links.by_token(token, secret, oldest)
    ids = list(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))[:MAX_IDS]
    if ids:
        yield from links.by_letters(ids, oldest)
        yield from links.by_mails(ids)
    for reference in dict.fromkeys(
        re.findall(rf"\b{re.escape(prefix)}-\d{{4}}-\d{{4,9}}\b", mail.subject.upper())
    ):
        # Somebody whom our server calls a forger does not get in by knowing a number.
        yield from links.by_reference(reference, trusted=mail.authenticity != "fail")


def _still_proves(side: str, issued_on: date, oldest: date) -> bool:
    """What lets staff command ends one day; what lets a client be heard does not."""
    return side == "party" or issued_on >= oldest


def _in_order(rows: Iterable[Any], ids: list[str]) -> list[Any]:
    return sorted(rows, key=lambda row: ids.index(row.message_id))


def _unique(threads: Iterable[Thread]) -> Iterator[Thread]:
    seen = set()
    for thread in threads:
        key = (thread.ticket.id, thread.conversation, thread.side, thread.is_addressee)
        if key not in seen:
            seen.add(key)
            yield thread


# -- small questions ----------------------------------------------------------------------------


def _ticket(connection: Connection, row: Any) -> Ticket:
    parties = connection.execute(
        sa.select(t.parties).where(t.parties.c.ticket_id == row["id"]).order_by(t.parties.c.id)
    ).mappings()
    forwarded = connection.execute(
        sa.select(sa.func.min(t.letters.c.created_at))
        .where(t.letters.c.ticket_id == row["id"], t.letters.c.kind == "transmission")
        .where(t.letters.c.state != "held")
    ).scalar_one_or_none()
    fields = {f: row[f] for f in Ticket.__dataclass_fields__ if f in row}
    fields["targets"] = tuple(fields["targets"])
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
    )


def _counter(connection: Connection, prefix: str, year: int) -> int:
    """The last number given out, locked: it has to stand before it can be, also for a year's first mails."""
    name = f"{prefix}-{year}"
    insert_if_absent(connection, t.counters, {"name": name, "value": 0})
    query = sa.select(t.counters.c.value).where(t.counters.c.name == name).with_for_update()
    value: int = connection.execute(query).scalar_one()
    return value


def _earlier(connection: Connection, writer: str) -> tuple[str, ...]:
    if not writer:
        return ()
    c = t.tickets.c
    rows = connection.execute(
        sa.select(c.reference)
        .where(c.client_address == writer, c.reference.is_not(None))
        .order_by(c.id.desc())
        .limit(10)
    ).scalars()
    return tuple(rows)


def _automatic_letters(connection: Connection, address: str, since: datetime) -> int:
    c = t.letters.c
    return connection.execute(
        sa.select(sa.func.count())
        .select_from(t.letters)
        .where(c.recipient == address, c.created_at > since, c.automatic)
    ).scalar_one()


def _bounced(connection: Connection, mail: IncomingMail, threads: tuple[Thread, ...]) -> SentLetter | None:
    """Which letter a delivery report is about: by its Message-ID, else by ticket and recipient."""
    robot = mail.robot
    if robot is None or not robot.type.startswith("dsn_"):
        return None
    c = t.letters.c
    query = sa.select(c.id, c.kind, c.ticket_id, c.conversation, c.side, c.recipient)
    ids = [i for i in (robot.original_message_id, *mail.in_reply_to, *mail.references) if i]
    row = connection.execute(query.where(c.message_id.in_(ids))).first() if ids else None
    if row is None and threads:
        thread = threads[0]
        places = (c.ticket_id == thread.ticket.id, c.conversation == thread.conversation)
        query = query.where(*places, c.side == thread.side).order_by(c.id.desc())
        if robot.failed_recipient:
            query = query.where(c.recipient == robot.failed_recipient)
        row = connection.execute(query).first()
    if row is None:
        return None
    return SentLetter(
        id=row.id,
        kind=row.kind,
        ticket=ticket(connection, row.ticket_id, lock=True) if row.ticket_id else None,
        conversation=row.conversation,
        side=row.side,
        recipient=row.recipient,
    )
