"""A later date for the answer: announced with its reason, it binds once the client could read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from desk_cases import NOW, SETTINGS, commanded, kinds, ticket, transcript

from mailbot.config import Settings
from mailbot.decide import after_sent

DUE = datetime.fromisoformat("2026-11-30T23:59:59+01:00")
LATER = datetime.fromisoformat("2026-12-15T23:59:59+01:00")
EXTENSIBLE: Settings = replace(
    SETTINGS,
    procedure=replace(SETTINGS.procedure, answer=replace(SETTINGS.procedure.answer, extensible=True)),
)
PENDING = {"extending": {"to": LATER.isoformat(), "why": "les experts tardent"}}


def test_the_client_is_told_and_nothing_binds_yet():
    """The letter carries both dates and the reason, and is as urgent as the date that it replaces."""
    plan = commanded("#prolonger 15/12 les experts tardent", desk=EXTENSIBLE, due_at=DUE)
    [letter] = [x for x in plan.letters if x.kind == "prolongation"]
    assert (letter.context["due_at"], letter.context["first_due_at"]) == (LATER, DUE)
    assert letter.context["reason"] == "les experts tardent"
    assert letter.deadline == DUE
    assert "due_at" not in plan.changes


REFUSED = [
    ("#prolonger bientôt, c'est long", {}, "la date"),
    ("#prolonger 15/11/2026 trop de travail", {}, "déjà passé"),
    ("#prolonger 15/12 travail", {}, "dites pourquoi"),
    ("#prolonger 25/11 trop de travail", {}, "déjà promise"),
    ("#prolonger 15/12 trop de travail", {"due_at": None}, "aucune date"),
    ("#prolonger 15/12 trop de travail", {"answered_at": NOW}, "déjà donnée"),
    ("#prolonger 15/12 trop de travail", {"parties": ()}, "adresse"),
    ("#prolonger 15/12 trop de travail", {"no_further_contact": True}, "ne plus être contacté"),
]


@pytest.mark.parametrize(("text", "state", "why"), REFUSED)
def test_what_is_refused_and_why(text, state, why):
    """Nothing leaves, and the transcript says what to do."""
    plan = commanded(text, desk=EXTENSIBLE, **({"due_at": DUE} | state))
    assert kinds(plan) == {"compte_rendu"}
    assert why in " ".join(transcript(plan)["refused"])


def test_the_new_date_binds_once_the_letter_has_left():
    """The first one is kept beside it, and the new one is watched like the first."""
    plan = after_sent("prolongation", ticket(due_at=DUE, record=PENDING), EXTENSIBLE, NOW, "250 OK")
    assert plan.changes["due_at"] == LATER
    [told] = plan.changes["record"]["extensions"]
    assert told == {
        "from": DUE.isoformat(), "to": LATER.isoformat(), "why": "les experts tardent", "in_time": True
    }  # fmt: skip
    assert "extending" not in plan.changes["record"]
    assert "answer_late" in {timer.name for timer in plan.timers}


def test_one_that_left_too_late_is_noted_as_late():
    """The promise was broken before the client could read of another one."""
    early = datetime.fromisoformat("2026-11-19T23:59:59+01:00")
    plan = after_sent("prolongation", ticket(due_at=early, record=PENDING), EXTENSIBLE, NOW, "250 OK")
    assert plan.changes["record"]["extensions"][0]["in_time"] is False


def test_a_second_one_joins_the_first():
    """However often the date moves, each date is kept."""
    record = {**PENDING, "extensions": [{"from": "a", "to": "b", "why": "c", "in_time": True}]}
    plan = after_sent("prolongation", ticket(due_at=DUE, record=record), EXTENSIBLE, NOW, "250 OK")
    assert len(plan.changes["record"]["extensions"]) == 2


def test_a_procedure_that_knows_no_extension_says_so():
    """The client may be told all the same; staff read what counts."""
    plan = commanded("#prolonger 15/12 les experts tardent", due_at=DUE)
    assert "ne prévoit pas" in " ".join(transcript(plan)["notes"])
