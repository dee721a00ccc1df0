"""The copy reads like French, and what was contracted finds its name again."""

from __future__ import annotations

import re

import pytest

from mailbot.redact.findings import Finding, masked, restores
from mailbot.redact.grammar import contractions, fluent


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("La [la cliente] attend.", "[la cliente] attend."),
        ("Notre [une personne] pleure.", "[une personne] pleure."),
        ("L'[la personne] attend.", "[la personne] attend."),
        ("Le bagage de [le client] est perdu.", "Le bagage [du client] est perdu."),
        ("On l'a dit à [le client].", "On l'a dit [au client]."),
        ("À [les clients] de voir.", "[aux clients] de voir."),
        ("Le départ de [les clients].", "Le départ [des clients]."),
        ("La chambre d'[la cliente].", "La chambre de [la cliente]."),
        ("Il sait qu'[le client] attend.", "Il sait que [le client] attend."),
        ("La valise de [une personne].", "La valise d'[une personne]."),
        ("Il dit que [un proche] attend.", "Il dit qu'[un proche] attend."),
        ("Le vélo du [la personne].", "Le vélo de [la personne]."),
        ("Parlez au [la personne].", "Parlez à [la personne]."),
        ("Rendez-vous au [adresse].", "Rendez-vous à l'[adresse]."),
        ("La porte du [adresse].", "La porte de l'[adresse]."),
        ("Du [la personne], rien.", "De [la personne], rien."),
        ("Il appelle au [téléphone].", "Il appelle au [téléphone]."),
        ("Née le [date de naissance].", "Née le [date de naissance]."),
        ("Ma fille [prénom] a eu froid.", "Ma fille [prénom] a eu froid."),
        ("Le [bateau] du port.", "Le [bateau] du port."),
    ],
)
def test_words_before_a_placeholder_are_those_that_one_would_say(written: str, read: str) -> None:
    """Articles are not doubled, « de le » is « du », nothing is elided before an article."""
    assert fluent(written) == read


def test_a_contraction_is_put_back_with_its_preposition() -> None:
    """« [du client] » is « de Paul », « d'Élodie »."""
    assert dict(contractions((("[le client]", "Paul"),))) == {
        "[du client]": "de Paul",
        "[au client]": "à Paul",
    }
    assert dict(contractions((("[les clients]", "Élodie et Paul"),)))["[des clients]"] == "d'Élodie et Paul"
    assert contractions((("[la cliente]", "Élodie"),)) == ()


def test_what_the_copy_says_can_be_put_back() -> None:
    """Every form that stands in a copy is in the table of what it stands for."""
    text = "Le bagage de Paul ; on l'a dit à Paul, et Paul attend."
    found = [
        Finding(start=one.start(), end=one.end(), kind="person", text="Paul", placeholder="[le client]")
        for one in re.finditer("Paul", text)
    ]
    copy = masked(text, found)
    assert copy == "Le bagage [du client] ; on l'a dit [au client], et [le client] attend."
    for placeholder, name in restores(found):
        copy = copy.replace(placeholder, name)
    assert copy == text
