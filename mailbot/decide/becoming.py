"""A message on its way to the client that staff have called the answer: it becomes so when it has left.

The sheet keeps which letter that is: if that one never leaves, no other takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide.commitments import renewed_timers
from mailbot.model import Ticket, Timer

_FIELD = "becomes_answer"


def with_answer(record: Mapping[str, Any], outcome: str, letter_id: int | None) -> dict[str, Any]:
    return {**record, _FIELD: {"outcome": outcome, "letter": letter_id}}


def without(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != _FIELD}


def outcome_of(record: Mapping[str, Any], letter_ids: Iterable[int]) -> str:
    """The outcome that one of these letters gives once it has left; empty: none of them is the answer."""
    kept = record.get(_FIELD)
    if isinstance(kept, str):  # of a time when no letter was named: whichever leaves next
        return kept
    return str(kept["outcome"]) if kept and kept["letter"] in (None, *letter_ids) else ""


def is_chosen(record: Mapping[str, Any]) -> bool:
    return bool(record.get(_FIELD))


def never_left(
    ticket: Ticket, letter_ids: Iterable[int], settings: Settings, now: datetime
) -> tuple[dict[str, Any], tuple[Timer, ...]]:
    """Where it never leaves: the answer is owed again, also in a case that was closed upon it."""
    if not outcome_of(ticket.record, letter_ids):
        return {}, ()
    changes: dict[str, Any] = {"record": without(ticket.record)}
    if ticket.closed_at is None:
        return changes, ()
    return {**changes, "closed_at": None, "reopened_at": now}, renewed_timers(ticket, settings)
