"""What the writer wishes about contact: not to be named, not to be answered, to be heard by somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.expressions import Expression
from mailbot.model import Wishes
from mailbot.understand.fold import MAX_CHARACTERS, Tokens, tokens_of
from mailbot.understand.heard import Wish, wishes_heard
from mailbot.understand.phrases import Lexicon, Match
from mailbot.understand.wish_cues import ANONYMOUS, NO_ANSWER, NO_CONTACT
from mailbot.understand.wish_grammar import CALLS, SILENCE, UNANSWERED, UNNAMED
from mailbot.understand.wish_roles import meant
from mailbot.understand.wish_traps import ASKING, CLOSING, OTHERWISE, PHONE_ONLY, VETO, VETO_SILENCE
from mailbot.understand.wished_handlers import unwanted_handler, wished_handler

Effect = Literal["anonymous", "no_contact", "no_answer", "no_call", "closing", "otherwise", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    effect: Effect
    phrases: str


_LEXICON: Lexicon[Cue] = Lexicon(
    (
        Cue(effect="anonymous", phrases=ANONYMOUS + ";" + UNNAMED),
        Cue(effect="no_contact", phrases=NO_CONTACT + ";" + SILENCE),
        Cue(effect="no_answer", phrases=NO_ANSWER + ";" + UNANSWERED),
    )
)
_VETO: Lexicon[Cue] = Lexicon(
    (Cue(effect="nothing", phrases=VETO), Cue(effect="otherwise", phrases=VETO_SILENCE))
)
_ASKING: Lexicon[Cue] = Lexicon((Cue(effect="nothing", phrases=ASKING),))
_CALLS: Lexicon[Cue] = Lexicon(
    (
        Cue(effect="no_call", phrases=PHONE_ONLY + ";" + CALLS),
        Cue(effect="closing", phrases=CLOSING),
        Cue(effect="otherwise", phrases=OTHERWISE),
    )
)

_NO = r"[^\S\n]*[?:][\s:>-]*(?:\[?x\]?\s*)?non\b"  # the answer in a form
_GIVEN, _KNOWN = r"(?:transm|communi|partag|diffus)", r"(?:coordonn|nom\b|données|identité)"
_FORM_NOT_NAMED = Expression(
    rf"(?i)(?:{_GIVEN}[^\n?:]{{0,60}}{_KNOWN}|{_KNOWN}[^\n?:]{{0,60}}{_GIVEN})[^\n?:]{{0,60}}{_NO}"
)
_FORM_NOT_ANSWERED = Expression(rf"(?i)(?:recontact|contacté|rappelé|réponse)[^\n?:]{{0,40}}{_NO}")
_UNTICKED = Expression(r"(?m)^[^\S\n]*(?:[☐□]|\[[^\S\n]?\])[^\n]*")  # offered, not chosen
# Log-odds. What a rule's hit is worth was measured on hands for which it was not written. A copy without a
# name is a cheap mistake; a person left without letters is a dear one.
_TOLD = 5.5
_ENOUGH: Mapping[Wish, float] = {"share": -0.4, "contact": 0.3}
_FOR_GOOD = Cue(effect="no_contact", phrases="")
_A_THIRD_PARTY = 4  # words: « par l'hôtel »


def wishes_of(text: str, tokens: Tokens, said: Sequence[Match[Cue]] | None = None) -> Wishes:
    """`said`: what `wishes_in` found, when it was asked already."""
    chosen = _UNTICKED.sub("", text[:MAX_CHARACTERS])
    if chosen != text[:MAX_CHARACTERS]:
        tokens, said = tokens_of(chosen), None
    found = {match.cue.effect for match in (wishes_in(tokens) if said is None else said)}
    heard = _heard(tokens)
    unnamed = heard["share"] + (_TOLD if "anonymous" in found else 0.0)
    silent = heard["contact"] + (_TOLD if found & {"no_contact", "no_answer"} else 0.0)
    left_alone = _FORM_NOT_ANSWERED.search(chosen) is not None or (
        silent > _ENOUGH["contact"] and not _wants_an_answer(tokens)
    )
    return Wishes(
        refuses_contact_sharing=unnamed > _ENOUGH["share"] or _FORM_NOT_NAMED.search(chosen) is not None,
        no_further_contact=left_alone,
        no_answer_at_all=left_alone and "no_answer" in found,
        handler=wished_handler(text),
        not_handler=unwanted_handler(text),
    )


def _heard(tokens: Tokens) -> Mapping[Wish, float]:
    """What only sounds like a wish for silence is known by many names: then nothing is heard there."""
    heard = wishes_heard(tokens.sentences)
    traps = {tokens[trap.first].sentence for trap in _VETO.all_matches(tokens)}
    if not traps:
        return heard
    numbered = zip(dict.fromkeys(tokens.read.numbers), tokens.sentences, strict=True)
    others = tuple(sentence for number, sentence in numbered if number not in traps)
    return {"share": heard["share"], "contact": wishes_heard(others)["contact"]}


def wishes_in(tokens: Tokens) -> list[Match[Cue]]:
    """Each wish for itself: asking for two things in one breath is asking for both."""
    wishes = _not_vetoed(tokens)
    shortest: dict[int, Match[Cue]] = {}  # the same end may be reached from several beginnings
    for match in wishes:
        if match.cue.effect == "anonymous":
            shortest[match.last] = match
    unnamed = list(shortest.values())
    kept = [
        wish
        for wish in wishes
        if wish.cue.effect == "anonymous"
        or tokens[wish.last].word == "personne"  # « par personne » is by nobody at all
        or not any(_holds(outer, wish) for outer in unnamed)
    ]
    return kept + _calls_refused_for_good(tokens)


def _not_vetoed(tokens: Tokens) -> list[Match[Cue]]:
    vetoes = _VETO.all_matches(tokens)
    wants_an_answer = _wants_an_answer(tokens)

    def counts(match: Match[Cue]) -> bool:
        unnamed = match.cue.effect == "anonymous"
        if wants_an_answer and not unnamed:
            return False
        return not any(match.overlaps(veto) for veto in vetoes if veto.cue.effect == "nothing" or not unnamed)

    found = _LEXICON.all_matches(tokens)
    found += [Match(Cue(effect=effect, phrases=""), first, last) for effect, first, last in meant(tokens)]
    return [match for match in found if counts(match)]


def _wants_an_answer(tokens: Tokens) -> bool:
    """Whoever asks for an answer anywhere is never taken to refuse one."""
    return bool(_ASKING.all_matches(tokens))


def _calls_refused_for_good(tokens: Tokens) -> list[Match[Cue]]:
    """« Pas besoin de me rappeler, je voulais juste que ce soit su » wants no letter either."""
    found: dict[str, list[Match[Cue]]] = {}
    for match in _CALLS.all_matches(tokens):
        found.setdefault(match.cue.effect, []).append(match)

    def near(effect: str, call: Match[Cue]) -> bool:
        here = tokens[call.first].sentence
        return any(abs(tokens[other.first].sentence - here) <= 1 for other in found.get(effect, ()))

    calls = found.get("no_call", ())
    return [
        Match(_FOR_GOOD, call.first, call.last)
        for call in calls
        if near("closing", call) and not near("otherwise", call)
    ]


def _holds(outer: Match[Cue], inner: Match[Cue]) -> bool:
    """« ne souhaite pas être contactée par l'hôtel » is about the hotel, not about us."""
    return outer.first <= inner.first and inner.last < outer.last <= inner.last + _A_THIRD_PARTY


def sentences_of(said: Sequence[Match[Cue]], tokens: Tokens) -> frozenset[int]:
    """The sentences that speak of contact: what they ask for is not the matter of the complaint."""
    return frozenset(tokens[match.first].sentence for match in said)
