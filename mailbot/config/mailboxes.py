"""The service's mailboxes: addresses, servers, and how mailbot proves who it is: a password, or tokens."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import get_args

from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.oauth import PRESETS, OAuth, Preset, read_oauth
from mailbot.config.passwords import Surroundings, given_secret, readable_file
from mailbot.config.settings import AfterRecording, Imap, Mailbox, Security, Smtp
from mailbot.config.table import Table, bad_address, clean_address

_SECURITIES: tuple[Security, ...] = get_args(Security)
_AFTER: tuple[AfterRecording, ...] = get_args(AfterRecording)
_IMAP_PORTS: dict[Security, int] = {"tls": 993, "starttls": 143, "plain": 143}
_SMTP_PORTS: dict[Security, int] = {"tls": 465, "starttls": 587, "plain": 25}
_SMTP_SECURITY: dict[int, Security] = {587: "starttls", 465: "tls"}


def read_mailboxes(root: Table, around: Surroundings, tokens: Path) -> tuple[Mailbox, ...]:
    """`tokens`: the folder for the tokens of mailboxes that are opened with OAuth2."""
    return tuple(_mailbox(table, around, tokens) for table in root.tables("mailboxes"))


def _mailbox(table: Table, around: Surroundings, tokens: Path) -> Mailbox:
    address = table.required_address("address")
    oauth_table = table.table("oauth")
    oauth = read_oauth(oauth_table, address, around, tokens) if oauth_table else None
    # The servers of Microsoft and Google are known: nobody has to write them down.
    known = PRESETS[oauth.provider] if oauth else Preset()
    imap_table, smtp_table = table.table("imap"), table.table("smtp")
    if known.imap_host:
        imap_table, smtp_table = table.section("imap"), table.section("smtp")
    imap = _imap(imap_table, address, around, oauth, known) if imap_table else None
    result = Mailbox(
        address=address,
        imap=imap,
        smtp=_smtp(smtp_table, imap, address, around, oauth, known) if smtp_table else None,
        oauth=oauth,
        aliases=read_addresses(table, "aliases"),
        plus_addressing=table.boolean("plus_addressing", default=True),
        authserv_ids=tuple(name.lower() for name in table.texts("authserv_ids")),
        origin=str(table.place("address")),
    )
    servers = f'Cette clé va dans imap ou smtp, par exemple{NBSP}: imap.host = "…".'
    table.finish(dict.fromkeys(("host", "port", "username", "password", "security"), servers))
    return result


def read_addresses(table: Table, key: str) -> tuple[str, ...]:
    cleaned = []
    for text in table.texts(key):
        address = clean_address(text)
        if address is None:
            table.wrong(key, bad_address(text))
        else:
            cleaned.append(address)
    return tuple(dict.fromkeys(cleaned))


def _imap(table: Table, address: str, around: Surroundings, oauth: OAuth | None, known: Preset) -> Imap:
    security = table.choice("security", _SECURITIES, "tls")
    host = table.text("host") or known.imap_host or table.required_text("host", "imap.exemple.fr")
    password = given_secret(table, "password", around)
    if password is None and oauth is None:
        table.wrong(
            "password", 'le mot de passe manque. Ajoutez password_file = "mot-de-passe" (ou password_env).'
        )
    result = Imap(
        host=host,
        port=table.integer("port", _IMAP_PORTS[security], low=1, high=65_535),
        security=security,
        username=table.text("username") or address,
        password=password or "",
        oauth=oauth if password is None else None,
        folder=table.text("folder") or "INBOX",
        done_folder=table.text("done_folder") or "mailbot",
        after=table.choice("after", _AFTER, "move"),
        allow_plain=table.boolean("allow_plain", default=False),
        ca_file=readable_file(table, "ca_file", around),
        poll_seconds=table.integer("poll_seconds", 60, low=5, high=3_600),
        idle=table.boolean("idle", default=True),
    )
    if result.after == "move" and result.folder.casefold() == result.done_folder.casefold():
        table.wrong(
            "done_folder", "le dossier d’arrivée est aussi le dossier de rangement. Choisissez-en un autre."
        )
    _refuse_plain(table, host, security, allowed=result.allow_plain)
    table.finish()
    return result


def _smtp(
    table: Table,
    imap: Imap | None,
    address: str,
    around: Surroundings,
    oauth: OAuth | None,
    known: Preset,
) -> Smtp:
    port = _port_given(table) or known.smtp_port
    security = table.choice("security", _SECURITIES, _SMTP_SECURITY.get(port, "tls"))
    host = table.text("host") or known.smtp_host or table.required_text("host", "smtp.exemple.fr")
    password = given_secret(table, "password", around)
    # Nearly always the same account as for IMAP; username = "" says: this server wants no login.
    username = table.text("username") if table.has("username") else _usual_username(imap, address, password)
    by_token = oauth if username and password is None else None
    if password is None and by_token is None and imap and username == imap.username:
        password = imap.password
    if username and password is None and by_token is None:
        table.wrong(
            "password", 'le mot de passe manque. Ajoutez password_file = "mot-de-passe" (ou password_env).'
        )
    result = Smtp(
        host=host,
        port=table.integer("port", known.smtp_port or _SMTP_PORTS[security], low=1, high=65_535),
        security=security,
        username=username,
        password=password or "",
        oauth=by_token,
        allow_plain=table.boolean("allow_plain", default=False),
        ca_file=readable_file(table, "ca_file", around),
    )
    _refuse_plain(table, host, security, allowed=result.allow_plain)
    table.finish()
    return result


def _usual_username(imap: Imap | None, address: str, password: str | None) -> str:
    if imap:
        return imap.username
    return address if password is not None else ""


def _port_given(table: Table) -> int:
    port = table.values.get("port")
    return port if isinstance(port, int) else 0


def _refuse_plain(table: Table, host: str, security: Security, *, allowed: bool) -> None:
    """A password in clear text over a network is somebody else's password soon."""
    if security == "plain" and host and not allowed and not _is_loopback(host):
        table.wrong(
            "security",
            f'mot de passe et courriels passeraient en clair jusqu’à {quoted(host)}. Écrivez security = "tls"'
            ' ou "starttls" ; si ce réseau est vraiment sûr, ajoutez allow_plain = true.',
        )


def _is_loopback(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
