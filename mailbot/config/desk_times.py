"""The times of [desk]: how long words can be called back, when a grave or a late case is spoken of again."""

from __future__ import annotations

import re
from datetime import timedelta

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.table import Table
from mailbot.expressions import Expression
from mailbot.procedure.delay import NO_DELAY, Delay, parse_delay

_RECALL = Expression(r"(\d{1,4})\s*(secondes?|s|minutes?|min|mn)", re.IGNORECASE)
_LONGEST = timedelta(hours=1)  # beyond it, answers would seem to be lost
_DEFAULT = "10 minutes"


def read_recall(desk: Table) -> timedelta | None:
    """None: what staff write leaves at once."""
    text = desk.text("recall", _DEFAULT)
    if text.strip().casefold() == NO_DELAY:
        return None
    match = _RECALL.fullmatch(text.strip())
    wait = timedelta(0)
    if match:
        seconds = int(match[1]) * (1 if match[2].lower().startswith("s") else 60)
        wait = timedelta(seconds=seconds)
    if not timedelta(0) < wait <= _LONGEST:
        desk.wrong(
            "recall",
            f"{quoted(text)} ne convient pas. Écrivez une durée d’une heure au plus{NBSP}: "
            f'"10 minutes", "30 secondes", ou "{NO_DELAY}" pour que tout parte aussitôt.',
        )
        return timedelta(minutes=10)
    return wait


def read_grave(desk: Table) -> Delay | None:
    """How many working hours; None: nobody is reminded of a grave case."""
    text = desk.text("grave_after", "4 heures")
    if text.strip().casefold() == NO_DELAY:
        return None
    try:
        delay = parse_delay(text)
    except ValueError:
        delay = None
    if delay is None or delay.unit != "hours":
        desk.wrong(
            "grave_after",
            f"{quoted(text)} ne convient pas. Écrivez un nombre d’heures ouvrées{NBSP}: "
            f'"4 heures", ou "{NO_DELAY}" pour ne rien rappeler.',
        )
        return None
    return delay


def read_escalation(desk: Table) -> Delay | None:
    """None: nobody is told beside those who were told that the date has passed."""
    text = desk.text("escalate_after", "2 jours")
    if text.strip().casefold() == NO_DELAY:
        return None
    try:
        return parse_delay(text)
    except ValueError:
        desk.wrong(
            "escalate_after",
            f"{quoted(text)} ne convient pas. Écrivez un délai{NBSP}: "
            f'"2 jours", "1 jour ouvré", ou "{NO_DELAY}".',
        )
        return None
