"""Databases as earlier versions left them: what stood in each column when that version was the newest.

Frozen: a row is never changed when the tables change; a new version adds rows under its own number, if it has
something new to keep. A database lives through all versions up to its own, as those of people do. Rows have
no `id` of their own: the database numbers them, from 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from mailbot.store.db import Store

Row = Mapping[str, Any]
CLIENT, HOTEL, SERVICE = "elodie@client.example", "direction@hotel.example", "reclamations@otc.example"
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SECRET = "b2xkIHNlY3JldCwgbG9uZyBlbm91Z2ggdG8gc2lnbiE="

_CONTENT = b"From: elodie@client.example\r\n\r\nLa chambre"
_DIGEST = hashlib.sha256(_CONTENT).hexdigest()
_TICKET: Row = {
    "reference": "REC-2026-0001", "kind": "reclamation", "doubtful": False, "status": "transmise",
    "subject": "Séjour d'été", "excerpt": "La chambre était sale.", "mailbox": SERVICE, "channel": "email",
    "language": "fr", "severity": "normale", "targets": ["hotel-tetras", "bit-cornimont"], "wants": None,
    "client_address": CLIENT, "client_name": "Élodie", "refuses_contact_sharing": False,
    "no_further_contact": False, "assigned_to": None, "received_at": AT, "opened_at": AT,
    "acknowledged_at": AT, "due_at": AT + timedelta(days=60), "answered_at": None, "closed_at": None,
    "outcome": None,
}  # fmt: skip
_MAIL: Row = {
    "content_digest": "c1", "raw_digest": _DIGEST, "message_id": "<one@client.example>", "mailbox": SERVICE,
    "received_at": AT, "recorded_at": AT, "from_address": CLIENT, "subject": "Séjour d'été",
    "new_text": "La chambre était sale.", "role": "client", "disposition": "opened",
    "reason": "Réclamation", "evidence": [], "ticket_id": 1, "conversation": "client", "side": "party",
}  # fmt: skip
_LETTER: Row = {
    "key": "k1", "message_id": "<ack@otc.example>", "ticket_id": 1, "mail_id": 1,
    "kind": "accuse_reception", "conversation": "client", "side": "party", "mailbox": SERVICE,
    "sender": SERVICE, "recipient": CLIENT, "subject": "Votre réclamation", "content": b"Subject: x\r\n\r\ny",
    "automatic": True, "state": "sent", "withheld": [], "created_at": AT, "deadline": None,
    "next_try_at": None, "attempts": 1, "lease_until": None, "first_failure_at": None, "sent_at": AT,
    "server_reply": "250 OK",
}  # fmt: skip
_ARRIVAL: Row = {
    "mailbox": SERVICE, "folder": "INBOX", "uidvalidity": 7, "uid": 1, "raw_digest": _DIGEST, "mail_id": 1,
    "received_at": AT, "recorded_at": AT, "disposition": "opened", "reason": "Réclamation", "marked": "moved",
}  # fmt: skip
_NO_EVENT: Row = {"actor": "mailbot", "why": "", "data": {}, "mail_id": None, "letter_id": None}

HISTORY: Mapping[str, Sequence[tuple[str, Row]]] = {
    "0001": (
        ("meta", {"key": "secret", "value": SECRET}),
        ("counters", {"name": "REC-2026", "value": 9}),
        ("cursors", {"mailbox": SERVICE, "folder": "INBOX", "uidvalidity": 7, "last_uid": 1, "polled_at": AT,
                     "reconciled_at": None}),
        ("raws", {"digest": _DIGEST, "content": _CONTENT, "size": len(_CONTENT)}),
        ("tickets", _TICKET),
        ("mails", _MAIL),
        ("arrivals", _ARRIVAL),
        ("parties", {"ticket_id": 1, "conversation": "client", "address": CLIENT, "name": "Élodie",
                     "provider_id": None}),
        ("parties", {"ticket_id": 1, "conversation": "provider:hotel-tetras", "address": HOTEL,
                     "name": "Hôtel du Grand Tétras", "provider_id": "hotel-tetras"}),
        ("thread_ids", {"message_id": "<one@client.example>", "ticket_id": 1, "conversation": "client"}),
        ("letters", _LETTER),
        ("letters", {**_LETTER, "key": "k2", "message_id": "<forward@otc.example>", "kind": "transmission",
                     "conversation": "provider:hotel-tetras", "recipient": HOTEL, "state": "ready",
                     "sent_at": None, "server_reply": None, "attempts": 0, "next_try_at": AT}),
        ("events", {**_NO_EVENT, "at": AT, "event": "ticket_opened", "ticket_id": 1, "mail_id": 1}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_decided", "ticket_id": 1, "letter_id": 1}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_sent", "ticket_id": 1, "letter_id": 1}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_decided", "ticket_id": 1, "letter_id": 2}),
        ("timers", {"ticket_id": 1, "name": "answer_late", "due_at": AT + timedelta(days=60), "data": {},
                    "state": "waiting"}),
        ("leases", {"name": f"mailbox {SERVICE}", "owner": "machine:1:1", "until": AT}),
        ("suppressions", {"address": "parti@client.example", "since": AT, "why": "5.1.1"}),
    ),
    "0002": (
        ("tickets", {**_TICKET, "reference": "REC-2026-0002", "record": {"motif": "Propreté"},
                     "reopened_at": AT, "targets": ["hotel-tetras"]}),
        ("ticket_targets", {"target": "hotel-tetras", "ticket_id": 2}),
        ("mails", {**_MAIL, "content_digest": "c2", "message_id": "<two@client.example>", "ticket_id": 2}),
        ("arrivals", {**_ARRIVAL, "uid": 2, "mail_id": 2}),
        ("events", {**_NO_EVENT, "at": AT, "event": "ticket_opened", "ticket_id": 2, "mail_id": 2}),
        ("letters", {**_LETTER, "key": "ack-2", "message_id": "<ack-2@otc.example>", "ticket_id": 2,
                     "mail_id": 2}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_decided", "ticket_id": 2, "letter_id": 3}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_sent", "ticket_id": 2, "letter_id": 3}),
        ("routines", {"name": "digest", "due_at": AT + timedelta(days=1), "last_at": AT}),
    ),
    "0003": (
        ("absences", {"name": "Claire Martin", "until": AT + timedelta(days=9)}),
        ("tickets", {**_TICKET, "reference": "REC-2026-0003", "merged_into": 1, "closed_at": AT}),
        ("mails", {**_MAIL, "content_digest": "c3", "message_id": "<three@client.example>", "ticket_id": 3,
                   "undo": {"status": "reçu"}}),
        ("arrivals", {**_ARRIVAL, "uid": 3, "mail_id": 3}),
        ("events", {**_NO_EVENT, "at": AT, "event": "ticket_opened", "ticket_id": 3, "mail_id": 3}),
        ("letters", {**_LETTER, "key": "ack-3", "message_id": "<ack-3@otc.example>", "ticket_id": 3,
                     "mail_id": 3}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_decided", "ticket_id": 3, "letter_id": 4}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_sent", "ticket_id": 3, "letter_id": 4}),
    ),
    "0004": (
        ("raws", {"digest": "r4", "content": b"", "size": 0, "erased_at": AT}),
        ("arrivals", {**_ARRIVAL, "uid": 4, "mail_id": None, "raw_digest": "r4", "disposition": "forgotten"}),
        ("tickets", {**_TICKET, "reference": "REC-2026-0004", "client_address": None, "client_name": None,
                     "closed_at": AT, "restricted_at": AT, "restricted_why": "Contentieux"}),
        ("mails", {**_MAIL, "content_digest": "c4", "message_id": "<four@client.example>", "ticket_id": 4}),
        ("arrivals", {**_ARRIVAL, "uid": 5, "mail_id": 4}),
        ("events", {**_NO_EVENT, "at": AT, "event": "ticket_opened", "ticket_id": 4, "mail_id": 4}),
        ("letters", {**_LETTER, "key": "ack-4", "message_id": "<ack-4@otc.example>", "ticket_id": 4,
                     "mail_id": 4}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_decided", "ticket_id": 4, "letter_id": 5}),
        ("events", {**_NO_EVENT, "at": AT, "event": "letter_sent", "ticket_id": 4, "letter_id": 5}),
    ),
    "0006": (
        ("absences", {"name": "Marc Petit", "until": AT + timedelta(days=3), "since": AT,
                      "instead": "Claire Martin"}),
    ),
}  # fmt: skip


def revisions() -> tuple[str, ...]:
    """Of all migrations that there are, the oldest first."""
    scripts = ScriptDirectory.from_config(Store("sqlite://")._alembic())
    return tuple(script.revision for script in reversed(list(scripts.walk_revisions())))


@contextmanager
def old(url: str, version: str) -> Iterator[Store]:
    """A database of that version, with what had been kept by then."""
    store = Store(url)
    config = store._alembic()
    with store.transaction() as connection:
        config.attributes["connection"] = connection
        for revision in takewhile(lambda one: one <= version, revisions()):
            command.upgrade(config, revision)
            for name, row in HISTORY.get(revision, ()):
                table = sa.Table(name, sa.MetaData(), autoload_with=connection)
                connection.execute(sa.insert(table), row)
    try:
        yield store
    finally:
        store.close()


def kept(
    store: Store, columns: Mapping[str, Sequence[str]] | None = None
) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in these columns (of those that there are, if none are named)."""
    with store.reading() as connection:
        found = columns or columns_of(connection)
        return {
            table: sorted(
                (tuple(row) for row in connection.execute(
                    sa.text(f"SELECT {', '.join(names)} FROM {table}")
                )),
                key=repr,
            )
            for table, names in found.items()
        }  # fmt: skip


def columns_of(connection: sa.Connection) -> dict[str, list[str]]:
    looked_at = sa.inspect(connection)
    return {
        table: [column["name"] for column in looked_at.get_columns(table)]
        for table in looked_at.get_table_names()
        if table != "alembic_version"
    }
