"""Servers that are away, poor or meddlesome: nothing is lost, and legal time is the server's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from hurried import at_work, hurry
from mailbot import journey, rounds
from mailbot.commands import database
from mailbot.daemon import run_once
from mailbot.errors import TemporaryFailure
from mailbot.intake import Intake
from mailbot.receive import MailboxConnection
from mailbot.receive.failures import MailNotFetched
from mailbot.sandbox.servers import Abilities
from mailbot.store import tables as t
from mailbot.store.db import Store
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, SERVICE, START, Office, text_of
from rigs.process import wait_until

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


def test_acknowledgements_leave_while_the_rest_of_a_backlog_is_being_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wrote first does not wait until the last of them has been understood."""
    hurry(monkeypatch)
    name, _, domain = CLIENT.partition("@")
    writers = [f"{name}+{number}@{domain}" for number in range(60)]
    for writer in writers:
        office.arrives(f"{COMPLAINT}\n{writer}", sender=f"Une Personne <{writer}>")
    with at_work(office):
        assert wait_until(
            lambda: {*writers} <= {mail.recipient for mail in office.servers.accepted}, seconds=60
        )
    told = office.events()
    last_opened = len(told) - 1 - told[::-1].index("ticket_opened")
    assert told.index("letter_sent") < last_opened


def test_what_is_moved_on_the_server_is_on_our_disk_before(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what was recorded by a life before this one: it may have ended before the disk had it."""
    done: list[str] = []
    synced, moved, taken = Store.sync, MailboxConnection.mark_done, journey.handle

    def hear(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            done.append(name)
            return original(*args, **kwargs)

        return call

    monkeypatch.setattr(Store, "sync", hear("on our disk", synced))
    monkeypatch.setattr(MailboxConnection, "mark_done", hear("moved", moved))
    monkeypatch.setattr(journey, "handle", hear("recorded", taken))
    for _ in range(3):
        office.arrives(COMPLAINT)
    run_once(office.desk, clock=lambda: office.now)
    assert done == ["recorded", "recorded", "recorded", "on our disk", "moved"]
    done.clear()
    with office.desk.store.transaction() as connection:
        connection.execute(sa.update(t.arrivals).values(marked=None))
    run_once(office.desk, clock=lambda: office.now)
    assert done == ["on our disk", "moved"]


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
    told = [r for r in waiting if r["kind"] == "alerte" and "pas pu partir" in r["subject"]]
    assert 1 <= len(told) <= 2, "people are told once a day which dates are at risk"
    assert office.events().count("smtp_unreachable") >= 1
    office.servers.up()
    office.works()
    assert office.rows(t.letters, t.letters.c.state != "sent") == []


# -- one thing that is broken keeps no other from being done -----------------------------------------


def broken_timer(office: Office) -> None:
    with office.desk.store.transaction() as connection:
        broken = {"ticket_id": 1, "name": "provider_reminder:broken", "due_at": office.now, "data": {}}
        connection.execute(sa.insert(t.timers).values(state="waiting", **broken))


def test_a_broken_timer_stops_no_other(make_office) -> None:
    """It is put down as failed, once, and all that was due after it is done."""
    office = make_office(procedure="courtier")
    office.complains()
    broken_timer(office)
    office.now = office.tickets()[0]["due_at"] + timedelta(days=1)
    left = office.works()
    assert left[CLAIRE]
    assert "answer_late" in office.events()
    assert office.events().count("timer_failed") == 1
    [timer] = office.rows(t.timers, t.timers.c.name == "provider_reminder:broken")
    assert timer["state"] == "failed"
    assert office.rows(t.timers, t.timers.c.state == "waiting", t.timers.c.due_at <= office.now) == []
    office.works()
    assert office.events().count("timer_failed") == 1


def test_one_run_sends_whatever_else_fails(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mailbox that cannot be read and a clock that cannot be looked at cost nobody the letters."""
    office.servers.down()
    office.complains()
    office.servers.up()
    office.passes(hours=1)
    office.servers.imap_down()

    def fails(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rounds, "make", fails)
    with pytest.raises(TemporaryFailure, match="IMAP"):
        run_once(office.desk, clock=lambda: office.now)
    assert len(office.mails(CLIENT)) == 1


def test_one_run_says_that_letters_wait(office: Office) -> None:
    """A temporary failure, after the mail was taken in; none when nothing waits."""
    office.servers.down()
    office.arrives(COMPLAINT)
    with pytest.raises(TemporaryFailure, match="Des lettres attendent"):
        run_once(office.desk, clock=lambda: office.now)
    assert len(office.tickets()) == 1
    office.servers.up()
    office.passes(minutes=1)
    run_once(office.desk, clock=lambda: office.now)
    assert len(office.mails(CLIENT)) == 1


# -- a mail that the server lists and does not hand out ----------------------------------------------


class Hiccups(MailboxConnection):
    """A server that has its mails in its index, and cannot read them now."""

    down = True

    def fetch_many(self, uids, *, fallback):
        if not self.down:
            yield from super().fetch_many(uids, fallback=fallback)
            return
        for uid in uids:
            yield uid, MailNotFetched("NO [SERVERBUG] internal error", uid=uid)


def looks(office: Office, *, down: bool) -> int:
    """One connection, as short as any may be."""
    box = office.settings.mailboxes[0]
    assert box.imap
    with Hiccups(box.imap, box.address) as connection:
        connection.down = down
        intake = Intake(
            desk=office.desk, box=connection, address=SERVICE, folder="INBOX", clock=lambda: office.now
        )
        taken = intake.catch_up()
        intake.reconcile_if_due()
    return taken


def dispositions(office: Office) -> list[str]:
    return [row["disposition"] for row in office.rows(t.arrivals)]


def test_a_server_that_hiccups_loses_no_mail(office: Office) -> None:
    """Three failures within a minute are no reason to give up: it is simply taken when it can be had."""
    office.arrives(COMPLAINT)
    for _ in range(5):
        looks(office, down=True)
        office.passes(seconds=10)
    assert dispositions(office) == []
    assert looks(office, down=False) == 1
    assert dispositions(office) == ["opened"]


def test_a_mail_that_is_not_handed_out_is_told_of_and_asked_for_every_day(office: Office) -> None:
    """After three tries and an hour staff are told, once; when the server hands it out, it is taken in."""
    office.arrives(COMPLAINT)
    for _ in range(4):
        looks(office, down=True)
        office.passes(minutes=30)
    assert dispositions(office) == ["unfetchable"]
    told = office.works()[CLAIRE]
    assert "ne remet pas un courriel" in text_of(told[0]) + str(told[0]["Subject"])
    for _ in range(3):
        office.passes(days=1, minutes=1)
        looks(office, down=True)
    assert dispositions(office) == ["unfetchable"]
    assert office.works() == {}
    assert office.events().count("mail_held") == 1

    looks(office, down=False)
    assert dispositions(office) == ["unfetchable"]  # not at every look
    office.passes(days=1, minutes=1)
    looks(office, down=False)
    assert dispositions(office) == ["opened"]
    assert CLIENT in office.works()
    assert office.tickets()[0]["received_at"] == START
    assert not office.servers.mails(SERVICE, "INBOX")


def test_what_the_server_does_not_hand_out_cannot_be_replayed(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said plainly, with what mailbot goes on doing and what a person can do."""
    office.arrives(COMPLAINT)
    for _ in range(4):
        looks(office, down=True)
        office.passes(minutes=30)
    [row] = office.rows(t.arrivals)
    assert database.replay(office.settings, row["id"]) == 1
    said = capsys.readouterr().err
    assert "ne remet pas le courriel" in said
    assert "chaque jour" in said
