"""Which tickets may be one, what the one that goes on takes over, and what a mail taken out begins with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from desk_cases import (
    CLAIRE,
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    NOW,
    SETTINGS,
    STRANGER,
    facts,
    kinds,
    mail,
    recipients,
    thread,
    ticket,
    transcript,
)

from mailbot.config import Settings
from mailbot.decide import alone, decide, named_in, on_timer, speaks_of_shown, split_off
from mailbot.decide.orders.joining import reference_in
from mailbot.model import Act, Mention, Party, Plan, ShownMail, Ticket, Timer, Wishes
from mailbot.procedure import Closing, parse_delay

ORDER = "#fusionner REC-2026-0002"
HIM = Party(conversation="client", address=CLIENT, name="Élodie Dupont")
NOBODY = Party(conversation="client", address="", name="Jeanne Roy")
LATER = NOW + timedelta(days=50)
SOON = NOW + timedelta(days=20)


def other(**changed: Any) -> Ticket:
    return ticket(**({"id": 8, "reference": "REC-2026-0002", "parties": (HIM,), "due_at": LATER} | changed))


def ordered(
    named: Ticket | None,
    text: str = ORDER,
    reminders: tuple[Any, ...] = (),
    desk: Settings = SETTINGS,
    **of_ticket: Any,
) -> Plan:
    mentioned = Mention(reference="REC-2026-0002", ticket=named, reminders=reminders)
    known = facts(thread("client", "staff", ticket=ticket(**of_ticket)), mentioned=mentioned)
    return decide(mail(CLAIRE, text), COMPLAINT, COPY, known, desk, NOW)


def taken_over(named: Ticket | None = None, **changed: Any) -> Plan:
    plan = ordered(named or other(), **changed)
    assert plan.changes["merged_into"] == 8
    assert plan.changes["closed_at"] == NOW
    [also] = plan.also
    assert also.ticket_id == 8
    return also


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("REC-2026-0012", "REC-2026-0012"),
        ("[REC-2026-0012]", "REC-2026-0012"),
        ("avec rec 2026 12", "REC-2026-0012"),
        ("2026-12", "REC-2026-0012"),
        ("REC-2026-123456", "REC-2026-123456"),
        ("le dossier de Mme Roy", ""),
        ("12", "REC-2027-0012"),
        ("n° 0012", "REC-2027-0012"),
        ("le dossier 12", "REC-2027-0012"),
        ("12 et 13", ""),
        ("le 12 décembre", ""),
        ("REC-2026-0012 et REC-2026-0013", ""),
    ],
)
def test_a_reference_is_read_as_people_write_it(words: str, reference: str) -> None:
    """Beyond doubt, or not at all."""
    assert reference_in(words, "REC", 2027) == reference


def test_what_is_looked_up_is_what_a_command_names() -> None:
    """A reference in the text, or two commands, name nothing."""
    assert named_in(mail(CLAIRE, ORDER), SETTINGS) == "REC-2026-0002"
    assert named_in(mail(CLAIRE, "Voyez REC-2026-0002."), SETTINGS) == ""
    assert named_in(mail(CLAIRE, f"{ORDER}\n#fusionner REC-2026-0003"), SETTINGS) == ""
    assert speaks_of_shown(mail(CLAIRE, "#Scinder"))
    assert not speaks_of_shown(mail(CLAIRE, ORDER))


def test_nobody_outside_hears_of_it() -> None:
    """The case is not closed for the client: no closing letter, no survey, one transcript."""
    closing = Closing(letter=True, survey=parse_delay("8 jours"))
    procedure = replace(SETTINGS.procedure, closing=closing)
    plan = ordered(other(), desk=replace(SETTINGS, procedure=procedure))
    assert plan.timers == ()
    assert kinds(plan) == {"compte_rendu", "information_equipe"}
    assert CLIENT not in recipients(plan)
    assert "REC-2026-0001 est réuni à REC-2026-0002" in transcript(plan)["done"][0]
    assert plan.undoable
    assert "acknowledgement_late" not in plan.cancels
    assert "*" not in plan.cancels


@pytest.mark.parametrize(
    ("named", "own", "said"),
    [
        (None, {}, "aucun dossier REC-2026-0002"),
        (other(parties=(replace(HIM, address=STRANGER),)), {}, "pas la même adresse"),
        (other(parties=(NOBODY,)), {}, "Faites l'inverse"),
        (other(), {"parties": (NOBODY,)}, "#confirmer"),
        (other(kind="suggestion"), {}, "n'est pas une réclamation"),
        (other(), {"leaving": frozenset({"reponse_client"})}, "en train de partir de ce dossier"),
        (other(leaving=frozenset({"message_client"})), {}, "en train de partir de REC-2026-0002"),
        (other(), {"record": {"extending": {"to": "2027-01-01"}}}, "en train de partir"),
        (other(answered_at=NOW), {}, "a déjà sa réponse"),
    ],
)
def test_what_keeps_two_cases_apart(named: Ticket | None, own: dict[str, Any], said: str) -> None:
    """Nothing is changed, and the answer says why, or what to do instead."""
    plan = ordered(named, **own)
    assert said in " ".join(transcript(plan)["refused"])
    assert (plan.changes, plan.also) == ({}, ())


@pytest.mark.parametrize(
    ("named", "own"),
    [
        (other(), {"parties": (NOBODY,)}),
        (other(answered_at=NOW), {}),
        (other(parties=(NOBODY,)), {"parties": (NOBODY,)}),
    ],
)
def test_a_person_may_insist(named: Ticket, own: dict[str, Any]) -> None:
    """Where nothing can leak: who has no address neither reads nor writes."""
    plan = ordered(named, f"#confirmer\n{ORDER}", **own)
    assert plan.changes["merged_into"] == 8


def test_two_addresses_stay_two_however_much_somebody_insists() -> None:
    """The token of one would open the other."""
    plan = ordered(other(parties=(replace(HIM, address=STRANGER),)), f"#confirmer\n{ORDER}")
    assert plan.also == ()


def test_its_own_reference_changes_nothing() -> None:
    """The same order again, once they are one."""
    plan = ordered(ticket())
    assert "déjà" in transcript(plan)["notes"][0]
    assert (plan.changes, plan.also) == ({}, ())


def test_the_earlier_date_binds() -> None:
    """With its warnings; a date of a case that has its answer does not."""
    also = taken_over(due_at=SOON)
    assert also.changes["due_at"] == SOON
    assert Timer(name="answer_late", due_at=SOON) in also.timers
    assert "due_at" not in taken_over(due_at=SOON, answered_at=NOW).changes
    later = taken_over(other(due_at=SOON), due_at=LATER)
    assert ("due_at" in later.changes, later.timers) == (False, ())


def test_what_restricts_more_is_taken_over() -> None:
    """Severity, wishes, whom it concerns, who follows it; never less."""
    also = taken_over(
        severity="grave", no_further_contact=True, refuses_contact_sharing=True,
        targets=("camping",), assigned_to="Marc Petit",
    )  # fmt: skip
    assert also.changes["severity"] == "grave"
    assert (also.changes["no_further_contact"], also.changes["refuses_contact_sharing"]) == (True, True)
    assert also.changes["targets"] == ("hotel", "camping")
    assert also.changes["assigned_to"] == "Marc Petit"
    grave = other(severity="grave", no_further_contact=True, assigned_to="Claire Martin")
    assert taken_over(grave, severity="faible", assigned_to="Marc Petit").changes == {}


def test_providers_go_on_each_as_itself() -> None:
    """Known there, new there under a free number; and reminders follow the copy that was sent."""
    camping = Party(conversation="provider:1", address="c@camping.example", provider_id="camping")
    waiting = (("provider_reminder:provider:1:2", SOON),)
    also = taken_over(other(parties=(HIM, camping)), reminders=waiting)
    assert [(p.conversation, p.address) for p in also.parties] == [("provider:2", HOTEL)]
    assert Timer(name="provider_reminder:provider:2:2", due_at=SOON) in also.timers
    hotel = Party(conversation="provider:3", address=HOTEL, provider_id="hotel")
    has_it = other(parties=(HIM, hotel), forwarded_to=frozenset({"provider:3"}))
    assert taken_over(has_it, reminders=waiting).timers == ()
    assert taken_over(has_it, reminders=waiting).parties == ()


def test_the_sheet_has_what_either_of_them_says() -> None:
    """Lists have both, other lines are filled where they are empty; actions keep their dates."""
    own = {"motif": "propreté", "cause": ["draps"], "actions": [{"what": "former", "until": "2026-12-24"}],
           "sent_at": "2026-11-20T10:00:00+01:00"}  # fmt: skip
    theirs = {
        "motif": "chambre",
        "cause": ["douche"],
        "actions": [{"what": "nettoyer", "until": "2026-12-01"}],
    }
    also = taken_over(other(record=theirs), record=own)
    record = also.changes["record"]
    assert (record["motif"], record["cause"]) == ("chambre", ["douche", "draps"])
    assert [action["what"] for action in record["actions"]] == ["nettoyer", "former"]
    assert "sent_at" not in record
    assert [timer.name for timer in also.timers] == ["action:2:1"]


def test_a_closed_case_without_answer_opens_again() -> None:
    """With the date of the one that joins it."""
    also = taken_over(other(closed_at=NOW, due_at=None), due_at=SOON)
    assert (also.changes["closed_at"], also.changes["reopened_at"], also.changes["due_at"]) == (
        None,
        NOW,
        SOON,
    )
    assert "reopened_at" not in taken_over(other(closed_at=NOW, answered_at=NOW), answered_at=NOW).changes


def test_no_clock_rings_in_a_case_that_goes_on_elsewhere() -> None:
    """But whether its own acknowledgement has left is still asked."""
    gone = ticket(merged_into=8, closed_at=NOW, acknowledged_at=None)
    assert on_timer("answer_late", NOW, gone, SETTINGS, NOW).letters == ()
    assert on_timer("provider_reminder:provider:1:1", NOW, gone, SETTINGS, NOW).letters == ()
    assert on_timer("acknowledgement_late", NOW, gone, SETTINGS, NOW).letters != ()


@pytest.mark.parametrize("text", [f"{ORDER}\n#favorable", "#scinder\n#gravité grave", f"{ORDER}\n#scinder"])
def test_both_stand_alone(text: str) -> None:
    """Nothing of the mail is done."""
    plan = ordered(other(), text)
    assert "seule" in " ".join(problem for _, problem in transcript(plan)["not_understood"])
    assert (plan.also, plan.splits) == ((), None)


# -- one that is two ----------------------------------------------------------------------------------


def divided(shown: ShownMail | None, text: str = "#scinder", **of_ticket: Any) -> Plan:
    known = facts(thread("client", "staff", ticket=ticket(**of_ticket)), shown=shown)
    return decide(mail(CLAIRE, text), COMPLAINT, COPY, known, SETTINGS, NOW)


SHOWN = ShownMail(id=5, received_at=NOW, is_follow_up=True)


def test_the_shown_mail_is_taken_out() -> None:
    """Under the number that the transcript says; what is open cannot be taken back, and says how it can."""
    plan = divided(SHOWN)
    assert plan.splits == 5
    assert "REC-2026-0002" in transcript(plan)["done"][0]
    assert "#fusionner REC-2026-0001" in plan.final
    undone = facts(thread("client", "staff"), last_act=Act(mail_id=3, final=plan.final))
    told = decide(mail(CLAIRE, "#annuler"), COMPLAINT, COPY, undone, SETTINGS, NOW)
    assert transcript(told)["refused"] == (plan.final,)


@pytest.mark.parametrize(
    ("shown", "text", "said"),
    [
        (None, "#scinder", "seul un message que le client a ajouté"),
        (replace(SHOWN, is_follow_up=False), "#scinder", "seul un message que le client a ajouté"),
        (replace(SHOWN, is_follow_up=False, now_in="REC-2026-0009"), "#scinder", "REC-2026-0009"),
        (SHOWN, "Nous regardons cela.\n\n#scinder", "seule"),
    ],
)
def test_what_is_not_taken_out(shown: ShownMail | None, text: str, said: str) -> None:
    """The transcript says why."""
    plan = divided(shown, text)
    told = transcript(plan)
    assert said in " ".join((*told["refused"], *told["notes"]))
    assert plan.splits is None


def test_it_says_when_the_mail_had_opened_the_case_again() -> None:
    """Closing it is for people."""
    assert "#clôturer" in " ".join(transcript(divided(SHOWN, reopened_at=NOW))["notes"])
    assert "#clôturer" not in " ".join(transcript(divided(SHOWN))["notes"])


@pytest.mark.parametrize(
    ("subject", "text", "shown"),
    [
        ("Re: [REC-2026-0001] Votre réclamation", "Bonjour,\n\nTout était fermé.", "Tout était fermé."),
        ("RE : Re: Le camping", "Bonjour", "Le camping"),
        ("Re: [REC-2026-0001] Séjour", "Bonjour,", "Séjour"),
    ],
)  # fmt: skip
def test_its_subject_is_its_own(subject: str, text: str, shown: str) -> None:
    """Not that of the acknowledgement that it happened to answer; and nothing ties it to the old thread."""
    written = mail(text=text, subject=subject, in_reply_to=("<a@x>",), references=("<a@x>",), tokens=("t",))
    found = alone(written, SETTINGS)
    assert found.subject == shown
    assert (found.in_reply_to, found.references, found.tokens) == ((), (), ())


@pytest.mark.parametrize(("kind", "becomes"), [("autre", "reclamation"), ("suggestion", "suggestion")])
def test_a_person_has_said_that_it_is_a_case(kind: Any, becomes: str) -> None:
    """A complaint, unless it reads like a suggestion; beyond doubt either way."""
    meaning = replace(COMPLAINT, kind=kind, doubtful=True, severity=None)
    plan = split_off(mail(), meaning, COPY, facts(), SETTINGS, NOW, source=ticket())
    assert plan.opens is not None
    assert (plan.opens["kind"], plan.opens["doubtful"], plan.opens["split_from"]) == (becomes, False, 7)
    assert [event.event for event in plan.events].count("split_off") == 1


def test_what_the_client_refused_there_is_refused_here() -> None:
    """Who wants no more mail gets none, not even an acknowledgement."""
    source = ticket(no_further_contact=True, refuses_contact_sharing=True)
    meaning = replace(COMPLAINT, wishes=Wishes())
    plan = split_off(mail(), meaning, COPY, facts(), SETTINGS, NOW, source=source)
    assert plan.opens is not None
    assert (plan.opens["no_further_contact"], plan.opens["refuses_contact_sharing"]) == (True, True)
    assert "accuse_reception" not in kinds(plan)
