"""How staff are told of the client's attachments: by number, and which of them may leave."""

from __future__ import annotations

from mailbot.model import Redacted


def numbered(names: tuple[str, ...]) -> tuple[str, ...]:
    """`#joindre 2` speaks of the second."""
    return tuple(f"n° {number} {name}" for number, name in enumerate(names, 1)) if len(names) > 1 else names


def staying(copy: Redacted) -> tuple[str, ...]:
    """Each document that stays here, and whether staff may let it go."""
    return tuple(
        f"Pièce n° {piece.number}, « {piece.name} » : elle reste ici, {piece.never}."
        if piece.file is None
        else f"Pièce n° {piece.number}, « {piece.name} » : elle peut désigner le client. Lisez-la, puis "
        f"#joindre {piece.number} la laisse partir."
        for piece in copy.pieces
    )
