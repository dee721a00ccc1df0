"""Orders that staff mail to the service itself: the register, who is away, the words that are understood."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import pytest
from openpyxl import load_workbook

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, PAUL, STRANGER, Office, text_of

STAFF = f"Claire Martin <{CLAIRE}>"


def ask(office: Office, body: str, sender: str = STAFF, **mail: object) -> dict[str, list[EmailMessage]]:
    office.arrives(body, sender=sender, subject="Demande", **mail)  # type: ignore[arg-type]
    return office.works()


def files(letter: EmailMessage) -> dict[str, bytes]:
    return {
        str(part.get_filename()): part.get_payload(decode=True)  # type: ignore[misc]
        for part in letter.iter_attachments()
    }


@pytest.mark.parametrize(("order", "rows"), [("#registre", 3), ("#registre 2026", 3), ("#Registre 2025.", 1)])
def test_the_register_comes_as_a_workbook(office: Office, order: str, rows: int) -> None:
    """All of it, or one year; nothing is opened, and the client hears nothing."""
    office.complains()
    office.complains(message_id="<second@client.example>")

    left = ask(office, order)

    assert set(left) == {CLAIRE}
    [(name, content)] = files(left[CLAIRE][0]).items()
    assert name == ("registre.xlsx" if order == "#registre" else f"registre-{order[-5:].strip('. ')}.xlsx")
    assert load_workbook(BytesIO(content)).active.max_row == rows
    assert len(office.rows(t.tickets)) == 2


def test_the_register_in_a_case_comes_with_the_transcript(office: Office) -> None:
    """Wherever the word is written."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "#registre", sender=CLAIRE)
    [letter] = office.works()[CLAIRE]
    assert list(files(letter)) == ["registre.xlsx"]


def test_a_reader_gets_the_register(office: Office) -> None:
    """Readers receive register and reports."""
    assert "registre.xlsx" in files(ask(office, "#registre", sender=PAUL)[PAUL][0])


@pytest.mark.parametrize("order", ["#registre", "#absent jusqu'au 20/12", "#aide"])
def test_who_is_not_vouched_for_gets_nothing(make_office, order: str) -> None:
    """The member is told at the address of the configuration; no register leaves, no case is opened."""
    office = make_office(vouches=False)
    left = ask(office, order)
    assert set(left) == {CLAIRE}
    assert files(left[CLAIRE][0]) == {}
    assert "Rien n" in text_of(left[CLAIRE][0])
    assert office.rows(t.tickets) == []
    assert office.rows(t.absences) == []


def test_a_forger_gets_no_answer_at_all(office: Office) -> None:
    """Our server says that the sender is forged."""
    assert ask(office, "#registre", authenticated=False) == {}


def test_a_stranger_gets_no_register(office: Office) -> None:
    """His mail is a mail like any other."""
    left = ask(office, "#registre", sender=STRANGER)
    assert not any(files(letter) for letters in left.values() for letter in letters)


def test_help_and_the_blank_form(office: Office) -> None:
    """What can be written, and the form to fill in, to whoever asks."""
    assert "#transmettre" in text_of(ask(office, "#aide")[CLAIRE][0])
    assert "#nom" in text_of(ask(office, "#fiche")[CLAIRE][0])
    assert office.rows(t.tickets) == []


def test_the_review_comes_back_to_whoever_asked(office: Office) -> None:
    """A PDF of the period that was named, this quarter's without one; what is no period is said."""
    office.complains()
    for order, name in (("#rapport 2026-T4", "bilan-2026-Q4.pdf"), ("#rapport", "bilan-2026-Q4.pdf")):
        [(found, content)] = files(
            ask(office, order, message_id=f"<{len(order)}@otc.example>")[CLAIRE][0]
        ).items()
        assert (found, content[:5]) == (name, b"%PDF-")
    assert "écrivez une période" in text_of(
        ask(office, "#rapport hier", message_id="<x@otc.example>")[CLAIRE][0]
    )


def test_the_blank_form_is_a_file(office: Office) -> None:
    """`#fiche` alone: something to print, or to copy."""
    [(found, content)] = files(ask(office, "#fiche")[CLAIRE][0]).items()
    assert (found, content[:5]) == ("fiche-reclamation.pdf", b"%PDF-")


def test_the_same_register_twice_is_the_same_file(office: Office) -> None:
    """No moment of the machine in it: a rehearsal gives the same bytes."""
    office.complains()
    first = files(ask(office, "#registre", message_id="<one@otc.example>")[CLAIRE][0])
    second = files(ask(office, "#registre", message_id="<two@otc.example>")[CLAIRE][0])
    assert first == second


# -- absences ------------------------------------------------------------------------------------


def test_who_is_away_is_not_given_a_new_case(make_office) -> None:
    """The next who is there gets it; when the date has passed, or #présent is said, all is as before."""
    office = make_office(second_handler=True)
    left = ask(office, "#absent jusqu'au 30/11")
    assert "lundi 30 novembre inclus" in text_of(left[CLAIRE][0])
    assert "Marc Petit" in text_of(left[CLAIRE][0])
    office.complains()
    assert office.tickets()[-1]["assigned_to"] == "Marc Petit"
    ask(office, "#présent")
    office.complains(message_id="<second@client.example>")
    assert office.tickets()[-1]["assigned_to"] == "Claire Martin"
    ask(office, "#absent jusqu'au 30/11", message_id="<again@otc.example>")
    office.passes(days=15)
    office.complains(message_id="<third@client.example>")
    assert office.tickets()[-1]["assigned_to"] == "Claire Martin"


def test_a_date_of_somebody_away_names_who_stands_in(make_office) -> None:
    """The notice goes to the deputy too, and says so."""
    office = make_office(procedure="courtier", second_handler=True)
    notice = office.complains()[CLAIRE][0]
    assert office.tickets()[0]["assigned_to"] == "Claire Martin"
    office.answers(notice, "#absent jusqu'au 31/01/2027", sender=CLAIRE)
    office.works()
    office.now = office.tickets()[0]["due_at"]
    office.passes(minutes=1)
    left = office.works()
    told = [text_of(letter) for letter in left["marc.petit@otc.example"]]
    assert any("à la place" in text and "Marc Petit" in text for text in told)


@pytest.mark.parametrize(
    ("body", "sender"),
    [
        ("#absent", STAFF),
        ("#absent Personne jusqu'au 30/11", STAFF),
        ("#absent Claire jusqu'au 30/11", "Marc Petit <marc.petit@otc.example>"),
        ("#absent jusqu'au 12/11/2026", STAFF),
    ],
)
def test_an_absence_that_is_unclear_is_asked_about(make_office, body: str, sender: str) -> None:
    """Without date, about nobody, by somebody who may not, in the past: nothing is noted."""
    office = make_office(second_handler=True)
    ask(office, body, sender=sender)
    assert office.rows(t.absences) == []
    assert office.rows(t.tickets) == []


def test_a_manager_says_it_for_somebody_else(make_office) -> None:
    """Whoever is ill does not write mails."""
    office = make_office(second_handler=True)
    ask(office, "#absent Marc Petit jusqu'au 4 décembre")
    assert [row["name"] for row in office.rows(t.absences)] == ["Marc Petit"]


def test_an_out_of_office_of_a_colleague_is_asked_about_once(office: Office) -> None:
    """It is for nobody, and changes nothing; a machine without any mark of one gets no second answer."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, "Je suis absente jusqu'au 30 novembre.", sender=CLAIRE)
    [asked] = office.works()[CLAIRE]
    assert "#absent jusqu" in text_of(asked)
    office.answers(asked, "Je suis absente jusqu'au 30 novembre.", sender=CLAIRE)
    assert office.works() == {}
    assert office.rows(t.absences) == []
    assert len(office.mails(CLIENT)) == 1
