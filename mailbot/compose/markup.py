"""The small markup of the letters: rendered template → subject and blocks.

Objet : …              the first line, then an empty one
## Titre               heading
- point                list
> mots                 quotation (a value: `{{ text | quoted }}` alone on its line)
| Reçue le : …         fact; not shown when it has no value
=> libellé | adresse   link (https: or mailto:); a third part replaces the address in plain text
anything else          paragraph; a line break in the file is a line break in the letter
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from mailbot.compose.values import Prose, Values, paragraphs
from mailbot.errors import PermanentFailure

SUBJECT = re.compile(r"(?:Objet|Subject)[ \u00a0]*:[ \u00a0]*(.*)")
_MARKS = ("## ", "- ", "> ", "| ", "=> ")
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
class Items:
    items: tuple[str, ...]
    kind: ClassVar[str] = "items"


@dataclass(frozen=True, slots=True)
class Quote:
    paragraphs: tuple[tuple[str, ...], ...]
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


Block = Paragraph | Heading | Items | Quote | Facts | Links
Fill = Callable[[str], str]


def parse_letter(
    rendered: str, values: Values, polish: Callable[[str], str]
) -> tuple[str, tuple[Block, ...]]:
    """Subject and body of a letter; `polish` is the typography of its language."""
    first, _, body = rendered.lstrip("\n").partition("\n")
    found = SUBJECT.match(first)
    if found is None:
        raise PermanentFailure("Un modèle de lettre commence par une ligne « Objet : … »")
    return values.fill(found[1], polish), parse_body(body, values, polish)


def parse_body(rendered: str, values: Values, polish: Callable[[str], str]) -> tuple[Block, ...]:
    def fill(text: str) -> str:
        return values.fill(text, polish)

    return tuple(_merged(_blocks(rendered, values, fill)))


def _blocks(rendered: str, values: Values, fill: Fill) -> Iterator[Block]:
    """One block a line; paragraphs and quotations end at an empty line."""
    paragraph: list[str] = []
    for line in [*rendered.split("\n"), ""]:
        text = line.strip(" \t")
        if text and not _is_special(text, values):
            paragraph.extend(filter(None, (fill(text),)))
            continue
        if paragraph:
            yield Paragraph(tuple(paragraph))
            paragraph = []
        yield from _special(text, values, fill)


def _is_special(text: str, values: Values) -> bool:
    return f"{text} ".startswith(_MARKS) or values.block(text) is not None


def _special(text: str, values: Values, fill: Fill) -> Iterator[Block]:
    value = values.block(text)
    if value is not None:
        if isinstance(value, Prose):
            yield from (Paragraph(lines) for lines in paragraphs(value))
        elif value.strip():
            yield Quote(paragraphs(value))
    elif text.startswith("## "):
        yield Heading(fill(text[3:]))
    elif text == "-" or text.startswith("- "):
        item = fill(text[2:])
        if item:
            yield Items((item,))
    elif text.startswith("> "):
        yield Quote(((fill(text[2:]),),))
    elif text.startswith("| "):
        yield from _fact(text, fill)
    elif text.startswith("=> "):
        label, url, instead = (*text[3:].split(" | "), "", "")[:3]
        yield Links((Link(fill(label), fill(url).replace(" ", "%20"), fill(instead)),))


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
        else:
            yield from same
