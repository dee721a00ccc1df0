"""A program on a network of its own that can be cut off: a Linux network namespace, for root only.

    python -m rigs.island FOLDER PORT… -- COMMAND…        inside: `unshare --net` comes before it

Inside, each PORT of 127.0.0.1 leads to the same port outside, through a Unix socket in FOLDER: those know no
namespaces. Cutting takes the namespace's network down: packets vanish, nobody is told, and connections stand
as if nothing had happened, as when somebody pulls the plug of a switch.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from rigs.process import bound_to_our_life

_TOOLS = ("unshare", "nsenter", "ip")


def why_no_island() -> str | None:
    """None when a program can be put on a network of its own here; otherwise why not."""
    if missing := [name for name in _TOOLS if shutil.which(name) is None]:
        return f"{', '.join(missing)} is not installed: apt-get install util-linux iproute2"
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, text=True, check=False)
    return None if tried.returncode == 0 else f"no network namespace can be made here: {tried.stderr.strip()}"


class Island:
    """One command behind a line that can be cut and mended."""

    def __init__(
        self, folder: Path, ports: Sequence[int], command: Sequence[str], *, log: IO[bytes],
        environ: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._outside = [_relayed(_unix(folder / str(port)), ("127.0.0.1", port)) for port in ports]
        argv = [sys.executable, "-m", "rigs.island", str(folder), *map(str, ports), "--", *command]
        self.process = subprocess.Popen(
            bound_to_our_life(["unshare", "--net", *argv]), stdout=log, stderr=log, env=dict(environ)
        )

    def cut(self) -> None:
        self._network("down")

    def mend(self) -> None:
        self._network("up")

    def close(self) -> None:
        """A namespace has no other end than that of its programs."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for listening in self._outside:
            _cut(listening)

    def _network(self, state: str) -> None:
        there = ["nsenter", "--target", str(self.process.pid), "--net"]
        subprocess.run([*there, "ip", "link", "set", "lo", state], check=True)


def _unix(path: Path) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    listening.listen()
    return listening


def _relayed(listening: socket.socket, target: tuple[str, int] | str) -> socket.socket:
    """Whoever connects here is connected there; returns what listens."""
    threading.Thread(target=_accept, args=(listening, target), daemon=True).start()
    return listening


def _accept(listening: socket.socket, target: tuple[str, int] | str) -> None:
    while True:
        try:
            near, _ = listening.accept()
        except OSError:
            return
        far = socket.socket(socket.AF_UNIX if isinstance(target, str) else socket.AF_INET)
        try:
            far.connect(target)
        except OSError:
            _cut(near)
            continue
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=_pass_on, args=(source, sink), daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65_536):
            sink.sendall(piece)
    _cut(source)
    _cut(sink)


def _cut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def main() -> int:
    """Inside: the lines to the world, then the command; it ends when we do, and we when it does."""
    folder, words = Path(sys.argv[1]), sys.argv[2:]
    ports, command = words[: words.index("--")], words[words.index("--") + 1 :]
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for port in ports:
        _relayed(socket.create_server(("127.0.0.1", int(port))), str(folder / port))
    child = subprocess.Popen(bound_to_our_life(command), env=os.environ)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
