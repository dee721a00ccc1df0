"""The tables, as SQLAlchemy Core sees them; migrations/ builds the same ones, and a test compares both."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware datetime, kept in UTC: SQLite forgets time zones, PostgreSQL does not."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 (its signature is given)
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone must not reach the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Words(sa.types.TypeDecorator[str]):
    """Text that came from outside: what PostgreSQL cannot keep (NUL, lone surrogates) becomes U+FFFD."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return (
            value.replace("\0", "\N{REPLACEMENT CHARACTER}")
            .encode("utf-16", "surrogatepass")
            .decode("utf-16", "replace")
        )


# SQLite numbers rows by itself only when the type is exactly INTEGER.
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", _NUMBER, primary_key=True)


def _ticket() -> sa.Column[int]:
    return sa.Column("ticket_id", sa.ForeignKey("tickets.id"), index=True)


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

cursors = sa.Table(
    "cursors",
    metadata,
    sa.Column("mailbox", sa.Text, primary_key=True),
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("last_uid", sa.BigInteger, nullable=False),
    sa.Column("polled_at", Moment),
    sa.Column("reconciled_at", Moment),
)

raws = sa.Table(
    "raws",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("erased_at", Moment),  # the bytes are gone, on purpose; the digest still recognises a copy
)

tickets = sa.Table(
    "tickets",
    metadata,
    _id(),
    sa.Column("reference", Words, unique=True),
    sa.Column("kind", Words, nullable=False),
    sa.Column("doubtful", sa.Boolean, nullable=False),
    sa.Column("status", Words, nullable=False),
    sa.Column("subject", Words, nullable=False),
    sa.Column("excerpt", Words, nullable=False),
    sa.Column("mailbox", Words, nullable=False),
    sa.Column("channel", Words, nullable=False),
    sa.Column("language", Words, nullable=False),
    sa.Column("severity", Words),
    sa.Column("targets", sa.JSON, nullable=False),
    sa.Column("wants", Words),
    sa.Column("client_address", Words, index=True),
    sa.Column("client_name", Words),
    sa.Column("refuses_contact_sharing", sa.Boolean, nullable=False),
    sa.Column("no_further_contact", sa.Boolean, nullable=False),
    sa.Column("assigned_to", Words),
    sa.Column("received_at", Moment, nullable=False, index=True),
    sa.Column("opened_at", Moment, nullable=False),
    sa.Column("acknowledged_at", Moment),
    sa.Column("due_at", Moment),
    sa.Column("answered_at", Moment),
    sa.Column("closed_at", Moment),
    sa.Column("reopened_at", Moment),
    sa.Column("outcome", Words),
    sa.Column("record", sa.JSON),
    sa.Column("merged_into", _NUMBER),  # the ticket that has taken its place
    sa.Column("split_from", _NUMBER),  # the ticket in which its first mail had come
    sa.Column("forgotten_at", Moment),  # who it was is gone; figures and dates stay
    sa.Column("restricted_at", Moment),  # kept as evidence, and shown to nobody in daily work
    sa.Column("restricted_why", Words),
    # What is open is looked at every morning: it must not take longer as the years go by.
    sa.Index(
        "ix_tickets_open",
        "due_at",
        sqlite_where=sa.text("closed_at IS NULL AND reference IS NOT NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND reference IS NOT NULL"),
    ),
)

# Asked whenever a ticket is read: what was said in those that are one with it is known of it.
sa.Index(
    "ix_tickets_merged_into",
    tickets.c.merged_into,
    sqlite_where=sa.text("merged_into IS NOT NULL"),
    postgresql_where=sa.text("merged_into IS NOT NULL"),
)

# Whom each ticket concerns, to find the other cases of the same provider or service.
ticket_targets = sa.Table(
    "ticket_targets",
    metadata,
    sa.Column("target", Words, primary_key=True),
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), primary_key=True),
)

mails = sa.Table(
    "mails",
    metadata,
    _id(),
    sa.Column("content_digest", Words, nullable=False, unique=True),
    sa.Column("raw_digest", sa.ForeignKey("raws.digest"), nullable=False),
    sa.Column("message_id", Words),
    sa.Column("mailbox", Words, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("from_address", Words),
    sa.Column("subject", Words, nullable=False),
    sa.Column("new_text", Words, nullable=False),
    sa.Column("role", Words),
    sa.Column("disposition", Words),
    sa.Column("reason", Words),
    sa.Column("evidence", sa.JSON),
    _ticket(),
    sa.Column("conversation", Words),
    sa.Column("side", Words),
    sa.Column("undo", sa.JSON),  # what a mail of staff has changed, so that it can be taken back
    sa.Index("ix_mails_from_address_recorded_at", "from_address", "recorded_at"),
)

arrivals = sa.Table(
    "arrivals",
    metadata,
    _id(),
    sa.Column("mailbox", Words, nullable=False),
    sa.Column("folder", Words, nullable=False),
    sa.Column("uidvalidity", sa.BigInteger),
    sa.Column("uid", sa.BigInteger),
    sa.Column("raw_digest", sa.ForeignKey("raws.digest"), index=True),
    sa.Column("mail_id", sa.ForeignKey("mails.id"), index=True),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("disposition", Words, nullable=False),
    sa.Column("reason", Words, nullable=False),
    sa.Column("marked", Words),
    sa.UniqueConstraint("mailbox", "folder", "uidvalidity", "uid"),
    sa.Index("ix_arrivals_disposition_id", "disposition", "id"),
    # Asked at every poll: it must not grow with the history of the mailbox.
    sa.Index(
        "ix_arrivals_unmarked",
        "mailbox",
        "folder",
        "uidvalidity",
        sqlite_where=sa.text("marked IS NULL"),
        postgresql_where=sa.text("marked IS NULL"),
    ),
)

parties = sa.Table(
    "parties",
    metadata,
    _id(),
    _ticket(),
    sa.Column("conversation", Words, nullable=False),
    sa.Column("address", Words, nullable=False),
    sa.Column("name", Words, nullable=False),
    sa.Column("provider_id", Words),
    sa.UniqueConstraint("ticket_id", "conversation"),
)

thread_ids = sa.Table(
    "thread_ids",
    metadata,
    sa.Column("message_id", Words, primary_key=True),
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), primary_key=True),
    sa.Column("conversation", Words, nullable=False),
)

# What has not been taken by a server, and may still be; "sending": whoever claimed it may have died since.
WAITING_STATES = ("ready", "uncertain", "sending")
# Word for word the condition of an index, or SQLite does not find it; nor does it look for another one so.
_WAITS = "coalesce({}state, '') IN ('ready', 'uncertain', 'sending')"
WAITS = sa.text(_WAITS.format("letters."))

letters = sa.Table(
    "letters",
    metadata,
    _id(),
    sa.Column("key", Words, nullable=False, unique=True),
    sa.Column("message_id", Words, nullable=False, unique=True),
    _ticket(),
    sa.Column("mail_id", sa.ForeignKey("mails.id"), index=True),
    sa.Column("kind", Words, nullable=False),
    sa.Column("conversation", Words, nullable=False),
    sa.Column("side", Words, nullable=False),
    sa.Column("mailbox", Words, nullable=False),  # whose SMTP server sends it
    sa.Column("sender", Words, nullable=False),
    sa.Column("recipient", Words, nullable=False),
    sa.Column("subject", Words, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("automatic", sa.Boolean, nullable=False),
    # ready sending sent uncertain failed held suppressed bounced recalled
    sa.Column("state", Words, nullable=False),
    sa.Column("withheld", sa.JSON, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("deadline", Moment),
    sa.Column("next_try_at", Moment),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("lease_until", Moment),
    sa.Column("first_failure_at", Moment),
    sa.Column("sent_at", Moment),
    sa.Column("server_reply", Words),
    sa.Index("ix_letters_state_next_try_at", "state", "next_try_at"),
    sa.Index("ix_letters_recipient_created_at", "recipient", "created_at"),
    # In the order in which they leave, with all that decides whether one is due: no letter is opened for it.
    sa.Index(
        "ix_letters_waiting",
        *("deadline", "id", "next_try_at", "lease_until", "mailbox", "state", "attempts", "created_at"),
        sqlite_where=sa.text(_WAITS.format("")),
        postgresql_where=sa.text(_WAITS.format("")),
    ),
)

events = sa.Table(
    "events",
    metadata,
    _id(),
    sa.Column("at", Moment, nullable=False),
    sa.Column("event", Words, nullable=False),
    sa.Column("actor", Words, nullable=False),
    sa.Column("why", Words, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
    _ticket(),
    sa.Column("mail_id", sa.ForeignKey("mails.id"), index=True),
    sa.Column("letter_id", sa.ForeignKey("letters.id"), index=True),
)

timers = sa.Table(
    "timers",
    metadata,
    _id(),
    _ticket(),
    sa.Column("name", Words, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("state", Words, nullable=False),  # waiting done cancelled failed
    sa.UniqueConstraint("ticket_id", "name"),
    sa.Index("ix_timers_state_due_at", "state", "due_at"),
)

# What the desk does at regular times, for no case in particular: the next moment of each.
routines = sa.Table(
    "routines",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("last_at", Moment),
)

# Who of the staff is away, and until when.
absences = sa.Table(
    "absences",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("until", Moment, nullable=False),
    sa.Column("since", Moment),
    sa.Column("instead", sa.Text),
)

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("until", Moment, nullable=False),
)

suppressions = sa.Table(
    "suppressions",
    metadata,
    sa.Column("address", Words, primary_key=True),
    sa.Column("since", Moment, nullable=False),
    sa.Column("why", Words, nullable=False),
)
