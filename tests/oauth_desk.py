"""What tests of OAuth2 share: settings for the token service in tests/rigs, and all that must stay secret."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from mailbot.config import OAuth
from mailbot.oauth import Tokens
from mailbot.oauth.kept import keep
from rigs.oauth import CLIENT_ID, CLIENT_SECRET, TokenEndpoint

ACCOUNT = "reclamations@otc.example"


def oauth_of(endpoint: TokenEndpoint, folder: Path, *, account: str = ACCOUNT, **changed: Any) -> OAuth:
    values: dict[str, Any] = {
        "account": account,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "token_url": f"{endpoint.url}/token",
        "device_url": f"{endpoint.url}/devicecode",
        "authorize_url": f"{endpoint.url}/authorize",
        "token_file": folder / "tokens.json",
    }
    return OAuth(**(values | changed))


def logged_in(oauth: OAuth, endpoint: TokenEndpoint, *, seconds_left: float = 0, **changed: Any) -> Tokens:
    """The file as a login that long ago left it: the access token is good for so many seconds yet."""
    now = time.time()
    values: dict[str, Any] = {
        "access_token": endpoint.new_token(oauth.account),
        "refresh_token": endpoint.new_access(oauth.account),
        "client_id": oauth.client_id,
        "obtained_at": now - 3600 + seconds_left,
        "expires_at": now + seconds_left,
    }
    tokens = Tokens(**(values | changed))
    keep(oauth.token_file, tokens)
    return tokens


def secrets_of(endpoint: TokenEndpoint) -> set[str]:
    """All that was ever sent to it or given by it, and opens something."""
    sent = {
        form[key]
        for form in endpoint.asked
        for key in (
            "client_secret",
            "client_assertion",
            "assertion",
            "refresh_token",
            "device_code",
            "code",
            "code_verifier",
            "token",
        )
        if form.get(key)
    }
    return sent | endpoint.given | {CLIENT_SECRET}
