"""The page to look at: complete, harmless, and the same each time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from mailbot.config import Settings, load
from mailbot.sandbox.cast import CAST
from mailbot.sandbox.page import page
from mailbot.sandbox.script_reading import read_script
from mailbot.sandbox.stage import play
from mailbot.sandbox.timeline import Ledger

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
NASTY = (
    b"From: x@y.example\r\nSubject: <script>alert(1)</script>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p onclick="x()">Bonjour<script>alert(2)</script><img src="https://spy.example/a.png">'
    b'<a href="javascript:alert(3)">ici</a><style>@import url(https://spy.example/b.css)</style></p>'
)


@pytest.fixture
def settings() -> Settings:
    return load(CAST / "config.toml", environ={})


def _lanes(html: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser(html).css(".head b")]


def test_every_mailbox_has_its_lane(settings: Settings) -> None:
    """Clients, the service, staff, providers: side by side, in that order."""
    played = play(read_script(CAST / "demo.toml", settings), settings)
    html = page(played.ledger, played.register, settings, title="Essai")
    assert _lanes(html) == [
        "Élodie Dupont",
        "Bernard Colin",
        "Sophie Marchal",
        "Office de tourisme des Chaumes",
        "Claire Martin",
        "Hugo Lambert",
        "Hôtel du Grand Tétras",
    ]
    tree = LexborHTMLParser(html)
    assert len(tree.css(".card.wrote")) == 8
    assert len(tree.css(".card.received")) == len(played.ledger.sent)
    assert len(tree.css("#registre tbody tr")) == 3


def test_many_people_of_one_side_share_a_lane(settings: Settings) -> None:
    """Two hundred clients make no two hundred columns."""
    ledger = Ledger()
    for n in range(200):
        ledger.came(
            NOW + timedelta(minutes=n), f"c{n}@x.example", "", ("s@x.example",), b"Subject: s\r\n\r\n"
        )
    html = page(ledger, [], settings, title="Essai")
    assert _lanes(html) == ["Clients", "Office de tourisme des Chaumes"]


def test_nothing_of_a_mail_can_act_or_fetch(settings: Settings) -> None:
    """Scripts are text, foreign addresses are not asked for, frames are closed off."""
    ledger = Ledger()
    ledger.came(NOW, "x@y.example", '"><script>', ("s@x.example",), NASTY)
    ledger.left(NOW, "x@y.example", "s@x.example", NASTY, None)
    html = page(ledger, [], settings, title="<b>Essai</b>", failed=["<i>raté</i>"])
    tree = LexborHTMLParser(html)
    assert tree.css("script") == []
    assert tree.css("h1 b, .failed i") == []
    (frame,) = tree.css("iframe")
    assert frame.attributes["sandbox"] in (None, "")
    inside = frame.attributes["srcdoc"] or ""
    assert "Bonjour" in inside
    assert not re.search(r"script|onclick|spy\.example|<img", inside)
    assert "default-src 'none'" in html


def test_the_page_needs_nothing_from_elsewhere(settings: Settings) -> None:
    """One file: no source, no style sheet, no font of anybody."""
    played = play(read_script(CAST / "examples" / "doute.toml", settings), settings)
    html = page(played.ledger, played.register, settings, title="Essai")
    tree = LexborHTMLParser(html)
    assert tree.css("link, script, img, object, embed, audio, video") == []
    assert "url(" not in (tree.css_first("style").text() or "")
    assert html == page(played.ledger, played.register, settings, title="Essai")


def test_every_button_opens_its_own_mail(settings: Settings) -> None:
    """Each popover has one identifier and at least one button that names it."""
    played = play(read_script(CAST / "demo.toml", settings), settings)
    tree = LexborHTMLParser(page(played.ledger, played.register, settings, title="Essai"))
    sheets = [node.attributes["id"] for node in tree.css("[popover]")]
    assert len(sheets) == len(set(sheets)) == 8 + len(played.ledger.sent)
    assert {node.attributes["popovertarget"] for node in tree.css(".card > button")} == set(sheets)


def test_days_without_anything_are_counted(tmp_path: Path, settings: Settings) -> None:
    """The reader sees how far the clock has jumped."""
    played = play(read_script(CAST / "examples" / "prestataire.toml", settings), settings)
    html = page(played.ledger, played.register, settings, title="Essai")
    assert "lundi 1er juin 2026" in html
    assert re.search(r"\d+ jours plus tard", html)


ANSWER = """From: Claire <claire.martin@chaumes.example>
Subject: Re: [REC-2026-0001] Nouvelle =?utf-8?q?r=C3=A9clamation?=
Content-Type: text/plain; charset=utf-8

#assigner Hugo Lambert
#note

Bonjour Hugo,

Peux-tu appeler cet établissement ?

Le 17/11/2026 à 09:05, Office de tourisme a écrit :
> #favorable
> Madame, Monsieur,
""".encode()


def test_what_was_written_and_commanded_stands_on_the_card(settings: Settings) -> None:
    """Its own words without greeting and quote, each line behind #, the reference apart from the subject."""
    ledger = Ledger()
    ledger.came(NOW, "claire.martin@chaumes.example", "Claire", ("s@x.example",), ANSWER)
    card = LexborHTMLParser(page(ledger, [], settings, title="Essai")).css_first(".card")
    assert card.css_first(".words").text() == "Peux-tu appeler cet établissement ?"
    assert [node.text() for node in card.css(".orders code")] == ["#assigner Hugo Lambert", "#note"]
    assert card.css_first("h3").text() == "Re: Nouvelle réclamation"
    assert card.css_first(".ref").text() == "REC-2026-0001"
    assert "[REC-2026-0001]" in card.css_first("h4").text()


def test_long_words_are_cut_between_words(settings: Settings) -> None:
    """The card is a glance; the whole is behind its button."""
    ledger = Ledger()
    text = "Une phrase qui ne finit pas. " * 20
    ledger.came(NOW, "x@y.example", "X", ("s@x.example",), f"Subject: s\r\n\r\n{text}".encode())
    shown = LexborHTMLParser(page(ledger, [], settings, title="Essai")).css_first(".words").text()
    assert len(shown) < 140
    assert shown.endswith("…")
    assert text.startswith(shown.rstrip("…"))


def test_more_than_a_screen_of_mailboxes_and_providers_share(settings: Settings) -> None:
    """Clients and colleagues keep their lanes as long as they fit."""
    ledger = Ledger()
    people = ("a@x.example", "b@x.example", "c@x.example", "claire.martin@chaumes.example",
              "hugo.lambert@chaumes.example", "direction@hotel-tetras.example",
              "contact@luge-sapins.example")  # fmt: skip
    for n, address in enumerate(people):
        ledger.came(NOW + timedelta(minutes=n), address, "", ("s@x.example",), b"Subject: s\r\n\r\n")
    html = page(ledger, [], settings, title="Essai")
    assert _lanes(html) == ["a@x.example", "b@x.example", "c@x.example", "Office de tourisme des Chaumes",
                            "Claire Martin", "Hugo Lambert", "Prestataires"]  # fmt: skip


def test_the_same_notice_to_a_colleague_is_a_copy(settings: Settings) -> None:
    """On a small screen it takes one line."""
    ledger = Ledger()
    for address in ("claire.martin@chaumes.example", "hugo.lambert@chaumes.example", "a@x.example"):
        ledger.left(NOW, address, "s@x.example", b"Subject: Nouvelle\r\n\r\nAvis", None)
    cards = LexborHTMLParser(page(ledger, [], settings, title="Essai")).css(".card")
    assert ["copy" in (card.attributes["class"] or "") for card in cards] == [False, False, True]
