"""The register or the review, asked for in a case: it comes with the transcript."""

from __future__ import annotations

from mailbot.decide import papers
from mailbot.decide.orders.draft import Draft
from mailbot.decide.orders.records import today


def register(draft: Draft, text: str) -> None:
    wanted = papers.register(text, today(draft))
    if wanted is None:
        draft.refused.append(papers.WHICH_YEAR)
        return
    draft.report = wanted
    draft.say("report_sent", papers.SENT)


def report(draft: Draft, text: str) -> None:
    wanted = papers.review(text, today(draft))
    if wanted is None:
        draft.refused.append(papers.WHICH_PERIOD)
        return
    draft.report = wanted
    draft.say("report_sent", papers.REVIEW_SENT)
