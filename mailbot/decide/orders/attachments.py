"""`#joindre N`: staff let one of the client's documents go to the provider."""

from __future__ import annotations

import re
from dataclasses import replace

from mailbot.decide import letters
from mailbot.decide.letters.articles import to_whom
from mailbot.decide.orders.draft import Draft
from mailbot.expressions import Expression
from mailbot.model import Attachment, Party, Piece

_NUMBERS = Expression(r"\d{1,3}(?:\s*(?:,|;|et|\+|\s)\s*\d{1,3})*")
_OF_A_CASE = Expression(r"\s+(?:(?:de|du|d['’])\s*(?:dossier\s+)?)?(?P<case>[A-Za-z]{2,8}-\d{4}-\d{1,6})$")


def attach(draft: Draft, argument: str) -> None:
    """The pieces go with the copy; if it has left already, they follow in a letter of their own."""
    of_case = _OF_A_CASE.search(argument.strip())
    case = of_case["case"].upper() if of_case else ""
    if of_case:
        argument = argument.strip()[: of_case.start()]
    if not _NUMBERS.fullmatch(argument.strip()):
        draft.refused.append(f"#joindre {argument} : écrivez le numéro de la pièce, par exemple #joindre 2.")
        return
    here = draft.thread.ticket.reference
    if (under := draft.facts.written_under) and not case:
        draft.refused.append(
            f"#joindre {argument} : vous répondez à un avis de {under}, réuni depuis à {here} : ce numéro y "
            f"désigne une autre pièce. Dites de quel dossier : #joindre {argument} de {under}, ou #joindre "
            f"{argument} de {here}."
        )
        return
    for number in dict.fromkeys(map(int, re.findall(r"\d+", argument))):
        _attach_one(draft, number, "" if case == here else case)


def released(draft: Draft) -> tuple[Attachment, ...]:
    """What staff have let go in this case before."""
    wanted = frozenset(draft.record.get("released", ()))
    return tuple(piece.file for piece in draft.copy.pieces if piece.key in wanted and piece.file)


def _attach_one(draft: Draft, number: int, case: str) -> None:
    """`case`: of another one, that was made one with this."""
    of_case = [one for one in draft.copy.pieces if one.case == case]
    piece = next((one for one in of_case if one.number == number), None)
    refusal = _refusal(draft, piece, number, case)
    if piece is None or piece.file is None or refusal:
        draft.refused.append(refusal)
        return
    before = tuple(draft.record.get("released", ()))
    if piece.key in before and not _leaves_without(draft, piece.file):
        draft.notes.append(f"#joindre {number} : cette pièce est déjà jointe.")
        return
    draft.record["released"] = list(dict.fromkeys((*before, piece.key)))
    checked = (
        "son texte a été vérifié, rien n'y désigne le client"
        if piece.searched
        else "ATTENTION : son contenu n'a pas pu être vérifié, vous l'avez lu pour nous"
    )
    named = (f"{case}, " if case else "") + f"« {piece.name} » ({piece.file.name} ; {checked})"
    data = {"number": number, "file": piece.file.name, "searched": piece.searched}
    if _rides_along(draft, piece.file):
        draft.send("attachment_released", f"La pièce {number} part avec la copie : {named}.", data)
    elif draft.thread.ticket.forwarded_at is None:
        draft.say("attachment_released", f"La pièce {number} partira avec la copie : {named}.", data)
    elif not _follows(draft, piece.file):
        draft.refused.append(
            f"#joindre {number} : aucun des prestataires concernés n'a reçu la copie par courriel. "
            "#transmettre et son nom, dans le même message, l'envoie avec la pièce."
        )
    else:
        to = ", ".join(to_whom(p.name or p.address) for p in _with_copy(draft))
        draft.send("attachment_released", f"La pièce {number} part {to} : {named}.", data)


def _refusal(draft: Draft, piece: Piece | None, number: int, case: str) -> str:
    if piece is None and not case and 1 <= number <= len(draft.copy.withheld) + len(draft.copy.attachments):
        return (
            f"#joindre {number} : c'est une photo, elle part avec la copie sans que vous ayez à le demander."
        )
    if piece is None:
        known = ", ".join(f"n° {one.number} « {one.name} »" for one in draft.copy.pieces if one.case == case)
        where = f" dans {case}, ou ce dossier n'est pas réuni à celui-ci" if case else ""
        return f"#joindre {number} : le client n'a envoyé aucune pièce de ce numéro{where}" + (
            f". Celles qui restent ici : {known}." if known else "."
        )
    if piece.file is None:
        return f"#joindre {number} : « {piece.name} » ne peut pas partir, {piece.never}."
    if piece.traces:
        found = ", ".join(piece.traces)
        return (
            f"#joindre {number} : « {piece.name} » désigne le client ({found}). Elle ne part pas ; "
            "dites au prestataire avec vos mots ce qu'elle prouve."
        )
    return ""


def _leaves_without(draft: Draft, file: Attachment) -> bool:
    """A text of our own takes no piece with it unless the same mail names it."""
    return any(one.kind == "transmission" and file not in one.attachments for one in draft.letters)


def _rides_along(draft: Draft, file: Attachment) -> bool:
    """A copy that leaves by this very mail, whichever command came first."""
    found = False
    for place, letter in enumerate(draft.letters):
        if letter.kind == "transmission" and file not in letter.attachments:
            found = True
            names = (*letter.context["attachments"], file.name)
            draft.letters[place] = replace(
                letter,
                attachments=(*letter.attachments, file),
                context={**letter.context, "attachments": names},
            )
    return found


def _with_copy(draft: Draft) -> list[Party]:
    """Who has had what this piece belongs to: nobody else has been chosen to read it."""
    had = draft.thread.ticket.forwarded_to
    return [party for party in draft.concerned() if party.address and party.conversation in had]


def _follows(draft: Draft, file: Attachment) -> bool:
    parties = _with_copy(draft)
    for party in parties:
        draft.letters.append(letters.document(draft.mail, party, draft.copy, file=file, member=draft.member))
    return bool(parties)
