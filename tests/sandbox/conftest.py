"""Mail servers with two accounts, and a clock that stands still."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from mailbot.sandbox.servers import MailServers

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def start_servers() -> Iterator[Callable[..., MailServers]]:
    """Starts servers with the given arguments; stops them at the end."""
    accounts = {"desk@otc.example": "desk", "client@post.example": "client"}
    with contextlib.ExitStack() as stack:

        def start(**arguments: object) -> MailServers:
            return stack.enter_context(MailServers(accounts, clock=lambda: NOW, **arguments))

        yield start


@pytest.fixture
def servers(start_servers: Callable[..., MailServers]) -> MailServers:
    return start_servers()
