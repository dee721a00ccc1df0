"""A client suggests something: thanks at once, no deadline, and a person decides who else hears of it."""

from __future__ import annotations

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, HOTEL, Office, text_of

SUGGESTION = """Bonjour,

Je me permets de vous faire une suggestion : il serait bien que l'Hôtel du Grand Tétras propose
un local fermé pour les vélos. Ce serait une bonne idée pour les randonneurs.

Élodie Dupont
"""


def test_a_suggestion_is_thanked_for_and_neither_forwarded_nor_given_a_date(office: Office) -> None:
    """Only the client and staff are written to; no clock runs."""
    left = office.complains(SUGGESTION, subject="Une suggestion pour vos hôtels")

    assert set(left) == {CLIENT, CLAIRE}
    [thanks] = left[CLIENT]
    assert "suggestion" in text_of(thanks).lower()
    [ticket] = office.tickets()
    assert ticket["kind"] == "suggestion"
    assert ticket["due_at"] is None
    assert office.rows(t.timers) == []

    office.passes(days=120)
    assert office.works() == {}


def test_staff_forward_a_suggestion_with_one_word(office: Office) -> None:
    """`#transmettre` sends the anonymised copy, and nothing else to anybody outside."""
    left = office.complains(SUGGESTION, subject="Une suggestion pour vos hôtels")
    office.answers(left[CLAIRE][0], "#transmettre", sender=CLAIRE)

    left = office.works()

    assert set(left) == {HOTEL, CLAIRE}
    [forward] = left[HOTEL]
    assert "local fermé pour les vélos" in text_of(forward)
    assert "Dupont" not in forward.as_string() + text_of(forward)
