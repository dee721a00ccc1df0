"""One line for each thing that happened: for people on a terminal, JSON elsewhere, no personal data.

Lines name events, and ids of mails and tickets; never a subject, a text or an address of a person. What a
server or a library has said passes by here too, and may quote one: every address but those of the desk's
own mailboxes is taken out of every line. A line that wants somebody to act says what is to be done.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO, cast

import structlog

from mailbot.catalogue import LINES

log: Any = structlog.get_logger("mailbot")

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}

_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_ours: set[str] = set()


def _todo(_logger: Any, method: str, line: Any) -> Any:
    told = LINES.get(line.get("event", ""))
    if method in ("warning", "error") and told is not None and told.todo:
        line.setdefault("todo", told.todo)
    return line


def _nobody(_logger: Any, _method: str, line: Any) -> Any:
    """The line's own `mailbox` is one of ours in any case."""
    told = _ours | {str(line.get("mailbox", "")).lower()}
    return {key: _without_people(value, told) for key, value in line.items()}


def _without_people(value: Any, told: Collection[str]) -> Any:
    if isinstance(value, str):
        return _ADDRESS.sub(lambda found: _shown(found[0], told), value) if "@" in value else value
    if isinstance(value, list | tuple):
        return [_without_people(one, told) for one in value]
    return value


def _shown(address: str, told: Collection[str]) -> str:
    local, _, domain = address.lower().rpartition("@")
    return address if f"{local.partition('+')[0]}@{domain}" in told else "(adresse)"


def _where(_logger: Any, _method: str, line: Any) -> Any:
    """The way to an error, without its words: those of a parser or a database may quote a mail."""
    if line.pop("exc_info", None):
        frames = traceback.extract_tb(sys.exc_info()[2])
        line["where"] = " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
    return line


class _Stderr:
    """Standard error as it is at the moment of writing: tests and terminals exchange it."""

    def write(self, text: str) -> None:
        """A log on a full disk, or that nobody reads any more, must not look like a fault of the work."""
        with suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()


def set_up(
    *,
    level: str = "info",
    as_json: bool | None = None,
    stream: TextIO | None = None,
    ours: Iterable[str] = (),
) -> None:
    """`as_json` None: JSON unless a person looks at a terminal. `ours`: addresses that may be told."""
    _ours.clear()
    _ours.update(address.lower() for address in ours)
    target = stream or _Stderr()
    on_terminal = (stream or sys.stderr).isatty()
    json_lines = not on_terminal if as_json is None else as_json
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json_lines
        else structlog.dev.ConsoleRenderer(colors=on_terminal, pad_event_to=22)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            # Programs compare moments of several machines; people read the clock on their wall.
            structlog.processors.TimeStamper(fmt="iso", utc=json_lines),
            _where,
            _todo,
            _nobody,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", target)),
        cache_logger_on_first_use=False,
    )


set_up(level="warning")  # until a command says otherwise: trouble is heard, nothing else
