"""The station's one question: what does this mail mean?"""

from __future__ import annotations

import re

from mailbot.model import Directory, IncomingMail, Kind, Meaning, Reason
from mailbot.understand.fold import tokens_of
from mailbot.understand.heard import seriousness
from mailbot.understand.kind import grievance_by_sentence, judge
from mailbot.understand.language import DEFAULT, languages_of
from mailbot.understand.model import KindModel
from mailbot.understand.other_types import type_of_robot
from mailbot.understand.severity import assess
from mailbot.understand.sheet import sheet_of
from mailbot.understand.targets import targets_of
from mailbot.understand.wants import wants_of
from mailbot.understand.wishes import sentences_of, wishes_in, wishes_of

_SURE_OF_ROBOTS = 0.98
_FORWARD = re.compile(r"^\s*(?:\[[^\]]*\]\s*)*(?:tr|fwd?|wg|doorst|rv|i)\s*:", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:\[[^\]]*\]\s*)*(?:re|ré|aw|sv|antw|r)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_COVER_NOTE = 30  # words: a forward with less above it is about what is forwarded


def understand(
    mail: IncomingMail,
    directory: Directory,
    *,
    model: KindModel | None = None,
    settled: Kind | None = None,
) -> Meaning:
    """Judges the newest message; what is quoted below it counts only when there is nothing else.

    `model` is what was learnt here, if anything was; `settled` is what staff said of this person's last mail.
    """
    if mail.robot is not None:
        return Meaning(
            kind="autre",
            other_type=type_of_robot(mail.robot),
            confidence=_SURE_OF_ROBOTS,
            reasons=tuple(Reason(why="un automate l'a écrit", excerpt=sign) for sign in mail.robot.evidence),
            language=_language(_text_of(mail)),
        )
    if not _decisive_text(mail).strip():
        return _without_words(mail, model)
    return _meaning(mail, judged_text(mail), directory, model, settled)


def judged_text(mail: IncomingMail) -> str:
    """The subject, an empty line, and what decides of the body."""
    return f"{mail.subject}\n\n{_decisive_text(mail)}"


def _meaning(
    mail: IncomingMail, text: str, directory: Directory, model: KindModel | None, settled: Kind | None
) -> Meaning:
    tokens = tokens_of(text)
    languages = languages_of(text, tokens)
    judgement = judge(text, tokens, languages, model, settled)
    blame = grievance_by_sentence(judgement, tokens)
    complains = judgement.kind == "reclamation"
    targets = targets_of(
        text, tokens, directory=directory, writer=mail.writer, blame=blame, complains=complains
    )
    said = wishes_in(tokens)
    wants = wants_of(text, tokens, aside=sentences_of(said, tokens)) if complains else None
    assessment = None
    if complains:
        heard = seriousness(judgement.features)
        assessment = assess(text, tokens, heard=heard, blame=blame, asks_for_something=wants is not None)
    return Meaning(
        kind=judgement.kind,
        other_type=judgement.other_type,
        confidence=judgement.confidence,
        doubtful=judgement.doubtful,
        reasons=judgement.reasons + (assessment.reasons if assessment else ()),
        targets=targets.values,
        targets_certain=targets.certain and not judgement.doubtful,
        severity=assessment.severity if assessment else None,
        wishes=wishes_of(text, tokens, said),
        wants=wants,
        third_party=targets.third_party if complains else None,
        sheet=sheet_of(mail, text, tokens) if judgement.kind != "autre" and not targets.own_mail else {},
        language=languages[0] if languages else DEFAULT,
    )


def _decisive_text(mail: IncomingMail) -> str:
    """What the person wrote; for a forward with hardly a word on top, what is forwarded."""
    new = mail.new_text.strip()
    if _FORWARD.match(mail.subject) and len(new.split()) < _COVER_NOTE and mail.text.strip():
        return mail.text
    if new or _ANSWER.match(mail.subject):
        return new  # below an answer without words stand our own letters
    return mail.text


def _text_of(mail: IncomingMail) -> str:
    return f"{mail.subject}\n\n{mail.new_text or mail.text}"


def _without_words(mail: IncomingMail, model: KindModel | None) -> Meaning:
    """A scan or a photograph speaks for itself, to people only; a truly empty mail says nothing."""
    if mail.attachments:
        reason = Reason(why="aucun texte, seulement des pièces jointes : à lire par une personne")
        return Meaning(
            kind="reclamation",
            confidence=0.5,
            doubtful=True,
            reasons=(reason,),
            severity="normale",
            language=_language(mail.subject),
        )
    meaning = (
        _meaning(mail, f"{mail.subject}\n\n", Directory(), model, None) if mail.subject.strip() else None
    )
    if meaning is not None and (meaning.reasons or meaning.kind != "reclamation"):
        return meaning
    reason = Reason(why="le message est vide")
    return Meaning(kind="autre", other_type="autre", confidence=0.7, reasons=(reason,))


def _language(text: str) -> str:
    languages = languages_of(text, tokens_of(text))
    return languages[0] if languages else DEFAULT
