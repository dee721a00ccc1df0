"""`mailbot check --send`: the mailbox writes to itself, and what arrives says what to write down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cli_desk import SERVICE, configured, run, servers_of
from mailbot.commands import check_round_trip
from mailbot.commands.check_round_trip import vouching_server
from mailbot.daemon import clock
from mailbot.sandbox.servers import AUTHSERV_ID, MailServers

Capsys = pytest.CaptureFixture[str]
VOUCHED = f'authserv_ids = ["{AUTHSERV_ID}"]'


@pytest.fixture
def servers() -> Iterator[MailServers]:
    with MailServers({SERVICE: "x"}, clock=clock) as made:
        yield made


def checked(
    folder: Path, servers: MailServers, capsys: Capsys, more: str = VOUCHED
) -> tuple[int, list[dict[str, Any]]]:
    config = configured(folder, servers_of(servers.imap_port, servers.smtp_port, more=more))
    said = run(capsys, "check", "--send", "--json", "--config", config)
    return said.status, [f for f in said.json["findings"] if "essai" in f["about"]]


def texts(findings: list[dict[str, Any]], level: str) -> str:
    return "\n".join(finding["text"] for finding in findings if finding["level"] == level)


def test_a_mailbox_that_receives_is_told_so(tmp_path: Path, servers: MailServers, capsys: Capsys) -> None:
    """Both mails arrive, the server's name is the one that is written down, and nobody else got a mail."""
    status, findings = checked(tmp_path, servers, capsys)
    assert (status, {finding["level"] for finding in findings}) == (0, {"ok"})
    assert AUTHSERV_ID in texts(findings, "ok")
    assert {mail.recipient.partition("+")[0].partition("@")[0] for mail in servers.accepted} == {
        "reclamations"
    }
    assert len(servers.accepted) == 2


def test_the_name_of_the_server_is_ready_to_paste(
    tmp_path: Path, servers: MailServers, capsys: Capsys
) -> None:
    """Where it is not written down, and where another one is."""
    for more in ("", 'authserv_ids = ["mx.ailleurs.example"]'):
        status, findings = checked(tmp_path, servers, capsys, more)
        assert status == 0
        assert f'authserv_ids = ["{AUTHSERV_ID}"]' in texts(findings, "remark")


def test_a_server_without_plus_addressing_is_found_out(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A problem with its cure; and with the cure, none."""
    monkeypatch.setattr(check_round_trip, "SECONDS", 2.0)
    with MailServers({SERVICE: "x"}, clock=clock, plus_addressing=False) as servers:
        status, findings = checked(tmp_path, servers, capsys)
        assert status == 1
        assert "plus_addressing = false" in texts(findings, "problem")
        status, findings = checked(tmp_path, servers, capsys, f"{VOUCHED}\nplus_addressing = false")
        assert (status, texts(findings, "problem")) == (0, "")


def test_a_mail_that_does_not_arrive_is_a_problem(
    tmp_path: Path, servers: MailServers, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked for until the time is over; the person is told where else to look."""
    monkeypatch.setattr(check_round_trip, "SECONDS", 1.0)
    servers.add_account("autre@otc.example", "x")
    login = 'security = "plain", username = "autre@otc.example", password = "x"'
    elsewhere = (
        f'imap = {{ host = "127.0.0.1", port = {servers.imap_port}, {login} }}\n'
        f'smtp = {{ host = "127.0.0.1", port = {servers.smtp_port}, {login} }}\n'
    )
    said = run(capsys, "check", "--send", "--json", "--config", configured(tmp_path, elsewhere))
    assert said.status == 1
    assert "indésirables" in texts(said.json["findings"], "problem")


def test_a_clock_that_is_wrong_is_found_out(tmp_path: Path, capsys: Capsys) -> None:
    """By the date at which the server took the mail."""
    for hours in (-3, 3):
        with MailServers({SERVICE: "x"}, clock=lambda hours=hours: clock() + timedelta(hours=hours)) as made:
            _, findings = checked(tmp_path, made, capsys)
            assert "180 minutes" in texts(findings, "remark")


def test_nothing_is_sent_where_something_else_is_wrong(
    tmp_path: Path, servers: MailServers, capsys: Capsys
) -> None:
    """A wrong password is said once; and without --send nothing leaves at all."""
    wrong = servers_of(servers.imap_port, servers.smtp_port, password="y", more=VOUCHED)
    assert run(capsys, "check", "--send", "--config", configured(tmp_path, wrong)).status == 1
    right = servers_of(servers.imap_port, servers.smtp_port, more=VOUCHED)
    assert run(capsys, "check", "--config", configured(tmp_path, right)).status == 0
    assert servers.accepted == ()


@pytest.mark.parametrize(
    ("headers", "server"),
    [
        (
            "Received: x\nAuthentication-Results: MX.otc.example; dkim=pass\nFrom: a@b.example",
            "mx.otc.example",
        ),
        ("Authentication-Results: mx1 1; none\nAuthentication-Results: mx2; none", "mx1"),
        ('Authentication-Results: "mx.otc.example"; none', "mx.otc.example"),
        ("From: a@b.example", ""),
    ],
)
def test_who_vouches(headers: str, server: str) -> None:
    """The topmost one: those below may be the sender's own."""
    assert vouching_server(f"{headers}\n\ntext\n".encode()) == server
