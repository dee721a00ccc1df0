"""A dated list whose lines hold each other: none can be changed, left out or put in without being seen.

Each line ends with the SHA-256 of the line before it and of its own text; in the first of a case the
reference stands for what was before. So the chain of a case is the same in every pack in which nothing
about it has changed, and whoever has kept an older pack can compare.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from typing import IO

from mailbot.report.register import harmless

CHAIN = "Chaîne"
# Told to people, and run by a test as it is told. {} is the name of the file.
CHECK = """\
tail -n +2 {} | tr -d '\\r' | while IFS= read -r ligne; do
  texte=${{ligne%;*}}; dossier=${{texte%%;*}}
  if [ "$dossier" != "$courant" ]; then courant=$dossier; chaine=$dossier; fi
  chaine=$(printf '%s' "$chaine;$texte" | sha256sum | cut -d ' ' -f 1)
  [ "$chaine" = "${{ligne##*;}}" ] || echo "Chaîne rompue : $texte"
done
"""


class ChainedTable:
    """CSV for French Excel, whose first column is the case that a line belongs to."""

    def __init__(self, file: IO[str], headings: Iterable[str]) -> None:
        self._file = file
        self._case, self._last = "", ""
        self.lines = 0
        file.write("\ufeff" + _line([*headings, CHAIN]) + "\r\n")

    def add(self, case: str, cells: Iterable[object]) -> str:
        """One step; its place in the chain."""
        text = _line([case, *cells])
        if case != self._case:
            self._case, self._last = case, text.partition(";")[0]
        self._last = hashlib.sha256(f"{self._last};{text}".encode()).hexdigest()
        self._file.write(f"{text};{self._last}\r\n")
        self.lines += 1
        return self._last


def _line(cells: Iterable[object]) -> str:
    """As one line: what is broken into several could not be checked with a loop over lines."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="")
    writer.writerow([harmless(" ".join(str(cell).split())) for cell in cells])
    return made.getvalue()
