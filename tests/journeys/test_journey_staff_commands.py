"""Staff command by mail: what is clear is done and told, what is not is asked, and nothing of it done."""

from __future__ import annotations

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of

SOMEWHERE = COMPLAINT.replace("à l'Hôtel du Grand Tétras", "dans un hôtel de la vallée")
REJECTION = "Bonjour,\n\nAprès examen, nous ne pouvons pas donner suite à votre demande."


def test_a_complaint_about_nobody_in_particular_waits_for_staff_to_say_where_it_goes(office: Office) -> None:
    """`#prestataire` and `#transmettre` in one mail: the anonymised copy leaves."""
    left = office.complains(SOMEWHERE, subject="Séjour")
    assert set(left) == {CLIENT, CLAIRE}
    office.answers(left[CLAIRE][0], "#prestataire Grand Tétras\n#transmettre", sender=CLAIRE)

    left = office.works()

    assert set(left) == {HOTEL, CLAIRE}
    assert "chambre 12" in text_of(left[HOTEL][0])
    assert "Dupont" not in left[HOTEL][0].as_string() + text_of(left[HOTEL][0])
    [ticket] = office.tickets()
    assert ticket["targets"] == ["hotel-tetras"]


def test_a_suggestion_settled_as_a_complaint_and_back_keeps_its_reference(office: Office) -> None:
    """The clocks follow what it is; the acknowledgement is not said twice."""
    left = office.complains()
    office.answers(left[CLAIRE][0], "#suggestion", sender=CLAIRE)
    left = office.works()
    assert set(left) == {CLAIRE}
    [ticket] = office.tickets()
    assert (ticket["kind"], ticket["reference"]) == ("suggestion", "REC-2026-0001")

    office.answers(left[CLAIRE][0], "#réclamation", sender=CLAIRE)
    assert set(office.works()) == {CLAIRE}
    assert office.tickets()[0]["kind"] == "reclamation"


def test_a_rejection_names_the_mediator(make_office) -> None:
    """Where the procedure knows mediation, a refusal comes with the mediator's coordinates."""
    office = make_office(procedure="courtier")
    left = office.complains(
        "Bonjour,\n\nJe conteste la résiliation de mon contrat, c'est inadmissible. "
        "Je demande le remboursement de ma cotisation.\n\nÉlodie Dupont\n",
        subject="Réclamation",
    )
    office.answers(left[CLAIRE][0], f"{REJECTION}\n\n#rejet", sender=CLAIRE)

    left = office.works()

    [answer] = left[CLIENT]
    assert "75823 Paris Cedex 17" in text_of(answer)
    assert office.tickets()[0]["outcome"] == "rejet"


def test_an_answer_stops_the_clock_and_a_late_one_is_told(make_office) -> None:
    """Before the answer people are warned; after it nobody is."""
    office = make_office(procedure="courtier")
    left = office.complains()
    notice = left[CLAIRE][0]
    [ticket] = office.tickets()
    assert ticket["due_at"] is not None

    office.now = ticket["due_at"]
    office.passes(minutes=1)
    left = office.works()
    assert CLIENT not in left
    assert left[CLAIRE]
    assert {"answer_soon", "answer_late"} <= set(office.events())

    office.answers(notice, "Bonjour, nous vous remboursons.\n\n#favorable", sender=CLAIRE)
    office.works()
    office.passes(days=200)
    assert CLIENT not in office.works()
    assert office.events().count("answer_late") == 1


@pytest.mark.parametrize(
    "line",
    ["#transmetre", "#gravite enorme", "#prestataire Hôtel de la Plage", "#assigner Personne", "#xyzzy"],
)
def test_one_unclear_line_and_nothing_of_the_mail_is_done(office: Office, line: str) -> None:
    """Not even what was clear: staff read what was not understood, and write it again."""
    left = office.complains(SOMEWHERE, subject="Séjour")
    before = office.tickets()
    office.answers(left[CLAIRE][0], f"Bonjour, c'est réglé.\n\n#gravite faible\n{line}", sender=CLAIRE)

    left = office.works()

    assert set(left) == {CLAIRE}
    [transcript] = left[CLAIRE]
    assert line.split(maxsplit=1)[0] in text_of(transcript)
    assert office.tickets() == before


def test_a_note_stays_inside(office: Office) -> None:
    """`#note` and the text of its mail go nowhere."""
    left = office.complains()
    office.answers(
        left[CLAIRE][0], "#note\nLe directeur m'a dit au téléphone que c'est exact.", sender=CLAIRE
    )

    assert set(office.works()) == {CLAIRE}
    assert "note_added" in office.events()


def test_the_same_command_twice_is_done_once(office: Office) -> None:
    """A mail that is sent again in a hurry does no harm: one forward, whatever happens."""
    left = office.complains(SOMEWHERE, subject="Séjour")
    [notice] = left[CLAIRE]
    command = office.answers(notice, "#prestataire hotel-tetras\n#transmettre", sender=CLAIRE)
    office.arrives("", raw=command, sender=CLAIRE, to=str(notice["Reply-To"]))

    office.works()

    assert len(office.mails(HOTEL)) == 1
    assert len(office.rows(t.mails)) == 2
