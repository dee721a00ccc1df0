"""Third story: letters leave. Due rows of the outbox, the soonest deadline first, until none is due.

Each row goes: claimed under a lease → sent, or to be tried again, or given up. What the server said is kept.

What is claimed is sent at once, on a connection of its own; one while little waits, a few when much does. One
transaction writes down what became of the letters that are back and claims those that go next, so that a
process that dies leaves in doubt no letter but those that it had in hand.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from zoneinfo import ZoneInfo

from mailbot.decide import dates_at_risk
from mailbot.deliver import Attempt, Postponed, Sender, domain_of
from mailbot.desk import Desk, carry_out
from mailbot.errors import TemporaryFailure
from mailbot.log import log
from mailbot.model import Event
from mailbot.settling import Result, Said, is_hopeless, settled
from mailbot.store import outbox, record
from mailbot.store.db import Connection
from mailbot.store.outbox import DueLetter

# A server that is out of reach is left alone that long, the first time, the second…
SERVER_PAUSES = tuple(timedelta(minutes=n) for n in (1, 2, 5))
TOLD_AFTER = timedelta(minutes=30)  # an outage that long is told, with the dates that depend on it
RISK = timedelta(days=2)  # dates as near as that
# Seconds that a letter which is back waits for the others, so that one commit does for all of them. If the
# process dies in that time, it cannot know that they were taken.
TOGETHER = 0.02
LOOK_AGAIN = 1.0  # seconds between two looks for other letters, while those in hand are not back


@dataclass(frozen=True, slots=True, kw_only=True)
class _Absence:
    until: datetime
    tries: int
    told_on: date | None  # when people were last told which dates depend on it


class Dispatcher:
    """Sends for one process. Remembers only who is out of reach, and until when."""

    def __init__(
        self,
        *,
        desk: Desk,
        senders: Mapping[str, Sender],
        clock: Callable[[], datetime],
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._desk = desk
        self._senders = senders
        self._clock = clock
        self._stopping = stopping
        self._away: dict[str, _Absence] = {}
        self._postponed = Postponed(SERVER_PAUSES)
        self._in_hand: dict[asyncio.Task[Attempt], DueLetter] = {}
        self._begun_last: set[asyncio.Task[Attempt]] = set()
        # What a server said is kept in mind until it is written down; or the letter would leave twice.
        self._back: list[Result] = []
        self._gone: Counter[str] = Counter()  # letters of this rush, by the server that has taken them

    async def run_due(self) -> int:
        """Sends whatever is due; returns how many attempts were made."""
        attempts = 0
        self._gone.clear()
        try:
            while True:
                self._begin(self._next())
                if not (self._in_hand or self._back):
                    break
                attempts += await self._some_are_back()
        except BaseException as error:
            await self._interrupted(error)
            raise
        for sender in self._senders.values():
            await sender.rest()
        return attempts

    def next_due(self) -> datetime | None:
        """When to come back, if anything waits."""
        now = self._clock()
        away, closed = _out_of_reach(self._away, now), self._postponed.closed(now)
        with self._desk.store.reading() as connection:
            due = outbox.next_due(connection, not_from=tuple(away), not_to=tuple(closed))
            waits_elsewhere = [
                until
                for box, until in away.items()
                if outbox.next_due(connection, not_from=tuple(set(self._senders) - {box})) is not None
            ]
            if closed and outbox.next_due(connection, not_from=tuple(away)) != due:
                waits_elsewhere += closed.values()
        return min((moment for moment in (due, *waits_elsewhere) if moment), default=None)

    @property
    def has_unwritten(self) -> bool:
        """Letters may have left of which the database knows nothing yet."""
        return bool(self._back or self._in_hand)

    async def close(self) -> None:
        for sender in self._senders.values():
            await sender.close()

    # -- which letters, and how many at a time -----------------------------------------------------

    def _next(self) -> list[DueLetter]:
        """What is back is written down, and the letters that go next are taken."""
        if self._back:
            return self._sent(self._back)
        wants = not self._stopping() and any(self._room(box, ()) > 0 for box in self._senders)
        return self._written((), claiming=True) if wants else []

    def _claimed(self, connection: Connection, absences: Mapping[str, _Absence]) -> list[DueLetter]:
        now = self._clock()
        away = _out_of_reach(absences, now)
        claimed: list[DueLetter] = []
        while not self._stopping():
            rooms = {box: room for box in self._senders if (room := self._room(box, claimed)) > 0}
            if not rooms:
                break
            closed, doubtful = self._not_to(now, claimed)
            # Behind a door that may be open again goes one letter; what becomes of it decides.
            most = 1 if doubtful - closed else min(rooms.values())
            under_way = (*self._in_hand.values(), *claimed)
            also = {one.mailbox for one in under_way if self._box(one) not in rooms}
            full = {*away, *(self._senders.keys() - rooms.keys()), *also}
            found = outbox.claim(connection, now=now, not_from=full, not_to=sorted(closed), most=most)
            claimed += found
            if len(found) < most:
                break
        return claimed

    def _room(self, box: str, claimed: Sequence[DueLetter]) -> int:
        """How many letters more may go to a server now."""
        in_hand = sum(self._box(letter) == box for letter in (*self._in_hand.values(), *claimed))
        room = self._senders[box].room(in_hand=in_hand, gone=self._gone[box])
        return min(room, 1 - in_hand) if box in self._away else room

    def _not_to(
        self, now: datetime, claimed: Sequence[DueLetter]
    ) -> tuple[set[outbox.Domain], frozenset[outbox.Domain]]:
        """Domains that are left alone, and those that are in doubt: one letter at a time goes there."""
        doubtful = self._postponed.doubtful(now)
        held_up = {(box, domain) for box, sender in self._senders.items() for domain in sender.held_up()}
        tried = {(x.mailbox, domain_of(x.recipient)) for x in (*self._in_hand.values(), *claimed)}
        return {*self._postponed.closed(now), *held_up, *(doubtful & tried)}, doubtful

    def _box(self, letter: DueLetter) -> str:
        """The server of a mailbox that is no more is the first one's."""
        return letter.mailbox if letter.mailbox in self._senders else next(iter(self._senders))

    # -- under way ---------------------------------------------------------------------------------

    def _begin(self, letters: Sequence[DueLetter]) -> None:
        self._begun_last.clear()
        for letter in letters:
            sender = self._senders[self._box(letter)]
            sending = sender.send(letter.sender, letter.recipient, self._dated(letter.content))
            task = asyncio.create_task(sending)
            self._in_hand[task] = letter
            self._begun_last.add(task)

    def _dated(self, content: bytes) -> bytes:
        """The Date is that of this attempt; everything else stays as it was decided."""
        zone = ZoneInfo(self._desk.settings.organisation.timezone)
        return f"Date: {format_datetime(self._clock().astimezone(zone))}\r\n".encode() + content

    async def _some_are_back(self) -> int:
        if not self._in_hand:
            return 0
        await asyncio.wait(self._in_hand, timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
        # For those that began together: one that takes longer than they do holds up nobody.
        if self._begun_last and any(task.done() for task in self._in_hand):
            await asyncio.wait(self._begun_last, timeout=TOGETHER)
        return self._collected()

    def _collected(self) -> int:
        """Those that are back are no longer in hand. One that came back with a fault is left as it is."""
        now = self._clock()  # which may refuse: then they stay in hand
        back = [task for task in self._in_hand if task.done()]
        faults = []
        for task in back:
            letter = self._in_hand.pop(task)
            if task.cancelled():
                continue
            if (fault := task.exception()) is not None:
                faults.append(fault)
                continue
            self._heard(Result(letter=letter, attempt=task.result(), at=now))
        if faults:
            raise faults[0]
        return len(back)

    async def _interrupted(self, error: BaseException) -> None:
        """What is nearly back is waited for; a letter that has to be left is sent again after its lease."""
        if isinstance(error, asyncio.CancelledError):
            for task in self._in_hand:
                task.cancel()
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=LOOK_AGAIN)
        with suppress(Exception):  # the first fault is raised already
            self._collected()
        if not isinstance(error, TemporaryFailure):  # else it is written down when the database is back
            with suppress(Exception):
                self._written(self._back, claiming=False)

    # -- what was heard ----------------------------------------------------------------------------

    def _heard(self, result: Result) -> None:
        letter, attempt = result.letter, result.attempt
        self._back.append(result)
        self._gone[self._box(letter)] += attempt.outcome == "sent"
        pause = self._postponed.note(letter.mailbox, letter.recipient, attempt, result.at)
        if pause is not None:
            log.warning("domain_postponed", mailbox=letter.mailbox, again_in=int(pause.total_seconds()))

    def _sent(self, back: Sequence[Result]) -> list[DueLetter]:
        """Written down, all together; if one of them cannot be, each by itself."""
        try:
            return self._written(back, claiming=True)
        except Exception as error:
            if len(back) == 1 and isinstance(error, TemporaryFailure):
                raise
        faults: list[BaseException] = []
        for result in tuple(back):
            try:
                self._written([result], claiming=False)
            except TemporaryFailure:
                raise
            except BaseException as fault:  # noqa: BLE001  (raised again when the others are written down)
                self._back.remove(result)
                faults.append(fault)
        if faults:
            raise faults[0]
        return []

    def _written(self, back: Sequence[Result], *, claiming: bool) -> list[DueLetter]:
        # In the order of the tickets: two workers that lock several wait for one another in no circle.
        back = sorted(back, key=lambda result: result.letter.ticket_id or 0)
        away = dict(self._away)
        said: list[Said] = []
        claimed: list[DueLetter] = []
        hopeless: list[DueLetter] = []
        with self._desk.store.transaction() as connection:
            for result in back:
                said += self._recorded(connection, result, away)
            if claiming:
                claimed = self._claimed(connection, away)
                hopeless = [one for one in claimed if is_hopeless(connection, one, self._clock())]
        self._away = away
        for result in back:
            self._back.remove(result)
        for say in said:
            say()
        for letter in hopeless:
            attempt = Attempt(outcome="uncertain", reply=outbox.INTERRUPTED)
            self._back.append(Result(letter=letter, attempt=attempt, at=self._clock()))
        return [letter for letter in claimed if letter not in hopeless]

    def _recorded(self, connection: Connection, result: Result, away: dict[str, _Absence]) -> list[Said]:
        attempt = result.attempt
        said: list[Said] = []
        if attempt.blames_letter:
            if attempt.outcome != "unreachable":
                said = self._server_is_back(connection, result, away)
        elif not attempt.blames_recipient:
            said = self._server_is_away(connection, result, away)
        return said + settled(self._desk, connection, result)

    # -- the server as a whole -------------------------------------------------------------------

    def _server_is_away(
        self, connection: Connection, result: Result, away: dict[str, _Absence]
    ) -> list[Said]:
        """Told once; then tried again after a pause, by whatever letter is due soonest then."""
        letter, reply, now = result.letter, result.attempt.reply, result.at
        mailbox = letter.mailbox
        known = away.get(mailbox)
        if known and known.until > now:  # it was under way when another found out
            return []
        tries = known.tries + 1 if known else 1
        pause = SERVER_PAUSES[min(tries, len(SERVER_PAUSES)) - 1]
        told_on = known.told_on if known else None
        said: list[Said] = []
        if told_on != now.date() and (late := self._tell_dates_at_risk(connection, mailbox, now)) is not None:
            told_on = now.date()
            said.append(partial(log.error, "dates_at_risk", mailbox=mailbox, letters=late))
        away[mailbox] = _Absence(until=now + pause, tries=tries, told_on=told_on)
        if known is None:
            unreachable = Event(event="smtp_unreachable", why=reply, data={"mailbox": mailbox})
            record.add_event(connection, unreachable, now=now)
            delayed = Event(event="letter_delayed", why=reply, data={"again_at": (now + pause).isoformat()})
            record.add_event(connection, delayed, now=now, ticket_id=letter.ticket_id, letter_id=letter.id)
            again = int(pause.total_seconds())
            said.append(partial(log.warning, "smtp_unreachable", mailbox=mailbox, again_in=again))
        return said

    def _tell_dates_at_risk(self, connection: Connection, mailbox: str, now: datetime) -> int | None:
        """Once a day: which promises depend on it. By another server, or when this one is back."""
        since = outbox.waiting_since(connection, mailbox, now=now)
        if since is None or now - since < TOLD_AFTER:
            return None
        late = outbox.at_risk(connection, mailbox, until=now + RISK)
        plan = dates_at_risk(late, self._desk.settings, mailbox=mailbox, since=since, now=now)
        carry_out(self._desk, connection, plan, now=now, mailbox=self._another(mailbox))
        return len(late)

    def _another(self, mailbox: str) -> str:
        return next((name for name in self._senders if name not in self._away), mailbox)

    def _server_is_back(
        self, connection: Connection, result: Result, away: dict[str, _Absence]
    ) -> list[Said]:
        mailbox = result.letter.mailbox
        if away.pop(mailbox, None) is None:
            return []
        record.add_event(connection, Event(event="smtp_back", data={"mailbox": mailbox}), now=result.at)
        return [partial(log.info, "smtp_back", mailbox=mailbox)]


def _out_of_reach(absences: Mapping[str, _Absence], now: datetime) -> dict[str, datetime]:
    """Until when. A pause that seems to last longer than any began before the clock was put back."""
    longest = SERVER_PAUSES[-1]
    return {box: a.until for box, a in absences.items() if timedelta(0) < a.until - now <= longest}
