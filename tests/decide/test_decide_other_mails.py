"""What follows from a mail that is neither complaint nor suggestion, as the organisation has chosen it."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_cases import COMPLAINT, COPY, NOW, SETTINGS, facts, kinds, mail, settings, thread, ticket

from mailbot.config import load_text
from mailbot.decide import decide
from mailbot.model import Meaning, Plan

ORGANISATION = '[organisation]\nname = "Office"\n'


def plan_of(sort: str, chosen: dict[str, str], *, doubtful: bool = False, **more: str) -> Plan:
    meaning = Meaning(kind="autre", other_type=sort, doubtful=doubtful)
    return decide(mail(), meaning, COPY, facts(), settings(other_mails_by_type=chosen, **more), NOW)


@pytest.mark.parametrize(
    ("sort", "chosen", "disposition", "numbered", "letters"),
    [
        ("question", {}, "passed_on", False, {"hors_sujet"}),
        ("question", {"question": "equipe"}, "passed_on", False, {"hors_sujet"}),
        ("question", {"question": "classer"}, "passed_on", False, set()),
        ("question", {"question": "dossier"}, "passed_on", True, {"hors_sujet"}),
        ("remerciement", {"question": "classer"}, "passed_on", False, {"hors_sujet"}),
        ("autre", {"autre": "dossier"}, "passed_on", True, {"hors_sujet"}),
        ("spam", {}, "ignored", False, set()),
        ("spam", {"spam": "classer"}, "ignored", False, set()),
        ("spam", {"spam": "equipe"}, "passed_on", False, {"hors_sujet"}),
        ("newsletter", {"newsletter": "equipe"}, "passed_on", False, {"hors_sujet"}),
    ],
)
def test_each_sort_of_mail_goes_where_the_organisation_wants_it(
    sort: str, chosen: dict[str, str], disposition: str, numbered: bool, letters: set[str]
) -> None:
    """To the team, to the files or under a number; no letter but to staff, and no clock."""
    plan = plan_of(sort, chosen)
    assert plan.disposition == disposition
    assert bool(plan.opens and plan.opens["reference"]) is numbered
    assert kinds(plan) == letters
    assert plan.timers == ()


def test_what_only_may_be_an_advertisement_is_shown() -> None:
    """A doubtful mail is never filed unseen because of its sort; no number is spent on it either."""
    assert kinds(plan_of("spam", {"spam": "classer"}, doubtful=True)) == {"hors_sujet"}
    plan = plan_of("question", {"question": "dossier"}, doubtful=True)
    assert plan.opens is not None
    assert plan.opens["reference"] is None


def test_what_is_not_named_follows_the_desk() -> None:
    """`other_mails = "ignorer"` stays true of every sort that has no line of its own."""
    assert kinds(plan_of("reservation", {"question": "equipe"}, other_mails="ignorer")) == set()
    assert kinds(plan_of("question", {"question": "equipe"}, other_mails="ignorer")) == {"hors_sujet"}


def test_a_numbered_mail_says_why_nobody_was_acknowledged() -> None:
    """A number without an acknowledgement has its reason in the trail."""
    plan = plan_of("question", {"question": "dossier"})
    assert [e.why for e in plan.events if e.event == "acknowledgement_withheld"]


def test_a_complaint_in_the_conversation_of_a_numbered_question_is_a_case_of_its_own() -> None:
    """It is acknowledged and has its clocks; the question keeps the number that it has."""
    known = facts(thread(ticket=ticket(kind="autre", record={"numbered": "oui"})))
    plan = decide(mail(), COMPLAINT, COPY, known, SETTINGS, NOW)
    assert plan.disposition == "opened"
    assert plan.ticket_id is None
    assert "accuse_reception" in kinds(plan)


def test_the_section_is_read() -> None:
    """Only what is written is chosen."""
    text = ORGANISATION + '[other_mails]\nquestion = "dossier"\nspam = "equipe"\n'
    assert load_text(text, Path()).other_mails_by_type == {"question": "dossier", "spam": "equipe"}
