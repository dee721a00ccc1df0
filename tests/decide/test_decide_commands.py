"""What staff write is taken apart: commands, text, and what was not understood."""

from __future__ import annotations

from itertools import pairwise

import pytest
from desk_cases import (
    CAMPING,
    CLIENT,
    HOTEL,
    NOW,
    commanded,
    kinds,
    recipients,
    settings,
    transcript,
)

from mailbot.decide.commands import COMMANDS, SHOWN, Command, fold, parse
from mailbot.model import Attachment, Party

SIGNATURE = frozenset(fold("Claire Martin Chargée des réclamations Office de tourisme").split())
ARGUMENTS = {
    "niveau": "grave",
    "date": "15/12 il manque un avis",
    "nom": "Claire",
    "numero": "2",
    "reference": "REC-2026-0001",
    "texte": "un texte",
    "": "",
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("way", [
    "#{}", "#{} ", "# {}", "#  {}", "#{}.", "#{} !", "  #{}", "#\N{NO-BREAK SPACE}{}", "#{} :",
])  # fmt: skip
@pytest.mark.parametrize("letters", ["as shown", "upper", "capital", "plain"])
def test_every_command_however_it_is_written(name: str, way: str, letters: str) -> None:
    """Case, accents, hyphens, spaces and final punctuation do not matter."""
    shown = SHOWN.get(name, name)
    written = {"as shown": shown, "upper": shown.upper(), "capital": shown.capitalize(), "plain": name}[
        letters
    ]
    argument = ARGUMENTS[COMMANDS[name]]
    line = way.format(written)
    line = f"{line.rstrip(' .!')} {argument}" if argument else line
    writing = parse(line)
    assert writing.unclear == ()
    assert writing.commands == (Command(name=name, argument=argument),)
    assert writing.text == ""


@pytest.mark.parametrize(
    ("text", "names", "remaining"),
    [
        ("#favorable\nBonjour,\nVoici.", ["favorable"], "Bonjour,\nVoici."),
        ("Bonjour,\nVoici.\n\n#favorable", ["favorable"], "Bonjour,\nVoici."),
        ("#note\n\nNous arrivons\n\n#cloturer", ["note", "cloturer"], "Nous arrivons"),
        ("Bonjour,\nVoici.\n#favorable\n#clôturer\n\nCordialement,\nClaire Martin", ["favorable", "cloturer"],
         "Bonjour,\nVoici."),
        ("#transmettre\nCordialement,\nClaire Martin\nChargée des réclamations", ["transmettre"], ""),
        ("#transmettre\n\nMerci !", ["transmettre"], ""),
        ("#favorable #clôturer\nVoici.", ["favorable", "cloturer"], "Voici."),
        ("#ne plus contacter", ["nepluscontacter"], ""),
        ("#Ne_plus_contacter", ["nepluscontacter"], ""),
        ("#relancer svp", ["relancer"], ""),
        ("Merci, bonne journée", [], "Merci, bonne journée"),
        ("La chambre #12 est prête.", [], "La chambre #12 est prête."),
        ("Voir ci-dessous :\n# 1 : la facture\nCordialement", [],
         "Voir ci-dessous :\n# 1 : la facture\nCordialement"),
        ("", [], ""),
    ],
)  # fmt: skip
def test_commands_stand_at_the_top_or_at_the_end(text: str, names: list[str], remaining: str) -> None:
    """What is between them is the message; politeness and the own signature are none."""
    writing = parse(text, signature_words=SIGNATURE)
    assert writing.unclear == ()
    assert [command.name for command in writing.commands] == names
    assert writing.text == remaining


@pytest.mark.parametrize(
    ("text", "line", "proposal"),
    [
        ("#favorabel\nVoici.", "#favorabel", "vouliez-vous dire #favorable ?"),
        ("#reclamtion", "#reclamtion", "vouliez-vous dire #réclamation ?"),
        ("#cloture", "#cloture", "vouliez-vous dire #clôturer ?"),
        ("#xyzzy", "#xyzzy", "cette commande n'existe pas"),
        ("#prestataire", "#prestataire", "il manque un nom"),
        ("#prestataire .", "#prestataire .", "il manque un nom"),
        ("#gravité", "#gravité", "il manque le niveau (faible, normale ou grave)"),
        ("#gravité énorme", "#gravité énorme", "écrivez #gravité faible, #gravité normale ou #gravité grave"),
        ("#motif", "#motif", "il manque un texte"),
        ("#favorable Nous vous remboursons.", "#favorable Nous vous remboursons.",
         "écrivez #favorable seul sur sa ligne, et votre texte dessous"),
        ("Bonjour,\n#favorable\nVoici.", "#favorable",
         "cette ligne est au milieu du texte : mettez les commandes au début ou à la fin"),
        ("Bonjour,\n#favorabel\nVoici.", "#favorabel",
         "cette ligne est au milieu du texte : mettez les commandes au début ou à la fin"),
        ("#favorable\n#rejet\nVoici.", "#favorable #rejet", "une seule de ces commandes à la fois"),
        ("#favorable\n#note\nVoici.", "#favorable #note", "une seule de ces commandes à la fois"),
        ("#reclamation\n#suggestion", "#réclamation #suggestion", "une seule de ces commandes à la fois"),
        ("#cloturer\n#rouvrir", "#clôturer #rouvrir", "une seule de ces commandes à la fois"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said_with_a_proposal(text: str, line: str, proposal: str) -> None:
    """Close misspellings are proposed, never guessed."""
    assert parse(text).unclear == ((line, proposal),)


def test_one_unclear_line_and_nothing_of_the_mail_is_done() -> None:
    """The transcript shows the line as it was written; nothing changes, nothing leaves."""
    plan = commanded("#gravite grave\n#cloturre\nBonjour, voici notre réponse.")
    assert plan.changes == {}
    assert kinds(plan) == {"compte_rendu"}
    assert transcript(plan)["not_understood"] == (("#cloturre", "vouliez-vous dire #clôturer ?"),)
    assert transcript(plan)["done"] == ()


def test_one_refused_command_and_nothing_of_the_mail_is_done() -> None:
    """An unknown provider stops the message too."""
    plan = commanded("#prestataire Nulle Part\n#gravite grave\nBonjour.")
    assert plan.changes == {}
    assert recipients(plan) == {"claire@otc.example"}
    assert transcript(plan)["refused"] == ("#prestataire Nulle Part : inconnu de l'annuaire.",)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("#gravite grave", {"severity": "grave", "record": {"gravite": "grave"}}),
        ("#assigner marc", {"assigned_to": "Marc Petit"}),
        ("#assigner à Mme Claire MARTIN", {"assigned_to": "Claire Martin"}),
        ("#prestataire camping", {"targets": ("camping",)}),
        ("#prestataire Lac bleu", {"targets": ("camping",)}),
        ("#prestataire grand tetras\n#prestataire camping", {"targets": ("hotel", "camping")}),
        ("#interne", {"targets": ("interne",)}),
        ("#interne Bureau de Cornimont", {"targets": ("BIT de Cornimont",)}),
        ("#confirmer\n#cloturer", {"closed_at": NOW}),
        ("#ne-plus-contacter", {"no_further_contact": True}),
        ("#autre", {"kind": "autre", "doubtful": False, "due_at": None}),
    ],
)
def test_what_a_command_changes(text: str, changes: dict[str, object]) -> None:
    """Commands alone change the ticket, and write to nobody but the one who commanded."""
    plan = commanded(text)
    assert plan.disposition == "command"
    assert plan.changes == changes
    assert kinds(plan) - {"information_equipe"} == {"compte_rendu"}
    assert transcript(plan)["done"]


@pytest.mark.parametrize("text", ["#assigner Paul", "#assigner Claire Durand", "#assigner Mme",
                                  "#interne Nulle Part", "#prestataire ???", "#prestataire du"])  # fmt: skip
def test_a_name_that_means_nobody_or_several_is_refused(text: str) -> None:
    """A reader treats no case; a name that fits two providers is for people to settle."""
    plan = commanded(text)
    assert plan.changes == {}
    assert transcript(plan)["refused"]


def test_a_provider_named_before_anything_was_passed_on_replaces_the_one_that_was_guessed() -> None:
    """The copy goes to the provider that staff name, not to the one that we had taken for it."""
    plan = commanded("#transmettre\n#prestataire camping")
    assert plan.changes["targets"] == ("camping",)
    assert recipients(plan) == {CAMPING, "claire@otc.example"}
    assert plan.parties == (
        Party(conversation="provider:2", address=CAMPING, name="Camping du Lac Bleu", provider_id="camping"),
    )


def test_a_provider_named_after_the_copy_left_joins_the_other() -> None:
    """Who has got the complaint stays concerned; the new one alone gets a copy now."""
    plan = commanded("#prestataire camping\n#transmettre", forwarded_at=NOW)
    assert plan.changes["targets"] == ("hotel", "camping")
    assert recipients(plan) == {CAMPING, "claire@otc.example"}


def test_a_complaint_against_the_organisation_itself_is_not_passed_on() -> None:
    """After #interne there is nobody to pass it on to."""
    assert transcript(commanded("#interne\n#transmettre"))["refused"]
    assert transcript(commanded("#transmettre", targets=("ferme",), parties=(
        Party(conversation="client", address=CLIENT),
        Party(conversation="provider:1", address="", name="Ferme", provider_id="ferme"),
    )))["refused"]  # fmt: skip


def test_a_reminder_needs_something_to_remind_of() -> None:
    """#relancer before the copy left is refused; after it, the provider is reminded."""
    assert transcript(commanded("#relancer"))["refused"]
    sent = {"forwarded_at": NOW, "forwarded_to": frozenset({"provider:1"})}
    assert recipients(commanded("#relancer", **sent)) == {HOTEL, "claire@otc.example"}


def test_a_plain_reply_informs_the_client_and_is_not_yet_the_answer() -> None:
    """It leaves, it stops no clock, and the transcript says how to make it the answer."""
    plan = commanded("Bonjour, nous nous renseignons.")
    assert plan.disposition == "answered"
    assert kinds(plan) - {"information_equipe"} == {"message_client", "compte_rendu"}
    assert plan.changes == {}
    assert plan.cancels == ("escalation",), "somebody looks after it"
    assert transcript(plan)["sent"] == ("Votre message part au client.",)
    assert "#favorable" in transcript(plan)["notes"][0]


@pytest.mark.parametrize("outcome", ["favorable", "partiel", "rejet"])
def test_the_answer_has_an_outcome_and_the_mediator_where_it_is_due(outcome: str) -> None:
    """The text of the mail is the answer; a refusal names the mediator."""
    plan = commanded(f"#{outcome}\nVoici notre réponse.")
    [answer] = [letter for letter in plan.letters if letter.kind == "reponse_client"]
    assert answer.recipient.address == CLIENT
    assert answer.context["text"] == "Voici notre réponse."
    assert answer.names_mediator is (outcome != "favorable")
    assert plan.changes["outcome"] == outcome


def test_an_answer_without_text_or_without_its_mediator_is_refused() -> None:
    """Nothing leaves before what is due in it is there."""
    assert transcript(commanded("#favorable"))["refused"]
    under_a_provider = commanded("#favorable\nVoici.", conversation="provider:1")
    assert kinds(under_a_provider) - {"information_equipe"} == {"reponse_client", "compte_rendu"}, (
        "the answer is the client's"
    )
    plan = commanded("#rejet\nNon.", desk=settings(mediator=None))
    assert kinds(plan) == {"compte_rendu"}
    assert "médiateur" in transcript(plan)["refused"][0]
    assert kinds(commanded("#favorable\nOui.", desk=settings(mediator=None))) - {"information_equipe"} == {
        "reponse_client",
        "compte_rendu",
    }


def test_a_client_who_wants_no_contact_is_written_to_only_when_it_is_confirmed() -> None:
    """The refusal says how; #confirmer does it."""
    plan = commanded("Nous arrivons.", no_further_contact=True)
    assert recipients(plan) == {"claire@otc.example"}
    assert "#confirmer" in transcript(plan)["refused"][0]
    assert CLIENT in recipients(commanded("#confirmer\nNous arrivons.", no_further_contact=True))
    assert CLIENT not in recipients(commanded("#ne-plus-contacter\nNous arrivons."))


def test_a_note_stays_inside() -> None:
    """The text is kept in the case, and goes to nobody."""
    plan = commanded("#note à relire\nLe client est le cousin du maire.")
    assert recipients(plan) == {"claire@otc.example"}
    assert [event.data["text"] for event in plan.events] == ["à relire", "Le client est le cousin du maire."]


@pytest.mark.parametrize("name", ["appel", "motif", "cause", "dysfonctionnement", "solution"])
def test_what_is_recorded_in_the_case(name: str) -> None:
    """One event with the words of the person who wrote them."""
    [event] = commanded(f"#{name} M. Dupont, rappelé à 10 h").events
    assert (event.event, event.actor) == ("recorded", "Claire Martin")
    assert event.data == {"field": name, "text": "M. Dupont, rappelé à 10 h"}


def test_help_shows_the_commands() -> None:
    """#aide alone is answered with what can be written."""
    rows = transcript(commanded("#aide"))["help"]
    told = fold(" ".join(f"{name} {text}" for name, text in rows))
    assert [n for n in COMMANDS if fold(SHOWN.get(n, n)) not in told] == []


def test_help_stands_in_five_groups_each_with_an_example() -> None:
    """Something to find on a telephone; no group is longer than a screen."""
    rows = transcript(commanded("#aide"))["help"]
    titles = [n for n, (_, text) in enumerate(rows) if not text]
    assert len(titles) == 5
    for first, end in pairwise((*titles, len(rows))):
        assert [name for name, _ in rows[first:end]].count("Exemple") == 1
        assert end - first <= 10


def test_a_misspelt_line_comes_back_as_a_button() -> None:
    """One click instead of typing it again, with what stood behind it; not where two could be meant."""
    [(line, _)] = transcript(commanded("#trasmettre courrier"))["commands"]
    assert line == "#transmettre courrier"
    assert transcript(commanded("#blabla"))["commands"] == ()


def test_an_empty_mail_does_nothing_and_says_so() -> None:
    """The transcript tells that there was no text."""
    plan = commanded("")
    assert recipients(plan) == {"claire@otc.example"}
    assert transcript(plan)["notes"]


def test_our_internal_marks_and_the_writers_own_address_do_not_go_outside() -> None:
    """Staff's address becomes the service's; a text that carries a mark of ours does not leave at all."""
    token = "a" * 40
    [message] = [x for x in commanded("Écrivez à claire@otc.example.").letters if x.kind == "message_client"]
    assert message.context["text"] == "Écrivez à reclamations@otc.example."
    for mark in (f"reclamations+{token}@otc.example", f"Repère : mb-{token}"):
        plan = commanded(f"Bonjour.\n{mark}\nCordialement")
        assert kinds(plan) == {"compte_rendu"}
        assert transcript(plan)["refused"]


def test_a_mail_settled_as_a_complaint_enters_the_register_with_the_date_of_its_receipt() -> None:
    """Number, acknowledgement and clock follow, counted from the receipt."""
    plan = commanded(
        "#reclamation", reference=None, kind="autre", status="hors registre", acknowledged_at=None
    )
    assert plan.changes["reference"] == "REC-2026-0002"
    assert plan.changes["due_at"].date().isoformat() == "2027-01-20"
    assert kinds(plan) == {"accuse_reception", "compte_rendu"}
    assert {timer.name for timer in plan.timers} == {
        "acknowledgement_late", "answer_soon:1", "answer_soon:2", "answer_late",
    }  # fmt: skip


@pytest.mark.parametrize(
    "client",
    [Party(conversation="client", address=""), Party(conversation="client", address="no-reply@x.example")],
)
def test_a_mail_settled_late_without_an_acknowledgement_says_why(client: Party) -> None:
    """The register explains every missing acknowledgement."""
    plan = commanded("#reclamation", reference=None, kind="autre", acknowledged_at=None, parties=(client,))
    assert "acknowledgement_withheld" in {event.event for event in plan.events}
    assert kinds(plan) == {"compte_rendu"}


def test_a_suggestion_starts_no_clock() -> None:
    """Settled as a suggestion, what was promised for a complaint is called off."""
    plan = commanded("#suggestion", due_at=NOW)
    assert plan.changes["due_at"] is None
    assert plan.timers == ()
    assert set(plan.cancels) == {"answer_*", "acknowledgement_late", "silence", "step:*", "escalation"}


def test_a_case_opened_again_is_watched_again() -> None:
    """Closing cancels every timer; opening again brings the promised date back."""
    assert commanded("#confirmer\n#cloturer").cancels[0] == "*"
    plan = commanded("#rouvrir", due_at=NOW, closed_at=NOW)
    assert "answer_late" in {timer.name for timer in plan.timers}


def test_an_enclosure_that_is_too_large_is_said_and_nothing_leaves() -> None:
    """ "Voici le bon en pièce jointe" does not leave without it."""
    heavy = Attachment(name="bon.pdf", content_type="application/pdf", content=b"x" * 16_000_000)
    plan = commanded("Voici le bon en pièce jointe.", attachments=(heavy,))
    assert kinds(plan) == {"compte_rendu"}
    assert "15 Mo" in transcript(plan)["refused"][0]
