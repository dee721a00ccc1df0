"""Finds names that no list has amid a sentence: « nous retirons Côme », « dessus, Kenzo était là ».

In French, English, Spanish, Italian and Dutch a word with a capital amid a sentence is a name. Of what, the
word before it tells: behind « que », « avec », a comma or a verb stand people, behind « à », « de » and
articles places and things. Products, dishes and the directory are known; what is left is masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact import first_names
from mailbot.redact.brands import BRANDS, NAMED_THINGS
from mailbot.redact.folding import fold
from mailbot.redact.people import Person
from mailbot.redact.staff import is_staff
from mailbot.redact.words import KIN, PLAIN, STAFF, TITLES

_NAME = r"(?P<name>[A-ZÀ-ÝŒ][a-zà-ÿœ]{2,24}(?:[-'’][A-ZÀ-Ý][a-zà-ÿ]{1,24})?)"
_SURNAME = (
    r"(?P<surname>[ \u00a0](?:(?:de|du|des|la|le|van|von|der|den|da|di|del|ben|el)[ ]|d['’]){0,2}"
    r"[A-ZÀ-Ý][\w'’]{1,24}(?:-[A-ZÀ-Ý][\w'’]{1,24})?)?"
)
_AMID = Expression(rf"(?<=[a-zà-ÿ,\])] ){_NAME}{_SURNAME}(?![\w@’'&+-])(?!\.\w)")
_WORD_BEFORE = Expression(r"(?P<word>[a-z']{1,20})(?P<comma>,?) $|(?P<mask>\]),? $")
_AFTER = frozenset(
    """
    que qu' quand si comme car mais et ou ni avec sans puis dont lorsque puisque sauf selon envers derriere
    aussi meme toi lui elle eux pas plus jamais parce pendant tandis alors contre voici voila surtout
    that when if because but and with without than while where after although unless
    que cuando pero y con sin porque che quando ma e con senza perche dat als maar en met zonder omdat
    """.split()  # noqa: SIM905 - a list of quoted words would be harder to read
)
# « nous retirons Côme », « il a bousculé Kenzo », « pour emmener Lyam »; not « vers », « cher », « depuis ».
_VERB = Expression(
    r"(?:[^l]ons|[^hln]ez|[a-z]{2}(?:ait|aient|ais)|[a-z]{3}(?:er|ir)|[a-z]{3}(?:ee?|ie?|ue?)s?)$"
)
_HAD = Expression(
    r"(?<![a-z])(?:ai|as|a|avons|avez|ont|avait|avais|avaient|avions|aurait|etait|est|ete|"
    r"l'a|m'a|nous a) (?:[a-z]{2,9} )?[a-z]{3,14}$"
)
_NO_VERB = frozenset(
    """
    hier cher papier premier dernier entier atelier quartier sentier hotelier palier janvier fevrier panier
    courrier dossier metier foyer loyer hiver divers travers vers super leger plaisir avenir loisir soir
    noir miroir couloir tiroir mouchoir salon saisons chansons stations maisons garcons poissons boissons
    chez assez nez rez jadis mais vrais frais jamais desormais souvent argent
    """.split()  # noqa: SIM905 - a list of quoted words would be harder to read
)
# « il a demandé son numéro à Ambre »: who is given to, told or asked, behind « à » like a place.
_GIVEN_TO = Expression(
    r"(?<![a-z])(?:demand|dit|dire|parl|donn|repond|ecri[rtv]|telephon|repet|montr|prom[ie]|confi|rend|"
    r"appart|prete|offr|annonc|expliqu|reproch|refus|impos|permet|permis|interdi|infli|arrach|plait|plu|"
    r"manqu|souhait|pens)[a-z]{0,7}(?: [a-z'-]{1,14}){0,5} a $"
)
# « les Bouvard ont été remboursés », « avec les Teixeira »: a family, when the name has no « s » of a people.
_FAMILY = Expression(
    r"(?<![\w'’-])(?:(?:chez|avec|que|et|pour|contre|par|comme) )?[Ll]es (?P<name>[A-ZÀ-ÝŒ][a-zà-ÿœ]{3,24}"
    r"(?<![sxz]))(?![\w@'’-])(?= (?:et les|et moi|qui|ont|sont|étaient|avaient|n'ont|n’ont|aussi|font|"
    r"nous|m'ont)|"
    r"[ ]?[.,;!?)]|$)"
)
# « que ce soit Côme qui paie »
_IT_IS = Expression(rf"(?<=[a-zà-ÿ’'] ){_NAME}{_SURNAME}(?= qui )")
_IT_IS_BEFORE = Expression(r"(?:c'est|ce soit|c'etait|ce sera|ni|meme) (?:aussi |encore |toujours )?$")
# « ELLE S'APPELLE NOURHANE », in a mail that shouts
_CALLED = Expression(
    r"(?<![a-z])(?:s'appell(?:e|ait)|m'appelle|se (?:pre)?nomme|prenommee?|nommee?|au nom d[e']|"
    r"nom (?:est|:)|"
    r"prenom (?:est|:)|signe[e:]?) ?(?P<name>[a-z][a-z'-]{2,24}(?: [a-z][a-z'-]{2,24})?)"
)
_THANKED = Expression(
    r"(?:merci|remerci[a-z]{0,4}|bravo|felicit[a-z]{0,7}|salut|bonjour)(?: [a-z']{1,12}){0,3} a $"
)
# « Côme sera absent », « Ambre n'y est pour rien », at the beginning of a sentence.
_FIRST = Expression(
    rf"(?:(?<=[.!?…,] )|(?<=\n)|^){_NAME}{_SURNAME}(?=,? (?:et moi|m'a|m’a|nous a|s'est|s’est|n'a|n’a|"
    rf"n'est|n’est|"
    r"n'avait|était|etait|avait|sera|a (?:été|eu|fait|dit|vu|pris|reçu|payé|demandé|voulu|perdu|attendu)|"
    r"est (?:allé|tombé|resté|rentré|arrivé|parti|sorti|revenu)|va (?:à|au|en|mieux|mal)|adore|voulait|"
    r"devait|aime|apprend|suit|loue|habite|travaille|raconte|dit que)(?![a-zà-ÿ]))"
)
_LIKE_A_NOUN = Expression(
    r"(?:tions?|sions?|ments?|ages|iques?|ances?|ences?|ites|ures|eurs|euses|ables?|ibles?|aires?|ismes?|"
    r"ings?)$"
)
_NOUN = Expression(
    r"(?:tions?|sions?|ments?|ages?|iques?|ances?|ences?|ites?|ures?|eurs?|euses?|oirs?|ables?|ibles?|aires?|"
    r"ismes?|ees?|ings?|ants?|ents?|eux|rie?s|erie|ais|ois|iens?|iennes?|s)$"
)


def unlisted(text: str, folded: str, known: frozenset[str], *, german: bool) -> Iterator[Person]:
    """`known`: the words of the directory. In German every noun has a capital: nothing can be told."""
    if german:
        return
    small = _small_words(text)
    for match in _AMID.finditer(text):
        start, end = match.span("name")
        if _is_unknown(match["name"], known, small) and _person_stands(folded, start):
            yield from _person(match, folded, known)
    for match in _FAMILY.finditer(text):
        if _is_unknown(match["name"], known, small) and fold(match["name"]) not in first_names.ALL:
            start, end = match.span("name")
            yield Person(start=start, end=end, name=match["name"], placeholder="[une personne]")
    for match in _IT_IS.finditer(text):
        before = folded[max(0, match.start() - 30) : match.start()]
        if _IT_IS_BEFORE.search(before) and _is_unknown(match["name"], known, small):
            yield from _person(match, folded, known)
    for match in _FIRST.finditer(text):
        if _is_unknown(match["name"], known, small) and not _NOUN.search(fold(match["name"])):
            yield from _person(match, folded, known)


def called(text: str, folded: str) -> Iterator[Person]:
    """Who is said to be called so, in a mail of capitals or of small letters alone."""
    for match in _CALLED.finditer(folded):
        words = match["name"].split(" ")
        if words[0] in PLAIN or words[0] in KIN or words[0] in STAFF or _LIKE_A_NOUN.search(words[0]):
            continue
        listed = len(words) == 2 and words[1] not in PLAIN and words[0] in first_names.ALL
        start = match.start("name")
        end = match.end("name") if listed and words[1] not in _VERBS else start + len(words[0])
        yield Person(start=start, end=end, name=text[start:end], placeholder="[une personne]")


_VERBS = frozenset("est etait avait aura sera et ou ont ete".split())  # noqa: SIM905 - as above


def _small_words(text: str) -> frozenset[str]:
    """The words that the text writes without a capital."""
    return frozenset(fold(" ".join(re.findall(r"(?<![\w-])[a-zà-ÿœ]{3,25}(?!\w)", text))).split())


def _person(match: re.Match[str], folded: str, known: frozenset[str]) -> Iterator[Person]:
    start, end = match.span("name")
    surname = match["surname"]
    if surname and not any(
        word in known or word in PLAIN for word in re.findall(r"[a-z]{4,}", fold(surname))
    ):
        end = match.end("surname")
    elif surname:
        return  # « avec Solena Voyages »: a firm of the directory
    if not is_staff(folded, start, end):
        yield Person(start=start, end=end, name=match.string[start:end], placeholder="[une personne]")


def _person_stands(folded: str, start: int) -> bool:
    window = folded[max(0, start - 90) : start]
    before = _WORD_BEFORE.search(window)
    if before is None:
        return False
    word = before["word"]
    if word == "a":
        return bool(_GIVEN_TO.search(window)) and not _THANKED.search(window)
    if word is None or before["comma"]:
        return False
    return word in _AFTER or (
        len(word) > 3
        and word not in _NO_VERB and word not in PLAIN and word not in KIN and word not in STAFF
        and bool(_VERB.search(word))
        and (word.endswith(("ons", "ez", "er", "ait", "aient")) or bool(_HAD.search(window[:-1])))
    )  # fmt: skip


def _is_unknown(name: str, known: frozenset[str], small: frozenset[str]) -> bool:
    folded = fold(name)
    if folded in first_names.ALL and folded not in PLAIN and folded not in small and folded not in known:
        return True
    words = re.split(r"[-'’]", folded)
    return not _LIKE_A_NOUN.search(folded) and not any(
        word in PLAIN or word in known or word in small or word in BRANDS
        or word in NAMED_THINGS or word in KIN or word in STAFF or word in TITLES
        for word in (folded, *words)
    )  # fmt: skip
