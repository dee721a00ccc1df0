"""Opens an SMTP connection: TLS as configured and never less, logged in, the server's abilities known."""

from __future__ import annotations

import asyncio
import base64
import ssl
from pathlib import Path
from typing import Literal, Protocol

import aiosmtplib

from mailbot.config import OAuth
from mailbot.errors import PermanentFailure
from mailbot.oauth import access_token, answer_to_challenge, first_response, forget_token, mechanism_name

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
    def oauth(self) -> OAuth | None: ...
    @property
    def allow_plain(self) -> bool: ...
    @property
    def ca_file(self) -> Path | None: ...


async def connected(server: Server, *, timeout: float) -> aiosmtplib.SMTP:
    """Raises SMTPException, OSError, or MailbotError when there is no token; the caller bounds the whole."""
    if server.security == "plain" and server.host not in LOOPBACK and not server.allow_plain:
        raise aiosmtplib.SMTPException(f"clear text to {server.host} is not allowed")
    context = ssl.create_default_context(cafile=server.ca_file) if server.security != "plain" else None
    # A thread of its own: the token service may be slow, and other letters wait in this loop.
    token = await asyncio.to_thread(access_token, server.oauth) if server.oauth else ""
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=None if server.oauth else server.username or None,
        password=None if server.oauth else server.password or None,
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
        if server.oauth:
            await _log_in_by_token(client, server, server.oauth, token)
    except BaseException:
        client.close()
        raise
    return client


async def _log_in_by_token(client: aiosmtplib.SMTP, server: Server, oauth: OAuth, token: str) -> None:
    """A token that is refused although it looks valid may have been withdrawn: one more is asked for."""
    name = mechanism_name(oauth.mechanism)
    if oauth.mechanism not in client.server_auth_methods:
        raise PermanentFailure(
            f"Le serveur SMTP {server.host} n’accepte pas de jeton {name}. Essayez l’autre valeur de"
            ' oauth.mechanism ("xoauth2", "oauthbearer"), ou donnez-lui un mot de passe.'
        )
    try:
        await _authenticate(client, server, oauth, token)
    except aiosmtplib.SMTPAuthenticationError as refusal:
        if refusal.code != 535:  # 454: not now
            raise
        await asyncio.to_thread(forget_token, oauth, token)
        another = await asyncio.to_thread(access_token, oauth)
        if another == token:
            raise
        await _authenticate(client, server, oauth, another)


async def _authenticate(client: aiosmtplib.SMTP, server: Server, oauth: OAuth, token: str) -> None:
    """By hand: the library knows one of both mechanisms only."""
    first = first_response(oauth.mechanism, server.username, token, host=server.host, port=server.port)
    name = mechanism_name(oauth.mechanism).encode("ascii")
    reply = await client.execute_command(b"AUTH", name, base64.b64encode(first))
    if reply.code == 334:  # the reason of a refusal, as a challenge
        reply = await client.execute_command(base64.b64encode(answer_to_challenge(oauth.mechanism)))
    if reply.code != 235:
        raise aiosmtplib.SMTPAuthenticationError(reply.code, reply.message)
