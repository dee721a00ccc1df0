"""Tells somebody who waits at a terminal how far a command has come; in a pipe or a log it is silent."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_EVERY = 0.2  # seconds
_CLEAR = "\r\x1b[K"

One = TypeVar("One")


def told(found: Iterable[One], what: str, *, of: int | None = None) -> Iterator[One]:
    """The same things one by one; the line on the terminal is wiped when they have all come."""
    if not sys.stderr.isatty():
        yield from found
        return
    shown = 0.0
    whole = "" if of is None else f"/{of}"
    try:
        for n, one in enumerate(found, start=1):
            yield one
            now = time.monotonic()
            if now - shown >= _EVERY:
                shown = now
                sys.stderr.write(f"{_CLEAR}{n}{whole} {what}")
                sys.stderr.flush()
    finally:
        if shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


def says(what: str) -> None:
    """A step that cannot be counted."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{_CLEAR}{what}…")
        sys.stderr.flush()


def ends() -> None:
    if sys.stderr.isatty():
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
