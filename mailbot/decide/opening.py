"""A mail that belongs to no ticket yet: a complaint, a suggestion, or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.decide import concerned, consents, copies, grave, handlers, letters, numbers, sheet
from mailbot.decide.commitments import Begun, answer_due, first_timers, provider_timers
from mailbot.decide.handlers import Choice
from mailbot.decide.who import may_be_written_to
from mailbot.expressions import Expression
from mailbot.model import (
    Event,
    Facts,
    IncomingMail,
    Letter,
    Meaning,
    Party,
    Plan,
    Redacted,
    Role,
    Ticket,
    Timer,
)

_QUESTIONNAIRE = Expression(
    r"questionnaire|enqu[êe]te|[ée]valuation|sondage|satisfaction|survey", re.IGNORECASE
)
EXCERPT = 400
FLOOD = 20  # mails of one address in a day; beyond that nothing of them goes to others by itself


def opened(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    *,
    role: Role,
    now: datetime,
    ticket: Ticket | None = None,
) -> Plan:
    """A complaint or a suggestion: a ticket, its acknowledgement, its forward, a word to staff.

    `ticket`: the one outside the register in which it began, as a question perhaps.
    """
    events = [Event(event="ticket_opened", why=_why(meaning), data={"kind": meaning.kind})]
    outward: list[Letter] = []
    start = Begun(received_at=mail.received_at, sent_at=mail.sent_at)
    timers = list(first_timers(meaning.kind, start, settings))
    choice = handlers.choose(mail, meaning, settings)
    events += (*consents.recorded(mail, meaning.wishes, ticket), *choice.events)
    parties = (client_party(mail, settings), *provider_parties(meaning.targets, settings))
    silence = _no_acknowledgement(mail, meaning, facts, settings, role=role)
    if silence:
        events.append(Event(event="acknowledgement_withheld", why=silence))
    else:
        outward.append(letters.acknowledgement(mail, parties[0], meaning, settings, choice, now=now))
    not_forwarded = _not_forwarded(mail, meaning, copy, facts, parties, settings, role=role)
    if not not_forwarded:
        timers += provider_timers(parties[1].conversation, settings, now)
        told_too = concerned.others(meaning.targets, settings)
        outward += _copies(mail, copy, parties[1], told_too, settings, now)
        parties = (*parties, *told_too)
    values = columns(mail, meaning, settings, role=role) | {
        "reference": facts.next_reference,
        "due_at": answer_due(meaning.kind, start, settings),
        "assigned_to": choice.assigned,
        "record": _first_record(mail, meaning, choice, settings, role),
    }
    shown = _shown(copy, values, parties, settings, waits=bool(not_forwarded))
    outcome = letters.Opening(
        silence=silence, not_forwarded=not_forwarded, sent=tuple(outward), choice=choice, shown=shown,
        next_step=_next_step(values, parties, settings, None if not_forwarded else now),
    )  # fmt: skip
    told = letters.new_ticket(mail, meaning, copy, facts, settings, outcome)
    too_many = facts.mails_today > FLOOD
    return Plan(
        disposition="opened",
        reason=_why(meaning),
        role=role,
        evidence=tuple(reason.why for reason in meaning.reasons),
        ticket_id=ticket.id if ticket else None,
        opens=None if ticket else values,
        changes=values if ticket else {},
        conversation="client",
        parties=parties,
        events=(*events, *_let_be_read(copy, outward)),
        letters=(*outward, *(letters.flood(mail, settings, now=now) if too_many else told)),
        timers=(*timers, *_if_grave(values, parties, settings, now, forwarded=not not_forwarded)),
    )


def _shown(
    copy: Redacted, values: dict[str, Any], parties: tuple[Party, ...], settings: Settings, *, waits: bool
) -> Redacted:
    """What a provider would read; where people read it first, the case keeps that they did."""
    shown = copies.without_form(copy, as_ticket(values, parties), settings.staff)
    if waits and shown.doubts and any(party.provider_id for party in parties):
        values["record"]["previewed"] = copies.fingerprint(shown)
    return shown


def _next_step(
    values: Mapping[str, Any],
    parties: tuple[Party, ...],
    settings: Settings,
    forwarded_at: datetime | None,
) -> str:
    """What the procedure wants now, in its own words."""
    state = sheet.next_step(as_ticket(values, parties, forwarded_at), settings)
    return (state.step.hint or f"{state.step.label}.") if state else ""


def _if_grave(
    values: Mapping[str, Any],
    parties: tuple[Party, ...],
    settings: Settings,
    now: datetime,
    *,
    forwarded: bool,
) -> tuple[Timer, ...]:
    """A case that is grave from the beginning waits for nobody."""
    return grave.timers(as_ticket(values, parties, now if forwarded else None), settings, now)


def as_ticket(
    values: Mapping[str, Any], parties: tuple[Party, ...], forwarded_at: datetime | None = None
) -> Ticket:
    """What is about to be opened, as it will be."""
    fields = {k: v for k, v in values.items() if k in Ticket.__dataclass_fields__}
    return Ticket(id=0, parties=parties, forwarded_at=forwarded_at, **fields)


def _let_be_read(copy: Redacted, outward: list[Letter]) -> tuple[Event, ...]:
    """Who reads numbers of the client because the procedure lets them be read."""
    copies = (letter for letter in outward if letter.kind == "transmission")
    return tuple(event for one in copies for event in numbers.events(copy, one.conversation))


def _copies(
    mail: IncomingMail,
    copy: Redacted,
    provider: Party,
    others: tuple[Party, ...],
    settings: Settings,
    now: datetime,
) -> tuple[Letter, ...]:
    """The anonymised copy, for the provider and for whoever else the document wants told."""
    cause = mail.content_digest
    return (
        letters.forward(copy, provider, mail.received_at, settings, cause=cause, now=now),
        *letters.for_information(
            numbers.shown(copy, ()), others, mail.received_at, cause=cause, about=provider.name
        ),
    )


def passed_on(
    mail: IncomingMail,
    meaning: Meaning,
    facts: Facts,
    settings: Settings,
    *,
    role: Role,
    now: datetime,  # noqa: ARG001 (every plan is made from the same arguments)
) -> Plan:
    """Neither complaint nor suggestion: shown to staff, who answer or settle it; in no register.

    It gets a ticket without reference, so that an answer by staff can find its way to the writer.
    """
    what = f"Ni réclamation ni suggestion ({meaning.other_type or 'autre'})"
    if role == "robot":
        what = "Écrit par une machine, et pourtant une plainte : à regarder"
        meaning = replace(meaning, kind="autre", other_type="auto", severity=None)
    unwanted = meaning.other_type in ("spam", "newsletter")
    # What a colleague wrote, or a machine that seems to complain, is looked at in any case.
    sort = meaning.other_type if role not in ("staff", "robot") or unwanted else "auto"
    follows = settings.follows(sort, doubtful=meaning.doubtful)
    numbered = follows == "dossier"
    if unwanted and follows == "classer":
        return Plan(
            disposition="ignored",
            reason=what,
            role=role,
            evidence=tuple(reason.why for reason in meaning.reasons),
            events=(Event(event="mail_ignored", why=what),),
        )
    return Plan(
        disposition="passed_on",
        reason=what,
        role=role,
        evidence=tuple(reason.why for reason in meaning.reasons),
        opens=columns(mail, meaning, settings, role=role) | _unregistered(facts, numbered),
        conversation="client",
        parties=(client_party(mail, settings), *provider_parties(meaning.targets, settings)),
        events=(Event(event="mail_passed_on", why=what), *_without_letter(what, numbered)),
        letters=letters.neither(mail, meaning, facts, settings) if follows != "classer" else (),
    )


def _unregistered(facts: Facts, numbered: bool) -> dict[str, Any]:
    """A number, where the organisation wants one for such a mail; a date and a clock never."""
    return {
        "reference": facts.next_reference if numbered else None,
        "due_at": None,
        "record": {"numbered": "oui"} if numbered else {},
    }


def _without_letter(why: str, numbered: bool) -> tuple[Event, ...]:
    return (Event(event="acknowledgement_withheld", why=why),) if numbered else ()


def _first_record(
    mail: IncomingMail, meaning: Meaning, choice: Choice, settings: Settings, role: Role
) -> dict[str, Any]:
    """What the sheet says from the beginning."""
    # What a colleague's mail says of its writer is not about the client.
    record: dict[str, Any] = sheet.proposed(meaning, settings) if role != "staff" else {}
    if role == "staff":
        record["passed_on"] = "oui"
    if choice.blamed:
        record["blamed"] = list(choice.blamed)
    if mail.sent_at and settings.procedure.counts_from_sending:
        record["sent_at"] = mail.sent_at.isoformat()
    return record


def columns(mail: IncomingMail, meaning: Meaning, settings: Settings, *, role: Role) -> dict[str, Any]:
    """The columns of a new ticket, but for its reference and its dates."""
    client = client_party(mail, settings)
    return {
        "kind": meaning.kind,
        "doubtful": meaning.doubtful,
        "status": "reçu",  # until it is derived, in the same transaction
        "subject": mail.subject or "(sans objet)",
        "excerpt": " ".join(mail.new_text.split())[:EXCERPT],
        "mailbox": mail.mailbox,
        "channel": channel_of(mail, role),
        "language": meaning.language,
        "severity": meaning.severity,
        "targets": meaning.targets,
        "wants": meaning.wants,
        "client_address": client.address or None,
        "client_name": client.name or None,
        "refuses_contact_sharing": meaning.wishes.refuses_contact_sharing,
        "no_further_contact": meaning.wishes.no_further_contact,
        "assigned_to": None,
        "record": {},
        "received_at": mail.received_at,
    }


def channel_of(mail: IncomingMail, role: Role) -> str:
    """How the complaint came; `#canal` corrects it."""
    if mail.via == "phone_note":
        return "téléphone"
    if mail.via and _QUESTIONNAIRE.search(mail.subject):
        return "questionnaire"
    if mail.via == "form":
        return "internet"
    return "interne" if role == "staff" and not mail.via else "mail"


def client_party(mail: IncomingMail, settings: Settings) -> Party:
    """Whom we answer. Never ourselves: a colleague who passes a mail on is not the client."""
    for writer in (mail.reply_to, mail.from_):
        if writer is None or not writer.address or _is_ours(writer.address, settings):
            continue
        # Whoever names a provider in a Reply-To does not make a client of it.
        if writer is mail.from_ or not settings.provider_of(writer.address):
            return Party(conversation="client", address=writer.address, name=writer.name)
    return Party(conversation="client", address="")


def _is_ours(address: str, settings: Settings) -> bool:
    return address in settings.own_addresses or settings.staff_member(address) is not None


def provider_parties(targets: tuple[str, ...], settings: Settings) -> tuple[Party, ...]:
    providers = [p for target in targets if (p := settings.directory.provider(target))]
    return tuple(
        Party(conversation=f"provider:{n}", address=p.address, name=p.name, provider_id=p.id)
        for n, p in enumerate(providers, start=1)
    )


def _why(meaning: Meaning) -> str:
    what = {"reclamation": "Réclamation", "suggestion": "Suggestion"}.get(meaning.kind, "Courriel")
    return f"{what}, à confirmer" if meaning.doubtful else what


def _no_acknowledgement(
    mail: IncomingMail, meaning: Meaning, facts: Facts, settings: Settings, *, role: Role
) -> str:
    """Why this writer gets no automatic letter; empty: he gets one."""
    address = client_party(mail, settings).address
    if not address:
        return "L'adresse du client n'est pas connue"
    if meaning.wishes.no_answer_at_all:
        return "Le client ne veut aucune réponse"
    if not may_be_written_to(address):
        return "L'adresse est celle d'un automate"
    if not _may_act_upon(mail, role):
        return "L'expéditeur n'est pas authentifié : l'adresse peut être usurpée"
    if address in facts.suppressed:
        return "Cette adresse nous a déjà renvoyé un courriel"
    if facts.automatic_letters_today >= settings.automatic_letters_per_day:
        return "Trop de courriels automatiques vers cette adresse aujourd'hui"
    return ""


def _not_forwarded(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    parties: tuple[Party, ...],
    settings: Settings,
    *,
    role: Role,
) -> str:
    """Why the anonymised copy waits for a person; empty: it leaves at once."""
    if role == "staff":
        return "Remis par un collègue : une personne décide de l'envoi"
    if len(parties) < 2:
        return "Aucun prestataire de l'annuaire n'est reconnu"
    if meaning.kind != "reclamation":
        return "Une suggestion n'est transmise que par une personne"
    if not parties[0].address:
        return "Le client n'est pas connu"
    if meaning.doubtful:
        return "La nature du message est à confirmer"
    if not meaning.targets_certain or len(meaning.targets) != 1:
        return "Le destinataire est à confirmer"
    if not parties[1].address:
        return "Ce prestataire n'a pas d'adresse électronique dans l'annuaire"
    if parties[1].address in facts.suppressed:
        return "L'adresse de ce prestataire nous a renvoyé un courriel : elle est à vérifier"
    if facts.mails_today > FLOOD:
        return "Cette personne nous écrit beaucoup aujourd'hui"
    if meaning.severity == "grave":
        return "Réclamation grave : une personne décide de la suite"
    if not _may_act_upon(mail, role):
        return "L'expéditeur n'est pas authentifié"
    if parties[0].address == parties[1].address or settings.provider_of(parties[0].address):
        return "Le message vient d'un prestataire"
    return " ; ".join(copy.held)


def _may_act_upon(mail: IncomingMail, role: Role) -> bool:
    """Anybody may complain unless he is a forger; who speaks as one of us must be proven to be."""
    return mail.authenticity == "pass" or (mail.authenticity == "none" and role != "staff")
