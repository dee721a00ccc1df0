"""A date has passed and nobody has touched the case since: the managers are told, once."""

from __future__ import annotations

from datetime import datetime

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.decide.needless import nothing
from mailbot.model import Event, Plan, Ticket, Timer
from mailbot.procedure import due, morning_after

TIMER = "escalation"
_DONE = "escalated_at"


def timers(ticket: Ticket, settings: Settings, now: datetime) -> tuple[Timer, ...]:
    """Any act of a colleague takes it away again."""
    if settings.escalate_after is None or ticket.record.get(_DONE):
        return ()
    calendar = settings.procedure.calendar
    return (Timer(name=TIMER, due_at=morning_after(due(now, settings.escalate_after, calendar), calendar)),)


def told(due_at: datetime, ticket: Ticket, settings: Settings) -> Plan:
    why = "Personne n'a agi depuis que la date de réponse est passée"
    managers = {m.address for m in settings.staff if "manager" in m.roles}
    if ticket.record.get(_DONE) or not managers:
        return nothing(TIMER, "C'est déjà dit, ou il n'y a pas de responsable", ticket)
    written = letters.alerts(
        settings,
        cause=f"{TIMER}:{ticket.id}:{due_at.isoformat()}",
        conversation="client",
        title="Toujours sans réponse",
        sentences=(f"{why}.", f"Suivi par : {ticket.assigned_to or 'personne'}."),
        todo="Répondez au client, confiez le dossier avec #assigner, ou prévenez-le avec #prolonger.",
        record=ticket.record,
        severity=ticket.severity,
    )
    return Plan(
        disposition="noted",
        reason=why,
        ticket_id=ticket.id,
        changes={"record": {**ticket.record, _DONE: due_at.isoformat()}},
        events=(Event(event="escalated", why=why, actor="horloge"),),
        letters=tuple(letter for letter in written if letter.recipient.address in managers),
    )
