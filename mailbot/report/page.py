"""The review as one HTML file: no script, nothing fetched from elsewhere, good on a phone and on paper."""

from __future__ import annotations

from html import escape

from mailbot.report.charts import WIDTH, Bar, Chart, Words
from mailbot.report.review import Card, Review, Table, Tile

_FIT_A_PHONE = 3  # columns
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}

STYLE = """
:root{--ink:#1b1f23;--muted:#59616a;--line:#dde2e7;--paper:#fff;--ground:#f3f5f7;--good:#2f7d5b;--bad:#b23a3a}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.45 system-ui,-apple-system,"Segoe UI",
Roboto,"DejaVu Sans",sans-serif}
main{max-width:1180px;margin:0 auto;padding:28px 16px 48px}
header p{margin:0;color:var(--muted)}
h1{margin:2px 0 4px;font-size:clamp(1.5rem,4.5vw,2.1rem);line-height:1.2}
h2{margin:0 0 10px;font-size:1.02rem}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:10px;margin:22px 0}
.tile{background:var(--paper);border:1px solid var(--line);border-left:5px solid var(--line);
border-radius:8px;padding:10px 12px}
.tile b{display:block;font-size:1.7rem;line-height:1.15;white-space:nowrap}
.tile span{display:block}
.tile small{color:var(--muted);display:block;margin-top:2px}
.good{border-left-color:var(--good)}.bad{border-left-color:var(--bad)}
.bad b{color:var(--bad)}
.cards{columns:340px 3;column-gap:14px;margin-bottom:14px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:14px 16px;
break-inside:avoid;margin:0 0 14px;overflow-wrap:break-word}
.card p{margin:8px 0 0;color:var(--muted);font-size:.92rem}
svg{display:block;width:100%;height:auto}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{text-align:left;padding:6px 10px 6px 0;border-top:1px solid var(--line);vertical-align:top}
th{border-top:0;color:var(--muted);font-weight:600;white-space:nowrap}
td:first-child{white-space:nowrap}
footer{color:var(--muted);font-size:.9rem;margin-top:20px}
footer p{margin:0 0 6px}
@media (max-width:760px){.tiles{grid-template-columns:1fr 1fr}}
@media (max-width:520px){td:first-child,th{white-space:normal}.tile b{font-size:1.45rem}
.many thead{display:none}.many tr{display:block;border-top:1px solid var(--line);padding:8px 0}
.many td{display:grid;grid-template-columns:8.5rem 1fr;gap:8px;border:0;padding:2px 0}
.many td::before{content:attr(data-head);color:var(--muted)}
.many td:first-child{display:block;font-weight:600}.many td:first-child::before{content:none}
.many td:empty{display:none}}
@media print{@page{size:A4;margin:14mm}body{background:#fff;font-size:12px}main{padding:0;max-width:none}
.cards{columns:2}.tiles{grid-template-columns:repeat(4,1fr)}.tile,.card{-webkit-print-color-adjust:exact;
print-color-adjust:exact;break-inside:avoid}.wide{overflow:visible}tr{break-inside:avoid}}
"""


def html(review: Review) -> str:
    parts = [
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(review.title)} – {escape(review.organisation)}</title><style>{STYLE}</style></head>",
        f"<body><main><header><p>{escape(review.organisation)}</p><h1>{escape(review.title)}</h1>",
        f"<p>{escape(review.made)}</p></header>",
        '<section class="tiles" aria-label="En bref">',
        *(_tile(tile) for tile in review.tiles),
        '</section><section class="cards">',
        *(_card(card) for card in review.cards),
        "</section>",
        *(_table(table) for table in review.tables),
        "<footer>",
        *(f"<p>{escape(note)}</p>" for note in review.notes),
        "</footer></main></body></html>\n",
    ]
    return "\n".join(parts)


def _tile(tile: Tile) -> str:
    note = f"<small>{escape(tile.note)}</small>" if tile.note else ""
    shown = f"<b>{escape(tile.value)}</b><span>{escape(tile.label)}</span>{note}"
    return f'<div class="tile {tile.tone}">{shown}</div>'


def _card(card: Card) -> str:
    drawn = svg(card.chart, card.title) if card.chart else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in card.notes)
    return f'<article class="card"><h2>{escape(card.title)}</h2>{drawn}{notes}</article>'


def _table(table: Table) -> str:
    heads = "".join(f"<th>{escape(head)}</th>" for head in table.heads)
    rows = "".join(_row(table.heads, row) for row in table.rows)
    note = f"<p>{escape(table.note)}</p>" if table.note else ""
    wide = "wide many" if len(table.heads) > _FIT_A_PHONE else "wide"
    return (
        f'<section class="card"><h2>{escape(table.title)}</h2><div class="{wide}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}</section>"
    )


def _row(heads: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """Each cell bears its heading too: on a phone a row of many columns is a small card."""
    shown = "".join(
        f'<td data-head="{escape(head, quote=True)}">{escape(cell)}</td>'
        for head, cell in zip(heads, cells, strict=True)
    )
    return f"<tr>{shown}</tr>\n"


def svg(chart: Chart, title: str) -> str:
    shapes = "".join(_bar(s) if isinstance(s, Bar) else _words(s) for s in chart.shapes)
    told = escape(f"{title} : {chart.told}", quote=True)
    return (
        f'<svg viewBox="0 0 {_n(WIDTH)} {_n(chart.height)}" role="img" aria-label="{told}" '
        f'font-family="inherit">{shapes}</svg>'
    )


def _bar(bar: Bar) -> str:
    if bar.width <= 0 or bar.height <= 0:
        return ""
    paint = (
        f'fill="none" stroke="{bar.colour}" stroke-dasharray="3 2"'
        if bar.outlined
        else f'fill="{bar.colour}"'
    )
    return (
        f'<rect x="{_n(bar.x)}" y="{_n(bar.y)}" width="{_n(bar.width)}" height="{_n(bar.height)}" {paint}/>'
    )


def _words(words: Words) -> str:
    weight = ' font-weight="600"' if words.bold else ""
    return (
        f'<text x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}" fill="{words.colour}" '
        f'text-anchor="{_ANCHORS[words.align]}"{weight}>{escape(words.text)}</text>'
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
