"""A word to systemd as long as all is alive, and its status line in French."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from mailbot.deliver.health import Health
from mailbot.deliver.systemd import notify

FIRST_WORD = 30.0  # a mute mail server must not make a sound start look like a failed one
STATUS_EVERY = 10.0


class Watchdog:
    """Says READY once, then WATCHDOG=1 as often as systemd wants it, while `ask` answers and nobody is dead.

    A database that refuses has answered: mailbot stands still then, says so and goes on by itself, and a
    restart would make it forget whom it has told. One that keeps silent is what a restart may cure.
    """

    def __init__(self, ask: Callable[[], Health], *, await_first_word: Callable[[float], bool]) -> None:
        self._ask = ask
        self._await_first_word = await_first_word
        self._status = ""

    def run(self, stop: threading.Event) -> None:
        if not os.environ.get("NOTIFY_SOCKET"):
            return
        self._await_first_word(FIRST_WORD)
        wanted = wanted_every()
        word = ["READY=1"]
        while not stop.is_set():
            words = [*word, *self._words(is_wanted=wanted is not None)]
            if words and not stop.is_set():
                notify(*words)
            word = []
            stop.wait(min(STATUS_EVERY, wanted or STATUS_EVERY))

    def _words(self, *, is_wanted: bool) -> list[str]:
        health = self._ask()
        words = ["WATCHDOG=1"] if is_wanted and not health.dead else []
        status = told(health)
        if status and status != self._status:
            self._status = status
            words.append(f"STATUS={status}")
        return words


def wanted_every() -> float | None:
    """Seconds between two words: a third of what systemd tolerates. None: nobody waits for any."""
    pid = os.environ.get("WATCHDOG_PID", "")
    if pid and pid != str(os.getpid()):
        return None
    try:
        tolerated = int(os.environ.get("WATCHDOG_USEC", "")) / 1_000_000
    except ValueError:
        return None
    return tolerated / 3 if tolerated > 0 else None


def told(health: Health) -> str:
    """One line; empty while it stands still, because whoever said so knows why."""
    if health.stands_still:
        return ""
    if health.dead:
        return f"En panne : {', '.join(health.dead)}"
    if health.gauges is None:
        return "La base de données ne répond pas"
    lost = [box for box in health.mailboxes if box in health.seen.lost]
    mute = [box for box in health.mailboxes if box in health.seen.mute]
    parts = [f"boîte hors d'atteinte : {', '.join(lost)}"] if lost else []
    parts += [f"envoi impossible : {', '.join(mute)}"] if mute else []
    waiting = sum(health.gauges.letters.get(state, 0) for state in ("ready", "sending", "uncertain"))
    parts += [f"{waiting} lettre{'s' if waiting > 1 else ''} en attente"] if waiting else []
    return ", ".join(["En service", *parts])
