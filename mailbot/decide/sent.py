"""A letter has left, or never will: what that means for its ticket."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide import becoming, letters
from mailbot.decide.commitments import answer_due_after, answer_timers, renewed_timers, silence_timers
from mailbot.model import Event, Plan, Ticket, Timer

TO_CLIENT = (
    "accuse_reception", "message_client", "prolongation", "avancement", "demande_precisions", "relais_client",
)  # fmt: skip


def matters_to_ticket(kind: str) -> bool:
    """Whether anything follows for its ticket when such a letter has left; for most, nothing does."""
    return kind.startswith("accuse_") or kind in (*TO_CLIENT, "reponse_client", "transmission")


def after_sent(
    kind: str, ticket: Ticket | None, settings: Settings, now: datetime, reply: str, *, letter_id: int = 0
) -> Plan:
    """The server has taken the letter: only now is a promise kept, or a clock started."""
    sent = Event(event="letter_sent", why=letters.LETTER_NAMES.get(kind, kind), data={"reply": reply})
    if ticket is None:
        return Plan(disposition="noted", reason="envoyé", events=(sent,))
    changes: dict[str, Any] = {}
    timers: tuple[Timer, ...] = ()
    if kind.startswith("accuse_") and ticket.acknowledged_at is None:
        changes["acknowledged_at"] = now
        due_at = answer_due_after(now, ticket.kind, settings)
        if due_at is not None and ticket.due_at is None:
            changes["due_at"] = due_at
            timers = answer_timers(now, due_at, settings)
    if kind == "prolongation" and ticket.record.get("extending"):
        changes |= _extended(ticket, now)
        timers = answer_timers(now, changes["due_at"], settings)
    if kind in TO_CLIENT and ticket.kind == "reclamation" and not (ticket.answered_at or ticket.closed_at):
        timers = (*timers, *silence_timers(now, settings))
    if kind == "reponse_client" and ticket.answered_at is None:
        changes["answered_at"] = now
    outcome = becoming.outcome_of(ticket.record, [letter_id]) if kind == "message_client" else ""
    if outcome and ticket.answered_at is None:
        changes |= {"answered_at": now, "outcome": outcome, "record": becoming.without(ticket.record)}
    return Plan(
        disposition="noted",
        reason="envoyé",
        ticket_id=ticket.id,
        changes=changes,
        events=(sent,),
        timers=timers,
        cancels=_overtaken(changes),
    )


def _overtaken(changes: dict[str, Any]) -> tuple[str, ...]:
    """Timers of promises that are kept, or replaced by a later one."""
    if "answered_at" in changes:
        return ("answer_soon:*", "answer_late", "silence", "step:*")
    return ("answer_soon:*",) if "record" in changes else ()


def _extended(ticket: Ticket, now: datetime) -> dict[str, Any]:
    """The new date binds from the moment when the client could read it; the first one is kept."""
    pending = ticket.record["extending"]
    told = {
        "from": ticket.due_at.isoformat() if ticket.due_at else None,
        "to": pending["to"],
        "why": pending["why"],
        "in_time": ticket.due_at is None or now <= ticket.due_at,
    }
    record = {k: v for k, v in ticket.record.items() if k != "extending"}
    record["extensions"] = [*ticket.record.get("extensions", ()), told]
    return {"record": record, "due_at": datetime.fromisoformat(pending["to"])}


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
    now: datetime,
) -> Plan:
    """A letter that will not arrive: an event, and a word to the people who can do something about it."""
    name = letters.LETTER_NAMES.get(kind, "un courriel")
    why = f"Échec de l'envoi\u00a0: {name}. {reply}"
    changes: dict[str, Any] = {}
    timers: tuple[Timer, ...] = ()
    if kind == "reponse_client" and ticket:
        changes, timers = never_answered(ticket, settings, now)
    elif kind == "message_client" and ticket:
        changes, timers = becoming.never_left(ticket, [letter_id], settings, now)
    is_owed_again = kind == "message_client" and bool(changes)
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
                *(("Il devait être la réponse au client\u00a0: elle reste due.",) if is_owed_again else ()),
            ),
            todo="Vérifiez l'adresse, ou joignez la personne par un autre moyen.",
            but_not=recipient,
            record=ticket.record if ticket else {},
            severity=ticket.severity if ticket else "",
        ),
    )


def never_answered(
    ticket: Ticket, settings: Settings, now: datetime
) -> tuple[dict[str, Any], tuple[Timer, ...]]:
    """The answer did not arrive: the case is open again, and so is the date that was promised."""
    changes = {"answered_at": None, "outcome": None, "closed_at": None, "reopened_at": now}
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
