"""What people and programs do wrong at the desk: nothing of it may reach the wrong person."""

from __future__ import annotations

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, SERVICE, STRANGER, Office, text_of

STAFF = f"Claire Martin <{CLAIRE}>"


def test_a_mail_among_colleagues_is_not_passed_on(office: Office) -> None:
    """What staff write to the service by themselves goes to no provider without a word of theirs."""
    left = office.complains(
        "Paul, pour info : à l'Hôtel du Grand Tétras la chambre était sale, inadmissible. Le patron ment.",
        sender=STAFF,
        subject="Grand Tétras",
    )
    assert set(left) == {CLAIRE}
    assert "rattaché à aucun dossier" in text_of(left[CLAIRE][0])


def test_who_hands_a_complaint_in_can_act_on_it(office: Office) -> None:
    """The only handler gets the notice of what she has handed in herself, and its token works."""
    left = office.complains(COMPLAINT, sender=STAFF, subject="Reçu au guichet")
    office.answers(left[CLAIRE][0], "#transmettre", sender=STAFF)
    assert HOTEL in office.works()


def test_a_form_that_writes_from_our_own_address_is_heard(office: Office) -> None:
    """The person is inside; without one, staff see it all the same."""
    form = f"Nom : Luc Petit\nE-mail : {STRANGER}\nMessage : {COMPLAINT}"
    left = office.complains(form, sender=f"Site web <{SERVICE}>", subject="Formulaire de contact")
    assert {STRANGER, CLAIRE} <= set(left)
    left = office.complains("La luge était en panne, c'est inadmissible.", sender=f"Site <{SERVICE}>")
    assert set(left) == {CLAIRE}


def test_a_colleagues_absence_is_not_told_to_the_client(office: Office) -> None:
    """Even when her program does not say that it is a machine; she is asked once a day, and no more."""
    notice = office.complains()[CLAIRE][0]
    for asked in (1, 0, 0):
        office.answers(notice, "Bonjour, je suis absente jusqu'au 30 novembre.", sender=STAFF)
        left = office.works()
        assert len(left.get(CLAIRE, [])) == asked
        assert set(left) <= {CLAIRE}


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Madame, le camping est fermé jusqu'au 1er avril. Nous vous répondrons à la réouverture.",
        "Bonjour, le gérant est en congés jusqu'au 24 novembre, nous vous recontactons dès son retour.",
        "Bonjour, le bureau est fermé le lundi. Vous pouvez nous joindre à partir de mardi.",
    ],
)
def test_an_answer_that_speaks_of_somebodys_absence_reaches_the_client(office: Office, text: str) -> None:
    """It is no notice of absence: the person who writes is here, and tells of another."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, text, sender=STAFF)
    [letter] = office.works()[CLIENT]
    assert text[-20:] in text_of(letter)


def test_what_may_be_an_answer_and_may_be_an_absence_is_asked_about_once(office: Office) -> None:
    """Not told to the client, and not lost; a program that says it again and again is asked once a day."""
    notice = office.complains()[CLAIRE][0]
    text = "Bonjour, je suis en déplacement aujourd'hui, je vous appelle demain matin."
    office.answers(notice, text, sender=STAFF)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "#confirmer" in text_of(left[CLAIRE][0])
    office.answers(left[CLAIRE][0], text, sender=STAFF)
    assert office.works() == {}
    office.answers(notice, f"#confirmer\n\n{text}", sender=STAFF)
    assert "je vous appelle demain" in text_of(office.works()[CLIENT][0])


def test_the_second_line_of_a_wrapped_command_goes_to_nobody(office: Office) -> None:
    """Mail programs break long lines."""
    notice = office.complains()[CLAIRE][0]
    wrapped = "#appel fait au gérant, il dit que la chambre\nn'avait pas été nettoyée, cette dame est pénible"
    office.answers(notice, wrapped, sender=STAFF)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "ligne vide" in text_of(left[CLAIRE][0])


def test_two_colleagues_do_not_answer_twice(office: Office) -> None:
    """The second answer waits for #confirmer."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "#favorable\nNous remboursons.", sender=STAFF)
    office.works()
    office.answers(notice, "#favorable\nNous ne remboursons rien.", sender=STAFF)
    assert set(office.works()) == {CLAIRE}
    office.answers(notice, "#confirmer\n#favorable\nNous remboursons tout.", sender=STAFF)
    assert set(office.works()) == {CLIENT, CLAIRE}


def test_the_answer_is_the_clients_also_under_a_providers_message(office: Office) -> None:
    """The word says to whom; without it the text goes to the provider, and the notice says so."""
    forward = office.complains()[HOTEL][0]
    office.answers(forward, "Nous avons eu une panne.", sender=HOTEL)
    notice = office.works()[CLAIRE][0]
    assert "Attention" in text_of(notice).title()
    office.answers(notice, "#favorable\nNous remboursons.", sender=STAFF)
    assert set(office.works()) == {CLIENT, CLAIRE}


def test_the_copy_is_not_sent_twice_by_a_second_word(office: Office) -> None:
    """It has left by itself; a second time wants #confirmer."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "#transmettre", sender=STAFF)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "déjà" in text_of(left[CLAIRE][0])


def test_whoever_writes_without_end_disturbs_nobody_else(office: Office) -> None:
    """All of it is kept; beyond the bound nothing goes out by itself, and staff are told once."""
    for number in range(26):
        office.arrives(COMPLAINT.replace("12", str(number + 100)), subject=f"Chambre {number}")
    left = office.works()
    assert len(office.tickets()) == 26
    assert len(left[CLIENT]) == office.settings.automatic_letters_per_day
    assert len(left[HOTEL]) == 20
    assert len(left[CLAIRE]) == 21


def test_a_provider_in_a_reply_to_is_not_the_client(office: Office) -> None:
    """The acknowledgement goes to the one who wrote."""
    left = office.complains(headers={"Reply-To": HOTEL})
    assert [m["Subject"] for m in left[CLIENT]]
    assert HOTEL not in left
    assert office.rows(t.tickets)[0]["client_address"] == CLIENT


def test_what_the_client_tells_later_does_not_reach_the_provider_either(office: Office) -> None:
    """Staff's words to a provider are searched for all that the client has told in the ticket."""
    left = office.complains()
    office.answers(
        left[CLIENT][0],
        "Rappelez mon mari Anatole Kerbrat au 06 39 98 77 66.\nÉlodie Dupont",
        sender=f"Élodie Dupont <{CLIENT}>",
    )
    office.works()
    office.answers(left[HOTEL][0], "De qui s'agit-il ?", sender=HOTEL)
    notice = office.works()[CLAIRE][0]
    for secret in ("Kerbrat", "06.39.98.77.66"):
        office.answers(notice, f"Bonjour, voyez avec {secret}.", sender=STAFF)
        assert HOTEL not in office.works()


def test_what_could_not_be_read_reaches_staff_as_it_came(office: Office) -> None:
    """A damaged complaint opens its ticket, and the original is enclosed for staff, and for nobody else."""
    damaged = (
        b"From: =?utf-8?b?w4lsb2RpZQ==?= <" + CLIENT.encode() + b">\r\nSubject: Plainte\r\n"
        b"Message-ID: <d1@courrier.example>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=absent\r\n\r\n" + COMPLAINT.encode("cp1252")
    )
    office.arrives("", raw=damaged)
    left = office.works()
    [ticket] = office.tickets()
    assert ticket["client_address"] == CLIENT
    [enclosed] = [
        p for p in left[CLAIRE][0].iter_attachments() if p.get_filename() == "courriel-original.eml"
    ]
    assert b"boundary=absent" in enclosed.get_content()
    assert CLIENT in left
    assert not list(left[CLIENT][0].iter_attachments())
