"""The oauth section of a mailbox: what a few keys are enough for, and what is refused with its cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mailbot.config import Mailbox, load_text
from mailbot.errors import BadConfig

HEAD = '[organisation]\nname = "Office"\nprocedure = "tourisme"\n'
BOX = f'{HEAD}[[mailboxes]]\naddress = "r@otc.example"\n'
MICROSOFT = 'provider = "microsoft"\nclient_id = "abc"\n'
GOOGLE = 'provider = "google"\nclient_id = "abc"\nclient_secret = "hush-hush"\n'


def box_of(oauth: str, more: str = "", folder: Path = Path()) -> Mailbox:
    [box] = load_text(f"{BOX}{more}[mailboxes.oauth]\n{oauth}", folder).mailboxes
    return box


def mistakes_of(oauth: str, more: str = "") -> str:
    with pytest.raises(BadConfig) as caught:
        box_of(oauth, more)
    return "\n".join(caught.value.mistakes)


def test_two_keys_are_enough_for_microsoft() -> None:
    """Servers, ports, encryption, addresses and rights are known; no password is asked for."""
    box = box_of(MICROSOFT)
    assert box.oauth
    assert box.imap
    assert box.smtp
    assert (box.imap.host, box.imap.port, box.imap.security) == ("outlook.office365.com", 993, "tls")
    assert (box.smtp.host, box.smtp.port, box.smtp.security) == ("smtp.office365.com", 587, "starttls")
    assert box.imap.oauth == box.smtp.oauth == box.oauth
    assert (box.imap.username, box.smtp.username) == ("r@otc.example", "r@otc.example")
    assert box.oauth.flow == "device"
    assert box.oauth.token_url == "https://login.microsoftonline.com/organizations/oauth2/v2.0/token"
    assert "offline_access" in box.oauth.scopes


def test_three_keys_are_enough_for_google() -> None:
    """By the browser: Google opens no mailbox to a code."""
    box = box_of(GOOGLE)
    assert box.oauth
    assert box.imap
    assert box.smtp
    assert (box.imap.host, box.smtp.host, box.smtp.port) == ("imap.gmail.com", "smtp.gmail.com", 465)
    assert (box.oauth.flow, box.oauth.scopes) == ("browser", ("https://mail.google.com/",))


def test_an_application_has_its_own_rights_and_its_tenant() -> None:
    """Client credentials: the scope of the application, and nobody has to log in."""
    box = box_of(MICROSOFT + 'flow = "application"\ntenant = "otc.example"\nclient_secret = "hush-hush"\n')
    assert box.oauth
    assert box.oauth.scopes == ("https://outlook.office365.com/.default",)
    assert "/otc.example/" in box.oauth.token_url
    assert not box.oauth.needs_login


def test_everything_can_be_overridden() -> None:
    """Another cloud, another provider, a test: no address is built in."""
    given = (
        'client_id = "abc"\ntoken_url = "https://id.example/t"\ndevice_url = "https://id.example/d"\n'
        'scopes = ["mail"]\nmechanism = "oauthbearer"\ntoken_file = "jetons.json"\n'
        "secret_expires = 2028-11-30\n"
    )
    servers = 'imap.host = "imap.example"\nsmtp.host = "smtp.example"\nsmtp.port = 587\n'
    box = box_of(given, servers)
    assert box.oauth
    assert box.imap
    assert box.smtp
    assert (box.imap.host, box.smtp.host, box.smtp.security) == ("imap.example", "smtp.example", "starttls")
    assert (box.oauth.token_url, box.oauth.scopes) == ("https://id.example/t", ("mail",))
    assert (box.oauth.mechanism, box.oauth.secret_expires) == ("oauthbearer", date(2028, 11, 30))
    assert box.oauth.token_file.name == "jetons.json"
    for key in ("token_url", "device_url", "scopes", "tenant"):
        value = '["x"]' if key == "scopes" else '"https://login.microsoftonline.us/x"'
        value = '"otc.example"' if key == "tenant" else value
        assert box_of(f"{MICROSOFT}{key} = {value}\n").oauth != box_of(MICROSOFT).oauth


@pytest.mark.parametrize(
    ("database", "expected"),
    [
        ('url = "sqlite:////var/lib/mailbot/m.sqlite3"', Path("/var/lib/mailbot")),
        ('url = "postgresql://db/mailbot"', Path("/etc/mailbot")),
        ("", Path("/etc/mailbot")),
    ],
)
def test_tokens_are_kept_beside_the_database(database: str, expected: Path) -> None:
    """Where mailbot may write; a name that cannot leave the folder."""
    box = box_of(MICROSOFT, folder=Path("/etc/mailbot"))
    text = f"{BOX.replace('r@otc', '../r@otc')}[mailboxes.oauth]\n{MICROSOFT}[database]\n{database}\n"
    assert box.oauth
    assert box.oauth.token_file.name == "oauth-r@otc.example.json"
    with pytest.raises(BadConfig):
        load_text(text, Path("/etc/mailbot"))
    [box] = load_text(text.replace("../r@", "a/b@"), Path("/etc/mailbot")).mailboxes
    assert box.oauth
    assert box.oauth.token_file == expected / "oauth-a_b@otc.example.json"


def test_a_server_with_a_password_of_its_own_keeps_it() -> None:
    """Tokens to read, and another provider's relay to send."""
    box = box_of(MICROSOFT, 'smtp = { host = "relais.example", username = "u", password = "p" }\n')
    assert box.imap
    assert box.smtp
    assert box.imap.oauth is not None
    assert (box.smtp.oauth, box.smtp.password, box.smtp.username) == (None, "p", "u")
    open_relay = box_of(MICROSOFT, 'smtp = { host = "relais.example", username = "" }\n').smtp
    assert open_relay
    assert (open_relay.oauth, open_relay.username) == (None, "")


@pytest.mark.parametrize(
    ("oauth", "cure"),
    [
        ('client_id = "abc"\n', "token_url"),
        ('provider = "microsoft"\n', "client_id"),
        ('provider = "microsft"\nclient_id = "abc"\n', "microsoft"),
        ('provider = "google"\nclient_id = "abc"\n', "client_secret_file"),
        (GOOGLE + 'flow = "device"\n', '"browser"'),
        (MICROSOFT + 'flow = "application"\ntenant = "x"\n', "client_secret_file"),
        (MICROSOFT + 'flow = "application"\nclient_secret = "hush-hush"\n', "tenant"),
        (MICROSOFT + 'tenant = "../common"\n', "Entra"),
        (MICROSOFT + 'token_url = "http://id.example/t"\n', "https"),
        (MICROSOFT + 'token_url = "ftp://id.example/t"\n', "https"),
        (MICROSOFT + 'token_url = "https://u:p@id.example/t"\n', "mot de passe"),
        (MICROSOFT + 'secret_expires = "en novembre"\n', "2028-11-30"),
        ('client_id = "abc"\ntoken_url = "https://id.example/t"\n', "device_url"),
        (MICROSOFT + 'client_secret = "hush-hush"\nclient_secret_env = "X"\n', "deux façons"),
    ],
)
def test_each_mistake_has_its_cure(oauth: str, cure: str) -> None:
    """With its line; and a secret is never repeated."""
    said = mistakes_of(oauth)
    assert cure in said
    assert "ligne" in said
    assert "hush-hush" not in said


def test_tokens_may_go_to_this_machine_in_clear_text() -> None:
    """A token service in tests, or behind a local proxy."""
    box = box_of(MICROSOFT + 'token_url = "http://127.0.0.1:8080/t"\n')
    assert box.oauth


def test_no_secret_shows_in_a_repr() -> None:
    """Whatever prints the settings."""
    everything: Any = box_of(GOOGLE)
    assert "hush-hush" not in repr(everything)
    assert everything.oauth.client_secret == "hush-hush"
