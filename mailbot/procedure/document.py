"""What an organisation has promised in writing. None, or empty: its document does not say.

`operations` alone is ours: settings that make the desk work and that no document has promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mailbot.procedure.delay import Delay

ItemType = Literal["reclamation", "suggestion", "difficulte", "alea"]
Mediation = Literal["never", "on_rejection", "always"]
Region = Literal[
    "metropole", "alsace-moselle", "guadeloupe", "martinique", "guyane", "reunion", "mayotte",
    "saint-martin", "saint-barthelemy",
]  # fmt: skip

MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    delay: Delay | None = None
    immediate: bool = False  # the document says "at once" and gives no number
    from_: Literal["receipt", "sending"] = "receipt"  # sending: the moment when the client sent his mail
    satisfied_by_answer: bool = False  # an answer within the delay makes an acknowledgement needless
    steps_text: str | None = None  # the "démarches amorcées" that the client is told at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    delay: Delay | None = None
    from_: Literal["receipt", "acknowledgement"] = "receipt"
    extensible: bool = False  # a later date, announced in time, replaces the first one and binds
    reasoned: bool = False  # the document wants the decision argued


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlers:
    title: str | None = None  # what the document calls the person in charge
    must_be_named: bool = False  # the document has a blank for the responsible person: somebody must fill it
    closed: bool = False  # nobody but the handlers may follow a case and act in it
    client_chooses: bool = False
    names: tuple[str, ...] = ()  # empty and closed: the staff who are managers or handlers


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    on_grave: Literal["ask", "call_first"] = "ask"  # call_first: a telephone call, recorded, then a letter
    answer_to_us: bool = False  # the document tells the provider to answer us, not the client
    also_concerned: bool = False  # other people concerned receive the complaint too


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """Not promised by any document: how the desk reminds people. None: it does not."""

    provider_reply_delay: Delay | None = None  # by when a provider is asked to answer
    provider_reminder: Delay | None = None  # between two reminders, once that date has passed
    provider_reminders: int = 2  # how many reminders before staff are told to call
    warnings: tuple[Delay, ...] = ()  # how long before a due date staff are warned
    silence: Delay | None = None  # how long an open case may stay without a word to the client


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    opening_days: frozenset[int] = MONDAY_TO_FRIDAY  # Monday is 0
    region: Region = "metropole"
    closures: tuple[tuple[date, date], ...] = ()  # first and last day of each, both closed
    roll: bool = True  # a date that falls on a closed day moves to the next open one (never hours)
    timezone: str = "Europe/Paris"

    def __post_init__(self) -> None:
        if not self.opening_days or not self.opening_days <= set(range(7)):
            raise ValueError("opening_days must name at least one day between 0 (Monday) and 6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    title: str = "Traitement des réclamations"
    item_types: tuple[ItemType, ...] = ("reclamation",)
    party_types: tuple[str, ...] = ()
    acknowledgement: Acknowledgement = Acknowledgement()
    answer: Answer = Answer()
    handlers: Handlers = Handlers()
    forward: Forward = Forward()
    mediation: Mediation | None = None
    register: Register = Register()
    calendar: Calendar = Calendar()
    operations: Operations = Operations()
    open_points: tuple[
        str, ...
    ] = ()  # what the document leaves open, and what was chosen: for people to read
