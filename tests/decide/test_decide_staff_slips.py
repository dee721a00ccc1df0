"""Small slips of staff: nothing is lost by them, nothing wrong is done, and what is told is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from desk_cases import (
    CAMPING,
    CLAIRE,
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    NOW,
    SETTINGS,
    commanded,
    facts,
    kinds,
    mail,
    recipients,
    settings,
    thread,
    ticket,
    transcript,
)

from mailbot.decide import after_giving_up, after_sent, decide
from mailbot.decide.becoming import with_answer
from mailbot.decide.said_dates import leading_past_date
from mailbot.model import Act, Attachment, CausedLetter, Mention, Party, Plan, ShownMail, Ticket
from mailbot.procedure import Answer, parse_delay

TODAY = date(2026, 11, 20)  # a Friday
HIM = Party(conversation="client", address=CLIENT, name="Élodie Dupont")
BY_POST = replace(
    SETTINGS, procedure=replace(SETTINGS.procedure, answer=Answer(delay=parse_delay("2 mois"),
                                                                  by_channel={"courrier": "courrier"})),
)  # fmt: skip


# -- a message that is to become the answer -----------------------------------------------------------


def chosen(letter: int | None = 5, **of_ticket: Any) -> Ticket:
    return ticket(record=with_answer({"nom": "Dupont"}, "favorable", letter), **of_ticket)


def test_the_message_that_was_meant_becomes_the_answer() -> None:
    """No other one does, whatever leaves first."""
    other = after_sent("message_client", chosen(), SETTINGS, NOW, "250", letter_id=6)
    assert "answered_at" not in other.changes
    plan = after_sent("message_client", chosen(), SETTINGS, NOW, "250", letter_id=5)
    assert plan.changes == {"answered_at": NOW, "outcome": "favorable", "record": {"nom": "Dupont"}}


def test_one_word_of_an_older_release_is_still_understood() -> None:
    """It did not say which letter was meant."""
    old = ticket(record={"becomes_answer": "rejet"})
    assert after_sent("message_client", old, SETTINGS, NOW, "250", letter_id=9).changes["outcome"] == "rejet"


def given_up(case: Ticket, letter_id: int) -> Plan:
    return after_giving_up(
        letter_id=letter_id, kind="message_client", conversation="client", recipient=CLIENT, ticket=case,
        reply="550 5.1.1 no such user", settings=SETTINGS, permanent=True, now=NOW,
    )  # fmt: skip


def test_an_answer_that_the_server_refuses_is_still_owed() -> None:
    """A case that was closed upon it opens again, with its dates."""
    plan = given_up(chosen(closed_at=NOW, due_at=NOW + timedelta(days=30)), 5)
    assert plan.changes == {"record": {"nom": "Dupont"}, "closed_at": None, "reopened_at": NOW}
    assert plan.timers
    assert given_up(chosen(), 5).changes == {"record": {"nom": "Dupont"}}
    assert not given_up(chosen(closed_at=NOW), 6).changes


def annulled(case: Ticket, *, state: str = "ready", **act: Any) -> Plan:
    waits = CausedLetter(kind="message_client", conversation="client", side="party", state=state, id=5)
    known = facts(thread("client", "staff", ticket=case), last_act=Act(mail_id=3, letters=(waits,), **act))
    return decide(mail(CLAIRE, "#annuler"), COMPLAINT, COPY, known, SETTINGS, NOW)


def test_an_answer_that_is_held_back_is_still_owed() -> None:
    """Taking the message back takes the word back that made the answer of it."""
    plan = annulled(chosen(closed_at=NOW, due_at=NOW + timedelta(days=30)))
    assert plan.changes == {"record": {"nom": "Dupont"}, "closed_at": None, "reopened_at": NOW}
    assert "reste due" in " ".join(transcript(plan)["notes"])
    assert not annulled(chosen(letter=8)).changes


def test_closing_upon_a_message_that_waits_tells_one_thing() -> None:
    """It is the answer; nothing says that there is none."""
    plan = commanded(
        "#favorable\n#clôturer", leaving=frozenset({"message_client"}), message_leaving=5, informed_at=None
    )
    assert plan.changes["record"]["becomes_answer"] == {"outcome": "favorable", "letter": 5}
    assert "sans réponse" not in " ".join(transcript(plan)["notes"])


# -- what goes by post --------------------------------------------------------------------------------


def test_a_case_is_not_closed_while_its_answer_waits_for_the_post() -> None:
    """Nothing would remind of the letter any more."""
    order = "#favorable\n#clôturer\n\nMadame, nous vous remboursons la nuit que vous avez passée à l'hôtel."
    of_ticket: dict[str, Any] = {"channel": "courrier", "record": {"adresse": "8 rue Haute 88400"}}
    plan = commanded(order, desk=BY_POST, **of_ticket)
    assert not plan.changes
    assert "#poste" in transcript(plan)["refused"][0]
    assert "courrier" in kinds(commanded(order.replace("#clôturer\n", ""), desk=BY_POST, **of_ticket))
    assert commanded(order).changes["closed_at"] == NOW


def joined(text: str = "#fusionner REC-2026-0002", *, other: dict[str, Any], **own: Any) -> Plan:
    goes_on = ticket(**{"id": 8, "reference": "REC-2026-0002", "parties": (HIM,), **other})
    known = facts(
        thread("client", "staff", ticket=ticket(**own)),
        mentioned=Mention(reference="REC-2026-0002", ticket=goes_on),
    )
    return decide(mail(CLAIRE, text), COMPLAINT, COPY, known, SETTINGS, NOW)


@pytest.mark.parametrize("which", ["own", "other"])
def test_a_letter_to_post_is_not_lost_in_a_merger(which: str) -> None:
    """First it is posted, or taken back."""
    waits = {"record": {"to_post": {"outcome": "favorable", "medium": "courrier", "text": "x"}}}
    plan = joined(other=waits) if which == "other" else joined(other={}, **waits)
    assert not plan.changes
    assert "#poste" in transcript(plan)["refused"][0]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("le 3", "03/11/2026"),
        ("le 25", "25/10/2026"),
        ("lundi", "16/11/2026"),
        ("vendredi", "20/11/2026"),
        ("18/11", "18/11/2026"),
        ("18/11 recommandé 1A 2345", "18/11/2026 – recommandé 1A 2345"),
        ("18/08/2026 1A 2345", "18/08/2026 – 1A 2345"),
        ("recommandé 1A 2345", "20/11/2026 – recommandé 1A 2345"),
        ("", "20/11/2026"),
    ],
)
def test_the_day_of_posting_is_one_that_has_been(said: str, day: str) -> None:
    """However it is said; digits behind it are no year."""
    assert commanded(f"#poste {said}").changes["record"]["poste"] == day


@pytest.mark.parametrize("said", ["29/02", "demain", "23/11", "30/02", "le 35/12"])
def test_no_day_of_posting_is_made_up(said: str) -> None:
    """Neither one to come nor one that no calendar has; and nothing breaks."""
    assert transcript(commanded(f"#poste {said}"))["refused"]


def test_a_past_day_is_read_across_the_years() -> None:
    """« 18/12 » said in January, « le 31 » said in a month that follows a short one."""
    assert leading_past_date("18/12, recommandé", date(2027, 1, 4)) == (date(2026, 12, 18), "recommandé")
    assert leading_past_date("le 31", date(2027, 3, 2))[0] == date(2027, 1, 31)
    assert leading_past_date("29/02", date(2028, 3, 2))[0] == date(2028, 2, 29)


# -- dates, amounts, absences -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["#prolonger 18/11 nous attendons l'expert", "#absent jusqu'au 19/11", "#absent jusqu'au 1er août"],
)
def test_a_date_that_would_be_next_year_is_asked_about(line: str) -> None:
    """Yesterday was meant, or last summer; with its year it is believed."""
    of_ticket = {"due_at": NOW + timedelta(days=40)}
    assert "écrivez aussi l'année" in transcript(commanded(line, **of_ticket))["refused"][0]


def test_a_date_with_its_year_is_believed() -> None:
    """However far."""
    assert commanded("#prolonger 18/11/2027 nous attendons l'expert", due_at=NOW).letters[0].side == "party"
    assert commanded("#prolonger 15/03 nous attendons l'expert", due_at=NOW).letters[0].side == "party"


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("2 nuits, 500 €", "500"),
        ("50", "50"),
        ("financier 50 pour la nuit", "50"),
        ("1 nuit offerte", None),
        ("commercial 2 nuits", None),
        ("1 200,50 € remboursés", "1200.50"),
    ],
)
def test_the_amount_is_what_is_paid(said: str, amount: str | None) -> None:
    """Not the first number that stands there."""
    assert commanded(f"#dédommagement {said}").changes["record"]["compensation"]["amount"] == amount


@pytest.mark.parametrize("said", ["2 nuits, 500 €", "2 x 95 €", "60 € et 60 €", "101", "100,50 €"])
def test_a_ceiling_is_not_passed_by_writing(said: str) -> None:
    """What is counted together is asked for as one number."""
    claire = replace(SETTINGS.staff[0], compensation_up_to=100)
    desk = settings(staff=(claire, *SETTINGS.staff[1:]))
    plan = commanded(f"#dédommagement {said}", desk=desk)
    assert not plan.changes
    assert transcript(plan)["refused"]
    assert commanded("#dédommagement 2 nuits, 95 €", desk=desk).changes


@pytest.mark.parametrize(
    "text",
    [
        "Le gérant est de retour le 5 décembre. Il remboursera la nuit au prix de la chambre.",
        "Bonjour, le gérant sera de retour le 5 décembre et vous rappellera.",
    ],
)
def test_somebody_else_may_be_away_in_a_letter(text: str) -> None:
    """The letter goes."""
    assert CLIENT in recipients(commanded(text))


@pytest.mark.parametrize(
    "text",
    [
        "Je serai de retour le 5 décembre.",
        "De retour le 5 décembre.",
        "Bonjour,\nJe suis absente du bureau jusqu'au 5 décembre.",
        "En mon absence, adressez-vous à l'accueil.",
    ],
)
def test_what_looks_like_an_absence_is_asked_about(text: str) -> None:
    """Nothing leaves, and nothing is swallowed in silence either."""
    plan = commanded(text)
    assert recipients(plan) == {CLAIRE}
    assert "avis d'absence" in transcript(plan)["refused"][0]


def test_an_absence_is_not_taken_back_with_the_case() -> None:
    """What was said of it stays, and the transcript says so."""
    known = facts(thread("client", "staff"), last_act=Act(mail_id=3, absences=("Claire Martin",)))
    told = transcript(decide(mail(CLAIRE, "#annuler"), COMPLAINT, COPY, known, SETTINGS, NOW))
    assert "#présent" in " ".join(told["notes"])
    assert "rien changé" not in " ".join(told["notes"])


# -- the rest -----------------------------------------------------------------------------------------


def test_which_mail_becomes_a_case_is_never_guessed() -> None:
    """Several were added, and the order answers none of them: their dates are told."""
    several = ShownMail(
        id=4, received_at=NOW, is_follow_up=False, others=(NOW - timedelta(days=2), NOW)
    )  # fmt: skip
    known = facts(thread("client", "staff"), shown=several)
    plan = decide(mail(CLAIRE, "#scinder"), COMPLAINT, COPY, known, SETTINGS, NOW)
    assert plan.splits is None
    [told] = transcript(plan)["refused"]
    assert "18/11/2026" in told
    assert "20/11/2026" in told


def test_a_wrong_greeting_is_asked_about_in_a_letter_of_questions_too() -> None:
    """It is a letter to the client like another; what is enclosed travels with it."""
    plan = commanded("#précisions\n\nBonjour Madame Durand,\npouvez-vous nous donner vos dates ?")
    assert recipients(plan) == {CLAIRE}
    form = Attachment(name="formulaire.pdf", content_type="application/pdf", content=b"x")
    plan = commanded("#précisions\n\nMerci de remplir le formulaire joint.", attachments=(form,))
    [letter] = [one for one in plan.letters if one.side == "party"]
    assert letter.attachments == (form,)


def test_only_who_has_the_copy_is_reminded() -> None:
    """A provider who was named later has nothing to answer yet."""
    both: dict[str, Any] = {
        "targets": ("hotel", "camping"),
        "parties": (
            HIM,
            Party(conversation="provider:1", address=HOTEL, name="Hôtel", provider_id="hotel"),
            Party(conversation="provider:2", address=CAMPING, name="Camping", provider_id="camping"),
        ),
        "forwarded_at": NOW, "forwarded_to": frozenset({"provider:1"}),
    }  # fmt: skip
    plan = commanded("#relancer", **both)
    assert HOTEL in recipients(plan)
    assert CAMPING not in recipients(plan)
    assert transcript(commanded("#relancer", conversation="provider:2", **both))["refused"]


def test_two_people_who_share_an_address_are_asked_about() -> None:
    """An association, a family: one would read what is the other's. A name misspelt is the same name."""
    others = {"parties": (replace(HIM, name="Pierre Roy"),)}
    plan = joined(other=others)
    assert not plan.changes
    assert "deux noms" in transcript(plan)["refused"][0]
    assert joined("#confirmer\n#fusionner REC-2026-0002", other=others).changes["merged_into"] == 8
    for name in ("Élodie DUPOND", "E. Dupont", "Mme Dupont", ""):
        assert joined(other={"parties": (replace(HIM, name=name),)}).changes["merged_into"] == 8


@pytest.mark.parametrize("line", ["#transmettre courrier Tétras", "#transmettre Tétras par courrier"])
def test_the_way_and_the_name_may_be_said_together(line: str) -> None:
    """In either order."""
    assert "courrier" in kinds(commanded(line))


def test_a_command_that_changes_nothing_is_not_an_empty_one() -> None:
    """The past tells why nothing was done."""
    [event] = commanded("#réclamation").events
    assert event.event == "nothing_done"
    assert "déjà une réclamation" in event.why


def test_a_change_without_a_name_of_its_own_is_not_listed() -> None:
    """No list, no sentence about it."""
    known = facts(thread("client", "staff"), last_act=Act(mail_id=3, kept=("doubtful", "record")))
    told = transcript(decide(mail(CLAIRE, "#annuler"), COMPLAINT, COPY, known, SETTINGS, NOW))
    assert "laissé tel quel" not in " ".join(told["notes"])


@pytest.mark.parametrize(
    "greeting", ["Bonjour Madame la Conseillère,", "Monsieur le Curé,", "Madame la Proviseure,"]
)
def test_a_title_is_nobodys_name(greeting: str) -> None:
    """The client may well be the one who has it."""
    assert CLIENT in recipients(commanded(f"{greeting}\nnous vous remercions de votre message."))
