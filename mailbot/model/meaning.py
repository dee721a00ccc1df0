"""What a mail means, and what of it may leave the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    not_handler: str | None = None  # anybody but this person


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
    third_party: str | None = None  # somebody named who is not in the directory
    sheet: Mapping[str, str] = field(default_factory=dict)  # what it says for the complaint sheet, by field
    language: str = "fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """All that we know of a person: what the finished bytes are searched for."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()  # e-mail
    others: tuple[str, ...] = ()  # telephones, IBAN… exactly as they were found


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An attachment that stays here unless staff let it go: `#joindre 2` for the one whose number is 2."""

    number: int  # its place among the attachments of the mail, counted from 1
    name: str  # as it came: for staff
    file: Attachment | None = None  # made as clean as we can, under a neutral name; None: never leaves
    never: str = ""  # why it never leaves, a French phrase
    searched: bool = False  # every word of it was read
    traces: tuple[str, ...] = ()  # what of the person was found in it, hinted at
    case: str = ""  # of another case that was made one with this: the reference under which it has its number

    @property
    def key(self) -> int | str:
        """Its name in the case: numbers begin anew in each of those that were made one."""
        return f"{self.case}:{self.number}" if self.case else self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A place of a copy that a person must look at, before it leaves or because it must not."""

    why: str  # a French phrase without capital or full stop
    part: str = ""  # "subject", "text", or the name of an attachment; empty: the copy as a whole
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """The copy that could travel. `held` not empty: a person must look first."""

    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()  # made harmless, under harmless names
    withheld: tuple[str, ...] = ()  # names of attachments that stay here, for staff to read
    pieces: tuple[Piece, ...] = ()  # the same attachments: which of them staff may let go
    held: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # the same, place by place
    stands_for: tuple[tuple[str, str], ...] = ()  # placeholder → what it stands for
    told_later: tuple[tuple[str, str], ...] = ()  # class → number that a later mail gives, and may be let go
    identity: Identity = Identity()
