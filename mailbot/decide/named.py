"""Whom staff mean by a name: a provider, a service, a colleague. More than one is for them to settle."""

from __future__ import annotations

from mailbot.decide.commands import fold
from mailbot.model import Provider, StaffMember, Unit

_TITLES = {"a", "m", "mme", "mlle", "madame", "monsieur"}


def providers_named(wanted: str, providers: tuple[Provider, ...]) -> list[Provider]:
    """By id, by exact name or alias, else by words that the name contains."""
    words = fold(wanted)
    if not words:
        return []
    exact = [p for p in providers if words == fold(p.id) or words in {fold(n) for n in (p.name, *p.aliases)}]
    if exact:
        return exact
    return [p for p in providers if set(words.split()) <= set(fold(" ".join((p.name, *p.aliases))).split())]


def units_named(wanted: str, units: tuple[Unit, ...]) -> list[str]:
    return [
        unit.name for unit in units if fold(wanted) in {fold(name) for name in (unit.name, *unit.aliases)}
    ]


def members_named(wanted: str, staff: tuple[StaffMember, ...]) -> list[StaffMember]:
    """Those whose name has all these words."""
    words = set(fold(wanted).split()) - _TITLES
    return [m for m in staff if words and words <= set(fold(m.name).split())]
