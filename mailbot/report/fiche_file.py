"""The complaint sheet of one case, from what the database knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.report import fiche, register


def sheet_file(found: Mapping[str, Any], settings: Settings, at: datetime) -> bytes:
    """`found`: the case with its events."""
    ticket = {**found["ticket"], "record": found["ticket"]["record"] or {}}
    zone, fields = settings.organisation.timezone, settings.procedure.fields
    [row] = register.rows([ticket], timezone=zone, fields=fields, names=settings.directory.names)
    return fiche.sheet_of({**row, "wants": ticket["wants"]}, found["events"], settings, at)
