"""Letters to a provider: nothing of the client but what redaction let through."""

from __future__ import annotations

from datetime import datetime

from mailbot.config import Settings
from mailbot.decide.commitments import provider_due, reminder_due
from mailbot.model import Address, Attachment, IncomingMail, Letter, Party, Redacted, StaffMember, Ticket


def forward(
    copy: Redacted,
    party: Party,
    received_at: datetime,
    settings: Settings,
    *,
    cause: str,
    now: datetime,
    ordered: bool = False,
    released: tuple[Attachment, ...] = (),
    reason: str = "",
) -> Letter:
    """The anonymised copy. What it is searched for afterwards travels with it, not in it."""
    withheld = "Des pièces jointes restent chez nous parce qu'elles pourraient désigner la personne."
    return Letter(
        kind="transmission",
        recipient=Address(address=party.address),
        conversation=party.conversation,
        side="party",
        cause=cause,
        ordered=ordered,
        context={
            "provider_name": party.name,
            "received_at": received_at,
            "subject": copy.subject,
            "text": copy.text,
            "reason": reason,
            "attachments": tuple(a.name for a in (*copy.attachments, *released)),
            "withheld_note": withheld if len(copy.withheld) > len(released) else "",
            "reply_by": provider_due(now, settings),
        },
        attachments=(*copy.attachments, *released),
        searched_for=copy.identity,
    )


def for_information(
    copy: Redacted, parties: tuple[Party, ...], received_at: datetime, *, cause: str, about: str
) -> tuple[Letter, ...]:
    """The same anonymised copy for other people concerned: one letter each, none sees the other."""
    return tuple(
        Letter(
            kind="transmission_information",
            recipient=Address(address=party.address),
            conversation=party.conversation,
            side="party",
            cause=cause,
            context={
                "provider_name": party.name,
                "about": about,
                "received_at": received_at,
                "subject": copy.subject,
                "text": copy.text,
            },
            searched_for=copy.identity,
        )
        for party in parties
    )


def to_provider(
    mail: IncomingMail, party: Party, copy: Redacted, *, text: str, member: StaffMember
) -> Letter:
    """Staff's own words to a provider: searched like everything else that goes there."""
    return Letter(
        kind="message_prestataire",
        recipient=Address(address=party.address),
        conversation=party.conversation,
        side="party",
        cause=mail.content_digest,
        context={
            "text": text,
            "provider_name": party.name,
            "signer_name": member.name,
            "signer_function": member.function,
        },
        automatic=False,
        searched_for=copy.identity,
    )


def document(
    mail: IncomingMail, party: Party, copy: Redacted, *, file: Attachment, member: StaffMember
) -> Letter:
    """A piece that staff let go once the copy had left."""
    return Letter(
        kind="message_prestataire",
        recipient=Address(address=party.address),
        conversation=party.conversation,
        side="party",
        cause=f"{mail.content_digest}:{file.name}",
        context={
            "text": f"Voici une pièce jointe à la réclamation que nous vous avons transmise : {file.name}.",
            "provider_name": party.name,
            "signer_name": member.name,
            "signer_function": member.function,
        },
        automatic=False,
        ordered=True,
        attachments=(file,),
        searched_for=copy.identity,
    )


def reminder(
    ticket: Ticket,
    party: Party,
    settings: Settings,
    *,
    cause: str,
    nth: int,
    now: datetime,
    ordered: bool = False,
) -> Letter:
    ranks = ("première", "deuxième", "troisième", "quatrième", "cinquième")
    return Letter(
        kind="relance_prestataire",
        recipient=Address(address=party.address),
        conversation=party.conversation,
        side="party",
        cause=cause,
        ordered=ordered,
        context={
            "first_sent_at": ticket.forwarded_at or ticket.received_at,
            "provider_name": party.name,
            "rank": ranks[nth - 1] if nth <= len(ranks) else f"{nth}e",
            "reply_by": reminder_due(now, settings),
        },
    )
