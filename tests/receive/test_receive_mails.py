"""Mails as bytes, exactly as the server has them, and without a trace in the mailbox."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailbot.errors import TemporaryFailure
from mailbot.receive import MailboxConnection, MailNotFetched, MailTooLarge, fetching
from mailbot.sandbox.servers import MailServers

Connect = Callable[..., MailboxConnection]
Scripted = Callable[..., int]

GARBAGE = bytes(range(256)) * 3 + b"\r\n.\r\n..\r\n)\r\n* 1 FETCH (UID 9)\r\n"


@pytest.mark.parametrize(
    "content",
    [
        GARBAGE,
        b"",
        b"\r\n",
        b"Subject: r\xe9clamation\r\n\r\nd\xe9\xe7u\x00",
        b"x" * 200_000,
        b"no end of line",
    ],
    ids=["every byte", "nothing", "no header", "8 bit and NUL", "one long line", "cut off"],
)
def test_bytes_arrive_as_they_were_sent(
    servers: MailServers, connect: Connect, address: str, now: datetime, content: bytes
) -> None:
    """Whatever lies in the mailbox comes out byte for byte, alone and together with others."""
    uid = servers.deliver(address, content, now)
    other = servers.deliver(address, b"Subject: other\r\n\r\n", now)
    with connect(servers) as mailbox:
        mail = mailbox.fetch(uid, fallback=now)
        together = dict(mailbox.fetch_many([uid, other], fallback=now))
    assert mail is not None
    assert (mail.content, mail.uid, mail.uidvalidity, mail.mailbox) == (content, uid, 1, address)
    assert together[uid] == mail


def test_reading_leaves_no_trace(servers: MailServers, connect: Connect, address: str, now: datetime) -> None:
    """No flag is set by fetching, so staff see their mails as unread as before."""
    uids = [servers.deliver(address, b"Subject: x\r\n\r\n", now) for _ in range(3)]
    with connect(servers) as mailbox:
        mailbox.fetch(uids[0], fallback=now)
        list(mailbox.fetch_many(uids, fallback=now))
    assert [mail.flags for mail in servers.mails(address)] == [(), (), ()]


def test_receipt_is_when_the_server_took_the_mail(
    servers: MailServers, connect: Connect, address: str, now: datetime
) -> None:
    """INTERNALDATE with its offset, as aware UTC; the sender's Date header plays no part."""
    paris = timezone(timedelta(hours=1))
    taken = datetime(2026, 11, 18, 9, 30, 15, tzinfo=paris)
    uid = servers.deliver(address, b"Date: Mon, 1 Jan 2001 00:00:00 +0000\r\n\r\n", taken)
    with connect(servers) as mailbox:
        mail = mailbox.fetch(uid, fallback=now)
    assert mail is not None
    assert mail.received_at == taken
    assert mail.received_at.tzinfo is UTC


@pytest.mark.parametrize("years", [1, -60], ids=["the future", "before there was mail"])
def test_an_impossible_receipt_is_replaced(
    servers: MailServers, connect: Connect, address: str, now: datetime, years: int
) -> None:
    """A server whose clock is wrong neither shortens nor stretches a legal delay."""
    uid = servers.deliver(address, b"Subject: x\r\n\r\n", now.replace(year=now.year + years))
    with connect(servers) as mailbox:
        mail = mailbox.fetch(uid, fallback=now)
    assert mail is not None
    assert mail.received_at == now


@pytest.mark.parametrize("date", ["NIL", '"32-Foo-2026 99:00:00 +0000"'], ids=["none", "nonsense"])
def test_no_receipt_is_replaced(scripted: Scripted, connect: Connect, now: datetime, date: str) -> None:
    """A server that does not say when it took a mail gets the time at which we took it."""

    def answer(tag: str, command: str) -> bytes:
        if not command.startswith("UID FETCH"):
            return NotImplemented
        body = f"BODY[] {{3}}\r\nhey INTERNALDATE {date}" if "BODY" in command else "RFC822.SIZE 3"
        return f"* 1 FETCH (UID 5 {body})\r\n{tag} OK done\r\n".encode()

    with connect(scripted(answer)) as mailbox:
        mail = mailbox.fetch(5, fallback=now)
    assert mail is not None
    assert (mail.content, mail.received_at, mail.uidvalidity) == (b"hey", now, 7)


def test_a_mail_that_is_gone_is_none(
    servers: MailServers, connect: Connect, address: str, now: datetime
) -> None:
    """Somebody may have deleted it since it was listed; the others come all the same."""
    uid = servers.deliver(address, b"Subject: x\r\n\r\n", now)
    with connect(servers) as mailbox:
        assert mailbox.fetch(uid + 1, fallback=now) is None
        found = dict(mailbox.fetch_many([uid + 1, uid], fallback=now))
    assert found[uid + 1] is None
    assert found[uid] is not None


@pytest.mark.parametrize(
    "refusal",
    [
        "{tag} NO this mail is damaged\r\n",
        "* 1 FETCH (UID 5 BODY[] NIL)\r\n{tag} OK done\r\n",
        "* 1 FETCH (UID\r\n{tag} OK done\r\n",
    ],
    ids=["refused", "nothing handed out", "not understandable"],
)
def test_one_bad_mail_does_not_keep_the_others(
    scripted: Scripted, connect: Connect, now: datetime, refusal: str
) -> None:
    """The server fails whenever mail 5 is asked for, and mail 6 is fetched nevertheless."""

    def answer(tag: str, command: str) -> bytes:
        if not command.startswith("UID FETCH"):
            return NotImplemented
        uids = command.split()[2].split(",")
        if "5" in uids and ("BODY" in command or "NO" in refusal):
            return refusal.format(tag=tag).encode()
        what = "BODY[] {3}\r\nhey" if "BODY" in command else "RFC822.SIZE 3"
        items = "".join(f"* {uid} FETCH (UID {uid} {what})\r\n" for uid in uids)
        return f"{items}{tag} OK done\r\n".encode()

    with connect(scripted(answer)) as mailbox:
        found = dict(mailbox.fetch_many([5, 6], fallback=now))
        with pytest.raises(MailNotFetched) as caught:
            mailbox.fetch(5, fallback=now)
        assert mailbox.fetch(6, fallback=now) == found[6]
    assert isinstance(found[5], MailNotFetched)
    assert caught.value.uid == 5
    assert getattr(found[6], "content", None) == b"hey"


def test_a_mail_too_large_shows_its_beginning(
    servers: MailServers, connect: Connect, address: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not read into memory; its headers and its size are told, and other mails come."""
    monkeypatch.setattr(fetching, "LARGEST_MAIL", 1_000_000)
    content = b"Subject: photos\r\n\r\n" + b"x" * 1_500_000
    uid = servers.deliver(address, content, now)
    other = servers.deliver(address, b"Subject: y\r\n\r\n", now)
    with connect(servers) as mailbox:
        found = dict(mailbox.fetch_many([uid, other], fallback=now))
    failure = found[uid]
    assert isinstance(failure, MailTooLarge)
    assert failure.size == len(content)
    assert failure.beginning.content == content[: len(failure.beginning.content)]
    assert len(failure.beginning.content) == 256 * 1024
    assert getattr(found[other], "content", None) == b"Subject: y\r\n\r\n"


def test_two_thousand_mails(servers: MailServers, connect: Connect, address: str, now: datetime) -> None:
    """A large folder is listed and read completely, in order, in seconds."""
    contents = [b"Subject: mail %d\r\n\r\nBonjour.\r\n" % number for number in range(2000)]
    uids = [servers.deliver(address, content, now) for content in contents]
    started = time.perf_counter()
    with connect(servers) as mailbox:
        assert mailbox.pending(0) == uids
        found = list(mailbox.fetch_many(uids, fallback=now))
    assert [uid for uid, _ in found] == uids
    assert [getattr(mail, "content", None) for _, mail in found] == contents
    assert time.perf_counter() - started < 20


def test_pending_gives_only_what_is_above(
    servers: MailServers, connect: Connect, address: str, now: datetime
) -> None:
    """IMAP answers "n:*" with the last mail even where n is above it; we do not."""
    uids = [servers.deliver(address, b"Subject: x\r\n\r\n", now) for _ in range(3)]
    with connect(servers) as mailbox:
        assert mailbox.pending(uids[0]) == uids[1:]
        assert mailbox.pending(uids[2]) == []
        assert mailbox.pending(uids[2] + 100) == []
        assert mailbox.all_uids() == uids


def test_an_empty_folder_has_no_uids(servers: MailServers, connect: Connect) -> None:
    """Nothing is there and nothing fails."""
    with connect(servers) as mailbox:
        assert (mailbox.pending(0), mailbox.all_uids()) == ([], [])


def test_very_many_mails_are_listed_in_parts(
    servers: MailServers, connect: Connect, address: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No single answer grows with the folder, and none of the parts is missing."""
    monkeypatch.setattr("mailbot.receive.imap._MAILS_A_SEARCH", 3)
    uids = [servers.deliver(address, b"Subject: %d\r\n\r\n" % n, now) for n in range(10)]
    with connect(servers) as mailbox:
        later = servers.deliver(address, b"Subject: later\r\n\r\n", now)
        assert mailbox.all_uids() == [*uids, later]
        assert mailbox.pending(uids[7]) == [*uids[8:], later]


def test_new_numbers_after_a_change_of_uidvalidity(
    servers: MailServers, connect: Connect, address: str, now: datetime
) -> None:
    """The mails are the same bytes under other numbers, and the connection that knew the old ones is dead."""
    uids = [servers.deliver(address, b"Subject: %d\r\n\r\n" % n, now) for n in range(3)]
    with connect(servers) as mailbox:
        before = (mailbox.uidvalidity, [mailbox.fetch(uid, fallback=now) for uid in uids])
        servers.renumber(address)
        with pytest.raises(TemporaryFailure):
            mailbox.pending(0)
    with connect(servers) as mailbox:
        assert mailbox.uidvalidity != before[0]
        assert mailbox.all_uids() != uids
        after = [mailbox.fetch(uid, fallback=now) for uid in mailbox.all_uids()]
    assert [mail.content for mail in after if mail] == [mail.content for mail in before[1] if mail]
