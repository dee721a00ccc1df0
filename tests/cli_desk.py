"""A configured desk in a folder, and its command line, for tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from mailbot.cli import main

SERVICE = "reclamations@otc.example"
CLIENT = "elodie@client.example"
CLAIRE = "claire@otc.example"
COMPLAINT = (
    "Bonjour,\n\nNous avons séjourné à l'Hôtel du Grand Tétras. La chambre était sale, le chauffage en "
    "panne, et la réception n'a rien fait. C'est inadmissible, je demande le remboursement.\n\n"
    "Élodie Dupont\n"
)

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "courtier"

[database]
url = "sqlite:///{folder}/desk.sqlite3"

[[mailboxes]]
address = "reclamations@otc.example"
{mailbox}

[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "claire@otc.example"
roles = ["manager", "handler"]

[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
email = "direction@hotel.example"

[mediator]
name = "Médiation"
address = "Paris"
website = "https://mediation.example"
"""


def configured(folder: Path, mailbox: str = "") -> Path:
    path = folder / "config.toml"
    path.write_text(CONFIG.format(folder=folder, mailbox=mailbox), encoding="utf-8")
    path.chmod(0o600)  # its passwords are nobody else's business, and `mailbot check` says so
    return path


def servers_of(imap_port: int, smtp_port: int, *, password: str = "x", more: str = "") -> str:
    login = f'security = "plain", username = "{SERVICE}", password = "{password}"'
    return (
        f'imap = {{ host = "127.0.0.1", port = {imap_port}, {login} }}\n'
        f'smtp = {{ host = "127.0.0.1", port = {smtp_port}, {login} }}\n{more}\n'
    )


def written(
    number: int = 1, text: str = COMPLAINT, *, sender: str = CLIENT, subject: str = "Réclamation"
) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, SERVICE, subject
    mail["Date"] = "Fri, 20 Nov 2026 15:00:00 +0100"
    mail["Message-ID"] = f"<m{number}@client.example>"
    mail.set_content(text)
    return mail.as_bytes()


def folder_of_mails(folder: Path, number: int = 3) -> Path:
    mails = folder / "mails"
    mails.mkdir()
    for n in range(1, number + 1):
        (mails / f"{n}.eml").write_bytes(written(n, f"{COMPLAINT}\nDossier {n}."))
    return mails


class Said:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(capsys: pytest.CaptureFixture[str], *words: object) -> Said:
    """The command line in this process: its status and what it said. Never a traceback."""
    capsys.readouterr()
    try:
        status = main([str(word) for word in words])
    except SystemExit as end:
        status = int(end.code or 0)
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return Said(status, captured.out, captured.err)


def process(*words: object, given: bytes = b"", cwd: Path | None = None, environ: Any = None) -> Said:
    """The command line as a process of its own."""
    command: Sequence[str] = [sys.executable, "-m", "mailbot", *(str(word) for word in words)]
    done = subprocess.run(command, input=given, capture_output=True, cwd=cwd, env=environ, timeout=60)
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())
