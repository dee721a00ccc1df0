"""What the organisation promises, as data: presets, calendar, clocks."""

from __future__ import annotations

from mailbot.procedure.calendar import before, due, holidays, is_open, morning_after, warnings_between
from mailbot.procedure.delay import NO_DELAY, Delay, Unit, parse_delay
from mailbot.procedure.document import (
    Acknowledgement,
    Answer,
    Calendar,
    Forward,
    Handlers,
    Mediation,
    Operations,
    Procedure,
    Region,
    Register,
)
from mailbot.procedure.promises import promises

__all__ = [
    "NO_DELAY",
    "Acknowledgement",
    "Answer",
    "Calendar",
    "Delay",
    "Forward",
    "Handlers",
    "Mediation",
    "Operations",
    "Procedure",
    "Region",
    "Register",
    "Unit",
    "before",
    "due",
    "holidays",
    "is_open",
    "morning_after",
    "parse_delay",
    "promises",
    "warnings_between",
]
