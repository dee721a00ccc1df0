"""An office per test, on the servers of the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mailbot.sandbox.servers import MailServers
from office import PEOPLE, START, Office, opened_office


@pytest.fixture
def make_office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Builds offices; `abilities` and `servers` are for the mail servers, the rest is for the office."""
    started: list[tuple[MailServers, Office]] = []

    def make(abilities: Any = None, servers: Any = None, **office: Any) -> Office:
        holder: list[Office] = []
        running = MailServers(
            dict.fromkeys(PEOPLE, "x"),
            clock=lambda: holder[0].now if holder else START,
            plus_addressing=office.get("plus", True),
            abilities=abilities,
            **servers or {},
        ).start()
        folder = tmp_path / f"office-{len(started) + 1}"
        folder.mkdir()
        made = opened_office(folder, running, **office)
        holder.append(made)
        started.append((running, made))
        return made

    yield make
    gaps: list[str] = []
    for servers, office in started:
        try:
            gaps += office.gaps()
            office.desk.store.close()
        finally:
            servers.stop()
    assert gaps == []  # whatever the journey was: nothing lost, nothing doubled, every letter explained


@pytest.fixture
def office(make_office: Callable[..., Office]) -> Office:
    return make_office()
