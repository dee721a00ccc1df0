"""Passwords and people in logs, errors and tracebacks; files that others on the machine could read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli_desk import CLIENT, SERVICE, configured, servers_of, written
from mailbot.sandbox.servers import MailServers

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
PASSWORD = "xyzzy-le-mot-de-passe"
DATABASE_PASSWORD = "plugh-de-la-base"


@pytest.fixture
def servers() -> Iterator[MailServers]:
    with MailServers({SERVICE: PASSWORD, CLIENT: "x", "claire@otc.example": "x"}, clock=lambda: NOW) as made:
        yield made


def ran(config: Path, *words: str) -> str:
    """All that the command said, with the most talkative log, an open-handed umask, and tracebacks."""
    text = config.read_text(encoding="utf-8")
    if "[log]" not in text:
        config.write_text(f'{text}\n[log]\nlevel = "debug"\n', encoding="utf-8")
    command = [sys.executable, "-m", "mailbot", words[0], "--debug", "--config", str(config), *words[1:]]
    # A umask that lets everybody read: what matters must not depend on it.
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, umask=0)
    return done.stdout + done.stderr


@pytest.mark.parametrize("wrong", ["nothing", "password", "imap port", "smtp port", "database", "templates"])
def test_no_secret_is_told_whatever_goes_wrong(tmp_path: Path, servers: MailServers, wrong: str) -> None:
    """Logs at their most talkative, tracebacks: neither the passwords nor who writes, nor what about."""
    servers.deliver(SERVICE, written(), NOW)
    imap = 9 if wrong == "imap port" else servers.imap_port
    smtp = 9 if wrong == "smtp port" else servers.smtp_port
    password = f"{PASSWORD}!" if wrong == "password" else PASSWORD
    config = configured(tmp_path, servers_of(imap, smtp, password=password))
    if wrong == "database":
        url = f"postgresql://mailbot:{DATABASE_PASSWORD}@127.0.0.1:9/mailbot"
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace(f"sqlite:///{tmp_path}/desk.sqlite3", url), encoding="utf-8")
    if wrong == "templates":
        text = config.read_text(encoding="utf-8") + '\n[desk]\ntemplates_dir = "lettres"\n'
        (tmp_path / "lettres" / "accuse_reception").mkdir(parents=True)
        (tmp_path / "lettres" / "accuse_reception" / "fr.txt").write_text("Objet : x\n\n{{ 1/0 }}\n")
        config.write_text(text, encoding="utf-8")
    said = ran(config, "run", "--once") + ran(config, "check") + ran(config, "outbox")
    assert said
    for secret in (PASSWORD, DATABASE_PASSWORD, "Grand Tétras. La chambre", "Élodie"):
        assert secret not in said
    for line in said.splitlines():
        assert CLIENT not in line or not line.startswith("{")


def test_files_that_hold_mails_are_for_their_owner_alone(tmp_path: Path, servers: MailServers) -> None:
    """Database, its journal, a backup, what is handed over: whatever the umask, and while it works."""
    servers.deliver(SERVICE, written(), NOW)
    config = configured(tmp_path, servers_of(servers.imap_port, servers.smtp_port, password=PASSWORD))
    ran(config, "run", "--once")
    ran(config, "backup", str(tmp_path / "copie.sqlite3"))
    ran(config, "access", CLIENT, "-o", str(tmp_path / "acces.zip"))
    ran(config, "evidence", "--from", "2026-01-01", "--to", "2026-12-31", "-o", str(tmp_path / "preuves"))
    made = [path for path in tmp_path.iterdir() if path != config]
    assert {path.name for path in made} >= {"desk.sqlite3", "copie.sqlite3", "acces.zip", "preuves"}
    open_to_others = [path.name for path in made if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_the_journal_of_an_open_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    """What is written at this moment lies in files of its own."""
    code = (
        "import os, sys; os.umask(0)\n"
        "from mailbot.store.db import Store\n"
        "store = Store(f'sqlite:///{sys.argv[1]}/desk.sqlite3').open()\n"
        "names = sorted(os.listdir(sys.argv[1]))\n"
        "print(*(f'{name}:{os.stat(os.path.join(sys.argv[1], name)).st_mode & 0o777:o}' for name in names))\n"
        "store.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    found = dict(item.split(":") for item in done.stdout.split())
    assert "desk.sqlite3-wal" in found
    assert set(found.values()) == {"600"}, found
    assert os.name == "posix"
