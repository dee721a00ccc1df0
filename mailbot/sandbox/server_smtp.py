"""The sandbox's SMTP side: takes mail from its account holders, delivers it among them, fails on request."""

from __future__ import annotations

import asyncio
import logging
import ssl
from dataclasses import dataclass
from datetime import datetime

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailbot.sandbox.server_imap import Clock, Mailstore
from mailbot.sandbox.server_loop import HOST
from mailbot.sandbox.server_stamp import is_author, stamped

AUTHSERV_ID = "sandbox.example"

logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of its own deprecations


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedMail:
    """One recipient of one mail that the server has taken, as it was sent."""

    sender: str
    recipient: str
    content: bytes
    at: datetime


class Faults:
    """What goes wrong at present; set from any thread."""

    def __init__(self) -> None:
        self.rejected: set[str] = set()
        self.postponed: set[str] = set()
        self.drops_after_data = 0


class Postman:
    """aiosmtpd's handler: who may send, to whom, and into which mailbox it goes."""

    def __init__(self, store: Mailstore, *, clock: Clock, plus_addressing: bool) -> None:
        self._store = store
        self._clock = clock
        self._plus_addressing = plus_addressing
        self.faults = Faults()
        self.accepted: list[AcceptedMail] = []

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, credentials: object
    ) -> AuthResult:
        if not isinstance(credentials, LoginPassword):
            return AuthResult(success=False, handled=False)
        login = credentials.login.decode("utf-8", "replace")
        password = credentials.password.decode("utf-8", "replace")
        if not self._store.password_matches(login, password):
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=login.lower())

    async def handle_MAIL(  # noqa: N802 - the name is aiosmtpd's
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        names = {address.lower(), self.account_of(address)}
        if names & self.faults.rejected:
            return "550 5.1.1 Mailbox unavailable"
        if names & self.faults.postponed:
            return "451 4.3.0 Try again later"
        if not self._store.has(self.account_of(address)):
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        sender = (envelope.mail_from or "").removeprefix("<").removesuffix(">")  # "<>" is nobody
        authenticated = is_author(content, str(session.auth_data))
        for recipient in envelope.rcpt_tos:
            mail = stamped(
                content,
                sender=sender,
                recipient=recipient,
                authserv_id=AUTHSERV_ID,
                authenticated=authenticated,
            )
            now = self._clock()
            await self._store.put(self.account_of(recipient), mail, now)
            self.accepted.append(AcceptedMail(sender=sender, recipient=recipient, content=content, at=now))
        if self.faults.drops_after_data:
            self.faults.drops_after_data -= 1
            _cut(server)
            await asyncio.get_running_loop().create_future()  # until the lost connection cancels us
        return "250 2.0.0 OK"

    def account_of(self, recipient: str) -> str:
        local, _, domain = recipient.lower().rpartition("@")
        if self._plus_addressing:
            local = local.partition("+")[0]
        return f"{local}@{domain}"


class PostOffice:
    """The SMTP port. Lives in the loop's thread."""

    def __init__(self, postman: Postman, tls: ssl.SSLContext | None, *, implicit: bool) -> None:
        self._postman = postman
        self._implicit = tls if implicit else None
        self._starttls = None if implicit else tls
        self._server: asyncio.Server | None = None
        self._connections: list[SMTP] = []
        self.port = 0

    async def open(self, port: int = 0) -> None:
        if self._server is None:
            self._server = await asyncio.get_running_loop().create_server(
                self._connection, HOST, port or self.port, ssl=self._implicit
            )
            self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in self._connections:
            _cut(connection)
        self._connections.clear()

    def _connection(self) -> SMTP:
        self._connections = [known for known in self._connections if known.transport is not None]
        connection = SMTP(
            self._postman,
            hostname=AUTHSERV_ID,
            ident="mailbot sandbox",
            enable_SMTPUTF8=True,
            tls_context=self._starttls,
            auth_require_tls=self._starttls is not None,
            authenticator=self._postman.authenticate,
            loop=asyncio.get_running_loop(),
        )
        self._connections.append(connection)
        return connection


def _cut(connection: SMTP) -> None:
    if isinstance(connection.transport, asyncio.Transport):
        connection.transport.abort()
