"""Which letters on paper exist, and which mails carry them: a mail that a person prints, signs and posts.

A paper is told what the mail that carries it is told; keys that only another of its carriers has are empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mailbot.compose.house import House
from mailbot.compose.letters import LETTERS, Key, checked, empty, sample
from mailbot.errors import PermanentFailure
from mailbot.model import Letter

LONGEST_TEXT = 40_000
_NOT_IN_FILE_NAMES = re.compile(r"[^\w.-]+")
_POSTCODE = re.compile(r"\s+(?=(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\W\d])")
_LINE_ENDS = re.compile(r"(?<!\d)(?<!bis)(?<!ter),\s+|;\s*|\n+")  # « 12 bis, rue de la Gare » is one line
_TOWN = re.compile(r"\b\d{5}\s+([^\d,;\n]+)")
_CEDEX = re.compile(r"\s+cedex\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSpec:
    carried_by: tuple[str, ...]  # kinds of letters
    file_name: str
    is_poster: bool = False

    @property
    def keys(self) -> Mapping[str, Key]:
        return {name: key for kind in self.carried_by for name, key in LETTERS[kind].keys.items()}


PAPERS: Mapping[str, PaperSpec] = {
    "lettre_client": PaperSpec(carried_by=("courrier", "reponse_client"), file_name="lettre"),
    "lettre_prestataire": PaperSpec(carried_by=("courrier",), file_name="lettre"),
    "affiche": PaperSpec(carried_by=("note_interne",), file_name="affiche", is_poster=True),
}


def paper_spec(letter: Letter) -> PaperSpec:
    spec = PAPERS.get(letter.paper)
    if spec is None:
        raise PermanentFailure(f"Courrier sur papier inconnu : {letter.paper}")
    if letter.kind not in spec.carried_by:
        raise PermanentFailure(f"La lettre « {letter.kind} » n’emporte pas le papier « {letter.paper} »")
    return spec


def file_name(spec: PaperSpec, house: House) -> str:
    """A name that can lie about in a folder: it tells the case, and nobody's name."""
    reference = _NOT_IN_FILE_NAMES.sub("-", house.reference or "").strip("-.")
    return f"{spec.file_name}-{reference}.pdf" if reference else f"{spec.file_name}.pdf"


def told(spec: PaperSpec, context: Mapping[str, Any]) -> dict[str, Any]:
    """The carrier's context, with the keys of the paper's other carriers empty.

    Who writes without end is cut off: nobody prints a hundred pages, and drawing them takes seconds.
    """
    short = {name: _bounded(value) if isinstance(value, str) else value for name, value in context.items()}
    return {**{name: empty(key) for name, key in spec.keys.items()}, **short}


def _bounded(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}\n\n[…]"


def trials(name: str) -> Iterator[dict[str, Any]]:
    """Contexts to try a paper's template with: of each carrier, everything and the least."""
    for kind in PAPERS[name].carried_by:
        for full in (True, False):
            yield told(PAPERS[name], checked(kind, sample(kind, full=full)))


def addressee_lines(name: str, street: str) -> tuple[str, ...]:
    """A name and an address typed in one go, as an envelope wants them."""
    lines = _LINE_ENDS.split(_POSTCODE.sub("\n", street))
    return tuple(filter(None, (name.strip(), *(line.strip(" ,") for line in lines))))


def place(address: str) -> str:
    """The town of the organisation's address, for « Épinal, le 20 novembre 2026 »."""
    found = _TOWN.search(address)
    return _CEDEX.sub("", found[1]).strip() if found else ""
