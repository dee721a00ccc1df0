"""Numbers by which a provider finds a stay or a contract in its own books: a class of their own.

A copy masks them like everything else about a person. An organisation, or staff for one copy, may let a class
of them be read, where the provider could do nothing without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from mailbot.model import Redacted

NumberClass = Literal["réservation", "contrat", "plaque", "dossier"]

# As people name each class, and what stands for it in a copy.
PLACEHOLDERS: Mapping[NumberClass, str] = {
    "réservation": "[numéro de réservation]",
    "contrat": "[numéro de contrat]",
    "plaque": "[immatriculation]",
    "dossier": "[numéro de dossier]",
}
SAID: Mapping[NumberClass, str] = {
    "réservation": "le numéro de réservation",
    "contrat": "le numéro de contrat",
    "plaque": "l'immatriculation",
    "dossier": "le numéro de dossier",
}


def masked_in(copy: Redacted) -> tuple[NumberClass, ...]:
    """The classes of which a number is hidden in this copy."""
    both = f"{copy.subject}\n{copy.text}"
    return tuple(one for one, placeholder in PLACEHOLDERS.items() if placeholder in both)


def readable_in(copy: Redacted) -> tuple[tuple[NumberClass, str], ...]:
    """The numbers that can be read in this copy, each with its class."""
    both = " ".join(f"{copy.subject} {copy.text}".split())
    found: dict[tuple[NumberClass, str], None] = {}
    for one, placeholder in PLACEHOLDERS.items():
        for label, number in copy.stands_for:
            if label == placeholder and any(map(str.isdecimal, number)) and number in both:
                found[one, number] = None
    return tuple(found)


def classes_of(numbers: tuple[tuple[NumberClass, str], ...]) -> tuple[NumberClass, ...]:
    return tuple(dict.fromkeys(one for one, _ in numbers))
