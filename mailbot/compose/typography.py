"""How French and English are written: non-breaking spaces, dates, and links that must not be repeated."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

NBSP = "\u00a0"
_FR_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_FR_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# Only a space that the author typed is made non-breaking: nothing is inserted, so that "16:05", addresses
# and "Re: …" stay as they are.
_UNBROKEN = re.compile(r" (?:(?=[:;?!»€%·])|(?<=« )|(?<=\bn° ))")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[\w«])")

_LINK = re.compile(
    r"""(?: [a-z][a-z0-9+.-]{1,20}: // \S+          # http://…, and any other scheme
          | (?:mailto|javascript|data|tel): \S+
          | \bwww \d* \. \S+
          | [^\s@]{1,80} @ [^\s@]+                   # e-mail addresses
          | \b (?:[\w-]{1,63} \.)+ [a-z]{2,24} [/:?\#] \S*       # example.com/page
          | \b (?:[\w-]{1,63} \.)+ (?-i: [a-z]{2,24} | [A-Z]{2,24}) \b  # example.com, but not "fin.Je"
        )""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK_REMOVED = "[…]"
_PREFIXES = re.compile(r"(?:(?:re|ré|rép|réf|tr|fw|fwd|aw|wg|sv|vs)[ \u00a0]?:\s*)+", re.IGNORECASE)


def french(text: str) -> str:
    """Template text with the spaces that must not break."""
    return _UNBROKEN.sub(NBSP, text)


def curled(value: Any) -> Any:
    """Our own sentences with the apostrophe of the templates, rows included."""
    if isinstance(value, str):
        return _APOSTROPHE.sub("’", value)
    return tuple(curled(item) for item in value) if isinstance(value, tuple) else value


def unchanged(text: str) -> str:
    return text


def date_fr(moment: date | None) -> str:
    return f"{_FR_DAYS[moment.weekday()]} {day_fr(moment)}" if moment else ""


def day_fr(moment: date | None) -> str:
    """As at the head of a letter: without the name of the day."""
    if moment is None:
        return ""
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day} {_FR_MONTHS[moment.month - 1]} {moment.year}"


def moment_fr(moment: datetime | None) -> str:
    if moment is None:
        return ""
    minutes = f"{NBSP}{moment.minute:02}" if moment.minute else ""
    return f"{date_fr(moment)} à {moment.hour}{NBSP}h{minutes}"


def deadline_fr(moment: datetime | None) -> str:
    """A deadline at the end of a day is that day."""
    return date_fr(moment) if _ends_a_day(moment) else moment_fr(moment)


def date_en(moment: date | None) -> str:
    return f"{_EN_DAYS[moment.weekday()]} {day_en(moment)}" if moment else ""


def day_en(moment: date | None) -> str:
    return f"{moment.day} {_EN_MONTHS[moment.month - 1]} {moment.year}" if moment else ""


def moment_en(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{date_en(moment)} at {moment.hour}:{moment.minute:02}"


def deadline_en(moment: datetime | None) -> str:
    return date_en(moment) if _ends_a_day(moment) else moment_en(moment)


def _ends_a_day(moment: datetime | None) -> bool:
    return moment is not None and (moment.hour, moment.minute) == (23, 59)


def without_prefixes(subject: str) -> str:
    """A subject without the "Re:" and "TR :" that mail clients pile up in front of it."""
    return _PREFIXES.sub("", subject, count=1) if _PREFIXES.match(subject) else subject


def without_links(text: str, limit: int = 160) -> str:
    """Words of a client that go back to an address which may be forged: no link rides on our name."""
    bare = _LINK.sub(_LINK_REMOVED, text[:1000])
    return bare if len(bare) <= limit else bare[: limit - 1].rstrip() + "…"
