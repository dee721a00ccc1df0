"""Finds people in the text: kin, companions, those who say their name; and tells staff apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailbot.expressions import Expression
from mailbot.redact import first_names
from mailbot.redact.folding import fold
from mailbot.redact.names import CIVILITIES, PARTICLES
from mailbot.redact.words import AMBIGUOUS, KIN, PLAIN, POSSESSIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    start: int
    end: int
    name: str
    placeholder: str
    author: bool = False
    staff: bool = False
    signed: bool = False  # read off the closing lines: may be a firm, hence words
    told: bool = False  # the words beside it say who this is


CAPITAL = r"[A-ZÀ-ÝŒ](?:[^\W\d_]{0,30}|\.)(?:['’-][^\W\d_]{1,30}){0,3}"
PARTICLE = r"(?:(?:de|du|des|la|le|van|von|der|den|da|dos|di|del|ben|bin|el|al|ten|ter)[ \u00a0]|d['’])"
FULL = rf"{CAPITAL}(?:[ \u00a0]{PARTICLE}{{0,3}}{CAPITAL}){{0,3}}"
FULL_AT = Expression(FULL)
_LOWER_AT = Expression(r"[a-zà-ÿ]{2,20}(?:-[a-zà-ÿ]{2,20})?")
_AGE = r"(?:[ \u00a0]?[,(]?[ \u00a0]?\d{1,2}[ \u00a0](?:ans|mois|years?)\)?)?"
AND = Expression(
    r"[ \u00a0]?\([^()\n]{1,40}\)|"
    rf"{_AGE}(?:[ \u00a0]?(?:,|&|/|\+)[ \u00a0]?(?:et |and |und |y |e |en )?|[ \u00a0](?:et|and|"
    r"und|y|e|en|ou)[ \u00a0])(?:de |d['’])?"
)
_CIVILITY_AT = Expression(rf"{CIVILITIES}[ \u00a0]{{1,2}}(?:et {CIVILITIES}[ \u00a0])?", re.IGNORECASE)

_KIN = "|".join(sorted(map(re.escape, {fold(word) for word in KIN} | set(KIN)), key=len, reverse=True))
_KIN_OF = {fold(word): label for word, label in KIN.items()}
_RELATION = Expression(
    rf"(?<![\w'])(?P<whose>{POSSESSIVE}|deux|trois|quatre|cinq|six|two|three|four|[2-9])[ ]"
    rf"(?:(?!et |and )[a-z-]{{2,15}}[ ]){{0,2}}?(?P<kin>{_KIN})(?![\w-])"
    r"(?:[ ](?:aine|ainee|cadet|cadette|jumeau|jumelle|unique|handicape|handicapee|malade|age|"
    r"agee|enceinte|commun|sec|majeur|majeure|"
    r"mineur|mineure|senior|de \d{1,2} (?:ans|mois)|(?:of |aged |is )\d{1,2}|bien-aimee?|cheri|"
    r"cherie|et moi)){0,3}"
    r"(?:(?: [a-z']{2,12}){0,3}, (?:the|les|la famille|famille)(?= ))?"
    r"(?P<link>[ ]?[,:(«\"][ ]?(?:\d{1,2} (?:ans|mois),? )?|[ ])"
    r"(?:(?:qui )?(?:s'appelle|se prenomme|prenommee?|nommee?|dit|dite|named|called|is called|"
    r"heisst|namens|se llama|si chiama|qu'on appelle) )?"
)
_KIN_OF_NAME = Expression(
    rf"(?<![\w'])(?P<kin>{_KIN}|tutrice|tuteur|moniteur de|camarade)(?:[ ](?:de|of|von|van|"
    r"di)[ ]|[ ]d')(?:la petite |petit |m\. |mme )?"
)
_SELF = Expression(
    r"(?<![a-z])(?:je m'appelle|je me (?:nomme|prenomme)|m'appelle|mon nom (?:est|c'est)|"
    r"mon prenom (?:est|c'est)|le nom est|nous sommes (?:les|la famille)|"
    r"nous nous appelons|je soussignee?s?,?|ici|c'est|moi c'est|moi,|je suis|au nom (?:de|du|"
    r"d')|my name(?:'s| is)|i am|i'm|this is|mein name ist|ich heisse|ich bin|"
    r"me llamo|mi nombre es|mi chiamo|sono|mijn naam is|ik ben|ik heet|signe|de la part de|"
    r"pour le compte de|au profit de|adherente?|titulaire|inscrite? au nom de|sous le nom de|"
    r"reserve au nom de|dossier au nom de|la famille|famille|les epoux|couple)[ :]{1,2}(?:(?:de|"
    r"la|le|les|famille|feu) )?"
)
# These announce a name only if what follows is one: « je suis Déçu » is none.
_WEAK_SELF = frozenset(
    {"ici", "c'est", "je suis", "i am", "i'm", "this is", "ich bin", "sono", "ik ben", "moi,", "moi c'est",
     "adherent", "adherente", "titulaire", "couple", "signe", "m'appelle", "famille", "la famille"}
)  # fmt: skip


def relatives(text: str, folded: str, *, shouting: bool) -> Iterator[Person]:
    """« mon mari Paul », « mes enfants Awa et Ibrahima », « Léa, ma fille », « la maman de Léo »."""
    for match in _RELATION.finditer(folded):
        label = _KIN_OF[match["kin"]]
        names = list(_names_at(text, match.end(), shouting=shouting, close=match["link"] == " "))
        for start, end in names:
            yield Person(start=start, end=end, name=text[start:end], placeholder=label, told=True)
        if not names:
            apposed = match["link"].strip() == ","  # « Gwenola, ma sœur, a glissé »
            yield from _names_before(text, match.start(), label, apposed=apposed)
    for match in _KIN_OF_NAME.finditer(folded):
        for start, end in _names_at(text, match.end(), shouting=shouting, close=True):
            if fold(text[start:end]).split(" ")[0] in first_names.ALL:
                yield Person(start=start, end=end, name=text[start:end], placeholder="[une personne]")


def introduced(text: str, folded: str, author: str, *, shouting: bool) -> Iterator[Person]:
    """« je m'appelle Nadia Belkacem », « nous sommes les Prudhomme »."""
    for match in _SELF.finditer(folded):
        weak = match[0].strip(" :") in _WEAK_SELF
        for start, end in _names_at(text, match.end(), shouting=shouting, close=True):
            words = fold(text[start:end]).split(" ")
            if not weak or words[0] in first_names.ALL:
                yield Person(start=start, end=end, name=text[start:end], placeholder=author, author=True)


# « Annick Prigent à l'appareil »: as it is heard, with capitals or without.
_SPEAKING = Expression(
    r"(?<![\w'-])(?:(?P<first>[^\W\d_][\w'-]{1,25})[ ])?(?P<last>[^\W\d_][\w'-]{1,25})"
    r"[ ,]{1,2}a l'appareil(?!\w)"
)


def speaking(text: str, folded: str, author: str) -> Iterator[Person]:
    """Who says that it is they who call."""
    for match in _SPEAKING.finditer(folded):
        if match["last"] in PLAIN and match["last"] not in AMBIGUOUS:
            continue
        is_name = match["first"] and (match["first"] in first_names.ALL or match["first"] not in PLAIN)
        start, end = match.start("first" if is_name else "last"), match.end("last")
        yield Person(start=start, end=end, name=text[start:end], placeholder=author, author=True)


def _names_at(text: str, place: int, *, shouting: bool, close: bool) -> Iterator[tuple[int, int]]:
    """The names that begin here, joined by commas and « et »."""
    for turn in range(12):
        civility = _CIVILITY_AT.match(text, place)
        begin = civility.end() if civility else place
        end = _name_end(text, begin, shouting=shouting, close=close or turn > 0, listed=turn > 0)
        if end == begin:
            return
        yield place, end
        joint = AND.match(text, end)
        while joint and (more := AND.match(text, joint.end())) and more.end() > joint.end():
            joint = more
        if joint is None:
            return
        place = joint.end()


def _name_end(text: str, begin: int, *, shouting: bool, close: bool, listed: bool) -> int:
    match = FULL_AT.match(text, begin)
    if match:
        words = re.split(r"[ \u00a0]", match[0])
        kept = 0
        for number, word in enumerate(words):
            bare = fold(word).rstrip(".")
            plain = bare in PLAIN and bare not in first_names.ALL
            if plain and number and bare in PARTICLES and number + 1 < len(words):
                continue  # « Alain Le Bihan »
            if plain or (shouting and bare not in first_names.ALL) or (number and shouting):
                break
            kept = number + 1
        return begin + len(" ".join(words[:kept])) if kept else begin
    lower = _LOWER_AT.match(text, begin)
    if lower and close:
        bare = fold(lower[0])
        if (
            (bare in first_names.COMMON or (len(bare) >= 4 and bare in first_names.ALL))
            and bare not in AMBIGUOUS
            and bare not in PLAIN
            and not (listed and len(bare) < 3)
        ):
            return lower.end()
    return begin


_JUST_BEFORE = Expression(rf"(?P<names>{FULL}(?:(?:, | et ){FULL}){{0,3}})[ ]?[,(–-][ ]?$")


def _names_before(text: str, place: int, label: str, *, apposed: bool) -> Iterator[Person]:
    window = max(0, place - 80)
    match = _JUST_BEFORE.search(text[window:place])
    if match is None:
        return
    for name in re.finditer(FULL, match["names"]):
        first = fold(name[0]).split(" ")[0]
        start = window + match.start("names") + name.start()
        if first in PLAIN and first not in first_names.ALL:
            continue
        if first in first_names.ALL or apposed or not _starts_sentence(text, start):
            yield Person(start=start, end=start + len(name[0]), name=name[0], placeholder=label)


def _starts_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - 4) : place].rstrip(' \u00a0"«(>-')
    return not before or before[-1] in ".!?…:\n"
