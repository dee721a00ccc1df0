"""What was found, where, and how the places are put together into one text with placeholders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mailbot.expressions import Expression
from mailbot.procedure.numbers import PLACEHOLDERS as PLACEHOLDERS_OF_NUMBERS
from mailbot.redact.folding import fold
from mailbot.redact.grammar import contractions, fluent

Kind = Literal[
    "person", "email", "phone", "address", "iban", "card", "nir", "birthdate", "plate", "handle", "url",
    "number", "booking", "contract", "file", "company",
]  # fmt: skip

PLACEHOLDERS: dict[Kind, str] = {
    "person": "[une personne]",
    "email": "[adresse électronique]",
    "phone": "[téléphone]",
    "address": "[adresse]",
    "iban": "[IBAN]",
    "card": "[carte bancaire]",
    "nir": "[numéro de sécurité sociale]",
    "birthdate": "[date de naissance]",
    "plate": PLACEHOLDERS_OF_NUMBERS["plaque"],
    "handle": "[pseudonyme]",
    "url": "[adresse web]",
    "number": "[numéro]",
    "booking": PLACEHOLDERS_OF_NUMBERS["réservation"],
    "contract": PLACEHOLDERS_OF_NUMBERS["contrat"],
    "file": PLACEHOLDERS_OF_NUMBERS["dossier"],
    "company": "[coordonnées]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place in a text. `placeholder` empty: the one of its kind."""

    start: int
    end: int
    kind: Kind
    text: str
    placeholder: str = ""

    @property
    def stands_for(self) -> str:
        return self.placeholder or PLACEHOLDERS[self.kind]


def finding(text: str, start: int, end: int, kind: Kind, placeholder: str = "") -> Finding:
    """A finding without blanks and separators at its ends."""
    while start < end and text[start] in " \t\n\u00a0\u202f,;:-–|/":
        start += 1
    while end > start and text[end - 1] in " \t\n\u00a0\u202f,;:-–|/":
        end -= 1
    return Finding(start=start, end=end, kind=kind, text=text[start:end], placeholder=placeholder)


def masked(text: str, findings: list[Finding]) -> str:
    """The text with every place replaced. Overlapping places become one, named after the longest."""
    pieces: list[str] = []
    done = 0
    for start, end, label in _bridged(text, _joined(findings)):
        pieces += (text[done:start], label)
        done = end
    pieces.append(text[done:])
    return fluent(_without_repeats("".join(pieces)))


def restores(findings: list[Finding]) -> tuple[tuple[str, str], ...]:
    """What each placeholder stands for, when it comes back to the client; in words where it is not sure."""
    said: dict[str, dict[str, None]] = {}
    for one in findings:
        said.setdefault(one.stands_for, {})[" ".join(one.text.split())] = None
    back: list[tuple[str, str]] = []
    for label, texts in said.items():
        longest = max(texts, key=len)
        sure = label in _WRITERS or all(fold(text) in fold(longest) for text in texts)
        back.append((label, longest if sure else label[1:-1]))
    return (*contractions(tuple(back)), *back)


_WRITERS = frozenset({"[la cliente]", "[le client]", "[la personne]", "[les clients]"})


def _joined(findings: list[Finding]) -> list[tuple[int, int, str]]:
    joined: list[tuple[int, int, str, int]] = []
    for one in sorted(findings, key=lambda f: (f.start, -f.end)):
        length = one.end - one.start
        if length <= 0:
            continue
        if joined and one.start < joined[-1][1]:
            start, end, label, longest = joined[-1]
            if length > longest:
                label, longest = one.stands_for, length
            joined[-1] = (start, max(end, one.end), label, longest)
        else:
            joined.append((one.start, one.end, one.stands_for, length))
    return [(start, end, label) for start, end, label, _ in joined]


_PEOPLE = frozenset(
    {
        "[la cliente]",
        "[le client]",
        "[la personne]",
        "[les clients]",
        "[une personne]",
        "[une autre personne]",
    }
)
_BRIDGE = Expression(r"[ \u00a0](?:(?:de|du|des|d['’]|la|le|el|van|von|der|ben|al|[A-ZÀ-Ý]\.|[A-Z][a-z]) ?)?")


def _bridged(text: str, places: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """First name and surname found apart are one person: « Cathy » and « Le Floc'h »."""
    bridged: list[tuple[int, int, str]] = []
    for start, end, label in places:
        if bridged and _BRIDGE.fullmatch(text, bridged[-1][1], start) and {label, bridged[-1][2]} <= _PEOPLE:
            before = bridged.pop()
            bridged.append((before[0], end, label if before[2] == "[une personne]" else before[2]))
        else:
            bridged.append((start, end, label))
    return bridged


_REPEATS = Expression(r"(\[[^\]\n]{2,40}\])(?:[ \u00a0]?[,;·–/-]?[ \n\u00a0]?\1){1,50}")


def _without_repeats(text: str) -> str:
    """« [adresse], [adresse] » says no more than « [adresse] »."""
    return _REPEATS.sub(r"\1", text)
