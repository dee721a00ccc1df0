"""The times of [desk]: how long staff can call back what they have written."""

from __future__ import annotations

import re
from datetime import timedelta

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.table import Table
from mailbot.procedure.delay import NO_DELAY

_RECALL = re.compile(r"(\d{1,4})\s*(secondes?|s|minutes?|min|mn)", re.IGNORECASE)
_LONGEST = timedelta(hours=1)  # beyond it, answers would seem to be lost
_DEFAULT = "1 minute"


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
            f'"1 minute", "30 secondes", ou "{NO_DELAY}" pour que tout parte aussitôt.',
        )
        return timedelta(minutes=1)
    return wait
