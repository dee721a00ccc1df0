"""One question to a provider's token service: a form goes there over verified TLS, JSON comes back.

No redirect is followed (what is sent opens a mailbox), answers are bounded in size and in time, and
nothing of what was sent or answered is ever part of an exception.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib import error, request
from urllib.parse import urlencode, urlsplit

from mailbot.config import OAuth
from mailbot.errors import PermanentFailure
from mailbot.oauth.failures import unreachable

SECONDS = 20.0
_LARGEST_ANSWER = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    values: Mapping[str, Any]

    @property
    def error(self) -> str:
        """The standard's word for what went wrong, or "" when nothing did."""
        word = self.values.get("error")
        if isinstance(word, str) and word:
            return word
        return "" if self.status == 200 else f"http_{self.status}"

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def seconds(self, key: str) -> float | None:
        """A duration; Microsoft's older services write numbers as text."""
        value = self.values.get(key)
        try:
            number = float(value) if isinstance(value, (int, float, str)) else None
        except ValueError:
            return None
        return number if number is not None and 0 <= number < 10**10 else None


def ask(oauth: OAuth, url: str, form: Mapping[str, str], *, seconds: float = SECONDS) -> Answer:
    """TemporaryFailure when there is no answer at all; what the answer means is for the caller to say."""
    body = urlencode({name: value for name, value in form.items() if value}).encode("ascii")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    asked = request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - https, or this machine
    failure: Exception
    try:
        opener = _opener(oauth, url)
        try:
            answer = opener.open(asked, timeout=seconds)
        except error.HTTPError as refusal:
            answer = refusal  # 400 is how the standard says no; a redirect ends here too
        with answer:
            return Answer(status=int(answer.status or 0), values=_values(_bounded(answer, seconds)))
    except (OSError, http.client.HTTPException, ValueError) as caught:
        failure = caught
    # Outside the `except`: the library's exception may quote the request, so it is not carried along.
    raise unreachable(oauth, url, failure)


def _opener(oauth: OAuth, url: str) -> request.OpenerDirector:
    """Without the handlers that follow redirects, open files, or speak other protocols."""
    try:
        context = ssl.create_default_context(cafile=oauth.ca_file)
    except OSError as missing:
        raise PermanentFailure(
            f"Le fichier de certificats {oauth.ca_file} n’est pas lisible. Corrigez oauth.ca_file."
        ) from missing
    opener = request.OpenerDirector()
    opener.addheaders = [("User-Agent", "mailbot")]
    if not _is_here(url):
        opener.add_handler(request.ProxyHandler())
    for handler in (
        request.HTTPHandler(),
        request.HTTPSHandler(context=context),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _is_here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bounded(answer: Any, seconds: float) -> bytes:
    """A server that sends a byte a second would otherwise hold us for ever."""
    end = time.monotonic() + seconds
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST_ANSWER:
            raise ValueError("the answer is too long")
        if time.monotonic() > end:
            raise TimeoutError
    return b"".join(pieces)


def _values(body: bytes) -> Mapping[str, Any]:
    """Empty for an answer that is no JSON object: a proxy's page, a portal's."""
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
