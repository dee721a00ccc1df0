"""Colleagues who follow a case hear in one line what somebody else has done in it."""

from __future__ import annotations

from mailbot.config import Settings
from mailbot.decide.away import Said
from mailbot.decide.handlers import followers
from mailbot.model import Address, IncomingMail, Letter, StaffMember, Ticket

_ANSWERED = {"favorable": "favorable, la demande est acceptée", "partiel": "favorable en partie",
             "rejet": "la demande est refusée"}  # fmt: skip


def lines(
    before: Ticket,
    after: Ticket,
    member: StaffMember,
    *,
    written: tuple[Letter, ...],
    outcome: str | None,
    more: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """What is worth a line: the client was written to, the case has another keeper, or an end."""
    told = []
    kinds = {letter.kind for letter in written}
    if "reponse_client" in kinds and outcome:
        told.append(f"{member.name} a répondu au client : {_ANSWERED.get(outcome, outcome)}.")
    elif "message_client" in kinds and (before.kind != "reclamation" or before.answered_at):
        told.append(f"{member.name} a répondu.")
    elif kinds & {"message_client", "demande_precisions", "prolongation"}:
        told.append(f"{member.name} a écrit au client. Ce n'est pas encore la réponse.")
    if after.assigned_to and after.assigned_to != before.assigned_to:
        to = "se charge du dossier" if after.assigned_to == member.name else "a confié le dossier à "
        told.append(f"{member.name} {to}{'' if after.assigned_to == member.name else after.assigned_to}.")
    if after.closed_at and not before.closed_at and after.merged_into is None:
        told.append(f"{member.name} a clos le dossier.")
    return (*told, *more)


def of_absence(said: Said, mail: IncomingMail) -> tuple[Letter, ...]:
    """To those who stand in for somebody: nobody finds out by a date that has passed."""
    return tuple(
        Letter(
            kind="information_equipe",
            recipient=Address(address=colleague.address, name=colleague.name),
            conversation="client",
            side="staff",
            cause=f"absence:{mail.content_digest}",
            context={"lines": said.lines, "subject": f"l'absence : {said.name}"},
        )
        for colleague in said.told
    )


def letters_to(
    told: tuple[str, ...],
    mail: IncomingMail,
    ticket: Ticket,
    member: StaffMember,
    settings: Settings,
    *,
    keeper: str | None,
    note: str,
) -> tuple[Letter, ...]:
    """To each who follows the case, but not to the one who did it; the note of a hand-over to its keeper."""
    handed_over = keeper if keeper != ticket.assigned_to else None
    return tuple(
        Letter(
            kind="information_equipe",
            recipient=Address(address=colleague.address, name=colleague.name),
            conversation="client",
            side="staff",
            cause=mail.content_digest,
            context={
                "lines": told,
                "subject": ticket.subject,
                "severity": ticket.severity or "",
                **({"yours": member.name, "note": note} if colleague.name == handed_over else {}),
            },
        )
        for colleague in (followers(settings, ticket.record) if told else ())
        if colleague != member
    )
