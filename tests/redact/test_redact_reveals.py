"""Numbers of bookings, contracts, plates and files: masked, unless somebody has let their class be read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from time import process_time

import pytest

from mailbot.model import Address, Directory, IncomingMail, Meaning, Redacted
from mailbot.procedure.numbers import PLACEHOLDERS, masked_in, readable_in
from mailbot.redact import redact
from mailbot.redact.proof import traces

ALL = frozenset(PLACEHOLDERS)
CLOSING = "\nCordialement,\nÉlodie Dupont"


def copy_of(text: str, reveals: Collection[str] = (), *, subject: str = "Séjour") -> Redacted:
    mail = IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        mailbox="service@otc.example",
        from_=Address(address="elodie.dupont@courrier.example", name="Élodie Dupont"),
        subject=subject,
        text=text + CLOSING,
        new_text=text + CLOSING,
    )
    return redact(mail, Directory(organisation="Office"), Meaning(kind="reclamation"), reveals)


NUMBERS = {
    "réservation": ("Ma réservation n° GT-4471 a été perdue.", "GT-4471"),
    "contrat": ("Mon contrat n° 88-1245 le dit.", "88-1245"),
    "plaque": ("La voiture AB-123-CD a été rayée.", "AB-123-CD"),
    "dossier": ("Voir le dossier 552214.", "552214"),
}


@pytest.mark.parametrize(("name", "text", "number"), [(k, *v) for k, v in NUMBERS.items()])
def test_each_class_is_masked_by_default_and_readable_where_it_is_let_go(
    name: str, text: str, number: str
) -> None:
    """Under a name of its own; and what may be read is not searched for in that copy."""
    masked, seen = copy_of(text), copy_of(text, {name})
    others = copy_of(text, ALL - {name})

    for copy in (masked, others):
        assert number not in copy.text
        assert masked_in(copy) == (name,)
        assert traces(f"Il écrit {number}.", copy.identity)
    assert number in seen.text
    assert masked_in(seen) == ()
    assert readable_in(seen) == ((name, number),)
    assert not traces(seen.text, seen.identity)


def test_a_number_is_readable_wherever_it_stands() -> None:
    """In the subject, and again without the word that says what it is."""
    copy = copy_of("Réservation GT-4471 : rien. GT-4471, j'insiste.", {"réservation"}, subject="Résa GT-4471")

    assert copy.subject == "Résa GT-4471"
    assert copy.text.count("GT-4471") == 2


KEPT = {
    "a name that a booking goes by": ("Réservation Kowalczyk, chambre 3.", "Kowalczyk"),
    "a name in front of the number": ("Réservation Kowalczyk-2231.", "Kowalczyk"),
    "the writer's name in the number": ("Réservation DUPONT4471.", "DUPONT"),
    "the beginning of it": ("Réservation elod2231.", "elod"),
    "a telephone that serves as number": ("Réservation 0639981234, soit le 06 39 98 12 34.", "0639981234"),
    "a birth date that does": ("Née le 12/06/1947. Contrat n° 12061947.", "12061947"),
    "a form's line with a name": ("N° de réservation : 4471 Dupont", "4471"),
    "the number of a person": ("Passeport n° 12AB34567.", "12AB34567"),
    "an adherent's number": ("Dossier adhérent n° 778812.", "778812"),
    "a card": ("Carte 4970 1012 3456 7890.", "4970"),
    "an e-mail address": ("Réservation elodie.dupont@courrier.example", "courrier.example"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "secret"), KEPT.values(), ids=KEPT.keys())
def test_no_class_lets_anything_of_the_person_go(text: str, secret: str) -> None:
    """Whatever is let go, it is a number and nothing else; in doubt it stays masked."""
    copy = copy_of(text, ALL)

    assert secret not in copy.text
    assert "Dupont" not in copy.text
    assert not readable_in(copy)


def test_without_an_order_nothing_is_different() -> None:
    """A number that stays masked is told to staff as it was written."""
    copy = copy_of(NUMBERS["réservation"][0])

    assert ("[numéro de réservation]", "GT-4471") in copy.stands_for
    assert copy == replace(copy_of(NUMBERS["réservation"][0], frozenset()))


def test_thousands_of_numbers_take_no_time() -> None:
    """Each is compared with its neighbours, not with all the others."""
    text = " ".join(f"réservation n° GT-{number}," for number in range(10_000, 12_000))
    begin = process_time()
    copy_of(text, ALL)
    assert process_time() - begin < 6


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Mon contrat 88 1245 B le dit.", "88 1245 B"),
        ("Voir ma police 12 3456 78, jointe.", "12 3456 78"),
        ("Le contrat 7 88 1245 est résilié.", "7 88 1245"),
        ("Contrat : 88 1245", "88 1245"),
    ],
)
def test_a_contract_that_is_written_in_groups_is_its_number(text: str, number: str) -> None:
    """Without « n° » as with it; the letter behind it is a part of it."""
    assert number not in copy_of(text).text
    assert masked_in(copy_of(text)) == ("contrat",)
    assert readable_in(copy_of(text, {"contrat"})) == (("contrat", number),)


@pytest.mark.parametrize(
    "fact",
    [
        "un contrat 12 000 € par an", "le contrat 12 350,00 € TTC", "contrat 24 mois 2 personnes",
        "le contrat 36 mois, 45 000 km", "un contrat 15 000 km", "contrat 10 2026", "le contrat 5 étoiles",
        "mon contrat 35 h 2 jours", "le contrat 12 250 euros", "contrat 20 12 2026",
    ],
)  # fmt: skip
def test_amounts_and_lengths_of_contracts_are_facts(fact: str) -> None:
    """They are what the complaint is about."""
    assert fact in copy_of(f"J'avais {fact} et rien n'est fait.").text
