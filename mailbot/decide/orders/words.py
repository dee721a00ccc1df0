"""The text that remains when the commands are taken out: a message to the conversation."""

from __future__ import annotations

from mailbot.decide import greeted, letters, plain_words
from mailbot.decide.commands import fold
from mailbot.decide.letters.parts import MARKS, joinable
from mailbot.decide.orders import answer
from mailbot.decide.orders.draft import Draft
from mailbot.model import Attachment

_LONGEST_TEXT = 200_000  # bytes of an enclosed text that is looked through for our own marks


# Said to a machine or to a colleague, hardly to somebody who complains.
_FOR_US = {
    "ok", "oui", "non", "d accord", "merci", "vu", "fait", "c est fait", "c est poste", "bien recu", "recu",
    "ok merci", "je m en occupe", "annulez", "annuler", "stop", "test", "valide", "je valide", "a faire",
}  # fmt: skip


def relay(draft: Draft) -> None:
    """To the party of the conversation, unless something keeps it inside."""
    if not draft.text or draft.refused:
        return
    if draft.stays_inside:
        draft.say("note_added", "Votre texte reste dans le dossier, il n'est parti nulle part.",
                  {"text": draft.text})  # fmt: skip
        return
    # An answer with an outcome is the client's, whatever message it was written under.
    conversation = "client" if draft.outcome else draft.thread.conversation
    if conversation == "client":
        _to_client(draft)
    else:
        _to_provider(draft, conversation)


def _to_provider(draft: Draft, conversation: str) -> None:
    party = draft.party(conversation)
    if party is None or not party.address:
        draft.refused.append("Aucune adresse électronique n'est connue pour cette conversation.")
        return
    draft.letters.append(
        letters.to_provider(draft.mail, party, draft.copy, text=draft.text, member=draft.member)
    )
    draft.send("message_to_provider", f"Votre message part à {party.name or party.address}.")
    if draft.mail.attachments:
        draft.notes.append("Les pièces jointes n'ont pas été transmises au prestataire.")


def _carries_us(attachment: Attachment) -> bool:
    """A notice to staff opens the case to whoever reads it, also as an attachment."""
    if attachment.content_type == "message/rfc822" or attachment.name.lower().endswith((".eml", ".msg")):
        return True
    is_short_text = attachment.content_type.startswith("text/") and attachment.size < _LONGEST_TEXT
    return is_short_text and MARKS.search(attachment.content.decode("latin-1")) is not None


def _to_client(draft: Draft) -> None:
    draft.put_names_back()
    if draft.ticket_now().no_further_contact and not draft.confirmed:
        draft.refused.append(
            "Le client a demandé à ne plus être contacté. Pour écrire quand même, "
            "renvoyez votre message avec #confirmer."
        )
        return
    if not draft.outcome and not draft.confirmed and fold(draft.text) in _FOR_US:
        draft.refused.append(
            "Votre message ressemble à un mot pour vos collègues : il n'est pas parti au client. "
            "Pour l'envoyer quand même, ajoutez #confirmer au-dessus ; pour le garder ici, #note."
        )
        return
    if not draft.outcome and not draft.confirmed and (word := plain_words.outcome_meant(draft.text)):
        draft.refused.append(
            f"« {draft.text.strip()} » n'est pas parti au client. Si c'est votre décision, écrivez #{word} "
            "et, dessous, le texte que le client doit lire. Pour l'envoyer tel quel : #confirmer au-dessus."
        )
        return
    if other := "" if draft.confirmed else _greeted_instead(draft):
        client = _client_name(draft)
        draft.refused.append(
            f"Votre message salue « {other} », mais le client de ce dossier est {client}. Par prudence, rien "
            f"n'est parti. Si c'est bien pour {client}, renvoyez votre message avec #confirmer au-dessus. "
            "Sinon, écrivez-le en répondant à une notification de l'autre dossier."
        )
        return
    enclosed = [a for a in draft.mail.attachments if not a.inline]
    if any(_carries_us(a) for a in enclosed):
        draft.refused.append(
            "Une pièce jointe contient un message interne de mailbot : rien n'est parti. "
            "Retirez-la, ou joignez plutôt le document lui-même."
        )
        return
    if enclosed and not joinable(enclosed):
        draft.refused.append("Les pièces jointes dépassent 15 Mo : joignez-les en plusieurs messages.")
        return
    answer.to_client(draft, draft.party("client"))


def _greeted_instead(draft: Draft) -> str:
    """Somebody else's name in the greeting, unless it stands somewhere in what is known of this case."""
    ticket = draft.ticket_now()
    told = " ".join((
        ticket.subject, ticket.excerpt, draft.copy.text, *draft.copy.identity.names,
        *draft.copy.identity.addresses, *(str(party.name) for party in draft.parties_now()),
        *(str(value) for value in ticket.record.values()), *(word for _, word in draft.copy.stands_for),
    ))  # fmt: skip
    # Colleagues are named in every case: "Monsieur Martin" is not the client because one of us is.
    ours = fold(" ".join(member.name for member in draft.settings.staff)).split()
    known = frozenset(fold(told).split()) - frozenset(ours)
    return greeted.somebody_else(draft.text, _client_name(draft), known)


def _client_name(draft: Draft) -> str:
    client = draft.party("client")
    return str(draft.record.get("nom") or (client.name if client else ""))
