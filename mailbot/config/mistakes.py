"""What is wrong in the configuration: gathered, so that the admin sees everything at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mailbot.errors import BadConfig

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody has to look: a file, and a line or row of it."""

    file: str
    line: int | None = None
    unit: str = "ligne"

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}, {self.unit} {self.line}"


@dataclass(slots=True)
class Mistakes:
    """`found` are mistakes; `notices` are worth a look and stop nothing."""

    found: list[tuple[Place, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def add(self, place: Place, text: str) -> None:
        if (place, text) not in self.found:
            self.found.append((place, text))

    def notice(self, place: Place, text: str) -> None:
        self.notices.append(f"{place}{NBSP}: {text}")

    def raise_if_any(self) -> None:
        if self.found:
            # Python's sort is stable: mistakes of one line stay in the order of reading.
            ordered = sorted(self.found, key=lambda m: (m[0].file, m[0].line or 0))
            raise BadConfig([f"{place}{NBSP}: {text}" for place, text in ordered])


def quoted(text: object) -> str:
    """`text` between French quotation marks, cut where a message would become unreadable."""
    shown = " ".join(str(text).split())
    shown = shown if len(shown) <= 60 else shown[:57] + "…"
    return f"«{NBSP}{shown}{NBSP}»"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ "Vouliez-vous dire « x » ? " when something known is close, else nothing."""
    from difflib import get_close_matches

    by_folded = {candidate.casefold(): candidate for candidate in known}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"Vouliez-vous dire {quoted(by_folded[close[0]])}{NBSP}? " if close else ""
