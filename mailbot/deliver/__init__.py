"""EFFECT: a finished letter → SMTP; and a word to whoever watches the desk: people, systemd, programs."""

from mailbot.deliver.alarm import Alarm
from mailbot.deliver.check import Finding, check_server
from mailbot.deliver.connect import Server
from mailbot.deliver.health import Health
from mailbot.deliver.metrics import Door
from mailbot.deliver.postponed import Postponed
from mailbot.deliver.smtp import Attempt, Outcome, Postman, domain_of
from mailbot.deliver.systemd import notify
from mailbot.deliver.vitals import Counted, Sender, Vitals
from mailbot.deliver.watchdog import Watchdog

__all__ = [
    "Alarm",
    "Attempt",
    "Counted",
    "Door",
    "Finding",
    "Health",
    "Outcome",
    "Postman",
    "Postponed",
    "Sender",
    "Server",
    "Vitals",
    "Watchdog",
    "check_server",
    "domain_of",
    "notify",
]
