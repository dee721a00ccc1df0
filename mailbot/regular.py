"""What the desk does at regular times, for no case in particular: a part of the second story."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakSet
from zoneinfo import ZoneInfo

from mailbot import learning, reviewing
from mailbot.config import Mailbox, Settings
from mailbot.decide import mailbox_heard, mailbox_silent, on_digest, on_meeting, routines
from mailbot.desk import Desk, carry_out
from mailbot.errors import MailbotError, TemporaryFailure
from mailbot.log import log
from mailbot.model import Attachment, Plan
from mailbot.procedure import Delay, before
from mailbot.report.papers import Papers
from mailbot.report.period import Period, between
from mailbot.report.procedure_file import version
from mailbot.store import forgetting, overview, promised, pulse
from mailbot.store import routines as stored
from mailbot.store.db import Connection, Store
from mailbot.store.routines import DueRoutine
from mailbot.store.scrubbing import choices_of

RETENTION = "retention"
LEARNING = "learning"
NIGHT = 3  # o'clock: nobody waits, and what is learnt is there in the morning
AT_ONCE = 50  # cases whose time is over, in one transaction: mails wait no longer than that
SOON = timedelta(minutes=1)
_PROCEDURE_KEPT: WeakSet[Store] = WeakSet()
SILENCE = timedelta(minutes=15)  # a mailbox that long without a look, or a letter without a try, is told


def make(*, desk: Desk, now: datetime) -> int:
    """Everything that is due; what was missed while we were away is done once, not once a day."""
    names = _wanted(desk.settings)
    _keep_procedure(desk, now)
    _begin(names, desk, now)
    done = 0
    while _one(names, desk=desk, now=now):
        done += 1
    return done


def _keep_procedure(desk: Desk, now: datetime) -> None:
    """Once for each store that was opened: two workers whose settings differ would take turns for ever."""
    if desk.store in _PROCEDURE_KEPT:
        return
    promise = version(desk.settings.procedure, desk.settings.organisation.name)
    with desk.store.transaction() as connection:
        promised.keep(connection, promise, now=now)
    _PROCEDURE_KEPT.add(desk.store)


def next_due(connection: Connection, settings: Settings) -> datetime | None:
    return stored.next_due(connection, _wanted(settings))


def _wanted(settings: Settings) -> tuple[str, ...]:
    kept = settings.retention
    ends = kept.closed_after or kept.unregistered_after
    return (*routines.wanted(settings), *((RETENTION,) if ends else ()))


def watch(*, desk: Desk, running_since: datetime, now: datetime) -> bool:
    """Is every mailbox looked into, does every letter get its try? Told once, and once when it is over.

    True: there are letters about it.
    """
    _learn_at_night(desk, now)
    told = False
    for box in desk.settings.mailboxes:
        if box.imap is not None:
            told = _watch_mailbox(box, desk, running_since, now) or told
        _watch_letters(box.address, desk, now)
    return told


def _learn_at_night(desk: Desk, now: datetime) -> None:
    """What staff have settled since last night is learnt outside any transaction: no mail waits for it."""
    local = now.astimezone(ZoneInfo(desk.settings.organisation.timezone))
    night = local.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    following = night if local < night else night + timedelta(days=1)
    with desk.store.reading() as connection:
        due_at = stored.known(connection).get(LEARNING)
    if due_at is not None and due_at > now:
        return
    with desk.store.transaction() as connection:
        stored.plan(connection, LEARNING, following)
        claimed = stored.claim(connection, (LEARNING,), now=now)
        if claimed is None:
            return
        stored.again(connection, LEARNING, following, done_at=now)
    try:
        if learning.anything_new(desk.settings, desk.store, since=claimed.last_at):
            learning.learn(desk.settings, desk.store)
    except OSError as error:  # a full disk, a folder that is not ours: the model in use stays
        log.error("model_not_learnt", error=type(error).__name__)


def _watch_mailbox(box: Mailbox, desk: Desk, running_since: datetime, now: datetime) -> bool:
    assert box.imap is not None  # noqa: S101  (asked by the caller)
    what = f"mailbox {box.address}"
    with desk.store.reading() as connection:
        heard = pulse.heard(connection, box.address, box.imap.folder)
        known = pulse.known(connection, what)
    last = max(heard or running_since, running_since)  # while we were away nobody could look
    if known is None and now - last > SILENCE:
        with desk.store.transaction() as connection:
            first = pulse.begin(connection, what, since=last)
            if first:
                plan = mailbox_silent(box.address, desk.settings, since=last)
                carry_out(desk, connection, plan, now=now, mailbox=_sends(box, desk, connection, now))
        if first:
            log.error("mailbox_silent", mailbox=box.address, since=last.isoformat())
        return first
    if known is not None and heard is not None and heard > known:
        with desk.store.transaction() as connection:
            last_one = pulse.end(connection, what)
            if last_one:
                plan = mailbox_heard(box.address, desk.settings, since=known)
                carry_out(desk, connection, plan, now=now, mailbox=_sends(box, desk, connection, now))
        if last_one:
            log.info("mailbox_heard", mailbox=box.address)
        return last_one
    return False


def _sends(box: Mailbox, desk: Desk, connection: Connection, now: datetime) -> str:
    """A mailbox whose server takes letters, as far as we know: its own first."""
    names = [box.address, *(b.address for b in desk.settings.mailboxes if b.address != box.address)]
    late = now - SOON
    return next((n for n in names if not pulse.waiting_since(connection, n, due_before=late)), box.address)


def _watch_letters(mailbox: str, desk: Desk, now: datetime) -> None:
    """Only the log: the third story writes to people, when it knows which dates are at risk."""
    what = f"letters {mailbox}"
    with desk.store.reading() as connection:
        since = pulse.waiting_since(connection, mailbox, due_before=now - SILENCE)
        known = pulse.known(connection, what)
    if (since is None) == (known is None):
        return
    with desk.store.transaction() as connection:
        first = pulse.begin(connection, what, since=since) if since else pulse.end(connection, what)
    if first and since:
        log.error("letters_waiting", mailbox=mailbox, since=since.isoformat())
    elif first:
        log.info("letters_leave_again", mailbox=mailbox)


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
            plan = _plan(claimed, desk.as_of(connection, now), connection, now)
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
    plan = on_meeting(cases, open_cases, desk.settings, since=since, due_at=routine.due_at)
    return _with_review(plan, desk, since, routine.due_at, now)


def _with_review(plan: Plan, desk: Desk, since: datetime, until: datetime, now: datetime) -> Plan:
    """The papers of a meeting come with the quality review of the same period."""
    zone = ZoneInfo(desk.settings.organisation.timezone)
    last = (until.astimezone(zone) - timedelta(days=1)).date()
    period = between(min(since.astimezone(zone).date(), last), last, zone.key)
    file = Attachment(
        name=f"bilan-{period.first}-{period.last}.pdf",
        content_type="application/pdf",
        content=review(desk.settings, desk.store, period, now=now).pdf(),
    )
    letters = tuple(replace(letter, attachments=(*letter.attachments, file)) for letter in plan.letters)
    return replace(plan, letters=letters)


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
        return reviewing.review(settings, connection, period, now=now)
