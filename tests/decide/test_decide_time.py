"""Time passes, letters leave or never will: what that means for a ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from desk_cases import (
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    MARC,
    NOW,
    PROCEDURE,
    SETTINGS,
    facts,
    kinds,
    mail,
    recipients,
    settings,
    thread,
    ticket,
)

from mailbot.decide import after_giving_up, after_sent, decide, next_try, on_timer
from mailbot.model import Plan, Robot, SentLetter
from mailbot.procedure import Acknowledgement, Answer, Operations, Procedure, parse_delay

ACTORS = {"claire@otc.example", MARC}
FROM_ACKNOWLEDGEMENT = settings(
    procedure=Procedure(
        acknowledgement=Acknowledgement(immediate=True),
        answer=Answer(delay=parse_delay("30 jours"), from_="acknowledgement"),
        operations=Operations(warnings=(parse_delay("5 jours"),)),
    )
)


# -- timers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "of_ticket", "event"),
    [
        ("acknowledgement_late", {"acknowledged_at": None}, "acknowledgement_late"),
        ("acknowledgement_late", {}, None),
        ("acknowledgement_late", {"acknowledged_at": None, "answered_at": NOW}, None),
        ("acknowledgement_late", {"acknowledged_at": None, "closed_at": NOW}, None),
        ("answer_soon:1", {}, "answer_soon"),
        ("answer_soon:1", {"answered_at": NOW}, None),
        ("answer_soon:2", {"closed_at": NOW}, None),
        ("answer_late", {}, "answer_late"),
        ("answer_late", {"answered_at": NOW}, None),
        ("answer_late", {"closed_at": NOW}, None),
    ],
)
def test_a_date_comes_near_or_is_missed(name: str, of_ticket: dict[str, Any], event: str | None) -> None:
    """People are warned before and told after; when it is met, the needless timer leaves an event only."""
    plan = on_timer(name, NOW, ticket(due_at=NOW, **of_ticket), SETTINGS, NOW)
    assert [e.event for e in plan.events] == [event or "timer_needless"]
    assert recipients(plan) == (ACTORS if event else set())
    assert kinds(plan) <= {"echeance"}


def test_a_provider_is_reminded_as_often_as_the_desk_wants_then_staff_call() -> None:
    """Two reminders, the morning after four days, then a word to staff; every letter has its own cause."""
    first = on_timer("provider_reminder:provider:1:1", NOW, ticket(), SETTINGS, NOW)
    assert recipients(first) == {HOTEL}
    [following] = first.timers
    assert following.name == "provider_reminder:provider:1:2"
    assert following.due_at.date() == (NOW + timedelta(days=5)).date()
    assert following.due_at.hour == 8
    second = on_timer("provider_reminder:provider:1:2", NOW, ticket(), SETTINGS, NOW)
    assert second.letters[0].context["rank"] == "deuxième"
    assert first.letters[0].cause != second.letters[0].cause
    third = on_timer("provider_reminder:provider:1:3", NOW, ticket(), SETTINGS, NOW)
    assert recipients(third) == ACTORS
    assert [e.event for e in third.events] == ["provider_silent"]
    assert third.timers == ()


@pytest.mark.parametrize("of_ticket", [{"closed_at": NOW}, {"parties": ()}])
def test_nobody_is_reminded_about_a_closed_case(of_ticket: dict[str, Any]) -> None:
    """The timer says why it does nothing."""
    plan = on_timer("provider_reminder:provider:1:1", NOW, ticket(**of_ticket), SETTINGS, NOW)
    assert plan.letters == ()
    assert [e.event for e in plan.events] == ["timer_needless"]


# -- a letter has left --------------------------------------------------------------------------


def sent(letter: str, desk: Any = SETTINGS, **of_ticket: Any) -> Plan:
    return after_sent(letter, ticket(**of_ticket), desk, NOW, "250 OK")


def test_the_acknowledgement_counts_when_the_server_has_taken_it() -> None:
    """Not before; and only the first one."""
    assert sent("accuse_reception", acknowledged_at=None, status="reçu").changes == {
        "acknowledged_at": NOW,
    }
    assert sent("accuse_reception").changes == {}


def test_a_clock_that_begins_with_the_acknowledgement_begins_when_it_left() -> None:
    """The due date and its warnings are counted from that moment."""
    plan = sent("accuse_reception", FROM_ACKNOWLEDGEMENT, acknowledged_at=None, status="reçu")
    due_at = plan.changes["due_at"]
    assert due_at.date().isoformat() == "2026-12-21"  # 30 days lead to a Sunday, which moves to Monday
    assert {t.name: t.due_at for t in plan.timers}["answer_late"] == due_at
    assert {t.name for t in plan.timers} == {"answer_soon:1", "answer_late"}
    for already in ({"due_at": NOW}, {"kind": "suggestion"}):
        again = sent("accuse_reception", FROM_ACKNOWLEDGEMENT, acknowledged_at=None, **already)
        assert "due_at" not in again.changes


def test_the_answer_stops_the_clock_when_it_left() -> None:
    """The timers of the promised date end with it; a case closed in the same breath stays closed."""
    plan = sent("reponse_client")
    assert plan.changes == {"answered_at": NOW}
    assert set(plan.cancels) == {"answer_soon:*", "answer_late", "silence", "step:*"}
    assert sent("reponse_client", closed_at=NOW, status="clos").changes == {"answered_at": NOW}
    assert sent("reponse_client", answered_at=NOW).changes == {}


@pytest.mark.parametrize("kind", ["message_client", "avis_equipe", "transmission", "alerte", "echeance"])
def test_other_letters_keep_no_promise(kind: str) -> None:
    """They leave an event, with what the server said."""
    plan = sent(kind, acknowledged_at=None)
    assert plan.changes == {}
    assert plan.cancels == ()
    assert [(e.event, e.data["reply"]) for e in plan.events] == [("letter_sent", "250 OK")]
    assert after_sent(kind, None, SETTINGS, NOW, "250 OK").ticket_id is None


# -- a letter never will ------------------------------------------------------------------------


def given_up(kind: str = "message_client", reply: str = "550 5.1.1 no such user", *, permanent: bool = True,
             **of_ticket: Any) -> Plan:  # fmt: skip
    return after_giving_up(
        letter_id=3, kind=kind, conversation="client", recipient=CLIENT, ticket=ticket(**of_ticket),
        reply=reply, settings=SETTINGS, permanent=permanent, now=NOW,
    )  # fmt: skip


def test_people_are_told_of_a_letter_that_will_not_arrive() -> None:
    """Who could be reached is; a failed alert causes no further alert."""
    assert recipients(given_up()) == ACTORS
    assert given_up("alerte").letters == ()


@pytest.mark.parametrize(
    ("reply", "is_gone"),
    [
        ("550 5.1.1 no such user", True),
        ("550 No such user here", True),
        ("551 user not local", True),
        ("553 5.1.3 bad address syntax", True),
        ("550 5.2.1 mailbox disabled", True),
        ("552 5.2.2 mailbox full", False),
        ("552 5.3.4 message too big", False),
        ("550 5.7.1 rejected as spam", False),
        ("554 5.7.1 access denied", False),
        ("554 transaction failed", False),
        ("le serveur n'accepte pas les adresses accentuées (SMTPUTF8)", False),
    ],
)
def test_an_address_is_put_aside_only_when_the_server_says_that_there_is_none(
    reply: str, is_gone: bool
) -> None:
    """A full mailbox or a refused content does not silence all later letters to a person."""
    assert given_up(reply=reply).suppress == ((CLIENT,) if is_gone else ())
    assert given_up(reply=reply, permanent=False).suppress == ()


def test_a_case_whose_answer_cannot_be_sent_is_open_again() -> None:
    """Closed in the same breath or not: it is not answered, and its date is watched again."""
    plan = given_up("reponse_client", due_at=NOW, closed_at=NOW, outcome="favorable")
    assert plan.changes == {"answered_at": None, "outcome": None, "closed_at": None, "reopened_at": NOW}
    assert "answer_late" in {t.name for t in plan.timers}


# -- a letter came back -------------------------------------------------------------------------


def bounced(kind: str, robot: str = "dsn_failed", **of_ticket: Any) -> Plan:
    letter = SentLetter(
        id=3, kind=kind, ticket=ticket(**of_ticket), conversation="client", side="party", recipient=CLIENT
    )
    said = "550 5.1.1 User unknown"
    written = mail("mailer-daemon@client.example", said, robot=Robot(type=robot, evidence=("x",)))  # type: ignore[arg-type]
    return decide(written, COMPLAINT, COPY, facts(bounced_letter=letter), SETTINGS, NOW)


def test_a_letter_that_came_back_did_not_meet_its_date() -> None:
    """The acknowledgement counts no more; the answered case is open, and its date is watched again."""
    assert bounced("accuse_reception").changes == {"acknowledged_at": None}
    plan = bounced(
        "reponse_client", answered_at=NOW, closed_at=NOW, due_at=NOW, outcome="rejet", status="clos"
    )
    assert plan.changes == {"answered_at": None, "outcome": None, "closed_at": None, "reopened_at": NOW}
    assert "answer_late" in {t.name for t in plan.timers}
    assert plan.suppress == (CLIENT,)
    assert recipients(plan) == ACTORS


@pytest.mark.parametrize("robot", ["vacation", "dsn_delayed", "dsn_success", "mdn", "ticket_ack", "calendar"])
def test_other_robots_change_nothing(robot: str) -> None:
    """They stop no clock, start none, and silence nobody."""
    plan = bounced("reponse_client", robot, answered_at=NOW, closed_at=NOW)
    assert (plan.changes, plan.timers, plan.cancels, plan.suppress) == ({}, (), (), ())


def test_a_client_who_writes_after_the_closing_opens_the_case_again() -> None:
    """Unanswered, its promised date is watched again; answered, it is not."""
    for answered_at, watched in ((None, True), (NOW, False)):
        known = facts(
            thread(ticket=ticket(closed_at=NOW, due_at=NOW, answered_at=answered_at, status="clos"))
        )
        plan = decide(mail(), COMPLAINT, COPY, known, SETTINGS, NOW)
        assert plan.changes["closed_at"] is None
        assert bool(plan.timers) is watched


# -- tried again --------------------------------------------------------------------------------


def test_a_letter_is_tried_again_for_five_days_ever_more_rarely() -> None:
    """1, 5, 15 minutes, an hour, then every three hours, until patience ends."""
    now, first, waits = NOW, NOW, []
    while again := next_try(attempts=len(waits) + 1, first_failure_at=first, now=now, uncertain=0):
        waits.append(again - now)
        now = again
    assert [w.total_seconds() / 60 for w in waits[:6]] == [1, 5, 15, 60, 180, 180]
    assert timedelta(days=5) <= now - first < timedelta(days=5, hours=3)


def test_a_letter_that_may_have_arrived_is_tried_five_times_at_most() -> None:
    """The recipient may have got each of them."""
    given = [next_try(attempts=n, first_failure_at=NOW, now=NOW, uncertain=n) for n in range(1, 7)]
    assert [at is not None for at in given] == [True, True, True, True, False, False]


def test_a_procedure_without_dates_promises_none() -> None:
    """No timers, no due date, whatever happens."""
    desk = settings(procedure=Procedure())
    plan = decide(mail(), COMPLAINT, COPY, facts(), desk, NOW)
    assert plan.timers == ()
    assert plan.opens is not None
    assert plan.opens["due_at"] is None
    assert sent("accuse_reception", desk, acknowledged_at=None).timers == ()
    assert replace(PROCEDURE, answer=Answer()).answer.delay is None
