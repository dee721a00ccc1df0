"""Temporary or permanent, nothing else. Unknown errors are temporary, and bounded by their caller."""

from __future__ import annotations


class MailbotError(Exception):
    """A message for a person, in a whole sentence, with the cure."""


class TemporaryFailure(MailbotError):
    """A server or a disk does not answer now. Nothing is lost; try again."""


class PermanentFailure(MailbotError):
    """Trying again would give the same result; somebody must change something."""


class BadConfig(PermanentFailure):
    """The configuration or the command line is wrong: every mistake at once, with its cure."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes
