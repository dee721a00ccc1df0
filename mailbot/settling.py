"""What became of a letter is written down: it has left, is tried again later, or never will leave.

Always inside the caller's transaction. Each function returns what is to be logged once that is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from mailbot.decide import after_giving_up, after_sent, matters_to_ticket, next_try
from mailbot.deliver import Attempt
from mailbot.desk import Desk, carry_out
from mailbot.log import log
from mailbot.model import Event, Ticket
from mailbot.store import outbox, record, tickets
from mailbot.store.db import Connection
from mailbot.store.outbox import DueLetter

Said = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a server has said of a letter."""

    letter: DueLetter
    attempt: Attempt
    at: datetime


def settled(desk: Desk, connection: Connection, result: Result) -> list[Said]:
    outcome = result.attempt.outcome
    if outcome == "sent":
        return _sent(desk, connection, result)
    if outcome == "unreachable":
        return _untouched(connection, result.letter)
    if outcome == "permanent":
        return _given_up(desk, connection, result)
    return _later(desk, connection, result)


def is_hopeless(connection: Connection, letter: DueLetter, now: datetime) -> bool:
    """Nobody survived sending it, again and again: it may have arrived each time."""
    if not letter.interrupted:
        return False
    times = outbox.times_uncertain(connection, letter.id)
    first = letter.first_failure_at or now
    return next_try(attempts=letter.attempts, first_failure_at=first, now=now, uncertain=times) is None


def _untouched(connection: Connection, letter: DueLetter) -> list[Said]:
    """It was not the letter's turn: it goes first when the server is back, and has lost nothing."""
    if outbox.state(connection, letter.id) == "sending":
        outbox.settle(connection, letter.id, {"state": "ready"})
    return []


def _sent(desk: Desk, connection: Connection, result: Result) -> list[Said]:
    letter, attempt, now = result.letter, result.attempt, result.at
    # Where nothing follows for the ticket, it is neither read nor locked.
    ticket = _ticket(connection, letter) if matters_to_ticket(letter.kind) else None
    state = outbox.state(connection, letter.id)
    if state == "sent":  # it was written, and we were told that it was not
        return []
    values = {"sent_at": now, "attempts": letter.attempts + 1, "server_reply": attempt.reply}
    # Its bounce may have come back before we could write that it had left.
    has_bounced = state == "bounced"
    outbox.settle(connection, letter.id, {**values, "state": "bounced" if has_bounced else "sent"})
    plan = after_sent(
        letter.kind, None if has_bounced else ticket, desk.settings, now, attempt.reply, letter_id=letter.id
    )
    if ticket is not None:  # how far its case has come may have changed with it
        carry_out(desk, connection, plan, now=now, letter_id=letter.id, mailbox=letter.mailbox)
    else:
        for event in plan.events:
            record.add_event(connection, event, now=now, ticket_id=letter.ticket_id, letter_id=letter.id)
    return [partial(log.info, "letter_sent", letter=letter.id, ticket=letter.ticket_id, kind=letter.kind)]


def _ticket(connection: Connection, letter: DueLetter) -> Ticket | None:
    return tickets.ticket(connection, letter.ticket_id, lock=True) if letter.ticket_id else None


def _later(desk: Desk, connection: Connection, result: Result) -> list[Said]:
    letter, attempt, now = result.letter, result.attempt, result.at
    attempts = letter.attempts + 1
    first = letter.first_failure_at or now
    uncertain = attempt.outcome == "uncertain"
    times = outbox.times_uncertain(connection, letter.id) + 1 if uncertain else 0
    again = next_try(attempts=attempts, first_failure_at=first, now=now, uncertain=times)
    if again is None:
        return _given_up(desk, connection, result)
    if outbox.state(connection, letter.id) != "sending":
        return []
    values = {
        "state": "uncertain" if uncertain else "ready", "attempts": attempts, "first_failure_at": first,
        "next_try_at": again, "server_reply": attempt.reply,
    }  # fmt: skip
    outbox.settle(connection, letter.id, values)
    event = Event(
        event=outbox.UNCERTAIN if uncertain else "letter_delayed",
        why=attempt.reply,
        data={"again_at": again.isoformat(), "attempts": attempts},
    )
    record.add_event(connection, event, now=now, ticket_id=letter.ticket_id, letter_id=letter.id)
    told = {"letter": letter.id, "ticket": letter.ticket_id, "again_at": again.isoformat()}
    return [partial(log.warning, "letter_delayed", **told)]


def _given_up(desk: Desk, connection: Connection, result: Result) -> list[Said]:
    letter, attempt, now = result.letter, result.attempt, result.at
    ticket = _ticket(connection, letter)
    if outbox.state(connection, letter.id) != "sending":
        return []
    values = {"state": "failed", "attempts": letter.attempts + 1, "server_reply": attempt.reply}
    outbox.settle(connection, letter.id, values)
    plan = after_giving_up(
        now=now,
        letter_id=letter.id,
        kind=letter.kind,
        conversation=letter.conversation,
        recipient=letter.recipient,
        ticket=ticket,
        reply=attempt.reply,
        settings=desk.settings,
        permanent=attempt.outcome == "permanent",
    )
    carry_out(desk, connection, plan, now=now, letter_id=letter.id, mailbox=letter.mailbox)
    return [partial(log.error, "letter_failed", letter=letter.id, ticket=letter.ticket_id, kind=letter.kind)]
