"""What a client agrees to or refuses: an event with his words, counting from the moment when it was said."""

from __future__ import annotations

import zipfile
from typing import Any

import pytest

from mailbot.commands import access, database
from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of

ELODIE = f"Élodie Dupont <{CLIENT}>"
STAFF = f"Claire Martin <{CLAIRE}>"
SENDER = f"Hôtel du Grand Tétras <{HOTEL}>"
UNNAMED = COMPLAINT.replace(
    "\nÉlodie", "\nJe refuse que mes coordonnées soient transmises à l'hôtel.\n\nÉlodie"
)


def wishes(office: Office) -> list[tuple[str, dict[str, Any]]]:
    rows = office.rows(t.events, t.events.c.event == "wish_recorded")
    return [(row["actor"], row["data"]) for row in rows]


def test_a_refusal_in_the_first_mail_is_kept_with_its_words(office: Office) -> None:
    """Who said it, what, and the very sentence."""
    office.complains(UNNAMED)
    [(actor, data)] = wishes(office)
    assert actor == "client"
    assert data["wish"] == "refuses_contact_sharing"
    assert data["said"] == "refus"
    assert data["words"] == "Je refuse que mes coordonnées soient transmises à l'hôtel."


def test_who_refuses_nothing_leaves_no_such_event(office: Office) -> None:
    """No wish, no event."""
    office.complains()
    assert wishes(office) == []


def test_after_a_refusal_nothing_is_relayed_either_way(office: Office) -> None:
    """The copy had gone; what the provider answers, and what staff write, stay here from then on."""
    left = office.complains()
    [forward], [receipt], [notice] = left[HOTEL], left[CLIENT], left[CLAIRE]
    office.passes(hours=1)
    office.answers(receipt, "Ne me contactez plus, s'il vous plaît.", sender=ELODIE)
    office.works()
    [(actor, data)] = wishes(office)
    assert (actor, data["wish"]) == ("client", "no_further_contact")
    assert data["words"] == "Ne me contactez plus, s'il vous plaît."

    office.answers(forward, "Nous offrons 30 €, dites-le à [la cliente].", sender=SENDER)
    left = office.works()
    assert set(left) == {CLAIRE}
    office.answers(left[CLAIRE][0], "Merci.", sender=STAFF)
    assert CLIENT not in office.works()
    office.answers(notice, "L'hôtel offre 30 €.", sender=STAFF)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert "#confirmer" in text_of(left[CLAIRE][0])
    office.passes(days=90)
    assert CLIENT not in office.works()


def test_staff_note_what_they_were_told(office: Office) -> None:
    """On the telephone, at the desk: their name, the client's words, and the register follows."""
    left = office.complains()
    office.answers(left[CLAIRE][0], "#coordonnées non, dit au téléphone le 16", sender=STAFF)
    office.works()
    [(actor, data)] = wishes(office)
    assert actor == "Claire Martin"
    assert data == {
        "wish": "refuses_contact_sharing", "said": "refus", "words": "dit au téléphone le 16",
    }  # fmt: skip
    assert office.tickets()[0]["refuses_contact_sharing"]


def test_only_staff_take_a_refusal_back(office: Office) -> None:
    """Both are events, in their order; then letters leave again."""
    left = office.complains()
    notice = left[CLAIRE][0]
    office.answers(notice, "#ne-plus-contacter", sender=STAFF)
    office.works()
    office.passes(hours=1)
    office.answers(notice, "#recontacter, elle a rappelé", sender=STAFF)
    office.works()
    said = [(data["wish"], data["said"], data.get("words", "")) for _, data in wishes(office)]
    assert said == [
        ("no_further_contact", "refus", ""),
        ("no_further_contact", "accord", "elle a rappelé"),
    ]
    office.answers(notice, "Bonjour, c'est réparé.", sender=STAFF)
    assert CLIENT in office.works()


@pytest.mark.parametrize("words", ["", "peut-être"])
def test_yes_or_no_is_asked_for(office: Office, words: str) -> None:
    """A half-said consent is none: nothing is noted."""
    left = office.complains()
    office.answers(left[CLAIRE][0], f"#coordonnées {words}".strip(), sender=STAFF)
    office.works()
    assert wishes(office) == []
    assert not office.tickets()[0]["refuses_contact_sharing"]


def test_the_history_says_who_said_what_and_who_was_told(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    """For an erasure: `case` shows the words and each letter's recipient, `access` those who were told."""
    office.complains(UNNAMED)
    [ticket] = office.tickets()
    assert database.case(office.settings, ticket["reference"], as_json=False) == 0
    shown = capsys.readouterr().out
    assert "« Je refuse que mes coordonnées soient transmises à l'hôtel. »" in shown
    assert [row["recipient"] for row in office.rows(t.letters)].count(HOTEL) == 1
    assert HOTEL in shown

    out = tmp_path / "access.zip"
    assert access.access(office.settings, CLIENT, out) == 0
    with zipfile.ZipFile(out) as archive:
        page = archive.read("LISEZ-MOI.txt").decode()
    assert "Hôtel du Grand Tétras" in page
