"""Staff answer a notification: their words go to the other side of that conversation, as the organisation."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, HOTEL, PAUL, SERVICE, Office, text_of

STAFF = f"Claire Martin <{CLAIRE}>"
CLIENT_SENDER = f"Élodie Dupont <{CLIENT}>"


def whole(mail: EmailMessage) -> str:
    """Headers and every part, decoded."""
    parts = [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts])


def staff_tokens(office: Office, mails: list[EmailMessage]) -> set[str]:
    return {str(mail["Reply-To"]).partition("+")[2].partition("@")[0] for mail in mails}


@pytest.mark.parametrize("outcome", ["", "\n\n#favorable"])
def test_an_answer_to_the_clients_notification_reaches_the_client_as_the_organisation(
    office: Office, outcome: str
) -> None:
    """No staff address, no token of staff, no mark and no ready-made command travels with it."""
    left = office.complains()
    [notice] = left[CLAIRE]
    text = f"Bonjour,\n\nNous vous remboursons la nuit.\n\nClaire Martin\n{CLAIRE}{outcome}"
    office.answers(notice, text, sender=STAFF)

    left = office.works()

    assert set(left) == {CLIENT, CLAIRE}
    [answer] = left[CLIENT]
    assert "Nous vous remboursons la nuit." in text_of(answer)
    assert SERVICE.partition("@")[0] in str(answer["From"])
    assert answer["Auto-Submitted"] is None
    said = whole(answer)
    assert CLAIRE not in said
    assert "#" not in text_of(answer)
    assert "a écrit" not in text_of(answer)
    [token] = staff_tokens(office, [notice])
    assert token not in said
    assert "mailto:" not in said


def test_only_an_answer_with_an_outcome_is_the_answer(office: Office) -> None:
    """A plain message informs and stops no clock; the transcript says so; one word settles it."""
    left = office.complains()
    office.answers(left[CLAIRE][0], "Bonjour, nous nous renseignons.", sender=STAFF)
    left = office.works()
    assert office.tickets()[0]["answered_at"] is None
    [transcript] = left[CLAIRE]
    assert "#favorable" in text_of(transcript)

    office.answers(transcript, "Bonjour, nous vous remboursons.\n\n#favorable", sender=STAFF)
    left = office.works()

    assert "nous vous remboursons" in text_of(left[CLIENT][0])
    [ticket] = office.tickets()
    assert (ticket["answered_at"], ticket["outcome"]) == (office.now, "favorable")


def test_one_word_makes_the_answer_of_what_has_left_already(office: Office) -> None:
    """`#favorable` alone, behind a plain reply; a refusal has to be sent again, with its mediator."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "Nous vous remboursons une nuit.", sender=CLAIRE)
    [transcript] = office.works()[CLAIRE]
    informed = office.now
    office.passes(hours=1)

    office.answers(transcript, "#rejet", sender=CLAIRE)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "médiateur" in text_of(left[CLAIRE][0])
    assert office.tickets()[0]["answered_at"] is None

    office.answers(transcript, "#favorable", sender=CLAIRE)
    assert set(office.works()) == {CLAIRE}
    [ticket] = office.tickets()
    assert (ticket["answered_at"], ticket["outcome"]) == (informed, "favorable")


def test_an_answer_to_the_providers_notification_reaches_the_provider(office: Office) -> None:
    """The client hears nothing of it, and the provider sees nothing of the client."""
    left = office.complains()
    office.answers(left[HOTEL][0], "De quelle chambre s'agit-il ?", sender=f"Hôtel <{HOTEL}>")
    left = office.works()
    office.answers(left[CLAIRE][0], "Il s'agit de la chambre 12.", sender=STAFF)

    left = office.works()

    assert set(left) == {HOTEL, CLAIRE}
    [message] = left[HOTEL]
    assert "la chambre 12" in text_of(message)
    assert CLAIRE not in whole(message)
    assert "Dupont" not in whole(message)


def test_a_message_to_the_provider_that_names_the_client_is_held(office: Office) -> None:
    """Fail closed: nothing leaves, and staff are told what was found."""
    left = office.complains()
    office.answers(left[HOTEL][0], "De qui s'agit-il ?", sender=f"Hôtel <{HOTEL}>")
    left = office.works()
    office.answers(left[CLAIRE][0], f"De Mme Dupont, {CLIENT}.", sender=STAFF)

    left = office.works()

    assert HOTEL not in left
    assert len(left[CLAIRE]) == 2  # the transcript, and the alert
    [held] = office.rows(t.letters, t.letters.c.state == "held")
    assert held["recipient"] == HOTEL


def test_the_clients_answer_to_staff_comes_back_to_staff(office: Office) -> None:
    """And so on, as long as they have something to say to each other."""
    left = office.complains()
    for number in range(3):
        office.answers(left[CLAIRE][-1], f"Question {number} ?", sender=STAFF)
        left = office.works()
        assert set(left) == {CLIENT, CLAIRE}
        office.answers(left[CLIENT][0], f"Réponse {number}.", sender=CLIENT_SENDER)
        left = office.works()
        assert set(left) == {CLAIRE}
        assert f"Réponse {number}." in text_of(left[CLAIRE][0])
    assert len(office.rows(t.tickets)) == 1


def test_a_reader_reads(office: Office) -> None:
    """Somebody of the staff who may not act is told so, and nothing is done."""
    left = office.complains()
    office.answers(left[CLAIRE][0], "Bonjour, c'est réglé.", sender=f"Paul Henry <{PAUL}>")

    left = office.works()

    assert CLIENT not in left
    assert HOTEL not in left
