"""The small markup of the letters: rendered template → subject and blocks.

Objet : …              the first line, then an empty one
## Titre               heading
- point                list
! phrase               warning: what must not be overlooked
> mots                 quotation (a value: `{{ text | quoted }}` alone on its line)
| Reçue le : …         fact; not shown when it has no value
=> libellé | adresse   link (https: or mailto:); a third part replaces the address in plain text
anything else          paragraph; a line break in the file is a line break in the letter

On paper only:
-> ligne               on the right half of the page; `->` alone leaves a space, `-> ___` a line to fill in
~~~                    room for a signature
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from mailbot.compose.values import Marked, Prose, Values, paragraphs
from mailbot.errors import PermanentFailure

SUBJECT = re.compile(r"(?:Objet|Subject)[ \u00a0]*:[ \u00a0]*(.*)")
_MARKS = ("## ", "- ", "! ", "> ", "| ", "=> ")
_PAPER_MARKS = ("-> ", "~~~ ")
_FACT = re.compile(r"\|[ ]*(.*?)[ \u00a0]*:(?:[ \u00a0]+(.*))?$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: tuple[str, ...]
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Caution:
    text: str
    kind: ClassVar[str] = "caution"


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[str, ...]
    kind: ClassVar[str] = "items"


@dataclass(frozen=True, slots=True)
class Quote:
    paragraphs: tuple[tuple[str, ...], ...]
    is_marked: bool = False
    kind: ClassVar[str] = "quote"


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[tuple[str, str], ...]
    kind: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    instead: str  # what plain text shows in place of the address

    @property
    def is_safe(self) -> bool:
        return self.url.startswith(("https://", "mailto:"))


@dataclass(frozen=True, slots=True)
class Links:
    links: tuple[Link, ...]
    kind: ClassVar[str] = "links"


@dataclass(frozen=True, slots=True)
class Aside:
    """On paper: who it is for, where and when; an empty line is a space."""

    lines: tuple[str, ...]
    kind: ClassVar[str] = "aside"

    @staticmethod
    def is_ruled(line: str) -> bool:
        return bool(line) and not line.strip("_")


@dataclass(frozen=True, slots=True)
class Room:
    """On paper: left free for a signature."""

    kind: ClassVar[str] = "room"


Block = Paragraph | Heading | Caution | Items | Quote | Facts | Links | Aside | Room
Fill = Callable[[str], str]


def parse_letter(
    rendered: str, values: Values, polish: Fill, *, on_paper: bool = False
) -> tuple[str, tuple[Block, ...]]:
    """Subject and body of a letter; `polish` is the typography of its language."""
    first, _, body = rendered.lstrip("\n").partition("\n")
    found = SUBJECT.match(first)
    if found is None:
        raise PermanentFailure("Un modèle de lettre commence par une ligne « Objet : … »")
    return values.fill(found[1], polish), parse_body(body, values, polish, on_paper=on_paper)


def parse_body(rendered: str, values: Values, polish: Fill, *, on_paper: bool = False) -> tuple[Block, ...]:
    def fill(text: str) -> str:
        return values.fill(text, polish)

    marks = (*_MARKS, *_PAPER_MARKS) if on_paper else _MARKS
    return tuple(_merged(_blocks(rendered, values, fill, marks)))


def _blocks(rendered: str, values: Values, fill: Fill, marks: tuple[str, ...]) -> Iterator[Block]:
    """One block a line; paragraphs and quotations end at an empty line."""
    paragraph: list[str] = []
    for line in [*rendered.split("\n"), ""]:
        text = line.strip(" \t")
        special = bool(text) and (f"{text} ".startswith(marks) or values.block(text) is not None)
        if text and not special:
            paragraph.extend(filter(None, (fill(text),)))
            continue
        if paragraph:
            yield Paragraph(tuple(paragraph))
            paragraph = []
        if special:
            yield from _special(text, values, fill)


def _special(text: str, values: Values, fill: Fill) -> Iterator[Block]:
    value = values.block(text)
    if value is not None:
        if isinstance(value, Prose):
            yield from (Paragraph(lines) for lines in paragraphs(value))
        elif value.strip():
            yield Quote(paragraphs(value), isinstance(value, Marked))
    elif text.startswith("## "):
        yield Heading(fill(text[3:]))
    elif text == "-" or text.startswith("- "):
        item = fill(text[2:])
        if item:
            yield Items((item,))
    elif text.startswith("! "):
        yield Caution(fill(text[2:]))
    elif text.startswith("> "):
        yield Quote(((fill(text[2:]),),))
    elif text.startswith("| "):
        yield from _fact(text, fill)
    elif text.startswith("=> "):
        label, url, instead = (*text[3:].split(" | "), "", "")[:3]
        yield Links((Link(fill(label), fill(url).replace(" ", "%20"), fill(instead)),))
    elif text.startswith("~~~"):
        yield Room()
    elif text.startswith("->"):
        yield Aside((fill(text[2:]),))


def _fact(text: str, fill: Fill) -> Iterator[Block]:
    found = _FACT.match(text)
    if found is None:
        raise PermanentFailure(f"Ligne « | libellé : valeur » illisible dans un modèle : {text}")
    key, value = fill(found[1]), fill(found[2] or "")
    if value:
        yield Facts(((key, value),))


def _merged(blocks: Iterator[Block]) -> Iterator[Block]:
    """Neighbouring points, facts, links and quoted lines make one list, one table, one quotation."""
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        same = list(group)
        if kind == "items":
            yield Items(tuple(i for b in same if isinstance(b, Items) for i in b.items))
        elif kind == "facts":
            yield Facts(tuple(r for b in same if isinstance(b, Facts) for r in b.rows))
        elif kind == "links":
            yield Links(tuple(x for b in same if isinstance(b, Links) for x in b.links))
        elif kind == "aside":
            yield Aside(tuple(x for b in same if isinstance(b, Aside) for x in b.lines))
        else:
            yield from same
