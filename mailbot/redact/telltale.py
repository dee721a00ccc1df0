"""Finds the words by which a person is known without a name: « je suis la pharmacienne de Cornimont »."""

from __future__ import annotations

from mailbot.redact.expressions import Expression
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


def function_and_place(text: str) -> str:
    """The words that name one person in a village; empty when there are none."""
    for match in _FUNCTION_AND_PLACE.finditer(text):
        function = fold(match["function"])
        if function not in _MANY and KIN.get(function, "[une personne]") == "[une personne]":
            return match[0]
    unique = _UNIQUE.search(text)
    return unique[0] if unique else ""


def telltale(folded: str) -> str:
    """Whatever else points at somebody who wants to stay unknown."""
    match = _TELLTALE.search(folded) or _CLOSE_BY.search(folded)
    return match[0].strip() if match else ""
