"""Finds every point at which a process touches the world, and makes one of them fail when its turn has come.

The hooks sit at the lowest common place: the methods of sockets, the cursors of the databases, the calls that
open, write and rename files. A point is what is done there (`send RCPT`, `SQL INSERT letters`) and by which
lines of mailbot. Nobody lists them: a run that nothing disturbs does.
"""

from __future__ import annotations

import contextlib
import errno
import json
import mmap
import os
import re
import signal
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import mailbot

HERE = str(Path(mailbot.__file__).parent) + os.sep
KILLS = ("kill", "kill after")
DISTURBANCES = ("error", "error after", "stall")
OUTWARD = ("send", "COMMIT")  # here it matters whether it was done before the end came
PROGRESS = "INSERT events"  # how far a run has come is counted in events
STALL = 0.02  # seconds; what is mute longer than that is as mute as can be
_VERB = re.compile(rb"(?:[A-P]{4}\d+ )?((?:UID )?[A-Za-z]+)")
_TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE|TABLE|PRAGMA)\s+\"?(\w+)")
_NOT_OURS = (".py", ".pyc", ".so", ".mako")
_write = os.write

T = TypeVar("T")


def faults_of(point: str) -> tuple[str, ...]:
    """All that can happen at a point."""
    what = point.partition(" @ ")[0]
    after = what.startswith(OUTWARD)
    mute = what.startswith(("send", "answer", "connect", "SQL", "COMMIT"))
    return (
        "kill", *(("kill after",) if after else ()),
        "error", *(("error after",) if after else ()), *(("stall",) if mute else ()),
    )  # fmt: skip


def act_of(point: str) -> str:
    """What is done at a point, and by which line of mailbot: whoever had called it."""
    return point.partition(" < ")[0]


class Watch:
    """What one process does to the world, and what happens to it: `due` is point → fault → since when.

    A fault is due when so many events have been written; then it happens at the next occurrence, once. In the
    place of a point may stand an act alone: then it is due on any way to it.
    """

    def __init__(
        self, journal: int, progress: mmap.mmap, due: Mapping[str, Mapping[str, int]] | None
    ) -> None:
        self._journal = journal
        self._progress = progress
        self._due = {point: dict(faults) for point, faults in due.items()} if due is not None else None
        self._known: set[str] = set(due or ())
        self.seen: dict[str, tuple[int, int, int]] = {}  # point → first time, last time, how often
        self._lock = threading.Lock()
        self._busy = threading.local()

    def passes(
        self, what: str, do: Callable[[], T], refusal: Callable[[], BaseException], mute: Callable[[], T]
    ) -> T:
        """One touch of the world; `refusal` and `mute` are how it fails there."""
        if getattr(self._busy, "now", False):  # of our own making
            return do()
        self._busy.now = True
        try:
            fault = self._fault(what)
        finally:
            self._busy.now = False
        if fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault == "error":
            raise refusal()
        if fault == "stall":
            return mute()
        result = do()
        if fault == "kill after":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault == "error after":
            raise refusal()
        return result

    def _fault(self, what: str) -> str | None:
        lines = _lines_of_mailbot()
        if not lines:
            return None
        point = f"{what} @ {lines}"
        with self._lock:
            now = int.from_bytes(self._progress[:8], "big")
            if what.endswith(PROGRESS):
                self._progress[:8] = (now + 1).to_bytes(8, "big")
            if self._due is None:  # nothing is to happen: only look
                first, _, times = self.seen.get(point, (now, now, 0))
                self.seen[point] = (first, now, times + 1)
                return None
            if point not in self._known:
                self._known.add(point)
                self._note({"new": point, "at": now})
            for place in (point, act_of(point)):
                waiting = self._due.get(place, {})
                for fault, since in waiting.items():
                    if now >= since:
                        del waiting[fault]
                        self._note({"hit": point, "fault": fault, "at": now, "due": place})
                        return fault
        return None

    def _note(self, line: dict[str, Any]) -> None:
        _write(self._journal, (json.dumps(line) + "\n").encode())


def _lines_of_mailbot() -> str:
    """Who is at work: mailbot's own lines, the innermost first."""
    frame, lines = sys._getframe(3), list[str]()
    while frame is not None and len(lines) < 12:
        file = frame.f_code.co_filename
        if file.startswith(HERE):
            name = file[len(HERE) : -3]
            if name in {"cli", "commands/run"}:
                break
            if name != "log":
                lines.append(f"{name}:{frame.f_lineno}")
        elif file.startswith("<frozen importlib"):
            return ""
        frame = frame.f_back
    return " < ".join(lines)


def install(watch: Watch) -> None:
    """For the life of this process."""
    _hook_sockets(watch)
    _hook_sqlite(watch)
    with contextlib.suppress(ImportError):
        _hook_postgres(watch)
    _hook_files(watch)
    _hook_log(watch)


# -- sockets ---------------------------------------------------------------------------------------

_spoken: dict[int, str] = {}  # descriptor → the last command on this line
_muted: set[int] = set()


def _hook_sockets(watch: Watch) -> None:
    plain = socket.socket

    def hooked(name: str, kind: str) -> None:
        original = getattr(plain, name)

        def method(sock: socket.socket, *args: Any, **kwargs: Any) -> Any:
            if sock.family == socket.AF_UNIX or sock.fileno() < 0:
                return original(sock, *args, **kwargs)
            line = sock.fileno()
            what = _named(kind, line, args)
            if line in _muted and kind != "connect":
                return _mute(sock, kind, lambda: original(sock, *args, **kwargs), args)
            return watch.passes(
                what,
                lambda: original(sock, *args, **kwargs),
                lambda: _broken(sock, kind),
                lambda: _mute(sock, kind, lambda: original(sock, *args, **kwargs), args),
            )

        setattr(plain, name, method)

    for name in ("connect", "connect_ex"):
        hooked(name, "connect")
    for name in ("send", "sendall", "sendmsg"):
        hooked(name, "send")
    for name in ("recv", "recv_into"):
        hooked(name, "answer")


def _named(kind: str, line: int, args: tuple[Any, ...]) -> str:
    if kind == "connect":
        _spoken.pop(line, None)
        _muted.discard(line)
        return "connect"
    before = _spoken.get(line, "greeting")
    if kind == "send":
        found = _VERB.match(bytes(args[0])) if isinstance(args[0], bytes | bytearray | memoryview) else None
        verb = found[1].decode().upper() if found else "bytes"
        _spoken[line] = before = "content" if before == "DATA" else verb
        return f"send {before}"
    return f"answer to {before}"


def _broken(sock: socket.socket, kind: str) -> OSError:
    """For both ends."""
    if kind == "connect":
        return ConnectionRefusedError(errno.ECONNREFUSED, "refused")
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    return ConnectionResetError(errno.ECONNRESET, "reset")


def _mute(sock: socket.socket, kind: str, do: Callable[[], Any], args: tuple[Any, ...]) -> Any:
    """Nothing gets through any more, and nothing says so."""
    if kind == "connect" or sock.gettimeout() != 0:
        time.sleep(STALL)
        raise TimeoutError("timed out")
    _muted.add(sock.fileno())
    if kind == "send":
        return len(args[0])
    do()
    raise BlockingIOError


# -- databases -------------------------------------------------------------------------------------


def _sql(statement: object) -> str:
    words = " ".join(str(statement).split())
    table = _TABLE.search(words)
    return f"SQL {words.partition(' ')[0].upper()}{f' {table[1]}' if table else ''}"


def _late(do: Callable[[], T]) -> Callable[[], T]:
    def slow() -> T:
        time.sleep(STALL * 5)
        return do()

    return slow


def _hook_sqlite(watch: Watch) -> None:
    from sqlite3 import dbapi2

    plain = dbapi2.connect

    def refused() -> sqlite3.OperationalError:
        return sqlite3.OperationalError("disk I/O error")

    class Cursor(sqlite3.Cursor):
        def execute(self, statement: str, *args: Any) -> Any:
            def do() -> Any:
                return super(Cursor, self).execute(statement, *args)

            return watch.passes(_sql(statement), do, refused, _late(do))

        def executemany(self, statement: str, *args: Any) -> Any:
            def do() -> Any:
                return super(Cursor, self).executemany(statement, *args)

            return watch.passes(_sql(statement), do, refused, _late(do))

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            do = super().commit
            watch.passes("COMMIT", do, refused, _late(do))

        def rollback(self) -> None:
            do = super().rollback
            watch.passes("SQL ROLLBACK", do, refused, _late(do))

    def connect(*args: Any, **kwargs: Any) -> Any:
        def do() -> Any:
            return plain(*args, **{"factory": Connection, **kwargs})

        return watch.passes("SQL connect", do, refused, _late(do))

    dbapi2.connect = connect  # type: ignore[assignment]  # what SQLAlchemy calls


def _hook_postgres(watch: Watch) -> None:
    import psycopg

    def hooked(place: Any, name: str, what: Callable[[tuple[Any, ...]], str]) -> None:
        original = getattr(place, name)

        def method(self: Any, *args: Any, **kwargs: Any) -> Any:
            def do() -> Any:
                return original(self, *args, **kwargs)

            def refused() -> psycopg.OperationalError:
                getattr(self, "connection", self).close()
                return psycopg.OperationalError("server closed the connection unexpectedly")

            return watch.passes(what(args), do, refused, _late(do))

        setattr(place, name, method)

    hooked(psycopg.Cursor, "execute", lambda args: _sql(args[0]))
    hooked(psycopg.Cursor, "executemany", lambda args: _sql(args[0]))
    hooked(psycopg.Connection, "commit", lambda _: "COMMIT")
    hooked(psycopg.Connection, "rollback", lambda _: "SQL ROLLBACK")


# -- files -----------------------------------------------------------------------------------------


def _no_space() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def _hook_files(watch: Watch) -> None:
    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        """Raised here, it is as if the call had failed."""
        if event not in {"open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.truncate", "os.chmod"}:
            return
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | os.PathLike) else ""
        if not path or path.endswith(_NOT_OURS) or path.startswith(("/proc/", "/sys/", "/dev/", sys.prefix)):
            return
        watch.passes(f"file {event} {Path(path).suffix}", _nothing, _no_space, _nothing)

    sys.addaudithook(heard)
    for name in ("write", "fsync"):
        original = getattr(os, name)

        def call(*args: Any, _original: Any = original, _name: str = name) -> Any:
            def do() -> Any:
                return _original(*args)

            return watch.passes(f"file {_name}", do, _no_space, do)

        setattr(os, name, call)


def _nothing() -> None:
    """The call itself comes after the hook."""


def _hook_log(watch: Watch) -> None:
    """Standard error may be a file on a disk that is full."""

    class Stderr:
        def __init__(self, plain: Any) -> None:
            self._plain = plain

        def write(self, text: str) -> None:
            def do() -> None:
                self._plain.write(text)

            watch.passes("log", do, _no_space, do)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._plain, name)

    sys.stderr = Stderr(sys.stderr)  # type: ignore[assignment]  # as much of a stream as anybody uses
