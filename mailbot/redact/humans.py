"""Finds names that no list has by what only people do: « Kéziah (4 ans) a pleuré », « Naëlyss tremblait »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mailbot.expressions import Expression
from mailbot.redact import first_names
from mailbot.redact.bookings import is_unknown
from mailbot.redact.brands import BRANDS, NAMED_THINGS
from mailbot.redact.folding import fold
from mailbot.redact.people import Person
from mailbot.redact.words import AMBIGUOUS, KIN

_NAME = r"(?<![\w'’@.-])(?P<name>[A-ZÀ-ÝŒ][a-zà-ÿœ]{2,20}(?:-[A-ZÀ-Ý][a-zà-ÿ]{1,20})?)"
_AGE = Expression(rf"{_NAME}(?:,[ \u00a0]|[ \u00a0]\()(?:\d{{1,2}}|un|deux|trois|quatre|cinq|six)[ \u00a0]"
                  r"(?:ans|mois|years? old|Jahre|años|anni|jaar)(?!\w)(?: et demi)?\)?")  # fmt: skip
_IS_OF_AGE = Expression(
    rf"{_NAME}[ ](?:a|avait|aura|n['’]a que|is|was|turns|wird|ist|war|ha|tiene|heeft|"
    rf"wordt)[ ](?:tout juste |à peine |bientôt |only |erst )?"
    r"(?:\d{1,2}|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|[a-z]{3,5})[ \u00a0](?:ans|mois|"
    r"years? old|Jahre|años|anni|jaar)(?!\w)"
)
# « Nolwazi a eu froid », « Goulwenn ne veut plus skier », « Tifennig et Nolwazi ont été oubliées ».
_FEELS = Expression(
    rf"{_NAME}(?=(?:,? (?:et|and|und|en) [A-ZÀ-ÝŒ][a-zà-ÿœ]{{2,20}})?,?(?: (?:aussi|elle|lui|eux|"
    rf"elles))?,?[ ](?:"
    r"(?:a|avait|ont|avaient|as|aura)[ ](?:(?:aussi|très|trop|si|encore|même|"
    r"toujours)[ ]){0,2}(?:eu[ ])?(?:très |trop |si )?"
    r"(?:froid|peur|mal|faim|chaud|honte|soif|pleuré|vomi|ri(?!\w)|souffert|saigné|dormi|grandi)|"
    r"(?:a|ont|avait|avaient)[ ]été[ ](?:malades?|bless|puni|oubli|humili|insult|hospitalis|opér|refus|moqu"
    r"|bouscul|frapp|mordu)|"
    r"(?:est|était|sont|étaient)[ ](?:malades?|tombé|en pleurs|en larmes|enceinte|allergique|autiste|"
    r"handicapé|trisomique|"
    r"asthmatique|diabétique|rentrée?s? en|revenue?s? en|inconsolable|déçue?s?|ravie?s?|inscrite?s?|"
    r"terrorisé|traumatisé)|"
    r"(?:n['’]|ne )(?:veut|peut|dort|mange|supporte|ose|voit|entend|marche|parle|veulent|dorment)(?!\w)|"
    r"(?:dort|pleure|mange|tousse|tremble|rit|dorment|pleurent)(?!\w)|"
    r"(?:needs|cried|slept|was sick|was cold|was scared|loved|hates|loves|felt|weint|schläft|"
    r"hat Angst)(?!\w)))"
)
_DOES = Expression(
    rf"{_NAME}(?=(?:,| \(\d{{1,2}} (?:ans|mois)\))?(?: (?:aussi|elle|lui|qui|en|ne|s'est|en a|n'a|a|avait|"
    r"est|était|etait|s'était|se|n'arrêtait|pas|fait|mise?|à|de|jamais|même|encore|has|was|hat|war)|"
    r" n['’]a| s['’](?:est|était|en)){0,5}[ ](?:n['’]|s['’])?(?P<verb>[a-zà-ÿ]{4,18}))"
)
_SUFFERS = Expression(
    r"^(?:pleur|trembl|vomi|touss|sanglot|hurl|gemi|gemissait|grelott|frissonn|saign|boit[ae]|dorm|endorm|"
    r"reveill|paniqu|tomb|glisse|blesse|eclate|sourit|souri|souriait|rigol|cri(?:e|a|ait|er)$|evanoui|"
    r"cried|crying|vomited|shiver|slept|fell$|sobb|weinte|geweint|zitterte|schlief|gesturzt|lloraba|piangeva)"
)
_SPEAKS = Expression(r"^(?:parl|dit$|demand|racont|repond|expliqu|appel|ecri|said$|told$|sagte)")
# Nobody's name, though they do what people do.
_PRONOUNS = frozenset(
    """
    personne chacun chacune certains certaines certain certaine plusieurs quelques-uns aucun aucune lequel
    laquelle neige pluie grele eau papa maman mamie papy bebe enfants tous toutes celui-ci celle-ci
    heureusement finalement malheureusement resultat ensuite apparemment abonnement contrat engagement bail
    forfait pass validite duree permis anciennete experience stage licence
    """.split()  # noqa: SIM905 - a list of quoted words would be harder to read
)
_KIN_NEAR = Expression(
    r"(?<![a-z])(?:"
    + "|".join(sorted({re.escape(fold(word)) for word in KIN}, key=len, reverse=True))
    + r")(?![a-z])"
)
_NEAR = 300  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A word that behaves like a name. `suffers`: an age or a body is told of, not a mere word spoken."""

    person: Person
    suffers: bool
    kin: bool


def suspects(text: str, folded: str, known: frozenset[str]) -> Iterator[Suspect]:
    """`known`: the words of the directory, which are no names."""
    small = frozenset(re.findall(r"(?<![\w'-])[a-zà-ÿœ]{4,20}", text))
    small_folded = frozenset(map(fold, small))
    for match in (*_AGE.finditer(text), *_IS_OF_AGE.finditer(text)):
        if _is_of_age(match["name"], known, small_folded):
            yield replace(_suspect(match, folded, suffers=True), kin=True)
    for match in _FEELS.finditer(text):
        if (
            _is_of_age(match["name"], known, small_folded)
            and fold(match["name"]) not in NAMED_THINGS | BRANDS
        ):
            yield replace(_suspect(match, folded, suffers=True), kin=True)
    for match in _DOES.finditer(text):
        verb = fold(match["verb"])
        suffers = bool(_SUFFERS.match(verb))
        if (suffers or _SPEAKS.match(verb)) and _may_be_a_name(match["name"], known, small_folded):
            yield _suspect(match, folded, suffers=suffers)


def _is_of_age(name: str, known: frozenset[str], small: frozenset[str]) -> bool:
    """« Côme a six ans »: a word too, but words have no age."""
    folded = fold(name)
    return folded in first_names.ALL or folded in AMBIGUOUS or _may_be_a_name(name, known, small)


def _may_be_a_name(name: str, known: frozenset[str], small: frozenset[str]) -> bool:
    folded = fold(name)
    return folded not in small and folded not in _PRONOUNS and folded not in KIN and is_unknown(name, known)


def _suspect(match: re.Match[str], folded: str, *, suffers: bool) -> Suspect:
    start, end = match.span("name")
    near = folded[max(0, start - _NEAR) : end + _NEAR]
    person = Person(start=start, end=end, name=match["name"], placeholder="[une personne]")
    return Suspect(person=person, suffers=suffers, kin=bool(_KIN_NEAR.search(near)))
