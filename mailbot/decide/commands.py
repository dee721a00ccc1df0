"""What staff write: which lines are commands, which text remains, and what was not understood."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

# name → does it need something behind it?  "" no, "texte" anything, or the name of what it needs
COMMANDS: dict[str, str] = {
    "reclamation": "",
    "suggestion": "",
    "autre": "",
    "prestataire": "nom",
    "interne": "",
    "transmettre": "",
    "relancer": "",
    "gravite": "niveau",
    "assigner": "nom",
    "appel": "texte",
    "motif": "texte",
    "cause": "texte",
    "dysfonctionnement": "texte",
    "solution": "texte",
    "favorable": "",
    "partiel": "",
    "rejet": "",
    "cloturer": "",
    "rouvrir": "",
    "note": "",
    "nepluscontacter": "",
    "confirmer": "",
    "aide": "",
}

SHOWN = {"nepluscontacter": "ne-plus-contacter", "cloturer": "clôturer", "gravite": "gravité",
         "reclamation": "réclamation"}  # fmt: skip
OUTCOMES = {"favorable": "favorable", "partiel": "partiel", "rejet": "rejet"}
SEVERITIES = ("faible", "normale", "grave")

_LINE = re.compile(r"^\s*#\s?([^\W\d_][\w-]*)\s*[:,]?\s*(.*?)\s*$")
_CLOSINGS = re.compile(
    r"^(bien |tres |sincerement )?(cordialement|cdlt|cdt|merci( d avance| beaucoup)?|bonne (journee|soiree)|"
    r"bien a vous|salutations|bonjour|bonsoir|amities)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A staff mail taken apart. `unclear` not empty: nothing of it may be done."""

    commands: tuple[Command, ...]
    text: str
    unclear: tuple[str, ...] = ()


def parse(text: str, *, signature_words: frozenset[str] = frozenset()) -> Writing:
    """Commands stand at the top or at the end; a `#` in the middle of a text is text."""
    lines = text.strip().splitlines()
    top, rest = _block(lines)
    bottom, middle = _block(list(reversed(_without_signature(rest, signature_words))))
    if not bottom:
        middle = list(reversed(rest))
    found = [*top, *reversed(bottom)]
    remaining = "\n".join(reversed(middle)).strip()
    if found and is_only_closing(remaining, signature_words):
        remaining = ""
    commands, unclear = [], []
    for word, argument in found:
        command, problem = _understood(word, argument)
        if command:
            commands.append(command)
        if problem:
            unclear.append(problem)
    unclear += [problem for line in remaining.splitlines() if (problem := _stray(line))]
    return Writing(commands=tuple(commands), text=remaining, unclear=tuple(unclear))


def fold(text: str) -> str:
    """Lower case, no accents, words and single spaces only."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())


def is_only_closing(text: str, signature_words: frozenset[str]) -> bool:
    """Politeness and the writer's own signature are no message to anybody."""
    for line in text.splitlines():
        words = fold(line)
        if not words or _CLOSINGS.match(words):
            continue
        if not set(words.split()) <= signature_words:
            return False
    return True


def _block(lines: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The commands at the beginning of `lines`, and the lines behind them."""
    found = []
    for n, line in enumerate(lines):
        if match := _LINE.match(line):
            found.append((match[1], match[2]))
        elif line.strip():
            return found, lines[n:]
    return found, []


def _without_signature(lines: list[str], signature_words: frozenset[str]) -> list[str]:
    """Commands at the end may have "Cordialement, Claire" behind them."""
    for n in range(len(lines), 0, -1):
        if not is_only_closing(lines[n - 1], signature_words):
            return lines[:n]
    return lines


def _understood(word: str, argument: str) -> tuple[Command | None, str]:
    name = fold(word).replace(" ", "")
    argument = argument.strip().rstrip(".;!").strip()
    if name not in COMMANDS:
        near = difflib.get_close_matches(name, COMMANDS, n=3, cutoff=0.6)
        hint = " ou ".join(f"#{SHOWN.get(n, n)}" for n in near)
        return None, f"#{word} n'est pas une commande connue." + (
            f" Vouliez-vous dire {hint} ?" if hint else ""
        )
    if COMMANDS[name] and not argument:
        return None, f"#{SHOWN.get(name, name)} : il manque {_missing(COMMANDS[name])}."
    if name == "gravite" and fold(argument) not in SEVERITIES:
        return None, f"#gravité : écrivez faible, normale ou grave (et non « {argument} »)."
    return Command(name=name, argument=argument), ""


def _stray(line: str) -> str:
    """A known command lost in the middle of the text: better ask than send it to a client."""
    match = _LINE.match(line)
    if match and fold(match[1]).replace(" ", "") in COMMANDS:
        return f"« {line.strip()} » est au milieu du texte : mettez les commandes au début ou à la fin."
    return ""


def _missing(what: str) -> str:
    return {"nom": "un nom", "niveau": "le niveau (faible, normale ou grave)"}.get(what, "un texte")
