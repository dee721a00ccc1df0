"""The second channel: says that the desk stands still when its own database cannot be written.

A line to systemd at once, and, when it lasts, a mail to people that passes by no outbox. One when it has
lasted for five minutes, one when it is over.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from mailbot.config.mistakes import NBSP
from mailbot.deliver.smtp import Attempt
from mailbot.deliver.systemd import notify
from mailbot.log import log

TOLD_AFTER = timedelta(minutes=5)  # a restart of the database is nobody's business
TRIED_EVERY = timedelta(minutes=1)  # where no mail server takes it
_STANDS = """Bonjour,

Depuis le {since}, mailbot ne peut plus rien enregistrer{nbsp}:

{why}

Il ne prend plus aucun courriel, et aucun n'est perdu{nbsp}: tous restent dans la boîte,
avec leur date de réception, et seront pris dès que la cause aura disparu. Les délais,
eux, continuent de courir.

À vérifier{nbsp}: l'espace libre du disque, les droits sur le fichier de la base de données
ou le serveur qui la porte, l'horloge de la machine. Il n'y a pas besoin de redémarrer
mailbot{nbsp}: il repart de lui-même.

Ce message ne sera pas répété{nbsp}; un autre dira que c'est terminé.

mailbot
"""
_GOES_ON = """Bonjour,

mailbot enregistre de nouveau. Il était arrêté depuis le {since}{nbsp}; ce qui attendait
est en train d'être pris, dans l'ordre d'arrivée, et ce qui devait être fait entre-temps
l'est maintenant.

mailbot
"""


class Sender(Protocol):
    async def send(self, sender: str, recipient: str, content: bytes) -> Attempt: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Trouble:
    since: datetime
    why: str
    told: frozenset[str] = frozenset()  # who has had the mail
    tried_at: datetime | None = None
    over: bool = False


class Alarm:
    """`trouble` and `works` may be called from any thread; `speak` by the one that sends letters."""

    def __init__(
        self,
        senders: Mapping[str, Sender],
        recipients: Sequence[str],
        *,
        timezone: str,
        clock: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._senders = senders
        self._recipients = tuple(recipients)
        self._zone = ZoneInfo(timezone)
        self._clock = clock
        self._wake = wake
        self._lock = threading.Lock()
        self._trouble: _Trouble | None = None

    def trouble(self, why: str) -> None:
        """Nothing can be recorded. Said at once to the log and to systemd, to people when it lasts."""
        with self._lock:
            known = self._trouble
            if known is not None and not known.over:
                return
            self._trouble = replace(known, why=why, over=False) if known else _Trouble(self._clock(), why)
        log.error("standing_still", error=why)
        notify(f"STATUS=À l'arrêt : {why}")
        self._wake()

    def works(self) -> None:
        """Something was recorded."""
        with self._lock:
            known = self._trouble
            if known is None or known.over:
                return
            self._trouble = replace(known, over=True, tried_at=None) if known.told else None
        log.info("going_on", since=known.since.isoformat())
        notify("STATUS=En service")
        self._wake()

    @property
    def stands_still(self) -> bool:
        known = self._trouble
        return known is not None and not known.over

    def next_due(self) -> datetime | None:
        known = self._trouble
        if known is None or not self._left(known):
            return None
        if known.tried_at is not None:
            return known.tried_at + TRIED_EVERY
        return known.since if known.over else known.since + TOLD_AFTER

    async def speak(self) -> None:
        """The mail that is due, if one is. Tries the server of each mailbox until one takes it."""
        now, due, known = self._clock(), self.next_due(), self._trouble
        if known is None or due is None or now < due:
            return
        reached = {person for person in sorted(self._left(known)) if await self._sent(person, known, now)}
        for sender in self._senders.values():
            await sender.close()
        with self._lock:
            current = self._trouble
            if current is None or current.over != known.over:
                # It ended, or came back, while we spoke: who was told is kept, the rest comes next time.
                self._trouble = replace(current, told=current.told | reached) if current else None
            elif known.over:
                left = known.told - reached
                self._trouble = replace(known, told=left, tried_at=now) if left else None
            else:
                self._trouble = replace(known, told=known.told | reached, tried_at=now)

    def _left(self, known: _Trouble) -> frozenset[str]:
        """Who is still to hear of it; of its end, those who have heard of the beginning."""
        return known.told if known.over else frozenset(self._recipients) - known.told

    async def _sent(self, person: str, known: _Trouble, now: datetime) -> bool:
        for mailbox, sender in self._senders.items():
            attempt = await sender.send(mailbox, person, self._written(mailbox, person, known, now))
            if attempt.outcome in ("sent", "uncertain"):
                log.info("alarm_sent", over=known.over)
                return True
        log.warning("alarm_not_sent", over=known.over)
        return False

    def _written(self, mailbox: str, person: str, known: _Trouble, now: datetime) -> bytes:
        since = known.since.astimezone(self._zone).strftime("%d/%m/%Y à %H:%M")
        cause = f"{mailbox} {person} {known.since.isoformat()} {known.over}"
        mail = EmailMessage(policy=SMTP)
        mail["Date"] = format_datetime(now.astimezone(self._zone))
        mail["From"], mail["To"] = mailbox, person
        mail["Subject"] = "mailbot fonctionne de nouveau" if known.over else "mailbot est à l'arrêt"
        domain = mailbox.rpartition("@")[2]
        mail["Message-ID"] = f"<alarme-{hashlib.sha256(cause.encode()).hexdigest()[:24]}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        text = _GOES_ON if known.over else _STANDS
        mail.set_content(text.format(since=since, why=known.why, nbsp=NBSP))
        return mail.as_bytes()
