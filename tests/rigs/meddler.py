"""Stands between mailbot and a mail server, and does mischief as a test says: cuts, lies, or keeps silent.

It knows no protocol. A rule looks at each piece that passes, and passes it, replaces it, answers in the
server's place, swallows it or cuts the line. When a rule has done its mischief often enough, all is well.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Side = Literal["client", "server"]
Deed = Literal["cut", "swallow", "mute", "slow", "answer", "replace"]
_PATIENCE = 60.0


@dataclass(slots=True, kw_only=True)
class Mischief:
    """What is done to pieces of one side in which `where` is found, `times` times.

    `mute`: from here on nothing passes on this connection, in either direction. `answer`: `words`, to whoever
    has said it, {tag} being the first word of what was said. `replace`: `words` instead of what was found.
    """

    side: Side
    where: bytes
    deed: Deed
    words: bytes = b""
    times: int = 1
    done: int = 0

    def matches(self, side: Side, piece: bytes) -> bool:
        found = self.side == side and self.done < self.times and re.search(self.where, piece, re.I | re.S)
        self.done += bool(found)
        return bool(found)


class Meddler:
    """A port in front of another one. `heard` is all that clients have said, piece by piece."""

    def __init__(self, target: int, *mischief: Mischief) -> None:
        self._target = target
        self._mischief = mischief
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self.port: int = self._listening.getsockname()[1]
        self.heard: list[bytes] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def is_over(self) -> bool:
        return all(one.done >= one.times for one in self._mischief)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for end in self._ends:
            _cut(end)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target), timeout=_PATIENCE)
            except OSError:
                _cut(client)
                continue
            self._ends += [client, server]
            line = _Line()
            for side, source, sink in (("client", client, server), ("server", server, client)):
                threading.Thread(target=self._pass_on, args=(side, source, sink, line), daemon=True).start()

    def _pass_on(self, side: Side, source: socket.socket, sink: socket.socket, line: _Line) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65_536):
                if side == "client":
                    self.heard.append(piece)
                one = next((m for m in self._mischief if m.matches(side, piece)), None)
                if one is not None and one.deed == "mute":
                    line.is_mute = True
                if line.is_mute or (one is not None and not _done(one, piece, source, sink)):
                    continue
                if one is None or one.deed == "slow":
                    sink.sendall(piece)
        _cut(source)
        _cut(sink)


@dataclass(slots=True)
class _Line:
    is_mute: bool = False


def _done(one: Mischief, piece: bytes, source: socket.socket, sink: socket.socket) -> bool:
    """False: the piece goes no further. Raises OSError to cut the line."""
    if one.deed == "cut":
        raise ConnectionAbortedError
    if one.deed == "slow":
        for _ in range(10):
            time.sleep(0.02)
        return True
    if one.deed == "answer":
        source.sendall(one.words.replace(b"{tag}", piece.split(None, 1)[0]))
    elif one.deed == "replace":
        sink.sendall(re.sub(one.where, one.words, piece, flags=re.I | re.S))
    return False


def _cut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextlib.contextmanager
def meddling(target: int, *mischief: Mischief) -> Iterator[Meddler]:
    meddler = Meddler(target, *mischief)
    try:
        yield meddler
    finally:
        meddler.close()


def until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    """Fails the test when it never comes true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)
