"""What `[procedure.forward]` says of numbers and of the way back, and how a mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailbot.config import load_text
from mailbot.errors import BadConfig

ORGANISATION = '[organisation]\nname = "Office"\n[procedure.forward]\n'


def test_the_keys_are_read(tmp_path: Path) -> None:
    """In French words, each once."""
    lines = (
        'reveals = ["réservation", "Plaque", "réservation"]\nanswers = "client"\nrelays_signature = true\n'
    )
    forward = load_text(ORGANISATION + lines, tmp_path, environ={}).procedure.forward

    assert forward.reveals == ("réservation", "plaque")
    assert (forward.answers, forward.relays_signature) == ("client", True)


def test_by_default_nothing_is_let_go(tmp_path: Path) -> None:
    """Masked, and answered to staff alone."""
    forward = load_text(ORGANISATION, tmp_path, environ={}).procedure.forward
    assert (forward.reveals, forward.answers, forward.relays_signature) == ((), "staff", False)


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ('reveals = ["reservation"]', "réservation"),
        ('reveals = ["nom"]', "Choisissez parmi"),
        ('reveals = "réservation"', "liste"),
        ('answers = "clients"', "client"),
        ('relays_signature = "oui"', "true"),
    ],
)
def test_a_mistake_is_told_with_its_cure(tmp_path: Path, line: str, cure: str) -> None:
    """The key, what is wrong with it, and what to write instead."""
    with pytest.raises(BadConfig) as caught:
        load_text(f"{ORGANISATION}{line}\n", tmp_path, environ={})
    [mistake] = caught.value.mistakes
    assert line.partition(" ")[0] in mistake
    assert cure in mistake
