"""The review on paper: the same tiles, charts and tables, on A4 pages. Imported only when it is asked for."""

from __future__ import annotations

from datetime import datetime

from mailbot.report.charts import MUTED
from mailbot.report.ink import LEFT, LINE, TOP, Ink, closing_fonts, line_height
from mailbot.report.review import Card, Review, Table, Tile

_TILES_A_ROW, _TILE_HEIGHT, _GAP = 4, 21.0, 3.5
_PADDING = 3.5
_COLUMNS = 2
_TITLE, _NOTE, _CELL = 10.0, 8.0, 8.0
_TONES = {"": LINE, "good": "#2f7d5b", "bad": "#b23a3a"}


def pdf(review: Review, at: datetime) -> bytes:
    foot = f"{review.organisation} – {review.title}"
    with closing_fonts(Ink(title=review.title, author=review.organisation, foot=foot, at=at)) as sheet:
        sheet.add_page()
        sheet.write_line(review.organisation, size=9, colour=MUTED)
        sheet.write_line(review.title, size=18, bold=True)
        sheet.write_line(review.made, size=8.5, colour=MUTED)
        _tiles(sheet, review.tiles)
        _cards(sheet, review.cards)
        for table in review.tables:
            _table(sheet, table)
        sheet.ln(2)
        for note in review.notes:
            sheet.write_line(note, size=7.5, colour=MUTED)
        return bytes(sheet.output())


def _tiles(sheet: Ink, tiles: tuple[Tile, ...]) -> None:
    top = sheet.y + 4
    width = (sheet.wide - _GAP * (_TILES_A_ROW - 1)) / _TILES_A_ROW
    for n, tile in enumerate(tiles):
        left = LEFT + (n % _TILES_A_ROW) * (width + _GAP)
        y = top + (n // _TILES_A_ROW) * (_TILE_HEIGHT + _GAP)
        _box(sheet, left, y, width, _TILE_HEIGHT)
        sheet.set_fill_color(_TONES[tile.tone])
        sheet.rect(left, y, 1.2, _TILE_HEIGHT, style="F")
        inside = width - 4.5
        sheet.set_y(y + 2)
        colour = _TONES["bad"] if tile.tone == "bad" else "#1b1f23"
        sheet.write_line(tile.value, size=15, bold=True, colour=colour, left=left + 3.5, width=inside)
        sheet.write_line(tile.label, size=8.5, left=left + 3.5, width=inside)
        sheet.write_line(tile.note, size=7, colour=MUTED, left=left + 3.5, width=inside)
    rows = -(-len(tiles) // _TILES_A_ROW)
    sheet.set_y(top + rows * (_TILE_HEIGHT + _GAP))


def _cards(sheet: Ink, cards: tuple[Card, ...]) -> None:
    """Each into the shorter of the two columns; a card is never cut in two."""
    width = (sheet.wide - _GAP) / _COLUMNS
    tops = [sheet.y] * _COLUMNS
    for card in cards:
        high = _height(sheet, card, width)
        column = min(range(_COLUMNS), key=lambda n: tops[n])
        if tops[column] + high > sheet.h - 16:
            sheet.add_page()
            tops = [TOP] * _COLUMNS
            column = 0
        _card(sheet, card, LEFT + column * (width + _GAP), tops[column], width, high)
        tops[column] += high + _GAP
    sheet.set_y(max(tops))


def _height(sheet: Ink, card: Card, width: float) -> float:
    inside = width - 2 * _PADDING
    chart = card.chart.height * inside / 360 + 1 if card.chart else 0.0
    notes = sum(sheet.height_of(note, size=_NOTE, width=inside) + 1 for note in card.notes)
    return 2 * _PADDING + line_height(_TITLE) + 1.5 + chart + notes


def _card(sheet: Ink, card: Card, left: float, top: float, width: float, high: float) -> None:
    inside = width - 2 * _PADDING
    _box(sheet, left, top, width, high)
    sheet.set_y(top + _PADDING)
    sheet.write_line(card.title, size=_TITLE, bold=True, left=left + _PADDING, width=inside)
    y = sheet.y + 1.5
    if card.chart:
        y += sheet.chart(card.chart, left + _PADDING, y, inside) + 1
    sheet.set_y(y)
    for note in card.notes:
        sheet.write_line(note, size=_NOTE, colour=MUTED, left=left + _PADDING, width=inside)
        sheet.ln(1)


def _box(sheet: Ink, left: float, top: float, width: float, high: float) -> None:
    sheet.set_draw_color(LINE)
    sheet.set_line_width(0.2)
    sheet.rect(left, top, width, high, style="D", round_corners=True, corner_radius=1.2)


def _table(sheet: Ink, table: Table) -> None:
    if sheet.room() < 30:
        sheet.add_page()
    sheet.ln(2)
    sheet.write_line(table.title, size=_TITLE, bold=True)
    sheet.ln(1)
    widths = [share * sheet.wide for share in table.widths]
    _row(sheet, table.heads, widths, bold=True)
    for row in table.rows:
        if _row_height(sheet, row, widths) > sheet.room():
            sheet.add_page()
            _row(sheet, table.heads, widths, bold=True)
        _row(sheet, row, widths)
    if table.note:
        sheet.ln(1)
        sheet.write_line(table.note, size=_NOTE, colour=MUTED)


def _row_height(sheet: Ink, cells: tuple[str, ...], widths: list[float], *, bold: bool = False) -> float:
    pairs = zip(cells, widths, strict=True)
    return max(sheet.height_of(cell, size=_CELL, width=w - 2, bold=bold) for cell, w in pairs) + 1.6


def _row(sheet: Ink, cells: tuple[str, ...], widths: list[float], *, bold: bool = False) -> None:
    top, high = sheet.y, _row_height(sheet, cells, widths, bold=bold)
    sheet.rule(top)
    left = LEFT
    for cell, width in zip(cells, widths, strict=True):
        sheet.set_y(top + 0.8)
        colour = MUTED if bold else "#1b1f23"
        sheet.write_line(cell, size=_CELL, bold=bold, colour=colour, left=left, width=width - 2)
        left += width
    sheet.set_y(top + high)
