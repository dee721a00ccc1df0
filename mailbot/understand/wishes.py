"""What the writer wishes about contact: not to be named, not to be answered, to be heard by somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.model import Wishes
from mailbot.understand.fold import MAX_CHARACTERS, Token
from mailbot.understand.phrases import Lexicon, Match
from mailbot.understand.wish_cues import ANONYMOUS, NO_ANSWER, NO_CONTACT, PHONE_ONLY, VETO

Effect = Literal["anonymous", "no_contact", "no_answer", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    effect: Effect
    phrases: str


_LEXICON: Lexicon[Cue] = Lexicon(
    (
        Cue(effect="nothing", phrases=PHONE_ONLY),
        Cue(effect="anonymous", phrases=ANONYMOUS),
        Cue(effect="no_contact", phrases=NO_CONTACT),
        Cue(effect="no_answer", phrases=NO_ANSWER),
    )
)
_VETO: Lexicon[Cue] = Lexicon((Cue(effect="nothing", phrases=VETO),))

_A_THIRD_PARTY = 4  # words: « par l'hôtel »
_PERSON = (
    r"(?P<name>(?:M\.|Mr\.?|Mme\.?|Mlle|Monsieur|Madame|Mademoiselle|Me|Mrs\.?|Ms\.?|Frau|Herrn?)[ \u00a0]+"
    r"[A-ZÀ-Ý][\w'’-]+(?:[ \u00a0][A-ZÀ-Ý][\w'’-]+)?)"
)
_TREATS = "suive|s['’]occupe|s['’]en occupe|traite|prenne|réponde|gère|reprenne|me rappelle"
_HANDLER = tuple(
    re.compile(pattern.replace("PERSON", _PERSON))
    for pattern in (
        r"(?i:à|a) l['’]attention (?i:de |d['’])PERSON",
        r"(?i:avoir affaire|parler|m['’]adresser) (?i:à |avec )PERSON",
        r"(?i:être suivie?s?|être traitée?s?) (?i:par )PERSON",
        rf"(?i:que|qu['’])[ ]?(?:ce soit )?PERSON[ ,]+(?:qui )?(?i:{_TREATS})",
        r"(?i:confier|confié|confiez)[^.!?\n]{0,40}? à PERSON",
        r"(?i:handled|dealt with|treated|answered) by PERSON",
        r"(?i:attention of|attn:?) PERSON",
        r"(?i:zu Händen(?: von)?) PERSON",
    )
)
_UNWANTED = tuple(
    re.compile(pattern.replace("PERSON", _PERSON))
    for pattern in (
        r"(?i:n['’e]) ?[^.!?\n]{0,40}?(?i:avoir affaire|parler|m['’]adresser|échanger) (?i:à |avec )PERSON",
        r"(?i:plus affaire à|plus jamais|surtout pas|et pas|mais pas|sauf|autre que|pas avec|pas par) PERSON",
        r"(?i:refus\w*)[^.!?\n]{0,40}?(?i:avec|à|par|que) PERSON",
        r"(?i:sans passer par|ne soit pas|ne soit plus|que ce ne soit (?:pas|plus)) PERSON",
        rf"(?i:pas|plus) (?i:que )PERSON (?i:{_TREATS})",
        r"(?i:not|never|anyone but|except) (?i:want to |wish to |deal with |speak to |talk to |by )*PERSON",
        r"(?i:nicht|nie wieder|nicht mehr) (?i:mit|von) PERSON",
    )
)
_REFUSED = re.compile(r"(?i)\b(?:ne|n['’]|pas|plus|sauf|jamais|sans|autre que|not|never|nicht|kein)\b")


def wishes_of(text: str, tokens: Sequence[Token], said: Sequence[Match[Cue]] | None = None) -> Wishes:
    """`said`: what `wishes_in` found, when it was asked already."""
    found = {match.cue.effect for match in (wishes_in(tokens) if said is None else said)}
    return Wishes(
        refuses_contact_sharing="anonymous" in found,
        no_further_contact="no_contact" in found or "no_answer" in found,
        no_answer_at_all="no_answer" in found,
        handler=_handler(text),
        not_handler=_unwanted_handler(text),
    )


def wishes_in(tokens: Sequence[Token]) -> list[Match[Cue]]:
    """Each wish for itself: asking for two things in one breath is asking for both."""
    vetoes = _VETO.all_matches(tokens)
    wishes = [
        match
        for match in _LEXICON.all_matches(tokens)
        if match.cue.effect != "nothing" and not any(match.overlaps(veto) for veto in vetoes)
    ]
    shortest: dict[int, Match[Cue]] = {}  # the same end may be reached from several beginnings
    for match in wishes:
        if match.cue.effect == "anonymous":
            shortest[match.last] = match
    unnamed = list(shortest.values())
    return [
        wish
        for wish in wishes
        if wish.cue.effect == "anonymous"
        or tokens[wish.last].word == "personne"  # « par personne » is by nobody at all
        or not any(_holds(outer, wish) for outer in unnamed)
    ]


def _holds(outer: Match[Cue], inner: Match[Cue]) -> bool:
    """« ne souhaite pas être contactée par l'hôtel » is about the hotel, not about us."""
    return outer.first <= inner.first and inner.last < outer.last <= inner.last + _A_THIRD_PARTY


def sentences_of(said: Sequence[Match[Cue]], tokens: Sequence[Token]) -> frozenset[int]:
    """The sentences that speak of contact: what they ask for is not the matter of the complaint."""
    return frozenset(tokens[match.first].sentence for match in said)


def _handler(text: str) -> str | None:
    """Whom the writer asks for; « je ne veux plus avoir affaire à M. X » asks for the contrary."""
    for pattern in _HANDLER:
        for found in pattern.finditer(text[:MAX_CHARACTERS]):
            start = max(text.rfind(mark, 0, found.start()) for mark in ".!?\n;,")
            if not _REFUSED.search(text[start + 1 : found.start("name")]):
                return found.group("name").strip()
    return None


def _unwanted_handler(text: str) -> str | None:
    """« plus jamais M. X », « je ne veux plus avoir affaire à M. X »."""
    for pattern in _UNWANTED:
        found = pattern.search(text, 0, MAX_CHARACTERS)
        if found:
            return found.group("name").strip()
    return None
