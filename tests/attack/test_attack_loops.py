"""Machines that answer whatever they get: every exchange falls silent, by itself and soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from mailbot.decide import confirming, endless, opening
from mailbot.sandbox.servers import MailServers
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

ROUNDS = 30
SILENCE = 5  # rounds without a letter: it is over
Answer = dict[str, Any]  # keywords of Office.answers
Machine = Callable[[EmailMessage, int], Answer]


def absence(letter: EmailMessage, number: int) -> Answer:
    """A vacation programme that says that it is one."""
    headers = {"Auto-Submitted": "auto-replied", "X-Autoreply": "yes", "In-Reply-To": letter["Message-ID"]}
    return {"body": "Je suis absente jusqu'au 30 novembre.", "headers": headers, "subject": "Absence"}


def silent_absence(letter: EmailMessage, number: int) -> Answer:
    """The same, by a programme that does not say so."""
    return {"body": "Bonjour,\n\nJe suis absente du bureau jusqu'au 30 novembre.\n", "subject": "Absence"}


def ticket_system(letter: EmailMessage, number: int) -> Answer:
    """Another desk: a number of its own in the subject, politely."""
    return {
        "body": f"Votre demande a bien été enregistrée sous le numéro {4000 + number}.",
        "subject": f"[Ticket#{4000 + number}] {letter['Subject']}",
        "headers": {"X-Auto-Response-Suppress": "All", "Auto-Submitted": "auto-generated"},
    }


def rude_ticket_system(letter: EmailMessage, number: int) -> Answer:
    """A new thread each time, other words each time, and no sign of a machine in any header."""
    return {
        "body": f"Bonjour,\n\nNous avons bien reçu votre message n° {number} et reviendrons vers vous.\n",
        "subject": f"Votre demande {4000 + number}",
        "headers": {},
    }


def complaining_machine(letter: EmailMessage, number: int) -> Answer:
    """The worst: what it answers is a complaint."""
    return {"body": COMPLAINT.replace("12", str(100 + number)), "subject": f"Plainte {number}", "headers": {}}


def echo(letter: EmailMessage, number: int) -> Answer:
    """It sends back what it got."""
    return {"body": text_of(letter), "subject": str(letter["Subject"])}


def plays(office: Office, who: str, machine: Machine, name: str, **how: Any) -> list[int]:
    """How many letters `who` got in each round, when each of them is answered at once, ten minutes apart."""
    counts: list[int] = []
    seen = 0
    for _ in range(ROUNDS):
        got = office.mails(who)
        for number, letter in enumerate(got[seen:], start=seen):
            said = machine(letter, number)
            office.answers(letter, said.pop("body"), sender=f"{name} <{who}>", **said, **how)
        seen = len(got)
        office.works()
        office.passes(minutes=10)
        counts.append(len(office.mails(who)) - seen)
        if counts[-SILENCE:] == [0] * SILENCE:
            break
    return counts


def fresh_mail(letter: EmailMessage, number: int) -> Answer:
    """To the service itself, not to the way back that the letter names; in no thread."""
    said = rude_ticket_system(letter, number)
    return said | {"to": SERVICE}


MACHINES = [absence, silent_absence, ticket_system, rude_ticket_system, complaining_machine, echo, fresh_mail]


@pytest.fixture
def low_bounds(monkeypatch: pytest.MonkeyPatch) -> int:
    """As after a day of it: dozens of rounds show no more than these."""
    monkeypatch.setattr(endless, "BOUND", 8)
    for module in (opening, confirming):
        monkeypatch.setattr(module, "FLOOD", 6)
    return 8


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(("who", "name"), [(CLIENT, "Élodie Dupont"), (HOTEL, "Hôtel")])
def test_no_machine_of_theirs_keeps_us_talking(office: Office, who: str, name: str, machine: Machine) -> None:
    """A client's, a provider's: after some rounds nothing more goes to it."""
    office.complains()
    counts = plays(office, who, machine, name)
    assert counts[-SILENCE:] == [0] * SILENCE, counts
    assert sum(counts) <= 12, counts


@pytest.mark.parametrize("authenticated", [True, False])
@pytest.mark.parametrize("machine", MACHINES)
def test_no_machine_of_ours_keeps_us_talking(
    office: Office, machine: Machine, authenticated: bool, low_bounds: int
) -> None:
    """A colleague's: obeyed like her, and so it has a bound; she is told, and can go on all the same."""
    office.complains()
    counts = plays(office, CLAIRE, machine, "Claire Martin", authenticated=authenticated)
    received = Counter(mail.recipient for mail in office.servers.accepted)
    assert counts[-SILENCE:] == [0] * SILENCE, counts
    assert sum(counts) <= low_bounds + 2, counts
    assert received[CLIENT] <= low_bounds + 1
    if not authenticated:
        assert received[CLIENT] == 1
    elif received[CLIENT] > 2:
        notice = office.mails(CLAIRE)[0]
        office.answers(notice, "#confirmer\n\nBonjour, c'est moi.", sender=f"Claire Martin <{CLAIRE}>")
        assert "c'est moi" in text_of(office.works()[CLIENT][0])


def test_two_desks_whose_colleagues_are_each_other(tmp_path: Path) -> None:
    """Each notice of the one is a mail to the other: a complaint causes a few letters, and no more."""
    other = "contact@autre.example"
    holder: list[Office] = []
    with MailServers(
        dict.fromkeys((*PEOPLE, other), "x"), clock=lambda: holder[0].now if holder else START
    ) as servers:
        desks = []
        for name, service, colleague in (("one", SERVICE, other), ("two", other, SERVICE)):
            (tmp_path / name).mkdir()
            made = opened_office(tmp_path / name, servers, service=service)
            claire, *others = made.settings.staff
            made.settings = replace(made.settings, staff=(replace(claire, address=colleague), *others))
            made.desk = replace(made.desk, settings=made.settings)
            desks.append(made)
        holder.append(desks[0])
        desks[0].complains()
        counts = []
        for _ in range(12):
            before = len(servers.accepted)
            for desk in reversed(desks):
                desk.works()
                desk.passes(hours=1)
            counts.append(len(servers.accepted) - before)
        assert counts[-SILENCE:] == [0] * SILENCE, counts
        assert len(servers.accepted) <= 8
        for desk in desks:
            assert desk.gaps() == []
            desk.desk.store.close()


def test_bounces_of_bounces_are_answered_by_nobody(office: Office) -> None:
    """From nobody, from daemons, about letters that we never wrote: filed, whatever their number."""
    office.complains()
    before = len(office.servers.accepted)
    for number in range(20):
        office.arrives(
            f"Undelivered Mail Returned to Sender\n\n<x{number}@nulle-part.example>: 550 5.1.1 unknown\n",
            sender=("MAILER-DAEMON@nulle-part.example", "postmaster@nulle-part.example", "<>")[number % 3],
            subject="Undelivered Mail Returned to Sender",
            headers={
                "Auto-Submitted": "auto-replied",
                "X-Failed-Recipients": f"x{number}@nulle-part.example",
            },
            message_id=f"<b{number}@nulle-part.example>",
        )
    office.works()
    office.passes(days=2)
    office.works()
    assert len(office.servers.accepted) == before
    assert len(office.tickets()) == 1


def test_a_flood_from_one_sender_is_kept_and_answered_by_no_flood(office: Office) -> None:
    """A hundred complaints in one look: all are kept and numbered, few letters leave, others are served."""
    for number in range(100):
        office.arrives(COMPLAINT.replace("12", str(number + 1000)), subject=f"Chambre {number}")
    office.works()
    received = Counter(mail.recipient for mail in office.servers.accepted)
    assert len(office.tickets()) == 100
    assert received[CLIENT] == office.settings.automatic_letters_per_day
    assert received[HOTEL] <= opening.FLOOD
    assert received[CLAIRE] <= opening.FLOOD + 1
    left = office.complains(COMPLAINT.replace("12", "7"), sender=f"Paule Weiss <{STRANGER}>")
    assert set(left) == {STRANGER, HOTEL, CLAIRE}


def test_forged_senders_get_no_letter_from_us(office: Office) -> None:
    """Backscatter: our server says that they are forged, so nobody who was named hears of us; staff do."""
    victims = [f"victime{n}@courrier.example" for n in range(25)]
    for n, victim in enumerate(victims):
        office.servers.add_account(victim, "x")
        body = COMPLAINT.replace("12", str(n + 500))
        office.arrives(body, sender=f"Victime <{victim}>", subject=f"Chambre {n}", authenticated=False)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert len(office.tickets()) == len(victims)
