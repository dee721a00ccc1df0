"""One working day of an office: thirty mails, twelve cases, everything that staff do is done by mail."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from mailbot.cli import main
from mailbot.sandbox.cast import CAST
from mailbot.sandbox.mailclient import shown

DAY = CAST / "journee"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The day, played once; every expectation of the script has to hold."""
    out = tmp_path_factory.mktemp("journee")
    began = time.monotonic()
    assert main(["rehearse", "--json", "--out", str(out), str(DAY)]) == 0
    assert time.monotonic() - began < 60
    return out


def test_the_day_comes_true(played: Path) -> None:
    """Thirty mails come, twelve cases are opened, and each of them has its row in the register."""
    page = LexborHTMLParser((played / "rehearsal.html").read_text(encoding="utf-8"))
    assert len(page.css(".card.wrote")) == 30
    register = json.loads((played / "register.json").read_text(encoding="utf-8"))
    assert len(register) == 12
    assert {row["status"] for row in register} >= {"clos", "répondu", "en cours", "accusé"}
    assert {row["kind"] for row in register} == {"reclamation", "suggestion"}
    assert {row["channel"] for row in register} == {"mail", "sur place", "téléphone"}


def test_every_step_says_what_it_expects() -> None:
    """But for a slip that is taken back at once, and a server that begins to refuse."""
    steps = (DAY / "script.toml").read_text(encoding="utf-8").split("[[step]]")[1:]
    silent = [step for step in steps if "\nexpect = " not in step]
    assert len(steps) >= 30
    assert len(silent) == 2
    assert "smtp_reject" in "".join(silent)


def test_no_identity_reaches_a_provider(played: Path) -> None:
    """Whoever complained that day: none of the finished letters to the three of them names anybody."""
    script = (DAY / "script.toml").read_text(encoding="utf-8")
    writers = r'^from = ".*? ?<([\w.]+)@(?:courriel|postier|post)\.example>"'
    clients = set(re.findall(writers, script, re.MULTILINE))
    surnames = {name.rpartition(".")[2] for name in clients}
    assert len(surnames) > 8
    providers = [
        file
        for file in (played / "outgoing").iterdir()
        if re.search(r"hotel-tetras|camping-lac|ferme-bresson", file.name)
    ]
    assert len(providers) > 4
    for file in providers:
        said = " ".join(shown(file.read_bytes())).casefold()
        assert "rec-2026-" in said
        assert not [name for name in surnames if re.search(rf"\b{name}\b", said)], file.name


def test_the_page_tells_what_staff_commanded(played: Path) -> None:
    """The lines behind # stand on the cards: the day can be followed without opening a single mail."""
    page = LexborHTMLParser((played / "rehearsal.html").read_text(encoding="utf-8"))
    orders = [node.text() for node in page.css(".orders code")]
    assert {"#favorabe", "#favorable", "#annuler", "#clôturer", "#note"} <= set(orders)
    assert [node.text() for node in page.css(".head b")][-1] == "Prestataires"
