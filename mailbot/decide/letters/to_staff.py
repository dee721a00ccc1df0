"""Letters to staff: all that is needed to act, and transcripts of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide.commitments import Begun, acknowledgement_due, answer_due
from mailbot.decide.handlers import Choice, followers
from mailbot.decide.letters.alerting import NOTHING_RECORDED
from mailbot.decide.letters.attached import numbered, staying
from mailbot.decide.letters.offered import ANSWERS, SETTLE
from mailbot.decide.letters.parts import CLIENT, earlier_cases, joinable, without_marks
from mailbot.model import (
    Address,
    Conversation,
    Facts,
    IncomingMail,
    Kind,
    Letter,
    Meaning,
    Redacted,
    StaffMember,
    Thread,
)

QUESTION = "Est-ce bien une réclamation ? Répondez #reclamation, #suggestion ou #autre."


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What has been decided about a new ticket, for the notice that tells it."""

    silence: str  # why there is no acknowledgement
    not_forwarded: str
    sent: tuple[Letter, ...]
    choice: Choice
    next_step: str


def new_ticket(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    opening: Opening,
) -> tuple[Letter, ...]:
    """Everything that a person needs to act, in one mail to each who may."""
    silence, not_forwarded, choice = opening.silence, opening.not_forwarded, opening.choice
    names = {"transmission": "La copie anonymisée part au prestataire."}
    done = [names.get(letter.kind, "L'accusé de réception part au client.") for letter in opening.sent]
    if silence:
        done.append(f"Pas d'accusé de réception : {_decapitalised(silence)}.")
    if not_forwarded and meaning.kind == "reclamation":
        done.append(f"Rien n'est transmis à un prestataire : {_decapitalised(not_forwarded)}.")
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
        "confidence": f"{round(meaning.confidence * 100)} %",
        "next_step": opening.next_step,
        "question": QUESTION if meaning.doubtful else "",
        "severity": meaning.severity or "",
        "wants": meaning.wants or "",
        "channel": "courriel",
        "assigned_to": choice.assigned or "",
        "reasons": tuple(_reason(r.why, r.excerpt) for r in meaning.reasons),
        "targets": target_names(meaning.targets, settings),
        "wishes": _wishes(meaning),
        "sheet": _sheet(meaning, settings),
        "sent": tuple(done),
        "withheld": staying(copy) if meaning.kind == "reclamation" else (),
        "earlier": facts.earlier_references,
        "possible_links": facts.possible_links,
        "problems": (*worth_knowing, *mail.problems),
        "deadlines": _deadlines(
            meaning.kind, Begun(received_at=mail.received_at, sent_at=mail.sent_at), settings
        ),
        "commands": _answers(meaning, settings, is_forwarded=not not_forwarded),
    }
    return _to_staff("avis_equipe", mail, context, settings, record={"blamed": choice.blamed})


def follow_ups(mail: IncomingMail, thread: Thread, settings: Settings) -> tuple[Letter, ...]:
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
        "role": "le client" if is_client else "le prestataire",
        "address": sender.address,
        "received_at": mail.received_at,
        "subject": without_marks(ticket.subject, "…"),
        "text": without_marks(mail.new_text, mail.mailbox) or _shown(mail),
        "whole": _shown(mail) if mail.new_text.strip() != mail.text.strip() else "",
        "conversation": "avec le client" if is_client else "avec le prestataire",
        "reply_goes_to": expected or ("le client" if is_client else "le prestataire"),
        "warnings": tuple(warnings),
        "attachments": _attachment_names(mail),
        "problems": mail.problems,
        "deadlines": (("Réponse au client promise pour le", ticket.due_at),) if ticket.due_at else (),
        "commands": (
            (*ANSWERS, ("#note", "garder votre texte dans le dossier"))
            if is_client
            else (
                ("#favorable", "votre texte est la réponse au client"),
                ("#note", "garder votre texte dans le dossier"),
            )
        ),
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
        "confidence": f"{round(meaning.confidence * 100)} %",
        "reasons": tuple(_reason(r.why, r.excerpt) for r in meaning.reasons),
        "possible_links": facts.possible_links,
        "commands": SETTLE[:2],
    }
    return _to_staff("hors_sujet", mail, context, settings)


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
            "commands": commands,
            "original": mail.new_text,
            "subject": thread.ticket.subject,
        },
        in_reply_to=mail.message_id,
        references=(*mail.references, *((mail.message_id,) if mail.message_id else ())),
    )


def receipt(
    mail: IncomingMail, member: StaffMember, *, kind: Kind, reference: str, not_done: tuple[str, ...]
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
            "done": (f"La {what} est enregistrée\u00a0: {reference}.",),
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
            "original": mail.new_text, "subject": mail.subject,
        },
        report=report,
        in_reply_to=mail.message_id,
        references=(*mail.references, *((mail.message_id,) if mail.message_id else ())),
    )  # fmt: skip


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


def _answers(meaning: Meaning, settings: Settings, *, is_forwarded: bool) -> tuple[tuple[str, str], ...]:
    """What can be answered to the notice of a new ticket, the most pressing first."""
    answers: list[tuple[str, str]] = list(SETTLE) if meaning.doubtful else []
    if not is_forwarded and meaning.kind == "reclamation":
        answers.append(
            ("#transmettre", "envoyer la copie anonymisée")
            if any(settings.directory.provider(target) for target in meaning.targets)
            else ("#prestataire NOM", "dire quel prestataire est concerné")
        )
    return (
        *answers,
        *ANSWERS,
        ("#note", "garder votre texte dans le dossier"),
        ("#clôturer", "ranger le dossier"),
    )


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


def _reason(why: str, excerpt: str) -> str:
    return f"{why}\u00a0: «\u00a0{excerpt}\u00a0»" if excerpt else why


def _decapitalised(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
