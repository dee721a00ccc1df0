"""Domains whose mail our server does not take now: left alone for a while, so that nobody waits behind them.

In memory alone: whoever starts anew tries anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.deliver.smtp import Attempt, domain_of

REFUSED = 3  # so many people of one domain in a row: it is no longer about one full mailbox
MOST = 32  # the one known longest gives way: its letters are simply tried
FORGOTTEN_AFTER = timedelta(minutes=30)

Domain = tuple[str, str]  # by whose server, and which


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    recipients: frozenset[str]  # put off since anybody there was last reached
    tries: int  # pauses so far
    until: datetime  # of the pause; or when it was last put off, before there is any


class Postponed:
    """Per server and domain. A pause that is over allows one letter; what becomes of it decides."""

    def __init__(self, pauses: Sequence[timedelta]) -> None:
        self._pauses = pauses
        self._known: dict[Domain, _Known] = {}

    def note(self, box: str, recipient: str, attempt: Attempt, now: datetime) -> timedelta | None:
        """What was said of one recipient; how long his domain is left alone from now on, if it is."""
        domain = (box, domain_of(recipient))
        known = self._known.pop(domain, None)
        if not attempt.blames_recipient:
            if known and attempt.outcome in ("unreachable", "uncertain"):  # nothing was heard of the domain
                self._known[domain] = known
            return None
        recipients = (known.recipients if known else frozenset()) | {recipient.lower()}
        tries = known.tries if known else 0
        pause = None
        # A line that died over it has cost a minute: once is enough.
        if tries or len(recipients) >= REFUSED or not attempt.blames_letter:
            pause = self._pauses[min(tries, len(self._pauses) - 1)]
            tries += 1
        self._known[domain] = _Known(
            recipients=recipients if tries == 0 else frozenset(),
            tries=tries,
            until=now + (pause or timedelta(0)),
        )
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        return pause

    def closed(self, now: datetime) -> dict[Domain, datetime]:
        """Until when. A pause that seems to last longer than any began before the clock was put back."""
        longest = self._pauses[-1]
        return {
            domain: known.until
            for domain, known in self._known.items()
            if known.tries and timedelta(0) < known.until - now <= longest
        }

    def doubtful(self, now: datetime) -> frozenset[Domain]:
        """Those that were closed, and have not shown since that they are open."""
        self._forget(domain for domain, k in self._known.items() if now - k.until > FORGOTTEN_AFTER)
        return frozenset(domain for domain, known in self._known.items() if known.tries)

    def _forget(self, domains: Iterable[Domain]) -> None:
        for domain in tuple(domains):
            del self._known[domain]
