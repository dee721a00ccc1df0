"""One line for each thing that happened: for people on a terminal, JSON elsewhere, no personal data.

Lines name events, and ids of mails and tickets; never a subject, a text or an address of a person.
"""

from __future__ import annotations

import logging
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO, cast

import structlog

log: Any = structlog.get_logger("mailbot")

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


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


def set_up(*, level: str = "info", as_json: bool | None = None, stream: TextIO | None = None) -> None:
    """`as_json` None: JSON unless a person looks at a terminal."""
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
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            _where,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", target)),
        cache_logger_on_first_use=False,
    )


set_up(level="warning")  # until a command says otherwise: trouble is heard, nothing else
