"""A mailbox without a password: Postfix and Dovecot take tokens, and the daemon outlives a refused one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from company import Company, daemon_running
from mailbot.config import OAuth, Smtp, load_text
from mailbot.daemon import open_desk
from mailbot.deliver import Attempt, Postman, check_server
from mailbot.oauth import access_token, forget_token
from oauth_desk import logged_in
from office import COMPLAINT, text_of
from rigs.oauth import CLIENT_ID
from rigs.postfix import AUTHSERV_ID, Postfix
from rigs.process import wait_until

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "tourisme"

[desk]
recall = "aucun"

[database]
url = "sqlite:///{folder}/desk.sqlite3"

[[mailboxes]]
address = "{service.address}"
authserv_ids = ["{authserv}"]
imap = {{ host = "localhost", port = {imap_port}, ca_file = "{ca_file}" }}
smtp = {{ host = "localhost", port = {smtp_port}, security = "starttls", ca_file = "{ca_file}" }}

[mailboxes.oauth]
client_id = "{client_id}"
token_url = "{tls}/token"
device_url = "{tls}/devicecode"
ca_file = "{ca_file}"
mechanism = "{mechanism}"

[[staff]]
name = "Claire Martin"
email = "{claire.address}"
roles = ["manager", "handler"]

[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
aliases = ["Grand Tétras"]
email = "{hotel.address}"
"""


@contextmanager
def opened_company(folder: Path, postfix: Postfix, mechanism: str = "xoauth2") -> Iterator[Company]:
    """With a token that ends in a moment, and the daemon running."""
    dovecot = postfix.dovecot
    people = {
        "service": postfix.new_account("reclamations"),
        "client": postfix.new_account("elodie.dupont", "client.test"),
        "claire": postfix.new_account("claire.martin", "office.test"),
        "hotel": postfix.new_account("direction", "provider.test"),
    }
    text = CONFIG.format(
        folder=folder,
        authserv=AUTHSERV_ID,
        imap_port=dovecot.imaps_port,
        smtp_port=postfix.submission_port,
        ca_file=dovecot.certificates.ca_file,
        client_id=CLIENT_ID,
        tls=dovecot.tokens.tls_url,
        mechanism=mechanism,
        **people,
    )
    desk = open_desk(load_text(text, folder, environ={}))
    company = Company(postfix=postfix, desk=desk, **people)
    logged_in(oauth_of_company(company), dovecot.tokens)
    with daemon_running(desk):
        yield company
    assert company.gaps() == []
    desk.store.close()


def oauth_of_company(company: Company) -> OAuth:
    [box] = company.desk.settings.mailboxes
    assert box.oauth
    return box.oauth


def complains(company: Company, room: int) -> None:
    body = COMPLAINT.replace("chambre 12", f"chambre {room}")
    company.writes(company.client, "Élodie Dupont", body, to=company.service.address, subject="Séjour")


@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_a_desk_without_a_password_answers(tmp_path: Path, postfix: Postfix, mechanism: str) -> None:
    """In by IMAP and out by SMTP, with one token that was renewed first."""
    with opened_company(tmp_path, postfix, mechanism) as company:
        complains(company, 12)
        [acknowledgement] = company.received(company.client, 1)
        assert "chambre 12" in text_of(company.received(company.hotel, 1)[0])
        assert acknowledgement["Subject"].startswith("[REC-")
        grants = company.dovecot.tokens.grants()
        assert company.settled((0, 1)) == (0, 1)
    assert grants.count("refresh_token") >= 1


def test_a_withdrawn_access_is_outlived(tmp_path: Path, postfix: Postfix) -> None:
    """Nothing gets in or out; somebody logs in again, and the same daemon goes on with what waited."""
    with opened_company(tmp_path, postfix) as company:
        complains(company, 12)
        company.received(company.client, 1)
        tokens, asked = company.dovecot.tokens, len(company.dovecot.tokens.grants())
        tokens.revoke_all(company.service.address)
        company.dovecot.drop_connections(company.service)
        assert wait_until(lambda: len(tokens.grants()) > asked, seconds=30)
        complains(company, 24)
        assert len(company.received(company.client, 1)) == 1
        logged_in(oauth_of_company(company), tokens, seconds_left=3000)
        assert len(company.received(company.client, 2)) == 2


@pytest.fixture
def server(tmp_path: Path, postfix: Postfix) -> Smtp:
    """A submission server that takes tokens; nobody has logged in yet."""
    dovecot = postfix.dovecot
    service = postfix.new_account("reclamations")
    oauth = OAuth(
        account=service.address,
        client_id=CLIENT_ID,
        token_url=f"{dovecot.tokens.url}/token",
        token_file=tmp_path / "tokens.json",
    )
    return Smtp(
        host="localhost",
        port=postfix.submissions_port,
        username=service.address,
        oauth=oauth,
        ca_file=dovecot.certificates.ca_file,
    )


def sent(server: Smtp) -> Attempt:
    async def once() -> Attempt:
        postman = Postman(server)
        try:
            return await postman.send(server.username, server.username, b"Subject: essai\r\n\r\nBonjour\r\n")
        finally:
            await postman.close()

    return asyncio.run(once())


def test_a_letter_waits_where_there_is_no_token(server: Smtp, postfix: Postfix) -> None:
    """The server is out of reach, the letter is not to blame, and the cure is what the outbox shows."""
    assert server.oauth
    attempt = sent(server)
    assert (attempt.outcome, attempt.blames_letter) == ("unreachable", False)
    assert f"mailbot login {server.username}" in attempt.reply
    [finding] = check_server(server)
    assert (finding.level, finding.temporary) == ("problem", False)
    logged_in(server.oauth, postfix.dovecot.tokens, seconds_left=3000)
    assert sent(server).outcome == "sent"
    assert [finding.level for finding in check_server(server)] == ["ok"]


def test_a_token_that_the_server_refuses_is_replaced_before_the_letter_waits(
    server: Smtp, postfix: Postfix
) -> None:
    """Once; where the next is refused too, it is a refused login, with its cure."""
    assert server.oauth
    tokens = postfix.dovecot.tokens
    logged_in(server.oauth, tokens, seconds_left=3000)
    tokens.revoke(access_token(server.oauth))
    assert sent(server).outcome == "sent"
    colleague = postfix.new_account("directrice")
    logged_in(
        server.oauth,
        tokens,
        seconds_left=3000,
        access_token=tokens.new_token(colleague.address),
        refresh_token=tokens.new_access(colleague.address),
    )
    forget_token(server.oauth, access_token(server.oauth))  # and read the file again
    refused = sent(server)
    assert refused.outcome == "unreachable"
    assert "535" in refused.reply
    [finding] = check_server(server)
    assert "docs/oauth.md" in finding.text
