"""Complaint, suggestion or something else: a trained model over words and cues, and its true reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailbot.model import Kind, OtherType, Reason
from mailbot.understand import cues_abroad, cues_fr_grievance, cues_fr_other, cues_fr_turns, cues_robots
from mailbot.understand.cues import KindCue
from mailbot.understand.features import Features, features_of
from mailbot.understand.fold import Tokens, Words, words_in
from mailbot.understand.kind_reasons import Evidence, reasons_for
from mailbot.understand.language import languages_of
from mailbot.understand.model import KindModel, shipped
from mailbot.understand.phrases import Lexicon, Match
from mailbot.understand.verdict import KINDS, score_of, verdict

_FRENCH = (*cues_fr_grievance.CUES, *cues_fr_turns.CUES, *cues_fr_other.CUES)
_CUES = {"fr": _FRENCH, **cues_abroad.BY_LANGUAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`score` is the log-odds of `kind`, of which `confidence` is the probability; `features` were judged."""

    kind: Kind
    other_type: OtherType | None
    confidence: float
    doubtful: bool
    score: float
    reasons: tuple[Reason, ...]
    matches: tuple[Match[KindCue], ...]
    features: Features


def judge(
    text: str,
    tokens: Tokens,
    languages: Sequence[str],
    model: KindModel | None = None,
    settled: Kind | None = None,
) -> Judgement:
    """`text` is the subject, an empty line and the body; `languages` are those heard in it."""
    model = model or shipped()
    matches = _matches(tokens.read, languages)
    features = _features(text, tokens.read, languages, matches)
    found = verdict(model, features, settled)

    def rescored(without: str) -> float:
        return score_of(found.kind, model, read_features(without), settled)

    said = _said(settled, found.score - score_of(found.kind, model, features)) if settled else ()
    evidence = Evidence(
        text=text,
        tokens=tokens,
        matches=matches,
        table=model.kinds,
        odds=found.odds,
        chosen=KINDS.index(found.kind),
    )
    return Judgement(
        kind=found.kind,
        other_type=found.other_type,
        confidence=found.confidence,
        doubtful=found.doubtful,
        score=found.score,
        reasons=(*said, *reasons_for(evidence, found.kind, found.score, rescored)),
        matches=matches,
        features=features,
    )


def _said(settled: Kind, weight: float) -> tuple[Reason, ...]:
    why = f"l'équipe a dit « {settled} » du dernier courriel de cette personne"
    return (Reason(why=why, weight=round(weight, 4)),)


def read_features(text: str) -> Features:
    """What the model sees of a text: here, when it is trained, and when staff's corrections are learnt."""
    words = words_in(text)
    languages = languages_of(text, words)
    return _features(text, words, languages, _matches(words, languages))


def _features(
    text: str, words: Words, languages: Sequence[str], matches: Sequence[Match[KindCue]]
) -> Features:
    counted: dict[str, KindCue] = {}  # the same words say the same thing only once
    for match in matches:
        excerpt = text[words.starts[match.first] : words.ends[match.last]]
        counted.setdefault(excerpt, match.cue)
    return features_of(text, words, languages, tuple(counted.values()))


def _matches(words: Words, languages: Sequence[str]) -> tuple[Match[KindCue], ...]:
    return tuple(_lexicon(frozenset(languages)).matches(words))


@lru_cache(maxsize=64)
def _lexicon(languages: frozenset[str]) -> Lexicon[KindCue]:
    """Words are false friends across languages: only the cues of the languages heard are looked for."""
    spoken = [cues for language, cues in _CUES.items() if not languages or language in languages]
    return Lexicon([cue for cues in (cues_robots.CUES, *spoken) for cue in cues])


def grievance_by_sentence(judgement: Judgement, tokens: Tokens) -> dict[int, float]:
    """How much each sentence complains: tells who is blamed from who is merely named."""
    sums: dict[int, float] = {}
    for match in judgement.matches:
        sentence = tokens[match.first].sentence
        sums[sentence] = sums.get(sentence, 0.0) + match.cue.grievance
    return sums
