"""What the desk does at regular times, for no case in particular: a part of the second story."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailbot.config import Settings
from mailbot.decide import on_digest, on_meeting, routines
from mailbot.desk import Desk, carry_out
from mailbot.errors import MailbotError, TemporaryFailure
from mailbot.log import log
from mailbot.model import Plan
from mailbot.procedure import Delay, before
from mailbot.report.figures import Sources
from mailbot.report.papers import Papers, papers
from mailbot.report.period import Period
from mailbot.store import forgetting, overview
from mailbot.store import review as looked_back
from mailbot.store import routines as stored
from mailbot.store.db import Connection, Store
from mailbot.store.routines import DueRoutine
from mailbot.store.scrubbing import choices_of

RETENTION = "retention"
AT_ONCE = 50  # cases whose time is over, in one transaction: mails wait no longer than that
SOON = timedelta(minutes=1)


def make(*, desk: Desk, now: datetime) -> int:
    """Everything that is due; what was missed while we were away is done once, not once a day."""
    names = _wanted(desk.settings)
    _begin(names, desk, now)
    done = 0
    while _one(names, desk=desk, now=now):
        done += 1
    return done


def next_due(connection: Connection, settings: Settings) -> datetime | None:
    return stored.next_due(connection, _wanted(settings))


def _wanted(settings: Settings) -> tuple[str, ...]:
    kept = settings.retention
    ends = kept.closed_after or kept.unregistered_after
    return (*routines.wanted(settings), *((RETENTION,) if ends else ()))


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
            name = claimed.name
            following = routines.next_time(name, now, desk.settings)
            stored.again(connection, name, following, done_at=claimed.due_at)
            plan = _plan(claimed, desk, connection, now)
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
    if name == RETENTION and plan.reason:
        desk.store.wipe(whole=False)
    log.info("routine_done", routine=name, why=plan.reason)
    return True


def _plan(routine: DueRoutine, desk: Desk, connection: Connection, now: datetime) -> Plan:
    if routine.name == RETENTION:
        return _end_retention(desk, connection, now)
    open_cases = overview.open_cases(connection)
    if routine.name == routines.DIGEST:
        held = overview.held_count(connection)
        return on_digest(open_cases, held, desk.settings, due_at=routine.due_at, now=now)
    since = routine.last_at or routines.first_period(routine.due_at, desk.settings)
    cases = overview.cases_between(connection, since, routine.due_at)
    return on_meeting(cases, open_cases, desk.settings, since=since, due_at=routine.due_at)


def _end_retention(desk: Desk, connection: Connection, now: datetime) -> Plan:
    """Personal data dies on time, a few cases at once; the rest of a long list a minute later."""
    kept = desk.settings.retention
    past = forgetting.Past(
        closed=_before(now, kept.closed_after, desk), unregistered=_before(now, kept.unregistered_after, desk)
    )
    copies = forgetting.sweep(connection, now=now)
    found = forgetting.past_its_time(connection, past, most=AT_ONCE)
    if found:
        choices = choices_of(desk.settings.procedure.fields)
        why = "Durée de conservation atteinte"
        forgetting.erase(connection, found, why=why, choices=choices, now=now, actor="horloge")
    if max(len(found.tickets), len(found.mails), len(found.letters)) >= AT_ONCE:
        stored.again(connection, RETENTION, now + SOON)
    done = f"{len(found.tickets)} dossiers, {len(found.mails)} courriels effacés" if found or copies else ""
    return Plan(disposition="noted", reason=done)


def _before(now: datetime, delay: Delay | None, desk: Desk) -> datetime | None:
    return before(now, delay, desk.settings.procedure.calendar) if delay else None


def review(settings: Settings, store: Store, period: Period, *, now: datetime) -> Papers:
    """The quality review of a period, as `mailbot report` writes it."""
    with store.reading() as connection:
        before = period.year_before()
        return papers(
            settings,
            period,
            Sources(
                cases=looked_back.cases(connection, period.since, period.until),
                exchanges=looked_back.exchanges(connection, period.since, period.until),
                open_cases=looked_back.open_cases(connection),
                undone=looked_back.undone_before(connection, period.since),
            ),
            Sources(cases=looked_back.cases(connection, before.since, period.comparable_until(now))),
            at=now,
        )
