"""The way back by the procedure's rule: what a provider answers is passed on to its client.

Only what a person would pass on without a second thought. Whatever else comes stays with staff, who are told
why; it is information in every case, and never the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import letters, media, recall
from mailbot.decide.commands import fold
from mailbot.decide.letters.parts import MARKS
from mailbot.decide.opening import FLOOD
from mailbot.expressions import Expression
from mailbot.model import Facts, IncomingMail, Letter, Meaning, Plan, Redacted, Thread

_ABSENT = Expression(
    r"\b(absente?s?|en conges?|en vacances|indisponible|de retour|ferme(e|s|es)? (jusqu|pour|du))\b"
    r"|\bout of (the )?office\b|\b(message|reponse) automatique\b|\bauto reply\b"
)
_SHORT = 60  # words


def also(
    plan: Plan,
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    thread: Thread,
    facts: Facts,
    settings: Settings,
    now: datetime,
) -> Plan:
    """The plan of a provider's answer, with the letter to the client, or with the reason why there is none.

    `copy`: what of the answer the client may read; held unless the mail bears a token of the case.
    """
    rule = settings.procedure.forward.answers
    if rule != "client" or thread.side != "party" or not thread.conversation.startswith("provider:"):
        return plan
    reasons = chain(
        _of_sender(mail, thread, settings),
        _of_case(meaning, thread, facts, settings),
        _of_text(mail, copy),
    )
    why = next(reasons, "")
    if why:
        line = f"Cette réponse n'est pas relayée au client : {why}. À vous de décider."
        return replace(plan, letters=tuple(_with(letter, (line,)) for letter in plan.letters))
    letter = recall.waiting(letters.relayed(mail, thread, copy), settings, now)
    lines = _told(letter, copy, settings)
    events = tuple(
        replace(event, why="Nouveau message dans le dossier, relayé au client")
        if event.event == "provider_wrote" else event
        for event in plan.events
    )  # fmt: skip
    return replace(plan, events=events, letters=(letter, *(_with(one, lines) for one in plan.letters)))


def _with(letter: Letter, lines: tuple[str, ...]) -> Letter:
    if letter.kind != "suite_equipe":
        return letter
    warnings = (*letter.context.get("warnings", ()), *lines)
    return replace(letter, context={**letter.context, "warnings": warnings})


def _told(letter: Letter, copy: Redacted, settings: Settings) -> tuple[str, ...]:
    if letter.not_before:
        at = letter.not_before.astimezone(ZoneInfo(settings.organisation.timezone))
        when = f" à {at:%H h %M} ; d'ici là, répondez #annuler, seul, pour la retenir"
    else:
        when = ""
    line = f"Relayé au client : cette réponse lui part aussi{when}."
    lines = [f"{line} C'est une information, et pas encore votre réponse."]
    if copy.withheld:
        lines.append(
            f"Les pièces jointes ne lui partent pas ({', '.join(copy.withheld)}) : pour les lui envoyer, "
            "joignez-les à votre propre message, avec #client au-dessus."
        )
    return tuple(lines)


def _of_sender(mail: IncomingMail, thread: Thread, settings: Settings) -> Iterator[str]:
    party = thread.ticket.party(thread.conversation)
    sender = mail.from_.address if mail.from_ else ""
    if party is None or not thread.is_addressee or sender != party.address:
        yield "elle vient d'une autre adresse que celle connue"
    if thread.proof == "reference":
        yield "elle ne répond pas à l'adresse du dossier"
    if mail.authenticity == "fail":
        yield "le serveur de messagerie dit que l'expéditeur est usurpé"
    if mail.robot is not None:
        yield "une machine l'a écrite"
    known = {sender, *settings.own_addresses}
    if any(_plain(one.address) not in known for one in (*mail.to, *mail.cc)):
        yield "elle est adressée aussi à d'autres personnes"


def _plain(address: str) -> str:
    """Ours, whatever case it is the address of."""
    return re.sub(r"\+[^@]*@", "@", address)


def _of_case(meaning: Meaning, thread: Thread, facts: Facts, settings: Settings) -> Iterator[str]:
    ticket = thread.ticket
    client = ticket.party("client")
    if ticket.no_further_contact:
        yield "le client ne veut plus être contacté"
    if ticket.refuses_contact_sharing:
        yield "le client ne veut pas que ses coordonnées soient transmises"
    if ticket.reference is None or ticket.closed_at or ticket.merged_into:
        yield "le dossier n'est plus ouvert"
    if ticket.answered_at:
        yield "le client a déjà reçu votre réponse"
    if ticket.severity == "grave":
        yield "le cas est grave"
    if client is None or media.medium_for(ticket, settings) != "mail":
        yield "le client n'est pas joint par courriel"
    elif client.address in facts.suppressed:
        yield "l'adresse du client nous a renvoyé un courriel"
    if facts.mails_today > FLOOD:
        yield "cette adresse nous écrit beaucoup aujourd'hui"
    if meaning.language != ticket.language:
        yield "elle n'est pas dans la langue du client"


def _of_text(mail: IncomingMail, copy: Redacted) -> Iterator[str]:
    words = fold(mail.new_text)
    if len(words.split()) < _SHORT and _ABSENT.search(words):
        yield "elle ressemble à un avis d'absence"
    if MARKS.search(copy.text):
        yield "elle contient une adresse interne du dossier"
    if not copy.text.strip():
        yield "elle ne contient pas de texte"
    yield from copy.held
