"""PURE: who writes, which ticket, what follows: a mail and what we know of it → a Plan.

A name is imported when it is first asked for: `explain` needs two of them, and starts fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_PLACES = {
    "after_giving_up": "sent",
    "after_sent": "sent",
    "alone": "splitting",
    "dates_at_risk": "held",
    "decide": "plan",
    "failed_timer": "held",
    "held_letter": "held",
    "held_mail": "held",
    "mailbox_heard": "pulse",
    "mailbox_silent": "pulse",
    "matters_to_ticket": "sent",
    "named_in": "orders.joining",
    "next_try": "retry",
    "not_fetched": "held",
    "numbers_by_rule": "numbers:by_rule",
    "numbers_wanted": "numbers:wanted",
    "on_digest": "routines",
    "on_meeting": "routines",
    "on_timer": "deadlines",
    "role_of": "who",
    "speaks_of_shown": "orders.joining",
    "split_off": "splitting",
    "status_of": "sheet",
    "without_claims": "held",
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    place, _, original = _PLACES[name].partition(":")
    found = globals()[name] = getattr(import_module(f"{__name__}.{place}"), original or name)
    return found
