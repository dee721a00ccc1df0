"""A TOML file read from disk or from text: its values, and where each of them stands."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailbot.config.lines import Path as KeyPath
from mailbot.config.lines import lines_of
from mailbot.config.mistakes import NBSP, Mistakes, Place
from mailbot.expressions import Expression

_LARGEST_BYTES = 8_000_000
_TOML_PLACE = Expression(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")

# What tomllib says (the beginning of it), and what an admin can do about it.
_CURES = (
    ("Expected '='", "il manque «\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}» entre la clé et sa valeur"),
    (
        "Invalid statement",
        "cette ligne n’est ni une clé, ni une section entre crochets, ni un commentaire (#)",
    ),
    (
        "Invalid initial character",
        "une clé est attendue ici\N{NO-BREAK SPACE}: des accolades tiennent sur une seule ligne",
    ),
    ("Invalid value", "la valeur n’est pas comprise\N{NO-BREAK SPACE}: un texte se met entre guillemets"),
    ("Cannot overwrite", "cette clé est déjà donnée plus haut\N{NO-BREAK SPACE}: gardez-en une seule"),
    (
        "Cannot declare",
        "cette section existe déjà plus haut\N{NO-BREAK SPACE}: gardez-en une seule, ou [[…]] pour une liste",
    ),
    ("Cannot mutate", "cette section existe déjà plus haut\N{NO-BREAK SPACE}: gardez-en une seule"),
    ("Unescaped '\\'", "doublez chaque barre oblique inverse (\\\\), ou mettez le texte entre apostrophes"),
    ("Invalid hex", "doublez chaque barre oblique inverse (\\\\), ou mettez le texte entre apostrophes"),
    ("Unterminated string", "un guillemet fermant manque"),
    ("Illegal character", "un guillemet fermant manque, ou un caractère interdit s’est glissé là"),
    ("Unclosed array", "un crochet fermant manque"),
    ("Unclosed inline table", "une accolade fermante manque"),
    ("Expected ']", "un crochet fermant manque"),
    (
        "Expected newline",
        "il y a quelque chose de trop après la valeur\N{NO-BREAK SPACE}: une seule clé par ligne",
    ),
    ("Duplicate inline table key", "une clé est donnée deux fois dans les accolades"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    file: str
    values: Mapping[str, Any]
    lines: Mapping[KeyPath, int]

    def locate(self, path: KeyPath) -> Place:
        """The line of a key, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return Place(file=self.file, line=self.lines[path[:length]])
        return Place(file=self.file)


def read_document(path: Path, mistakes: Mistakes) -> Document:
    """The document, or an empty one after a mistake has been noted."""
    raw = read_bytes(path, Place(file=path.name), mistakes)
    text = _decoded(raw or b"", path.name, mistakes)
    return parse_document(text, path.name, mistakes)


def parse_document(text: str, file: str, mistakes: Mistakes) -> Document:
    try:
        values = tomllib.loads(text)
        lines = lines_of(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        mistakes.add(*_explained(str(error), text, file))
        return Document(file=file, values={}, lines={})
    except RecursionError:
        mistakes.add(Place(file=file), "trop de crochets les uns dans les autres. Simplifiez le fichier.")
        return Document(file=file, values={}, lines={})
    return Document(file=file, values=values, lines=lines)


def read_bytes(path: Path, place: Place, mistakes: Mistakes, *, shown: str = "") -> bytes | None:
    """The bytes of a file that the configuration names, or None after a mistake has been noted."""
    name = shown or f"«{NBSP}{path}{NBSP}»"  # whole: people copy it
    try:
        if path.is_dir():
            mistakes.add(place, f"{name} est un dossier. Donnez le nom d’un fichier.")
            return None
        if path.stat().st_size > _LARGEST_BYTES:
            mistakes.add(place, f"{name} est trop gros (plus de 8{NBSP}Mo). Vérifiez le nom du fichier.")
            return None
        return path.read_bytes()
    except FileNotFoundError:
        mistakes.add(place, f"{name} n’existe pas. Vérifiez le chemin ou créez le fichier.")
    except PermissionError:
        mistakes.add(place, f"{name} ne peut pas être lu. Donnez le droit de lecture au compte de mailbot.")
    except (OSError, ValueError):
        mistakes.add(place, f"{name} ne peut pas être lu. Vérifiez le chemin.")
    return None


def _decoded(raw: bytes, file: str, mistakes: Mistakes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        mistakes.add(
            Place(file=file, line=line),
            "ce fichier n’est pas en UTF-8. Enregistrez-le de nouveau avec l’encodage UTF-8.",
        )
        return ""


def _explained(error: str, text: str, file: str) -> tuple[Place, str]:
    match = _TOML_PLACE.search(error)
    line = int(match[1]) if match and match[1] else text.rstrip().count("\n") + 1
    what = _TOML_PLACE.sub("", error)
    cure = next((cure for begin, cure in _CURES if what.startswith(begin)), f"TOML non valable ({what})")
    return Place(file=file, line=line), f"{cure}."
