"""What staff ask the service for by mail: which register, and what to say where there is none."""

from __future__ import annotations

import re
from datetime import date

SENT = "Le registre est joint à ce message."
WHICH_YEAR = "#registre : écrivez une année, par exemple #registre 2026, ou rien pour tout le registre."
NO_REPORT = (
    "Le rapport se demande à la personne qui s'occupe de mailbot (`mailbot report`) ; "
    "#registre envoie le registre par courriel."
)
_YEAR = re.compile(r"(?:de |en |année |annee )?((?:19|20)\d\d)")


def register(text: str, today: date) -> str | None:
    """As a letter names it; None: not understood."""
    words = text.strip().casefold()
    if not words:
        return "register"
    if words in ("cette année", "cette annee", "de cette année", "année en cours"):
        return f"register:{today.year}"
    match = _YEAR.fullmatch(words)
    return f"register:{match[1]}" if match else None
