"""Writes what follows from a mail, a timer or a sent letter: always inside the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.model import Event, IncomingMail, OutgoingMail, Plan, RawMail
from mailbot.store import absences, prepared
from mailbot.store import tables as t
from mailbot.store.db import Connection, insert_if_absent

SUPPRESSED = "Cette adresse nous a déjà renvoyé un courriel"

# Statements of every mail, built once; the columns that are written are those of the values given.
_EVENT = sa.insert(t.events)
_KNOWN = sa.select(t.mails.c.id).where(t.mails.c.content_digest == sa.bindparam("digest"))
_OPEN = sa.insert(t.tickets).returning(t.tickets.c.id)
_FILE = sa.update(t.mails).where(t.mails.c.id == sa.bindparam("of"))
_COUNT = sa.update(t.counters).where(t.counters.c.name == sa.bindparam("of"))
_STATUS = sa.update(t.tickets).where(t.tickets.c.id == sa.bindparam("of"))
_LIFT = sa.delete(t.suppressions).where(t.suppressions.c.address == sa.bindparam("address"))
_SUPPRESSED = sa.select(t.suppressions.c.address).where(t.suppressions.c.address == sa.bindparam("address"))


def keep_raw(connection: Connection, raw: RawMail) -> str:
    """The bytes themselves, once for every distinct content; returns their digest."""
    digest = hashlib.sha256(raw.content).hexdigest()
    insert_if_absent(connection, t.raws, {"digest": digest, "content": raw.content, "size": len(raw.content)})
    return digest


def take(
    connection: Connection, raw: RawMail, mail: IncomingMail, raw_digest: str, *, now: datetime
) -> int | None:
    """Claims a mail: its new id, or None when this very mail was taken before, by whatever road.

    It comes first in the transaction: a second worker with the same mail waits here, and then gets None.
    """
    return insert_if_absent(
        connection,
        t.mails,
        {
            "content_digest": mail.content_digest,
            "raw_digest": raw_digest,
            "message_id": mail.message_id,
            "mailbox": raw.mailbox,
            "received_at": raw.received_at,
            "recorded_at": now,
            "from_address": mail.from_.address if mail.from_ else None,
            "subject": mail.subject,
            "new_text": mail.new_text,
        },
    )


def known_mail(connection: Connection, content_digest: str) -> int:
    """The id of the mail that was taken first."""
    mail_id: int = prepared.value(connection, _KNOWN, {"digest": content_digest})
    return mail_id


def arrival(
    connection: Connection,
    raw: RawMail,
    *,
    raw_digest: str | None,
    mail_id: int | None,
    disposition: str,
    reason: str,
    now: datetime,
) -> None:
    """What became of one UID of one mailbox: exactly one row for each, for ever."""
    insert_if_absent(
        connection,
        t.arrivals,
        {
            "mailbox": raw.mailbox,
            "folder": raw.folder,
            "uidvalidity": raw.uidvalidity if raw.uid else None,
            "uid": raw.uid or None,
            "raw_digest": raw_digest,
            "mail_id": mail_id,
            "received_at": raw.received_at,
            "recorded_at": now,
            "disposition": disposition,
            "reason": reason,
        },
    )


def forget_arrival(connection: Connection, arrival_id: int) -> None:
    """The row that said "set aside": the same transaction writes the one that takes its place."""
    connection.execute(sa.delete(t.arrivals).where(t.arrivals.c.id == arrival_id))


def ticket(connection: Connection, plan: Plan, *, now: datetime) -> int | None:
    """Opens or changes the plan's ticket; returns its id. Letters need it before they can be written."""
    ticket_id = plan.ticket_id
    if plan.opens is not None:
        values = {**plan.opens, "opened_at": now}
        ticket_id = prepared.value(connection, _OPEN, _jsonable(values))
        if reference := values.get("reference"):
            _count(connection, reference)
    if ticket_id is None:
        return None
    if plan.changes:
        if reference := plan.changes.get("reference"):
            _count(connection, reference)
        update = sa.update(t.tickets).where(t.tickets.c.id == ticket_id)
        connection.execute(update.values(**_jsonable(plan.changes)))
    if (targets := (plan.opens or plan.changes).get("targets")) is not None:
        _concern(connection, ticket_id, targets, anew=plan.opens is None)
    for party in plan.parties:
        values = {
            "address": party.address,
            "name": party.name,
            "provider_id": party.provider_id,
        }
        place = {"ticket_id": ticket_id, "conversation": party.conversation}
        if insert_if_absent(connection, t.parties, {**place, **values}) is None:
            c = t.parties.c
            connection.execute(
                sa.update(t.parties)
                .where(c.ticket_id == ticket_id, c.conversation == party.conversation)
                .values(**values)
            )
    return ticket_id


def _concern(connection: Connection, ticket_id: int, targets: Iterable[str], *, anew: bool) -> None:
    if anew:
        connection.execute(sa.delete(t.ticket_targets).where(t.ticket_targets.c.ticket_id == ticket_id))
    for target in dict.fromkeys(targets):
        insert_if_absent(connection, t.ticket_targets, {"target": target, "ticket_id": ticket_id})


def consequences(
    connection: Connection,
    plan: Plan,
    *,
    ticket_id: int | None,
    mail: IncomingMail | None,
    mail_id: int | None,
    outgoing: Iterable[OutgoingMail],
    mailbox: str,
    now: datetime,
    letter_id: int | None = None,
) -> None:
    """Everything else that a plan says, in one go: how the mail was filed, events, letters, timers."""
    if mail is not None and mail_id is not None:
        _file(connection, plan, mail, mail_id, ticket_id)
    for event in plan.events:
        add_event(connection, event, ticket_id=ticket_id, mail_id=mail_id, letter_id=letter_id, now=now)
    for letter in outgoing:
        add_letter(connection, letter, ticket_id=ticket_id, mail_id=mail_id, mailbox=mailbox, now=now)
    if ticket_id is not None:
        _timers(connection, plan, ticket_id)
    if ticket_id is not None:
        _recall(connection, plan, ticket_id, now)
    if plan.bounced_letter_id is not None:
        bounced = sa.update(t.letters).where(t.letters.c.id == plan.bounced_letter_id)
        connection.execute(bounced.values(state="bounced"))
    absences.keep(connection, plan.absences)
    for address in plan.suppress:
        values = {"address": address, "since": now, "why": plan.reason}
        insert_if_absent(connection, t.suppressions, values)


def add_event(
    connection: Connection,
    event: Event,
    *,
    now: datetime,
    ticket_id: int | None = None,
    mail_id: int | None = None,
    letter_id: int | None = None,
) -> None:
    values = {
        "at": now,
        "event": event.event,
        "actor": event.actor,
        "why": event.why,
        "data": dict(event.data),
        "ticket_id": ticket_id,
        "mail_id": mail_id,
        "letter_id": letter_id,
    }
    prepared.run(connection, _EVENT, values)


def add_letter(
    connection: Connection,
    mail: OutgoingMail,
    *,
    ticket_id: int | None,
    mail_id: int | None,
    mailbox: str,
    now: datetime,
) -> None:
    """Into the outbox, unless this very letter is there already (same cause, kind and recipient)."""
    letter = mail.letter
    state = "held" if mail.withheld else "ready"
    # Staff are few, and configured: silence towards them would be silence about everything.
    stoppable = letter.automatic and not letter.ordered and letter.side == "party"
    if stoppable and is_suppressed(connection, letter.recipient.address):
        state = "suppressed"
    letter_id = insert_if_absent(
        connection,
        t.letters,
        {
            "key": mail.key,
            "message_id": mail.message_id,
            "ticket_id": ticket_id,
            "mail_id": mail_id,
            "kind": letter.kind,
            "conversation": letter.conversation,
            "side": letter.side,
            "mailbox": mailbox,
            "sender": mail.sender,
            "recipient": letter.recipient.address,
            "subject": mail.subject,
            "content": mail.content,
            "automatic": letter.automatic,
            "state": state,
            "withheld": list(mail.withheld),
            "created_at": now,
            "deadline": letter.deadline,
            "next_try_at": letter.not_before or now,
            "attempts": 0,
        },
    )
    if letter_id is not None:
        names = {"held": "letter_held", "suppressed": "letter_suppressed"}
        event = Event(
            event=names.get(state, "letter_decided"),
            why=" ; ".join(mail.withheld) or (SUPPRESSED if state == "suppressed" else ""),
            data={"kind": letter.kind, "conversation": letter.conversation, "side": letter.side},
        )
        add_event(connection, event, now=now, ticket_id=ticket_id, mail_id=mail_id, letter_id=letter_id)


def is_suppressed(connection: Connection, address: str) -> bool:
    """Has this address sent a letter of ours back?"""
    return prepared.first(connection, _SUPPRESSED, {"address": address}) is not None


def lift_suppression(connection: Connection, address: str) -> None:
    """Somebody who writes from an address can be reached there again."""
    prepared.run(connection, _LIFT, {"address": address})


def _recall(connection: Connection, plan: Plan, ticket_id: int, now: datetime) -> None:
    """What no server has taken does not leave; what one may have taken cannot be called back."""
    c = t.letters.c
    wanted: list[sa.ColumnElement[bool]] = []
    if plan.recalls:
        wanted.append(c.kind.in_(plan.recalls))
    if plan.undoes is not None:
        # Whoever stands in for somebody has to know it, whatever becomes of the case.
        wanted.append(sa.and_(c.mail_id == plan.undoes, ~c.key.contains("|absence:", autoescape=True)))
    if not wanted:
        return
    recalled = connection.execute(
        sa.update(t.letters)
        .where(c.ticket_id == ticket_id, sa.or_(*wanted), c.state == "ready")
        .values(state="recalled", next_try_at=None)
        .returning(c.id, c.kind)
    ).all()
    for row in sorted(recalled):
        event = Event(event="letter_recalled", data={"kind": row.kind})
        add_event(connection, event, now=now, ticket_id=ticket_id, letter_id=row.id)


def status(connection: Connection, ticket_id: int, value: str) -> None:
    """How far a case has come: derived, and kept so that the register need not derive it again."""
    prepared.run(connection, _STATUS, {"of": ticket_id, "status": value})


def _file(
    connection: Connection, plan: Plan, mail: IncomingMail, mail_id: int, ticket_id: int | None
) -> None:
    filed = {
        "of": mail_id,
        "role": plan.role,
        "disposition": plan.disposition,
        "reason": plan.reason,
        "evidence": list(plan.evidence),
        "ticket_id": ticket_id,
        "conversation": plan.conversation,
        "side": plan.side,
    }
    prepared.run(connection, _FILE, filed)
    if ticket_id is None or plan.conversation is None or plan.side == "staff":
        return
    # Every ID that this mail mentions leads later answers here, even those that we never received.
    for message_id in dict.fromkeys((mail.message_id, *mail.in_reply_to, *mail.references)):
        if message_id:
            values = {
                "message_id": message_id,
                "ticket_id": ticket_id,
                "conversation": plan.conversation,
            }
            insert_if_absent(connection, t.thread_ids, values)


def _timers(connection: Connection, plan: Plan, ticket_id: int) -> None:
    c = t.timers.c
    for pattern in plan.cancels:
        whole = not pattern.endswith("*")
        name = c.name == pattern if whole else c.name.startswith(pattern[:-1], autoescape=True)
        connection.execute(
            sa.update(t.timers)
            .where(c.ticket_id == ticket_id, c.state == "waiting", name)
            .values(state="cancelled")
        )
    for timer in plan.timers:
        values = {
            "ticket_id": ticket_id,
            "name": timer.name,
            "due_at": timer.due_at,
            "data": dict(timer.data),
            "state": "waiting",
        }
        if insert_if_absent(connection, t.timers, values) is None:
            connection.execute(
                sa.update(t.timers)
                .where(c.ticket_id == ticket_id, c.name == timer.name)
                .values(due_at=timer.due_at, data=dict(timer.data), state="waiting")
            )


def _count(connection: Connection, reference: str) -> None:
    """Moves the counter of a year up to the reference that was given out."""
    name, _, number = reference.rpartition("-")
    if prepared.run(connection, _COUNT, {"of": name, "value": int(number)}) == 0:
        insert_if_absent(connection, t.counters, {"name": name, "value": int(number)})


def _jsonable(values: Any) -> dict[str, Any]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
