"""What staff ask the service for by mail: which register, and what to say where there is none."""

from __future__ import annotations

import re
from datetime import date

from mailbot.expressions import Expression

SENT = "Le registre est joint à ce message."
WHICH_YEAR = "#registre : écrivez une année, par exemple #registre 2026, ou rien pour tout le registre."
REVIEW_SENT = "Le bilan est joint à ce message."
WHICH_PERIOD = "#rapport : écrivez une période, par exemple #rapport 2026, 2026-T4 ou 2026-11."
FORM_SENT = "La fiche vierge est jointe à ce message."
CASE_SENT = "La fiche du dossier est jointe à ce message, en PDF."
_REFERENCE = Expression(r"(?:pdf )?(?:(?:de |du )?(?:dossier )?)?([a-z]{2,12}-20\d\d-\d{3,6})", re.IGNORECASE)
_YEAR = Expression(r"(?:de |en |année |annee )?((?:19|20)\d\d)")


_PERIOD = Expression(r"(?P<y>20\d\d)(?:[ -]?(?:[qt](?P<q>[1-4])|(?P<m>0[1-9]|1[0-2])))?")
_QUARTER_FIRST = Expression(r"[qt]([1-4])[ -](20\d\d)")


def review(text: str, today: date) -> str | None:
    """The period of a report, as a letter names it; nothing said: this quarter. None: not understood."""
    words = _QUARTER_FIRST.sub(r"\2-q\1", text.strip().casefold())
    if not words:
        return f"review:{today.year}-Q{(today.month + 2) // 3}"
    match = _PERIOD.fullmatch(words)
    if match is None:
        return None
    part = f"-Q{match['q']}" if match["q"] else f"-{match['m']}" if match["m"] else ""
    return f"review:{match['y']}{part}"


def register(text: str, today: date) -> str | None:
    """As a letter names it; None: not understood."""
    words = text.strip().casefold()
    if not words:
        return "register"
    if words in ("cette année", "cette annee", "de cette année", "année en cours"):
        return f"register:{today.year}"
    match = _YEAR.fullmatch(words)
    return f"register:{match[1]}" if match else None


def case_named(text: str) -> str | None:
    """The reference of the case whose sheet is wanted; empty: of the one at hand; None: something else."""
    words = text.strip().strip("[]().").casefold()
    if words in ("", "pdf", "en pdf", "du dossier", "dossier", "de ce dossier"):
        return ""
    match = _REFERENCE.fullmatch(words.replace("[", "").replace("]", ""))
    return match[1].upper() if match else None


def case(reference: str) -> str:
    """As a letter names it."""
    return f"case:{reference}"
