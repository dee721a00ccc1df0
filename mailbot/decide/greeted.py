"""Whether a letter greets somebody who is not its client: answered in the wrong case, nearly always.

Asked about only where it is sure enough: the client's family name is known, the greeting names somebody with
a title, and nothing that is known of the client comes near that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from mailbot.decide.commands import fold
from mailbot.expressions import Expression

_TITLE = r"(?:madame|monsieur|mademoiselle|mesdames|messieurs|mme|mlle|mr|m\.|m(?=\s+[A-ZÀ-Ý]))"
_GREETING = Expression(
    rf"(?P<hello>re-?bonjour|bonjour|bonsoir|chère|cher)?[\s,]*(?:chère|cher)?\s*(?P<titles>{_TITLE}"
    rf"(?:\s*(?:,|et|ou)\s*(?:chère|cher)?\s*{_TITLE})*)\s+(?P<name>[^\n,;:!.]{{2,60}})",
    re.IGNORECASE,
)
# What stands behind « Madame » and is nobody's name.
_NO_NAMES = frozenset(fold(
    "madame monsieur mademoiselle mesdames messieurs mme mlle mr et ou la le les l de du des d van von der "
    "den cher chère bonjour bonsoir a maire directeur directrice président présidente docteur maître "
    "professeur client cliente clients voyageur voyageuse visiteur visiteuse adhérent adhérente stagiaire "
    "élève assuré assurée candidat candidate réclamant gérant gérante responsable nous je j vous votre "
    "suite merci en pour comme concernant "
    "conseiller conseillère abbé curé proviseur proviseure préfet préfète "
    "ministre sénateur sénatrice député députée adjoint adjointe secrétaire général générale recteur "
    "rectrice doyen doyenne avocat avocate notaire colonel commandant capitaine ambassadeur ambassadrice"
).split())  # fmt: skip
_PARTICLES = ("de", "du", "des", "d", "le", "la", "van", "von", "der", "den", "et")
_LEAST = 3  # letters of a name that can be compared
_NEARLY = 78  # of 100: a misspelt name is still that name


def somebody_else(text: str, client_name: str, known: frozenset[str]) -> str:
    """The name greeted, where it cannot be the client's; empty: nothing to ask.

    `known`: words of the case itself, in which a spouse or a child is named too.
    """
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    match = _GREETING.match(first)
    if match is None or "@" in client_name or len(_words(client_name)) < 2:
        return ""
    name, more = _capitalised(match["name"])
    # « Monsieur Martin a appelé » greets nobody.
    if more and not match["hello"]:
        return ""
    greeted = _words(name)
    own = _words(client_name)
    # In a text every other word resembles some name: there the name itself must stand.
    if not greeted or any(word in known or _resembles(word, own) for word in greeted):
        return ""
    return f"{match['titles']} {name}"


def _capitalised(name: str) -> tuple[str, bool]:
    """The words that are written as names are, and whether others follow them."""
    words = name.split()
    for n, word in enumerate(words):
        if word[:1].islower() and word.lower() not in _PARTICLES:
            return " ".join(words[:n]), True
    return " ".join(words), False


def _words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in _NO_NAMES and len(word) >= _LEAST]


def _resembles(word: str, own: Iterable[str]) -> bool:
    return any(
        word == other or (len(word) > _LEAST and (word in other or fuzz.ratio(word, other) >= _NEARLY))
        for other in own
    )
