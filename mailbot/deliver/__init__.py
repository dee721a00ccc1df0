"""EFFECT: a finished letter → SMTP."""

from mailbot.deliver.check import Finding, check_server
from mailbot.deliver.connect import Server
from mailbot.deliver.smtp import Attempt, Outcome, Postman

__all__ = ["Attempt", "Finding", "Outcome", "Postman", "Server", "check_server"]
