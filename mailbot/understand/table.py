"""A trained table of weights: one row of whole numbers for each class, and how to read and write it.

Whole numbers add up to the same sum on every machine; the scale turns them into log-odds.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mailbot.understand.features import LAST_BUCKET, Group, Pieces, pieces_of

_MOST = 32_767
_ZERO = 32_768  # added to every weight, so that none is negative
_WIDTH = 40  # bits for the sum of one class: room for millions of features
_MASK = (1 << _WIDTH) - 1
_MOST_WORDS = 20_000  # of which a table remembers the sums
_MAGIC = b"mailbot model 1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`rows[k][bucket]` times `scale` is what the feature in this bucket weighs for class k.

    `temperature` divides the log-odds so that what is said with 80 % is right in 80 of 100 mails.
    """

    classes: tuple[str, ...]
    rows: tuple[array[int], ...]
    scale: float
    temperature: float = 1.0
    _packed: list[int] = field(default_factory=list, init=False, repr=False, compare=False)
    _of_pieces: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def log_odds(self, features: Sequence[Group]) -> list[float]:
        """For each class, calibrated; only differences between them mean something."""
        unit = self.scale / self.temperature
        sums = [(value, self._together(found), _ZERO * len(found)) for value, found in features]
        return [
            unit * sum([value * ((together >> _WIDTH * k & _MASK) - zero) for value, together, zero in sums])
            for k in range(len(self.rows))
        ]

    def sums(self, buckets: Sequence[int] | Pieces) -> list[int]:
        """What these buckets add up to, for each class, before any scale."""
        if isinstance(buckets, tuple) and len(buckets) == 1:
            [bucket] = buckets
            return [row[bucket] for row in self.rows]
        together, zero = self._together(buckets), _ZERO * len(buckets)
        return [(together >> _WIDTH * k & _MASK) - zero for k in range(len(self.rows))]

    def _together(self, buckets: Sequence[int] | Pieces) -> int:
        if isinstance(buckets, Pieces):
            return sum([self._of_pieces.get(word) or self._learn_pieces(word) for word in buckets.words])
        last = len(self.rows[0]) - 1
        narrow = buckets if last >= LAST_BUCKET else [bucket & last for bucket in buckets]
        return sum(map(self._side_by_side().__getitem__, narrow))

    def _learn_pieces(self, word: str) -> int:
        if len(self._of_pieces) > _MOST_WORDS:
            self._of_pieces.clear()
        together = self._of_pieces[word] = self._together(pieces_of(word))
        return together

    def _side_by_side(self) -> list[int]:
        """The weights of all classes in one number for each bucket: one addition adds them all.

        Seen by others only when it is whole: two mailboxes may judge their first mails at one moment.
        """
        if not self._packed:
            whole = [weight + _ZERO for weight in self.rows[0]]
            for k, row in enumerate(self.rows[1:], start=1):
                shift = _WIDTH * k
                whole = [known + (weight + _ZERO << shift) for known, weight in zip(whole, row, strict=True)]
            self._packed[:] = whole
        return self._packed


def softmax(log_odds: Sequence[float]) -> list[float]:
    most = max(log_odds)
    shares = [math.exp(one - most) for one in log_odds]
    total = sum(shares)
    return [share / total for share in shares]


def table_of(
    classes: Sequence[str], weights: Sequence[Sequence[float]], *, temperature: float = 1.0
) -> Table:
    """Weights rounded to whole numbers of a common scale."""
    largest = max((abs(w) for row in weights for w in row), default=0.0) or 1.0
    scale = largest / _MOST
    rows = tuple(array("h", [round(w / scale) for w in row]) for row in weights)
    return Table(classes=tuple(classes), rows=rows, scale=scale, temperature=temperature)


def to_bytes(tables: Mapping[str, Table], about: Mapping[str, Any]) -> bytes:
    """The same tables give the same bytes."""
    header = {
        "about": dict(about),
        "tables": [
            {
                "name": name,
                "classes": list(table.classes),
                "buckets": len(table.rows[0]),
                "scale": table.scale.hex(),
                "temperature": table.temperature,
            }
            for name, table in tables.items()
        ],
    }
    line = json.dumps(header, ensure_ascii=False, sort_keys=True).encode() + b"\n"
    return b"".join([_MAGIC, line, *(_little(row) for table in tables.values() for row in table.rows)])


def from_bytes(content: bytes) -> tuple[dict[str, Table], dict[str, Any]]:
    """What `to_bytes` wrote; ValueError when it is anything else."""
    if not content.startswith(_MAGIC):
        raise ValueError("not a model of mailbot")
    end = content.index(b"\n", len(_MAGIC))
    header = json.loads(content[len(_MAGIC) : end])
    at = end + 1
    tables: dict[str, Table] = {}
    for one in header["tables"]:
        rows = []
        for _ in one["classes"]:
            rows.append(_row(content[at : at + 2 * one["buckets"]], one["buckets"]))
            at += 2 * one["buckets"]
        tables[one["name"]] = Table(
            classes=tuple(one["classes"]),
            rows=tuple(rows),
            scale=float.fromhex(one["scale"]),
            temperature=one["temperature"],
        )
    if at != len(content):
        raise ValueError("a model of another length than it says")
    return tables, header["about"]


def _row(content: bytes, buckets: int) -> array[int]:
    row = array("h")
    row.frombytes(content)
    if len(row) != buckets:
        raise ValueError("a model that was cut short")
    if sys.byteorder == "big":
        row.byteswap()
    return row


def _little(row: array[int]) -> bytes:
    if sys.byteorder == "big":
        row = array("h", row)
        row.byteswap()
    return row.tobytes()
