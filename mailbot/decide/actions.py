"""An action was to be done by a date: people are told once it has passed, even when the case is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.decide.needless import nothing
from mailbot.model import Event, Plan, Ticket, Timer
from mailbot.procedure import Delay, due, morning_after

PREFIX = "action:"
MOST = 3  # reminders of one action; afterwards it is for the meeting, not for more mail
_BETWEEN = Delay(n=7, unit="days")


def timers(record: Mapping[str, Any], settings: Settings, now: datetime) -> tuple[Timer, ...]:
    """For each action that has a date and is not done: the morning after it, or the next one."""
    calendar = settings.procedure.calendar
    found = []
    for n, action in enumerate(record.get("actions", ()), start=1):
        if action.get("until") and not action.get("done"):
            end = max(_end_of(action["until"], settings), now)
            found.append(Timer(name=f"{PREFIX}{n}:1", due_at=morning_after(end, calendar)))
    return tuple(found)


def on_timer(name: str, due_at: datetime, ticket: Ticket, settings: Settings, now: datetime) -> Plan:
    _, number, nth = name.split(":")
    n, count = int(number), int(nth)
    known = ticket.record.get("actions", ())
    action = known[n - 1] if n <= len(known) else {"done": "unknown"}
    if action.get("done"):
        return nothing(name, "Cette action est faite", ticket)
    calendar = settings.procedure.calendar
    again = morning_after(due(now, _BETWEEN, calendar), calendar)
    day = date.fromisoformat(action["until"])
    why = f"Action n° {n} à faire avant le {day:%d/%m/%Y}\u00a0: {action['what']}"
    return Plan(
        disposition="noted",
        reason=why,
        ticket_id=ticket.id,
        events=(Event(event="action_late", why=why, actor="horloge", data={"n": n}),),
        letters=letters.alerts(
            settings,
            cause=f"{name}:{ticket.id}:{due_at.isoformat()}",
            conversation="client",
            title="Une action n'est pas notée comme faite",
            sentences=(f"{why}.", *((f"Qui\u00a0: {action['who']}.",) if action.get("who") else ())),
            todo=f"Quand elle est faite, répondez #fait {n}. Sinon, #action en note une autre.",
            record=ticket.record,
            severity=ticket.severity,
        ),
        timers=(Timer(name=f"{PREFIX}{n}:{count + 1}", due_at=again),) if count < MOST else (),
    )


def _end_of(day: str, settings: Settings) -> datetime:
    zone = ZoneInfo(settings.procedure.calendar.timezone)
    return datetime.combine(date.fromisoformat(day), time(23, 59, 59), tzinfo=zone)
