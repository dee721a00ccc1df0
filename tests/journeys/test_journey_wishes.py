"""What the client asks for: to be left in peace, to stay unnamed."""

from __future__ import annotations

from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of

STAFF = f"Claire Martin <{CLAIRE}>"
LEAVE_ME = COMPLAINT.replace("\nÉlodie", "\nMerci de ne plus me contacter à ce sujet.\n\nÉlodie")
NO_ANSWER = COMPLAINT.replace("\nÉlodie", "\nJe ne souhaite pas de réponse.\n\nÉlodie")
UNNAMED = COMPLAINT.replace(
    "\nÉlodie", "\nJe refuse que mes coordonnées soient transmises à l'hôtel.\n\nÉlodie"
)


def test_who_wants_no_further_contact_gets_one_short_letter_and_nothing_after(office: Office) -> None:
    """Staff are asked before they write all the same."""
    left = office.complains(LEAVE_ME)
    assert len(left[CLIENT]) == 1
    assert office.tickets()[0]["no_further_contact"]
    [notice] = left[CLAIRE]

    office.answers(notice, "Bonjour, c'est réparé.", sender=STAFF)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "#confirmer" in text_of(left[CLAIRE][0])

    office.passes(days=100)
    assert CLIENT not in office.works()

    office.answers(notice, "Bonjour, c'est réparé.\n\n#confirmer", sender=STAFF)
    assert set(office.works()) == {CLIENT, CLAIRE}


def test_who_wants_no_answer_at_all_gets_none(office: Office) -> None:
    """Not even an acknowledgement, and the register says why."""
    left = office.complains(NO_ANSWER)
    assert CLIENT not in left
    assert len(office.tickets()) == 1
    assert "acknowledgement_withheld" in office.events()


def test_who_refuses_to_be_named_is_not(office: Office) -> None:
    """The provider reads the complaint without whose it is, staff read the wish."""
    left = office.complains(UNNAMED)
    assert office.tickets()[0]["refuses_contact_sharing"]
    said = "".join(mail.as_string() + text_of(mail) for mail in left[HOTEL])
    for secret in ("Dupont", "Élodie", "06 39 98 12 34", CLIENT):
        assert secret not in said
    assert "oordonnées" in text_of(left[CLAIRE][0])


def test_a_wish_that_comes_later_counts_from_then_on(office: Office) -> None:
    """The client answers the acknowledgement: no more letters, please."""
    left = office.complains()
    notice = left[CLAIRE][0]
    office.answers(left[CLIENT][0], "Merci de ne plus me contacter.", sender=f"Élodie Dupont <{CLIENT}>")
    office.works()
    assert office.tickets()[0]["no_further_contact"]

    office.answers(notice, "Bonjour, c'est réparé.", sender=STAFF)
    assert CLIENT not in office.works()
