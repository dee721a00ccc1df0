"""Letters that tell staff what went wrong, what is due, and who floods us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide.handlers import followers
from mailbot.decide.letters.offered import Offers, for_a_date
from mailbot.decide.letters.parts import CLIENT, without_marks
from mailbot.model import Address, Conversation, IncomingMail, Letter, Ticket

NOTHING_RECORDED: Mapping[str, Any] = {}


def alerts(
    settings: Settings,
    *,
    cause: str,
    conversation: Conversation,
    title: str,
    sentences: tuple[str, ...],
    todo: str,
    quoted: str = "",
    but_not: str = "",
    record: Mapping[str, Any] = NOTHING_RECORDED,
    severity: str | None = "",
    commands: Offers = (),
    preview: Mapping[str, Any] = NOTHING_RECORDED,
) -> tuple[Letter, ...]:
    """`severity` of the case: a grave one is seen to be grave in every letter about it."""
    return tuple(
        Letter(
            kind="alerte",
            recipient=Address(address=member.address, name=member.name),
            conversation=conversation,
            side="staff",
            cause=cause,
            context={
                "title": title,
                "sentences": sentences,
                "todo": (todo,),
                "quoted": without_marks(quoted, "…"),
                "severity": severity or "",
                "commands": commands,
                **preview,
            },
        )
        for member in followers(settings, record)
        if member.address != but_not
    )


def flood(mail: IncomingMail, settings: Settings, *, now: datetime) -> tuple[Letter, ...]:
    """One word a day about somebody who writes without end; everything is kept and numbered all the same."""
    sender = mail.from_.address if mail.from_ else "adresse inconnue"
    return alerts(
        settings,
        cause=f"flood:{sender}:{now:%Y-%m-%d}",
        conversation=CLIENT,
        title="Une adresse nous écrit sans arrêt",
        sentences=(
            f"{sender} a envoyé plus de vingt messages aujourd'hui.",
            "Ils sont tous enregistrés, mais vous ne recevrez plus d'avis pour chacun d'eux aujourd'hui.",
        ),
        todo="Le registre (`mailbot register`) les montre tous.",
    )


def date_notices(
    ticket: Ticket, settings: Settings, *, name: str, title: str, due_at: datetime, todo: str
) -> tuple[Letter, ...]:
    what = "l'accusé de réception" if name == "acknowledgement_late" else "la réponse au client"
    client = ticket.party(CLIENT)
    return tuple(
        Letter(
            kind="echeance",
            recipient=Address(address=member.address, name=member.name),
            conversation=CLIENT,
            side="staff",
            cause=f"timer:{ticket.id}:{name}:{due_at.isoformat()}",
            context={
                "what": what,
                "due_at": due_at,
                "late": "" if name.startswith("answer_soon") else title,
                "client_name": (client.name or client.address) if client else "",
                "subject": ticket.subject,
                "assigned_to": _followed_by(ticket, settings),
                "received_at": ticket.received_at,
                "severity": ticket.severity or "",
                "todo": (todo,),
                "commands": () if name == "acknowledgement_late" else for_a_date(settings),
            },
        )
        for member in followers(settings, ticket.record)
    )


def _followed_by(ticket: Ticket, settings: Settings) -> str:
    """With who stands in, where the one who follows it is away: a date waits for nobody's holiday."""
    name = ticket.assigned_to or ""
    if name not in settings.absent:
        return name
    until = settings.absent[name].astimezone(ZoneInfo(settings.organisation.timezone))
    instead = ", ".join(member.name for member in settings.deputies(name)) or "personne"
    return f"{name}, absent(e) jusqu'au {until:%d/%m/%Y} – à la place\u00a0: {instead}"
