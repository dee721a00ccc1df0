"""A picture of figures as bars: plain SVG, no library, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

ROW, LEFT, WIDE = 30, 170, 640
OURS, OTHERS, INK = "#0b6e4f", "#9aa5b1", "#1f2933"


def picture(title: str, figures: Mapping[str, float]) -> str:
    most = max(figures.values())
    height = 44 + ROW * len(figures)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" width="{WIDE}"',
        f' height="{height}" font-family="sans-serif" font-size="13" fill="{INK}">',
        f'<rect width="{WIDE}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="24" font-size="15" font-weight="bold">{escape(title)}</text>',
    ]
    for number, (name, figure) in enumerate(figures.items()):
        top = 40 + ROW * number
        wide = max(2.0, (WIDE - LEFT - 80) * figure / most)
        colour = OURS if name.startswith("mailbot") else OTHERS
        lines += [
            f'<text x="{LEFT - 10}" y="{top + 15}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{LEFT}" y="{top}" width="{wide:.1f}" height="20" rx="3" fill="{colour}"/>',
            f'<text x="{LEFT + wide + 8:.1f}" y="{top + 15}">{figure:,.0f}</text>'.replace(
                ",", "\N{NARROW NO-BREAK SPACE}"
            ),
        ]
    return "\n".join((*lines, "</svg>\n"))
