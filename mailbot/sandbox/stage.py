"""Plays a script against the whole of mailbot: one thread, a virtual clock that jumps and never waits."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mailbot.config import Settings
from mailbot.config.mistakes import NBSP
from mailbot.report import register
from mailbot.sandbox.expectations import Happened, unmet
from mailbot.sandbox.rig import PASSWORD, Crash, Rig, in_sandbox
from mailbot.sandbox.script import Fault, FaultName, Script, Step, service_mailbox
from mailbot.sandbox.servers import MailServers
from mailbot.sandbox.timeline import Ledger
from mailbot.sandbox.writers import Writers
from mailbot.store import views

ACTOR = "répétition"
A_LEASE_AGAIN = timedelta(minutes=1)  # a letter that a crash left behind is free again some minutes later
PATIENCE = timedelta(days=30)  # how long letters may still wait behind the last step
# Nothing of a rehearsal has to survive a power cut: where there is a disk in memory, commits cost nothing.
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  (a folder of our own in it)
ROUNDS_AT_ONE_MOMENT = 1000

_FAULTS: dict[FaultName, str] = {
    "smtp_down": "Le serveur SMTP ne répond plus",
    "smtp_up": "Le serveur SMTP répond de nouveau",
    "smtp_reject": "Le serveur SMTP refuse désormais",
    "smtp_accept": "Le serveur SMTP accepte de nouveau",
    "imap_drop": "Les connexions IMAP sont coupées",
    "crash": "mailbot va s’arrêter net :",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """Everything that a rehearsal has shown."""

    ledger: Ledger
    register: Sequence[Mapping[str, Any]]
    failed: tuple[str, ...]
    steps: int
    until: datetime


@dataclass(slots=True)
class VirtualClock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


def play(
    script: Script,
    settings: Settings,
    *,
    until: datetime | None = None,
    tell: Callable[[Ledger], None] = lambda _: None,
) -> Played:
    """Until the last step is done and no letter waits, or until `until`, that moment included.

    `tell` hears of the ledger whenever it may have grown.
    """
    with ExitStack() as ends:
        folder = Path(ends.enter_context(TemporaryDirectory(prefix="mailbot-", dir=_MEMORY)))
        clock = VirtualClock(script.steps[0].at)
        accounts = {box.address: PASSWORD for box in settings.mailboxes}
        servers = ends.enter_context(MailServers(accounts, clock=clock))
        sandboxed = in_sandbox(settings, servers, database_url=f"sqlite:///{folder / 'rehearsal.sqlite3'}")
        stage = Stage(sandboxed, servers, clock, tell)
        ends.callback(stage.close)
        return stage.play(script, until)


@dataclass
class Stage:
    """The servers, one mailbot in front of them, and the clock that both see."""

    settings: Settings
    servers: MailServers
    clock: VirtualClock
    tell: Callable[[Ledger], None]
    ledger: Ledger = field(default_factory=Ledger)
    failed: list[str] = field(default_factory=list)
    _accounts: set[str] = field(default_factory=set)
    _taken: int = 0  # how many letters SMTP has taken
    _mail_waits: bool = True

    def __post_init__(self) -> None:
        self._accounts = {box.address for box in self.settings.mailboxes}
        self._writers = Writers(self.settings, self.servers, self.ledger)
        self.rig = Rig(
            self.settings,
            self.servers,
            clock=self.clock,
            before_sending=self._before_sending,
            after_sending=self._after_sending,
        )

    def close(self) -> None:
        self.rig.close()

    def play(self, script: Script, until: datetime | None) -> Played:
        played = 0
        following = [*(step.at for step in script.steps[1:]), until]
        for step, next_at in zip(script.steps, following, strict=True):
            if until is not None and step.at > until:
                break
            self._pass_time(step.at)
            self._perform(step)
            if step.expectations:
                self._let_second_thoughts_pass(next_at)
                self._judge(step)
            played += 1
        if until is not None:
            self._pass_time(until, inclusive=True)
        else:
            self._send_what_waits()
        return Played(
            ledger=self.ledger,
            register=self.register(),
            failed=tuple(self.failed),
            steps=played,
            until=until or self.clock.now,
        )

    def register(self) -> list[dict[str, Any]]:
        with self.rig.desk.store.reading() as connection:
            return list(
                register.rows(
                    views.register(connection),
                    timezone=self.settings.organisation.timezone,
                    fields=self.settings.procedure.fields,
                )
            )

    def sheets(self) -> dict[str, dict[str, Any]]:
        """The complaint sheet of each case, by reference."""
        with self.rig.desk.store.reading() as connection:
            return {row["reference"]: row["record"] or {} for row in views.register(connection)}

    # -- time ------------------------------------------------------------------------------------

    def _pass_time(self, limit: datetime, *, inclusive: bool = False) -> None:
        """Everything that falls due before `limit`; the clock stands there afterwards."""
        while (due := self._next_due()) and (due < limit or (inclusive and due == limit)):
            self.clock.now = due
            self._settle()
        self.clock.now = max(limit, self.clock.now)

    def _send_what_waits(self) -> None:
        end = self.clock.now + PATIENCE
        while self.rig.next_letter() is not None and (due := self._next_due()) and due <= end:
            self.clock.now = due
            self._settle()

    def _next_due(self) -> datetime | None:
        """When something happens by itself. What is due and did not happen now is looked at again soon."""
        now = self.clock.now
        moments = [moment for moment in (self.rig.next_round(), self.rig.next_letter()) if moment]
        return min((m if m > now else now + A_LEASE_AGAIN for m in moments), default=None)

    def _settle(self) -> None:
        """The three stories, in turn, until nothing is due at this moment."""
        for _ in range(ROUNDS_AT_ONE_MOMENT):
            try:
                if not self._do_what_is_due():
                    return
            except Crash as crash:
                self._collect()
                why = f"mailbot s’arrête net ({crash}), puis redémarre"
                self.ledger.tell(self.clock.now, "crash", why, actor=ACTOR)
                self.rig.restart()
                self._mail_waits = True
        raise RuntimeError(f"at {self.clock.now.isoformat()} there is always something due")

    def _do_what_is_due(self) -> int:
        taken = 0
        if self._mail_waits:
            taken = self.rig.take_mail()
            self._mail_waits = False
            self._collect()
        done = self.rig.make_rounds()
        if done:
            self._collect()
        sent = self.rig.send_letters()
        if sent:
            self._collect()
        return taken + done + sent

    def _collect(self) -> None:
        with self.rig.desk.store.reading() as connection:
            self.ledger.collect(connection)
        self.tell(self.ledger)

    # -- letters that leave ----------------------------------------------------------------------

    def _before_sending(self, recipient: str) -> None:
        with self.rig.desk.store.reading() as connection:
            self.ledger.learn_letters(connection)
        self._open_account(recipient)

    def _after_sending(self) -> None:
        for mail in self.servers.accepted[self._taken :]:
            self._taken += 1
            letter = self.ledger.being_sent(mail.recipient, mail.content)
            self.ledger.left(mail.at, mail.recipient, mail.sender, mail.content, letter)
            if service_mailbox(mail.recipient, self.settings):
                self._mail_waits = True

    def _open_account(self, address: str) -> None:
        """The whole world has a mailbox here: nobody is refused unless the script says so."""
        local, _, domain = address.lower().rpartition("@")
        base = f"{local.partition('+')[0]}@{domain}"
        if base not in self._accounts:
            self._accounts.add(base)
            self.servers.add_account(base, PASSWORD)

    # -- steps -----------------------------------------------------------------------------------

    def _perform(self, step: Step) -> None:
        if step.fault:
            self._break(step.fault)
        if step.mail:
            self._writers.deliver(step, step.at)
            self._mail_waits = True
        self._settle()
        self.tell(self.ledger)

    def _let_second_thoughts_pass(self, next_at: datetime | None) -> None:
        """What staff write waits a moment; what is expected of a step is looked at when it has left."""
        recall = self.settings.recall
        end = self.clock.now + recall if recall else None
        if end is None or (next_at is not None and end >= next_at):
            return
        while (due := self.rig.next_letter()) and self.clock.now < due <= end:
            self.clock.now = due
            self._settle()

    def _judge(self, step: Step) -> None:
        for expectation in step.expectations:
            for failure in unmet(expectation, self._happened()):
                self.failed.append(f"{step}{NBSP}: {failure}.")
                self.ledger.tell(self.clock.now, "expectation_failed", failure, actor=ACTOR)
        self.tell(self.ledger)

    def _happened(self) -> Happened:
        return Happened(
            now=self.clock.now,
            entries=self.ledger.entries,
            sent=self.ledger.sent,
            references=self.ledger.references,
            register=self.register(),
            sheets=self.sheets(),
            calendar=self.settings.procedure.calendar,
        )

    def _break(self, fault: Fault) -> None:
        why = f"{_FAULTS[fault.name]} {fault.detail}".strip()
        self.ledger.tell(self.clock.now, "fault", why, actor=ACTOR, data={"fault": str(fault)})
        if fault.name == "smtp_down":
            self.servers.down()
        elif fault.name == "smtp_up":
            self.servers.up()
        elif fault.name == "smtp_reject":
            self.servers.reject(fault.detail)
        elif fault.name == "smtp_accept":
            self.servers.accept(fault.detail)
        elif fault.name == "imap_drop":
            self.servers.drop_imap_connections()
            self.rig.fuse.cuts_line = True
        else:
            self.rig.restart()
            self.rig.fuse.armed = fault.detail
        self._mail_waits = True
