"""The client hears of his case: when it moves on, and when nothing has been said for too long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from desk_cases import CLAIRE, CLIENT, MARC, NOW, SETTINGS, commanded, kinds, recipients, ticket

from mailbot.config import Settings
from mailbot.decide import on_timer
from mailbot.procedure import Progress, Step, parse_delay

STEPS = (
    Step(label="Chercher la cause", wants=("cause",), phase="en cours"),
    Step(label="Répondre", wants=("reponse",)),
)


def telling(*, automatic: bool = True, on_change: bool = True) -> Settings:
    procedure = replace(
        SETTINGS.procedure,
        steps=STEPS,
        progress=Progress(on_change=on_change, automatic=automatic),
        operations=replace(SETTINGS.procedure.operations, silence=parse_delay("5 jours")),
    )
    return replace(SETTINGS, procedure=procedure)


def test_a_new_phase_is_told():
    """In our words: what staff noted stays with them."""
    plan = commanded("#cause la chaudière de Mme Martin", desk=telling())
    [letter] = [x for x in plan.letters if x.kind == "avancement"]
    assert letter.recipient.address == CLIENT
    assert "chaudière" not in " ".join(letter.context["done"])


@pytest.mark.parametrize(
    ("text", "desk", "state"),
    [
        ("#motif bruit", telling(), {}),  # no new phase
        ("#cause chaudière", telling(on_change=False), {}),
        ("#cause chaudière", telling(automatic=False), {}),
        ("#cause chaudière", telling(), {"no_further_contact": True}),
        ("#cause chaudière", telling(), {"parties": ()}),
        ("#cause chaudière\n\nNous avons trouvé la cause.", telling(), {}),  # he reads it from a person
        ("#cause chaudière\n#clôturer", telling(), {}),
    ],
)
def test_when_nothing_is_told(text, desk, state):
    """Nothing new, not promised, not wanted, not possible, or said already."""
    assert "avancement" not in kinds(commanded(text, desk=desk, **state))


def test_silence_is_ended_by_a_letter_where_the_document_wants_it():
    """And counts anew from then on."""
    plan = on_timer("silence", NOW, ticket(), telling(), NOW)
    assert [(x.kind, x.recipient.address) for x in plan.letters] == [("avancement", CLIENT)]
    [again] = plan.timers
    assert again.name == "silence"
    assert again.due_at > NOW + timedelta(days=5)


@pytest.mark.parametrize(
    ("desk", "state"),
    [(telling(automatic=False), {}), (telling(), {"parties": ()})],
)
def test_elsewhere_people_are_asked_to_write(desk, state):
    """Where the document leaves it to them, or where no mail can reach the client."""
    plan = on_timer("silence", NOW, ticket(**state), desk, NOW)
    assert recipients(plan) == {CLAIRE, MARC}
    assert kinds(plan) == {"alerte"}


def test_nobody_is_asked_to_write_to_a_client_who_wants_no_contact():
    """Neither now nor later."""
    plan = on_timer("silence", NOW, ticket(no_further_contact=True), telling(), NOW)
    assert (plan.letters, plan.timers) == ((), ())


@pytest.mark.parametrize("state", [{"answered_at": NOW}, {"closed_at": NOW}])
def test_an_answered_case_may_be_silent(state):
    """There is nothing left to tell."""
    assert on_timer("silence", NOW, ticket(**state), telling(), NOW).letters == ()


def test_steps_that_were_left_out_are_said_and_kept():
    """An answer given before the cause is known: possible, and in the case's story."""
    plan = commanded("#favorable\n\nNous vous remboursons, parce que vous avez raison.", desk=telling())
    assert "step_skipped" in {event.event for event in plan.events}
