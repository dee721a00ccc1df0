"""One server process for tests: who runs it, where it writes, on which port, how it starts and ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

# Below the range from which Linux takes the ports of outgoing connections: nobody gets one by chance.
_PORTS = range(20_000, 32_000)
_STEP = 7  # neighbouring processes begin to look in different places
_held_ports: list[int] = []  # descriptors of the lock files, open as long as this process lives


class RigFailure(Exception):
    """A server for tests did not do what it should; the message shows the end of its log."""


def server_user() -> pwd.struct_passwd:
    """Who runs the servers: ourselves, or nobody when we are root, because PostgreSQL refuses root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def as_server_user(argv: Sequence[str | Path], *, ends_with: str = "TERM") -> list[str]:
    """The command, run as `server_user`, and bound to our life."""
    if os.geteuid() != 0:
        return bound_to_our_life(argv, ends_with=ends_with)
    user = server_user()
    identity = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *identity, f"--pdeathsig={ends_with}", "--", *map(str, argv)]


def bound_to_our_life(argv: Sequence[str | Path], *, ends_with: str = "TERM") -> list[str]:
    """The command, told to end when this process dies, however it dies."""
    command = [str(part) for part in argv]
    return ["setpriv", f"--pdeathsig={ends_with}", "--", *command] if shutil.which("setpriv") else command


def new_folder(name: str) -> Path:
    """A folder that the server user owns.

    Directly in /tmp, and not in pytest's own folder: the server user must be able to enter it, and the path
    of a Unix socket holds 107 bytes at most.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"mailbot-{name}-", dir="/tmp"))
    folder.chmod(0o755)
    give_to_server_user(folder)
    return folder


def give_to_server_user(*paths: Path) -> None:
    user = server_user()
    for path in paths:
        os.chown(path, user.pw_uid, user.pw_gid)


def write_for_server(path: Path, text: str) -> None:
    """Replace a file in one step: a server that reads it meanwhile sees the old or the new one."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8")
    give_to_server_user(draft)
    draft.replace(path)


def free_port() -> int:
    """A port that is free now and that no other test process on this machine will be given."""
    folder = Path(f"/tmp/mailbot-ports-{os.geteuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    start = os.getpid() * _STEP % len(_PORTS)
    for port in [*_PORTS[start:], *_PORTS[:start]]:
        lock = os.open(folder / str(port), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
        except OSError:
            os.close(lock)
            continue
        _held_ports.append(lock)
        return port
    raise RigFailure(f"no free port between {_PORTS.start} and {_PORTS.stop}")


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def greets(port: int) -> bool:
    """Whether a mail server says its first line there."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as probe:
        return probe.recv(3) in {b"* O", b"220"}
    return False


def wait_until(condition: Callable[[], bool], *, seconds: float = 10.0) -> bool:
    """Whether the condition came true before the deadline."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def tail(log: Path, *, lines: int = 30) -> str:
    if not log.exists():
        return f"{log}: nothing was logged"
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    return "\n".join([f"{log}:", *last])


class Server:
    """A child process in the foreground, ended by its process id."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        log: Path,
        ready: Callable[[], bool],
        end_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self._argv = list(argv)
        self._ready = ready
        self._end_signal = end_signal
        self._child: subprocess.Popen[bytes] | None = None
        self.log = log

    def start(self) -> None:
        with self.log.open("ab") as log:
            child = subprocess.Popen(
                self._argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # an interrupted test run ends its servers itself, in order
            )
        self._child = child
        came_up = wait_until(lambda: child.poll() is not None or self._ready(), seconds=30)
        if child.poll() is not None or not came_up:
            self.stop()
            raise RigFailure(f"{' '.join(self._argv)}\ndid not start.\n{tail(self.log)}")

    def stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.send_signal(self._end_signal)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)  # its own session: nothing but what we started
            child.wait(10)
