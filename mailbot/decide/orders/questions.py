"""What we still need to know from the client: asked once, and only what has not been told."""

from __future__ import annotations

from mailbot.decide import letters, sheet
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.records import today
from mailbot.decide.orders.words import may_go_to_client
from mailbot.model import Ticket
from mailbot.procedure import due

# What a client can be asked for, by the field that waits for it.
_ASKED = {
    "nom": "vos nom et prénom",
    "fonction": "votre fonction",
    "telephone": "un numéro de téléphone où vous joindre",
    "adresse": "votre adresse postale",
    "qualite": "à quel titre vous nous écrivez",
    "objet": "ce dont il s’agit, en une phrase",
    "motif": "ce qui s’est passé\u00a0: les faits, leur date et leur lieu",
    "solution": "ce que vous souhaitez pour que l’affaire soit réglée",
    "prestation": "la prestation concernée",
    "service": "le service concerné",
    "prestataire": "l’établissement ou le service concerné",
}
_PAPERS = "les documents qui peuvent nous aider (facture, photo, courrier), si vous en avez"


def ask(draft: Draft, text: str) -> None:
    """`#precisions [what ; what]`: the client gets a letter with what is missing, and a date."""
    ticket = draft.ticket_now()
    client = draft.party("client")
    if client is None or not client.address:
        draft.refused.append("#précisions : aucune adresse électronique n'est connue. Téléphonez ou écrivez.")
        return
    if ticket.no_further_contact and not draft.confirmed:
        draft.refused.append(
            "#précisions : le client a demandé à ne plus être contacté. Pour lui écrire quand même, "
            "ajoutez #confirmer au-dessus."
        )
        return
    words = "" if draft.stays_inside else draft.text
    enclosed = any(not one.inline for one in draft.mail.attachments)
    if (words or enclosed) and not may_go_to_client(draft):
        return
    words = words and draft.text  # with the names that a provider's answer had lost
    named = tuple(item.strip() for item in draft.outside(text).split(";") if item.strip())
    missing = named or still_missing(ticket, draft)
    if not missing and not words:
        draft.refused.append("#précisions : rien ne manque à la fiche. Dites quoi demander, derrière le mot.")
        return
    asked = {"on": today(draft).isoformat(), "what": list(missing)}
    if not words and not draft.confirmed and draft.record.get("asked") == asked:
        draft.notes.append(
            "Le client a déjà reçu cette demande aujourd'hui : rien n'est renvoyé. "
            "Pour la renvoyer quand même, ajoutez #confirmer au-dessus."
        )
        return
    draft.record["asked"] = asked
    delay = draft.settings.procedure.operations.client_reply_delay
    reply_by = due(draft.now, delay, draft.settings.procedure.calendar) if delay else None
    draft.letters.append(
        letters.questions(
            draft.mail, ticket, client, draft.member, missing=missing, text=words, reply_by=reply_by
        )
    )
    if words:
        draft.text = ""  # it travels in that letter
    draft.send("questions_asked", f"Le client est interrogé : {' ; '.join(missing) or 'votre texte'}.")
    if ticket.due_at:
        draft.notes.append(f"La date de réponse ne change pas : {ticket.due_at:%d/%m/%Y}.")


def still_missing(ticket: Ticket, draft: Draft) -> tuple[str, ...]:
    """What the document wants known of the client, and is not."""
    wanted = dict.fromkeys(name for step in draft.settings.procedure.steps for name in step.wants)
    asked = [_ASKED[name] for name in wanted if name in _ASKED and not sheet.is_known(name, ticket)]
    return (*asked, _PAPERS) if asked else ()
