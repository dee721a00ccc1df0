"""Looks at one mailbox for an admin: can mailbot work with it, and how well?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from mailbot.config.certificates import SOON, ends_in
from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.settings import Imap
from mailbot.errors import MailbotError
from mailbot.receive.imap import MailboxConnection

NEARLY_FULL = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `problem`: nothing works until it is cured; `remark`: it works less well."""

    level: Literal["ok", "remark", "problem"]
    text: str


def check_mailbox(
    settings: Imap, address: str, *, now: datetime | None = None, connect_seconds: float = 15
) -> list[Finding]:
    """Changes nothing, except that the folder for done mails is made where mails are to be moved."""
    findings: list[Finding] = []
    try:
        with MailboxConnection(settings, address, connect_seconds=connect_seconds) as mailbox:
            findings += [_opened(settings, mailbox), _idle(settings, mailbox)]
            findings += [*_certificate(settings, mailbox, now), *_room(mailbox)]
            if settings.after == "leave":
                return findings
            findings.append(_moving(settings, mailbox))
            done_folder = mailbox.done_folder()
        with MailboxConnection(replace(settings, folder=done_folder), address):
            text = f"Le dossier {quoted(done_folder)} est prêt à recevoir les courriels traités."
            findings.append(Finding(level="ok", text=text))
    except MailbotError as failure:
        findings.append(Finding(level="problem", text=str(failure)))
    return findings


def _opened(settings: Imap, mailbox: MailboxConnection) -> Finding:
    count = len(mailbox.all_uids())
    mails = "courriel" if count < 2 else "courriels"
    return Finding(
        level="ok",
        text=f"{settings.host}{NBSP}: connexion réussie avec l’identifiant {settings.username}{NBSP};"
        f" {settings.folder} contient {count} {mails}.",
    )


def _certificate(settings: Imap, mailbox: MailboxConnection, now: datetime | None) -> Iterator[Finding]:
    shown = mailbox.certificate()
    left = ends_in(shown, now) if shown and now else None
    if left is not None:
        text = f"Le certificat de {settings.host} vaut encore {left}{NBSP}jours."
        if left >= SOON:
            yield Finding(level="ok", text=text)
            return
        text += f" Est-il renouvelé à temps{NBSP}? Ensuite plus aucun courriel n’arrivera."
        yield Finding(level="remark", text=text)


def _room(mailbox: MailboxConnection) -> Iterator[Finding]:
    share = mailbox.fullness()
    if share is not None and share >= NEARLY_FULL:
        text = (
            f"La boîte est pleine à {share:.0%}{NBSP}: bientôt elle refusera les courriels de vos clients."
            " Faites de la place, ou demandez-en à votre hébergeur."
        ).replace("%", f"{NBSP}%")
        yield Finding(level="remark", text=text)


def _idle(settings: Imap, mailbox: MailboxConnection) -> Finding:
    by_the_clock = f"la boîte est relevée toutes les {settings.poll_seconds} secondes."
    if not settings.idle:
        return Finding(level="ok", text=f"IDLE est désactivé (imap.idle = false){NBSP}: {by_the_clock}")
    if "IDLE" in mailbox.capabilities:
        return Finding(
            level="ok", text=f"Le serveur propose IDLE{NBSP}: chaque courriel est pris dès son arrivée."
        )
    return Finding(level="remark", text=f"Le serveur ne propose pas IDLE{NBSP}: {by_the_clock}")


def _moving(settings: Imap, mailbox: MailboxConnection) -> Finding:
    if "MOVE" in mailbox.capabilities:
        return Finding(
            level="ok", text=f"Le serveur propose MOVE{NBSP}: les courriels traités sont déplacés d’un coup."
        )
    if "UIDPLUS" in mailbox.capabilities:
        return Finding(
            level="ok",
            text=f"Le serveur propose UIDPLUS{NBSP}: les courriels traités sont copiés, puis retirés.",
        )
    return Finding(
        level="remark",
        text=f"Le serveur ne propose ni MOVE ni UIDPLUS{NBSP}: les courriels traités restent dans"
        f" {settings.folder}. C’est sans danger{NBSP}; pour ne plus voir cette remarque, écrivez"
        ' imap.after = "leave".',
    )
