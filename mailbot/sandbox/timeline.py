"""Keeps the story of a rehearsal in one order: mails that came, events, letters that left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.sandbox.mailclient import attached_names, shown, subject_of
from mailbot.store import outbox, views
from mailbot.store.db import Connection

_NOT_IN_FILE_NAMES = re.compile(r"[^\w.@+=-]")
_LONGEST_FILE_NAME = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the time line."""

    at: datetime
    event: str
    ticket: str | None
    actor: str
    why: str
    data: Mapping[str, Any] = field(default_factory=dict)
    letter: str | None = None  # the kind of letter that it is about
    to: str | None = None
    letter_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A letter as the SMTP server has taken it."""

    number: int
    at: datetime
    to: str
    sender: str
    content: bytes
    kind: str | None
    ticket: str | None
    letter_id: int | None
    subject: str

    @property
    def text(self) -> str:
        return shown(self.content)[1]

    @property
    def attached(self) -> tuple[str, ...]:
        return attached_names(self.content)

    @property
    def file_name(self) -> str:
        return f"{self.number:04}-{_NOT_IN_FILE_NAMES.sub('_', self.to)[:_LONGEST_FILE_NAME]}.eml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A mail that somebody wrote to the service."""

    at: datetime
    sender: str
    name: str
    to: tuple[str, ...]
    subject: str
    content: bytes


Scene = Entry | Sent | Came


@dataclass(slots=True)
class Ledger:
    """Grows in the order in which things happen."""

    story: list[Scene] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    references: list[str] = field(default_factory=list)  # of the tickets, in the order of opening
    _last_event: int = 0
    _letters: dict[int, Mapping[str, Any]] = field(default_factory=dict)

    def tell(
        self, at: datetime, event: str, why: str, *, actor: str, data: Mapping[str, Any] | None = None
    ) -> None:
        """Something that the rehearsal itself has done."""
        self._add(Entry(at=at, event=event, ticket=None, actor=actor, why=why, data=data or {}))

    def came(self, at: datetime, sender: str, name: str, to: tuple[str, ...], content: bytes) -> None:
        subject = subject_of(content)
        self.story.append(Came(at=at, sender=sender, name=name, to=to, subject=subject, content=content))
        self.tell(at, "mail_arrived", subject or "(sans objet)", actor=sender or "inconnu")

    def learn_letters(self, connection: Connection) -> None:
        """Which letters wait at present: the database says it as long as they have not left."""
        for row in outbox.waiting(connection):
            self._letters[row["id"]] = row

    def left(
        self, at: datetime, to: str, sender: str, content: bytes, letter: Mapping[str, Any] | None
    ) -> None:
        """SMTP has taken a letter; `letter` is what the database says of it."""
        known = letter or {}
        sent = Sent(
            number=len(self.sent) + 1,
            at=at,
            to=to,
            sender=sender,
            content=content,
            kind=known.get("kind"),
            ticket=known.get("reference"),
            letter_id=known.get("id"),
            subject=subject_of(content),
        )
        self.sent.append(sent)
        self.story.append(sent)

    def being_sent(self, to: str, content: bytes) -> Mapping[str, Any] | None:
        """The letter that is under way to this address, when only one process sends.

        After a crash, letters of the process that died still count as under way: the subject decides.
        """
        subject = subject_of(content)
        under_way = [
            row for row in self._letters.values() if row["state"] == "sending" and row["recipient"] == to
        ]
        same = [row for row in under_way if row["subject"] == subject] or under_way
        return same[-1] if same else None

    def collect(self, connection: Connection) -> None:
        """The events since the last time."""
        self.learn_letters(connection)
        for row in views.events_after(connection, self._last_event):
            self._last_event = row["id"]
            letter = self._letters.get(row["letter_id"], {})
            self._add(
                Entry(
                    at=row["at"],
                    event=row["event"],
                    ticket=row["reference"],
                    actor=row["actor"],
                    why=row["why"],
                    data=row["data"] or {},
                    letter=letter.get("kind"),
                    to=letter.get("recipient"),
                    letter_id=row["letter_id"],
                )
            )

    def lines(self, timezone: str) -> Iterator[str]:
        """timeline.jsonl: moments in the organisation's time."""
        zone = ZoneInfo(timezone)
        files = {sent.letter_id: sent.file_name for sent in self.sent if sent.letter_id}
        for entry in self.entries:
            line: dict[str, Any] = {
                "at": entry.at.astimezone(zone).isoformat(),
                "event": entry.event,
                "ticket": entry.ticket,
                "actor": entry.actor,
                "why": entry.why,
            }
            if entry.letter:
                line |= {"letter": entry.letter, "to": entry.to}
            if entry.event == "letter_sent" and entry.letter_id in files:
                line["file"] = f"outgoing/{files[entry.letter_id]}"
            line["data"] = entry.data
            yield json.dumps(line, ensure_ascii=False, default=str)

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.story.append(entry)
        if entry.ticket and entry.ticket not in self.references:
            self.references.append(entry.ticket)
