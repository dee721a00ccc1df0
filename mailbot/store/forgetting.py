"""Takes a person out of the rows, or out of sight; figures, dates and the chain of events stay.

Idempotent: what was erased is not found again. Always inside the caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.model import Event
from mailbot.store import tables as t
from mailbot.store.db import Connection
from mailbot.store.person import UNSENT, Belongings, of_cases
from mailbot.store.record import add_event
from mailbot.store.scrubbing import ERASED, Choices, kept_data, kept_record, kept_reply, kept_why

FORGOTTEN = "personal_data_erased"
RESTRICTED = "access_restricted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Moments before which nothing is kept any longer; None: kept for ever."""

    closed: datetime | None = None  # the closing of a case of the register
    unregistered: datetime | None = None  # the receipt of what never was in the register


def erase(
    connection: Connection, found: Belongings, *, why: str, choices: Choices, now: datetime, actor: str
) -> None:
    """All that `found` names. `choices`: the fields of the sheet whose values come from a list."""
    _erase_letters(connection, found)
    _erase_events(connection, found)
    _erase_mails(connection, found, now)
    for ticket_id in found.tickets:
        _erase_ticket(connection, ticket_id, choices, now)
    if found.addresses:
        c = t.suppressions.c.address
        connection.execute(sa.delete(t.suppressions).where(c.in_(found.addresses)))
    event = Event(event=FORGOTTEN, why=why, actor=actor)
    for ticket_id in found.tickets:
        add_event(connection, event, now=now, ticket_id=ticket_id)
    if not found.tickets:
        add_event(connection, event, now=now)


def restrict(connection: Connection, tickets: Collection[int], *, why: str, now: datetime) -> None:
    """Kept whole, because it may have to be proved one day; nobody sees it and nothing happens in it."""
    c = t.tickets.c
    ours = sa.update(t.tickets).where(c.id.in_(tickets))
    connection.execute(ours.values(restricted_at=now, restricted_why=why))
    # What nobody sees must not wait for an answer for ever.
    still_open = ours.where(c.reference.is_not(None), c.closed_at.is_(None))
    connection.execute(still_open.values(closed_at=now, status="clos"))
    for ticket_id in tickets:
        _stop(connection, ticket_id)
        letters = connection.execute(
            sa.update(t.letters)
            .where(t.letters.c.ticket_id == ticket_id, t.letters.c.state.in_(UNSENT))
            .values(state="recalled", next_try_at=None)
            .returning(t.letters.c.id, t.letters.c.kind)
        ).all()
        for row in sorted(letters):
            recalled = Event(event="letter_recalled", data={"kind": row.kind})
            add_event(connection, recalled, now=now, ticket_id=ticket_id, letter_id=row.id)
        event = Event(event=RESTRICTED, why=why, actor="administrateur")
        add_event(connection, event, now=now, ticket_id=ticket_id)


def unrestricted(connection: Connection, tickets: Collection[int]) -> list[int]:
    c = t.tickets.c
    query = sa.select(c.id).where(c.id.in_(tickets), c.restricted_at.is_(None)).order_by(c.id)
    return list(connection.execute(query).scalars())


def past_its_time(connection: Connection, past: Past, *, most: int) -> Belongings:
    """What nobody may keep any longer, the oldest first. Restricted cases are for people to end."""
    cases = _closed_long_ago(connection, past, most) if past.closed else []
    before = past.unregistered
    if before is None:
        return of_cases(connection, cases)
    cases += _never_registered(connection, before, most)
    found = of_cases(connection, cases)
    m, c, s = t.mails.c, t.letters.c, t.suppressions.c
    mails = connection.execute(
        sa.select(m.id)
        .join(t.raws, t.raws.c.digest == m.raw_digest)
        .where(m.ticket_id.is_(None), m.received_at < before, t.raws.c.erased_at.is_(None))
        .order_by(m.id)
        .limit(most)
    ).scalars()
    letters = connection.execute(
        sa.select(c.id)
        .where(c.ticket_id.is_(None), c.created_at < before, c.state.not_in(UNSENT))
        .where(sa.func.length(c.content) > 0)
        .order_by(c.id)
        .limit(most)
    ).scalars()
    connection.execute(sa.delete(t.suppressions).where(s.since < before))
    return Belongings(
        addresses=found.addresses,
        tickets=found.tickets,
        mails=tuple(sorted({*found.mails, *mails})),
        letters=tuple(sorted({*found.letters, *letters})),
    )


def sweep(connection: Connection, *, now: datetime) -> int:
    """Copies of erased mails that came in again by another road; returns how many."""
    a, m, r = t.arrivals.c, t.mails.c, t.raws.c
    kept = t.raws.alias()
    copies = (
        sa.select(a.raw_digest)
        .join(t.mails, m.id == a.mail_id)
        .join(t.raws, sa.and_(r.digest == m.raw_digest, r.erased_at.is_not(None)))
        .join(kept, sa.and_(kept.c.digest == a.raw_digest, kept.c.erased_at.is_(None)))
    )
    digests = set(connection.execute(copies).scalars())
    if digests:
        _erase_raws(connection, digests, now)
    return len(digests)


def _closed_long_ago(connection: Connection, past: Past, most: int) -> list[int]:
    c = t.tickets.c
    rows = connection.execute(
        sa.select(c.id)
        .where(c.reference.is_not(None), c.closed_at < past.closed)
        # One with another, a ticket ends with the one that has gone on.
        .where(c.forgotten_at.is_(None), c.restricted_at.is_(None), c.merged_into.is_(None))
        .order_by(c.closed_at, c.id)
        .limit(most)
    )
    return list(rows.scalars())


def _never_registered(connection: Connection, before: datetime, most: int) -> list[int]:
    c, m = t.tickets.c, t.mails.c
    later = sa.exists().where(m.ticket_id == c.id, m.received_at >= before)
    rows = connection.execute(
        sa.select(c.id)
        .where(c.reference.is_(None), c.received_at < before, ~later)
        .where(c.forgotten_at.is_(None), c.restricted_at.is_(None), c.merged_into.is_(None))
        .order_by(c.id)
        .limit(most)
    )
    return list(rows.scalars())


# -- one kind of row after the other --------------------------------------------------------------


def _erase_raws(connection: Connection, digests: Collection[str], now: datetime) -> None:
    r = t.raws.c
    connection.execute(
        sa.update(t.raws)
        .where(r.digest.in_(digests), r.erased_at.is_(None))
        .values(content=b"", erased_at=now)
    )


def _erase_mails(connection: Connection, found: Belongings, now: datetime) -> None:
    m, a = t.mails.c, t.arrivals.c
    rows = connection.execute(
        sa.select(m.id, m.raw_digest, m.message_id, m.from_address, m.role).where(m.id.in_(found.mails))
    ).all()
    arrived = connection.execute(
        sa.select(a.raw_digest).where(sa.or_(a.mail_id.in_(found.mails), a.id.in_(found.set_aside)))
    ).scalars()
    digests = {digest for digest in (*arrived, *(row.raw_digest for row in rows)) if digest}
    _erase_raws(connection, digests, now)
    blank: dict[str, Any] = {
        "subject": ERASED, "new_text": "", "message_id": None, "reason": "", "evidence": [],
        "undo": sa.null(),
    }  # fmt: skip
    for row in rows:
        # Colleagues and providers are not who is forgotten: that they answered is a fact of the case.
        is_other = row.role in ("staff", "provider") and row.from_address not in found.addresses
        sender = row.from_address if is_other else None
        connection.execute(sa.update(t.mails).where(m.id == row.id).values(from_address=sender, **blank))
    connection.execute(sa.update(t.arrivals).where(a.mail_id.in_(found.mails)).values(reason=""))
    connection.execute(
        sa.update(t.arrivals).where(a.id.in_(found.set_aside)).values(disposition="forgotten", reason="")
    )
    _erase_thread_ids(connection, found, [row.message_id for row in rows if row.message_id])


def _erase_thread_ids(connection: Connection, found: Belongings, ids: Collection[str]) -> None:
    """Mail programs make them of names of people and of machines."""
    c = t.thread_ids.c
    wanted: list[sa.ColumnElement[bool]] = [c.ticket_id.in_(found.tickets), c.message_id.in_(ids)]
    wanted += [c.message_id.icontains(address, autoescape=True) for address in found.addresses]
    connection.execute(sa.delete(t.thread_ids).where(sa.or_(*wanted)))


def _erase_ticket(connection: Connection, ticket_id: int, choices: Choices, now: datetime) -> None:
    c, p = t.tickets.c, t.parties.c
    row = connection.execute(sa.select(c.record, c.reference, c.closed_at).where(c.id == ticket_id)).one()
    values: dict[str, Any] = {
        "client_name": ERASED, "client_address": None, "subject": ERASED, "excerpt": "", "wants": None,
        "record": kept_record(row.record, choices), "forgotten_at": now, "restricted_at": None,
        "restricted_why": None,
    }  # fmt: skip
    if row.reference and row.closed_at is None:
        values |= {"closed_at": now, "status": "clos"}
    connection.execute(sa.update(t.tickets).where(c.id == ticket_id).values(**values))
    connection.execute(
        sa.update(t.parties)
        .where(p.ticket_id == ticket_id, p.conversation == "client")
        .values(address="", name=ERASED)
    )
    _stop(connection, ticket_id)
    connection.execute(sa.update(t.timers).where(t.timers.c.ticket_id == ticket_id).values(data={}))


def _stop(connection: Connection, ticket_id: int) -> None:
    c = t.timers.c
    connection.execute(
        sa.update(t.timers).where(c.ticket_id == ticket_id, c.state == "waiting").values(state="cancelled")
    )


def _erase_letters(connection: Connection, found: Belongings) -> None:
    """That it was written, to which side and when, and that a server took it: nothing of what it said."""
    c = t.letters.c
    rows = connection.execute(
        sa.select(c.id, c.key, c.state, c.conversation, c.side, c.mailbox, c.recipient, c.server_reply).where(
            c.id.in_(found.letters)
        )
    ).all()
    for row in rows:
        is_theirs = row.recipient in found.addresses or (row.side == "party" and row.conversation == "client")
        waits = row.state in UNSENT
        says_who = is_theirs or any(address in row.key for address in found.addresses)
        connection.execute(
            sa.update(t.letters)
            .where(c.id == row.id)
            .values(
                key=f"effacé:{row.id}" if says_who else row.key,
                sender=row.mailbox,
                recipient="" if is_theirs else row.recipient,
                subject=ERASED,
                content=b"",
                withheld=[],
                server_reply=kept_reply(row.server_reply),
                state="recalled" if waits else row.state,
                **({"next_try_at": None} if waits else {}),
            )
        )


def _erase_events(connection: Connection, found: Belongings) -> None:
    """What happened, when, by whom: without what anybody said."""
    c = t.events.c
    theirs: list[sa.ColumnElement[bool]] = [
        c.ticket_id.in_(found.tickets),
        c.mail_id.in_(found.mails),
        c.letter_id.in_(found.letters),
    ]
    for address in found.addresses:
        in_json = json.dumps(address)[1:-1]
        theirs.append(c.why.icontains(address, autoescape=True))
        theirs.append(sa.cast(c.data, sa.Text).icontains(in_json, autoescape=True))
    rows = connection.execute(sa.select(c.id, c.event, c.why, c.data).where(sa.or_(*theirs))).all()
    for row in rows:
        connection.execute(
            sa.update(t.events)
            .where(c.id == row.id)
            .values(why=kept_why(row.event, row.why), data=kept_data(row.data))
        )
