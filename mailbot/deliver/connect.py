"""Opens an SMTP connection: TLS as configured and never less, logged in, the server's abilities known."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Literal, Protocol

import aiosmtplib

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Server(Protocol):
    """What the configuration says of an SMTP server."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def security(self) -> Literal["tls", "starttls", "plain"]: ...
    @property
    def username(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def allow_plain(self) -> bool: ...
    @property
    def ca_file(self) -> Path | None: ...


async def connected(server: Server, *, timeout: float) -> aiosmtplib.SMTP:
    """Raises SMTPException or OSError; the caller bounds the whole."""
    if server.security == "plain" and server.host not in LOOPBACK and not server.allow_plain:
        raise aiosmtplib.SMTPException(f"clear text to {server.host} is not allowed")
    context = ssl.create_default_context(cafile=server.ca_file) if server.security != "plain" else None
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.username or None,
        password=server.password or None,
        timeout=timeout,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",  # never None: that would mean "if it is offered"
        tls_context=context,
    )
    try:
        await client.connect()
        if client.is_ehlo_or_helo_needed:  # no login has asked yet what the server can do
            try:
                await client.ehlo()
            except aiosmtplib.SMTPHeloError:
                await client.helo()
    except BaseException:
        client.close()
        raise
    return client
