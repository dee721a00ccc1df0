"""`mailbot check` reads back, in plain French, all that a procedure promises; and nothing else."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from mailbot.config import load, preset_names
from mailbot.procedure import (
    Acknowledgement,
    Answer,
    Closing,
    Compensation,
    Delay,
    Field,
    Forward,
    Handlers,
    Procedure,
    Progress,
    Quality,
    Register,
    Step,
    promises,
)

NBSP = "\N{NO-BREAK SPACE}"
WEEK = Delay(n=7, unit="days")

SAID = [
    (Procedure(acknowledgement=Acknowledgement(immediate=True)), "Accusé de réception immédiat."),
    (
        Procedure(acknowledgement=Acknowledgement(delay=WEEK, satisfied_by_answer=True)),
        f"Accusé de réception sous 7{NBSP}jours à compter de la réception, sauf réponse dans ce délai.",
    ),
    (
        Procedure(acknowledgement=Acknowledgement(wait=WEEK, satisfied_by_answer=True)),
        f"L’accusé de réception attend 7{NBSP}jours, au cas où la réponse vient avant.",
    ),
    (Procedure(answer=Answer(as_letter=True)), "La réponse est une lettre, prête à imprimer."),
    (Procedure(answer=Answer(compensation=True)), "quel dédommagement est accordé"),
    (Procedure(answer=Answer(non_conformity=True)), "la réponse en dit les causes et ce qui est corrigé."),
    (Procedure(answer=Answer(by_channel={"courrier": "courrier"})), "réponse par courrier."),
    (Procedure(answer=Answer(by_channel={"internet": "messagerie"})), "réponse en messagerie privée"),
    (Procedure(handlers=Handlers(must_be_named=True)), "Le responsable est nommé."),
    (
        Procedure(handlers=Handlers(closed=True, names=("M. A", "Mme B"))),
        f"y intervenir{NBSP}: M. A ou Mme B.",
    ),
    (Procedure(party_types=("stagiaire", "financeur", "autre")), "stagiaire, financeur ou autre."),
    (Procedure(consumers=("stagiaire",)), f"Le médiateur est pour{NBSP}: stagiaire."),
    (
        Procedure(forward=Forward(on_grave="call_first", grave_medium="courrier")),
        "appel au prestataire, puis courrier.",
    ),
    (Procedure(forward=Forward(on_grave="call_first")), "appel au prestataire, puis courriel."),
    (Procedure(forward=Forward(grave_medium="courrier")), "transmise par courrier."),
    (Procedure(progress=Progress(on_change=True)), f"à chaque étape de son dossier{NBSP}: l’équipe"),
    (Procedure(progress=Progress(automatic=True)), f"tenu informé{NBSP}: mailbot lui écrit"),
    (Procedure(steps=(Step(label="Évaluer", wants=("cause", "plan")),)), f"Étape 1{NBSP}: Évaluer – cause"),
    (
        Procedure(steps=(Step(label="Agir", wants=(), above="grave", within=WEEK, who="le gérant"),)),
        f"Agir (pour une réclamation grave; sous 7{NBSP}jours à compter de la réception; le gérant).",
    ),
    (Procedure(compensation=Compensation(scale={"faible": "10 €"})), f"faible{NBSP}: 10 €."),
    (Procedure(closing=Closing(letter=True)), "Le client est informé de la clôture de son dossier."),
    (Procedure(closing=Closing(offer="un stage")), "La lettre de clôture propose d’autres prestations."),
    (Procedure(closing=Closing(survey=WEEK)), f"sur sa satisfaction, 7{NBSP}jours après la clôture."),
    (Procedure(closing=Closing(staff_note=True)), "le personnel est informé, sans nom."),
    (Procedure(closing=Closing(effectiveness=WEEK)), "L’efficacité des actions est vérifiée"),
    (Procedure(quality=Quality(meeting=WEEK)), f"Réunion qualité tous les 7{NBSP}jours"),
    (Procedure(register=Register(title="Gestion des retours")), "Gestion des retours"),
    (Procedure(criteria=(Field(id="impact", label="Impact"),)), f"dit aussi{NBSP}: impact."),
]


@pytest.mark.parametrize(("procedure", "words"), SAID, ids=[words[:40] for _, words in SAID])
def test_each_promise_has_its_sentence(procedure: Procedure, words: str) -> None:
    """Whole sentences, each about what is promised."""
    lines = promises(procedure)
    assert any(words in line for line in lines), lines
    assert all(line[0].isupper() and line.endswith(".") for line in lines)


@pytest.mark.parametrize("name", preset_names())
def test_no_promise_of_a_preset_is_forgotten(name: str) -> None:
    """Whatever key of a shipped procedure goes back to its default, what is said changes."""
    procedure = load(None, environ={}, preset=name).procedure
    told = promises(procedure)
    silent = {"title", "operations", "calendar", "open_points"}  # no promises to anybody
    found = _each_without(procedure, silent)
    assert len(found) > 3
    assert [key for key, without in found if promises(without) == told] == []


def _each_without(procedure: Procedure, silent: set[str]) -> list[tuple[str, Procedure]]:
    found: list[tuple[str, Any]] = []
    for part in fields(Procedure):
        value, default = getattr(procedure, part.name), getattr(Procedure(), part.name)
        if part.name in silent or value == default:
            continue
        if not is_dataclass(value):
            found.append((part.name, replace(procedure, **{part.name: default})))
            continue
        for key in fields(value):
            if getattr(value, key.name) != getattr(default, key.name):
                less = replace(value, **{key.name: getattr(default, key.name)})
                found.append((f"{part.name}.{key.name}", replace(procedure, **{part.name: less})))
    return found
