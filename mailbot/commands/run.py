"""`mailbot run`: the daemon; `--once` does everything that is due and ends."""

from __future__ import annotations

import os
import sys

from mailbot.config import Settings
from mailbot.daemon import Daemon, open_desk, run_once


def run(settings: Settings, *, once: bool) -> int:
    desk = open_desk(settings)
    ended = True
    try:
        if once:
            run_once(desk)
        else:
            ended = Daemon(desk).run()
    finally:
        desk.store.close()
    if not ended:
        # Python would wait for a thread that looks up a name; all that is committed is safe.
        sys.stderr.flush()
        os._exit(0)
    return 0
