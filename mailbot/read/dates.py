"""Date headers → moments, as servers and programs of all kinds write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mailbot.expressions import Expression

# Names that the standard reader takes for universal time.
_ZONES = {"cet": "+0100", "cest": "+0200", "met": "+0100", "mest": "+0200", "mez": "+0100", "mesz": "+0200",
          "west": "+0100", "bst": "+0100", "eet": "+0200", "eest": "+0300", "msk": "+0300"}  # fmt: skip
_MONTHS = {
    "janv": "Jan", "ene": "Jan", "gen": "Jan", "févr": "Feb", "fév": "Feb", "fev": "Feb", "mars": "Mar",
    "mär": "Mar", "mrt": "Mar", "avr": "Apr", "abr": "Apr", "mai": "May", "mei": "May", "mag": "May",
    "juin": "Jun", "giu": "Jun", "juil": "Jul", "lug": "Jul", "août": "Aug", "aout": "Aug", "ago": "Aug",
    "sept": "Sep", "set": "Sep", "okt": "Oct", "ott": "Oct", "out": "Oct", "déc": "Dec", "dez": "Dec",
    "dic": "Dec",
}  # fmt: skip
_MONTH = Expression(rf"(?<=[\d\s.-])({'|'.join(_MONTHS)})[^\W\d]{{0,8}}\.?(?=[\s-])", re.IGNORECASE)
_DAY = Expression(r"^[^\W\d]{2,12}\.?\s*,?\s*(?=\d)")
_OFFSET = Expression(r"(?:\b(?:gmt|utc))?([+-]\d{2}):?(\d{2})(?:\s*\([^()]*\))?$", re.IGNORECASE)
_ZONE = Expression(r"\s([A-Za-z]{3,4})$")
_HALF = Expression(r"\b(\d{1,2})((?::\d{2}){1,2})\s*([ap])\.?m\b\.?", re.IGNORECASE)


def date_in(value: str) -> datetime | None:
    """The moment that a Date header names. Without a zone it is taken for universal time."""
    value = _HALF.sub(_full_day, " ".join(value.split()))
    value = _OFFSET.sub(r"\1\2", value)
    value = _ZONE.sub(lambda match: f" {_ZONES.get(match.group(1).lower(), match.group(1))}", value)
    for language in (str, _in_english):
        written = language(value)
        for reader in (parsedate_to_datetime, datetime.fromisoformat):
            try:
                found = reader(written)
            except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
                continue
            aware = found if found.tzinfo else found.replace(tzinfo=UTC)
            if 1971 <= aware.year <= 2199:
                return aware
    return None


def _full_day(match: re.Match[str]) -> str:
    hour = int(match.group(1)) % 12 + (12 if match.group(3).lower() == "p" else 0)
    return f"{hour:02}{match.group(2)}"


def _in_english(value: str) -> str:
    """`ven., 20 nov. 2026` → `20 Nov 2026`: some programs write dates in the language of their user."""
    value = _DAY.sub("", value)
    value = _MONTH.sub(lambda match: _MONTHS[match.group(1).lower()], value)
    return re.sub(r"(?<=[A-Za-z])\.(?=\s)", "", value)
