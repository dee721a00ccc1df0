"""A daemon that runs in the test's own process, with pauses of moments instead of minutes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from mailbot import daemon, dispatch
from mailbot.daemon import Daemon
from mailbot.decide import retry
from mailbot.deliver import Postman
from mailbot.deliver import alarm as deliver_alarm
from mailbot.receive import MailboxConnection
from mailbot.store import leases, outbox
from office import Office


def moments(*seconds: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=one) for one in seconds)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon, "BACKOFF", (0.05,))
    monkeypatch.setattr(daemon, "OTHERS_TURN", 0.1)
    monkeypatch.setattr(daemon, "LONGEST_SLEEP", 0.2)
    monkeypatch.setattr(daemon._Tenure, "RENEWED_EVERY", 0.3)
    monkeypatch.setattr(leases, "LASTS", timedelta(seconds=1))
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=8))
    monkeypatch.setattr(dispatch, "SERVER_PAUSES", moments(0.1))
    monkeypatch.setattr(retry, "_STEPS", moments(0.2))
    monkeypatch.setattr(retry, "_LATER", timedelta(seconds=0.2))
    monkeypatch.setattr(deliver_alarm, "TOLD_AFTER", timedelta(seconds=0.5))
    monkeypatch.setattr(deliver_alarm, "TRIED_EVERY", timedelta(seconds=0.2))
    monkeypatch.setitem(Postman.__init__.__kwdefaults__, "timeout", 3.0)
    monkeypatch.setitem(MailboxConnection.__init__.__kwdefaults__, "answer_seconds", 3.0)


def behind(office: Office, *, imap: dict[str, Any] | None = None, smtp: dict[str, Any] | None = None) -> None:
    """Other ports, other security: as if it stood so in the configuration."""
    [box] = office.settings.mailboxes
    assert box.imap
    assert box.smtp
    box = replace(box, imap=replace(box.imap, **imap or {}), smtp=replace(box.smtp, **smtp or {}))
    office.settings = replace(office.settings, mailboxes=(box,))
    office.desk = replace(office.desk, settings=office.settings)


@contextmanager
def at_work(office: Office, *, clock: Callable[[], datetime] | None = None) -> Iterator[Daemon]:
    """From the office's present on, in real time."""
    begun, start = time.monotonic(), office.now

    def present() -> datetime:
        return start + timedelta(seconds=time.monotonic() - begun)

    working = Daemon(office.desk, clock=clock or present)
    thread = threading.Thread(target=working.run, daemon=True)
    thread.start()
    try:
        yield working
    finally:
        working.stop()
        thread.join(15)
        assert not thread.is_alive(), "the daemon did not stop"
