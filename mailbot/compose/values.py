"""Keeps what people wrote apart from what the template says.

The template engine never prints a value. It prints a placeholder, and the value waits in `Values` until
the template's own markup has been parsed. So nothing that a stranger writes can become a heading, a link,
a quotation mark out of place, or template syntax: by then nobody looks for them any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable

OPEN, CLOSE = "\ue000", "\ue001"  # private use: refused in template files, replaced in values
_PLACEHOLDER = re.compile(f"{OPEN}([0-9]+){CLOSE}")
# Controls, line and paragraph separators, and the marks that turn the direction of writing around
# (they make "gpj.exe" read "exe.jpg"). U+00A0 stays: our own dates and amounts need it.
_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085\x0b\x0c]")


class Quoted(str):
    """Somebody's words, line breaks kept, to be shown as a quotation."""

    __slots__ = ()


class Marked(Quoted):
    """Words of which some are marked ⟦so⟧ (1): a reader of HTML sees these places in colour."""

    __slots__ = ()


class Prose(str):
    """Words that are the letter itself, line breaks kept, shown as paragraphs."""

    __slots__ = ()


class Values:
    """The values of one rendering, in the order in which the template printed them."""

    __slots__ = ("_values",)

    def __init__(self) -> None:
        self._values: list[str] = []

    def hold(self, value: object) -> str:
        """Takes a value that the template prints; gives the placeholder that stands for it."""
        if value is None or value == "":
            return ""
        self._values.append(value if isinstance(value, (Quoted, Prose)) else str(value))
        return f"{OPEN}{len(self._values) - 1}{CLOSE}"

    def block(self, line: str) -> Quoted | Prose | None:
        """The value that this line consists of, when it is one that keeps its line breaks."""
        found = _PLACEHOLDER.fullmatch(line.strip()) if OPEN in line else None
        value = self._values[int(found[1])] if found else ""
        return value if isinstance(value, (Quoted, Prose)) else None

    def fill(self, text: str, polish: Callable[[str], str]) -> str:
        """One line for people, the values put in. Only spaces change in them: those that must not break."""
        if OPEN in text:
            text = _PLACEHOLDER.sub(lambda m: _in_line(self._values[int(m[1])]), text)
        return polish(text).strip(" ")


def one_line(text: str) -> str:
    """Any value in one line: for headers, lists, facts and sentences."""
    return _in_line(text).strip(" ")


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """Any value as paragraphs of lines, without characters that a mail must not hold."""
    clean = _unmarked(_CONTROLS.sub("", _DIRECTION.sub("", _LINE_ENDS.sub("\n", text))))
    blocks = re.split(r"\n[ \t]*(?:\n[ \t]*)+", clean.strip("\n"))
    return tuple(tuple(line.rstrip() for line in block.split("\n")) for block in blocks if block.strip())


def _in_line(text: str) -> str:
    if text.isprintable() and "  " not in text:  # most values: nothing of what follows is in them
        return text
    return _unmarked(_BREAKS.sub(" ", _DIRECTION.sub("", text)))


def _unmarked(text: str) -> str:
    return text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
