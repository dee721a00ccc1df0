"""The figures of `mailbot evaluate`, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def tables(figures: Mapping[str, Any]) -> str:
    return (
        "\n".join(
            line for part in (_kinds, _rest, _calibration, _redaction, _worst) for line in part(figures)
        )
        + "\n"
    )


def _kinds(figures: Mapping[str, Any]) -> Iterator[str]:
    kinds = figures["kinds"]
    confusion = kinds["confusion"]
    yield f"{figures['mails']} courriels"
    yield ""
    yield f"{'attendu / trouvé':<18}" + "".join(f"{kind:>14}" for kind in confusion) + f"{'rappel':>10}"
    for kind, row in confusion.items():
        counts = "".join(f"{row.get(found, 0):>14}" for found in confusion)
        yield f"{kind:<18}{counts}{_percent(kinds['recall'][kind]):>10}"
    yield f"{'précision':<18}" + "".join(f"{_percent(kinds['precision'][kind]):>14}" for kind in confusion)
    yield f"réclamations reconnues avec un doute : {kinds['complaints_doubtful']}"
    yield f"autres courriels traités par prudence comme des réclamations : {kinds['others_doubtful']}"
    certain = f"{kinds['machines_for_certain']} de {kinds['machines']}"
    yield f"publicités et automates pris sans doute pour une personne qui écrit au service : {certain}"
    yield f"courriels bien jugés : {_percent(kinds['accuracy'])}"
    yield f"nature des autres courriels : {_percent(kinds['autre_type'])}"


def _rest(figures: Mapping[str, Any]) -> Iterator[str]:
    targets, severity = figures["targets"], figures["severity"]
    yield ""
    exact = _percent(targets["exact"])
    yield f"personnes concernées exactes : {exact} de {targets['complaints']} réclamations"
    yield f"  aucune trouvée : {targets['none_found']} · seulement une mauvaise : {targets['only_wrong']}"
    yield f"  données pour certaines : {targets['certain']}, dont à tort : {targets['certain_but_wrong']}"
    yield f"  certaines, mais quelqu'un d'autre l'est aussi : {targets['certain_but_incomplete']}"
    recall, precision = _percent(severity["grave_recall"]), _percent(severity["grave_precision"])
    yield f"gravité exacte : {_percent(severity['accuracy'])}"
    yield f"  grave : rappel {recall}, précision {precision}"
    for wish, name in (
        ("refuses_contact_sharing", "refus de transmettre les coordonnées"),
        ("no_further_contact", "ne plus être contacté"),
    ):
        figure = figures["wishes"][wish]
        recall, precision = _percent(figure["recall"]), _percent(figure["precision"])
        yield f"{name} : rappel {recall} de {figure['labelled']}, précision {precision}"
    yield f"langue : {_percent(figures['language'])} · compréhension : {figures['milliseconds']} ms (médiane)"


def _calibration(figures: Mapping[str, Any]) -> Iterator[str]:
    calibration = figures["calibration"]
    yield ""
    yield f"écart entre la confiance annoncée et la justesse : {_percent(calibration['error'])}"
    for row in calibration["bins"]:
        said, right = _percent(row["said"]), _percent(row["right"])
        yield f"  {row['mails']:>5} courriels : annoncé {said:>7}, juste {right:>7}"


def _redaction(figures: Mapping[str, Any]) -> Iterator[str]:
    redaction = figures["redaction"]
    yield ""
    yield f"éléments d'identité restés dans la copie : {redaction['leaked']} sur {redaction['strings']}"
    for kind, share in redaction["leaked_by_type"].items():
        yield f"  {kind:<12} {share:>9}"
    yield f"dont partis sans relecture (réclamations) : {redaction['leaked_without_a_look']}"
    yield f"copies retenues pour relecture : {redaction['held']}"
    yield f"faits conservés : {_percent(redaction['facts_survived'])} de {redaction['facts']}"


def _worst(figures: Mapping[str, Any]) -> Iterator[str]:
    if figures["worst"]:
        yield ""
        yield "les erreurs les plus coûteuses :"
    for case in figures["worst"]:
        yield f"  {case['id']:<8} {case['what']} — {case['subject'][:60]}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %".replace(".", ",")
