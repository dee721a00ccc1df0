"""What the client chooses, how he is answered, and what follows when a case is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from desk_cases import (
    CAMPING,
    CLIENT,
    COPY,
    HOTEL,
    NOW,
    SETTINGS,
    commanded,
    facts,
    kinds,
    mail,
    recipients,
    thread,
    ticket,
    transcript,
)

from mailbot.config import Settings
from mailbot.decide import decide, on_timer
from mailbot.decide.media import is_reachable, medium_for
from mailbot.model import Concerned, Meaning, Party, Plan, Wishes
from mailbot.procedure import Acknowledgement, Answer, Closing, Forward, Handlers, Step


def with_procedure(**changed: Any) -> Settings:
    return replace(SETTINGS, procedure=replace(SETTINGS.procedure, **changed))


CHOOSING = with_procedure(handlers=Handlers(client_chooses=True))
SAYS = Meaning(kind="autre", other_type="autre", confidence=0.9)


def answered(text: str, *, handler: str | None = None, desk: Settings = CHOOSING) -> Plan:
    """The client answers the acknowledgement of a case that Claire follows."""
    meaning = replace(SAYS, wishes=Wishes(handler=handler))
    known = facts(thread(ticket=ticket(assigned_to="Claire Martin")))
    return decide(mail(CLIENT, text), meaning, COPY, known, desk, NOW)


@pytest.mark.parametrize(
    ("text", "handler"),
    [
        ("Marc Petit, merci.", None),
        ("Monsieur Petit s'il vous plaît", None),
        ("M. Petitt", None),
        ("Marc, merci.", None),
        ("Je voudrais que ce soit Marc qui s'en occupe désormais, il connaît notre affaire.", "Marc"),
        ("Finalement je préfère avoir affaire à M. Petit, qui connaît déjà notre affaire depuis longtemps.",
         "M. Petit"),
    ],
)  # fmt: skip
def test_a_later_choice_counts(text: str, handler: str | None) -> None:
    """Asked for in words, or by a name alone: the acknowledgement has asked."""
    plan = answered(text, handler=handler)
    assert plan.changes["assigned_to"] == "Marc Petit"
    [event] = [event for event in plan.events if event.event == "handler_chosen"]
    assert event.data["before"] == "Claire Martin"


@pytest.mark.parametrize(
    "text",
    [
        "Pas M. Petit, surtout.",
        "Je ne veux plus voir Monsieur Petit.",
        "Claire Martin, merci.",
        "Bonjour, j'ai vu monsieur Petit hier au bureau et il m'a confirmé que la chambre serait remboursée.",
        "Merci.",
    ],
)
def test_a_name_is_not_always_a_choice(text: str) -> None:
    """Refused, told about in a long mail, or already the one."""
    assert "assigned_to" not in answered(text).changes


def test_an_unclear_choice_is_left_to_people() -> None:
    """Nobody of that name."""
    plan = answered("Je souhaite avoir affaire à Mme Durand.", handler="Mme Durand")
    assert "assigned_to" not in plan.changes
    assert "handler_unclear" in {event.event for event in plan.events}


def test_where_the_client_does_not_choose_a_name_is_a_name() -> None:
    """The document has to say it."""
    assert "assigned_to" not in answered("Marc Petit, merci.", desk=SETTINGS).changes


# -- how he is answered ---------------------------------------------------------------------------

BY_CHANNEL = {"mail": "mail", "courrier": "courrier", "téléphone": "coordonnees", "internet": "messagerie"}
DESK = with_procedure(answer=Answer(by_channel=BY_CHANNEL))  # type: ignore[arg-type]  # words of the type


@pytest.mark.parametrize(
    ("channel", "address", "record", "medium", "reachable"),
    [
        ("mail", CLIENT, {}, "mail", True),
        ("courrier", CLIENT, {"adresse": "5 quai du Lac"}, "courrier", True),
        ("courrier", CLIENT, {}, "courrier", False),
        ("téléphone", CLIENT, {}, "mail", True),
        ("téléphone", "", {"adresse": "5 quai du Lac"}, "courrier", True),
        ("téléphone", "", {}, "courrier", False),
        ("internet", "", {}, "messagerie", True),
        ("internet", "no-reply@avis.example", {}, "messagerie", True),
        ("internet", CLIENT, {}, "mail", True),
    ],
)
def test_the_way_that_the_complaint_came(
    channel: str, address: str, record: dict[str, str], medium: str, reachable: bool
) -> None:
    """A platform's robot reads nothing; and without any details there is no way."""
    case = ticket(channel=channel, record=record, parties=(Party(conversation="client", address=address),))
    assert medium_for(case, DESK) == medium
    assert is_reachable(case, DESK) is reachable


def test_nobody_is_answered_nowhere() -> None:
    """The answer is refused with what is missing; confirmed, the letter is made all the same."""
    nobody = (Party(conversation="client", address=""),)
    refused = commanded("Bonjour.\nVoici.\n\n#favorable", desk=DESK, parties=nobody)
    assert "#adresse" in transcript(refused)["refused"][0]
    made = commanded("#confirmer\n#favorable\n\nBonjour, voici.", desk=DESK, parties=nobody)
    assert "courrier" in kinds(made)
    assert made.changes["record"]["to_post"]["text"] == "Bonjour, voici."


def test_closed_without_any_details() -> None:
    """The case says why there is no answer in it."""
    closed = commanded("#clôturer", desk=DESK, parties=(Party(conversation="client", address=""),))
    assert "answer_impossible" in {event.event for event in closed.events}
    insisted = commanded("#confirmer\n#clôturer", desk=DESK)
    assert "answer_impossible" not in {event.event for event in insisted.events}


def test_the_answer_is_in_the_case() -> None:
    """Its words, beside its date."""
    plan = commanded("Bonjour, la nuit vous est remboursée.\n\n#favorable")
    assert "remboursée" in plan.changes["record"]["answer_text"]
    posted = commanded("#poste", record={"to_post": {"outcome": "favorable", "text": "Voici."}})
    assert posted.changes["record"]["answer_text"] == "Voici."


# -- how the provider is written to ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "letter"),
    [("", "transmission"), ("mail", "transmission"), ("par courriel", "transmission"),
     ("courrier", "courrier"), ("par courrier", "courrier")],
)  # fmt: skip
def test_a_person_chooses_how_the_copy_travels(how: str, letter: str) -> None:
    """And the choice is told in the case."""
    plan = commanded(f"#transmettre {how}".strip())
    assert {letter} == kinds(plan) & {"transmission", "courrier"}
    assert bool(how) is ("medium_chosen" in {event.event for event in plan.events})


def test_a_way_that_nobody_knows() -> None:
    """Nothing is sent."""
    plan = commanded("#transmettre pigeon")
    assert kinds(plan) == {"compte_rendu"}
    assert "courrier ou mail" in transcript(plan)["refused"][0]


def test_a_letter_needs_no_mail_address() -> None:
    """A provider without one is written to by post."""
    farm = (Party(conversation="provider:1", address="", name="Ferme du Haut", provider_id="ferme"),)
    plan = commanded("#transmettre courrier", parties=farm, targets=("ferme",))
    assert "courrier" in kinds(plan)


def test_others_concerned_are_told_once_whatever_the_way() -> None:
    """Also where the copy itself goes by post."""
    desk = replace(
        with_procedure(forward=Forward(also_concerned=True)),
        concerned=(Concerned(name="Adjointe", address=CAMPING),),
    )
    by_post = commanded("#transmettre courrier", desk=desk)
    assert CAMPING in recipients(by_post)
    assert HOTEL not in recipients(by_post)
    told = (*ticket().parties, Party(conversation="concerned:1", address=CAMPING))
    again = commanded("#confirmer\n#transmettre", desk=desk, parties=told)
    assert CAMPING not in recipients(again)


# -- when it is closed -----------------------------------------------------------------------------

NOTED = with_procedure(closing=Closing(staff_note=True))
ACTION = {"what": "nettoyer", "who": "", "until": None, "done": None}


@pytest.mark.parametrize(
    ("text", "closed_at", "actions", "noted"),
    [
        ("#confirmer\n#clôturer", None, [ACTION], True),
        ("#confirmer\n#clôturer", None, [], False),
        ("#action QUI : nettoyer", None, [], False),
        ("#action QUI : nettoyer", NOW, [], True),
        ("#action QUI : laver", NOW, [ACTION], False),
    ],
)
def test_colleagues_are_told_once_it_is_closed_and_changes_are_chosen(
    text: str, closed_at: datetime | None, actions: list[Any], noted: bool
) -> None:
    """Both, whichever comes last; and once."""
    plan = commanded(text, desk=NOTED, closed_at=closed_at, record={"actions": actions} if actions else {})
    assert ("note_interne" in kinds(plan)) is noted


def test_what_comes_after_the_closing_is_not_missing_at_the_closing() -> None:
    """A step that the document puts behind the closing."""
    steps = (
        Step(label="Chercher", wants=("cause",)),
        Step(label="Clore", wants=("cloture",)),
        Step(label="Informer", wants=("information",)),
    )
    plan = commanded("#confirmer\n#clôturer", desk=with_procedure(steps=steps))
    skipped = [event.why for event in plan.events if event.event == "step_skipped"]
    assert len(skipped) == 1
    assert "Chercher" in skipped[0]


def test_an_answer_in_time_is_an_acknowledgement() -> None:
    """The alarm of an acknowledgement that never left says what stood in for it."""
    desk = with_procedure(acknowledgement=Acknowledgement(satisfied_by_answer=True))
    case = ticket(acknowledged_at=None, answered_at=NOW)
    plan = on_timer("acknowledgement_late", NOW, case, desk, datetime(2026, 12, 1, tzinfo=UTC))
    assert plan.letters == ()
    assert "tient lieu" in plan.reason


def test_what_the_register_shows_can_be_corrected() -> None:
    """Subject and name are columns of their own."""
    assert commanded("#objet Chambre sale").changes["subject"] == "Chambre sale"
    assert commanded("#nom Odile Perrin").changes["client_name"] == "Odile Perrin"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("hier", "19/11/2026"),
        ("avant-hier", "18/11/2026"),
        ("aujourd'hui", "20/11/2026"),
        ("ce matin", "20/11/2026"),
    ],
)
def test_days_that_have_passed_are_understood(said: str, day: str) -> None:
    """As people write when they have posted a letter."""
    plan = commanded(f"#poste {said}", record={"to_post": {"outcome": "favorable", "text": "Voici."}})
    assert plan.changes["record"]["poste"] == day


def test_a_mail_without_an_order_and_without_words_leaves_a_trace() -> None:
    """Nothing happens without an event."""
    assert [event.event for event in commanded("#confirmer\n\nBonjour.").events] == ["command_empty"]
