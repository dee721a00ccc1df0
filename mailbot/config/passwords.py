"""Passwords and other secrets, which come from one of three places; and files that are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mailbot.config.document import read_bytes
from mailbot.config.mistakes import NBSP, quoted
from mailbot.config.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where relative paths begin and what the environment holds."""

    base: Path
    environ: Mapping[str, str]


def readable_file(table: Table, key: str, around: Surroundings) -> Path | None:
    text = table.text(key)
    if not text:
        return None
    path = around.base / Path(text).expanduser()
    read_bytes(path, table.place(key), table.mistakes)
    return path


def read_secret(table: Table, key: str, around: Surroundings) -> str | None:
    """`key`, `key_env` or `key_file`: exactly one. None: none of them, or a mistake that has been noted."""
    return given_secret(table, key, around) or None


def given_secret(table: Table, key: str, around: Surroundings) -> str | None:
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
