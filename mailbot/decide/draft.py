"""What staff's commands come to, while it grows: one Plan, one transcript."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.model import (
    Event,
    Facts,
    IncomingMail,
    Letter,
    Party,
    Plan,
    Redacted,
    StaffMember,
    Thread,
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
    done: list[str] = field(default_factory=list)  # the transcript: what is done,
    sent: list[str] = field(default_factory=list)  # what leaves,
    notes: list[str] = field(default_factory=list)  # what is worth knowing,
    refused: list[str] = field(default_factory=list)  # why nothing of it was done
    named: list[str] = field(default_factory=list)  # providers that this very mail names
    outcome: str | None = None
    stays_inside: bool = False
    confirmed: bool = False

    def plan(self, *, commanded: bool) -> Plan:
        ticket = self.thread.ticket
        self._say_what_is_left()
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
            letters=(
                *self.letters,
                letters.transcript(
                    self.mail,
                    self.thread,
                    self.member,
                    done=tuple(self.done),
                    sent=tuple(self.sent),
                    notes=tuple(self.notes),
                ),
            ),
            timers=tuple(self.timers),
            cancels=tuple(self.cancels),
        )

    def _say_what_is_left(self) -> None:
        """A case that concerns a provider who has not heard of it yet."""
        settled = {"kind_settled", "target_settled"} & {event.event for event in self.events}
        forwards = [letter for letter in self.letters if letter.kind == "transmission"]
        waiting = [party.name for party in self._concerned() if party.conversation != "client"]
        if settled and waiting and not forwards and self.thread.ticket.forwarded_at is None:
            self.notes.append(
                f"La copie n'est pas encore partie à {', '.join(waiting)} : #transmettre l'envoie."
            )

    def _say(self, event: str, what: str, data: dict[str, Any] | None = None) -> None:
        self.done.append(what)
        self.events.append(Event(event=event, why=what, actor=self.member.name, data=data or {}))

    def _send(self, event: str, what: str, data: dict[str, Any] | None = None) -> None:
        self.sent.append(what)
        self.events.append(Event(event=event, why=what, actor=self.member.name, data=data or {}))

    def _refreshed(self, party: Party) -> Party:
        """With the address that the directory gives today."""
        provider = self.settings.directory.provider(party.provider_id) if party.provider_id else None
        if provider is None or provider.address == party.address:
            return party
        return replace(party, address=provider.address, name=provider.name)

    def _concerned(self) -> list[Party]:
        """Whom a copy or a reminder is for: named in this mail, else of this conversation, else all."""
        providers = [p for p in self._parties() if p.conversation != "client"]
        if self.named:
            return [p for p in providers if p.provider_id in self.named]
        if self.thread.conversation != "client":
            return [p for p in providers if p.conversation == self.thread.conversation]
        targets = self.changes.get("targets", self.thread.ticket.targets)
        return [p for p in providers if p.provider_id in targets]

    def _parties(self) -> list[Party]:
        return [self._refreshed(party) for party in (*self.thread.ticket.parties, *self.parties)]

    def _party(self, conversation: str) -> Party | None:
        return next((p for p in self._parties() if p.conversation == conversation), None)

    def _has_mediator(self) -> bool:
        mediator = self.settings.mediator
        return bool(mediator and mediator.name and mediator.address and mediator.website)
