"""What the lines of a form say of the client who is not its writer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from desk_cases import CLAIRE, COMPLAINT, COPY, NOW, SETTINGS, facts, kinds, mail, ticket

from mailbot.decide import decide
from mailbot.decide.copies import without_form
from mailbot.decide.form_lines import filled
from mailbot.model import Identity, Plan, Redacted

FORM = """#fiche

Nom et prénom : Perrin Odile
Reçue le : 12/11
Canal : téléphone
Tél. : 06 11 22 33 44
Adresse : 8 rue Haute
Code postal et ville : 88400 Gérardmer
Prestataire : Camping du Lac Bleu

La personne a dit : « les douches étaient froides »."""


def handed_in(text: str) -> Plan:
    return decide(mail(CLAIRE, text), COMPLAINT, COPY, facts(), SETTINGS, NOW)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nom : Perrin", {"nom": "Perrin"}),
        ("NOM ET PRÉNOM : Perrin Odile", {"nom": "Perrin Odile"}),
        ("Client : Mme Perrin", {"nom": "Perrin"}),
        ("Cliente: Odile Perrin", {"nom": "Odile Perrin"}),
        ("Nom du client : M. Perrin (06 11 22 33 44)", {"nom": "Perrin", "telephone": "06 11 22 33 44"}),
        ("Nom : Perrin\nPrénom : Odile", {"nom": "Odile Perrin"}),
        ("- **Nom :** Perrin", {"nom": "Perrin"}),
        ("Téléphone\u00a0: 06 11 22 33 44", {"telephone": "06 11 22 33 44"}),
        ("Tél portable : +33 6 11 22 33 44", {"telephone": "+33 6 11 22 33 44"}),
        ("N° de téléphone : 06 11 22 33 44", {"telephone": "06 11 22 33 44"}),
        ("Adresse mail : o@client.example", {"courriel": "o@client.example"}),
        ("Adresse : o@client.example", {"courriel": "o@client.example"}),
        ("Adresse : 8 rue Haute\nVille : Gérardmer", {"adresse": "8 rue Haute, Gérardmer"}),
        ("Canal : téléphone", {"canal": "téléphone"}),
        ("Nom : inconnu\nTéléphone :", {}),
        ("Il m'a dit : revenez demain", {}),
        ("Bonjour, voici ce que le client a dit au téléphone : rien", {}),
    ],
)
def test_a_line_of_a_form(line: str, expected: dict[str, str]) -> None:
    """Its usual names, whatever stands around them; a sentence with a colon is none."""
    assert dict(filled(line).values) == expected


def test_what_is_no_line_of_the_form_is_what_the_person_said() -> None:
    """It is kept as it stands."""
    said = "Les douches étaient froides.\nOn m'a dit : attendez."
    assert filled(f"Nom : Perrin\n\n{said}").text == said
    assert filled(said).text == said


def test_a_form_without_commands_fills_the_case() -> None:
    """Name, address, telephone, channel, provider, and the day from which delays run."""
    opens: Any = handed_in(FORM).opens
    assert opens["client_name"] == "Perrin Odile"
    assert opens["channel"] == "téléphone"
    assert opens["targets"] == ("camping",)
    assert opens["record"]["telephone"] == "06 11 22 33 44"
    assert opens["record"]["adresse"] == "8 rue Haute, 88400 Gérardmer"
    assert opens["received_at"].date() == date(2026, 11, 12)
    assert opens["due_at"].date() == date(2027, 1, 12)
    assert opens["excerpt"].startswith("La personne a dit")


def test_a_command_wins_over_a_line() -> None:
    """What is written behind # is meant for us."""
    opens: Any = handed_in(
        "#fiche courrier\n#nom Jean Roux\n\nNom : Perrin\nCanal : téléphone\n\nFroid."
    ).opens
    assert (opens["client_name"], opens["channel"]) == ("Jean Roux", "courrier")


def test_a_client_whose_mail_is_on_the_form_is_acknowledged() -> None:
    """The acknowledgement goes to the client, and the notice says who has handed it in."""
    plan = handed_in("#fiche\n\nNom : Odile Perrin\nCourriel : odile@client.example\n\nC'était froid.")
    [letter] = [x for x in plan.letters if x.kind == "accuse_reception"]
    assert (letter.recipient.address, letter.recipient.name) == ("odile@client.example", "Odile Perrin")
    notice = next(x for x in plan.letters if x.kind == "avis_equipe")
    assert notice.context["handed_in_by"] == "Claire Martin"
    assert notice.context["client_name"] == "Odile Perrin"
    assert "Nom\u00a0: Odile Perrin" in notice.context["sheet"]


@pytest.mark.parametrize("address", ["no-reply@site.example", ""])
def test_a_machine_is_not_written_to(address: str) -> None:
    """Whatever a form says."""
    assert "accuse_reception" not in kinds(
        handed_in(f"#fiche\n\nNom : Perrin\nCourriel : {address}\n\nFroid.")
    )


def test_nothing_of_the_lines_travels_to_a_provider() -> None:
    """Nor is the colleague taken for the client, whose name is searched for all the same."""
    copy = Redacted(
        subject="x",
        text="Nom : [une personne]\nTél. : [téléphone]\n\nC'était froid.",
        identity=Identity(
            names=("Claire Martin", "Claire", "Martin", "claire", "Perrin"),
            addresses=(CLAIRE, "o@client.example"),
        ),
    )
    ours = ticket(record={"handed_in_by": "Claire Martin", "nom": "Odile Perrin"})
    made = without_form(copy, ours, SETTINGS.staff)
    assert made.text == "C'était froid."
    assert made.identity == Identity(names=("Perrin",), addresses=("o@client.example",))


def test_a_client_who_has_a_colleagues_name_is_searched_for() -> None:
    """Never leak an identity: the shared name stays on the list."""
    copy = replace(COPY, identity=Identity(names=("Claire Martin", "Claire", "Martin")))
    ours = ticket(record={"handed_in_by": "Claire Martin", "nom": "Odile Martin"})
    assert without_form(copy, ours, SETTINGS.staff).identity.names == ("Claire Martin", "Martin")
