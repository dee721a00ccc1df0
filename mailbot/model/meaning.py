"""What a mail means, and what of it may leave the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mailbot.model.mail import Attachment

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
