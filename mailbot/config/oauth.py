"""OAuth2 instead of a password: who gives the tokens, to which application, and where they are kept."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.oauth_key import SigningKey, read_key
from mailbot.config.passwords import Surroundings, given_secret, readable_file
from mailbot.config.table import Table

OAuthProvider = Literal["microsoft", "google", "autre"]
# A person types a code; a person brings an address back; or nobody: the application has a secret or a key.
OAuthFlow = Literal["device", "browser", "application"]
OAuthMechanism = Literal["xoauth2", "oauthbearer"]

_PROVIDERS: tuple[OAuthProvider, ...] = get_args(OAuthProvider)
_FLOWS: tuple[OAuthFlow, ...] = get_args(OAuthFlow)
_MECHANISMS: tuple[OAuthMechanism, ...] = get_args(OAuthMechanism)


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """All that is needed to get tokens for one mailbox. `account` is the mailbox, as messages name it."""

    account: str
    client_id: str
    token_url: str
    token_file: Path
    provider: OAuthProvider = "autre"
    flow: OAuthFlow = "device"
    client_secret: str = field(default="", repr=False)
    key: SigningKey | None = field(default=None, repr=False)
    device_url: str = ""
    authorize_url: str = ""
    scopes: tuple[str, ...] = ()
    mechanism: OAuthMechanism = "xoauth2"
    ca_file: Path | None = None
    secret_expires: date | None = None

    @property
    def needs_login(self) -> bool:
        """Does a person have to say yes once, with `mailbot login`?"""
        return self.flow != "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What a provider documents of itself."""

    token_url: str = ""
    device_url: str = ""
    authorize_url: str = ""
    scopes: tuple[str, ...] = ()
    application_scopes: tuple[str, ...] = ()
    flows: tuple[OAuthFlow, ...] = _FLOWS  # the first is the usual one
    imap_host: str = ""
    smtp_host: str = ""
    smtp_port: int = 0
    wants_secret: bool = False


_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0"
_OUTLOOK = "https://outlook.office.com"
PRESETS: dict[OAuthProvider, Preset] = {
    "microsoft": Preset(
        token_url=f"{_MICROSOFT}/token",
        device_url=f"{_MICROSOFT}/devicecode",
        authorize_url=f"{_MICROSOFT}/authorize",
        scopes=(f"{_OUTLOOK}/IMAP.AccessAsUser.All", f"{_OUTLOOK}/SMTP.Send", "offline_access"),
        application_scopes=("https://outlook.office365.com/.default",),
        imap_host="outlook.office365.com",
        smtp_host="smtp.office365.com",
        smtp_port=587,
    ),
    # Google gives no access to mail by a code, and to an application of its own only for a signature.
    "google": Preset(
        token_url="https://oauth2.googleapis.com/token",  # noqa: S106 - an address, no password
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        scopes=("https://mail.google.com/",),
        application_scopes=("https://mail.google.com/",),
        flows=("browser", "application"),
        imap_host="imap.gmail.com",
        smtp_host="smtp.gmail.com",
        smtp_port=465,
        wants_secret=True,
    ),
    "autre": Preset(),
}


def read_oauth(table: Table, account: str, around: Surroundings, folder: Path) -> OAuth:
    """`folder`: where tokens are kept unless the configuration says otherwise."""
    provider = table.choice("provider", _PROVIDERS, "autre")
    preset = PRESETS[provider]
    flow = _flow(table, preset, provider)
    tenant = _tenant(table, provider, flow)
    urls = {key: _url(table, key, getattr(preset, key), tenant) for key in _URLS}
    _require_urls(table, provider, flow, urls)
    key = read_key(table, provider, around)
    scopes = table.texts("scopes")
    usual = preset.application_scopes if flow == "application" else preset.scopes
    result = OAuth(
        account=account,
        provider=provider,
        flow=flow,
        client_id=_client_id(table, key),
        client_secret=_client_secret(table, provider, flow, around),
        key=key,
        token_url=urls["token_url"],
        device_url=urls["device_url"],
        authorize_url=urls["authorize_url"],
        scopes=scopes or usual,
        mechanism=table.choice("mechanism", _MECHANISMS, "xoauth2"),
        ca_file=readable_file(table, "ca_file", around),
        secret_expires=_date(table, "secret_expires"),
        token_file=_token_file(table, account, around, folder),
    )
    table.finish()
    return result


_URLS = ("token_url", "device_url", "authorize_url")


def _flow(table: Table, preset: Preset, provider: OAuthProvider) -> OAuthFlow:
    flow = table.choice("flow", _FLOWS, preset.flows[0])
    if flow in preset.flows:
        return flow
    table.wrong(
        "flow",
        f"{quoted(provider)} n’ouvre pas de boîte aux lettres de cette façon. Écrivez flow ="
        f' "{preset.flows[0]}", ou retirez cette ligne.',
    )
    return preset.flows[0]


def _tenant(table: Table, provider: OAuthProvider, flow: OAuthFlow) -> str:
    tenant = table.text("tenant")
    if tenant and not re.fullmatch(r"[A-Za-z0-9.-]{1,100}", tenant):
        table.wrong("tenant", "ce n’est ni un domaine ni un identifiant d’annuaire. Recopiez-le d’Entra.")
    if provider == "microsoft" and flow == "application" and not tenant and not table.has("token_url"):
        table.wrong(
            "tenant",
            'l’annuaire (locataire) manque. Ajoutez par exemple tenant = "votre-domaine.onmicrosoft.com".',
        )
    return tenant or "organizations"


def _url(table: Table, key: str, usual: str, tenant: str) -> str:
    given = table.text(key)
    if not given:
        return usual.replace("{tenant}", tenant)
    parts = urlsplit(given)
    if not (parts.scheme == "https" and parts.hostname) and not _is_loopback(given):
        # What is sent there opens the mailbox.
        table.wrong(key, f"cette adresse n’est pas chiffrée. Écrivez-la avec https{NBSP}://.")
    if "@" in parts.netloc:
        table.wrong(key, "un mot de passe n’a pas sa place dans cette adresse. Retirez ce qui précède « @ ».")
    return given


def _is_loopback(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        on_this_machine = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
    return parts.scheme == "http" and on_this_machine


def _require_urls(table: Table, provider: OAuthProvider, flow: OAuthFlow, urls: dict[str, str]) -> None:
    if not urls["token_url"]:
        table.wrong(
            "provider" if table.has("provider") else "token_url",
            f'qui donne les jetons{NBSP}? Écrivez provider = "microsoft" ou "google"{NBSP};'
            " pour un autre fournisseur, ajoutez token_url.",
        )
    needed = {"device": "device_url", "browser": "authorize_url"}.get(flow, "token_url")
    if provider == "autre" and urls["token_url"] and not urls[needed]:
        table.wrong(
            needed,
            f"flow = {quoted(flow)} a besoin de cette adresse. Votre fournisseur la dit.",
        )


def _client_id(table: Table, key: SigningKey | None) -> str:
    if key is not None and key.service_account:
        return table.text("client_id") or key.service_account
    return table.required_text("client_id", "11111111-2222-3333-4444-555555555555")


def _client_secret(table: Table, provider: OAuthProvider, flow: OAuthFlow, around: Surroundings) -> str:
    secret = given_secret(table, "client_secret", around)
    if table.has("key_file"):
        if secret is not None:
            table.wrong("key_file", "une clé remplace le secret de l’application. Gardez l’un des deux.")
        elif flow != "application":
            table.wrong("key_file", 'une clé ne sert qu’avec flow = "application". Ajoutez cette ligne.')
    elif flow == "application" and provider == "google":
        table.wrong(
            "flow", 'la clé d’un compte de service manque. Ajoutez key_file = "compte-de-service.json".'
        )
    elif secret is None and (flow == "application" or PRESETS[provider].wants_secret):
        table.wrong(
            "client_secret",
            'le secret de l’application manque. Ajoutez client_secret_file = "secret" (ou _env).',
        )
    return secret or ""


def _date(table: Table, key: str) -> date | None:
    """As TOML writes a date, or as a text: people write both."""
    value = table.values.get(key)
    if type(value) is date:
        table.known.append(key)
        return value
    text = table.text(key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        table.wrong(key, f"{quoted(text)} n’est pas une date. Écrivez-la ainsi{NBSP}: 2028-11-30.")
        return None


def _token_file(table: Table, account: str, around: Surroundings, folder: Path) -> Path:
    given = table.text("token_file")
    if given:
        return around.base / Path(given).expanduser()
    return folder / f"oauth-{re.sub(r'[^A-Za-z0-9.@_+-]', '_', account)}.json"
