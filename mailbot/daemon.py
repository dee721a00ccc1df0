"""Builds the real things, keeps the three stories going, stops cleanly. The only clock of the house."""

from __future__ import annotations

import asyncio
import functools
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from mailbot import oauth, regular, rounds
from mailbot.config import Mailbox, Settings
from mailbot.deliver import Alarm, Counted, Door, Health, Postman, Vitals, Watchdog, notify
from mailbot.deliver.bell import Bell as _Bell
from mailbot.deliver.health import own_version
from mailbot.desk import Desk
from mailbot.dispatch import Dispatcher
from mailbot.errors import BadConfig, MailbotError, TemporaryFailure
from mailbot.intake import Intake
from mailbot.log import log
from mailbot.receive import MailboxConnection
from mailbot.report import register
from mailbot.report.kept import KeptRegister
from mailbot.stationery import Stationery
from mailbot.store import gauges, outbox, review, views
from mailbot.store.db import DatabaseAway, Store
from mailbot.store.tenure import Tenure as _Tenure

OTHERS_TURN = 5.0  # seconds between two looks whether another worker still has the mailbox
LONGEST_SLEEP = 30.0  # seconds between two looks at the database: another worker may have added work
# A mute server holds nobody up: what is in hand gets that long, and the end comes within ten seconds.
LETTER_IN_HAND = 6.0
FAREWELL = 1.5
ALL_THREADS = 8.5
REGISTER_GLANCE = 5.0  # seconds between two looks whether the register has changed
GLANCE = 0.5  # how long `stop` may go unnoticed by whoever waits for the threads
BACKOFF = (1, 2, 5, 10, 30, 60, 120, 300)  # seconds before a mailbox out of reach is tried again
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # a machine that believes it is earlier has lost its clock


class ClockLost(TemporaryFailure):
    """Dates that are certainly wrong must not be written down: work begins when the clock has been set."""


def sound(clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock, which refuses to tell a time that cannot be."""

    def tell() -> datetime:
        if (now := clock()) < EARLIEST:
            raise ClockLost(f"L'horloge de cette machine indique {now:%d/%m/%Y} : réglez-la.")
        return now

    return tell


def clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (the one place where the clock is read)


def open_desk(settings: Settings, *, secret: bytes | None = None) -> Desk:
    """The database open, the templates read: everything that can be wrong is found here."""
    if mistakes := settings.require_servers():
        raise BadConfig(mistakes)
    stationery = Stationery(settings.templates_dir)
    return Desk(
        settings=settings, store=Store(settings.database_url, secret=secret).open(), stationery=stationery
    )


def postmen(settings: Settings) -> dict[str, Postman]:
    return {box.address: Postman(box.smtp) for box in settings.mailboxes if box.smtp}


def register_of(desk: Desk) -> KeptRegister:
    """The file of `[register]`, and how it is made."""
    path, fields = desk.settings.register_file, desk.settings.procedure.fields
    assert path is not None  # noqa: S101  (asked for where it is configured)

    def changed() -> int:
        with desk.store.reading() as connection:
            return review.last_change(connection)

    def write(target: Path) -> None:
        with desk.store.reading() as connection:
            tickets = views.register(connection)
            names, zone = desk.settings.directory.names, desk.settings.organisation.timezone
            rows = register.rows(tickets, timezone=zone, fields=fields, names=names)
            title = desk.settings.procedure.register.title or ""
            register.write_xlsx(rows, target, register.labels(fields), title)

    return KeptRegister(path, changed=changed, write=write)


def run_once(desk: Desk, *, clock: Callable[[], datetime] = clock) -> None:
    """Fetches everything that is there, does what is due, sends what is due.

    Whatever fails, the rest is done; the first failure is raised at the end.
    """
    failures: list[Exception] = []
    clock = sound(clock)

    def tried(doing: str, what: Callable[[], object]) -> None:
        try:
            what()
        except MailbotError as error:
            log.warning("run_once_failed", doing=doing, error=str(error))
            failures.append(error)
        except Exception as error:  # noqa: BLE001  (raised again when everything else is done)
            log.error("run_once_failed", doing=doing, error=type(error).__name__, exc_info=True)
            failures.append(error)

    for box in desk.settings.mailboxes:
        tried(f"mailbox {box.address}", functools.partial(_fetch_once, box, desk, clock))
    tried("rounds", lambda: rounds.make(desk=desk, now=clock()))
    tried("dispatch", lambda: asyncio.run(_send_once(desk, clock)))
    if desk.settings.register_file:
        tried("register", lambda: register_of(desk).look(clock()))
    if failures:
        raise failures[0]


def _fetch_once(box: Mailbox, desk: Desk, clock: Callable[[], datetime]) -> None:
    if box.imap is None:
        return
    with MailboxConnection(box.imap, box.address) as connection:
        intake = Intake(desk=desk, box=connection, address=box.address, folder=box.imap.folder, clock=clock)
        intake.catch_up()
        intake.reconcile_if_due()


async def _send_once(desk: Desk, clock: Callable[[], datetime]) -> None:
    dispatcher = Dispatcher(desk=desk, senders=postmen(desk.settings), clock=clock)
    begun = clock()
    try:
        await dispatcher.run_due()
    finally:
        await dispatcher.close()
    with desk.store.reading() as connection:
        due = outbox.next_due(connection)
    if due is not None and due <= begun:  # what was due has been tried, unless the server takes nothing
        raise TemporaryFailure(
            "Des lettres attendent : leur serveur SMTP n'en prend aucune pour l'instant. Rien n'est perdu ; "
            "`mailbot outbox` les montre, `mailbot check` dit ce qui ne va pas."
        )


class Daemon:
    """One thread a mailbox, one for time, one for letters; they meet only in the database."""

    def __init__(self, desk: Desk, *, clock: Callable[[], datetime] = clock) -> None:
        self._desk = desk
        self._clock = sound(clock)
        self._any_clock = clock
        self._stop = threading.Event()
        self._threads: tuple[threading.Thread, ...] = ()
        self._read = tuple(box.address for box in desk.settings.mailboxes if box.imap)
        self._vitals = Vitals(self._read, clock=clock)
        self._letters_due = _Bell()
        self._alarm = Alarm(
            postmen(desk.settings),
            desk.settings.alarmed(),
            timezone=desk.settings.organisation.timezone,
            clock=clock,
            wake=self._letters_due.ring,
        )
        self._no_more_letters = _Bell()
        self._time_due = threading.Event()
        self._begun = clock()

    def run(self) -> bool:
        """Until `stop` is called, or SIGTERM or SIGINT comes. False: a mute server still holds a thread."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: self.stop())
        threads = [
            *(
                threading.Thread(
                    target=self._mailbox, args=(box,), name=f"mailbox {box.address}", daemon=True
                )
                for box in self._desk.settings.mailboxes
                if box.imap
            ),
            threading.Thread(target=self._rounds, name="rounds", daemon=True),
            threading.Thread(target=self._dispatch, name="dispatch", daemon=True),
        ]
        if self._desk.settings.register_file:
            threads.append(threading.Thread(target=self._register, name="register", daemon=True))
        log.info("daemon_started", mailboxes=sum(thread.name.startswith("mailbox") for thread in threads))
        for thread in threads:
            thread.start()
        self._threads = tuple(threads)
        with self._watched():
            unfinished = self._ended(threads)
        log.info("daemon_stopped", **({"unfinished": unfinished} if unfinished else {}))
        return not unfinished

    def _ended(self, threads: Sequence[threading.Thread]) -> list[str]:
        """Waits for `stop`, then for the threads. Names those that a server holds: what counts is safe."""
        while not self._stop.is_set() and (alive := [thread for thread in threads if thread.is_alive()]):
            alive[0].join(GLANCE)
        notify("STOPPING=1")
        end = time.monotonic() + ALL_THREADS
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))
        return [thread.name for thread in threads if thread.is_alive()]

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """systemd hears that we live, and whoever watches may ask how we are."""
        watchdog = Watchdog(self._health, await_first_word=self._vitals.await_first_word)
        threading.Thread(target=watchdog.run, args=(self._stop,), name="watchdog", daemon=True).start()
        place = self._desk.settings.metrics
        door = Door(*place, self._health) if place else None
        if door:
            door.open()
        try:
            yield
        finally:
            if door:
                door.close()

    def _health(self) -> Health:
        """For programs that watch; costs a few small counts."""
        now = self._any_clock()
        kept = None
        with suppress(Exception), self._desk.store.reading() as connection:  # whatever it is: no answer
            kept = gauges.taken(connection, now=now)
        dead = () if self._stop.is_set() else (t.name for t in self._threads if not t.is_alive())
        return Health(
            now=now,
            since=self._begun,
            version=own_version(),
            mailboxes=self._read,
            seen=self._vitals.snapshot(),
            gauges=kept,
            stands_still=self._alarm.stands_still,
            dead=tuple(dead),
        )

    def stop(self) -> None:
        """Each thread finishes the mail in hand; safe from a signal handler and from any thread."""
        self._stop.set()
        self._time_due.set()
        self._letters_due.ring()
        self._no_more_letters.ring()

    # -- the threads ---------------------------------------------------------------------------

    def _mailbox(self, box: Mailbox) -> None:
        tenure = _Tenure(self._desk.store, box.address, self._clock)
        failures = 0
        while not self._stop.is_set():
            try:
                if not tenure.holds():
                    self._vitals.elsewhere(box.address)
                    self._stop.wait(OTHERS_TURN)
                    continue
                with self._opened(box, tenure) as intake:
                    failures = 0
                    self._serve(box, intake, tenure)
            except MailbotError as error:
                standstill = self._stands_still(error)
                self._vitals.lost(box.address)
                pause = min(BACKOFF[min(failures, len(BACKOFF) - 1)], LONGEST_SLEEP if standstill else 300)
                failures += 1
                log.warning("mailbox_unreachable", mailbox=box.address, error=str(error), again_in=pause)
                self._stop.wait(pause)
            except Exception as error:  # noqa: BLE001  (a bug must not make a mailbox deaf for ever)
                self._vitals.lost(box.address)
                log.error("mailbox_failed", mailbox=box.address, error=type(error).__name__, exc_info=True)
                self._stop.wait(BACKOFF[-1])
        tenure.end()

    @contextmanager
    def _opened(self, box: Mailbox, tenure: _Tenure) -> Iterator[Intake]:
        assert box.imap is not None  # noqa: S101  (only mailboxes with a server get a thread)
        with MailboxConnection(box.imap, box.address) as connection:
            log.info("mailbox_opened", mailbox=box.address)
            self._vitals.opened(box.address)
            yield Intake(
                desk=self._desk,
                box=connection,
                address=box.address,
                folder=box.imap.folder,
                clock=self._clock,
                recorded=self._something_recorded,
                counted=self._vitals.mail,
                stopping=lambda: self._stop.is_set() or not tenure.holds(),
            )

    def _serve(self, box: Mailbox, intake: Intake, tenure: _Tenure) -> None:
        assert box.imap is not None  # noqa: S101  (as above)
        seconds = min(box.imap.poll_seconds, _Tenure.RENEWED_EVERY)
        while not self._stop.is_set() and tenure.holds():
            intake.catch_up()
            self._alarm.works()  # where it has been read up to was written down
            intake.reconcile_if_due()
            if box.imap.oauth:
                oauth.keep_fresh(box.imap.oauth)
                oauth.watch(box.imap.oauth, today=self._clock().date())
            intake.box.wait(seconds, self._stop)

    def _stands_still(self, error: MailbotError) -> bool:
        """Is it our own foundation that fails, and not somebody else's server? Then people hear of it."""
        fails = isinstance(error, DatabaseAway | ClockLost)
        if fails:
            self._alarm.trouble(str(error))
        return fails

    def _something_recorded(self) -> None:
        self._letters_due.ring()
        self._time_due.set()

    def _rounds(self) -> None:
        while True:
            self._time_due.clear()
            if self._stop.is_set():  # looked at after the clearing: `stop` may ring in between
                return
            seconds = LONGEST_SLEEP
            try:
                if rounds.make(desk=self._desk, now=self._clock()):
                    self._letters_due.ring()
                if regular.watch(desk=self._desk, running_since=self._begun, now=self._clock()):
                    self._letters_due.ring()
                seconds = self._until(rounds.next_due(self._desk))
            except TemporaryFailure as error:
                self._stands_still(error)
                log.warning("database_unreachable", error=str(error))
            except Exception as error:  # noqa: BLE001  (one broken timer must not stop the clock)
                log.error("rounds_failed", error=type(error).__name__, exc_info=True)
            self._time_due.wait(seconds)

    def _register(self) -> None:
        """A network drive may hang for minutes: it has a thread of its own."""
        kept = register_of(self._desk)
        while not self._stop.is_set():
            try:
                kept.look(self._clock())
            except TemporaryFailure as error:
                log.warning("database_unreachable", error=str(error))
            except Exception as error:  # noqa: BLE001  (a register that cannot be made must not end the others)
                log.error("register_failed", error=type(error).__name__, exc_info=True)
            self._stop.wait(REGISTER_GLANCE)

    def _dispatch(self) -> None:
        asyncio.run(self._letters())

    async def _letters(self) -> None:
        dispatcher = Dispatcher(
            desk=self._desk,
            senders={
                box: Counted(box, postman, self._vitals)
                for box, postman in postmen(self._desk.settings).items()
            },
            clock=self._clock,
            stopping=self._stop.is_set,
        )
        for bell in (self._letters_due, self._no_more_letters):
            bell.listen(asyncio.get_running_loop())
        sending = asyncio.create_task(self._send(dispatcher))
        while not self._stop.is_set():
            await self._no_more_letters.wait(LONGEST_SLEEP)
        await asyncio.wait({sending}, timeout=LETTER_IN_HAND)
        if sending.cancel():  # its letter stays ours until the lease is over, and is sent again then
            log.warning("letter_interrupted")
        await asyncio.wait({sending})
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await dispatcher.close()

    async def _send(self, dispatcher: Dispatcher) -> None:
        while not self._stop.is_set():
            self._letters_due.reset()
            seconds = LONGEST_SLEEP
            try:
                await dispatcher.run_due()
                seconds = self._until(dispatcher.next_due())
            except TemporaryFailure as error:
                self._stands_still(error)
                log.warning("database_unreachable", error=str(error))
            except Exception as error:  # noqa: BLE001  (one broken letter must not stop the others)
                log.error("dispatch_failed", error=type(error).__name__, exc_info=True)
            with suppress(ClockLost):
                await self._alarm.speak()
                seconds = min(seconds, self._until(self._alarm.next_due()))
            await self._letters_due.wait(seconds)
        if dispatcher.has_unwritten:  # the database was away: it is asked once more, or they leave twice
            with suppress(Exception):
                await dispatcher.run_due()

    def _until(self, moment: datetime | None) -> float:
        if moment is None:
            return LONGEST_SLEEP
        return min(LONGEST_SLEEP, max(0.0, (moment - self._clock()).total_seconds()))
