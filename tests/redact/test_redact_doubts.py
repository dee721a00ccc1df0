"""When a person must look first; and that an ordinary mail needs nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from measure_redaction import directories, measure

from mailbot.model import Address, Attachment, IncomingMail, Meaning, Wishes
from mailbot.redact import redact

HERE = Path(__file__).parent
DIRECTORY = directories(HERE / "held_out_directory.json")["orsenne"]
ORDINARY = "Bonjour,\nla douche du camping de la Presqu'île était froide du 3 au 5 juillet.\nCordialement"
MAIL = IncomingMail(
    content_digest="d",
    received_at=datetime(2026, 1, 1, tzinfo=UTC),
    mailbox="s@o.example",
    from_=Address(address="mguillou@boite.example", name="Martine Guillou"),
    text=ORDINARY,
    new_text=ORDINARY,
)
MEANING = Meaning(kind="reclamation")
REFUSES = Meaning(kind="reclamation", wishes=Wishes(refuses_contact_sharing=True))


def saying(text: str, name: str = "Martine Guillou") -> IncomingMail:
    return replace(MAIL, text=text, new_text=text, from_=Address(address="x@boite.example", name=name))


def test_an_ordinary_mail_is_not_held() -> None:
    """Nobody is asked for nothing."""
    assert redact(MAIL, DIRECTORY, MEANING).held == ()


@pytest.mark.parametrize(
    ("mail", "meaning", "word"),
    [
        (saying(""), MEANING, "aucun texte"),
        (saying("Martine Guillou"), MEANING, "aucun texte"),
        (saying("Żądam zwrotu pieniędzy."), Meaning(kind="reclamation", language="pl"), "langue"),
        (replace(MAIL, problems=("une partie chiffrée n’a pas été lue",)), MEANING, "n’a pas pu être lue"),
        (replace(MAIL, problems=("texte tronqué à 1 Mo",)), MEANING, "n’a pas pu être lue"),
        (
            replace(
                MAIL,
                attachments=(
                    Attachment(name="smime.p7m", content_type="application/pkcs7-mime", content=b"x"),
                ),
            ),
            MEANING,
            "chiffré",
        ),
        (saying("Je suis la boulangère d'en face. La cuisine est sale."), REFUSES, "discrète"),
        (saying("Je veux rester anonyme. Ma belle-sœur habite en face."), MEANING, "discrète"),
        (saying("Ne donnez pas mon nom, c'est un cousin de mon gendre."), MEANING, "discrète"),
        (saying("Petit déjeuner froid.", name="Rose Petit"), MEANING, "mot courant"),
        (saying("Chez Perrin, rien. Perrin ne répond pas.", name="Luc Perrin"), MEANING, "annuaire"),
        (saying("Nous étions là avec Xylor Brandebuis, il a tout vu."), MEANING, "nom inconnu"),
        (saying("Nous étions là avec Brandebuis."), MEANING, "nom inconnu"),
        (saying("mot " * 30_000), MEANING, "trop long"),
    ],
)
def test_doubt_holds_the_copy(mail: IncomingMail, meaning: Meaning, word: str) -> None:
    """Each reason is a French phrase that says what to look at."""
    held = redact(mail, DIRECTORY, meaning).held
    assert any(word in one for one in held), held


@pytest.mark.parametrize(
    "problem",
    [
        "La date du courriel est illisible (« hier »).",
        "Des lignes vides précédaient les en-têtes : elles ont été ignorées.",
        "Le courriel porte plusieurs Message-ID : le premier a été retenu.",
    ],
)
def test_a_problem_that_hides_no_words_holds_nothing(problem: str) -> None:
    """A broken date is no reason to look for names."""
    assert redact(replace(MAIL, problems=(problem,)), DIRECTORY, MEANING).held == ()


@pytest.mark.parametrize("text", ["Je suis la boulangère d'en face.", "Ma belle-sœur habite en face."])
def test_a_telling_phrase_alone_holds_nothing(text: str) -> None:
    """Only who wants to stay unknown is protected from what they say of themselves."""
    assert redact(saying(text), DIRECTORY, MEANING).held == ()


def test_few_ordinary_mails_are_held() -> None:
    """Less than one in ten of the mails that were set apart."""
    figures = measure(HERE / "held_out.jsonl", HERE / "held_out_directory.json")
    assert figures.held * 10 < figures.mails


def test_leaks_and_losses_stay_where_they_were_measured() -> None:
    """Of the mails set apart, one secret in a hundred may get through, and one fact be lost."""
    figures = measure(HERE / "held_out.jsonl", HERE / "held_out_directory.json")
    assert figures.leaked_unheld.total() * 100 <= figures.secrets.total(), figures.worst
    assert figures.lost * 100 <= figures.facts, figures.worst
