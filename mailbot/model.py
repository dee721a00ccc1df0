"""The nouns that travel between the stations.

Everything here is a frozen value: no I/O, no clock, no behaviour beyond a property or two.
Identifiers are English; the values that people read or type are French.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

# -- who is who ---------------------------------------------------------------------------------

Role = Literal["client", "staff", "provider", "robot", "own", "unknown"]
StaffRole = Literal["manager", "handler", "reader", "desk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A mail address as it came in a header: `address` in lower case, `name` decoded."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The organisation whose desk this is: the letterhead."""

    name: str
    address: str = ""
    phone: str = ""
    website: str = ""
    privacy_contact: str = ""
    timezone: str = "Europe/Paris"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    name: str
    function: str
    address: str
    roles: tuple[StaffRole, ...] = ("handler",)

    def can_act(self) -> bool:
        """Readers receive, desks hand in; managers and handlers treat cases."""
        return "manager" in self.roles or "handler" in self.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A prestataire of the directory."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    address: str = ""
    town: str = ""
    street: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An information desk or a service of the organisation."""

    name: str
    aliases: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediator:
    name: str
    address: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Whom a mail may be about."""

    organisation: str = ""
    organisation_aliases: tuple[str, ...] = ()
    providers: tuple[Provider, ...] = ()
    units: tuple[Unit, ...] = ()

    def provider(self, provider_id: str) -> Provider | None:
        return next((p for p in self.providers if p.id == provider_id), None)


# -- a mail that arrives ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMail:
    """Bytes as fetched, with where and when the server took them. `received_at` is legal time."""

    content: bytes
    mailbox: str  # the service address whose mailbox this is
    received_at: datetime
    folder: str = "INBOX"
    uidvalidity: int = 0
    uid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One part that is not text of the mail itself. `name` is a name, never a path."""

    name: str
    content_type: str
    content: bytes
    inline: bool = False

    @property
    def size(self) -> int:
        return len(self.content)


RobotType = Literal[
    "vacation", "dsn_failed", "dsn_delayed", "dsn_success", "mdn", "list", "newsletter",
    "ticket_ack", "challenge", "calendar", "own", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Robot:
    """A machine wrote this mail; `evidence` says how we know."""

    type: RobotType
    evidence: tuple[str, ...]
    failed_recipient: str | None = None
    original_message_id: str | None = None


Authenticity = Literal["pass", "fail", "none"]  # what *our* receiving server says of the From


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMail:
    """A mail that the rest can trust: decoded, bounded, without NUL or lone surrogates."""

    content_digest: str  # the same for every copy of one mail, whatever road it took
    received_at: datetime
    mailbox: str
    message_id: str | None = None  # with angle brackets
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    from_: Address | None = None  # who writes, as the header says
    reply_to: Address | None = None  # where a person's mail client would send an answer
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()  # addresses that the server says it was delivered for
    subject: str = ""
    text: str = ""  # every text part, in order; HTML made text
    new_text: str = ""  # what the person wrote just now: without quotes and signature
    signature: str = ""  # what was taken off as signature
    attachments: tuple[Attachment, ...] = ()
    robot: Robot | None = None
    authenticity: Authenticity = "none"
    tokens: tuple[str, ...] = ()  # look like ours, not verified yet; the most trustworthy place first
    thread_hints: Mapping[str, str] = field(default_factory=dict)  # Thread-Index, Thread-Topic: echoed
    problems: tuple[str, ...] = ()

    @property
    def writer(self) -> Address | None:
        """Who is to be answered: contact forms put the person in Reply-To."""
        return self.reply_to or self.from_


# -- what it means ------------------------------------------------------------------------------

Kind = Literal["reclamation", "suggestion", "autre"]
OtherType = Literal[
    "question", "remerciement", "reservation", "spam", "newsletter", "auto", "bounce", "autre"
]  # fmt: skip
Severity = Literal["faible", "normale", "grave"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the program thinks so. Taking `excerpt` away changes the score by `weight`."""

    why: str
    weight: float = 0.0
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    refuses_contact_sharing: bool = False
    no_further_contact: bool = False
    no_answer_at_all: bool = False  # the words refuse even an acknowledgement
    handler: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    kind: Kind
    other_type: OtherType | None = None
    confidence: float = 0.0
    doubtful: bool = False
    reasons: tuple[Reason, ...] = ()
    targets: tuple[str, ...] = ()  # provider ids, unit names or "interne"
    targets_certain: bool = False  # beyond doubt: may be acted upon without asking
    severity: Severity | None = None
    wishes: Wishes = Wishes()
    wants: str | None = None
    language: str = "fr"


# -- what may leave the house -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """All that we know of a person: what the finished bytes are searched for."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()  # e-mail
    others: tuple[str, ...] = ()  # telephones, IBAN… exactly as they were found


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """The copy that could travel. `held` not empty: a person must look first."""

    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()  # made harmless, under harmless names
    withheld: tuple[str, ...] = ()  # names of attachments that stay here, for staff to read
    held: tuple[str, ...] = ()
    identity: Identity = Identity()


# -- a ticket and its conversations -------------------------------------------------------------

Conversation = str  # "client", "provider:1", "provider:2"…  (staff are a side of each, not one of them)
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
    has_forward: bool = False  # an anonymised copy has been written to a provider

    def party(self, conversation: Conversation) -> Party | None:
        return next((p for p in self.parties if p.conversation == conversation), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """How a mail is tied to a ticket, and by what proof."""

    ticket: Ticket
    conversation: Conversation
    side: Side
    proof: Literal["token", "message_id", "reference"]
    is_addressee: bool  # the sender is the very person that we had written to


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What we already know when a mail arrives: the read side of the store."""

    next_reference: str
    threads: tuple[Thread, ...] = ()  # proven ones, strongest first
    possible_links: tuple[str, ...] = ()  # references quoted without proof: shown to staff only
    earlier_references: tuple[str, ...] = ()  # the same client's other tickets
    automatic_letters_today: int = 0  # to this writer: the budget against loops
    suppressed: bool = False  # this address has bounced: nothing automatic goes there
    bounced_letter: SentLetter | None = None  # a delivery report is about this one


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """A letter of ours that a mail refers to."""

    id: int
    kind: str
    ticket: Ticket | None
    conversation: Conversation
    side: Side
    recipient: str


# -- the decision, as a value -------------------------------------------------------------------

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
    searched_for: Identity | None = None  # must not be found in the finished bytes
    deadline: datetime | None = None  # what is due soonest leaves first
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A finished letter: the bytes that every attempt sends, but for the Date in front of them."""

    letter: Letter
    key: str
    message_id: str
    sender: str  # envelope sender: an address of ours that is read
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
    suppress: tuple[str, ...] = ()  # addresses that bounce
