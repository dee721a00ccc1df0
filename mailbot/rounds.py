"""Second story: time passes. Every timer that is due becomes a Plan, each in its own transaction."""

from __future__ import annotations

from datetime import datetime

from mailbot.decide import on_timer
from mailbot.desk import Desk, carry_out
from mailbot.log import log
from mailbot.store import clockwork, tickets


def make(*, desk: Desk, now: datetime) -> int:
    """Does everything that is due by `now`; a timer of days ago is as due as one of this minute."""
    done = 0
    while _one(desk=desk, now=now):
        done += 1
    return done


def next_due(desk: Desk) -> datetime | None:
    with desk.store.reading() as connection:
        return clockwork.next_due(connection)


def _one(*, desk: Desk, now: datetime) -> bool:
    with desk.store.transaction() as connection:
        timer = clockwork.claim(connection, now=now)
        if timer is None:
            return False
        ticket = tickets.ticket(connection, timer.ticket_id, lock=True)
        if ticket is None:
            return True
        plan = on_timer(timer.name, timer.due_at, ticket, desk.settings, now)
        carry_out(desk, connection, plan, now=now)
    log.info("timer_done", timer=timer.name, ticket=timer.ticket_id, why=plan.reason)
    return True
