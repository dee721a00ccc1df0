"""The parts of a procedure that are lists: its steps, and the lines that it adds to the complaint sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.table import Table
from mailbot.procedure import CHANNELS, FIELDS, MILESTONES, Delay, Field, Medium, Step

_MEDIA: tuple[Medium, ...] = ("mail", "courrier", "coordonnees", "messagerie")
_RESERVED = {"gravite"}  # a milestone and a command already


def read_criteria(table: Table) -> tuple[Field, ...]:
    found: list[Field] = []
    for inner in table.tables("criteria"):
        label = inner.required_text("label", "Impact sur la formation")
        identifier = _word(inner.text("id") or label)
        taken = {f.id for f in (*FIELDS, *found)} | set(MILESTONES) | _RESERVED
        if label and identifier in taken:
            inner.wrong("id", f"{quoted(identifier)} existe déjà. Donnez un autre mot.")
        choices = inner.texts("choices")
        inner.finish()
        found.append(
            Field(id=identifier, label=label, shape="choice" if choices else "text", choices=choices)
        )
    return tuple(f for f in found if f.id)


def read_steps(
    table: Table, criteria: tuple[Field, ...], delay: Callable[[Table, str], Delay | None]
) -> tuple[Step, ...]:
    known = {f.id for f in (*FIELDS, *criteria)} | set(MILESTONES)
    return tuple(_step(inner, known, delay) for inner in table.tables("steps"))


def _step(table: Table, known: set[str], delay: Callable[[Table, str], Delay | None]) -> Step:
    wants = tuple(_word(name) for name in table.texts("wants"))
    for name, given in zip(wants, table.texts("wants"), strict=True):
        if name not in known:
            table.wrong("wants", f"{quoted(given)} n’est ni une ligne de la fiche ni un jalon. Choisissez"
                        f" parmi{NBSP}: {', '.join(sorted(known))}.")  # fmt: skip
    result = Step(
        label=table.required_text("label", "Évaluation"),
        wants=tuple(name for name in wants if name in known),
        phase=table.optional_text("phase"),
        within=delay(table, "within"),
        who=table.optional_text("who"),
        above=table.choice("above", ("faible", "normale", "grave"), "faible"),
        hint=table.optional_text("hint"),
    )
    table.finish()
    return result


def read_media(table: Table) -> dict[str, Medium]:
    """How each channel is answered."""
    found = {}
    for channel in CHANNELS:
        key = plain(channel).replace(" ", "-")
        if table.has(key):
            found[channel] = table.choice(key, _MEDIA, "coordonnees")
        else:
            table.known.append(key)
    table.finish()
    return found


def _word(text: str) -> str:
    """As staff write it behind a #: no accents, hyphens or spaces."""
    return re.sub(r"[^a-z0-9]", "", plain(text))


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
