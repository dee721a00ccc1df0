"""Lets numbers of bookings, contracts, plates and files be read, where somebody has said that they may.

A number alone: what overlaps anything else that is masked, what holds a name, and what is also a telephone, a
card or a birth date of the person stays masked. In doubt it stays masked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from mailbot.expressions import Expression
from mailbot.model import Identity
from mailbot.procedure.numbers import PLACEHOLDERS, NumberClass
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
    """Those numbers, bare of blanks and signs. `identity`: the person, without numbers of these classes."""
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
    found = sorted(findings, key=lambda one: one.start)
    around = _Neighbours(found)
    free = [
        one
        for one in found
        if one.kind in NUMBERS
        and bare(one.text) in numbers
        and all(_within(other, one, numbers) for other in around.of(one))
    ]
    seen = {id(other) for one in free for other in (one, *around.of(one)) if _holds(one, other)}
    return [one for one in found if id(one) not in seen]


class _Neighbours:
    """Which findings overlap another one, in a text that may have thousands."""

    def __init__(self, found: list[Finding]) -> None:
        self._found = found
        self._starts = [one.start for one in found]
        self._longest = max((one.end - one.start for one in found), default=0)

    def of(self, one: Finding) -> list[Finding]:
        first = bisect_left(self._starts, one.start - self._longest)
        last = bisect_left(self._starts, one.end)
        return [other for other in self._found[first:last] if other is not one and other.end > one.start]


def restored(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """Each number that may be read, with what would have stood for it."""
    labels = {kind: PLACEHOLDERS[name] for name, kind in _KINDS.items()}
    free = [one for one in findings if one.kind in labels]
    free.sort(key=lambda one: (one.start, one.end, one.text))
    return tuple((labels[one.kind], " ".join(one.text.split())) for one in free)


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


def _within(other: Finding, one: Finding, numbers: frozenset[str]) -> bool:
    """Another rule has found the same number, or a part of it."""
    if other.kind not in NUMBERS:
        return False
    return bare(other.text) in numbers or (other.kind == "number" and _holds(one, other))


def _holds(one: Finding, other: Finding) -> bool:
    return other.kind in NUMBERS and one.start <= other.start and other.end <= one.end
