"""A colleague's mail without any command: a client's complaint, a wish to the service, or neither."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from desk_cases import (
    CLAIRE,
    CLIENT,
    COMPLAINT,
    COPY,
    MARC,
    NOW,
    SERVICE,
    SETTINGS,
    commanded,
    facts,
    kinds,
    mail,
    recipients,
    transcript,
)

from mailbot.decide import decide
from mailbot.decide.told_in_words import told
from mailbot.model import Address, Meaning, Organisation, Plan, StaffMember

DESK = "bit@otc.example"
OFFICE = replace(
    SETTINGS,
    organisation=Organisation(name="Office des Chaumes", phone="03 29 00 00 00"),
    staff=(*SETTINGS.staff, StaffMember(name="BIT de Cornimont", function="", address=DESK, roles=("desk",))),
)
SIGNED = "\n\nClaire MARTIN\nSecrétariat - Office de tourisme\n03 29 11 11 11"
CALLED = (
    "Mme Roussel a appelé ce matin, elle est mécontente du camping : on n'a pas voulu la rembourser. "
    "Son tel 06 77 88 99 00. Elle n'a pas de mail." + SIGNED
)
OTHER = Meaning(kind="autre", other_type="question", confidence=0.9)


def wrote(
    text: str, *, sender: str = CLAIRE, meaning: Meaning = COMPLAINT, known: Any = None, **more: Any
) -> Plan:
    return decide(mail(sender, text, **more), meaning, COPY, known or facts(), OFFICE, NOW)


# -- a client's complaint, told ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "subject", "values"),
    [
        (CALLED, "réclamation", {"canal": "téléphone", "nom": "Roussel", "telephone": "06 77 88 99 00"}),
        (
            "M. Le Goff est venu au guichet : furieux contre le camping.",
            "",
            {"canal": "sur place", "nom": "Le Goff"},
        ),
        ("Une cliente nous a téléphoné, elle se plaint de la chambre.", "", {"canal": "téléphone"}),
        (
            "Lettre de Madame Petitjean, par courrier : elle réclame 40 €.",
            "",
            {"canal": "courrier", "nom": "Petitjean"},
        ),
        ("La chambre était sale.", "reclamation tel Mme Roy", {"canal": "téléphone", "nom": "Roy"}),
    ],
)
def test_what_the_words_tell_of_the_client(text: str, subject: str, values: dict[str, str]) -> None:
    """Who, how, and where to call back."""
    found = told(mail(CLAIRE, text, subject=subject), OFFICE.staff[0], OFFICE)
    assert found.values == values
    assert found.is_report


@pytest.mark.parametrize(
    "text",
    [
        "La chambre était sale et le chauffage en panne." + SIGNED,
        "Peux-tu me rappeler au 03 29 00 00 00 ?",
        "Le marché ouvre à dix heures." + SIGNED,
    ],
)
def test_what_tells_of_no_client(text: str) -> None:
    """Neither the colleague's own number nor the office's is a client's."""
    found = told(mail(CLAIRE, text, subject="bonjour"), OFFICE.staff[0], OFFICE)
    assert not found.is_report
    assert "telephone" not in found.values


def test_a_complaint_by_telephone_is_registered_and_its_author_told() -> None:
    """Who complains, how it came, who follows it; the author is neither the client nor blamed."""
    plan = wrote(CALLED, subject="réclamation par téléphone")
    assert plan.opens is not None
    assert plan.opens["channel"] == "téléphone"
    assert plan.opens["client_name"] == "Roussel"
    assert plan.opens["client_address"] is None
    assert plan.opens["record"]["telephone"] == "06 77 88 99 00"
    assert "blamed" not in plan.opens["record"]
    done = transcript(plan)["done"]
    assert "REC-2026-0002" in done[0]
    assert done[1].replace("\u00a0", " ") == (
        "Cliente : Roussel, 06 77 88 99 00. Reçu par téléphone. Suivi par Claire Martin."
    )
    [notice] = [x for x in plan.letters if x.kind == "avis_equipe" and x.recipient.address == CLAIRE]
    assert (notice.context["client_address"], notice.context["channel"]) == ("", "téléphone")


def test_who_telephoned_is_not_thanked_for_writing() -> None:
    """And reads our words for the subject, not the colleague's."""
    reached = Address(address=CLIENT)
    plan = wrote(CALLED, subject="reclamation tel", reply_to=reached, via="phone_note")
    [letter] = [x for x in plan.letters if x.kind == "accuse_reception"]
    assert letter.context["channel"] == "téléphone"
    assert letter.context["subject"] == "Réclamation – Hôtel du Grand Tétras"


def test_a_doubtful_report_stays_doubtful() -> None:
    """Only #fiche says for sure that it is a complaint."""
    plan = wrote(CALLED, meaning=replace(COMPLAINT, doubtful=True))
    assert plan.opens is not None
    assert plan.opens["doubtful"] is True


def test_no_complaint_is_opened_in_a_colleagues_name() -> None:
    """Nothing is lost: it is shown, and its author is asked whether a client complains."""
    plan = wrote("La chambre était sale et le chauffage en panne." + SIGNED)
    assert plan.disposition == "passed_on"
    assert plan.opens is not None
    assert plan.opens["reference"] is None
    assert recipients(plan) == {CLAIRE, MARC}
    assert "Est-ce la réclamation d'un client" in transcript(plan)["question"]
    assert transcript(plan)["commands"][0][0] == "#réclamation"


# -- a wish to the service -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "subject", "command"),
    [
        ("Bonjour, comment fait-on pour avoir le registre ?", "aide", "#registre 2026"),
        ("Pouvez-vous m'envoyer le registre des réclamations 2025 ? Merci", "registre", "#registre 2025"),
        ("registre", "", "#registre 2026"),
        ("Je voudrais le bilan de cette année svp", "", "#rapport 2026"),
        ("Il me faut la fiche de REC-2026-0001 en PDF", "", "#fiche REC-2026-0001"),
        ("Où est le formulaire ? Pouvez-vous l'envoyer", "", "#fiche"),
    ],
)
def test_a_wish_is_answered_with_its_command(text: str, subject: str, command: str) -> None:
    """To its author alone; no case, no notice to the others."""
    plan = wrote(text + SIGNED, subject=subject, meaning=OTHER)
    assert transcript(plan)["commands"][0][0] == command
    assert recipients(plan) == {CLAIRE}
    assert plan.opens is None


@pytest.mark.parametrize("text", ["aide", "Comment ça marche ?", "aidez-moi svp"])
def test_who_asks_for_help_gets_it(text: str) -> None:
    """All of it, at once."""
    plan = wrote(text, subject="", meaning=OTHER)
    assert transcript(plan)["help"]
    assert recipients(plan) == {CLAIRE}


def test_a_question_that_is_no_wish_is_shown_to_the_others() -> None:
    """As a colleague's, not as somebody's who wrote to us; the author reads that it went nowhere else."""
    plan = wrote("Le bureau sera repeint mardi, pensez à débrancher les écrans." + SIGNED, meaning=OTHER)
    assert recipients(plan) == {CLAIRE, MARC}
    assert kinds(plan) == {"compte_rendu", "alerte"}


# -- a role that gives no right, and a colleague who is none -------------------------------------


def test_a_desk_reads_why_it_was_refused() -> None:
    """The others are told, too."""
    plan = wrote(
        "#favorable\nOn vous rembourse.", sender=DESK, known=facts(possible_links=("REC-2026-0001",))
    )
    assert recipients(plan) == {CLAIRE, MARC, DESK}
    assert "Votre rôle" in transcript(plan)["refused"][0]


@pytest.mark.parametrize("sender", ["martine@otc.example", "martine@gmail.com"])
def test_an_address_of_the_house_that_is_not_in_the_team(sender: str) -> None:
    """About a case: people settle it. Where everybody has addresses, nobody is of the house."""
    desk = OFFICE
    if sender.endswith("gmail.com"):
        desk = replace(desk, mailboxes=(replace(desk.mailboxes[0], address="office@gmail.com"),))
    known = facts(possible_links=("REC-2026-0001",))
    written = mail(sender, "Je m'en occupe, c'est mon cousin.", mailbox=SERVICE)
    plan = decide(written, COMPLAINT, COPY, known, desk, NOW)
    if sender.endswith("gmail.com"):
        assert sender in recipients(plan)
        return
    assert recipients(plan) == {CLAIRE, MARC}
    assert "pas dans l'équipe" in plan.letters[0].context["title"]
    assert plan.opens is not None
    assert plan.opens["reference"] is None


# -- in a case -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "report"),
    [
        ("#fiche", "case:REC-2026-0001"),
        ("#fiche pdf", "case:REC-2026-0001"),
        ("#pdf", "case:REC-2026-0001"),
        ("#fiche REC-2026-0007", "case:REC-2026-0007"),
    ],
)
def test_the_sheet_of_a_case_is_one_word(line: str, report: str) -> None:
    """It comes with the transcript."""
    plan = commanded(line)
    assert [x.report for x in plan.letters if x.kind == "compte_rendu"] == [report]


def test_a_question_that_was_answered_is_told_as_answered() -> None:
    """Only a complaint waits for *the* answer."""
    line = [x.context["lines"] for x in commanded("Bonjour, dix heures.", kind="autre").letters
            if x.kind == "information_equipe"]  # fmt: skip
    assert line == [("Claire Martin a répondu.",)]


def test_help_says_what_cannot_be_taken_back() -> None:
    """The same as the transcript that comes too late."""
    rows = dict(row for row in transcript(commanded("#aide"))["help"] if row[0] == "#annuler")
    assert "ne se reprend pas" in rows["#annuler"]
    assert "reste" in rows["#annuler"]
