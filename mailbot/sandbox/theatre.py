"""Plays a script to the real daemon in real time: each step waits for the one before, not for its moment.

People write, the daemon's own threads do the rest; this one only looks on and says what it sees.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from mailbot.config.mistakes import NBSP
from mailbot.daemon import Daemon, clock
from mailbot.desk import Desk
from mailbot.report import register
from mailbot.sandbox.expectations import Happened, unmet
from mailbot.sandbox.mailclient import message_id_of, sender_of, subject_of
from mailbot.sandbox.script import Script, Step, service_mailbox
from mailbot.sandbox.servers import MailServers
from mailbot.sandbox.timeline import Ledger
from mailbot.sandbox.writers import Writers
from mailbot.store import outbox, views

GLANCE = 0.05  # seconds between two looks
PATIENCE = 6.0  # seconds that a step may take: on an idle machine each takes a fraction of one
STOPPING = 10.0
_REFERENCE = re.compile(r"\[([A-Z][A-Z0-9]*-\d{4}-\d+)\]")


@dataclass
class Theatre:
    desk: Desk
    servers: MailServers
    tell: Callable[[Ledger], None]
    pause: float = 0.0  # seconds between two steps, for people who follow
    ledger: Ledger = field(default_factory=Ledger)
    _taken: int = 0

    def __post_init__(self) -> None:
        self._daemon = Daemon(self.desk)
        self._thread = threading.Thread(target=self._daemon.run, name="daemon", daemon=True)
        self._writers = Writers(self.desk.settings, self.servers, self.ledger)

    def __enter__(self) -> Theatre:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._daemon.stop()
        self._thread.join(STOPPING)

    def play(self, script: Script) -> list[str]:
        """What did not come true; empty: everything did."""
        failures: list[str] = []
        for step in script.steps:
            failures += self._perform(step)
            time.sleep(self.pause)
        self.look()
        return failures

    def look(self) -> None:
        """What has happened since the last time."""
        with self.desk.store.reading() as connection:
            self.ledger.collect(connection)
            for mail in self.servers.accepted[self._taken :]:
                self._taken += 1
                if service_mailbox(mail.recipient, self.desk.settings):  # a person's own mail program
                    name = sender_of(mail.content).name
                    self.ledger.came(mail.at, mail.sender, name, (mail.recipient,), mail.content)
                    continue
                letter = _letter(connection, mail.content)
                self.ledger.left(mail.at, mail.recipient, mail.sender, mail.content, letter)
        self.tell(self.ledger)

    def register(self) -> list[dict[str, Any]]:
        timezone = self.desk.settings.organisation.timezone
        with self.desk.store.reading() as connection:
            return list(register.rows(views.register(connection), timezone=timezone))

    def sheets(self) -> dict[str, dict[str, Any]]:
        """The complaint sheet of each case, by reference."""
        with self.desk.store.reading() as connection:
            return {row["reference"]: row["record"] or {} for row in views.register(connection)}

    def _perform(self, step: Step) -> list[str]:
        if step.mail is None:
            return []
        before = len(self.ledger.entries) + 1  # the arrival itself is one
        self._writers.deliver(step, clock())
        self.tell(self.ledger)
        unfulfilled = ["mailbot n’a pas réagi à temps"]
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            time.sleep(GLANCE)
            self.look()
            unfulfilled = self._unmet(step)
            if len(self.ledger.entries) > before and self._is_quiet() and not unfulfilled:
                self.look()  # a letter may have left between the last look and this moment
                return []
        return [f"{step}{NBSP}: {failure}." for failure in unfulfilled or ["des lettres attendent encore"]]

    def _is_quiet(self) -> bool:
        with self.desk.store.reading() as connection:
            return outbox.next_due(connection) is None

    def _unmet(self, step: Step) -> list[str]:
        happened = Happened(
            now=clock(),
            entries=self.ledger.entries,
            sent=self.ledger.sent,
            references=self.ledger.references,
            register=self.register(),
            sheets=self.sheets(),
            calendar=self.desk.settings.procedure.calendar,
        )
        return [failure for expectation in step.expectations for failure in unmet(expectation, happened)]


def _letter(connection: Any, content: bytes) -> Mapping[str, Any] | None:
    """What the database says of a letter that has left: found by its ticket and its Message-ID."""
    match = _REFERENCE.search(subject_of(content))
    case = views.case(connection, match[1]) if match else None
    if match is None or case is None:
        return None
    message_id = message_id_of(content)
    found = next((row for row in case["letters"] if row["message_id"] == message_id), None)
    return {"id": found["id"], "kind": found["kind"], "reference": match[1]} if found else None
