"""Where the token of a mailbox comes from now: memory, the file, or the provider, in that order.

One source a mailbox and process, shared by the thread that reads and the one that sends.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

from mailbot.config import OAuth
from mailbot.errors import MailbotError
from mailbot.log import log
from mailbot.oauth.application import application_form, who
from mailbot.oauth.endpoint import Answer, ask
from mailbot.oauth.failures import TokenRefused, not_logged_in, refused
from mailbot.oauth.kept import Tokens, keep, kept_tokens, locked

_USUAL_LIFE = 3600.0  # for a provider that does not say
_LOOKED_EVERY = 60.0
_TOLD_EVERY = 3600.0  # seconds between two log lines about one refusal


def tokens_from(oauth: OAuth, answer: Answer, *, now: float, known: Tokens | None = None) -> Tokens:
    """What an answer grants; a provider that sends no new refresh token means the old one."""
    if answer.error or not answer.text("access_token"):
        raise refused(oauth, answer.error or "no_token", answer.values)
    life = answer.seconds("expires_in")
    ends = answer.seconds("refresh_token_expires_in")
    renewed = answer.text("refresh_token")
    kept_end = None if renewed or known is None else known.refresh_expires_at
    return Tokens(
        access_token=answer.text("access_token"),
        refresh_token=renewed or (known.refresh_token if known else ""),
        client_id=oauth.client_id,
        obtained_at=now,
        expires_at=now + (_USUAL_LIFE if life is None else life),
        refresh_expires_at=now + ends if ends else kept_end,
    )


class TokenSource:
    def __init__(self, oauth: OAuth, *, clock: Callable[[], float] = time.time) -> None:
        self._oauth = oauth
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: Tokens | None = None
        self._unsaved: Tokens | None = None  # the disk was full: what we have is newer than the file
        self._refused = ""  # a mail server did not take it, however fresh it looks
        self._told_at: float | None = None
        self._looked_at: float | None = None

    def keep_fresh(self) -> None:
        """As often as you like: the provider is asked once a minute at most."""
        now = time.monotonic()
        if self._looked_at is None or now - self._looked_at > _LOOKED_EVERY:
            self._looked_at = now
            self.access_token()

    def access_token(self, *, quiet: bool = False) -> str:
        """TokenRefused names the cure. `quiet`: whoever asks tells people, the log need not."""
        with self._lock:
            try:
                token = self._current().access_token
            except TokenRefused as refusal:
                if not quiet:
                    self._tell(refusal)
                raise
            self._told_at = None
            return token

    def forget(self, token: str) -> None:
        """A mail server has refused it: the next one will be another."""
        with self._lock:
            self._refused = token
            self._tokens = None

    def save(self, tokens: Tokens) -> None:
        """After a login. OSError when it cannot be written."""
        with self._lock, locked(self._oauth.token_file):
            keep(self._oauth.token_file, tokens)
            self._tokens, self._unsaved, self._refused, self._told_at = tokens, None, "", None

    # -- inside ----------------------------------------------------------------------------------

    def _current(self) -> Tokens:
        if self._unsaved is not None and self._oauth.needs_login:
            with locked(self._oauth.token_file):
                self._keep(self._unsaved)
        if (known := self._tokens) and self._is_good(known):
            return known
        if not self._oauth.needs_login:
            self._tokens = self._asked(application_form(self._oauth, now=self._clock()), None)
            return self._tokens
        with locked(self._oauth.token_file):
            self._tokens = self._from_file()
        return self._tokens

    def _from_file(self) -> Tokens:
        """Under the lock: another worker may have renewed them, or a person logged in, a moment ago."""
        known = self._unsaved or kept_tokens(self._oauth.token_file)
        if known is None or known.client_id != self._oauth.client_id:
            raise not_logged_in(self._oauth)
        if self._is_good(known):
            return known
        if not known.refresh_token:
            raise not_logged_in(self._oauth)
        form = {"grant_type": "refresh_token", "refresh_token": known.refresh_token}
        renewed = self._asked(form | who(self._oauth), known)
        self._keep(renewed)
        log.info("token_renewed", mailbox=self._oauth.account)
        return renewed

    def _is_good(self, tokens: Tokens) -> bool:
        return tokens.is_fresh(self._clock()) and tokens.access_token != self._refused

    def _asked(self, form: Mapping[str, str], known: Tokens | None) -> Tokens:
        answer = ask(self._oauth, self._oauth.token_url, form)
        return tokens_from(self._oauth, answer, now=self._clock(), known=known)

    def _keep(self, tokens: Tokens) -> None:
        """Mail goes on with what is in memory; a restart before the disk is mended would need a login."""
        try:
            keep(self._oauth.token_file, tokens)
        except OSError as error:
            self._unsaved = tokens
            log.error("token_not_saved", mailbox=self._oauth.account, error=error.strerror or "OSError")
        else:
            self._unsaved = None

    def _tell(self, refusal: TokenRefused) -> None:
        now = time.monotonic()
        if self._told_at is None or now - self._told_at > _TOLD_EVERY:
            self._told_at = now
            log.error("token_refused", mailbox=self._oauth.account, error=str(refusal))


_sources: dict[OAuth, TokenSource] = {}
_guard = threading.Lock()


def _source(oauth: OAuth) -> TokenSource:
    with _guard:
        return _sources.setdefault(oauth, TokenSource(oauth))


def access_token(oauth: OAuth, *, quiet: bool = False) -> str:
    """For a connection that is about to be opened. Raises MailbotError: its words name the cure."""
    return _source(oauth).access_token(quiet=quiet)


def forget_token(oauth: OAuth, token: str) -> None:
    _source(oauth).forget(token)


def save_tokens(oauth: OAuth, tokens: Tokens) -> None:
    _source(oauth).save(tokens)


def keep_fresh(oauth: OAuth) -> None:
    """Renews what is about to end although nothing is opened: an access that is used does not lapse, and one
    that is withdrawn is noticed within the hour, not when a connection is lost.
    """
    try:
        _source(oauth).keep_fresh()
    except TokenRefused:
        return  # told
    except MailbotError as failure:
        log.warning("token_not_renewed", mailbox=oauth.account, error=str(failure))
