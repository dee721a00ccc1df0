"""Letters to the client: acknowledgements, and what staff write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide.commitments import Begun, acknowledgement_due, begun, names_mediator, promised
from mailbot.decide.handlers import Choice
from mailbot.decide.letters.on_paper import answer_parts
from mailbot.decide.letters.parts import CLIENT, joinable
from mailbot.model import (
    Address,
    IncomingMail,
    Kind,
    Letter,
    Meaning,
    Party,
    Redacted,
    StaffMember,
    Thread,
    Ticket,
)
from mailbot.procedure import due


def acknowledgement(
    mail: IncomingMail,
    client: Party,
    meaning: Meaning,
    settings: Settings,
    choice: Choice,
    *,
    now: datetime,
) -> Letter:
    return _acknowledgement(
        kind=meaning.kind,
        recipient=Address(address=client.address, name=client.name),
        start=Begun(received_at=mail.received_at, sent_at=mail.sent_at),
        subject=mail.subject,
        language=meaning.language,
        silent=meaning.wishes.no_further_contact,
        settings=settings,
        cause=mail.content_digest,
        now=now,
        handler=settings.handler_named(choice.assigned),
        # The client's own mail program shows the acknowledgement below the client's own mail.
        in_reply_to=mail.message_id,
        references=(*mail.references, *((mail.message_id,) if mail.message_id else ())),
        thread_hints=mail.thread_hints,
    )


def late_acknowledgement(
    ticket: Ticket, client: Party, kind: str, settings: Settings, *, now: datetime
) -> Letter:
    """Staff have settled that it is a complaint or a suggestion after all."""
    return _acknowledgement(
        kind="reclamation" if kind == "reclamation" else "suggestion",
        recipient=Address(address=client.address, name=client.name),
        start=begun(ticket),
        subject=ticket.subject,
        language=ticket.language,
        silent=False,
        settings=settings,
        cause=f"ticket:{ticket.id}",
        now=now,
        handler=settings.handler_named(ticket.assigned_to),
    )


def _acknowledgement(
    *,
    kind: Kind,
    recipient: Address,
    start: Begun,
    subject: str,
    language: str,
    silent: bool,
    settings: Settings,
    cause: str,
    now: datetime,
    handler: StaffMember | None,
    **threading: Any,
) -> Letter:
    context: dict[str, Any] = {
        "received_at": start.received_at,
        "subject": subject,
        "no_further_contact": "oui" if silent else "",
        "due_at": None if silent else promised(kind, start, now, settings),
    }
    if kind == "reclamation":
        procedure = settings.procedure
        context |= {
            "steps": procedure.acknowledgement.steps_text or "",
            "handler_name": handler.name if handler else "",
            "handler_function": handler.function if handler else "",
            "handlers": _choices(settings) if procedure.handlers.client_chooses else (),
        }
    return Letter(
        kind="accuse_reception" if kind == "reclamation" else "accuse_suggestion",
        recipient=recipient,
        conversation=CLIENT,
        side="party",
        cause=cause,
        context=context,
        language=language,
        names_mediator=settings.procedure.mediation == "always" and kind == "reclamation",
        deadline=acknowledgement_due(start, settings) if kind == "reclamation" else None,
        not_before=_waits(start, settings) if kind == "reclamation" else None,
        **threading,
    )


def _waits(start: Begun, settings: Settings) -> datetime | None:
    """Where an answer makes it needless, the acknowledgement may wait whether one comes first."""
    promised = settings.procedure.acknowledgement
    if promised.wait is None or not promised.satisfied_by_answer:
        return None
    return due(start.received_at, promised.wait, settings.procedure.calendar)


def _choices(settings: Settings) -> tuple[str, ...]:
    """Among whom the client may choose, as the document names them."""
    return settings.procedure.handlers.names or tuple(member.name for member in settings.handlers())


def relayed(mail: IncomingMail, thread: Thread, copy: Redacted) -> Letter:
    """A provider's words as the organisation passes them on; they answer nothing yet."""
    ticket = thread.ticket
    client, provider = ticket.party(CLIENT), ticket.party(thread.conversation)
    assert client is not None  # noqa: S101  (asked before)
    assert provider is not None  # noqa: S101  (the conversation is with it)
    return Letter(
        kind="relais_client",
        recipient=Address(address=client.address, name=client.name),
        conversation=CLIENT,
        side="party",
        cause=mail.content_digest,
        context={
            "text": copy.text,
            "subject": ticket.subject,
            "provider_name": provider.name or "l'établissement",
            "received_at": mail.received_at,
        },
        language=ticket.language,
    )


def to_client(
    mail: IncomingMail,
    ticket: Ticket,
    party: Party,
    member: StaffMember,
    settings: Settings,
    *,
    text: str,
    outcome: str | None,
) -> Letter:
    """A person's words, as the organisation; the answer itself when it has an outcome."""
    return Letter(
        kind="reponse_client" if outcome else "message_client",
        recipient=Address(address=party.address, name=party.name),
        conversation=CLIENT,
        side="party",
        cause=mail.content_digest,
        context={
            "text": text,
            "subject": ticket.subject,
            "signer_name": member.name,
            "signer_function": member.function,
            **(answer_parts(ticket, outcome, settings) if outcome else {}),
        },
        paper="lettre_client" if outcome and settings.procedure.answer.as_letter else "",
        language=ticket.language,
        names_mediator=names_mediator(outcome, settings, ticket),
        automatic=False,
        attachments=joinable(a for a in mail.attachments if not a.inline),
        deadline=ticket.due_at if outcome else None,
    )
