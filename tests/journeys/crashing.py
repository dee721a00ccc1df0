"""Runs `mailbot` commands in child processes, and kills one of them at a named point, on request.

    python crashing.py < orders          one JSON object a line; answers each with an exit code (-9: killed)

    {"argv": ["run", "--once", "--config", "…"], "point": "before COMMIT", "times": 1, "later": 360}

A child is forked from this process, which has imported everything and done nothing yet. `point`: where it
ends itself by SIGKILL, the `times`-th time that it gets there. `later`: how many seconds its clock is ahead.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any

import aiosmtplib
import alembic.command  # imported before the fork, so that no child has to
import alembic.runtime.migration  # noqa: F401  (the same)

from mailbot import cli, daemon, dispatch, journey, rounds
from mailbot.commands import database, run  # noqa: F401  (the same)
from mailbot.compose import Templates
from mailbot.receive import MailboxConnection
from mailbot.store import clockwork, mailboxes, outbox, record

# name → (where it is looked up, its name there, killed before or after it)
POINTS: dict[str, tuple[Any, str, str]] = {
    "fetched, nothing done yet": (journey, "read", "before"),
    "raw bytes written": (record, "keep_raw", "after"),
    "mail claimed": (record, "take", "after"),
    "ticket row written": (record, "ticket", "after"),
    "one letter written": (record, "add_letter", "after"),
    "before COMMIT": (record, "arrival", "after"),
    "after COMMIT": (journey, "handle", "after"),
    "before the mailbox is marked": (MailboxConnection, "mark_done", "before"),
    "mailbox marked, not remembered": (MailboxConnection, "mark_done", "after"),
    "mark written, not committed": (mailboxes, "mark", "after"),
    "cursor not advanced": (mailboxes, "advance", "before"),
    "timer claimed": (clockwork, "claim", "after"),
    "timer done, not committed": (rounds, "carry_out", "after"),
    "letter claimed, not committed": (outbox, "claim", "after"),
    "before MAIL": (aiosmtplib.SMTP, "mail", "before"),
    "after RCPT, before DATA": (aiosmtplib.SMTP, "data", "before"),
    "after DATA": (aiosmtplib.SMTP, "data", "after"),
    "sent, not committed": (outbox, "settle", "after"),
    "sent and settled": (dispatch.Dispatcher, "_sent", "after"),
}


TEMPLATES = Templates.load()


class Preloaded:
    """Every child would read and try the same templates again: the slowest part of its start."""

    @staticmethod
    def load(*_folders: Any) -> Templates:
        return TEMPLATES


daemon.Templates = Preloaded


def kill_at(point: str, times: int) -> None:
    place, name, when = POINTS[point]
    original = getattr(place, name)
    calls = 0

    def reached(moment: str) -> None:
        nonlocal calls
        calls += moment == when
        if calls == times:
            os.kill(os.getpid(), signal.SIGKILL)

    def patched(*args: Any, **kwargs: Any) -> Any:
        reached("before")
        result = original(*args, **kwargs)
        reached("after")
        return result

    async def patched_async(*args: Any, **kwargs: Any) -> Any:
        reached("before")
        result = await original(*args, **kwargs)
        reached("after")
        return result

    replacement: Callable[..., Any] = patched_async if asyncio.iscoroutinefunction(original) else patched
    setattr(place, name, replacement)


def set_clock_ahead(seconds: float) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + timedelta(seconds=seconds)  # noqa: TID251  (a clock, put ahead)

    daemon.datetime = Ahead


def obey(order: dict[str, Any]) -> int:
    if order.get("point"):
        kill_at(order["point"], order.get("times", 1))
    set_clock_ahead(order.get("later", 0))
    return cli.main(order["argv"])


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 70
            try:
                status = obey(json.loads(line))
            finally:
                sys.stderr.flush()
                os._exit(status)
        _, status = os.waitpid(child, 0)
        sys.__stdout__.write(f"exit {os.waitstatus_to_exitcode(status)}\n")
        sys.__stdout__.flush()


if __name__ == "__main__":
    main()
