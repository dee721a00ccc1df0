"""An application that signs and says no secret: Microsoft's certificates, Google's service accounts."""

from __future__ import annotations

import base64
import hashlib
import json
import ssl
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_other_key
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

from mailbot.config import OAuth, load_text
from mailbot.errors import BadConfig, PermanentFailure
from mailbot.oauth import TokenRefused, access_token, expiries, forget_token
from mailbot.oauth.source import TokenSource
from oauth_desk import ACCOUNT, oauth_of, secrets_of
from rigs.oauth import CLIENT_ID, TokenEndpoint

ROBOT = "mailbot@office.iam.gserviceaccount.example"
END = date(2028, 11, 30)
HEAD = '[organisation]\nname = "Office"\nprocedure = "tourisme"\n[[mailboxes]]\n'
MICROSOFT = (
    f'provider = "microsoft"\nclient_id = "{CLIENT_ID}"\ntenant = "otc.example"\nflow = "application"\n'
)
GOOGLE = 'provider = "google"\nflow = "application"\n'


@pytest.fixture
def endpoint() -> Iterator[TokenEndpoint]:
    with TokenEndpoint(application_mailbox=ACCOUNT) as service:
        yield service


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def pem_of(key: RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def certificate_of(key: RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mailbot")])
    end = datetime(END.year, END.month, END.day, 12, tzinfo=UTC)
    made = x509.CertificateBuilder(
        issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=7,
        not_valid_before=end - timedelta(days=700), not_valid_after=end,
    ).sign(key, hashes.SHA256())  # fmt: skip
    return made.public_bytes(serialization.Encoding.PEM).decode()


def configured(folder: Path, oauth: str, content: str) -> OAuth:
    """As the configuration gives it, the key in a file."""
    file = folder / "key"
    file.write_text(content, encoding="utf-8")
    file.chmod(0o600)
    text = f'{HEAD}address = "{ACCOUNT}"\n[mailboxes.oauth]\n{oauth}key_file = "key"\n'
    [box] = load_text(text, folder).mailboxes
    assert box.oauth
    return box.oauth


def at(endpoint: TokenEndpoint, oauth: OAuth) -> OAuth:
    return replace(oauth, token_url=f"{endpoint.url}/token")


def service_account(key: RSAPrivateKey) -> str:
    """The file as Google hands it out."""
    return json.dumps({
        "type": "service_account", "private_key_id": "abc123", "private_key": pem_of(key),
        "client_email": ROBOT, "client_id": "1234", "token_uri": "https://elsewhere.example/token",
    })  # fmt: skip


def test_a_certificate_stands_for_a_secret(
    endpoint: TokenEndpoint, tmp_path: Path, key: RSAPrivateKey
) -> None:
    """The statement is signed as Microsoft wants it, names the certificate, and no secret is said."""
    certificate = certificate_of(key)
    oauth = at(endpoint, configured(tmp_path, MICROSOFT, pem_of(key) + certificate))
    endpoint.keys[CLIENT_ID] = key.public_key()
    assert access_token(oauth) == access_token(oauth)
    forget_token(oauth, access_token(oauth))
    access_token(oauth)
    assert endpoint.grants() == ["client_credentials"] * 2
    first, second = (form["client_assertion"] for form in endpoint.asked)
    assert first != second
    thumb = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).digest()
    shown = base64.urlsafe_b64encode(thumb).rstrip(b"=").decode()
    assert endpoint.heads[0] == {"alg": "PS256", "typ": "JWT", "x5t#S256": shown}
    assert "client_secret" not in endpoint.asked[0]
    assert endpoint.asked[0]["scope"] == "https://outlook.office365.com/.default"


def test_a_service_account_opens_the_mailbox_in_its_name(
    endpoint: TokenEndpoint, tmp_path: Path, key: RSAPrivateKey
) -> None:
    """From Google's file alone: who signs, with which key. It goes where Google is known to be."""
    oauth = configured(tmp_path, GOOGLE, service_account(key))
    assert oauth.token_url == "https://oauth2.googleapis.com/token"
    endpoint.keys[ROBOT] = key.public_key()
    endpoint.delegated.add(ACCOUNT)
    assert access_token(at(endpoint, oauth))
    assert endpoint.heads == [{"alg": "RS256", "typ": "JWT", "kid": "abc123"}]
    assert set(endpoint.asked[0]) == {"path", "grant_type", "assertion"}


def test_a_key_that_nobody_knows_is_refused_with_its_cure(
    endpoint: TokenEndpoint, tmp_path: Path, key: RSAPrivateKey
) -> None:
    """Another's certificate, a mailbox that was not delegated, a clock that is wrong."""
    microsoft = at(endpoint, configured(tmp_path, MICROSOFT, pem_of(key) + certificate_of(key)))
    with pytest.raises(TokenRefused, match="certificat qui"):
        access_token(microsoft)
    google = at(endpoint, configured(tmp_path, GOOGLE, service_account(key)))
    with pytest.raises(TokenRefused, match="horloge"):
        access_token(google)
    endpoint.keys[ROBOT] = key.public_key()
    with pytest.raises(TokenRefused, match="administrateur"):
        access_token(google)
    endpoint.delegated.add(ACCOUNT)
    with pytest.raises(TokenRefused, match="horloge"):
        TokenSource(google, clock=lambda: 0.0).access_token()
    assert access_token(google)


def test_the_end_of_a_certificate_is_told_a_month_before(
    endpoint: TokenEndpoint, tmp_path: Path, key: RSAPrivateKey
) -> None:
    """It says so itself: nobody has to note the date. A service account's key has no end."""
    oauth = configured(tmp_path, MICROSOFT, pem_of(key) + certificate_of(key))
    [expiry] = expiries(oauth, today=END - timedelta(days=20))
    assert (expiry.what, expiry.on, expiry.is_near) == ("key", END, True)
    assert "oauth.key_file" in expiry.sentence
    assert expiries(configured(tmp_path, GOOGLE, service_account(key)), today=END) == []


def test_no_key_is_in_anything_that_is_said(
    endpoint: TokenEndpoint, tmp_path: Path, key: RSAPrivateKey
) -> None:
    """Not even where it is damaged, and the library complains of it."""
    pem = pem_of(key)
    oauth = at(endpoint, configured(tmp_path, MICROSOFT, pem + certificate_of(key)))
    with pytest.raises(TokenRefused) as caught:
        access_token(oauth)
    said = [repr(oauth), repr(caught.value)]
    assert oauth.key
    damaged = replace(oauth, key=replace(oauth.key, private_key=pem.replace(pem[300:340], "")))
    with pytest.raises(PermanentFailure, match=r"oauth\.key_file") as spoilt:
        access_token(damaged)
    assert spoilt.value.__context__ is None
    said.append(repr(spoilt.value))
    for secret in (*pem.splitlines()[1:-1], *secrets_of(endpoint)):
        assert secret not in "\n".join(said)


def test_only_an_rsa_key_signs(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    """Neither Microsoft nor Google takes another for this."""
    other = generate_other_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    oauth = oauth_of(endpoint, tmp_path, flow="application", client_secret="")
    given = configured(tmp_path, 'client_id = "x"\ntoken_url = "https://x.example/t"\nflow = "application"\n'
                       'scopes = ["mail"]\n', other.decode())  # fmt: skip
    with pytest.raises(PermanentFailure, match="RSA"):
        access_token(replace(oauth, key=given.key))
    assert endpoint.asked == []


def test_without_the_library_the_cure_is_named(
    endpoint: TokenEndpoint, tmp_path: Path, key: RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who signs nothing needs nothing of it."""
    oauth = at(endpoint, configured(tmp_path, GOOGLE, service_account(key)))
    for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(PermanentFailure, match=r"mailbot\[keys\]"):
        access_token(oauth)


@pytest.mark.parametrize(
    ("oauth", "content", "said"),
    [
        (GOOGLE, "-----BEGIN PRIVATE KEY-----\nx", "compte de service"),
        (GOOGLE, '{"client_email": "a", "private_key": "b"}', "clé privée"),
        (GOOGLE, "[" * 100_000, "compte de service"),
        (MICROSOFT, "hello", "clé privée"),
        (MICROSOFT, "-----BEGIN PRIVATE KEY-----\nx", "certificat manque"),
        (MICROSOFT, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nx", "phrase secrète"),
        (MICROSOFT.replace("application", "device"), "-----BEGIN PRIVATE KEY-----\nx", "application"),
        (MICROSOFT + 'client_secret = "hush"\n', "-----BEGIN PRIVATE KEY-----\nx", "l’un des deux"),
    ],
)
def test_a_key_that_cannot_do_is_a_mistake_with_its_line(
    tmp_path: Path, oauth: str, content: str, said: str
) -> None:
    """Said at the start, not when mail waits."""
    with pytest.raises(BadConfig) as caught:
        configured(tmp_path, oauth, content)
    assert any(said in mistake and "key_file" in mistake for mistake in caught.value.mistakes)


def test_a_service_account_without_its_key_is_a_mistake(tmp_path: Path) -> None:
    """Google gives an application nothing for a secret."""
    with pytest.raises(BadConfig) as caught:
        load_text(f'{HEAD}address = "{ACCOUNT}"\n[mailboxes.oauth]\n{GOOGLE}client_id = "a"\n', tmp_path)
    assert any("compte de service" in mistake for mistake in caught.value.mistakes)
