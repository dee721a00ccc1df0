"""The provider answers: staff read it, the client does not."""

from __future__ import annotations

from email.utils import getaddresses

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, HOTEL, Office, text_of

ANSWER = "Bonjour, le chauffage a été réparé le 9. Nous proposons une remise de 30 €."
SENDER = f"Hôtel du Grand Tétras <{HOTEL}>"


def test_a_providers_answer_goes_to_staff_and_to_nobody_else(office: Office) -> None:
    """And the reminders that were planned are off."""
    left = office.complains()
    office.answers(left[HOTEL][0], ANSWER, sender=SENDER)

    left = office.works()

    assert set(left) == {CLAIRE}
    assert "remise de 30 €" in text_of(left[CLAIRE][0])
    office.passes(days=60)
    assert HOTEL not in office.works()


def test_nobody_is_named_in_the_forward_whom_an_answer_to_all_could_reach(office: Office) -> None:
    """To, Cc, Reply-To and the envelope's sender name the provider and the service, and nobody else."""
    left = office.complains()
    [forward] = left[HOTEL]
    named = [
        address
        for _, address in getaddresses(
            [
                str(value)
                for name in ("From", "To", "Cc", "Reply-To", "Sender")
                for value in forward.get_all(name, [])
            ]
        )
    ]

    assert {address.split("+")[0].split("@")[0] for address in named if address != HOTEL} == {"reclamations"}
    [sent] = [mail for mail in office.servers.accepted if mail.recipient == HOTEL]
    assert sent.sender.startswith("reclamations+")

    office.answers(
        forward,
        ANSWER,
        sender=SENDER,
        headers={"Cc": f"{CLIENT}, {HOTEL}", "In-Reply-To": forward["Message-ID"]},
    )
    assert set(office.works()) == {CLAIRE}


def test_a_providers_vacation_robot_stops_no_reminder(office: Office) -> None:
    """Nobody has read the forward: the reminder leaves when it is due."""
    left = office.complains()
    [forward] = left[HOTEL]
    office.answers(
        forward,
        "Je suis absent jusqu'au 30 novembre.",
        sender=SENDER,
        subject=f"Réponse automatique : {forward['Subject']}",
        headers={"Auto-Submitted": "auto-replied", "In-Reply-To": forward["Message-ID"]},
    )
    assert office.works() == {}
    assert [mail["disposition"] for mail in office.rows(t.mails)] == ["opened", "filed"]

    office.passes(days=9)
    left = office.works()

    assert HOTEL in left
    assert CLIENT not in left


def test_a_complaint_in_a_providers_answer_opens_no_ticket(office: Office) -> None:
    """However angry it sounds, it belongs to the conversation whose token it carries."""
    left = office.complains()
    office.answers(
        left[HOTEL][0],
        "C'est inadmissible, cette réclamation est scandaleuse et nous exigeons des excuses !",
        sender=SENDER,
    )
    office.works()

    assert len(office.rows(t.tickets)) == 1
