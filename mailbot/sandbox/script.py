"""A script: who writes when, what goes wrong, what is expected; and where it is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from mailbot.config import Settings
from mailbot.config.mistakes import NBSP
from mailbot.errors import BadConfig
from mailbot.model import Address
from mailbot.sandbox.expectations import Expectation

FaultName = Literal["smtp_down", "smtp_up", "smtp_reject", "smtp_accept", "imap_drop", "crash"]
FAULTS: tuple[FaultName, ...] = get_args(FaultName)
CRASHES = ("after_commit", "before_commit", "after_data")
SCRIPT = "script.toml"
CONFIG = "config.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Which letter a mail answers: the latest that its writer got, about a ticket, of a kind."""

    ticket: int | None = None  # in the order of opening
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A mail that somebody writes. None: the file's own header stands, or the usual one."""

    from_: Address | None = None
    to: tuple[str, ...] = ()
    subject: str | None = None
    body: str = ""
    content: bytes | None = None  # a finished mail, from a file
    attachments: tuple[tuple[str, bytes], ...] = ()
    reply_to: Answered | None = None
    authenticated: bool = True
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    name: FaultName
    detail: str = ""  # an address, or the moment of a crash

    def __str__(self) -> str:
        return f"{self.name} {self.detail}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    number: int
    place: str  # "script.toml, ligne 12", for people
    at: datetime
    mail: Writing | None = None
    fault: Fault | None = None
    expectations: tuple[Expectation, ...] = ()

    def __str__(self) -> str:
        return f"{self.place} (étape {self.number})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    title: str
    steps: tuple[Step, ...]


def found_script(path: Path) -> tuple[Path, Path | None]:
    """The script at `path`, a file or a folder, and the configuration that lies beside it."""
    if not path.exists():
        raise BadConfig(
            [f"{path} n’existe pas. Donnez un fichier TOML, ou un dossier qui contient {SCRIPT}."]
        )
    if path.is_file():
        beside = path.parent / CONFIG
        return path, beside if beside.is_file() and beside != path else None
    beside = path / CONFIG
    config = beside if beside.is_file() else None
    if (path / SCRIPT).is_file():
        return path / SCRIPT, config
    scripts = [file for file in sorted(path.glob("*.toml")) if file.name != CONFIG]
    if len(scripts) != 1:
        which = ", ".join(file.name for file in scripts) or "aucun fichier TOML"
        raise BadConfig([f"{path}{NBSP}: ce dossier ne contient pas {SCRIPT} ({which}). Donnez le fichier."])
    return scripts[0], config


def service_mailbox(address: str, settings: Settings) -> str | None:
    """The mailbox into which mail for this address comes, with or without its +detail; None: not ours."""
    local, _, domain = address.strip().lower().rpartition("@")
    bases = (f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}")
    for box in settings.mailboxes:
        if any(base in (box.address, *box.aliases) for base in bases):
            return box.address
    return None
