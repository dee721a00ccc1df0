"""Where a writer can be reached, as the end of the mail or a form says: telephone, postal address, function.

A wrong number on a complaint sheet is worse than none: what somebody else's number might be is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mailbot.expressions import Expression
from mailbot.understand.fold import fold

_LONGEST_LINE = 100  # a longer line tells a story
_MOST_LINES = 9
_PHONE = Expression(
    r"(?<![\w+/.,-])(?:"
    r"(?:(?:\+|00)33[ .\u00a0\u202f-]?(?:\(0\)[ .]?)?|0)[1-9](?:[ ./\u00a0\u202f-]{0,2}\d{2}){4}"
    r"|(?:\+|00)(?!33)[1-9]\d{0,2}(?:[ ./\u00a0\u202f()-]{0,2}\d){6,12}"
    r")(?![\w/-]|[.,]\d)"
)
_PHONE_LABEL = Expression(
    r"(?i)(?:t[ée]l(?:[ée]phone)?|portable|port|mobile|gsm|phone|telefon|telefoon|tel[eé]fono)\b[ .]*:?"
)
_MINE = Expression(
    r"(?i)(?:mon (?:num[ée]ro|t[ée]l[ée]phone|portable|fixe|06|07)|joignable|joindre|contacte[rz]|"
    r"t[ée]l[ée]phoner|rappel|appele[zr]|m['’]appel|t[ée]l\w*|portable|"
    r"port\b|mobile|call me|phone|reach me|ring me|telefon|erreichbar|bereikbaar|bel me|ll[aá]m|"
    r"tel[eé]fono|chiamat|whatsapp|"
    r"num[ée]ro\s*:)[^.!?\n]{0,40}$"
)
_NOT_MINE = Expression(
    r"(?i)\b(?:votre|vos|leur|leurs|son|le num[ée]ro d|l['’]astreinte|standard|fax|ai appel[ée]|"
    r"avons appel[ée]|ai compos[ée]|appel[ée] le|"
    r"your|their|his|her|ihre|uw|hotline|urgence|plateforme|siret|siren|r[ée]f|contrat|commande|dossier|"
    r"iban|carte)\b[^.!?\n]{0,30}$"
)
_STREET_WORDS = (
    r"rue|avenue|av\.?|boulevard|bd\.?|bld|all[ée]es?|chemin|place|impasse|quai|route|cours|square|"
    r"venelle|sentier|lotissement|"
    r"r[ée]sidence|hameau|ruelle|passage|mont[ée]e|faubourg|esplanade|villa|cit[ée]|clos|promenade|"
    r"rond-point|voie|traverse|"
    r"c[ôo]te|zone|za|zi|zac|parc|lieu-dit|lieudit|lieu dit|domaine|ferme|ch[âa]teau|mas|"
    r"b[âa]t(?:iment)?\.?"
)
_STREET = Expression(
    rf"(?i)(?<![\w-])(?:\d{{1,4}}(?:[ ]?(?:bis|ter|quater|[a-d]))?,?[ ]+(?:{_STREET_WORDS})(?![\w-])|"
    r"(?:lieu-?[ ]?dit|z\.?[aic]\.?c?\.?|r[ée]sidence|hameau|b\.?p\.?)[ ]+[\wÀ-ÿ])"
)
_STREET_ABROAD = Expression(
    r"(?:[A-ZÄÖÜ][\w'’.äöüß-]*(?:[ ][\w'’.äöüß-]+){0,3}[ ]\d{1,4}[ ]?[a-zA-Z]?(?=,|$)|"
    r"\d{1,4}[a-z]?[ ][A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+){0,3}(?=,|$)|"
    r"(?:Calle|Avenida|Avda\.?|Plaza|Via|Viale|Piazza|Corso|The)[ ][A-Z][^,\n]{2,40})"
)
_TOWN = Expression(
    r"(?:(?:F|B|D|CH|NL|L)-)?\d{4,5}[ \u00a0]+(?:CEDEX|"
    r"[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'’.-]*)(?:[ -](?:[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'’.-]*|[dl]['’][A-Z][\wÀ-ÿ'’-]*|"
    r"sur|sous|en|lès|les|le|la|de|du|des|am|an|der|aan|den|\d{1,2}(?=[ ]|$))){0,6}"
    r"|\d{4}[ ]?[A-Z]{2}[ ]+[A-Z][\w'’-]+(?:[ -][A-Z][\w'’-]+){0,3}"
    r"|(?<=, )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,?[ ]+[A-Z]{1,2}\d[\dA-Z]?[ ]?\d[A-Z]{2}\b"
)
_PLACE = Expression(
    r"(?:L[ea]s? |L['’]|Manoir|Moulin|Ferme|Ch[âa]teau|Villa|Mas|Domaine|Hameau|R[ée]sidence|Clos|Chalet|"
    r"Maison|Les Hauts|Bourg|The )"
    r"[^.!?:;]*$"
)
_COUNTRY = Expression(
    r",?[ ]*(?:France|Belgique|Belgi[ëe]|Suisse|Schweiz|Luxembourg|Deutschland|Allemagne|Nederland|"
    r"Pays-Bas|Espa[ñn]a|Espagne|"
    r"Italia|Italie|United Kingdom|UK|England)\b"
)
_FIELD = Expression(r"^\s*[*•-]?\s*([\wÀ-ÿ' ’()/-]{2,30}?)\s*:\s*(\S.*)$")

_TITLES = Expression(
    r"(?i)^(?:le |la |votre |sa )?(?:co-?)?(?:g[ée]rante?s?|directeur|directrice|responsable|chef(?:fe)?|"
    r"pr[ée]sidente?|vice-pr[ée]sidente?|"
    r"secr[ée]taire|comptable|tr[ée]sori[eè]re?|avocate?|m[ée]decin|professeure?|enseignante?|"
    r"institutrice|instituteur|chargée?|assistante?|"
    r"conseill[eè]re?|coordinateur|coordinatrice|d\.?r\.?h\.?|rh|formateur|formatrice|infirmi[eè]re?|"
    r"artisan|commer[çc]ante?|maire|adjointe?|"
    r"syndic|notaire|tuteur|tutrice|curateur|curatrice|mandataire|manager|head|director|managing|manager|"
    r"accountant|teacher|chair|"
    r"gesch[äa]ftsf[üu]hrer(?:in)?|leiter(?:in)?|inhaber(?:in)?|directeur|bestuurder|eigenaar|gerente|"
    r"directora?|responsabile|titolare|"
    r"d[ée]l[ée]gu[ée]e?|ing[ée]nieure?|architecte|technicien(?:ne)?|cadre|acheteur|acheteuse|"
    r"office manager|consultante?|psychologue|"
    r"orthophoniste|kin[ée]sith[ée]rapeute|v[ée]t[ée]rinaire|pharmacien(?:ne)?|animateur|animatrice|"
    r"[ée]ducateur|[ée]ducatrice|proviseur|"
    r"principale?|cpe|huissier|commissaire|expert(?:e)?|courti[eè]re?|agente?|associée?|fondateur|"
    r"fondatrice|propri[ée]taire)\b"
)


def telephone_in(text: str, tail: Sequence[str]) -> str | None:
    """The writer's own number: in a form or at the end of the mail, or where the writer says so."""
    for number, line in enumerate(tail):
        for found in _PHONE.finditer(line):
            before = line[: found.start()]
            last_word = number == len(tail) - 1 and not line[found.end() :].strip(" .")
            card = len(line) < _LONGEST_LINE and _stands_as_card(line, found)
            if (last_word or card or _MINE.search(before)) and not _NOT_MINE.search(before):
                return normal_phone(found.group())
    for found in _PHONE.finditer(text):
        before = text[max(0, found.start() - 60) : found.start()]
        if _MINE.search(before) and not _NOT_MINE.search(before):
            return normal_phone(found.group())
    return None


def _stands_as_card(line: str, found: re.Match[str]) -> bool:
    """The line is a card, not a sentence: hardly a word in lower case beside the number."""
    rest = _PHONE_LABEL.sub(" ", line[: found.start()] + line[found.end() :])
    return sum(word[:1].islower() for word in rest.split()) <= 4


def normal_phone(written: str) -> str:
    """« 06.12.34.56.78 » becomes « 06 12 34 56 78 »; numbers from abroad keep their country."""
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if written.startswith("00"):
        digits = digits[2:]
    if written.startswith(("+", "00")):
        if not digits.startswith("33") or len(digits) != 11:
            return f"+{digits}"
        digits = "0" + digits[2:]
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))


def address_in(tail: Sequence[str], name: str = "") -> str | None:
    """Street and town, in one line or in two or three that follow each other. `name`: the writer's."""
    for number, line in enumerate(tail):
        towns = [found for found in _TOWN.finditer(line) if len(line) < 2 * _LONGEST_LINE]
        for town in towns:
            end = town.end() + len(_match_of(_COUNTRY, line[town.end() :]))
            street = _street_before(line[: town.start()])
            if street is not None:
                return _tidy(line[street:end])
            if _is_place(line[: town.start()], name):
                return _tidy(line[:end])
            above = _street_lines(tail[max(0, number - 2) : number])
            if above:
                return _tidy(", ".join((*above, line[town.start() : end])))
    return None


def _match_of(pattern: Expression, text: str) -> str:
    found = pattern.match(text)
    return found.group() if found else ""


def _street_before(text: str) -> int | None:
    """Where in the line before the town the street begins."""
    found = _STREET.search(text) or _STREET_ABROAD.search(text.rstrip(" ,"))
    return found.start() if found else None


def _is_place(text: str, name: str) -> bool:
    """« Manoir de Kerguen, » before the town: a place with a name instead of a street."""
    words = set(re.findall(r"[\w'’-]+", fold(text)))
    return (
        len(text) < 60
        and text.rstrip().endswith(",")
        and _PLACE.match(text) is not None
        and not words.intersection(fold(name).split())
    )


def _street_lines(lines: Sequence[str]) -> list[str]:
    for first, line in enumerate(lines):
        if len(line) < _LONGEST_LINE and (
            _STREET.match(line.strip()) or _STREET_ABROAD.fullmatch(line.strip(" ,"))
        ):
            return [part.strip(" ,") for part in lines[first:]]
    return []


def _tidy(address: str) -> str:
    return " ".join(address.split()).strip(" ,;.-–")


def function_in(tail: Sequence[str], name: str) -> str | None:
    """The title under the name, or behind it after a comma."""
    words = {word for word in fold(name).split() if len(word) > 1}
    for number, line in enumerate(tail):
        if not words or not words <= set(re.findall(r"[\w'’-]+", fold(line))):
            continue
        behind = re.split(r"\s*[,–|]\s*|\s-\s", line.strip(), maxsplit=1)[1:]
        for candidate in (*behind, *tail[number + 1 : number + 2]):
            title = re.split(r"\s*[–|]\s*|\s-\s|,\s*(?=\d)", candidate.strip(), maxsplit=1)[0].strip(" ,.")
            if len(title) < 60 and _TITLES.match(title) and not title.endswith(("?", "!")):
                return title
    return None


def fields_of_form(text: str) -> Iterator[tuple[str, str]]:
    """« Téléphone : 06… »: the label folded, and what stands behind it."""
    for line in text.splitlines():
        found = _FIELD.match(line)
        if found:
            yield " ".join(fold(found.group(1)).split()), found.group(2).strip()


def tail_of(text: str, signature: str) -> list[str]:
    """The last short lines of what was written, and what was taken off as signature."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first = max(0, len(lines) - _MOST_LINES)
    for number in range(len(lines) - 1, first - 1, -1):
        if len(lines[number]) > _LONGEST_LINE:
            first = number
            break
    return [*lines[first:], *(line.strip() for line in signature.splitlines() if line.strip())][-12:]
