"""Finds names that no list has by where they stand: « notre Alba », « Contact : Guénola Briand »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact import first_names
from mailbot.redact.brands import BRANDS, NAMED_THINGS
from mailbot.redact.folding import fold
from mailbot.redact.names import PARTICLES
from mailbot.redact.people import PARTICLE, Person
from mailbot.redact.staff import is_staff
from mailbot.redact.words import AMBIGUOUS, KIN, PLAIN, STAFF

_ONE = r"[A-ZÀ-ÝŒ][a-zà-ÿœ]{1,24}(?:[-'’][A-ZÀ-ÝŒ][a-zà-ÿœ]{1,24})?"
_SHOUTED = r"(?:(?:LE|LA|DE|DU|DES|VAN|VON|DER|EL|BEN|AL|SAN|DA|DI)[ ]){0,2}[A-ZÀ-ÝŒ][A-ZÀ-ÝŒ'’-]{2,24}"
_PAIR = rf"{_ONE}[ \u00a0](?:{PARTICLE}{{0,2}})(?:{_ONE}|{_SHOUTED})"
_END = r"(?![\w'’@-])(?!\.\w)"

# What belongs to a family: « our Barnaby », « onze Jip », « notre petite Alba ».
_OURS = Expression(
    r"(?<![\w'’-])(?:notre|our|onze|ons|unsere?[nrm]?|nuestr[oa]|nostr[oa]|mijn|my|mein[er]?)[ ]"
    rf"(?:(?:petite?|grande?|little|kleine|chère?|cher|dear|lieve|pequeñ[oa]|"
    rf"piccol[oa])[ ])?(?P<name>{_ONE}){_END}",
    re.IGNORECASE,
)
# A name follows, whatever it is.
_ANNOUNCED = Expression(
    rf"(?:(?<!\w)[Cc]ontact(?:er)?[ ]?:[ ]?|(?<!\w)joindre (?:notre |mon |ma )?[ ]?|"
    rf"(?<!\w)représentée? par[ ]|(?<!\w)mandaté par[ ]|"
    rf"(?<!\w)assisté de[ ]|(?<!\w)le compte de[ ]|(?<!\w)mon nom (?:est|c['’]est)[ ]|(?<!\w)(?i:dossier|"
    rf"vente|interphone|sonnette|"
    rf"affaire|succession|consorts|Consorts|époux|sinistre|héritiers|indivision|c/|contre)[ ])"
    rf"(?P<name>{_PAIR}|{_SHOUTED}(?:[ ]?[/-][ ]?{_SHOUTED})?){_END}"
)
# A name, then what this person is among us: « Guénola Briand, trésorière ».
_APPOSED = Expression(
    rf"(?<![\w'’@.-])(?P<name>{_PAIR}),[ ](?:notre |la |le |l['’])?(?:présidente?|trésori[eè]re?|secrétaire|"
    rf"institutrice|instituteur|retraitée?|maman|papa|mère|père|parent|déléguée?|membre|adhérente?|"
    rf"bénévole|locataire|propriétaire|copropriétaire|avocate?|cliente?|voisine?|étudiante?)(?!\w)"
)
_OWN_OFFICE = Expression(
    rf"(?<!\w)(?:[Nn]otre|[Nn]os|[Mm]on|[Mm]a|[Mm]es|[Ss]on|[Ss]a)[ ](?:président|présidente|trésorier|"
    rf"trésorière|secrétaire|avocat|avocate|"
    rf"conseil|notaire|comptable|médecin|kiné|chauffeur|professeur|maîtresse|tuteur|tutrice|curateur|"
    rf"curatrice|"
    rf"employeur|patron|patronne|salariée?s?|employée?s?|élèves?|gardienne?|locataires?|voisine?s?|amie?s?|"
    rf"associée?|collègue|stagiaire|apprentie?)(?: [a-zà-ÿ]{{3,14}}){{0,2}}[ ]?[ ,:(]{{1,2}}(?:M\.|Mme|Mlle"
    rf"|Me|Maître)?[ ]?"
    rf"(?P<name>{_PAIR}|{_ONE}){_END}"
)
# « Consorts Delorme », « les héritiers Garrigue »: a family of one name
_HOUSE = Expression(
    rf"(?<!\w)(?i:consorts|époux|héritiers|hoirie|indivision)[ ](?P<name>(?:{PARTICLE}{{0,2}}){_ONE}){_END}"
)
# « Litige Lemaire / Bonnet »
_AGAINST = Expression(
    rf"(?<!\w)(?i:litige|affaire|sinistre|différend|conflit|procédure)[ ]"
    rf"(?:{PARTICLE}{{0,2}})(?:{_ONE}|{_SHOUTED})[ ]?(?:/|-|–|c/|contre)[ ]?(?P<name>{_PAIR}|{_ONE}|"
    rf"{_SHOUTED}){_END}"
)
_MAIDEN = Expression(
    r"(?<!\w)(?:nées?|geb\.|geborene|[ée]pouse|ex-[ée]pouse|veuve|[Vv]ve|ép\.|divorcée|mariée à|alias)[ ]"
    rf"(?:M\.[ ])?(?P<name>{_PAIR}|(?:{PARTICLE}{{0,2}}){_ONE}|{_SHOUTED}){_END}"
)
# « Les élèves concernés : Amiot, Haddad et Rouvière », « l'élève est Tokplonou ».
_WHO = (
    r"(?:élève|stagiaire|participant|participante|enfant|nom|passager|passagère|voyageur|voyageuse|invité|"
    r"témoin|inscrit|"
    r"personne|assuré|conducteur|conductrice|client|cliente|adhérent|adhérente|candidat|candidate|salarié|"
    r"patient|patiente|"
    r"occupant|convive|locataire|signataire|bénéficiaire|apprenti|apprentie|résident|résidente|"
    r"automobiliste)s?"
)
_LISTED = Expression(
    rf"(?<!\w){_WHO}(?:[ ](?:concernée?s?|présente?s?|inscrite?s?|en question|lésée?s?|adverse))?[ ]?(?::|"
    rf"est|sont|étaient|"
    rf"s['’]appelle|se nomme|se prénomme)[ \n]{{1,2}}(?:M\.|Mme|Mlle|Me)?[ ]?(?P<name>{_PAIR}|{_ONE}|"
    rf"{_SHOUTED}(?:[ ]{_ONE})?){_END}"
)
_ITSELF = Expression(
    rf"(?<!\w)(?:[Cc]['’]est|[Ii]ci|[Mm]oi c['’]est|[Mm]oi)[ ,]{{1,2}}(?P<name>{_PAIR}|{_ONE})"
    r"(?=[ ]qui (?:vous|écri|appel)|[ ]?[.,!\n]|[ ]à l['’]appareil|$)"
)
# « la grand-mère de Nolwazi », « le fils Tanguidec », « au sujet de Luc Tanguidec », « Goulwenn's room ».
_KIN_OF = Expression(
    r"(?<!\w)(?:[Ll]a|[Ll]e|[Ll]es|[Uu]n|[Uu]ne|[Ll]['’]|[Cc]hez la|[Ss]a|[Ss]on)[ ]?(?:grand-mère|"
    r"grand-père|mère|maman|père|papa|parents|"
    r"fils|fille|sœur|soeur|frère|mari|femme|compagne|compagnon|tante|oncle|cousine?|copine|copain|amie?|"
    r"mamie|papi|"
    r"nounou|médecin|pédiatre|tutrice|tuteur|famille|anniversaire|doudou|lit|cartable|handicap|allergie)[ ]"
    rf"(?:(?:de|du|d['’])[ ]?(?:la petite |petit )?)?(?P<name>{_PAIR}|{_ONE}){_END}"
)
# « maman d'Isaure », behind a name or at the beginning.
_PARENT_OF = Expression(
    rf"(?:(?<=[,(–-] )|(?<=\()|^[ ]{{0,3}}|(?<= et ))(?:[Mm]aman|[Pp]apa|[Mm]ère|[Pp]ère|"
    rf"[Pp]arents|[Gg]rand-mère|"
    rf"[Gg]rand-père|[Mm]amie|[Pp]api|[Tt]ut(?:eur|rice))[ ](?:de |d['’])(?P<name>{_PAIR}|{_ONE}){_END}",
    re.MULTILINE,
)
# The line of a subject: « Lu : Réclamation Chevrier », « Plainte LE BIHAN ».
_COMPLAINT_OF = Expression(
    rf"^(?:[^\n:]{{0,24}}:[ ])?(?i:réclamation|plainte|litige|contestation|signalement|mécontentement)[ ]"
    rf"(?:(?:de |d['’])?(?:M\.|Mr|Mme|Mlle|famille|la famille)?[ ]?)"
    rf"(?P<name>{_SHOUTED}|{_PAIR}|{_ONE})(?=[ ]*$|[ ]?[-–/(])",
    re.MULTILINE,
)
_ABOUT = Expression(
    r"(?<!\w)(?:sujet|propos|inscription|stage|dossier|séjour|réservation|attestation|candidature|absence|"
    r"accident|chute|"
    r"contrat|demande|compte|leçons?|cours|nom|prénom|identité|adresse|arrivée|départ|prise en charge|"
    r"exclusion)[ ]"
    rf"(?:de|d['’])[ ]?(?:M\.|Mme|Mlle)?[ ]?[«\"“]?[ ]?(?P<name>{_PAIR}|(?<=[«\"“])[ ]?{_ONE}|"
    rf"(?<=[«\"“] ){_ONE}){_END}"
)
_OWNING = Expression(
    rf"(?<![\w'’-])(?P<name>{_ONE})['’]s[ ](?:room|bed|mother|father|mum|dad|teacher|lesson|bag|coat|leg|"
    rf"arm|birthday|place|"
    r"name|parents|sister|brother|allergy|wheelchair|school|class)(?!\w)"
)
_WITH_ME = Expression(
    rf"(?<![\w'’-])(?P<name>{_ONE})[ ](?:et moi|et votre serviteur|and I|and me|und ich|en ik|y yo|"
    rf"ed? io)(?!\w)|"
    rf"(?<!\w)(?:[Mm]oi et|[Nn]ous, |[Mm]oi, |[Mm]e and|[Aa]ccompagnée?s? (?:de |d['’]|par )|[Dd]emand(?:er"
    rf"|ez)|[Pp]rév(?:enir"
    rf"|enez)|"
    rf"[Rr]?[Aa]ppel(?:er|ez)|[Cc]ontact(?:er|ez)|[Jj]oindre)[ ]?(?P<other>{_PAIR}|{_ONE}){_END}"
)
_AT_HOME_OF = Expression(
    rf"(?<!\w)[Cc]hez[ ](?:les |la famille |mes amis |nos amis )?(?P<name>{_PAIR}|"
    rf"{_ONE}){_END}"
)
_BOTH = Expression(
    rf"(?:(?<= et )|(?<= avec )|(?<= and )|(?<= with )|(?<= en )|(?<= met )|(?<= und )|(?<= mit ))"
    rf"(?P<name>{_ONE})(?=[ ,](?:qui |et moi|a |est |etait |était |avait |n'a|s'est|m'a|nous|ne |pleur|"
    rf"[ae]ll|"
    rf"was |is |has |had )|[ ]?[.!?;),\n]|$)"
)
_PAIRED = Expression(rf"(?:(?<=[a-zà-ÿ,:] )|(?<=\())(?P<name>{_PAIR}){_END}")
_SMALL_WORD = Expression(r"(?<![\w'-])[a-zà-ÿœ]{3,24}")
_THING_BEFORE = Expression(
    r"(?:(?<![a-z])(?:rue|avenue|place|boulevard|quai|cours|allee|square|impasse|route|chemin|hotel|"
    r"restaurant|"
    r"camping|gite|col|lac|gare|festival|ecole|college|lycee|salle|musee|parc|centre|station|formation|"
    r"formule|assurance|mutuelle|garage|societe|agence|banque|office|club|association|logiciel|site|groupe|"
    r"module|"
    r"session|cours|stage|forfait|parking|sentier|pont|port|plage|refuge|auberge|residence|domaine|chateau|"
    r"village|ville|commune|vallee|piste|telesiege|telecabine|tour|bar|cafe|brasserie|magasin|boutique|"
    r"marque|modele|"
    r"voiture|train|ligne|quartier|cabinet|entreprise|lieu-dit|carte|offre|option|pack|contrat|film|livre|"
    r"roman|"
    r"robot|poele|montre|fauteuil|canape|lit|velo|moto|camion|bateau|chambre|suite|villa|chalet|appartement|"
    r"le|la|les|l'|du|des|au|aux|un|une|d'|a|de|en|vers|depuis|cette|ce|votre|vos|leur|the|at|in|from|to|of|"
    r"near|for|on|der|die|das|den|dem|im|am|vom|zum|zur|nach|aus|bei|von|el|il|het|het|een|van|naar|uit|te|"
    r"eine[nrm]?|los|las|del|al|desde|da|di|a|dal|alla|nel|monsieur le|madame la|dear|chere?|bonjour|"
    r"saint|sainte|st|ste)[ '-]{1,2}(?:(?:saint|le|la|les)[ -])?)$"
)


_SURE = (_HOUSE, _AGAINST, _MAIDEN)  # a name stands there, though it be a word too
_GUESSES = (_AT_HOME_OF, _BOTH, _PAIRED)  # where the words beside it may say that this is staff


def strangers(
    text: str, folded: str, known: frozenset[str], *, shouting: bool, german: bool
) -> Iterator[Person]:
    """`known`: the words of the directory. In German every noun has a capital, and less can be told."""
    if shouting:
        return
    small = frozenset(fold(word) for word in _SMALL_WORD.findall(text))
    patterns = (
        _ANNOUNCED,
        _HOUSE,
        _AGAINST,
        _APPOSED,
        _OWN_OFFICE,
        _MAIDEN,
        _AT_HOME_OF,
        _LISTED,
        _ITSELF,
        _WITH_ME,
        _KIN_OF,
        _PARENT_OF,
        _COMPLAINT_OF,
        _ABOUT,
        _OWNING,
    )
    for pattern in patterns if german else (*patterns, _OURS, _BOTH, _PAIRED):
        for match in pattern.finditer(text):
            start, end = match.span("other" if pattern is _WITH_ME and match["other"] else "name")
            sure = pattern in _SURE and not known.intersection(fold(text[start:end]).split())
            if not text[start].isupper() or not (sure or _may_be_a_name(text[start:end], known, small)):
                continue
            if pattern in (_BOTH, _PAIRED) and (
                _THING_BEFORE.search(folded[max(0, start - 24) : start]) or is_staff(folded, start, end)
            ):
                continue
            if pattern is _AT_HOME_OF and is_staff(folded, start, end):
                continue
            label = "[une personne]" if pattern in _GUESSES else "[une autre personne]"
            yield Person(start=start, end=end, name=text[start:end], placeholder=label)
            if pattern in (_LISTED, _WITH_ME):
                yield from _others(text, end, known, small, label)


_NEXT = Expression(
    rf"[ ]?(?:,|;|/|&|-|\n|[ ]et|[ ]and)[ ]?(?:et )?(?:de |"
    rf"d['’])?[ ]?(?P<name>{_SHOUTED}[ ]{_ONE}|{_PAIR}|{_ONE}|{_SHOUTED}){_END}"
)


def _others(
    text: str, end: int, known: frozenset[str], small: frozenset[str], label: str
) -> Iterator[Person]:
    """« …, Haddad, Rouvière et Lesueur »"""
    for _ in range(40):
        match = _NEXT.match(text, end)
        if match is None or not _may_be_a_name(match["name"], known, small):
            return
        end = match.end()
        yield Person(start=match.start("name"), end=end, name=match["name"], placeholder=label)


def _may_be_a_name(name: str, known: frozenset[str], small: frozenset[str]) -> bool:
    words = [word for word in re.split(r"[ \u00a0/-]+", fold(name)) if word]
    if name.isupper():  # « LE BIHAN »
        words = [word for word in words if word not in PARTICLES] or words
    if any(word in first_names.ALL for word in words) and words[0] not in PLAIN:
        return True
    return not any(
        word in PLAIN or word in known or word in small or word in BRANDS or word in NAMED_THINGS
        or word in KIN
        or word in STAFF or (word in AMBIGUOUS and len(words) == 1) or _ENDS_LIKE_A_WORD.search(word)
        for word in words
    )  # fmt: skip


# « Confirmation », « Réservations », « Bienvenue »: nouns and adjectives that some write with a capital.
_ENDS_LIKE_A_WORD = Expression(
    r"(?:tions?|ments?|ages?|iques?|ances?|ences?|ings?|ables?|ibles?|aires?|"
    r"ismes?|ites?)$"
)
