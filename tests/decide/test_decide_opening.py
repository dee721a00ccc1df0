"""A new complaint or suggestion: every reason not to acknowledge it, every reason not to pass it on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from desk_cases import (
    CLAIRE,
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    NOW,
    SERVICE,
    SETTINGS,
    STRANGER,
    facts,
    kinds,
    mail,
    settings,
)

from mailbot.decide import decide
from mailbot.model import Address, Facts, Meaning, Plan, Reason, Redacted, Wishes


def opened(
    meaning: Meaning = COMPLAINT, *, known: Facts | None = None, copy: Redacted = COPY, **of_mail: Any
) -> Plan:
    return decide(mail(**of_mail), meaning, copy, known or facts(), SETTINGS, NOW)


def why_no_acknowledgement(plan: Plan) -> str | None:
    """What the register says of it; and no letter must contradict it."""
    whys = [event.why for event in plan.events if event.event == "acknowledgement_withheld"]
    assert bool(whys) != any(kind.startswith("accuse_") for kind in kinds(plan))
    return whys[0] if whys else None


def wishing(**wishes: Any) -> Meaning:
    return replace(COMPLAINT, wishes=Wishes(**wishes))


@pytest.mark.parametrize(
    ("meaning", "known", "of_mail", "why"),
    [
        (COMPLAINT, {}, {}, None),
        (COMPLAINT, {}, {"authenticity": "none"}, None),
        (replace(COMPLAINT, kind="suggestion"), {}, {}, None),
        (replace(COMPLAINT, doubtful=True), {}, {}, None),
        (wishing(no_further_contact=True), {}, {}, None),
        (wishing(no_further_contact=True, no_answer_at_all=True), {}, {}, "Le client ne veut aucune réponse"),
        (COMPLAINT, {}, {"from_": None}, "L'adresse du client n'est pas connue"),
        (COMPLAINT, {}, {"from_": Address(address="")}, "L'adresse du client n'est pas connue"),
        (COMPLAINT, {}, {"sender": CLAIRE, "text": "Mme Roy a appelé, la chambre était sale."},
         "L'adresse du client n'est pas connue"),
        (COMPLAINT, {}, {"sender": SERVICE}, "L'adresse du client n'est pas connue"),
        (COMPLAINT, {}, {"reply_to": Address(address=SERVICE)}, None),
        (COMPLAINT, {}, {"sender": "no-reply@client.example"}, "L'adresse est celle d'un automate"),
        (COMPLAINT, {}, {"sender": "MAILER-DAEMON@client.example"}, "L'adresse est celle d'un automate"),
        (COMPLAINT, {}, {"reply_to": Address(address="noreply@x.example")},
         "L'adresse est celle d'un automate"),
        (COMPLAINT, {}, {"authenticity": "fail"},
         "L'expéditeur n'est pas authentifié : l'adresse peut être usurpée"),
        (COMPLAINT, {"suppressed": frozenset({CLIENT})}, {}, "Cette adresse nous a déjà renvoyé un courriel"),
        (COMPLAINT, {"automatic_letters_today": 4}, {}, None),
        (COMPLAINT, {"automatic_letters_today": 5}, {},
         "Trop de courriels automatiques vers cette adresse aujourd'hui"),
    ],
)  # fmt: skip
def test_why_a_writer_gets_no_acknowledgement(
    meaning: Meaning, known: dict[str, Any], of_mail: dict[str, Any], why: str | None
) -> None:
    """He gets one, or the register says why not; the ticket is opened either way."""
    plan = opened(meaning, known=facts(**known), **of_mail)
    assert plan.disposition == "opened"
    assert why_no_acknowledgement(plan) == why


@pytest.mark.parametrize(
    ("meaning", "of_mail", "why"),
    [
        ({}, {}, None),
        ({"severity": "faible"}, {}, None),
        ({"targets": ()}, {}, "aucun prestataire de l'annuaire n'est reconnu"),
        ({"targets": ("interne",)}, {}, "aucun prestataire de l'annuaire n'est reconnu"),
        ({"targets": ("inconnu",)}, {}, "aucun prestataire de l'annuaire n'est reconnu"),
        ({"doubtful": True}, {}, "la nature du message est à confirmer"),
        ({"targets_certain": False}, {}, "si c'est lui : #transmettre"),
        ({"targets": ("hotel", "camping")}, {}, "le destinataire est à confirmer"),
        ({"targets": ("hotel", "interne")}, {}, "le destinataire est à confirmer"),
        ({"targets": ("ferme",)}, {}, "ce prestataire n'a pas d'adresse électronique dans l'annuaire"),
        ({"severity": "grave"}, {}, "le cas est grave, une personne décide de la suite"),
        ({}, {"authenticity": "fail"}, "l'expéditeur n'est pas authentifié"),
        (
            {},
            {"sender": CLAIRE, "text": "Mme Roy a appelé : c'était sale."},
            "remis par un collègue : une personne décide de l'envoi",
        ),
        ({}, {"sender": SERVICE}, "le client n'est pas connu"),
        ({}, {"sender": HOTEL}, "le message vient d'un prestataire"),
        ({}, {"reply_to": Address(address=HOTEL)}, None),
    ],
)
def test_why_a_complaint_is_not_passed_on_at_once(
    meaning: dict[str, Any], of_mail: dict[str, Any], why: str | None
) -> None:
    """Only what is beyond doubt leaves without a person; staff are told why the rest waits."""
    plan = opened(replace(COMPLAINT, **meaning), **of_mail)
    assert ("transmission" in kinds(plan)) is (why is None)
    assert any(timer.name.startswith("provider_reminder:") for timer in plan.timers) is (why is None)
    notice = next(letter for letter in plan.letters if letter.kind == "avis_equipe")
    told = " ".join(notice.context["withheld"])
    if meaning.get("targets") == ("hotel", "camping"):
        assert "Hôtel du Grand Tétras, Camping du Lac Bleu" in told
        assert "aussi ce qui concerne l'autre" in told
    else:
        assert (f"{why}." in told.lower()) is (why is not None)


def test_what_redaction_is_not_sure_of_waits_for_a_person() -> None:
    """A copy that somebody must look at first does not leave by itself."""
    plan = opened(copy=replace(COPY, held=("une image n'a pas pu être vérifiée",)))
    assert "transmission" not in kinds(plan)


def test_a_suggestion_is_thanked_for_and_passed_on_by_nobody_but_staff() -> None:
    """It starts no clock."""
    plan = opened(replace(COMPLAINT, kind="suggestion"))
    assert kinds(plan) == {"accuse_suggestion", "avis_equipe"}
    assert plan.timers == ()
    assert plan.opens is not None
    assert plan.opens["due_at"] is None


def test_a_colleague_who_passes_a_mail_on_is_not_its_client() -> None:
    """The person whom an answer would go to is the client; without one, nobody is."""
    assert opened(sender=CLAIRE).parties[0].address == ""
    assert opened(sender=CLAIRE, reply_to=Address(address=STRANGER)).parties[0].address == STRANGER
    assert opened(reply_to=Address(address=SERVICE)).parties[0].address == CLIENT


def test_the_new_ticket_says_what_it_is_and_until_when() -> None:
    """Columns, timers and the notice agree."""
    plan = opened(
        replace(COMPLAINT, reasons=(Reason(why="parle d'un défaut", excerpt="sale"),), wants="un geste")
    )
    assert plan.opens is not None
    assert plan.opens["reference"] == "REC-2026-0002"
    assert plan.opens["due_at"].date().isoformat() == "2027-01-20"
    assert plan.opens["client_address"] == CLIENT
    assert {timer.name for timer in plan.timers} == {
        "acknowledgement_late", "answer_soon:1", "answer_soon:2", "answer_late",
        "provider_reminder:provider:1:1",
    }  # fmt: skip
    notice = next(letter for letter in plan.letters if letter.kind == "avis_equipe")
    [reason] = notice.context["reasons"]
    assert "Parle d'un défaut" in reason
    assert "sale" in reason
    assert dict(notice.context["deadlines"])["Réponse au client avant le"] == plan.opens["due_at"]


def test_a_possible_link_is_shown_to_staff_and_to_nobody_else() -> None:
    """A stranger who quotes a reference has a ticket of his own."""
    plan = opened(known=facts(possible_links=("REC-2026-0001",), earlier_references=("REC-2025-0009",)))
    assert plan.disposition == "opened"
    for letter in plan.letters:
        shown = "REC-2026-0001" in str(letter.context)
        assert shown is (letter.side == "staff")


@pytest.mark.parametrize(
    "plan_settings", [SETTINGS, settings(procedure=replace(SETTINGS.procedure, mediation="always"))]
)
def test_the_acknowledgement_names_the_mediator_only_where_it_is_always_due(plan_settings: Any) -> None:
    """A document that wants him in every letter has him in the acknowledgement."""
    plan = decide(mail(), COMPLAINT, COPY, facts(), plan_settings, NOW)
    [acknowledgement] = [x for x in plan.letters if x.kind == "accuse_reception"]
    assert acknowledgement.names_mediator is (plan_settings.procedure.mediation == "always")
