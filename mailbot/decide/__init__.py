"""PURE: who writes, which ticket, what follows: a mail and what we know of it → a Plan."""

from mailbot.decide.deadlines import on_timer
from mailbot.decide.held import (
    dates_at_risk,
    failed_timer,
    held_letter,
    held_mail,
    not_fetched,
    without_claims,
)
from mailbot.decide.numbers import by_rule as numbers_by_rule
from mailbot.decide.numbers import wanted as numbers_wanted
from mailbot.decide.orders.joining import named_in, speaks_of_shown
from mailbot.decide.plan import decide
from mailbot.decide.pulse import mailbox_heard, mailbox_silent
from mailbot.decide.retry import next_try
from mailbot.decide.routines import on_digest, on_meeting
from mailbot.decide.sent import after_giving_up, after_sent, matters_to_ticket
from mailbot.decide.sheet import status_of
from mailbot.decide.splitting import alone, split_off
from mailbot.decide.who import role_of

__all__ = [
    "after_giving_up",
    "after_sent",
    "alone",
    "dates_at_risk",
    "decide",
    "failed_timer",
    "held_letter",
    "held_mail",
    "mailbox_heard",
    "mailbox_silent",
    "matters_to_ticket",
    "named_in",
    "next_try",
    "not_fetched",
    "numbers_by_rule",
    "numbers_wanted",
    "on_digest",
    "on_meeting",
    "on_timer",
    "role_of",
    "speaks_of_shown",
    "split_off",
    "status_of",
    "without_claims",
]
