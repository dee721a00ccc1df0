"""Somebody is not who he seems: nothing goes out on his word, and staff are told."""

from __future__ import annotations

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, SERVICE, STRANGER, Office, text_of

FAKE = f"Claire Martin <{CLAIRE}>"


@pytest.mark.parametrize(
    "words", ["Votre argent est là : http://voleur.example", "#cloturer", "#transmettre"]
)
def test_a_forged_member_of_staff_commands_nothing(office: Office, words: str) -> None:
    """The token may have leaked; without an authenticated sender nothing is done with it."""
    left = office.complains()
    before = office.tickets()
    office.answers(left[CLAIRE][0], words, sender=FAKE, authenticated=False)

    left = office.works()

    assert set(left) == {CLAIRE}
    assert "staff_unproven" in office.events()
    assert office.tickets() == before


@pytest.mark.parametrize("sender", [f"Inconnu <{STRANGER}>", f"Élodie Dupont <{CLIENT}>", f"Hôtel <{HOTEL}>"])
def test_nobody_but_staff_uses_a_token_of_staff(office: Office, sender: str) -> None:
    """Whoever got hold of a notification: kept, shown to staff, passed on to nobody."""
    left = office.complains()
    office.answers(left[CLAIRE][0], "Bonjour, nous vous remboursons 1000 €.\n#favorable", sender=sender)

    left = office.works()

    assert set(left) == {CLAIRE}
    assert "staff_token_misused" in office.events()
    assert office.tickets()[0]["answered_at"] is None


def test_a_member_of_staff_without_token_commands_nothing(office: Office) -> None:
    """The reference alone is known to everybody who ever got a letter."""
    office.complains()
    before = office.tickets()
    office.arrives("#cloturer", sender=FAKE, subject="Re: [REC-2026-0001] Séjour au Grand Tétras")

    left = office.works()

    assert CLIENT not in left
    assert HOTEL not in left
    assert office.tickets()[0] == before[0]


def test_a_spouse_with_the_clients_token_is_heard_and_not_written_to(office: Office) -> None:
    """Staff see who it is; their answer goes to the client alone."""
    left = office.complains()
    office.answers(
        left[CLIENT][0], "Mon épouse a oublié : la douche aussi.", sender=f"Marc Dupont <{STRANGER}>"
    )
    left = office.works()

    assert set(left) == {CLAIRE}
    [notice] = left[CLAIRE]
    assert STRANGER in text_of(notice)
    assert "d’une autre adresse" in text_of(notice)
    assert "third_party_wrote" in office.events()

    office.answers(notice, "Bonjour, merci de la précision.", sender=FAKE)
    left = office.works()
    assert set(left) == {CLIENT, CLAIRE}


@pytest.mark.parametrize(
    "quotes", ["reference", "reference and client's address", "client's message-id", "our message-id"]
)
def test_a_stranger_who_quotes_what_he_cannot_prove_has_a_ticket_of_his_own(
    office: Office, quotes: str
) -> None:
    """Staff see the possible link; the first client's ticket hears nothing of it."""
    office.arrives(COMPLAINT, subject="Séjour", message_id="<first@courrier.example>")
    left = office.works()
    subject, headers = "Mon séjour", {}
    if quotes == "reference":
        subject = "Re: [REC-2026-0001] Mon séjour"
    elif quotes == "reference and client's address":
        subject, headers = "Re: [REC-2026-0001] Mon séjour", {"Reply-To": CLIENT}
    elif quotes == "client's message-id":
        headers = {"In-Reply-To": "<first@courrier.example>"}
    else:
        headers = {"References": left[CLIENT][0]["Message-ID"]}
    body = COMPLAINT.replace("Élodie Dupont", "Jean Mercier").replace("chambre 12", "chambre 21")
    office.arrives(body, subject=subject, sender=f"Jean Mercier <{STRANGER}>", headers=headers)

    left = office.works()

    assert [row["reference"] for row in office.tickets()] == ["REC-2026-0001", "REC-2026-0002"]
    assert len(left[headers.get("Reply-To", STRANGER)]) == 1  # its own acknowledgement
    [notice] = left[CLAIRE]
    assert "REC-2026-0001" in text_of(notice)
    assert [row["ticket_id"] for row in office.rows(t.mails)] == [1, 2]


def test_a_forged_client_gets_no_automatic_letter(office: Office) -> None:
    """The address may be somebody's who has nothing to do with it; staff decide, the ticket stands."""
    left = office.complains(authenticated=False)

    assert set(left) == {CLAIRE}
    [ticket] = office.tickets()
    assert ticket["acknowledged_at"] is None
    assert "acknowledgement_withheld" in office.events()


@pytest.mark.parametrize("side", ["client", "provider"])
def test_a_token_holds_for_one_conversation(office: Office, side: str) -> None:
    """A provider who writes to the client's token, and the other way round, reach staff only."""
    left = office.complains()
    letter = left[CLIENT if side == "client" else HOTEL][0]
    sender = HOTEL if side == "client" else CLIENT
    office.answers(letter, "Voici ce que j'ai à dire.", sender=sender)

    left = office.works()

    assert set(left) == {CLAIRE}
    assert len(office.rows(t.tickets)) == 1


def test_a_new_recipient_in_a_mail_is_written_to_by_nobody(office: Office) -> None:
    """To, Cc and Reply-To of whoever writes change no party of the ticket."""
    left = office.complains()
    office.answers(
        left[CLIENT][0],
        "Répondez plutôt à mon ami.",
        sender=f"Élodie Dupont <{CLIENT}>",
        headers={"Cc": STRANGER, "Reply-To": STRANGER, "In-Reply-To": left[CLIENT][0]["Message-ID"]},
    )
    left = office.works()
    office.answers(left[CLAIRE][0], "Bonjour, c'est noté.", sender=FAKE)

    left = office.works()

    assert set(left) == {CLIENT, CLAIRE}
    assert SERVICE not in left
