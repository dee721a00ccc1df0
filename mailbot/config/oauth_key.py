"""The key by which an application proves who it is: with a certificate, or as a service account."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mailbot.config.document import read_bytes
from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.passwords import Surroundings
from mailbot.config.table import Table

_KEY = "PRIVATE KEY-----"
_CERTIFICATE = "-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    private_key: str = field(repr=False)  # PEM
    certificate: str = ""  # PEM: Microsoft knows the key by it
    key_id: str = ""
    service_account: str = ""  # Google's: it asks in the name of the mailbox


def read_key(table: Table, provider: str, around: Surroundings) -> SigningKey | None:
    """Of `key_file`, as the provider hands it out; None without one, or after a mistake."""
    name = table.text("key_file")
    if not name:
        return None
    path = around.base / Path(name).expanduser()
    # The path is not shown: people put the key itself there by mistake.
    raw = read_bytes(path, table.place("key_file"), table.mistakes, shown="key_file : ce fichier")
    if raw is None:
        return None
    text = raw.decode("utf-8-sig", errors="replace")
    found = _service_account(text) if provider == "google" else _pem(text)
    if isinstance(found, str):
        table.wrong("key_file", found)
        return None
    if provider == "microsoft" and not found.certificate:
        table.wrong("key_file", "le certificat manque dans ce fichier. Ajoutez-le à la suite de la clé.")
    if path.stat().st_mode & 0o007:
        table.mistakes.notice(
            table.place("key_file"),
            f"{quoted(path.name)} est lisible par tous. Tapez{NBSP}: chmod 600 {path}",
        )
    return found


def _service_account(text: str) -> SigningKey | str:
    import json

    try:
        values: Any = json.loads(text)
        account, key = values["client_email"], values["private_key"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return "ce n’est pas la clé JSON d’un compte de service. Téléchargez-la de nouveau chez Google."
    found = _pem(str(key))
    if isinstance(found, str):
        return found
    return SigningKey(
        private_key=found.private_key,
        key_id=str(values.get("private_key_id", "")),
        service_account=str(account),
    )


def _pem(text: str) -> SigningKey | str:
    if _KEY not in text:
        return "il n’y a pas de clé privée dans ce fichier (-----BEGIN PRIVATE KEY-----)."
    if "ENCRYPTED" in text:
        return "cette clé est protégée par une phrase secrète. Enregistrez-la sans phrase, et chmod 600."
    _, mark, certificate = text.partition(_CERTIFICATE)
    return SigningKey(private_key=text, certificate=mark + certificate)
