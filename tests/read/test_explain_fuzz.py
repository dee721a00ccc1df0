"""Every mail, whole or damaged, is answered by `mailbot explain --json`, soon and in clean JSON."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import fuzz  # noqa: E402  (the benchmarks are no package that is installed)

MAILS = sorted((ROOT / "tests" / "mails").glob("*.eml"))
SHARES, ROUNDS = 10, 2_000  # 20,000 damaged mails
SEED = 20261121
SECONDS = 2.0


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_every_mail_is_explained(path: Path) -> None:
    """The pure half of the journey has an answer to each mail, with every key."""
    assert fuzz.answer(path.read_bytes()) == ""


@pytest.mark.parametrize("share", range(SHARES))
def test_every_damaged_mail_is_explained(share: int) -> None:
    """Two thousand mails damaged at random, ten times: all answered, none slowly."""
    failures = []
    for number in range(share * ROUNDS, (share + 1) * ROUNDS):
        content = fuzz.mail(SEED, number)
        begun = time.process_time()
        failure = fuzz.answer(content)
        if failure or time.process_time() - begun > SECONDS:
            failures.append((number, failure or "took too long"))
    assert failures == []


def test_the_check_would_notice() -> None:
    """An answer that is wrong is told, so that the tests above can fail."""
    broken = fuzz.explained
    try:
        fuzz.explained = lambda found, settings: {**broken(found, settings), "subject": "\ud800"}  # type: ignore[assignment]
        assert "surrogate" in fuzz.answer(MAILS[0].read_bytes())
    finally:
        fuzz.explained = broken
