"""What this process knows of itself since its start: mails, letters, and which servers answer."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from mailbot.deliver.smtp import Attempt


class Sender(Protocol):
    """What stands between the outbox and one SMTP server."""

    async def send(self, sender: str, recipient: str, content: bytes) -> Attempt: ...
    def room(self, *, in_hand: int, gone: int) -> int: ...
    def held_up(self) -> list[str]: ...
    async def rest(self) -> None: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """At one moment. A server about which nothing is known yet is in no list."""

    mails: Mapping[str, int]  # by disposition
    attempts: Mapping[str, int]  # by outcome
    opened: frozenset[str]  # mailboxes that this process has open
    lost: Mapping[str, datetime]  # mailboxes out of reach, since when
    mute: Mapping[str, datetime]  # mailboxes whose SMTP server takes nothing, since when


class Vitals:
    """Told by any thread, asked by any thread."""

    def __init__(self, mailboxes: Iterable[str], *, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._mails: Counter[str] = Counter()
        self._attempts: Counter[str] = Counter()
        self._opened: set[str] = set()
        self._lost: dict[str, datetime] = {}
        self._mute: dict[str, datetime] = {}
        self._unheard = set(mailboxes)
        self._first_word = threading.Event()
        if not self._unheard:
            self._first_word.set()

    def mail(self, disposition: str) -> None:
        with self._lock:
            self._mails[disposition] += 1

    def opened(self, mailbox: str) -> None:
        with self._lock:
            self._opened.add(mailbox)
            self._lost.pop(mailbox, None)
            self._heard_of(mailbox)

    def lost(self, mailbox: str) -> None:
        """It does not answer, or its connection broke."""
        with self._lock:
            self._opened.discard(mailbox)
            self._lost.setdefault(mailbox, self._clock())
            self._heard_of(mailbox)

    def elsewhere(self, mailbox: str) -> None:
        """Another worker looks after it."""
        with self._lock:
            self._opened.discard(mailbox)
            self._lost.pop(mailbox, None)
            self._heard_of(mailbox)

    def letter(self, mailbox: str, attempt: Attempt) -> None:
        with self._lock:
            self._attempts[attempt.outcome] += 1
            if attempt.blames_letter:
                self._mute.pop(mailbox, None)
            elif not attempt.blames_recipient:
                self._mute.setdefault(mailbox, self._clock())

    def await_first_word(self, seconds: float) -> bool:
        """True as soon as each mailbox has been opened once, or tried in vain."""
        return self._first_word.wait(seconds)

    def snapshot(self) -> Snapshot:
        with self._lock:
            return Snapshot(
                mails=dict(self._mails),
                attempts=dict(self._attempts),
                opened=frozenset(self._opened),
                lost=dict(self._lost),
                mute=dict(self._mute),
            )

    def _heard_of(self, mailbox: str) -> None:
        self._unheard.discard(mailbox)
        if not self._unheard:
            self._first_word.set()


class Counted:
    """A sender whose attempts are counted; otherwise it is the one that it was given."""

    def __init__(self, mailbox: str, sender: Sender, vitals: Vitals) -> None:
        self._mailbox = mailbox
        self._sender = sender
        self._vitals = vitals

    async def send(self, sender: str, recipient: str, content: bytes) -> Attempt:
        attempt = await self._sender.send(sender, recipient, content)
        self._vitals.letter(self._mailbox, attempt)
        return attempt

    def room(self, *, in_hand: int, gone: int) -> int:
        return self._sender.room(in_hand=in_hand, gone=gone)

    def held_up(self) -> list[str]:
        return self._sender.held_up()

    async def rest(self) -> None:
        await self._sender.rest()

    async def close(self) -> None:
        await self._sender.close()
