"""Words for mailbot or for a colleague reach nobody outside; an answered alert goes where it says."""

from __future__ import annotations

import pytest

from office import CLAIRE, CLIENT, HOTEL, Office, text_of

STAFF = f"Claire Martin <{CLAIRE}>"


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("ok transmettez merci", "#transmettre"),
        ("Bonjour, pouvez-vous relancer l'hôtel ?", "#relancer"),
        ("Vu avec Paul, la cliente exagère.", "#note"),
    ],
)
def test_an_order_in_plain_words_reaches_nobody(office: Office, words: str, proposed: str) -> None:
    """The writer is asked, with the command at hand; the words themselves leave after #confirmer."""
    notice = office.complains()[CLAIRE][0]
    signed = f"{words}\n\nClaire MARTIN\nChargée des réclamations\n03 29 00 00 00"
    office.answers(notice, signed, sender=STAFF)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert proposed in text_of(left[CLAIRE][0])
    office.answers(notice, f"#confirmer\n\n{signed}", sender=STAFF)
    assert CLIENT in office.works()


def test_the_answer_to_a_held_letter_reaches_the_provider(office: Office) -> None:
    """The alert is of the provider's conversation, and says so; the client hears nothing of it."""
    office.complains()
    office.passes(hours=2)
    office.answers(office.mails(HOTEL)[-1], "La chaudière était en panne.", sender=HOTEL)
    notice = office.works()[CLAIRE][0]
    office.answers(notice, "Bonjour, la dame de la chambre, Élodie Dupont, attend un geste.", sender=STAFF)
    left = office.works()
    assert set(left) == {CLAIRE}
    alert = next(letter for letter in left[CLAIRE] if "Alerte" in str(letter["Subject"]))
    assert "part à l’Hôtel du Grand Tétras" in text_of(alert).replace("'", "’")
    assert "nom (" not in text_of(alert)
    office.answers(alert, "Bonjour, pouvez-vous faire un geste ?", sender=STAFF)
    left = office.works()
    assert HOTEL in left
    assert CLIENT not in left


def test_from_the_providers_mail_the_client_can_be_written_to(office: Office) -> None:
    """With #client, and nothing is decided by it."""
    office.complains()
    office.passes(hours=2)
    office.answers(office.mails(HOTEL)[-1], "La chaudière était en panne.", sender=HOTEL)
    notice = office.works()[CLAIRE][0]
    assert "#client" in text_of(notice)
    office.answers(notice, "#client\n\nBonjour Madame,\nL'hôtel nous a répondu.", sender=STAFF)
    left = office.works()
    assert "nous a répondu" in text_of(left[CLIENT][0])
    assert HOTEL not in left
    assert office.tickets()[0]["answered_at"] is None
