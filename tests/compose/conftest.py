"""What every test of letters shares: the shipped templates, read once."""

from __future__ import annotations

import pytest

from mailbot.compose import Templates


@pytest.fixture(scope="session")
def templates() -> Templates:
    return Templates.load()
