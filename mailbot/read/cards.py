"""Visiting cards: the company, the post, the numbers and the address below the name of the writer.

Below closing words a card is at least two lines, one of which nobody writes by hand every time; below the
writer's name alone it must be nothing but a card. A single number below the name may have been typed for
this mail: it stays.
"""

from __future__ import annotations

import re
import unicodedata

_CLOSING = re.compile(
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
    r"|grüße|grüsse|mfg|vg|lg"
    r"|(?:met )?(?:vriendelijke?|hartelijke) groete?n?|groet(?:en|jes)?|mvg|(?:un (?:cordial )?)?saludos?"
    r"|atentamente"
    r"|cordiales saludos|cordiali saluti|distinti saluti|saluti|cordialmente|un cordiale saluto)\b",
    re.IGNORECASE,
)
_LONGEST_CLOSING = 160
_EVIDENCE = re.compile(
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
_PLACE = re.compile(
    r"\b\d{1,4}\s?(?:bis|ter)?[ ,]{1,3}(?:rue|avenue|av\.|boulevard|bd|place|chemin|route|impasse|allée"
    r"|quai|cours|square|faubourg|lieu-dit)\b"
    r"|\b[\w-]{3,30}(?:straße|strasse|str\.|weg|platz|gasse|allee|straat|laan|plein|gracht)\s?\d"
    r"|\b(?:via|viale|piazza|corso|calle|avenida|plaza|paseo)\s[\w' ]{2,40}\d"
    r"|\b\d{1,5} [A-Z]\w+ (?:street|road|avenue|lane)\b"
    r"|\b(?:[A-Z]{1,2}-)?\d{4,5}(?: [A-Z]{2})?\s+[A-ZÀ-ÖØ-Þ][\w' -]{2,40}$",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:gérante?|direct(?:eur|rice|ion)|responsable|assistante?|secrétaire|secrétariat|président"
    r"|présidente|chargée? d|chef|conseill[eè]re?"
    r"|ingénieur|avocate?|notaire|médecin|docteur|professeur|enseignante?|consultante?|comptable"
    r"|commercial|technicien|manager|director|head of"
    r"|assistant|officer|engineer|ceo|cto|cfo|sales|geschäftsführ|leiter|berater|referent|sachbearbeiter"
    r"|directeur|medewerker|adviseur"
    r"|gerente|directora?|jefe|responsabile|direttor|impiegat|amministrat|service|département|department"
    r"|abteilung|afdeling|departamento|ufficio)\w{0,12}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:\b(?:je|tu|il|elle|on|nous|vous|ils|me|mon|ma|mes|votre|vos|notre|nos|merci|svp|sont|était|avez"
    r"|avons|pas|que|qui|pour que|avant|après"
    r"|i|you|he|she|we|they|my|your|please|thanks|is|are|was|not|ich|sie|wir|mein|meine|ihr|ihre|bitte"
    r"|danke|ist|sind|nicht"
    r"|ik|u|wij|mijn|uw|graag|niet|yo|usted|nosotros|por favor|gracias|io|lei|noi|mio|suo|grazie|sono"
    r"|non)\b|(?-i:\b(?:est|es|mi|su|son)\b)|\b[jm]['’]"
    r"|[!?]\s*$|\bp\.?s\b\s?[.:])",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]{0,25}|de|du|von|van|der|di|et|und|&|la"
    r"|le)(?:[ ,]{1,2}(?:[A-ZÀ-ÖØ-Þ(][\w'’.()-]{0,25}|de|du|von|van|der|di|et|und|&|la|le)){0,5}\s{0,3}$"
)
_BESIDE = re.compile(r"\s[|•·–—-]\s")
_CASE = re.compile(
    r"\b(?:dossier|réf|référence|ticket|réservation|reservation|booking|vol|flight|contrat|facture|iban|bic|billet"
    r"|commande|chambre|room|zimmer|flug|buchung|vorgang|rechnung|vlucht|boeking|factuur|kamer|reserva|vuelo"
    r"|factura|habitación|prenotazione|pratica|volo|fattura|camera)\b[^\n]{0,30}\d",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS = 14  # on a line of a card
_LONGEST_CARD = 14  # lines
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
        name, *post = _BESIDE.split(lines[index][:_LONGEST_LINE], maxsplit=1)
        below = [*post, *below]
        if not 0 < len(below) <= _LONGEST_CARD or not _NAME.match(_bare(name)) or _CLOSING.match(_bare(name)):
            continue
        is_closed = len(above) <= _LONGEST_CLOSING and bool(_CLOSING.match(above))
        named = _tokens(name)
        is_writer = (
            len(named) > 1
            and not above.endswith(":")
            and (_is_name_of(named, known, own) or _is_own(below, known, own))
        )
        if (is_writer or is_closed) and _is_card(below, is_writer=is_writer):
            return [*lines[:index], name.rstrip()], [*post, *lines[index + 1 :]]
    return lines, []


def is_card_line(line: str) -> bool:
    return bool(_EVIDENCE.search(line[:_LONGEST_LINE]) or _PLACE.search(line[:_LONGEST_LINE]))


def is_sentence(line: str) -> bool:
    """Words that somebody says, not a card."""
    words = _ADDRESSES.sub(" ", line[:400])
    return bool(_SENTENCE.search(words)) or len(_WORDS.findall(words)) > _MOST_WORDS


_ADDRESSES = re.compile(r"\S{1,80}@\S{1,100}|https?://\S{1,200}|www\.\S{1,200}")


def _is_card(lines: list[str], *, is_writer: bool) -> bool:
    if any(len(line) > _LONGEST_LINE for line in lines):
        return False
    if any((is_sentence(line) and not _is_firm(line)) or _is_about_the_case(line) for line in lines):
        return False
    proofs = sum(is_card_line(line) for line in lines)
    posts = sum(bool(_POST.search(line)) for line in lines)
    if not proofs:
        return is_writer and posts > 0 and len(lines) <= _BARE_CARD and not any(map(_has_figure, lines))
    if len(lines) == 1 or not any(_EVIDENCE.search(line) or _POST.search(line) for line in lines):
        return False  # an address alone is the writer's: somebody is to write there
    return proofs >= 2 or posts > 0 or len(lines) >= 2


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
        (len(address) > _LONG_NAME and address in line.lower()) or (len(known) > 1 and known <= _tokens(line))
        for line in lines
    )


def _is_firm(line: str) -> bool:
    """`Kühn & Partner`, `SARL au capital de …`: capitals or a register's number, no verb."""
    return bool(re.search(r"\b(?:RCS|SIRET|SIREN|GmbH|SARL|SAS)\b", line))


def _bare(line: str) -> str:
    return line.strip(" \t\xa0*_,")


def _tokens(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name[:200]).encode("ascii", "ignore").decode("ascii").lower()
    return frozenset(word for word in re.findall(r"[a-z]{2,30}", plain))
