"""What will end one day, noticed before: an application's secret or key, the access that a person gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from mailbot.config import OAuth
from mailbot.config.mistakes import NBSP
from mailbot.errors import MailbotError
from mailbot.log import log
from mailbot.oauth.application import certificate_end
from mailbot.oauth.failures import login_again
from mailbot.oauth.kept import kept_tokens

SOON = timedelta(days=30)
What = Literal["secret", "key", "access"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    what: What
    on: date
    days_left: int
    sentence: str

    @property
    def is_over(self) -> bool:
        return self.days_left < 0

    @property
    def is_near(self) -> bool:
        return self.days_left <= SOON.days


def expiries(oauth: OAuth, *, today: date) -> list[Expiry]:
    """Of all that is known to end; near or not."""
    found = []
    if oauth.secret_expires:
        cure = (
            "Créez-en un nouveau chez votre fournisseur, mettez-le dans oauth.client_secret_file, et sa fin"
            " dans oauth.secret_expires."
        )
        found.append(
            _expiry(
                "secret", f"Le secret de l’application de {oauth.account}", oauth.secret_expires, today, cure
            )
        )
    if key_end := certificate_end(oauth):
        cure = "Faites une nouvelle clé et son certificat (docs/oauth.md), et mettez-les dans oauth.key_file."
        found.append(_expiry("key", f"La clé de l’application de {oauth.account}", key_end, today, cure))
    end = _access_end(oauth) if oauth.needs_login else None
    if end:
        found.append(_expiry("access", f"L’accès donné à {oauth.account}", end, today, login_again(oauth)))
    return found


def _expiry(what: What, whose: str, on: date, today: date, cure: str) -> Expiry:
    left = (on - today).days
    when = f"est périmé depuis le {on:%d/%m/%Y}" if left < 0 else f"vaut jusqu’au {on:%d/%m/%Y}"
    urgent = f"{NBSP}: dans {left} jours." if 1 < left <= SOON.days else "."
    hint = f" {cure}" if left <= SOON.days else ""
    return Expiry(what=what, on=on, days_left=left, sentence=f"{whose} {when}{urgent}{hint}")


def _access_end(oauth: OAuth) -> date | None:
    try:
        tokens = kept_tokens(oauth.token_file)
    except MailbotError:
        return None  # whoever wants to use it will say so
    if tokens is None or tokens.refresh_expires_at is None:
        return None
    return datetime.fromtimestamp(tokens.refresh_expires_at, UTC).date()


_told: dict[tuple[str, str], date] = {}


def watch(oauth: OAuth, *, today: date) -> None:
    """Into the log, once a day, from thirty days before the end."""
    for expiry in expiries(oauth, today=today):
        key = (oauth.account, expiry.what)
        if expiry.is_near and _told.get(key) != today:
            _told[key] = today
            log.warning(
                "token_expires_soon", mailbox=oauth.account, what=expiry.what, on=expiry.on.isoformat(),
                days_left=expiry.days_left, error=expiry.sentence,
            )  # fmt: skip
