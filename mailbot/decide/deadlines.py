"""Time has passed: what a due timer means for its ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mailbot.config import Settings
from mailbot.decide import actions, after_closing, escalation, grave, letters, progress, sheet
from mailbot.decide.needless import nothing
from mailbot.model import Event, Plan, Ticket, Timer
from mailbot.procedure import due, morning_after


def on_timer(name: str, due_at: datetime, ticket: Ticket, settings: Settings, now: datetime) -> Plan:
    """Deadlines do not pass in silence: people are warned before, and told after."""
    if ticket.merged_into is not None and name != "acknowledgement_late":
        return nothing(name, "Le dossier est réuni à un autre", ticket)
    if name.startswith("provider_reminder:"):
        return _provider_reminder(name, due_at, ticket, settings, now)
    if name.startswith(actions.PREFIX):
        return actions.on_timer(name, due_at, ticket, settings, now)
    if name.startswith(grave.PREFIX):
        return grave.on_timer(name, due_at, ticket, settings, now)
    if name in ("survey", "effectiveness"):
        return after_closing.on_timer(name, due_at, ticket, settings)
    if name == "acknowledgement_late":
        return _acknowledgement_late(name, due_at, ticket, settings)
    if ticket.answered_at or ticket.closed_at:
        return nothing(name, "La réponse est déjà donnée", ticket)
    if name == "silence":
        return progress.on_silence(ticket, settings, now, due_at)
    if name.startswith("step:"):
        return _step(name, due_at, ticket, settings)
    if name == "escalation":
        return escalation.told(due_at, ticket, settings)
    if name == "answer_late":
        return replace(
            _tell(
                name,
                due_at,
                ticket,
                settings,
                event="answer_late",
                title="La date de réponse promise est passée",
                todo="Répondez au client, ou écrivez-lui où en est son dossier.",
            ),
            timers=escalation.timers(ticket, settings, now),
        )
    return _tell(
        name,
        ticket.due_at or due_at,
        ticket,
        settings,
        event="answer_soon",
        title="La date de réponse promise approche",
        todo="Répondez au client avec #favorable, #partiel ou #rejet.",
    )


def _acknowledgement_late(name: str, due_at: datetime, ticket: Ticket, settings: Settings) -> Plan:
    if ticket.acknowledged_at:
        return nothing(name, "L'accusé de réception est parti à temps", ticket)
    if ticket.answered_at or (ticket.closed_at and ticket.merged_into is None):
        return nothing(name, "La réponse tient lieu d'accusé de réception", ticket)
    return _tell(
        name,
        due_at,
        ticket,
        settings,
        event="acknowledgement_late",
        title="L'accusé de réception n'est pas parti à temps",
        todo="Vérifiez l'adresse du client, ou joignez-le par un autre moyen.",
    )


def _tell(
    name: str,
    due_at: datetime,
    ticket: Ticket,
    settings: Settings,
    *,
    event: str,
    title: str,
    todo: str,
) -> Plan:
    return Plan(
        disposition="noted",
        reason=title,
        ticket_id=ticket.id,
        events=(Event(event=event, why=title, actor="horloge", data={"due_at": due_at.isoformat()}),),
        letters=letters.date_notices(ticket, settings, name=name, title=title, due_at=due_at, todo=todo),
    )


def _provider_reminder(
    name: str, due_at: datetime, ticket: Ticket, settings: Settings, now: datetime
) -> Plan:
    _, place, number, count = name.split(":")
    cause = f"{name}:{ticket.id}:{due_at.isoformat()}"
    conversation, nth = f"{place}:{number}", int(count)
    party = ticket.party(conversation)
    operations = settings.procedure.operations
    if ticket.closed_at or party is None or not party.address:
        return nothing(name, "Le dossier est clos ou le prestataire n'est plus joignable", ticket)
    if nth > operations.provider_reminders:
        title = "Le prestataire ne répond pas malgré nos relances"
        return Plan(
            disposition="noted",
            reason=title,
            ticket_id=ticket.id,
            events=(Event(event="provider_silent", why=title, actor="horloge"),),
            letters=letters.alerts(
                settings,
                cause=cause,
                conversation=conversation,
                title=title,
                sentences=(f"{party.name} a reçu nos relances et n'a pas répondu.",),
                todo="Téléphonez au prestataire, puis notez l'appel avec #appel.",
                record=ticket.record,
                severity=ticket.severity,
            ),
        )
    timers: tuple[Timer, ...] = ()
    if operations.provider_reminder is not None:
        calendar = settings.procedure.calendar
        following = morning_after(due(now, operations.provider_reminder, calendar), calendar)
        timers = (Timer(name=f"provider_reminder:{conversation}:{nth + 1}", due_at=following),)
    return Plan(
        disposition="noted",
        reason=f"Relance n° {nth} du prestataire",
        ticket_id=ticket.id,
        events=(Event(event="provider_reminded", why=f"Relance n° {nth}", actor="horloge"),),
        letters=(letters.reminder(ticket, party, settings, cause=cause, nth=nth, now=now),),
        timers=timers,
    )


def _step(name: str, due_at: datetime, ticket: Ticket, settings: Settings) -> Plan:
    """A step of the document that should have been done by now."""
    planned = settings.procedure.steps
    n = int(name.partition(":")[2])
    state = next(
        (s for s in sheet.steps(ticket, settings) if n < len(planned) and s.step == planned[n]), None
    )
    if state is None or not state.missing:
        return nothing(name, "Cette étape est faite, ou n'est pas de ce dossier", ticket)
    why = f"Étape à faire\u00a0: {state.step.label}"
    return Plan(
        disposition="noted",
        reason=why,
        ticket_id=ticket.id,
        events=(Event(event="step_due", why=why, actor="horloge", data={"missing": list(state.missing)}),),
        letters=letters.alerts(
            settings,
            cause=f"{name}:{ticket.id}:{due_at.isoformat()}",
            conversation="client",
            title=why,
            sentences=(
                *((state.step.hint,) if state.step.hint else ()),
                *((f"Qui\u00a0: {state.step.who}.",) if state.step.who else ()),
                f"Il manque\u00a0: {', '.join(state.missing)}.",
            ),
            todo="Répondez à ce message par la commande, ou par #note si vous passez cette étape.",
            record=ticket.record,
            severity=ticket.severity,
        ),
    )
