"""What the desk does at regular times, for no case in particular: a part of the second story."""

from __future__ import annotations

from datetime import datetime

from mailbot.config import Settings
from mailbot.decide import on_digest, on_meeting, routines
from mailbot.desk import Desk, carry_out
from mailbot.errors import MailbotError, TemporaryFailure
from mailbot.log import log
from mailbot.model import Plan
from mailbot.store import overview
from mailbot.store import routines as stored
from mailbot.store.db import Connection


def make(*, desk: Desk, now: datetime) -> int:
    """Everything that is due; what was missed while we were away is done once, not once a day."""
    names = routines.wanted(desk.settings)
    _begin(names, desk, now)
    done = 0
    while _one(names, desk=desk, now=now):
        done += 1
    return done


def next_due(connection: Connection, settings: Settings) -> datetime | None:
    return stored.next_due(connection, routines.wanted(settings))


def _begin(names: tuple[str, ...], desk: Desk, now: datetime) -> None:
    with desk.store.reading() as connection:
        known = stored.known(connection)
    for name in names:
        if name not in known:
            with desk.store.transaction() as connection:
                stored.plan(connection, name, routines.next_time(name, now, desk.settings))


def _one(names: tuple[str, ...], *, desk: Desk, now: datetime) -> bool:
    name = ""
    try:
        with desk.store.transaction() as connection:
            claimed = stored.claim(connection, names, now=now)
            if claimed is None:
                return False
            name, due_at = claimed
            stored.again(connection, name, routines.next_time(name, now, desk.settings))
            plan = _plan(name, due_at, desk, connection, now)
            carry_out(desk, connection, plan, now=now)
    except TemporaryFailure:
        raise
    except Exception as error:
        if not name:
            raise
        why = str(error) if isinstance(error, MailbotError) else type(error).__name__
        log.error("routine_failed", routine=name, error=why, exc_info=True)
        with desk.store.transaction() as connection:
            stored.again(connection, name, routines.next_time(name, now, desk.settings))
        return True
    log.info("routine_done", routine=name, why=plan.reason)
    return True


def _plan(name: str, due_at: datetime, desk: Desk, connection: Connection, now: datetime) -> Plan:
    open_cases = overview.open_cases(connection)
    if name == routines.DIGEST:
        held = overview.held_count(connection)
        return on_digest(open_cases, held, desk.settings, due_at=due_at, now=now)
    since, until = routines.period_of(due_at, desk.settings)
    cases = overview.cases_between(connection, since, until)
    return on_meeting(cases, open_cases, desk.settings, due_at=due_at)
