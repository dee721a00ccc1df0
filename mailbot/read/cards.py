"""Visiting cards: the company, the post, the numbers and the address below the name of the writer.

Below closing words a card is at least two lines, one of which nobody writes by hand every time; below the
writer's name alone it must be nothing but a card. A single number below the name may have been typed for
this mail: it stays.
"""

from __future__ import annotations

import re
import unicodedata

from mailbot.expressions import Expression
from mailbot.read.persons import MATTER, WISH

_CLOSING = Expression(
    r"[\W_]{0,3}(?:(?:bien )?(?:cordialement|amicalement|sincèrement|respectueusement)|cdlt|cdt"
    r"|bien à (?:vous|toi)"
    r"|(?:avec mes |mes |nos )?(?:sincères|meilleures|cordiales|respectueuses)? ?(?:salutations|respects)"
    r"|(?:bonne|belle) "
    r"(?:journée|soirée|réception|fin)|dans l['’]attente|veuillez (?:agréer|recevoir|croire)"
    r"|je vous prie (?:d['’]agréer|d['’]accepter|de (?:croire|recevoir"
    r"|bien vouloir (?:agréer|recevoir)))|recevez"
    r"|(?:kind|best|warm|with|many)? ?(?:regards|wishes)|sincerely|yours (?:sincerely|faithfully|truly)"
    r"|best|cheers"
    r"|(?:mit )?(?:freundlich|herzlich|best|viel|lieb|schön)e[nmr]? (?:grüße?n?|gruß|gruss|grüsse)"
    r"|grüße|grüsse|mfg|vg|lg|hochachtungsvoll|hoogachtend"
    r"|(?:met )?(?:vriendelijke?|hartelijke) groete?n?|groet(?:en|jes)?|mvg|(?:un (?:cordial )?)?saludos?"
    r"|atentamente"
    r"|cordiales saludos|cordiali saluti|distinti saluti|saluti|cordialmente|un cordiale saluto)\b",
    re.IGNORECASE,
)
_LONGEST_CLOSING = 160
_EVIDENCE = Expression(
    r"(?:\+|\b00)\d[\d\s().\xa0/-]{6,20}\d|\b0\d(?:[\s.\xa0/-]?\d{2}){4}\b"
    r"|\b0\d{2,5}[\s/-]\d[\d\s-]{4,12}\d\b|\(\d{2,5}\)\s?\d[\d\s-]{4,12}"
    r"|[^\s@<>]{1,64}@[^\s@<>]{1,100}\.[a-z]{2,20}\b|\bhttps?://|\bwww\.[^\s]{3,100}"
    r"|\b(?:tél|tel|fax|mob|gsm|phone|telefon|telefoon|teléfono|telefono|mobile|mobil|portable"
    r"|standard)\b\.?\s?[:.]"
    r"|\b(?:S\.?A\.?R\.?L|SAS|SASU|EURL|SCI|GmbH|AG|mbB|e\.V|Ltd|Inc|LLC|B\.?V|S\.?r\.?l|S\.?p\.?A"
    r"|S\.?L)\b\.?"
    r"|\b(?:RCS|SIRET|SIREN|TVA|APE|NAF|HRB|KvK|BTW|USt|P\.? ?IVA|CIF|NIF|Amtsgericht|capital)\b"
    r"|\bCS \d{4,5}\b|\bCEDEX\b",
    re.IGNORECASE,
)
_PLACE = Expression(
    r"\b\d{1,4}\s?(?:bis|ter)?[ ,]{1,3}(?:rue|avenue|av\.|boulevard|bd|place|chemin|route|impasse|allée"
    r"|quai|cours|square|faubourg|lieu-dit)\b"
    r"|\b[\w-]{3,30}(?:straße|strasse|str\.|weg|platz|gasse|allee|straat|laan|plein|gracht)\s?\d"
    r"|\b(?:via|viale|piazza|corso|calle|avenida|plaza|paseo)\s[\w' ]{2,40}\d"
    r"|\b\d{1,5} [A-Z]\w+ (?:street|road|avenue|lane)\b"
    r"|\b(?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})?\s+[A-ZÀ-ÖØ-Þ][\w' -]{2,40}$",
    re.IGNORECASE,
)
# What somebody is, in capitals or not; the ends of the words differ by language and sex.
_POST = Expression(
    r"\b(?:gérant|direct|responsable|assist|secrét|secret|présid|presid|chargée? d|chef|conseil|ingénieur"
    r"|avocat|abogad|avvocat|notaire|notar|médecin|docteur|profes|prof\b|enseign|consult|comptable"
    r"|commercial|techni"
    r"|manager|head of|officer|engineer|ceo\b|cto\b|cfo\b|sales\b|geschäftsführ|leiter|berater|referent"
    r"|sachbearbeit|medewerk|adviseur|advis[eo]r|gerente|jef[ea]\b|impiegat|amministr|administ|adjoint"
    r"|attachée?\b"
    r"|déléguée?\b|cadre\b|infirm|soignant|trésor|tesor|treasur|penningm|voorzitter|vorsitz|vorstand"
    r"|inhaber"
    r"|eigenaar|owner\b|founder|fondat|fundador|titolare|format(?:eur|rice)|éducat|institut(?:eur|rice)"
    r"|maire\b"
    r"|architect|geometra|juriste|jurist|expert|anima(?:teur|trice|dor)|coordin|koordin|coördin"
    r"|gestionnaire"
    r"|inspect|contrôleu|acheteu|einkäuf|buyer\b|teacher|lectur|nurse\b|accountant|buchhalt|boekhoud|contab"
    r"|solicitor|barrister|analyst|specialist|supervisor|clerk\b|developer|develop|développ|designer"
    r"|partner\b"
    r"|executive|researcher|chercheu|librarian|bibliothécaire|lehrer|dozent|docent|leraar|maestr[ao]\b"
    r"|médic"
    r"|ärzt|arzt\b|anwält|anwalt|prokurist|beauftragt|pflege|mitarbeiter|meister|beleids|teamleid|hoofd\b"
    r"|encargad|asesor|enfermer|responsabile|direttor|consulente|infermier|docente|pharmac|vétérinaire"
    r"|dentiste"
    r"|kinésithérap|psychologue|service|département|department|abteilung|afdeling|departamento|dpto|ufficio"
    r"|pôle\b|unité|bureau\b|office\b)\w{0,12}",
    re.IGNORECASE,
)
_FIRM = Expression(
    r"\b(?:GmbH|mbH|SARL|SAS|SASU|EURL|SCI|(?<=\w )SA|SNC|SCOP|KG|OHG|UG|eG|e\.\s?[VK]\.?|AG|Ltd|Limited"
    r"|LLP"
    r"|LLC|PLC|plc|Inc|B\.?V|N\.?V|VOF|S\.?L\.?U?|S\.A|S\.?r\.?l|S\.?p\.?A|RCS|SIRET|SIREN|HRB)\b"
    r"|& (?:Co|Partner|Söhne|Fils|Figli|Zonen)\b|\b(?:s\.r\.l|s\.p\.a|s\.n\.c|s\.l|b\.v|n\.v)\."
)
_REGISTERED = Expression(r"\b(?:RCS|SIRET|SIREN|GmbH|SARL|SAS)\b")  # even with verbs: "enregistrée sous …"
# What a company has its programs add: where else it can be found, when it is open, that nobody is there.
_ADVERTISED = Expression(
    r"\b(?:(?:suivez|retrouvez|rejoignez|visitez)[- ]nous|(?:follow|find|join|visit|connect with) us"
    r"|(?:folgen|besuchen|finden) sie uns|(?:volg|bezoek|vind) ons|síganos|síguenos|visít[ea]nos"
    r"|encuéntr[ea]nos|seguiteci|seguici|trovaci|vieni a trovarci|venez nous (?:voir|rencontrer))"
    r"(?: (?:sur|au|aux|à|en|dans|on|at|in|auf|bei|op|su|a)\b|\s{0,2}[!.:|]|\s{0,3}$)"
    r"|^\W{0,4}(?:this|ce|cet|diese|dit|este|questo|questa|il presente|(?:les|le|the|die|der|de|la|el|il)"
    r" (?:informa[tzc]i|inh(?:alt|oud)|conten[iu]|présent))[^\n]{0,80}"
    r"(?:confidenti|vertraulich|vertrouwelijk|confidenci|riservat|confidenzial)",
    re.IGNORECASE,
)
_HOURS = Expression(
    r"[\W_]{0,4}(?:(?:la |le |l['’]|notre |nos |unser\w? |our |the |onze |il |lo "
    r"|el )?[^\W\d_]{3,20} ){0,2}"
    r"(?:est |sont |ist |is |are |está |è )?(?:ouverte?s?|fermée?s?|fermeture|ouverture|horaires?"
    r"|open(?:ing)?|closed|geöffnet|öffnungszeiten|geschlossen|openingstijden|geopend|gesloten"
    r"|abiert[oa]s?|cerrad[oa]s?|horarios?|apert[oai]|chius[oai]|orari[oi]?)\b[^\n]{0,80}\d",
    re.IGNORECASE,
)
_BANNER = Expression(r"\s{0,4}([*#=~+]{2,10})[^\n]{8,300}\1\s{0,4}$")
_WHOSE = Expression(
    r"[:;]|\b(?:à|au|aux|a|de|du|des|la|le|les|l['’]|un|une|der|die|das|dem|den|ein|eine|vom|zum|zur|the"
    r"|an|to|of|by"
    r"|het|van|el|los|las|del|al|il|lo|gli|della|dello|alla|allo|avec|with|mit|met|con|par|votre"
    r"|vos)(?:\s|$)",
    re.IGNORECASE,
)
_TELLS = Expression(
    r"\b(?:était|étaient|avait|avaient|a|ont|war|waren|hat|haben|hatte|was|were|had|has|had|werd|heeft|ha"
    r"|han|era"
    r"|estaba|fue|erano|hanno)\b"
)
_SENTENCE = Expression(
    r"(?:\b(?:je|tu|il|elle|on|nous|vous|ils|me|mon|ma|mes|votre|vos|notre|nos|merci|svp|sont|était|avez"
    r"|avons|pas|que|qui|pour que|avant|après"
    r"|i|you|he|she|we|they|my|your|please|thanks|is|are|was|not|ich|sie|wir|mein|meine|ihr|ihre|bitte"
    r"|danke|ist|sind|nicht|sans|ohne|without|zonder|senza"
    r"|ik|u|wij|mijn|uw|graag|niet|yo|usted|nosotros|por favor|gracias|io|lei|noi|mio|suo|grazie|sono"
    r"|non)\b|(?-i:\b(?:est|es|mi|su|son)\b)|\b[jm]['’]"
    r"|[!?]\s*$|\bp\.?s\b\s?[.:])",
    re.IGNORECASE,
)
_FOR = Expression(r"(?:i\. ?[AV]\.|p\.? ?p\.|p\.? ?o\.|p/o|ppa\.|pour|für|for|namens)\s{1,2}", re.IGNORECASE)
_TITLE = Expression(
    r"(?:(?:mr|drs|dr|ir|ing|prof|avv|arch|geom|dott|mag"
    r"|lic)\.(?:ssa)?\s{0,2}){1,3}(?=[A-Z])",
    re.IGNORECASE,
)
# A card that is put together in the settings of a program may say when its owner is there.
_PRESENCE = Expression(
    r"\b(?:absente?s?|congés?|vacances|télétravail|temps partiel|ausente|vacaciones|teletrabajo"
    r"|out of office"
    r"|on leave|holidays?|part[- ]time|i work|ferien|urlaub|abwesend|ich arbeite|homeoffice|afwezig"
    r"|vakantie"
    r"|ik werk|werkdagen|assente|ferie|smart working)\b",
    re.IGNORECASE,
)
_PRONOUNS = Expression(r"\s{0,2}(?:\([^()\n]{2,20}\)|\*{1,5})\s{0,3}$")
_NAME = Expression(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]{0,25}|de|du|von|van|der|di|et|und|&|la"
    r"|le)(?:[ ,]{1,2}(?:[A-ZÀ-ÖØ-Þ(][\w'’.()-]{0,25}|des?|du|von|van|der|di|et|und|&|la|le)){0,5}\s{0,3}$"
)
_BESIDE = Expression(r"\s[|•·–—-]\s")
_CASE = Expression(
    r"\b(?:dossier|réf|référence|ticket|réservation|reservation|booking|vol|flight|contrat|facture|iban"
    r"|bic|billet"
    r"|commande|chambre|room|zimmer|flug|buchung|vorgang|rechnung|vlucht|boeking|factuur|kamer|reserva"
    r"|vuelo"
    r"|factura|habitación|prenotazione|pratica|volo|fattura|camera)\b[^\n]{0,30}\d",
    re.IGNORECASE,
)
_NO_LETTER = Expression(r"[^a-z0-9]")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "æ": "ae"})
_WORDS = Expression(r"[^\W\d_]{2,}")
_SMALL_BEGINNINGS = "dfilnpv"  # of "de", "von", "i. A.", "pour"
_MOST_WORDS = 14  # on a line of a card
_LONGEST_CARD = 14  # lines
_NAME_AND_POST = 2  # lines
_BARE_CARD = 3  # lines of a card that has no number and no address
_LONG_NAME = 4  # letters
_LONGEST_LINE = 130
_FURTHEST = 40  # lines from the end, blank ones included


def without_card(lines: list[str], writer: str) -> tuple[list[str], list[str]]:
    """(what stays, the card below the name)."""
    first = max(0, len(lines) - _FURTHEST)
    written = [index for index in range(first, len(lines)) if lines[index].strip()]
    name_of_writer, _, address = writer.partition("<")
    known, own = _tokens(name_of_writer), address.rstrip("> ").lower()
    for position in range(1, len(written) - 1 + bool(writer)):
        index, above = written[position], _bare(lines[written[position - 1]])
        below = [lines[i] for i in written[position + 1 :]]
        if not 0 < len(below) <= _LONGEST_CARD:
            continue
        letter = _bare(lines[index])[:1]
        title = _TITLE.match(_bare(lines[index]))
        if not (letter.isupper() or letter in _SMALL_BEGINNINGS or title):
            continue
        name, *post = _BESIDE.split(lines[index][:_LONGEST_LINE], maxsplit=1)
        below = [*post, *below]
        bare = _FOR.sub("", _PRONOUNS.sub("", _bare(name)[title.end() if title else 0 :]), count=1)
        if not _NAME.match(bare) or _CLOSING.match(bare):
            continue
        is_closed = len(above) <= _LONGEST_CLOSING and bool(_CLOSING.match(above))
        named = _tokens(bare)
        is_writer = (
            len(named) > 1
            and not above.endswith(":")
            and (_is_name_of(named, known, own) or _is_own(below, known, own))
        )
        if not (is_writer or is_closed):
            continue
        if len(named) > 1 and named <= _tokens(below[0]) and not post:
            block = lines[written[position + 1] : written[-1] + 1]
            below = _without_presence(below) if all(line.strip() for line in block) else below
        if _is_card(below, own, is_writer=is_writer, is_closed=is_closed):
            return [*lines[:index], name.rstrip()], [*post, *lines[index + 1 :]]
    return lines, []


def is_card_line(line: str) -> bool:
    return bool(_EVIDENCE.search(line[:_LONGEST_LINE]) or _PLACE.search(line[:_LONGEST_LINE]))


def is_sentence(line: str) -> bool:
    """Words that somebody says, not a card."""
    words = _ADDRESSES.sub(" ", line[:400])
    return bool(_SENTENCE.search(words)) or len(_WORDS.findall(words)) > _MOST_WORDS


_ADDRESSES = Expression(r"\S{1,80}@\S{1,100}|https?://\S{1,200}|www\.\S{1,200}")


def _is_card(lines: list[str], address: str, *, is_writer: bool, is_closed: bool) -> bool:
    """Below the writer's name a post, a company or an advertisement is enough; else it takes a number."""
    if any(len(line) > _LONGEST_LINE and not is_advertised(line) for line in lines):
        return False
    proofs = sum(is_card_line(line) and not is_advertised(line) for line in lines)
    firms = sum(_is_firm(line) or _is_of_domain(line, address) for line in lines)
    advertised = [line for line in lines if is_advertised(line)]
    others = [line for line in lines if line not in advertised]
    if any(_is_told(line, address) for line in others):
        return False
    posts = sum(map(_is_post, others))
    if not proofs:
        is_bare = len(others) <= _BARE_CARD and not any(map(_has_figure, others))
        is_offered = is_closed and any(not _HOURS.match(line) for line in advertised)
        return is_writer and is_bare and (posts + firms > 0 or (is_offered and not others))
    if len(lines) == 1 or not any(_EVIDENCE.search(line) or _is_post(line) for line in lines):
        return bool(advertised) and is_closed  # an address alone is the writer's: somebody is to write there
    return True


def _without_presence(lines: list[str]) -> list[str]:
    """Below the name said once more, in one block with the card: "Out of office 1-12 August"."""
    return [
        line
        for i, line in enumerate(lines)
        if i < _NAME_AND_POST or not _PRESENCE.search(line) or "?" in line or WISH.search(line.lower())
    ]


def _is_post(line: str) -> bool:
    """`Assistante de direction`, and neither "copie à la direction" nor "der Leiter"."""
    post = _POST.search(line)
    if post is None or _WHOSE.search(line, 0, post.start()):
        return False
    return not MATTER.search(f"{line[: post.start()]} {line[post.end() :]}".lower())


def _is_told(line: str, address: str) -> bool:
    """Something is said in it, or it names the case."""
    if _is_about_the_case(line):
        return True
    if _REGISTERED.search(line) or _is_of_domain(line, address):
        return False
    return is_sentence(line) or bool(_TELLS.search(_ADDRESSES.sub(" ", line)))


def is_advertised(line: str) -> bool:
    """A slogan, opening hours, a banner between asterisks."""
    line = line[:320]
    if _TELLS.search(line):
        return False
    return bool(_ADVERTISED.search(line) or _HOURS.match(line) or _BANNER.match(line))


def _is_about_the_case(line: str) -> bool:
    return bool(_CASE.search(line)) and not is_card_line(line)


def _has_figure(line: str) -> bool:
    return any(character.isdigit() for character in line)


def _is_name_of(name: frozenset[str], known: frozenset[str], address: str) -> bool:
    """The writer's name, or the longer form that an address book adds to; or the one of the address."""
    if len(known) > 1 and (name <= known or known <= name):
        return True
    local = re.sub(r"[^a-z]", "", address.partition("@")[0])
    whole = [word for word in name if len(word) >= _LONG_NAME and word in local]
    rest = local
    for word in whole:
        rest = rest.replace(word, "", 1)
    return bool(whole) and all(word in whole or rest == word[:1] for word in name)


def _is_own(lines: list[str], known: frozenset[str], address: str) -> bool:
    """The writer's address stands in the card, or the company that the mail is sent for."""
    return any(
        (len(address) > _LONG_NAME and address in line.lower())
        or (len(known) > 1 and known <= _tokens(line))
        or _is_of_domain(line, address)
        for line in lines
    )


def _is_firm(line: str) -> bool:
    """`Kühn & Partner`, `SARL au capital de …`: a legal form or a register's number."""
    return bool(_FIRM.search(line[:_LONGEST_LINE]))


def _is_of_domain(line: str, address: str) -> bool:
    """`Gärtnerei Lund eG` of gaertnerei-lund.de."""
    label = _NO_LETTER.sub("", max(address.rpartition("@")[2].split(".")[:-1], key=len, default=""))
    return len(label) > _LONG_NAME and label in _NO_LETTER.sub("", _plain(line[:_LONGEST_LINE]))


def _plain(text: str) -> str:
    """Small letters without accents, as domains are written."""
    spelt = text.lower().translate(_SPELT)
    return unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode("ascii")


def _bare(line: str) -> str:
    return line.strip(" \t\xa0*_,")


def _tokens(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name[:200]).encode("ascii", "ignore").decode("ascii").lower()
    return frozenset(word for word in re.findall(r"[a-z]{2,30}", plain))
