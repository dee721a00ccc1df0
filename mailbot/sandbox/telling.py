"""The time line in plain lines, as it grows: who wrote to whom, what mailbot did, which letters left."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from mailbot.sandbox.timeline import Came, Entry, Ledger, Scene, Sent

# Events that only repeat what a letter or a mail beside them says already.
REPEATED = frozenset({"mail_arrived", "letter_sent", "letter_decided"})


class Teller:
    """Says each scene once."""

    def __init__(self, timezone: str, say: Callable[[str], None]) -> None:
        self._zone = ZoneInfo(timezone)
        self._say = say
        self._told = 0

    def tell(self, ledger: Ledger) -> None:
        for scene in ledger.story[self._told :]:
            self._told += 1
            if line := said(scene):
                self._say(f"{scene.at.astimezone(self._zone):%d/%m/%Y %H:%M}  {line}")


def said(scene: Scene) -> str:
    """One scene in one line; empty where another scene says it."""
    if isinstance(scene, Came):
        return f"✉ {scene.sender or 'inconnu'} écrit : {scene.subject or '(sans objet)'}"
    if isinstance(scene, Sent):
        return f"  → {scene.to} : {scene.subject}"
    return "" if scene.event in REPEATED else _entry(scene)


def _entry(entry: Entry) -> str:
    ticket = f"{entry.ticket} " if entry.ticket else ""
    why = f" : {entry.why}" if entry.why else ""
    about = f" ({entry.letter} → {entry.to})" if entry.letter else ""
    return f"  · {ticket}{entry.event}{about}{why}"
