"""A timer that has nothing left to do: said in the case's story, and that is all."""

from __future__ import annotations

from mailbot.model import Event, Plan, Ticket


def nothing(name: str, why: str, ticket: Ticket) -> Plan:
    event = Event(event="timer_needless", why=why, actor="horloge", data={"timer": name})
    return Plan(disposition="noted", reason=why, ticket_id=ticket.id, events=(event,))
