"""A mail as a card of the page: who, about what, the first words, and every line that commands something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import nh3

from mailbot.decide.letters import LETTER_NAMES
from mailbot.sandbox.mailclient import attached_names, shown
from mailbot.sandbox.timeline import Came, Sent

_TAGS = nh3.ALLOWED_TAGS - {"img", "area", "map"}
_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {"*": {"style", "lang"}}
_STYLES = {"color", "background-color", "font-weight", "font-size", "text-align", "margin", "padding",
           "border", "border-left", "border-top", "border-bottom", "border-radius", "line-height",
           "white-space", "overflow-wrap", "word-break", "max-width", "box-sizing"}  # fmt: skip
# What a letter's <body> says, which is not among the tags that may stay.
_BODY = "<style>body{margin:0;font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}</style>"
_REFERENCE = re.compile(r"\[([A-Z][A-Z0-9]*-\d{4}-\d+)\] ?")
_QUOTE = re.compile(r"^\s*>|\ba écrit\s*:\s*$")
_ORDER = re.compile(r"^\s*#\s*[^\W\d_]")
_GREETING = re.compile(r"^\s*[^\W\d_][^.!?\n]{0,30},\s*$")
_ARTICLE = re.compile(r"^(?:l'|le |la |une |un )")
_EXCERPT = 130  # characters
_NO_SUBJECT = "(sans objet)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A mail in the lane of the person who wrote or received it."""

    number: int
    way: Literal["wrote", "received"]
    from_: str
    to: str
    who: str
    subject: str
    heading: str  # the subject without the reference,
    reference: str  # which stands apart
    about: str
    text: str
    files: tuple[str, ...] = ()
    excerpt: str = ""  # what somebody wrote, shortly,
    orders: tuple[str, ...] = ()  # and what of it are commands
    formatted: str = ""
    is_copy: bool = False  # somebody of the same side has just received the same

    def repeats(self, other: Card) -> bool:
        """The same letter to somebody else."""
        same = (self.subject, self.about) == (other.subject, other.about)
        return same and self.way == other.way == "received"


def of_arrival(came: Came, *, number: int, who: str, person: str) -> Card:
    """`person`: the name with its address."""
    subject, text, _ = shown(came.content)
    words, orders = _written(text)
    return Card(
        number=number,
        way="wrote",
        from_=person,
        to=", ".join(came.to),
        who=who,
        subject=subject or _NO_SUBJECT,
        heading=_REFERENCE.sub("", subject) or _NO_SUBJECT,
        reference=_reference(subject),
        about="",
        text=text,
        files=attached_names(came.content),
        excerpt=_excerpt(words),
        orders=orders,
    )


def of_letter(sent: Sent, *, number: int, who: str, person: str, service: str, formatted: bool) -> Card:
    subject, text, html = shown(sent.content)
    return Card(
        number=number,
        way="received",
        from_=service,
        to=person,
        who=who,
        subject=subject,
        heading=_REFERENCE.sub("", subject),
        reference=_reference(subject),
        about=_ARTICLE.sub("", LETTER_NAMES.get(sent.kind or "", "lettre")),
        text=text,
        files=sent.attached,
        formatted=_harmless(html) if formatted and html else "",
    )


def _reference(subject: str) -> str:
    match = _REFERENCE.search(subject)
    return match[1] if match else ""


def _written(text: str) -> tuple[list[str], tuple[str, ...]]:
    """The lines that somebody wrote above the quote: words, and commands."""
    lines = [line.strip() for line in text.splitlines()]
    quoted = next((n for n, line in enumerate(lines) if _QUOTE.search(line)), len(lines))
    own = [line for line in lines[:quoted] if line]
    orders = tuple(line for line in own if _ORDER.match(line))
    return [line for line in own if line not in orders], orders


def _excerpt(words: list[str]) -> str:
    """The beginning, without its greeting: enough to follow the story."""
    if len(words) > 1 and _GREETING.match(words[0]):
        words = words[1:]
    said = " ".join(words)
    if len(said) <= _EXCERPT:
        return said
    return said[:_EXCERPT].rsplit(" ", 1)[0].rstrip(" .,;:!?…") + "…"


def _harmless(html: str) -> str:
    """The letter's own layout, without anything that could act or be fetched."""
    return _BODY + nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        filter_style_properties=_STYLES,
        url_schemes={"mailto", "tel", "https", "http"},
        clean_content_tags={"script", "style", "title"},
    )
