"""The trained model: what was shipped, or what was learnt here from the corrections of staff."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from mailbot.model import Kind
from mailbot.understand.table import Table, from_bytes, to_bytes

_SHIPPED = Path(__file__).with_name("kind.model")
_REFERENCE = Path(__file__).with_name("reference.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindModel:
    """`kinds` tells complaint, suggestion and the rest apart; `others` names what the rest is."""

    kinds: Table
    others: Table
    about: Mapping[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        return to_bytes({"kinds": self.kinds, "others": self.others}, self.about)


def model_of(content: bytes) -> KindModel:
    """ValueError when these are not the bytes of a model."""
    tables, about = from_bytes(content)
    if set(tables) != {"kinds", "others"}:
        raise ValueError("a model without its tables")
    return KindModel(kinds=tables["kinds"], others=tables["others"], about=about)


@lru_cache(maxsize=1)
def shipped() -> KindModel:
    """Read when the first mail is judged: commands that judge none start without it."""
    return model_of(_SHIPPED.read_bytes())


def reference() -> list[tuple[str, Kind]]:
    """Mails that the shipped model has not learnt: who forgets the rest of the world is seen here."""
    return [(text, kind) for text, kind in json.loads(_REFERENCE.read_text(encoding="utf-8"))]
