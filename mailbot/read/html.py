"""HTML → text that reads as it looked: paragraphs, lists, tables, links, and what is quoted.

Nothing is loaded, nothing runs. What the reader would not see is dropped. The structure that mail clients
put around quotes and signatures becomes the marks of plain text (`> `, a line of underscores, `-- `), so
that one set of rules finds quotes and signatures in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailbot.expressions import Expression
from mailbot.read.attributions import attribution
from mailbot.read.clients import is_quote, is_separator, is_signature
from mailbot.read.header_blocks import block_or_rule
from mailbot.read.markup import bare_text, is_safe

_DROPPED = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe", "object",
                      "svg", "math", "video", "audio", "canvas", "select",
                      "option", "textarea", "button"})  # fmt: skip
_BLOCKS = frozenset({"div", "section", "article", "header", "footer", "main", "aside", "nav", "center",
                     "form", "fieldset", "address", "table", "tr", "dl", "dt", "dd", "caption", "figure",
                     "figcaption", "li", "hr"})  # fmt: skip
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre"})
_HIDDEN = Expression(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = Expression(r"[ \t\r\n\f]+")
_DEEPEST_QUOTE = 10  # marks shown: more say nothing more
SEPARATOR_LINE = "_" * 32


def text_of(html: str) -> str:
    """The text of an HTML mail. Walks without recursion: depth costs nothing."""
    if not is_safe(html):
        return bare_text(html)
    root = LexborHTMLParser(html).body
    writer = _Writer()
    stack: list[LexborNode | _Element] = [root] if root is not None else []
    while stack:
        item = stack.pop()
        if isinstance(item, _Element):
            _close(item, writer)
            continue
        element = _enter(item, writer)
        if element is not None:
            stack.append(element)
            child = item.last_child
            while child is not None:
                stack.append(child)
                child = child.prev
    return writer.text()


@dataclass(slots=True)
class _Element:
    tag: str
    link: str = ""
    link_start: int = 0
    is_quote: bool = False
    is_signature: bool = False


@dataclass(slots=True)
class _Writer:
    """Collects lines. Breaks are owed until text follows: that is what keeps a table's row on one line."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    owed: int = 0  # 1: a new line, 2: a blank line, before the next text
    after_mark: bool = False  # "- " has just been written: its text follows on the same line
    quotes: int = 0
    pre: int = 0
    lists: list[int] = field(default_factory=list)  # the next number, or 0 for bullets
    cells: int = 0  # of this row, so far
    signatures: list[list[int]] = field(default_factory=list)  # lines: the delimiter's, the one below

    def write(self, text: str) -> None:
        if self.pre:
            first, *others = text.split("\n")
            self._pay()
            self.current.append(first)
            for line in others:
                self.end_line(even_if_empty=True)
                self.current.append(line)
            return
        text = _SPACES.sub(" ", text)
        if text == " " and (self.owed or not self.current or self.current[-1].endswith(" ")):
            return
        if text:
            self._pay()
            self.current.append(text)

    def owe(self, breaks: int) -> None:
        if not self.after_mark:
            self.owed = max(self.owed, breaks)

    def mark(self, text: str) -> None:
        self._pay()
        self.current.append(text)
        self.after_mark = True

    def cell(self) -> None:
        """One more cell of this row."""
        if self.cells and self.current:
            self.owed = 0
            self.current.append(" | ")
        self.after_mark = True  # a paragraph at the beginning of a cell breaks nothing
        self.cells += 1

    def end_cell(self) -> None:
        self.after_mark = False
        self.owed = min(self.owed, 1)

    def _pay(self) -> None:
        owed, self.owed, self.after_mark = self.owed, 0, False
        if owed:
            self.end_line()
        if owed > 1 and self.lines and self.lines[-1].strip("> "):
            self.lines.append(">" * bool(self.quotes))

    def break_line(self) -> None:
        self._pay()
        self.end_line(even_if_empty=True)

    def whole_line(self, line: str) -> None:
        self.end_line()
        self.lines.append("> " * min(self.quotes, _DEEPEST_QUOTE) + line)

    def end_line(self, *, even_if_empty: bool = False) -> None:
        line = "".join(self.current)
        line = line.rstrip() if self.pre else line.strip().removesuffix(" |")
        if line or even_if_empty:
            self.lines.append(
                "> " * min(self.quotes, _DEEPEST_QUOTE) + line if line else ">" * bool(self.quotes)
            )
        self.current.clear()

    def text(self) -> str:
        self.end_line()
        for delimiter, below in self.signatures:
            if _goes_on(self.lines, below):
                self.lines[delimiter] = ""
        return "\n".join(self.lines).strip("\n")


def _enter(node: LexborNode, writer: _Writer) -> _Element | None:
    """Write what can be written at once; an element whose children follow is returned."""
    tag = node.tag or ""
    if tag == "-text":
        writer.write(node.text_content or "")
        return None
    if tag.startswith("-") or tag in _DROPPED:
        return None
    attributes = node.attributes
    if attributes and ("hidden" in attributes or _HIDDEN.search(attributes.get("style") or "")):
        return None
    if tag == "br":
        writer.break_line()
        return None
    if tag == "img":
        alt = attributes.get("alt") or ""
        writer.write(alt if len(alt) <= 4 else "")  # emoji are pictures in some clients
        return None
    return _open(node, tag, attributes, writer)


def _breaks(tag: str, writer: _Writer) -> int:
    """A paragraph stands apart, but not in a list: there it is how some programs write an item."""
    if tag in _PARAGRAPHS:
        return 1 if writer.lists else 2
    return 1 if tag in _BLOCKS else 0


def _open(node: LexborNode, tag: str, attributes: dict[str, str | None], writer: _Writer) -> _Element:
    element = _Element(tag)
    writer.owe(_breaks(tag, writer))
    if tag == "li":
        number = writer.lists[-1] if writer.lists else 0
        writer.mark(f"{number}. " if number else "- ")
        if number:
            writer.lists[-1] = number + 1
    elif tag in ("ul", "ol"):
        writer.lists.append(1 if tag == "ol" else 0)
    elif tag == "tr":
        writer.cells = 0
    elif tag in ("td", "th"):
        writer.cell()
    elif tag == "pre":
        writer.pre += 1
    elif tag == "a":
        element.link = attributes.get("href") or ""
        element.link_start = 0 if writer.owed else len(writer.current)  # the next text begins a line
    if attributes or tag == "blockquote":
        _mark(node, attributes, element, writer)
    return element


def _mark(node: LexborNode, attributes: dict[str, str | None], element: _Element, writer: _Writer) -> None:
    """Quotes, separators and signatures, as mail clients mark them."""
    if node.tag == "blockquote":
        writer.end_line()
    if is_quote(node, attributes, writer.lines):
        element.is_quote = True
        writer.end_line()
        writer.quotes += 1
    elif is_separator(node, attributes):
        writer.whole_line(SEPARATOR_LINE)
        writer.owed = 0
    elif is_signature(attributes) and not writer.quotes:
        element.is_signature = True
        writer.whole_line("-- ")
        writer.signatures.append([len(writer.lines) - 1, len(writer.lines)])


def _goes_on(lines: list[str], below: int) -> bool:
    """Whether the writer goes on below a signature: what is neither quoted nor introduces a quote."""
    following = next((i for i in range(below, len(lines)) if lines[i].strip()), len(lines))
    if following == len(lines) or lines[following].startswith((">", "-- ")):
        return False
    return not block_or_rule(lines, following) and not attribution(lines, following, ours_below=True)


def _close(element: _Element, writer: _Writer) -> None:
    tag = element.tag
    if element.link:
        _write_link(element, writer)
    if element.is_quote:
        writer.end_line()
        writer.quotes -= 1
    if element.is_signature:
        writer.end_line()
        writer.signatures[-1][1] = len(writer.lines)
    if tag in ("ul", "ol") and writer.lists:
        writer.lists.pop()
    elif tag in ("td", "th"):
        writer.end_cell()
    writer.owe(_breaks(tag, writer))
    if tag == "pre":
        writer.end_line()
        writer.pre -= 1


def _write_link(element: _Element, writer: _Writer) -> None:
    """Where a link leads is said unless its text says it already."""
    href = element.link.strip()
    shown = "".join(writer.current[element.link_start :]).strip()
    scheme, _, target = href.partition(":")
    if scheme.lower() not in ("http", "https", "mailto") or not shown or len(href) > 500:
        return
    target = target.lstrip("/").partition("?")[0] if scheme.lower() == "mailto" else target.strip("/")
    if target.rstrip("/").lower() not in shown.lower():
        writer.write(f" ({target if scheme.lower() == 'mailto' else href})")
