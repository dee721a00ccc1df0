"""The one question after a case is closed, and what its answer does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from desk_cases import CLIENT, COMPLAINT, COPY, NOW, SETTINGS, commanded, facts, kinds, mail, thread, ticket

from mailbot.decide import decide, on_timer
from mailbot.model import Meaning, Party, Plan
from mailbot.procedure import Closing, parse_delay

ASKING = replace(
    SETTINGS, procedure=replace(SETTINGS.procedure, closing=Closing(survey=parse_delay("7 jours")))
)
THANKS = Meaning(kind="autre", other_type="remerciement", confidence=0.9)
NOBODY = (Party(conversation="client", address=""),)


def answered(text: str, *, meaning: Meaning = THANKS, asked: bool = True) -> Plan:
    """The client writes in a closed case, after the question or without it."""
    record = {"survey_sent": "2026-11-20"} if asked else {}
    closed = ticket(closed_at=NOW, answered_at=NOW, record=record)
    return decide(mail(CLIENT, text), meaning, COPY, facts(thread(ticket=closed)), ASKING, NOW)


MARKS = [
    ("4", "4"), ("4/5", "4"), ("4 sur 5", "4"), ("5 !", "5"), ("3.", "3"), ("« 4 »", "4"), ("Note : 2", "2"),
    ("4 : très bien", "4"), ("3, mais c'était long", "3"), ("1 - nul", "1"), ("5 merci à vous", "5"),
    ("4\n\nMerci beaucoup", "4"),
]  # fmt: skip
NO_MARKS = [
    "5 jours d'attente pour rien", "2 fois sans réponse", "4:30 au téléphone", "4 h d'attente", "4/10", "12",
    "3,5", "1er contact", "4 %", "2e relance", "Merci, tout va bien", "6", "0",
]  # fmt: skip


@pytest.mark.parametrize(("text", "mark"), MARKS)
def test_a_mark_is_kept_with_its_words(text, mark):
    """And the case stays closed."""
    plan = answered(text)
    assert plan.changes["record"]["satisfaction"].startswith(mark)
    assert "closed_at" not in plan.changes


@pytest.mark.parametrize("text", NO_MARKS)
def test_a_figure_that_is_no_mark_opens_the_case_again(text):
    """Whatever the client writes instead is for people to read."""
    plan = answered(text)
    assert "record" not in plan.changes
    assert plan.changes["closed_at"] is None


def test_without_the_question_a_figure_is_no_mark():
    """Nobody has asked."""
    assert "record" not in answered("4", asked=False).changes


@pytest.mark.parametrize(
    ("text", "stays_closed"), [("4 : merci", True), ("3, moyen", True), ("1 : honteux", False)]
)
def test_a_bad_mark_with_a_complaint_opens_the_case_again(text, stays_closed):
    """The subject of the answer is ours and speaks of a complaint: a fair mark counts for more."""
    plan = answered(text, meaning=COMPLAINT)
    assert ("closed_at" not in plan.changes) == stays_closed
    assert plan.changes["record"]["satisfaction"]


def test_closing_asks_later():
    """Seven days, then the next working morning."""
    plan = commanded("#clôturer", desk=ASKING, answered_at=NOW)
    [timer] = [t for t in plan.timers if t.name == "survey"]
    assert f"{timer.due_at:%Y-%m-%d %H:%M}" == "2026-11-30 08:00"


@pytest.mark.parametrize(
    "state",
    [
        {"no_further_contact": True}, {"severity": "grave"}, {"parties": NOBODY},
        {"record": {"survey_sent": "2026-11-20"}}, {"closed_at": None},
    ],
)  # fmt: skip
def test_who_is_not_asked(state: dict[str, Any]):
    """Who wants no contact, was hurt, cannot be reached, was asked already, or whose case is open."""
    plan = on_timer("survey", NOW, ticket(**({"closed_at": NOW} | state)), ASKING, NOW)
    assert plan.letters == ()


def test_everybody_else_is_asked_once():
    """The case remembers that it has asked."""
    plan = on_timer("survey", NOW, ticket(closed_at=NOW), ASKING, NOW)
    assert kinds(plan) == {"enquete"}
    assert plan.changes["record"]["survey_sent"]
