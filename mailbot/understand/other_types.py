"""What a mail is when it is neither a complaint nor a suggestion."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.model import OtherType, Robot
from mailbot.understand.cues import KindCue

_BY_ROBOT: dict[str, OtherType] = {
    "dsn_failed": "bounce",
    "dsn_delayed": "bounce",
    "newsletter": "newsletter",
    "list": "newsletter",
}
# Between equals, what must not be answered comes first.
_ORDER: tuple[OtherType, ...] = (
    "bounce", "auto", "spam", "newsletter", "reservation", "question", "remerciement", "autre",
)  # fmt: skip


def type_of_robot(robot: Robot) -> OtherType:
    return _BY_ROBOT.get(robot.type, "auto")


def other_type_of(cues: Iterable[KindCue], *, asks: bool) -> OtherType:
    """The type with the strongest hints; without any, a mail that asks something is a question."""
    strength: dict[OtherType, float] = {}
    for cue in cues:
        if cue.hint is not None:
            strength[cue.hint] = strength.get(cue.hint, 0.0) + cue.hint_weight
    if asks and "spam" not in strength:
        strength["question"] = strength.get("question", 0.0) + 1.0
    if not strength:
        return "autre"
    return max(_ORDER, key=lambda kind: strength.get(kind, 0.0))
