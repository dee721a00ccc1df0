"""Letters of a case that moves on: more time, news, what is missing, the end, and how it went."""

from __future__ import annotations

from datetime import datetime

from mailbot.config import Settings
from mailbot.decide.letters.alerting import alerts
from mailbot.decide.letters.parts import CLIENT, joinable
from mailbot.model import Address, IncomingMail, Letter, Party, StaffMember, Ticket


def extension(
    mail: IncomingMail, ticket: Ticket, client: Party, member: StaffMember, *, until: datetime, reason: str
) -> Letter:
    """It must arrive before the date that it replaces: until then it is the most urgent of all."""
    return Letter(
        kind="prolongation",
        recipient=Address(address=client.address, name=client.name),
        conversation=CLIENT,
        side="party",
        cause=mail.content_digest,
        context={
            "reason": reason,
            "due_at": until,
            "first_due_at": ticket.due_at,
            "received_at": ticket.received_at,
            "subject": ticket.subject,
            "signer_name": member.name,
            "signer_function": member.function,
        },
        language=ticket.language,
        ordered=True,
        deadline=ticket.due_at,
    )


def progress(
    ticket: Ticket, settings: Settings, *, cause: str, done: tuple[str, ...], now: datetime
) -> Letter:
    handler = settings.handler_named(ticket.assigned_to)
    return Letter(
        kind="avancement",
        recipient=_client(ticket),
        conversation=CLIENT,
        side="party",
        cause=cause,
        context={
            "done": done,
            # A date that has passed is no promise any more.
            "due_at": ticket.due_at if ticket.due_at and ticket.due_at > now else None,
            "received_at": ticket.received_at,
            "subject": ticket.subject,
            "signer_name": handler.name if handler else "",
            "signer_function": handler.function if handler else "",
        },
        language=ticket.language,
    )


def silence_notices(ticket: Ticket, settings: Settings, *, cause: str) -> tuple[Letter, ...]:
    """People are asked to write, with the words already begun."""
    return alerts(
        settings,
        cause=cause,
        conversation=CLIENT,
        title="Un client est sans nouvelles",
        sentences=("Rien n'a été écrit au client depuis le délai que vous vous êtes donné.",),
        record=ticket.record,
        severity=ticket.severity,
        todo="Répondez à ce message : votre texte part au client. Dites-lui où en est son dossier.",
    )


def questions(
    mail: IncomingMail,
    ticket: Ticket,
    client: Party,
    member: StaffMember,
    *,
    missing: tuple[str, ...],
    text: str,
    reply_by: datetime | None,
) -> Letter:
    """What we still need to know; what has been told already is not asked again."""
    return Letter(
        kind="demande_precisions",
        recipient=Address(address=client.address, name=client.name),
        conversation=CLIENT,
        side="party",
        cause=mail.content_digest,
        context={
            "missing": missing,
            "text": text,
            "reply_by": reply_by,
            "due_at": ticket.due_at,
            "subject": ticket.subject,
            "signer_name": member.name,
            "signer_function": member.function,
        },
        language=ticket.language,
        attachments=joinable(one for one in mail.attachments if not one.inline),
        ordered=True,
    )


def closing(ticket: Ticket, settings: Settings, member: StaffMember, *, cause: str, outcome: str) -> Letter:
    return Letter(
        kind="cloture",
        recipient=_client(ticket),
        conversation=CLIENT,
        side="party",
        cause=cause,
        context={
            "outcome": outcome,
            "subject": ticket.subject,
            "answered_at": ticket.answered_at,
            "offer": settings.procedure.closing.offer or "" if ticket.severity != "grave" else "",
            "signer_name": member.name,
            "signer_function": member.function,
        },
        language=ticket.language,
    )


def survey(ticket: Ticket, *, cause: str) -> Letter:
    return Letter(
        kind="enquete",
        recipient=_client(ticket),
        conversation=CLIENT,
        side="party",
        cause=cause,
        context={"subject": ticket.subject, "received_at": ticket.received_at},
        language=ticket.language,
    )


def _client(ticket: Ticket) -> Address:
    party = ticket.party(CLIENT)
    return Address(address=party.address if party else "", name=party.name if party else "")
