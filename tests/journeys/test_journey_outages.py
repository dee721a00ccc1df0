"""Servers that are away, poor or meddlesome: nothing is lost, and legal time is the server's."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from mailbot.errors import TemporaryFailure
from mailbot.sandbox.servers import Abilities
from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, START, Office, text_of

STAFF = f"Claire Martin <{CLAIRE}>"


def test_three_days_of_standstill_cost_the_client_nothing(make_office) -> None:
    """Received is when the server took it; deadlines count from there; the acknowledgement leaves at once."""
    office = make_office(procedure="courtier")
    punctual = make_office(procedure="courtier")
    punctual.complains()
    office.arrives(COMPLAINT)
    office.passes(days=3)

    left = office.works()

    assert CLIENT in left
    [ticket] = office.tickets()
    assert ticket["received_at"] == START
    assert ticket["acknowledged_at"] == START + timedelta(days=3)
    assert ticket["due_at"] == punctual.tickets()[0]["due_at"]
    shown = START.astimezone(ZoneInfo("Europe/Paris"))
    assert f"{shown.day} novembre" in text_of(left[CLIENT][0])


def test_what_fell_due_while_the_desk_stood_still_is_done_once(make_office) -> None:
    """Warnings and alarms of days ago are as due as those of this minute; none is said twice."""
    office = make_office(procedure="courtier")
    office.complains()
    office.passes(days=90)
    left = office.works()
    assert left[CLAIRE]
    assert "answer_late" in office.events()
    assert office.works() == {}


def test_letters_wait_while_smtp_is_down(office: Office) -> None:
    """The ticket stands at once; the acknowledgement leaves, once, when the server is back."""
    office.servers.down()
    assert office.complains() == {}
    assert office.tickets()[0]["acknowledged_at"] is None
    office.servers.up()
    office.passes(hours=1)
    left = office.works()
    assert {CLIENT, HOTEL, CLAIRE} <= set(left)
    assert len(office.mails(CLIENT)) == 1
    assert office.tickets()[0]["acknowledged_at"] == office.now


def test_a_line_that_dies_after_the_data_gives_the_same_letter_again(office: Office) -> None:
    """Nobody knows whether it was taken: the copy has the same Message-ID, so mail programs show one."""
    office.servers.drop_after_data_once()
    office.complains()
    office.passes(hours=1)
    office.works()
    office.passes(days=3)
    office.works()
    ids = [mail["Message-ID"] for mail in office.mails(CLIENT)]
    assert 1 <= len(ids) <= 2
    assert len(set(ids)) == 1
    assert {row["state"] for row in office.rows(t.letters)} == {"sent"}


def test_mail_waits_while_imap_is_down(office: Office) -> None:
    """A temporary failure, nothing else; the mail is taken later."""
    office.arrives(COMPLAINT)
    office.servers.imap_down()
    with pytest.raises(TemporaryFailure):
        office.works()
    office.servers.imap_up()
    assert CLIENT in office.works()


def test_a_poor_server_is_enough(make_office) -> None:
    """Neither IDLE nor MOVE nor UIDPLUS nor plus addressing: the whole conversation all the same."""
    office = make_office(
        abilities=Abilities(idle=False, move=False, uidplus=False, folders_below_inbox=True), plus=False
    )
    whole_conversation(office)
    office.passes(days=2)
    assert office.works() == {}


@pytest.mark.parametrize("plus", [True, False])
def test_message_ids_that_are_rewritten_on_the_way_break_no_conversation(make_office, plus: bool) -> None:
    """Some relays number every mail afresh: the address, or the mark in the body, leads back."""
    whole_conversation(
        make_office(plus=plus),
        rewritten={"In-Reply-To": "<0102@relay.example>", "References": "<0102@relay.example>"},
    )


def whole_conversation(office: Office, rewritten: dict[str, str] | None = None) -> None:
    """Client, staff and provider write to one another through the desk, and all of it is one ticket."""
    changed = {"headers": rewritten} if rewritten else {}
    left = office.complains()
    assert {CLIENT, HOTEL, CLAIRE} == set(left)
    if "+" not in str(left[CLIENT][0]["Reply-To"]):
        changed["subject"] = "Re: votre message"  # so that nothing but the mark is left
    acknowledgement, [forward], [notice] = left[CLIENT][0], left[HOTEL], left[CLAIRE]

    office.answers(acknowledgement, "La douche aussi.", sender=f"Élodie Dupont <{CLIENT}>", **changed)
    assert set(office.works()) == {CLAIRE}
    office.answers(forward, "C'est réparé.", sender=f"Hôtel <{HOTEL}>", **changed)
    left = office.works()
    assert set(left) == {CLAIRE}
    office.answers(left[CLAIRE][0], "Merci de cette réparation.", sender=STAFF, **changed)
    assert set(office.works()) == {HOTEL, CLAIRE}
    office.answers(notice, "Bonjour, tout est réparé.", sender=STAFF, **changed)
    assert set(office.works()) == {CLIENT, CLAIRE}
    assert len(office.rows(t.tickets)) == 1


def test_when_the_server_is_back_everything_leaves_at_once_the_nearest_deadline_first(office: Office) -> None:
    """An outage costs no letter an attempt: none has to wait longer than the last pause."""
    office.servers.down()
    office.complains()
    for _ in range(6):
        office.works()
        office.passes(hours=6)
    waiting = office.rows(t.letters, t.letters.c.state != "sent")
    assert {row["attempts"] for row in waiting} == {0}
    assert office.events().count("smtp_unreachable") >= 1
    office.servers.up()
    office.works()
    assert office.rows(t.letters, t.letters.c.state != "sent") == []
