"""One ticket as it stands, what opened it, and what has passed between us and somebody in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailbot.model import Party, RawMail, Ticket
from mailbot.store import merging, prepared
from mailbot.store import tables as t
from mailbot.store.db import Connection

_TELLING = ("transmission", "message_client", "reponse_client", "relais_client")

# What is asked for every mail, built once: building a statement costs more than carrying it out.
_tickets, _parties, _letters, _mails = t.tickets.c, t.parties.c, t.letters.c, t.mails.c
_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_ONE = sa.select(t.tickets).where(_tickets.id == sa.bindparam("id"))
_LOCKED = _ONE.with_for_update()
_SEALED = sa.select(_tickets.id).where(
    _tickets.id == sa.bindparam("id"),
    sa.or_(_tickets.forgotten_at.is_not(None), _tickets.restricted_at.is_not(None)),
)
_PARTIES = sa.select(t.parties).where(_parties.ticket_id.in_(_IDS)).order_by(_parties.id)
_TOLD = sa.select(
    _letters.ticket_id, _letters.kind, _letters.state, _letters.created_at, _letters.sent_at,
    _letters.conversation, _letters.id.label("letter_id"), _letters.next_try_at,
).where(_letters.ticket_id.in_(_IDS), _letters.kind.in_(_TELLING))  # fmt: skip
_HEARD = (
    sa.select(_mails.ticket_id, _mails.conversation, sa.func.max(_mails.received_at).label("at"))
    .where(_mails.ticket_id.in_(_IDS), _mails.side == "party")
    .group_by(_mails.ticket_id, _mails.conversation)
)
_SENT_TO = sa.select(_letters.created_at, _letters.message_id).where(
    _letters.ticket_id.in_(_IDS),
    _letters.recipient == sa.bindparam("recipient"),
    _letters.side == sa.bindparam("side"),
)
_HAD_FROM = sa.select(_mails.received_at, _mails.message_id).where(
    _mails.ticket_id == sa.bindparam("id"),
    _mails.conversation == sa.bindparam("conversation"),
    _mails.side == sa.bindparam("side"),
    _mails.message_id.is_not(None),
)


def ticket(connection: Connection, ticket_id: int, *, lock: bool = False) -> Ticket | None:
    """One ticket with its parties. `lock` keeps other workers from deciding on it at the same time."""
    query = _LOCKED if lock else _ONE
    row = prepared.first(connection, query, {"id": ticket_id})
    return tickets_of(connection, [row._asdict()])[0] if row else None


def surviving(connection: Connection, ticket_id: int, *, lock: bool = False) -> Ticket | None:
    """The ticket in which this one goes on: itself, unless it is one with another. Each is locked in turn."""
    found = ticket(connection, ticket_id, lock=lock)
    passed = {ticket_id}
    while found is not None and found.merged_into is not None and found.merged_into not in passed:
        passed.add(found.merged_into)
        found = ticket(connection, found.merged_into, lock=lock)
    return found


def is_sealed(connection: Connection, ticket_id: int) -> bool:
    """Erased, or not to be touched: no mail joins it any more; what comes is a case of its own."""
    return prepared.first(connection, _SEALED, {"id": ticket_id}) is not None


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
    """What the client wrote in a ticket and in those that are one with it, the last twenty."""
    return _client_mails(connection, (ticket_id, *merging.absorbed(connection, (ticket_id,))))


def all_of_client(connection: Connection, ids: Sequence[int]) -> list[RawMail]:
    """What tells who the client is: the mails that opened these tickets, and the last twenty in them."""
    opening = [mail for ticket_id in ids if (mail := first_mail(connection, ticket_id))]
    last = _client_mails(connection, ids)
    return list({mail.content: mail for mail in (*opening, *last)}.values())


def _client_mails(connection: Connection, ids: Sequence[int]) -> list[RawMail]:
    c = t.mails.c
    rows = connection.execute(
        sa.select(t.raws.c.content, c.mailbox, c.received_at)
        .join(t.mails, c.raw_digest == t.raws.c.digest)
        .where(c.ticket_id.in_(ids), c.conversation == "client", c.side == "party")
        .order_by(c.id.desc())
        .limit(20)
    ).all()
    return [RawMail(content=row.content, mailbox=row.mailbox, received_at=row.received_at) for row in rows]


def thread_with(
    connection: Connection, ticket_id: int, conversation: str, side: str, recipient: str
) -> tuple[str, ...]:
    """Message-IDs of what passed between us and this person in a ticket, oldest first."""
    ids = [ticket_id, *merging.absorbed(connection, (ticket_id,))]
    sent = prepared.rows(connection, _SENT_TO, {"ids": ids, "side": side, "recipient": recipient})
    about = {"id": ticket_id, "side": side, "conversation": conversation}
    received = prepared.rows(connection, _HAD_FROM, about)
    thread = [message_id for _, message_id in sorted((*sent, *received)) if message_id]
    return (*thread[:1], *thread[1:][-19:])


def tickets_of(connection: Connection, rows: Sequence[Any]) -> list[Ticket]:
    """Rows of the table as tickets: a few queries for however many there are."""
    ids = [row["id"] for row in rows]
    parties: dict[int, list[Party]] = defaultdict(list)
    for row in prepared.rows(connection, _PARTIES, {"ids": ids}):
        party = Party(
            conversation=row.conversation, address=row.address, name=row.name, provider_id=row.provider_id
        )
        parties[row.ticket_id].append(party)
    letters: dict[int, list[Any]] = defaultdict(list)
    places = merging.places(connection, ids)
    for letter in prepared.rows(connection, _TOLD, {"ids": places.ids}):
        for ticket_id, conversation in places.of(letter.ticket_id, letter.conversation):
            letters[ticket_id].append({**letter._asdict(), "conversation": conversation})
    heard = last_heard(connection, places)
    return [
        _ticket(row, parties[row["id"]], letters[row["id"]], heard.get((row["id"], "client"))) for row in rows
    ]


def last_heard(connection: Connection, places: merging.Places) -> dict[merging.Place, datetime]:
    """When each party last wrote in each of these tickets, the first mail included."""
    return latest(prepared.rows(connection, _HEARD, {"ids": places.ids}), places)


def latest(rows: Iterable[Any], places: merging.Places) -> dict[merging.Place, datetime]:
    """Of rows with a ticket, a conversation and a moment: the last moment of each place."""
    found: dict[merging.Place, datetime] = {}
    for row in rows:
        for place in places.of(row.ticket_id, row.conversation):
            found[place] = max(row.at, found.get(place, row.at))
    return found


NEVER_LEFT = ("held", "suppressed", "failed", "bounced", "recalled")
_LEAVING = ("ready", "sending", "uncertain")


def _ticket(row: Any, parties: list[Party], letters: list[Any], heard: datetime | None) -> Ticket:
    fields = {f: row[f] for f in Ticket.__dataclass_fields__ if f in row}
    fields["targets"] = tuple(fields["targets"])
    fields["record"] = fields["record"] or {}
    forwards = [x for x in letters if x["kind"] == "transmission" and x["state"] not in NEVER_LEFT]
    said = [x["sent_at"] for x in letters if x["kind"] == "message_client" and x["state"] == "sent"]
    informed = max(said, default=None)
    return Ticket(
        **fields,
        parties=tuple(parties),
        forwarded_at=min((x["created_at"] for x in forwards), default=None),
        copy_waits_until=min(
            (x["next_try_at"] for x in forwards if x["state"] == "ready" and x["next_try_at"]), default=None
        ),
        forwarded_to=frozenset(x["conversation"] for x in forwards),
        addressed=frozenset(x["conversation"] for x in letters if x["kind"] == "transmission"),
        # Said before the client wrote again, it answers nothing any more.
        informed_at=informed if informed and heard and informed >= heard else None,
        message_leaving=max(
            (x["letter_id"] for x in letters if x["kind"] == "message_client" and x["state"] in _LEAVING),
            default=None,
        ),
        leaving=frozenset(
            x["kind"] for x in letters if x["state"] in _LEAVING and x["kind"] != "transmission"
        ),
    )
