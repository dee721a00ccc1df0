"""The letters that a decision causes: to whom, about what, with which facts. Words are in templates/."""

from mailbot.decide.letters.parts import LETTER_NAMES
from mailbot.decide.letters.to_client import acknowledgement, late_acknowledgement, to_client
from mailbot.decide.letters.to_provider import forward, reminder, to_provider
from mailbot.decide.letters.to_staff import (
    HELP,
    alerts,
    date_notices,
    flood,
    follow_ups,
    neither,
    new_ticket,
    transcript,
)

__all__ = [
    "HELP",
    "LETTER_NAMES",
    "acknowledgement",
    "alerts",
    "date_notices",
    "flood",
    "follow_ups",
    "forward",
    "late_acknowledgement",
    "neither",
    "new_ticket",
    "reminder",
    "to_client",
    "to_provider",
    "transcript",
]
