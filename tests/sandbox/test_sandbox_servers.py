"""The sandbox's servers behave as real ones do, and fail as they are told to."""

from __future__ import annotations

import smtplib
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from imapclient import IMAPClient

from mailbot.sandbox.server_stamp import is_author, stamped
from mailbot.sandbox.servers import Abilities, MailServers
from rigs.certificates import Certificates

DESK, CLIENT = "desk@otc.example", "client@post.example"
MAIL = b"From: Client <client@post.example>\r\nSubject: x\r\n\r\nBonjour\r\n"

Start = Callable[..., MailServers]


def _smtp(servers: MailServers, login: str | None = CLIENT) -> smtplib.SMTP:
    connection = smtplib.SMTP(servers.host, servers.smtp_port, timeout=10)
    if login:
        connection.login(login, login.partition("@")[0])
    return connection


def _imap(servers: MailServers, login: str = DESK) -> IMAPClient:
    connection = IMAPClient(servers.host, servers.imap_port, ssl=False, timeout=10)
    connection.login(login, login.partition("@")[0])
    return connection


def _refused(action: Callable[[], object]) -> int:
    with pytest.raises(smtplib.SMTPException) as caught:
        action()
    error = caught.value
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    assert isinstance(error, smtplib.SMTPResponseException)
    return error.smtp_code


def test_a_mail_travels_from_one_account_to_another(servers: MailServers, now: datetime) -> None:
    """Submitted by SMTP, found by IMAP, with what a receiving server writes in front of it."""
    with _smtp(servers) as smtp:
        smtp.sendmail(CLIENT, [DESK], MAIL)
    with _imap(servers) as imap:
        imap.normalise_times = False
        imap.select_folder("INBOX", readonly=True)
        (found,) = imap.fetch(imap.search(), ["BODY.PEEK[]", "INTERNALDATE"]).values()
    assert found[b"INTERNALDATE"] == now
    assert (
        found[b"BODY[]"]
        == (
            b"Return-Path: <client@post.example>\r\n"
            b"Delivered-To: desk@otc.example\r\n"
            b"Authentication-Results: sandbox.example; dmarc=pass header.from=post.example\r\n"
        )
        + MAIL
    )
    assert servers.mails(CLIENT) == ()


def test_what_was_sent_is_recorded_in_order(servers: MailServers, now: datetime) -> None:
    """Envelope and bytes as they came over the wire, for every recipient."""
    with _smtp(servers) as smtp:
        smtp.sendmail(CLIENT, [DESK, CLIENT], MAIL)
        smtp.sendmail("", [DESK], MAIL.replace(b"Bonjour", b".Bonsoir"))
    assert [(mail.sender, mail.recipient) for mail in servers.accepted] == [
        (CLIENT, DESK),
        (CLIENT, CLIENT),
        ("", DESK),
    ]
    assert servers.accepted[0].content == MAIL
    assert b"\r\n.Bonsoir" in servers.accepted[2].content
    assert {mail.at for mail in servers.accepted} == {now}


def test_details_are_delivered_and_told(servers: MailServers) -> None:
    """desk+token goes to desk, and the mail says for which address it was delivered."""
    with _smtp(servers) as smtp:
        smtp.sendmail(CLIENT, ["Desk+abc@otc.example"], MAIL)
    (mail,) = servers.mails(DESK)
    assert b"\r\nDelivered-To: Desk+abc@otc.example\r\n" in mail.content


def test_a_server_without_details_refuses_them(start_servers: Start) -> None:
    """Some hosters do not know about +."""
    servers = start_servers(plus_addressing=False)
    with _smtp(servers) as smtp:
        assert _refused(lambda: smtp.sendmail(CLIENT, ["desk+abc@otc.example"], MAIL)) == 550
        smtp.sendmail(CLIENT, [DESK], MAIL)
    assert len(servers.mails(DESK)) == 1


def test_nobody_sends_without_a_login(servers: MailServers) -> None:
    """530 before AUTH, 535 for a wrong password."""
    with _smtp(servers, login=None) as smtp:
        assert _refused(lambda: smtp.sendmail(CLIENT, [DESK], MAIL)) == 530
        assert _refused(lambda: smtp.login(CLIENT, "wrong")) == 535
        assert _refused(lambda: smtp.sendmail(CLIENT, [DESK], MAIL)) == 530
    assert servers.accepted == ()


def test_unknown_recipients_are_refused(servers: MailServers) -> None:
    """550, and the others of the same mail are served."""
    with _smtp(servers) as smtp:
        refused = smtp.sendmail(CLIENT, ["nobody@otc.example", DESK], MAIL)
    assert {address: code for address, (code, _) in refused.items()} == {"nobody@otc.example": 550}
    assert [mail.recipient for mail in servers.accepted] == [DESK]


@pytest.mark.parametrize("fault", ["reject", "temporary"])
@pytest.mark.parametrize("address", [DESK, "desk+abc@otc.example"])
def test_a_recipient_can_be_made_to_fail(servers: MailServers, fault: str, address: str) -> None:
    """For good or for now, until it is accepted again."""
    getattr(servers, fault)(address)
    code = {"reject": 550, "temporary": 451}[fault]
    with _smtp(servers) as smtp:
        assert _refused(lambda: smtp.sendmail(CLIENT, ["desk+abc@otc.example"], MAIL)) == code
        servers.accept(address)
        smtp.sendmail(CLIENT, ["desk+abc@otc.example"], MAIL)
    assert len(servers.accepted) == 1


def test_smtp_goes_down_and_comes_up(servers: MailServers) -> None:
    """Open connections are cut, new ones refused; afterwards the same port works."""
    smtp = _smtp(servers)
    servers.down()
    with pytest.raises(smtplib.SMTPServerDisconnected):
        smtp.noop()
    smtp.close()
    with pytest.raises(ConnectionRefusedError):
        _smtp(servers)
    servers.down()
    servers.up()
    servers.up()
    with _smtp(servers) as again:
        again.sendmail(CLIENT, [DESK], MAIL)
    assert len(servers.mails(DESK)) == 1


def test_a_mail_may_be_taken_without_the_sender_knowing(servers: MailServers) -> None:
    """The connection dies before the 250, once."""
    servers.drop_after_data_once()
    smtp = _smtp(servers)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        smtp.sendmail(CLIENT, [DESK], MAIL)
    with _smtp(servers) as again:
        again.sendmail(CLIENT, [DESK], MAIL)
    assert len(servers.accepted) == len(servers.mails(DESK)) == 2


def test_bytes_are_delivered_as_they_are(servers: MailServers, now: datetime) -> None:
    """`deliver` adds nothing; `deliver_from_outside` writes what a receiving server writes."""
    uid = servers.deliver(DESK, b"no header, no end \xff", now)
    servers.deliver_from_outside(
        "desk+abc@otc.example", MAIL, now, sender="bounce@post.example", authenticated=False
    )
    first, second = servers.mails(DESK)
    assert (first.uid, first.content, first.received_at) == (uid, b"no header, no end \xff", now)
    assert second.content.startswith(b"Return-Path: <bounce@post.example>\r\nDelivered-To: desk+abc@")
    assert b"; dmarc=fail header.from=post.example\r\n" in second.content


@pytest.mark.parametrize(
    ("header", "login", "expected"),
    [
        (b"From: <client@post.example>", CLIENT, True),
        (b"From: =?utf-8?q?=C3=89lodie?= <Client@POST.example>", "client@Post.example", True),
        (b"FROM:\r\n client@post.example", CLIENT, True),
        (b"From: desk@otc.example", CLIENT, False),
        (b'From: "client@post.example" <desk@otc.example>', CLIENT, False),
        (b"From: client@post.example, desk@otc.example", CLIENT, False),
        (b"From: client@post.example\r\nFrom: desk@otc.example", CLIENT, False),
        (b"From: client+x@post.example", CLIENT, False),
        (b"Subject: no author", CLIENT, False),
        (b"From: ", "", False),
        (b"\r\nFrom: client@post.example", CLIENT, False),
    ],
    ids=[
        "the same", "case does not count", "folded", "somebody else", "in the name only", "two in one",
        "two headers", "with a detail", "none", "nobody", "in the body",
    ],
)  # fmt: skip
def test_who_is_proven(header: bytes, login: str, expected: bool) -> None:
    """The login is the one author."""
    assert is_author(header + b"\r\n\r\nBonjour\r\n", login) is expected


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        (b"Authentication-Results: sandbox.example; dmarc=pass", False),
        (b"authentication-results:\r\n\tSandbox.Example 1;\r\n dmarc=pass", False),
        (b"Authentication-Results: (really) sandbox.example; dmarc=pass", False),
        (b"Return-Path: <forged@post.example>", False),
        (b"Authentication-Results: other.example; dmarc=pass", True),
        (b"X-Note: Authentication-Results: sandbox.example; dmarc=pass", True),
        (b"Subject: long\r\n and folded", True),
    ],
)
def test_only_the_server_speaks_for_itself(header: bytes, kept: bool) -> None:
    """Lines that pretend to come from it are taken away, everything else stays byte for byte."""
    body = b"\r\n\r\nAuthentication-Results: sandbox.example; dmarc=pass\r\n"
    content = b"To: x@y.example\r\n" + header + b"\r\nFrom: a@b.example" + body
    mail = stamped(
        content, sender="a@b.example", recipient=DESK, authserv_id="sandbox.example", authenticated=False
    )
    expected = content if kept else content.replace(header + b"\r\n", b"", 1)
    assert mail.endswith(expected)
    assert mail[: -len(expected)].count(b"\r\n") == 3


@pytest.mark.parametrize("content", [b"", b"\r\nbody", b"Subject: x", b"Subject: x\n\nbody\n", b"\xff\x00"])
def test_anything_can_be_stamped(content: bytes) -> None:
    """Mails without a body, without a header, with other ends of lines."""
    mail = stamped(content, sender="", recipient=DESK, authserv_id="s.example", authenticated=True)
    assert mail.removesuffix(b"\r\n").endswith(content.removesuffix(b"\r\n"))
    assert mail.startswith(b"Return-Path: <>\r\n")


@pytest.mark.parametrize(
    ("ability", "command"), [("IDLE", "IDLE"), ("MOVE", "UID MOVE 101 other"), ("UIDPLUS", "UID EXPUNGE 101")]
)
def test_a_poorer_server_can_be_played(
    start_servers: Start, now: datetime, ability: str, command: str
) -> None:
    """What is not announced does not work either; the rest does."""
    servers = start_servers(abilities=Abilities(**{ability.lower(): False}))
    servers.deliver(DESK, MAIL, now)
    with _imap(servers) as imap:
        offered = {b"IDLE", b"MOVE", b"UIDPLUS"} & set(imap.capabilities())
        assert offered == {b"IDLE", b"MOVE", b"UIDPLUS"} - {ability.encode()}
    address = (servers.host, servers.imap_port)
    with socket.create_connection(address, timeout=5) as talk, talk.makefile("rb") as lines:
        said = ["a LOGIN desk@otc.example desk", "b CREATE other", "c SELECT INBOX", f"d {command}"]
        talk.sendall("".join(f"{line}\r\n" for line in said).encode())
        answers = [
            next(line for line in lines if line.startswith(tag)) for tag in (b"a ", b"b ", b"c ", b"d ")
        ]
    assert [answer.split()[1] for answer in answers[:3]] == [b"OK"] * 3
    assert answers[3].split()[1] in {b"NO", b"BAD"}
    assert len(servers.mails(DESK)) == 1


def test_a_notice_is_never_lost(servers: MailServers, now: datetime) -> None:
    """Not even when the mail comes between two commands: IDLE tells it at once."""
    address = (servers.host, servers.imap_port)
    with socket.create_connection(address, timeout=5) as talk, talk.makefile("rb") as lines:
        talk.sendall(b"a LOGIN desk@otc.example desk\r\nb SELECT INBOX\r\n")
        next(line for line in lines if line.startswith(b"b OK"))
        servers.deliver(DESK, MAIL, now)
        talk.sendall(b"c IDLE\r\n")
        assert next(line for line in lines if b"EXISTS" in line) == b"* 1 EXISTS\r\n"


def test_new_numbers(servers: MailServers, now: datetime) -> None:
    """The mails stay, the numbers and UIDVALIDITY change, whoever was connected is cut off."""
    servers.deliver(DESK, MAIL, now)
    servers.deliver(DESK, MAIL + b"2", now)
    before = servers.mails(DESK)
    imap = _imap(servers)
    first = imap.select_folder("INBOX")[b"UIDVALIDITY"]
    servers.renumber(DESK)
    with pytest.raises(IMAPClient.AbortError):
        imap.noop()
    imap.shutdown()
    with _imap(servers) as imap:
        assert imap.select_folder("INBOX")[b"UIDVALIDITY"] == first + 1
        assert imap.search() == [1, 2]
        servers.deliver(DESK, MAIL + b"3", now)
        imap.noop()
        assert imap.search() == [1, 2, 3]
    after = servers.mails(DESK)
    assert [mail.content for mail in after[:2]] == [mail.content for mail in before]
    assert not {mail.uid for mail in before} & {mail.uid for mail in after}


def test_accounts_do_not_see_one_another(servers: MailServers, now: datetime) -> None:
    """One port, many people: each password opens one mailbox."""
    servers.add_account("late@otc.example", "late")
    servers.deliver(DESK, MAIL, now)
    with _imap(servers, "late@otc.example") as imap:
        assert imap.select_folder("INBOX")[b"EXISTS"] == 0
    other = IMAPClient(servers.host, servers.imap_port, ssl=False, timeout=10)
    with other, pytest.raises(IMAPClient.Error):
        other.login(DESK, "client")


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_both_speak_tls(start_servers: Start, certificates: Certificates, security: str) -> None:
    """With the given certificate; with STARTTLS no password is taken before."""
    files = (certificates.certificate_file, certificates.key_file)
    servers = start_servers(security=security, certificate=files)
    context = certificates.client_context()
    if security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL("localhost", servers.smtp_port, context=context, timeout=10)
        imap = IMAPClient("localhost", servers.imap_port, ssl_context=context, timeout=10)
    else:
        smtp = smtplib.SMTP("localhost", servers.smtp_port, timeout=10)
        assert not smtp.ehlo()[1].count(b"AUTH")
        smtp.starttls(context=context)
        imap = IMAPClient("localhost", servers.imap_port, ssl=False, timeout=10)
        imap.starttls(context)
    with smtp, imap:
        smtp.login(CLIENT, "client")
        smtp.sendmail(CLIENT, [DESK], MAIL)
        imap.login(DESK, "desk")
        assert imap.select_folder("INBOX")[b"EXISTS"] == 1


def test_plain_speech_on_a_tls_port_does_no_harm(start_servers: Start, certificates: Certificates) -> None:
    """A confused client is dropped and the server goes on."""
    files = (certificates.certificate_file, certificates.key_file)
    servers = start_servers(security="tls", certificate=files)
    with socket.create_connection((servers.host, servers.imap_port), timeout=10) as lost:
        lost.sendall(b"a LOGIN x y\r\n" * 10)
        while lost.recv(1000):
            pass
    context = certificates.client_context()
    with IMAPClient("localhost", servers.imap_port, ssl_context=context, timeout=10) as imap:
        imap.login(DESK, "desk")


def test_start_and_stop_are_quick_and_leave_nothing(start_servers: Start) -> None:
    """Dozens of rehearsals in a row: no thread, no port, no half-open connection remains."""
    before = set(threading.enumerate())
    started = time.perf_counter()
    servers = MailServers({DESK: "desk"}, clock=lambda: None).start()
    assert time.perf_counter() - started < 0.3
    imap = _imap(servers)
    imap.select_folder("INBOX")
    imap.idle()
    servers.stop()
    servers.stop()
    assert set(threading.enumerate()) == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((servers.host, servers.imap_port), timeout=5)
    imap.shutdown()


def test_thousands_of_mails(servers: MailServers, now: datetime) -> None:
    """A rehearsal of a busy year does not wait for its servers."""
    started = time.perf_counter()
    for number in range(1000):
        servers.deliver(DESK, MAIL + b"%d\r\n" % number, now)
    with _smtp(servers) as smtp:
        for _ in range(200):
            smtp.sendmail(CLIENT, [DESK], MAIL)
    assert len(servers.mails(DESK)) == 1200
    assert time.perf_counter() - started < 10
