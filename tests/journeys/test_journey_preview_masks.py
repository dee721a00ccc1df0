"""Words that staff have had masked once stay masked; what they let go is said, whatever way it takes."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from mailbot.redact import pdf
from mailbot.store import tables as t
from office import CLAIRE, CLIENT, HOTEL, Office, text_of
from test_journey_preview import POSTMAN, flat, ordered

POSTMAN_SAID = "je suis le facteur du village"
SISTER_SAID = "ma belle-sœur habite en face"


def plain(mail: EmailMessage) -> str:
    return flat(mail).replace("\u00a0", " ").replace("’", "'")


def on_paper(mails: list[EmailMessage]) -> str:
    """The words of the letter to post."""
    files = [part for mail in mails for part in mail.iter_attachments()]
    papers = [part.get_content() for part in files if part.get_content_type() == "application/pdf"]
    said = " ".join(" ".join(pdf.words(paper).texts) for paper in papers)
    return " ".join(said.split())


def marked(office: Office, event: str) -> list[object]:
    return [row["data"].get("marked") for row in office.rows(t.events, t.events.c.event == event)]


def test_words_masked_once_are_masked_in_a_copy_that_is_sent_again(office: Office) -> None:
    """By mail: the second copy hides what the first has hidden, and the receipt says which words."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, f"#transmettre sans « {POSTMAN_SAID} »")
    assert f"Mots masqués à votre demande : « {POSTMAN_SAID} »" in plain(left[CLAIRE][0])
    left = ordered(office, notice, "#confirmer\n#transmettre")
    assert "facteur" not in text_of(left[HOTEL][0])
    assert "belle-sœur" in text_of(left[HOTEL][0])
    assert f"Mots masqués à votre demande : « {POSTMAN_SAID} »" in plain(left[CLAIRE][0])


def test_words_masked_once_are_masked_on_paper_too(office: Office) -> None:
    """The letter to post is a copy like the others."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    ordered(office, notice, f"#transmettre sans « {POSTMAN_SAID} »")
    left = ordered(office, notice, "#confirmer\n#transmettre courrier")
    assert "facteur" not in on_paper(left[CLAIRE])
    assert SISTER_SAID in on_paper(left[CLAIRE])


def test_words_are_readable_again_only_where_that_is_said(office: Office) -> None:
    """« avec « … » » names them; words that the case does not mask are asked about."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    ordered(office, notice, f"#transmettre sans « {POSTMAN_SAID} » et « {SISTER_SAID} »")
    left = ordered(office, notice, "#confirmer\n#transmettre avec « le boulanger »")
    assert HOTEL not in left
    assert "le dossier ne masque pas ces mots" in plain(left[CLAIRE][0])
    left = ordered(office, notice, f"#confirmer\n#transmettre avec « {POSTMAN_SAID} »")
    assert "facteur du village" in text_of(left[HOTEL][0])
    assert "belle-sœur" not in text_of(left[HOTEL][0])


def test_what_goes_by_post_is_recorded_as_what_goes_by_mail(office: Office) -> None:
    """The places that were marked and let go: in the receipt, and in the case."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, "#transmettre courrier")
    said = " ".join(map(plain, left[CLAIRE]))
    assert f"Passages signalés que vous laissez partir : « {POSTMAN_SAID} », « {SISTER_SAID} »" in said
    assert marked(office, "letter_prepared") == [[POSTMAN_SAID, SISTER_SAID]]


def test_a_place_that_is_masked_in_part_is_among_what_was_let_go(office: Office) -> None:
    """« je » is no postman: the rest of the place still tells."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, f"#transmettre sans « je » et « {SISTER_SAID} »")
    assert marked(office, "forward_ordered") == [["[…] suis le facteur du village"]]
    assert "vous laissez partir : « […] suis le facteur du village »" in plain(left[CLAIRE][0])
    left = ordered(office, notice, "#confirmer\n#transmettre sans « le facteur du village »")
    assert marked(office, "forward_ordered")[1] is None


@pytest.mark.parametrize(
    "order",
    [
        "#transmettre extrait Hôtel du Grand Tétras\n\nLe facteur du village se plaint de la chambre.",
        f"#transmettre sans « {POSTMAN_SAID} » et « {SISTER_SAID} »",
    ],
)
def test_words_that_tell_are_looked_for_in_staffs_own_text(office: Office, order: str) -> None:
    """In words instead of the copy, and in a message that follows a masked one; insisting sends it."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, order)
    if HOTEL in left:
        order = "Bonjour,\n\nPouvez-vous nous dire ce qui a été dit aux Facteurs ?"
        office.answers(left[HOTEL][0], "Nous avons tout nettoyé.", sender=f"Hôtel <{HOTEL}>")
        [notice] = office.works()[CLAIRE]
        left = ordered(office, notice, order)
    assert not {HOTEL, CLIENT}.intersection(left)
    assert "acteur" in plain(left[CLAIRE][0]).partition("pourrait y reconnaître le client")[0]
    left = ordered(office, notice, f"#confirmer\n{order}")
    assert "acteur" in text_of(left[HOTEL][0])


def test_masking_is_offered_before_letting_go(office: Office) -> None:
    """In the notice's next step, in its ready-made lines, and after a slip."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    line = f"#transmettre sans « {POSTMAN_SAID} » et « {SISTER_SAID} »"
    assert f"Pour masquer les passages signalés : {line} ; pour les laisser : #transmettre." in plain(notice)
    offered = plain(notice)
    assert offered.rindex(line) < offered.index("envoyer au prestataire la copie anonymisée")
    for slip in (
        "#transmettre sans le facteur",
        "#transmettre sans « le boulanger »",
        "#transmettre\nsans 2",
    ):
        [transcript] = ordered(office, notice, slip)[CLAIRE]
        assert line in plain(transcript), slip


@pytest.mark.parametrize(
    "how", ["2", "(2)", "le 2", "‹ ma belle-sœur habite en face ›", "'ma belle-sœur habite en face'"]
)
def test_a_place_is_named_by_its_number_or_between_any_quotes(office: Office, how: str) -> None:
    """As the preview counts them, and as a telephone types them."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, f"#transmettre sans {how}")
    assert "belle-sœur" not in text_of(left[HOTEL][0])
    assert "facteur" in text_of(left[HOTEL][0])
    left = ordered(office, notice, "#confirmer\n#transmettre sans (1)")  # counted as in the preview, still
    assert "facteur" not in text_of(left[HOTEL][0])


def test_a_number_that_the_preview_does_not_have_is_asked_about(office: Office) -> None:
    """Nothing leaves; nor does a line of numbers below the order, to anybody."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, "#transmettre sans 1 et 4")
    assert HOTEL not in left
    assert "l'aperçu n'a pas de passage (4)" in plain(left[CLAIRE][0])
    left = ordered(office, notice, "#transmettre\n\nsans (1) (2)")
    assert not {HOTEL, CLIENT}.intersection(left)


def test_a_copy_that_still_waits_is_not_said_to_have_left(make_office: Callable[..., Office]) -> None:
    """Its hour is said, and that `#annuler` takes it back; which it does, and the new line goes."""
    office = make_office(recall="10 minutes")
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, f"#transmettre sans « {POSTMAN_SAID} »")
    assert HOTEL not in left
    [first] = left[CLAIRE]
    both = f"#transmettre sans « {POSTMAN_SAID} » et « {SISTER_SAID} »"
    [told] = ordered(office, notice, both)[CLAIRE]
    assert "la copie n'est pas encore partie ; elle part à 10 h 15" in plain(told)
    assert "déjà partie" not in plain(told)
    assert "répondez #annuler au compte rendu qui l'annonce" in plain(told)
    office.answers(first, "#annuler", sender=f"Claire Martin <{CLAIRE}>")
    [told] = office.works()[CLAIRE]
    assert "Ne part pas" in plain(told)
    ordered(office, notice, both)
    office.passes(minutes=11)
    [copy] = office.works()[HOTEL]
    assert "facteur" not in text_of(copy)
    assert "belle-sœur" not in text_of(copy)
