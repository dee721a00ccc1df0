"""EFFECT: a finished letter → SMTP; and a word to whoever watches the desk: people, systemd, programs."""

from mailbot.deliver.alarm import Alarm
from mailbot.deliver.check import Finding, check_server
from mailbot.deliver.connect import Server
from mailbot.deliver.health import Health
from mailbot.deliver.metrics import Door
from mailbot.deliver.smtp import Attempt, Outcome, Postman
from mailbot.deliver.systemd import notify
from mailbot.deliver.vitals import Counted, Vitals
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
    "Server",
    "Vitals",
    "Watchdog",
    "check_server",
    "notify",
]
