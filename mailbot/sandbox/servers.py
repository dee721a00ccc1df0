"""A real IMAP server and a real SMTP server in this process: what the rehearsals, the demo and tests run on.

Loopback only, free ports, nothing on disk. Faults are switched on and off while it runs.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from mailbot.sandbox.server_imap import Abilities, Clock, Mailstore, StoredMail
from mailbot.sandbox.server_loop import HOST, LoopThread
from mailbot.sandbox.server_smtp import AUTHSERV_ID, AcceptedMail, Postman, PostOffice
from mailbot.sandbox.server_stamp import stamped

__all__ = ["AUTHSERV_ID", "HOST", "Abilities", "AcceptedMail", "MailServers", "StoredMail"]

Security = Literal["plain", "starttls", "tls"]


class MailServers:
    """Both servers and their accounts (address → password), from `start` to `stop`.

    `clock` gives the INTERNALDATE of what comes in by SMTP: a rehearsal passes its virtual clock.
    """

    def __init__(
        self,
        accounts: Mapping[str, str],
        *,
        clock: Clock,
        security: Security = "plain",
        certificate: tuple[Path, Path] | None = None,  # certificate chain, private key
        plus_addressing: bool = True,
        abilities: Abilities | None = None,
        imap_port: int = 0,
        smtp_port: int = 0,
    ) -> None:
        self.host = HOST
        self._wanted_ports = (imap_port, smtp_port)
        tls = _server_context(certificate) if security != "plain" else None
        implicit = security == "tls"
        self._store = Mailstore(clock=clock, abilities=abilities or Abilities(), tls=tls, implicit=implicit)
        self._postman = Postman(self._store, clock=clock, plus_addressing=plus_addressing)
        self._office = PostOffice(self._postman, tls, implicit=implicit)
        self._accounts = dict(accounts)
        self._thread: LoopThread | None = None

    # -- life -----------------------------------------------------------------------------------

    def start(self) -> MailServers:
        self._thread = LoopThread("sandbox-servers")
        try:
            self._thread.call(self._open())
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        if self._thread is not None:
            self._thread.call(self._store.listener.close())
            self._thread.call(self._office.close())
            self._thread.stop()
            self._thread = None

    def __enter__(self) -> MailServers:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def imap_port(self) -> int:
        return self._store.listener.port

    @property
    def smtp_port(self) -> int:
        return self._office.port

    # -- what is in the mailboxes, what was sent -------------------------------------------------

    def add_account(self, address: str, password: str) -> None:
        self._loop.call(self._add_account(address, password))

    def deliver(self, address: str, content: bytes, received_at: datetime, *, folder: str = "INBOX") -> int:
        """Puts exactly these bytes into a mailbox and returns their UID."""
        return self._loop.call(self._store.put(address, content, received_at, folder))

    def deliver_from_outside(
        self, recipient: str, content: bytes, received_at: datetime, *, sender: str, authenticated: bool
    ) -> int:
        """As another organisation's server would hand it over: `recipient` may carry a +detail."""
        mail = stamped(
            content,
            sender=sender,
            recipient=recipient,
            authserv_id=AUTHSERV_ID,
            authenticated=authenticated,
        )
        return self.deliver(self._postman.account_of(recipient), mail, received_at)

    def mails(self, address: str, folder: str = "INBOX") -> tuple[StoredMail, ...]:
        """What lies in a folder, in the order of the UIDs; KeyError when there is no such folder."""
        return self._loop.call(self._store.stored(address, folder))

    def folders(self, address: str) -> tuple[str, ...]:
        return self._loop.call(self._store.folders(address))

    @property
    def accepted(self) -> tuple[AcceptedMail, ...]:
        """Everything that SMTP has taken, in order."""
        return tuple(self._postman.accepted)

    # -- faults ----------------------------------------------------------------------------------

    def down(self) -> None:
        """SMTP refuses connections, and cuts those that are open."""
        self._loop.call(self._office.close())

    def up(self) -> None:
        self._loop.call(self._office.open())

    def imap_down(self) -> None:
        self._loop.call(self._store.listener.close())

    def imap_up(self) -> None:
        self._loop.call(self._store.listener.open())

    def reject(self, address: str) -> None:
        """550 for this recipient (with any +detail, if given without), until `accept`."""
        self._postman.faults.rejected.add(address.lower())

    def temporary(self, address: str) -> None:
        """451 for this recipient, until `accept`."""
        self._postman.faults.postponed.add(address.lower())

    def accept(self, address: str) -> None:
        self._postman.faults.rejected.discard(address.lower())
        self._postman.faults.postponed.discard(address.lower())

    def drop_after_data_once(self) -> None:
        """The next mail is taken, and the connection dies before the client is told so."""
        self._postman.faults.drops_after_data += 1

    def drop_imap_connections(self) -> None:
        self._loop.call(self._store.listener.drop_connections())

    def renumber(self, address: str) -> None:
        """The INBOX gets a new UIDVALIDITY and new UIDs; the mails stay. IMAP connections are cut."""
        self._loop.call(self._store.renumber(address))

    # -- inside ----------------------------------------------------------------------------------

    @property
    def _loop(self) -> LoopThread:
        if self._thread is None:
            raise RuntimeError("the sandbox servers are not running")
        return self._thread

    async def _open(self) -> None:
        for address, password in self._accounts.items():
            self._store.add_account(address, password)
        await self._store.listener.open(self._wanted_ports[0])
        await self._office.open(self._wanted_ports[1])

    async def _add_account(self, address: str, password: str) -> None:
        self._store.add_account(address, password)


def _server_context(certificate: tuple[Path, Path] | None) -> ssl.SSLContext:
    if certificate is None:
        raise ValueError("TLS needs a certificate and its key")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context
