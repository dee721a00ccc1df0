"""The section [retention]: how long what has been dealt with is kept, in years or months."""

from __future__ import annotations

import re

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.settings import Retention
from mailbot.config.table import Table
from mailbot.expressions import Expression
from mailbot.procedure import NO_DELAY, Delay

_TIME = Expression(r"(\d{1,3})\s*(ans?|années?|mois)", re.IGNORECASE)
_MOST_MONTHS = 120
EVIDENCE_MONTHS = 12  # a client may turn to a mediator for a year


def read_retention(table: Table) -> Retention:
    standard = Retention()
    read = Retention(
        closed_after=_time(table, "closed_after", standard.closed_after),
        unregistered_after=_time(table, "unregistered_after", standard.unregistered_after),
    )
    if read.closed_after and read.closed_after.n < EVIDENCE_MONTHS:
        table.mistakes.notice(
            table.place("closed_after"),
            f"{table.label('closed_after')}{NBSP}: moins d’un an. Un client a un an pour saisir le médiateur,"
            " et vous n’aurez plus rien à lui montrer.",
        )
    table.finish()
    return read


def _time(table: Table, key: str, standard: Delay | None) -> Delay | None:
    if not table.has(key):
        table.text(key)
        return standard
    text = table.text(key)
    if text.casefold() == NO_DELAY:
        return None
    match = _TIME.fullmatch(text)
    months = int(match[1]) * (1 if match[2].lower() == "mois" else 12) if match else 0
    if not 1 <= months <= _MOST_MONTHS:
        table.wrong(
            key,
            f"{quoted(text)} ne convient pas. Écrivez une durée de dix ans au plus{NBSP}: "
            f'"5 ans", "18 mois", ou "{NO_DELAY}" pour tout garder.',
        )
        return standard
    return Delay(n=months, unit="months")
