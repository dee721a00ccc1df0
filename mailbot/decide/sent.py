"""A letter has left, or never will: what that means for its ticket."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.decide.commitments import answer_due, answer_timers, renewed_timers
from mailbot.model import Event, Plan, Ticket, Timer


def after_sent(kind: str, ticket: Ticket | None, settings: Settings, now: datetime, reply: str) -> Plan:
    """The server has taken the letter: only now is a promise kept, or a clock started."""
    sent = Event(event="letter_sent", why=letters.LETTER_NAMES.get(kind, kind), data={"reply": reply})
    if ticket is None:
        return Plan(disposition="noted", reason="envoyé", events=(sent,))
    changes: dict[str, object] = {}
    timers: tuple[Timer, ...] = ()
    if kind.startswith("accuse_") and ticket.acknowledged_at is None:
        changes["acknowledged_at"] = now
        if ticket.status == "reçu":
            changes["status"] = "accusé"
        due_at = answer_due(ticket.kind, now, settings, event="acknowledgement")
        if due_at is not None and ticket.due_at is None:
            changes["due_at"] = due_at
            timers = answer_timers(now, due_at, settings)
    if kind == "reponse_client" and ticket.answered_at is None:
        changes["answered_at"] = now
        if ticket.closed_at is None:
            changes["status"] = "répondu"
    return Plan(
        disposition="noted",
        reason="envoyé",
        ticket_id=ticket.id,
        changes=changes,
        events=(sent,),
        timers=timers,
        cancels=("answer_soon:*", "answer_late") if "answered_at" in changes else (),
    )


def after_giving_up(
    *,
    letter_id: int,
    kind: str,
    conversation: str,
    recipient: str,
    ticket: Ticket | None,
    reply: str,
    settings: Settings,
    permanent: bool,
) -> Plan:
    """A letter that will not arrive: an event, and a word to the people who can do something about it."""
    name = letters.LETTER_NAMES.get(kind, "un courriel")
    why = f"Échec de l'envoi\u00a0: {name}. {reply}"
    changes, timers = never_answered(ticket, settings) if kind == "reponse_client" and ticket else ({}, ())
    return Plan(
        disposition="noted",
        reason=why,
        ticket_id=ticket.id if ticket else None,
        changes=changes,
        timers=timers,
        cancels=no_reminders_after(kind, conversation),
        events=(Event(event="letter_failed", why=why, data={"reply": reply, "kind": kind}),),
        suppress=(recipient,) if permanent and _blames_address(reply) else (),
        # A failed alert causes no further alert: that way lies a loop.
        letters=()
        if kind == "alerte"
        else letters.alerts(
            settings,
            cause=f"failed:{letter_id}",
            conversation=conversation,
            title="Un courriel n'a pas pu être envoyé",
            sentences=(
                f"Ce qui n'est pas parti\u00a0: {name}, pour {recipient}.",
                f"Le serveur a répondu\u00a0: {reply}",
            ),
            todo="Vérifiez l'adresse, ou joignez la personne par un autre moyen.",
            but_not=recipient,
        ),
    )


def never_answered(ticket: Ticket, settings: Settings) -> tuple[dict[str, Any], tuple[Timer, ...]]:
    """The answer did not arrive: the case is open again, and so is the date that was promised."""
    changes = {"answered_at": None, "outcome": None, "closed_at": None, "status": "rouvert"}
    return changes, renewed_timers(ticket, settings)


def no_reminders_after(kind: str, conversation: str) -> tuple[str, ...]:
    """Nobody is reminded of a letter that never arrived."""
    return (f"provider_reminder:{conversation}:*",) if kind in ("transmission", "relance_prestataire") else ()


def _blames_address(reply: str) -> bool:
    """Whether the server says that there is no such address; a full or mistrustful one says other things."""
    match = re.match(r"(\d{3})[ -](?:(5\.\d{1,3}\.\d{1,3})\b)?", reply)
    if match is None:
        return False
    code, detail = match.groups()
    return detail.startswith("5.1.") or detail == "5.2.1" if detail else code in ("550", "551", "553")
