"""The one time that a person says yes: a code typed on a page (RFC 8628), or an address brought back from it.

Nothing is written here; the caller tries the tokens before they are kept.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from mailbot.config import OAuth
from mailbot.config.mistakes import NBSP
from mailbot.errors import PermanentFailure, TemporaryFailure
from mailbot.oauth.endpoint import ask
from mailbot.oauth.failures import refused
from mailbot.oauth.kept import Tokens
from mailbot.oauth.source import tokens_from

_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_REDIRECT = "http://127.0.0.1:8765/"  # nobody listens there: the browser shows an error, with the address
_USUAL_PAUSE = 5.0
_LONGEST_PAUSE = 60.0
_LONGEST_LIFE = 3600.0
_PASTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What the person has to do: open this page, and type this code there."""

    url: str
    code: str
    minutes: int


def login_by_code(
    oauth: OAuth,
    *,
    show: Callable[[Invitation], None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.time,
) -> Tokens:
    """Waits until the person is done. TokenRefused when they say no, or let the code lapse."""
    form = {"client_id": oauth.client_id, "scope": " ".join(oauth.scopes)}
    begun = ask(oauth, oauth.device_url, form)
    code, url = begun.text("device_code"), begun.text("verification_uri") or begun.text("verification_url")
    if begun.error or not (code and url and begun.text("user_code")):
        raise refused(oauth, begun.error or "no_code", begun.values)
    life = min(begun.seconds("expires_in") or 900.0, _LONGEST_LIFE)
    show(Invitation(url=url, code=begun.text("user_code"), minutes=max(1, int(life // 60))))
    pause = min(_USUAL_PAUSE if (given := begun.seconds("interval")) is None else given, _LONGEST_PAUSE)
    end = clock() + life
    while clock() < end:
        sleep(pause)
        form = {"grant_type": _DEVICE_GRANT, "device_code": code, "client_id": oauth.client_id}
        try:
            answer = ask(oauth, oauth.token_url, form | {"client_secret": oauth.client_secret})
        except TemporaryFailure:
            pause = min(2 * max(pause, 1.0), _LONGEST_PAUSE)  # as the standard wants it
            continue
        if answer.error == "slow_down":
            pause = min(pause + 5, _LONGEST_PAUSE)
        elif answer.error != "authorization_pending":
            return _lasting(oauth, tokens_from(oauth, answer, now=clock()))
    raise refused(oauth, "expired_token", {})


def login_by_browser(
    oauth: OAuth, *, ask_address: Callable[[str], str], clock: Callable[[], float] = time.time
) -> Tokens:
    """`ask_address` is given the page to open, and returns the address at which the browser ended.

    No port is opened and no browser started: it works over SSH too.
    """
    verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(24)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    question = {
        "client_id": oauth.client_id,
        "redirect_uri": _REDIRECT,
        "response_type": "code",
        "scope": " ".join(oauth.scopes),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "login_hint": oauth.account,
        "access_type": "offline",  # Google: a refresh token, and a new one each time
        "prompt": "consent",
    }
    mark = "&" if "?" in oauth.authorize_url else "?"
    code = _code(oauth, f"{oauth.authorize_url}{mark}{urlencode(question)}", state, ask_address)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _REDIRECT,
        "client_id": oauth.client_id,
        "client_secret": oauth.client_secret,
        "code_verifier": verifier,
    }
    answer = ask(oauth, oauth.token_url, form)
    return _lasting(oauth, tokens_from(oauth, answer, now=clock()))


def _code(oauth: OAuth, page: str, state: str, ask_address: Callable[[str], str]) -> str:
    for _ in range(_PASTES):
        pasted = ask_address(page).strip()
        values = {name: found[0] for name, found in parse_qs(urlsplit(pasted).query).items()}
        if values.get("error"):
            raise refused(oauth, values["error"], values)
        if values.get("code") and secrets.compare_digest(values.get("state", "").encode(), state.encode()):
            return values["code"]
    raise PermanentFailure(
        "Ce n’est pas l’adresse attendue. Recommencez, et copiez toute la ligne d’adresse du navigateur"
        f" une fois l’accord donné{NBSP}: elle commence par {_REDIRECT}?"
    )


def _lasting(oauth: OAuth, tokens: Tokens) -> Tokens:
    if not tokens.refresh_token:
        raise PermanentFailure(
            "Le fournisseur n’a donné qu’un accès d’une heure, sans de quoi le renouveler. Il manque le droit"
            f" offline_access{NBSP}: ajoutez-le à oauth.scopes (boîte {oauth.account})."
        )
    return tokens
