"""One mailbox over one IMAP connection: what is there, the mails as bytes, waiting, and setting aside.

Reading leaves no trace (no flag is set), nothing is ever expunged but what was copied just before, and
only by its UID. Every failure is a TemporaryFailure or a PermanentFailure; unless it concerns one mail, or
the place where mails are put, the connection is closed then, and a new one has to be made.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from types import TracebackType
from typing import Any

from imapclient import IMAPClient  # type: ignore[import-untyped]  # the library ships no types
from imapclient.exceptions import (  # type: ignore[import-untyped]  # the library ships no types
    IMAPClientError,
    IMAPClientReadOnlyError,
)

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.settings import Imap
from mailbot.errors import MailbotError, PermanentFailure, TemporaryFailure
from mailbot.model import RawMail
from mailbot.receive import aside, connect, waiting
from mailbot.receive.failures import (
    LIBRARY_ERRORS,
    MailNotFetched,
    MailTooLarge,
    NotPutAside,
    connection_failure,
    is_fatal,
    said,
    translated,
)
from mailbot.receive.fetching import MAILS_A_COMMAND, Fetched, Fetching, chunks

_MAILS_A_SEARCH = 50_000  # imaplib refuses answers of more than a million characters
_FAREWELL_SECONDS = 2.0


class MailboxConnection:
    """Open from `with` to its end, for one thread. `address` is the service address of the mails."""

    def __init__(
        self, settings: Imap, address: str, *, connect_seconds: float = 15, answer_seconds: float = 60
    ) -> None:
        self._settings = settings
        self._address = address
        self._connect_seconds = connect_seconds
        self._answer_seconds = answer_seconds
        self._client: IMAPClient | None = None
        self._exists = 0
        self._done_folder: str | None = None
        self.uidvalidity = 0
        self.capabilities: frozenset[str] = frozenset()

    def __enter__(self) -> MailboxConnection:
        self._client = connect.opened(
            self._settings, connect_seconds=self._connect_seconds, answer_seconds=self._answer_seconds
        )
        try:
            with self._talking("de lire ce que le serveur sait faire") as client:
                self.capabilities = frozenset(str(name, "latin-1").upper() for name in client.capabilities())
            self._select()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None and error is None:
            with suppress(*LIBRARY_ERRORS):  # it is going away in any case
                self._client.socket().settimeout(_FAREWELL_SECONDS)
                self._client.logout()
        self.close()

    def close(self) -> None:
        """At once, without a farewell."""
        client, self._client = self._client, None
        if client is not None:
            connect.cut(client)

    # -- what an admin may want to know ----------------------------------------------------------

    def certificate(self) -> dict[str, Any] | None:
        """What the server has shown of itself; None in clear text."""
        shown = getattr(self._open_client().socket(), "getpeercert", None)
        return dict(shown() or {}) if shown else None

    def fullness(self) -> float | None:
        """How full the mailbox is, 0 to 1; None where the server does not say."""
        if "QUOTA" not in self.capabilities:
            return None
        with suppress(IMAPClientError), self._talking("de demander la place qui reste") as client:
            _, quotas = client.get_quota_root(self._settings.folder)
            shares = [quota.usage / quota.limit for quota in quotas if quota.limit]
            return max(shares, default=None)
        return None

    # -- what is there ---------------------------------------------------------------------------

    def pending(self, after_uid: int) -> list[int]:
        """The UIDs above this one, ascending."""
        if self._exists > _MAILS_A_SEARCH:
            return [uid for uid in self.all_uids() if uid > after_uid]
        with self._talking("de lister les nouveaux courriels") as client:
            client.noop()  # some servers search in what they last told us about: let them tell
            waiting.was_told(client)
            # "n:*" means the last mail even where its UID is below n.
            found: list[int] = client.search(["UID", f"{after_uid + 1}:*"])
        return sorted({uid for uid in found if uid > after_uid})

    def all_uids(self) -> list[int]:
        """Every UID in the folder, ascending."""
        found: set[int] = set()
        with self._talking("de lister les courriels") as client:
            waiting.was_told(client)
            for first in range(1, max(self._exists, 1) + 1, _MAILS_A_SEARCH):
                last = first + _MAILS_A_SEARCH - 1
                found.update(client.search([f"{first}:{'*' if last >= self._exists else last}"]))
        return sorted(found)

    # -- the mails -------------------------------------------------------------------------------

    def fetch(self, uid: int, *, fallback: datetime) -> RawMail | None:
        """None when it is gone. `fallback` is the present: for a server that does not say when it took it.

        Raises MailNotFetched or MailTooLarge when only this mail is concerned.
        """
        with self._talking(f"de lire le courriel {uid}") as client:
            return self._fetching(client).one(uid, fallback)

    def fetch_many(self, uids: Iterable[int], *, fallback: datetime) -> Iterator[tuple[int, Fetched]]:
        """Each UID with its mail, with what is wrong with it, or with None when it is gone.

        Small mails come fifty at a time; one that cannot be had does not keep the others from coming.
        """
        with self._talking("de lire les courriels") as client:
            yield from self._fetching(client).many(uids, fallback)

    def _fetching(self, client: IMAPClient) -> Fetching:
        return Fetching(
            client=client, settings=self._settings, address=self._address, uidvalidity=self.uidvalidity
        )

    # -- setting aside, waiting ------------------------------------------------------------------

    def mark_done(self, uids: Iterable[int]) -> dict[int, aside.Done]:
        """Only for mails that are recorded. May be repeated: what is gone already is no failure."""
        wanted = sorted(set(uids))
        if self._settings.after == "leave":
            return dict.fromkeys(wanted, "left")
        done: dict[int, aside.Done] = {}
        for chunk in chunks(wanted, MAILS_A_COMMAND):
            with self._tidying(f"de ranger les courriels dans {self._settings.done_folder}") as client:
                done.update(aside.set_aside(client, chunk, self.capabilities, self.done_folder))
        return done

    def done_folder(self) -> str:
        """Its name on this server; made where it is missing."""
        if self._done_folder is None:
            with self._tidying(f"de créer le dossier {self._settings.done_folder}") as client:
                self._done_folder = aside.folder_made(client, self._settings.done_folder)
        return self._done_folder

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """True when there may be new mail, within milliseconds of the server's notice where it gives any.

        Look with `pending` before each wait: what nobody has looked for yet is reported at once. Look after
        it too, whatever it says, for a server that forgets to tell. Without IDLE, True when the time is
        over. Returns soon after `stop` is set.
        """
        if not (self._settings.idle and "IDLE" in self.capabilities):
            return waiting.wait_by_clock(seconds, stop)
        try:
            with self._talking("d’attendre les courriels") as client:
                return waiting.wait_idling(client, seconds, stop)
        except TemporaryFailure:
            if stop.is_set():
                return False  # the server took too long to let us go
            raise

    # -- the connection --------------------------------------------------------------------------

    def _select(self) -> None:
        client, folder = self._open_client(), self._settings.folder
        try:
            # Read-only where nothing is to be changed: then nothing can be.
            answer = client.select_folder(folder, readonly=self._settings.after == "leave")
        except IMAPClientReadOnlyError as error:
            raise PermanentFailure(
                f"Le dossier {quoted(folder)} de {self._settings.username} peut être lu, mais pas"
                f" modifié{NBSP}: les courriels traités ne peuvent pas être rangés. Demandez ce droit à"
                ' votre hébergeur, ou écrivez imap.after = "leave".'
            ) from error
        except LIBRARY_ERRORS as error:
            if is_fatal(error):
                raise connection_failure(self._settings, f"d’ouvrir le dossier {folder}", error) from error
            raise PermanentFailure(self._no_such_folder(error)) from error
        self.uidvalidity = int(answer.get(b"UIDVALIDITY") or 0)
        self._exists = int(answer.get(b"EXISTS") or 0)

    def _no_such_folder(self, error: Exception) -> str:
        with self._talking("de lister les dossiers") as client:
            names = sorted(str(name) for _, _, name in client.list_folders())
        return (
            f"Le dossier {quoted(self._settings.folder)} de {self._settings.username} ne s’ouvre pas"
            f" ({said(error)}). Corrigez imap.folder{NBSP}; il y a{NBSP}: {', '.join(names[:20])}."
        )

    @contextmanager
    def _talking(self, doing: str) -> Iterator[IMAPClient]:
        """The client, for one exchange; nobody knows what the server would say next after a failed one."""
        client = self._open_client()
        try:
            with translated(self._settings, doing):
                yield client
        except (MailNotFetched, MailTooLarge, NotPutAside):
            raise
        except MailbotError:
            self.close()
            raise

    @contextmanager
    def _tidying(self, doing: str) -> Iterator[IMAPClient]:
        """A refusal here leaves the connection sound: a full folder must not keep new mails from coming."""
        with self._talking(doing) as client:
            try:
                yield client
            except IMAPClientError as error:
                if is_fatal(error):
                    raise
                raise NotPutAside(str(connection_failure(self._settings, doing, error))) from error

    def _open_client(self) -> IMAPClient:
        if self._client is None:
            raise TemporaryFailure(
                f"La connexion au serveur IMAP {self._settings.host} est fermée. Il en faut une nouvelle."
            )
        return self._client
