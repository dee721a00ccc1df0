"""Second story: time passes. Every timer that is due becomes a Plan, each in its own transaction."""

from __future__ import annotations

from datetime import datetime

from mailbot import regular
from mailbot.decide import failed_timer, on_timer
from mailbot.desk import Desk, carry_out
from mailbot.errors import MailbotError, TemporaryFailure
from mailbot.log import log
from mailbot.model import Event
from mailbot.store import clockwork, record, tickets
from mailbot.store.clockwork import DueTimer
from mailbot.store.db import Connection


def make(*, desk: Desk, now: datetime) -> int:
    """Does everything that is due by `now`; a timer of days ago is as due as one of this minute."""
    done = 0
    while _one(desk=desk, now=now):
        done += 1
    return done + regular.make(desk=desk, now=now)


def next_due(desk: Desk) -> datetime | None:
    with desk.store.reading() as connection:
        moments = (clockwork.next_due(connection), regular.next_due(connection, desk.settings))
    return min((moment for moment in moments if moment), default=None)


def _one(*, desk: Desk, now: datetime) -> bool:
    timer: DueTimer | None = None
    try:
        with desk.store.transaction() as connection:
            timer = clockwork.claim(connection, now=now)
            if timer is None:
                return False
            why = _obeyed(timer, desk.as_of(connection, now), connection, now)
    except TemporaryFailure:
        raise
    except Exception as error:
        if timer is None:
            raise
        _put_down(timer, error, desk=desk, now=now)
        return True
    log.info("timer_done", timer=timer.name, ticket=timer.ticket_id, why=why)
    return True


def _obeyed(timer: DueTimer, desk: Desk, connection: Connection, now: datetime) -> str:
    ticket = tickets.ticket(connection, timer.ticket_id, lock=True)
    if ticket is None:
        return ""
    plan = on_timer(timer.name, timer.due_at, ticket, desk.settings, now)
    carry_out(desk, connection, plan, now=now)
    return plan.reason


def _put_down(timer: DueTimer, error: Exception, *, desk: Desk, now: datetime) -> None:
    """It will not be tried again: left waiting, it would stay the oldest, and time would stop for all."""
    why = str(error) if isinstance(error, MailbotError) else type(error).__name__
    log.error("timer_failed", timer=timer.name, ticket=timer.ticket_id, error=why, exc_info=True)
    with desk.store.transaction() as connection:
        clockwork.fail(connection, timer.id)
        event = Event(event="timer_failed", why=why, data={"timer": timer.name})
        record.add_event(connection, event, now=now, ticket_id=timer.ticket_id)
    try:
        with desk.store.transaction() as connection:
            ticket = tickets.ticket(connection, timer.ticket_id)
            if ticket is not None:
                carry_out(desk, connection, failed_timer(timer.name, ticket, desk.settings), now=now)
    except TemporaryFailure:
        raise
    except Exception as again:  # noqa: BLE001  (what broke the timer may break its alert too: the log has it)
        log.error("timer_failed", timer=timer.name, ticket=timer.ticket_id, error=type(again).__name__)
