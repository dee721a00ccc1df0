"""From a mailbox to the first story, and back: fetch, hand over, and mark on the server after the commit.

The cursor (UIDVALIDITY, UID) only saves work. What counts is that every UID has a row in the database:
a UID without one is fetched, whatever the cursor says; a UID with one is never worked upon again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailbot import journey
from mailbot.decide import not_fetched
from mailbot.desk import Desk, carry_out
from mailbot.errors import MailbotError, TemporaryFailure
from mailbot.log import log
from mailbot.model import Event, RawMail
from mailbot.receive import MailboxConnection, MailTooLarge, to_fetch
from mailbot.store import mailboxes, record

BATCH = 50
# A mail that the server does not hand out: people are told after so many tries and so long, not before
# (a server that restarts refuses several times within a minute). It is tried again once a day, for ever.
FETCH_TRIES = 3
FETCH_PATIENCE = timedelta(hours=1)
RECONCILE_EVERY = timedelta(hours=24)


@dataclass(kw_only=True)
class Intake:
    """Takes in what one mailbox holds. Lives as long as its connection."""

    desk: Desk
    box: MailboxConnection
    address: str
    folder: str
    clock: Callable[[], datetime]
    recorded: Callable[[], None] = lambda: None  # called after each commit: letters may be due
    counted: Callable[[str], None] = lambda _disposition: None
    stopping: Callable[[], bool] = lambda: False
    not_moved: int = 0  # of how many the log has spoken

    def catch_up(self) -> int:
        """Everything that has no disposition yet, in the order of its arrival. Returns how many mails."""
        self._mark_the_unmarked()
        with self.desk.store.reading() as connection:
            cursor = mailboxes.cursor(connection, self.address, self.folder)
        is_renumbered = cursor is not None and cursor.uidvalidity != self.box.uidvalidity
        last_uid = 0 if cursor is None or is_renumbered else cursor.last_uid
        selection = to_fetch(
            self.box.pending(last_uid),
            server_uidvalidity=self.box.uidvalidity,
            known_uidvalidity=cursor.uidvalidity if cursor else None,
            last_uid=last_uid,
        )
        if selection.rescan:
            self._tell_of_renumbering()
        taken = self._take(selection.uids)
        self._advance(selection.uids, last_uid)
        return taken

    def reconcile_if_due(self) -> None:
        """Once a day: is there any UID without a disposition? There should be none; if so it is taken.

        What the server did not hand out is asked for once more.
        """
        now = self.clock()
        with self.desk.store.reading() as connection:
            cursor = mailboxes.cursor(connection, self.address, self.folder)
        last = cursor.reconciled_at if cursor else None
        if last and timedelta(0) <= now - last < RECONCILE_EVERY:  # a clock may have been put back
            return
        if forgotten := self._take(self.box.all_uids()):
            log.warning("mails_had_been_missed", mailbox=self.address, count=forgotten)
        with self.desk.store.transaction() as connection:
            mailboxes.reconciled(connection, self.address, self.folder, now=now)

    # -- taking ----------------------------------------------------------------------------------

    def _take(self, uids: Iterable[int]) -> int:
        """Whatever has no disposition, or was not handed out before. Returns how many had never been seen.

        The disk is waited for once a batch: before the mails are moved, and by whoever sends a letter.
        """
        taken = 0
        hurried = replace(self.desk, store=self.desk.store.unsynced())
        for batch in _slices(list(uids), BATCH):
            known, lost = self._known(batch)
            fresh = [uid for uid in batch if uid not in known or uid in lost]
            done = []
            for uid, fetched in self.box.fetch_many(fresh, fallback=self.clock()):
                # Of a mail that is too large we take the beginning: enough to acknowledge it.
                raw = fetched.beginning if isinstance(fetched, MailTooLarge) else fetched
                if isinstance(raw, RawMail):
                    if uid in lost:
                        self._found_again(uid)
                    disposition = journey.take_in(raw, desk=hurried, now=self.clock())
                    self.recorded()
                    self.counted(disposition)
                    done.append(uid)
                    taken += uid not in lost
                elif raw is not None and uid not in lost:
                    self._not_fetched(uid, raw)
                if self.stopping():
                    break
            self._mark(done)
            if self.stopping():
                break
        return taken

    def _not_fetched(self, uid: int, failure: MailbotError) -> None:
        """One mail that the server does not hand out keeps no other from coming."""
        now, place = self.clock(), self._place
        with self.desk.store.transaction() as connection:
            failures = mailboxes.failures(connection, *place, uid)
            if len(failures) < FETCH_TRIES:  # later ones would say nothing new
                mailboxes.add_failure(connection, *place, uid, why=str(failure), now=now)
                failures = [*failures, now]
                log.warning("mail_not_fetched", mailbox=self.address, uid=uid, tries=len(failures))
        if len(failures) >= FETCH_TRIES and now - failures[0] >= FETCH_PATIENCE:
            self._give_up(uid, failure, now)

    def _give_up(self, uid: int, failure: MailbotError, now: datetime) -> None:
        raw = RawMail(
            content=b"",
            mailbox=self.address,
            folder=self.folder,
            received_at=now,
            uidvalidity=self.box.uidvalidity,
            uid=uid,
        )
        with self.desk.store.transaction() as connection:
            record.arrival(
                connection, raw, raw_digest=None, mail_id=None, disposition="unfetchable",
                reason=str(failure), now=now,
            )  # fmt: skip
            plan = not_fetched(
                f"{self.address}:{self.box.uidvalidity}:{uid}", str(failure), self.desk.settings
            )
            carry_out(self.desk, connection, plan, now=now, mailbox=self.address)
        self.recorded()
        self.counted("unfetchable")

    def _found_again(self, uid: int) -> None:
        """The row that said so goes first, for good: were the mail not taken now, it would be tomorrow."""
        with self.desk.store.transaction() as connection:
            mailboxes.forget_unfetchable(connection, *self._place, uid)
        log.info("mail_fetched_at_last", mailbox=self.address, uid=uid)

    def _known(self, uids: list[int]) -> tuple[set[int], set[int]]:
        """Those that have a disposition, and those of them that the server did not hand out."""
        with self.desk.store.reading() as connection:
            known = mailboxes.known_uids(connection, *self._place, uids)
            return known, mailboxes.unfetchable_uids(connection, *self._place) & known

    @property
    def _place(self) -> tuple[str, str, int]:
        return self.address, self.folder, self.box.uidvalidity

    # -- marking ---------------------------------------------------------------------------------

    def _mark_the_unmarked(self) -> None:
        """Recorded before a crash, and not moved since: the bytes are safe, so now it may be done."""
        with self.desk.store.reading() as connection:
            waiting = mailboxes.unmarked(connection, self.address, self.folder, self.box.uidvalidity)
        self._mark(waiting)

    def _mark(self, uids: list[int]) -> None:
        if not uids:
            return
        self.desk.store.sync()  # what is moved on the server has to be on our disk
        try:
            done = self.box.mark_done(uids)
        except TemporaryFailure:
            raise
        except MailbotError as error:
            # The mails are safe; where they lie is a matter of tidiness, tried again at the next poll.
            if self.not_moved != len(uids):
                log.warning("mails_not_moved", mailbox=self.address, count=len(uids), error=str(error))
            self.not_moved = len(uids)
            return
        with self.desk.store.transaction() as connection:
            marks: dict[int, str] = {uid: str(what) for uid, what in done.items()}
            mailboxes.mark(connection, self.address, self.folder, self.box.uidvalidity, marks)

    def _advance(self, uids: tuple[int, ...], last_uid: int) -> None:
        """Up to the first mail that still has no row, and no further."""
        with self.desk.store.transaction() as connection:
            known = mailboxes.known_uids(connection, self.address, self.folder, self.box.uidvalidity, uids)
            for uid in uids:
                if uid not in known:
                    break
                last_uid = uid
            mailboxes.advance(
                connection,
                self.address,
                self.folder,
                uidvalidity=self.box.uidvalidity,
                last_uid=last_uid,
                now=self.clock(),
            )

    def _tell_of_renumbering(self) -> None:
        log.warning("mailbox_renumbered", mailbox=self.address, uidvalidity=self.box.uidvalidity)
        with self.desk.store.transaction() as connection:
            why = "Le serveur a renuméroté la boîte : tout est relu, rien n'est traité deux fois"
            event = Event(event="mailbox_renumbered", why=why, data={"mailbox": self.address})
            record.add_event(connection, event, now=self.clock())


def _slices(items: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
