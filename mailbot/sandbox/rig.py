"""One mailbot in front of the sandbox: the real desk, intake and dispatcher, which can be made to crash.

What a crash throws away is exactly what a process holds in memory; what it leaves is the database.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from mailbot import rounds
from mailbot.config import Imap, Settings, Smtp
from mailbot.deliver import Attempt, Postman
from mailbot.desk import Desk
from mailbot.dispatch import Dispatcher
from mailbot.errors import TemporaryFailure
from mailbot.intake import Intake
from mailbot.receive import MailboxConnection
from mailbot.sandbox.servers import AUTHSERV_ID, MailServers
from mailbot.stationery import Stationery
from mailbot.store.db import Connection, Store

PASSWORD = "repetition"  # noqa: S105  (of mailboxes that live in this process, for as long as it does)
SECRET = b"mailbot rehearses with one key, so that two runs sign alike"
IMAP_TRIES = 3
_NEVER = threading.Event()


class Crash(BaseException):
    """The process dies here. No `except Exception` of the desk may survive it."""


@dataclass(slots=True)
class Fuse:
    """The crash that waits for its occasion: "", or one of the moments that a script names."""

    armed: str = ""
    mail_in_hand: bool = False
    cuts_line: bool = False  # IMAP connections break at the next mail

    def blow(self, moment: str) -> None:
        if self.armed == moment:
            self.armed = ""
            self.mail_in_hand = False
            raise Crash(moment)


class _FusedStore(Store):
    """Loses the transaction of a mail when a crash before its commit is due."""

    def __init__(self, url: str, fuse: Fuse) -> None:
        super().__init__(url, secret=SECRET)
        self._fuse = fuse

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with super().transaction() as connection:
            yield connection
            if self._fuse.mail_in_hand:
                self._fuse.blow("before_commit")


class _FusedMailbox(MailboxConnection):
    """Tells the fuse while a mail is being worked upon."""

    fuse: Fuse

    def fetch_many(self, uids, *, fallback):  # type: ignore[no-untyped-def]  # its base says it all
        for found in super().fetch_many(uids, fallback=fallback):
            self.fuse.mail_in_hand = True
            yield found
            self.fuse.mail_in_hand = False


class _FusedPostman:
    """Sends for real; says in the same words, each time, what a dead line would say in words of chance."""

    def __init__(self, server: Smtp, rig: Rig) -> None:
        self._postman = Postman(server)
        self._rig = rig

    async def send(self, sender: str, recipient: str, content: bytes) -> Attempt:
        self._rig.before_sending(recipient)
        attempt = await self._postman.send(sender, recipient, content)
        self._rig.after_sending()
        if attempt.outcome == "sent":
            self._rig.fuse.blow("after_data")
        if attempt.blames_letter or attempt.reply[:3].isdecimal():
            return attempt
        lost = attempt.outcome == "uncertain"
        return replace(
            attempt,
            reply="Le serveur SMTP a coupé la ligne avant de répondre"
            if lost
            else "Le serveur SMTP ne répond pas",
        )

    def room(self, *, in_hand: int, gone: int) -> int:  # noqa: ARG002  (one letter after the other)
        return 1 - in_hand

    def held_up(self) -> list[str]:
        return []

    async def rest(self) -> None:
        await self._postman.rest()

    async def close(self) -> None:
        await self._postman.close()


class Rig:
    """Everything that one process of mailbot holds; `restart` is what happens after a crash."""

    def __init__(
        self,
        settings: Settings,
        servers: MailServers,
        *,
        clock: Callable[[], datetime],
        before_sending: Callable[[str], None],
        after_sending: Callable[[], None],
    ) -> None:
        self.settings = in_sandbox(settings, servers)
        self.fuse = Fuse()
        self.before_sending = before_sending
        self.after_sending = after_sending
        self._clock = clock
        self._servers = servers
        self._runner = asyncio.Runner()
        self._stationery = Stationery(settings.templates_dir)
        self._intakes: dict[str, Intake] = {}
        self._start()

    def _start(self) -> None:
        store = _FusedStore(self.settings.database_url, self.fuse).open()
        self.desk = Desk(settings=self.settings, store=store, stationery=self._stationery)
        self._postmen = {
            box.address: _FusedPostman(box.smtp, self) for box in self.settings.mailboxes if box.smtp
        }
        self._dispatcher = Dispatcher(desk=self.desk, senders=self._postmen, clock=self._clock)

    def restart(self) -> None:
        self._let_go()
        self._start()

    def close(self) -> None:
        self._let_go()
        self._runner.close()

    def _let_go(self) -> None:
        for intake in self._intakes.values():
            intake.box.close()
        self._intakes.clear()
        self._runner.run(self._dispatcher.close())
        self.desk.store.close()

    # -- the three stories -----------------------------------------------------------------------

    def take_mail(self) -> int:
        """Every mailbox, over a real connection that is kept; made again when it was cut."""
        return sum(self._take(box.address) for box in self.settings.mailboxes)

    def make_rounds(self) -> int:
        return rounds.make(desk=self.desk, now=self._clock())

    def send_letters(self) -> int:
        return self._runner.run(self._dispatcher.run_due())

    def next_round(self) -> datetime | None:
        return rounds.next_due(self.desk)

    def next_letter(self) -> datetime | None:
        return self._dispatcher.next_due()

    def _take(self, address: str) -> int:
        for attempt in range(1, IMAP_TRIES + 1):
            try:
                intake = self._intakes.get(address) or self._connect(address)
                intake.box.wait(0, _NEVER)  # hears what has come since, as between two looks of the daemon
                taken = intake.catch_up()
                intake.reconcile_if_due()
            except TemporaryFailure:
                if (cut := self._intakes.pop(address, None)) is not None:
                    cut.box.close()
                if attempt == IMAP_TRIES:
                    raise
            else:
                return taken
        return 0

    def _recorded(self) -> None:
        """The mail is safe, and not marked yet: the worst moment for a line or a process to be lost."""
        if self.fuse.cuts_line:
            self.fuse.cuts_line = False
            self._servers.drop_imap_connections()
        self.fuse.blow("after_commit")

    def _connect(self, address: str) -> Intake:
        box = self.desk.mailbox(address)
        assert box.imap is not None  # noqa: S101  (`in_sandbox` has given every mailbox its servers)
        connection = _FusedMailbox(box.imap, box.address)
        connection.fuse = self.fuse
        connection.__enter__()
        intake = Intake(
            desk=self.desk,
            box=connection,
            address=box.address,
            folder=box.imap.folder,
            clock=self._clock,
            recorded=self._recorded,
        )
        self._intakes[address] = intake
        return intake


def in_sandbox(settings: Settings, servers: MailServers, *, database_url: str | None = None) -> Settings:
    """The same desk, its mailboxes on the servers of this process, believing them and nobody else."""
    boxes = tuple(
        replace(
            box,
            imap=Imap(
                host=servers.host,
                port=servers.imap_port,
                security="plain",
                username=box.address,
                password=PASSWORD,
                done_folder=box.imap.done_folder if box.imap else "mailbot",
            ),
            smtp=Smtp(
                host=servers.host,
                port=servers.smtp_port,
                security="plain",
                username=box.address,
                password=PASSWORD,
            ),
            authserv_ids=(AUTHSERV_ID,),
        )
        for box in settings.mailboxes
    )
    return replace(settings, mailboxes=boxes, database_url=database_url or settings.database_url)
