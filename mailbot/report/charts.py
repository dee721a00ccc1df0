"""Charts as shapes on a sheet 360 units wide: svg.py and paper.py draw the same ones.

Labels stand above their bars, so that no chart has to know how wide a text will be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mailbot.report.findings import Column
from mailbot.report.french import number, percent
from mailbot.report.tallies import Tally

WIDTH = 360.0
NAVY, AMBER, GREEN, ORANGE, RED = "#1d4e6f", "#e0a030", "#2f7d5b", "#c9622a", "#b23a3a"
GREY, PALE, INK, MUTED = "#8b949e", "#e6eaee", "#1b1f23", "#59616a"
PALETTE = (NAVY, AMBER, GREEN, ORANGE, "#6b5b95", "#3c8dad", GREY)
SEVERITY_COLOURS = {"faible": "#8fb8d0", "normale": NAVY, "grave": RED}
OUTCOME_COLOURS = {"favorable": GREEN, "partiel": AMBER, "rejet": RED}
WELL_KEPT, BADLY_KEPT = 0.95, 0.8  # of a promise: green from, red below
_TEXT, _SMALL = 12.5, 11.0
_LONGEST_LABEL = 42  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    colour: str
    outlined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    x: float
    y: float  # of the base line
    text: str
    size: float = _TEXT
    colour: str = INK
    align: Literal["left", "middle", "right"] = "left"
    bold: bool = False


Shape = Bar | Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    height: float
    shapes: tuple[Shape, ...]
    told: str  # in words, for whoever cannot see it


def over_time(columns: Sequence[Column], before: Sequence[Column] = ()) -> Chart:
    """Complaints, with suggestions on top of them; behind them an outline of the year before."""
    totals = [c.complaints + c.suggestions for c in columns]
    earlier = [c.complaints + c.suggestions for c in before] if len(before) == len(columns) else []
    highest = max(*totals, *earlier, 1)
    top, foot, step = 16.0, 150.0, WIDTH / len(columns)
    wide, scale = min(step * 0.62, 44.0), (foot - top) / highest
    shapes: list[Shape] = [Bar(x=0, y=foot, width=WIDTH, height=1, colour=GREY)]
    for n, column in enumerate(columns):
        middle = (n + 0.5) * step
        left, low, high = middle - wide / 2, column.complaints * scale, column.suggestions * scale
        if earlier and earlier[n]:
            tall = earlier[n] * scale
            shapes.append(
                Bar(x=left - 3, y=foot - tall, width=wide + 6, height=tall, colour=GREY, outlined=True)
            )
        shapes.append(Bar(x=left, y=foot - low, width=wide, height=low, colour=NAVY))
        shapes.append(Bar(x=left, y=foot - low - high, width=wide, height=high, colour=AMBER))
        if totals[n]:
            shapes.append(
                Words(
                    x=middle, y=foot - low - high - 4, text=number(totals[n]), size=_SMALL,
                    align="middle", bold=True,
                )
            )  # fmt: skip
        shapes.append(Words(x=middle, y=foot + 15, text=column.label, size=9.5, colour=MUTED, align="middle"))
    legend = [(NAVY, "réclamations", False), (AMBER, "suggestions", False)]
    legend += [(GREY, "un an avant", True)] if any(earlier) else []
    for n, (colour, words, outlined) in enumerate(legend):
        shapes.append(Bar(x=n * 118, y=foot + 28, width=10, height=10, colour=colour, outlined=outlined))
        shapes.append(Words(x=n * 118 + 15, y=foot + 37, text=words, size=_SMALL, colour=MUTED))
    told = ", ".join(f"{c.label} : {t}" for c, t in zip(columns, totals, strict=True))
    return Chart(height=foot + 42, shapes=tuple(shapes), told=told)


def bars(tallies: Sequence[Tally], *, colour: str = NAVY, of: int | None = None) -> Chart:
    """One bar a line; with `of`, the share of it is said too."""
    highest = max((t.count for t in tallies), default=1) or 1
    shapes: list[Shape] = []
    for n, tally in enumerate(tallies):
        y = n * 32.0
        told = f"{number(tally.count)} ({percent(tally.count / of)})" if of else number(tally.count)
        shapes.append(Words(x=0, y=y + 12, text=short(tally.label)))
        shapes.append(Words(x=WIDTH, y=y + 12, text=told, align="right", bold=True))
        shapes.append(Bar(x=0, y=y + 17, width=WIDTH, height=7, colour=PALE))
        shapes.append(Bar(x=0, y=y + 17, width=WIDTH * tally.count / highest, height=7, colour=colour))
    return Chart(height=max(1.0, len(tallies) * 32.0 - 4), shapes=tuple(shapes), told=_told(tallies))


def strip(tallies: Sequence[Tally], colours: dict[str, str]) -> Chart:
    """The parts of one whole, side by side, and what each is."""
    total = sum(t.count for t in tallies) or 1
    shapes: list[Shape] = []
    x = 0.0
    for n, tally in enumerate(tallies):
        colour = colours.get(tally.label, GREY)
        width = WIDTH * tally.count / total
        shapes.append(Bar(x=x, y=0, width=max(0.0, width - 1.5), height=24, colour=colour))
        x += width
        y = 36 + n * 22.0
        shapes.append(Bar(x=0, y=y, width=11, height=11, colour=colour))
        shapes.append(Words(x=18, y=y + 10, text=short(tally.label)))
        words = f"{number(tally.count)} ({percent(tally.count / total)})"
        shapes.append(Words(x=WIDTH, y=y + 10, text=words, align="right", bold=True))
    return Chart(height=36 + len(tallies) * 22.0, shapes=tuple(shapes), told=_told(tallies))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How much of a promise was kept: one line of `gauges`."""

    label: str
    share: float | None
    told: str


def gauges(lines: Sequence[Kept]) -> Chart:
    """From nothing to everything, with the whole in pale behind it."""
    shapes: list[Shape] = []
    for n, line in enumerate(lines):
        y = n * 54.0
        shown = "–" if line.share is None else percent(line.share)
        shapes.append(Words(x=0, y=y + 13, text=line.label))
        shapes.append(Words(x=WIDTH, y=y + 14, text=shown, size=16, align="right", bold=True))
        shapes.append(Bar(x=0, y=y + 19, width=WIDTH, height=10, colour=PALE))
        shapes.append(
            Bar(x=0, y=y + 19, width=WIDTH * (line.share or 0), height=10, colour=_light(line.share))
        )
        shapes.append(Words(x=0, y=y + 42, text=line.told, size=_SMALL, colour=MUTED))
    told = " ; ".join(f"{line.label} : {line.told}" for line in lines)
    return Chart(height=len(lines) * 54.0 - 6, shapes=tuple(shapes), told=told)


def _light(share: float | None) -> str:
    if share is None:
        return GREY
    return GREEN if share >= WELL_KEPT else AMBER if share >= BADLY_KEPT else RED


def marks(counts: Sequence[int]) -> Chart:
    """How often each mark from 1 to 5 was given."""
    highest, foot, step = max(*counts, 1), 96.0, WIDTH / len(counts)
    shapes: list[Shape] = [Bar(x=0, y=foot, width=WIDTH, height=1, colour=GREY)]
    for n, count in enumerate(counts):
        middle, tall = (n + 0.5) * step, count * (foot - 16) / highest
        colour = (RED, ORANGE, AMBER, "#7fae6b", GREEN)[n]
        shapes.append(Bar(x=middle - 20, y=foot - tall, width=40, height=tall, colour=colour))
        shapes.append(Words(x=middle, y=foot - tall - 4, text=number(count), align="middle", bold=True))
        shapes.append(
            Words(x=middle, y=foot + 16, text=f"{n + 1}/5", size=_SMALL, colour=MUTED, align="middle")
        )
    told = ", ".join(f"{n}/5 : {count}" for n, count in enumerate(counts, start=1))
    return Chart(height=foot + 20, shapes=tuple(shapes), told=told)


def short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"


def _told(tallies: Sequence[Tally]) -> str:
    return ", ".join(f"{t.label} : {t.count}" for t in tallies)
