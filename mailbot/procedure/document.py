"""What an organisation has promised in writing. None, or empty: its document does not say.

`operations` alone is ours: settings that make the desk work and that no document has promised.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from mailbot.procedure.delay import Delay
from mailbot.procedure.fields import FIELDS, Field
from mailbot.procedure.numbers import NumberClass

Mediation = Literal["never", "on_rejection", "always"]
Region = Literal[
    "metropole", "alsace-moselle", "guadeloupe", "martinique", "guyane", "reunion", "mayotte",
    "saint-martin", "saint-barthelemy",
]  # fmt: skip

Medium = Literal["mail", "courrier", "coordonnees", "messagerie"]
"""mail; a letter for the post; whichever of both we have an address for; the platform's private messages."""

CHANNELS = ("mail", "courrier", "téléphone", "sur place", "internet", "questionnaire")

# What a step can wait for beside the fields of the sheet.
MILESTONES = {
    "accuse": "l’accusé de réception",
    "prestataire": "qui est concerné",
    "interlocuteur": "qui suit le dossier",
    "gravite": "la gravité",
    "transmission": "la transmission au prestataire",
    "appelclient": "l’appel au client",
    "appelprestataire": "l’appel au prestataire",
    "plan": "le plan d’action (#action)",
    "actionsfaites": "les actions faites (#fait)",
    "dedommagement": "la décision de dédommagement",
    "reponse": "la réponse",
    "cloture": "la clôture",
}

MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    delay: Delay | None = None
    immediate: bool = False  # the document says "at once" and gives no number
    from_: Literal["receipt", "sending"] = "receipt"  # sending: the moment when the client sent his mail
    satisfied_by_answer: bool = False  # an answer within the delay makes an acknowledgement needless
    wait: Delay | None = None  # how long it waits whether an answer comes first
    steps_text: str | None = None  # the "démarches amorcées" that the client is told at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    delay: Delay | None = None
    from_: Literal["receipt", "acknowledgement", "sending"] = "receipt"
    extensible: bool = False  # a later date, announced in time, replaces the first one and binds
    reasoned: bool = False  # the document wants the decision argued
    as_letter: bool = False  # the document wants a letter: the answer also travels as one, ready to print
    compensation: bool = False  # a favourable answer says what compensation was decided, be it none
    non_conformity: bool = False  # where one is found, the answer tells its causes and what is corrected
    by_channel: Mapping[str, Medium] = field(default_factory=dict)  # how each channel is answered


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
    grave_medium: Literal["mail", "courrier"] = "mail"  # how a grave complaint is passed on, once called
    answer_to_us: bool = False  # the document tells the provider to answer us, not the client
    also_concerned: bool = False  # other people concerned receive the complaint too
    reveals: tuple[NumberClass, ...] = ()  # numbers that stay readable in the copy
    answers: Literal["staff", "client"] = "staff"  # who reads what the provider answers
    relays_signature: bool = False  # then with the provider's own signature and addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How the client is kept informed. `Operations.silence` says how long is too long."""

    on_change: bool = False  # each new phase is told
    automatic: bool = False  # mailbot writes by itself; otherwise it reminds people to


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    letter: bool = False  # the client is told that the case is closed, and how to open it again
    survey: Delay | None = None  # how long after the closing the client is asked, once, how it went
    staff_note: bool = False  # colleagues are told what was changed, without names
    effectiveness: Delay | None = None  # when people look whether what was done has helped
    offer: str | None = None  # other services that the closing letter names, where the document wants it


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    meeting: Delay | None = None  # between two meetings that look at the cases of the period


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the document: done when all that it wants is known."""

    label: str
    wants: tuple[str, ...]  # fields of the sheet, or milestones (see MILESTONES)
    phase: str | None = None  # what the register says of a case that has come so far
    within: Delay | None = None  # since receipt
    who: str | None = None
    above: Literal["faible", "normale", "grave"] = "faible"  # only for cases at least as severe
    hint: str | None = None  # what staff read when it is their turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Compensation:
    """What may be offered for which severity, in euros: a proposal to people, never a decision."""

    scale: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """Not promised by any document: how the desk reminds people. None: it does not."""

    provider_reply_delay: Delay | None = None  # by when a provider is asked to answer
    provider_reminder: Delay | None = None  # between two reminders, once that date has passed
    provider_reminders: int = 2  # how many reminders before staff are told to call
    client_reply_delay: Delay | None = None  # by when a client is asked to answer our questions
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
    party_types: tuple[str, ...] = ()
    consumers: tuple[str, ...] | None = None  # which of them the mediator is for; None: all
    acknowledgement: Acknowledgement = Acknowledgement()
    answer: Answer = Answer()
    handlers: Handlers = Handlers()
    forward: Forward = Forward()
    mediation: Mediation | None = None
    register: Register = Register()
    calendar: Calendar = Calendar()
    progress: Progress = Progress()
    closing: Closing = Closing()
    quality: Quality = Quality()
    compensation: Compensation = Compensation()
    steps: tuple[Step, ...] = ()
    criteria: tuple[Field, ...] = ()  # lines of the sheet that this organisation adds
    operations: Operations = Operations()
    open_points: tuple[
        str, ...
    ] = ()  # what the document leaves open, and what was chosen: for people to read

    @property
    def counts_from_sending(self) -> bool:
        return "sending" in (self.acknowledgement.from_, self.answer.from_)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every line of the sheet; the sorts of people are the document's own."""
        ours = tuple(
            replace(known, shape="choice", choices=self.party_types)
            if known.id == "qualite" and self.party_types
            else known
            for known in FIELDS
        )
        return (*ours, *self.criteria)
