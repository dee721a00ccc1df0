"""Rows as the desk writes them: a mail taken, a ticket opened, a letter decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailbot import token
from mailbot.model import (
    Address,
    Event,
    Facts,
    IncomingMail,
    Letter,
    OutgoingMail,
    Party,
    Plan,
    RawMail,
    Timer,
)
from mailbot.store import facts, outbox, record
from mailbot.store import tables as t
from mailbot.store.db import Connection, Store

SECRET = b"a secret for tests, long enough!"
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
SERVICE = "reclamations@otc.example"
CLIENT = "elodie@client.example"
CLAIRE = "claire@otc.example"
HOTEL = "direction@hotel.example"
STRANGER = "quelqu.un@ailleurs.example"


def raw(content: bytes = b"Subject: x\r\n\r\ny\r\n", **changed: Any) -> RawMail:
    return RawMail(**({"content": content, "mailbox": SERVICE, "received_at": NOW} | changed))


def mail(digest: str = "d1", sender: str = CLIENT, **changed: Any) -> IncomingMail:
    written: dict[str, Any] = {
        "content_digest": digest,
        "received_at": NOW,
        "mailbox": SERVICE,
        "message_id": f"<{digest}@client.example>",
        "from_": Address(address=sender),
        "subject": "Séjour",
        "new_text": "La chambre était sale.",
    }
    return IncomingMail(**(written | changed))


def opening(reference: str | None = "REC-2026-0001", **changed: Any) -> Plan:
    written: dict[str, Any] = {
        "disposition": "opened",
        "reason": "Réclamation",
        "role": "client",
        "opens": {
            "reference": reference,
            "kind": "reclamation",
            "doubtful": False,
            "status": "reçu",
            "subject": "Séjour",
            "excerpt": "La chambre",
            "mailbox": SERVICE,
            "channel": "mail",
            "language": "fr",
            "severity": None,
            "targets": ("hotel",),
            "wants": None,
            "client_address": CLIENT,
            "client_name": "Élodie",
            "refuses_contact_sharing": False,
            "no_further_contact": False,
            "assigned_to": None,
            "received_at": NOW,
            "due_at": NOW + timedelta(days=60),
        },
        "conversation": "client",
        "parties": (
            Party(conversation="client", address=CLIENT, name="Élodie"),
            Party(conversation="provider:1", address=HOTEL, name="Hôtel", provider_id="hotel"),
        ),
        "events": (Event(event="ticket_opened", why="Réclamation"),),
        "timers": (Timer(name="answer_late", due_at=NOW + timedelta(days=60)),),
    }
    return Plan(**(written | changed))


def outgoing(
    key: str = "k1", recipient: str = CLIENT, *, withheld: tuple[str, ...] = (), **changed: Any
) -> OutgoingMail:
    letter: dict[str, Any] = {
        "kind": "accuse_reception",
        "recipient": Address(address=recipient),
        "conversation": "client",
        "side": "party",
        "cause": "d1",
    }
    return OutgoingMail(
        letter=Letter(**(letter | changed)),
        key=key,
        message_id=f"<{key}@otc.example>",
        sender=SERVICE,
        subject="re",
        content=b"Subject: re\r\n\r\nx\r\n",
        withheld=withheld,
    )


def taken(
    connection: Connection,
    digest: str = "d1",
    plan: Plan | None = None,
    letters: tuple[OutgoingMail, ...] | None = None,
    *,
    uid: int = 1,
    **of_mail: Any,
) -> tuple[int, int]:
    """One mail from fetching to arrival, as the first story writes it; returns mail and ticket."""
    plan = plan or opening()
    fetched = raw(digest.encode(), uidvalidity=1, uid=uid)
    read = mail(digest, **of_mail)
    raw_digest = record.keep_raw(connection, fetched)
    mail_id = record.take(connection, fetched, read, raw_digest, now=NOW)
    assert mail_id is not None
    ticket_id = record.ticket(connection, plan, now=NOW)
    assert ticket_id is not None
    record.consequences(
        connection, plan, ticket_id=ticket_id, mail=read, mail_id=mail_id,
        outgoing=(outgoing(),) if letters is None else letters, mailbox=SERVICE, now=NOW,
    )  # fmt: skip
    record.arrival(
        connection, fetched, raw_digest=raw_digest, mail_id=mail_id, disposition=plan.disposition,
        reason=plan.reason, now=NOW,
    )  # fmt: skip
    return mail_id, ticket_id


def put(store: Store, *letters: OutgoingMail) -> list[int]:
    """Letters in the outbox, of no ticket."""
    with store.transaction() as connection:
        for letter in letters:
            record.add_letter(connection, letter, ticket_id=None, mail_id=None, mailbox=SERVICE, now=NOW)
        return list(connection.execute(sa.select(t.letters.c.id).order_by(t.letters.c.id)).scalars())


def letter_row(store: Store, letter_id: int) -> dict[str, Any]:
    with store.reading() as connection:
        return dict(
            connection.execute(sa.select(t.letters).where(t.letters.c.id == letter_id)).mappings().one()
        )


def sent(store: Store, letter_id: int, reply: str = "250 OK") -> None:
    with store.transaction() as connection:
        outbox.settle(connection, letter_id, {"state": "sent", "sent_at": NOW, "server_reply": reply})
        record.add_event(connection, Event(event="letter_sent"), now=NOW, letter_id=letter_id)


def gathered(connection: Connection, written: IncomingMail, **changed: Any) -> Facts:
    given: dict[str, Any] = {
        "secret": SECRET,
        "prefix": "REC",
        "year": 2026,
        "now": NOW,
        "staff": frozenset({CLAIRE}),
        "staff_token_days": 180,
    }
    return facts.gather(connection, written, **(given | changed))


def minted(ticket_id: int, *, conversation: str = "client", side: Any = "party", address: str = CLIENT,
           at: datetime = NOW, secret: bytes = SECRET) -> str:  # fmt: skip
    return token.mint(
        ticket_id=ticket_id,
        conversation=conversation,
        side=side,
        address=address,
        issued_on=at.date(),
        secret=secret,
    )
