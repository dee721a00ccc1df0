"""An SMTP server that treats each domain as a test tells it to, and remembers in which order it took what."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

Manner = Literal["takes", "puts off", "refuses", "mute", "hangs up", "mute after DATA"]
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Taken:
    recipient: str
    message_id: str
    line: int  # by which connection


class SmtpPeer:
    """On a port of its own, in a thread of its own. What it is told holds from the next command on."""

    def __init__(self, *, most: int = 99) -> None:
        """`most`: connections at a time; whoever comes in addition is sent away, as great providers do."""
        self.manners: dict[str, Manner] = {}  # by domain; "": all others
        self.refused: set[str] = set()  # recipients who are put off, whatever their domain
        self.is_closed = False  # new connections end at once
        self.free = 1_000_000  # so many letters are answered at once; all others when `answers` is called
        self.taken: list[Taken] = []
        self.asked: list[str] = []  # recipients named, one line each
        self.handed_over: list[str] = []  # recipients whose letter is here, answered or not
        self.lines = 0  # connections made so far
        self.open = 0
        self.most_open = 0
        self.port = 0
        self._most = most
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.until(lambda: self.port > 0)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def until(self, true: Callable[[], bool]) -> None:
        """Waits for something that can be seen here."""
        with self._changed:
            assert self._changed.wait_for(true, PATIENCE), "it never happened"

    def answers(self) -> None:
        """No letter is held any longer."""
        self._tell(lambda: setattr(self, "free", 1_000_000))

    def ids(self) -> list[str]:
        return [one.message_id for one in self.taken]

    # -- in the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self._tell(lambda: setattr(self, "port", server.sockets[0].getsockname()[1]))
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        server.close()

    def _tell(self, do: Callable[[], object]) -> None:
        with self._changed:
            do()
            self._changed.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        line = self.lines
        try:
            if self.is_closed or self.open >= self._most:
                writer.write(b"421 4.7.0 too many connections\r\n")
                await writer.drain()
                return
            self._tell(lambda: self._count(1))
            try:
                await self._dialogue(reader, writer, line)
            finally:
                self._tell(lambda: self._count(-1))
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def _count(self, step: int) -> None:
        self.open += step
        self.most_open = max(self.most_open, self.open)

    async def _dialogue(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: int) -> None:
        writer.write(b"220 peer\r\n")
        recipient = ""
        while said := await reader.readline():
            word = said[:4].upper()
            if word == b"EHLO":
                writer.write(b"250-peer\r\n250 SIZE 1000000\r\n")
            elif word == b"RCPT":
                recipient = said.partition(b"<")[2].partition(b">")[0].decode()
                self._tell(lambda to=recipient: self.asked.append(to))
                if not self._receives(writer, self._manner(recipient)):
                    return
            elif word == b"DATA":
                writer.write(b"354 go on\r\n")
                content = await reader.readuntil(b"\r\n.\r\n")
                await self._takes(writer, recipient, content, line)
            else:
                writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 OK\r\n")
                if word == b"QUIT":
                    return

    def _manner(self, recipient: str) -> Manner:
        if recipient in self.refused:
            return "puts off"
        return self.manners.get(recipient.partition("@")[2], self.manners.get("", "takes"))

    def _receives(self, writer: asyncio.StreamWriter, manner: Manner) -> bool:
        said = {
            "puts off": b"450 4.4.1 this domain does not answer\r\n", "refuses": b"550 5.1.1 nobody\r\n",
            "mute": b"", "hangs up": b"",
        }.get(manner, b"250 OK\r\n")  # fmt: skip
        writer.write(said)
        return manner != "hangs up"

    async def _takes(self, writer: asyncio.StreamWriter, recipient: str, content: bytes, line: int) -> None:
        found = re.search(rb"^Message-ID: *(\S+)", content, re.M | re.I)
        one = Taken(recipient, found[1].decode() if found else "", line)
        self._tell(lambda: self.handed_over.append(recipient))
        number = len(self.handed_over)
        while number > self.free:
            await asyncio.sleep(0.01)
        if self._manner(recipient) == "mute after DATA":
            return
        self._tell(lambda: self.taken.append(one))
        writer.write(b"250 2.0.0 taken\r\n")
