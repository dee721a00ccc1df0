"""The servers that tests may ask for, and the wall around the test process."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar

import pytest
import structlog

from rigs import requirements
from rigs.browser import Browser
from rigs.certificates import Certificates, make_certificates
from rigs.dovecot import Dovecot
from rigs.postfix import Postfix
from rigs.postgres import Postgres
from rigs.process import tail

S = TypeVar("S", Dovecot, Postfix, Postgres)
_MARK_OF_FIXTURE = {
    "dovecot": "realmail",
    "start_dovecot": "realmail",
    "postfix": "realmail",
    "postgres": "postgres",
}
_live: list[Dovecot | Postfix | Postgres] = []
_to_be_looked_at: set[Dovecot | Postfix | Postgres] = set()
_NAMES_OF_NOBODY = (".test", ".example", ".invalid")  # RFC 2606: exist in no name server


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Fail the test that reaches for the network; `BaseException`, so that no retry hides it."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        connection, address = arguments[0], arguments[1]
        if getattr(connection, "family", None) == socket.AF_UNIX or not isinstance(address, tuple):
            return
        host = address[0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if event == "socket.getaddrinfo" and name.endswith(_NAMES_OF_NOBODY):
        raise socket.gaierror(socket.EAI_NONAME, f"{name} is nobody's name")
    if name != "localhost" and not _is_loopback(name):
        pytest.fail(f"the test reached for {name}: tests stay on this machine")


def _is_loopback(name: str) -> bool:
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(_stay_on_this_machine)

# Everybody who writes or is written to in the stories of the tests: none of them has a place in the log.
_PEOPLE = re.compile(
    r"Dupont|[ÉE]lodie|Claire|\bMartin\b|Marc Petit|Paul Henry|T[ée]tras"  # names
    r"|\b0[1-79](?:[ .-]?\d\d){4}\b|\+33\s?\d"  # telephones
    r"|\b(?!reclamations@)[\w.+-]+@(?!(?:otc|example)\.)[\w-]+\.(?:example|test)\b"  # strangers' addresses
    r"|(?:claire|paul|marc)[\w.+-]*@",
    re.IGNORECASE,
)
_OWN = re.compile(r"\bmailbox\W{1,4}[^\s\",]+")  # whose mailbox it is about may be said
_told: list[str] = []


def _overhear(write: Callable[[object, str], None]) -> Callable[[object, str], None]:
    def overheard(self: object, message: str) -> None:
        if found := _PEOPLE.search(_OWN.sub("", message)):
            _told.append(f"{found[0]!r} in: {message}")
        write(self, message)

    return overheard


for _method in ("msg", "debug", "info", "warning", "error"):
    setattr(structlog.WriteLogger, _method, _overhear(getattr(structlog.WriteLogger, _method)))


@pytest.fixture(autouse=True)
def _the_log_names_nobody() -> Iterator[None]:
    """Every line that any test makes the program log is looked through; the test that caused it fails."""
    _told.clear()
    yield
    assert _told == [], "the log names people"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a server carries its mark, so that `-m "not realmail"` leaves nothing behind."""
    for item in items:
        for fixture, mark in _MARK_OF_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A failed test shows the last lines of its servers' logs, and their folders stay for a look."""
    report = yield
    if report.failed:
        for server in _live:
            if item.get_closest_marker(_mark_of(server)):
                report.sections.append((f"log of {type(server).__name__}", tail(server.log)))
                _to_be_looked_at.add(server)
    return report


def _go_on_unless(missing: str | None) -> None:
    """Skip on a developer's machine; fail where `.ci/run` has installed everything."""
    if missing is None:
        return
    if os.environ.get("MAILBOT_REQUIRE_SERVERS") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def certificates() -> Iterator[Certificates]:
    made = make_certificates()
    yield made
    made.remove()


@pytest.fixture(scope="session")
def dovecot(certificates: Certificates) -> Iterator[Dovecot]:
    """Shared by all tests of the session: take new accounts, and leave it running."""
    _go_on_unless(requirements.why_no_dovecot())
    with _running(Dovecot(certificates)) as server:
        yield server


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot) -> Iterator[Postfix]:
    """Shared like `dovecot`, in front of which it stands."""
    _go_on_unless(requirements.why_no_postfix())
    with _running(Postfix(dovecot)) as server:
        yield server


@pytest.fixture
def start_dovecot(certificates: Certificates) -> Iterator[Callable[..., Dovecot]]:
    """`start_dovecot(capability=…)`: one more, for a test that stops it or wants it to be poor."""
    _go_on_unless(requirements.why_no_dovecot())
    with contextlib.ExitStack() as ends:

        def start(*, capability: str | None = None) -> Dovecot:
            return ends.enter_context(_running(Dovecot(certificates, capability=capability)))

        yield start


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    _go_on_unless(requirements.why_no_postgres())
    with _running(Postgres()) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    _go_on_unless(requirements.why_no_browser())
    started = Browser(requirements.needed("chromium"))
    yield started
    started.stop()


@pytest.fixture(scope="session")
def soffice() -> Path:
    """A spreadsheet program that people use, to see what it makes of our files."""
    _go_on_unless(requirements.why_no_spreadsheet())
    return requirements.needed("soffice")


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The URL of an empty database that belongs to this test alone."""
    with postgres.fresh_database() as url:
        yield url


@contextlib.contextmanager
def _running(server: S) -> Iterator[S]:
    server.start()
    _live.append(server)
    try:
        yield server
    finally:
        _live.remove(server)
        server.stop()
        if server not in _to_be_looked_at:
            server.remove()


def _mark_of(server: Dovecot | Postfix | Postgres) -> str:
    return "postgres" if isinstance(server, Postgres) else "realmail"
