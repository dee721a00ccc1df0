"""`mailbot import`: existing mail through the same journey. Without --letters nobody is written to.

Run again, it goes on where it stopped: a mail that is known is recognised and taken once only.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence

from mailbot import journey
from mailbot.commands.offline import desk_without_servers
from mailbot.commands.output import say, say_json, warn
from mailbot.commands.sources import found_in
from mailbot.config import Settings
from mailbot.daemon import clock
from mailbot.model import RawMail

_SAID_AS = {
    "opened": "tickets",
    "follow_up": "threaded",
    "answered": "threaded",
    "command": "threaded",
    "noted": "threaded",
    "filed": "robots",
    "held": "held",
    "duplicate": "duplicates",
}
SHOW_EVERY = 100


def import_mails(settings: Settings, paths: Sequence[str], *, with_letters: bool, as_json: bool) -> int:
    desk = desk_without_servers(settings, writes_letters=with_letters)
    counted: Counter[str] = Counter()
    started = time.monotonic()
    try:
        for found in found_in(paths):
            raw = RawMail(
                content=found.content,
                mailbox=settings.mailboxes[0].address,
                folder="import",
                received_at=min(found.received_at, clock()),
            )
            counted[journey.take_in(raw, desk=desk, now=clock())] += 1
            if counted.total() % SHOW_EVERY == 0:
                sys.stderr.write(f"\r{counted.total()} courriels")
    finally:
        desk.store.close()
        if counted.total() >= SHOW_EVERY:
            sys.stderr.write("\n")
    figures: dict[str, float] = {"mails": counted.total(), "tickets": 0, "threaded": 0, "robots": 0,
                                 "held": 0, "duplicates": 0}  # fmt: skip
    for disposition, number in counted.items():
        if name := _SAID_AS.get(disposition):
            figures[name] += number
    figures["seconds"] = round(time.monotonic() - started, 3)
    if as_json:
        say_json(figures)
    else:
        say(
            f"{figures['mails']} courriels : {figures['tickets']} dossiers ouverts, {figures['threaded']} "
            f"rattachés, {figures['robots']} automates, {figures['held']} mis de côté, "
            f"{figures['duplicates']} déjà connus ({figures['seconds']} s)"
        )
    if not figures["held"]:
        return 0
    warn(f"{figures['held']} mis de côté : `mailbot held` dit pourquoi.")
    return 1
