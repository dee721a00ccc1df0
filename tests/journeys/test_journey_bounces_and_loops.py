"""Letters that come back, and machines that answer machines."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from mailbot.sandbox.servers import MailServers
from mailbot.store import tables as t
from office import (
    CLAIRE,
    CLIENT,
    COMPLAINT,
    HOTEL,
    PEOPLE,
    SERVICE,
    START,
    STRANGER,
    Office,
    opened_office,
    text_of,
)


def bounce(letter: EmailMessage, recipient: str, sent_to: str) -> bytes:
    """What a mail server writes about a letter that it could not deliver (RFC 3464)."""
    boundary = "b0unce"
    return "\r\n".join(
        [
            "Return-Path: <>",
            "From: MAILER-DAEMON@mx.courrier.example (Mail Delivery System)",
            f"To: {sent_to}",
            "Subject: Undelivered Mail Returned to Sender",
            "Message-ID: <bounce-1@mx.courrier.example>",
            "Date: Mon, 16 Nov 2026 09:10:00 +0000",
            "Auto-Submitted: auto-replied",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"',
            "",
            f"--{boundary}",
            "Content-Type: text/plain",
            "",
            f"<{recipient}>: host mx.courrier.example said: 550 5.1.1 User unknown",
            "",
            f"--{boundary}",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.courrier.example",
            "",
            f"Final-Recipient: rfc822; {recipient}",
            "Action: failed",
            "Status: 5.1.1",
            "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
            "",
            f"--{boundary}",
            "Content-Type: message/rfc822",
            "",
            letter.as_string(),
            f"--{boundary}--",
            "",
        ]
    ).encode()


def comes_back(office: Office, letter: EmailMessage, recipient: str) -> None:
    way = str(letter["Reply-To"])
    office.arrives("", raw=bounce(letter, recipient, way), sender="", to=way)


def without_token(address: str) -> str:
    local, _, domain = address.partition("@")
    return f"{local.partition('+')[0]}@{domain}"


def test_a_bounced_acknowledgement_is_no_acknowledgement(office: Office) -> None:
    """Staff are told, nothing automatic goes to that address again, and nobody answers the robot."""
    left = office.complains()
    [letter] = left[CLIENT]
    assert office.tickets()[0]["acknowledged_at"]
    comes_back(office, letter, CLIENT)

    left = office.works()

    assert set(left) == {CLAIRE}
    assert CLIENT in text_of(left[CLAIRE][0])
    assert office.tickets()[0]["acknowledged_at"] is None
    assert [row["address"] for row in office.rows(t.suppressions)] == [CLIENT]

    office.passes(days=1)
    chamber_13 = COMPLAINT.replace("chambre 12", "chambre 13")
    assert CLIENT not in office.complains(chamber_13, authenticated=False)
    # Whoever writes from an address, proven, can be reached there again.
    assert CLIENT in office.complains(chamber_13.replace("13", "14"))


def test_a_bounced_answer_opens_the_ticket_again(office: Office) -> None:
    """An answer that nobody received did not answer."""
    left = office.complains()
    office.answers(left[CLAIRE][0], "Bonjour, nous remboursons.\n\n#favorable\n#cloturer", sender=CLAIRE)
    [answer] = office.works()[CLIENT]
    assert office.tickets()[0]["closed_at"]
    comes_back(office, answer, CLIENT)

    assert set(office.works()) == {CLAIRE}
    [ticket] = office.tickets()
    assert (ticket["answered_at"], ticket["closed_at"], ticket["outcome"]) == (None, None, None)


def test_a_bounced_notification_to_staff_ends_there(office: Office) -> None:
    """No alert goes to the address that has just bounced: that would be a loop."""
    left = office.complains()
    [notice] = left[CLAIRE]
    comes_back(office, notice, CLAIRE)

    assert office.works() == {}
    office.passes(days=1)
    assert office.works() == {}


def test_an_address_that_is_refused_at_once_is_told_to_staff(office: Office) -> None:
    """The server says 550 to the recipient: given up, and people know."""
    office.servers.reject(CLIENT)
    left = office.complains()
    assert CLIENT not in left
    assert len(left[CLAIRE]) == 2  # the notice, and the alert
    assert office.tickets()[0]["acknowledged_at"] is None
    assert "letter_failed" in office.events()


def test_our_own_letter_that_comes_back_is_filed(office: Office) -> None:
    """Whatever road brought it back into the mailbox."""
    left = office.complains()
    for letter in (left[CLIENT][0], left[HOTEL][0], left[CLAIRE][0]):
        office.arrives("", raw=letter.as_bytes(), sender=SERVICE, to=SERVICE)
    assert office.works() == {}
    assert [row["disposition"] for row in office.rows(t.mails)] == ["opened", "filed", "filed", "filed"]


@pytest.mark.parametrize("polite", [True, False])
def test_a_robot_that_answers_every_acknowledgement_gets_no_endless_stream(
    office: Office, polite: bool
) -> None:
    """With or without the headers that good robots send, in the same thread or in a new one each time."""
    office.complains(sender=f"Robot <{STRANGER}>")
    for number in range(12):
        headers = {"Auto-Submitted": "auto-replied"} if polite else {}
        office.arrives(
            COMPLAINT.replace("chambre 12", f"dossier {number}"),
            sender=f"Robot <{STRANGER}>",
            subject=f"Votre message n° {number}",
            headers=headers,
        )
        office.works()
    received = len(office.mails(STRANGER))
    assert received == (1 if polite else office.settings.automatic_letters_per_day)


def test_two_mailbots_that_write_to_each_other_fall_silent(tmp_path) -> None:
    """A complaint that names the other desk as its sender: two automatic mails at most, then silence."""
    other = "contact@autre.example"
    holder: list[Office] = []
    accounts = dict.fromkeys((*PEOPLE, other), "x")
    with MailServers(accounts, clock=lambda: holder[0].now if holder else START) as servers:
        (tmp_path / "one").mkdir()
        (tmp_path / "two").mkdir()
        one = opened_office(tmp_path / "one", servers)
        two = opened_office(tmp_path / "two", servers, service=other)
        holder.append(one)
        one.complains(sender=f"Autre bureau <{other}>")
        for _ in range(8):
            two.works()
            one.works()
            one.passes(hours=1)
            two.passes(hours=1)
        desks = {SERVICE, other}
        exchanged = [mail for mail in servers.accepted if without_token(mail.recipient) in desks]
        assert {without_token(mail.sender) for mail in exchanged} <= desks
        assert 1 <= len(exchanged) <= 2
        for office in (one, two):
            assert office.gaps() == []
            office.desk.store.close()
