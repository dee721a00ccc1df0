"""The review as it is drawn: charts that say what was counted, a page that needs nothing, sheets of paper."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from year_of_cases import NOW

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "compose"))

from pdf_words import Pdf

from mailbot.report import charts
from mailbot.report.charts import Bar, Kept, Words
from mailbot.report.findings import Column
from mailbot.report.french import euros, lasting, many, number, percent
from mailbot.report.page import html, svg
from mailbot.report.paper import pdf
from mailbot.report.review import Card, Review, Table, Tile
from mailbot.report.tallies import Tally, counted

HOSTILE = '<script>alert("x")</script> & "Chambre" \u202etxt \U0001f6cf'


def shown() -> Review:
    tallies = (Tally(label=HOSTILE, count=3), Tally(label="x" * 200, count=1))
    return Review(
        title="Revue qualité",
        organisation=HOSTILE,
        made="Procédure",
        tiles=(Tile(value="3", label=HOSTILE, note="note", tone="bad"),),
        cards=(Card(title=HOSTILE, chart=charts.bars(tallies, of=4), notes=(HOSTILE,)),) * 9,
        tables=(
            Table(title="Actions", heads=("Dossier", "Action"), widths=(0.3, 0.7), note=HOSTILE,
                  rows=tuple((f"REC-{n}", f"{HOSTILE} " * 9) for n in range(60))),
        ),
        notes=(HOSTILE,),
    )  # fmt: skip


def test_nothing_that_was_typed_is_markup() -> None:
    """Names of providers and motives are shown as they were written."""
    page = html(shown())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)  # nothing is fetched


def test_every_chart_is_valid_and_tells_its_figures_to_the_blind() -> None:
    """SVG that any program reads, with its numbers in words."""
    drawn = svg(charts.bars((Tally(label=HOSTILE, count=3),)), "Motifs")
    assert ET.fromstring(drawn).attrib["aria-label"].endswith(": 3")


def test_long_tables_and_many_cards_go_on_paper() -> None:
    """Over several pages, whatever the characters."""
    raw = pdf(shown(), NOW)
    assert raw.startswith(b"%PDF")
    assert raw.count(b"/Type /Page\n") >= 4
    assert pdf(shown(), NOW) == raw


@pytest.mark.parametrize("width", [0.1, 0.11, 0.12, 0.13, 0.14, 0.15])
def test_the_rows_of_a_table_stand_below_its_head(width: float) -> None:
    """However its words are broken: bold ones are wider."""
    table = Table(title="Actions", heads=("Revenu depuis",), widths=(width,), rows=(("1 cas",),))
    review = Review(title="T", organisation="O", made="M", tiles=(), cards=(), tables=(table,), notes=())
    drawn = next(s for _, s in Pdf(pdf(review, NOW)).objects.values() if b" Tj" in s).decode("latin-1")
    _, below_head = (float(y) for y in re.findall(r"[\d.]+ ([\d.]+) m [\d.]+ [\d.]+ l S", drawn))
    written = [float(y) for y in re.findall(r"BT [\d.]+ ([\d.]+) Td", drawn)]
    cell, _foot = sorted(y for y in written if y < below_head)[::-1]
    assert cell < below_head


def test_bars_are_as_long_as_their_numbers() -> None:
    """Half as many, half as long."""
    chart = charts.bars((Tally(label="a", count=10), Tally(label="b", count=5)))
    long, half = (s.width for s in chart.shapes if isinstance(s, Bar) and s.colour == charts.NAVY)
    assert long == charts.WIDTH == 2 * half


def test_columns_stand_on_each_other_beside_the_year_before() -> None:
    """Complaints below, suggestions above; what was a year ago is an outline."""
    columns = (
        Column(label="janv", complaints=6, suggestions=2),
        Column(label="févr", complaints=0, suggestions=0),
    )
    before = (
        Column(label="janv", complaints=4, suggestions=0),
        Column(label="févr", complaints=0, suggestions=0),
    )
    chart = charts.over_time(columns, before)
    [below] = [
        s for s in chart.shapes if isinstance(s, Bar) and s.colour == charts.NAVY and s.width > 10 < s.height
    ]
    [above] = [
        s for s in chart.shapes if isinstance(s, Bar) and s.colour == charts.AMBER and s.width > 10 < s.height
    ]
    [ghost] = [s for s in chart.shapes if isinstance(s, Bar) and s.outlined and s.height > 10]
    assert below.height == pytest.approx(3 * above.height)
    assert above.y + above.height == pytest.approx(below.y)
    assert ghost.height == pytest.approx(below.height * 4 / 6)


def test_an_empty_chart_divides_by_nothing() -> None:
    """No complaint, no mark, no promise: still a drawing."""
    assert charts.marks((0, 0, 0, 0, 0)).shapes
    assert charts.strip((), {}).height > 0
    assert charts.over_time((Column(label="x", complaints=0, suggestions=0),)).shapes
    [words] = [s for s in charts.gauges([Kept(label="A", share=None, told="")]).shapes
               if isinstance(s, Words) and s.bold]  # fmt: skip
    assert words.text == "–"


def test_what_is_rare_is_one_bar() -> None:
    """Nothing is lost in it."""
    from collections import Counter

    tallies = counted(Counter({f"m{n}": n for n in range(1, 20)}), most=8)
    assert len(tallies) == 8
    assert tallies[-1].label == "autres"
    assert sum(t.count for t in tallies) == sum(range(1, 20))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (number(1234567), "1\u202f234\u202f567"),
        (number(Decimal("2.5")), "3"),
        (percent(1.0), "100\u00a0%"),
        (percent(0.999), "99\u00a0%"),
        (percent(0.001), "1\u00a0%"),
        (percent(0), "0\u00a0%"),
        (euros(Decimal("95.50")), "95,50\u00a0€"),
        (euros(Decimal("1200")), "1\u202f200\u00a0€"),
        (lasting(0.5), "30\u00a0min"),
        (lasting(1), "1\u00a0h"),
        (lasting(47.6), "48\u00a0h"),
        (lasting(96), "4\u00a0j"),
        (many(0, "relance"), "0\u00a0relance"),
        (many(2, "faite", "faites"), "2\u00a0faites"),
    ],
)
def test_numbers_are_french(written: str, wanted: str) -> None:
    """Spaces, commas, and a share that is whole only when it is."""
    assert written == wanted
