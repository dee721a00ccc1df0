"""Every page that people open, in a real Chromium: nothing sticks out, and there is something to see.

`MAILBOT_PICTURES=folder` keeps what was seen, to look at.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "compose"), str(ROOT / "report")]

from letter_samples import house, letter  # noqa: E402  (read from its folder, as the tests beside it do)
from year_of_cases import NOW, cases, fill  # noqa: E402

from mailbot.compose import LETTERS, Templates, compose  # noqa: E402
from mailbot.config import Settings, load  # noqa: E402
from mailbot.decide.letters import LETTER_NAMES  # noqa: E402
from mailbot.report.evidence_index import index  # noqa: E402
from mailbot.report.papers import Papers  # noqa: E402
from mailbot.report.period import parse_period  # noqa: E402
from mailbot.reviewing import review  # noqa: E402
from mailbot.sandbox.cast import CAST  # noqa: E402
from mailbot.sandbox.page import page  # noqa: E402
from mailbot.sandbox.script_reading import read_script  # noqa: E402
from mailbot.sandbox.stage import play  # noqa: E402
from mailbot.store.db import Store  # noqa: E402
from rigs.browser import Browser, Looked  # noqa: E402

PHONE, DESK = 390, 1200
EMPTY = 40  # different pieces in the picture of a page on which nothing is drawn, at most


@pytest.fixture(scope="session")
def settings() -> Settings:
    return load(CAST / "config.toml", environ={})


@pytest.fixture(scope="session")
def papers(settings: Settings) -> Iterator[Papers]:
    store = Store("sqlite://").open()
    for year in (2025, 2026):
        fill(store, cases(year, 120, settings.procedure, NOW), now=NOW)
    with store.reading() as connection:
        yield review(settings, connection, parse_period("2026", "Europe/Paris"), now=NOW)
    store.close()


def checked(looked: Looked, *, width: int, name: str) -> Looked:
    """Something is drawn, nothing was fetched, and nobody has to scroll sideways."""
    if folder := os.environ.get("MAILBOT_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}-{width}.png").write_bytes(looked.picture)
    assert looked.text.strip(), name
    assert looked.width <= width, (name, looked.widest)
    assert [address for address in looked.fetched if not address.startswith("data:")] == []
    assert pieces(looked.picture) > EMPTY, f"{name}: nothing to see"
    return looked


def pieces(png: bytes) -> int:
    """How many different pieces of a line a picture has: a handful where nothing is drawn."""
    data, at = b"", 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    lines = zlib.decompress(data)
    return len({lines[n : n + 12] for n in range(0, len(lines) - 12, 12)})


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_review(browser: Browser, papers: Papers, width: int) -> None:
    """All its cards and tables; on a phone the tables are small cards, and nothing hides beside them."""
    looked = checked(browser.look(papers.html(), width=width), width=width, name="revue")
    assert "Promesses tenues" in looked.text
    assert looked.widest == ()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_first_page_of_the_evidence(
    browser: Browser, papers: Papers, settings: Settings, width: int
) -> None:
    """What is asked, what the figures say, and where the proof is."""
    html = index(papers.figures, settings, cases=120, letters=400)
    looked = checked(browser.look(html, width=width), width=width, name="preuves")
    assert "Qualiopi" in looked.text
    assert looked.widest == ()


def test_the_page_of_a_rehearsal(browser: Browser, settings: Settings) -> None:
    """One below the other on a phone; side by side, seven mailboxes need a wide screen."""
    played = play(read_script(CAST / "demo.toml", settings), settings)
    html = page(played.ledger, played.register, settings, title="Essai")
    for width in (PHONE, 1440):
        checked(browser.look(html, width=width), width=width, name="repetition")


def test_every_letter_on_a_phone(browser: Browser) -> None:
    """However long the words that were written into it."""
    templates = Templates.load()
    assert set(LETTERS) >= set(LETTER_NAMES)
    for kind in LETTERS:
        written = compose(letter(kind), templates=templates, house=house()).content
        for width in (PHONE, DESK):
            checked(browser.look(html_of(written), width=width), width=width, name=f"lettre-{kind}")


def test_a_page_that_is_too_wide_or_empty_is_seen(browser: Browser) -> None:
    """The rig itself."""
    head = '<meta name="viewport" content="width=device-width,initial-scale=1">'
    wide = browser.look(f"{head}<p style='width:900px'>x</p>", width=PHONE)
    assert wide.width > PHONE
    assert wide.widest
    assert pieces(browser.look("<body></body>", width=PHONE).picture) < EMPTY


def html_of(written: bytes) -> str:
    from email import message_from_bytes, policy

    body = message_from_bytes(written, policy=policy.default).get_body(("html",))
    assert body is not None
    content: str = body.get_content()
    return content
