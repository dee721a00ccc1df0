"""A number that the client tells in a later mail can be let go with the copy, like one of the first mail."""

from __future__ import annotations

from email.message import EmailMessage

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of

STAFF = f"Claire Martin <{CLAIRE}>"
SOMEWHERE = COMPLAINT.replace("à l'Hôtel du Grand Tétras", "dans un hôtel de la vallée")
LATER = (
    "Bonjour,\n\nMa réservation : GT-4471, au nom de Dupont. Ma voiture est immatriculée AB-123-CD.\n\nÉlodie"
)


def told_later(office: Office) -> EmailMessage:
    """A complaint without any number, nobody to send it to yet; then a mail with two. The first notice."""
    left = office.complains(SOMEWHERE, subject="Réclamation")
    office.passes(minutes=5)
    office.answers(left[CLIENT][0], LATER, sender=f"Élodie Dupont <{CLIENT}>")
    office.works()
    ordered(office, left[CLAIRE][0], "#prestataire Tétras")
    return left[CLAIRE][0]


def ordered(office: Office, letter: EmailMessage, words: str) -> dict[str, list[EmailMessage]]:
    office.passes(minutes=5)
    office.answers(letter, words, sender=STAFF)
    return office.works()


def test_the_number_stands_below_the_copy(office: Office) -> None:
    """That class and no other, and nothing else of the later mail."""
    notice = told_later(office)
    left = ordered(office, notice, "#transmettre avec réservation")
    [copy] = left[HOTEL]
    said = text_of(copy).replace("\u00a0", " ")
    assert "Indiqué depuis par la personne : le numéro de réservation (GT-4471)." in said
    assert "chauffage en panne" in said
    for hidden in ("AB-123-CD", "Dupont", "Élodie"):
        assert hidden not in copy.as_string() + said
    assert "On peut y lire le numéro de réservation (GT-4471)" in " ".join(text_of(left[CLAIRE][0]).split())
    events = office.rows(t.events, t.events.c.event == "forward_ordered")
    assert "réservation" in [row["data"].get("field") for row in events]


def test_without_the_order_it_stays_a_secret(office: Office) -> None:
    """A copy without it; and staff's own words that hold it are held."""
    notice = told_later(office)
    left = ordered(office, notice, "#transmettre extrait Tétras\n\nLa réservation GT-4471 est en cause.")
    assert HOTEL not in left
    left = ordered(office, notice, "#transmettre")
    assert "GT-4471" not in text_of(left[HOTEL][0])
    left = ordered(office, notice, "#confirmer\n#transmettre avec plaque")
    assert "GT-4471" not in text_of(left[HOTEL][0])
    assert "l'immatriculation (AB-123-CD)" in text_of(left[HOTEL][0])


def test_a_class_that_no_mail_gives_is_said(office: Office) -> None:
    """And the copy leaves without it."""
    left = ordered(office, told_later(office), "#transmettre avec contrat")
    assert "Le numéro de contrat : le client n'en donne pas." in (
        " ".join(text_of(left[CLAIRE][0]).split()).replace("’", "'")
    )
    assert HOTEL in left
