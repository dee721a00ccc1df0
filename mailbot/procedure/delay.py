"""A length of time as a procedure states it: "48 heures", "6 jours ouvrés", "2 mois"."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from mailbot.expressions import Expression

Unit = Literal["hours", "days", "ouvres", "ouvrables", "months"]

NO_DELAY = "aucun"  # what an override says to take a delay away: TOML has no null

# Ten years in days: beyond that it is a typing mistake, and dates could leave the calendar.
_LONGEST: dict[Unit, int] = {
    "hours": 87_600,
    "days": 3_650,
    "ouvres": 3_650,
    "ouvrables": 3_650,
    "months": 120,
}

_FORM = Expression(
    r"(?P<n>\d{1,6})\s*(?:"
    r"(?P<hours>h|heures?)"
    r"|(?P<months>mois)"
    r"|(?:j|jours?)\s*(?P<ouvrables>ouvrables?)"
    r"|(?:j|jours?)\s*(?P<ouvres>ouvres?)"
    r"|(?P<days>(?:j|jours?)(?:\s*(?:calendaires?|civils?))?)"
    r"|(?P<weeks>semaines?)"
    r")"
)

_WORDS: dict[Unit, tuple[str, str]] = {
    "hours": ("heure", "heures"),
    "days": ("jour", "jours"),
    "ouvres": ("jour ouvré", "jours ouvrés"),
    "ouvrables": ("jour ouvrable", "jours ouvrables"),
    "months": ("mois", "mois"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    n: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.n <= _LONGEST[self.unit]:
            raise ValueError(f"a delay of {self.n} {self.unit} is not between 1 and {_LONGEST[self.unit]}")

    def __str__(self) -> str:
        singular, plural = _WORDS[self.unit]
        return f"{self.n}\N{NO-BREAK SPACE}{plural if self.n > 1 else singular}"


def parse_delay(text: str) -> Delay:
    """The delay that `text` states in French; ValueError when it states none."""
    match = _FORM.fullmatch(_plain(text))
    if match is None:
        raise ValueError("not a delay")
    n = int(match["n"])
    if match["weeks"]:
        return Delay(n=n * 7, unit="days")
    units: tuple[Unit, ...] = ("hours", "months", "ouvrables", "ouvres", "days")
    return Delay(n=n, unit=next(unit for unit in units if match[unit]))


def _plain(text: str) -> str:
    """Lower case, without accents, one kind of space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
