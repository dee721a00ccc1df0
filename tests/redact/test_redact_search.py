"""Surnames that are words: found where they name somebody, and left where they are words."""

from __future__ import annotations

from mailbot.model import Identity
from mailbot.redact import search

KNOWN = Identity(names=("Paul Renard",))


def test_a_surname_that_is_a_word_is_found_behind_a_title() -> None:
    """« Monsieur Renard » names somebody; a fox in the garden does not."""
    assert search(b"Subject: x\r\n\r\nMonsieur Renard, nous sommes navres.", KNOWN)
    assert search(b"Subject: x\r\n\r\nla famille RENARD", KNOWN)
    assert not search(b"Subject: x\r\n\r\nun renard dans le jardin", KNOWN)
