"""What the organisation promises, as data: presets, calendar, clocks."""

from __future__ import annotations

from mailbot.procedure.calendar import (
    before,
    due,
    holidays,
    is_open,
    morning_after,
    warnings_between,
    working_hours_after,
)
from mailbot.procedure.delay import NO_DELAY, Delay, Unit, parse_delay
from mailbot.procedure.document import (
    CHANNELS,
    MILESTONES,
    Acknowledgement,
    Answer,
    Calendar,
    Closing,
    Compensation,
    Forward,
    Handlers,
    Mediation,
    Medium,
    Operations,
    Procedure,
    Progress,
    Quality,
    Region,
    Register,
    Step,
)
from mailbot.procedure.fields import FIELDS, Field
from mailbot.procedure.numbers import NumberClass
from mailbot.procedure.promises import promises

__all__ = [
    "CHANNELS",
    "FIELDS",
    "MILESTONES",
    "NO_DELAY",
    "Acknowledgement",
    "Answer",
    "Calendar",
    "Closing",
    "Compensation",
    "Delay",
    "Field",
    "Forward",
    "Handlers",
    "Mediation",
    "Medium",
    "NumberClass",
    "Operations",
    "Procedure",
    "Progress",
    "Quality",
    "Region",
    "Register",
    "Step",
    "Unit",
    "before",
    "due",
    "holidays",
    "is_open",
    "morning_after",
    "parse_delay",
    "promises",
    "warnings_between",
    "working_hours_after",
]
