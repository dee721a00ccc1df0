"""Second thoughts that cross: the answer stays owed, and `#annuler` takes back what it is said of."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, MARC, Office, text_of

MakeOffice = Callable[..., Office]
CAMPING = (
    "Autre chose : au Camping du Lac Bleu, les sanitaires étaient fermés. C'est scandaleux.\n\nÉlodie Dupont"
)
BANK = "Voici comment me rembourser la nuit de la chambre 12 : par virement.\n\nÉlodie Dupont"
LETTER = "Madame, nous avons parlé à l'hôtel et nous vous remboursons la nuit de 95 euros."


def orders(office: Office, letter: EmailMessage, text: str, seconds: int = 15) -> EmailMessage:
    """What Claire writes below this letter, and what she is told of it."""
    office.passes(seconds=seconds)
    office.answers(letter, text, sender=CLAIRE)
    return next(one for one in office.works()[CLAIRE] if "VOTRE MESSAGE" in text_of(one))


def plain(letter: EmailMessage) -> str:
    return " ".join(text_of(letter).replace("’", "'").split())


def notice_of(office: Office, **complaint: str) -> EmailMessage:
    [notice] = [one for one in office.complains(**complaint)[CLAIRE] if "Alerte" not in str(one["Subject"])]
    office.passes(minutes=5)
    return notice


@pytest.mark.parametrize("closing", ["", "\n#clôturer"])
def test_a_message_taken_back_takes_the_answer_with_it(make_office: MakeOffice, closing: str) -> None:
    """The next message is no answer, and a case that was closed upon the first is open."""
    office = make_office(recall="1 minute")
    notice = notice_of(office)
    message = orders(office, notice, LETTER)
    orders(office, notice, f"#favorable{closing}")
    told = orders(office, message, "#annuler")
    assert "reste due" in plain(told)
    [case] = office.tickets()
    assert "becomes_answer" not in case["record"]
    assert case["closed_at"] is None
    orders(office, notice, "Madame, nous étudions encore votre demande.")
    office.passes(minutes=2)
    assert CLIENT in office.works()
    assert office.tickets()[0]["answered_at"] is None


def test_a_message_that_the_server_refuses_was_no_answer(make_office: MakeOffice) -> None:
    """The case opens again, and somebody is told."""
    office = make_office(recall="1 minute")
    notice = notice_of(office, sender="Élodie Dupont <nobody@nulle-part.example>")
    orders(office, notice, LETTER)
    told = orders(office, notice, "#favorable\n#clôturer")
    assert "sans réponse" not in plain(told)
    assert office.tickets()[0]["closed_at"]
    office.passes(minutes=2)
    office.works()
    [case] = office.tickets()
    assert (case["closed_at"], case["answered_at"]) == (None, None)
    assert "becomes_answer" not in case["record"]


def test_the_mail_that_becomes_a_case_is_the_one_that_is_shown(office: Office) -> None:
    """Answered without saying which, where two were added: both are named, and nothing is split."""
    left = office.complains()
    shown = []
    for body in (CAMPING, BANK):
        office.passes(days=1)
        office.answers(left[CLIENT][0], body, sender=CLIENT)
        shown.append(office.works()[CLAIRE][0])
    office.passes(days=1)
    office.answers(shown[0], "#scinder", sender=CLAIRE, headers={})
    told = plain(office.works()[CLAIRE][0])
    assert len(office.tickets()) == 1
    assert "17/11/2026" in told
    assert "18/11/2026" in told
    orders(office, shown[0], "#scinder")
    _, new = office.tickets()
    assert "Autre chose" in new["subject"]


def test_annuler_below_a_refusal_takes_nothing_older_back(make_office: MakeOffice) -> None:
    """What is answered has changed nothing: days of work before it stay as they are."""
    office = make_office(recall="1 minute")
    notice = notice_of(office)
    orders(office, notice, "#gravité grave\n#assigner Claire")
    refused = orders(office, notice, "#gravitee moyenne", seconds=86_400 * 3)
    told = orders(office, refused, "#annuler")
    assert "rien changé" in plain(told)
    assert office.tickets()[0]["severity"] == "grave"
    orders(office, notice, "#annuler")
    assert office.tickets()[0]["severity"] != "grave"


def test_an_absence_outlives_the_case_in_which_it_was_said(make_office: MakeOffice) -> None:
    """Who stands in has heard of it, and `#annuler` does not pretend otherwise."""
    office = make_office(second_handler=True, recall="1 minute")
    left = office.complains()
    notice = next(one for one in left[CLAIRE] if "REC-2026-0001" in str(one["Subject"]))
    office.passes(minutes=5)
    office.answers(notice, "#absent jusqu'au 3 décembre", sender=CLAIRE)
    left = office.works()
    assert MARC in left
    told = orders(office, left[CLAIRE][0], "#annuler")
    assert "#présent" in plain(told)
    assert len(office.rows(t.absences)) == 1


def test_a_copy_that_was_stopped_is_not_said_to_have_left(office: Office) -> None:
    """The past of the case tells that it was ordered, and held."""
    notice = notice_of(office)
    orders(office, notice, "#confirmer\n#transmettre extrait Tétras\n\nAppelez Mme Dupont au 06 39 98 12 34.")
    whys = [row["why"] for row in office.rows(t.events, t.events.c.event == "forward_ordered")]
    assert any(why.startswith("Retenu avant l'envoi") for why in whys)
