"""Looks at one mailbox for an admin: can mailbot work with it, and how well?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from mailbot.config.settings import Imap
from mailbot.errors import MailbotError
from mailbot.receive.imap import MailboxConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `problem`: nothing works until it is cured; `remark`: it works less well."""

    level: Literal["ok", "remark", "problem"]
    text: str


def check_mailbox(settings: Imap, address: str, *, connect_seconds: float = 15) -> list[Finding]:
    """Changes nothing, except that the folder for done mails is made where mails are to be moved."""
    findings: list[Finding] = []
    try:
        with MailboxConnection(settings, address, connect_seconds=connect_seconds) as mailbox:
            findings += [_opened(settings, mailbox), _idle(settings, mailbox)]
            if settings.after == "leave":
                return findings
            findings.append(_moving(settings, mailbox))
            done_folder = mailbox.done_folder()
        with MailboxConnection(replace(settings, folder=done_folder), address):
            text = f"The folder {done_folder} for done mails is there and can be written to."
            findings.append(Finding(level="ok", text=text))
    except MailbotError as failure:
        findings.append(Finding(level="problem", text=str(failure)))
    return findings


def _opened(settings: Imap, mailbox: MailboxConnection) -> Finding:
    count = len(mailbox.all_uids())
    return Finding(
        level="ok",
        text=f"{settings.host}: logged in as {settings.username}; {settings.folder} holds {count} mails.",
    )


def _idle(settings: Imap, mailbox: MailboxConnection) -> Finding:
    seconds = settings.poll_seconds
    if not settings.idle:
        return Finding(level="ok", text=f"IDLE is switched off: the mailbox is read every {seconds} s.")
    if "IDLE" in mailbox.capabilities:
        return Finding(level="ok", text="IDLE is offered: new mail is taken at once.")
    return Finding(level="remark", text=f"IDLE is not offered: the mailbox is read every {seconds} s.")


def _moving(settings: Imap, mailbox: MailboxConnection) -> Finding:
    if "MOVE" in mailbox.capabilities:
        return Finding(level="ok", text="MOVE is offered: done mails are moved in one step.")
    if "UIDPLUS" in mailbox.capabilities:
        return Finding(level="ok", text="UIDPLUS is offered: done mails are copied, then taken out.")
    return Finding(
        level="remark",
        text=f"Neither MOVE nor UIDPLUS is offered: done mails stay in {settings.folder}. That does no harm; "
        'write imap.after = "leave" to say that it is meant.',
    )
