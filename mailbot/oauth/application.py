"""What an application says to get a token for itself: a secret, or a statement that it signs (RFC 7523).

Microsoft knows the key by its certificate; Google's service account asks in the name of the mailbox.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from mailbot.config import OAuth, SigningKey
from mailbot.config.mistakes import NBSP
from mailbot.errors import PermanentFailure

_LIFE = 300  # seconds in which a statement may be used
_EARLIER = 60  # seconds by which our clock may be ahead
_BY_SERVICE_ACCOUNT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_SIGNED = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def application_form(oauth: OAuth, *, now: float) -> dict[str, str]:
    """The whole question."""
    if oauth.key is None:
        return {"grant_type": "client_credentials", **who(oauth)}
    if oauth.key.service_account:
        claims = {"iss": oauth.key.service_account, "sub": oauth.account, "scope": " ".join(oauth.scopes)}
        return {"grant_type": _BY_SERVICE_ACCOUNT, "assertion": _statement(oauth, oauth.key, claims, now)}
    claims = {"iss": oauth.client_id, "sub": oauth.client_id, "jti": secrets.token_urlsafe(24)}
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": _SIGNED,
        "client_assertion": _statement(oauth, oauth.key, claims, now),
        **who(oauth),
    }


def who(oauth: OAuth) -> dict[str, str]:
    """What goes with every question."""
    scope = " ".join(oauth.scopes)
    return {"client_id": oauth.client_id, "client_secret": oauth.client_secret, "scope": scope}


def certificate_end(oauth: OAuth) -> date | None:
    """The last day of the key, where its certificate says it."""
    if oauth.key is None or not oauth.key.certificate:
        return None
    try:
        from cryptography import x509

        certificate = x509.load_pem_x509_certificate(oauth.key.certificate.encode())
    except (ImportError, ValueError):
        return None  # whoever wants to use it will say so
    return certificate.not_valid_after_utc.date()


def _statement(oauth: OAuth, key: SigningKey, claims: Mapping[str, str], now: float) -> str:
    begins = int(now) - _EARLIER
    times = {"iat": begins, "nbf": begins, "exp": int(now) + _LIFE}
    head: dict[str, str] = {"alg": "PS256" if key.certificate else "RS256", "typ": "JWT"}
    if key.certificate:
        head["x5t#S256"] = _text(hashlib.sha256(_der(oauth, key.certificate)).digest())
    elif key.key_id:
        head["kid"] = key.key_id
    said = ".".join(
        _text(json.dumps(part).encode()) for part in (head, {**claims, "aud": oauth.token_url, **times})
    )
    return f"{said}.{_text(_signature(oauth, key, said.encode()))}"


def _signature(oauth: OAuth, key: SigningKey, said: bytes) -> bytes:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import padding, rsa
    except ImportError:
        raise PermanentFailure(
            "Pour signer avec une clé, il manque une bibliothèque. Tapez, dans l’environnement de mailbot"
            f"{NBSP}: pip install 'mailbot[keys]'"
        ) from None
    private: Any = None
    with suppress(ValueError, TypeError, UnsupportedAlgorithm):  # whose exceptions may quote the key
        private = serialization.load_pem_private_key(key.private_key.encode(), password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise _unusable(oauth)
    digest = hashes.SHA256()
    if key.certificate:
        return private.sign(said, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    return private.sign(said, padding.PKCS1v15(), digest)


def _der(oauth: OAuth, certificate: str) -> bytes:
    end = "-----END CERTIFICATE-----"
    try:
        return ssl.PEM_cert_to_DER_cert(certificate.partition(end)[0] + end)
    except ValueError:
        raise _unusable(oauth) from None


def _unusable(oauth: OAuth) -> PermanentFailure:
    return PermanentFailure(
        f"La clé de la boîte {oauth.account} (oauth.key_file) n’est pas utilisable{NBSP}: il faut une clé RSA"
        " sans phrase secrète, entière, telle que docs/oauth.md la fait faire."
    )


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
