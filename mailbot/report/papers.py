"""The review of a period, ready to be shown as a page or on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.config import Settings
from mailbot.report.figures import Sources, figures
from mailbot.report.findings import Figures
from mailbot.report.page import html
from mailbot.report.period import Period
from mailbot.report.review import Review, review


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    figures: Figures
    review: Review

    def html(self) -> str:
        return html(self.review)

    def pdf(self) -> bytes:
        from mailbot.report.paper import pdf  # its library takes a moment to load

        return pdf(self.review, self.figures.at)


def papers(settings: Settings, period: Period, now: Sources, before: Sources, *, at: datetime) -> Papers:
    """`now`, `before`: the rows of the period, and of the same stretch a year earlier."""
    names = settings.directory.names
    counted = [
        figures(sources, period=stretch, now=at, procedure=settings.procedure, names=names)
        for sources, stretch in ((now, period), (before, period.year_before()))
    ]
    shown = review(
        counted[0],
        counted[1],
        organisation=settings.organisation.name,
        procedure_title=settings.procedure.title,
    )
    return Papers(figures=counted[0], review=shown)
