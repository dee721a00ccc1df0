"""The service's mailboxes: addresses, servers, and passwords, which come from one of three places."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from mailbot.config.document import read_bytes
from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.settings import AfterRecording, Imap, Mailbox, Security, Smtp
from mailbot.config.table import Table, bad_address, clean_address

_SECURITIES: tuple[Security, ...] = get_args(Security)
_AFTER: tuple[AfterRecording, ...] = get_args(AfterRecording)
_IMAP_PORTS: dict[Security, int] = {"tls": 993, "starttls": 143, "plain": 143}
_SMTP_PORTS: dict[Security, int] = {"tls": 465, "starttls": 587, "plain": 25}
_SMTP_SECURITY: dict[int, Security] = {587: "starttls", 465: "tls"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where relative paths begin and what the environment holds."""

    base: Path
    environ: Mapping[str, str]


def read_mailboxes(root: Table, around: Surroundings) -> tuple[Mailbox, ...]:
    return tuple(_mailbox(table, around) for table in root.tables("mailboxes"))


def _mailbox(table: Table, around: Surroundings) -> Mailbox:
    address = table.required_address("address")
    imap_table, smtp_table = table.table("imap"), table.table("smtp")
    imap = _imap(imap_table, address, around) if imap_table else None
    result = Mailbox(
        address=address,
        imap=imap,
        smtp=_smtp(smtp_table, imap, address, around) if smtp_table else None,
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


def _imap(table: Table, address: str, around: Surroundings) -> Imap:
    security = table.choice("security", _SECURITIES, "tls")
    host = table.required_text("host", "imap.exemple.fr")
    password = _secret(table, "password", around)
    if password is None:
        table.wrong(
            "password", 'le mot de passe manque. Ajoutez password_file = "mot-de-passe" (ou password_env).'
        )
    result = Imap(
        host=host,
        port=table.integer("port", _IMAP_PORTS[security], low=1, high=65_535),
        security=security,
        username=table.text("username") or address,
        password=password or "",
        folder=table.text("folder") or "INBOX",
        done_folder=table.text("done_folder") or "mailbot",
        after=table.choice("after", _AFTER, "move"),
        allow_plain=table.boolean("allow_plain", default=False),
        ca_file=_readable_file(table, "ca_file", around),
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


def _smtp(table: Table, imap: Imap | None, address: str, around: Surroundings) -> Smtp:
    security = table.choice("security", _SECURITIES, _SMTP_SECURITY.get(_port_given(table), "tls"))
    host = table.required_text("host", "smtp.exemple.fr")
    password = _secret(table, "password", around)
    # Nearly always the same account as for IMAP; username = "" says: this server wants no login.
    username = table.text("username") if table.has("username") else _usual_username(imap, address, password)
    if password is None and imap and username == imap.username:
        password = imap.password
    if username and password is None:
        table.wrong(
            "password", 'le mot de passe manque. Ajoutez password_file = "mot-de-passe" (ou password_env).'
        )
    result = Smtp(
        host=host,
        port=table.integer("port", _SMTP_PORTS[security], low=1, high=65_535),
        security=security,
        username=username,
        password=password or "",
        allow_plain=table.boolean("allow_plain", default=False),
        ca_file=_readable_file(table, "ca_file", around),
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


def _readable_file(table: Table, key: str, around: Surroundings) -> Path | None:
    text = table.text(key)
    if not text:
        return None
    path = around.base / Path(text).expanduser()
    read_bytes(path, table.place(key), table.mistakes)
    return path


def read_secret(table: Table, key: str, around: Surroundings) -> str | None:
    """`key`, `key_env` or `key_file`: exactly one. None: none of them, or a mistake that has been noted."""
    return _secret(table, key, around) or None


def _secret(table: Table, key: str, around: Surroundings) -> str | None:
    """None when no way is given; "" after a mistake: one mistake is told once."""
    ways = [way for way in (key, f"{key}_env", f"{key}_file") if table.has(way)]
    direct, variable, file = (table.text(way) for way in (key, f"{key}_env", f"{key}_file"))
    if len(ways) > 1:
        table.wrong(
            ways[1],
            f"deux façons de donner la même chose. Gardez une seule de ces clés{NBSP}: {', '.join(ways)}.",
        )
        return ""
    if not ways:
        return None
    if ways == [key]:
        if not direct and isinstance(table.values[key], str):
            table.wrong(key, f"cette clé est vide. Remplissez-la, ou utilisez {key}_file.")
        return direct
    if variable:
        return _from_environment(table, f"{key}_env", variable, around)
    return _from_file(table, f"{key}_file", file, around) if file else ""


def _from_environment(table: Table, key: str, name: str, around: Surroundings) -> str:
    value = around.environ.get(name, "").strip()
    if not value:
        # The name is not repeated: people put the password itself there by mistake.
        table.wrong(
            key,
            "cette variable d’environnement n’existe pas ou est vide. Définissez-la avant de lancer mailbot.",
        )
    return value


def _from_file(table: Table, key: str, name: str, around: Surroundings) -> str:
    path = around.base / Path(name).expanduser()
    # The path is not shown: people put the password itself there by mistake.
    raw = read_bytes(path, table.place(key), table.mistakes, shown=f"{table.label(key)}{NBSP}: ce fichier")
    if raw is None:
        return ""
    try:
        value = raw.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError:
        table.wrong(key, "ce fichier n’est pas en UTF-8. Enregistrez-le de nouveau avec l’encodage UTF-8.")
        return ""
    if not value.strip() or "\n" in value:
        table.wrong(key, "ce fichier doit contenir une seule ligne, le secret. Corrigez son contenu.")
        return ""
    if path.stat().st_mode & 0o007:
        table.mistakes.notice(
            table.place(key), f"{quoted(path.name)} est lisible par tous. Tapez{NBSP}: chmod 600 {path}"
        )
    return value
