"""Where a person must look: each doubt has its place in the copy, each hit of the search in the letter."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from time import process_time

import pytest
from test_redact_doubts import DIRECTORY, MEANING, REFUSES, saying

from mailbot.model import Identity, Meaning, Redacted, Wishes
from mailbot.redact import places_of, redact
from mailbot.redact.pinpoint import where

PERSON = Identity(
    names=("Élodie Dupont", "Élodie", "Dupont"),
    addresses=("elodie.dupont@courrier.example",),
    others=(
        "06 39 98 12 34",
        "FR76 3000 6000 0112 3456 7890 189",
        "4970 1234 5678 9012",
        "2 85 05 88 123 456 78",
    ),
)


def marked(copy: Redacted) -> list[str]:
    parts = {"subject": copy.subject, "text": copy.text}
    return [parts[one.part][one.start : one.end] for one in copy.doubts if one.part]


@pytest.mark.parametrize(
    ("text", "meaning", "words"),
    [
        ("Ma belle-sœur habite en face, la cuisine est sale.", REFUSES, ["Ma belle-sœur habite en face"]),
        ("Je suis le facteur du village. Tout était froid.", MEANING, ["Je suis le facteur du village"]),
        ("Je suis la pharmacienne de Cornimont, le lit est cassé.", MEANING,
         ["Je suis la pharmacienne de Cornimont"]),
        ("Petit déjeuner froid, et Petit aussi.", MEANING, ["Petit", "Petit"]),
        ("La Chambre Wroblewska était sale, il pleuvait.", MEANING, ["Wroblewska"]),
        ("Je veux rester anonyme. La chambre 12 était sale le 8 novembre.", REFUSES,
         ["chambre 12", "8 novembre"]),
        ("Anonyme. Ma belle-sœur habite en face et je suis sourde, nous étions les seuls clients.", REFUSES,
         ["Ma belle-sœur habite en face", "je suis sourde", "nous étions les seuls clients"]),
    ],
)  # fmt: skip
def test_each_doubt_has_its_place(text: str, meaning: Meaning, words: list[str]) -> None:
    """Whole words, every one of them, in the text that would leave."""
    copy = redact(saying(text, name="Rose Petit"), DIRECTORY, meaning)
    assert copy.held
    assert marked(copy) == words


def test_the_subject_is_looked_at_too() -> None:
    """A place in it is told as one of the subject."""
    mail = replace(saying("La cuisine était sale."), subject="Je suis le facteur du village")
    copy = redact(mail, DIRECTORY, MEANING)
    assert [one.part for one in copy.doubts] == ["subject"]
    assert marked(copy) == ["Je suis le facteur du village"]


def test_what_lies_nowhere_is_said_without_a_place() -> None:
    """A language, a part that nobody could read."""
    copy = redact(saying("Żądam zwrotu."), DIRECTORY, Meaning(kind="reclamation", language="pl"))
    assert [(one.part, one.why) for one in copy.doubts] == [("", reason) for reason in copy.held]


def test_places_change_nothing_of_what_would_leave() -> None:
    """An ordinary copy has none; one that is held says the same in its reasons."""
    wishes = Meaning(kind="reclamation", wishes=Wishes(refuses_contact_sharing=True))
    assert redact(saying("La douche était froide."), DIRECTORY, wishes).doubts == ()
    held = redact(saying("Je suis le facteur du village. La douche était froide."), DIRECTORY, wishes)
    assert held.text == "Je suis le facteur du village. La douche était froide."
    assert len(held.held) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voyez Madame DUPONT (Elodie), svp.", ["DUPONT (Elodie"]),
        ("Appelez le 06.39.98.12.34, merci.", ["06.39.98.12.34"]),
        ("Au +33 6 39 98 12 34 ce soir", ["6 39 98 12 34"]),
        ("Écrire à ELODIE.DUPONT@courrier.example.", ["ELODIE.DUPONT@courrier.example"]),
        ("D.U.P.O.N.T est tnopuD.", ["D.U.P.O.N.T", "tnopuD"]),
        ("IBAN FR76-3000-6000-0112-3456-7890-189 ok", ["FR76-3000-6000-0112-3456-7890-189"]),
        ("Carte 4970123456789012, n° 285058812345678.", ["4970123456789012", "285058812345678"]),
        ("Élodie\nDupont a dit", ["Élodie\nDupont"]),
        ("La chambre 12 était sale.", []),
    ],
)
def test_a_hit_of_the_search_is_pinpointed(text: str, found: list[str]) -> None:
    """However it is written: the place takes in all of it, and little else."""
    assert [text[start:end] for start, end, _ in where(text, PERSON)] == found


def test_hits_are_told_by_part() -> None:
    """In the words, in a file, or elsewhere in the letter: nothing that the search has found is left out."""
    letter = EmailMessage()
    letter["Subject"] = "Chambre de Dupont"
    letter.set_content("La chambre était sale.\n\nSigné : Élodie")
    letter.add_attachment("Facture Dupont", filename="piece-1.txt")
    letter.add_attachment(b"x" * 40, maintype="application", subtype="zip", filename="tout.zip")
    found = places_of(letter.as_bytes(), PERSON, "Chambre de Dupont", "La chambre était sale.")
    assert [(one.part, one.start, one.end) for one in found if one.part in ("subject", "text")] == [
        ("subject", 11, 17)
    ]
    assert {one.part for one in found} >= {"", "piece-1.txt", "tout.zip"}
    assert "unsearchable: application/zip" in [one.why for one in found if one.part == "tout.zip"]


def test_long_letters_are_pinpointed_in_a_moment() -> None:
    """The longest text that travels, full of hits and without any."""
    begun = process_time()
    for text in ("Élodie Dupont, 06 39 98 12 34\n" * 2000, "la chambre était sale " * 2700):
        assert len(where(text, PERSON)) <= 200
    assert process_time() - begun < 20
