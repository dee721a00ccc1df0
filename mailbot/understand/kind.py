"""Complaint, suggestion or something else: a sum of explained weights, and how sure it makes us.

Two questions are asked in turn, each a logistic score: does the person complain? if not, does the
person propose something? A complaint therefore wins over a suggestion, and a suggestion over the rest.
Between the two thresholds we cannot tell, and then it is a complaint that staff must confirm.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailbot.model import Kind, OtherType, Reason
from mailbot.understand import cues_abroad, cues_fr_grievance, cues_fr_other, cues_robots
from mailbot.understand.cues import KindCue
from mailbot.understand.fold import Token
from mailbot.understand.other_types import other_type_of
from mailbot.understand.phrases import Lexicon, Match

GRIEVANCE_BIAS = -0.9  # a mail that says nothing we know is doubtful, not dismissed
PROPOSAL_BIAS = -1.6
DOUBT_BEGINS = 0.20  # below: not a complaint
DOUBT_BEGINS_FOR_PROPOSALS = 0.35  # the same for a mail that proposes something, and hardly blames
HARDLY = 2.4  # weight of what is complained of
DOUBT_ENDS = 0.60  # above: a complaint, without a question to staff
_MOST_REASONS = 12

_CUES = {"fr": (*cues_fr_grievance.CUES, *cues_fr_other.CUES), **cues_abroad.BY_LANGUAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`grievance` and `proposal` are the log-odds that the reasons add up to."""

    kind: Kind
    other_type: OtherType | None
    confidence: float
    doubtful: bool
    grievance: float
    proposal: float
    reasons: tuple[Reason, ...]
    matches: tuple[Match[KindCue], ...]


def judge(text: str, tokens: Sequence[Token], languages: Sequence[str]) -> Judgement:
    """`languages`: those heard in the text; without any, the cues of all of them are tried."""
    matches = tuple(_lexicon(frozenset(languages)).matches(tokens))
    counted: dict[str, Match[KindCue]] = {}  # the same words say the same thing only once
    for match in matches:
        counted.setdefault(_excerpt(match, text, tokens), match)
    grievance = GRIEVANCE_BIAS + sum(m.cue.grievance for m in counted.values())
    proposal = PROPOSAL_BIAS + sum(m.cue.proposal for m in counted.values())
    complains, proposes = _probability(grievance), _probability(proposal)
    griefs = sum(max(0.0, m.cue.grievance) for m in counted.values())
    proposing = proposes >= 0.5 and griefs < HARDLY
    if complains >= (DOUBT_BEGINS_FOR_PROPOSALS if proposing else DOUBT_BEGINS):
        kind: Kind = "reclamation"
        confidence = complains
    elif proposes >= 0.5:
        kind, confidence = "suggestion", (1 - complains) * proposes
    else:
        kind, confidence = "autre", (1 - complains) * (1 - proposes)
    asks = any(token.word == "?" for token in tokens)
    return Judgement(
        kind=kind,
        other_type=other_type_of((m.cue for m in counted.values()), asks=asks) if kind == "autre" else None,
        confidence=round(confidence, 4),
        doubtful=kind == "reclamation" and complains < DOUBT_ENDS,
        grievance=grievance,
        proposal=proposal,
        reasons=_reasons(counted, of_proposal=kind == "suggestion"),
        matches=matches,
    )


@lru_cache(maxsize=64)
def _lexicon(languages: frozenset[str]) -> Lexicon[KindCue]:
    """Words are false friends across languages: only the cues of the languages heard are looked for."""
    spoken = [cues for language, cues in _CUES.items() if not languages or language in languages]
    return Lexicon([cue for cues in (cues_robots.CUES, *spoken) for cue in cues])


def grievance_by_sentence(judgement: Judgement, tokens: Sequence[Token]) -> dict[int, float]:
    """How much each sentence complains: tells who is blamed from who is merely named."""
    sums: dict[int, float] = {}
    for match in judgement.matches:
        sentence = tokens[match.first].sentence
        sums[sentence] = sums.get(sentence, 0.0) + match.cue.grievance
    return sums


def _reasons(counted: dict[str, Match[KindCue]], *, of_proposal: bool) -> tuple[Reason, ...]:
    reasons = [
        Reason(
            why=match.cue.why,
            weight=match.cue.proposal if of_proposal else match.cue.grievance,
            excerpt=excerpt,
        )
        for excerpt, match in counted.items()
    ]
    telling = [reason for reason in reasons if reason.weight]
    return tuple(sorted(telling, key=lambda r: -abs(r.weight))[:_MOST_REASONS])


def _excerpt(match: Match[KindCue], text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[match.first].start : tokens[match.last].end]


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
