"""How staff are told of the client's attachments: by number, and which of them may leave.

Numbers run through the whole case: those of the first mail begin with 1, those of a later one go on where the
one before has ended. The sheet keeps where each mail begins, so that a number never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mailbot.model import IncomingMail, Redacted


def numbered(names: tuple[str, ...], *, first: int = 1) -> tuple[str, ...]:
    """`#joindre 2` speaks of the second. A single one needs no number, unless there were others before."""
    if not first or (first == 1 and len(names) < 2):
        return names
    return tuple(f"n° {number} {name}" for number, name in enumerate(names, first))


def first_of_later(copy: Redacted) -> int:
    """The number of the first attachment of a mail that came later."""
    return copy.pieces[0].number if copy.pieces else 0


def staying(copy: Redacted) -> tuple[str, ...]:
    """Each document that stays here, and whether staff may let it go."""
    return tuple(
        f"Pièce n° {piece.number}, « {piece.name} » : elle reste ici, {piece.never}."
        if piece.file is None
        else f"Pièce n° {piece.number}, « {piece.name} » : elle peut désigner le client. Lisez-la, puis "
        f"#joindre {piece.number} la laisse partir."
        for piece in copy.pieces
    )


def with_pieces(record: Mapping[str, Any], mail: IncomingMail, copy: Redacted) -> dict[str, Any]:
    """The sheet, which knows from now on under which numbers this mail's attachments are to be found."""
    if not copy.pieces:
        return dict(record)
    entry = {"mail": mail.content_digest, "first": copy.pieces[0].number, "count": len(copy.pieces)}
    return {**record, "pieces": [*record.get("pieces", ()), entry]}
