"""Says why a person must look before the copy leaves, and where. In doubt, it is held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mailbot.expressions import Expression
from mailbot.model import Doubt, IncomingMail, Meaning
from mailbot.redact.bookings import placed
from mailbot.redact.folding import fold
from mailbot.redact.humans import suspects
from mailbot.redact.public import Public, Spans, spans, touches
from mailbot.redact.singular import room_and_day, singular
from mailbot.redact.telltale import functions_and_places, telltale
from mailbot.redact.tongues import is_foreign
from mailbot.redact.words import AMBIGUOUS, PLAIN

KNOWN_LANGUAGES = frozenset({"fr", "en", "de", "nl", "es", "it"})
LONGEST = 60_000  # characters; a long letter of complaint has five thousand
CUT = "\n[la suite du texte est retenue]"

_HIDDEN = Expression(
    r"chiffre|encrypt|illisible|tronqu|truncat|incomplet|coupe|abandonn|depass|trop (?:de|long|"
    r"gros|grand|profond|volumin)|limite|indechiffr|"
    r"non decod|decode|corromp|winmail|tnef|inconnu|perdu|manquant|vide|"
    r"plusieurs expediteurs|enferme|a la main"
)
_HARMLESS = Expression(r"^(?:la date|des lignes vides|des en-tetes)")
_WISH_ANYWAY = Expression(
    r"anonym|(?:sans|pas|ni|jamais) (?:[a-z']{1,10} ){0,4}(?:mon nom|mes coordonnees|"
    r"mon identite|notre nom|nos coordonnees|me citer|que (?:ca|cela) vient de moi)|"
    r"confidentiel|(?:don'?t|not) (?:tell|mention|share|give|pass)|ne (?:lui |leur )?(?:dites|"
    r"communiquez|transmettez|donnez|citez)"
)
# More than « pas mes coordonnées »: nobody may know who it was.
_NO_NAME = Expression(
    r"anonym|incognito|represailles|mon identite|me citer|mon nom|(?:sache|savoir|dire) (?:que c'est|qui)|"
    r"vient de (?:moi|nous)|who i am|my name|meinen namen|mi nombre|il mio nome|mijn naam"
)
_NAME_SHAPE = r"[A-ZÀ-ÝŒ][a-zà-ÿœ]{2,30}(?:-[A-ZÀ-Ý][a-zà-ÿ]{1,30})?"
_PAIR = Expression(
    rf"(?<=[a-zà-ÿ,] )(?P<first>{_NAME_SHAPE})[ \u00a0](?P<last>(?:(?:de|du|da|le|van|von|"
    rf"el) )?(?:{_NAME_SHAPE}|[A-ZÀ-Ý]{{2,30}}))(?![\w'’-])"
)
_ACTING = Expression(
    rf"(?:(?<=avec )|(?<=et )|(?<=que )|(?<=pour ))(?P<first>{_NAME_SHAPE})(?=[ ,](?:qui |et moi|"
    r"a |est |etait |était |avait |n'a|s'est|m'a|nous|ne |pleur|[ae]ll))"
)
_BESIDE = Expression(rf"(?:(?<=[a-zà-ÿ] avec )|(?<=[a-zà-ÿ\]] et )){_NAME_SHAPE}(?=[ ,.;:!)\n])")
_NOT_A_PERSON_BEFORE = Expression(
    r"(?:(?<![a-z])(?:rue|avenue|place|hotel|hôtel|restaurant|camping|gite|col|lac|gare|"
    r"festival|ecole|college|lycee|salle|musee|parc|centre|station|"
    r"formation|formule|assurance|mutuelle|garage|societe|agence|banque|office|club|association|"
    r"logiciel|site|groupe|module|session|cours|stage|forfait|"
    r"parking|sentier|route|pont|port|plage|refuge|auberge|residence|domaine|chateau|village|"
    r"ville|commune|vallee|piste|telesiege|telecabine|tour|bar|"
    r"cafe|brasserie|magasin|boutique|marque|modele|voiture|train|ligne|quartier|cabinet|"
    r"entreprise|lieu-dit|carte|offre|option|pack|contrat|le|la|les|l'|du|des|"
    r"au|aux|un|une|d'|a|chez|en|vers|depuis|cette|ce|notre|votre|the|at|in|from|der|die|das|"
    r"den|dem|im|am|vom|zum|el|il|un|het|de|beim|eine[nrm]?)[ ']?)$"
)

_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})


# What a mark takes in, so that it does not end in the middle of what it shows.
_ENDS_OPEN = Expression(
    r"(?<![a-z])(?:du|de|de la|des|d'|d'un|d'une|a|au|aux|a la|le|la|les|l'|qui|en|chez|of|the|der|die|das|"
    r"von)$"
)
_NEXT_WORD = Expression(r"[ ]?[^\W_]+(?:['-][^\W_]+)*")
_AND_WHERE = Expression(
    r"(?: juste)? (?:en face|a cote|au-dessus|au-dessous|la-bas)(?: (?:du|de la|de l'|des|d') ?[a-z-]+)?"
    r"|(?: juste)? (?:(?:chez|dans (?:la|le|les|leur|votre)|au|a la) |(?:dans|a) l')[a-z-]+"
)
_MOST_PLACES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    said: str  # the whole sentence, for the list of reasons
    why: str  # beside the place that is marked
    places: tuple[tuple[int, int], ...] = ()


def doubts(
    *,
    mail: IncomingMail,
    meaning: Meaning,
    subject: str,
    text: str,
    names: frozenset[str],
    staff: frozenset[str],
    public: Public,
) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    """French sentences for the person who looks, and the places they speak of; none for an ordinary mail."""
    both = f"{subject}\n{text}"
    folded = fold(both)
    discreet = meaning.wishes.refuses_contact_sharing or bool(_WISH_ANYWAY.search(folded))
    found = [
        *_of_content(mail, meaning, text, public.words),
        *_of_telltale_words(both, folded, discreet=discreet),
        *_of_own_names(both, folded, names, public),
        *_of_namesakes(folded, names, staff),
        *_of_strangers(both, folded, staff, public),
        *_of_guests(both, folded, staff, public, discreet=discreet),
    ]
    reasons = tuple(dict.fromkeys(one.said for one in found))
    return reasons, tuple(_placed(found, folded, len(subject)))


def _placed(found: Iterable[_Found], folded: str, subject: int) -> Iterator[Doubt]:
    """Each place once, in the order of the text; what lies nowhere comes first."""
    yield from (Doubt(why=one.why) for one in dict.fromkeys(x for x in found if not x.places))
    marks = ((*_whole(folded, *place), one.why) for one in found for place in one.places)
    for start, end, why in _apart(sorted(marks, key=lambda mark: (mark[0], -mark[1])))[:_MOST_PLACES]:
        if start < subject:
            yield Doubt(why=why, part="subject", start=start, end=min(end, subject))
        if end > subject + 1:
            yield Doubt(why=why, part="text", start=max(start - subject - 1, 0), end=end - subject - 1)


def _apart(marks: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """What overlaps becomes one place, and has the reason of what begins first."""
    apart: list[tuple[int, int, str]] = []
    for start, end, why in marks:
        if apart and start < apart[-1][1]:
            first, last, reason = apart[-1]
            apart[-1] = (first, max(last, end), reason)
        elif end > start:
            apart.append((start, end, why))
    return apart


def _whole(folded: str, start: int, end: int) -> tuple[int, int]:
    """To the ends of its words, and with the word that it needs: « je suis la voisine du » camping."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    while end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum():
        end += 1
    for _ in range(2):
        following = _NEXT_WORD.match(folded, end) if _ENDS_OPEN.search(folded[start:end]) else None
        end = following.end() if following else end
    where = _AND_WHERE.match(folded, end)
    return start, where.end() if where else end


def _of_content(
    mail: IncomingMail, meaning: Meaning, text: str, directory: frozenset[str]
) -> Iterator[_Found]:
    if not re.sub(r"\[[^\]\n]{2,40}\]|\W", "", text):
        yield _nowhere("le courriel ne contient aucun texte à transmettre")
    if text.endswith(CUT):
        yield _nowhere("le texte est trop long pour être vérifié automatiquement")
    if meaning.language not in KNOWN_LANGUAGES or is_foreign(text, directory):
        yield _nowhere("la langue du courriel n’est pas de celles que l’anonymisation connaît")
    for problem in mail.problems:
        if _HIDDEN.search(fold(problem)) and not _HARMLESS.search(fold(problem)):
            yield _nowhere(f"une partie du courriel n’a pas pu être lue : {problem}")
    if any(_is_sealed(one.content_type, one.name) for one in mail.attachments):
        yield _nowhere("le courriel est chiffré ou signé d’une façon qui cache une partie de son contenu")


def _nowhere(said: str) -> _Found:
    return _Found(said=said, why=said)


def _is_sealed(content_type: str, name: str) -> bool:
    return content_type.lower() in _SEALED or name.lower() in {"encrypted.asc", "smime.p7m"}


def _of_telltale_words(text: str, folded: str, *, discreet: bool) -> Iterator[_Found]:
    """The first of them gives the reason; a person who looks is shown them all."""
    why = "désigne peut-être la personne"
    places = (*telltale(folded), *singular(folded)) if discreet else ()
    words = " ".join(folded[slice(*places[0])].split()) if places else ""
    if not places and discreet and _NO_NAME.search(folded):
        places = room_and_day(folded)
        words = ", ".join(folded[slice(*place)] for place in places)
    if places:
        said = f"la personne veut rester discrète et ces mots pourraient la désigner : « {words} »"
        yield _Found(said=said, why=f"{why}, qui veut rester discrète", places=places)
    elif found := tuple(functions_and_places(text)):
        said = f"ces mots pourraient désigner la personne : « {text[slice(*found[0])]} »"
        yield _Found(said=said, why=why, places=found)


def _of_own_names(text: str, folded: str, names: frozenset[str], public: Public) -> Iterator[_Found]:
    """A surname that is also a word or a provider's name, still standing in the text."""
    protected = spans(public, folded)
    plain_writer = text.islower()
    for name in sorted(name for name in names if name in folded):
        for match in re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", folded):
            start = match.start()
            in_directory = touches(protected, start, match.end())
            if in_directory and name in AMBIGUOUS | PLAIN:
                continue
            if in_directory:
                yield _Found(
                    said="le nom de la personne est aussi un nom de l’annuaire, et il figure dans le texte",
                    why="nom de la personne, ou nom de l’annuaire",
                    places=(match.span(),),
                )
            elif plain_writer or (text[start].isupper() and text[max(0, start - 1) : start] != "["):
                yield _Found(
                    said="le nom de la personne est aussi un mot courant, et il figure dans le texte",
                    why="nom de la personne, ou mot courant",
                    places=(match.span(),),
                )


def _of_namesakes(folded: str, names: frozenset[str], staff: frozenset[str]) -> Iterator[_Found]:
    if both := sorted(names & staff):
        one_of = "|".join(map(re.escape, both))
        yield _Found(
            said="une personne nommée comme le client semble travailler chez le prestataire",
            why="nom du client, ou de quelqu’un qui travaille chez le prestataire",
            places=tuple(m.span() for m in re.finditer(rf"(?<![^\W_])(?:{one_of})(?![^\W_])", folded)),
        )


def _of_strangers(text: str, folded: str, staff: frozenset[str], public: Public) -> Iterator[_Found]:
    """Two capitalised words, or one that acts or accompanies: a name that no rule knew."""
    protected = spans(public, folded)
    for match in (*_PAIR.finditer(text), *_ACTING.finditer(text), *_BESIDE.finditer(text)):
        start, end = match.span()
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", fold(match[0]))
        if touches(protected, start, end) or staff.intersection(words):
            continue
        if any(word in PLAIN for word in words) or _NOT_A_PERSON_BEFORE.search(
            folded[max(0, start - 14) : start]
        ):
            continue
        yield _unknown_name(text, start, end)


def _of_guests(
    text: str, folded: str, staff: frozenset[str], public: Public, *, discreet: bool
) -> Iterator[_Found]:
    """A word behind « chambre », or one that does what only people do."""
    protected = spans(public, folded)
    places: Spans = list(placed(text, folded, public.words | staff))
    places += [
        (one.person.start, one.person.end)
        for one in suspects(text, folded, public.words | staff)
        if (one.suffers or discreet) and not touches(protected, one.person.start, one.person.end)
    ]
    for start, end in places:
        yield _unknown_name(text, start, end)


def _unknown_name(text: str, start: int, end: int) -> _Found:
    return _Found(
        said=f"un nom inconnu est peut-être resté dans le texte : « {text[start:end]} »",
        why="peut-être le nom de quelqu’un",
        places=((start, end),),
    )
