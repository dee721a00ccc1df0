"""Which rendition of one and the same text to read: the plain one, unless it is empty or says less."""

from __future__ import annotations

import re
from itertools import pairwise

from mailbot.expressions import Expression

_WORD = Expression(r"\w+")
_LINK = Expression(r"\S{1,10}://\S+")
_NEEDS_HTML = Expression(
    r"html|navigateur|browser|afficher|visuali[sz]|view this|ansicht|weergeven", re.IGNORECASE
)
_STUB_WORDS = 40  # a plain part with fewer is compared with its HTML
# The end of a sentence or a word, and at once the next beginning: "rendu !!!Et je voudrais".
_GLUED = Expression(r"[.!?…,:-][A-ZÀ-Ý][a-zà-ÿ'’](?<![^\W_]-..)")
_MOST_LINES = 60
_END = 12  # characters at the end of a line and at the beginning of the next
_STUB_TAGS = 5  # more closing tags than that: HTML under a plain name


def is_enough(plain: str) -> bool:
    """A plain part of some length is the mail: its HTML need not be read as text."""
    if _GLUED.search(plain):
        return False
    return len(words(plain)) >= _STUB_WORDS and plain.count("</") <= _STUB_TAGS


def chosen(plain: str, rich: str) -> list[str]:
    """The plain text is the writer's own, without guesswork; but some programs leave it empty or a stub."""
    if _GLUED.search(plain) and _lost_its_lines(plain, rich):
        return [rich]
    in_plain, in_rich = words(plain), words(rich)
    has_markup = plain.count("</") > _STUB_TAGS
    if in_plain and not has_markup and (len(in_plain) >= _STUB_WORDS or len(in_plain) * 3 >= len(in_rich)):
        return [plain]
    if not in_rich:
        return [plain]
    known = set(in_rich)
    missing = sum(word not in known for word in in_plain)
    if has_markup or missing * 2 < len(in_plain) or not in_plain or _NEEDS_HTML.search(plain):
        return [rich]
    return [plain, rich]  # they say different things: both are kept


def _lost_its_lines(plain: str, rich: str) -> bool:
    """A program of a telephone writes paragraphs one behind the other, and nothing between them."""
    lines = [line.strip() for line in rich.split("\n") if line.strip("> _-")][:_MOST_LINES]
    return any(
        above[-_END:] + below[:_END] in plain
        for above, below in pairwise(lines)
        if len(above) + len(below) > _END
    )


def says_more(text: str, *, than: str) -> bool:
    """Whether it is worth showing beside what was said already: a third of its words are new."""
    its = set(words(text))
    return len(its - set(words(than))) * 3 > len(its)


def words(text: str) -> list[str]:
    return _WORD.findall(_LINK.sub(" ", text[:100_000]).lower())
