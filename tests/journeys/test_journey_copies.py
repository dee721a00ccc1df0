"""One mail, one effect: fetched twice, delivered twice, renumbered by the server."""

from __future__ import annotations

import pytest

from mailbot.store import tables as t
from office import ALIAS, CLAIRE, CLIENT, COMPLAINT, HOTEL, SERVICE, Office


def dispositions(office: Office) -> list[str]:
    return [row["disposition"] for row in office.rows(t.arrivals)]


def test_the_same_mail_delivered_twice_is_one_ticket(office: Office) -> None:
    """The second copy is recorded as what it is, and causes nothing."""
    content = office.arrives(COMPLAINT)
    office.works()
    office.arrives("", raw=content)

    assert office.works() == {}
    assert len(office.tickets()) == 1
    assert dispositions(office) == ["opened", "duplicate"]


def test_a_mail_that_lies_where_it_was_is_not_worked_upon_again(make_office) -> None:
    """With `after = "leave"` every poll sees all the old mails."""
    office = make_office(after="leave")
    office.complains()
    for _ in range(3):
        office.passes(days=2)  # the daily look at every UID is due each time
        assert office.works() == {}
    assert dispositions(office) == ["opened"]
    assert len(office.servers.mails(SERVICE)) == 1


def test_one_mail_to_two_mailboxes_is_one_ticket(make_office) -> None:
    """Written to both service addresses: one acknowledgement, one forward, both copies accounted for."""
    office = make_office(two_boxes=True)
    content = office.arrives(COMPLAINT, headers={"Cc": ALIAS})
    office.servers.deliver_from_outside(ALIAS, content, office.now, sender=CLIENT, authenticated=True)

    left = office.works()

    assert {address: len(mails) for address, mails in left.items()} == {CLIENT: 1, HOTEL: 1, CLAIRE: 1}
    assert len(office.tickets()) == 1
    assert dispositions(office) == ["opened", "duplicate"]
    assert office.servers.mails(ALIAS) == office.servers.mails(SERVICE) == ()


def test_the_same_message_id_with_other_words_is_another_mail(office: Office) -> None:
    """Some senders number their mails badly: both are read."""
    office.arrives(COMPLAINT, message_id="<always-the-same@courrier.example>")
    office.arrives(
        COMPLAINT.replace("chambre 12", "chambre 31"),
        message_id="<always-the-same@courrier.example>",
        subject="Autre séjour",
    )
    office.works()

    assert "duplicate" not in dispositions(office)
    assert len(office.rows(t.mails)) == 2
    assert len(office.servers.mails(SERVICE, "mailbot")) == 2


@pytest.mark.parametrize("after", ["move", "leave"])
def test_a_renumbered_mailbox_loses_nothing_and_doubles_nothing(make_office, after: str) -> None:
    """Old mails are recognised by their bytes, new ones taken, whatever their numbers."""
    office = make_office(after=after)
    office.complains()
    office.passes(hours=1)
    office.complains(COMPLAINT.replace("chambre 12", "chambre 14"))
    office.arrives(COMPLAINT.replace("chambre 12", "chambre 15"))  # not seen before the change
    office.servers.renumber(SERVICE)
    office.passes(hours=1)
    office.arrives(COMPLAINT.replace("chambre 12", "chambre 16"))

    left = office.works()

    assert len(left[CLIENT]) == 2
    assert len(office.tickets()) == 4
    assert [d for d in dispositions(office) if d == "opened"] == ["opened"] * 4
    assert len(office.mails(CLIENT)) == 4
    assert "mailbox_renumbered" in office.events()
    office.passes(days=2)
    assert office.works() == {}
    assert office.events().count("mailbox_renumbered") == 1


def test_staff_who_open_and_flag_the_mailbox_hide_nothing(office: Office) -> None:
    """Flags are not the cursor: a mail that somebody has read is taken all the same."""
    import imaplib

    office.arrives(COMPLAINT)
    with imaplib.IMAP4("127.0.0.1", office.servers.imap_port, timeout=10) as client:
        client.login(SERVICE, "x")
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Seen \Flagged \Answered)")

    assert CLIENT in office.works()
    assert CLAIRE in {row["recipient"] for row in office.rows(t.letters)}
