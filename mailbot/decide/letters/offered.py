"""The commands that letters to staff offer: those that fit the case as it is, the usual first, in groups.

A row whose command is empty is the title of the rows below it.
"""

from __future__ import annotations

from mailbot.config import Settings
from mailbot.decide import concerned
from mailbot.expressions import Expression
from mailbot.model import Meaning

Offers = tuple[tuple[str, str], ...]

SETTLE: Offers = (
    ("#reclamation", "c'est une réclamation"),
    ("#suggestion", "c'est une suggestion"),
    ("#autre", "ce n'est ni l'une ni l'autre"),
)
ANONYMISED = "sans le nom du client"
FORWARD = ("#transmettre", f"envoyer au prestataire la copie anonymisée\u00a0: la réclamation, {ANONYMISED}")
SPLIT: Offers = (("#scinder", "ce message est une autre affaire : en faire un dossier à part"),)
NO_MORE_CONTACT: Offers = (
    ("#ne-plus-contacter ", "le client ne veut plus de nos messages ; ajoutez ses mots"),
)
NOTE: Offers = (("#note", "votre texte reste dans le dossier, il ne part nulle part"),)
CLOSE: Offers = (("#clôturer", "le dossier est terminé"),)
HELP_OFFERED: Offers = (("#aide", "recevoir la liste de tout ce que vous pouvez écrire"),)
_LONGEST = 70  # characters of a place that a ready-made line may leave out
_MOST_MASKED = 3
_IN_QUOTES = Expression(r"[«»“”\"„#]")
_ANSWER = "La réponse au client : une de ces lignes, puis votre texte en dessous."
_MEANWHILE = "Avant de répondre :"
_ELSE = "Et aussi :"


def answers(settings: Settings, *, titled: bool = True) -> Offers:
    """What an answer may say; the word decides, the text below it is what the client reads."""
    refusal = "vous refusez la demande"
    if settings.procedure.mediation != "never":
        refusal += " ; les coordonnées du médiateur sont ajoutées"
    return (
        *((("", _ANSWER),) if titled else ()),
        ("#favorable", "vous acceptez la demande : remboursement, geste, excuses…"),
        ("#partiel", "vous en acceptez une partie"),
        ("#rejet", refusal),
    )


def for_new_ticket(
    meaning: Meaning,
    providers: tuple[str, ...],
    settings: Settings,
    *,
    is_forwarded: bool,
    has_address: bool,
    earlier: str = "",
    doubtful: tuple[str, ...] = (),
) -> Offers:
    """`providers`: the names of those of the directory who are concerned; `earlier`: a case of his.

    `doubtful`: the words that are marked in the preview of the copy.
    """
    if meaning.kind != "reclamation":
        return _for_suggestion(meaning, providers)
    first: list[tuple[str, str]] = list(SETTLE) if meaning.doubtful else []
    if not is_forwarded:
        first += _passing_on(meaning, providers, settings, doubtful)
    meanwhile: list[tuple[str, str]] = []
    if has_address:
        meanwhile.append(("#précisions", "demander au client ce qui manque ; écrivez quoi derrière le mot"))
    if not _calls_first(meaning, providers, settings):
        meanwhile.append(_CALL)
    return (
        *first,
        *answers(settings),
        *((("", _MEANWHILE), *meanwhile) if meanwhile else ()),
        ("", _ELSE),
        *NOTE,
        *_joining(earlier),
        *HELP_OFFERED,
    )


_CALL = ("#appel ", "noter un appel ; écrivez derrière avec qui, et ce qui a été dit")


def _calls_first(meaning: Meaning, providers: tuple[str, ...], settings: Settings) -> bool:
    """A grave case: the telephone comes before everything else."""
    wanted = settings.procedure.forward.on_grave == "call_first"
    return wanted and meaning.severity == "grave" and bool(providers)


def _passing_on(
    meaning: Meaning, providers: tuple[str, ...], settings: Settings, doubtful: tuple[str, ...]
) -> Offers:
    found: list[tuple[str, str]] = []
    too = _told_too(meaning, settings)
    if _calls_first(meaning, providers, settings):
        found.append(("#appel prestataire ", "noter votre appel au prestataire, et ce qui a été dit"))
    if len(providers) > 1:
        return (
            *found,
            *(
                (f"#transmettre extrait {name}", "lui envoyer seulement le texte que vous écrivez en dessous")
                for name in providers
            ),
            (
                "#transmettre",
                f"à chacun la même réclamation entière, {ANONYMISED} ; suivi d'un nom, à lui seul{too}",
            ),
        )
    if not settings.directory.providers:
        return ()
    if providers:
        as_it_is = ("#transmettre", f"{FORWARD[1]} ({providers[0]}){too}")
        return (*found, *with_a_copy(as_it_is, doubtful, providers[0]))
    if meaning.targets:  # a service of the house
        return ()
    return (
        ("#prestataire ", "dire quel prestataire est concerné ; écrivez son nom derrière"),
        ("#interne", "cela nous concerne nous, et aucun prestataire"),
    )


def with_a_copy(as_it_is: tuple[str, str], doubtful: tuple[str, ...], provider: str) -> Offers:
    """The whole copy; where places are marked in it, the line that masks them comes first."""
    if not doubtful:
        return (as_it_is,)
    masking = without_places(doubtful)
    others = (one for one in instead_of_it(doubtful, provider) if one not in masking)
    return (*masking, as_it_is, *others)


def instead_of_it(doubtful: tuple[str, ...], provider: str) -> Offers:
    """Other ways than the whole copy: without the places that are marked in it, or in one's own words."""
    own = "lui envoyer, au lieu de la copie, le texte que vous écrivez en dessous"
    return (*without_places(doubtful), (f"#transmettre extrait {provider}", own))


def without_places(words: tuple[str, ...]) -> Offers:
    """One line that leaves out what is marked, where that can be written in one line."""
    plain = all(len(one) <= _LONGEST and not _IN_QUOTES.search(one) for one in words)
    if not words or len(words) > _MOST_MASKED or not plain:
        return ()
    listed = " et ".join(f"« {one} »" for one in words)
    what = "ce passage est remplacé" if len(words) == 1 else "ces passages sont remplacés"
    return ((f"#transmettre sans {listed}", f"la même copie, où {what} par […]"),)


def _joining(earlier: str) -> Offers:
    """The same person has a case already."""
    what = "c'est la même affaire que cet autre dossier du client"
    return ((f"#fusionner {earlier}", what),) if earlier else ()


def _told_too(meaning: Meaning, settings: Settings) -> str:
    """Whoever else gets that copy is named before it leaves."""
    others = [party.name for party in concerned.others(meaning.targets, settings)]
    if not others:
        return ""
    get = "la reçoivent" if len(others) > 1 else "la reçoit"
    return f" ; {', '.join(others)} {get} aussi, pour information"


def _for_suggestion(meaning: Meaning, providers: tuple[str, ...]) -> Offers:
    """No outcome: an idea is thanked for, and perhaps passed on."""
    return (
        *(SETTLE if meaning.doubtful else ()),
        *((("#transmettre", f"l'envoyer, anonymisée ({', '.join(providers)})"),) if providers else ()),
        *NOTE,
        *CLOSE,
        *(() if meaning.doubtful else (("#réclamation", "c'est en fait une réclamation"),)),
        *HELP_OFFERED,
    )


def for_client_writing(
    settings: Settings, *, is_complaint: bool, is_answered: bool, wants_silence: bool
) -> Offers:
    """The client has written again; `wants_silence`: to say no more, and nobody has noted it yet."""
    more = (*(NO_MORE_CONTACT if wants_silence else ()), *NOTE)
    apart = (*SPLIT, *HELP_OFFERED)
    if not is_complaint:
        return (*more, *CLOSE, *apart)
    if is_answered:
        return (*more, *CLOSE, *answers(settings), ("", _ELSE), *apart)
    return (*answers(settings), ("", _MEANWHILE), _CALL, ("", _ELSE), *more, *apart)


def for_a_date(settings: Settings) -> Offers:
    """The answer is due: it is given, or the client is told of another date."""
    if not settings.procedure.answer.extensible:
        return answers(settings)
    later = "annoncer une nouvelle date au client ; écrivez la date, puis la raison"
    return (*answers(settings), ("", "Il vous faut plus de temps ?"), ("#prolonger ", later))


def for_provider_writing(settings: Settings) -> Offers:
    """The provider has answered: what it says is for the client's answer, or for the case."""
    return (
        ("", _ANSWER),
        *answers(settings, titled=False),
        ("", "Écrire au client sans décider encore :"),
        ("#client", "votre texte, en dessous, part au client ; ce n'est pas encore la réponse"),
        ("", _ELSE),
        *NOTE,
        _CALL,
        *HELP_OFFERED,
    )


POSTED: Offers = (
    ("#poste", "c'est parti aujourd'hui"),
    ("#poste hier", "c'est parti hier ; ou écrivez une autre date"),
)
# Copied into a new mail, filled in and sent: every line is one that we read.
BLANK_FORM = (
    "Copiez ces lignes dans un nouveau message à l'adresse du service, complétez-les, effacez les autres.",
    "En dessous, après une ligne vide, écrivez ce que la personne a dit, avec ses mots.",
    "#fiche téléphone",
    "#nom …",
    "#adresse …",
    "#téléphone …",
    "#prestataire …",
    "#motif …",
    "#solution …",
)
