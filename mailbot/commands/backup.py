"""`mailbot backup`: a whole copy of the SQLite database while mailbot works."""

from __future__ import annotations

import os
from pathlib import Path

from mailbot.commands.output import say
from mailbot.commands.writable import writable
from mailbot.config import Settings
from mailbot.errors import BadConfig
from mailbot.report.atomic import replacing
from mailbot.store.backup import copy_sqlite
from mailbot.store.db import Store


def backup(settings: Settings, out: Path) -> int:
    store = Store(settings.database_url)
    try:
        database = _file_of(store)
        if out.exists() and out.samefile(database):
            raise BadConfig([f"{out} est la base de données elle-même : donnez un autre nom."])
        with (
            writable(out, "Donnez un fichier dans un dossier où vous pouvez écrire."),
            replacing(out) as partial,
        ):
            # Whoever can read the copy can read the mailbox.
            os.close(os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
            copy_sqlite(database, partial)
    finally:
        store.close()
    say(f"{out} : {out.stat().st_size / 1_000_000:.1f} Mo")
    return 0


def _file_of(store: Store) -> Path:
    if not store.is_sqlite:
        cure = "pg_dump --format=custom --file=COPIE BASE (et pg_restore pour la reprendre)"
        raise BadConfig([f"La base de données est PostgreSQL : sauvegardez-la avec {cure}."])
    path = Path(store.url.database or "")
    if not path.is_file():
        raise BadConfig([f"{path} n'existe pas encore : il n'y a rien à sauvegarder."])
    return path
