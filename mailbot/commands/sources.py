"""Mails from files: .eml, folders of them, mbox, Maildir, or standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from mailbot.errors import PermanentFailure

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMail:
    label: str  # for people: where it was found
    content: bytes
    received_at: datetime


def found_in(paths: Iterable[str]) -> Iterator[FoundMail]:
    """Every mail, one after the other, in a stable order; a folder may hold millions."""
    for path in paths:
        if path == "-":
            yield _mail("-", sys.stdin.buffer.read(), EPOCH)
        else:
            yield from _at(Path(path))


def _at(path: Path) -> Iterator[FoundMail]:
    if path.is_dir():
        if (path / "cur").is_dir() and (path / "new").is_dir():
            for folder in ("new", "cur"):
                for file in sorted((path / folder).iterdir()):
                    yield _file(file)
            return
        for child in sorted(path.iterdir()):
            if not child.name.startswith(".") and (child.is_dir() or _looks_like_mail(child)):
                yield from _at(child)
    elif not path.exists():
        raise PermanentFailure(f"{path} n'existe pas")
    elif path.suffix.lower() in (".mbox", ".mbx") and path.stat().st_size == 0:
        return  # an empty archive, and not an empty mail
    elif _is_mbox(path):
        yield from _mbox(path)
    else:
        yield _file(path)


def _looks_like_mail(path: Path) -> bool:
    return path.suffix.lower() in (".eml", ".mbox", ".mbx", ".msg", "") and path.is_file()


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"From " and path.suffix.lower() != ".eml"


def _mbox(path: Path) -> Iterator[FoundMail]:
    from mailbox import mbox  # slow to load, and most mails come from elsewhere

    box = mbox(path, create=False)
    try:
        for n, key in enumerate(box.iterkeys(), start=1):
            yield _mail(f"{_shown(path)}:{n}", box.get_bytes(key), _changed(path))
    finally:
        box.close()


def _file(path: Path) -> FoundMail:
    return _mail(_shown(path), path.read_bytes(), _changed(path))


def _shown(path: Path) -> str:
    """A file's name may hold bytes that are no text, and could not be printed."""
    return os.fsencode(path).decode("utf-8", "replace")


def _mail(label: str, content: bytes, fallback: datetime) -> FoundMail:
    return FoundMail(label=label, content=content, received_at=_received_at(content) or fallback)


def _received_at(content: bytes) -> datetime | None:
    """When the last server took it, as its own top Received line says; else the sender's date."""
    head = content[:65536]
    try:
        headers = BytesHeaderParser().parsebytes(head)
        lines = [str(v).rpartition(";")[2] for v in headers.get_all("Received", [])[:1]]
        lines += [str(v) for v in headers.get_all("Date", [])[:1]]
    except (ValueError, LookupError, AttributeError):
        return None
    for line in lines:
        try:
            moment = parsedate_to_datetime(line.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
