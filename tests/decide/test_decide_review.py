"""What must not leave, not be said twice and not be taken for kept: found by people who tried to break it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from desk_cases import (
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    NOW,
    SETTINGS,
    commanded,
    facts,
    mail,
    recipients,
    settings,
    thread,
    ticket,
    transcript,
)

from mailbot.decide import decide, on_timer
from mailbot.decide.copies import without_form
from mailbot.model import Attachment, Party, Plan, Redacted, Wishes
from mailbot.procedure import Closing, Operations, Progress, parse_delay

REGULAR = settings(
    procedure=replace(
        SETTINGS.procedure,
        progress=Progress(on_change=True, automatic=True),
        closing=Closing(letter=True, survey=parse_delay("7 jours")),
        operations=Operations(silence=parse_delay("7 jours")),
    )
)


def letters_to(plan: Plan, address: str) -> list[str]:
    return [letter.kind for letter in plan.letters if letter.recipient.address == address]


@pytest.mark.parametrize("order", ["#note\n#precisions la date des faits", "#precisions la date\n#note"])
def test_a_note_stays_inside_whatever_else_is_commanded(order: str) -> None:
    """The text of the mail goes to nobody, in whichever order the words stand."""
    plan = commanded(f"{order}\n\nEntre nous : ce client est un procédurier.")
    assert "procédurier" not in str([x.context for x in plan.letters if x.recipient.address == CLIENT])
    assert any("procédurier" in str(event.data) for event in plan.events)


@pytest.mark.parametrize(
    ("name", "content_type", "content"),
    [
        ("avis.eml", "application/octet-stream", b"x"),
        ("sans-nom", "message/rfc822", b"x"),
        ("avis.txt", "text/plain", b"Rep\xe8re : mb-" + b"a" * 40),
    ],
)
def test_our_own_notice_is_never_enclosed_to_a_client(name: str, content_type: str, content: bytes) -> None:
    """It opens the case to whoever reads it."""
    enclosed = (Attachment(name=name, content_type=content_type, content=content),)
    plan = commanded("Voici.", attachments=enclosed)
    assert CLIENT not in recipients(plan)
    assert transcript(plan)["refused"]


def silence(**of_ticket: Any) -> Plan:
    return on_timer("silence", NOW, ticket(**of_ticket), REGULAR, NOW)


def test_only_whom_we_have_reached_hears_how_his_case_goes() -> None:
    """An address that was never acknowledged may be forged: people are told instead."""
    assert letters_to(silence(), CLIENT) == ["avancement"]
    assert letters_to(silence(acknowledged_at=None), CLIENT) == []
    assert silence(acknowledged_at=None).letters
    robot = (Party(conversation="client", address="noreply@platform.example"),)
    assert letters_to(silence(parties=robot), "noreply@platform.example") == []


def test_a_suggestion_is_never_told_that_its_complaint_goes_on() -> None:
    """Its author did not complain."""
    assert silence(kind="suggestion").letters == ()


def test_a_date_that_has_passed_is_promised_to_nobody() -> None:
    """The letter of a late case names no date."""
    [letter] = [x for x in silence(due_at=NOW - timedelta(days=1)).letters if x.kind == "avancement"]
    assert letter.context["due_at"] is None


def test_no_further_contact_calls_back_what_has_not_left() -> None:
    """What would leave by itself does not."""
    wish = replace(COMPLAINT, wishes=Wishes(no_further_contact=True))
    plan = decide(mail(), wish, COPY, facts(thread("client")), REGULAR, NOW)
    assert set(plan.recalls) == {"avancement", "cloture", "enquete", "relais_client"}
    assert {"silence", "survey"} <= set(plan.cancels)
    by_staff = commanded("#ne-plus-contacter", desk=REGULAR)
    assert set(by_staff.recalls) >= {"avancement", "cloture", "enquete"}


def test_a_case_is_closed_once() -> None:
    """The second word changes nothing and writes to nobody."""
    plan = commanded("#cloturer", desk=REGULAR, closed_at=NOW - timedelta(days=2))
    assert "closed_at" not in plan.changes
    assert CLIENT not in recipients(plan)


def test_what_is_a_complaint_already_is_not_begun_anew() -> None:
    """No clock is set again."""
    assert commanded("#reclamation").timers == ()


def test_the_copy_goes_only_to_whoever_has_not_had_it() -> None:
    """A second provider is told; the first is not told twice."""
    sent = {"forwarded_at": NOW, "forwarded_to": frozenset({"provider:1"})}
    assert HOTEL not in recipients(commanded("#transmettre", **sent))
    both = commanded("#prestataire camping\n#transmettre", **sent)
    assert letters_to(both, "accueil@camping.example") == ["transmission"]
    assert HOTEL not in recipients(both)


def test_a_letter_is_not_posted_before_its_day() -> None:
    """« Demain » is refused, not taken for last year."""
    assert transcript(commanded("#poste demain"))["refused"]
    assert transcript(commanded("#poste 23/11"))["refused"]
    assert not transcript(commanded("#poste 18/11"))["refused"]


def test_a_second_date_is_not_announced_while_the_first_is_on_its_way() -> None:
    """One letter, one date."""
    waiting = {"extending": {"to": (NOW + timedelta(days=40)).isoformat(), "why": "x"}}
    order, due_at = "#prolonger 15/02/2027 il manque un avis", NOW + timedelta(days=9)
    plan = commanded(order, due_at=due_at, record=waiting)
    assert CLIENT not in recipients(plan)


FORWARDED = """Claire, encore cette dame qui râle.

-------- Message transféré --------
De : [le client]
Objet : Ma chambre
À : accueil@otc.example

La chambre était sale."""


def test_what_a_colleague_wrote_above_a_forwarded_complaint_goes_to_no_provider() -> None:
    """The complaint alone does, without its header."""
    copy = Redacted(subject="TR: Ma chambre", text=FORWARDED)
    shown = without_form(copy, ticket(record={"passed_on": "oui"}))
    assert shown.text == "La chambre était sale."
    assert without_form(copy, ticket()).text == FORWARDED


@pytest.mark.parametrize("word", ["ok", "Oui.", "C'est posté", "Bien reçu !", "annulez"])
def test_a_word_for_colleagues_is_not_a_letter(word: str) -> None:
    """It is asked about; with #confirmer it leaves."""
    plan = commanded(word)
    assert CLIENT not in recipients(plan)
    assert transcript(plan)["refused"] or transcript(plan)["notes"] or transcript(plan)["done"]
    assert CLIENT in recipients(commanded(f"#confirmer\n{word}"))


def test_a_reminder_asks_for_an_answer_before_the_next_one_leaves() -> None:
    """Nobody is reminded of a date that has not come."""
    sent = {"forwarded_at": NOW, "forwarded_to": frozenset({"provider:1"})}
    [reminder] = [x for x in commanded("#relancer", **sent).letters if x.kind == "relance_prestataire"]
    assert reminder.context["reply_by"] < NOW + timedelta(days=5)


def test_quoted_lines_of_our_own_mail_reach_no_client() -> None:
    """Whatever the reader has left of them."""
    plan = commanded("> Élodie Dupont nous a écrit le vendredi\n> Gravité : normale\n\nTout est réparé.")
    [letter] = [x for x in plan.letters if x.recipient.address == CLIENT]
    assert letter.context["text"] == "Tout est réparé."


def test_the_ways_of_recourse_that_were_told_are_on_the_sheet() -> None:
    """A refusal names the mediator, and the register says that it did."""
    assert commanded("#rejet\nNon, car le contrat le prévoit.").changes["record"]["recours"] == "Médiation"
    assert "recours" not in commanded("#favorable\nOui.").changes.get("record", {})
