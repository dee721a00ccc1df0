"""What the writer wishes about contact: not to be named, not to be answered, to be heard by somebody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.model import Wishes
from mailbot.understand.fold import MAX_CHARACTERS, Token
from mailbot.understand.phrases import Lexicon

Effect = Literal["anonymous", "no_contact", "no_answer", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    effect: Effect
    phrases: str


_SHORT_FOR = {
    "GIVEN": "transmis*|communique*|divulgue*|donne|donnee|donnes|donnees|revele*|connu*|cite*|mentionne*|"
    "partage*",
    "GIVE": "transmettez|transmettre|communiquez|communiquer|donnez|donner|donniez|divulguez|divulguer|"
    "diffusez|diffuser|citez|citer|mentionnez|mentionner|reveler|revelez|partager|partagez",
    "DETAILS": "nom|noms|identite|coordonnees|numero|telephone|portable|adresse|mail|email|courriel",
    "WISH": "souhaite|souhaitons|souhaiterais|veux|veut|voulons|voudrais|desire|desirons|aimerais|tiens",
    "REACHED": "recontacte*|contacte*|rappele*|derange*|sollicite*|relance*|demarche*",
    "REACH": "recontacter|contacter|rappeler|relancer|ecrire|solliciter",
}


def _spelled_out(phrases: str) -> str:
    for short, words in _SHORT_FOR.items():
        phrases = phrases.replace(short, words)
    return phrases


_ANONYMOUS = _spelled_out("""
    rester anonyme|anonymes; garder ~ anonymat|anonyme; conserver ~ anonymat; anonymat; anonymement
    a titre confidentiel; confidentialite ~ demande*; sans GIVE ~ DETAILS
    sans me|nous citer|nommer|mentionner; sans que mon|notre nom; sans que ~ sache*; sans dire ~ moi|nom
    ne|n ~ GIVE ~ mon|ma|mes|notre|nos|nous ~ DETAILS
    sans mon|notre nom; ne|n ~ WISH ~ etre ~ REACHED par; ni ~~ WISH etre ~ REACHED par
    GIVE|dites|dite pas ~ mon|ma|mes|notre|nos ~ DETAILS; ne|n ~ GIVE ~ les coordonnees
    ne|n ~ soit|soient ~ GIVEN ~~ assureur|hotel*|prestataire|gerant*|tiers|personne
    DETAILS ne|n ~ soit|soient|sera|seront|doivent|doit ~~ GIVEN; DETAILS ne|n ~ soit|soient ~~ GIVEN
    DETAILS ne|n ~ figure*|apparai*; ne|n ~ soit|soient ~ pas cite*|nomme*|mentionne*
    ne pas etre cite*|nomme*|mentionne*|identifie*; preferer* ne pas ~ cite*|nomme*
    prefere ~ ne pas etre citee*; ne pas etre citee|cites|nommee
    ne|n ~ souhait* ~ etre cite*|nomme*|identifie*|reconnu*
    ne|n ~ WISH pas qu|que ~~ sache|sachent|apprenne*|reconnaisse*
    veux|veut|voudrais|souhaite pas qu|que ~~ sache|sachent|apprenne|reconnaisse
    ne|n ~ dites|dite|dire pas ~~ moi|nom; dites|dite pas que c est moi; dites|dite pas ~ vient de moi
    ne|n lui dites ~~ vient|moi; ne|n ~ dites pas que ~~ moi; pas ~ qu on sache; qu on ne sache pas
    qu il|elle|ils ne sache*|apprenne* pas; garde* ~ nom pour vous; gardez ~ pour vous
    rester* entre nous; entre nous svp; que cela reste entre; ne ~ revelez
    sans reveler|devoiler ~~ moi|nom|identite; ne|n ~ faire suivre ~ coordonnees|nom; pas ~ mon nom svp
    mon nom reste*; pas ~ d accord pour ~~ transmet*|communiqu*; refuse ~ que ~~ coordonnees|nom|donnees
    m oppose a ~~ transmission|communication; ne souhaite pas que ~~ coordonnees
    ne souhaite pas que ~~ nom; par peur de represailles; crains ~ represailles
    remain|stay|be anonymous; anonymous* please; keep ~ name ~ out|private|confidential
    not ~ tell|give|pass|share|mention ~~ name|details
    rather ~ not ~ tell|give|share|mention ~~ name|details|address|number; did not tell them my
    don t ~ tell|give|share|pass|mention ~~ name|me; not ~ passed|shared|given ~ to
    without ~ mentioning|naming|giving ~~ me|us|name; in confidence; confidentially; anonym ~ bleiben
    nicht ~~ weitergeben; nicht ~~ weiterzugeben; nicht ~~ weitergegeben; ohne ~ namen
    meinen namen nicht; vertraulich; anoniem; niet ~~ doorgeven; niet ~~ doorgegeven; naam niet
    permanecer ~ anonimo; anonimo|anonima; no ~~ comuniquen|den|faciliten ~~ nombre|datos
    rimanere anonimo|anonima; restare anonimo|anonima; non ~~ comunicare|fornire|dare ~~ nome|dati
    non ~ fate il mio nome
    """)

_NO_CONTACT = _spelled_out("""
    ne|n ~ WISH ~ etre ~ REACHED par vous|vos|votre; ne|n ~ WISH ~ etre ~ REACHED par la suite
    ne|n ~ WISH ~ etre ~ REACHED; ne|n ~ WISH ~ plus ~ contact*|courrier*|mail*|message*|nouvelles
    ne plus etre ~ REACHED; ne pas etre ~ recontacte*|contacte*
    souhaite pas etre ~ recontacte*|contacte*; veux pas etre ~ REACHED
    ne|n ~ recontactez|contactez pas|plus; ne pas me|nous ~ recontacter|contacter
    merci de ne pas me|nous ~ recontacter|contacter; merci de ne plus me|nous ~ REACH
    inutile de me|nous ~ REACH; pas la peine de me|nous ~ REACH; pas besoin de me|nous ~ REACH
    ne m ecrivez plus|pas; ne nous ecrivez plus|pas; ne plus m ecrire; ne me|nous ~ contactez plus|pas
    ne me|nous ~ recontactez plus|pas; laissez moi tranquille; sans me recontacter
    do not ~ contact me|us; don t ~ contact me|us; no need to ~ contact|call; not ~ be contacted
    no further contact; mochte|mochten nicht ~ kontaktiert; nicht ~ kontaktieren
    bitte ~ nicht ~ kontaktieren; keine weitere* nachricht*; geen contact; niet ~ contacteren
    no me contacten; no ~ ser contactad*; non ~ contattat*; non contattatemi
    """)

_NO_ANSWER = _spelled_out("""
    inutile de me|nous ~ repondre; inutile de repondre|reponse; pas besoin de me|nous ~ repondre
    pas besoin de repondre|reponse; pas la peine de me|nous ~ repondre; pas la peine de repondre
    pas de reponse attendue; pas de reponse necessaire; sans reponse de votre part attendue
    n attends pas de reponse; n attends aucune reponse; n attendons pas de reponse
    n attend pas de reponse; aucune reponse n est attendue; ne ~ repondez pas; ne me repondez pas
    merci de ne pas ~ repondre; ne souhaite pas de reponse; ne veux pas de reponse; reponse inutile
    ne ~ souhaite|veux|souhaitons|voulons|desire aucune reponse
    pas necessaire de ~ repondre; n appelle pas de reponse; n appelle aucune reponse; pas de reponse svp
    ne cherchez pas a ~ repondre; no need to reply|respond|answer; no reply needed|necessary|required
    no need for a reply|response; not expecting a reply|response; don t ~ reply|respond; need not reply
    no answer needed; keine antwort notig|erforderlich; keine antwort; brauchen nicht ~ antworten
    geen antwoord nodig; hoeft niet te antwoorden; no hace falta ~ respond*|contest*
    no es necesario ~ respond*|contest*; non serve ~ risposta|rispondere
    non occorre ~ risposta|rispondere; non e necessario ~ rispond*
    """)

_NOTHING = _spelled_out("""
    n hesitez pas a ~~ contacter|rappeler|repondre|joindre|transmettre|ecrire|donner; n hesitez pas
    ne manquez pas de ~~ contacter|repondre|rappeler; ne manquez pas
    n oubliez pas de ~~ repondre|contacter|rappeler; n ai ~ pas|jamais ete ~ REACHED
    n a ~ pas|jamais ete ~ recontacte*|contacte*; n avons ~ pas|jamais ete ~ REACHED
    ne ~ m a|avez|avez jamais rappele*|recontacte*; pourquoi ~~ pas ~~ contacte*|recontacte*|repond*
    merci de ne pas me|nous rappeler; ne pas me|nous rappeler; ne me rappelez pas; inutile de m appeler
    ne m appelez pas; pas par telephone; ne pas ~ appeler; ne me telephonez pas
    inutile de me rappeler par telephone; ne pas me ~ contacter par telephone
    ne me contactez pas par telephone; pas me contacter par telephone
    ne ~ souhaite pas etre ~ rappele* par telephone|au; ne ~ souhaite pas etre ~ contacte* par telephone
    pas etre ~ contacte* par telephone; ne|n ~ repond* pas; vous ne repondez pas
    vous ne me repondez pas|jamais; vous ne nous repondez pas|jamais; si vous ne ~ repondez pas
    merci de ne pas y repondre; merci de ne pas repondre a ce; do not reply to this
    ne pas repondre a ce; ne pas y repondre; ne repondez pas a ce
    si vous ne ~ pas; tant que vous ne ~ repondez; n ai pas donne mon nom; n a pas donne son nom
    ne m a pas donne son nom; ne m a pas donne ~ nom; n a ~ pas communique ~ nom|numero
    ne m avez ~ pas communique ~ nom|numero|coordonnees; sans me donner ~ nom; sans donner son nom
    refuse de donner son nom; ne veut pas donner son nom; ne|n a pas voulu ~~ nom
    ne|n ont pas voulu ~~ nom; don t hesitate; not been contacted; not heard; no one contacted
    couldn t contact; could not contact; vous n avez pas ~~ repondu; anonymes|anonyme ~ lettre
    appel anonyme; ne pas contacter ~ si; que si ~~ repondez pas; ne|n ~ veux pas d une reponse
    ne|n ~ reponse automatique|type|toute faite; pas de reponse ~ depuis; pas de reponse a
    pas eu de reponse; pas de reponse malgre; ne pas transmettre ~ plus tard
    """)

_LEXICON: Lexicon[Cue] = Lexicon(
    (
        Cue(effect="nothing", phrases=_NOTHING),
        Cue(effect="anonymous", phrases=_ANONYMOUS),
        Cue(effect="no_contact", phrases=_NO_CONTACT),
        Cue(effect="no_answer", phrases=_NO_ANSWER),
    )
)

_PERSON = (
    r"(?P<name>(?:M\.|Mr\.?|Mme\.?|Mlle|Monsieur|Madame|Mademoiselle|Me|Mrs\.?|Ms\.?|Frau|Herrn?)[ \u00a0]+"
    r"[A-ZÀ-Ý][\w'’-]+(?:[ \u00a0][A-ZÀ-Ý][\w'’-]+)?)"
)
_TREATS = "suive|s['’]occupe|s['’]en occupe|traite|prenne|réponde|gère|reprenne|me rappelle"
_HANDLER = tuple(
    re.compile(pattern.replace("PERSON", _PERSON))
    for pattern in (
        r"(?i:à|a) l['’]attention (?i:de |d['’])PERSON",
        r"(?i:avoir affaire|parler|m['’]adresser) (?i:à |avec )PERSON",
        r"(?i:être suivie?s?|être traitée?s?) (?i:par )PERSON",
        rf"(?i:que|qu['’])[ ]?(?:ce soit )?PERSON[ ,]+(?:qui )?(?i:{_TREATS})",
        r"(?i:confier|confié|confiez)[^.!?\n]{0,40}? à PERSON",
        r"(?i:handled|dealt with|treated|answered) by PERSON",
        r"(?i:attention of|attn:?) PERSON",
        r"(?i:zu Händen(?: von)?) PERSON",
    )
)
_REFUSED = re.compile(r"(?i)\b(?:ne|n['’]|pas|plus|sauf|jamais|sans|autre que|not|never|nicht|kein)\b")


def wishes_of(text: str, tokens: Sequence[Token]) -> Wishes:
    found = {match.cue.effect for match in _LEXICON.matches(tokens)}
    return Wishes(
        refuses_contact_sharing="anonymous" in found,
        no_further_contact="no_contact" in found or "no_answer" in found,
        no_answer_at_all="no_answer" in found,
        handler=_handler(text),
    )


def sentences_with_wishes(tokens: Sequence[Token]) -> frozenset[int]:
    """The sentences that speak of contact: what they ask for is not the matter of the complaint."""
    found = (match for match in _LEXICON.matches(tokens) if match.cue.effect != "nothing")
    return frozenset(tokens[match.first].sentence for match in found)


def _handler(text: str) -> str | None:
    """Whom the writer asks for; « je ne veux plus avoir affaire à M. X » asks for the contrary."""
    for pattern in _HANDLER:
        for found in pattern.finditer(text[:MAX_CHARACTERS]):
            start = max(text.rfind(mark, 0, found.start()) for mark in ".!?\n;,")
            if not _REFUSED.search(text[start + 1 : found.start("name")]):
                return found.group("name").strip()
    return None
