"""Third story: letters leave. Due rows of the outbox, the soonest deadline first, until none is due.

Each row goes: claimed under a lease → sent, or to be tried again, or given up. What the server said is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from mailbot.decide import after_giving_up, after_sent, dates_at_risk, next_try
from mailbot.deliver import Attempt
from mailbot.desk import Desk, carry_out
from mailbot.errors import TemporaryFailure
from mailbot.log import log
from mailbot.model import Event
from mailbot.store import outbox, record, tickets
from mailbot.store.outbox import DueLetter

# A server that is out of reach is left alone that long, the first time, the second…
SERVER_PAUSES = tuple(timedelta(minutes=n) for n in (1, 2, 5))
TOLD_AFTER = timedelta(minutes=30)  # an outage that long is told, with the dates that depend on it
RISK = timedelta(days=2)  # dates as near as that


class Sender(Protocol):
    async def send(self, sender: str, recipient: str, content: bytes) -> Attempt: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Absence:
    until: datetime
    tries: int
    told_on: date | None  # when people were last told which dates depend on it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """What a server has said of a letter."""

    letter: DueLetter
    attempt: Attempt
    at: datetime


class Dispatcher:
    """Sends for one process. Remembers only which servers are out of reach, and until when."""

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
        self._unrecorded: _Result | None = None

    async def run_due(self) -> int:
        """Sends whatever is due; returns how many attempts were made."""
        attempts = 0
        self._record_the_last()
        while not self._stopping() and (letter := self._claimed()):
            await self._attempt(letter)
            attempts += 1
        return attempts

    def next_due(self) -> datetime | None:
        """When to come back, if anything waits."""
        now = self._clock()
        away = self._out_of_reach(now)
        with self._desk.store.reading() as connection:
            due = outbox.next_due(connection, not_from=tuple(away))
            waits_elsewhere = [
                until
                for box, until in away.items()
                if outbox.next_due(connection, not_from=tuple(set(self._senders) - {box})) is not None
            ]
        return min((moment for moment in (due, *waits_elsewhere) if moment), default=None)

    async def close(self) -> None:
        for sender in self._senders.values():
            await sender.close()

    def _claimed(self) -> DueLetter | None:
        now = self._clock()
        with self._desk.store.transaction() as connection:
            claimed = outbox.claim(connection, now=now, not_from=tuple(self._out_of_reach(now)))
        return claimed[0] if claimed else None

    def _out_of_reach(self, now: datetime) -> dict[str, datetime]:
        """Until when. A pause that seems to last longer than any began before the clock was put back."""
        longest = SERVER_PAUSES[-1]
        return {b: a.until for b, a in self._away.items() if timedelta(0) < a.until - now <= longest}

    async def _attempt(self, letter: DueLetter) -> None:
        if letter.interrupted and self._is_hopeless(letter):
            attempt = Attempt(outcome="uncertain", reply=outbox.INTERRUPTED)
        else:
            sender = self._senders.get(letter.mailbox) or next(iter(self._senders.values()))
            attempt = await sender.send(letter.sender, letter.recipient, self._dated(letter.content))
        self._unrecorded = _Result(letter=letter, attempt=attempt, at=self._clock())
        self._record_the_last()

    def _is_hopeless(self, letter: DueLetter) -> bool:
        """Nobody survived sending it, again and again: it may have arrived each time."""
        with self._desk.store.reading() as connection:
            times = outbox.times_uncertain(connection, letter.id)
        now = self._clock()
        first = letter.first_failure_at or now
        return next_try(attempts=letter.attempts, first_failure_at=first, now=now, uncertain=times) is None

    def _record_the_last(self) -> None:
        """What a server said is kept in mind until it is written down; or the letter would leave twice."""
        if self._unrecorded is None:
            return
        result = self._unrecorded
        try:
            self._record(result.letter, result.attempt, result.at)
        except TemporaryFailure:
            raise
        except BaseException:
            self._unrecorded = None  # a fault that keeps one letter from being recorded stops no other
            raise
        self._unrecorded = None

    def _record(self, letter: DueLetter, attempt: Attempt, now: datetime) -> None:
        if attempt.blames_letter:
            self._server_is_back(letter.mailbox, now)
        else:
            self._server_is_away(letter, attempt.reply, now)
        if attempt.outcome == "sent":
            self._sent(letter, attempt, now)
        elif attempt.outcome == "unreachable":
            self._untouched(letter)
        elif attempt.outcome == "permanent":
            self._give_up(letter, attempt, now)
        else:
            self._later(letter, attempt, now)

    # -- the server as a whole -------------------------------------------------------------------

    def _server_is_away(self, letter: DueLetter, reply: str, now: datetime) -> None:
        """Told once; then tried again after a pause, by whatever letter is due soonest then."""
        mailbox = letter.mailbox
        known = self._away.get(mailbox)
        tries = known.tries + 1 if known else 1
        pause = SERVER_PAUSES[min(tries, len(SERVER_PAUSES)) - 1]
        told_on = known.told_on if known else None
        if told_on != now.date() and self._tell_dates_at_risk(mailbox, now):
            told_on = now.date()
        self._away[mailbox] = _Absence(until=now + pause, tries=tries, told_on=told_on)
        if known is None:
            self._tell(Event(event="smtp_unreachable", why=reply, data={"mailbox": mailbox}), now)
            delayed = Event(event="letter_delayed", why=reply, data={"again_at": (now + pause).isoformat()})
            self._tell(delayed, now, letter)
            log.warning("smtp_unreachable", mailbox=mailbox, again_in=int(pause.total_seconds()))

    def _tell_dates_at_risk(self, mailbox: str, now: datetime) -> bool:
        """Once a day: which promises depend on it. By another server, or when this one is back."""
        with self._desk.store.transaction() as connection:
            since = outbox.waiting_since(connection, mailbox, now=now)
            if since is None or now - since < TOLD_AFTER:
                return False
            late = outbox.at_risk(connection, mailbox, until=now + RISK)
            plan = dates_at_risk(late, self._desk.settings, mailbox=mailbox, since=since, now=now)
            carry_out(self._desk, connection, plan, now=now, mailbox=self._another(mailbox))
        log.error("dates_at_risk", mailbox=mailbox, letters=len(late))
        return True

    def _another(self, mailbox: str) -> str:
        return next((name for name in self._senders if name not in self._away), mailbox)

    def _server_is_back(self, mailbox: str, now: datetime) -> None:
        if self._away.pop(mailbox, None) is not None:
            self._tell(Event(event="smtp_back", data={"mailbox": mailbox}), now)
            log.info("smtp_back", mailbox=mailbox)

    def _tell(self, event: Event, now: datetime, letter: DueLetter | None = None) -> None:
        about = {"ticket_id": letter.ticket_id, "letter_id": letter.id} if letter else {}
        with self._desk.store.transaction() as connection:
            record.add_event(connection, event, now=now, **about)

    # -- what became of one letter ---------------------------------------------------------------

    def _untouched(self, letter: DueLetter) -> None:
        """It was not the letter's turn: it goes first when the server is back, and has lost nothing."""
        with self._desk.store.transaction() as connection:
            if outbox.state(connection, letter.id) == "sending":
                outbox.settle(connection, letter.id, {"state": "ready"})

    def _dated(self, content: bytes) -> bytes:
        """The Date is that of this attempt; everything else stays as it was decided."""
        zone = ZoneInfo(self._desk.settings.organisation.timezone)
        return f"Date: {format_datetime(self._clock().astimezone(zone))}\r\n".encode() + content

    def _sent(self, letter: DueLetter, attempt: Attempt, now: datetime) -> None:
        with self._desk.store.transaction() as connection:
            ticket = tickets.ticket(connection, letter.ticket_id, lock=True) if letter.ticket_id else None
            state = outbox.state(connection, letter.id)
            if state == "sent":  # it was written, and we were told that it was not
                return
            values = {"sent_at": now, "attempts": letter.attempts + 1, "server_reply": attempt.reply}
            # Its bounce may have come back before we could write that it had left.
            has_bounced = state == "bounced"
            outbox.settle(connection, letter.id, {**values, "state": "bounced" if has_bounced else "sent"})
            plan = after_sent(
                "" if has_bounced else letter.kind, ticket, self._desk.settings, now, attempt.reply,
                letter_id=letter.id,
            )  # fmt: skip
            carry_out(self._desk, connection, plan, now=now, letter_id=letter.id, mailbox=letter.mailbox)
        log.info("letter_sent", letter=letter.id, ticket=letter.ticket_id, kind=letter.kind)

    def _later(self, letter: DueLetter, attempt: Attempt, now: datetime) -> None:
        attempts = letter.attempts + 1
        first = letter.first_failure_at or now
        uncertain = attempt.outcome == "uncertain"
        with self._desk.store.reading() as connection:
            times = outbox.times_uncertain(connection, letter.id) + uncertain
        again = next_try(
            attempts=attempts, first_failure_at=first, now=now, uncertain=times if uncertain else 0
        )
        if again is None:
            self._give_up(letter, attempt, now)
            return
        with self._desk.store.transaction() as connection:
            if outbox.state(connection, letter.id) != "sending":
                return
            outbox.settle(
                connection,
                letter.id,
                {
                    "state": "uncertain" if uncertain else "ready",
                    "attempts": attempts,
                    "first_failure_at": first,
                    "next_try_at": again,
                    "server_reply": attempt.reply,
                },
            )
            event = Event(
                event=outbox.UNCERTAIN if uncertain else "letter_delayed",
                why=attempt.reply,
                data={"again_at": again.isoformat(), "attempts": attempts},
            )
            record.add_event(connection, event, now=now, ticket_id=letter.ticket_id, letter_id=letter.id)
        log.warning("letter_delayed", letter=letter.id, ticket=letter.ticket_id, again_at=again.isoformat())

    def _give_up(self, letter: DueLetter, attempt: Attempt, now: datetime) -> None:
        with self._desk.store.transaction() as connection:
            ticket = tickets.ticket(connection, letter.ticket_id, lock=True) if letter.ticket_id else None
            if outbox.state(connection, letter.id) != "sending":
                return
            values = {"state": "failed", "attempts": letter.attempts + 1}
            outbox.settle(connection, letter.id, {**values, "server_reply": attempt.reply})
            plan = after_giving_up(
                now=now,
                letter_id=letter.id,
                kind=letter.kind,
                conversation=letter.conversation,
                recipient=letter.recipient,
                ticket=ticket,
                reply=attempt.reply,
                settings=self._desk.settings,
                permanent=attempt.outcome == "permanent",
            )
            carry_out(self._desk, connection, plan, now=now, letter_id=letter.id, mailbox=letter.mailbox)
        log.error("letter_failed", letter=letter.id, ticket=letter.ticket_id, kind=letter.kind)
