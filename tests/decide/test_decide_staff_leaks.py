"""What staff write reaches the one reader it is meant for, and carries nothing that is for nobody outside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from desk_cases import (
    CAMPING,
    CLAIRE,
    CLIENT,
    COMPLAINT,
    COPY,
    HOTEL,
    MARC,
    NOW,
    SERVICE,
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

from mailbot.decide import alone, decide
from mailbot.decide.numbering import next_provider
from mailbot.model import Attachment, Mention, Party, Piece, Plan

HIM = Party(conversation="client", address=CLIENT, name="Élodie Dupont")
AT_HOTEL = Party(conversation="provider:1", address=HOTEL, name="Hôtel", provider_id="hotel")
AT_CAMPING = Party(conversation="provider:2", address=CAMPING, name="Camping", provider_id="camping")
BOTH: dict[str, Any] = {"targets": ("hotel", "camping"), "parties": (HIM, AT_HOTEL, AT_CAMPING)}
FILE = Attachment(name="piece-1.pdf", content_type="application/pdf", content=b"x")
MARK = "mb-" + "a" * 40


def with_piece(text: str, **of_ticket: Any) -> Plan:
    """Claire's mail, where the client has sent a document that a person may let go."""
    copy = replace(COPY, pieces=(Piece(number=1, name="facture.pdf", file=FILE, searched=True),))
    known = facts(thread("client", "staff", ticket=ticket(**of_ticket)))
    return decide(mail(CLAIRE, text), COMPLAINT, copy, known, SETTINGS, NOW)


def carried(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {
        letter.recipient.address: tuple(one.name for one in letter.attachments)
        for letter in plan.letters
        if letter.side == "party"
    }


@pytest.mark.parametrize(
    "text",
    [
        "#note\n#transmettre extrait\n\nClient de mauvaise foi, à mon avis.",
        "#transmettre extrait\n#note\n\nClient de mauvaise foi, à mon avis.",
        "#transmettre texte Tétras\n#note appelé\n\nClient de mauvaise foi.",
        "#transmettre extrait Tétras\n#transmettre camping\n\nChambre sale au Tétras.",
        "#transmettre\n#transmettre extrait Tétras\n\nChambre sale au Tétras.",
        "#favorable\n#transmettre extrait\n\nMadame, nous vous remboursons la nuit.",
        "#précisions\n#transmettre extrait\n\nPouvez-vous nous donner la date ?",
    ],
)
def test_a_text_has_one_reader(text: str) -> None:
    """Whether it is a note, an answer or a word to one provider is never settled by the order of lines."""
    plan = commanded(text, **BOTH)

    assert recipients(plan) == {CLAIRE}
    told = transcript(plan)
    assert not told["done"]
    assert not told["sent"]


def test_a_text_for_one_provider_still_goes() -> None:
    """The rule above stops nothing that is clear."""
    plan = commanded("#transmettre extrait Tétras\n\nLa chambre était sale.", **BOTH)

    assert carried(plan) == {HOTEL: ()}


@pytest.mark.parametrize("other", [CLAIRE, MARC, MARC.upper()])
@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Madame,\nvous pouvez nous écrire à {}, il vous répondra.",
        "#prolonger 15/12 nous attendons l'expert, écrivez à {}",
        "#précisions votre RIB, à envoyer à {}",
        "#précisions\n\nBonjour Madame,\npouvez-vous nous donner vos dates ? Écrivez à {}.",
    ],
)
def test_no_address_of_a_colleague_goes_out(text: str, other: str) -> None:
    """Neither the writer's nor anybody else's: what is answered there is lost to the case."""
    plan = commanded(text.format(other), due_at=NOW)
    [letter] = [one for one in plan.letters if one.side == "party"]

    said = str(dict(letter.context))
    assert other.lower() not in said.lower()
    assert SERVICE in said


@pytest.mark.parametrize(
    "file",
    [
        Attachment(name="n.html", content_type="application/octet-stream", content=f"<p>{MARK}".encode()),
        Attachment(name="n.txt", content_type="text/plain", content=f"x {MARK}".encode("utf-16")),
        Attachment(name="n.txt", content_type="text/plain", content=f"x {MARK}".encode("utf-16-be")),
        Attachment(name="n.bin", content_type="application/x-any", content=b"r&#43;" + b"a" * 40 + b"@o.fr"),
        Attachment(name="avis.eml", content_type="application/octet-stream", content=b"x"),
    ],
)
@pytest.mark.parametrize("command", ["", "#précisions\n\n"])
def test_our_marks_do_not_leave_in_a_file(file: Attachment, command: str) -> None:
    """Whatever it calls itself, and however its letters are written."""
    plan = commanded(f"{command}Bonjour Madame,\nvoici le document demandé.", attachments=(file,))

    assert recipients(plan) == {CLAIRE}
    assert "message interne" in " ".join(transcript(plan)["refused"])


# -- pieces -------------------------------------------------------------------------------------------


def test_a_released_piece_follows_the_copy_only() -> None:
    """Who has not had the copy gets no document of the client either."""
    plan = with_piece("#joindre 1", **BOTH, forwarded_at=NOW, forwarded_to=frozenset({"provider:1"}))

    assert carried(plan) == {HOTEL: ("piece-1.pdf",)}
    assert "Hôtel" in " ".join(transcript(plan)["sent"])


def test_a_piece_for_nobody_is_refused() -> None:
    """Named in a mail about a provider who has nothing yet."""
    plan = with_piece(
        "#prestataire camping\n#joindre 1", **BOTH, forwarded_at=NOW, forwarded_to=frozenset({"provider:1"})
    )

    assert carried(plan) == {}
    assert "n'a reçu la copie" in transcript(plan)["refused"][0]


def test_a_text_of_ours_takes_no_old_piece_with_it() -> None:
    """What was let go for one provider is not let go for another."""
    before: dict[str, Any] = {
        **BOTH, "forwarded_at": NOW, "forwarded_to": frozenset({"provider:1"}), "record": {"released": [1]},
    }  # fmt: skip
    text = "#transmettre extrait camping\n\nVos sanitaires étaient fermés."

    assert carried(with_piece(text, **before)) == {CAMPING: ()}
    for both in (f"#joindre 1\n{text}", text.replace("\n\n", "\n#joindre 1\n\n")):
        assert carried(with_piece(both, **before)) == {CAMPING: ("piece-1.pdf",)}


def test_the_transcript_names_the_pieces_that_travel() -> None:
    """Let go long ago, they leave with the next copy: that is said."""
    plan = with_piece("#transmettre", record={"released": [1]})

    assert carried(plan) == {HOTEL: ("piece-1.pdf",)}
    assert "piece-1.pdf" in " ".join(transcript(plan)["sent"])


def test_a_number_under_the_notice_of_another_case_means_another_piece() -> None:
    """Each case has numbered its own: the wrong document would leave."""
    copy = replace(COPY, pieces=(Piece(number=1, name="carte.pdf", file=FILE, searched=True),))
    known = facts(thread("client", "staff"), written_under="REC-2026-0002")
    plan = decide(mail(CLAIRE, "#joindre 1"), COMPLAINT, copy, known, SETTINGS, NOW)

    assert recipients(plan) == {CLAIRE}
    assert "REC-2026-0002" in transcript(plan)["refused"][0]


# -- conversations and people -------------------------------------------------------------------------


def test_the_number_of_a_conversation_is_given_once() -> None:
    """Not counted, and not that of somebody who was sent away: letters lie there."""
    alone_there = ticket(parties=(HIM, replace(AT_CAMPING, conversation="provider:2")))
    assert next_provider(alone_there) == "provider:3"
    assert next_provider(replace(alone_there, addressed=frozenset({"provider:5"}))) == "provider:6"
    assert next_provider(ticket(parties=(HIM,))) == "provider:1"
    assert next_provider(ticket(), ["provider:2"]) == "provider:3"

    [joined] = commanded("#prestataire hotel", parties=(HIM, AT_CAMPING)).parties
    assert joined.conversation == "provider:3"


def joined(text: str = "#fusionner REC-2026-0002", *, other: dict[str, Any], **own: Any) -> Plan:
    goes_on = ticket(**{"id": 8, "reference": "REC-2026-0002", "parties": (HIM,), **other})
    known = facts(
        thread("client", "staff", ticket=ticket(**own)),
        mentioned=Mention(reference="REC-2026-0002", ticket=goes_on),
    )
    return decide(mail(CLAIRE, text), COMPLAINT, COPY, known, SETTINGS, NOW)


def test_who_is_complained_about_is_so_in_the_case_that_goes_on() -> None:
    """He does not keep it, and does not read what more is written about him."""
    plan = joined(
        other={"assigned_to": "Marc Petit", "record": {"blamed": ["Paul Henry"]}},
        record={"blamed": ["Marc Petit"]},
        assigned_to="Claire Martin",
    )
    [also] = plan.also

    assert also.changes["record"]["blamed"] == ["Paul Henry", "Marc Petit"]
    assert also.changes["assigned_to"] == "Claire Martin"
    [also] = joined(other={"assigned_to": "Marc Petit"}, record={"blamed": ["Marc Petit"]}).also
    assert also.changes["assigned_to"] is None


@pytest.mark.parametrize(
    "subject", ["Re: Séjour au Grand Tétras", "RE: [REC-2026-0001] Séjour au Grand Tétras"]
)
def test_the_subject_of_the_old_case_stays_there(subject: str) -> None:
    """It names the other provider: the new case is called by its own first words."""
    taken_out = alone(mail(text="Les sanitaires du camping étaient fermés.", subject=subject), SETTINGS)

    assert taken_out.subject == "Les sanitaires du camping étaient fermés."


def test_kinds_are_known_here() -> None:
    """The order of a text with nothing beside it is what the tables above compare with."""
    assert "transmission" in kinds(commanded("#transmettre", **BOTH))
