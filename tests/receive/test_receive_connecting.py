"""Connecting: never in clear text by accident, never for ever, and every refusal says what to do."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import pytest

from mailbot.config.settings import Imap
from mailbot.errors import PermanentFailure, TemporaryFailure
from mailbot.receive import MailboxConnection, check_mailbox
from mailbot.sandbox.servers import MailServers
from rigs.certificates import Certificates

Connect = Callable[..., MailboxConnection]
Scripted = Callable[..., int]
Start = Callable[..., MailServers]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_mail_travels_encrypted(
    start_servers: Start,
    connect: Connect,
    certificates: Certificates,
    address: str,
    now: datetime,
    security: str,
) -> None:
    """Both kinds of TLS, with the certificate and the host name verified, waiting included."""
    files = (certificates.certificate_file, certificates.key_file)
    servers = start_servers(security=security, certificate=files)
    uid = servers.deliver(address, b"Subject: x\r\n\r\n", now)
    settings = {"host": "localhost", "security": security, "ca_file": certificates.ca_file}
    with connect(servers, **settings) as mailbox:
        assert mailbox.fetch(uid, fallback=now) is not None
        assert "MOVE" in mailbox.capabilities
    with (
        pytest.raises(PermanentFailure, match=r"imap\.ca_file"),
        connect(servers, **settings | {"ca_file": None}),
    ):
        pass


def test_starttls_never_falls_back(scripted: Scripted, connect: Connect) -> None:
    """A server (or somebody in between) that does not offer it never sees the password."""
    commands: list[str] = []

    def answer(tag: str, command: str) -> bytes:
        commands.append(command)
        return NotImplemented

    with pytest.raises(PermanentFailure, match="STARTTLS"), connect(scripted(answer), security="starttls"):
        pass
    assert not [command for command in commands if command.startswith(("LOGIN", "AUTHENTICATE"))]


@pytest.mark.parametrize("host", ["imap.otc.example", "192.0.2.7", "127.0.0.1.otc.example"])
def test_clear_text_is_refused(imap: Callable[..., Imap], host: str, address: str) -> None:
    """Before anything is looked up or connected to, except on this machine."""
    settings = imap(1, host=host)
    with pytest.raises(PermanentFailure, match="en clair"), MailboxConnection(settings, address):
        pass


def test_clear_text_may_be_allowed(imap: Callable[..., Imap], address: str) -> None:
    """An admin who says so gets as far as looking the name up."""
    settings = imap(1, host="imap.otc.example", allow_plain=True)
    with pytest.raises(TemporaryFailure, match="introuvable"), MailboxConnection(settings, address):
        pass


def test_a_silent_server_is_given_up(silent_port: int, connect: Connect) -> None:
    """Nothing in here waits for ever."""
    started = time.perf_counter()
    with pytest.raises(TemporaryFailure, match="muet"), _quick(connect, silent_port):
        pass
    assert time.perf_counter() - started < 3


def test_a_server_that_falls_silent_is_given_up(scripted: Scripted, connect: Connect, now: datetime) -> None:
    """In the middle of a conversation too; afterwards the connection is closed."""

    def answer(tag: str, command: str) -> bytes:
        return b"" if command.startswith("UID FETCH") else NotImplemented

    with connect(scripted(answer), answer_seconds=0.3) as mailbox:
        with pytest.raises(TemporaryFailure, match="muet"):
            mailbox.fetch(5, fallback=now)
        with pytest.raises(TemporaryFailure, match="fermée"):
            mailbox.fetch(5, fallback=now)


def test_a_server_that_hangs_up_is_a_temporary_failure(
    scripted: Scripted, connect: Connect, now: datetime
) -> None:
    """Whatever it was doing."""

    def answer(tag: str, command: str) -> bytes | None:
        return None if command.startswith("UID FETCH") else NotImplemented

    with connect(scripted(answer)) as mailbox, pytest.raises(TemporaryFailure, match="perdue"):
        list(mailbox.fetch_many([5, 6], fallback=now))


def test_nobody_answers(servers: MailServers, connect: Connect) -> None:
    """A refused connection is tried again later, and the sentence names the settings to look at."""
    servers.imap_down()
    with pytest.raises(TemporaryFailure, match=r"imap\.port"), connect(servers):
        pass
    servers.imap_up()
    with connect(servers) as mailbox:
        assert mailbox.all_uids() == []


def test_tls_on_a_port_without_it(servers: MailServers, connect: Connect) -> None:
    """The most common mistake has its cure in the sentence."""
    with (
        pytest.raises(PermanentFailure, match=r'imap\.security = "starttls"'),
        connect(servers, security="tls"),
    ):
        pass


def test_a_wrong_password(servers: MailServers, connect: Connect, address: str) -> None:
    """Refused for good, with the user name and without the password."""
    with (
        pytest.raises(PermanentFailure, match=r"imap\.password") as caught,
        connect(servers, password="hunter2"),
    ):
        pass
    assert address in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_password_with_accents(start_servers: Start, connect: Connect, servers: MailServers) -> None:
    """Travels as UTF-8."""
    servers.add_account("édouard@otc.example", "mot de passé")
    with connect(servers, username="édouard@otc.example", password="mot de passé") as mailbox:
        assert mailbox.all_uids() == []


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        ("NO [AUTHENTICATIONFAILED] no", PermanentFailure),
        ("NO [UNAVAILABLE] try later", TemporaryFailure),
        (None, TemporaryFailure),
    ],
    ids=["refused", "not now", "hung up"],
)
def test_a_login_that_fails(
    scripted: Scripted, connect: Connect, reply: str | None, failure: type[Exception]
) -> None:
    """Only a refusal is a refusal."""

    def answer(tag: str, command: str) -> bytes | None:
        if not command.startswith("LOGIN"):
            return NotImplemented
        return f"{tag} {reply}\r\n".encode() if reply else None

    with pytest.raises(failure), connect(scripted(answer)):
        pass


def test_a_server_that_takes_no_password(scripted: Scripted, connect: Connect) -> None:
    """LOGINDISABLED: the password is not sent, and the cure is TLS."""
    commands: list[str] = []

    def answer(tag: str, command: str) -> bytes:
        commands.append(command)
        if command == "CAPABILITY":
            return f"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n{tag} OK done\r\n".encode()
        return NotImplemented

    with pytest.raises(PermanentFailure, match=r'imap\.security = "tls"'), connect(scripted(answer)):
        pass
    assert not [command for command in commands if command.startswith("LOGIN")]


def test_a_missing_folder(servers: MailServers, connect: Connect) -> None:
    """The sentence says which folders there are."""
    with pytest.raises(PermanentFailure, match="il y a\xa0: INBOX"), connect(servers, folder="Complaints"):
        pass


def test_a_folder_that_may_only_be_read(scripted: Scripted, connect: Connect) -> None:
    """Moving is impossible there, and leaving the mails in place is the cure."""

    def answer(tag: str, command: str) -> bytes:
        if command.startswith("SELECT"):
            return f"* 1 EXISTS\r\n{tag} OK [READ-ONLY] done\r\n".encode()
        return NotImplemented

    with pytest.raises(PermanentFailure, match=r'imap\.after = "leave"'), connect(scripted(answer)):
        pass


def test_check_of_a_good_mailbox(
    servers: MailServers, imap: Callable[..., Imap], address: str, now: datetime
) -> None:
    """Everything is there: all findings are good, and the folder for done mails has been made."""
    servers.deliver(address, b"Subject: x\r\n\r\n", now)
    findings = check_mailbox(imap(servers), address)
    assert [finding.level for finding in findings] == ["ok"] * 4
    assert "1 courriel." in findings[0].text
    assert servers.folders(address) == ("INBOX", "mailbot")
    assert servers.mails(address, "mailbot") == ()


def test_check_of_a_poor_mailbox(poor_servers: MailServers, imap: Callable[..., Imap], address: str) -> None:
    """What the server lacks is told with what follows from it."""
    findings = check_mailbox(imap(poor_servers), address)
    assert [finding.level for finding in findings] == ["ok", "remark", "remark", "ok"]
    assert "toutes les 60 secondes" in findings[1].text
    assert "INBOX.mailbot" in findings[3].text


def test_check_of_a_mailbox_that_stays_as_it_is(
    servers: MailServers, imap: Callable[..., Imap], address: str
) -> None:
    """Where mails are left in place, no folder is made."""
    findings = check_mailbox(imap(servers, after="leave"), address)
    assert [finding.level for finding in findings] == ["ok", "ok"]
    assert servers.folders(address) == ("INBOX",)


def test_check_of_a_mailbox_out_of_reach(
    servers: MailServers, imap: Callable[..., Imap], address: str
) -> None:
    """The failure is a finding, not a traceback."""
    findings = check_mailbox(imap(servers, password="wrong"), address)
    assert [finding.level for finding in findings] == ["problem"]
    assert "imap.password" in findings[0].text


def _quick(connect: Connect, port: int) -> MailboxConnection:
    mailbox = connect(port)
    mailbox._connect_seconds = 0.5
    return mailbox
