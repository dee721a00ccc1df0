"""The number of a provider's conversation: given once in a ticket, so that no letter finds another reader."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.model import Conversation, Ticket

_PREFIX = "provider:"


def next_provider(ticket: Ticket, more: Iterable[Conversation] = ()) -> Conversation:
    """`more`: conversations that are about to be added to it."""
    known = (*(party.conversation for party in ticket.parties), *ticket.addressed, *more)
    numbers = [int(one.removeprefix(_PREFIX)) for one in known if one.startswith(_PREFIX)]
    return f"{_PREFIX}{max(numbers, default=0) + 1}"
