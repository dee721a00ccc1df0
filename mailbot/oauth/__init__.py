"""Tokens instead of passwords: had from a provider, renewed, kept, and said to mail servers.

`access_token` gives the token that opens a mailbox now; a login is the one time that a person says yes.
No secret is in any message, any log line, or any exception.
"""

from __future__ import annotations

from mailbot.oauth.expiry import Expiry, expiries, watch
from mailbot.oauth.failures import TokenRefused
from mailbot.oauth.kept import Tokens, kept_tokens
from mailbot.oauth.login import Invitation, login_by_browser, login_by_code
from mailbot.oauth.sasl import answer_to_challenge, first_response, mechanism_name
from mailbot.oauth.source import access_token, forget_token, keep_fresh, save_tokens

__all__ = [
    "Expiry",
    "Invitation",
    "TokenRefused",
    "Tokens",
    "access_token",
    "answer_to_challenge",
    "expiries",
    "first_response",
    "forget_token",
    "keep_fresh",
    "kept_tokens",
    "login_by_browser",
    "login_by_code",
    "mechanism_name",
    "save_tokens",
    "watch",
]
