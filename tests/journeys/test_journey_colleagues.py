"""Several people in one case: each hears of what the others did, and a late case is nobody's secret."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from office import CLAIRE, CLIENT, MARC, PAUL, Office, text_of

MakeOffice = Callable[..., Office]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Nous vous remboursons la nuit, car c'est dû.\n\n#favorable", "a répondu au client : favorable"),
        ("Nous nous renseignons.", "pas encore la réponse"),
        ("#assigner Marc Petit", "a confié le dossier à Marc Petit"),
        ("#confirmer\n#clôturer", "a clos le dossier"),
    ],
)
def test_the_others_are_told_in_one_line(make_office: MakeOffice, body: str, line: str) -> None:
    """Not the one who did it, not the readers."""
    office = make_office(second_handler=True)
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, body, sender=CLAIRE)
    left = office.works()
    [told] = left[MARC]
    assert line in text_of(told).replace("\u00a0", " ")
    assert len(left[CLAIRE]) == 1
    assert PAUL not in left


def test_nobody_is_told_of_what_concerns_nobody(make_office: MakeOffice) -> None:
    """A note, a severity, a message to a provider: the others read it when they open the case."""
    office = make_office(second_handler=True)
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "#gravité faible\n#note\nVu avec l'hôtel.", sender=CLAIRE)
    assert set(office.works()) == {CLAIRE}


def test_a_case_that_is_handed_over_comes_with_its_note(make_office: MakeOffice) -> None:
    """The one who follows it from now on reads why, and that it is his; the client hears nothing of it."""
    office = make_office(second_handler=True)
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "#assigner Marc Petit\n#note\nMarc, peux-tu appeler l'hôtel ?", sender=CLAIRE)
    left = office.works()
    assert set(left) == {CLAIRE, MARC}
    [told] = left[MARC]
    assert "Un dossier vous est confié" in str(told["Subject"])
    assert "peux-tu appeler l'hôtel" in text_of(told)
    assert "rien à faire" not in text_of(told)

    office.answers(told, "Bonjour, je suis votre dossier et j'appelle l'hôtel.", sender=MARC)
    assert CLIENT in office.works()


def test_colleagues_hear_nothing_of_what_was_taken_back(make_office: MakeOffice) -> None:
    """Their line waits as long as the answer itself."""
    office = make_office(second_handler=True, recall="1 minute")
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "Nous vous remboursons.\n\n#favorable", sender=CLAIRE)
    assert set(office.works()) == {CLAIRE}
    office.answers(notice, "#annuler", sender=CLAIRE)
    office.works()
    office.passes(hours=1)
    assert office.works() == {}


@pytest.mark.parametrize(
    ("words", "kind", "closed"),
    [
        ("Ce n'est pas une réclamation.", "autre", False),
        ("C'est une suggestion !", "suggestion", False),
        ("C’est bien une réclamation\n\nCordialement,\nClaire", "reclamation", False),
        ("Dossier clos.", "reclamation", False),  # the client still waits for an answer: asked about
    ],
)
def test_words_of_people_are_understood_where_they_stand_alone(
    office: Office, words: str, kind: str, closed: bool
) -> None:
    """Nothing of them goes to the client, and the transcript says how they were understood."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, words, sender=CLAIRE)
    left = office.works()
    assert "a été compris comme" in text_of(left[CLAIRE][0])
    assert not any(words[:12] in text_of(letter) for letter in left.get(CLIENT, ()))
    [ticket] = office.tickets()
    assert (ticket["kind"], ticket["closed_at"] is not None) == (kind, closed)


def test_the_same_words_in_a_sentence_are_a_message(office: Office) -> None:
    """What goes on is for the client."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "Ce n'est pas une réclamation que je néglige, soyez-en sûre.", sender=CLAIRE)
    assert CLIENT in office.works()


def late(make_office: MakeOffice) -> Office:
    office = make_office(procedure="courtier", second_handler=True)
    office.complains()
    office.now = office.tickets()[0]["due_at"]
    office.passes(minutes=1)
    office.works()
    return office


def test_a_late_case_that_nobody_touches_is_told_to_the_managers_once(make_office: MakeOffice) -> None:
    """Two days after the date, and never again."""
    office = late(make_office)
    office.passes(days=6)
    left = office.works()
    assert any("Toujours sans réponse" in str(letter["Subject"]) for letter in left[CLAIRE])
    assert not any("Toujours sans réponse" in str(letter["Subject"]) for letter in left.get(MARC, ()))
    office.passes(days=30)
    office.works()
    assert office.events().count("escalated") == 1


def test_a_late_case_that_somebody_works_upon_is_not_escalated(make_office: MakeOffice) -> None:
    """Whatever he writes there."""
    office = late(make_office)
    office.answers(office.mails(CLAIRE)[0], "#note\nJ'attends la facture.", sender=CLAIRE)
    office.works()
    office.passes(days=10)
    office.works()
    assert "escalated" not in office.events()
