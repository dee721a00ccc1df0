"""Finds what makes the writer one among all: a handicap, a feast, a trade, a tie, « le seul », « le doyen ».

Read only for those who want to stay unknown. Each family asks for the writer, or somebody of theirs, nearby:
« un serveur sourd » tells nothing of who complains, « je suis sourd » does.
"""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.folding import fold
from mailbot.redact.words import KIN

_KIN = "|".join(sorted({fold(word) for word in KIN}, key=len, reverse=True))
_MINE = rf"(?:mon|ma|mes|notre|nos) (?:[a-z-]{{2,12}} )?(?:{_KIN})"
# The writer as the subject of a verb of being or having.
_AM = (
    r"(?:je suis|je ne suis|j'etais|nous sommes|nous etions|on est|on etait|etant|en tant que?|moi qui suis|"
    rf"{_MINE} (?:est|sont|etait|etaient))"
)
_HAVE = (
    rf"(?:j'ai|j'avais|nous avons|nous avions|on a|on avait|{_MINE} (?:a|ont|avait|avaient)|avec (?:mes|nos))"
)
_THOSE = (
    r"(?:eux|lui|elle|elles|vous|(?:le|la|les|du|de la|des|au|aux|a la|a) ?(?:patron|patronne|gerante?s?|"
    r"directeur|directrice|proprietaires?|maire|president|presidente|moniteur|monitrice|responsable|"
    r"hoteli[a-z]+|"
    r"restaurateur|prof|enseignante?|formateur|formatrice|serveur|serveuse|chef|cuisinier|famille|equipe))"
)
_TRADE = (
    r"(?:infirmi|aide-soignante?|medecin|docteur|pharmacien|dentiste|kine|sage-femme|pompier|gendarme|"
    r"policier|"
    r"facteur|factrice|maire|adjointe?|conseill|elue?|depute|senat|prefet|cure|pretre|pasteur|imam|rabbin|"
    r"notaire|"
    r"avocate?|juge|magistrate?|huissier|journaliste|ecrivain|peintre|musicien|comedien|professeur|prof|"
    r"instit|maitresse d'ecole|directeur|directrice|proviseur|principale?|bibliothecaire|veterinaire|"
    r"agriculteur|"
    r"agricultrice|eleveu|vigneron|apicult|boulang|boucher|charcut|coiffeu|fleurist|libraire|epici|cafeti|"
    r"restaurat|hoteli|plombier|electricien|menuisier|macon|garagiste|taxi|routier|cheminote?|"
    r"marin|pecheur|guide|moniteur|monitrice|pisteu|secouriste|architecte|geometre|banquier|assureur|courti|"
    r"comptable|president|tresori|benevole|doyen|maraich|berger|forestier)[a-z]{0,6}"
)
_UNIQUE = Expression(
    r"(?<![a-z])(?:(?:n'etions|n'etait|n'est|n'etaient|n'y a|n'y avait) (?:donc )?(?:que|qu')(?: ?nous|"
    r" ?moi| ?un| ?une|"
    r" (?:[2-6]|deux|trois|quatre|cinq|six)(?! (?:fois|minutes?|heures?|jours?|euros?|km|degres)))|"
    r"(?:nous etions|on etait) (?:seulement |a peine )?(?:[2-6]|deux|trois|quatre|cinq|six) (?:[a-z]{4,14} )?"
    r"(?:seulement|en tout|au total|ce jour|ce soir|dans le)|"
    r"personne d'autre que (?:moi|nous)|a part (?:moi|nous)|"
    rf"{_AM} (?:l[ea] |les )(?:plus (?:[a-z]{{3,9}})|doyen(?:ne)?|seule?s?|derniere?s?|premiere?s?)|"
    rf"{_AM} (?:leur|son|votre) (?:plus )?[a-z]{{4,14}}|"
    r"(?:la |le |les )(?:seule?s?|uniques?) (?:ce (?:jour|soir)|a (?:avoir|etre|venir)|de (?:mon|ma|notre|"
    r"la classe)))"
)
_BODY = Expression(
    rf"(?<![a-z])(?:(?:{_AM}|{_HAVE})[^.!?\n]{{0,40}} ?(?:fauteuil|aveugle|malvoyant|non-voyant|"
    rf"sourde?s?(?![a-z])|"
    r"malentendant|muet|autis|trisomi|dyspraxi|dyslexi|handicap|invalide|amput|paraplegi|tetraplegi|"
    r"hemiplegi|"
    r"epilepti|parkinson|alzheimer|sclerose|cancer|chimio|sous oxygene|dialys|pacemaker|greff|"
    r"appareil auditif|prothes|bequille|deambulat|canne|enceinte|obese|tres grosse?|begu|begaie|nain|naine|"
    r"albinos|transgenre|voilee|foulard|noire?s?(?![a-z])|metisse?|arabe|asiatique|gitan|rrom|accent)|"
    r"chien[- ](?:guide|d'assistance)|canne blanche|mon (?:fauteuil|handicap|accent|voile|foulard|"
    r"deambulateur)|"
    r"ma (?:canne|prothese|maladie|grossesse|surdite|cecite)|wheelchair|guide dog|i am (?:blind|deaf|"
    r"pregnant)|"
    r"rollstuhl|blindenhund|silla de ruedas|sedia a rotelle|rolstoel)"
)
_FAMILY = Expression(
    rf"(?<![a-z])(?:(?:{_AM}|{_HAVE})[^.!?\n]{{0,30}} (?:jumeaux|jumelles|triples|triplees|quadruples|"
    r"(?:[4-9]|1\d|quatre|cinq|six|sept|huit|neuf|dix) enfants|famille nombreuse)|"
    r"(?:mes|nos|avec des) (?:jumeaux|jumelles|triples|triplees)|famille (?:de|avec) (?:[4-9]|1\d|quatre|"
    r"cinq|six|sept|"
    r"huit|neuf|dix) enfants|(?:our|the) (?:twins|triplets)|unsere (?:zwillinge|drillinge)|trillizos|"
    r"tweeling)"
)
_FEAST = Expression(
    r"(?<![a-z])(?:(?:mon|ma|notre|nos|leur|son|sa|c'etait (?:mon|notre|son|l')) ?(?:anniversaire|mariage|"
    r"noces|"
    r"lune de miel|voyage de noces|bapteme|communion|pacs|fiancailles|pot de depart|depart (?:a la|"
    r"en) retraite)|"
    r"(?:anniversaire|noces) d[e'] ?(?:mon|ma|mes|notre|nos|mariage|or|argent|diamant)|"
    r"(?:fet(?:er|ions|ait|ons|e)|celebr(?:er|ions|ait)) (?:mes|nos|les|ses|leurs|mon|ma|notre|son)|"
    r"(?:les|des|de leurs?|de nos|de mes) \d{2} ans (?:de|d')|"
    r"(?:obseques|enterrement|deces|funerailles) de (?:mon|ma|mes|notre|nos)|les (?:jeunes )?maries|"
    r"(?:my|our) (?:[a-z0-9]{3,5} )?(?:birthday|wedding|anniversary|honeymoon)|mein geburtstag|"
    r"unsere hochzeit|"
    r"mi cumpleanos|nuestra boda|mijn verjaardag|il mio compleanno)"
)
_OFFICE = Expression(
    rf"(?<![a-z])(?:{_AM}(?: (?:moi-meme|aussi|egalement|par ailleurs|donc|pourtant|d'ailleurs))? ?"
    rf"(?:(?:le|la|un|une|leur|votre|l'|une? ancien(?:ne)?) ?)?{_TRADE}(?![a-z])|"
    r"(?:je|nous) (?:preside|dirige|gere|anime|siege|enseigne|(?:tien[st]|tenons)(?! a ))[a-z]{0,4}(?![a-z])|"
    r"(?:i am|i'm|my (?:husband|wife|father|mother) is) (?:the |a )(?:mayor|doctor|nurse|teacher|priest|"
    r"postman|"
    r"policeman|journalist|baker))"
)
_TIE = Expression(
    rf"(?<![a-z])(?:{_AM}[^.!?\n]{{0,16}} (?:voisins?|voisines?|cousine?s?|neveux?|niece|oncle|tante|"
    rf"freres?|soeurs?|"
    r"amie?s?|parente?s?|proprietaire|locataire|bailleur|fournisseu[a-z]+|collegues?|associee?s?|"
    r"de la famille|"
    rf"habitue|fidele)(?![a-z])|(?:je|nous|on) (?:les |le |la |l'|leur |lui )?(?:connais(?:sons)?|vois|"
    rf"voyons|croise|"
    rf"frequent|tutoi|tutoy|livr|fourni|vend|lou)[a-z]{{0,5}} (?:bien |souvent |deja |le |la |"
    rf"les )*(?:{_THOSE}|pain|"
    r"maison|appartement|local|murs|tous les|chaque|juste|a la)|"
    r"(?:je |nous |on )(?:les|l'|leur|lui) (?:ai |avons |a )(?:croise|vu|rencontre|parle|vendu|livre|loue|"
    r"prete)|"
    rf"(?:cousine?|frere|soeur|neveu|niece|fils|fille|ami|amie|voisine?|beau-[a-z]+|belle-[a-z]+) {_THOSE}|"
    rf"(?:menage|travaux|cours|livraisons?|remplacements?|saisons?) chez {_THOSE}|"
    r"(?:meme|memes) (?:immeuble|rue|palier|etage|club|chorale|paroisse|classe|lotissement|hameau|quartier)|"
    r"(?:habit|travaill|loge|vi[st]|vivons|lou|maison|commerce|boutique|magasin|bureau|appartement)[a-z]{0,5}"
    r"(?: [a-z]{1,8}){0,3} (?:au-dessus|au-dessous|en face|a cote|mitoyen[a-z]*) (?:du|de la|de l'|"
    r"de chez|d'eux|de leur|des)|"
    r"(?:mon|ma) ex(?:-[a-z]+)?(?![a-z])[^.!?\n]{0,20}travaille|me tutoi|on se tutoie|"
    r"(?:client|cliente|habitue|habituee|abonne|abonnee|licencie|licenciee|membre|adherent|adherente|"
    r"locataire|"
    r"vacanciers?)[^.!?\n\]]{0,14} depuis (?:(?:19|20)\d\d|[2-9]\d ans|vingt|trente|quarante|cinquante|"
    r"toujours)|"
    r"tous les (?:ans|etes|hivers|jours|matins|soirs|dimanches|"
    r"samedis) depuis|"
    r"i know the (?:owner|manager)|i work(?:ed)? (?:for|with) them)"
)
_EVENT = Expression(
    r"(?<![a-z])(?:(?:je suis|c'est moi,?|j'etais|nous sommes|on est) (?:celle|celui|ceux|celles|"
    r"l[ea'] ?[a-z]{4,14}|"
    r"les [a-z]{4,14}|le groupe) (?:qui|dont|d[eu]s? \d|des? [a-z0-9]|avec|au|aux|a la|en) |"
    r"(?:celui|celle|ceux) (?:qui|dont)[^.!?\n]{3,60}(?:c'est|c'etait|etait) (?:moi|nous)|"
    r"(?:ma|notre) voiture (?:est|etait) (?:une|la)|nous etions (?:le|la) (?:groupe|famille|couple))"
)
# « chambre 12 » and « le 8 novembre »: a register knows who that was.
_ROOM = Expression(
    r"(?<![a-z])(?:chambre|emplacement|table|appartement|bungalow|mobil-home|suite|room|zimmer|kamer|"
    r"habitacion|"
    r"camera|dossier|siege|place) (?:n° ?|numero )?\d{1,4}(?![\d€])"
)
_DAY = Expression(
    r"(?<!\d)(?:\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|"
    r"novembre|"
    r"decembre)|\d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d))"
)
_FAMILIES = (_UNIQUE, _BODY, _FAMILY, _FEAST, _OFFICE, _TIE, _EVENT)


def singular(folded: str) -> Iterator[tuple[int, int]]:
    """Where words single the writer out; the most telling first."""
    for family in _FAMILIES:
        yield from (match.span() for match in family.finditer(folded))


def room_and_day(folded: str) -> tuple[tuple[int, int], ...]:
    """A numbered room with the day of the stay: for one who wants no name said, that says it."""
    room, day = _ROOM.search(folded), _DAY.search(folded)
    return (room.span(), day.span()) if room and day else ()
