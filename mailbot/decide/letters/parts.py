"""What letters to different readers share."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from mailbot.expressions import Expression
from mailbot.model import Attachment, Conversation, Similar, StaffMember

LETTER_NAMES = {
    "accuse_reception": "l'accusé de réception",
    "accuse_suggestion": "l'accusé de réception",
    "message_client": "le message au client",
    "reponse_client": "la réponse au client",
    "relais_client": "la réponse du prestataire, relayée au client",
    "prolongation": "l'annonce d'une nouvelle date au client",
    "avancement": "l'information du client",
    "demande_precisions": "la demande de précisions",
    "cloture": "la lettre de clôture",
    "enquete": "la question de satisfaction",
    "point_du_matin": "le point du matin",
    "courrier": "une lettre à imprimer",
    "messagerie_privee": "un texte à coller dans une messagerie privée",
    "note_interne": "la note aux collègues",
    "dossier_reunion": "le dossier de la réunion qualité",
    "transmission": "la transmission au prestataire",
    "transmission_information": "l'information des autres personnes concernées",
    "message_prestataire": "le message au prestataire",
    "relance_prestataire": "la relance au prestataire",
    "avis_equipe": "l'avis à l'équipe",
    "suite_equipe": "l'avis à l'équipe",
    "hors_sujet": "l'avis à l'équipe",
    "compte_rendu": "le compte rendu",
    "alerte": "une alerte",
    "information_equipe": "l'information des collègues",
    "confirmation": "la demande de confirmation",
    "echeance": "le rappel d'échéance",
}
OFTEN = 2  # earlier complaints about the same, within a year: the third asks to be looked at
MOST_BYTES_JOINED = 15_000_000  # beyond it many servers refuse a mail
CLIENT: Conversation = "client"
MARKS = Expression(r"[\w.-]*\+[a-z2-7]{40}@[\w.-]+|\bmb-[a-z2-7]{40}\b", re.IGNORECASE)


# For any length of text, and with whatever stands before it.
_MARKS_ALONE = Expression(r"\+[a-z2-7]{40}@|mb-[a-z2-7]{40}(?![a-z2-7])", re.IGNORECASE)


def has_marks(content: bytes) -> bool:
    """Whether one of our tokens can be read in this file, in whatever way its letters are written."""
    text = content.replace(b"\0", b"").decode("latin-1")  # UTF-16 has a zero beside each of them
    return any(_MARKS_ALONE.search(one) for one in (text, html.unescape(text)))


def without_marks(text: str, instead: str) -> str:
    """Our tokens open a conversation to whoever reads them: they are not passed on in quotations."""
    return MARKS.sub(instead, text)


def without_staff(text: str, staff: Iterable[StaffMember], instead: str) -> str:
    """Who writes to one of us directly writes past the case: outside there is the service's address alone."""
    for member in staff:
        text = re.sub(
            rf"(?<![\w.+-]){re.escape(member.address)}(?![\w-]|\.\w)", instead, text, flags=re.IGNORECASE
        )
    return text


def joinable(attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    joined = tuple(attachments)
    return joined if sum(a.size for a in joined) <= MOST_BYTES_JOINED else ()


def earlier_cases(similar: tuple[Similar, ...]) -> str:
    """For the notice of a new case."""
    if not similar:
        return ""
    listed = ", ".join(f"{s.reference} ({s.received_at:%d/%m/%Y})" for s in similar[:5])
    if len(similar) < OFTEN:
        return f"Déjà une réclamation sur le même prestataire ou service\u00a0: {listed}."
    return (
        f"{len(similar)} autres réclamations sur le même prestataire ou service depuis un an\u00a0: "
        f"{listed}. Récurrent ? Notez-le avec #récurrence."
    )
