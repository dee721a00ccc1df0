"""How serious a complaint is, and the words that make it so. A program proposes; only people lower it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.expressions import Expression
from mailbot.model import Reason, Severity
from mailbot.understand.fold import MAX_CHARACTERS, Tokens
from mailbot.understand.heard import most_serious
from mailbot.understand.phrases import Lexicon, Match
from mailbot.understand.severity_cues import SERIOUS, WORRYING, spelled
from mailbot.understand.severity_traps import VETO

LARGE_AMOUNT = 1000  # euros in dispute from which a complaint is serious
OLD_AGE = 75
_SHORT = 35  # words
# Log-odds. What a reason that we know by name is worth was measured on hands for which it was not written.
_TOLD, _ENOUGH = 6.5, 0.3
_SOUNDS_SERIOUS = "mots que l'on lit surtout dans des cas graves"
_SMILE = Expression(r"[:;]-?\)|😀|🙂|😉")
_LIGHT = {  # log-odds that the matter is a small one, learnt from labelled mails
    "always": -0.14, "asks": -1.26, "minor": 2.37, "worrying": -0.88, "dispute": -1.12, "length": -0.99,
    "short": 1.45, "money": -1.42, "again": -0.79, "smile": 1.19, "fragile": -0.43, "question": -0.95,
}  # fmt: skip
_AMOUNT = Expression(
    r"(?<![\w.,/-])(\d{1,3}(?:[\s.\u00a0\u202f]\d{3}){1,3}|\d{3,7})(?:[.,]\d{1,2})?\s?(?:€|euros?\b|eur\b)|"
    r"[€£$]\s?(\d{1,3}(?:[.,\s]\d{3}){1,3}|\d{3,7})",
    re.IGNORECASE,
)

Effect = Literal["serious", "worrying", "fragile", "harm", "dispute", "minor", "again", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    why: str
    effect: Effect
    phrases: str


_SERIOUS = tuple(Cue(why=why, effect="serious", phrases=spelled(words)) for why, words in SERIOUS.items())
_WORRYING = Cue(why="", effect="worrying", phrases=WORRYING)

_OTHERS = (
    Cue(why="une personne fragile", effect="fragile", phrases="""
        bebe|bebes; nourrisson*; enceinte; handicap*; fauteuil roulant; en fauteuil; bequille*; deambulateur
        malvoyant*; aveugle; sourd|sourde; malentendant*; autiste*; autisme; curatelle; tutelle
        personne agee; personnes agees; alzheimer; epilep*; diabetique*; # mois; trisomi*; invalide
        invalidite; dependante; baby; pregnant; wheelchair; disabled; elderly; krucken; rollstuhl
        schwanger*; rolstoel; zwanger; silla de ruedas; embarazada; sedia a rotelle; incinta; orphelin*
        rqth
        """),
    Cue(why="ce qu'une personne fragile a subi", effect="harm", phrases="""
        dehors; trottoir; froid|froide; sans chauffage|eau|repas|repas|soin*|medicament*; seul|seule|seuls
        attend*; refus*; tomb*; chute*; laisse|laissee|laisses; abandonn*; oubli*; panne; defect*; defekt*
        ungeheizt*; crie*; pleur*; larmes; jamais venu*; n est venu*; personne n; denie*; left ~ outside
        refused; rien signe; a l insu; trompe*; fait signer; aucun acces; inaccessible*; sans ascenseur
        stop; nuit; porte ~ bras
        """),
    Cue(why="une somme en litige", effect="dispute", phrases="""
        a notre|ma charge; rembours*; debit*; prelev*; reclam*; reverse*; devis; prejudice*
        doi*|doivent|due|dus; avance|avancer; indemnis*; impaye*; verse*|versement; arrieres; perdu*|perte
        facture* en trop|deux; double; cout|coute|couts; credit; caution; rendre; rendu*; desinfect*
        dedommag*; disparu*; vol|vole|volee|voles|volees; estim*; evalu*; chiffr*; dommages; degat*; inond*
        franchise; arnaque; conteste*; contestons; solde; avoir; schaden*; schade; danos; danni; stolen
        damage*; refus*; s elevent; restitu*; recuper*; refund*; overcharged; charged; erstatt*; forder*
        terugbetal*; devolv*; rimbors*; escroqu*; arnaqu*; acompte*; arrhes; litige; en trop; non conforme*
        indu
        pas ~ regle|verse|paye|honore; sinon il|ils|elle; tarif ~ negocie|normal|annonce
        virement* ~ de|non|que; capital
        sans ~ accord|autorisation; disparition; manquant*
        """),
    Cue(why="la personne n'en fait pas une affaire", effect="minor", phrases="""
        dommage; c est dommage; rien de grave; pas grave; sans gravite; pas bien grave; pas de quoi en faire
        un drame non; petit detail; un detail; petit probleme; petit souci; petite remarque; petit bemol
        bemol; pour info; pour information; pour votre information; juste pour; juste vous signaler
        sans importance; ce n est rien; pas mechant; lol; mdr*; ce serait bien; pas la fin du monde
        mais bon; a part ca; sinon tout; c est limite; peccato; no harm done; minor; schade; jammer; lastima
        ok pour; dites leur; me suis permis*; un peu; la prochaine fois; pour que ca serve; assez penible
        mieux vaut tard
        """),
    Cue(why="cela dure ou se répète", effect="again", phrases="""
        fois; relanc*; toujours; rappel*; depuis; semaines; mois; encore; again; still; weeks; months
        wieder; immer noch; wochen; weer; nog steeds; weken; otra vez; todavia; semanas; ancora; settimane
        """),
)  # fmt: skip

_LEXICON: Lexicon[Cue] = Lexicon((*_SERIOUS, _WORRYING, *_OTHERS))
_VETO: Lexicon[Cue] = Lexicon((Cue(why="", effect="nothing", phrases=VETO),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    severity: Severity
    reasons: tuple[Reason, ...]


def assess(
    text: str, tokens: Tokens, *, heard: float, blame: Mapping[int, float], asks_for_something: bool
) -> Assessment:
    """`heard`: how serious the whole mail sounds; `blame`: how much each sentence complains."""
    vetoes = _VETO.all_matches(tokens)
    matches = [m for m in _LEXICON.all_matches(tokens) if not any(m.overlaps(veto) for veto in vetoes)]
    excerpts: dict[str, str] = {}
    for match in matches:
        if match.cue.effect == "serious":
            excerpts.setdefault(match.cue.why, _excerpt(match, text, tokens))
    fragile = _fragile_and_harmed(matches, tokens, text, blame)
    if fragile:
        excerpts["une personne fragile en a souffert"] = fragile
    amount = _large_amount_in_dispute(matches, tokens, text)
    if amount:
        excerpts[f"plus de {LARGE_AMOUNT} € sont en litige"] = amount
    if heard + (_TOLD if excerpts else 0.0) > _ENOUGH:
        return _assessment("grave", excerpts or {_SOUNDS_SERIOUS: _most_serious_words(text, tokens)})
    minor = [_excerpt(m, text, tokens) for m in matches if m.cue.effect == "minor"]
    if _is_light(_LEXICON.matches(tokens), tokens, text, asks=asks_for_something):
        why = "la personne n'en fait pas une affaire" if minor else "peu de griefs et rien n'est demandé"
        return _assessment("faible", {why: minor[0] if minor else ""})
    return Assessment(severity="normale", reasons=())


def _most_serious_words(text: str, tokens: Tokens) -> str:
    """Of one line, so that they can be quoted."""
    first, last = most_serious(tokens.sentences)
    lines = text[tokens[first].start : tokens[last].end].split("\n") if tokens else [""]
    return max(lines, key=len).strip()


def _is_light(matches: Sequence[Match[Cue]], tokens: Tokens, text: str, *, asks: bool) -> bool:
    count = Counter(match.cue.effect for match in matches)
    seen = {
        "always": 1.0,
        "asks": asks,
        "minor": min(3, count["minor"]) / 3,
        "worrying": min(4, count["worrying"]) / 4,
        "dispute": min(3, count["dispute"]) / 3,
        "length": math.log(1 + len(tokens)) / 6,
        "short": len(tokens) < _SHORT,
        "money": any(token.word in ("euros", "euro") for token in tokens),
        "again": count["again"] > 0,
        "smile": _SMILE.search(text) is not None,
        "fragile": count["fragile"] > 0,
        "question": any(token.word == "?" for token in tokens),
    }
    return sum(_LIGHT[name] * value for name, value in seen.items()) > 0


def _assessment(severity: Severity, excerpts: Mapping[str, str]) -> Assessment:
    reasons = tuple(
        Reason(why=f"gravité {severity} : {why}", excerpt=excerpt) for why, excerpt in excerpts.items()
    )
    return Assessment(severity=severity, reasons=reasons)


def _fragile_and_harmed(
    matches: Sequence[Match[Cue]], tokens: Tokens, text: str, blame: Mapping[int, float]
) -> str:
    """A baby in the story is not enough: something must have been done to it, in the same breath."""
    harmed = {tokens[m.first].sentence for m in matches if m.cue.effect == "harm"}
    fragile = [
        (tokens[m.first].sentence, _excerpt(m, text, tokens)) for m in matches if m.cue.effect == "fragile"
    ]
    fragile += [(tokens[at].sentence, f"{tokens[at].word} ans") for at in _old_ages(tokens)]
    for sentence, excerpt in fragile:
        near = {sentence - 1, sentence, sentence + 1}
        if harmed & near and any(blame.get(number, 0.0) > 0 for number in near):
            return excerpt
    return ""


def _old_ages(tokens: Tokens) -> list[int]:
    """Where somebody else's great age is told; the writer's own is seldom what the matter is about."""
    return [
        at
        for at in range(len(tokens) - 1)
        if tokens[at + 1].word in ("ans", "years", "jahre", "jaar", "anos", "anni")
        and tokens[at].word.isdecimal()
        and OLD_AGE <= int(tokens[at].word[:4]) <= 110
        and not _is_own_age(at, tokens)
    ]


def _is_own_age(at: int, tokens: Tokens) -> bool:
    """« j'ai 80 ans », « À 80 ans, je… »"""
    before = [token.word for token in tokens[max(0, at - 2) : at] if token.sentence == tokens[at].sentence]
    return before[-1:] == ["ai"] or before == ["a"]


def _large_amount_in_dispute(matches: Sequence[Match[Cue]], tokens: Tokens, text: str) -> str:
    disputed = {tokens[m.first].sentence for m in matches if m.cue.effect == "dispute"}
    starts = [token.start for token in tokens]
    for found in _AMOUNT.finditer(text[:MAX_CHARACTERS]):
        digits = re.sub(r"\D", "", found.group(1) or found.group(2))
        at = min(bisect_left(starts, found.start(found.lastindex or 0)), len(tokens) - 1)
        if int(digits) >= LARGE_AMOUNT and tokens[at].sentence in disputed:
            return found.group().strip()
    return ""


def _excerpt(match: Match[Cue], text: str, tokens: Tokens) -> str:
    return text[tokens[match.first].start : tokens[match.last].end]
