"""What people send by hand: letters for the post, words for private messages, notes to pin up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mailbot.config import Settings
from mailbot.decide.commitments import names_mediator, provider_due
from mailbot.decide.letters.offered import POSTED
from mailbot.decide.letters.parts import CLIENT
from mailbot.model import Address, IncomingMail, Letter, Party, Redacted, StaffMember, Ticket


def by_hand(
    mail: IncomingMail,
    ticket: Ticket,
    client: Party | None,
    member: StaffMember,
    settings: Settings,
    *,
    text: str,
    outcome: str | None,
    medium: str,
) -> Letter:
    """To the one who wrote it: a letter as PDF, or the words to paste. It counts once it is posted."""
    on_paper = medium == "courrier"
    return Letter(
        kind="courrier" if on_paper else "messagerie_privee",
        recipient=Address(address=member.address, name=member.name),
        conversation=CLIENT,
        side="staff",
        cause=mail.content_digest,
        context={
            "text": text,
            "subject": ticket.subject,
            "addressee": (client.name if client else "") or str(ticket.record.get("nom", "")),
            "addressee_street": str(ticket.record.get("adresse", "")),
            "outcome": outcome or "",
            "signer_name": member.name,
            "signer_function": member.function,
            "commands": POSTED,
            **answer_parts(ticket, outcome, settings),
        },
        names_mediator=names_mediator(outcome, settings, ticket),
        paper="lettre_client" if on_paper else "",
        language=ticket.language,
        automatic=False,
    )


def letter_to_provider(
    mail: IncomingMail,
    ticket: Ticket,
    copy: Redacted,
    party: Party,
    member: StaffMember,
    settings: Settings,
    *,
    now: datetime,
) -> Letter:
    """The anonymised complaint as a letter for the post: a grave one, once the provider has been called."""
    provider = settings.directory.provider(party.provider_id or "")
    street, town = (provider.street, provider.town) if provider else ("", "")
    return Letter(
        kind="courrier",
        recipient=Address(address=member.address, name=member.name),
        conversation=party.conversation,
        side="staff",
        cause=f"{mail.content_digest}:{party.conversation}",
        context={
            "text": copy.text,
            "subject": copy.subject,
            "addressee": party.name,
            "addressee_street": _in_lines(street, town),
            "incomplete": "" if street else without_street(party.name),
            "received_at": ticket.received_at,
            "reply_by": provider_due(now, settings),
            "signer_name": member.name,
            "signer_function": member.function,
            "commands": POSTED,
        },
        paper="lettre_prestataire",
        searched_for=copy.identity,
        automatic=False,
    )


def without_street(name: str) -> str:
    """A letter for the post needs more than a town."""
    return f"L'annuaire ne donne pas la rue ({name}) : complétez l'adresse à la main sur la lettre."


def _in_lines(street: str, town: str) -> str:
    """The town on a line of its own, once: some directories write it behind the street as well."""
    if not street or not town or town.casefold() in street.casefold():
        return street or town
    return f"{street}\n{town}"


def staff_note(ticket: Ticket, settings: Settings, *, cause: str, names: Iterable[str]) -> tuple[Letter, ...]:
    """What was found and what changes, without names: for the notice board, or the next meeting."""
    record = ticket.record
    changes = tuple(_action(a) for a in record.get("actions", ()))

    def told(values: Iterable[str]) -> tuple[str, ...]:
        return tuple(_without(value, names) for value in values)

    return tuple(
        Letter(
            kind="note_interne",
            recipient=Address(address=member.address, name=member.name),
            conversation=CLIENT,
            side="staff",
            cause=cause,
            context={
                "what": _without(str(record.get("motif", "")), names),
                "causes": told((*record.get("cause", ()), *record.get("dysfonctionnement", ()))),
                "changes": told(changes),
            },
            paper="affiche",
        )
        for member in settings.handlers()
    )


def answer_parts(ticket: Ticket, outcome: str | None, settings: Settings) -> dict[str, tuple[str, ...]]:
    """Where a non-conformity was found, the answer tells its causes and what is being corrected."""
    found = str(ticket.record.get("nonconformite", "")).startswith("oui")
    if not (outcome and found and settings.procedure.answer.non_conformity):
        return {"causes": (), "corrections": ()}
    return {
        "causes": tuple(ticket.record.get("cause", ())),
        "corrections": tuple(str(a["what"]) for a in ticket.record.get("actions", ())),
    }


def _action(action: dict[str, str]) -> str:
    return action["what"] + (f" (fait le {action['done']})" if action.get("done") else "")


def _without(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "…")
    return text
