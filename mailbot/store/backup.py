"""A whole copy of a SQLite database while others write to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from mailbot.errors import PermanentFailure, TemporaryFailure
from mailbot.store.db import BUSY_SECONDS

_PAGES = 2_000  # at a time: writers get their turn in between


def copy_sqlite(database: Path, copy: Path) -> None:
    """Every transaction is in the copy whole or not at all; the copy is checked before it counts."""
    try:
        with (
            closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target, pages=_PAGES, sleep=0.01)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, that can be carried away
            [found] = target.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.OperationalError as error:
        raise TemporaryFailure(f"La base de données n'a pas pu être copiée : {error}") from error
    if found != "ok":
        raise PermanentFailure(f"La base de données est abîmée : {found}")
