"""A provider's answer on its way to the client: what keeps it inside; and the words that release numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from desk_cases import (
    CAMPING,
    CLAIRE,
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    NOW,
    PROCEDURE,
    SERVICE,
    STRANGER,
    commanded,
    facts,
    kinds,
    mail,
    settings,
    thread,
    ticket,
    transcript,
)

from mailbot.config import Settings
from mailbot.decide import decide
from mailbot.decide.numbers import named
from mailbot.model import Address, Facts, IncomingMail, Meaning, Plan, Redacted
from mailbot.procedure import Forward

WORDS = "Le chauffage est réparé, nous proposons 30 €."
OURS = Redacted(subject="", text=WORDS)
RULED = settings(procedure=replace(PROCEDURE, forward=Forward(answers="client")))
HEARD = Meaning(kind="autre")


def answered(
    written: IncomingMail | None = None,
    known: Facts | None = None,
    *,
    copy: Redacted = OURS,
    meaning: Meaning = HEARD,
    desk: Settings = RULED,
) -> Plan:
    return decide(
        written or mail(HOTEL, WORDS, to=(Address(address=SERVICE.replace("@", "+abc@")),)),
        meaning, copy, known or facts(thread("provider:1")), desk, NOW,
    )  # fmt: skip


def of_ticket(**changed: Any) -> Facts:
    return facts(thread("provider:1", ticket=ticket(**changed)))


def test_it_goes_to_the_client_and_staff_are_told() -> None:
    """As information: neither the ticket nor its dates change."""
    plan = answered()

    [letter] = [letter for letter in plan.letters if letter.kind == "relais_client"]
    assert (letter.recipient.address, letter.context["text"]) == (CLIENT, WORDS)
    assert not letter.attachments
    assert "answered_at" not in plan.changes
    told = [letter.context["warnings"] for letter in plan.letters if letter.kind == "suite_equipe"]
    assert told
    assert all("Relayé au client" in lines[-1] for lines in told)


KEPT: dict[str, dict[str, Any]] = {
    "by default": {"desk": settings()},
    "from somebody else": {"known": facts(thread("provider:1", is_addressee=False))},
    "from another provider": {"written": mail(CAMPING, WORDS)},
    "by reference alone": {"known": facts(thread("provider:1", proof="reference"))},
    "forged": {"written": mail(HOTEL, WORDS, authenticity="fail")},
    "to others too": {"written": mail(HOTEL, WORDS, cc=(Address(address=STRANGER),))},
    "to the client too": {"written": mail(HOTEL, WORDS, to=(Address(address=CLIENT),))},
    "an absence": {"written": mail(HOTEL, "Nous sommes en vacances jusqu'au 3.")},
    "who wants no contact": {"known": of_ticket(no_further_contact=True)},
    "who wants nothing passed on": {"known": of_ticket(refuses_contact_sharing=True)},
    "closed": {"known": of_ticket(closed_at=NOW)},
    "answered": {"known": of_ticket(answered_at=NOW)},
    "grave": {"known": of_ticket(severity="grave")},
    "outside the register": {"known": of_ticket(reference=None)},
    "no address": {"known": of_ticket(parties=ticket().parties[1:])},
    "an address that bounces": {"known": facts(thread("provider:1"), suppressed=frozenset({CLIENT}))},
    "a flood": {"known": facts(thread("provider:1"), mails_today=50)},
    "another language": {"meaning": Meaning(kind="autre", language="en")},
    "a doubt": {"copy": replace(OURS, held=("elle parle d’autres personnes",))},
    "nothing to read": {"copy": replace(OURS, text=" ")},
    "our own mark": {"copy": replace(OURS, text=f"Voir mb-{'a' * 40}.")},
    "others who are concerned": {"known": facts(thread("concerned:1"))},
}


@pytest.mark.parametrize("case", KEPT.values(), ids=KEPT.keys())
def test_in_doubt_nothing_reaches_the_client(case: dict[str, Any]) -> None:
    """Staff have it, as ever."""
    plan = answered(**case)

    assert CLIENT not in {letter.recipient.address for letter in plan.letters}
    assert CLAIRE in {letter.recipient.address for letter in plan.letters}


def test_staff_hear_why_it_was_kept() -> None:
    """In the notice that shows the answer."""
    plan = answered(known=of_ticket(no_further_contact=True))
    lines = [line for letter in plan.letters for line in letter.context.get("warnings", ())]
    assert any("pas relayée" in line and "plus être contacté" in line for line in lines)


def test_attachments_are_named_and_stay() -> None:
    """Staff see which, and how to send them all the same."""
    plan = answered(copy=replace(OURS, withheld=("devis.pdf",)))
    assert all(not letter.attachments for letter in plan.letters if letter.kind == "relais_client")
    assert any("devis.pdf" in line for x in plan.letters for line in x.context.get("warnings", ()))


# -- numbers: how staff let them go -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "classes", "rest"),
    [
        ("avec réservation", {"réservation"}, ""),
        ("avec le numéro de réservation", {"réservation"}, ""),
        ("Avec RESA", {"réservation"}, ""),
        ("avec contrat et plaque", {"contrat", "plaque"}, ""),
        ("avec la plaque d'immatriculation, le contrat", {"contrat", "plaque"}, ""),
        ("mail avec dossier", {"dossier"}, "mail"),
        ("Grand Tétras avec la réservation", {"réservation"}, "Grand Tétras"),
        ("avec la réservation au Grand Tétras", {"réservation"}, "au Grand Tétras"),
        ("avec les photos", set(), "avec les photos"),
        ("courrier", set(), "courrier"),
        ("", set(), ""),
    ],
)
def test_the_words_that_release(said: str, classes: set[str], rest: str) -> None:
    """Forgiving of how it is said; what is not understood is left for the others to judge."""
    found, left = named(said)
    assert (set(found), left) == (classes, rest)


NUMBERED = replace(
    COPY,
    text="Réservation GT-4471, plaque AB-123-CD.",
    stands_for=(("[numéro de réservation]", "GT-4471"), ("[immatriculation]", "AB-123-CD")),
)


def forwarded(text: str, **of: Any) -> Plan:
    known = facts(thread("client", "staff", ticket=ticket(**of)))
    return decide(mail(CLAIRE, text), COMPLAINT, NUMBERED, known, settings(), NOW)


def test_a_letter_shows_what_its_own_order_says() -> None:
    """Whatever else the copy has ready for another line of the same mail."""
    [letter] = [x for x in forwarded("#transmettre avec réservation").letters if x.kind == "transmission"]

    assert letter.context["text"] == "Réservation GT-4471, plaque [immatriculation]."
    assert letter.searched_for is not None
    assert letter.searched_for.others == ("AB-123-CD",)
    [letter] = [x for x in forwarded("#transmettre").letters if x.kind == "transmission"]
    assert "GT-4471" not in letter.context["text"]


def test_who_refuses_is_asked_for_first() -> None:
    """The order is refused with its cure; who insists is followed."""
    plan = forwarded("#transmettre avec réservation", refuses_contact_sharing=True)
    assert kinds(plan) == {"compte_rendu"}
    assert "#confirmer" in transcript(plan)["refused"][0]
    plan = forwarded("#confirmer\n#transmettre avec réservation", refuses_contact_sharing=True)
    assert "transmission" in kinds(plan)


def test_what_the_mail_does_not_have_is_said() -> None:
    """The transcript does not claim that a number travels which is not there."""
    plan = forwarded("#transmettre avec contrat")
    assert any("contrat" in line and "n'en donne pas" in line for line in transcript(plan)["notes"])


def test_an_order_that_is_not_understood_says_what_could_be_meant() -> None:
    """« avec les photos » sends nothing."""
    plan = commanded("#transmettre avec les photos")
    assert kinds(plan) == {"compte_rendu"}
    assert "réservation" in transcript(plan)["refused"][0]
