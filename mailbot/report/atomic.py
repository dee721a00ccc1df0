"""Writes a file whole or not at all: somebody may be reading the old one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; it takes the place of `path` when all went well."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")  # several workers may write it
    try:
        yield partial
        with partial.open("rb") as file:  # a power cut must not leave an empty file under the good name
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
