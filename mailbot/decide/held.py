"""Something was set aside: people are told what, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import letters, recall
from mailbot.decide.letters.articles import to_whom
from mailbot.expressions import Expression
from mailbot.model import Doubt, Event, Letter, OutgoingMail, Plan, Redacted, Ticket

_TO_THE_CLIENT = Expression(r"\b(?:au client|[àa] la personne qui)\b|^Le client ")


def held_mail(digest: str, why: str, settings: Settings) -> Plan:
    """A mail that could not be worked upon: kept whole, shown, replayable."""
    title = "Un courriel reçu n'a pas pu être traité"
    return Plan(
        disposition="held",
        reason=why,
        events=(Event(event="mail_held", why=why),),
        letters=letters.alerts(
            settings,
            cause=f"held:{digest}",
            conversation="client",
            title=title,
            sentences=("Il est conservé, et il est toujours dans la boîte du service.", f"Raison : {why}"),
            todo="Lisez-le dans la boîte du service ; `mailbot held` le montre, `mailbot replay` le reprend.",
        ),
    )


def not_fetched(place: str, why: str, settings: Settings) -> Plan:
    """A mail that the mail server does not hand out: people can read it there, and we go on asking."""
    return Plan(
        disposition="held",
        reason=why,
        events=(Event(event="mail_held", why=why),),
        letters=letters.alerts(
            settings,
            cause=f"held:{place}",
            conversation="client",
            title="Le serveur de messagerie ne remet pas un courriel",
            sentences=("mailbot le redemande chaque jour.", f"Raison : {why}"),
            todo="Lisez-le dans la boîte du service ; une réclamation, renvoyez-la à son adresse.",
        ),
    )


def dates_at_risk(
    late: Sequence[Mapping[str, Any]], settings: Settings, *, mailbox: str, since: datetime, now: datetime
) -> Plan:
    """The mail server takes no letters: which promises depend on it."""
    zone = ZoneInfo(settings.organisation.timezone)
    why = "Le serveur d'envoi ne prend aucun courriel"
    named = tuple(
        f"{row['reference'] or 'hors registre'}\u00a0: {letters.LETTER_NAMES.get(row['kind'], row['kind'])}, "
        f"à envoyer avant le {row['deadline'].astimezone(zone):%d/%m/%Y à %H:%M}"
        for row in late
    )
    begun = f"{since.astimezone(zone):%d/%m/%Y à %H:%M}"
    return Plan(
        disposition="noted",
        reason=why,
        letters=letters.alerts(
            settings,
            cause=f"smtp:{mailbox}:{since.isoformat()}:{now:%Y-%m-%d}",
            conversation="client",
            title="Des courriels n'ont pas pu partir pendant un moment",
            sentences=(
                f"Le serveur de {mailbox} n'en prend aucun depuis le {begun}.",
                "Rien n'est perdu : tout part dès qu'il répond, le plus pressé d'abord.",
                *named,
            ),
            todo="Si une date est menacée, joignez le client par un autre moyen, et notez-le avec #appel.",
        ),
    )


def failed_timer(name: str, ticket: Ticket, settings: Settings) -> Plan:
    """A date of a case that could not be looked after: people have to."""
    return Plan(
        disposition="noted",
        reason="Une échéance n'a pas pu être traitée",
        ticket_id=ticket.id,
        letters=letters.alerts(
            settings,
            cause=f"timer:{ticket.id}:{name}",
            conversation="client",
            title="Une échéance n'a pas pu être traitée",
            sentences=(f"Dossier {ticket.reference or ticket.id} : mailbot n'a pas pu s'en occuper.",),
            todo="Vérifiez les dates de ce dossier, et prévenez la personne qui s'occupe de mailbot.",
        ),
    )


def held_letter(held: OutgoingMail, settings: Settings, places: Sequence[Doubt] = ()) -> tuple[Letter, ...]:
    """A letter to a provider in which the client can still be recognised does not leave, by any order.

    Whoever answers this alert writes to that provider: it is of that conversation. `places`: where the search
    has found something.
    """
    said = held.letter.context
    shown = Redacted(subject=str(said.get("subject") or ""), text=str(said.get("text") or ""))
    doubts = tuple(replace(one, why=_in_words(one.why)) for one in places)
    files = tuple(file.name for file in held.letter.attachments)
    name = letters.LETTER_NAMES.get(held.letter.kind, "un courriel")
    name_of = str(said.get("provider_name") or "prestataire")
    who = to_whom(name_of)
    return letters.alerts(
        settings,
        cause=held.key,
        conversation=held.letter.conversation,
        title=f"Retenu avant l'envoi : {name}",
        sentences=(
            "La dernière vérification y a retrouvé ce qui pourrait désigner le client :",
            *_found(held.withheld),
            "Rien n'est parti.",
        ),
        todo="Dites les faits avec vos propres mots, sans cela, en répondant à ce message : votre texte part "
        f"{who}, et non au client. Ou téléphonez, et notez-le avec #appel. Pour écrire au client : #client "
        "au-dessus.",
        preview=letters.preview(shown, doubts, goes=files) if shown.text else {},
        commands=_ways_out(held.letter, letters.words_marked(shown, doubts), who=name_of),
    )


def _ways_out(letter: Letter, words: tuple[str, ...], *, who: str) -> letters.Offers:
    """Of a copy, what it may become; there is no way in which it leaves as it is."""
    is_copy = letter.kind == "transmission" and not letter.context.get("reason")
    return letters.instead_of_it(words, who) if is_copy else ()


def without_claims(letter: Letter, *, others_wait: bool) -> Letter:
    """Staff must not read "it has left" of a letter that was held back before it left.

    `others_wait`: something else of the same mail still waits to leave, and can be called back.
    """
    context = dict(letter.context)
    if not context.get("sent"):
        return letter
    context["sent"] = tuple(line for line in context["sent"] if _TO_THE_CLIENT.search(line))
    if not others_wait and letter.kind == "compte_rendu":
        context["notes"] = tuple(x for x in context.get("notes", ()) if not recall.is_sentence(x))
        context["commands"] = tuple(x for x in context.get("commands", ()) if x not in recall.OFFERED)
    if "next_step" in context:
        context["next_step"] = "La copie pour le prestataire est retenue : lisez l'alerte que vous recevez."
    key = "notes" if letter.kind == "compte_rendu" else "problems"
    told = "Retenu avant l'envoi au prestataire : voir l'alerte que vous recevez."
    return replace(letter, context={**context, key: (*context.get(key, ()), told)})


def _found(withheld: Sequence[str]) -> tuple[str, ...]:
    """Each sort once."""
    return tuple(f"– {x}" for x in dict.fromkeys(map(_in_words, withheld)))


def _in_words(found: str) -> str:
    """The initials of a name tell a reader nothing."""
    return "le nom du client, ou d'un proche qu'il cite" if found.startswith("nom (") else found
