"""On which line of a TOML text each key and table stands: tomllib reads values and forgets where they were.

The text has been accepted by tomllib before; what this scanner does not understand simply has no line.
"""

from __future__ import annotations

import re

from mailbot.expressions import Expression

Path = tuple[str | int, ...]

_BLANKS = Expression(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = Expression(r"""\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))\s*""")
_STRING = Expression(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = Expression(r"[^,\]}\n#]*")


def lines_of(text: str) -> dict[Path, int]:
    """The line of every key, table and array element."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.table: Path = ()
        self.counts: dict[Path, int] = {}  # of the arrays of tables met so far
        self._line = 1
        self._counted_to = 0

    def scan(self) -> None:
        while True:
            self._skip(_BLANKS)
            if self.at >= len(self.text):
                return
            before = self.at
            if self.text.startswith("[[", self.at):
                self._header(double=True)
            elif self.text[self.at] == "[":
                self._header(double=False)
            else:
                self._pair(self.table)
            self._move_on(before)

    def _move_on(self, before: int) -> None:
        """Never stands still, whatever the text."""
        if self.at == before:
            self.at += 1

    def _header(self, *, double: bool) -> None:
        line = self._line_here()
        self.at += 2 if double else 1
        path = self._resolved(self._key())
        self.at += 2 if double else 1
        if double:
            number = self.counts.get(path, 0)
            self.counts[path] = number + 1
            self.lines.setdefault(path, line)
            path = (*path, number)
        self.lines.setdefault(path, line)
        self.table = path

    def _resolved(self, keys: tuple[str, ...]) -> Path:
        """Keys below an array of tables belong to its latest element."""
        path: Path = ()
        for position, key in enumerate(keys):
            path = (*path, key)
            if position < len(keys) - 1 and path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        line = self._line_here()
        path = table
        for key in self._key():
            path = (*path, key)
            self.lines.setdefault(path, line)
        if self.text.startswith("=", self.at):
            self.at += 1
            self._value(path)

    def _key(self) -> tuple[str, ...]:
        parts = []
        while match := _KEY_PART.match(self.text, self.at):
            self.at = match.end()
            parts.append(next(group for group in match.groups() if group is not None))
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return tuple(parts)

    def _value(self, path: Path) -> None:
        self._skip(_BLANKS)
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif opening in {'"', "'"} and _STRING.match(self.text, self.at):
            self._skip(_STRING)
        else:
            self._skip(_BARE)

    def _array(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self._inside("]"):
            self.lines.setdefault((*path, number), self._line_here())
            before = self.at
            self._value((*path, number))
            self._move_on(before)
            number += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while self._inside("}"):
            before = self.at
            self._pair(path)
            self._move_on(before)

    def _inside(self, closing: str) -> bool:
        """Whether another element follows; steps over the comma before it, or over the closing bracket."""
        self._skip(_BLANKS)
        if self.text.startswith(",", self.at):
            self.at += 1
            self._skip(_BLANKS)
        if self.at >= len(self.text) or self.text.startswith(closing, self.at):
            self.at += 1
            return False
        return True

    def _skip(self, pattern: Expression) -> None:
        if match := pattern.match(self.text, self.at):
            self.at = match.end()

    def _line_here(self) -> int:
        self._line += self.text.count("\n", self._counted_to, self.at)
        self._counted_to = self.at
        return self._line
