"""`mailbot run`: the daemon; `--once` does everything that is due and ends."""

from __future__ import annotations

from mailbot.config import Settings
from mailbot.daemon import Daemon, open_desk, run_once


def run(settings: Settings, *, once: bool) -> int:
    desk = open_desk(settings)
    try:
        if once:
            run_once(desk)
        else:
            Daemon(desk).run()
    finally:
        desk.store.close()
    return 0
