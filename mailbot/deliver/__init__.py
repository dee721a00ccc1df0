"""EFFECT: a finished letter → SMTP."""

from mailbot.deliver.smtp import Attempt, Outcome, Postman, Server

__all__ = ["Attempt", "Outcome", "Postman", "Server"]
