"""Finds postal addresses, French ones and those of the neighbours, on one line or over several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.findings import Finding, finding

_WAY = (
    r"(?:rue|r\.|avenue|ave?\.?|boulevard|bd\.?|blvd\.?|bld\.?|chemin|ch\.|chem\.|impasse|"
    r"imp\.?|allees?|all\.|places?|pl\.|quai|cours|route|"
    r"rte\.?|lotissement|lot\.?|square|sq\.|passage|sentier|sente|voie|hameau|lieu-dit|lieu dit|"
    r"residence|res\.|villa|montee|"
    r"traverse|faubourg|fbg\.?|fg\.?|clos|cite|esplanade|promenade|rond-point|venelle|ruelle|"
    r"domaine|mail|chaussee|cote|digue|"
    r"corniche|parvis|galerie|hlm|pointe|zone artisanale|za|zi|zac|straat)"
)
_NUMBER = r"\d{1,4}(?:[ ]?(?:bis|ter|quater|[a-d](?![a-z])))?(?: ?[/-] ?\d{1,4})?"
_STREET = Expression(
    rf"(?<![\w,.€-])(?<!\d )(?<!\dh )(?<!\d h )"
    rf"(?:n° ?|numero )?{_NUMBER}[ ,]{{1,3}}(?:(?:de la |de l'|du )(?=rue|"
    rf"avenue|boulevard|chemin|quai|cours|route|place))?{_WAY}[ ](?=\S)"
)
# Behind the way: particles, capitalised words, ages (« 8 mai 1945 »); then a town, with or without its code.
_WORD = (
    r"(?:[A-ZÀ-Ý0-9][\w'’.-]{0,40}|(?:d['’]|l['’])[\w'’-]{1,40}|de|du|des|la|le|les|aux?|à|et|en|sur|sous|"
    r"d'|l'|lès|von)"
)
_REST = Expression(rf"{_WORD}(?:[ \u00a0]{_WORD}){{0,8}}")
_LOWER_REST = Expression(r"(?:(?:de|du|des|la|le|les|aux?|d'|l'|et|sur) ?){0,4}[\w'’-]{2,30}(?: (?=\d{5}))?")
_TAIL = Expression(
    r"[ \u00a0]?,[ \u00a0]?(?:appt?|apt|appartement|b(?:â|a)t(?:iment)?|porte|étage|"
    r"esc(?:alier)?|hall|lot|ch(?:ambre)?)\.?[ \u00a0]\w{1,4}(?!\w)"
    r"|[ \u00a0]{0,2}(?:[,–/-]|\n)?[ \u00a0\n]{0,2}(?:(?:F|B|CH|D|L|"
    r"FR)-)?\d{4,5}[ \u00a0]{1,2}(?:[A-ZÀ-Ý][\w'’-]{0,40}|[a-zà-ÿ][\w'’-]{2,30}$)"
    r"(?:[ \u00a0-](?:[A-ZÀ-Ý][\w'’-]{0,40}|le|la|les|de|du|des|sur|sous|en|aux|d['’]\w{1,30}|lès|im)){0,5}"
    r"(?:,? (?:France|Belgique|Suisse|Luxembourg|Allemagne|CEDEX(?: \d{1,2})?|Cedex(?: \d{1,2})?))?"
    r"|[ \u00a0]?[,–-][ \u00a0]?(?:à )?[A-ZÀ-Ý][\w'’-]{2,40}(?:-[\w'’]{1,30}){0,4}(?=[ \u00a0]*("
    r"?:[.,;)\n]|$))",
    re.MULTILINE,
)
_POSTCODE = Expression(
    r"(?<![\w/.,-])(?:(?:F|B|CH|D|L|FR)-)?(?:\d{5}|\d{2} \d{3})[ \u00a0]{1,2}[A-ZÀ-Ý][\w'’-]{1,40}"
    r"(?:[ \u00a0-](?:[A-ZÀ-Ý][\w'’-]{0,40}|le|la|les|de|du|des|sur|sous|en|aux|d['’]\w{1,30}|lès|im)){0,5}"
)
_LIVING = Expression(
    r"(?<![a-z])(?:j'habite|nous habitons|habitant|domicilie[es]{0,2}|demeurant|residant|"
    r"je reside|nous residons|mon adresse(?: postale)?"
    r"|notre adresse|nouvelle adresse|adresse postale|i live|we live|my address|ich wohne|"
    r"wir wohnen|wohnhaft|vivo en|abito|ik woon)"
    r"(?: est| is)?(?: maintenant| actuellement| toujours| desormais)?[ :(]{1,3}(?P<where>[^\n.;!?)]{4,140})"
)
# A way without a number says as much where it is somebody's own: « chez nous, rue des Goélands ».
_OWN_WAY = Expression(
    rf"(?<![a-z])(?:(?:chez (?:nous|moi|elle|lui|eux)|"
    rf"(?:mon|notre|son|leur) (?:domicile|immeuble|portail|appartement)|"
    rf"(?:ma|notre|sa|leur) (?:maison|porte|residence|copropriete|villa))[ ]?[,(:–-]?[ ]|"
    rf"(?:habit(?:e|es|ent|ait|aient|ons)|resid(?:e|ent|ait)|demeur(?:e|ent)|log(?:e|ent)|"
    rf"vi(?:t|s|vent|vait))[ ,:(]{{1,3}}|"
    rf"(?:madame|mme|m\.|mr|monsieur|mlle) [^\n.,;!?:\d]{{2,40}},? "
    rf"(?=(?:de la|du|de l'|des|au|dans)[ ]?{_WAY} )|"
    rf"(?:au|numero|n°|le) (?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|"
    rf"quatorze|quinze|seize|"
    rf"dix-(?:sept|huit|neuf)|(?:vingt|trente|quarante|cinquante)(?:[- ](?:et[- ])?[a-z]{{2,6}})?)"
    rf"(?: bis| ter)?,? "
    rf"(?=(?:(?:de la|du|de l'|des)[ ]?)?{_WAY} ))"
    rf"(?P<way>(?:(?:de la|du|de l'|des|au|a|dans la|dans l'|dans le|dans)[ ]?)?{_WAY}[ ])(?=\S)"
)
# « lot. Les Pins n°4 »
_NUMBER_BEHIND = Expression(
    rf"(?<![\w-]){_WAY}[ ](?P<name>(?:(?:de la|de l'|du|des|de|d'|le|la|les|l')[ ]?)?[a-z][\w'-]{{1,30}}"
    rf"(?:[ ][\w'-]{{2,30}}){{0,2}}),?[ ]n°[ ]?\d{{1,4}}(?!\d)"
)
_NOT_A_PLACE = Expression(
    r"^(?:a |au )?(?:mail|e-?mail|internet|electronique|l'annee|cote|pres|loin|juste|"
    r"dans le coin|ici|seule?s?)\b"
)
_RESIDENCE = Expression(
    r"(?<![A-Za-zÀ-ÿ-])(?:[Rr](?:é|e)sidence|RESIDENCE|RÉSIDENCE|[Ll]ieu-dit|LIEU-DIT|"
    r"[Hh]ameau|HAMEAU|[Bb](?:â|a)t(?:iment|\.)?|BAT\.?|[Aa]ppt?\.?|APPT|[Aa]ppartement|EHPAD|"
    r"Ehpad|Z\.?[AI]\.?C?|B\.?P\.?"
    r"|[Ff]erme|[Mm]as|[Mm]anoir|[Cc]h(?:â|a)teau|[Vv]illa|[Mm]oulin|[Dd]omaine|[Cc]halet|"
    r"[Mm]aison)(?: (?:universitaire|étudiante|senior|seniors|"
    r"autonomie|service))?(?: (?:de la |de l['’]|du |des |de |d['’]|le |la |les |"
    r"l['’])?[A-ZÀ-Ý0-9][\w'’.-]{0,40}){1,4}"
)
_HOME_MARK = Expression(
    r"(?:[ ,\u00a0-]{1,4}(?:(?:ch|chambre|appt?|apt|appartement|b(?:â|a)t|porte|étage|esc|lot|"
    r"n°)\.? ?(?:\d{1,4}\w?|[A-Za-z])(?!\w)|\d{1,4}(?: ?bis)?,? (?:rue|avenue|av|bd|boulevard|"
    r"chemin|route|place|impasse|allée|quai) [^\n,;()]{3,50}|"
    r"\d{5} [A-ZÀ-Ý][\w'’-]{1,40}(?:-[\w'’]{1,30}){0,4}|"
    r"(?:route|chemin|rue|place|avenue) [^\n,;()]{3,50})){1,4}",
    re.IGNORECASE,
)
_TOWN = Expression(r"[ \u00a0]?,[ \u00a0]?[A-ZÀ-Ý][\w'’-]{2,40}(?=[ \u00a0]*(?:[.,;)\n]|$))")
_POST_BOX = Expression(r"(?<![A-Za-z])(?:BP|B\.P\.|CS)[ ]?\d{2,6}(?!\d)")
_GERMANIC = Expression(
    r"(?<![\w-])[A-ZÄÖÜ][\w-]{1,30}(?:straße|strasse|str\.|weg|gasse|platz|allee|damm|ufer|ring|"
    r"straat|laan|gracht|plein|kade|dijk|"
    r"steeg|hof|pad|singel| Straße| Weg| Allee)[ ]\d{1,4} ?[a-z]?(?![\w])"
    r"(?:,?[ \n]{1,2}(?:D-|A-|CH-|B-)?\d{4,5}(?: [A-Z]{2})?[ ][A-ZÄÖÜ][\w-]{1,30}(?: (?:im|am|"
    r"an der|bei|aan|den|ob) [\w-]{1,30}){0,2}"
    r"(?:, (?:Belgique|Belgien|Belgi[ëe]|Deutschland|Schweiz|Suisse|Nederland|Allemagne|"
    r"Pays-Bas))?|,[ ][A-ZÄÖÜ][\w-]{2,30})?"
)
_UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_BRITISH = Expression(
    r"(?<![\w-])(?:(?:Flat|Apt|Apartment|Unit) \w{1,5},? )?\d{1,4}[a-zA-Z]?,? (?:[A-Z][\w'’-]{1,25} ){1,3}"
    r"(?:Road|Street|Close|Lane|Avenue|Drive|Way|Court|Grove|Terrace|Gardens?|Crescent|Hill|"
    r"Place|Mews|Square|Row|Park|View|Green|"
    r"Rise|Walk|Rd|St|Ave|Ln|Dr)(?![\w])"
    rf"(?:,?[ \n][A-Z][\w'’-]{{1,25}}(?: [A-Z][\w'’-]{{1,25}}){{0,2}})?(?:,?[ \n]{_UK_CODE})?"
)
_BRITISH_CODE = Expression(
    r"(?<![\w-])(?:(?:[A-Z][\w'’-]{1,25}[ ,]{1,2}){0,8})[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\w])"
)
_SOUTHERN = Expression(
    r"(?<![\w-])(?:C/|Calle|Avda\.?|Avenida|Plaza|Paseo|Camino|Via|Viale|Piazza|Corso|Vicolo|"
    r"Rua|Praça)[ ](?:(?:de|del|della|la|dei|di|los|las|da|dos) ){0,2}"
    r"[A-ZÀ-Ý][\w'’-]{1,30}(?: (?:de|del|della|[A-ZÀ-Ý][\w'’-]{1,30})){0,3},? (?:n[º°.]? ?)?\d{1"
    r",4}[a-zA-Zº]?(?:,? \d{1,2}º?\w?)?"
    r"(?:,?[ \n]\d{4,5}(?:-\d{3})?[ ][A-ZÀ-Ý][\w'’-]{1,30}(?: [A-ZÀ-Ý][\w'’-]{1,30}){0,2}|"
    r",[ ][A-ZÀ-Ý][\w'’-]{2,30})?"
)


def places(text: str, folded: str) -> Iterator[Finding]:
    """Where the person lives or works. The addresses of providers are taken out by the caller."""
    for match in _STREET.finditer(folded):
        end = _end_of_street(text, match.end())
        if end > match.end():
            start, end = _widened(text, match.start(), end)
            yield finding(text, start, end, "address")
    for match in _OWN_WAY.finditer(folded):
        end = _end_of_street(text, match.end())
        if _has_capital(text[match.end() : end]):
            yield finding(text, match.start("way"), end, "address")
    for match in _NUMBER_BEHIND.finditer(folded):
        if _has_capital(text[match.start("name") : match.end()]):  # « place de parking n° 14 » is nobody's
            yield finding(text, match.start(), match.end(), "address")
    for match in _LIVING.finditer(folded):
        end = _end_of_home(text, *match.span("where"))
        if end and not _NOT_A_PLACE.match(match["where"]):
            yield finding(text, match.start("where"), end, "address")
    for match in _RESIDENCE.finditer(text):
        mark = _HOME_MARK.match(text, match.end())
        if mark:
            town = _TOWN.match(text, mark.end())
            yield finding(text, match.start(), town.end() if town else mark.end(), "address")
    for pattern in (_POSTCODE, _POST_BOX, _GERMANIC, _BRITISH, _BRITISH_CODE, _SOUTHERN):
        for match in pattern.finditer(text):
            yield finding(text, match.start(), match.end(), "address")


def _end_of_street(text: str, start: int) -> int:
    rest = _REST.match(text, start)
    name = _LOWER_REST.match(text, start) if rest is None or not _has_capital(rest[0]) else rest
    if name is None:
        return start
    end = start + len(_without_loose_end(text[start : name.end()]))
    for _ in range(3):  # « 3 rue X, 29200 Brest », « 3 rue X, bât. B, Brest »
        tail = _TAIL.match(text, end)
        if tail is None:
            break
        end = tail.end()
    return end


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """« Appt 32, résidence Ker Avel, » before the number belongs to the address."""
    before = text[max(0, start - 90) : start]
    line = before.rpartition("\n")[2]
    for match in _RESIDENCE.finditer(line):
        if len(line) - match.end() <= 40 and "." not in line[match.end() :].replace("bât.", ""):
            return start - len(line) + match.start(), end
    return start, end


def _end_of_home(text: str, start: int, end: int) -> int:
    """« à Plogoff et je viens chaque été » : up to the town, not to the end of the sentence."""
    match = re.compile(
        r"(?:(?:à|au|aux|en|dans|sur|le|la|les|l['’]|une|un|du|de|des|d['’]|in|at|au-dessus|"
        r"près|rue|chemin|village|"
        r"commune|hameau|quartier|impasse|route|avenue|place|lieu-dit|bourg|résidence|bis|ter|,|"
        r":)[ ]?|\d{1,5}[ ,]{1,2}|"
        r"[A-ZÀ-Ý][\w'’-]{0,40}[ ,]{0,2}){1,14}"
    ).match(text, start, end)
    return match.end() if match and _has_capital(match[0]) else 0


_NEXT_SENTENCE = Expression(r"(?<=[^\W\d_]{4})\.(?= [A-ZÀ-Ý])")  # and not « Gal. de Gaulle »
_AND_WHEN = Expression(r"(?<=[^\W\d_]{2}) (?:le|du|au|en) (?=\d{1,2}$)")


def _has_capital(words: str) -> bool:
    return any(char.isupper() for char in words)


def _without_loose_end(name: str) -> str:
    """« rue du Port et » ends before « et »; what a new sentence or a date begins is no part of it."""
    words = _AND_WHEN.split(_NEXT_SENTENCE.split(name)[0])[0].split(" ")
    while words and words[-1].lower() in {
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "au",
        "aux",
        "à",
        "et",
        "en",
        "sur",
        "sous",
    }:
        words.pop()
    return " ".join(words)
