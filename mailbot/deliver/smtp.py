"""One finished letter to one SMTP server; connections are kept and used again, a few of them at a time.

STARTTLS that is asked for and not offered is a failure: nothing is ever sent in clear text instead.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from dataclasses import dataclass, replace
from typing import Literal

import aiosmtplib

from mailbot.deliver.connect import Server, connected
from mailbot.errors import MailbotError

# "unreachable": nothing was said of this letter; the server as a whole takes none now.
Outcome = Literal["sent", "temporary", "permanent", "uncertain", "unreachable"]
SECONDS_A_LETTER = 120
GOODBYE = 5  # seconds for what settles no letter: RSET, QUIT
SOON = 30.0  # seconds: a kept connection that fails later than that is not replaced for the same letter
LINES = 3  # connections at a time: as many as the strictest of the great providers allow
A_LINE_MORE = 8  # letters that have to leave in one rush before it is worth another connection
HELD_UP = 1.0  # seconds that a server may think about a recipient before others pass by
# We have sent too much of late: it says so of every letter, as if it were final (Google, Microsoft).
_TOO_MUCH_SENT = re.compile(r"5\.4\.5\s|.*SubmissionQuotaExceeded", re.DOTALL)
_FAILS = (aiosmtplib.SMTPException, OSError, ssl.SSLError, MailbotError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one attempt gave; `reply` is the server's own line, kept as evidence."""

    outcome: Outcome
    reply: str
    blames_letter: bool = True  # False: the server may be in trouble as a whole, other letters wait too
    # It was about the recipient, for now: others in the same domain fare no better, all others may.
    blames_recipient: bool = False


class Postman:
    """Sends through one server, as many letters at a time as are handed to it; `room` says how many it wants.

    Not to be shared between event loops.
    """

    def __init__(self, server: Server, *, timeout: float = 60) -> None:
        self._server = server
        self._timeout = timeout
        self._kept: list[aiosmtplib.SMTP] = []  # open, and nobody's at the moment
        self._at_work = 0
        self._asked: dict[aiosmtplib.SMTP, tuple[str, float]] = {}  # whose domain, since when
        self._mute_for: set[str] = set()  # domains over which the line died, since it last served anybody
        self._lines = LINES
        self._most = 2 * LINES

    async def send(self, sender: str, recipient: str, content: bytes) -> Attempt:
        """One try. Never raises for anything that a mail server or a network can do."""
        self._at_work += 1
        try:
            return await self._sent(sender, recipient, content)
        finally:
            self._at_work -= 1

    async def close(self) -> None:
        await self._leave(0)

    async def rest(self) -> None:
        """The rush is over: one connection is enough until the next one."""
        self._lines, self._most = LINES, 2 * LINES
        await self._leave(1)

    def room(self, *, in_hand: int, gone: int) -> int:
        """How many letters more it would take, when so many have left already in one rush.

        One connection while little waits. What is held up at its recipient does not count, within bounds.
        """
        lines = min(self._lines, 1 + gone // A_LINE_MORE)
        return min(lines + len(self.held_up()), self._most) - in_hand

    def held_up(self) -> list[str]:
        """The domain of each letter over whose recipient the server keeps silent."""
        now = asyncio.get_running_loop().time()
        return [domain for domain, since in self._asked.values() if now - since > HELD_UP]

    async def _leave(self, few: int) -> None:
        while len(self._kept) > few:
            client = self._kept.pop()
            try:
                async with asyncio.timeout(GOODBYE):
                    await client.quit()
            except (aiosmtplib.SMTPException, OSError):
                client.close()

    async def _sent(self, sender: str, recipient: str, content: bytes) -> Attempt:
        begun = asyncio.get_running_loop().time()
        while (client := self._one_kept()) is not None:
            attempt = await self._transact(client, sender, recipient, content)
            in_vain = not client.is_connected and attempt.outcome in ("temporary", "unreachable")
            if not in_vain or asyncio.get_running_loop().time() - begun > SOON:
                return attempt
            # It had gone stale; a new one tells whether the server is really away.
        others = self._at_work - 1
        try:
            async with asyncio.timeout(SECONDS_A_LETTER):
                client = await connected(self._server, timeout=self._timeout)
        except _FAILS as error:
            refused = Attempt(outcome="unreachable", reply=_said(error), blames_letter=False)
            return self._one_too_many(refused, others)
        attempt = await self._transact(client, sender, recipient, content)
        return self._one_too_many(attempt, others) if attempt.outcome == "unreachable" else attempt

    def _one_kept(self) -> aiosmtplib.SMTP | None:
        while self._kept:
            client = self._kept.pop()
            if client.is_connected:
                return client
        return None

    def _one_too_many(self, attempt: Attempt, others: int) -> Attempt:
        """A server that serves us, and refuses one connection more, is not away: it wants fewer."""
        if not others:
            return attempt
        self._most = min(self._most, others)
        self._lines = min(self._lines, others)
        return replace(attempt, blames_letter=True)

    async def _transact(
        self, client: aiosmtplib.SMTP, sender: str, recipient: str, content: bytes
    ) -> Attempt:
        """Keeps the connection if its dialogue is clean at the end, and closes it if not."""
        stage: Literal["sender", "recipient", "content"] = "sender"
        is_clean = False
        try:
            async with asyncio.timeout(SECONDS_A_LETTER):
                options = _mail_options(client, sender, recipient, content)
                encoding = "utf-8" if "SMTPUTF8" in options else "ascii"
                await client.mail(sender, options=options, encoding=encoding)
                stage = "recipient"
                self._asked[client] = (domain_of(recipient), asyncio.get_running_loop().time())
                await client.rcpt(recipient, encoding=encoding)
                del self._asked[client]
                stage = "content"
                reply = await client.data(content)
            is_clean = True
        except aiosmtplib.SMTPResponseException as error:
            is_clean = await self._after_refusal(client, error.code)
            return self._refused(error, stage)
        except OSError as error:  # disconnected, timed out
            return self._broken(_said(error), stage, recipient)
        except (aiosmtplib.SMTPException, UnicodeError, ValueError) as error:
            # Whatever else it was, the dialogue is in an unknown state: the next letter needs a new one.
            return Attempt(outcome="permanent", reply=_said(error))
        finally:
            self._asked.pop(client, None)
            if is_clean:
                self._kept.append(client)
            else:
                client.close()
        self._mute_for.clear()
        return Attempt(outcome="sent", reply=f"{reply.code} {reply.message}")

    def _refused(self, error: aiosmtplib.SMTPResponseException, stage: str) -> Attempt:
        # 421 and a refused login speak of the server, not of this letter; so does a refused sender,
        # who is the same for all of them (552 says that the letter is too large).
        named = stage != "sender"
        too_much = bool(_TOO_MUCH_SENT.match(error.message))
        of_server = too_much or error.code in (421, 454, 530, 534, 535)
        blames = not of_server and (named or error.code == 552)
        outcome: Outcome = "permanent" if 500 <= error.code < 600 and blames else "temporary"
        if not blames and not named:
            outcome = "unreachable"
        if blames:
            self._mute_for.clear()
        put_off = blames and outcome == "temporary" and stage == "recipient"
        return Attempt(
            outcome=outcome, reply=f"{error.code} {error.message}", blames_letter=blames,
            blames_recipient=put_off,
        )  # fmt: skip

    def _broken(self, reply: str, stage: str, recipient: str) -> Attempt:
        # Once the server has the letter, it may have taken it just before the line died.
        # Before the recipient was named it cannot have been about this letter.
        outcome: Outcome = (
            "uncertain" if stage == "content" else "temporary" if stage == "recipient" else "unreachable"
        )
        if stage == "recipient":
            self._mute_for.add(domain_of(recipient))
        # Over one domain alone: it is that one which is asked in vain. Over two, it is our own server.
        alone = stage == "recipient" and len(self._mute_for) == 1
        return Attempt(outcome=outcome, reply=reply, blames_letter=False, blames_recipient=alone)

    async def _after_refusal(self, client: aiosmtplib.SMTP, code: int) -> bool:
        """Clears the refused transaction so that the next letter finds a clean dialogue."""
        if code == 421:
            return False
        try:
            await client.rset(timeout=GOODBYE)
        except (aiosmtplib.SMTPException, OSError):
            return False
        return True


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


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
