"""What can be recorded of a case beside its dates: the lines of the complaint sheet.

Each is a word that staff write behind a `#`. A procedure adds lines of its own as data (`criteria`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["text", "list", "choice"]

YES_NO = ("oui", "non")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`list`: every new value joins the others; otherwise the last one counts."""

    id: str  # as staff write it, without hyphens and accents
    label: str  # as people read it
    shape: Shape = "text"
    choices: tuple[str, ...] = ()


def _field(id: str, label: str, *choices: str, shape: Shape = "text") -> Field:  # noqa: A002 (it is one)
    return Field(id=id, label=label, shape="choice" if choices else shape, choices=choices)


FIELDS: tuple[Field, ...] = (
    # -- who complains ----------------------------------------------------------------------------
    _field("nom", "Nom"),
    _field("fonction", "Fonction"),
    _field("telephone", "Téléphone"),
    _field("adresse", "Adresse postale"),
    _field("qualite", "Qualité du réclamant"),
    # -- about what -------------------------------------------------------------------------------
    _field("service", "Service concerné"),
    _field("prestation", "Prestation visée"),
    _field("personne", "Personne visée"),
    _field("objet", "Objet"),
    _field("motif", "Motif"),
    _field("solution", "Solution souhaitée"),
    _field("delaiclient", "Délai fixé par le client"),
    _field("menaces", "Recours annoncés par le client"),
    _field("montants", "Montants en jeu"),
    _field("reformulation", "Points clés reformulés"),
    # -- how it is judged -------------------------------------------------------------------------
    _field("justifiee", "Réclamation justifiée", "oui", "non", "en partie", "à instruire"),
    _field("complexite", "Complexité", "faible", "moyenne", "forte"),
    _field("repercussions", "Répercussions"),
    _field("recurrence", "Cas isolé ou récurrent", "isolé", "récurrent"),
    _field("caractere", "Exceptionnel ou aboutissement", "exceptionnel", "aboutissement"),
    _field("relation", "Poursuite de la relation", "poursuite", "rupture", "non évoqué"),
    _field("nonconformite", "Non-conformité constatée", *YES_NO),
    # -- what is done about it --------------------------------------------------------------------
    _field("cause", "Cause", shape="list"),
    _field("dysfonctionnement", "Dysfonctionnement", shape="list"),
    _field("actionimmediate", "Action immédiate"),
    _field("motivation", "Motivation de la décision"),
    _field("suites", "Suites"),
    _field("appel", "Appel", shape="list"),
    _field("poste", "Courrier posté"),
    _field("information", "Information du personnel"),
    _field("reunion", "Réunion qualité"),
    _field("efficacite", "Efficacité des actions", shape="list"),
    _field("satisfaction", "Satisfaction du client"),
    _field("recours", "Voies de recours indiquées"),
    _field("mediateur", "Médiateur saisi"),
)
