"""Blocks → a PDF of A4 pages: letters to sign and to post, notes to pin up.

Imported only when a letter goes on paper: the library takes a moment to load. The same arguments give
the same bytes: the date is the letter's day, and the file's identifier follows from its contents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont

from mailbot.compose.markup import (
    Aside,
    Block,
    Caution,
    Facts,
    Heading,
    Items,
    Links,
    Paragraph,
    Quote,
    Room,
)
from mailbot.compose.typography import NBSP, french

FONT_FILES = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
_FONT = "letter"
_LEFT, _TOP, _RIGHT, _BOTTOM = 24.0, 18.0, 22.0, 26.0  # millimetres
_WINDOW_LEFT, _WINDOW_TOP = 112.0, 50.0  # where the window of a French envelope is
_SIGNATURE = 24.0
_MOST_KEPT = 120.0  # more is not pushed to the next page to keep a signature company
_RULED, _BELOW_RULE = 8.0, 1.0  # room for handwriting
_BLACK, _GREY, _LINE = (24, 27, 31), (92, 99, 107), (178, 184, 191)
_MM_A_POINT = 25.4 / 72
_MISSING = "\u25a1"
_POSTER_SCALES = (1.4, 1.25, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6)  # the largest with which a poster is one page
_LISTED = re.compile(r"([ ]*)([-–—•*·]|\d{1,2}[.)])[ \u00a0]+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a sheet of paper shows: its title, its blocks, and what is above and below them on each page."""

    title: str
    body: tuple[Block, ...]
    head: tuple[Block, ...]
    foot: tuple[Block, ...]
    language: str
    author: str
    reference: str
    day: date
    is_poster: bool = False


def printed(page: Page, *, fonts: Path) -> bytes:
    """Laid out once to count its pages, and once more to say « 1/2 » on them."""
    for scale in _POSTER_SCALES if page.is_poster else (1.0,):
        with _laid_out(page, fonts, scale, total=1) as sheet:
            count = sheet.pages_count
        if count == 1:
            break
    with _laid_out(page, fonts, scale, total=count) as sheet:
        return bytes(sheet.output())


@contextmanager
def _laid_out(page: Page, fonts: Path, scale: float, *, total: int) -> Iterator[_Sheet]:
    """The library reads its fonts bit by bit, and leaves their files open."""
    sheet = _Sheet(page, fonts, scale, total)
    try:
        sheet.add_page()
        sheet.draw()
        yield sheet
    finally:
        for font in sheet.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


class _Sheet(FPDF):
    """Sizes in points, places in millimetres. `header` and `footer` are called as pages begin and end."""

    def __init__(self, page: Page, fonts: Path, scale: float, total: int) -> None:
        super().__init__(format="A4", unit="mm")
        self._page, self._total = page, total
        self._text_size = 19.0 * scale if page.is_poster else 11.0
        for style, name in FONT_FILES.items():
            self.add_font(_FONT, style, fonts / name)
        self.set_margins(_LEFT, _TOP, _RIGHT)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=_BOTTOM)
        self.set_title(self._shown(page.title))
        self.set_author(self._shown(page.author))
        self.set_lang(page.language)
        self.set_creator("mailbot")
        self.set_producer("mailbot")
        self.set_creation_date(datetime.combine(page.day, time(), tzinfo=UTC))

    @property
    def _colon(self) -> str:
        return f"{NBSP}:" if self._page.language == "fr" else ":"

    # -- every page -------------------------------------------------------------------------------

    def header(self) -> None:
        self.set_xy(_LEFT, 12 if self.page > 1 else _TOP)
        if self.page > 1:
            words = " – ".join(filter(None, (self._page.author, self._page.reference)))
            self._write(words, size=9, colour=_GREY)
            self.set_y(24)
        else:
            for number, line in enumerate(_lines(self._page.head)):
                self._write(
                    line, size=9 if number else 14, bold=not number, colour=_GREY if number else _BLACK
                )
            self.ln(6)

    def footer(self) -> None:
        number = (f"{self.page}/{self._total}",) if self._total > 1 else ()
        lines = (*_lines(self._page.foot), *number)
        if not lines:
            return
        self.set_y(-_BOTTOM + 6)
        self.set_draw_color(*_LINE)
        self.line(_LEFT, self.y, self.w - _RIGHT, self.y)
        self.ln(2)
        self.set_auto_page_break(auto=False)
        for line in lines:
            self._write(line, size=8, colour=_GREY, align="C")
        self.set_auto_page_break(auto=True, margin=_BOTTOM)

    # -- the body ---------------------------------------------------------------------------------

    def draw(self) -> None:
        blocks = list(self._page.body)
        if blocks and isinstance(blocks[0], Aside):
            self._block(blocks.pop(0))
        self._title()
        if blocks and not isinstance(blocks[0], Facts):
            self._gap()
        for number, block in enumerate(blocks):
            self._keep_together(blocks[number : number + 4])
            self._block(block)

    def _title(self) -> None:
        if self._page.is_poster:
            self._write(self._page.title, size=self._text_size * 1.9, bold=True)
            self.ln(self._text_size * 0.4)
        elif self._page.title:
            label = "Objet" if self._page.language == "fr" else "Subject"
            self._write(f"{label}{self._colon} {self._page.title}", bold=True)
            self.ln(1)

    def _keep_together(self, blocks: list[Block]) -> None:
        """No heading at the foot of a page, and no page for a signature and its formula alone."""
        line = self._line_height(self._text_size)
        match blocks:
            case [Heading(), Paragraph() | Items() | Facts() as last, Paragraph() as formula, Room()]:
                needed = self._end_height(last, formula) + 2 * line
                needed = needed if needed <= _MOST_KEPT else 4 * line
            case [Heading(), *_]:
                needed = 4 * line
            case [Paragraph() | Items() | Facts() as last, Paragraph() as formula, Room(), *_]:
                needed = self._end_height(last, formula)
                if needed > _MOST_KEPT:
                    return
            case [Paragraph() as formula, Room(), *_]:
                needed = self._height(formula) + _SIGNATURE + 3 * line
            case _:
                return
        if self.will_page_break(needed):
            self.add_page()

    def _end_height(self, last: Paragraph | Items | Facts, formula: Paragraph) -> float:
        """The end of a letter, with room for the signature and the name below it."""
        below = 3 * self._line_height(self._text_size)
        return self._height(last) + self._height(formula) + _SIGNATURE + below

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(lines):
                for line in lines:
                    self._typed(line)
                self._gap()
            case Heading(text):
                self.ln(self._text_size * 0.1)
                self._write(text, size=self._text_size * (1.25 if self._page.is_poster else 1.05), bold=True)
                self.ln(self._text_size * 0.12)
            case Caution(text):
                self._write(text, bold=True)
                self._gap()
            case Items(items):
                for item in items:
                    self._hanging("–", item)
                self._gap()
            case Facts() | Links():
                for line in self._rows(block):
                    self._write(line)
                self._gap()
            case Quote(paragraphs):
                self._quote("\n\n".join("\n".join(lines) for lines in paragraphs))
            case Aside():
                self._aside(block)
            case Room():
                self.ln(_SIGNATURE)

    def _rows(self, block: Facts | Links) -> list[str]:
        if isinstance(block, Facts):
            return [f"{key}{self._colon} {value}" for key, value in block.rows]
        return [f"{link.label}{self._colon} {link.url.removeprefix('mailto:')}" for link in block.links]

    def _aside(self, block: Aside) -> None:
        if self.page == 1 and self.y < _WINDOW_TOP:
            self.set_y(_WINDOW_TOP)
        for line in block.lines:
            if Aside.is_ruled(line):
                self.ln(_RULED)
                self.set_draw_color(*_LINE)
                self.line(_WINDOW_LEFT, self.y, self.w - _RIGHT, self.y)
                self.ln(_BELOW_RULE)
            elif line:
                self._write(line, left=_WINDOW_LEFT)
            else:
                self.ln(10)
        self.ln(10)

    def _quote(self, text: str) -> None:
        self.set_draw_color(*_LINE)
        self.set_x(_LEFT + 3)
        height = self._line_height(self._text_size)
        self._use(self._text_size)
        self.multi_cell(
            self.w - _RIGHT - _LEFT - 3, height, self._shown(text), align="L", border="L",
            padding=(0, 0, 0, 4), new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip
        self._gap()

    def _typed(self, line: str) -> None:
        """A line as it was typed: its indentation stays, and a point of a list hangs."""
        found = _LISTED.match(line)
        if found:
            self._hanging(found[2], line[found.end() :], indent=len(found[1]))
        else:
            bare = line.lstrip(" ")
            self._write(bare, left=self._indented(len(line) - len(bare)))

    def _hanging(self, mark: str, text: str, *, indent: int = 0) -> None:
        left = self._indented(indent)
        self._use(self._text_size)
        beside = left + max(self._text_size * 0.45, self.get_string_width(f"{mark}  "))
        top, page = self.y, self.page
        self._write(mark, left=left)
        if self.page == page:
            self.set_y(top)
        else:  # the point has begun a new page
            self.set_y(self.y - self._line_height(self._text_size))
        self._write(text, left=beside)

    # -- words ------------------------------------------------------------------------------------

    def _write(
        self,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        colour: tuple[int, int, int] = _BLACK,
        left: float = _LEFT,
        align: str = "L",
    ) -> None:
        size = size or self._text_size
        self._use(size, bold=bold, colour=colour)
        self.set_x(left)
        self.multi_cell(
            self.w - _RIGHT - left, self._line_height(size), self._shown(text), align=align,
            new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip

    def _use(self, size: float, *, bold: bool = False, colour: tuple[int, int, int] = _BLACK) -> None:
        self.set_font(_FONT, "B" if bold else "", size)
        self.set_text_color(*colour)

    def _height(self, block: Paragraph | Items | Facts) -> float:
        """As high as it will be, or a little more: the gap below it is counted."""
        match block:
            case Paragraph(lines) | Items(lines):
                text = "\n".join(lines)
            case Facts():
                text = "\n".join(self._rows(block))
        self._use(self._text_size)
        height = self._line_height(self._text_size)
        shown = self.multi_cell(
            self.w - _RIGHT - _LEFT - 5, height, self._shown(text),
            align="L", dry_run=True, output=MethodReturnValue.LINES,
        )  # fmt: skip
        return (len(shown) if isinstance(shown, list) else 0) * height + height

    def _indented(self, spaces: int) -> float:
        return _LEFT + min(spaces, 24) * self._text_size * 0.11

    @staticmethod
    def _line_height(size: float) -> float:
        return size * _MM_A_POINT * 1.36

    def _gap(self) -> None:
        self.ln(self._line_height(self._text_size) * 0.6)

    def _shown(self, text: str) -> str:
        """What the font can draw; what it cannot is shown as an empty box, not left out."""
        font = self.fonts[_FONT]
        known = font.cmap if isinstance(font, TTFFont) else {}
        kept = []
        text = french(text) if self._page.language == "fr" else text  # « 86 € » stays on one line
        for character in unicodedata.normalize("NFC", text.expandtabs(4)):
            category = unicodedata.category(character)
            if character == "\n" or (ord(character) in known and category != "Cf"):
                kept.append(character)
            elif category not in {"Cf", "Mn", "Me", "Cc"}:
                plain = unicodedata.normalize("NFKC", character)
                kept.append(plain if all(ord(c) in known for c in plain) else _MISSING)
        return "".join(kept)


def _lines(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    return tuple(line for block in blocks if isinstance(block, Paragraph) for line in block.lines)
