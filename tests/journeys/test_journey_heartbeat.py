"""A mailbox that nobody can look into: people hear of it once, and once that it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from mailbot import regular
from office import CLAIRE, START, Office, text_of


@pytest.fixture
def office(make_office: Callable[..., Office]) -> Office:
    """It has been running, and looking into its mailbox, for a day."""
    made: Office = make_office(digest=False)
    made.passes(days=1)
    made.works()
    return made


def watched(office: Office, since: datetime = START) -> list[str]:
    """A look at the pulse, then whatever leaves: the subjects of letters to staff."""
    regular.watch(desk=office.desk, running_since=since, now=office.now)
    return subjects(sent_without_looking(office))


def sent_without_looking(office: Office) -> list[EmailMessage]:
    """The IMAP server is away, the SMTP server is not."""
    import asyncio

    from office import parsed

    before = len(office.servers.accepted)
    asyncio.run(office._dispatch())
    return [parsed(mail.content) for mail in office.servers.accepted[before:] if mail.recipient == CLAIRE]


def subjects(letters: list[EmailMessage]) -> list[str]:
    return [str(letter["Subject"]) for letter in letters]


def test_a_quarter_of_an_hour_without_a_look_is_told_once(office: Office) -> None:
    """Not before, and not again at every tick; two workers say it once."""
    office.passes(minutes=15)
    assert watched(office) == []
    office.passes(seconds=1)
    [subject] = watched(office)
    assert "ne peut plus être relevée" in subject
    office.passes(hours=3)
    assert watched(office) == []
    assert office.gaps() == []


def test_it_is_told_when_it_is_over(office: Office) -> None:
    """Once; and the next silence is a new one."""
    office.passes(minutes=20)
    watched(office)
    office.passes(minutes=20)
    office.works()
    [subject] = watched(office)
    assert "de nouveau relevée" in subject
    assert watched(office) == []
    office.passes(minutes=20)
    assert len(watched(office)) == 1


def test_a_desk_that_has_just_started_cannot_know_yet(office: Office) -> None:
    """It was switched off over the week-end: that is no silence of the mailbox, nor its end."""
    office.passes(days=2)
    assert watched(office, since=office.now) == []
    office.passes(minutes=16)
    assert len(watched(office, since=office.now - timedelta(minutes=16))) == 1
    office.passes(minutes=1)
    assert watched(office, since=office.now) == []


def test_a_long_list_of_mails_is_no_silence(office: Office) -> None:
    """While mails are taken out of it, somebody looks."""
    import sqlalchemy as sa

    from mailbot.store import tables as t

    office.complains()
    office.passes(minutes=20)
    with office.desk.store.transaction() as connection:
        connection.execute(sa.update(t.arrivals).values(recorded_at=office.now - timedelta(minutes=1)))
    assert watched(office) == []


def test_letters_that_nobody_tries_to_send_are_in_the_log(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, and once more when they leave."""
    office.servers.down()
    office.complains()
    office.passes(minutes=16)
    for _ in range(2):
        regular.watch(desk=office.desk, running_since=office.now, now=office.now)
    assert capsys.readouterr().err.count("letters_waiting") == 1
    office.servers.up()
    office.works()
    from mailbot.store import pulse

    with office.desk.store.reading() as connection:
        assert pulse.known(connection, "letters reclamations@otc.example")
    regular.watch(desk=office.desk, running_since=office.now, now=office.now)
    with office.desk.store.reading() as connection:
        assert pulse.known(connection, "letters reclamations@otc.example") is None


def test_the_alert_says_what_to_do(office: Office) -> None:
    """Which mailbox, since when, and that dates count on."""
    office.passes(minutes=20)
    regular.watch(desk=office.desk, running_since=START, now=office.now)
    [letter] = sent_without_looking(office)
    text = " ".join(text_of(letter).split())
    assert "reclamations@otc.example" in text
    assert "17/11/2026 à 10:00" in text
    assert "mailbot check" in text
