"""What must hold before an answer leaves: the procedure's own conditions, and the law's."""

from __future__ import annotations

from mailbot.config import Settings
from mailbot.decide.commands import fold
from mailbot.decide.commitments import names_mediator
from mailbot.expressions import Expression
from mailbot.model import StaffMember, Ticket

# A decision is argued when its text says why. In a long text the reasons may be told without these words.
_BECAUSE = Expression(
    r"\b(car|parce qu\w*|puisqu\w*|en raison|du fait|en effet|a cause|grace a|suite a|conformement|"
    r"apres (verification|analyse|examen|enquete|echange)|en vertu|selon|d apres|afin|c est pourquoi|"
    r"des lors|compte tenu|nous avons (constate|verifie|examine|interroge|retrouve|etabli|compris)|"
    r"il (apparait|ressort|s avere)|prevoi\w*|prevu\w*|stipul\w*|because|since|due to)\b"
)
_ARGUED = 40  # words


def absolute(outcome: str, ticket: Ticket, member: StaffMember, settings: Settings) -> list[str]:
    """Why this answer must not leave, whoever insists."""
    reasons = []
    if not member.may_sign:
        reasons.append("Vous n'êtes pas habilité à signer une réponse : demandez à une personne qui l'est.")
    if names_mediator(outcome, settings, ticket) and not settings.has_mediator:
        reasons.append(
            "Un refus total ou partiel indique au client le nom, l'adresse et le site du médiateur, "
            "et la configuration ne les donne pas (section [mediator] : name, address, website)."
        )
    answer = settings.procedure.answer
    if answer.compensation and outcome == "favorable" and not ticket.record.get("compensation"):
        scale = settings.procedure.compensation.scale.get(ticket.severity or "normale", "")
        reasons.append(
            "Une réponse favorable dit ce qui est accordé : ajoutez une ligne #dedommagement "
            "(financier ou commercial et le montant, ou aucun et pourquoi)."
            + (f" Barème pour cette gravité : {scale}." if scale else "")
        )
    return reasons


def waivable(text: str, ticket: Ticket, settings: Settings) -> list[str]:
    """What the document wants of an answer; a person may insist, and that is recorded."""
    answer, record = settings.procedure.answer, ticket.record
    reasons = []
    if answer.reasoned and not record.get("motivation") and not is_argued(text):
        reasons.append(
            "Votre procédure veut une réponse argumentée : dites pourquoi dans votre texte, "
            "ou notez-le avec #motivation."
        )
    if answer.non_conformity and str(record.get("nonconformite", "")).startswith("oui"):
        if not record.get("cause"):
            reasons.append("Non-conformité constatée : notez la cause, avec #cause. Le client la lira.")
        if not record.get("actions"):
            reasons.append(
                "Non-conformité constatée : notez ce que vous corrigez, avec #action. Le client le lira."
            )
    return reasons


def is_argued(text: str) -> bool:
    return len(text.split()) >= _ARGUED or _BECAUSE.search(fold(text)) is not None
