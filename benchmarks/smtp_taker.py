"""A mail server that costs next to nothing: it takes every letter, and remembers to whom it went.

In a process of its own, so that what is measured is the sender. To `dead.example` it says 450; to
`mute.example` it says nothing.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEAD, MUTE = "dead.example", "mute.example"


class Dialogue(asyncio.Protocol):
    """One connection."""

    def __init__(self, taken: list[tuple[str, int]]) -> None:
        self._taken = taken
        self._buffer = b""
        self._recipient: str | None = None
        self._in_letter = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 taker\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._in_letter or b"\r\n" in self._buffer:
            if self._in_letter:
                end = self._buffer.find(b"\r\n.\r\n")
                if end < 0:
                    return
                self._taken.append((self._recipient or "", end))
                self._buffer, self._in_letter = self._buffer[end + 5 :], False
                self._transport.write(b"250 2.0.0 taken\r\n")
            else:
                line, _, self._buffer = self._buffer.partition(b"\r\n")
                self._answer(line)

    def _answer(self, line: bytes) -> None:
        word = line[:4].upper()
        if word == b"EHLO":
            self._transport.write(b"250-taker\r\n250 SIZE 50000000\r\n")
        elif word == b"RCPT":
            address = line.partition(b"<")[2].partition(b">")[0].decode("latin-1")
            if address.endswith(f"@{MUTE}"):
                return
            is_dead = address.endswith(f"@{DEAD}")
            self._recipient = None if is_dead else address
            said = b"450 4.4.1 This domain does not answer\r\n" if is_dead else b"250 2.1.5 OK\r\n"
            self._transport.write(said)
        elif word == b"DATA":
            self._in_letter = True
            self._transport.write(b"354 go on\r\n")
        elif word == b"QUIT":
            self._transport.write(b"221 bye\r\n")
            self._transport.close()
        else:
            self._transport.write(b"250 OK\r\n")


async def _serve() -> None:
    taken: list[tuple[str, int]] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Dialogue(taken), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until whoever started us goes


@contextmanager
def taker() -> Iterator[int]:
    """Its port."""
    command = [sys.executable, "-m", "benchmarks.smtp_taker"]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield int(server.stdout.readline())
    finally:
        server.communicate("")


if __name__ == "__main__":
    asyncio.run(_serve())
