"""What the procedure promises for a ticket, as dates and timers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.config import Settings
from mailbot.model import Kind, Ticket, Timer
from mailbot.procedure import due, morning_after, warnings_between

_BELIEVED = timedelta(days=7)  # longer on the way than that is a wrong clock, or a forged date


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """When a complaint began: our server took it, and the client says that he sent it."""

    received_at: datetime
    sent_at: datetime | None = None

    def at(self, event: str) -> datetime:
        """The start of a clock. A client's own clock is believed only where it can be true."""
        if (
            event == "sending"
            and self.sent_at
            and timedelta(0) <= self.received_at - self.sent_at < _BELIEVED
        ):
            return self.sent_at
        return self.received_at


def begun(ticket: Ticket) -> Begun:
    sent_at = ticket.record.get("sent_at")
    return Begun(received_at=ticket.received_at, sent_at=datetime.fromisoformat(sent_at) if sent_at else None)


def answer_due(kind: Kind, start: Begun, settings: Settings) -> datetime | None:
    """When the answer is due, where its clock runs without an acknowledgement."""
    answer = settings.procedure.answer
    if kind != "reclamation" or answer.delay is None or answer.from_ == "acknowledgement":
        return None
    return due(start.at(answer.from_), answer.delay, settings.procedure.calendar)


def answer_due_after(acknowledged_at: datetime, kind: Kind, settings: Settings) -> datetime | None:
    """When the answer is due, where the acknowledgement starts its clock."""
    answer = settings.procedure.answer
    if kind != "reclamation" or answer.delay is None or answer.from_ != "acknowledgement":
        return None
    return due(acknowledged_at, answer.delay, settings.procedure.calendar)


def promised(kind: Kind, start: Begun, now: datetime, settings: Settings) -> datetime | None:
    """The date that an acknowledgement leaving now can name."""
    return answer_due(kind, start, settings) or answer_due_after(now, kind, settings)


def acknowledgement_due(start: Begun, settings: Settings) -> datetime | None:
    promised = settings.procedure.acknowledgement
    if promised.delay is None:
        return None
    return due(start.at(promised.from_), promised.delay, settings.procedure.calendar)


def first_timers(kind: Kind, start: Begun, settings: Settings) -> tuple[Timer, ...]:
    if kind != "reclamation":
        return ()
    timers: list[Timer] = []
    if (late := acknowledgement_due(start, settings)) is not None:
        timers.append(Timer(name="acknowledgement_late", due_at=late))
    if (answer := answer_due(kind, start, settings)) is not None:
        timers += answer_timers(start.received_at, answer, settings)
    timers += step_timers(start.received_at, settings)
    timers += silence_timers(start.received_at, settings)
    return tuple(timers)


def silence_timers(start: datetime, settings: Settings) -> tuple[Timer, ...]:
    """The client has had a word from us: from now on the silence counts anew."""
    delay = settings.procedure.operations.silence
    if delay is None:
        return ()
    calendar = settings.procedure.calendar
    return (Timer(name="silence", due_at=morning_after(due(start, delay, calendar), calendar)),)


def step_timers(start: datetime, settings: Settings) -> tuple[Timer, ...]:
    """People are reminded of each step that the document wants by a time."""
    procedure = settings.procedure
    return tuple(
        Timer(name=f"step:{n}", due_at=due(start, step.within, procedure.calendar))
        for n, step in enumerate(procedure.steps)
        if step.within
    )


def answer_timers(start: datetime, due_at: datetime, settings: Settings) -> tuple[Timer, ...]:
    """Warned before, told after."""
    procedure = settings.procedure
    warnings = warnings_between(start, due_at, procedure.operations.warnings, procedure.calendar)
    soon = [Timer(name=f"answer_soon:{n}", due_at=moment) for n, moment in enumerate(warnings, start=1)]
    return (*soon, Timer(name="answer_late", due_at=due_at))


def settled_due(ticket: Ticket, settings: Settings) -> datetime | None:
    """The clock of a complaint began when the procedure says, however late staff call it one."""
    due_at = ticket.due_at or answer_due("reclamation", begun(ticket), settings)
    if due_at is None and ticket.acknowledged_at:
        return answer_due_after(ticket.acknowledged_at, "reclamation", settings)
    return due_at


def renewed_timers(ticket: Ticket, settings: Settings) -> tuple[Timer, ...]:
    """A promise counts again: the ticket was opened again, or its answer never arrived."""
    if ticket.due_at is None or ticket.kind != "reclamation":
        return ()
    return answer_timers(ticket.received_at, ticket.due_at, settings)


def names_mediator(outcome: str | None, settings: Settings, ticket: Ticket) -> bool:
    """The law wants it in every refusal to a consumer, whether the procedure speaks of it or not.

    "never" is for organisations that have no consumers.
    """
    mediation = settings.procedure.mediation
    if outcome is None or mediation == "never" or not is_consumer(ticket, settings):
        return False
    return outcome != "favorable" or mediation == "always"


def is_consumer(ticket: Ticket, settings: Settings) -> bool:
    """The mediator is for consumers; staff note what sort of person writes."""
    consumers = settings.procedure.consumers
    quality = str(ticket.record.get("qualite", "")).partition(" – ")[0]
    return consumers is None or not quality or quality in consumers


def provider_due(now: datetime, settings: Settings) -> datetime | None:
    delay = settings.procedure.operations.provider_reply_delay
    return due(now, delay, settings.procedure.calendar) if delay else None


def reminder_due(now: datetime, settings: Settings) -> datetime | None:
    """By when a reminder asks to be answered: before the next one leaves."""
    delay = settings.procedure.operations.provider_reminder
    return due(now, delay, settings.procedure.calendar) if delay else provider_due(now, settings)


def provider_timers(conversation: str, settings: Settings, now: datetime) -> tuple[Timer, ...]:
    first = provider_due(now, settings)
    if first is None or settings.procedure.operations.provider_reminder is None:
        return ()
    return (
        Timer(
            name=f"provider_reminder:{conversation}:1",
            due_at=morning_after(first, settings.procedure.calendar),
        ),
    )
