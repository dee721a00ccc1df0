"""Finds everybody else: names behind a civility or in the list of first names, nicknames, names in a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mailbot.expressions import Expression
from mailbot.redact import first_names
from mailbot.redact.brands import BRANDS, NAMED_THINGS
from mailbot.redact.folding import fold
from mailbot.redact.names import CIVILITIES, PARTICLES
from mailbot.redact.people import AND, CAPITAL, FULL_AT, PARTICLE, Person
from mailbot.redact.staff import is_greeted, is_staff
from mailbot.redact.words import AMBIGUOUS, KIN, PLAIN, STAFF, TITLES

_LITTLE = Expression(
    r"(?<!\w)(?:[Ll]a petite|[Ll]e petit|[Ll]es petits|[Ll]es petites|[Ll]e jeune|[Ll]a jeune|"
    r"[Cc]eux d[e']|[Cc]elle d[e']|[Cc]elui d[e']|[Ll]ittle)[ \u00a0]?"
    rf"(?P<name>{CAPITAL})(?![\w'’-])"
)
_AGED = Expression(
    rf"(?<=[\w,(:-][ \u00a0(])(?P<name>{CAPITAL})(?:,[ \u00a0]|[ \u00a0]\(|"
    rf"[ \u00a0])\d{{1,2}}[ \u00a0](?:ans|mois|years? old|Jahre|años|anni|jaar)(?!\w)"
)
_NICKNAME = Expression(
    r"(?<![\w-])(?:[Pp]ap[iy]|[Mm]am(?:ie|y|i)|[Tt]ata|[Tt]atie|[Tt]onton|[Oo]ncle|[Tt]ante|"
    r"[Nn]ana|[Gg]ran(?:ny|dma|dpa)|[Uu]ncle|[Aa]untie?|[Oo]ma|[Oo]pa)"
    rf"[ \u00a0](?P<name>{CAPITAL})"
)
_CIVIL_INITIAL = Expression(
    r"(?<![\w.-])(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mrs\.?|Ms\.?|Herr|"
    r"Frau)[ \u00a0][A-ZÀ-Ý]\.(?:[ -]?[A-ZÀ-Ý]\.)?(?:[ \u00a0][A-ZÀ-Ý][\w'’-]{1,30})?(?![\w])"
)
_CIVIL = Expression(
    rf"(?<![\w.'-])(?P<civility>{CIVILITIES})(?: et {CIVILITIES})?[ \u00a0]{{1,2}}"
    r"(?:(?:euh|heu|hum|hein)[ ,]{1,2}){0,2}"
    r"(?:la |le )?(?=[^\W\d_])",
    re.IGNORECASE,
)
_CAPITALISED = Expression(
    r"(?<![\w@./-])[A-ZÀ-ÝŒ][^\W\d_]{1,30}(?:-[A-ZÀ-Ýa-zà-ÿ][^\W\d_]{1,30}){0,2}(?![\w@])"
)
_SAID_TO = Expression(
    r"(?<![a-z])(?:demande|dit|ecrit|parle|repondu|donne|telephone|repete|montre|promis|confie|rendu|crie|"
    r"cause|pense|"
    r"appartient|arrive|vendu|prete|offert|annonce|explique|reproche|refuse) a $"
)
_PLACE_BEFORE = Expression(
    r"(?:(?<![a-z])(?:rue|avenue|place|quai|cours|boulevard|bd|impasse|allee|square|route|chemin|ecole|"
    r"college|lycee|salle|hotel|restaurant|camping|gite|col|"
    r"lac|gare|stade|parking|eglise|chapelle|musee|pont|parc|domaine|chateau|maison|ville|"
    r"commune|village|quartier|batiment|refuge|auberge|theatre|hopital|"
    r"clinique|espace|centre|festival|station|port|plage|tour|porte|marque|modele|bar|cafe|"
    r"brasserie|pizzeria)"
    r"(?: (?:de la|de l'|du|des|de|d'|la|le|les|l'))?|saint|sainte|st|ste|(?<![a-z])l|"
    r"(?<![a-z])a|(?<![a-z])au|vers|depuis|of st)[ '-]$"
)


def nicknamed(text: str, folded: str) -> Iterator[Person]:
    """« Papy Jo », « la petite Naëlle », « Lyam, 10 mois », « Mme S. »."""
    for pattern in (_LITTLE, _AGED):
        for match in pattern.finditer(text):
            first = fold(match["name"]).split(" ")[0]
            place = _PLACE_BEFORE.search(folded[max(0, match.start() - 30) : match.start()])
            if not place and (first not in PLAIN or first in first_names.ALL):
                start, end = match.span("name")
                yield Person(start=start, end=end, name=match["name"], placeholder="[une personne]")
                if pattern is _LITTLE:
                    yield from _listed_with(text, start, end, whole=False)
    for match in _NICKNAME.finditer(text):
        yield Person(start=match.start(), end=match.end(), name=match["name"], placeholder="[un proche]")
    for match in _CIVIL_INITIAL.finditer(text):
        yield Person(start=match.start(), end=match.end(), name=match[0], placeholder="[une personne]")


def with_civility(text: str, folded: str, *, quoted: bool, shouting: bool) -> Iterator[Person]:
    """« Mme Colas, la référente » is staff; « M. Ruffin » alone is somebody whom we do not know."""
    for match in _CIVIL.finditer(text):
        name = FULL_AT.match(text, match.end())
        if name is None:
            continue
        first = fold(re.split(r"[ \u00a0]", name[0])[0]).rstrip(".")
        if first in TITLES or (first in PLAIN and first not in AMBIGUOUS):
            continue
        if len(match["civility"].rstrip(".")) <= 2 and (shouting or not _is_abbreviation(match["civility"])):
            continue
        end = match.end() + len(_trimmed(name[0]))
        staff = is_staff(folded, match.start(), end) or (
            not quoted and is_greeted(folded, match.start(), end)
        )
        yield Person(
            start=match.start(), end=end, name=_trimmed(name[0]), placeholder="[une personne]", staff=staff
        )
        if not staff and match["civility"] in _SEVERAL:
            yield from _listed_with(text, match.start(), end, whole=False, surnames=True)


_SEVERAL = frozenset({"MM.", "MM", "Mmes", "Messieurs", "Mesdames", "Mlles"})


def with_first_name(
    text: str, folded: str, *, quoted: bool, shouting: bool, is_public: Callable[[int, int], bool]
) -> Iterator[Person]:
    """Any capitalised first name of the list, with the surname behind or before it."""
    done = 0
    for match in _CAPITALISED.finditer(text):
        bare = fold(match[0])
        if match.start() < done or (
            bare not in first_names.ALL
            and bare.split("-")[0] not in first_names.ALL
            and (bare != "noel" or _THING_BEFORE.search(folded[max(0, match.start() - 30) : match.start()]))
        ):
            continue
        end = match.end()
        surname = _SURNAME.match(text, end)
        if shouting and (last := _SHOUTED_SURNAME.match(text, end)) and not _is_word(last["name"]):
            end = last.end("name")
        if surname and not shouting and not any(
            w in PLAIN and w not in AMBIGUOUS and (w not in PARTICLES or last)
            for last, w in _marked(fold(surname[0]).split())
        ) and not is_public(surname.start(), surname.end()):  # fmt: skip
            end = surname.end()
        start = match.start()
        capitals = _CAPITALS_BEFORE.search(text, max(0, start - 40), start)
        if capitals and not shouting and fold(capitals["word"]) not in PLAIN:
            start = capitals.start("word")
        alone = start == match.start() and end == match.end()
        if is_public(start, end) or (alone and bare in PLAIN):
            continue
        if alone and bare in AMBIGUOUS and not _stands_as_a_name(text, folded, start, bare):
            continue
        before = folded[max(0, start - 30) : start]
        if _PLACE_BEFORE.search(before) and not _SAID_TO.search(before) and not _to_somebody(bare, before):
            continue
        done = end
        staff = is_staff(folded, start, end) or (not quoted and is_greeted(folded, start, end))
        yield Person(start=start, end=end, name=text[start:end], placeholder="[une personne]", staff=staff)
        if not staff and not shouting:
            yield from _listed_with(text, start, end, whole=False)


def _marked(words: list[str]) -> Iterator[tuple[bool, str]]:
    """Each word, and whether it is the last."""
    return ((number == len(words), word) for number, word in enumerate(words, 1))


def _stands_as_a_name(text: str, folded: str, start: int, bare: str) -> bool:
    """« avec Rose », « que Victoire a raconté »: a capital amid a sentence, no article before it."""
    before = folded[max(0, start - 30) : start]
    return (
        bool(_AMID.search(text[max(0, start - 3) : start]))
        and not _THING_BEFORE.search(before)
        and not re.search(rf"(?<![^\W_]){bare}(?![^\W_])", text)
    )


_AMID = Expression(r"[a-zà-ÿ,] $")
_THING_BEFORE = Expression(
    r"(?:(?<![a-z])(?:le|la|les|l'|un|une|des|du|d'|de|au|aux|en|a|ce|cette|notre|votre|nos|vos|"
    r"rue|hotel|salle|chambre|gite|suite|villa|in|on|at|the|of|from|to|by|for|since|and|or|im|der|die|das|"
    r"am|el|il|lo|het|een|op)"
    r"[ '])$"
)


def _listed_with(text: str, start: int, end: int, *, whole: bool, surnames: bool = False) -> Iterator[Person]:
    """Whole names in one list with a known one: « Loïc Marrec, Dounia Saadi et Erwann Pennec »."""
    for _ in range(10):
        joint = AND.match(text, end)
        name = FULL_AT.match(text, joint.end()) if joint else None
        if (
            name is None
            or not joint
            or not _may_follow(name[0], whole=whole or ("," in joint[0] and not surnames))
        ):
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


def _may_follow(name: str, *, whole: bool) -> bool:
    """« Jules et Louison » ; behind a comma, whole names only."""
    folded = fold(name)
    if _is_whole_name(name):
        return True
    if " " in name or folded in PLAIN or len(name) < 3:
        return False
    return not whole or (
        len(name) > 3
        and folded not in BRANDS | NAMED_THINGS | KIN.keys() | STAFF
        and not _NOUN.search(folded)
    )


def in_small_letters(text: str, folded: str) -> Iterator[Person]:
    """« inès et malo de ma classe » , from somebody who uses no capitals."""
    for match in _SMALL_BESIDE.finditer(folded):
        word = match["name"]
        if word in first_names.ALL and word not in AMBIGUOUS and word not in PLAIN and word not in _NO_NAMES:
            start, end = match.span("name")
            yield Person(start=start, end=end, name=text[start:end], placeholder="[une personne]")
    for match in _SMALL.finditer(folded):
        word = match[0]
        if (
            word in first_names.COMMON
            and word not in AMBIGUOUS
            and word not in PLAIN
            and word not in _SMALL_WORDS
        ):
            yield Person(
                start=match.start(),
                end=match.end(),
                name=text[slice(*match.span())],
                placeholder="[une personne]",
            )


_SMALL = Expression(r"(?<![\w@.'/-])[a-z]{4,20}(?:-[a-z]{3,15})?(?![\w@/-])")
# « avec tim et jojo », « mon pote enzo »
_SMALL_BESIDE = Expression(
    r"(?<![a-z])(?:avec|et|pote|copain|copine|cousin|cousine|ami|amie|mec|meuf|collegue|frere|soeur|"
    r"reuf|reus)[ ]"
    r"(?P<name>[a-z]{3,20})(?![\w@/-])"
)
_NO_NAMES = frozenset(
    {"san", "sans", "ali", "mai", "ben", "max", "rob", "avril", "ete", "eve", "pia", "ana", "ada"}
)
_SMALL_WORDS = frozenset(
    {"jean", "marc", "clement", "gilles", "colin", "regis", "roman", "romain", "germain", "cesar", "blaise",
     "toni", "gary", "lars", "andy", "nils", "said", "issa", "omar", "dora", "tess", "lore", "gala", "nina",
     "will", "anna", "elle", "luis", "jade", "lola", "loup", "aube", "augustin", "florent", "barbara",
     "victoria", "amine", "maman"}
)  # fmt: skip


def _to_somebody(bare: str, before: str) -> bool:
    """« je laisse la colère à Catherine »; no thanks to staff, no town that is a name too."""
    return (
        before.endswith(" a ")
        and bare in first_names.COMMON
        and bare not in _TOWNS
        and not _THANKED.search(before)
        and not _COMING.search(before)
    )


_TOWNS = frozenset(
    """
    florence nancy constance victoria charlotte sofia sophia vienne valence paris nice france olivier adelaide
    marseille lourdes alexandrie santiago jackson austin houston lincoln madison orlando savannah sydney milan
    carmen cecile clermont dolores eugene florian helena lyon martin olympe phoenix regina salvador ville
    augustin aurelie auxence bastien blaise cyr denis emilion etienne gilles jean jose laurent malo marcel
    """.split()  # noqa: SIM905 - a list of quoted words would be harder to read
)
_THANKED = Expression(r"(?:merci|remerci\w*|bravo|felicit\w*|grazie|gracias|thanks?)[^.!?\n]{0,24} a $")
_COMING = Expression(
    r"(?:all\w{1,4}|arriv\w{1,4}|parti\w{0,3}|habit\w{1,4}|sejour\w{0,4}|rest\w{1,4}|retour\w{0,4}|jusqu'|gare"
    r"|vacances|sommes|suis|venu\w{0,2}|train|route|hotel|camping|agence|nuits?|jours?) a $"
)


def _is_whole_name(name: str) -> bool:
    words = re.split(r"[ \u00a0]", fold(name))
    return len(words) >= 2 and not any(word in PLAIN for word in words)


_NOUN = Expression(
    r"(?:tions?|ments?|ages?|iques?|ances?|ences?|ites?|ures?|ables?|ibles?|aires?|ismes?|ings?|eux|euses?)$"
)
_LISTED_BEFORE = Expression(
    rf"(?<![\w'’-])(?P<name>{CAPITAL}[ \u00a0]{CAPITAL})(?:, | et | and | und | y | e )$"
)
_SURNAME = Expression(rf"[ \u00a0]{PARTICLE}{{0,3}}(?:[A-ZÀ-Ý]\.|{CAPITAL})(?:[ \u00a0]{CAPITAL})?")
_SHOUTED_SURNAME = Expression(r"[ \u00a0](?P<name>[A-ZÀ-Ý][A-ZÀ-Ý'’-]{2,24})(?=[ ]?(?:[.,;:!?)\n]|$))")


def _is_word(shouted: str) -> bool:
    folded = fold(shouted)
    return folded in PLAIN or folded in STAFF or folded in KIN or bool(_VERB.search(folded))


_VERB = Expression(r"(?:er|ez|ait|aient|ons|tion|ment|ee|ees|ente?)$")
_CAPITALS_BEFORE = Expression(r"(?<!\w)(?P<word>[A-ZÀ-Ý]{3,30}(?:-[A-ZÀ-Ý]{2,30})?) $")


def _is_abbreviation(civility: str) -> bool:
    """« Me Abgrall », « M. Sorel », « DR House », not « me Voici »."""
    return civility[0].isupper() and civility != "ME"


def _trimmed(name: str) -> str:
    words = name.split(" ")
    while len(words) > 1 and fold(words[-1]) in PLAIN and fold(words[-1]) not in AMBIGUOUS:
        words.pop()
    return " ".join(words)
