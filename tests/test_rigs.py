"""The real servers do what tests rely on; nothing of mailbot takes part here."""

from __future__ import annotations

import contextlib
import email
import email.policy
import imaplib
import smtplib
import socket
import ssl
from collections.abc import Callable
from email.message import EmailMessage

import psycopg
import pytest

from rigs.certificates import HOST
from rigs.dovecot import POOR_CAPABILITY, Dovecot, Tls
from rigs.postfix import AUTHSERV_ID, Postfix
from rigs.process import free_port, wait_until

TLS: list[Tls] = ["starttls", "implicit"]


def a_mail(sender: str, recipient: str, **headers: str) -> EmailMessage:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, "Réclamation"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("La chambre était froide.\n")
    return mail


def parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


@pytest.mark.realmail
@pytest.mark.parametrize("tls", TLS)
def test_imap_login_works_over_each_kind_of_tls(dovecot: Dovecot, tls: Tls) -> None:
    """A person logs in over STARTTLS and over TLS from the first byte."""
    account = dovecot.new_account("claire.martin")
    with dovecot.imap(account, tls=tls) as client:
        assert client.select("INBOX")[0] == "OK"


@pytest.mark.realmail
def test_imap_refuses_a_wrong_password(dovecot: Dovecot) -> None:
    """A wrong password is an error, and at once."""
    dovecot.new_account("claire.martin")
    context = dovecot.certificates.client_context()
    with (
        imaplib.IMAP4_SSL(HOST, dovecot.imaps_port, ssl_context=context) as client,
        pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"),
    ):
        client.login("claire.martin@example.test", "faux")


@pytest.mark.realmail
def test_who_does_not_know_our_authority_does_not_connect(dovecot: Dovecot) -> None:
    """The certificate is trusted through `ca_file` only, so a client that does not check is found out."""
    with pytest.raises(ssl.SSLCertVerificationError):
        imaplib.IMAP4_SSL(HOST, dovecot.imaps_port, ssl_context=ssl.create_default_context())


@pytest.mark.realmail
def test_lmtp_delivers_to_an_address_with_a_token(dovecot: Dovecot) -> None:
    """`service+token@` lands in the service's inbox and is told apart by Delivered-To."""
    service = dovecot.new_account("reclamations")
    tokened = service.address.replace("@", "+abc123@")
    dovecot.deliver(tokened, a_mail("elodie@client.test", tokened).as_bytes())
    [raw] = dovecot.wait_for_mails(service)
    assert parsed(raw)["Delivered-To"] == tokened


@pytest.mark.realmail
def test_a_mailbox_can_change_its_uidvalidity(dovecot: Dovecot) -> None:
    """After the change the mails are there under another UIDVALIDITY, numbered anew."""
    service = dovecot.new_account("reclamations")
    for number in range(3):
        dovecot.deliver(service.address, f"Subject: {number}\r\n\r\n{number}\r\n".encode())
    with dovecot.imap(service) as client:
        client.select("INBOX")
        client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
        client.uid("EXPUNGE", "1")
    before, mails = dovecot.uidvalidity(service), dovecot.mails(service)
    dovecot.change_uidvalidity(service)
    assert dovecot.uidvalidity(service) == before + 1
    assert sorted(dovecot.mails(service)) == sorted(mails)
    with dovecot.imap(service) as client:
        client.select("INBOX")
        assert client.uid("SEARCH", "ALL")[1] == [b"1 2"]


@pytest.mark.realmail
def test_uidvalidity_can_change_while_the_server_is_stopped(start_dovecot: Callable[..., Dovecot]) -> None:
    """A stop keeps mail and ports; the restarted server shows the new UIDVALIDITY."""
    dovecot = start_dovecot()
    service = dovecot.new_account("reclamations")
    dovecot.deliver(service.address, b"Subject: un\r\n\r\nun\r\n")
    before = dovecot.uidvalidity(service)
    dovecot.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, dovecot.imaps_port), timeout=5)
    dovecot.change_uidvalidity(service)
    dovecot.start()
    assert dovecot.uidvalidity(service) == before + 1
    assert len(dovecot.mails(service)) == 1


@pytest.mark.realmail
def test_a_poor_server_announces_neither_idle_nor_move(
    dovecot: Dovecot, start_dovecot: Callable[..., Dovecot]
) -> None:
    """Old servers exist: a second instance hides what it can."""
    poor = start_dovecot(capability=POOR_CAPABILITY)
    for server, expected in ((dovecot, True), (poor, False)):
        with server.imap(server.new_account("reclamations")) as client:
            announced = client.capability()[1][0].decode().split()
            assert ("IDLE" in announced, "MOVE" in announced, "UIDPLUS" in announced) == (expected,) * 3


def is_cut(client: imaplib.IMAP4) -> bool:
    """The server takes a moment to send its connections away."""
    try:
        client.noop()
    except (imaplib.IMAP4.abort, OSError):
        return True
    return False


@pytest.mark.realmail
def test_open_connections_can_be_dropped(dovecot: Dovecot) -> None:
    """The server closes an account's connections, as when it restarts; logging in again works."""
    service = dovecot.new_account("reclamations")
    with dovecot.imap(service) as client:
        dovecot.drop_connections(service)
        assert wait_until(lambda: is_cut(client))
    assert dovecot.mails(service) == []


@pytest.mark.realmail
@pytest.mark.parametrize("tls", TLS)
def test_submitted_mail_arrives_with_its_token_and_our_word_for_the_sender(
    postfix: Postfix, tls: Tls
) -> None:
    """A client's mail to `service+token@` says whom it was delivered to and that its sender had logged in."""
    service, client = postfix.new_account("reclamations"), postfix.new_account("elodie", "client.test")
    tokened = service.address.replace("@", "+abc123@")
    with postfix.submission(client, tls=tls) as connection:
        connection.send_message(a_mail(client.address, tokened))
    [raw] = postfix.dovecot.wait_for_mails(service)
    mail = parsed(raw)
    assert mail["Delivered-To"] == tokened
    assert mail["Subject"] == "Réclamation"
    assert mail.get_all("Authentication-Results") == [
        f"{AUTHSERV_ID}; auth=pass smtp.auth={client.address} header.from=client.test"
    ]


FORGERIES = [
    f"{AUTHSERV_ID}; auth=pass smtp.auth=claire@example.test header.from=example.test",
    f"{AUTHSERV_ID.upper()} 1; dmarc=pass header.from=example.test",
    f"(a comment; with a semicolon) {AUTHSERV_ID}; dmarc=pass",
    f'"{AUTHSERV_ID}"; dmarc=pass',
    f"\r\n {AUTHSERV_ID};\r\n dmarc=pass",
]


@pytest.mark.realmail
def test_headers_that_claim_to_be_ours_are_removed_from_outside_mail(postfix: Postfix) -> None:
    """Our authserv-id survives in no spelling; the word of another server stays, and so does the mail."""
    service = postfix.new_account("reclamations")
    forged = b"".join(b"Authentication-Results: " + header.encode() + b"\r\n" for header in FORGERIES)
    foreign = b"Authentication-Results: mx.elsewhere.test; dmarc=pass header.from=client.test\r\n"
    with postfix.outside() as connection:
        raw = forged + foreign + a_mail("claire.martin@example.test", service.address).as_bytes()
        connection.sendmail("elodie@client.test", service.address, raw)
    [received] = postfix.dovecot.wait_for_mails(service)
    mail = parsed(received)
    assert mail.get_all("Authentication-Results") == ["mx.elsewhere.test; dmarc=pass header.from=client.test"]
    assert "froide" in mail.get_content()


@pytest.mark.realmail
def test_a_logged_in_client_cannot_forge_our_word_either(postfix: Postfix) -> None:
    """On submission the forged header goes and the true one stays: both pass through cleanup."""
    service, client = postfix.new_account("reclamations"), postfix.new_account("elodie", "client.test")
    forged = b"".join(b"Authentication-Results: " + header.encode() + b"\r\n" for header in FORGERIES)
    with postfix.submission(client) as connection:
        raw = forged + a_mail("claire.martin@example.test", service.address).as_bytes()
        connection.sendmail(client.address, service.address, raw)
    [received] = postfix.dovecot.wait_for_mails(service)
    assert parsed(received).get_all("Authentication-Results") == [
        f"{AUTHSERV_ID}; auth=pass smtp.auth={client.address} header.from=client.test"
    ]


@pytest.mark.realmail
def test_a_login_sends_under_its_own_address_only(postfix: Postfix) -> None:
    """Another person's address as sender is refused; one's own, with a detail or empty, is taken."""
    service, client = postfix.new_account("reclamations"), postfix.new_account("elodie", "client.test")
    with (
        postfix.submission(client) as connection,
        pytest.raises(smtplib.SMTPRecipientsRefused, match="not owned by user"),
    ):
        connection.sendmail(service.address, service.address, b"Subject: faux\r\n\r\nfaux\r\n")
    with postfix.submission(service) as connection:
        for sender in (service.address, service.address.replace("@", "+retour@"), ""):
            connection.sendmail(sender, client.address, b"Subject: vrai\r\n\r\nvrai\r\n")
    postfix.dovecot.wait_for_mails(client, 3)


@pytest.mark.realmail
def test_submission_wants_tls_and_a_login(postfix: Postfix) -> None:
    """Without TLS no password is taken, and without a login no mail."""
    service = postfix.new_account("reclamations")
    with smtplib.SMTP(HOST, postfix.submission_port, local_hostname="localhost") as connection:
        connection.ehlo()
        assert not connection.has_extn("auth")
        assert connection.mail("") == (530, b"5.7.0 Must issue a STARTTLS command first")
        connection.starttls(context=postfix.dovecot.certificates.client_context())
        for sender in (service.address, ""):
            with pytest.raises(smtplib.SMTPRecipientsRefused, match=r"not logged in|Access denied"):
                connection.sendmail(sender, service.address, b"Subject: non\r\n\r\nnon\r\n")
        with pytest.raises(smtplib.SMTPAuthenticationError):
            connection.login(service.address, "faux")


@pytest.mark.realmail
@pytest.mark.parametrize(
    ("address", "code"), [("inconnu@example.test", 550), ("someone@example.net", 550), ("x@gmail.com", 550)]
)
def test_unknown_addresses_and_the_rest_of_the_world_are_refused(
    postfix: Postfix, address: str, code: int
) -> None:
    """An unknown user of ours, and any address that might exist out there, get 550 from submission."""
    service = postfix.new_account("reclamations")
    with (
        postfix.submission(service) as connection,
        pytest.raises(smtplib.SMTPRecipientsRefused) as refused,
    ):
        connection.sendmail(service.address, address, b"Subject: ici\r\n\r\nici\r\n")
    assert refused.value.recipients[address][0] == code


@pytest.mark.realmail
def test_the_outside_port_relays_to_nobody(postfix: Postfix) -> None:
    """Being on this machine is no reason to relay."""
    with (
        postfix.outside() as connection,
        pytest.raises(smtplib.SMTPRecipientsRefused, match="Relay access denied"),
    ):
        connection.sendmail("a@client.test", "someone@example.net", b"Subject: non\r\n\r\nnon\r\n")


@pytest.mark.realmail
def test_mail_to_a_dead_address_comes_back_as_a_bounce(postfix: Postfix) -> None:
    """An address that takes the mail and fails later gives a true delivery report."""
    service = postfix.new_account("reclamations")
    dead = postfix.new_dead_address("disparue", "client.test")
    with postfix.submission(service) as connection:
        connection.send_message(a_mail(service.address, dead))
    [raw] = postfix.dovecot.wait_for_mails(service)
    report = parsed(raw)
    assert report.get_content_type() == "multipart/report"
    assert f"Final-Recipient: rfc822; {dead}".encode() in raw
    assert b"Action: failed" in raw


@pytest.mark.realmail
@pytest.mark.parametrize(
    ("mechanism", "response"),
    [
        ("XOAUTH2", "user={address}\x01auth=Bearer {token}\x01\x01"),
        ("OAUTHBEARER", "n,a={address},\x01auth=Bearer {token}\x01\x01"),
    ],
)
def test_a_token_opens_the_mailbox_and_the_way_out_until_it_is_revoked(
    postfix: Postfix, mechanism: str, response: str
) -> None:
    """Both OAuth mechanisms work over IMAP and over submission, and not with a token of yesterday."""
    dovecot = postfix.dovecot
    account, context = postfix.new_account("reclamations"), dovecot.certificates.client_context()
    token = dovecot.tokens.new_token(account.address)
    said = response.format(address=account.address, token=token)

    def log_in() -> None:
        with imaplib.IMAP4_SSL(HOST, dovecot.imaps_port, ssl_context=context) as client:
            client.authenticate(mechanism, lambda _: said.encode())

    log_in()
    with smtplib.SMTP(HOST, postfix.submission_port, local_hostname="localhost") as client:
        client.starttls(context=context)
        client.ehlo()
        assert client.auth(mechanism, lambda _=None: said)[0] == 235
    dovecot.tokens.revoke(token)
    with pytest.raises(imaplib.IMAP4.error):
        log_in()


@pytest.mark.postgres
def test_each_database_is_fresh(postgres_url: str) -> None:
    """The URL opens an empty database in UTF-8."""
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        encoding = connection.execute("SHOW server_encoding").fetchone()
        connection.execute("CREATE TABLE left_behind (id int)")
    assert tables == (0,)
    assert encoding == ("UTF8",)


# The same test twice: the second run would see what the first left behind.
test_each_database_is_fresh_again = test_each_database_is_fresh


def test_ports_are_given_once() -> None:
    """Two servers never get the same port, and a port is free when it is given."""
    ports = [free_port() for _ in range(20)]
    assert len(set(ports)) == 20
    for port in ports:
        with socket.socket() as server:
            server.bind(("127.0.0.1", port))


def test_a_condition_that_never_comes_true_ends_at_its_deadline() -> None:
    """Waiting answers False instead of hanging."""
    assert not wait_until(lambda: False, seconds=0.05)
    assert wait_until(lambda: True)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_connecting_to_another_machine_fails_the_test(host: str) -> None:
    """No test reaches the network, and no `except Exception` hides that it tried."""
    with (
        pytest.raises(pytest.fail.Exception, match="tests stay on this machine"),
        contextlib.suppress(Exception),
    ):
        socket.create_connection((host, 25), timeout=1)


def test_names_of_other_machines_are_not_looked_up() -> None:
    """A real name fails the test; a reserved name is unknown without asking a name server."""
    with pytest.raises(pytest.fail.Exception):
        socket.getaddrinfo("www.example.org", 443)
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("imap.otc.example", 993)


def test_this_machine_is_within_reach() -> None:
    """Loopback and Unix sockets work."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    left, right = socket.socketpair()
    left.close()
    right.close()
