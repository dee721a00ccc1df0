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
_TITLES = {"mme", "mmes", "mlle", "monsieur", "madame", "mademoiselle", "docteur", "maitre", "mrs"}
_IN_SENTENCES = {"M", "MM", "Me", "Dr", "Le", "La", "Du", "De", "Un", "Il", "On", "En", "Au", "Et", "Ce"}
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
    said_name = f"{row.get('client_name') or ''} {record.get('nom') or ''}"
    local = re.sub(r"[._+-]", " ", (row.get("client_address") or "").partition("@")[0])
    in_address = " ".join(word for word in local.split() if folded(word) not in _OF_NOBODY)
    words = _WORD.findall(f"{said_name} {in_address}")
    names = {part for word in words for part in (folded(word), *_parts(word)) if len(part) >= _SHORTEST}
    names -= _TITLES
    # « Le » and « Xu »: only as they are written in a name, and never what stands in every sentence.
    short = {w for w in _WORD.findall(said_name) if len(w) < _SHORTEST and w[0].isupper()} - _IN_SENTENCES

    def hidden(found: re.Match[str]) -> str:
        word = found[0]
        is_name = word in short or folded(word) in names or names & set(_parts(word))
        return INSTEAD if is_name else word

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
