"""Recorded mails are set aside in the gentlest way that the server knows, and nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from imapclient import IMAPClient

from mailbot.receive import MailboxConnection
from mailbot.receive.failures import NotPutAside
from mailbot.sandbox.servers import Abilities, MailServers

Connect = Callable[..., MailboxConnection]
Start = Callable[..., MailServers]


def _subjects(servers: MailServers, address: str, folder: str = "INBOX") -> list[bytes]:
    return [mail.content.splitlines()[0] for mail in servers.mails(address, folder)]


def _deliver(servers: MailServers, address: str, now: datetime, count: int = 4) -> list[int]:
    return [servers.deliver(address, b"Subject: %d\r\n\r\n" % n, now) for n in range(count)]


@pytest.mark.parametrize(
    ("abilities", "folder", "outcome"),
    [
        (Abilities(), "mailbot", "moved"),
        (Abilities(uidplus=False), "mailbot", "moved"),
        (Abilities(move=False), "mailbot", "copied"),
        (Abilities(folders_below_inbox=True), "INBOX.mailbot", "moved"),
        (Abilities(move=False, folders_below_inbox=True), "INBOX.mailbot", "copied"),
    ],
    ids=["MOVE", "MOVE alone", "UIDPLUS", "folders below INBOX", "UIDPLUS, folders below INBOX"],
)
def test_done_mails_go_to_the_folder_for_done_ones(
    start_servers: Start,
    connect: Connect,
    address: str,
    now: datetime,
    abilities: Abilities,
    folder: str,
    outcome: str,
) -> None:
    """These mails and no others, whole, unread as before; the folder is made where it is missing."""
    servers = start_servers(abilities=abilities)
    uids = _deliver(servers, address, now)
    with connect(servers) as mailbox:
        assert mailbox.mark_done(uids[1:3]) == dict.fromkeys(uids[1:3], outcome)
        assert mailbox.all_uids() == [uids[0], uids[3]]
    assert _subjects(servers, address) == [b"Subject: 0", b"Subject: 3"]
    assert _subjects(servers, address, folder) == [b"Subject: 1", b"Subject: 2"]
    assert all(rb"\Seen" not in mail.flags for mail in servers.mails(address, folder))


def test_mails_stay_where_neither_way_is_safe(
    poor_servers: MailServers, connect: Connect, address: str, now: datetime
) -> None:
    """Without MOVE and UIDPLUS only EXPUNGE would remain, which takes other people's mails along."""
    uids = _deliver(poor_servers, address, now)
    with connect(poor_servers) as mailbox:
        assert mailbox.mark_done(uids) == dict.fromkeys(uids, "left")
    assert [mail.flags for mail in poor_servers.mails(address)] == [()] * 4
    assert poor_servers.folders(address) == ("INBOX",)


def test_mails_stay_where_it_is_wanted(
    servers: MailServers, connect: Connect, address: str, now: datetime
) -> None:
    """after = "leave": nothing is moved, marked or made."""
    uids = _deliver(servers, address, now)
    with connect(servers, after="leave") as mailbox:
        assert mailbox.mark_done(uids) == dict.fromkeys(uids, "left")
    assert [mail.flags for mail in servers.mails(address)] == [()] * 4
    assert servers.folders(address) == ("INBOX",)


def test_a_mailbox_that_stays_as_it_is_is_opened_for_reading(
    scripted: Callable[..., int], connect: Connect
) -> None:
    """Then the server itself sees to it that nothing changes."""
    commands: list[str] = []

    def answer(tag: str, command: str) -> bytes:
        commands.append(command)
        return NotImplemented

    with connect(scripted(answer), after="leave"):
        pass
    assert 'EXAMINE "INBOX"' in commands
    assert not [command for command in commands if command.startswith("SELECT")]


@pytest.mark.parametrize("move", [True, False], ids=["MOVE", "UIDPLUS"])
def test_setting_aside_again_changes_nothing(
    start_servers: Start, connect: Connect, address: str, now: datetime, move: bool
) -> None:
    """After a crash nobody knows how far it went: what is gone is gone, the rest follows."""
    servers = start_servers(abilities=Abilities(move=move))
    uids = _deliver(servers, address, now, 3)
    outcome = "moved" if move else "copied"
    with connect(servers) as mailbox:
        mailbox.mark_done(uids[:1])
    with connect(servers) as mailbox:
        assert mailbox.mark_done(uids) == {uids[0]: "gone", uids[1]: outcome, uids[2]: outcome}
        assert mailbox.mark_done(uids) == dict.fromkeys(uids, "gone")
    assert _subjects(servers, address) == []
    assert _subjects(servers, address, "mailbot") == [b"Subject: 0", b"Subject: 1", b"Subject: 2"]


def test_what_others_have_deleted_is_not_expunged(
    start_servers: Start, connect: Connect, address: str, now: datetime
) -> None:
    """Staff marked a mail as deleted and may still want it back."""
    servers = start_servers(abilities=Abilities(move=False))
    uids = _deliver(servers, address, now)
    with IMAPClient("127.0.0.1", servers.imap_port, ssl=False, timeout=5) as staff:
        staff.login(address, "secret")
        staff.select_folder("INBOX")
        staff.add_flags([uids[0]], [rb"\Deleted"])
    with connect(servers) as mailbox:
        mailbox.mark_done(uids[1:])
    assert _subjects(servers, address) == [b"Subject: 0"]


def test_the_folder_may_have_any_name(
    servers: MailServers, connect: Connect, address: str, now: datetime
) -> None:
    """Accents and levels are fine; a folder that exists is used."""
    uids = _deliver(servers, address, now)
    with connect(servers, done_folder="Réclamations/traitées") as mailbox:
        mailbox.mark_done(uids[:2])
    with connect(servers, done_folder="Réclamations/traitées") as mailbox:
        mailbox.mark_done(uids[2:])
        assert mailbox.done_folder() == "Réclamations/traitées"
    with IMAPClient("127.0.0.1", servers.imap_port, ssl=False, timeout=5) as staff:
        staff.login(address, "secret")
        assert staff.select_folder("Réclamations/traitées")[b"EXISTS"] == 4


def test_a_hundred_and_more_at_once(
    servers: MailServers, connect: Connect, address: str, now: datetime
) -> None:
    """Long lists are cut into commands of a bearable length."""
    uids = _deliver(servers, address, now, 130)
    with connect(servers) as mailbox:
        assert set(mailbox.mark_done(uids).values()) == {"moved"}
    assert len(servers.mails(address, "mailbot")) == 130


def test_a_server_that_refuses_the_copy_loses_nothing(scripted: Callable[..., int], connect: Connect) -> None:
    """The mailbox is full, say: nothing is marked as deleted, and new mails are taken in all the same."""
    commands: list[str] = []

    def answer(tag: str, command: str) -> bytes:
        commands.append(command)
        if command == "CAPABILITY":
            return f"* CAPABILITY IMAP4rev1 UIDPLUS\r\n{tag} OK done\r\n".encode()
        return f"{tag} NO quota\r\n".encode() if command.startswith("UID COPY") else NotImplemented

    with connect(scripted(answer)) as mailbox:
        with pytest.raises(NotPutAside, match="quota"):
            mailbox.mark_done([5])
        assert mailbox.pending(0) == [5]
    assert not [command for command in commands if "STORE" in command or "EXPUNGE" in command]
