"""One worker's hold on a mailbox, renewed in time: taken, kept and given back by the one who reads it."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from mailbot.errors import TemporaryFailure
from mailbot.store import leases
from mailbot.store.db import Store


class Tenure:
    """One worker looks after a mailbox at a time; two would move the same mails under each other's hands."""

    RENEWED_EVERY = 20.0  # seconds: what was late once is still in time

    def __init__(self, store: Store, address: str, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._name = f"mailbox {address}"
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"
        self._clock = clock
        self._renewed_at: datetime | None = None

    def holds(self) -> bool:
        """Takes it, or renews it where due; asked before every mail, so in between it costs nothing."""
        now = self._clock()
        if self._renewed_at and timedelta(0) <= now - self._renewed_at < timedelta(
            seconds=self.RENEWED_EVERY
        ):
            return True
        with self._store.transaction() as connection:
            taken = leases.take(connection, self._name, self._owner, now=now)
        self._renewed_at = now if taken else None
        return taken

    def end(self) -> None:
        with suppress(TemporaryFailure), self._store.transaction() as connection:
            leases.give_back(connection, self._name, self._owner)
