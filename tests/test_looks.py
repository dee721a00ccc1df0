"""Every page that people open, in a real Chromium: nothing sticks out, and there is something to see.

`MAILBOT_PICTURES=folder` keeps what was seen, to look at.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "compose"), str(ROOT / "report")]

from letter_samples import house, letter  # noqa: E402  (read from its folder, as the tests beside it do)
from pdf_words import Pdf  # noqa: E402
from test_compose_papers import on_paper  # noqa: E402
from year_of_cases import NOW, cases, fill  # noqa: E402

from mailbot.compose import LETTERS, Templates, compose  # noqa: E402
from mailbot.config import Settings, load  # noqa: E402
from mailbot.decide.letters import LETTER_NAMES  # noqa: E402
from mailbot.report.evidence_index import index  # noqa: E402
from mailbot.report.fiche import blank  # noqa: E402
from mailbot.report.fiche_file import sheet_file  # noqa: E402
from mailbot.report.papers import Papers  # noqa: E402
from mailbot.report.period import parse_period  # noqa: E402
from mailbot.reviewing import review  # noqa: E402
from mailbot.sandbox.cast import CAST  # noqa: E402
from mailbot.sandbox.page import page  # noqa: E402
from mailbot.sandbox.script_reading import read_script  # noqa: E402
from mailbot.sandbox.stage import play  # noqa: E402
from mailbot.store import views  # noqa: E402
from mailbot.store.db import Store  # noqa: E402
from rigs.browser import EMPTY, Browser, Looked, pieces  # noqa: E402

PHONE, DESK = 390, 1200


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


def keep(picture: bytes, name: str) -> None:
    if folder := os.environ.get("MAILBOT_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{name}.png").write_bytes(picture)


def checked(looked: Looked, *, width: int, name: str) -> Looked:
    """Something is drawn, nothing was fetched, and nobody has to scroll sideways."""
    keep(looked.picture, f"{name}-{width}")
    assert looked.text.strip(), name
    assert looked.width <= width, (name, looked.widest)
    assert [address for address in looked.fetched if not address.startswith("data:")] == []
    assert pieces(looked.picture) > EMPTY, f"{name}: nothing to see"
    return looked


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


def test_the_review_on_paper(browser: Browser, papers: Papers) -> None:
    """Each of its pages has something to see."""
    shown(browser, papers.pdf(), name="revue", pages=3)


def test_the_sheet_of_a_case_and_the_blank_one(browser: Browser, settings: Settings) -> None:
    """Lines that are filled in, and lines to fill in; on the second page how to hand it in by mail."""
    store = Store("sqlite://").open()
    fill(store, cases(2026, 20, settings.procedure, NOW), now=NOW)
    with store.reading() as connection:
        found = views.case(connection, "REC-2026-0003")
    store.close()
    assert found is not None
    shown(browser, sheet_file(found, settings, NOW), name="fiche")
    shown(browser, blank(settings, NOW), name="fiche-vierge", pages=2)


@pytest.mark.parametrize(
    ("paper", "kind"), [("lettre_client", "courrier"), ("lettre_prestataire", "courrier")]
)
def test_a_letter_for_the_post(browser: Browser, paper: str, kind: str) -> None:
    """With the letterhead, and the address where the window of an envelope is."""
    written = compose(on_paper(paper, kind), templates=Templates.load(), house=house()).content
    [pdf] = [part for part in attached(written) if part.get_content_type() == "application/pdf"]
    shown(browser, pdf.get_payload(decode=True), name=paper)


def shown(browser: Browser, pdf: bytes, *, name: str, pages: int = 1) -> None:
    """Page by page, and none of them like another."""
    assert len(Pdf(pdf).pages) >= pages
    pictures = [browser.paper(pdf, page=number) for number in range(1, len(Pdf(pdf).pages) + 1)]
    for number, picture in enumerate(pictures, start=1):
        keep(picture, f"{name}-page-{number}")
        assert pieces(picture) > EMPTY
    assert len(set(pictures)) == len(pictures)


def test_a_page_that_is_too_wide_or_empty_is_seen(browser: Browser) -> None:
    """The rig itself."""
    head = '<meta name="viewport" content="width=device-width,initial-scale=1">'
    wide = browser.look(f"{head}<p style='width:900px'>x</p>", width=PHONE)
    assert wide.width > PHONE
    assert wide.widest
    assert pieces(browser.look("<body></body>", width=PHONE).picture) < EMPTY


def attached(written: bytes) -> list[EmailMessage]:
    message = message_from_bytes(written, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return [*message.iter_attachments()]  # type: ignore[arg-type]


def html_of(written: bytes) -> str:
    body = message_from_bytes(written, policy=policy.default).get_body(("html",))
    assert body is not None
    content: str = body.get_content()
    return content
