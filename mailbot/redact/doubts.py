"""Says why a person must look before the copy leaves. In doubt, it is held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.model import IncomingMail, Meaning
from mailbot.redact.bookings import placed
from mailbot.redact.expressions import Expression
from mailbot.redact.folding import fold
from mailbot.redact.humans import suspects
from mailbot.redact.public import Public, spans, touches
from mailbot.redact.singular import room_and_day, singular
from mailbot.redact.telltale import function_and_place, telltale
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


def doubts(
    *,
    mail: IncomingMail,
    meaning: Meaning,
    subject: str,
    text: str,
    names: frozenset[str],
    staff: frozenset[str],
    public: Public,
) -> tuple[str, ...]:
    """French sentences for the person who looks; empty for an ordinary mail."""
    both = f"{subject}\n{text}"
    folded = fold(both)
    discreet = meaning.wishes.refuses_contact_sharing or bool(_WISH_ANYWAY.search(folded))
    reasons = [
        *_of_content(mail, meaning, text),
        *_of_telltale_words(both, folded, discreet=discreet),
        *_of_own_names(both, folded, names, public),
        *_of_namesakes(names, staff),
        *_of_strangers(both, folded, staff, public),
        *_of_guests(both, folded, staff, public, discreet=discreet),
    ]
    return tuple(dict.fromkeys(reasons))


def _of_content(mail: IncomingMail, meaning: Meaning, text: str) -> Iterator[str]:
    if not re.sub(r"\[[^\]\n]{2,40}\]|\W", "", text):
        yield "le courriel ne contient aucun texte à transmettre"
    if text.endswith(CUT):
        yield "le texte est trop long pour être vérifié automatiquement"
    if meaning.language not in KNOWN_LANGUAGES:
        yield "la langue du courriel n’est pas de celles que l’anonymisation connaît"
    for problem in mail.problems:
        if _HIDDEN.search(fold(problem)) and not _HARMLESS.search(fold(problem)):
            yield f"une partie du courriel n’a pas pu être lue : {problem}"
    if any(_is_sealed(one.content_type, one.name) for one in mail.attachments):
        yield "le courriel est chiffré ou signé d’une façon qui cache une partie de son contenu"


def _is_sealed(content_type: str, name: str) -> bool:
    return content_type.lower() in _SEALED or name.lower() in {"encrypted.asc", "smime.p7m"}


def _of_telltale_words(text: str, folded: str, *, discreet: bool) -> Iterator[str]:
    words = (telltale(folded) or singular(folded)) if discreet else ""
    if not words and discreet and _NO_NAME.search(folded):
        words = room_and_day(folded)
    if words:
        yield f"la personne veut rester discrète et ces mots pourraient la désigner : « {words} »"
    elif words := function_and_place(text):
        yield f"ces mots pourraient désigner la personne : « {words} »"


def _of_own_names(text: str, folded: str, names: frozenset[str], public: Public) -> Iterator[str]:
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
                yield "le nom de la personne est aussi un nom de l’annuaire, et il figure dans le texte"
            elif plain_writer or (text[start].isupper() and text[max(0, start - 1) : start] != "["):
                yield "le nom de la personne est aussi un mot courant, et il figure dans le texte"


def _of_namesakes(names: frozenset[str], staff: frozenset[str]) -> Iterator[str]:
    if names & staff:
        yield "une personne nommée comme le client semble travailler chez le prestataire"


def _of_strangers(text: str, folded: str, staff: frozenset[str], public: Public) -> Iterator[str]:
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
        yield f"un nom inconnu est peut-être resté dans le texte : « {match[0]} »"


def _of_guests(
    text: str, folded: str, staff: frozenset[str], public: Public, *, discreet: bool
) -> Iterator[str]:
    """A word behind « chambre », or one that does what only people do."""
    protected = spans(public, folded)
    names = list(placed(text, folded, public.words | staff))
    names += [
        one.person.name
        for one in suspects(text, folded, public.words | staff)
        if (one.suffers or discreet) and not touches(protected, one.person.start, one.person.end)
    ]
    for name in names:
        yield f"un nom inconnu est peut-être resté dans le texte : « {name} »"
