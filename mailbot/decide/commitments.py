"""What the procedure promises for a ticket, as dates and timers."""

from __future__ import annotations

from datetime import datetime

from mailbot.config import Settings
from mailbot.model import Kind, Ticket, Timer
from mailbot.procedure import due, morning_after, warnings_between


def answer_due(kind: Kind, start: datetime, settings: Settings, *, event: str = "receipt") -> datetime | None:
    """When the answer is due, if the clock starts with `event` (receipt or acknowledgement)."""
    answer = settings.procedure.answer
    if kind != "reclamation" or answer.delay is None or answer.from_ != event:
        return None
    return due(start, answer.delay, settings.procedure.calendar)


def promised(kind: Kind, received_at: datetime, now: datetime, settings: Settings) -> datetime | None:
    """The date that an acknowledgement leaving now can name."""
    return answer_due(kind, received_at, settings) or answer_due(kind, now, settings, event="acknowledgement")


def acknowledgement_due(received_at: datetime, settings: Settings) -> datetime | None:
    delay = settings.procedure.acknowledgement.delay
    return due(received_at, delay, settings.procedure.calendar) if delay else None


def first_timers(kind: Kind, received_at: datetime, settings: Settings) -> tuple[Timer, ...]:
    if kind != "reclamation":
        return ()
    timers: list[Timer] = []
    if (late := acknowledgement_due(received_at, settings)) is not None:
        timers.append(Timer(name="acknowledgement_late", due_at=late))
    if (answer := answer_due(kind, received_at, settings)) is not None:
        timers += answer_timers(received_at, answer, settings)
    timers += step_timers(received_at, settings)
    timers += silence_timers(received_at, settings)
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
    due_at = ticket.due_at or answer_due("reclamation", ticket.received_at, settings)
    if due_at is None and ticket.acknowledged_at:
        return answer_due("reclamation", ticket.acknowledged_at, settings, event="acknowledgement")
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
