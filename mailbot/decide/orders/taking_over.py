"""What a ticket takes over from one that is one with it: whatever binds us, or restricts us, more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide import actions, escalation
from mailbot.decide.commitments import answer_timers
from mailbot.decide.numbering import next_provider
from mailbot.decide.orders.draft import Draft
from mailbot.model import Event, Party, Plan, Ticket, Timer

_LEVELS = ("faible", "normale", "grave")


def plan(draft: Draft, own: Ticket, other: Ticket, name: str) -> Plan:
    """What the ticket that goes on takes over: whatever binds or restricts us more."""
    settings = draft.settings
    parties, moved = _providers(own, other)
    record = _record(own.record, other.record, settings)
    changes = _stricter(own, other, record.get("blamed", ()))
    if record != other.record:
        changes["record"] = record
    timers = [
        *_new_actions(record, other, draft),
        *_reminders(draft, moved, other),
    ]
    cancels: list[str] = []
    is_open = other.closed_at is None
    if not own.closed_at and not is_open and not other.answered_at:
        changes |= {"closed_at": None, "reopened_at": draft.now}
        is_open = True
    due_at = _earlier(own, other)
    if due_at and is_open and (due_at != other.due_at or "reopened_at" in changes):
        if due_at != other.due_at:
            changes["due_at"] = due_at
        cancels = ["answer_*"]
        timers += answer_timers(min(own.received_at, other.received_at), due_at, settings)
    why = f"{name[:1].upper()}{name[1:]} y est réuni"
    return Plan(
        disposition="noted",
        reason=why,
        role="staff",
        ticket_id=other.id,
        changes=changes,
        parties=parties,
        events=(
            Event(
                event="ticket_absorbed", why=why, actor=draft.member.name, data={"from": own.reference or ""}
            ),
        ),
        timers=tuple(timers),
        cancels=(*cancels, escalation.TIMER),
    )


def _stricter(own: Ticket, other: Ticket, blamed: Collection[str]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    grave = max((t.severity for t in (own, other) if t.severity), key=_LEVELS.index, default=None)
    if grave != other.severity:
        changes["severity"] = grave
    targets = tuple(dict.fromkeys((*other.targets, *own.targets)))
    if targets != other.targets:
        changes["targets"] = targets
    for wish in ("refuses_contact_sharing", "no_further_contact"):
        if getattr(own, wish) and not getattr(other, wish):
            changes[wish] = True
    keepers = (name for name in (other.assigned_to, own.assigned_to) if name and name not in blamed)
    if (keeper := next(keepers, None)) != other.assigned_to:
        changes["assigned_to"] = keeper  # nobody keeps a case that complains about him
    return changes


def _earlier(own: Ticket, other: Ticket) -> datetime | None:
    """Of the dates that still bind."""
    if other.answered_at or other.kind != "reclamation":
        return None
    ours = own.due_at if own.kind == "reclamation" and not own.answered_at else None
    return min((at for at in (ours, other.due_at) if at), default=None)


def _providers(own: Ticket, other: Ticket) -> tuple[tuple[Party, ...], Mapping[str, str]]:
    """Providers of this ticket go on answering, each to itself. New ones there; and where each goes on."""
    joining: list[Party] = []
    moved: dict[str, str] = {}
    for party in own.parties:
        if not party.provider_id:
            continue
        known = next((p for p in other.parties if p.provider_id == party.provider_id), None)
        if known is None:
            conversation = next_provider(other, (one.conversation for one in joining))
            known = Party(conversation=conversation, address=party.address, name=party.name,
                          provider_id=party.provider_id)  # fmt: skip
            joining.append(known)
        moved[party.conversation] = known.conversation
    return tuple(joining), moved


def _reminders(draft: Draft, moved: Mapping[str, str], other: Ticket) -> list[Timer]:
    """Who has the copy and owes us a word is still reminded, unless the other ticket does so."""
    assert draft.facts.mentioned is not None  # noqa: S101  (it is what brought us here)
    found = []
    for name, at in draft.facts.mentioned.reminders:
        conversation, _, count = name.removeprefix("provider_reminder:").rpartition(":")
        goes_on = moved.get(conversation)
        if goes_on and goes_on not in other.forwarded_to:
            found.append(Timer(name=f"provider_reminder:{goes_on}:{count}", due_at=at))
    return found


def _record(own: Mapping[str, Any], other: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """What the sheet of the one that goes on does not say yet; lists have all of both."""
    record = dict(other)
    for field in settings.procedure.fields:
        if field.shape == "list" and own.get(field.id):
            record[field.id] = list(dict.fromkeys((*record.get(field.id, ()), *own[field.id])))
        elif own.get(field.id) and not record.get(field.id):
            record[field.id] = own[field.id]
    for name in ("actions", "called", "blamed"):
        if more := [one for one in own.get(name, ()) if one not in record.get(name, ())]:
            record[name] = [*record.get(name, ()), *more]
    if own.get("compensation") and not record.get("compensation"):
        record["compensation"] = own["compensation"]
    return record


def _new_actions(record: Mapping[str, Any], other: Ticket, draft: Draft) -> list[Timer]:
    known = len(other.record.get("actions", ()))
    found = actions.timers(record, draft.settings, draft.now)
    return [timer for timer in found if int(timer.name.split(":")[1]) > known]
