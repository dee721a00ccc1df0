"""What the lines of a form say of a client: "Nom et prénom : …", "Tél. : …", "Reçue le : 12/11".

Read only in what a colleague hands in. A label counts when it is all that stands before the colon, so that a
sentence of the client ("Il m'a dit : …") is none; the first value of each counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mailbot.decide.commands import fold
from mailbot.expressions import Expression

# What a form calls it → the field of the sheet; "canal", "recu", "courriel" and "prestataire" are ours.
_LABELS: Mapping[str, str] = {
    label: name
    for name, labels in {
        "nom": "nom, noms, nom et prenom, nom prenom, noms et prenoms, prenom et nom, prenom nom, "
        "identite, nom complet, nom du client, nom de la cliente, nom du reclamant, nom de la personne, "
        "nom du visiteur, nom de l eleve, nom du stagiaire, nom de l assure, client, "
        "cliente, reclamant, reclamante, visiteur, visiteuse, demandeur, stagiaire, eleve, adherent, "
        "assure, coordonnees du client",
        "prenom": "prenom, prenoms, prenom du client, prenom s",
        "nomseul": "nom de famille, nom d usage",
        "adresse": "adresse, adresse postale, adresse complete, adresse du client, adresse du reclamant, "
        "domicile",
        "ville": "ville, code postal et ville, code postal ville, cp et ville, cp ville",
        "telephone": "telephone, tel, tele, mobile, portable, gsm, n de telephone, no de telephone, "
        "numero de telephone, telephone portable, telephone fixe, tel portable, telephone du client, "
        "tel client, tel du client, joignable au, a rappeler au, rappeler au",
        "courriel": "courriel, email, e mail, mail, mel, adresse mail, adresse e mail, adresse email, "
        "adresse electronique, adresse courriel",
        "objet": "objet, objet de la reclamation, sujet, titre, intitule",
        "motif": "motif, motif de la reclamation, nature de la reclamation",
        "solution": "solution souhaitee, solution demandee, demande du client, attente du client, "
        "ce que souhaite le client, reparation souhaitee",
        "prestataire": "prestataire, prestataire concerne, prestataire vise, etablissement, "
        "etablissement concerne, structure concernee, hebergeur",
        "canal": "canal, canal de reception, recue par, recu par, recue via, mode de reception, "
        "mode de depot, moyen, arrivee par",
        "recu": "recue le, recu le, recu e le, date, date de reception, date de la reclamation, deposee le, "
        "date de depot, date d arrivee, date de l appel, appel recu le",
    }.items()
    for label in labels.split(", ")
}
_MARKS = " \t>*_•·–—-\u00a0"
_LINE = Expression(r"(?P<label>[^\W\d_][^:\n]{1,45}?)[\s\u00a0*_]*:[\s\u00a0*_]*(?P<value>.*)", re.DOTALL)
_TITLE = Expression(r"^(?:m\.|mr|mme|mlle|madame|monsieur|mademoiselle)\s+", re.IGNORECASE)
_PHONE = Expression(r"(?:\+\d{1,3}|\b0)[\d .\u00a0/()-]{7,18}\d")
_ADDRESS = Expression(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EMPTY = ("", "nc", "n c", "inconnu", "inconnue", "non communique", "non communiquee", "neant", "aucun")
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What its lines say, by field, and the text that remains."""

    values: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


def filled(text: str) -> Form:
    """The lines of a form that are filled in; the rest is what the person said."""
    values: dict[str, str] = {}
    rest = []
    for line in text.splitlines():
        known, value = _labelled(line)
        if not known:
            rest.append(line)
        elif fold(value) not in _EMPTY:
            values.setdefault(known, value)
    if not values:
        return Form(text=text)
    return Form(values=_joined(values), text="\n".join(rest).strip())


def _labelled(line: str) -> tuple[str, str]:
    match = _LINE.fullmatch(line.strip(_MARKS)) if len(line) <= _LONGEST else None
    known = _LABELS.get(fold(match["label"]), "") if match else ""
    return (known, match["value"].strip(_MARKS)) if match and known else ("", "")


def _joined(values: Mapping[str, str]) -> dict[str, str]:
    """First name and name, street and town, and a telephone written behind the name, each in its place."""
    found = {k: v for k, v in values.items() if k not in ("prenom", "nomseul", "ville")}
    family = values.get("nomseul") or values.get("nom", "")
    first = values.get("prenom", "")
    if first and fold(first) not in fold(family):
        family = f"{first} {family}".strip()
    if family:
        bare, phone, address = _apart(family)
        found["nom"] = bare
        if phone:
            found.setdefault("telephone", phone)
        if address:
            found.setdefault("courriel", address)
    if values.get("ville"):
        found["adresse"] = ", ".join(filter(None, (values.get("adresse", ""), values["ville"])))
    if "@" in found.get("adresse", ""):  # « Adresse : nom@domaine » is one of another kind
        found.setdefault("courriel", found.pop("adresse"))
    return {name: value for name, value in found.items() if value}


def _apart(said: str) -> tuple[str, str, str]:
    """ "Mme Perrin, 06 12 34 56 78" is a name and a telephone."""
    phone, address = _PHONE.search(said), _ADDRESS.search(said)
    bare = _ADDRESS.sub(" ", _PHONE.sub(" ", said))
    bare = re.sub(r"[(<]\s*[)>]|\b(?:tél|tel)\b\.?\s*:?", " ", bare, flags=re.IGNORECASE)
    name = _TITLE.sub("", " ".join(bare.split()).strip(" ,;:/–—-()<>"))
    return name, phone[0].strip() if phone else "", address[0] if address else ""
