"""Who else is told of a complaint that is passed on, where the document wants it."""

from __future__ import annotations

from mailbot.config import Settings
from mailbot.model import Party


def others(targets: tuple[str, ...], settings: Settings, *, first: int = 1) -> tuple[Party, ...]:
    """The people of the configuration who are concerned by these targets, as parties of the case."""
    if not settings.procedure.forward.also_concerned:
        return ()
    told = [
        person for person in settings.concerned if not person.targets or set(person.targets) & set(targets)
    ]
    return tuple(
        Party(conversation=f"concerned:{n}", address=person.address, name=person.name)
        for n, person in enumerate(told, start=first)
    )
