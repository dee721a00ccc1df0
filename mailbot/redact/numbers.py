"""Finds what has a form: telephones, accounts, cards, plates, birth dates, numbers of files.

Every expression starts behind a boundary and repeats within bounds: the time is linear in the text.
All of them read the folded text, which has the same places as the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.findings import Finding, Kind, finding
from mailbot.redact.folding import fold
from mailbot.redact.phones import DATE, DATE_FORM, MONTH, phones

_BORN = Expression(
    r"(?<![a-z])(?:nee?s?|ne\(e\)|n[ée]+\.e|naissance|birth(?:day|date)?|born|dob|geb(?:oren|"
    r"\.)?(?: am)?|geburtsdatum|"
    r"nacid[oa]|nacimiento|nat[oa]|nascita|geboren)"
    rf"(?: [a-z'-]{{2,20}}(?: [a-z'-]{{2,20}})?(?= le \d))?(?:[ :,]{{1,3}}(?:le|un|en|on|am|el|il|op|est le"
    rf"|de|"
    rf"a [a-z' -]{{2,30}}?,? le)){{0,2}}[ :(]{{0,3}}(?P<date>{DATE}|"
    rf"{MONTH} \d{{4}}|(?:19|20)\d\d(?!\d))"
)

# « aura 6 ans le 8 septembre », « 18 ans le 2 juin », « turns six on 3 May »
_BIRTHDAY = Expression(
    r"(?<![a-z])(?:\d{1,3} ans(?: revolus)?|(?:les|en) (?:aura|aurai|avait|a eus?)|(?:mon|son|leur|"
    r"notre) anniversaire"
    r"(?: est| c'est)?|fete(?:ra|rai|nt)? (?:ses|mes|leurs) \d{1,3} ans|turns? (?:\d{1,3}|[a-z]{3,9})|"
    r"will be \d{1,3}|wird \d{1,3}|"
    rf"\d{{1,3}} jaar) (?:le |on |am |op |: ?)(?P<date>{DATE}|\d{{1,2}}(?:er)? {MONTH}(?: \d{{4}})?|"
    rf"\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)"
)
_CORRECTED = Expression(
    rf"[ ,)(]{{1,3}}(?:et non|et pas|au lieu d[eu]|pas|non|ou|not|"
    rf"instead of)(?: pas)?(?: le)? (?P<date>{DATE})"
)

_IBAN = Expression(r"(?<![a-z0-9])[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]){11,30}(?![a-z0-9])")
_IBAN_LENGTH = {
    country: int(length)
    for country, length in re.findall(
        r"(\w\w)(\d\d)",
        "fr27 mc27 be16 de22 ch21 nl18 es24 it27 lu20 pt25 gb22 ie22 at20 pl28 dk18 se24 no15 "
        "fi18 cz24 sm27 ad24 li21 gr27 ro24 hu28 hr21 sk24 si19 bg22",
    )
}

_CARD = Expression(r"(?<![\dx*•])\d(?:[ .-]?\d){12,18}(?![\dx*•])")
_HIDDEN_CARD = Expression(
    r"(?<![\w*•])(?=[\d x*•.-]{0,18}[x*•]{2})(?:[\dx*•]{4}[ .-]?){2,4}[\dx*•]{2,4}(?![\w*•])|"
    r"[x*•]{3,16}[ .-]?\d{4}(?!\d)"
)
_CARD_END = Expression(
    r"(?:(?:finissant|terminant|termine|ending|ends|endend|endet|terminada|eindigt|che finisce)(?: par| in|"
    r" with| auf|"
    r" mit| op| en| con)?|(?:derniers|last|letzten?|laatste|ultim[aei]s?) (?:\d |four |quatre |vier |"
    r"quattro |cuatro )?"
    r"(?:chiffres|digits|ziffern|cijfers|cifre|cifras)(?: de (?:la|ma) carte)?(?: sont| are)?|"
    r"(?:carte|card|karte|tarjeta|kaart|cb|visa|mastercard)(?: bancaire|"
    r" bleue)?)[ :]{1,3}(?P<end>\d{4})(?![\d,.] ?\d|\d| ?(?:€|eur))"
)
_NIR = Expression(
    r"(?<![\d])[1-478][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|"
    r"2[ab])[ .-]?\d{3}[ .-]?\d{3}(?:[ ./-]{0,3}\d{2})?(?![\d])"
)
_PLATES = (
    Expression(r"(?<![a-z0-9-])[a-z]{2}-\d{3}-[a-z]{2}(?![a-z0-9-])"),
    Expression(r"(?<![A-Za-z0-9-])[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}(?![A-Za-z0-9-])"),
    Expression(r"(?<![A-Za-z0-9-])\d{2,4}[ -][A-Z]{2,3}[ -](?:\d{2}|2[AB])(?![A-Za-z0-9-])"),
    Expression(r"(?<![A-Za-z0-9-])[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?(?![A-Za-z0-9-])"),
    Expression(r"(?<![A-Za-z0-9-])[A-Z]{2}\d{2}[ ]?[A-Z]{3}(?![A-Za-z0-9-])"),  # British
    Expression(r"(?<![A-Za-z0-9-])[12]-[A-Z]{3}-\d{3}(?![A-Za-z0-9-])"),  # Belgian
    Expression(r"(?<![A-Za-z0-9-])[A-Z]{1,3}[ ][A-Z]{1,2}[ ]\d{2,4}[EH]?(?![A-Za-z0-9-]|[ ]?€)"),  # German
    Expression(
        r"(?<![A-Za-z0-9-])(?:[A-Z]{2}-\d{2}-\d{2}|[A-Z]{1,2}-\d{3}-[A-Z]{1,2}|"
        r"\d{1,2}-[A-Z]{2,3}-\d{1,2}|"
        r"[A-Z]{2}-\d{2}-[A-Z]{2})(?![A-Za-z0-9-])"
    ),  # Dutch
)
_PLATE_WORD = Expression(
    r"(?<![a-z])(?:immatricul\w{1,6}|plaque|kennzeichen|number plate|licen[cs]e plate|"
    r"registration|matricula|targa|"
    r"kenteken)(?: est| du vehicule| is| n°| numero| :|:|"
    r"\s){0,4} ?(?P<plate>[a-z0-9]{1,4}(?:[ -]?[a-z0-9]{1,4}){1,2})(?![a-z0-9])"
)

_FILE_WORD = (
    r"(?:ref(?:erences?|\.)?|dossiers?|reservations?|resa|bookings?|booking ref(?:erence)?|"
    r"confirmation|contrats?|"
    r"contract|adhesion|adherente?s?|adh\.?|societaire|police|policy|sinistre|claim|clients?|"
    r"customer|commande|order|"
    r"factures?|invoice|avoir|devis|offre|billets?|tickets?|titre|permis|neph|ants|matricule|"
    r"agrement|siret|siren|rcs|"
    r"recommandee?|lrar|ar|suivi|colis|inscription|stagiaire|eleve|candidat|allocataire|"
    r"assuree?|beneficiaire|"
    r"licencee?|licence|carte|card|cheque(?:-cadeau)?|bon|passeport|passport|cni|identite|"
    r"forfait|pass|skipass|meuble|dni|nie|"
    r"cpf|opco|buchung(?:snummer)?|buchungsnr|rechnung|kundennummer|vertrag|reserva|localizador|"
    r"prenotazione|pratica|"
    r"boeking|boekingsnummer|reservering|reserveringsnummer|klantnummer|abonnement|compte|fiche|"
    r"badge|bulletin|code|"
    r"enregistrement|declaration|lot|piece|serie|membre|member|quittance|mandat|rum)"
)
# Those by which a provider finds the case in its own books; the others go by a person.
_WORDS_OF_KIND: tuple[tuple[Expression, Kind], ...] = (
    (
        Expression(r"reserv|resa|book|boek|buchung|prenotaz|localizador|confirmation|billet|ticket"),
        "booking",
    ),
    (Expression(r"contra[ct]|vertrag|polic"), "contract"),
    (Expression(r"ref|dossier|sinistre|claim|commande|order|facture|invoice|devis|rechnung|pratica"), "file"),
)
_NUMBER_SIGN = r"(?:n[o°º]s?\.?|nr\.?|no\.|numeros?|num\.?|number|#|:|id)"
_PIECE = r"[a-z0-9]{1,20}(?:[/_.-][a-z0-9]{1,20}){0,6}"
_FILE = Expression(
    rf"(?<![a-z])(?P<word>{_FILE_WORD})"
    rf"(?P<between>(?: (?!le |du |des |les |au |pour |a )[a-z'’]{{2,14}}){{0,2}}?)"
    rf"(?P<sign>(?:[ ,]{{0,2}}{_NUMBER_SIGN}){{0,3}})[ ]{{0,3}}(?P<token>{_PIECE}(?: (?:{_PIECE})){{0,4}})"
)
_SIGNED = Expression(
    rf"(?<![a-z])(?:n[°º]|(?:numero|no|nr)(?![a-z])\.?|#)[ :]{{0,3}}(?P<token>(?:(?!de |"
    rf"du )[a-z]{{1,5}} (?=\d))?(?=[a-z-]{{0,8}}\d){_PIECE}(?: \d{{2,9}}){{0,4}})"
)
_FREE = Expression(
    r"(?<![\w/.@-])(?:[A-Z]\d{5,12}|[A-Z]{2,6}[-/]?\d{4,12}|"
    r"[A-Z]{1,6}(?:[-/][A-Z0-9]{1,12}){1,5}|\d{2,8}(?:[-/][A-Z0-9]{1,12}){1,4}|"
    r"\d{1,4}[A-Z]{1,4}\d{3,10}|[A-Z0-9]{3,6}(?:-[A-Z0-9]{3,6}){2,4})(?![\w/-])"
)
_GROUPS = Expression(r"\d{1,4}(?:[ ]\d{2,4}){1,4}(?:[ ][A-Z]{1,2})?(?![\w€])(?![.,]\d)")
_RUN = Expression(
    r"(?<![\w,.+-])\d(?:[ ]?\d){6,24}(?:[ ]?[A-Z])?(?![\w€])(?![.,]\d)(?! ?(?:€|euros?\b|eur\b|"
    r"km\b|%))"
)
_LOGIN = Expression(
    r"(?<![a-z])(?:identifiant|(?<=mon )id|login|pseudo(?:nyme)?|nom d'utilisateur|user ?name|benutzername|"
    r"username|utente)"
    r"(?: est| is| :| ?:| de connexion| client| c'est| c|"
    r" cest){0,3}[ «\"':]{1,3}(?P<token>[\w@+#][\w.@+#-]{1,38}\w)"
)

_AMOUNT_AFTER = Expression(
    r"[ ]?(?:€|euros?|eur|ht|ttc|h\d{0,2}|heures?|min(?:utes?)?|km|m2|m²|%|kg|nuits?|jours?|ans|"
    r"mois|personnes?|pax|fois|"
    r"semaines?|pages?|enfants?|adultes?|places?|points?|hours?|nights?|days?|people|nachte|"
    r"noches|notti|nachten)(?![a-z])"
)


def numbers(text: str, folded: str) -> list[Finding]:
    """Everything with digits that belongs to a person."""
    found: list[Finding] = []
    found += _birth_dates(text, folded)
    found += _ibans(text, folded)
    found += _cards(text, folded)
    found += _simple(text, folded, _NIR, "nir", 13)
    for pattern in _PLATES:
        source = folded if pattern is _PLATES[0] else text
        found += [finding(text, m.start(), m.end(), "plate") for m in pattern.finditer(source)]
    found += [
        finding(text, *m.span("plate"), "plate")
        for m in _PLATE_WORD.finditer(folded)
        if _digits(m["plate"]) and not m["plate"].isdigit()
    ]
    found += phones(text, folded)
    found += _files(text, folded)
    return found


def _birth_dates(text: str, folded: str) -> Iterator[Finding]:
    for match in (*_BORN.finditer(folded), *_BIRTHDAY.finditer(folded)):
        yield finding(text, *match.span("date"), "birthdate")
        corrected = _CORRECTED.match(folded, match.end("date"))  # « et non le 12/06/1947 »
        if corrected:
            yield finding(text, *corrected.span("date"), "birthdate")


def _ibans(text: str, folded: str) -> Iterator[Finding]:
    for match in _IBAN.finditer(folded):
        length = _IBAN_LENGTH.get(match[0][:2])
        if length is None and sum(map(str.isdigit, match[0])) < 10:
            continue
        yield finding(text, match.start(), match.start() + _prefix(match[0], length or 99), "iban")


def _prefix(run: str, characters: int) -> int:
    """How far the first so many letters and digits of a run reach."""
    seen = 0
    for place, char in enumerate(run):
        seen += char.isalnum()
        if seen == characters:
            return place + 1
    return len(run)


def _cards(text: str, folded: str) -> Iterator[Finding]:
    for match in _CARD.finditer(folded):
        in_fours = re.fullmatch(r"\d{4}(?:[ .-]\d{4}){3}", match[0])
        if in_fours or _has_check_digit(match[0]):
            yield finding(text, match.start(), match.end(), "card")
    for match in _HIDDEN_CARD.finditer(folded):
        if _digits(match[0]):
            yield finding(text, match.start(), match.end(), "card")
    for match in _CARD_END.finditer(folded):
        yield finding(text, *match.span("end"), "card")


def _has_check_digit(run: str) -> bool:
    from stdnum import luhn  # late: few mails need it

    return luhn.is_valid("".join(filter(str.isdecimal, run)))


def _simple(text: str, folded: str, pattern: Expression, kind: Kind, least_digits: int) -> Iterator[Finding]:
    for match in pattern.finditer(folded):
        if _digits(match[0]) >= least_digits - 1:
            yield finding(text, match.start(), match.end(), kind)


def _files(text: str, folded: str) -> Iterator[Finding]:
    for match in _FILE.finditer(folded):
        end = _end_of_number(text[slice(*match.span("token"))], signed=bool(match["sign"].strip(" ,")))
        start = match.start("token")
        if not end and _kind(match) == "contract":
            end = _in_groups(text, start)
        if end and not _AMOUNT_AFTER.match(folded, start + end):
            yield finding(text, start, start + end, _kind(match))
    for pattern, source, least in ((_SIGNED, folded, 3), (_FREE, text, 3), (_RUN, text, 7)):
        for match in pattern.finditer(source):
            token = match["token"] if "token" in match.re.groupindex else match[0]
            start = match.end() - len(token)
            if _digits(token) >= least and not DATE_FORM.match(token.lower()) \
                    and not _AMOUNT_AFTER.match(folded, match.end()) and not _is_amount(token):  # fmt: skip
                yield finding(text, start, match.end(), "number")
    for match in _MIXED.finditer(text):
        yield finding(text, match.start(), match.end(), "number")
    for match in _LOGIN.finditer(folded):
        yield finding(text, *match.span("token"), "handle")


def _in_groups(text: str, start: int) -> int:
    """« contrat 88 1245 B », without « n° »: how long it is; 0 for an amount, a length or a year."""
    match = _GROUPS.match(text, start)
    if match is None or _digits(match[0]) < 6:
        return 0
    groups = [group for group in match[0].split() if group.isdecimal()]
    has_letter = len(groups) < len(match[0].split())
    is_amount = all(len(group) == 3 for group in groups[1:])
    is_year = groups[-1].startswith(("19", "20")) and len(groups[-1]) == 4
    return 0 if not has_letter and (is_amount or is_year) else len(match[0])


def _kind(match: re.Match[str]) -> Kind:
    """By the word before it; « dossier adhérent 4471 » has another one between, which may be a person's."""
    if match["between"].strip() in {"", "numero", "est", "est le", "porte le"}:
        return next((kind for word, kind in _WORDS_OF_KIND if word.match(match["word"])), "number")
    return "number"


def _end_of_number(tokens: str, *, signed: bool) -> int:
    """How much of what follows the word « dossier » is its number: 0 for none of it."""
    end = place = 0
    for token in tokens.split(" "):
        digits = _digits(token)
        letters = len(token) - digits
        if DATE_FORM.match(fold(token)) and not signed:
            break
        enough = (
            digits >= (2 if signed or end else 4)
            or (digits >= 2 and letters >= 2)
            or (digits and "-" in token)
        )
        tail = bool(end) and len(token) <= 2 and (digits > 0 or token.isupper())
        prefix = (
            not end
            and 2 <= len(token) <= 6
            and token.isupper()
            and tokens[place + len(token) :].lstrip()[:2].isdigit()
            and letters
        )
        if not (enough or tail or prefix):
            break
        place += len(token)
        end = place if enough or tail else end
        place += 1
    return end


# « un codice (PC7KQ2) »: letters and digits mixed are no word of any language.
_MIXED = Expression(r"(?<![\w/.@-])(?=[A-Z0-9]{0,9}\d)(?=[A-Z0-9]{0,9}[A-Z])"
    r"(?=(?:[A-Z]*\d){1,2}[A-Z0-9]*[A-Z]|[A-Z0-9]{7})"
                    r"[A-Z0-9]{6,10}(?![\w/-])")  # fmt: skip


def _is_amount(token: str) -> bool:
    """« 2026-2027 » or « 10/15 »: years and scores, not numbers of files."""
    parts = re.split(r"[-/ ]", token)
    if len(parts) != 2 or len(token) > 9 or not all(p.isdecimal() and len(p) in {1, 2, 4} for p in parts):
        return False
    return len(parts[0]) != 4 or parts[0].startswith(("19", "20"))


def _digits(token: str) -> int:
    return sum(map(str.isdecimal, token))
