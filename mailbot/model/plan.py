"""The decision, as a value: everything that follows from one mail, one timer or one letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from mailbot.model.mail import Attachment
from mailbot.model.meaning import Identity
from mailbot.model.people import Absence, Address, Role
from mailbot.model.ticket import Conversation, Party, Side

Disposition = Literal[
    "opened",      # a new ticket
    "follow_up",   # joined a ticket, from a party of it or somebody with its token
    "answered",    # staff wrote to a party, relayed
    "command",     # staff commanded
    "noted",       # kept in the ticket, nobody outside is told
    "passed_on",   # neither complaint nor suggestion: shown to staff
    "filed",       # robots, our own letters
    "ignored",     # spam
    "duplicate",   # a second copy of a mail that we have
    "held",        # set aside for a person
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, for ever: `event` is a stable name, `why` a French sentence."""

    event: str
    why: str = ""
    actor: str = "mailbot"
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What we intend to say, to whom; not yet rendered."""

    kind: str  # a folder of templates/
    recipient: Address
    conversation: Conversation
    side: Side
    cause: str  # with kind and recipient it makes the letter unique: nothing is said twice
    context: Mapping[str, Any] = field(default_factory=dict)
    language: str = "fr"
    automatic: bool = True
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    thread_hints: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    ordered: bool = False  # a person has asked for this very letter
    names_mediator: bool = False  # the mediator's coordinates are due in it
    paper: str = ""  # the template of a letter on paper that travels with it as PDF
    searched_for: Identity | None = None  # must not be found in the finished bytes
    deadline: datetime | None = None  # what is due soonest leaves first
    not_before: datetime | None = None
    report: str = ""  # "register" or "register:2026": made and attached when the letter is finished
    bound_to: str = ""  # its token confirms one mail of staff, this digest, and nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A finished letter: the bytes that every attempt sends, but for the Date in front of them."""

    letter: Letter
    key: str
    message_id: str
    sender: str  # envelope sender: an address of ours that is read
    subject: str
    content: bytes
    withheld: tuple[str, ...] = ()  # not empty: not to be sent before a person has looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Something to do when time has passed, unless it was cancelled before."""

    name: str
    due_at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that follows from one mail or one timer; the store writes it in one transaction."""

    disposition: Disposition
    reason: str
    role: Role = "unknown"
    evidence: tuple[str, ...] = ()
    ticket_id: int | None = None  # an existing ticket…
    opens: Mapping[str, Any] | None = None  # …or the columns of a new one
    conversation: Conversation | None = None  # where the mail itself is filed
    side: Side = "party"
    changes: Mapping[str, Any] = field(default_factory=dict)  # columns of the ticket
    parties: tuple[Party, ...] = ()  # joining the ticket
    events: tuple[Event, ...] = ()
    letters: tuple[Letter, ...] = ()
    timers: tuple[Timer, ...] = ()
    cancels: tuple[str, ...] = ()  # names of timers of this ticket; a trailing * is a prefix
    recalls: tuple[str, ...] = ()  # kinds of letters of this ticket that have not left, and shall not
    confirms: int | None = None  # an earlier mail of staff, which is now believed and obeyed
    undoable: bool = False  # what it changes is kept, so that whoever caused it can take it back
    undoes: int | None = None  # the mail of staff whose letters shall not leave after all
    final: str = ""  # why its writer cannot take it back
    also: tuple[Plan, ...] = ()  # what follows for other tickets, in the same transaction
    splits: int | None = None  # an earlier mail of this ticket, which opens one of its own now
    suppress: tuple[str, ...] = ()  # addresses that bounce
    absences: Mapping[str, Absence | None] = field(default_factory=dict)  # who is away; None: back again
    bounced_letter_id: int | None = None  # a letter of ours that never arrived
