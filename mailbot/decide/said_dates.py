"""Dates as people write them in a command: "15/12", "le 3 mars 2027", "1er août", "demain", "lundi"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
           "novembre", "decembre")  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_NEAR = {"avant-hier": -2, "hier": -1, "demain": 1, "apres-demain": 2}
_MONTH = (
    "|".join(_MONTHS)
    .replace("fevrier", "f[eé]vrier")
    .replace("aout", "ao[uû]t")
    .replace("decembre", "d[eé]cembre")
)
_DATE = re.compile(
    r"(?:(?:le|au|du)\s+)?(?:(?:" + "|".join(_DAYS) + r")\s+)?"
    r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})(?:\s?[/.-]\s?(?P<y2>\d{4}|\d{2}))?"
    rf"|(?P<d3>\d{{1,2}})(?:er)?\s+(?P<month>{_MONTH})(?:\s+(?P<y3>\d{{4}}))?"
    r"|(?P<near>avant-hier|hier|aujourd['’]hui|ce matin|ce jour|demain|apr[eè]s-demain)"
    r"|(?P<weekday>" + "|".join(_DAYS) + r"))(?!\w)",
    re.IGNORECASE,
)


def leading_date(text: str, today: date) -> tuple[date | None, str]:
    """The date at the beginning of `text` and what follows it; (None, text) where there is none."""
    match = _DATE.match(text.strip())
    found = _date(match, today) if match else None
    if match is None or found is None:
        return None, text.strip()
    return found, text.strip()[match.end() :].strip(" ,:;–—-\u00a0")


def trailing_date(text: str, words: tuple[str, ...], today: date) -> tuple[str, date | None]:
    """What stands before "avant le 15/12" at the end of `text`, and that date."""
    for match in re.finditer(rf"\b(?:{'|'.join(words)})\b\s*", text, re.IGNORECASE):
        rest = text[match.end() :].strip()
        found = _DATE.fullmatch(rest.rstrip(" ."))
        if found and (day := _date(found, today)):
            return text[: match.start()].strip(" ,;:–—-"), day
    return text.strip(), None


def _date(match: re.Match[str], today: date) -> date | None:
    """Without its year, the next day of that name."""
    if match["near"]:
        return today + timedelta(days=_NEAR.get(match["near"].lower().replace("è", "e"), 0))
    if match["weekday"]:
        ahead = (_DAYS.index(match["weekday"].lower()) - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    day = int(match["d"] or match["d2"] or match["d3"])
    figure = match["m"] or match["m2"]
    year = int(match["y"] or match["y2"] or match["y3"] or 0)
    if 0 < year < 100:
        year += 2000
    try:
        month = int(figure) if figure else _month(match["month"])
        if year:
            return date(year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    plain = name.lower().replace("é", "e").replace("û", "u")
    return _MONTHS.index(plain) + 1
