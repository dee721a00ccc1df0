"""What a colleague wants masked too: which words are meant, and that they cannot be read any more."""

from __future__ import annotations

import pytest

from mailbot.decide.copies import fingerprint, left_out, rewritten, without_words
from mailbot.decide.letters import preview, words_marked
from mailbot.model import Attachment, Doubt, Piece, Redacted

TEXT = "Je suis le facteur\ndu village, et l'été ma belle-sœur habite en face. Le facteur !"
POSTMAN = Doubt(why="désigne peut-être la personne", part="text", start=0, end=29)
COPY = Redacted(subject="Le facteur", text=TEXT, doubts=(POSTMAN,))


@pytest.mark.parametrize(
    ("how", "words", "rest"),
    [
        ("sans « le facteur du village »", ("le facteur du village",), ""),
        ("Tétras sans «\u00a0le facteur\u00a0» et \u201cen face\u201d", ("le facteur", "en face"), "Tétras"),
        ('sans "a", "b" ni "c" avec réservation', ("a", "b", "c"), "avec réservation"),
        ("avec réservation sans « x » Tétras", ("x",), "avec réservation Tétras"),
        ("sans ‹ le facteur › et 'l’été d'avant'", ("le facteur", "l’été d'avant"), ""),
        ("courrier sans 2", (2,), "courrier"),
        ("sans (1) (2)", (1, 2), ""),
        ("sans les passages 1 et 2 et « x »", (1, 2, "x"), ""),
        ("sans 2 nuits", (2,), "nuits"),
        ("sans le facteur", (), "sans le facteur"),
        ("sans « le facteur", (), "sans « le facteur"),
        ("courrier", (), "courrier"),
    ],
)
def test_what_stands_in_quotation_marks_is_left_out(
    how: str, words: tuple[str | int, ...], rest: str
) -> None:
    """Whatever the marks; without them nobody knows where the words end."""
    assert left_out(how) == (words, rest)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("je suis le FACTEUR du village", "[…], et l'été ma belle-sœur habite en face. Le facteur !"),
        ("le facteur", "Je suis […]\ndu village, et l'été ma belle-sœur habite en face. […] !"),
        ("l’ete", "Je suis le facteur\ndu village, et […] ma belle-sœur habite en face. Le facteur !"),
        ("ma belle sœur habite", "Je suis le facteur\ndu village, et l'été […] en face. Le facteur !"),
    ],
)
def test_words_are_masked_wherever_they_stand(words: str, text: str) -> None:
    """Accents, capitals, apostrophes and line ends do not matter."""
    copy, missing = without_words(COPY, (words,))
    assert (copy.text, missing) == (text, ())


@pytest.mark.parametrize("words", ["le boulanger", "fact", "…", "facteur de"])
def test_words_that_are_not_there_are_named(words: str) -> None:
    """A part of a word is none of them; nothing is masked for nothing."""
    copy, missing = without_words(COPY, (words,))
    assert (copy.text, copy.subject, missing) == (TEXT, "Le facteur", (words,))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (("je",), ["[…] suis le facteur\ndu village"]),
        (("facteur",), ["Je suis le […]\ndu village"]),
        (("suis le facteur du village, et l'été",), []),
        (("facteur", "village"), []),
        (("le facteur", "facteur du village"), []),
        (("ma belle-sœur",), ["Je suis le facteur\ndu village"]),
    ],
)
def test_a_place_is_masked_when_only_little_words_of_it_remain(
    words: tuple[str, ...], left: list[str]
) -> None:
    """Else it is still a place that tells, wherever it lies now."""
    copy, _ = without_words(COPY, words)
    assert [copy.text[one.start : one.end] for one in copy.doubts] == left


def test_a_place_is_found_again_in_what_remains() -> None:
    """Lines above it are gone, or the place itself."""
    moved = rewritten(COPY, subject="", text=f"Bonjour,\n\n{TEXT}")
    assert [moved.text[one.start : one.end] for one in moved.doubts] == [TEXT[0:29]]
    assert without_words(COPY, ("le facteur du village",))[0].doubts == ()
    assert (
        fingerprint(moved)
        != fingerprint(COPY)
        == fingerprint(rewritten(COPY, subject="Le facteur", text=TEXT))
    )


def test_a_preview_marks_line_by_line_and_numbers_what_is_the_same_once() -> None:
    """The words of a place, its reason, the files that go and stay; a hit in a file by the file's name."""
    again = Doubt(
        why=POSTMAN.why, part="text", start=TEXT.index("Le facteur !"), end=TEXT.index("Le facteur !") + 10
    )
    subject = Doubt(why=POSTMAN.why, part="subject", start=0, end=10)
    file = Doubt(why="nom du client", part="piece-1.pdf")
    copy = Redacted(
        subject=COPY.subject,
        text=TEXT,
        doubts=(again, POSTMAN, subject, file, Doubt(why="la langue n’est pas connue")),
        attachments=(Attachment(name="photo-1.jpg", content_type="image/jpeg", content=b"x"),),
        pieces=(Piece(number=2, name="facture.pdf"),),
    )
    shown = preview(copy)
    assert shown["preview"].startswith(
        "Objet\u00a0: ⟦Le facteur⟧ (1)\n\n⟦Je suis le facteur⟧ (2)\n⟦du village⟧ (2), "
    )
    assert shown["preview"].endswith("⟦Le facteur⟧ (1) !")
    assert shown["doubts"] == (
        "La langue n’est pas connue.",
        "(1) «\u00a0Le facteur\u00a0»\u00a0: désigne peut-être la personne.",
        "(2) «\u00a0Je suis le facteur du village\u00a0»\u00a0: désigne peut-être la personne.",
        "Pièce jointe «\u00a0piece-1.pdf\u00a0»\u00a0: nom du client.",
    )
    assert (shown["goes"], shown["stays"]) == (("photo-1.jpg",), ("facture.pdf",))
    assert words_marked(copy) == ("Le facteur", "Je suis le facteur du village")
