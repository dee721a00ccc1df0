"""Mails that are neither complaint nor suggestion: shown to people where people wrote, else filed."""

from __future__ import annotations

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, STRANGER, Office, text_of

QUESTION = "Bonjour,\n\nÀ quelle heure ouvre le bureau de Cornimont le dimanche ?\n\nMerci,\nÉlodie Dupont\n"
SPAM = """CONGRATULATIONS!!! You have won $1,000,000 in our online casino lottery.
Click here now to claim your prize: http://win-big-casino.example/claim
Send your bank details and viagra order today. Limited offer, act now!!!
"""


def test_a_question_is_shown_to_staff_and_the_writer_hears_from_a_person(office: Office) -> None:
    """No reference, no acknowledgement; staff's answer goes to the writer."""
    left = office.complains(QUESTION, subject="Horaires")

    assert set(left) == {CLAIRE}
    assert office.tickets() == []
    [ticket] = office.rows(t.tickets)
    assert ticket["reference"] is None

    office.answers(left[CLAIRE][0], "Bonjour, il ouvre à 10 heures.", sender=CLAIRE)
    left = office.works()
    assert set(left) == {CLIENT, CLAIRE}
    assert "il ouvre à 10 heures" in text_of(left[CLIENT][0])
    assert "REC-" not in left[CLIENT][0].as_string()


def test_staff_make_a_complaint_of_it_after_all(office: Office) -> None:
    """`#reclamation` gives it a reference and acknowledges it, once."""
    left = office.complains(QUESTION, subject="Horaires")
    [notice] = left[CLAIRE]
    office.answers(notice, "#reclamation", sender=CLAIRE)

    left = office.works()

    assert set(left) == {CLIENT, CLAIRE}
    assert left[CLIENT][0]["Subject"].startswith("[REC-2026-0001]")
    [ticket] = office.tickets()
    assert ticket["acknowledged_at"] == office.now

    office.answers(notice, "#reclamation", sender=CLAIRE)
    assert set(office.works()) == {CLAIRE}


def test_spam_reaches_nobody(office: Office) -> None:
    """It is kept and explained, and neither the writer nor staff get a mail."""
    assert office.complains(SPAM, subject="YOU WON!!!", sender=f"Winner <{STRANGER}>") == {}
    [mail] = office.rows(t.mails)
    assert mail["disposition"] == "ignored"
    assert office.rows(t.tickets) == []


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Réponse automatique : Réclamation", {"Auto-Submitted": "auto-replied"}),
        ("Out of office", {"X-Auto-Response-Suppress": "All", "Precedence": "auto_reply"}),
    ],
)
def test_a_robot_reaches_nobody(office: Office, subject: str, headers: dict[str, str]) -> None:
    """Not even when its text complains."""
    assert office.complains(subject=subject, headers=headers) == {}
    [mail] = office.rows(t.mails)
    assert mail["disposition"] == "filed"
    assert office.rows(t.tickets) == []


def test_a_complaint_that_a_machine_passes_on_is_shown_to_staff(office: Office) -> None:
    """A list's header must not hide it; nobody outside is written to."""
    listed = {"List-Id": "<liste.ailleurs.example>", "Precedence": "list"}
    left = office.complains(subject="[liste] Réclamation", headers=listed)
    assert set(left) == {CLAIRE}
    assert "chambre 12" in text_of(left[CLAIRE][0])
    assert office.tickets() == []


def test_a_question_that_becomes_a_complaint_is_one(office: Office) -> None:
    """What the person writes next in that thread opens a ticket and is acknowledged and forwarded."""
    left = office.complains(QUESTION, subject="Horaires")
    office.answers(left[CLAIRE][0], "Bonjour, il ouvre à 10 heures.", sender=CLAIRE)
    answer = office.works()[CLIENT][0]

    office.answers(answer, COMPLAINT, sender=f"Élodie Dupont <{CLIENT}>")
    left = office.works()

    [ticket] = office.tickets()
    assert (ticket["reference"], ticket["kind"]) == ("REC-2026-0001", "reclamation")
    assert left[CLIENT][0]["Subject"].startswith("[REC-2026-0001]")
    assert "chambre 12" in text_of(left[HOTEL][0])
    assert "Cornimont" not in text_of(left[HOTEL][0])
