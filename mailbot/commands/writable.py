"""A file that cannot be written is a mistake of the command line: said in a sentence, with its cure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.errors import BadConfig

_CURE = "Donnez après -o un fichier dans un dossier qui existe et où vous pouvez écrire."


@contextmanager
def writable(out: Path, cure: str = _CURE) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BadConfig([f"{out} ne peut pas être écrit : {why_not(error)}. {cure}"]) from error


def why_not(error: OSError) -> str:
    """In words for people."""
    if isinstance(error, FileNotFoundError):
        return "le dossier n'existe pas"
    if isinstance(error, FileExistsError):
        return "il existe déjà"
    if isinstance(error, IsADirectoryError):
        return "c'est un dossier"
    if isinstance(error, PermissionError):
        return "l'accès est refusé"
    return error.strerror or type(error).__name__
