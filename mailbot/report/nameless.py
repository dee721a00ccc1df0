"""What people have typed about a case, without what tells who the client is: a review is read by many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

INSTEAD = "[…]"
_SHORTEST = 3  # letters: a shorter part of a name is in too many words
# Parts of addresses that are words of every motive, and nobody's name.
_OF_NOBODY = {"accueil", "administration", "client", "contact", "direction", "famille", "formation", "info",
              "mail", "reception", "reservation", "reservations", "secretariat", "service"}  # fmt: skip
_TITLE = re.compile(r"\b(?:M|MM|Mme|Mmes|Mlle|Dr|Me|Monsieur|Madame|Mademoiselle|Docteur|Maître)\b\.?", re.I)
_ADDRESS = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,200}")
_NUMBER = re.compile(r"\+?\d(?:[ .\u00a0\u202f/-]?\d){7,33}")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GAP = re.escape(INSTEAD)
_GAPS = re.compile(
    rf"(?:(?:M|MM|Mme|Mlle|Dr|Me|Monsieur|Madame|Mademoiselle|Docteur|Maître)\b\.?\s+)?{_GAP}"
    rf"(?:(?:[\s,]+(?:d[aeiu]|des|von|van|der|le|la)|\s+d['’])*[\s,]*{_GAP})*"
)


def nameless(row: Mapping[str, Any]) -> Callable[[str], str]:
    """A function that takes the client of this case out of a text."""
    record = row.get("record") or {}
    address = (row.get("client_address") or "").partition("@")[0]
    known = " ".join(
        (row.get("client_name") or "", str(record.get("nom") or ""), re.sub(r"[._+-]", " ", address))
    )
    words = {part for word in _WORD.findall(known) for part in (folded(word), *_parts(word))}
    names = {word for word in words if len(word) >= _SHORTEST and not _TITLE.fullmatch(word)}

    def hidden(found: re.Match[str]) -> str:
        return INSTEAD if folded(found[0]) in names or names & set(_parts(found[0])) else found[0]

    def said(text: str) -> str:
        kept = _ADDRESS.sub(INSTEAD, text)
        kept = _NUMBER.sub(lambda m: m[0] if _DATE.search(m[0]) else INSTEAD, kept)
        kept = _WORD.sub(hidden, kept)
        return _GAPS.sub(INSTEAD, " ".join(kept.split()))

    return said


def folded(text: str) -> str:
    """Without capitals, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain.encode("ascii", "ignore").decode()).split())


def _parts(word: str) -> list[str]:
    return [part for part in folded(re.sub(r"['’-]", " ", word)).split() if len(part) >= _SHORTEST]
