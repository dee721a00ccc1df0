"""One topic: how parties of a trade are called, and what people say who have to do with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Phrases as in `phrases.py`. `names` are looked for in the directory and in mails."""

    names: str
    words: str
    aside: bool = False  # every complaint touches it: money, bookings, desks, web sites
