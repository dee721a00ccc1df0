"""Actions with a date: noted, reminded of, done; they outlive their case."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from desk_cases import CLAIRE, MARC, NOW, SETTINGS, commanded, recipients, ticket, transcript

from mailbot.decide import on_timer
from mailbot.model import Plan

DUE = datetime.fromisoformat("2026-12-16T08:00:00+01:00")  # the morning after the 15th, a Wednesday
ACTION = {"what": "revoir le planning", "who": "Marc Petit", "until": "2026-12-15", "done": None}


def reminded(nth: int = 1, *, action: dict[str, Any] | None = None, **of_ticket: Any) -> Plan:
    record = {"actions": [action or ACTION]}
    return on_timer(f"action:1:{nth}", DUE, ticket(record=record, **of_ticket), SETTINGS, DUE)


def test_an_action_with_a_date_is_looked_after_the_morning_after_it():
    """At eight, when people are there."""
    plan = commanded("#action Marc Petit : revoir le planning avant le 15/12")
    [timer] = [t for t in plan.timers if t.name.startswith("action:")]
    assert (timer.name, timer.due_at) == ("action:1:1", DUE)


def test_an_action_without_a_date_reminds_nobody():
    """And one that nobody is in charge of is pointed out."""
    plan = commanded("#action revoir le planning")
    assert not [t for t in plan.timers if t.name.startswith("action:")]
    assert "personne n'en est chargé" in " ".join(transcript(plan)["notes"])


@pytest.mark.parametrize("state", [{}, {"answered_at": NOW}, {"closed_at": NOW}])
def test_people_are_told_that_its_date_has_passed(state):
    """Whether the case is open, answered or closed."""
    plan = reminded(**state)
    assert [event.event for event in plan.events] == ["action_late"]
    assert recipients(plan) == {CLAIRE, MARC}
    said = " ".join(plan.letters[0].context["sentences"])
    assert "revoir le planning" in said
    assert "Marc Petit" in said
    assert "15/12/2026" in said


def test_they_are_told_three_times_a_week_apart():
    """Then it is for the quality meeting, not for more mail."""
    [again] = reminded(1).timers
    assert again.name == "action:1:2"
    assert again.due_at - DUE == timedelta(days=8)  # seven days, and the morning after
    assert reminded(3).timers == ()
    assert reminded(3).letters


@pytest.mark.parametrize("done", [{**ACTION, "done": "2026-12-01"}])
def test_what_is_done_reminds_nobody(done):
    """Not even where its timer is still there."""
    plan = reminded(action=done)
    assert plan.letters == ()
    assert [event.event for event in plan.events] == ["timer_needless"]


def test_an_action_that_does_not_exist_reminds_nobody():
    """Nothing fails for a timer without its action."""
    assert on_timer("action:4:1", DUE, ticket(record={"actions": [ACTION]}), SETTINGS, DUE).letters == ()


def test_noting_it_as_done_takes_its_reminder_away():
    """The date of that day is kept."""
    plan = commanded("#fait 1", record={"actions": [ACTION]})
    assert "action:1:*" in plan.cancels
    assert plan.changes["record"]["actions"][0]["done"] == "2026-11-20"


def test_open_actions_outlive_the_case():
    """Closing ends every clock but theirs."""
    done = {**ACTION, "done": "2026-11-19"}
    plan = commanded("#confirmer\n#clôturer", record={"actions": [ACTION, done]})
    assert "*" in plan.cancels
    assert [t.name for t in plan.timers if t.name.startswith("action:")] == ["action:1:1"]


def test_a_late_action_is_reminded_of_again_after_the_closing():
    """Not at once: on the next working morning."""
    late = {**ACTION, "until": "2026-11-02"}
    plan = commanded("#confirmer\n#clôturer", record={"actions": [late]})
    [timer] = [t for t in plan.timers if t.name.startswith("action:")]
    assert timer.due_at == datetime.fromisoformat("2026-11-23T08:00:00+01:00")
