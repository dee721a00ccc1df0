"""What staff's commands come to, while it grows: one Plan, one transcript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide import copies, escalation, grave, letters, numbers, recall
from mailbot.decide.letters.articles import to_whom
from mailbot.model import (
    Absence,
    Event,
    Facts,
    IncomingMail,
    Letter,
    Party,
    Plan,
    Redacted,
    StaffMember,
    Thread,
    Ticket,
    Timer,
)


@dataclass(kw_only=True)
class Draft:
    """The one place where a decision grows step by step: commands of one mail depend on one another."""

    mail: IncomingMail
    thread: Thread
    member: StaffMember
    copy: Redacted
    facts: Facts
    settings: Settings
    now: datetime
    text: str
    changes: dict[str, Any] = field(default_factory=dict)
    parties: list[Party] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    cancels: list[str] = field(default_factory=list)
    recalls: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)  # the transcript: what is done,
    sent: list[str] = field(default_factory=list)  # what leaves,
    notes: list[str] = field(default_factory=list)  # what is worth knowing,
    refused: list[str] = field(default_factory=list)  # why nothing of it was done
    offers: list[tuple[str, str]] = field(default_factory=list)  # commands that answer a refusal
    next_steps: list[tuple[str, str]] = field(default_factory=list)  # commands that follow what is done
    preview: Mapping[str, Any] = field(default_factory=dict)  # of the copy, for the transcript
    shown_again: str = ""  # which copy that is: only this one may be confirmed
    masked: tuple[str, ...] = ()  # words that staff have had masked in this copy,
    keeps_masked: tuple[str, ...] | None = None  # and in every later one of the case, once this one leaves
    named: list[str] = field(default_factory=list)  # providers that this very mail names
    also: list[Plan] = field(default_factory=list)  # what follows for other tickets
    splits: int | None = None  # the mail that opens a ticket of its own
    final: str = ""  # why this cannot be taken back
    told: list[str] = field(default_factory=list)  # what colleagues who follow the case should know
    outcome: str | None = None
    decides: bool = False  # a command of this mail is an outcome, wherever it stands
    for_client: bool = False  # whatever conversation it was written under
    absences: dict[str, Absence | None] = field(default_factory=dict)
    report: str = ""  # goes with the transcript
    help: tuple[tuple[str, str], ...] = ()
    stays_inside: bool = False
    confirmed: bool = False
    record: dict[str, Any] = field(default_factory=dict)  # what the case knows, with what this mail adds

    def __post_init__(self) -> None:
        self.record = dict(self.thread.ticket.record)

    def put_names_back(self) -> None:
        """« [la cliente] », quoted from a provider's answer, has a name for the client."""
        for placeholder, name in self.copy.stands_for:
            self.text = self.text.replace(placeholder, name)

    def outside(self, words: str) -> str:
        """Words of a command that somebody outside will read."""
        return letters.without_staff(words, self.settings.staff, self.mail.mailbox)

    def ticket_now(self) -> Ticket:
        """The ticket as this mail leaves it."""
        columns = set(Ticket.__dataclass_fields__) - {"record"}
        changed = {k: v for k, v in self.changes.items() if k in columns}
        return replace(self.thread.ticket, **changed, record=self.record)

    def plan(self, *, commanded: bool) -> Plan:
        ticket = self.thread.ticket
        if self.record != ticket.record:
            self.changes["record"] = self.record
        self._say_what_is_left()
        until = self._recallable_until()
        if not self.events and self.notes:
            self.events.append(Event(event="nothing_done", why=self.notes[0], actor=self.member.name))
        if not self.events:
            why = "Aucune consigne à suivre, aucun texte à transmettre"
            self.events.append(Event(event="command_empty", why=why, actor=self.member.name))
        if not (self.done or self.sent or self.notes):
            self.notes.append("Votre message ne contenait pas de texte : rien n'est parti.")
        return Plan(
            disposition="command" if commanded else "answered",
            reason=next(iter((*self.done, *self.sent, *self.notes))),
            role="staff",
            evidence=("jeton", "membre de l'équipe", "expéditeur authentifié"),
            ticket_id=ticket.id,
            conversation=self.thread.conversation,
            side="staff",
            changes=self.changes,
            parties=tuple(self.parties),
            events=tuple(self.events),
            undoable=True,
            absences=self.absences,
            letters=(
                *(recall.waiting(letter, self.settings, self.now) for letter in self.letters),
                replace(
                    letters.transcript(
                        self.mail,
                        self.thread,
                        self.member,
                        done=tuple(self.done),
                        sent=tuple(self.sent),
                        notes=tuple(self.notes),
                        commands=(*(recall.OFFERED if until else ()), *self.next_steps, *self._then()),
                        help_=self.help,
                        preview=self.preview,
                    ),
                    report=self.report,
                ),
            ),
            timers=(*self.timers, *grave.become(ticket, self.ticket_now(), self.settings, self.now)),
            # Somebody looks after it.
            cancels=(*self.cancels, escalation.TIMER),
            recalls=tuple(self.recalls),
            also=tuple(self.also),
            splits=self.splits,
            final=self.final,
        )

    def _then(self) -> tuple[tuple[str, str], ...]:
        """What comes next: a case that is answered can be closed."""
        answered = self.outcome or self.changes.get("answered_at")
        is_open = not self.thread.ticket.closed_at and not self.changes.get("closed_at")
        return letters.CLOSE if answered and is_open and "to_post" not in self.record else ()

    def _recallable_until(self) -> datetime | None:
        """Said in the transcript, which leaves at once."""
        until = recall.until(self.letters, self.settings, self.now)
        if until:
            self.notes.insert(0, recall.sentence(until, self.settings))
        return until

    def _say_what_is_left(self) -> None:
        """A case that concerns a provider who has not heard of it yet."""
        settled = {"kind_settled", "target_settled"} & {event.event for event in self.events}
        forwards = [letter for letter in self.letters if letter.kind == "transmission"]
        waiting = [party.name for party in self.concerned() if party.conversation != "client"]
        if settled and waiting and not forwards and self.thread.ticket.forwarded_at is None:
            self.notes.append(
                f"La copie n'est pas encore partie {', '.join(map(to_whom, waiting))} : "
                "#transmettre l'envoie."
            )
            if self.copy.doubts and not self.record.get("previewed"):
                self._show_the_copy(waiting[0])

    def _show_the_copy(self, provider: str) -> None:
        """Nobody has seen yet what would leave, and some of it needs to be looked at."""
        rule = numbers.by_rule(self.settings, refused=self.ticket_now().refuses_contact_sharing)
        copy = numbers.shown(self.copy, rule)
        self.preview = letters.preview(copy)
        self.changes["record"] = self.record = {**self.record, "previewed": copies.fingerprint(copy)}
        self.next_steps += letters.with_a_copy(letters.FORWARD, letters.words_marked(copy), provider)

    def say(self, event: str, what: str, data: dict[str, Any] | None = None) -> None:
        self.done.append(what)
        self.events.append(Event(event=event, why=what, actor=self.member.name, data=data or {}))

    def send(self, event: str, what: str, data: dict[str, Any] | None = None) -> None:
        self.sent.append(what)
        self.events.append(Event(event=event, why=what, actor=self.member.name, data=data or {}))

    def refreshed(self, party: Party) -> Party:
        """With the address that the directory gives today."""
        provider = self.settings.directory.provider(party.provider_id) if party.provider_id else None
        if provider is None or provider.address == party.address:
            return party
        return replace(party, address=provider.address, name=provider.name)

    def concerned(self) -> list[Party]:
        """Whom a copy or a reminder is for: named in this mail, else of this conversation, else all."""
        providers = [p for p in self.parties_now() if p.conversation != "client"]
        if self.named:
            return [p for p in providers if p.provider_id in self.named]
        if self.thread.conversation != "client":
            return [p for p in providers if p.conversation == self.thread.conversation]
        targets = self.changes.get("targets", self.thread.ticket.targets)
        return [p for p in providers if p.provider_id in targets]

    def parties_now(self) -> list[Party]:
        return [self.refreshed(party) for party in (*self.thread.ticket.parties, *self.parties)]

    def party(self, conversation: str) -> Party | None:
        return next((p for p in self.parties_now() if p.conversation == conversation), None)
