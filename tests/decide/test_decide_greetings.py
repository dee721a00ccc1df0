"""A greeting that names somebody who is not the client: held and asked about, and never a false alarm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_cases import CLIENT, HOTEL, commanded, recipients, ticket, transcript

from mailbot.decide.greeted import somebody_else
from mailbot.model import Party

DUPONT = "Élodie Dupont"


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Monsieur Martin,\n\nNous avons bien noté.",
        "Bonjour M. Roux,",
        "Madame Roux,\n\nNous avons bien noté.",
        "Cher Monsieur Henri Roux,",
        "Bonjour Monsieur de la Tour,",
        "bonsoir madame Leroy, merci",
        "M. et Mme Leroy,",
    ],
)
def test_somebody_else_is_greeted(text: str) -> None:
    """A title and a family name that is not the client's."""
    assert somebody_else(text, DUPONT, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour,",
        "Madame, Monsieur,",
        "Bonjour Madame Dupont,",
        "Bonjour Madame DUPONT,",
        "Bonjour Madame Dupond,",  # misspelt
        "Bonjour Mme Élodie,",
        "Bonjour Elodie,",
        "Madame et Monsieur Dupont,",
        "Madame Dupont-Leroy,",
        "Bonjour Monsieur Jacques Leroy,",  # the husband, of whom the case speaks
        "Bonjour Paul,",  # a first name alone says too little
        "Madame la Directrice,",
        "Chère cliente,",
        "Monsieur Roux a appelé ce matin.",  # a sentence, no greeting
        "Madame, nous avons transmis votre message à Monsieur Roux.",
        "",
    ],
)
def test_no_alarm_where_the_client_is_meant(text: str) -> None:
    """Accents, a spouse, a first name, a misspelling, no name at all."""
    assert somebody_else(text, DUPONT, frozenset({"jacques", "leroy"})) == ""


@pytest.mark.parametrize("name", ["", "Élodie", "contact@x.example", "E D"])
def test_no_alarm_where_the_family_name_is_not_known(name: str) -> None:
    """Nothing can be compared with nothing."""
    assert somebody_else("Bonjour Monsieur Roux,", name, frozenset()) == ""


def test_a_letter_to_somebody_else_waits_for_a_word() -> None:
    """Nothing leaves, the two names are said; with #confirmer it leaves."""
    words = "Bonjour Monsieur Roux,\n\nNous avons bien noté votre demande."
    plan = commanded(words)
    assert CLIENT not in recipients(plan)
    [why] = transcript(plan)["refused"]
    assert "« Monsieur Roux »" in why
    assert DUPONT in why
    assert CLIENT in recipients(commanded(f"#confirmer\n\n{words}"))
    assert CLIENT not in recipients(commanded(f"#favorable\n\n{words}"))


def test_a_colleague_of_that_name_makes_no_client_of_it() -> None:
    """Claire Martin is named in every case: "Monsieur Martin" is somebody else all the same."""
    known = {"handed_in_by": "Claire Martin"}
    plan = commanded("Bonjour Monsieur Martin,\n\nNous avons bien noté.", record=known)
    assert CLIENT not in recipients(plan)


def test_who_is_named_in_the_case_may_be_greeted() -> None:
    """The husband wrote part of it."""
    plan = commanded("Bonjour Monsieur Roux,\n\nC'est noté.", excerpt="Mon mari, Jean Roux, a payé.")
    assert CLIENT in recipients(plan)


def test_the_name_that_staff_have_noted_counts() -> None:
    """#nom corrects what a mail program calls the client."""
    parties = (replace(ticket().parties[0], name=""), Party(conversation="provider:1", address=HOTEL))
    noted = commanded("Bonjour Monsieur Roux,\n\nC'est noté.", parties=parties, record={"nom": "Jean Roux"})
    assert CLIENT in recipients(noted)


def test_a_provider_is_not_the_client() -> None:
    """Whoever runs the hotel is greeted by name."""
    plan = commanded("Bonjour Monsieur Roux,\n\nMerci de votre réponse.", conversation="provider:1")
    assert HOTEL in recipients(plan)
