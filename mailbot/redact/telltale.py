"""Finds the words by which a person is known without a name: « je suis la pharmacienne de Cornimont »."""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.folding import fold
from mailbot.redact.words import KIN

# What many people are at once: no place makes one of them known.
_MANY = frozenset(
    """
    client cliente clients clientes locataire locataires personne participant participante stagiaire eleve
    passager passagere voyageur voyageuse abonne abonnee adherent adherente titulaire victime signataire
    habitant habitante visiteur visiteuse touriste usager usagere randonneur randonneuse vacancier
    vacanciere proprietaire ami amie copain copine voisin voisine patient patiente employe employee salarie
    salariee etudiant etudiante colocataire premier premiere seconde dernier derniere seul seule bonne bon
    """.split()  # noqa: SIM905 - a list of quoted words would be harder to read
)
_I_AM = r"(?:[Jj]e suis|[Éé]tant|[Ee]n tant que?|[Mm]oi qui suis|[Ii]ci|I am|I'm|[Ii]ch bin)"
_PLACE = (
    r"(?:(?:de|à|a|au|aux|du|des|of|in|von)[ \u00a0](?:la |l['’]|l')?|d['’])"
    r"(?P<place>[A-ZÀ-ÝŒ][\w'’-]{1,40}|en face|à côté|a cote)|"
    r"(?:du|de l['’]|de la)[ ]?(?:village|bourg|hameau|dessus|dessous|coin|quartier|étage)"
)
_FUNCTION_AND_PLACE = Expression(
    rf"(?<!\w){_I_AM}[ ,]{{1,2}}(?:(?:pourtant|moi-même|aussi|donc|par ailleurs) )?"
    rf"(?:(?:la|le|un ancien|une ancienne|votre|the|die|der)[ ]|l['’])(?:ancienne? |nouvelle |nouveau )?"
    rf"(?P<function>[a-zà-ÿœ-]{{4,24}})(?: [a-zà-ÿ]{{4,16}})?[ ](?:{_PLACE})"
)
_UNIQUE = Expression(
    rf"(?<!\w){_I_AM}[ ,]{{1,2}}(?:maire|adjointe?(?: au maire)?|conseill(?:er|ère) municipale?|députée?|"
    rf"curé|pharmacien(?:ne)?|notaire|facteur|factrice|instituteur|institutrice|boulang(?:er|ère)|fleuriste|"
    rf"président|présidente|directeur|directrice|sénateur|sénatrice|préfet|préfète)[ ](?:{_PLACE})"
)
_TELLTALE = Expression(
    r"(?<![a-z])(?:je suis|etant|en tant que?|moi qui suis) (?:(?:pourtant|moi-meme|"
    r"aussi) )?(?:(?:le|la|l'|les) ?(?:seule?|unique|premiere?|derniere?)|"
    r"(?:le|la|l'|un ancien|une ancienne|un de (?:vos|ses|leurs)|une de (?:vos|ses|leurs)|votre|"
    r"leur|son|sa) ?[a-z-]{4,20}(?: (?:du|de la|de l'|des|de|d'|qui|en face|voisin))"
    r"|(?:le|la|votre|leur|son|sa) (?:voisine?|facteur|factrice|maire|boulangere?|medecin|"
    r"infirmiere?|institut[a-z]+|fleuriste|pharmacien|pharmacienne|cousine?|collegue|"
    r"ex)(?![a-z]))"
    r"|(?<![a-z])votre (?:ancienne? )?(?:voisine?|cousine?|collegue|locataire|eleve|employee?|salariee?|"
    r"stagiaire|fournisseur|beau-[a-z]+|belle-[a-zœ]+)(?= (?:d'|du|de|des|qui)|,|\.|\n|$)"
)
_CLOSE_BY = Expression(
    r"(?<![a-z])(?:(?:mon|ma|mes|notre) (?:beau|belle|[a-z-]{3,14})(?:-[a-zœ]{3,8})? (?:habite|"
    r"travaille|tient|connait|est (?:employee?|serveuse?|moniteur|monitrice|voisine?))"
    r"|(?:j'|je |nous )(?:habit[a-z]{1,4}|travaill[a-z]{1,4}|suis employee?|tiens|"
    r"tenons) (?:juste )?(?:en face|a cote|au-dessus|au-dessous|chez (?:eux|lui|elle|vous)|"
    r"la-bas|dans (?:l'immeuble|la meme|leur))"
    r"|c'est (?:un|une|le|la|mon|ma) (?:cousine?|voisine?|amie?|parente?|neveu|niece|"
    r"beau-[a-z]+|belle-[a-zœ]+|ancienne? [a-z]+) (?:de|du|a)(?![a-z])"
    r"|(?:seule?s?|uniques?) (?:client[es]*|participant[es]*|famille|couple|fauteuil|personne|"
    r"stagiaire|eleve|femme|homme)(?![a-z])"
    r"|(?:il|elle|ils|on) (?:me|nous) (?:connait|connaissent|reconnaitr|reconnaitrait))"
)


_KIN_WORDS = "|".join(sorted({fold(word) for word in KIN}, key=len, reverse=True))
_WE = r"(?:je|j'|nous|on|moi|mon|ma|mes|notre|nos)"
_THEM = (
    r"(?:eux|lui|elle|vous|leur|son|sa|ses|leurs|votre|vos|le patron|la patronne|le gerant|la gerante|"
    r"le directeur|"
    r"la directrice|l'hotel|le restaurant|le camping|l'ecole|le moniteur|la monitrice|l'hote|l'hotesse)"
)
# Kin, work, neighbourhood, habits: whatever ties the writer to those who will read the copy.
_TIES = Expression(
    rf"(?<![a-z])(?:(?:mon|ma|mes|notre|"
    rf"nos) (?:{_KIN_WORDS})(?: et moi)? (?:[a-z']{{1,9}} ){{0,2}}?(?:habit|travaill|tien[ts]|"
    r"loge|connai|croise|joue|est (?:employe|salarie|serveu|monit|voisin|cuisini|apprenti|stagiaire|"
    r"dans (?:la|sa) (?:meme )?classe|"
    r"(?:son|sa|leur|votre) ))"
    r"|(?:dans|de) (?:la|le|les) memes? (?:classe|ecole|equipe|club|immeuble|rue|chorale|village|bureau|"
    r"promotion|quartier)"
    rf"|(?:ancienne?|ex-?) ?(?:comptable|employee?|salariee?|serveur|serveuse|cuisinier|apprentie?|"
    rf"saisonniere?|stagiaire|"
    r"locataire|associee?|collegue|secretaire|gouvernante|moniteur|monitrice|directeur|directrice)"
    rf"|{_WE} ?(?:ai|avons|avait|avais)? ?(?:deja )?(?:travaille|bosse|fait (?:une|la|des) saisons?|"
    rf"donne des cours|vendu|loue|garde|"
    rf"servi|forme|employe)[a-z]{{0,4}}[^.!?\n]{{0,30}}(?:chez|pour|avec|a) {_THEM}(?![a-z])"
    rf"|(?:je |j'|nous |on )(?:lui|leur) (?:ai|avons|a) (?:vendu|loue|prete|achete|donne|enseigne)"
    rf"|(?:je|nous) donn(?:e|ons) des cours[^.!?\n]{{0,30}} {_THEM}(?![a-z])"
    r"|(?:nous|on) (?:nous |se )(?:crois|connai|voi|frequent|tutoy)[a-z]{1,6}"
    r"|(?:sait|savent|saura|sauront|devine\w{0,3}|deviner|comprendr\w{1,3}|verra|"
    r"verront)[^.!?\n]{0,30}(?:qui (?:je suis|nous sommes|"
    r"c'est|on est|a ecrit|se plaint)|que (?:c'est|ca vient de|cela vient de) (?:moi|nous))"
    r"|reconna[a-z]{1,8}|(?:know|guess|realise|realize)s? (?:it was|who|that it)|recogni[sz]e"
    r"|(?:je |nous )(?:tiens|tenons|gere|gerons|exploit[a-z]{1,3}|dirige[a-z]{0,3}) (?:l[ea'] ?|un |une |"
    r"notre )[a-z-]{4,20}"
    r"|c'est moi(?:,? qui)?(?=[ .,!]|$)|c'etait moi"
    r"|(?:je suis|j'etais|nous etions|nous sommes) (?:l[ea'] ?|les |un |une )?(?:dame|monsieur|homme|femme|"
    r"couple|famille|groupe|client[es]{0,2}|"
    r"personne|gros|grand|petit|grande|petite)[^.!?\n]{0,20} (?:au|aux|a la|avec|en|qui|dont|du|de la) [a-z]"
    r"|(?:le|la) (?:monsieur|dame|client|cliente|personne|type|femme|homme) (?:avec|"
    r"a) qui [^.!?\n]{2,50}c'(?:est|etait) (?:moi|nous)"
    r"|(?:je suis|etant|en tant que?) (?:moi-meme |aussi |egalement )?(?:conseill(?:er|ere) municipale?|"
    r"adjointe?|maire|elue?|pompier|gendarme|"
    r"pharmacien(?:ne)?|infirmier|infirmiere|medecin|facteur|factrice|notaire|instituteur|institutrice|cure"
    r"|pretre|"
    r"journaliste|commercante?|boulang(?:er|ere)|coiffeu(?:r|se)|guide|moniteur|monitrice)(?![a-z])"
    r"|(?:etais|etions|suis|sommes|etant) (?:l[ea'] ?|les )?(?:seule?s?|uniques?)(?![a-z])"
    r"|les? seule?s? (?:client|participant|famill|couple|fauteuil|personn|stagiaire|eleve|femme|homme|"
    r"enfant|anglais|etranger|"
    r"touriste|groupe|noir|mixte|blond)"
    r"|the only (?:[a-z-]{3,14} ){0,2}(?:user|guest|guests|family|couple|woman|man|one|person|group|people|"
    r"customers?)"
    r"|(?:die|der|das) einzigen?(?![a-z])|los unicos|la unica|el unico|gli unici|l'unic[ao]|de enige"
    r"|my (?:sister|brother|mother|father|son|daughter|cousin|aunt|uncle|wife|husband)(?:-in-law)? (?:works"
    r"|lives|owns|knows)"
    r"|mein[e]? [a-z]{4,20} (?:wohnt|arbeitet|kennt)|mi [a-z]{4,12} (?:trabaja|vive)|"
    r"mi[ao] [a-z]{4,12} (?:lavora|abita|vive)|"
    r"mijn [a-z]{4,14} (?:werkt|woont|kent)"
    r"|(?:i am|i'm|ich bin|soy|sono|ik ben) (?:the |der |die |das |el |la |il |de )(?:local |neighbou?r|"
    r"postman|teacher|nachbar|"
    r"postbote|vecin|vicin|buur))"
)


def functions_and_places(text: str) -> Iterator[tuple[int, int]]:
    """Where words name one person in a village; the most telling first."""
    for match in _FUNCTION_AND_PLACE.finditer(text):
        function = fold(match["function"])
        if function not in _MANY and KIN.get(function, "[une personne]") == "[une personne]":
            yield match.span()
    yield from (match.span() for match in _UNIQUE.finditer(text))


def telltale(folded: str) -> Iterator[tuple[int, int]]:
    """Where anything else points at somebody who wants to stay unknown."""
    for family in (_TELLTALE, _CLOSE_BY, _TIES):
        yield from (match.span() for match in family.finditer(folded))
