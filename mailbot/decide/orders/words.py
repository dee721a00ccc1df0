"""The text that remains when the commands are taken out: a message to the conversation."""

from __future__ import annotations

from mailbot.decide import letters
from mailbot.decide.letters.articles import to_whom
from mailbot.decide.letters.parts import has_marks, joinable
from mailbot.decide.orders import answer
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.held_back import is_held
from mailbot.model import Attachment

_LONGEST = 5_000_000  # bytes of a file that is looked through for our own marks


def relay(draft: Draft) -> None:
    """To the party of the conversation, unless something keeps it inside."""
    if not draft.text or draft.refused:
        return
    if draft.stays_inside:
        draft.say("note_added", "Votre texte reste dans le dossier, il n'est parti nulle part.",
                  {"text": draft.text})  # fmt: skip
        return
    # An answer with an outcome is the client's, whatever message it was written under.
    conversation = "client" if draft.outcome or draft.for_client else draft.thread.conversation
    if conversation == "client":
        _to_client(draft)
    else:
        _to_provider(draft, conversation)


def _to_provider(draft: Draft, conversation: str) -> None:
    party = draft.party(conversation)
    if party is None or not party.address:
        draft.refused.append("Aucune adresse électronique n'est connue pour cette conversation.")
        return
    if is_held(draft, conversation):
        return
    draft.letters.append(
        letters.to_provider(draft.mail, party, draft.copy, text=draft.text, member=draft.member)
    )
    draft.send("message_to_provider", f"Votre message part {to_whom(party.name or party.address)}.")
    if draft.mail.attachments:
        draft.notes.append("Les pièces jointes n'ont pas été transmises au prestataire.")


def _carries_us(attachment: Attachment) -> bool:
    """A notice to staff opens the case to whoever reads it, also as an attachment."""
    if attachment.content_type == "message/rfc822" or attachment.name.lower().endswith((".eml", ".msg")):
        return True
    return attachment.size < _LONGEST and has_marks(attachment.content)


def _to_client(draft: Draft) -> None:
    if may_go_to_client(draft):
        answer.to_client(draft, draft.party("client"))


def may_go_to_client(draft: Draft) -> bool:
    """Whatever the letter is in which this text travels; why not is told."""
    draft.put_names_back()
    if draft.ticket_now().no_further_contact and not draft.confirmed:
        draft.refused.append(
            "Le client a demandé à ne plus être contacté. Pour écrire quand même, "
            "renvoyez votre message avec #confirmer."
        )
        return False
    if is_held(draft, "client"):
        return False
    enclosed = [a for a in draft.mail.attachments if not a.inline]
    if any(_carries_us(a) for a in enclosed):
        draft.refused.append(
            "Une pièce jointe contient un message interne de mailbot : rien n'est parti. "
            "Retirez-la, ou joignez plutôt le document lui-même."
        )
        return False
    if enclosed and not joinable(enclosed):
        draft.refused.append("Les pièces jointes dépassent 15 Mo : joignez-les en plusieurs messages.")
        return False
    return True
