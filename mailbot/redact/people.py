"""Finds people in the text: kin, companions, those who say their name; and tells staff apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mailbot.redact import first_names
from mailbot.redact.folding import fold
from mailbot.redact.names import CIVILITIES
from mailbot.redact.staff import is_greeted, is_staff
from mailbot.redact.words import AMBIGUOUS, KIN, PLAIN, POSSESSIVE, TITLES


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


_CAPITAL = r"[A-ZÀ-ÝŒ](?:[^\W\d_]{0,30}|\.)(?:['’-][^\W\d_]{1,30}){0,3}"
_PARTICLE = r"(?:(?:de|du|des|la|le|van|von|der|den|da|dos|di|del|ben|bin|el|al|ten|ter)[ \u00a0]|d['’])"
_FULL = rf"{_CAPITAL}(?:[ \u00a0]{_PARTICLE}{{0,3}}{_CAPITAL}){{0,3}}"
_FULL_AT = re.compile(_FULL)
_LOWER_AT = re.compile(r"[a-zà-ÿ]{2,20}(?:-[a-zà-ÿ]{2,20})?")
_AND = re.compile(
    r"[ \u00a0]?\([^()\n]{1,40}\)|[ \u00a0]?(?:,|&|/|\+)[ \u00a0]?(?:et |and |und |y |e |en )?|"
    r"[ \u00a0](?:et|and|und|y|e|en|ou)[ \u00a0]"
)
_CIVILITY_AT = re.compile(rf"{CIVILITIES}[ \u00a0]{{1,2}}(?:et {CIVILITIES}[ \u00a0])?", re.IGNORECASE)

_KIN = "|".join(sorted(map(re.escape, {fold(word) for word in KIN} | set(KIN)), key=len, reverse=True))
_KIN_OF = {fold(word): label for word, label in KIN.items()}
_RELATION = re.compile(
    rf"(?<![\w'])(?P<whose>{POSSESSIVE})[ ](?:(?!et |and )[a-z-]{{2,15}}[ ]){{0,2}}?(?P<kin>{_KIN})(?![\w-])"
    r"(?:[ ](?:aine|ainee|cadet|cadette|jumeau|jumelle|unique|handicape|handicapee|malade|age|"
    r"agee|enceinte|commun|sec|majeur|majeure|"
    r"mineur|mineure|senior|de \d{1,2} (?:ans|mois)|(?:of |aged |is )\d{1,2}|bien-aimee?|cheri|"
    r"cherie|et moi)){0,3}"
    r"(?P<link>[ ]?[,:(«\"][ ]?(?:\d{1,2} (?:ans|mois),? )?|[ ])"
    r"(?:(?:qui )?(?:s'appelle|se prenomme|prenommee?|nommee?|dit|dite|named|called|is called|"
    r"heisst|namens|se llama|si chiama|qu'on appelle) )?"
)
_KIN_OF_NAME = re.compile(
    rf"(?<![\w'])(?P<kin>{_KIN}|tutrice|tuteur|moniteur de|camarade)(?:[ ](?:de|of|von|van|"
    r"di)[ ]|[ ]d')(?:la petite |petit |m\. |mme )?"
)
_SELF = re.compile(
    r"(?<![a-z])(?:je m'appelle|je me (?:nomme|prenomme)|m'appelle|mon nom (?:est|c'est)|"
    r"mon prenom (?:est|c'est)|le nom est|nous sommes (?:les|la famille)|"
    r"nous nous appelons|je soussignee?s?,?|ici|c'est|moi c'est|moi,|je suis|au nom (?:de|du|"
    r"d')|my name(?:'s| is)|i am|i'm|this is|mein name ist|ich heisse|ich bin|"
    r"me llamo|mi nombre es|mi chiamo|sono|mijn naam is|ik ben|ik heet|signe|de la part de|"
    r"pour le compte de|au profit de|adherente?|titulaire|inscrite? au nom de|sous le nom de|"
    r"reserve au nom de|dossier au nom de|la famille|famille|les epoux|couple)[ :]{1,2}(?:(?:de|"
    r"la|le|les|famille|feu) )?"
)
_NICKNAME = re.compile(
    r"(?<![\w-])(?:[Pp]ap[iy]|[Mm]am(?:ie|y|i)|[Tt]ata|[Tt]atie|[Tt]onton|[Oo]ncle|[Tt]ante|"
    r"[Nn]ana|[Gg]ran(?:ny|dma|dpa)|[Uu]ncle|[Aa]untie?|[Oo]ma|[Oo]pa)"
    rf"[ \u00a0](?P<name>{_CAPITAL})"
)
_CIVIL_INITIAL = re.compile(
    r"(?<![\w.-])(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mrs\.?|Ms\.?|Herr|"
    r"Frau)[ \u00a0][A-ZÀ-Ý]\.(?:[ -]?[A-ZÀ-Ý]\.)?(?![\w])"
)
# These announce a name only if what follows is one: « je suis Déçu » is none.
_WEAK_SELF = frozenset(
    """
    ici | c'est | je suis | i am | i'm | this is | ich bin | sono | ik ben | moi, | moi c'est | adherent |
    adherente | titulaire | couple | signe | m'appelle | famille | la famille
    """.replace("\n", "")
    .replace("    ", " ")
    .strip()
    .split(" | ")
)
_CIVIL = re.compile(
    rf"(?<![\w.'-])(?P<civility>{CIVILITIES})(?: et {CIVILITIES})?[ \u00a0]{{1,2}}(?:la |"
    r"le )?(?=[^\W\d_])",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(
    r"(?<![\w@./-])[A-ZÀ-ÝŒ][^\W\d_]{1,30}(?:-[A-ZÀ-Ýa-zà-ÿ][^\W\d_]{1,30}){0,2}(?![\w@])"
)
_PLACE_BEFORE = re.compile(
    r"(?:(?:rue|avenue|place|quai|cours|boulevard|bd|impasse|allee|square|route|chemin|ecole|"
    r"college|lycee|salle|hotel|restaurant|camping|gite|col|"
    r"lac|gare|stade|parking|eglise|chapelle|musee|pont|parc|domaine|chateau|maison|ville|"
    r"commune|village|quartier|batiment|refuge|auberge|theatre|hopital|"
    r"clinique|espace|centre|festival|station|port|plage|tour|porte|marque|modele|bar|cafe|"
    r"brasserie|pizzeria)"
    r"(?: (?:de la|de l'|du|des|de|d'|la|le|les|l'))?|saint|sainte|st|ste|(?<![a-z])l|"
    r"(?<![a-z])a|(?<![a-z])au|vers|depuis|of st)[ '-]$"
)


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


def nicknamed(text: str) -> Iterator[Person]:
    """« Papy Jo », « Mamie Lène », « Mme S. »."""
    for match in _NICKNAME.finditer(text):
        yield Person(start=match.start(), end=match.end(), name=match["name"], placeholder="[un proche]")
    for match in _CIVIL_INITIAL.finditer(text):
        yield Person(start=match.start(), end=match.end(), name=match[0], placeholder="[une personne]")


def introduced(text: str, folded: str, author: str, *, shouting: bool) -> Iterator[Person]:
    """« je m'appelle Nadia Belkacem », « nous sommes les Prudhomme »."""
    for match in _SELF.finditer(folded):
        weak = match[0].strip(" :") in _WEAK_SELF
        for start, end in _names_at(text, match.end(), shouting=shouting, close=True):
            words = fold(text[start:end]).split(" ")
            if not weak or words[0] in first_names.ALL:
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
        joint = _AND.match(text, end)
        while joint and (more := _AND.match(text, joint.end())) and more.end() > joint.end():
            joint = more
        if joint is None:
            return
        place = joint.end()


def _name_end(text: str, begin: int, *, shouting: bool, close: bool, listed: bool) -> int:
    match = _FULL_AT.match(text, begin)
    if match:
        words = re.split(r"[ \u00a0]", match[0])
        kept = 0
        for number, word in enumerate(words):
            bare = fold(word).rstrip(".")
            plain = bare in PLAIN and bare not in first_names.ALL
            if plain or (shouting and bare not in first_names.ALL) or (number and shouting):
                break
            kept = number + 1
        return begin + len(" ".join(words[:kept])) if kept else begin
    lower = _LOWER_AT.match(text, begin)
    if lower and close:
        bare = fold(lower[0])
        if (
            bare in first_names.ALL
            and bare not in AMBIGUOUS
            and bare not in PLAIN
            and not (listed and len(bare) < 3)
        ):
            return lower.end()
    return begin


_JUST_BEFORE = re.compile(rf"(?P<names>{_FULL}(?:(?:, | et ){_FULL}){{0,3}})[ ]?[,(–-][ ]?$")


def _names_before(text: str, place: int, label: str, *, apposed: bool) -> Iterator[Person]:
    window = max(0, place - 80)
    match = _JUST_BEFORE.search(text[window:place])
    if match is None:
        return
    for name in re.finditer(_FULL, match["names"]):
        first = fold(name[0]).split(" ")[0]
        start = window + match.start("names") + name.start()
        if first in PLAIN and first not in first_names.ALL:
            continue
        if first in first_names.ALL or apposed or not _starts_sentence(text, start):
            yield Person(start=start, end=start + len(name[0]), name=name[0], placeholder=label)


def with_civility(text: str, folded: str, *, quoted: bool, shouting: bool) -> Iterator[Person]:
    """« Mme Colas, la référente » is staff; « M. Ruffin » alone is somebody whom we do not know."""
    for match in _CIVIL.finditer(text):
        name = _FULL_AT.match(text, match.end())
        if name is None:
            continue
        first = fold(re.split(r"[ \u00a0]", name[0])[0]).rstrip(".")
        if first in TITLES or (first in PLAIN and first not in AMBIGUOUS):
            continue
        if len(match["civility"].rstrip(".")) <= 2 and (shouting or not _is_abbreviation(match["civility"])):
            continue
        end = match.end() + len(_trimmed(name[0]))
        staff = is_staff(folded, match.start(), end) or (not quoted and is_greeted(folded, match.start()))
        yield Person(
            start=match.start(), end=end, name=_trimmed(name[0]), placeholder="[une personne]", staff=staff
        )


def with_first_name(
    text: str, folded: str, *, quoted: bool, shouting: bool, is_public: Callable[[int, int], bool]
) -> Iterator[Person]:
    """Any capitalised first name of the list, with the surname behind or before it."""
    done = 0
    for match in _CAPITALISED.finditer(text):
        bare = fold(match[0])
        if match.start() < done or (
            bare not in first_names.ALL and bare.split("-")[0] not in first_names.ALL
        ):
            continue
        end = match.end()
        surname = _SURNAME.match(text, end)
        if surname and not shouting and not any(
            w in PLAIN and w not in AMBIGUOUS for w in fold(surname[0]).split()
        ) and not is_public(surname.start(), surname.end()):  # fmt: skip
            end = surname.end()
        start = match.start()
        capitals = _CAPITALS_BEFORE.search(text, max(0, start - 40), start)
        if capitals and not shouting and fold(capitals["word"]) not in PLAIN:
            start = capitals.start("word")
        alone = start == match.start() and end == match.end()
        if is_public(start, end) or (alone and (bare in AMBIGUOUS or bare in PLAIN)):
            continue
        if _PLACE_BEFORE.search(folded[max(0, start - 30) : start]):
            continue
        done = end
        staff = is_staff(folded, start, end) or (not quoted and is_greeted(folded, start))
        yield Person(start=start, end=end, name=text[start:end], placeholder="[une personne]", staff=staff)
        if not staff and not shouting:
            yield from _listed_with(text, start, end)


def _listed_with(text: str, start: int, end: int) -> Iterator[Person]:
    """Whole names in one list with a known one: « Loïc Marrec, Dounia Saadi et Erwann Pennec »."""
    for _ in range(10):
        joint = _AND.match(text, end)
        name = _FULL_AT.match(text, joint.end()) if joint else None
        if name is None or not _is_whole_name(name[0]):
            break
        yield Person(start=name.start(), end=name.end(), name=name[0], placeholder="[une personne]")
        end = name.end()
    window = max(0, start - 60)
    before = _LISTED_BEFORE.search(text[window:start])
    if before and _is_whole_name(before["name"]):
        place = window + before.start("name")
        yield Person(
            start=place, end=place + len(before["name"]), name=before["name"], placeholder="[une personne]"
        )


def _is_whole_name(name: str) -> bool:
    words = re.split(r"[ \u00a0]", fold(name))
    return len(words) >= 2 and not any(word in PLAIN for word in words)


_LISTED_BEFORE = re.compile(
    rf"(?<![\w'’-])(?P<name>{_CAPITAL}[ \u00a0]{_CAPITAL})(?:, | et | and | und | y | e )$"
)
_SURNAME = re.compile(rf"[ \u00a0]{_PARTICLE}{{0,3}}(?:[A-ZÀ-Ý]\.|{_CAPITAL})(?:[ \u00a0]{_CAPITAL})?")
_CAPITALS_BEFORE = re.compile(r"(?<!\w)(?P<word>[A-ZÀ-Ý]{3,30}(?:-[A-ZÀ-Ý]{2,30})?) $")


def _is_abbreviation(civility: str) -> bool:
    """« Me Abgrall », « M. Sorel », « DR House », not « me Voici »."""
    return civility[0].isupper() and civility != "ME"


def _trimmed(name: str) -> str:
    words = name.split(" ")
    while len(words) > 1 and fold(words[-1]) in PLAIN and fold(words[-1]) not in AMBIGUOUS:
        words.pop()
    return " ".join(words)


def _starts_sentence(text: str, place: int) -> bool:
    before = text[max(0, place - 4) : place].rstrip(' \u00a0"«(>-')
    return not before or before[-1] in ".!?…:\n"
