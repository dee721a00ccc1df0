"""The complaint sheet: what has been recorded of a case, what is still wanted, and how far it has come.

`Ticket.record` holds the recorded values by the name of their field; beside them `actions` (a list of
what, who, until, done), `compensation` (kind, amount, why), `called` (who has been telephoned) and
`extensions` (from, to, why). Every change of it is an event too, so nothing of its history is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.model import Meaning, Ticket
from mailbot.procedure import MILESTONES, Field, Step, due

_LEVELS = ("faible", "normale", "grave")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    step: Step
    missing: tuple[str, ...]  # labels of what it still waits for; empty: done


def proposed(meaning: Meaning, settings: Settings) -> dict[str, Any]:
    """What the mail itself says for the sheet, where the procedure has a line for it; people correct it."""
    known = {field.id: field for field in settings.procedure.fields}
    return {
        name: [value] if known[name].shape == "list" else value
        for name, value in meaning.sheet.items()
        if name in known and (not known[name].choices or value in known[name].choices)
    }


def with_value(record: Mapping[str, Any], field: Field, value: str) -> dict[str, Any]:
    """The record with one more value."""
    if field.shape != "list":
        return {**record, field.id: value}
    known = [v for v in record.get(field.id, ()) if v != value]
    return {**record, field.id: [*known, value]}


def is_known(name: str, ticket: Ticket) -> bool:
    """Whether a field has a value, or a milestone was reached."""
    record = ticket.record
    client = ticket.party("client")
    derived = {
        "nom": bool(client and client.name),
        "objet": ticket.subject not in ("", "(sans objet)"),
        "solution": bool(ticket.wants),
        "accuse": ticket.acknowledged_at is not None,
        "prestataire": bool(ticket.targets),
        "interlocuteur": bool(ticket.assigned_to),
        "transmission": ticket.forwarded_at is not None or bool(record.get("forwarded_by_post")),
        "appelclient": "client" in record.get("called", ()),
        "appelprestataire": "prestataire" in record.get("called", ()),
        "plan": bool(record.get("actions")),
        "actionsfaites": all(action.get("done") for action in record.get("actions", ())),
        "dedommagement": bool(record.get("compensation")),
        "reponse": ticket.answered_at is not None,
        "cloture": ticket.closed_at is not None,
    }
    return (
        derived.get(name, False)
        or (name not in MILESTONES and bool(record.get(name)))
        or _settled(name, record)
    )


def _settled(name: str, record: Mapping[str, Any]) -> bool:
    return name == "gravite" and bool(record.get("gravite"))


def steps(ticket: Ticket, settings: Settings) -> tuple[StepState, ...]:
    """The procedure's steps for this case, in order, with what each still waits for."""
    if ticket.kind != "reclamation":
        return ()
    return tuple(
        StepState(
            step=step,
            missing=tuple(
                label_of(name, settings)
                for name in step.wants
                if not is_known(name, ticket) and not _needless(name, ticket)
            ),
        )
        for step in settings.procedure.steps
        if _LEVELS.index(ticket.severity or "normale") >= _LEVELS.index(step.above)
    )


def _needless(name: str, ticket: Ticket) -> bool:
    """What cannot be asked of this case: nobody calls a client who does not want it, or left no number."""
    if name == "appelclient":
        return ticket.no_further_contact or not ticket.record.get("telephone")
    if name in ("transmission", "appelprestataire"):
        return not any(party.provider_id in ticket.targets for party in ticket.parties if party.provider_id)
    return False


def step_due(ticket: Ticket, step: Step, settings: Settings) -> datetime:
    """By when a step with a delay should be done."""
    assert step.within is not None  # noqa: S101  (asked of steps that have one)
    return due(ticket.received_at, step.within, settings.procedure.calendar)


def next_step(ticket: Ticket, settings: Settings) -> StepState | None:
    """What the procedure wants now."""
    return next((state for state in steps(ticket, settings) if state.missing), None)


def skipped(ticket: Ticket, settings: Settings) -> tuple[StepState, ...]:
    """Steps that a later one has overtaken."""
    states = steps(ticket, settings)
    last_done = max((n for n, state in enumerate(states) if not state.missing), default=-1)
    return tuple(state for state in states[:last_done] if state.missing)


def status_of(ticket: Ticket, settings: Settings) -> str:
    """How far a case has come, as the register says it: derived from what is known, never set by hand."""
    if ticket.reference is None:
        return "hors registre"
    if ticket.merged_into is not None:
        return "réuni"
    if ticket.closed_at:
        return "clos"
    if ticket.reopened_at and (ticket.answered_at is None or ticket.answered_at < ticket.reopened_at):
        return "rouvert"
    if ticket.answered_at:
        return "répondu"
    done = [s.step.phase for s in steps(ticket, settings) if s.step.phase and not s.missing]
    if done:
        return done[-1]
    return "accusé" if ticket.acknowledged_at else "reçu"


def label_of(name: str, settings: Settings) -> str:
    """The words for a field or a milestone."""
    if name in MILESTONES:
        return MILESTONES[name]
    return next((f.label.lower() for f in settings.procedure.fields if f.id == name), name)
