"""A grave case is not forgotten: who is reminded, when, of what, and what ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from desk_cases import (
    CLAIRE,
    COMPLAINT,
    COPY,
    MARC,
    NOW,
    SETTINGS,
    commanded,
    facts,
    mail,
    recipients,
    ticket,
)

from mailbot.config import Settings
from mailbot.decide import decide, on_timer
from mailbot.model import Plan
from mailbot.procedure import Calendar, Step, parse_delay, working_hours_after

CALL = Step(label="Appeler le prestataire", wants=("appelprestataire",), above="grave")
PLAIN = replace(SETTINGS, grave_after=parse_delay("4 heures"))
CALLS = replace(PLAIN, procedure=replace(PLAIN.procedure, steps=(CALL,)))
GRAVE = replace(COMPLAINT, severity="grave")


def opened(desk: Settings = CALLS, **meaning: Any) -> Plan:
    return decide(mail(), replace(GRAVE, **meaning), COPY, facts(), desk, NOW)


def reminded(desk: Settings = CALLS, **of_ticket: Any) -> Plan:
    case = ticket(**({"severity": "grave", "assigned_to": "Claire Martin"} | of_ticket))
    return on_timer("grave:1", NOW, case, desk, NOW)


def graves(plan: Plan) -> list[str]:
    return [timer.name for timer in plan.timers if timer.name.startswith("grave:")]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-20T09:00", "2026-11-20T13:00"),
        ("2026-11-20T16:00", "2026-11-23T10:00"),  # a Friday: two hours then, two on Monday
        ("2026-11-20T20:00", "2026-11-23T12:00"),
        ("2026-11-21T11:00", "2026-11-23T12:00"),
        ("2026-11-20T05:00", "2026-11-20T12:00"),
        ("2026-11-10T17:00", "2026-11-12T11:00"),  # the 11th is a holiday
    ],
)
def test_only_hours_at_which_people_work_count(start: str, end: str) -> None:
    """Nobody is late because of a night or of a Sunday."""
    begun = datetime.fromisoformat(f"{start}:00+01:00")
    assert working_hours_after(begun, 4, Calendar()) == datetime.fromisoformat(f"{end}:00+01:00")


def test_a_grave_case_waits_for_a_few_hours_only() -> None:
    """From its opening; another case, or a desk that wants none, has no such timer."""
    assert graves(opened()) == ["grave:1"]
    assert graves(opened(severity="normale")) == []
    assert graves(opened(replace(CALLS, grave_after=None))) == []


def test_whoever_follows_it_is_reminded_and_again_the_next_morning() -> None:
    """Of the call, where the document wants one; on Friday afternoon the next morning is Monday's."""
    plan = reminded()
    assert recipients(plan) == {CLAIRE}
    [letter] = plan.letters
    assert letter.context["title"] == "l'appel au prestataire n'est pas noté"
    assert letter.context["severity"] == "grave"
    assert letter.context["commands"][0][0].startswith("#appel prestataire")
    [again] = plan.timers
    assert again.name == "grave:2"
    assert again.due_at.astimezone(UTC) == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def test_after_a_hand_over_the_new_one_is_reminded() -> None:
    """A hand-over is no action: the timer stays."""
    plan = commanded("#assigner Marc", desk=CALLS, severity="grave", assigned_to="Claire Martin")
    assert not any(cancelled.startswith("grave") for cancelled in plan.cancels)
    assert recipients(reminded(assigned_to="Marc Petit")) == {MARC}


def test_who_is_away_is_not_the_one_who_is_reminded() -> None:
    """Whoever stands in; and where nobody follows it, all."""
    away = replace(CALLS, absent={"Claire Martin": NOW + timedelta(days=3)})
    assert recipients(reminded(away)) == {MARC}
    assert recipients(reminded(assigned_to=None)) == {CLAIRE, MARC}


@pytest.mark.parametrize(
    "state",
    [
        {"record": {"called": ["prestataire"]}},
        {"answered_at": NOW},
        {"closed_at": NOW},
        {"severity": "normale"},
        {"kind": "autre"},
    ],
)
def test_what_ends_it(state: dict[str, Any]) -> None:
    """The call is noted, the answer given, the case closed, or it is not grave after all."""
    plan = reminded(**state)
    assert plan.letters == ()
    assert plan.timers == ()


def test_without_a_call_in_the_document_any_act_will_do() -> None:
    """Nobody asks for a call that no document wants; nor of a case without provider."""
    [letter] = reminded(PLAIN).letters
    assert letter.context["title"] == "aucune action n'est notée"
    assert reminded(PLAIN, forwarded_at=NOW).letters == ()
    assert reminded(PLAIN, record={"actions": [{"what": "x"}]}).letters == ()
    [letter] = reminded(CALLS, targets=()).letters
    assert letter.context["title"] == "aucune action n'est notée"


def test_a_case_becomes_grave_later() -> None:
    """Said by staff: the hours count from then; said again, nothing begins anew."""
    assert graves(commanded("#gravité grave", desk=CALLS, severity="normale")) == ["grave:1"]
    assert graves(commanded("#gravité grave", desk=CALLS, severity="grave")) == []
    assert graves(commanded("#gravité grave\n#appel prestataire vu", desk=CALLS)) == []
