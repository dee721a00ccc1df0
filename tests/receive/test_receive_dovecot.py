"""The same mailbox work against a Dovecot, rich and poor: the sandbox's server is not the only truth."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from mailbot.config.settings import Imap
from mailbot.errors import PermanentFailure, TemporaryFailure
from mailbot.receive import MailboxConnection, check_mailbox, waiting
from rigs.certificates import HOST
from rigs.dovecot import POOR_CAPABILITY, Account, Dovecot

FAR = datetime(2100, 1, 1, tzinfo=UTC)  # later than any server's clock
MAIL = b"From: x@y.example\r\nSubject: r\xe9clamation\r\n\r\nd\xe9\xe7u \x80\r\n"


def settings(dovecot: Dovecot, account: Account, **changes: object) -> Imap:
    values = {
        "host": HOST,
        "port": dovecot.imaps_port,
        "username": account.address,
        "password": account.password,
        "ca_file": dovecot.certificates.ca_file,
    }
    return Imap(**(values | changes))


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    return dovecot.new_account("reclamations")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_mails_are_read_and_moved(dovecot: Dovecot, account: Account, security: str) -> None:
    """Over both kinds of TLS: bytes exact, receipt known, moved unread into the folder for done mails."""
    for number in range(60):
        dovecot.deliver(account.address, MAIL + b"%d\r\n" % number)
    port = dovecot.imaps_port if security == "tls" else dovecot.imap_port
    with MailboxConnection(
        settings(dovecot, account, security=security, port=port), "x@y.example"
    ) as mailbox:
        assert {"IDLE", "MOVE", "UIDPLUS"} <= mailbox.capabilities
        uids = mailbox.pending(0)
        found = dict(mailbox.fetch_many(uids, fallback=FAR))
        assert mailbox.fetch(uids[0], fallback=FAR) == found[uids[0]]
        assert set(mailbox.mark_done(uids[:-1]).values()) == {"moved"}
        assert mailbox.all_uids() == uids[-1:]
    for number, mail in enumerate(found.values()):
        assert getattr(mail, "content", b"").endswith(MAIL.partition(b"\r\n")[2] + b"%d\r\n" % number)
    assert all(getattr(mail, "received_at", FAR) < FAR for mail in found.values())
    assert len(dovecot.mails(account, "mailbot")) == 59


def test_a_poor_server(start_dovecot: Callable[..., Dovecot]) -> None:
    """Without IDLE, MOVE and UIDPLUS, mails are read by the clock and stay where they are."""
    poor = start_dovecot(capability=POOR_CAPABILITY)
    account = poor.new_account("reclamations")
    poor.deliver(account.address, MAIL)
    with MailboxConnection(settings(poor, account), "x@y.example") as mailbox:
        assert not {"IDLE", "MOVE", "UIDPLUS"} & mailbox.capabilities
        assert mailbox.wait(0.1, threading.Event())
        assert mailbox.mark_done(mailbox.pending(0)) == {1: "left"}
    assert len(poor.mails(account)) == 1


def test_uidplus_alone(start_dovecot: Callable[..., Dovecot]) -> None:
    """Copied, then taken out one by one."""
    server = start_dovecot(capability=POOR_CAPABILITY + " UIDPLUS")
    account = server.new_account("reclamations")
    server.deliver(account.address, MAIL)
    server.deliver(account.address, MAIL)
    with MailboxConnection(settings(server, account), "x@y.example") as mailbox:
        assert mailbox.mark_done([1]) == {1: "copied"}
        assert mailbox.all_uids() == [2]
    assert len(server.mails(account, "mailbot")) == 1


def test_a_notice_ends_the_waiting(dovecot: Dovecot, account: Account) -> None:
    """Long before the slice is over, over TLS, again and again."""
    with MailboxConnection(settings(dovecot, account), "x@y.example") as mailbox:
        for count in range(1, 4):
            known = mailbox.pending(0)
            timer = threading.Timer(0.3, dovecot.deliver, (account.address, MAIL))
            timer.start()
            started = time.perf_counter()
            assert mailbox.wait(20, threading.Event())
            assert time.perf_counter() - started < 5
            timer.join()
            assert len(mailbox.pending(0)) == len(known) + 1 == count


def test_idle_slices(dovecot: Dovecot, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """IDLE ends and begins again on the same connection without harm."""
    monkeypatch.setattr(waiting, "SLICE_SECONDS", 0.1)
    with MailboxConnection(settings(dovecot, account), "x@y.example") as mailbox:
        mailbox.pending(0)
        assert not mailbox.wait(0.5, threading.Event())
        dovecot.deliver(account.address, MAIL)
        assert mailbox.wait(5, threading.Event())
        assert mailbox.pending(0) == [1]


def test_a_lost_connection(dovecot: Dovecot, account: Account) -> None:
    """A restarted server ends the waiting with a temporary failure, at once."""
    with MailboxConnection(settings(dovecot, account), "x@y.example") as mailbox:
        mailbox.pending(0)
        timer = threading.Timer(0.3, dovecot.drop_connections, (account,))
        timer.start()
        started = time.perf_counter()
        with pytest.raises(TemporaryFailure):
            mailbox.wait(20, threading.Event())
        assert time.perf_counter() - started < 5
        timer.join()


def test_new_numbers(dovecot: Dovecot, account: Account) -> None:
    """A restored mailbox has another UIDVALIDITY and the same bytes."""
    dovecot.deliver(account.address, MAIL)
    seen = []
    for _ in range(2):
        with MailboxConnection(settings(dovecot, account), "x@y.example") as mailbox:
            mail = mailbox.fetch(mailbox.all_uids()[0], fallback=FAR)
            seen.append((mailbox.uidvalidity, mail.content if mail else None))
        if len(seen) == 1:
            dovecot.change_uidvalidity(account)
    assert seen[0][0] != seen[1][0]
    assert seen[0][1] == seen[1][1]


def test_refusals(dovecot: Dovecot, account: Account) -> None:
    """Wrong password, missing folder, unknown authority, TLS where there is none: each with its cure."""
    for changes, cure in [
        ({"password": "faux"}, r"imap\.password"),
        ({"folder": "Absent"}, "il y a\xa0: INBOX"),
        ({"ca_file": None}, r"imap\.ca_file"),
        ({"port": dovecot.imap_port}, "starttls"),
    ]:
        with (
            pytest.raises(PermanentFailure, match=cure),
            MailboxConnection(settings(dovecot, account, **changes), "x@y.example"),
        ):
            pass


def test_check(dovecot: Dovecot, account: Account) -> None:
    """A good mailbox has nothing but good findings."""
    findings = check_mailbox(settings(dovecot, account), "x@y.example")
    assert [finding.level for finding in findings] == ["ok"] * 4
