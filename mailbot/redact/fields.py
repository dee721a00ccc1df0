"""Finds what stands in fields: the lines of contact forms, the headers of forwarded mails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailbot.expressions import Expression
from mailbot.redact.findings import Kind

# What the labels of forms are called, folded, between bars.
_LABEL_WORDS: dict[Kind, str] = {
    "person": """
        nom | prenom | prenoms | nom prenom | nom et prenom | prenom et nom | prenom nom | nom / prenom
        | nom, prenom | nom de famille | nom complet | votre nom | votre prenom | nom du client | nom du
        stagiaire | nom de l'eleve | nom du reclamant | nom de naissance | nom d'usage | client |
        reclamant | contact | name | full name | your name | first name | last name | surname | vorname
        | nachname | nombre | apellidos | nome | cognome | naam | voornaam | assure | souscripteur |
        adherent | titulaire | eleve | stagiaire | beneficiaire | representant legal | signataire |
        signature | demandeur | declarant | patient | patiente | passager | conducteur | responsable
        legal | tuteur | interlocuteur client | voyageur | locataire | de la part de
    """,
    "email": """
        e-mail | email | mail | courriel | mel | adresse e-mail | adresse email | adresse mail | adresse
        electronique | votre e-mail | votre email | votre adresse e-mail | votre adresse email | votre
        mail
    """,
    "phone": """
        telephone | tel | tel. | portable | mobile | gsm | phone | telefon | telefono | telefoon | fax |
        votre telephone | numero de telephone | n° de telephone | tel portable | tel fixe | fixe
    """,
    "address": """
        adresse | adresse postale | address | adres | anschrift | direccion | indirizzo | code postal |
        cp | ville | commune | localite | rue | voie | code postal et ville | cp ville | postcode | city
        | town | pays | complement d'adresse | votre adresse | domicile
    """,
    "birthdate": """
        date de naissance | ne le | nee le | ne(e) le | birth date | date of birth | geburtsdatum
    """,
    "number": """
        numero client | n° client | n° adherent | numero d'adherent | ip | adresse ip | ip address
    """,
    "booking": "numero de reservation | n° de reservation | n° reservation | booking number",
    "contract": "numero de contrat | n° de contrat | n° contrat",
    "file": "numero de dossier | n° de dossier | n° dossier",
    "plate": "immatriculation",
}
_LABELS: dict[str, Kind] = {
    " ".join(label.split()): kind for kind, labels in _LABEL_WORDS.items() for label in labels.split("|")
}

_FIELD = Expression(
    r"^[ >*•-]{0,6}(?P<label>[^:=\n]{2,34}?)[ ]{0,3}[:=][ *]{0,4}(?P<value>[^\n]{1,160})$", re.MULTILINE
)
_NEXT_LINE = Expression(
    r"^[ >*•-]{0,6}(?P<label>[^:=\n]{2,34}?)[ ]{0,3}:[ *]{0,4}\n[ >]{0,4}(?P<value>[^\n:]{1,80})"
    r"$",
    re.MULTILINE,
)
_HEADER = Expression(
    r"^[ >*]{0,6}(?:de|from|von|van|da|a|to|an|cc|expediteur|destinataire|repondre a|"
    r"reply-to)[ *]{0,2}:[ *]{0,3}(?P<value>[^\n]{2,200})$",
    re.MULTILINE,
)
_WROTE = Expression(
    r"(?:\d{4}|\d{1,2}[:h]\d{2}|\d{2}[/.-]\d{2}[/.-]\d{2,4})[^\n]{0,30}?,? (?P<value>[^\n,<>:]{2"
    r",60}?)[ ]?(?:<[^<>\n]{3,90}>)?[ ]?\n?[ >]{0,6}"
    r"(?:a ecrit|wrote|schrieb|escribio|ha scritto|schreef)"
)
_WRITING = Expression(r"a ecrit|wrote|schrieb|escribio|ha scritto|schreef")
_BEFORE_ADDRESS = Expression(
    r"(?P<value>[^\W\d_][^\n<>@:;,\"]{1,59}?)[\" ]{0,3}[<(\[](?:mailto:)?(?P<address>[\w.+%-]{1,"
    r"64}@[\w.-]{3,120})[>)\]]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    start: int
    end: int
    kind: Kind
    value: str


def fields(text: str, folded: str) -> Iterator[Field]:
    """The fields of a contact form whose values are about the person."""
    for pattern in (_FIELD, _NEXT_LINE):
        for match in pattern.finditer(folded):
            kind = _LABELS.get(match["label"].strip(" *.").replace("  ", " "))
            start, end = match.span("value")
            if kind and text[start:end].strip():
                yield Field(start=start, end=end, kind=kind, value=text[start:end])


def correspondents(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Names in headers of forwarded mails and in « Le …, X a écrit » : place and address, if one is there."""
    if "@" in folded:
        for match in _BEFORE_ADDRESS.finditer(folded):
            yield *_name_only(text, *match.span("value")), match["address"]
    if _WRITING.search(folded):
        for match in _WROTE.finditer(folded):
            yield *_name_only(text, *match.span("value")), ""
    for match in _HEADER.finditer(folded):
        if "@" not in match["value"]:
            yield *_name_only(text, *match.span("value")), ""


_LAST_WORDS = Expression(
    r"(?:^|[ ])(?:(?:a|at|um|om|alle)[ ])?(?:\d[\d:h.]*[ ,]+|(?:utc|gmt|"
    r"cet)[+\d:]*[ ,]+)?(?P<name>[^\d]{2,60})$"
)


def _name_only(text: str, start: int, end: int) -> tuple[int, int]:
    """« à 09:12 Vincent Lagarde » : the name without the hour."""
    match = _LAST_WORDS.search(text[start:end])
    if match is None:
        return start, end
    return start + match.start("name"), start + match.end("name")
