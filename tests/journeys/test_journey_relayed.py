"""What a provider may read, and what of its answer the client may read, where the procedure says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of

STAFF = f"Claire Martin <{CLAIRE}>"
SENDER = f"Hôtel du Grand Tétras <{HOTEL}>"
WITH_NUMBERS = COMPLAINT.replace(
    "La chambre 12", "Réservation GT-4471, au nom de Kowalczyk. Voiture AB-123-CD. La chambre 12"
)
ANSWER = """Bonjour,

Nous présentons nos excuses à [la cliente]. Le chauffage est réparé, nous proposons 30 €.

Cordialement,
Jean Martin
03 29 11 22 33"""


def ruled(office: Office, **forward: Any) -> Office:
    """The same office under another rule of [procedure.forward]."""
    procedure = office.settings.procedure
    changed = replace(procedure, forward=replace(procedure.forward, **forward))
    office.settings = replace(office.settings, procedure=changed)
    office.desk = replace(office.desk, settings=office.settings)
    return office


def flat(mail: EmailMessage) -> str:
    return " ".join(text_of(mail).split())


def released(office: Office) -> list[tuple[str, str]]:
    """Who has let which class be read, as the case tells it."""
    rows = office.rows(t.events, t.events.c.event == "forward_ordered")
    return [(row["actor"], row["data"]["field"]) for row in rows if "field" in row["data"]]


# -- numbers that a provider needs --------------------------------------------------------------------------


def test_numbers_are_masked_and_staff_are_told_how_to_let_them_go(office: Office) -> None:
    """By name, with the line to write; and one more copy shows what the order says, and no more."""
    left = office.complains(WITH_NUMBERS)
    assert "GT-4471" not in flat(left[HOTEL][0])
    notice = flat(left[CLAIRE][0])
    assert "le numéro de réservation (GT-4471)" in notice
    assert "#transmettre avec réservation et plaque" in notice

    office.answers(left[CLAIRE][0], "#confirmer\n#transmettre avec le numéro de réservation", sender=STAFF)
    left = office.works()

    copy = flat(left[HOTEL][0])
    assert "GT-4471" in copy
    assert not any(secret in copy for secret in ("AB-123-CD", "Kowalczyk", "Dupont", "06 39"))
    assert "On peut y lire le numéro de réservation (GT-4471)" in flat(left[CLAIRE][0]).replace("\u00a0", " ")
    assert released(office) == [("Claire Martin", "réservation")]


def test_the_rule_lets_a_class_be_read_and_says_so(office: Office) -> None:
    """In the automatic copy, from mail to letter; a name that the booking goes by stays masked."""
    left = ruled(office, reveals=("réservation",)).complains(WITH_NUMBERS)

    copy = flat(left[HOTEL][0])
    assert "GT-4471" in copy
    assert not any(secret in copy for secret in ("AB-123-CD", "Kowalczyk", "Dupont"))
    assert "Lisible dans la copie" in flat(left[CLAIRE][0])
    assert released(office) == [("mailbot", "réservation")]


def test_a_number_that_is_let_go_holds_no_letter_back(office: Office) -> None:
    """Also where the client has said it again, in a later mail and in other words."""
    left = office.complains(WITH_NUMBERS)
    office.answers(left[CLIENT][0], "Je parle bien de GT-4471.", sender=f"Élodie Dupont <{CLIENT}>")
    office.works()

    office.answers(left[CLAIRE][0], "#confirmer\n#transmettre avec réservation", sender=STAFF)
    assert "GT-4471" in flat(office.works()[HOTEL][0])

    office.answers(left[CLAIRE][0], "#confirmer\n#transmettre", sender=STAFF)
    assert "GT-4471" not in flat(office.works()[HOTEL][0])


def test_a_refusal_wins_over_the_rule(office: Office) -> None:
    """Masked all the same, staff are told; only who insists gives the number."""
    refusing = WITH_NUMBERS.replace("\nÉlodie", "\nNe transmettez pas mes coordonnées à l'hôtel.\n\nÉlodie")
    left = ruled(office, reveals=("réservation",)).complains(refusing)
    assert not any("GT-4471" in flat(mail) for mail in left.get(HOTEL, []))
    assert "malgré votre configuration" in flat(left[CLAIRE][0])

    office.answers(left[CLAIRE][0], "#transmettre avec réservation", sender=STAFF)
    left_then = office.works()
    assert HOTEL not in left_then

    office.answers(left[CLAIRE][0], "#confirmer\n#transmettre avec réservation", sender=STAFF)
    assert "GT-4471" in flat(office.works()[HOTEL][0])


# -- the way back -------------------------------------------------------------------------------------------


@pytest.fixture
def relaying(office: Office) -> Office:
    return ruled(office, answers="client")


def test_a_providers_answer_reaches_the_client_as_information(relaying: Office) -> None:
    """Names put back, the signature left out; staff read it too, and still owe the answer."""
    forward = relaying.complains()[HOTEL][0]
    relaying.answers(forward, ANSWER, sender=SENDER)
    left = relaying.works()

    assert set(left) == {CLAIRE, CLIENT}
    letter = flat(left[CLIENT][0])
    assert "nos excuses à Élodie Dupont. Le chauffage est réparé" in letter
    assert "Hôtel du Grand Tétras" in letter
    everything = left[CLIENT][0].as_string() + letter
    assert not any(secret in everything for secret in ("Jean Martin", "03 29", HOTEL, "[la cliente]"))
    assert "Les mentions entre crochets" not in letter
    assert "Relayé au client" in flat(left[CLAIRE][0])
    [ticket] = relaying.tickets()
    assert ticket["answered_at"] is None

    relaying.answers(left[CLAIRE][0], "#favorable", sender=STAFF)
    relaying.works()
    assert relaying.tickets()[0]["answered_at"] is None


def test_the_signature_travels_where_the_rule_says_so(office: Office) -> None:
    """With the name and the telephone that the provider gives."""
    forward = ruled(office, answers="client", relays_signature=True).complains()[HOTEL][0]
    office.answers(forward, ANSWER, sender=SENDER)
    assert "Jean Martin" in flat(office.works()[CLIENT][0])


def test_by_default_staff_alone_read_it(office: Office) -> None:
    """Nothing changes for who has not asked for it."""
    forward = office.complains()[HOTEL][0]
    office.answers(forward, ANSWER, sender=SENDER)
    assert set(office.works()) == {CLAIRE}


PLAIN = "Le chauffage est réparé, nous proposons une remise de 30 €."
TRAPS: dict[str, tuple[str, dict[str, Any]]] = {
    "another address": (PLAIN, {"sender": "Le cuisinier <cuisine@ailleurs.example>"}),
    "to everybody": (PLAIN, {"headers": {"Cc": f"{CLIENT}, {HOTEL}"}}),
    "an absence": ("Je suis absent jusqu'au 30 novembre, merci de votre patience.", {}),
    "a robot": (PLAIN, {"headers": {"Auto-Submitted": "auto-replied"}}),
    "no text": ("Bien reçu.", {}),
    "another guest": ("M. Lambert, de la chambre 14, dit le contraire.", {}),
    "a neighbour": ("Les clients de la chambre 14 disent le contraire.", {}),
    "for staff alone": ("Entre nous, c'est une habituée, nous la connaissons bien.", {}),
    "unknown placeholder": ("Nous avons remboursé [la voyageuse] le 9 novembre.", {}),
    "another language": ("The heating was broken and we are sorry that the room was so cold.", {}),
    "an address": ("Le chauffage est réparé. Écrivez-nous à direction@hotel-tetras.example.", {}),
}


@pytest.mark.parametrize(("body", "changed"), TRAPS.values(), ids=TRAPS.keys())
def test_in_doubt_nothing_is_relayed(relaying: Office, body: str, changed: dict[str, Any]) -> None:
    """Staff decide, as ever."""
    forward = relaying.complains()[HOTEL][0]
    relaying.answers(forward, body, **({"sender": SENDER} | changed))
    left = relaying.works()

    assert CLIENT not in left
    if left:
        assert "pas relayée" in flat(left[CLAIRE][0])


@pytest.mark.parametrize(
    "wish", ["Merci de ne plus me contacter à ce sujet.", "Ne transmettez pas mes coordonnées à l'hôtel."]
)
def test_nothing_is_relayed_to_who_has_refused(relaying: Office, wish: str) -> None:
    """Contact, or that anything of him is passed on."""
    left = relaying.complains(COMPLAINT.replace("\nÉlodie", f"\n{wish}\n\nÉlodie"))
    if HOTEL not in left:
        relaying.answers(left[CLAIRE][0], "#transmettre", sender=STAFF)
        left = relaying.works()
    relaying.answers(left[HOTEL][0], PLAIN, sender=SENDER)
    assert set(relaying.works()) == {CLAIRE}


def test_an_answer_without_our_token_is_not_relayed(relaying: Office) -> None:
    """To the service's plain address: it joins the case, and that is all."""
    forward = relaying.complains()[HOTEL][0]
    headers = {"In-Reply-To": forward["Message-ID"]}
    relaying.arrives(PLAIN, sender=SENDER, subject=f"Re: {forward['Subject']}", headers=headers)
    left = relaying.works()

    assert set(left) == {CLAIRE}
    assert "ne répond pas à l’adresse du dossier" in flat(left[CLAIRE][0])


def test_staff_can_stop_it_while_it_waits(make_office: Callable[..., Office]) -> None:
    """It waits like what staff write, and `#annuler` takes it back."""
    office = ruled(make_office(recall="5 minutes"), answers="client")
    forward = office.complains()[HOTEL][0]
    office.answers(forward, PLAIN, sender=SENDER)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "#annuler" in flat(left[CLAIRE][0])

    office.answers(left[CLAIRE][0], "#annuler", sender=STAFF)
    assert "Ne part pas" in flat(office.works()[CLAIRE][0])
    office.passes(minutes=10)
    assert CLIENT not in office.works()


def test_it_leaves_when_nobody_stops_it(make_office: Callable[..., Office]) -> None:
    """Once."""
    office = ruled(make_office(recall="5 minutes"), answers="client")
    forward = office.complains()[HOTEL][0]
    office.answers(forward, PLAIN, sender=SENDER)
    office.works()
    office.passes(minutes=6)
    assert len(office.works()[CLIENT]) == 1
    office.passes(minutes=6)
    assert CLIENT not in office.works()
