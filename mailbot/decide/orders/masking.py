"""What staff want masked in a copy beyond what mailbot masks: for this copy, and for every later one."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.config import Settings
from mailbot.decide import copies, letters, numbers
from mailbot.decide.commands import fold
from mailbot.decide.orders.draft import Draft
from mailbot.model import Redacted, Ticket


def leaves_out(draft: Draft, named: tuple[str | int, ...], again: tuple[str | int, ...]) -> bool:
    """Words that a colleague wants masked too, and those that one has had masked in this case before.

    `again`: words that may be read after all, said in so many words.
    """
    words = _in_words(draft, named)
    before = tuple(draft.record.get("masked", ()))
    freed = tuple(str(one) for one in again)
    if unknown := copies.distinct(freed, but=before):
        draft.refused.append(
            f"#transmettre avec {listed(unknown)} : le dossier ne masque pas ces mots. Ceux qu'il masque : "
            f"{listed(before) or 'aucun'}."
        )
    kept = copies.distinct((*before, *words), but=freed)
    copy, missing = copies.without_words(draft.copy, kept)
    not_there = {fold(one) for one in missing}
    for one in words:
        if fold(one) in not_there:
            draft.refused.append(
                f"#transmettre sans « {one} » : ces mots ne sont pas dans la copie. Recopiez-les tels qu'ils "
                "y sont, sans les marques de l'aperçu."
            )
    if draft.refused:
        offer_to_mask(draft)
        return False
    draft.copy, draft.masked = copy, copies.distinct(kept, but=missing)
    if kept or before:
        draft.keeps_masked = kept
    return True


def _in_words(draft: Draft, named: tuple[str | int, ...]) -> tuple[str, ...]:
    """A number is that of the preview: of the copy before anything of it was masked by order."""
    places = letters.words_numbered(by_the_rule(draft))
    for one in named:
        if isinstance(one, int) and one not in places:
            draft.refused.append(f"#transmettre sans {one} : l'aperçu n'a pas de passage ({one}).")
    found = (places.get(one, "") if isinstance(one, int) else one for one in named)
    return tuple(one for one in found if one)


def is_only_a_copy(draft: Draft) -> bool:
    """What stands beside the command is no wish that something of the copy be masked."""
    is_letter = bool(draft.text) and not draft.stays_inside and not draft.confirmed
    about_a_doubt = is_letter and copies.repeats_a_doubt(draft.text, draft.copy)
    if not about_a_doubt and not copies.asks_to_leave_out(draft.text, draft.copy):
        return True
    draft.refused.append(
        "#transmettre : votre texte reprend des mots de la copie. Pour qu'ils soient masqués, écrivez-les "
        "sur la même ligne, entre guillemets : #transmettre sans « … ». "
        + (
            "Si c'est une lettre, renvoyez le tout avec #confirmer au-dessus."
            if about_a_doubt
            else "Une lettre au client s'envoie dans un autre message."
        )
    )
    offer_to_mask(draft)
    return False


def offer_to_mask(draft: Draft) -> None:
    """After a slip with « sans »."""
    draft.offers += ready_line(draft.copy, draft.ticket_now(), draft.settings)


def ready_line(copy: Redacted, ticket: Ticket, settings: Settings) -> letters.Offers:
    """The line that masks every marked place."""
    rule = numbers.by_rule(settings, refused=ticket.refuses_contact_sharing)
    return letters.without_places(letters.words_marked(numbers.shown(copy, rule)))


def by_the_rule(draft: Draft) -> Redacted:
    rule = numbers.by_rule(draft.settings, refused=draft.ticket_now().refuses_contact_sharing)
    return numbers.shown(draft.copy, rule)


def told(copy: Redacted, masked: Iterable[str]) -> tuple[str, dict[str, list[str]]]:
    """What the receipt says of it, and what the case keeps: masked words, and places that were let go."""
    hidden, marked = listed(masked), letters.words_marked(copy)
    said = f" Mots masqués à votre demande : {hidden}." if hidden else ""
    said += f" Passages signalés que vous laissez partir : {listed(marked)}." if marked else ""
    return said, {"marked": list(marked)} if marked else {}


def telling_again(draft: Draft, text: str) -> tuple[str, ...]:
    """Words of a marked or masked place that staff write to a provider themselves, as they write them."""
    places = (*letters.words_marked(draft.copy), *draft.record.get("masked", ()))
    names = frozenset[str]().union(
        *(copies.telling_words(p.name) for p in draft.parties_now() if p.provider_id)
    )
    telling = frozenset[str]().union(*map(copies.telling_words, places)) - names
    return copies.distinct(word for word in copies.words_of(text) if copies.telling_words(word) & telling)


def is_asked_about(draft: Draft, text: str) -> bool:
    """Whether these words of staff wait until somebody insists: the provider may know the client by them."""
    found = () if draft.confirmed else telling_again(draft, text)
    if found:
        draft.refused.append(
            f"Votre texte pour le prestataire reprend {listed(found)}, d'un passage signalé ou masqué de la "
            "réclamation : le prestataire pourrait y reconnaître le client. Rien n'est parti. Dites-le "
            "autrement, ou renvoyez le tout avec #confirmer au-dessus."
        )
    return bool(found)


def listed(words: Iterable[str]) -> str:
    return ", ".join(f"«\u00a0{one}\u00a0»" for one in words)
