"""Tells whether a name in the text is that of somebody who works there: such names are facts, and kept."""

from __future__ import annotations

from mailbot.expressions import Expression
from mailbot.redact.names import CIVILITIES
from mailbot.redact.words import STAFF

_GREETING = Expression(
    r"^[ >]{0,4}(?:(?:bonjour|bonsoir|cher|chere|salut|hello|hi|dear|hallo|liebe|lieber|"
    r"sehr geehrte[rs]?|guten tag|buenas|buongiorno|beste|geachte)[ ]|bonjour,[ ]"
                       rf"{CIVILITIES}[ ])(?:{CIVILITIES}[ ])?$")  # fmt: skip

_CHARGED = (  # « chargée de clientèle », not « chargée de la succession »
    r"chargee?s? (?:de |d'|des )(?:clientele|mission|compte|accueil|communication|relations?|dossiers?|"
    r"formation|projets?|recouvrement|reclamations?|production|etudes?)"
)
_TRADES = "|".join(sorted(STAFF, key=len, reverse=True)).replace("-", "[ -]")  # « maître nageur »
_ROLE = rf"(?:{_TRADES}|{_CHARGED})"
# « mon moniteur » is the school's: it is said of whoever teaches or leads somebody.
_TEACHING = (
    r"(?:moni|forma|instruc|anima|interlocu)(?:teur|trice)s?|guides?|coach|maitres?[ -]nageu(?:r|se)s?"
)
_STAFF_BEFORE = Expression(
    rf"(?<![a-z])(?:{_ROLE}|(?:votre|vos|your|ihre?n?) (?:collegues?|confrere|equipe|kollegin|"
    r"kollege|colleague)|"
    r"(?:j'ai|nous avons|on a) (?:eu|parle a|demande a)|m'a passe|spoke (?:to|with)|(?:recue?s?|"
    r"accueillie?s?|servie?s?|renseignee?s?|signee?) par)"
    rf"(?: (?:de|du|des|d'|en|a|au|aux)(?: ?(?:la |l'|les )?[a-z'-]{{2,20}}){{1,3}}|"
    rf"(?: [a-z'-]{{3,20}})(?=[ ]?[,:(]))?(?:[ ]?[,:(«\"][ ]?|[ ])"
    r"(?:(?:un|une) certaine? |(?:nommee?|prenommee?|appelee?|du nom de|dit|dite|named|called|"
    rf"namens) |(?:qui )?s'appelle (?:donc |je crois )?|je crois |{CIVILITIES}[ ])*$"
)
_STAFF_NAMED = Expression(
    r"(?<![a-z])(?:dame|monsieur|personne|jeune homme|jeune femme|jeune fille|homme|femme|type|"
    r"gars|celui|celle|badge|etiquette|lady|man|woman|guy)"
    r"[^.!?\n]{0,60}?(?:s'appelle|s'appelait|nommee?|prenommee?|repond au nom de|named|called|:|"
    r"badge,?|disait|marque|indiquait)"
    rf"[ «\"]{{1,3}}(?:{CIVILITIES}[ ])?$"
)
_STAFF_SURMISED = Expression(
    rf"(?<![a-z]){_ROLE}[^.!?\n]{{0,70}}(?:un certain|une certaine|serait|s'appellerait|"
    rf"semble etre)[ ](?:{CIVILITIES}[ ])?$"
)
_STAFF_AFTER = Expression(
    r"^[ ]?[,(–-]?[ ]?(?:(?:le|la|l'|votre|notre|un|une|leur|du|de la|the|your|son|"
    rf"sa) ?)?(?:jeune |nouvelle |nouveau |charmante? |gentille? )?{_ROLE}(?![a-z])"
    r"|^[ ](?:de|du|a|au|from|at|of)[ ](?:l'|la |le |votre |the )?(?:accueil|reception|bureau|"
    r"agence|standard|service|secretariat|comptoir|caisse|office|desk|location|"
    r"restaurant|hotel|camping|ecole|gite)"
    r"|^[ ,]{1,2}(?:d'apres|selon|c'est ecrit sur|au vu de) (?:son|sa|le|la) (?:badge|etiquette|plaque)"
)
# « ma secrétaire », « notre présidente », « représentée par son gérant »: on the side of the one who writes.
_OF_OURS = Expression(
    rf"(?<![a-z])(?:(?:mon|ma|mes|nos|my|mein|meine) "
    rf"(?!(?:{_TEACHING}) ){_ROLE}|(?:notre|nos|our) (?:president|presidente|"
    r"tresoriere?|secretaire|comptable|avocate?|maire|chairman|chairwoman)|representee?s? par [^.\n]{0,30}|"
    rf"(?:je soussignee?|en la personne de|l'autre|partie adverse|tiers|"
    rf"temoin) [^.\n]{{0,20}})[ ,:(]{{1,3}}(?:{CIVILITIES}[ ])?$"
)
_ADDRESSEE = Expression(
    r"(?:a l'attention d[eu'](?: la| l')?|attn|l'attention de)[ :]{0,2}(?:" + CIVILITIES + r"[ ])?$"
)


# The one who drove is the other party of an accident, and no staff of the one who is complained of.
_DRIVER = Expression(r"(?<![a-z])(?:chauffeu[rs]e?|conduct(?:eur|rice)|pilote|driver|fahrer(?:in)?)(?![a-z])")
_ACCIDENT = Expression(
    r"(?<![a-z])(?:constat|percut|accroch|collision|carambolage|tamponn|embout|retroviseur|accident de |"
    r"accrochage|pare-chocs?|adverse|autre (?:conduct|chauffeur|automobil|vehicule|voiture)|unfall|"
    r"crashed into|hit my car)"
)
_DEAD = Expression(r"^[ ,(]{1,3}(?:decede|ne le|nee le|defunt|age d|agee d)")


def is_staff(folded: str, start: int, end: int) -> bool:
    """Does a trade stand right beside the name?"""
    before = folded[max(0, start - 110) : start]
    after = folded[end : end + 70]
    drove = _DRIVER.search(f"{before[-40:]} {after[:30]}")
    if _DEAD.match(after) or (drove and _ACCIDENT.search(folded[max(0, start - 1500) : end + 1500])):
        return False
    return bool(
        (_STAFF_BEFORE.search(before[-70:]) and not _OF_OURS.search(before[-60:]))
        or _STAFF_NAMED.search(before)
        or _STAFF_SURMISED.search(before)
        or _STAFF_AFTER.match(after)
        or _ADDRESSEE.search(before[-40:])
    )


def is_greeted(folded: str, start: int, end: int) -> bool:
    """« Bonjour M. Petit, », not « Bonjour, M. Petit (né en 1960) vous écrit »."""
    line = folded[max(0, start - 60) : start].rpartition("\n")[2]
    behind = folded[end : end + 3].lstrip(" ")
    return (
        len(line) < 40
        and behind[:1] in {"", ",", ".", "!", "\n", ";", ":", "-"}
        and bool(_GREETING.match(line))
    )
