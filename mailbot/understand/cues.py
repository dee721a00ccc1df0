"""What a cue for the kind of a mail is: phrases, and what each of them weighs."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.model import OtherType


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCue:
    """`grievance` moves the mail towards a complaint, `proposal` towards a suggestion (log-odds).

    `hint` names what else the mail could be.
    """

    why: str
    phrases: str
    grievance: float = 0.0
    proposal: float = 0.0
    hint: OtherType | None = None


def grievance(why: str, weight: float, phrases: str) -> KindCue:
    return KindCue(why=why, grievance=weight, phrases=phrases)


def proposal(why: str, weight: float, phrases: str, *, relief: float = 0.0) -> KindCue:
    """A wish for the future; `relief` is how much less it then sounds like a complaint."""
    return KindCue(why=why, proposal=weight, grievance=-relief, phrases=phrases)


def other(hint: OtherType, why: str, phrases: str, *, relief: float, forward: float = 0.0) -> KindCue:
    """A sign of something else than a complaint: `relief` is how much it speaks against one."""
    return KindCue(why=why, hint=hint, grievance=-relief, proposal=forward, phrases=phrases)
