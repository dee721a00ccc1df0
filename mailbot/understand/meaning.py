"""The station's one question: what does this mail mean?"""

from __future__ import annotations

import re

from mailbot.model import Directory, IncomingMail, Meaning, Reason, Wishes
from mailbot.understand.fold import tokens_of
from mailbot.understand.kind import grievance_by_sentence, judge
from mailbot.understand.language import DEFAULT, languages_of
from mailbot.understand.other_types import type_of_robot
from mailbot.understand.severity import assess
from mailbot.understand.targets import targets_of
from mailbot.understand.wants import wants_of
from mailbot.understand.wishes import sentences_with_wishes, wishes_of

_SURE_OF_ROBOTS = 0.98
_FORWARD = re.compile(r"^\s*(?:\[[^\]]*\]\s*)*(?:tr|fwd?|wg|doorst|rv|i)\s*:", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:\[[^\]]*\]\s*)*(?:re|ré|aw|sv|antw|r)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_COVER_NOTE = 30  # words: a forward with less above it is about what is forwarded


def understand(mail: IncomingMail, directory: Directory) -> Meaning:
    """Judges the newest message; what is quoted below it counts only when there is nothing else."""
    if mail.robot is not None:
        return Meaning(
            kind="autre",
            other_type=type_of_robot(mail.robot),
            confidence=_SURE_OF_ROBOTS,
            reasons=tuple(Reason(why="un automate l'a écrit", excerpt=sign) for sign in mail.robot.evidence),
            language=_language(_text_of(mail)),
        )
    body = _decisive_text(mail)
    if not body.strip():
        return _without_words(mail)
    return _meaning(mail, f"{mail.subject}\n\n{body}", directory)


def _meaning(mail: IncomingMail, text: str, directory: Directory) -> Meaning:
    tokens = tokens_of(text)
    languages = languages_of(text, tokens)
    judgement = judge(text, tokens, languages)
    blame = grievance_by_sentence(judgement, tokens)
    complains = judgement.kind == "reclamation"
    targets = targets_of(
        text, tokens, directory=directory, writer=mail.writer, blame=blame, complains=complains
    )
    wants = wants_of(text, tokens, aside=sentences_with_wishes(tokens)) if complains else None
    assessment = (
        assess(text, tokens, blame=blame, asks_for_something=wants is not None) if complains else None
    )
    return Meaning(
        kind=judgement.kind,
        other_type=judgement.other_type,
        confidence=judgement.confidence,
        doubtful=judgement.doubtful,
        reasons=judgement.reasons + (assessment.reasons if assessment else ()),
        targets=targets.values,
        targets_certain=targets.certain and not judgement.doubtful,
        severity=assessment.severity if assessment else None,
        wishes=wishes_of(text, tokens) if judgement.kind != "autre" else Wishes(),
        wants=wants,
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


def _without_words(mail: IncomingMail) -> Meaning:
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
    meaning = _meaning(mail, mail.subject, Directory()) if mail.subject.strip() else None
    if meaning is not None and (meaning.reasons or meaning.kind != "reclamation"):
        return meaning
    reason = Reason(why="le message est vide")
    return Meaning(kind="autre", other_type="autre", confidence=0.7, reasons=(reason,))


def _language(text: str) -> str:
    languages = languages_of(text, tokens_of(text))
    return languages[0] if languages else DEFAULT
