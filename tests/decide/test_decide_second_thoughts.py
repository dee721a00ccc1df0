"""`#annuler` names what it takes back, what has left already, and what still waits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from desk_cases import CLAIRE, COMPLAINT, COPY, NOW, SETTINGS, facts, mail, thread, ticket, transcript

from mailbot.decide import decide
from mailbot.model import Act, CausedLetter

AT = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)


def letter(kind: str, state: str = "ready", conversation: str = "client", **more: Any) -> CausedLetter:
    return CausedLetter(kind=kind, conversation=conversation, side="party", state=state, **more)


def annulled(act: Act | None, **of_ticket: Any) -> dict[str, Any]:
    known = facts(thread("client", "staff", ticket=ticket(**of_ticket)), last_act=act)
    told = transcript(decide(mail(CLAIRE, "#annuler"), COMPLAINT, COPY, known, SETTINGS, NOW))
    return {name: " ".join(told[name]) for name in ("done", "notes", "refused")}


def test_each_letter_is_named_with_the_one_who_will_not_get_it() -> None:
    """The provider by name; the client is clear."""
    told = annulled(Act(mail_id=1, letters=(letter("transmission", conversation="provider:1"),)))
    assert "Ne part pas : la transmission au prestataire (Hôtel)." in told["done"]
    assert (
        "Ne part pas : le message au client."
        in annulled(Act(mail_id=1, letters=(letter("message_client"),)))["done"]
    )


def test_what_goes_back_is_named() -> None:
    """Columns and lines of the sheet in the words of people, and no name of ours."""
    restores = {"severity": "normale", "doubtful": True, "record": {"nom": "Élodie"}}
    record = {"nom": "Élodie", "motif": "froid", "gravite": "grave"}
    told = annulled(Act(mail_id=1, restores=restores), severity="grave", record=record)
    assert "c'est repris : la gravité, « Motif »." in told["done"]
    for ours in ("doubtful", "gravite", "record"):
        assert ours not in told["done"]


@pytest.mark.parametrize("state", ["sent", "sending"])
def test_an_acknowledgement_that_has_left_is_said_to_have_left(state: str) -> None:
    """It waits for nobody: taken back or not, the client has it."""
    sent_at = AT if state == "sent" else None
    acknowledged = letter("accuse_reception", state, sent_at=sent_at)
    told = annulled(Act(mail_id=1, letters=(acknowledged,), restores={"kind": "autre"}))
    assert "L'accusé de réception" in told["notes"]
    assert "est déjà parti" in told["notes"]
    assert ("20/11 à 14 h 05" in told["notes"]) is (sent_at is not None)
    assert "la nature du dossier" in told["done"]


def test_an_acknowledgement_that_waits_is_stopped() -> None:
    """Nothing is said to have left that has not."""
    told = annulled(Act(mail_id=1, letters=(letter("accuse_reception"),)))
    assert "déjà parti" not in told["notes"]
    assert "Ne part pas : l'accusé de réception." in told["done"]


def test_another_letter_that_waits_is_named_with_the_way_to_stop_it() -> None:
    """Only the last mail is taken back."""
    act = Act(mail_id=2, letters=(letter("reponse_client"),))
    told = annulled(act, leaving=frozenset({"reponse_client", "message_client"}))
    assert "Attend toujours de partir : le message au client." in told["notes"]
    assert "#annuler au compte rendu" in told["notes"]


def test_two_letters_of_one_sort_are_not_both_said_to_be_stopped() -> None:
    """The other one may wait still."""
    act = Act(mail_id=2, letters=(letter("message_client"),))
    told = annulled(act, leaving=frozenset({"message_client"}))
    assert "Seul votre dernier message est repris." in told["notes"]


def test_too_late_says_what_has_left_and_what_has_not() -> None:
    """With the moment at which it left."""
    act = Act(
        mail_id=2,
        letters=(
            letter("message_client", "sent", sent_at=AT),
            letter("transmission", conversation="provider:1"),
        ),
    )
    told = annulled(act)
    assert "Trop tard, c'est déjà parti : le message au client (20/11 à 14 h 05)." in told["notes"]
    assert "Ne part pas : la transmission au prestataire (Hôtel)." in told["done"]


def test_nothing_to_take_back_is_said() -> None:
    """In this case, or of that mail."""
    assert "rien écrit dans ce dossier" in annulled(None)["refused"]
    assert "n'avait rien changé" in annulled(Act(mail_id=1))["notes"]
