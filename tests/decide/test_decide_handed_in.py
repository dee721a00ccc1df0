"""A colleague hands in a complaint that came another way: what it becomes, and what is answered to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from desk_cases import CLAIRE, COMPLAINT, COPY, NOW, SETTINGS, commanded, facts, kinds, mail, transcript

from mailbot.decide import decide
from mailbot.decide.copies import without_form
from mailbot.decide.handed_in import channel_named
from mailbot.model import Address, Attachment, Meaning, Party, Plan, Redacted, StaffMember

DESK = "bit@otc.example"
WITH_DESK = replace(
    SETTINGS,
    staff=(*SETTINGS.staff, StaffMember(name="BIT de Cornimont", function="", address=DESK, roles=("desk",))),
)
NEITHER = Meaning(kind="autre", other_type="autre", confidence=0.6)
SCAN = Attachment(name="Fiche réclamation.pdf", content_type="application/pdf", content=b"%PDF-1.4")


def handed_in(text: str, *, sender: str = CLAIRE, meaning: Meaning = COMPLAINT, **of_mail: Any) -> Plan:
    return decide(mail(sender, text, **of_mail), meaning, COPY, facts(), WITH_DESK, NOW)


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("#fiche", "sur place"),
        ("#fiche courrier", "courrier"),
        ("#Fiche téléphone", "téléphone"),
        ("#fiche appel", "téléphone"),
        ("#fiche sur place BIT de Cornimont", "sur place"),
        ("#fiche internet", "internet"),
        ("#fiche questionnaire", "questionnaire"),
        ("#fiche courriel", "mail"),
    ],
)
def test_a_form_says_how_the_complaint_came(line: str, channel: str) -> None:
    """The word behind #fiche; without one, at the counter."""
    plan = handed_in(f"{line}\n\nLa chambre était sale.")
    assert plan.opens is not None
    assert plan.opens["channel"] == channel
    [notice] = [x for x in plan.letters if x.kind == "avis_equipe" and x.recipient.address == CLAIRE]
    assert notice.context["channel"] == channel


def test_a_form_is_a_complaint_whatever_its_words() -> None:
    """And the lines of the sheet are filled in at once."""
    plan = handed_in(
        "#fiche courrier\n#nom Lucien Baradel\n#adresse 5 quai du Lac\n#objet Attente\n"
        "#prestataire camping\n#gravité grave\n\nDeux heures.",
        meaning=NEITHER,
    )
    assert plan.disposition == "opened"
    assert plan.opens is not None
    assert plan.opens["kind"] == "reclamation"
    assert plan.opens["subject"] == "Attente"
    assert plan.opens["client_name"] == "Lucien Baradel"
    assert plan.opens["targets"] == ("camping",)
    assert plan.opens["severity"] == "grave"
    assert plan.opens["excerpt"] == "Deux heures."
    assert plan.opens["record"]["adresse"] == "5 quai du Lac"
    assert plan.parties[0].name == "Lucien Baradel"
    assert "transmission" not in kinds(plan)
    assert "accuse_reception" not in kinds(plan)


def test_the_name_that_a_colleague_gives_wins() -> None:
    """ "Appel de Mme Roy, jeanne.roy@…" names nobody as well as #nom does."""
    reached = Address(address="jeanne.roy@client.example", name="Roy")
    plan = handed_in("#fiche téléphone\n#nom Jeanne Roy\n\nAppel de Mme Roy.", reply_to=reached)
    assert plan.parties[0] == Party(conversation="client", address=reached.address, name="Jeanne Roy")


def test_a_suggestion_can_be_handed_in() -> None:
    """The colleague says so."""
    plan = handed_in("#fiche\n#suggestion\n\nUn banc serait bien.")
    assert plan.opens is not None
    assert plan.opens["kind"] == "suggestion"


def test_a_desk_only_sends_the_scanned_form() -> None:
    """No word is needed; the desk is told the number, and sees no case."""
    plan = handed_in("", sender=DESK, meaning=NEITHER, attachments=(SCAN,))
    assert plan.opens is not None
    assert plan.opens["kind"] == "reclamation"
    assert plan.opens["client_address"] is None
    [to_desk] = [letter for letter in plan.letters if letter.recipient.address == DESK]
    assert to_desk.kind == "compte_rendu"
    assert "REC-2026-0002" in to_desk.context["done"][0]


@pytest.mark.parametrize("authenticity", ["none", "fail"])
def test_a_form_of_somebody_who_is_not_proven_is_none(authenticity: str) -> None:
    """Anybody can write #fiche."""
    plan = handed_in("#fiche\n\nLa chambre était sale.", authenticity=authenticity)
    assert "handed_in" not in {event.event for event in plan.events}


def test_a_client_cannot_hand_in_a_form() -> None:
    """What he writes is his own complaint."""
    plan = decide(mail(text="#fiche courrier\n\nSale."), COMPLAINT, COPY, facts(), WITH_DESK, NOW)
    assert plan.opens is not None
    assert plan.opens["channel"] == "mail"


def test_who_wants_no_contact_is_acknowledged_in_one_line() -> None:
    """The box on the form is ticked by the colleague's line."""
    plan = handed_in(
        "#fiche\n#ne-plus-contacter\n\nSale.", reply_to=replace(mail().from_, address="c@client.example")
    )
    assert plan.opens is not None
    assert plan.opens["no_further_contact"] is True
    [letter] = [letter for letter in plan.letters if letter.kind == "accuse_reception"]
    assert letter.context["no_further_contact"]


def test_what_a_form_cannot_do_is_said() -> None:
    """Neither lost nor guessed."""
    plan = handed_in("#fiche\n#favorable\n#prestataire Inconnu\n#justifiée peut-être\n\nSale.")
    assert plan.opens is not None
    assert "justifiee" not in plan.opens["record"]
    notes = " ".join(transcript(plan)["notes"])
    for line in ("#favorable", "#prestataire Inconnu", "#justifiee peut-être"):
        assert line in notes


def test_no_line_of_the_form_travels_to_a_provider() -> None:
    """They are words between colleagues."""
    from desk_cases import ticket

    copy = Redacted(subject="Lettre reçue", text="#fiche courrier\n#nom [une personne]\n\nDeux heures.")
    ours = ticket(record={"handed_in_by": "Claire Martin", "objet": "Attente"})
    assert without_form(copy, ours).text == "Deux heures."
    assert without_form(copy, ours).subject == "Attente"
    assert without_form(copy, ticket()) == copy


def test_the_channel_can_be_corrected() -> None:
    """#canal, in the case; an unknown word is asked about, and #fiche with a channel is for new ones."""
    assert commanded("#canal courrier").changes["channel"] == "courrier"
    assert "téléphone" in transcript(commanded("#canal pigeon"))["refused"][0]
    assert "nouveau message" in transcript(commanded("#fiche téléphone"))["refused"][0]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("courrier", ("courrier", "")),
        ("sur place, BIT de Cornimont", ("sur place", "BIT de Cornimont")),
        ("BIT de Cornimont", (None, "BIT de Cornimont")),
        ("", (None, "")),
    ],
)
def test_the_channel_stands_first(words: str, found: tuple[str | None, str]) -> None:
    """The rest says where."""
    assert channel_named(words) == found


def test_orders_about_a_case_that_answer_nothing_open_no_case() -> None:
    """A colleague writes "#rejet" below a known reference: shown, not done."""
    plan = decide(
        mail(CLAIRE, "Bonjour, nous refusons.\n\n#rejet"), COMPLAINT, COPY,
        facts(possible_links=("REC-2026-0001",)), WITH_DESK, NOW,
    )  # fmt: skip
    assert plan.opens is None
    assert kinds(plan) == {"alerte", "compte_rendu"}
