"""Counts a year again from its mails and letters alone, as somebody with all the mailboxes would: dumbly.

Nothing of mailbot is imported here. What is known of a mail is its bytes, and when it came or left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from statistics import fmean, median

REFERENCE = re.compile(r"\[(REC-\d{4}-\d{4})\]")
ORDER = re.compile(r"^#(\S+) ?(.*)$", re.MULTILINE)
OUTCOMES = ("favorable", "partiel", "rejet")


@dataclass(frozen=True)
class Paper:
    at: datetime
    who: str  # who wrote the mail, or to whom the letter went
    mail: EmailMessage

    @property
    def subject(self) -> str:
        return " ".join(str(self.mail["Subject"]).split())

    @property
    def reference(self) -> str | None:
        found = REFERENCE.search(self.subject)
        return found[1] if found else None

    @property
    def text(self) -> str:
        body = self.mail.get_body(("plain",))
        return body.get_content() if body else ""


def paper(at: datetime, who: str, content: bytes) -> Paper:
    return Paper(at, parseaddr(who)[1] or who, message_from_bytes(content, policy=policy.default))


@dataclass
class Case:
    received: datetime
    acknowledged: datetime
    is_complaint: bool
    answered: datetime | None = None
    outcome: str | None = None
    is_closed: bool = False
    granted: list[Decimal] = field(default_factory=list)
    notes: dict[str, list[str]] = field(
        default_factory=dict
    )  # what staff have noted, by the word of the order
    passed_on: dict[str, datetime] = field(default_factory=dict)  # to which provider, when first
    reminders: int = 0
    heard: dict[str, datetime] = field(default_factory=dict)


@dataclass
class Recount:
    cases: dict[str, Case]

    def complaints(self) -> list[Case]:
        return [case for case in self.cases.values() if case.is_complaint]

    def suggestions(self) -> int:
        return len(self.cases) - len(self.complaints())

    def noted(self, word: str) -> Counter[str]:
        return Counter(text for case in self.complaints() for text in case.notes.get(word, ()))

    def answers(self, now: datetime, promised: timedelta) -> tuple[int, int]:
        """How many are to be judged, and how many of these were in time."""
        judged = in_time = 0
        for case in self.complaints():
            if case.answered:
                judged += 1
                in_time += case.answered - case.received <= promised
            elif not case.is_closed and now - case.received > promised:
                judged += 1
        return judged, in_time


def took(spans: Iterable[timedelta]) -> tuple[int, float, float, float]:
    """How many; their mean, median and longest, in hours."""
    hours = [span / timedelta(hours=1) for span in spans]
    return len(hours), fmean(hours), median(hours), max(hours)


def recount(mails: list[Paper], letters: list[Paper], *, staff: set[str], providers: set[str]) -> Recount:
    cases: dict[str, Case] = {}
    came = {str(mail.mail["Message-ID"]).strip(): mail for mail in mails}
    for letter in letters:
        reference = letter.reference
        if reference is None or letter.who in staff:
            continue
        if letter.who in providers:
            _to_provider(cases[reference], letter)
        elif reference not in cases:
            answers = came[str(letter.mail["In-Reply-To"]).strip()]
            cases[reference] = Case(answers.at, letter.at, "réclamation" in letter.subject)
        elif "Réponse à votre message" in letter.subject and cases[reference].answered is None:
            cases[reference].answered = letter.at
    for mail in mails:
        case = cases.get(mail.reference or "")
        if case is None:
            continue
        if mail.who in staff:
            _orders(case, mail)
        elif mail.who in providers and "Auto-Submitted" not in mail.mail:
            case.heard.setdefault(mail.who, mail.at)
    return Recount(cases)


def _to_provider(case: Case, letter: Paper) -> None:
    if letter.who in case.passed_on:
        case.reminders += 1
    else:
        case.passed_on[letter.who] = letter.at


def _orders(case: Case, mail: Paper) -> None:
    for word, rest in ORDER.findall(mail.text):
        if word in OUTCOMES:
            case.outcome = word
        elif word == "clôturer":
            case.is_closed = True
        elif word == "dédommagement":
            amount = re.search(r"(\d+(?:,\d+)?) €", rest)
            case.granted.append(Decimal(amount[1].replace(",", ".")) if amount else Decimal(0))
        else:
            case.notes.setdefault(word, []).append(rest.strip())
