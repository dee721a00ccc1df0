"""The register as a file that people open: written after each change, at most once a minute.

A target that is locked or out of reach is said once an hour and tried again; nothing waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from mailbot.log import log

AT_MOST_EVERY = timedelta(minutes=1)
_SAID_EVERY = timedelta(hours=1)


class KeptRegister:
    """`changed` gives a number that grows with every change; `write` makes the whole file."""

    def __init__(self, path: Path, *, changed: Callable[[], int], write: Callable[[Path], None]) -> None:
        self._path, self._changed, self._write = path, changed, write
        self._written: int | None = None  # what had changed while nobody was looking is written at the start
        self._not_before: datetime | None = None
        self._said_at: datetime | None = None

    def look(self, now: datetime) -> bool:
        """Whether it was written."""
        if self._not_before is not None and now < self._not_before:
            return False
        changed = self._changed()
        if changed == self._written:
            return False
        self._not_before = now + AT_MOST_EVERY
        try:
            self._write(self._path)
        except OSError as error:
            self._say(error, now)
            return False
        self._written = changed
        if self._said_at is not None:
            self._said_at = None
            log.info("register_written_again")
        return True

    def _say(self, error: OSError, now: datetime) -> None:
        if self._said_at is None or now - self._said_at >= _SAID_EVERY:
            self._said_at = now
            log.warning("register_not_written", error=error.strerror or type(error).__name__)
