"""What staff read is for somebody who has never read a manual: why, what next, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from desk_cases import (
    CAMPING,
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    NOW,
    PROCEDURE,
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
from mailbot.decide.commands import parse
from mailbot.decide.digest import letters_for
from mailbot.decide.letters.understood import certainty, reasons
from mailbot.model import Meaning, OpenCase, Party, Plan, Provider, Reason
from mailbot.procedure import Forward

BOTH = replace(COMPLAINT, targets=("hotel", "camping"))
TWO = (
    Party(conversation="client", address=CLIENT, name="Élodie Dupont"),
    Party(conversation="provider:1", address=HOTEL, name="Hôtel", provider_id="hotel"),
    Party(conversation="provider:2", address=CAMPING, name="Camping", provider_id="camping"),
)


def notice(meaning: Meaning, desk: Settings = SETTINGS, **of_mail: Any) -> dict[str, Any]:
    plan = decide(mail(**of_mail), meaning, COPY, facts(), desk, NOW)
    return dict(next(x for x in plan.letters if x.kind == "avis_equipe").context)


def offered(context: dict[str, Any]) -> list[str]:
    return [command.strip() for command, _ in context["commands"] if command]


# -- why ------------------------------------------------------------------------------------------


def test_reasons_are_sentences() -> None:
    """No weight, no internal name; words of every letter are no reason."""
    told = reasons(
        replace(
            COMPLAINT,
            reasons=(
                Reason(
                    why="mots que l'on lit surtout dans des réclamations", weight=0.9, excerpt="chambre sale"
                ),
                Reason(
                    why="mots que l'on lit surtout dans des réclamations", weight=0.8, excerpt="Je demande"
                ),
                Reason(why="mots que l'on lit surtout dans des réclamations", weight=0.7, excerpt="€"),
                Reason(why="mots rares dans des réclamations", weight=-0.5, excerpt="Bonjour"),
                Reason(why="demande un geste", weight=0.4, excerpt="remboursement"),
                Reason(why="gravité grave : la sécurité est en cause", excerpt="freins"),
                Reason(why="gravité faible : peu de griefs et rien n'est demandé"),
            ),
        )
    )
    assert told == (
        "Demande un geste\u00a0: «\u00a0remboursement\u00a0».",
        "Gravité grave, parce que\u00a0: la sécurité est en cause («\u00a0freins\u00a0»).",
        "Gravité faible, parce que\u00a0: peu de griefs et rien n'est demandé.",
        (
            "Ces mots se lisent surtout dans des réclamations : "
            "«\u00a0chambre sale\u00a0», «\u00a0Je demande\u00a0»."
        ),
    )


def test_what_speaks_against_is_told_where_it_is_doubtful() -> None:
    """A person has to settle it, and may want to know."""
    found = (Reason(why="mots rares dans des réclamations", weight=-0.5, excerpt="changeraient tout"),)
    assert reasons(replace(COMPLAINT, reasons=found)) == ()
    assert "contraire" in reasons(replace(COMPLAINT, doubtful=True, reasons=found))[0]


@pytest.mark.parametrize("confidence", [0.31, 0.66, 0.9, 0.999])
def test_a_probability_is_said_in_words(confidence: float) -> None:
    """Nobody is 100 % sure."""
    assert not any(c.isdigit() for c in certainty(replace(COMPLAINT, confidence=confidence)))


# -- what can be done -----------------------------------------------------------------------------


def test_the_usual_commands_come_first_and_in_groups() -> None:
    """What passes the complaint on, the answer, what comes before it, the rest."""
    context = notice(replace(COMPLAINT, targets_certain=False))
    assert offered(context) == [
        "#transmettre", "#favorable", "#partiel", "#rejet", "#précisions", "#appel", "#note",
        "#aide",
    ]  # fmt: skip
    assert [label for command, label in context["commands"] if not command]


@pytest.mark.parametrize(
    ("meaning", "there", "not_there"),
    [
        ({"targets": ()}, {"#prestataire", "#interne"}, {"#transmettre"}),
        ({"targets": ("BIT de Cornimont",)}, set(), {"#prestataire", "#transmettre"}),
        ({"doubtful": True}, {"#reclamation", "#suggestion", "#autre"}, set()),
        (
            {"kind": "suggestion"},
            {"#transmettre", "#réclamation", "#note"},
            {"#favorable", "#rejet", "#appel"},
        ),
    ],
)
def test_only_what_fits_is_offered(meaning: dict[str, Any], there: set[str], not_there: set[str]) -> None:
    """A suggestion has no outcome; a service of the house needs no provider."""
    found = set(offered(notice(replace(COMPLAINT, **meaning))))
    assert there <= found
    assert not not_there & found


def test_a_grave_case_is_called_about_first() -> None:
    """Where the procedure wants it."""
    desk = replace(SETTINGS, procedure=replace(PROCEDURE, forward=Forward(on_grave="call_first")))
    assert offered(notice(replace(COMPLAINT, severity="grave"), desk))[:2] == [
        "#appel prestataire",
        "#transmettre",
    ]


def test_every_command_that_is_offered_is_understood() -> None:
    """As it stands, or with the word that is still missing behind it."""
    for meaning in (COMPLAINT, BOTH, replace(COMPLAINT, targets=()), replace(COMPLAINT, kind="suggestion")):
        for command in offered(notice(meaning)):
            assert parse(f"{command} quelque chose" if command in _WANT_MORE else command).unclear == ()


_WANT_MORE = ("#appel", "#appel prestataire", "#prestataire")


def test_the_mediator_is_only_promised_where_there_is_one() -> None:
    """Some organisations have no consumers."""
    never = replace(SETTINGS, procedure=replace(PROCEDURE, mediation="never"))
    assert "médiateur" in dict(notice(COMPLAINT)["commands"])["#rejet"]
    assert "médiateur" not in dict(notice(COMPLAINT, never)["commands"])["#rejet"]


@pytest.mark.parametrize(
    ("written", "proposed"),
    [("#accepté", "#favorable"), ("#on rembourse", "#favorable"), ("#refusé", "#rejet"),
     ("#en partie", "#partiel"), ("#clore", "#clôturer"), ("#relance", "#relancer")],
)  # fmt: skip
def test_peoples_words_for_a_command_are_proposed(written: str, proposed: str) -> None:
    """And not guessed: nothing is done."""
    [(_, problem)] = transcript(commanded(f"{written}\n\nBonjour."))["not_understood"]
    assert proposed in problem


@pytest.mark.parametrize(
    ("words", "proposed"), [("Refusé.", "#rejet"), ("On rembourse", "#favorable"), ("En partie", "#partiel")]
)
def test_a_decision_alone_is_no_letter(words: str, proposed: str) -> None:
    """The client wants to read more than one word; with #confirmer it leaves as it is."""
    plan = commanded(words)
    assert CLIENT not in recipients(plan)
    assert proposed in transcript(plan)["refused"][0]
    assert CLIENT in recipients(commanded(f"#confirmer\n{words}"))


# -- closing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_ticket", "words"),
    [
        ({}, "n'a encore rien reçu de vous"),
        ({"record": {"to_post": {"outcome": "favorable"}}}, "attend encore d'être postée"),
    ],
)
def test_a_case_without_an_answer_is_not_closed_unawares(of_ticket: dict[str, Any], words: str) -> None:
    """Why is said, and the word that closes it all the same is offered."""
    plan = commanded("#clôturer", **of_ticket)
    assert "closed_at" not in plan.changes
    told = transcript(plan)
    assert words in told["refused"][0]
    assert told["commands"][0][0] == "#confirmer #clôturer"
    assert commanded("#confirmer #clôturer", **of_ticket).changes["closed_at"] == NOW


@pytest.mark.parametrize(
    "of_ticket",
    [
        {"answered_at": NOW},
        {"kind": "suggestion"},
        {"no_further_contact": True},
        {"leaving": frozenset({"reponse_client"})},
        {"informed_at": NOW},
        {"parties": (Party(conversation="client", address=""),)},
    ],
)
def test_a_case_that_owes_nothing_is_closed(of_ticket: dict[str, Any]) -> None:
    """Answered or written to, on its way, not wanted, or impossible."""
    assert commanded("#clôturer", **of_ticket).changes["closed_at"] == NOW


def test_an_answer_and_the_end_in_one_mail() -> None:
    """The answer counts for the closing below it."""
    plan = commanded("Nous vous remboursons, car c'est dû.\n\n#favorable\n#clôturer")
    assert plan.changes["closed_at"] == NOW


# -- two providers --------------------------------------------------------------------------------


def test_two_providers_are_a_choice_for_people() -> None:
    """Each would read what concerns the other: it is said, with the commands that avoid it."""
    context = notice(BOTH)
    assert "aussi ce qui concerne l'autre" in " ".join(context["withheld"])
    assert "#transmettre extrait Hôtel du Grand Tétras" in offered(context)
    assert "Choisissez" in context["next_step"]


def test_a_copy_for_one_of_two() -> None:
    """Named behind the command."""
    plan = commanded("#transmettre Camping du Lac Bleu", targets=("hotel", "camping"), parties=TWO)
    assert recipients(plan) & {HOTEL, CAMPING} == {CAMPING}


def test_an_extract_goes_in_place_of_the_copy() -> None:
    """Staff's words, searched for the client like everything that goes there; the client gets nothing."""
    plan = commanded(
        "#transmettre extrait Camping du Lac Bleu\n\nLes douches étaient froides.",
        targets=("hotel", "camping"), parties=TWO,
    )  # fmt: skip
    [letter] = [x for x in plan.letters if x.kind == "transmission"]
    assert letter.recipient.address == CAMPING
    assert letter.context["text"] == "Les douches étaient froides."
    assert letter.searched_for == COPY.identity
    assert CLIENT not in recipients(plan)
    assert "message_client" not in kinds(plan)


def test_an_extract_needs_its_words() -> None:
    """Nothing leaves without them."""
    plan = commanded("#transmettre extrait Camping du Lac Bleu", targets=("hotel", "camping"), parties=TWO)
    assert recipients(plan) & {HOTEL, CAMPING} == set()
    assert "en dessous" in transcript(plan)["refused"][0]


def test_the_whole_copy_for_both_is_told_again() -> None:
    """While it can still be taken back."""
    plan = commanded("#transmettre", targets=("hotel", "camping"), parties=TWO)
    assert {HOTEL, CAMPING} <= recipients(plan)
    assert any("chacun tout le message" in note for note in transcript(plan)["notes"])


# -- absences, dates, grave cases -----------------------------------------------------------------


def test_who_stands_in_is_told() -> None:
    """Nobody finds out by a date that has passed."""
    desk = replace(SETTINGS, staff=(replace(SETTINGS.staff[0], deputy="Marc Petit"), *SETTINGS.staff[1:]))
    plan = commanded("#absent jusqu'à la fin du mois", desk=desk)
    [told] = [x for x in plan.letters if x.kind == "information_equipe"]
    assert told.recipient.name == "Marc Petit"
    assert "jusqu'au lundi 30 novembre inclus" in told.context["lines"][0]
    [done] = transcript(plan)["done"]
    assert done == "Absence : jusqu'au lundi 30 novembre inclus. Marc Petit suit vos dossiers."
    back = commanded("#présent", desk=replace(desk, absent={"Claire Martin": NOW}))
    assert "information_equipe" in kinds(back)
    assert "n'était pas noté" in transcript(commanded("#présent", desk=desk))["done"][0]


@pytest.mark.parametrize(
    "line", ["#prolonger 31/11 nous attendons l'expert", "#absent jusqu'au 31/11", "#poste 31/11",
             "#action Marc : relire avant le 31/11"],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_named(line: str) -> None:
    """Not: give a date."""
    told = " ".join(transcript(commanded(line, due_at=NOW))["refused"])
    assert "le 31 novembre n'existe pas" in told


def test_an_action_ends_with_its_date() -> None:
    """As people say it."""
    plan = commanded("#action Marc Petit : appeler l'hôtel dans 15 jours")
    [action] = plan.changes["record"]["actions"]
    assert (action["what"], action["who"], action["until"]) == ("appeler l'hôtel", "Marc Petit", "2026-12-05")


def test_a_grave_case_stays_visible() -> None:
    """In follow-ups, reminders, alerts and the morning's digest."""
    grave = ticket(severity="grave", due_at=NOW)
    late = on_timer("answer_late", NOW, grave, SETTINGS, NOW)
    followed = decide(mail(text="Alors ?"), COMPLAINT, COPY, facts(thread(ticket=grave)), SETTINGS, NOW)
    silent = on_timer("provider_reminder:provider:1:9", NOW, grave, SETTINGS, NOW)
    for plan in (late, followed, silent):
        assert {x.context["severity"] for x in plan.letters if x.side == "staff"} == {"grave"}
    [digest, *_] = letters_for(
        (OpenCase(ticket=grave),), 0, SETTINGS, due_at=NOW, now=datetime(2026, 11, 21, tzinfo=UTC)
    )
    assert "GRAVE" in digest.context["late"][0]
    assert "Élodie Dupont" in digest.context["late"][0]


# -- a letter for the post ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("street", "shown", "incomplete"),
    [("3 rue du Lac", "3 rue du Lac\n88400 Gérardmer", False), ("", "88400 Gérardmer", True)],
)
def test_a_letter_to_a_provider_says_by_when_and_to_where(street: str, shown: str, incomplete: bool) -> None:
    """And where the directory has no street, whoever posts it is warned."""
    provider = Provider(id="hotel", name="Hôtel", address=HOTEL, street=street, town="88400 Gérardmer")
    desk = replace(SETTINGS, directory=replace(SETTINGS.directory, providers=(provider,)))
    plan: Plan = commanded("#transmettre courrier", desk=desk)
    [letter] = [x for x in plan.letters if x.kind == "courrier"]
    assert letter.context["reply_by"].date().isoformat() == "2026-11-30"
    assert letter.context["addressee_street"] == shown
    assert bool(letter.context["incomplete"]) is incomplete
    assert any("annuaire" in note for note in transcript(plan)["notes"]) is incomplete
