"""What staff wrote is not done: why, told to them, and to whoever may do it instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mailbot.config import Settings
from mailbot.decide import letters
from mailbot.model import Disposition, Event, Facts, IncomingMail, Plan, StaffMember, Thread

NOTHING_SHOWN: Mapping[str, Any] = {}


def not_entitled(mail: IncomingMail, thread: Thread, member: StaffMember, settings: Settings) -> Plan:
    """The document names those who follow a case: what a colleague writes goes to them, and no further."""
    why = "Votre procédure réserve les dossiers à d'autres personnes"
    names = " ou ".join(m.name for m in settings.handlers())
    plan = transcript_only(
        mail, thread, member, (f"{why} ({names}) : rien n'a été transmis, elles reçoivent votre message.",)
    )
    told = letters.alerts(
        settings,
        cause=mail.content_digest,
        conversation=thread.conversation,
        title="Un collègue a écrit dans un dossier qui vous est réservé",
        sentences=(f"{member.name} a répondu. Rien n'a été transmis ni exécuté.",),
        todo="Si son texte convient, envoyez-le vous-même.",
        quoted=mail.new_text,
        record=thread.ticket.record,
    )
    return replace(plan, letters=(*plan.letters, *told))


def unproven(mail: IncomingMail, thread: Thread, settings: Settings) -> Plan:
    """Looks like staff, and is not proven to be: nothing is done, nothing goes out, people are told."""
    sender = mail.from_.address if mail.from_ else ""
    lacking = (
        "le serveur de messagerie ne garantit pas l'expéditeur"
        if mail.authenticity != "pass"
        else "ce message ne répond pas à une notification récente adressée à cette personne"
    )
    return Plan(
        disposition="noted",
        reason=f"Message au nom de l'équipe, non prouvé : {lacking}",
        role="staff",
        evidence=(f"authenticité : {mail.authenticity}", f"preuve : {thread.proof}"),
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="staff_unproven", why=lacking, actor="inconnu"),),
        letters=letters.alerts(
            settings,
            cause=mail.content_digest,
            conversation=thread.conversation,
            title="Un message de l'équipe n'a pas été exécuté",
            sentences=(
                f"Un message au nom de {sender} est arrivé, mais {lacking}.",
                "Rien n'a été transmis ni exécuté.",
            ),
            todo="Si c'était bien vous, répondez à la notification reçue, depuis votre adresse habituelle.",
            quoted=mail.new_text,
            record=thread.ticket.record,
        ),
    )


def out_of_place(mail: IncomingMail, member: StaffMember, facts: Facts, settings: Settings) -> Plan:
    """Orders about a case, in a mail that answers no notification: no complaint, whatever its words."""
    why = "Consignes sur un dossier, dans un message qui ne répond à aucune notification"
    how = (
        "Pour agir dans un dossier, répondez à l'une de ses notifications."
        if member.can_act()
        else "Votre rôle ne permet pas d'agir dans les dossiers : les personnes qui les traitent ont reçu "
        "votre message. Pour leur remettre une réclamation, écrivez #fiche en première ligne."
    )
    believed = mail.authenticity == "pass"
    told = letters.to_member(mail, member, refused=(f"{why}. {how}",)) if believed else None
    return Plan(
        disposition="noted",
        reason=why,
        role="staff",
        evidence=("dossiers cités, sans preuve", *facts.possible_links),
        events=(Event(event="staff_unproven", why=why, actor=member.name),),
        letters=(
            *((told,) if told else ()),
            *letters.alerts(
                settings,
                cause=mail.content_digest,
                conversation="client",
                title="Un message de l'équipe n'a pas été exécuté",
                sentences=(
                    f"{member.name} a écrit des consignes sans répondre à une notification.",
                    f"Elles parlent de : {', '.join(facts.possible_links)}.",
                    "Rien n'a été transmis ni exécuté.",
                ),
                todo="Pour agir dans un dossier, répondez à l'une de ses notifications.",
                quoted=mail.new_text,
                but_not=member.address if told else "",
            ),
        ),
    )


def transcript_only(
    mail: IncomingMail,
    thread: Thread,
    member: StaffMember,
    lines: tuple[str, ...],
    *,
    not_understood: tuple[tuple[str, str], ...] = (),
    offers: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
    preview: Mapping[str, Any] = NOTHING_SHOWN,
    disposition: Disposition = "noted",
) -> Plan:
    whys = (*lines, *(f"« {line} » : {proposal}" for line, proposal in not_understood))
    return Plan(
        disposition=disposition,
        reason=whys[0],
        role="staff",
        ticket_id=thread.ticket.id,
        conversation=thread.conversation,
        side="staff",
        events=(Event(event="command_refused", why=" ".join(whys), actor=member.name),),
        letters=(
            letters.transcript(
                mail,
                thread,
                member,
                refused=lines,
                not_understood=not_understood,
                notes=notes,
                commands=offers,
                preview=preview,
            ),
        ),
    )
