"""The client writes again: the mail joins the ticket, before and after the acknowledgement."""

from __future__ import annotations

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, SERVICE, Office, text_of

SENDER = f"Élodie Dupont <{CLIENT}>"
MORE = "J'ai oublié : la douche aussi était en panne."


def joined(office: Office) -> list[str]:
    return [row["disposition"] for row in office.rows(t.mails)]


def test_an_answer_to_the_acknowledgement_joins_the_ticket_and_staff_read_it(office: Office) -> None:
    """One ticket, no second acknowledgement."""
    left = office.complains()
    office.answers(left[CLIENT][0], MORE, sender=SENDER)

    left = office.works()

    assert set(left) == {CLAIRE}
    assert "la douche aussi" in text_of(left[CLAIRE][0])
    assert len(office.tickets()) == 1
    assert joined(office) == ["opened", "follow_up"]


@pytest.mark.parametrize("in_one_go", [True, False])
def test_an_answer_to_ones_own_mail_joins_the_ticket(office: Office, in_one_go: bool) -> None:
    """Before any acknowledgement the client can only answer what lies in the folder of sent mails."""
    office.arrives(COMPLAINT, subject="Séjour", message_id="<first@courrier.example>")
    if not in_one_go:
        office.works()
    headers = {"In-Reply-To": "<first@courrier.example>", "References": "<first@courrier.example>"}
    office.arrives(MORE, subject="Re: Séjour", headers=headers)

    left = office.works()

    assert len(office.tickets()) == 1
    assert joined(office) == ["opened", "follow_up"]
    assert len(office.mails(CLIENT)) == 1
    assert any("la douche aussi" in text_of(mail) for mail in left[CLAIRE])


def test_two_mails_that_share_only_an_ancestor_never_seen_are_one_ticket(office: Office) -> None:
    """Both answer a mail that went from person to person and never through the desk."""
    ancestor = {"In-Reply-To": "<never@seen.example>", "References": "<never@seen.example>"}
    office.arrives(COMPLAINT, subject="Re: votre séjour", headers=ancestor)
    office.works()
    office.arrives(MORE, subject="Re: votre séjour", headers=ancestor)
    left = office.works()

    assert len(office.tickets()) == 1
    assert set(left) == {CLAIRE}


def test_an_answer_after_the_closing_opens_the_ticket_again(office: Office) -> None:
    """What the client has to say is never lost in a closed drawer."""
    left = office.complains()
    acknowledgement = left[CLIENT][0]
    office.answers(left[CLAIRE][0], "#confirmer\n#cloturer", sender=CLAIRE)
    office.works()
    assert office.tickets()[0]["closed_at"] == office.now

    office.passes(days=2)
    office.answers(acknowledgement, MORE, sender=SENDER)
    office.works()

    [ticket] = office.tickets()
    assert (ticket["closed_at"], ticket["status"]) == (None, "rouvert")


def test_another_complaint_of_the_same_client_is_another_ticket(office: Office) -> None:
    """Nothing but a proof of the conversation joins two mails."""
    office.complains()
    office.passes(days=1)
    left = office.complains(COMPLAINT.replace("chambre 12", "chambre 14"), to=SERVICE)

    assert [row["reference"] for row in office.tickets()] == ["REC-2026-0001", "REC-2026-0002"]
    assert "REC-2026-0001" in text_of(left[CLAIRE][0])
