"""A mail that arrives: as bytes, and as what was read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mailbot.model.people import Address


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRules:
    """What an organisation knows of its own forms and people. The defaults read most forms without it."""

    senders: frozenset[str] = frozenset()  # addresses that our web forms write from
    email_labels: tuple[str, ...] = ()  # besides the usual words, as the forms show them
    name_labels: tuple[str, ...] = ()
    message_labels: tuple[str, ...] = ()
    colleagues: frozenset[str] = frozenset()  # who may hand in what others said


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
    via: Literal["", "form", "colleague", "phone_note"] = ""  # who handed in what the writer has to say
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
