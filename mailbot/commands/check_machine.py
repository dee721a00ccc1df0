"""`mailbot check`, this machine: who can read the files, the database, the register, the disk, the clock."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from mailbot.commands.finding import Finding
from mailbot.commands.writable import why_not
from mailbot.config import Settings
from mailbot.daemon import EARLIEST
from mailbot.errors import MailbotError, TemporaryFailure
from mailbot.store.db import Store, sqlite_file

LITTLE, VERY_LITTLE = 1_000_000_000, 200_000_000  # bytes


def of_machine(settings: Settings, *, now: datetime) -> Iterator[Finding]:
    yield from _rights(settings)
    yield from _database(settings)
    yield from _room(settings)
    yield from _register(settings)
    yield from _clock(now)


def _rights(settings: Settings) -> Iterator[Finding]:
    """Whole mails are in the database, and passwords may be in the configuration: nobody else's business."""
    files = [(settings.config_file, "contient un mot de passe")] if _holds_a_password(settings) else []
    database = sqlite_file(settings.database_url)
    if database is not None:
        files.append((database, "contient les courriels"))
    files += [(box.oauth.token_file, "ouvre la boîte") for box in settings.mailboxes if box.oauth]
    for path, why in files:
        if path is not None and _is_readable_by_all(path):
            text = f"{path.name} {why} et tout compte de cette machine peut le lire. Tapez : chmod 600 {path}"
            yield Finding(about="droits des fichiers", level="problem", text=text)


def _holds_a_password(settings: Settings) -> bool:
    """In its own words: those of an environment or of a file beside it are not in it."""
    if settings.config_file is None:
        return False
    try:
        written = tomllib.loads(settings.config_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    boxes = written.get("mailboxes", ())
    servers = [box.get(name) for box in boxes for name in ("imap", "smtp", "oauth")]
    url = written.get("database", {}).get("url", "")
    in_url = "@" in url and ":" in url.partition("://")[2].rpartition("@")[0]
    return in_url or any(
        isinstance(server, dict) and (server.get("password") or server.get("client_secret"))
        for server in servers
    )


def _is_readable_by_all(path: Path) -> bool:
    try:
        return os.name == "posix" and bool(path.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False


def _database(settings: Settings) -> Iterator[Finding]:
    about = "base de données"
    store = Store(settings.database_url)
    try:
        current, newest = store.versions()
    except MailbotError as error:
        temporary = isinstance(error, TemporaryFailure)
        yield Finding(about=about, level="problem", text=str(error), temporary=temporary)
        return
    finally:
        store.close()
    kind = "SQLite" if store.is_sqlite else "PostgreSQL"
    if current == newest:
        yield Finding(about=about, level="ok", text=f"{kind}, version {current}.")
    elif store.is_sqlite and (current is None or current < newest):
        yield Finding(about=about, level="ok", text=f"{kind} : créée ou mise à jour au premier lancement.")
    else:
        text = f"{kind} : version {current or 'vide'}, il faut {newest}. Lancez `mailbot migrate`."
        yield Finding(about=about, level="problem", text=text)


def _room(settings: Settings) -> Iterator[Finding]:
    """Where the mails are kept; another machine's disk is that machine's business."""
    file = sqlite_file(settings.database_url)
    if file is None:
        return
    folder = next((path for path in file.resolve().parents if path.is_dir()), None)
    if folder is None:
        return
    if why := _not_writable(folder):
        text = f"Elle ne peut pas être écrite dans {folder} : {why}. Donnez ce droit à ce compte."
        yield Finding(about="base de données", level="problem", text=text)
    about, free = "espace disque", shutil.disk_usage(folder).free
    if free >= LITTLE:
        yield Finding(about=about, level="ok", text=f"{free / 1e9:.0f} Go libres pour la base de données.")
        return
    text = (
        f"Il ne reste que {free // 1_000_000} Mo là où est la base de données ({folder}) : quand il n'y en "
        "aura plus, mailbot s'arrêtera. Libérez de la place."
    )
    yield Finding(about=about, level="problem" if free < VERY_LITTLE else "remark", text=text)


def _register(settings: Settings) -> Iterator[Finding]:
    """Other people's drive, as a rule: it is tried as whoever types this, without the walls of a service."""
    if settings.register_file is None:
        return
    about, folder = "registre", settings.register_file.resolve().parent
    if why := _not_writable(folder):
        text = (
            f"Le registre ne peut pas être écrit dans {folder} : {why}. Créez ce dossier, raccordez le"
            " lecteur, ou donnez ce droit à ce compte."
        )
        yield Finding(about=about, level="problem", text=text)
        return
    text = f"Sera tenu à jour dans {settings.register_file}."
    database = sqlite_file(settings.database_url)
    if database is None or database.resolve().parent not in (folder, *folder.parents):
        text += f" Sous systemd, ajoutez au service : ReadWritePaths={folder}"
    yield Finding(about=about, level="ok", text=text)


def _not_writable(folder: Path) -> str:
    """By writing there, since rights alone do not tell: a file without a name, gone at once."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"mailbot")
    except OSError as error:
        return why_not(error)
    return ""


def _clock(now: datetime) -> Iterator[Finding]:
    if now < EARLIEST:
        text = f"L'horloge de cette machine indique {now:%d/%m/%Y}. Réglez-la : timedatectl set-ntp true"
        yield Finding(about="horloge", level="problem", text=text)
