"""Dates as people write them in a command: "15/12", "1er mars", "demain", "fin décembre", "sous huitaine".

A date without its year, or without its month, is the next one of that name; a span of days counts from
today. What is no date for sure stays text, and a day that no calendar has is named as such.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from mailbot.expressions import Expression

_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
           "novembre", "decembre")  # fmt: skip
_SHOWN_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
                 "octobre", "novembre", "décembre")  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_NEAR = {"avant-hier": -2, "hier": -1, "demain": 1, "apres-demain": 2}
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
            "neuf": 9, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30}  # fmt: skip
_SPANS = {"huitaine": 8, "quinzaine": 15}  # days, as letters have always counted them
_HALF_A_YEAR = 183  # days
_PARTS = {"debut": 1, "mi": 15, "fin": None}  # of a month: its first day, its middle, its last one

_MONTH = "|".join(m.replace("é", "[eé]").replace("û", "[uû]") for m in _SHOWN_MONTHS)
_DATE = Expression(
    r"(?:(?:le|au|du|ce|pour le|à|a|en)\s+)?(?:(?:" + "|".join(_DAYS) + r")\s+(?=\d))?"
    r"(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})(?:\s?[/.-]\s?(?P<y2>\d{4}|\d{2}))?"
    rf"|(?P<d3>\d{{1,2}})(?:er)?\s+(?P<month>{_MONTH})(?:\s+(?P<y3>\d{{4}}))?"
    r"|(?P<near>avant-hier|hier|aujourd['’]hui|ce (?:matin|jour|soir|midi)|demain(?: (?:matin|soir|midi))?"
    r"|apr[eè]s[- ]demain)"
    rf"|(?:la\s+)?(?P<part>d[eé]but|mi|fin)[ -](?:(?:du\s+)?(?P<whole>mois(?: prochain)?)"
    rf"|(?:de\s+l['’]|d['’])?(?P<year>ann[eé]e)|(?:de\s+(?:la\s+)?)?(?P<week>semaine(?: prochaine)?)"
    rf"|(?:du mois de |de |d['’])?(?P<partof>{_MONTH})(?:\s+(?P<y4>\d{{4}}))?)"
    r"|(?P<next>(?:la )?semaine prochaine|(?:le )?mois prochain)"
    r"|(?:dans|sous|d['’]ici)\s+(?:(?:un d[eé]lai de|une?)\s+)?(?P<span>huitaine|quinzaine)(?:\s+de\s+jours)?"
    r"|(?:dans|sous|d['’]ici)\s+(?:un d[eé]lai de\s+)?(?P<n>\d{1,3}|" + "|".join(_NUMBERS) + r")\s+"
    r"(?P<unit>jours?|semaines?|mois)(?: ouvr[eé]s| calendaires)?"
    r"|(?P<weekday>" + "|".join(_DAYS) + r")(?P<following> prochain| en huit| en quinze)?)"
    r"(?: inclus(?:e)?| au plus tard)?(?!\w)",
    re.IGNORECASE,
)
# "le 3": a number alone is a day only behind its article.
_DAY_ALONE = Expression(
    rf"(?:le|au|du)\s+(?P<d>\d{{1,2}})(?:er)?(?![\w/.°]|\s*[€%h]|-\d|\s+(?:{_MONTH})\b)", re.IGNORECASE
)
_IN_WORDS = Expression(
    r"(?<![\w-])((?:le|dans|sous|demain|apr[eè]s[- ]demain|(?:d[eé]but|mi|fin)[ -]|ce|la semaine|le mois|"
    + "|".join(_DAYS)
    + r")\b.*)$",
    re.IGNORECASE | re.DOTALL,
)


def leading_date(text: str, today: date) -> tuple[date | None, str]:
    """The date at the beginning of `text` and what follows it; (None, text) where there is none."""
    bare = text.strip()
    for pattern in (_DATE, _DAY_ALONE):
        match = pattern.match(bare)
        found = _read(match, today) if match else None
        if match and found:
            return found, bare[match.end() :].strip(" ,:;–—-\u00a0")
    return None, bare


def trailing_date(
    text: str, words: tuple[str, ...], today: date, *, bare: bool = False
) -> tuple[str, date | None]:
    """What stands before "avant le 15/12" at the end of `text`, and that date.

    `bare`: without such a word too, where it is said as a date ("demain", "le 15/12", "dans 8 jours").
    """
    for match in re.finditer(rf"\b(?:{'|'.join(words)})\b\s*", text, re.IGNORECASE):
        day = _whole(text[match.end() :], today)
        if day:
            return text[: match.start()].strip(" ,;:–—-"), day
    for match in re.finditer(r"(?<!\S)\S", text) if bare else ():
        rest = text[match.start() :]
        if _IN_WORDS.match(rest) and (day := _whole(rest, today)):
            return text[: match.start()].strip(" ,;:–—-"), day
    return text.strip(), None


def past_date(text: str, today: date) -> date | None:
    """The date at the beginning, of something that has happened: without its year, the last of that name."""
    return leading_past_date(text, today)[0]


def leading_past_date(text: str, today: date) -> tuple[date | None, str]:
    """That date and what follows it; (None, text) where there is none, or where it is still to come."""
    bare = text.strip()
    for pattern in (_DATE, _DAY_ALONE):
        match = pattern.match(bare)
        found = _read_past(match, today) if match else None
        if match and found and found <= today:
            return found, bare[match.end() :].strip(" ,:;–—-\u00a0")
    return None, bare


def is_far(text: str, day: date, today: date) -> bool:
    """A date said without its year, half a year away or more: the one on the other side may be meant."""
    match = _DATE.match(text.strip())
    figures = _figures(match) if match else None
    return figures is not None and not figures[2] and abs((day - today).days) > _HALF_A_YEAR


def far(day: date) -> str:
    """What to tell about such a date."""
    return f"le {day:%d/%m} le plus proche est passé ; pour le {day:%d/%m/%Y}, écrivez aussi l'année."


def _read_past(match: re.Match[str], today: date) -> date | None:
    try:
        if _is_day_alone(match):
            return _last_such_day(int(match["d"]), today)
        if match["weekday"] and not (match["following"] or "").strip():
            return today - timedelta(days=(today.weekday() - _DAYS.index(match["weekday"].lower())) % 7)
        figures = _figures(match)
        return _last(*figures, today) if figures else _date(match, today)
    except (ValueError, OverflowError):
        return None


def _last(day: int, month: int, year: int, today: date) -> date | None:
    for candidate in (year,) if year else (today.year, today.year - 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _last_such_day(day: int, today: date) -> date | None:
    """ "le 3": of this month, or of the one before it that has such a day."""
    for ago in range(3):
        first = _months_later(today.replace(day=1), -ago)
        if 1 <= day <= monthrange(first.year, first.month)[1] and first.replace(day=day) <= today:
            return first.replace(day=day)
    return None


def impossible_date(text: str, words: tuple[str, ...] = ()) -> str:
    """What to tell somebody who has written a day that no calendar has; empty: there is no such day.

    Looked for at the beginning, or behind one of `words`.
    """
    behind = [m.end() for m in re.finditer(rf"\b(?:{'|'.join(words)})\b\s*", text, re.IGNORECASE)]
    for start in behind if words else [0]:
        match = _DATE.match(text[start:].strip())
        figures = _figures(match) if match else None
        if match and figures and (why := _why_impossible(match[0].strip(), *figures)):
            return why
    return ""


def _why_impossible(written: str, day: int, month: int, year: int) -> str:
    if not 1 <= month <= len(_MONTHS):
        return f"« {written} » n'est pas une date : écrivez le jour, puis le mois, par exemple 15/12."
    name = _SHOWN_MONTHS[month - 1]
    longest = monthrange(year or 2028, month)[1]  # without its year, a 29 February is possible
    if 1 <= day <= longest:
        return ""
    return (
        f"le {day} {name} n'existe pas, {name}{f' {year}' if year and month == 2 else ''} a {longest} jours."
    )


def _whole(text: str, today: date) -> date | None:
    """The date that these words are, and nothing else."""
    said = text.strip().rstrip(" .!")
    for pattern in (_DATE, _DAY_ALONE):
        match = pattern.fullmatch(said)
        if match and (day := _read(match, today)):
            return day
    return None


def _is_day_alone(match: re.Match[str]) -> bool:
    return match.re.pattern == _DAY_ALONE.pattern


def _read(match: re.Match[str], today: date) -> date | None:
    try:
        return _day_alone(int(match["d"]), today) if _is_day_alone(match) else _date(match, today)
    except (ValueError, OverflowError):
        return None


def _date(match: re.Match[str], today: date) -> date | None:
    if match["near"]:
        word = match["near"].lower().replace("è", "e").replace("apres demain", "apres-demain").split(" ")[0]
        return today + timedelta(days=_NEAR.get(word, 0))
    if match["weekday"]:
        ahead = (_DAYS.index(match["weekday"].lower()) - today.weekday()) % 7 or 7
        weeks = {"en huit": 1, "en quinze": 2}.get((match["following"] or "").strip().lower(), 0)
        return today + timedelta(days=ahead + 7 * weeks)
    if match["span"]:
        return today + timedelta(days=_SPANS[match["span"].lower()])
    if match["n"]:
        return _after(match["n"].lower(), match["unit"].lower(), today)
    if match["part"] or match["next"]:
        return _part(match, today)
    figures = _figures(match)
    assert figures is not None  # noqa: S101  (nothing else is left)
    day, month, year = figures
    return date(year, month, day) if year else _next(day, month, today)


def _figures(match: re.Match[str]) -> tuple[int, int, int] | None:
    """Day, month and year (0: not said) of a date in figures."""
    said = match["d"] or match["d2"] or match["d3"]
    if not said:
        return None
    figure = match["m"] or match["m2"]
    year = int(match["y"] or match["y2"] or match["y3"] or 0)
    return int(said), int(figure) if figure else _month(match["month"]), year + 2000 * (0 < year < 100)


def _next(day: int, month: int, today: date) -> date:
    """Without its year, the next day of that name; a 29 February waits for its year."""
    for year in range(today.year, today.year + 5):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(day, month)


def _day_alone(day: int, today: date) -> date | None:
    """ "le 3": of this month, or of the next one that has such a day."""
    for ahead in range(3):
        first = _months_later(today.replace(day=1), ahead)
        if 1 <= day <= monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
            return first.replace(day=day)
    return None


def _after(number: str, unit: str, today: date) -> date:
    n = int(number) if number.isdigit() else _NUMBERS[number]
    if unit.startswith("mois"):
        return _months_later(today, n)
    return today + timedelta(days=n * (7 if unit.startswith("semaine") else 1))


def _part(match: re.Match[str], today: date) -> date | None:
    """The beginning, the middle or the end of something; a week ends on its Friday, next month with it."""
    part = (match["part"] or "fin").lower().replace("é", "e")
    if match["next"] or match["week"]:
        named = (match["next"] or match["week"]).lower()
        if "mois" in named:
            return _of_month(_months_later(today.replace(day=1), 1), part)
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * ("prochaine" in named))
        return monday + timedelta(days={"debut": 0, "mi": 2, "fin": 4}[part])
    if match["year"]:
        return date(today.year, 12, 31) if part == "fin" else date(today.year + (part == "debut"), 1, 1)
    if match["whole"]:
        ahead = int("prochain" in match["whole"])
        found = _of_month(_months_later(today.replace(day=1), ahead), part)
        return found if found >= today else _of_month(_months_later(found.replace(day=1), 1), part)
    month = _month(match["partof"])
    if match["y4"]:
        return _of_month(date(int(match["y4"]), month, 1), part)
    found = _of_month(date(today.year, month, 1), part)
    return found if found >= today else _of_month(date(today.year + 1, month, 1), part)


def _of_month(first: date, part: str) -> date:
    return first.replace(day=_PARTS[part] or monthrange(first.year, first.month)[1])


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month(name: str) -> int:
    plain = name.lower().replace("é", "e").replace("û", "u")
    return _MONTHS.index(plain) + 1
