"""How a token is said to a mail server: XOAUTH2 (Google's and Microsoft's own) or OAUTHBEARER (RFC 7628)."""

from __future__ import annotations

from mailbot.config.oauth import OAuthMechanism


def mechanism_name(mechanism: OAuthMechanism) -> str:
    return mechanism.upper()


def first_response(mechanism: OAuthMechanism, username: str, token: str, *, host: str, port: int) -> bytes:
    if mechanism == "oauthbearer":
        # "=" and "," would end the name (RFC 5801).
        name = username.replace("=", "=3D").replace(",", "=2C")
        return f"n,a={name},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01".encode()
    return f"user={username}\x01auth=Bearer {token}\x01\x01".encode()


def answer_to_challenge(mechanism: OAuthMechanism) -> bytes:
    """A challenge after the token is a refusal that wants to be taken note of; then the server says no."""
    return b"\x01" if mechanism == "oauthbearer" else b""
