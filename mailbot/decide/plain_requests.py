"""What staff ask of the service in plain words, outside any case: always answered, with the commands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mailbot.config import Settings
from mailbot.decide import away, letters, opening
from mailbot.decide.commands import fold
from mailbot.decide.told_in_words import without_signature
from mailbot.expressions import Expression
from mailbot.model import Event, Facts, IncomingMail, Letter, Meaning, Plan, StaffMember

_LONGEST = 45  # words: who asks for a paper does not tell a story
_FEW = 4
_ASKS = Expression(
    r"\b(?:peux|peut|pouvez|pourr\w+|comment|voudrais|veux|souhaite\w*|besoin|envoy\w+|avoir|recevoir|"
    r"obtenir|trouver|faut|fait on|faire|ou est|aide\w*|me faire|svp|s il (?:vous|te) plait|merci)\b"
)
_AWAY = Expression(
    r"\b(?:absente?|absence|conges?|vacances|rtt|arret maladie|en arret|indisponible|remplace\w*"
    r"|en formation)\b"
)
_YEAR = Expression(r"\b(20\d\d)\b")
_REFERENCE = Expression(r"\b[A-Z]{2,8}-\d{4}-\d{3,6}\b", re.IGNORECASE)
_BY_DAY = 5  # answers of this sort to one person in a day; beyond them a machine may be writing


def wrote_himself(mail: IncomingMail, settings: Settings) -> StaffMember | None:
    """A colleague's plain words about an absence, which were taken for a machine's.

    Only where nothing but the text spoke for one: no header of a machine, and no answer to a letter.
    """
    member = settings.staff_member(mail.from_.address if mail.from_ else "")
    robot = mail.robot
    if member is None or robot is None or robot.type != "vacation" or mail.authenticity != "pass":
        return None
    by_text = all(e.startswith(("Le texte ", "L’objet est celui")) for e in robot.evidence)
    answers = bool(mail.in_reply_to or mail.references)
    return member if by_text and not answers else None


def about_absence(
    mail: IncomingMail, member: StaffMember, facts: Facts, settings: Settings, now: datetime
) -> Plan:
    """Nothing is noted yet: the command that says the same is one click away."""
    why = "Absence annoncée en toutes lettres : la consigne est proposée"
    told = letters.to_member(
        mail, member, question=ABSENCE_ASKED, commands=absence_offered(mail, member, settings, now)
    )
    if facts.mails_today > _BY_DAY:  # a machine without any mark of one, perhaps
        told = replace(told, cause=f"absence:{now:%Y-%m-%d}")
    return _plan(mail, member, told, why=why, event="absence_filed")


HELP_SAYS = (
    "Voici tout ce que vous pouvez écrire. Ce qui concerne un dossier s'écrit en répondant à l'une de ses "
    "notifications."
)
ABSENCE_ASKED = (
    "Vous annoncez une absence. Elle n'est pas encore notée, et rien n'est parti à personne : pour que vos "
    "dossiers soient suivis pendant ce temps, envoyez la ligne ci-dessous, corrigée si besoin. Derrière les "
    "dates, vous pouvez écrire le nom de qui vous remplace."
)


def absence_offered(
    mail: IncomingMail, member: StaffMember, settings: Settings, now: datetime
) -> tuple[tuple[str, str], ...]:
    today = now.astimezone(ZoneInfo(settings.organisation.timezone)).date()
    command = away.proposed(without_signature(mail.new_text, member), settings, member, today)
    label = "noter cette absence" if not command.endswith(" ") else "complétez avec la date de la fin"
    return ((command, label),)


def asked(
    mail: IncomingMail, meaning: Meaning, member: StaffMember, facts: Facts, settings: Settings, now: datetime
) -> Plan | None:
    """The answer to a mail that asks for a paper or for help, or announces an absence; None: it does not."""
    text = without_signature(mail.new_text, member)
    words = fold(f"{mail.subject} {text}")
    many = len(fold(text).split())
    if many > _LONGEST or (meaning.kind == "reclamation" and not meaning.doubtful and many > _FEW * 4):
        return None
    if _AWAY.search(words) and not re.search(r"\bclient", words):
        return about_absence(mail, member, facts, settings, now)
    if many > _FEW and not _ASKS.search(words):
        return None
    offered = _papers(f"{mail.subject} {text}", words, now)
    if not offered:
        return None
    if [command for command, _ in offered] == ["#aide"]:
        told = letters.to_member(mail, member, notes=(HELP_SAYS,), help_=letters.HELP)
        return _plan(mail, member, told, why="Aide demandée en toutes lettres", event="desk_asked")
    told = letters.to_member(
        mail, member, question="Voici ce que vous pouvez envoyer pour cela :", commands=offered
    )
    return _plan(mail, member, told, why="Demande au service, en toutes lettres", event="desk_asked")


def _papers(text: str, words: str, now: datetime) -> tuple[tuple[str, str], ...]:
    year = _YEAR.search(words)
    said = set(words.split())
    found: list[tuple[str, str]] = []
    if said & {"registre", "registres", "tableau", "excel"}:
        found.append((f"#registre {year[1] if year else now.year}", "recevoir le registre de cette année-là"))
        found.append(("#registre", "recevoir tout le registre"))
    if said & {"rapport", "rapports", "bilan", "bilans", "statistiques", "chiffres"}:
        found.append((f"#rapport {year[1] if year else now.year}", "recevoir le bilan de cette année-là"))
        found.append(("#rapport", "recevoir le bilan du trimestre"))
    if said & {"fiche", "fiches", "formulaire", "pdf", "imprimer"}:
        if reference := _REFERENCE.search(text):
            found.append((f"#fiche {reference[0].upper()}", "recevoir la fiche de ce dossier, en PDF"))
        found.append(("#fiche", "recevoir une fiche vierge, à remplir"))
    if (
        found
        or said & {"aide", "aidez", "commandes", "consignes"}
        or re.search(r"mode d emploi|comment (?:ca marche|fait on|faire|on fait|utiliser)", words)
    ):
        found.append(("#aide", "recevoir la liste de tout ce que vous pouvez écrire"))
    return tuple(found)


def outside(
    mail: IncomingMail, meaning: Meaning, member: StaffMember, facts: Facts, settings: Settings, now: datetime
) -> Plan:
    """A colleague's words that belong to no case: nothing is opened in his name before he has said so."""
    reads = meaning.kind == "reclamation"
    neither = replace(meaning, kind="autre", other_type="autre", severity=None, doubtful=True)
    plan = opening.passed_on(mail, neither, facts, settings, role="staff", now=now)
    question = (
        "Votre message n'est rattaché à aucun dossier, et il n'est parti à personne d'extérieur. "
        + ("Est-ce la réclamation d'un client ? " if reads else "")
        + "Si un client réclame, dites-le ci-dessous, puis #nom et son nom ; sinon, il n'y a rien à faire."
    )
    told = letters.to_member(mail, member, question=question, commands=_SETTLE)
    others = letters.alerts(
        settings,
        cause=mail.content_digest,
        conversation="client",
        title="Un collègue a écrit au service, hors de tout dossier",
        sentences=(f"{member.name} a écrit : rien n'est ouvert, et rien n'est parti.",),
        todo="Si c'est la réclamation d'un client, répondez #réclamation, puis notez son nom avec #nom.",
        quoted=mail.new_text,
        but_not=member.address,
        commands=_SETTLE,
    )
    return replace(plan, letters=(told, *(others if settings.other_mails == "montrer" else ())))


def not_of_the_team(
    mail: IncomingMail, meaning: Meaning, facts: Facts, settings: Settings, now: datetime
) -> Plan:
    """From the organisation's own domain, about a case, by nobody of the team: for people to settle.

    An employee may be a client, too: nothing is opened and nothing is answered before somebody has said so.
    """
    sender = mail.from_.address if mail.from_ else ""
    neither = replace(meaning, kind="autre", other_type="autre", severity=None, doubtful=True)
    plan = opening.passed_on(mail, neither, facts, settings, role="client", now=now)
    told = letters.alerts(
        settings,
        cause=mail.content_digest,
        conversation="client",
        title="Une adresse de la maison, mais pas dans l'équipe",
        sentences=(
            f"{sender} a écrit au sujet de : {', '.join(facts.possible_links)}.",
            "Elle n'est pas dans l'équipe : rien n'est ouvert, rien n'est exécuté, rien ne lui est répondu.",
        ),
        todo="Si cette personne réclame pour elle-même, dites-le ci-dessous. Si elle doit suivre des "
        "dossiers, la configuration l'ajoute à l'équipe. Sinon, il n'y a rien à faire.",
        quoted=mail.new_text,
        commands=(("#réclamation", "elle réclame pour elle-même : ouvrir un dossier"), *_SETTLE[1:]),
    )
    return replace(plan, letters=told)


_SETTLE = (
    ("#réclamation", "c'est la réclamation d'un client : ouvrir le dossier"),
    ("#suggestion", "c'est une suggestion"),
    ("#aide", "recevoir la liste de tout ce que vous pouvez écrire"),
)


def _plan(mail: IncomingMail, member: StaffMember, told: Letter, *, why: str, event: str) -> Plan:
    return Plan(
        disposition="command",
        reason=why,
        role="staff",
        evidence=("membre de l'équipe", f"authenticité : {mail.authenticity}"),
        side="staff",
        events=(Event(event=event, why=why, actor=member.name),),
        letters=(told,),
    )
