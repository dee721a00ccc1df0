"""What staff write waits a moment: `#annuler` takes it back, and the case is as it was."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from mailbot.store import tables as t
from office import CLAIRE, CLIENT, COMPLAINT, HOTEL, Office, text_of

SOMEWHERE = COMPLAINT.replace("à l'Hôtel du Grand Tétras", "dans un hôtel de la vallée")
MakeOffice = Callable[..., Office]


@pytest.fixture
def hesitant(make_office: MakeOffice) -> Office:
    return make_office(recall="1 minute")


def transcript(left: dict[str, list[EmailMessage]]) -> EmailMessage:
    [letter] = left[CLAIRE]
    return letter


def timers(office: Office) -> list[tuple[str, str, object]]:
    return sorted((row["name"], row["state"], row["due_at"]) for row in office.rows(t.timers))


def test_an_answer_waits_a_minute_and_then_leaves(hesitant: Office) -> None:
    """The transcript comes at once and says until when; what is promised counts when it has left."""
    notice = hesitant.complains()[CLAIRE][0]
    hesitant.answers(notice, "Bonjour, nous vous remboursons la nuit.\n\n#favorable", sender=CLAIRE)

    left = hesitant.works()

    assert set(left) == {CLAIRE}
    assert "10 h 01" in text_of(transcript(left))
    assert "#annuler" in text_of(transcript(left))
    assert hesitant.tickets()[0]["answered_at"] is None
    hesitant.passes(minutes=1)
    assert set(hesitant.works()) == {CLIENT}
    assert hesitant.tickets()[0]["answered_at"] == hesitant.now


@pytest.mark.parametrize("where", ["transcript", "notice"])
def test_annuler_takes_the_answer_back(hesitant: Office, where: str) -> None:
    """Answered to the transcript or in the conversation: the client gets nothing, and nothing has changed."""
    notice = hesitant.complains()[CLAIRE][0]
    before, waiting = hesitant.tickets(), timers(hesitant)
    hesitant.answers(
        notice, "#gravité grave\n\nBonjour, nous vous remboursons.\n\n#favorable\n#clôturer", sender=CLAIRE
    )
    told = transcript(hesitant.works())
    assert hesitant.tickets() != before
    hesitant.passes(seconds=30)

    hesitant.answers(told if where == "transcript" else notice, "#annuler", sender=CLAIRE)
    left = hesitant.works()

    assert set(left) == {CLAIRE}
    assert "Ne part pas" in text_of(transcript(left))
    assert hesitant.tickets() == before
    assert timers(hesitant) == waiting
    hesitant.passes(hours=1)
    assert CLIENT not in hesitant.works()
    assert "act_undone" in hesitant.events()


def test_too_late_is_said_and_nothing_is_undone(hesitant: Office) -> None:
    """What a server has taken cannot be called back; the case keeps what was done."""
    notice = hesitant.complains()[CLAIRE][0]
    hesitant.answers(notice, "Bonjour, nous vous remboursons.\n\n#favorable", sender=CLAIRE)
    hesitant.works()
    hesitant.passes(minutes=2)
    assert set(hesitant.works()) == {CLIENT}
    before = hesitant.tickets()

    hesitant.answers(notice, "#annuler", sender=CLAIRE)
    left = hesitant.works()

    assert "Trop tard" in text_of(transcript(left))
    assert hesitant.tickets() == before


def test_a_forward_taken_back_can_be_ordered_again(hesitant: Office) -> None:
    """The provider gets one copy, and is reminded of that one."""
    notice = hesitant.complains(SOMEWHERE, subject="Séjour")[CLAIRE][0]
    hesitant.answers(notice, "#prestataire Grand Tétras\n#transmettre", sender=CLAIRE)
    told = transcript(hesitant.works())
    hesitant.answers(told, "#annuler", sender=CLAIRE)
    assert set(hesitant.works()) == {CLAIRE}
    assert hesitant.tickets()[0]["targets"] == []
    assert not [row for row in hesitant.rows(t.timers) if row["state"] == "waiting" and "prov" in row["name"]]
    hesitant.passes(minutes=5)
    assert hesitant.works() == {}

    hesitant.answers(notice, "#prestataire Grand Tétras\n#transmettre", sender=CLAIRE)
    hesitant.works()
    hesitant.passes(minutes=1)
    left = hesitant.works()

    assert len(left[HOTEL]) == 1
    assert len(hesitant.mails(HOTEL)) == 1


def test_annuler_twice_takes_back_one_mail(hesitant: Office) -> None:
    """The mail before it is not touched by impatience."""
    notice = hesitant.complains()[CLAIRE][0]
    hesitant.answers(notice, "#gravité faible", sender=CLAIRE)
    hesitant.works()
    hesitant.answers(notice, "#gravité grave", sender=CLAIRE)
    hesitant.works()
    for _ in range(2):
        hesitant.passes(seconds=5)
        hesitant.answers(notice, "#annuler", sender=CLAIRE)
        left = hesitant.works()

    assert hesitant.tickets()[0]["severity"] == "faible"
    assert "déjà annulé" in text_of(transcript(left))


def test_what_others_have_changed_since_stays_theirs(hesitant: Office) -> None:
    """Only what is still as that mail left it goes back."""
    notice = hesitant.complains()[CLAIRE][0]
    hesitant.answers(notice, "#gravité faible\n#motif propreté", sender=CLAIRE)
    first = transcript(hesitant.works())
    hesitant.answers(notice, "#gravité grave", sender=CLAIRE)
    hesitant.works()

    hesitant.answers(first, "#annuler", sender=CLAIRE)
    left = hesitant.works()

    [ticket] = hesitant.tickets()
    assert ticket["severity"] == "grave"
    assert "motif" not in ticket["record"]
    assert "gravité" in text_of(transcript(left))


def test_a_second_answer_is_not_sent_beside_one_that_waits(hesitant: Office) -> None:
    """Somebody who corrects himself within the minute is told how."""
    notice = hesitant.complains()[CLAIRE][0]
    hesitant.answers(notice, "Nous vous remboursons, car c'est dû.\n\n#favorable", sender=CLAIRE)
    hesitant.works()
    hesitant.answers(notice, "Nous vous remboursons une nuit, car c'est dû.\n\n#favorable", sender=CLAIRE)
    left = hesitant.works()
    assert "#annuler" in text_of(transcript(left))
    hesitant.passes(minutes=3)
    assert len(hesitant.works()[CLIENT]) == 1


def test_one_word_behind_a_message_that_still_waits_makes_it_the_answer(hesitant: Office) -> None:
    """From the moment when it leaves."""
    notice = hesitant.complains()[CLAIRE][0]
    hesitant.answers(notice, "Nous vous remboursons une nuit, car c'est dû.", sender=CLAIRE)
    told = transcript(hesitant.works())
    hesitant.passes(seconds=20)
    hesitant.answers(told, "#favorable", sender=CLAIRE)
    hesitant.works()
    assert hesitant.tickets()[0]["answered_at"] is None
    hesitant.passes(minutes=1)
    assert set(hesitant.works()) == {CLIENT}
    [ticket] = hesitant.tickets()
    assert (ticket["answered_at"], ticket["outcome"]) == (hesitant.now, "favorable")


@pytest.mark.parametrize("body", ["#annuler\n#favorable", "Nous vous rappelons demain.\n\n#annuler"])
def test_annuler_stands_alone(hesitant: Office, body: str) -> None:
    """With anything beside it nobody knows what was meant: nothing is done."""
    notice = hesitant.complains()[CLAIRE][0]
    hesitant.answers(notice, "Nous nous renseignons.", sender=CLAIRE)
    hesitant.works()
    hesitant.answers(notice, body, sender=CLAIRE)
    assert "seul" in text_of(transcript(hesitant.works()))
    hesitant.passes(minutes=1)
    assert set(hesitant.works()) == {CLIENT}
