"""Letters to staff: all that is needed to act, and transcripts of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import numbers
from mailbot.decide.commitments import Begun, acknowledgement_due, answer_due
from mailbot.decide.handlers import Choice, followers
from mailbot.decide.letters import offered
from mailbot.decide.letters.alerting import NOTHING_RECORDED
from mailbot.decide.letters.attached import first_of_later, numbered, staying
from mailbot.decide.letters.parts import CLIENT, earlier_cases, joinable, without_marks
from mailbot.decide.letters.preview import preview, words_marked
from mailbot.decide.letters.understood import certainty, reasons
from mailbot.model import (
    Address,
    Conversation,
    Facts,
    IncomingMail,
    Kind,
    Letter,
    Meaning,
    Redacted,
    Thread,
)

_SENT = {
    "transmission": "La réclamation, sans le nom du client, au prestataire.",
    "transmission_information": "La même copie, aux autres personnes concernées.",
    "accuse_reception": "L'accusé de réception, au client.",
    "accuse_suggestion": "L'accusé de réception, à la personne qui nous a écrit.",
}
QUESTION = "Est-ce bien une réclamation ? Répondez #reclamation, #suggestion ou #autre."


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What has been decided about a new ticket, for the notice that tells it."""

    silence: str  # why there is no acknowledgement
    not_forwarded: str
    sent: tuple[Letter, ...]
    choice: Choice
    next_step: str
    shown: Redacted  # what a provider would read


def new_ticket(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    opening: Opening,
) -> tuple[Letter, ...]:
    """Everything that a person needs to act, in one mail to each who may."""
    not_forwarded, choice = opening.not_forwarded, opening.choice
    providers = tuple(p.name for t in meaning.targets if (p := settings.directory.provider(t)))
    worth_knowing = []
    if choice.unclear:
        worth_knowing.append(f"{choice.unclear}. #assigner NOM le confie à quelqu'un.")
    if meaning.third_party and not meaning.targets:
        worth_knowing.append(
            f"Met en cause «\u00a0{meaning.third_party}\u00a0», qui n'est pas dans votre annuaire."
        )
    if meaning.kind == "reclamation" and (before := earlier_cases(facts.similar)):
        worth_knowing.append(before)
    label = {"reclamation": "réclamation", "suggestion": "suggestion"}[meaning.kind]
    context = {
        **_about(mail),
        "attachments": numbered(_attachment_names(mail)),
        "kind": label,
        "confidence": certainty(meaning),
        "next_step": _next_step(opening, providers, settings),
        "question": QUESTION if meaning.doubtful else "",
        "severity": meaning.severity or "",
        "wants": meaning.wants or "",
        "channel": "courriel",
        "assigned_to": choice.assigned or "",
        "reasons": reasons(meaning),
        "targets": target_names(meaning.targets, settings),
        "wishes": _wishes(meaning),
        "sheet": _sheet(meaning, settings),
        "sent": tuple(dict.fromkeys(_SENT[letter.kind] for letter in opening.sent)),
        "withheld": _withheld(meaning, copy, opening, providers, settings),
        **(preview(opening.shown) if providers and not_forwarded else {}),
        "earlier": facts.earlier_references,
        "possible_links": facts.possible_links,
        "problems": (*worth_knowing, *mail.problems),
        "deadlines": _deadlines(
            meaning.kind, Begun(received_at=mail.received_at, sent_at=mail.sent_at), settings
        ),
        "commands": offered.for_new_ticket(
            meaning,
            providers,
            settings,
            is_forwarded=not not_forwarded,
            has_address=_has_address(mail, settings),
            doubtful=words_marked(opening.shown),
            earlier=next(iter(facts.earlier_references), ""),
        ),
    }
    return _to_staff("avis_equipe", mail, context, settings, record={"blamed": choice.blamed})


def follow_ups(
    mail: IncomingMail, thread: Thread, settings: Settings, copy: Redacted, *, wants_silence: bool = False
) -> tuple[Letter, ...]:
    """`wants_silence`: the client says so here, and is not believed without a person."""
    ticket, party = thread.ticket, thread.ticket.party(thread.conversation)
    is_client = thread.conversation == CLIENT
    expected = (party.name or party.address) if party else ""
    sender = mail.from_ or Address(address="", name="")
    warnings = []
    if not thread.is_addressee:
        warnings.append(
            f"Ce message vient d'une autre adresse que celle connue ({sender.address or 'inconnue'}). "
            "Vos réponses continuent d'aller à l'adresse connue."
        )
    if mail.authenticity == "fail" or (thread.proof == "reference" and mail.authenticity != "pass"):
        warnings.append("Le serveur de messagerie ne garantit pas l'expéditeur de ce message.")
    if ticket.no_further_contact and is_client:
        warnings.append("Le client a demandé à ne plus être contacté.")
    context = {
        "who": sender.name
        or (expected if thread.is_addressee else "")
        or sender.address
        or "Expéditeur inconnu",
        "role": "client" if is_client else "prestataire",
        "address": sender.address,
        "received_at": mail.received_at,
        "subject": without_marks(ticket.subject, "…"),
        "text": without_marks(mail.new_text, mail.mailbox) or _shown(mail),
        "whole": _shown(mail) if mail.new_text.strip() != mail.text.strip() else "",
        "conversation": "avec le client" if is_client else "avec le prestataire",
        "reply_goes_to": expected or ("le client" if is_client else "le prestataire"),
        "warnings": tuple(warnings),
        "attachments": numbered(_attachment_names(mail), first=first_of_later(copy) if is_client else 0),
        "problems": (*mail.problems, *(staying(copy) if is_client and ticket.reference else ())),
        "severity": ticket.severity or "",
        "deadlines": (
            (("Réponse au client promise pour le", ticket.due_at),)
            if ticket.due_at and not ticket.answered_at
            else ()
        ),
        "commands": offered.for_client_writing(
            settings,
            is_complaint=ticket.kind == "reclamation",
            is_answered=ticket.answered_at is not None,
            wants_silence=wants_silence and not ticket.no_further_contact,
        )
        if is_client
        else offered.for_provider_writing(settings),
    }
    return _to_staff(
        "suite_equipe", mail, context, settings, conversation=thread.conversation, record=ticket.record
    )


def neither(mail: IncomingMail, meaning: Meaning, facts: Facts, settings: Settings) -> tuple[Letter, ...]:
    guesses = {
        "question": "une question",
        "remerciement": "un remerciement",
        "reservation": "une réservation",
        "spam": "un courriel indésirable",
    }
    context = {
        **_about(mail),
        "guess": guesses.get(meaning.other_type or "", ""),
        "confidence": certainty(meaning),
        "reasons": reasons(meaning),
        "possible_links": facts.possible_links,
        "commands": (*offered.SETTLE[:2], *offered.NOTE, *offered.HELP_OFFERED),
    }
    return _to_staff("hors_sujet", mail, context, settings)


def _to_staff(
    kind: str,
    mail: IncomingMail,
    context: dict[str, Any],
    settings: Settings,
    *,
    conversation: Conversation = CLIENT,
    record: Mapping[str, Any] = NOTHING_RECORDED,
) -> tuple[Letter, ...]:
    """One row a recipient: managers and handlers, also the one who hands it in."""
    return tuple(
        Letter(
            kind=kind,
            recipient=Address(address=member.address, name=member.name),
            conversation=conversation,
            side="staff",
            cause=mail.content_digest,
            context=context,
            attachments=joinable(mail.attachments),
        )
        for member in followers(settings, record)
    )


def _about(mail: IncomingMail) -> dict[str, Any]:
    writer = mail.writer or Address(address="")
    return {
        "client_name": writer.name,
        "client_address": writer.address or "adresse inconnue",
        "received_at": mail.received_at,
        "subject": without_marks(mail.subject, "…"),
        "text": _shown(mail),
        "problems": mail.problems,
        "attachments": _attachment_names(mail),
    }


def _shown(mail: IncomingMail) -> str:
    """Staff see the whole mail: taking quotes away is only a view."""
    text = mail.text.strip() or mail.new_text.strip() or "(ce message ne contient pas de texte)"
    return without_marks(text, mail.mailbox)


def _attachment_names(mail: IncomingMail) -> tuple[str, ...]:
    kept_back = (
        "" if joinable(mail.attachments) else " (trop lourd pour être joint, conservé dans le dossier)"
    )
    return tuple(f"{a.name} ({max(1, a.size // 1000)} ko){kept_back}" for a in mail.attachments)


def _sheet(meaning: Meaning, settings: Settings) -> tuple[str, ...]:
    """What the mail says for the complaint sheet: noted already, to be corrected where it is wrong."""
    labels = {field.id: field.label for field in settings.procedure.fields}
    return tuple(f"{labels[k]}\u00a0: {v}" for k, v in meaning.sheet.items() if k in labels)


def _wishes(meaning: Meaning) -> tuple[str, ...]:
    wishes = meaning.wishes
    said = (
        (wishes.refuses_contact_sharing, "Ne pas transmettre ses coordonnées"),
        (wishes.no_further_contact, "Ne plus être contacté"),
        (bool(wishes.handler), f"Souhaite avoir affaire à {wishes.handler}"),
        (bool(wishes.not_handler), f"Ne veut pas avoir affaire à {wishes.not_handler}"),
    )
    return tuple(text for holds, text in said if holds)


def _has_address(mail: IncomingMail, settings: Settings) -> bool:
    """A colleague who hands a form in is nobody to ask for precisions."""
    writer = mail.writer
    return writer is not None and bool(writer.address) and settings.staff_member(writer.address) is None


def _withheld(
    meaning: Meaning, copy: Redacted, opening: Opening, providers: tuple[str, ...], settings: Settings
) -> tuple[str, ...]:
    """What has not left, and why; with two providers, what each of them would read."""
    told = []
    if opening.silence:
        told.append(_because("L'accusé de réception n'est pas parti", opening.silence))
    if meaning.kind != "reclamation":
        return tuple(told)
    if opening.not_forwarded and len(providers) > 1:
        told.append(
            f"Rien n'est transmis : plusieurs prestataires sont cités ({', '.join(providers)}), et chacun "
            "lirait tout le message, aussi ce qui concerne l'autre. À vous de choisir qui reçoit quoi."
        )
    elif opening.not_forwarded and settings.directory.providers:
        told.append(_why_not_passed_on(meaning, providers, opening))
    if providers:
        refused, left = meaning.wishes.refuses_contact_sharing, not opening.not_forwarded
        told += numbers.told(copy, settings, refused=refused, left=left)
    return (*told, *staying(copy))


def _why_not_passed_on(meaning: Meaning, providers: tuple[str, ...], opening: Opening) -> str:
    """In one sentence, and with what settles it."""
    why = opening.not_forwarded
    if providers and opening.shown.held and why == " ; ".join(opening.shown.held):
        return (
            "Rien ne part au prestataire de soi-même : dans la copie, montrée plus bas, des passages sont à "
            "relire."
            if any(one.part for one in opening.shown.doubts)
            else _because("Rien n'est transmis à un prestataire", why)
        )
    if providers and meaning.severity == "grave":
        return "Rien ne part au prestataire de soi-même : le cas est grave, une personne décide de la suite."
    if providers and not meaning.targets_certain and not meaning.doubtful:
        return (
            f"Rien ne part au prestataire de soi-même : {providers[0]} est cité, mais il n'est pas certain "
            f"que "
            "ce soit lui qui est mis en cause. Si c'est lui : #transmettre."
        )
    return _because("Rien n'est transmis à un prestataire", why)


def _next_step(opening: Opening, providers: tuple[str, ...], settings: Settings) -> str:
    """Whoever has just been written to is awaited first."""
    if opening.not_forwarded and len(providers) > 1:
        return _which_one(providers)
    copies = [letter for letter in opening.sent if letter.kind == "transmission"]
    if not copies and "#transmettre" in opening.next_step and opening.shown.doubts:
        return _read_it_first(words_marked(opening.shown), opening.next_step)
    if not copies:
        return opening.next_step
    by = copies[0].context["reply_by"]
    until = f" Sa réponse est attendue jusqu'au {_day(by, settings)}." if by else ""
    return (
        f"Attendre la réponse du prestataire ({copies[0].context['provider_name']}), à qui la réclamation "
        f"part "
        f"sans le nom du client.{until} Vous la recevrez ; ensuite seulement, répondez au client."
    )


def _read_it_first(marked: tuple[str, ...], next_step: str) -> str:
    """Masking is named before letting go."""
    if not marked:
        return f"Relisez l'aperçu de la copie, plus bas. {next_step}"
    line = next((command for command, _ in offered.without_places(marked)), "#transmettre sans « … »")
    return (
        f"Relisez l'aperçu de la copie, plus bas. Pour masquer les passages signalés : {line} ; pour les "
        "laisser : #transmettre."
    )


def _day(moment: datetime, settings: Settings) -> str:
    return f"{moment.astimezone(ZoneInfo(settings.organisation.timezone)):%d/%m/%Y}"


def _which_one(providers: tuple[str, ...]) -> str:
    return (
        f"Plusieurs prestataires sont mis en cause : {', '.join(providers)}. Choisissez plus bas ce que "
        "chacun doit lire : un extrait que vous écrivez, ou la copie entière."
    )


def _because(what: str, why: str) -> str:
    """One sentence, or two where the reason explains itself behind a colon."""
    return f"{what}. {why[:1].upper()}{why[1:]}." if " : " in why else f"{what} : {why[:1].lower()}{why[1:]}."


def target_names(targets: tuple[str, ...], settings: Settings) -> tuple[str, ...]:
    names = []
    for target in targets:
        provider = settings.directory.provider(target)
        names.append(provider.name if provider else target)
    return tuple(names)


def _deadlines(kind: Kind, start: Begun, settings: Settings) -> tuple[tuple[str, datetime], ...]:
    dates = (
        ("Accusé de réception avant le", acknowledgement_due(start, settings)),
        ("Réponse au client avant le", answer_due(kind, start, settings)),
    )
    return tuple((label, at) for label, at in dates if at is not None and kind == "reclamation")
