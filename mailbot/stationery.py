"""The letters' files, read again when somebody changes them: no restart, and never a broken letter.

A change that does not work leaves the last good letters in use, and is said in the log with its cure.
"""

from __future__ import annotations

import threading
from pathlib import Path

from mailbot.compose import Templates
from mailbot.errors import BadConfig
from mailbot.log import log

Stamp = frozenset[tuple[str, int, int]]


class Stationery:
    """`folder` is the organisation's own; what ships does not change under a running program."""

    def __init__(self, folder: Path | None = None, *, ready: Templates | None = None) -> None:
        self._folder = folder
        self._seen = _stamp(folder)
        self._lock = threading.Lock()
        self._current = ready or Templates.load(*((folder,) if folder else ()))

    def current(self) -> Templates:
        """Asked for every letter; where nothing has changed it costs a look at the folder."""
        if self._folder is None:
            return self._current
        with self._lock:
            stamp = _stamp(self._folder)
            if stamp != self._seen:
                self._seen = stamp
                self._read_again(self._folder)
            return self._current

    def _read_again(self, folder: Path) -> None:
        try:
            self._current = Templates.load(folder)
        except BadConfig as error:
            log.error("templates_broken", mistakes=list(error.mistakes))
        else:
            log.info("templates_read_again")


def _stamp(folder: Path | None) -> Stamp:
    if folder is None:
        return frozenset()
    found = set()
    for path in (*folder.glob("*/*.txt"), *folder.glob("_*")):
        try:
            about = path.stat()
        except OSError:  # taken away at this very moment: the next look sees it gone
            continue
        found.add((path.as_posix(), about.st_mtime_ns, about.st_size))
    return frozenset(found)
