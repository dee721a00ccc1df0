"""A letter was refused for now: when to try again, or give up."""

from __future__ import annotations

from datetime import datetime, timedelta

_STEPS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
_LATER = timedelta(hours=3)
PATIENCE = timedelta(days=5)
MOST_UNCERTAIN = 5  # the recipient may have got each of these: the same Message-ID, but still


def next_try(*, attempts: int, first_failure_at: datetime, now: datetime, uncertain: int) -> datetime | None:
    """None: give up, and tell people. Both numbers count the attempt that has just failed.

    `uncertain`: how many of them may have reached the recipient all the same.
    """
    if now - first_failure_at >= PATIENCE or uncertain >= MOST_UNCERTAIN:
        return None
    step = _STEPS[attempts - 1] if attempts <= len(_STEPS) else _LATER
    return now + step
