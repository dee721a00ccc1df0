"""How the desk is, for programs that watch it: one verdict, and figures in Prometheus' text format.

Counts, moments and the addresses of the service's own mailboxes; nothing about any person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from mailbot.deliver.vitals import Snapshot

PATIENCE = timedelta(minutes=15)  # a server away that long, or a mailbox that long without a look, is trouble


class Gauges(Protocol):
    """What the database says."""

    @property
    def letters(self) -> Mapping[str, int]: ...
    @property
    def oldest_letter(self) -> datetime | None: ...
    @property
    def mails_held(self) -> int: ...
    @property
    def open_cases(self) -> int: ...
    @property
    def overdue_cases(self) -> int: ...
    @property
    def polled(self) -> Mapping[str, datetime]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Everything known at one moment. `gauges` None: the database does not answer."""

    now: datetime
    since: datetime  # the start of this process
    version: str
    mailboxes: tuple[str, ...]
    seen: Snapshot
    gauges: Gauges | None
    stands_still: bool = False
    dead: tuple[str, ...] = ()  # threads that should run, and do not

    def problems(self) -> tuple[str, ...]:
        return tuple(self._problems())

    def _problems(self) -> Iterator[str]:
        if self.gauges is None:
            yield "database"
        if self.stands_still:
            yield "standing_still"
        yield from (f"thread {name}" for name in self.dead)
        yield from (f"imap {box}" for box in self.mailboxes if self._is_silent(box))
        yield from (f"smtp {box}" for box, since in self.seen.mute.items() if self.now - since > PATIENCE)

    def _is_silent(self, mailbox: str) -> bool:
        """While we were away nobody could look; while it is open its last look may be a long list."""
        if mailbox in self.seen.opened or self.gauges is None:
            return False
        heard = max(self.gauges.polled.get(mailbox, self.since), self.since)
        return self.now - heard > PATIENCE

    def as_json(self) -> dict[str, Any]:
        problems = self.problems()
        polled = self.gauges.polled if self.gauges else {}
        return {
            "status": "trouble" if problems else "ok",
            "problems": list(problems),
            "version": self.version,
            "since": self.since.isoformat(),
            "mailboxes": {
                box: {
                    "imap": box not in self.seen.lost,
                    "smtp": box not in self.seen.mute,
                    "polled_at": polled[box].isoformat() if box in polled else None,
                }
                for box in self.mailboxes
            },
        }


@cache
def own_version() -> str:
    try:
        return version("mailbot")
    except PackageNotFoundError:  # run from a folder into which nobody has installed it
        return "?"


def page(health: Health) -> str:
    """Prometheus' text format, version 0.0.4."""
    return "".join(_page(health))


_Labels = tuple[tuple[str, str], ...]
_Sample = tuple[_Labels, float]


def _page(health: Health) -> Iterator[str]:
    seen = health.seen
    yield from _own(health)
    yield from _metric(
        "mails_total", "counter", "Mails taken in since the start.", _by("disposition", seen.mails)
    )
    yield from _metric(
        "letter_attempts_total", "counter", "Attempts to send since the start.", _by("outcome", seen.attempts)
    )
    yield from _metric(
        "imap_up", "gauge", "0: the mailbox is out of reach.",
        [((("mailbox", box),), float(box not in seen.lost)) for box in health.mailboxes],
    )  # fmt: skip
    yield from _metric(
        "smtp_up", "gauge", "0: the mailbox's SMTP server takes nothing.",
        [((("mailbox", box),), float(box not in seen.mute)) for box in health.mailboxes],
    )  # fmt: skip
    if health.gauges is not None:
        yield from _kept(health, health.gauges)


def _own(health: Health) -> Iterator[str]:
    yield from _metric("build_info", "gauge", "The version.", [((("version", health.version),), 1)])
    yield from _metric(
        "start_time_seconds", "gauge", "When this process began.", [((), health.since.timestamp())]
    )
    yield from _metric(
        "healthy", "gauge", "0: /health says what is wrong.", [((), float(not health.problems()))]
    )
    yield from _metric(
        "database_up", "gauge", "0: the database does not answer.", [((), float(health.gauges is not None))]
    )
    yield from _metric(
        "standing_still", "gauge", "1: nothing can be recorded.", [((), float(health.stands_still))]
    )


def _kept(health: Health, gauges: Gauges) -> Iterator[str]:
    oldest = gauges.oldest_letter
    waited = max(0.0, (health.now - oldest).total_seconds()) if oldest else 0.0
    polled: list[_Sample] = [
        ((("mailbox", box),), gauges.polled[box].timestamp())
        for box in health.mailboxes
        if box in gauges.polled
    ]
    yield from _metric("letters", "gauge", "Letters that have not left.", _by("state", gauges.letters))
    yield from _metric("oldest_letter_seconds", "gauge", "How long the oldest waits.", [((), waited)])
    yield from _metric("mails_held", "gauge", "Mails set aside for a person.", [((), gauges.mails_held)])
    yield from _metric("open_cases", "gauge", "Cases that are not closed.", [((), gauges.open_cases)])
    yield from _metric(
        "overdue_cases", "gauge", "Open cases whose answer is late.", [((), gauges.overdue_cases)]
    )
    yield from _metric("last_poll_timestamp_seconds", "gauge", "When each mailbox was looked into.", polled)


def _by(label: str, counts: Mapping[str, int]) -> list[_Sample]:
    return [(((label, name),), float(number)) for name, number in sorted(counts.items())]


def _metric(name: str, kind: str, told: str, samples: Sequence[_Sample]) -> Iterator[str]:
    yield f"# HELP mailbot_{name} {told}\n# TYPE mailbot_{name} {kind}\n"
    for labels, value in samples:
        inside = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels)
        yield f"mailbot_{name}{f'{{{inside}}}' if inside else ''} {_number(value)}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
