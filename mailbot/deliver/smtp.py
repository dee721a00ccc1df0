"""One finished letter to one SMTP server; a connection is kept and used again.

STARTTLS that is asked for and not offered is a failure: nothing is ever sent in clear text instead.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from typing import Literal

import aiosmtplib

from mailbot.deliver.connect import Server, connected
from mailbot.errors import MailbotError

# "unreachable": nothing was said of this letter; the server as a whole takes none now.
Outcome = Literal["sent", "temporary", "permanent", "uncertain", "unreachable"]
SECONDS_A_LETTER = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one attempt gave; `reply` is the server's own line, kept as evidence."""

    outcome: Outcome
    reply: str
    blames_letter: bool = True  # False: the server may be in trouble as a whole, other letters wait too


class Postman:
    """Sends through one server. Not to be shared between event loops."""

    def __init__(self, server: Server, *, timeout: float = 60) -> None:
        self._server = server
        self._timeout = timeout
        self._client: aiosmtplib.SMTP | None = None

    async def send(self, sender: str, recipient: str, content: bytes) -> Attempt:
        """One try. Never raises for anything that a mail server or a network can do."""
        try:
            async with asyncio.timeout(SECONDS_A_LETTER):
                client, is_fresh = await self._connected()
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError, MailbotError) as error:
            await self.close()
            return Attempt(outcome="unreachable", reply=_said(error), blames_letter=False)
        attempt = await self._transact(client, sender, recipient, content)
        if self._client is None and not is_fresh and attempt.outcome in ("temporary", "unreachable"):
            # A kept connection had gone stale; a new one tells whether the server is really away.
            return await self.send(sender, recipient, content)
        return attempt

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            try:
                async with asyncio.timeout(5):
                    await client.quit()
            except (aiosmtplib.SMTPException, OSError):
                client.close()

    async def _connected(self) -> tuple[aiosmtplib.SMTP, bool]:
        if self._client is not None and self._client.is_connected:
            return self._client, False
        self._client = await connected(self._server, timeout=self._timeout)
        return self._client, True

    async def _transact(
        self, client: aiosmtplib.SMTP, sender: str, recipient: str, content: bytes
    ) -> Attempt:
        handed_over = False
        recipient_named = False
        try:
            async with asyncio.timeout(SECONDS_A_LETTER):
                options = _mail_options(client, sender, recipient, content)
                encoding = "utf-8" if "SMTPUTF8" in options else "ascii"
                await client.mail(sender, options=options, encoding=encoding)
                recipient_named = True
                await client.rcpt(recipient, encoding=encoding)
                handed_over = True
                reply = await client.data(content)
        except aiosmtplib.SMTPResponseException as error:
            await self._after_refusal(client, error.code)
            # 421 and a refused login speak of the server, not of this letter; so does a refused sender,
            # who is the same for all of them (552 says that the letter is too large).
            blames = error.code not in (421, 454, 530, 534, 535) and (recipient_named or error.code == 552)
            outcome: Outcome = "permanent" if 500 <= error.code < 600 and blames else "temporary"
            if not blames and not recipient_named:
                outcome = "unreachable"
            return Attempt(outcome=outcome, reply=f"{error.code} {error.message}", blames_letter=blames)
        except OSError as error:  # disconnected, timed out
            await self.close()
            # Once the server has the letter, it may have taken it just before the line died.
            # Before the recipient was named it cannot have been about this letter.
            outcome = "uncertain" if handed_over else "temporary" if recipient_named else "unreachable"
            return Attempt(outcome=outcome, reply=_said(error), blames_letter=False)
        except (aiosmtplib.SMTPException, UnicodeError, ValueError) as error:
            # Whatever else it was, the dialogue is in an unknown state: the next letter needs a new one.
            await self.close()
            return Attempt(outcome="permanent", reply=_said(error))
        return Attempt(outcome="sent", reply=f"{reply.code} {reply.message}")

    async def _after_refusal(self, client: aiosmtplib.SMTP, code: int) -> None:
        """Clears the refused transaction so that the next letter finds a clean dialogue."""
        if code == 421:
            await self.close()
            return
        try:
            await client.rset()
        except (aiosmtplib.SMTPException, OSError):
            await self.close()


def _mail_options(client: aiosmtplib.SMTP, sender: str, recipient: str, content: bytes) -> list[str]:
    options = []
    if client.supports_extension("size"):
        options.append(f"SIZE={len(content)}")
    if not content.isascii() and client.supports_extension("8bitmime"):
        options.append("BODY=8BITMIME")
    if not (sender + recipient).isascii():
        if not client.supports_extension("smtputf8"):
            raise ValueError("le serveur n'accepte pas les adresses accentuées (SMTPUTF8)")
        options.append("SMTPUTF8")
    return options


def _said(error: BaseException) -> str:
    if isinstance(error, MailbotError):
        return str(error)
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        return str(error)  # our own sentence
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
