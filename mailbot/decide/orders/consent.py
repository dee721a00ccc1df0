"""What the client has told staff: may his name be passed on, may he be written to again."""

from __future__ import annotations

from mailbot.decide.commands import fold
from mailbot.decide.consents import TOLD, Wish, data
from mailbot.decide.orders.case import AUTOMATIC
from mailbot.decide.orders.draft import Draft

_YES = frozenset({"oui", "accord", "accepte", "ok", "autorise"})
_NO = frozenset({"non", "refus", "refuse", "anonyme"})


def details(draft: Draft, argument: str) -> None:
    """`#coordonnées non`: heard on the telephone, at the desk; whatever follows are the client's words."""
    first, _, words = argument.strip().partition(" ")
    answer = fold(first).strip(" :,;.-")
    if answer not in _YES | _NO:
        draft.refused.append(
            "#coordonnées : écrivez oui ou non, puis ce que le client a dit. Par exemple : "
            "#coordonnées non, il l'a dit au téléphone."
        )
        return
    refused = answer in _NO
    _note(draft, "refuses_contact_sharing", refused=refused, words=words)
    if not refused:
        draft.notes.append(
            "La copie pour le prestataire reste anonyme. S'il doit joindre le client, donnez-lui ses "
            "coordonnées vous-même, hors de mailbot."
        )


def silence(draft: Draft, words: str) -> None:
    """`#ne-plus-contacter [why]`: a text below it says why; nobody writes to whom nobody may write to."""
    if draft.text and not (draft.stays_inside or draft.confirmed or draft.decides or draft.for_client):
        words, draft.text = " ".join((words, draft.text)).strip(), ""
        draft.notes.append("Votre texte est noté comme la raison : il n'est pas parti au client.")
    draft.recalls += AUTOMATIC
    draft.cancels += ["silence", "survey"]
    draft.changes["no_further_contact"] = True
    draft.say(
        "wish_recorded",
        "Le client ne sera plus contacté.",
        data("no_further_contact", refused=True, words=words.strip()),
    )


def contact_again(draft: Draft, words: str) -> None:
    """`#recontacter`: only staff take a refusal back, and say where they have it from."""
    if not draft.ticket_now().no_further_contact:
        draft.notes.append("Le client n'avait pas refusé d'être contacté : rien ne change.")
        return
    _note(draft, "no_further_contact", refused=False, words=words)


def _note(draft: Draft, wish: Wish, *, refused: bool, words: str) -> None:
    draft.changes[wish] = refused
    draft.say(
        "wish_recorded",
        f"{TOLD[wish, refused]} : c'est noté.",
        data(wish, refused=refused, words=words.strip(" :,;.-")),
    )
