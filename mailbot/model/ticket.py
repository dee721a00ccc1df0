"""A ticket, its conversations, and what we know when a mail arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from mailbot.model.meaning import Kind, Severity

Conversation = str  # "client", "provider:1", "provider:2"…  (staff are a side of each, not one of them)
Turn = Literal["", "new", "handed_over", "provider", "client"]  # who has spoken since we last acted
Side = Literal["party", "staff"]  # to whom a letter of that conversation is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whom a conversation of a ticket is held with. Letters go to parties, never to a header's To."""

    conversation: Conversation
    address: str
    name: str = ""
    provider_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket as the database knows it, read before a decision."""

    id: int
    reference: str | None  # None: neither complaint nor suggestion, in no register
    kind: Kind
    doubtful: bool
    status: str
    subject: str
    received_at: datetime
    mailbox: str = ""  # the service address that it came to, and from which we answer
    language: str = "fr"
    severity: Severity | None = None
    targets: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    refuses_contact_sharing: bool = False
    no_further_contact: bool = False
    assigned_to: str | None = None
    acknowledged_at: datetime | None = None
    due_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None
    channel: str = "mail"
    excerpt: str = ""
    wants: str | None = None
    reopened_at: datetime | None = None
    merged_into: int | None = None  # the ticket that goes on in its place
    split_from: int | None = None  # the ticket in which its first mail had come
    record: Mapping[str, Any] = field(default_factory=dict)  # the complaint sheet, by field
    forwarded_to: frozenset[Conversation] = frozenset()  # who has had the copy
    addressed: frozenset[Conversation] = frozenset()  # for whom one was ever written, even if stopped
    forwarded_at: datetime | None = None  # when the anonymised copy was written to a provider
    copy_waits_until: datetime | None = None  # when the first of the copies that still wait may leave
    informed_at: datetime | None = None  # when staff's own words last left for the client
    leaving: frozenset[str] = frozenset()  # kinds of staff's letters to the client that wait to leave
    message_leaving: int | None = None  # the last of those that is a message, and not the answer

    def party(self, conversation: Conversation) -> Party | None:
        return next((p for p in self.parties if p.conversation == conversation), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A ticket that is not closed, and whom we wait for."""

    ticket: Ticket
    awaits_provider: bool = False
    awaits_client: bool = False
    turn: Turn = ""  # why it is for us to act


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """How a mail is tied to a ticket, and by what proof."""

    ticket: Ticket
    conversation: Conversation
    side: Side
    proof: Literal["token", "message_id", "reference"]
    is_addressee: bool  # the sender is the very person that we had written to


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """Another complaint about the same provider or service, of the last year."""

    reference: str
    received_at: datetime
    motives: tuple[str, ...] = ()  # motive and causes, as people have noted them
    corrected: bool = False  # an action was noted as done


@dataclass(frozen=True, slots=True, kw_only=True)
class CausedLetter:
    """A letter that a mail of staff has caused, and how far it has come."""

    kind: str
    conversation: Conversation
    side: Side
    state: str
    sent_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one mail of staff has caused in a ticket, as far as it can still be taken back."""

    mail_id: int
    ticket_id: int = 0
    conversation: Conversation = "client"
    undone: bool = False
    final: str = ""  # why it cannot be taken back
    letters: tuple[CausedLetter, ...] = ()
    restores: Mapping[str, Any] = field(default_factory=dict)  # columns as they were before it
    kept: tuple[str, ...] = ()  # columns and fields that others have changed since
    timers: tuple[tuple[str, datetime], ...] = ()  # were waiting before it, and wait no more
    made: tuple[str, ...] = ()  # timers that wait because of it
    also: tuple[Act, ...] = ()  # what it has changed in other tickets
    absences: tuple[str, ...] = ()  # of whom it has said that they are away, or back


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """A mail of staff that was not believed, and whose writer this mail may confirm to be."""

    mail_id: int
    state: Literal["waiting", "done", "expired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The ticket that a command of staff names by its reference."""

    reference: str  # as it was named
    ticket: Ticket | None = None  # the one that goes on under it; None: there is none that may be seen
    reminders: tuple[tuple[str, datetime], ...] = ()  # to providers, waiting in the ticket of the mail


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMail:
    """The mail that a notification has shown to the member of staff who answers it."""

    id: int
    received_at: datetime
    is_follow_up: bool  # the client wrote it, in a ticket that was there
    now_in: str = ""  # the reference of the ticket that it has opened since then
    others: tuple[datetime, ...] = ()  # not empty: nothing says which it is; when each of them came


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What we already know when a mail arrives: the read side of the store."""

    next_reference: str
    threads: tuple[Thread, ...] = ()  # proven ones, strongest first
    possible_links: tuple[str, ...] = ()  # references quoted without proof: shown to staff only
    earlier_references: tuple[str, ...] = ()  # the same client's other tickets
    similar: tuple[Similar, ...] = ()  # other complaints about the same, newest first
    automatic_letters_today: int = 0  # to this writer: the budget against loops
    mails_today: int = 0  # from this writer: the bound on floods
    suppressed: frozenset[str] = frozenset()  # have sent letters back: nothing automatic goes there
    bounced_letter: SentLetter | None = None  # a delivery report is about this one
    unconfirmed: Unconfirmed | None = None  # what this mail can confirm, by a token bound to it
    last_act: Act | None = None  # of the member of staff who writes, in the ticket of the first thread
    mentioned: Mention | None = None  # only where a command names a ticket,
    shown: ShownMail | None = None  # and only where one speaks of the mail that was shown
    written_under: str = ""  # the case whose notice staff answer, where it is one with that of the thread now


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """A letter of ours that a mail refers to."""

    id: int
    kind: str
    ticket: Ticket | None
    conversation: Conversation
    side: Side
    recipient: str
