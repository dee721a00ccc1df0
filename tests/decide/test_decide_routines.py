"""What comes every morning, and the papers of a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from desk_cases import CLAIRE, MARC, NOW, PAUL, SETTINGS, settings, ticket

from mailbot.decide import on_digest, on_meeting, routines
from mailbot.model import OpenCase, Ticket
from mailbot.procedure import Quality, parse_delay

MORNING = NOW.replace(hour=7)  # a Friday
QUARTERLY = settings(
    procedure=replace(SETTINGS.procedure, quality=Quality(meeting=parse_delay("3 mois"))), digest=False
)


def case(*, provider: bool = False, client: bool = False, **changed: Any) -> OpenCase:
    return OpenCase(ticket=ticket(**changed), awaits_provider=provider, awaits_client=client)


def told(*cases: OpenCase, held: int = 0) -> dict[str, dict[str, Any]]:
    plan = on_digest(cases, held, SETTINGS, due_at=MORNING, now=MORNING)
    return {letter.recipient.address: dict(letter.context) for letter in plan.letters}


def test_nothing_to_say_nothing_sent() -> None:
    """A case that is far from its date is nobody's morning."""
    assert told(case(due_at=MORNING + timedelta(days=30))) == {}
    assert told() == {}


def test_each_date_stands_under_its_heading() -> None:
    """Late, today, this week; an answered case is under none."""
    found = told(
        case(reference="REC-1", due_at=MORNING - timedelta(days=1)),
        case(reference="REC-2", due_at=MORNING + timedelta(hours=10)),
        case(reference="REC-3", due_at=MORNING + timedelta(days=6)),
        case(reference="REC-4", due_at=MORNING - timedelta(days=1), answered_at=MORNING),
    )[CLAIRE]
    for key, reference in (("late", "REC-1"), ("due_today", "REC-2"), ("due_soon", "REC-3")):
        assert [line.split("\u00a0")[0] for line in found[key]] == [reference]
    assert "REC-4" not in str(found)


def test_whom_we_wait_for_what_is_to_be_posted_and_what_is_held() -> None:
    """Three more headings."""
    found = told(
        case(reference="REC-1", provider=True),
        case(reference="REC-2", client=True),
        case(reference="REC-3", record={"to_post": {"outcome": "favorable"}}),
        held=2,
    )[CLAIRE]
    assert "REC-1" in found["waiting_provider"][0]
    assert "REC-2" in found["waiting_client"][0]
    assert "REC-3" in found["to_post"][0]
    assert "2" in found["held"][0]


def test_only_those_concerned_are_told() -> None:
    """A handler hears of his own cases and of nobody's; a manager of all; a reader of none."""
    late = MORNING - timedelta(days=1)
    hers = told(case(due_at=late, assigned_to="Claire Martin"))
    assert set(hers) == {CLAIRE}
    his = told(case(due_at=late, assigned_to="Marc Petit"))
    assert set(his) == {CLAIRE, MARC}
    assert PAUL not in told(case(due_at=late))
    blamed = told(case(due_at=late, record={"blamed": ["Marc Petit"]}))
    assert set(blamed) == {CLAIRE}


def test_who_is_away_reads_nothing_and_somebody_else_reads_it_all() -> None:
    """The deputy, where there is one; with nobody to stand in, the letter waits for its reader's return."""
    late = case(due_at=MORNING - timedelta(days=1), assigned_to="Claire Martin")
    claire, *others = SETTINGS.staff
    until = MORNING + timedelta(days=3)
    desk = settings(staff=(replace(claire, deputy="Marc Petit"), *others), absent={"Claire Martin": until})
    plan = on_digest((late,), 0, desk, due_at=MORNING, now=MORNING)
    assert [letter.recipient.address for letter in plan.letters] == [MARC]
    alone = settings(staff=(claire,), absent={"Claire Martin": until})
    plan = on_digest((late,), 0, alone, due_at=MORNING, now=MORNING)
    assert [letter.recipient.address for letter in plan.letters] == [CLAIRE]


def test_a_client_who_wants_no_contact_is_not_waiting() -> None:
    """His line says so."""
    found = told(case(due_at=MORNING + timedelta(days=1), no_further_contact=True))[CLAIRE]
    assert found["due_soon"][0].endswith("ne veut plus être contacté")


def test_the_gravest_comes_first() -> None:
    """Then what is due soonest."""
    late = MORNING - timedelta(days=1)
    found = told(
        case(reference="REC-1", due_at=late - timedelta(days=3)),
        case(reference="REC-2", due_at=late, severity="grave"),
    )[CLAIRE]
    assert [line[:5] for line in found["late"]] == ["REC-2", "REC-1"]


def test_the_digest_comes_on_working_mornings() -> None:
    """After Friday, Monday."""
    following = routines.next_time(routines.DIGEST, MORNING, SETTINGS)
    assert (following.weekday(), following.hour) == (0, 8)


def papers(*cases: Ticket) -> dict[str, Any]:
    plan = on_meeting(cases, (), QUARTERLY, since=MORNING - timedelta(days=90), due_at=MORNING)
    assert [letter.recipient.address for letter in plan.letters] == [CLAIRE]
    return dict(plan.letters[0].context)


def test_the_papers_of_a_meeting_name_no_client() -> None:
    """Causes, actions and dates; nobody who complained."""
    record = {
        "motif": "chambre sale",
        "cause": ["ménage sous-traité"],
        "actions": [
            {"what": "changer de prestataire", "who": "M. Roy", "until": "2026-10-01", "done": None},
            {"what": "former l'équipe", "who": "", "until": None, "done": None},
            {"what": "s'excuser", "who": "", "until": None, "done": "2026-11-01"},
        ],
    }
    found = papers(ticket(record=record))
    assert "chambre sale" in found["cases"][0]
    assert "ménage sous-traité" in found["causes"][0]
    assert ["changer de prestataire" in line for line in found["late_actions"]] == [True]
    assert ["former l'équipe" in line for line in found["open_actions"]] == [True]
    assert "Dupont" not in str(found)
    assert "elodie" not in str(found)


def test_a_case_without_an_action_is_a_question_for_the_meeting() -> None:
    """Nothing was decided yet."""
    assert papers(ticket(record={}))["questions"]


def test_meetings_are_held_at_the_cadence_of_the_document() -> None:
    """Where the document has none, there are none."""
    assert routines.wanted(QUARTERLY) == (routines.MEETING,)
    assert routines.MEETING not in routines.wanted(SETTINGS)
    following = routines.next_time(routines.MEETING, MORNING, QUARTERLY)
    assert 85 < (following - MORNING).days < 100
