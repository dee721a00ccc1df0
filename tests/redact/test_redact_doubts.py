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
        (saying("La chambre Brandebuis a brûlé, et Xylorine tremblait."), MEANING, "nom inconnu"),
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


@pytest.mark.parametrize("text", ["Ici votre voisine du dessus.", "Ma belle-sœur habite en face."])
def test_a_telling_phrase_alone_holds_nothing(text: str) -> None:
    """Only who wants to stay unknown is protected from what they say of themselves."""
    assert redact(saying(text), DIRECTORY, MEANING).held == ()


@pytest.mark.parametrize(
    "text",
    [
        "Je suis la pharmacienne de Cornimont et conseillère municipale.",
        "Je suis la maire de Saint-Tugdual.",
        "Je suis l'institutrice du village.",
        "En tant que notaire à Plogoff, je connais la loi.",
        "Je suis la boulangère d'en face.",
    ],
)
def test_a_function_and_a_place_name_one_person(text: str) -> None:
    """Whoever asks for nothing is protected too where a village knows but one."""
    assert any("désigner" in one for one in redact(saying(text), DIRECTORY, MEANING).held)


@pytest.mark.parametrize("text", ["Ici votre voisin d'en face.", "Je suis votre ancienne salariée."])
def test_a_relation_tells_on_those_who_want_to_stay_unknown(text: str) -> None:
    """« votre voisin d'en face » is nobody else."""
    assert any("discrète" in one for one in redact(saying(text), DIRECTORY, REFUSES).held)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nous avons eu froid. Zyrielline tremblait.", "Zyrielline"),
        ("La chambre Wroblewska était sale.", "Wroblewska"),
        ("Deux couverts Zbigniewska pour midi.", "Zbigniewska"),
    ],
)
def test_a_word_that_lives_like_a_person_is_a_doubt(text: str, name: str) -> None:
    """No list has the name; its age, its tears or its table tell."""
    assert any(name in one for one in redact(saying(text), DIRECTORY, MEANING).held)


@pytest.mark.parametrize(
    "text",
    [
        "Garantie (2 ans) non respectée.",
        "Abonnement (12 mois) résilié sans accord.",
        "Tout tremblait quand le train passait ; personne ne parlait français.",
        "Certains dormaient par terre.",
        "Je suis la cliente de la chambre 12.",
        "Je suis le père d'un enfant de Quimper.",
        "Je suis la personne de Brest qui a appelé.",
        "Chambre Double réservée, chambre Twin reçue.",
        "Dossier Assurance resté sans réponse, réservation Internet perdue.",
        "Réservation Lion d'Argent du 3 au 5 juillet.",
        "Il m'appelle Lundi pour me dire non.",
        "J'ai réservé chez booking.com ; 20 m², 45 m³.",
        "Froid.\n\nInadmissible",
        "Froid.\n\nscandaleux",
        "Froid.\n\nRemboursez-moi.",
    ],
)
def test_plain_sentences_stay_whole_and_are_not_held(text: str) -> None:
    """What looks like a name to a careless rule."""
    copy = redact(saying(text + "\n"), DIRECTORY, MEANING)
    assert (copy.text, copy.held) == (text, ())


def test_few_ordinary_mails_are_held() -> None:
    """Less than one in ten of the mails that were set apart."""
    figures = measure(HERE / "held_out.jsonl", HERE / "held_out_directory.json")
    assert figures.held * 10 < figures.mails


def test_leaks_and_losses_stay_where_they_were_measured() -> None:
    """Of the mails set apart, one secret in a hundred may get through, and one fact be lost."""
    figures = measure(HERE / "held_out.jsonl", HERE / "held_out_directory.json")
    assert figures.leaked_unheld.total() * 100 <= figures.secrets.total(), figures.worst
    assert figures.lost * 100 <= figures.facts, figures.worst


FOREIGN = {
    "pl": "Dzień dobry, pokój był brudny i ogrzewanie nie działało. To skandal, żądam zwrotu pieniędzy. "
    "Nigdy więcej nie przyjedziemy do tego hotelu. Proszę o odpowiedź.",
    "pt": "Bom dia, o quarto estava sujo e o aquecimento não funcionava. É inaceitável, exijo o reembolso de "
    "uma noite. Nunca mais voltaremos a este hotel com os nossos filhos.",
    "cs": "Dobrý den, v hotelu byl pokoj špinavý a topení nefungovalo. Je to skandál, žádám vrácení peněz "
    "za jednu noc. Už nikdy nepřijedeme.",
    "sv": "Hej, rummet var smutsigt och värmen fungerade inte. Det är oacceptabelt, jag kräver återbetalning "
    "för en natt. Vi kommer aldrig tillbaka.",
    "ro": "Bună ziua, camera era murdară și încălzirea nu funcționa. Este inacceptabil, cer rambursarea unei "
    "nopți. Nu vom mai veni niciodată.",
    "ru": "Здравствуйте, номер в отеле был грязный и отопление не работало. Это скандал.",
    "ja": "こんにちは。バスが来ませんでした。返金をお願いします。",
}
KNOWN = {
    "fr": "Bonjour, la chambre était sale et le chauffage en panne. C'est inadmissible, je demande le "
    "remboursement d'une nuit. Nous ne reviendrons jamais dans cet établissement.",
    "en": "Hello, our room was dirty and the heating did not work. This is unacceptable, I want a refund "
    "for one night. We will never come back to this place.",
    "de": "Guten Tag, unser Zimmer war schmutzig und die Heizung ging nicht. Das ist unerhört, ich verlange "
    "das Geld für eine Nacht zurück. Wir kommen nie wieder.",
    "nl": "Goedendag, onze kamer was vuil en de verwarming deed het niet. Dat is onaanvaardbaar, ik wil het "
    "geld voor een nacht terug. Wij komen nooit meer.",
    "es": "Hola, la habitación estaba sucia y la calefacción no funcionaba. Es inaceptable, exijo el "
    "reembolso de una noche. Nunca más volveremos a este hotel.",
    "it": "Buongiorno, la camera era sporca e il riscaldamento non funzionava. È inaccettabile, chiedo il "
    "rimborso di una notte. Non torneremo mai più in questo albergo.",
    "short": "CHAMBRE SALE CHAUFFAGE PANNE REMBOURSEMENT URGENT",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_that_nobody_masks_in_is_held_whatever_it_was_taken_for(language: str) -> None:
    """Nobody has told its language: its own words do, and a name in it would not be seen."""
    copy = redact(saying(FOREIGN[language]), DIRECTORY, MEANING)
    assert any("langue" in reason for reason in copy.held)


@pytest.mark.parametrize("language", KNOWN)
def test_the_languages_that_are_known_are_not_held_for_it(language: str) -> None:
    """Six of them, and words in capitals that are no sentence."""
    assert redact(saying(KNOWN[language]), DIRECTORY, MEANING).held == ()
