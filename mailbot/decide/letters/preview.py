"""What a provider would read, shown to staff before it leaves: each doubtful place marked and explained.

The marks are for staff alone: `staff` refuses to send a text in which one of them is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from mailbot.decide.commands import fold
from mailbot.decide.letters.parts import without_marks
from mailbot.expressions import Expression
from mailbot.model import Doubt, Redacted

OPEN, CLOSE = "⟦", "⟧"
_BENEATH = Expression(  # as a mail program copies it, its lines broken anew
    r"\(\d{1,2}\)\s*«[^»]{1,90}»\s*:|aperçu\s+de\s+ce\s+que\s+lirait\s+le\s+prestataire|"
    r"ces\s+marques\s+ne\s+sont\s+que\s+pour\s+vous|pièces\s+jointes\s+qui\s+(?:partent|restent\s+ici)\s*:",
    re.IGNORECASE,
)
_NUMBER = Expression(r"\((\d{1,2})\)")
_LEAST_REASON = 20  # letters: a shorter one may be anybody's words
_LONGEST = 70  # characters of a place that are said again beneath


def has_preview_marks(text: str, copy: Redacted) -> bool:
    """Brackets, or what stands beside them: a heading, the number behind a place, the reason beneath."""
    if OPEN in text or CLOSE in text or _BENEATH.search(text):
        return True
    said, reasons = fold(text), (fold(one.why) for one in copy.doubts if one.part)
    if any(len(why) >= _LEAST_REASON and why in said for why in reasons):
        return True
    places = {(fold(_words(copy, one)), n) for one, n in _numbered(copy, copy.doubts) if n}
    return any(
        int(found[1]) == number and fold(text[: found.start()]).endswith(words)
        for found in _NUMBER.finditer(text)
        for words, number in places
    )


def preview(
    copy: Redacted, doubts: Iterable[Doubt] | None = None, goes: tuple[str, ...] | None = None
) -> dict[str, Any]:
    """The part of a letter's context that shows a copy; `goes`: the files that the letter takes along."""
    numbered = _numbered(copy, copy.doubts if doubts is None else doubts)
    subject = _marked(copy.subject, [(one, n) for one, n in numbered if one.part == "subject"])
    text = _marked(copy.text, [(one, n) for one, n in numbered if one.part == "text"])
    head = f"Objet\u00a0: {subject}\n\n" if subject else ""
    travelling = tuple(file.name for file in copy.attachments) if goes is None else goes
    return {
        "preview": without_marks(f"{head}{text or '(aucun texte)'}", "…"),
        "doubts": tuple(dict.fromkeys(_lines(copy, numbered))),
        "goes": travelling,
        "stays": tuple(piece.name for piece in copy.pieces),
    }


def words_marked(copy: Redacted, doubts: Iterable[Doubt] | None = None) -> tuple[str, ...]:
    """The words of each doubtful place, once."""
    found = (_words(copy, one) for one in (copy.doubts if doubts is None else doubts))
    return tuple({key.casefold(): key for key in found if key}.values())


def words_numbered(copy: Redacted) -> dict[int, str]:
    """The words of each doubtful place, by the number that the preview gives it."""
    return {number: _words(copy, one) for one, number in _numbered(copy, copy.doubts) if number}


def _numbered(copy: Redacted, doubts: Iterable[Doubt]) -> list[tuple[Doubt, int]]:
    """In the order of the text; the same words for the same reason have one number. 0: it lies nowhere."""
    numbers: dict[tuple[str, str], int] = {}
    found = []
    rank = {"": 0, "subject": 1, "text": 2}
    for one in sorted(doubts, key=lambda x: (rank.get(x.part, 3), x.start)):
        words = _words(copy, one)
        number = numbers.setdefault((words.casefold(), one.why), len(numbers) + 1) if words else 0
        found.append((one, number))
    return found


def _words(copy: Redacted, doubt: Doubt) -> str:
    source = {"subject": copy.subject, "text": copy.text}.get(doubt.part, "")
    return " ".join(source[doubt.start : doubt.end].split())


def _marked(text: str, places: list[tuple[Doubt, int]]) -> str:
    written, end = [], 0
    for one, number in places:
        if one.start < end or not number:
            continue
        written += [text[end : one.start], _between_marks(text[one.start : one.end], number)]
        end = one.end
    return "".join((*written, text[end:]))


def _between_marks(words: str, number: int) -> str:
    """Line by line: a mark that ran on over the end of a line would be shown on neither."""
    return "\n".join(
        f"{OPEN}{line}{CLOSE} ({number})" if line.strip() else line for line in words.split("\n")
    )


def _lines(copy: Redacted, numbered: list[tuple[Doubt, int]]) -> Iterator[str]:
    for one, number in numbered:
        words = _words(copy, one)
        if number:
            shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
            yield f"({number}) «\u00a0{shown}\u00a0»\u00a0: {one.why}."
        elif one.part:
            yield f"Pièce jointe «\u00a0{one.part}\u00a0»\u00a0: {one.why}."
        else:
            yield f"{one.why[:1].upper()}{one.why[1:]}."
