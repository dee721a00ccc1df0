"""One thing that `mailbot check` has looked at, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "remark", "problem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    about: str
    level: Level
    text: str
    temporary: bool = False  # does not answer now: try again before changing anything


def plural(what: str, number: int) -> str:
    first, space, rest = what.partition(" ")
    return f"{first}s{space}{rest}" if number > 1 else what
