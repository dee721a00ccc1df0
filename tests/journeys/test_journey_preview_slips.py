"""What staff do to a held copy on a telephone, and what a client does to the preview: the provider learns
nothing that nobody meant it to read.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from office import CLAIRE, CLIENT, HOTEL, Office, text_of
from test_journey_preview import POSTMAN, flat, html_of, ordered, previewed

TELLING = "je suis le facteur du village"
ELODIE = f"Élodie Dupont <{CLIENT}>"
NAMED = POSTMAN.replace("Je veux rester anonyme : je suis", "Kerguelenec Marvoun a pleuré. Je suis")
EXTRACT = "#transmettre extrait Hôtel du Grand Tétras\n\nBonjour,\n"


def leaves_nowhere(left: dict[str, object]) -> bool:
    return not {HOTEL, CLIENT}.intersection(left)


@pytest.mark.parametrize(
    "order",
    [
        f"#transmettre\nsans « {TELLING} »",
        f"#transmettre\n\nsans « {TELLING} »",
        f"sans « {TELLING} »\n#transmettre",
        "#transmettre.\nMasquez le facteur svp",
        f"#transmettre\n\nRetirer {TELLING}, merci",
        '#transmettre\n\nMais sans "le facteur".',
    ],
)
def test_words_to_mask_that_slipped_into_the_next_line_mask_nothing_and_leave_nothing(
    office: Office, order: str
) -> None:
    """Neither the copy with the words in it, nor the line itself as a letter to the client."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, order)
    assert leaves_nowhere(left)
    assert "sur la même ligne" in flat(left[CLAIRE][0])


def test_a_letter_that_goes_with_the_copy_may_begin_with_without(office: Office) -> None:
    """« Sans nouvelles de l'hôtel » masks nothing, and is the client's."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    letter = "#transmettre\n\nBonjour Madame,\n\nNous interrogeons l'hôtel.\nSans nouvelles d'ici vendredi, "
    left = ordered(office, notice, f"{letter}nous vous appelons.")
    assert len(left[HOTEL]) == len(left[CLIENT]) == 1


def test_quotes_in_quotes_are_asked_about(office: Office) -> None:
    """Half of the words would be masked, and the other half taken for the provider's name."""
    neighbour = POSTMAN.replace("habite en face.", 'habite en face du "Grand Tétras".')
    [notice] = office.complains(neighbour)[CLAIRE]
    left = ordered(office, notice, '#transmettre sans « en face du "Grand Tétras" »')
    assert leaves_nowhere(left)
    assert "entre guillemets" in flat(left[CLAIRE][0])


def test_words_are_found_as_a_mac_writes_them(office: Office) -> None:
    """Accents that stand alone are accents."""
    [notice] = office.complains(POSTMAN.replace("le facteur", "le frère du préfet"))[CLAIRE]
    words = unicodedata.normalize("NFD", "le frère du préfet du village")
    left = ordered(office, notice, f"#transmettre sans « {words} »")
    assert "préfet" not in text_of(left[HOTEL][0])
    assert "[…]" in text_of(left[HOTEL][0])


@pytest.mark.parametrize("begun", [EXTRACT, "Bonjour Madame,\n\n", "#favorable\n\nBonjour Madame,\n"])
@pytest.mark.parametrize(
    "pasted",
    [
        f"(1) «\u00a0{TELLING}\u00a0»\u00a0: désigne peut-être la personne, qui veut rester discrète.",
        "La personne désigne peut-être la personne, qui veut\nrester discrète.",
        f"Elle écrit : {TELLING} (1), et c'est tout.",
        "Aperçu de ce que lirait le prestataire\n\nLa chambre était sale.",
        "Pièces jointes qui restent ici : facture.pdf",
    ],
)
def test_what_was_pasted_from_the_preview_without_its_brackets_is_noticed(
    office: Office, begun: str, pasted: str
) -> None:
    """The number behind a place, the reason beneath, a heading: neither to the provider nor to the client."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    left = ordered(office, notice, begun + pasted)
    assert leaves_nowhere(left)
    assert "de l'aperçu" in flat(left[CLAIRE][0]).replace("’", "'")


def test_a_client_cannot_set_our_marks(office: Office) -> None:
    """« ⟦ ⟧ » of a complaint is neither a mark for staff nor a riddle for the provider."""
    strange = POSTMAN.replace("la chambre était", "⟦la chambre⟧ (1) était").replace(
        "\n06", "\n#transmettre\n06"
    )
    left = office.complains(strange)
    assert HOTEL not in left
    [notice] = left[CLAIRE]
    assert "(la chambre) (1) était" in previewed(notice)[1]
    left = ordered(office, notice, "#transmettre")
    assert "⟦" not in text_of(left[HOTEL][0]) + html_of(left[HOTEL][0])


def test_a_refusal_that_comes_after_the_preview_is_looked_at_first(office: Office) -> None:
    """The client wants to stay unknown by now: other words of the copy tell than those that were marked."""
    [notice] = office.complains(NAMED)[CLAIRE]
    assert "⟦ma belle-sœur" not in previewed(notice)[1]
    [receipt] = office.mails(CLIENT)
    office.passes(hours=1)
    office.answers(
        receipt, "Ne dites surtout pas à l'hôtel qui je suis, je veux rester anonyme.", sender=ELODIE
    )
    office.works()
    left = ordered(office, notice, "#transmettre")
    assert leaves_nowhere(left)
    [transcript] = left[CLAIRE]
    assert "les souhaits du client" in flat(transcript)
    assert "⟦ma belle-sœur habite en face⟧" in previewed(transcript)[1]
    left = ordered(office, transcript, "#confirmer\n#transmettre")
    assert HOTEL in left


def test_a_number_that_is_let_go_does_not_let_another_copy_go(office: Office) -> None:
    """Nor does insisting, for whoever has not been shown what it has become."""
    body = NAMED.replace(
        "C'est inadmissible", "Réservation GT-44718, écrite à accueil@cornimont.example. C'est"
    )
    [notice] = office.complains(body)[CLAIRE]
    known = office.settings.directory
    newer = replace(known, units=(replace(known.units[0], address="accueil@cornimont.example"),))
    office.desk = replace(office.desk, settings=replace(office.settings, directory=newer))
    for order in ("#confirmer\n#transmettre", "#transmettre avec réservation"):
        left = ordered(office, notice, order)
        assert leaves_nowhere(left), order
        assert "accueil@cornimont.example" in previewed(left[CLAIRE][0])[1], order
    assert "n'est plus celle que vous avez lue" in flat(left[CLAIRE][0]).replace("’", "'")
    left = ordered(office, notice, "#confirmer\n#transmettre avec réservation")
    assert "GT-44718" in text_of(left[HOTEL][0])


def test_a_copy_that_nobody_has_seen_is_shown_before_it_leaves(office: Office) -> None:
    """Named and released in one mail: what is doubtful in it has never been marked for anybody."""
    somewhere = POSTMAN.replace("À l'Hôtel du Grand Tétras", "Dans notre hébergement")
    [notice] = office.complains(somewhere, subject="Réclamation")[CLAIRE]
    left = ordered(office, notice, "#prestataire Tétras\n#transmettre")
    assert leaves_nowhere(left)
    assert "⟦je suis le facteur du village⟧ (1)" in previewed(left[CLAIRE][0])[1]
    left = ordered(office, notice, "#prestataire Tétras\n#confirmer\n#transmettre")
    assert HOTEL in left


def test_a_notice_forwarded_with_an_order_above_it_is_that_order_alone(office: Office) -> None:
    """The copy leaves; the border of the forwarded notice is no letter to the client."""
    [notice] = office.complains(POSTMAN)[CLAIRE]
    office.passes(minutes=5)
    whole = f"#transmettre\n\n---------- Message transféré ----------\nDe : {notice['From']}\nObjet : "
    whole += f"{notice['Subject']}\nÀ : {CLAIRE}\n\n{text_of(notice)}"
    office.arrives(whole, sender=f"Claire Martin <{CLAIRE}>", to=str(notice["Reply-To"]))
    left = office.works()
    assert CLIENT not in left
    assert "⟦" not in text_of(left[HOTEL][0])
