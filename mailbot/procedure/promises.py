"""What the procedure promises, in plain French: for an admin to read back before going live."""

from __future__ import annotations

from mailbot.procedure.document import Answer, Procedure

_FROM = {
    "receipt": "de la réception",
    "sending": "de l’envoi par le client",
    "acknowledgement": "de l’envoi de l’accusé de réception",
}
_MEDIATION = {
    "never": "Médiateur\N{NO-BREAK SPACE}: jamais indiqué.",
    "on_rejection": "Médiateur\N{NO-BREAK SPACE}: indiqué si la demande est rejetée, même en partie.",
    "always": "Médiateur\N{NO-BREAK SPACE}: indiqué dans chaque réponse.",
}


def promises(procedure: Procedure) -> tuple[str, ...]:
    """Only what is promised: a procedure that says nothing of a matter has no sentence about it."""
    return (
        *_acknowledgement(procedure),
        *_answer(procedure.answer),
        *_handlers(procedure),
        *_forward(procedure),
        *([_MEDIATION[procedure.mediation]] if procedure.mediation else []),
    )


def _acknowledgement(procedure: Procedure) -> list[str]:
    promised = procedure.acknowledgement
    said = []
    if promised.immediate:
        said.append("Accusé de réception immédiat.")
    if promised.delay:
        start = _FROM[promised.from_]
        unless = ", sauf réponse dans ce délai" if promised.satisfied_by_answer else ""
        said.append(f"Accusé de réception sous {promised.delay} à compter {start}{unless}.")
    if promised.steps_text:
        said.append("L’accusé de réception informe le client des démarches amorcées.")
    return said


def _answer(promised: Answer) -> list[str]:
    said = []
    if promised.delay:
        said.append(f"Réponse sous {promised.delay} à compter {_FROM[promised.from_]}.")
    if promised.extensible:
        said.append(
            "Délai de réponse prolongeable\N{NO-BREAK SPACE}: la nouvelle date, annoncée à temps, engage."
        )
    if promised.reasoned:
        said.append("Réponse argumentée.")
    return said


def _handlers(procedure: Procedure) -> list[str]:
    handlers = procedure.handlers
    said = []
    names = " ou ".join(handlers.names)
    if handlers.title:
        said.append(f"Les réclamations sont traitées par\N{NO-BREAK SPACE}: {handlers.title}.")
    if handlers.closed:
        who = names or "les personnes chargées des dossiers"
        said.append(
            f"Seules personnes autorisées à suivre un dossier et à y intervenir\N{NO-BREAK SPACE}: {who}."
        )
    elif names:
        said.append(f"Interlocuteurs\N{NO-BREAK SPACE}: {names}.")
    if handlers.client_chooses:
        said.append("Le client choisit son interlocuteur.")
    return said


def _forward(procedure: Procedure) -> list[str]:
    forward = procedure.forward
    said = []
    if forward.answer_to_us:
        said.append("Le prestataire concerné répond à l’organisation et non au client.")
    if forward.also_concerned:
        said.append("La réclamation est aussi communiquée aux personnes concernées.")
    if forward.on_grave == "call_first":
        said.append("Réclamation grave\N{NO-BREAK SPACE}: appel au prestataire, puis courrier.")
    return said
