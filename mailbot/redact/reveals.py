"""Lets numbers of bookings, contracts, plates and files be read, where somebody has said that they may.

A number alone: what overlaps anything else that is masked, what holds a name, and what is also a telephone, a
card or a birth date of the person stays masked. In doubt it stays masked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from mailbot.model import Identity
from mailbot.procedure.numbers import PLACEHOLDERS, NumberClass
from mailbot.redact.expressions import Expression
from mailbot.redact.findings import Finding, Kind
from mailbot.redact.folding import bare, fold
from mailbot.redact.proof import traces
from mailbot.redact.words import PLAIN

_KINDS: dict[NumberClass, Kind] = {
    "réservation": "booking", "contrat": "contract", "plaque": "plate", "dossier": "file",
}  # fmt: skip
NUMBERS: frozenset[Kind] = frozenset({*_KINDS.values(), "number"})
_SHAPE = Expression(r"\w{1,24}(?:[ \u00a0/_.-]{1,3}\w{1,24}){0,6}")
_LETTERS = Expression(r"[^\W\d_]+")
_LONGEST_CODE = 3  # letters that may stand together in a number and name nobody


def readable(
    pages: Sequence[Sequence[Finding]], reveals: Collection[str], identity: Identity
) -> frozenset[str]:
    """Those numbers, bare of blanks and signs. `identity`: the person, without any number of these classes."""
    wanted = {kind for name, kind in _KINDS.items() if name in reveals}
    if not wanted:
        return frozenset()
    names = frozenset(
        word for one in (*identity.names, *identity.addresses) for word in _LETTERS.findall(fold(one))
    )
    other = {bare(one.text) for findings in pages for one in findings if one.kind not in NUMBERS}
    return frozenset(
        bare(one.text)
        for findings in pages
        for one in findings
        if one.kind in wanted
        and bare(one.text) not in other
        and _is_a_number(one.text, names)
        and not traces(one.text, identity)
    )


def still_masked(findings: Iterable[Finding], numbers: frozenset[str]) -> list[Finding]:
    """What is hidden all the same: everything else, and each number that touches anything else."""
    found = list(findings)
    free = [one for one in found if one.kind in NUMBERS and bare(one.text) in numbers]
    free = [one for one in free if all(_within(other, one, numbers) for other in found if _touch(one, other))]
    return [one for one in found if not any(_holds(number, one) for number in free)]


def restored(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """Each number that may be read, with what would have stood for it."""
    labels = {kind: PLACEHOLDERS[name] for name, kind in _KINDS.items()}
    return tuple(
        (labels[one.kind], " ".join(one.text.split()))
        for one in findings if one.kind in labels
    )  # fmt: skip


def _is_a_number(text: str, names: frozenset[str]) -> bool:
    """« GT-2231 », and neither « Kowalczyk-2231 » nor a line of words that has a number in it."""
    if not _SHAPE.fullmatch(text) or sum(map(str.isdecimal, text)) < 2:
        return False
    for run in _LETTERS.findall(fold(text)):
        begins_a_name = len(run) >= _LONGEST_CODE and any(name.startswith(run) for name in names)
        looks_like_a_word = len(run) > _LONGEST_CODE and run not in PLAIN and re.search("[aeiouy]", run)
        if run in names or begins_a_name or looks_like_a_word:
            return False
    return True


def _touch(one: Finding, other: Finding) -> bool:
    return one is not other and one.start < other.end and other.start < one.end


def _within(other: Finding, one: Finding, numbers: frozenset[str]) -> bool:
    """Another rule has found the same number, or a part of it."""
    if other.kind not in NUMBERS:
        return False
    return bare(other.text) in numbers or (other.kind == "number" and _holds(one, other))


def _holds(one: Finding, other: Finding) -> bool:
    return other.kind in NUMBERS and one.start <= other.start and other.end <= one.end
