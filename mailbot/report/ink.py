"""An A4 sheet with the house's font: what the review and the complaint sheet on paper share."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont

from mailbot.report.charts import INK, MUTED, WIDTH, Bar, Chart
from mailbot.resources import resource_dir

LEFT = RIGHT = 14.0  # millimetres
TOP, BOTTOM = 14.0, 16.0
LINE = "#ccd2d8"
_FONT = "house"
_FILES = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}
_POINTS_A_MM = 72 / 25.4
_MISSING = "\N{WHITE SQUARE}"


class Ink(FPDF):
    """Sizes in points, places in millimetres."""

    def __init__(self, *, title: str, author: str, foot: str, at: datetime) -> None:
        super().__init__(format="A4", unit="mm")
        self._foot = foot
        for style, name in _FILES.items():
            self.add_font(_FONT, style, resource_dir("templates") / "_police" / name)
        self.set_margins(LEFT, TOP, RIGHT)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=BOTTOM)
        self.set_title(self.drawable(title))
        self.set_author(self.drawable(author))
        self.set_lang("fr")
        self.set_creator("mailbot")
        self.set_producer("mailbot")
        self.set_creation_date(at)
        self.alias_nb_pages("{pages}")

    @property
    def wide(self) -> float:
        return float(self.w) - LEFT - RIGHT

    def footer(self) -> None:
        self.set_auto_page_break(auto=False)
        self.set_y(-BOTTOM + 5)
        self.write_line(f"{self._foot} – {self.page}/{{pages}}", size=7.5, colour=MUTED, align="C")
        self.set_auto_page_break(auto=True, margin=BOTTOM)

    def room(self) -> float:
        """What is left of this page."""
        return float(self.h) - BOTTOM - float(self.y)

    def use(self, size: float, *, bold: bool = False, colour: str = INK) -> None:
        self.set_font(_FONT, "B" if bold else "", size)
        self.set_text_color(colour)

    def write_line(
        self,
        text: str,
        *,
        size: float = 9,
        bold: bool = False,
        colour: str = INK,
        left: float = LEFT,
        width: float | None = None,
        align: str = "L",
    ) -> None:
        """A paragraph that is as high as it needs to be."""
        self.use(size, bold=bold, colour=colour)
        self.set_x(left)
        self.multi_cell(
            self.wide if width is None else width, line_height(size), self.drawable(text), align=align,
            new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip

    def height_of(self, text: str, *, size: float = 9, width: float, bold: bool = False) -> float:
        self.use(size, bold=bold)
        lines = self.multi_cell(
            width, line_height(size), self.drawable(text), align="L", dry_run=True,
            output=MethodReturnValue.LINES,
        )  # fmt: skip
        return max(1, len(lines) if isinstance(lines, list) else 1) * line_height(size)

    def rule(self, y: float, left: float = LEFT, width: float | None = None) -> None:
        self.set_draw_color(LINE)
        self.set_line_width(0.2)
        self.line(left, y, left + (self.wide if width is None else width), y)

    def chart(self, chart: Chart, left: float, top: float, width: float) -> float:
        """Draws it; how high it became."""
        scale = width / WIDTH
        for shape in chart.shapes:
            if isinstance(shape, Bar):
                self._bar(shape, left, top, scale)
                continue
            self.use(shape.size * scale * _POINTS_A_MM, bold=shape.bold, colour=shape.colour)
            text = self.drawable(shape.text)
            long = self.get_string_width(text)
            back = {"left": 0.0, "middle": long / 2, "right": long}[shape.align]
            self.text(left + shape.x * scale - back, top + shape.y * scale, text)
        return chart.height * scale

    def _bar(self, bar: Bar, left: float, top: float, scale: float) -> None:
        if bar.width <= 0 or bar.height <= 0:
            return
        self.set_fill_color(bar.colour)
        self.set_draw_color(bar.colour)
        self.set_line_width(0.2)
        style = "D" if bar.outlined else "F"
        self.rect(
            left + bar.x * scale, top + bar.y * scale, bar.width * scale, bar.height * scale, style=style
        )

    def drawable(self, text: str) -> str:
        """What the font can draw; what it cannot is an empty box, not left out."""
        font = self.fonts[_FONT]
        known = font.cmap if isinstance(font, TTFFont) else {}
        kept = []
        for character in unicodedata.normalize("NFC", text.expandtabs(4)):
            if character == "\n" or ord(character) in known:
                kept.append(character)
            elif unicodedata.category(character) not in {"Cf", "Mn", "Me", "Cc"}:
                plain = unicodedata.normalize("NFKC", character)
                kept.append(plain if all(ord(c) in known for c in plain) else _MISSING)
        return "".join(kept)


Drawn = TypeVar("Drawn", bound=Ink)


@contextmanager
def closing_fonts(sheet: Drawn) -> Iterator[Drawn]:
    """The library reads its fonts bit by bit, and leaves their files open."""
    try:
        yield sheet
    finally:
        for font in sheet.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()


def line_height(size: float) -> float:
    return size / _POINTS_A_MM * 1.32
