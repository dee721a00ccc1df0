"""The quality review of a period: what the database knows, counted and laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from mailbot.config import Settings
from mailbot.report.figures import Sources
from mailbot.report.papers import Papers, papers
from mailbot.report.period import Period
from mailbot.store import review as looked_back
from mailbot.store.db import Connection

Row = Mapping[str, Any]


def review(
    settings: Settings,
    connection: Connection,
    period: Period,
    *,
    now: datetime,
    watched: Callable[[Iterator[Row]], Iterable[Row]] = iter,
) -> Papers:
    """`watched`: what the cases go through as they are counted, to tell somebody who waits."""
    before = period.year_before()
    return papers(
        settings,
        period,
        Sources(
            cases=watched(looked_back.cases(connection, period.since, period.until)),
            exchanges=looked_back.exchanges(connection, period.since, period.until),
            open_cases=looked_back.open_cases(connection),
            undone=looked_back.undone_before(connection, period.since),
        ),
        Sources(cases=looked_back.cases(connection, before.since, period.comparable_until(now))),
        at=now,
    )
