"""What became of a mail of staff: always answered, in the same thread of their mail program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mailbot.decide.letters.alerting import NOTHING_RECORDED
from mailbot.decide.letters.parts import CLIENT
from mailbot.expressions import Expression
from mailbot.model import Address, IncomingMail, Kind, Letter, StaffMember, Thread

_MEANT = Expression(r"vouliez-vous dire (#[\w-]+)[\s\u00a0]*\?")


def transcript(
    mail: IncomingMail,
    thread: Thread,
    member: StaffMember,
    *,
    done: tuple[str, ...] = (),
    sent: tuple[str, ...] = (),
    refused: tuple[str, ...] = (),
    not_understood: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
    commands: tuple[tuple[str, str], ...] = (),
    help_: tuple[tuple[str, str], ...] = (),
    preview: Mapping[str, Any] = NOTHING_RECORDED,
) -> Letter:
    """What was done of a staff mail: always answered, in the same thread of their mail program."""
    return Letter(
        kind="compte_rendu",
        recipient=Address(address=member.address, name=member.name),
        conversation=thread.conversation,
        side="staff",
        cause=mail.content_digest,
        context={
            "done": done,
            "sent": sent,
            "refused": refused,
            "not_understood": not_understood,
            "notes": notes,
            "commands": commands or _corrected(not_understood),
            "help": help_,
            "original": mail.new_text,
            "subject": thread.ticket.subject,
            **preview,
        },
        in_reply_to=mail.message_id,
        references=(*mail.references, *((mail.message_id,) if mail.message_id else ())),
    )


def _corrected(not_understood: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The line as it was meant, where only one thing can have been meant: one click instead of typing."""
    found = []
    for line, proposal in not_understood:
        meant = _MEANT.findall(proposal)
        if len(meant) == 1:
            written, _, argument = line.removeprefix("#").strip().partition(" ")
            label = f"ce que vous vouliez sans doute écrire, au lieu de #{written}"
            found.append((f"{meant[0]} {argument}".strip(), label))
    return tuple(dict.fromkeys(found)) if len(found) == len(not_understood) == 1 else ()


def receipt(
    mail: IncomingMail,
    member: StaffMember,
    *,
    kind: Kind,
    reference: str,
    not_done: tuple[str, ...] = (),
    about: str = "",
) -> Letter:
    """To whoever handed something in, who perhaps sees no case: it is registered, and under what number."""
    what = "suggestion" if kind == "suggestion" else "réclamation"
    return Letter(
        kind="compte_rendu",
        recipient=Address(address=member.address, name=member.name),
        conversation=CLIENT,
        side="staff",
        cause=mail.content_digest,
        context={
            "done": (f"La {what} est enregistrée\u00a0: {reference}.", *((about,) if about else ())),
            "sent": (),
            "refused": (),
            "not_understood": (),
            "notes": tuple(f"À redire en répondant à l'avis\u00a0: {line}" for line in not_done),
            "original": mail.new_text,
            "subject": mail.subject,
        },
        in_reply_to=mail.message_id,
        references=(*mail.references, *((mail.message_id,) if mail.message_id else ())),
    )


def to_member(
    mail: IncomingMail,
    member: StaffMember,
    *,
    done: tuple[str, ...] = (),
    refused: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    report: str = "",
    question: str = "",
    commands: tuple[tuple[str, str], ...] = (),
    help_: tuple[tuple[str, str], ...] = (),
) -> Letter:
    """What became of orders to the service itself: to the address of the configuration."""
    return Letter(
        kind="compte_rendu",
        recipient=Address(address=member.address, name=member.name),
        conversation=CLIENT,
        side="staff",
        cause=mail.content_digest,
        context={
            "done": done, "sent": (), "refused": refused, "not_understood": (), "notes": notes,
            "question": question, "commands": commands, "help": help_,
            "original": mail.new_text, "subject": mail.subject,
        },
        report=report,
        in_reply_to=mail.message_id,
        references=(*mail.references, *((mail.message_id,) if mail.message_id else ())),
    )  # fmt: skip
