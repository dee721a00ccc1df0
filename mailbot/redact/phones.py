"""Finds telephone numbers of every country, in digits, in words and in disguise; dates are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.findings import Finding, finding

MONTH = (
    r"(?:janvier|janv|fevrier|fevr?|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|"
    r"octobre|oct|novembre|nov|"
    r"decembre|dec|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|januar|"
    r"februar|marz|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|"
    r"noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|"
    r"dicembre|januari|februari|"
    r"maart|mei|augustus|oktober)\.?"
)
DATE = (
    rf"(?:\d{{1,2}}(?:er|st|nd|rd|th|\.)?\s?(?:de |of )?{MONTH}\s?,?(?:de |del )?\s?\d{{2,4}}|"
    rf"{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|"
    r"\d{1,2} \d{1,2} (?:19|20)\d\d)(?!\d)"
)
DATE_FORM = Expression(
    rf"^(?:{DATE}|\d{{1,2}}[/.-]\d{{1,2}}|(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?|"
    rf"\d{{1,2}}h\d{{0,2}}|\d{{1,2}}:\d\d)$"
)


_PHONE = Expression(
    r"(?<![\w/€$£+])(?<![\d][.,-])(?:\+|\(\+?)?\d(?:[ .()/\\-]{0,3}\d){7,16}(?![\w€$£])(?!(?:[.,"
    r"]\d)|(?:[ ]?(?:€|euros?\b|eur\b|km\b|%)))"
)
_DIGIT_WORD = (
    r"(?:zero|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|"
    r"quinze|seize|vingt|trente|"
    r"quarante|cinquante|soixante|septante|octante|huitante|nonante|cent|vingts|et|dix-sept|"
    r"dix-huit|dix-neuf)"
)
_SPELT = Expression(rf"(?<!\w)zero(?:[ ,.-]{{1,3}}{_DIGIT_WORD}){{4,24}}(?!\w)")
_BROKEN = Expression(  # over the end of a line; « 06 puis 12 34 puis 56 78 »
    r"(?<![\w/.,-])(?:0|(?:\+|00)33 ?)[1-9](?:[ .-]{0,2}\d\d){0,3}[ .-]{0,2}\n[ >]{0,3}"
    r"\d\d(?:[ .-]{0,2}\d\d){0,3}(?![\w/€])(?! ?€)"
    r"|(?<![\w/.,-])0[1-9](?:[ ,.-]{1,3}(?:(?:puis|et|ensuite|point|tiret|espace|deux fois|trois fois|"
    r"[23] fois|[23]x)[ ,]{1,2}){0,2}\d\d){3,4}(?![\w/€])(?! ?€)"
)
_IN_FRANCE = (10, 11, 13)  # digits, with the number of the country or without
_REGIONS = (None, "FR", "GP", "RE", "MQ", "GF")

_PUBLIC_NUMBERS = frozenset(
    {"0800", "0805", "0806", "0809", "0810", "0820", "0825", "0890", "0891", "0892", "0899"}
)


def phones(text: str, folded: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(_LOOKALIKE.sub(_digit, folded)):
        if not DATE_FORM.match(match[0].strip()) and _is_phone(match[0]):
            yield finding(text, match.start(), match.end(), "phone")
    for match in _BROKEN.finditer(folded):
        count = sum(map(str.isdecimal, match[0]))
        if count in _IN_FRANCE or "fois" in match[0] or "x" in match[0]:
            yield finding(text, match.start(), match.end(), "phone")
    for match in _SPELT.finditer(folded):
        yield finding(text, match.start(), match.end(), "phone")


# « O6 39 98 l2 34 »: letters that pass for digits beside digits.
_LOOKALIKE = Expression(r"(?<![^\W\do])o(?=[ .-]?\d)|(?<=\d)[ol|](?=[\d .-]{0,2}\d)|(?<=\d[ .-])[l|](?=\d)")


def _digit(match: re.Match[str]) -> str:
    return "0" if match[0] == "o" else "1"


def _is_phone(run: str) -> bool:
    digits = "".join(filter(str.isdecimal, run))
    if run.lstrip("(").startswith("+") or digits.startswith("00"):
        return (8 if run.lstrip("(").startswith("+") else 11) <= len(digits) <= 17
    if digits.startswith("0") and 9 <= len(digits) <= 12:
        return digits[:4] not in _PUBLIC_NUMBERS
    return len(digits) >= 9 and any(_possible(digits, region) for region in _REGIONS)


def _possible(digits: str, region: str | None) -> bool:
    import phonenumbers  # late: its metadata is slow to load, and few mails need it

    try:
        number = phonenumbers.parse(digits if region else "+" + digits, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number)
