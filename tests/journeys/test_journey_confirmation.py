"""No server vouches for the sender: staff confirm by one word, sent from the address that is theirs."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest

from office import CLAIRE, CLIENT, HOTEL, STRANGER, Office, text_of

ANSWER = "Bonjour, nous vous remboursons la nuit.\n\n#favorable"


@pytest.fixture
def office(make_office: Any) -> Office:
    return make_office(vouches=False)


def asked(office: Office, body: str = ANSWER) -> EmailMessage:
    """Claire has answered through a server that vouches for nobody."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, body, sender=CLAIRE)
    left = office.works()
    assert set(left) == {CLAIRE}
    [question] = left[CLAIRE]
    return question


def says(office: Office, question: EmailMessage, word: str, **mail: Any) -> dict[str, list[EmailMessage]]:
    office.answers(question, word, sender=mail.pop("sender", CLAIRE), **mail)
    return office.works()


def test_nothing_is_done_before_it_is_confirmed(office: Office) -> None:
    """The member is asked, and reads what it is about."""
    before = asked(office)
    assert "Répondez OK" in text_of(before)
    assert "nous vous remboursons" in text_of(before)
    assert office.tickets()[0]["outcome"] is None


@pytest.mark.parametrize("word", ["OK", "ok.", "Oui", "Je confirme.\n\nCordialement,\nClaire Martin"])
def test_one_word_and_the_mail_is_obeyed_as_it_was_written(office: Office, word: str) -> None:
    """The answer leaves, and its transcript comes."""
    left = says(office, asked(office), word)
    assert set(left) == {CLIENT, CLAIRE}
    assert "nous vous remboursons" in text_of(left[CLIENT][0])
    assert "OK" not in text_of(left[CLIENT][0])
    assert office.tickets()[0]["outcome"] == "favorable"


@pytest.mark.parametrize("lost", ["message_id", "plus", "both but the mark"])
def test_the_token_alone_or_the_thread_alone_is_enough(make_office: Any, lost: str) -> None:
    """Servers rewrite Message-IDs, others know no plus addresses."""
    office = make_office(vouches=False, plus=lost == "message_id")
    question = asked(office)
    headers = {"headers": {}} if lost != "plus" else {}
    assert set(says(office, question, "OK", **headers)) == {CLIENT, CLAIRE}


def test_it_is_obeyed_once(office: Office) -> None:
    """A second yes is told that it is done."""
    question = asked(office)
    says(office, question, "OK")
    left = says(office, question, "Oui")
    assert set(left) == {CLAIRE}
    assert "déjà confirmé" in text_of(left[CLAIRE][0])
    assert len(office.mails(CLIENT)) == 2  # the acknowledgement, and one answer


def test_after_two_days_it_is_too_late(office: Office) -> None:
    """An old question is worth nothing to whoever finds it."""
    question = asked(office)
    office.passes(days=2, minutes=1)
    left = says(office, question, "OK")
    assert CLIENT not in left
    assert "trop tard" in text_of(left[CLAIRE][0])


def test_who_imitates_the_address_cannot_confirm(office: Office) -> None:
    """With the notification's token, but without the question that went to Claire alone."""
    notice = office.complains()[CLAIRE][0]
    office.answers(notice, ANSWER, sender=CLAIRE)
    office.works()
    office.answers(notice, "OK", sender=CLAIRE)
    left = office.works()
    assert set(left) == {CLAIRE}
    assert office.tickets()[0]["outcome"] is None


def test_somebody_else_cannot_confirm(office: Office) -> None:
    """Not even with the question in hand."""
    assert CLIENT not in says(office, asked(office), "OK", sender=STRANGER)
    assert office.tickets()[0]["outcome"] is None


def test_another_text_than_yes_confirms_nothing(office: Office) -> None:
    """It is a mail of its own, and asked about in turn."""
    left = says(office, asked(office, "#transmettre"), "Non, attendez.")
    assert set(left) == {CLAIRE}
    assert len(office.mails(HOTEL)) == 1  # the copy that had left by itself


def test_an_unclear_mail_is_confirmed_before_it_is_explained(office: Office) -> None:
    """Then nothing of it is done either, and the transcript says why."""
    left = says(office, asked(office, "#transmetre"), "OK")
    assert set(left) == {CLAIRE}
    assert "#transmettre" in text_of(left[CLAIRE][0])
