"""The settings of one desk, frozen: what every part of mailbot receives. No secret shows in any repr."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from mailbot.config.oauth import OAuth
from mailbot.model import (
    Absence,
    Concerned,
    Directory,
    FormRules,
    Mediator,
    Organisation,
    OtherType,
    Provider,
    StaffMember,
)
from mailbot.procedure import Delay, Procedure

Security = Literal["tls", "starttls", "plain"]
AfterRecording = Literal["move", "leave"]
OtherMails = Literal["montrer", "ignorer"]
OtherMail = Literal["equipe", "classer", "dossier"]
LogFormat = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

NBSP = "\N{NO-BREAK SPACE}"
_FIVE_YEARS = Delay(n=60, unit="months")  # as long as somebody may go to court
_ONE_YEAR = Delay(n=12, unit="months")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imap:
    host: str
    port: int = 993
    security: Security = "tls"
    username: str = ""
    password: str = field(default="", repr=False)
    oauth: OAuth | None = None  # tokens instead of a password
    folder: str = "INBOX"
    done_folder: str = "mailbot"
    after: AfterRecording = "move"
    allow_plain: bool = False
    ca_file: Path | None = None
    poll_seconds: int = 60
    idle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """Without `username`, the server takes mail from this machine without a login."""

    host: str
    port: int = 465
    security: Security = "tls"
    username: str = ""
    password: str = field(default="", repr=False)
    oauth: OAuth | None = None
    allow_plain: bool = False
    ca_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A service address. Without servers it can be rehearsed, not run."""

    address: str
    imap: Imap | None = None
    smtp: Smtp | None = None
    oauth: OAuth | None = None  # as imap and smtp have it, unless they have a password of their own
    aliases: tuple[str, ...] = ()  # other addresses that deliver into this mailbox
    plus_addressing: bool = True  # the server takes address+anything@domain
    authserv_ids: tuple[str, ...] = ()  # whose Authentication-Results are believed
    origin: str = field(default="", repr=False, compare=False)  # "config.toml, ligne 12": for messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long personal data is kept; None: for ever."""

    closed_after: Delay | None = _FIVE_YEARS
    unregistered_after: Delay | None = _ONE_YEAR  # neither complaint nor suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    organisation: Organisation
    procedure: Procedure = field(default_factory=Procedure)
    mailboxes: tuple[Mailbox, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    directory: Directory = field(default_factory=Directory)
    concerned: tuple[Concerned, ...] = ()  # who else is told, where the document wants it
    mediator: Mediator | None = None
    database_url: str = field(default="sqlite:///mailbot.sqlite3", repr=False)  # may hold a password
    templates_dir: Path | None = None
    register_file: Path | None = None  # the register as a spreadsheet, written after each change
    automatic_letters_per_day: int = 5  # per address: the bound on every loop
    staff_token_days: int = 180
    reference_prefix: str = "REC"
    recall: timedelta | None = None  # how long what staff write waits, so that they can call it back
    escalate_after: Delay | None = None  # so long after a date that was missed, the managers are told
    grave_after: Delay | None = None  # so many working hours a grave case may wait for its first action
    absent: Mapping[str, datetime] = field(default_factory=dict)  # at this moment, as the database has it
    absences: Mapping[str, Absence] = field(default_factory=dict)  # those, and those to come
    alarm: tuple[str, ...] = ()  # who hears of a standstill; empty: the managers
    digest: bool = True  # every working morning, to those who have something to do
    other_mails: OtherMails = "montrer"  # what is neither complaint nor suggestion: shown to staff, or not
    other_mails_by_type: Mapping[OtherType, OtherMail] = field(default_factory=dict)
    reading: FormRules = field(default_factory=FormRules)
    retention: Retention = field(default_factory=Retention)
    log_format: LogFormat = "text"
    log_level: LogLevel = "info"
    metrics: tuple[str, int] | None = None  # where programs that watch may ask: host and port
    config_file: Path | None = None
    notices: tuple[str, ...] = ()  # worth a look, stops nothing: `mailbot check` shows them

    def follows(self, sort: OtherType | None, *, doubtful: bool) -> OtherMail:
        """What becomes of a mail that is neither: for the team, only kept, or a case with a number.

        What only may be an advertisement is looked at: no words of a person are filed unseen by mistake.
        """
        unread: OtherMail = "equipe" if self.other_mails == "montrer" else "classer"
        chosen = self.other_mails_by_type.get(sort or "autre")
        if doubtful:
            return unread if chosen is None else "equipe"
        return chosen or ("classer" if sort in ("spam", "newsletter") else unread)

    @property
    def own_addresses(self) -> frozenset[str]:
        return frozenset(a for mailbox in self.mailboxes for a in (mailbox.address, *mailbox.aliases))

    def alarmed(self) -> tuple[str, ...]:
        """Who hears, by no way of the database, that nothing can be recorded."""
        return self.alarm or tuple(m.address for m in self.staff if "manager" in m.roles)

    def handlers(self) -> tuple[StaffMember, ...]:
        """Who may follow cases and act in them: where the document names them, nobody else."""
        named = self.procedure.handlers.names if self.procedure.handlers.closed else ()
        able = tuple(member for member in self.staff if member.can_act())
        if not named:
            return able
        chosen = tuple(m for m in able if any(_is_named(m.name, name) for name in named))
        instead = {self._stand_in(m) for m in chosen if m.name in self.absent}
        return (*chosen, *(m for m in able if m.name in instead and m not in chosen))

    def deputies(self, name: str | None) -> tuple[StaffMember, ...]:
        """Who looks after the cases of somebody who is away: whoever was named, else whoever is there."""
        member = self.handler_named(name)
        if member is None or member.name not in self.absent:
            return ()
        return self.instead_of(member)

    def instead_of(self, member: StaffMember, named: str = "") -> tuple[StaffMember, ...]:
        """`named` or the deputy, if he is there; else the managers; else whoever follows cases."""
        there = tuple(m for m in self.handlers() if m.name not in self.absent and m != member)
        deputy = tuple(m for m in there if m.name == (named or self._stand_in(member)))
        return deputy or tuple(m for m in there if "manager" in m.roles) or there

    def _stand_in(self, member: StaffMember) -> str:
        noted = self.absences.get(member.name)
        return (noted.instead if noted else "") or member.deputy

    def handler_named(self, name: str | None) -> StaffMember | None:
        return next((member for member in self.staff if name and member.name == name), None)

    @property
    def has_mediator(self) -> bool:
        """With all that a client needs to turn to them."""
        return bool(self.mediator and self.mediator.name and self.mediator.address and self.mediator.website)

    def staff_member(self, address: str) -> StaffMember | None:
        wanted = address.strip().lower()
        return next((member for member in self.staff if member.address == wanted), None)

    def provider_of(self, address: str) -> Provider | None:
        """The provider that writes from this address; the first, where several share it."""
        wanted = address.strip().lower()
        return next((p for p in self.directory.providers if p.address and p.address == wanted), None)

    def require_servers(self) -> list[str]:
        """What is still missing before `run`; a rehearsal needs none of it. Empty: ready."""
        file = self.config_file.name if self.config_file else "config.toml"
        missing = [text for mailbox in self.mailboxes for text in _missing_servers(mailbox, file)]
        if not self.mailboxes:
            missing.append(
                f"{file}{NBSP}: aucune boîte aux lettres. Ajoutez une section [[mailboxes]] avec address,"
                " imap et smtp."
            )
        if not any(member.can_act() for member in self.staff):
            missing.append(
                f"{file}{NBSP}: personne ne peut traiter un dossier. Ajoutez une section [[staff]] avec"
                ' roles = ["manager", "handler"].'
            )
        if self.procedure.handlers.must_be_named and not any("manager" in m.roles for m in self.staff):
            missing.append(
                f"{file}{NBSP}: la procédure veut un responsable du traitement nommé. Donnez à une personne"
                ' de [[staff]] le rôle "manager".'
            )
        return missing


def _is_named(name: str, in_document: str) -> bool:
    """ "M. TROSSAT" in the document is Jean Trossat of the staff: every word of it but titles is his."""
    titles = {"m", "mme", "mlle", "monsieur", "madame", "mademoiselle", "mr"}
    words = set(re.sub(r"[^\w]+", " ", in_document.casefold()).split()) - titles
    return bool(words) and words <= set(re.sub(r"[^\w]+", " ", name.casefold()).split())


def _missing_servers(mailbox: Mailbox, file: str) -> list[str]:
    where = f"{mailbox.origin or file}{NBSP}: boîte «{NBSP}{mailbox.address}{NBSP}»"
    missing = []
    if mailbox.imap is None:
        missing.append(f"{where} sans serveur IMAP. Ajoutez imap.host, imap.username et imap.password_file.")
    if mailbox.smtp is None:
        missing.append(f"{where} sans serveur SMTP. Ajoutez smtp.host (et smtp.port s’il n’est pas 465).")
    return missing
