"""The nouns that travel between the stations.

Everything here is a frozen value: no I/O, no clock, no behaviour beyond a property or two.
Identifiers are English; the values that people read or type are French.
"""

from mailbot.model.mail import Attachment, Authenticity, FormRules, IncomingMail, RawMail, Robot, RobotType
from mailbot.model.meaning import Identity, Kind, Meaning, OtherType, Reason, Redacted, Severity, Wishes
from mailbot.model.people import (
    Address,
    Concerned,
    Directory,
    Mediator,
    Organisation,
    Provider,
    Role,
    StaffMember,
    StaffRole,
    Unit,
)
from mailbot.model.plan import Disposition, Event, Letter, OutgoingMail, Plan, Timer
from mailbot.model.ticket import (
    Act,
    CausedLetter,
    Conversation,
    Facts,
    OpenCase,
    Party,
    SentLetter,
    Side,
    Similar,
    Thread,
    Ticket,
)

__all__ = [
    "Act",
    "Address",
    "Attachment",
    "Authenticity",
    "CausedLetter",
    "Concerned",
    "Conversation",
    "Directory",
    "Disposition",
    "Event",
    "Facts",
    "FormRules",
    "Identity",
    "IncomingMail",
    "Kind",
    "Letter",
    "Meaning",
    "Mediator",
    "OpenCase",
    "Organisation",
    "OtherType",
    "OutgoingMail",
    "Party",
    "Plan",
    "Provider",
    "RawMail",
    "Reason",
    "Redacted",
    "Robot",
    "RobotType",
    "Role",
    "SentLetter",
    "Severity",
    "Side",
    "Similar",
    "StaffMember",
    "StaffRole",
    "Thread",
    "Ticket",
    "Timer",
    "Unit",
    "Wishes",
]
