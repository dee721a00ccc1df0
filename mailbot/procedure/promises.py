"""What the procedure promises, in plain French: for an admin to read back before going live."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.procedure.document import MILESTONES, Medium, Procedure, Step

NBSP = "\N{NO-BREAK SPACE}"
_FROM = {
    "receipt": "de la réception",
    "sending": "de l’envoi par le client",
    "acknowledgement": "de l’envoi de l’accusé de réception",
}
_MEDIATION = {
    "never": f"Médiateur{NBSP}: jamais indiqué.",
    "on_rejection": f"Médiateur{NBSP}: indiqué si la demande est rejetée, même en partie.",
    "always": f"Médiateur{NBSP}: indiqué dans chaque réponse.",
}
_BY: dict[Medium, str] = {
    "mail": "par courriel",
    "courrier": "par courrier",
    "coordonnees": "par courriel ou par courrier, selon les coordonnées laissées",
    "messagerie": "en messagerie privée, ou par courriel si l’adresse est connue",
}


def promises(procedure: Procedure) -> tuple[str, ...]:
    """Only what is promised: a procedure that says nothing of a matter has no sentence about it."""
    return (
        *_acknowledgement(procedure),
        *_answer(procedure),
        *_handlers(procedure),
        *_people(procedure),
        *_forward(procedure),
        *([_MEDIATION[procedure.mediation]] if procedure.mediation else []),
        *_progress(procedure),
        *_steps(procedure),
        *_compensation(procedure),
        *_closing(procedure),
        *_records(procedure),
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
    if promised.wait and promised.satisfied_by_answer:
        said.append(f"L’accusé de réception attend {promised.wait}, au cas où la réponse vient avant.")
    if promised.steps_text:
        said.append("L’accusé de réception informe le client des démarches amorcées.")
    return said


def _answer(procedure: Procedure) -> list[str]:
    promised = procedure.answer
    said = []
    if promised.delay:
        said.append(f"Réponse sous {promised.delay} à compter {_FROM[promised.from_]}.")
    if promised.extensible:
        said.append(f"Délai de réponse prolongeable{NBSP}: la nouvelle date, annoncée à temps, engage.")
    if promised.reasoned:
        said.append("Réponse argumentée.")
    if promised.as_letter:
        said.append("La réponse est une lettre, prête à imprimer.")
    if promised.compensation:
        said.append("Une réponse favorable dit quel dédommagement est accordé, ou qu’il n’y en a pas.")
    if promised.non_conformity:
        said.append(f"Non-conformité constatée{NBSP}: la réponse en dit les causes et ce qui est corrigé.")
    said += [
        f"Réclamation reçue par le canal «{NBSP}{channel}{NBSP}»{NBSP}: réponse {_BY[medium]}."
        for channel, medium in promised.by_channel.items()
    ]
    return said


def _handlers(procedure: Procedure) -> list[str]:
    handlers = procedure.handlers
    said = []
    names = " ou ".join(handlers.names)
    if handlers.title:
        said.append(f"Les réclamations sont traitées par{NBSP}: {handlers.title}.")
    if handlers.must_be_named:
        said.append("Le responsable est nommé.")
    if handlers.closed:
        who = names or "les personnes chargées des dossiers"
        said.append(f"Seules personnes autorisées à suivre un dossier et à y intervenir{NBSP}: {who}.")
    elif names:
        said.append(f"Interlocuteurs{NBSP}: {names}.")
    if handlers.client_chooses:
        said.append("Le client choisit son interlocuteur.")
    return said


def _people(procedure: Procedure) -> list[str]:
    said = []
    if procedure.party_types:
        said.append(f"Qualité du réclamant notée{NBSP}: {_either(procedure.party_types)}.")
    if procedure.consumers is not None:
        who = _either(procedure.consumers) if procedure.consumers else "personne"
        said.append(f"Le médiateur est pour{NBSP}: {who}.")
    return said


def _forward(procedure: Procedure) -> list[str]:
    forward = procedure.forward
    said = []
    if forward.answer_to_us:
        said.append("Le prestataire concerné répond à l’organisation et non au client.")
    if forward.also_concerned:
        said.append("La réclamation est aussi communiquée aux personnes concernées.")
    by_post = forward.grave_medium == "courrier"
    if forward.on_grave == "call_first":
        said.append(
            f"Réclamation grave{NBSP}: appel au prestataire, puis {'courrier' if by_post else 'courriel'}."
        )
    elif by_post:
        said.append(f"Réclamation grave{NBSP}: transmise par courrier.")
    return said


def _progress(procedure: Procedure) -> list[str]:
    progress = procedure.progress
    how = "mailbot lui écrit de lui-même" if progress.automatic else "l’équipe est priée de lui écrire"
    if progress.on_change:
        return [f"Le client est informé à chaque étape de son dossier{NBSP}: {how}."]
    return [f"Le client est tenu informé{NBSP}: {how}."] if progress.automatic else []


def _steps(procedure: Procedure) -> list[str]:
    return [_step(n, step, procedure) for n, step in enumerate(procedure.steps, start=1)]


def _step(number: int, step: Step, procedure: Procedure) -> str:
    labels = {field.id: field.label.lower() for field in procedure.fields} | MILESTONES
    wanted = ", ".join(labels.get(name, name) for name in step.wants)
    more = [
        f"pour une réclamation {'grave' if step.above == 'grave' else 'au moins normale'}"
        if step.above != "faible"
        else "",
        f"sous {step.within} à compter de la réception" if step.within else "",
        step.who or "",
    ]
    told = f" ({'; '.join(m for m in more if m)})" if any(more) else ""
    return f"Étape {number}{NBSP}: {step.label}{told}" + (f" – {wanted}." if wanted else ".")


def _compensation(procedure: Procedure) -> list[str]:
    scale = procedure.compensation.scale
    levels = [
        f"{level}{NBSP}: {scale[level]}" for level in ("faible", "normale", "grave") if scale.get(level)
    ]
    return [f"Barème de dédommagement, proposé à l’équipe. {'. '.join(levels)}."] if levels else []


def _closing(procedure: Procedure) -> list[str]:
    closing = procedure.closing
    said = []
    if closing.letter:
        said.append("Le client est informé de la clôture de son dossier.")
    if closing.offer:
        said.append("La lettre de clôture propose d’autres prestations.")
    if closing.survey:
        said.append(
            f"Le client est interrogé une fois sur sa satisfaction, {closing.survey} après la clôture."
        )
    if closing.staff_note:
        said.append(
            "Une fois le dossier clos et des changements décidés, le personnel est informé, sans nom."
        )
    if closing.effectiveness:
        said.append(f"L’efficacité des actions est vérifiée {closing.effectiveness} après la clôture.")
    if procedure.quality.meeting:
        said.append(f"Réunion qualité tous les {procedure.quality.meeting}, avec les dossiers de la période.")
    return said


def _records(procedure: Procedure) -> list[str]:
    said = []
    if procedure.register.title:
        said.append(f"Tout est inscrit dans «{NBSP}{procedure.register.title}{NBSP}».")
    if procedure.criteria:
        labels = ", ".join(field.label.lower() for field in procedure.criteria)
        said.append(f"La fiche d’un dossier dit aussi{NBSP}: {labels}.")
    return said


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} ou {last}" if first else last
