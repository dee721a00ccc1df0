"""What is heard in words that no list holds: wishes about contact, and how serious a matter is."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.model import Directory, IncomingMail
from mailbot.understand import understand
from mailbot.understand.features import features_of_passage
from mailbot.understand.fold import tokens_of
from mailbot.understand.heard import SERIOUS, WISHES, most_serious, shipped, wishes_heard
from mailbot.understand.wishes import wishes_in, wishes_of

TRAINING = Path(__file__).parents[2] / "training"


def wishes(text):
    return wishes_of(text, tokens_of(text))


def understood(text):
    mail = IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        mailbox="service@chaumes.example",
        text=text,
        new_text=text,
    )
    return understand(mail, Directory())


@pytest.mark.parametrize(
    "text",
    [
        (
            "Le boulanger est mon voisin de palier ; racontez-lui la scène si vous voulez, mais comme si un "
            "inconnu était passé par là."
        ),
        "Ma sœur travaille chez eux, elle perdrait sa place si on apprenait que c'est moi qui ai parlé.",
        (
            "Vous pouvez lui en toucher un mot, mais elle s'occupe de ma fille toute la journée, alors que "
            "ça ne retombe pas sur la petite."
        ),
        (
            "D'accord pour que vous alliez le voir, du moment que le bruit ne court pas dans l'immeuble que "
            "c'est la dame du quatrième."
        ),
        (
            "Inventez une visite de contrôle, dites que c'est l'inspection, ce que vous voudrez, mais je "
            "vis au-dessus de son atelier."
        ),
        "le patron conai mon pere alor fo pa quil devine ke c nou ki avon raler",
    ],
)
def test_a_wish_not_to_be_named_is_heard_where_no_rule_knows_the_words(text):
    """By an image, a fear, a condition, for somebody else's sake, in the spelling of a telephone."""
    assert not wishes_in(tokens_of(text))
    assert wishes(text).refuses_contact_sharing


@pytest.mark.parametrize(
    "text",
    [
        "Le serveur nous a dit son prénom mais je l'ai oublié.",
        "On ne m'a jamais rappelé alors que j'avais laissé mon nom et mon numéro.",
        "Ils ont affiché la liste des impayés dans le hall avec nos noms.",
        "Je préfère un courriel à un appel, je travaille de nuit.",
        "Vous pouvez dire au gérant que c'est moi, il me connaît bien.",
        "Je ne veux pas d'un bon d'achat, remboursez-moi.",
        "Personne ne m'a répondu depuis trois semaines.",
        "Comment faire pour que mon nom soit corrigé sur l'attestation ?",
        "Le chauffeur ne s'est pas arrêté et nous avons attendu sous la pluie.",
    ],
)
def test_what_only_sounds_like_a_wish_is_none(text):
    """Names, refusals and silence are told in complaints about something else, too."""
    found = wishes(text)
    assert (found.refuses_contact_sharing, found.no_further_contact) == (False, False)


def test_whoever_asks_for_an_answer_gets_one_however_sure_the_model_is():
    """A person left without letters is the dearer mistake."""
    refusal = "Je ne souhaite recevoir aucun courrier de votre part à la suite de ce message."
    assert wishes_heard(tokens_of(refusal).sentences)["contact"] > 1
    assert wishes(refusal).no_further_contact
    assert not wishes(f"{refusal} J'attends votre réponse.").no_further_contact


def test_what_the_words_refuse_is_an_answer_only_when_they_say_so():
    """An acknowledgement is kept back by words about answers, never by what was only heard."""
    text = "Tout est dit, laissez-moi tranquille désormais, ni lettre ni appel."
    found = wishes(text)
    assert found.no_further_contact
    assert not found.no_answer_at_all


@pytest.mark.parametrize("box", ["☐", "[ ]", "[]"])
def test_an_option_of_a_form_that_was_not_ticked_is_no_wish(box):
    """The form prints every option below each message; only a cross chooses one."""
    form = (
        "La caissière a refusé la carte de mon fils.\n{} Je ne souhaite pas être recontacté(e)\n"
        "{} Je refuse que mes coordonnées soient transmises"
    )
    empty, ticked = wishes(form.format(box, box)), wishes(form.format("☒", "☒"))
    assert (empty.refuses_contact_sharing, empty.no_further_contact) == (False, False)
    assert (ticked.refuses_contact_sharing, ticked.no_further_contact) == (True, True)


def test_a_serious_matter_told_soberly_is_grave_and_the_reason_quotes_its_words():
    """No big word, and none that is listed: what decided is quoted as it stands in the mail."""
    text = (
        "Le moniteur a lâché l'échelle et mon mari s'est retrouvé par terre, il ne peut plus bouger "
        "l'épaule. Aucune excuse."
    )
    found = understood(text)
    [reason] = [one for one in found.reasons if one.why.startswith("gravité grave")]
    assert found.severity == "grave"
    assert reason.why == "gravité grave : mots que l'on lit surtout dans des cas graves"
    assert reason.excerpt
    assert reason.excerpt in text.split(". ", maxsplit=1)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Le café était froid et le pain de la veille, je demande un geste.",
        "J'ai payé deux fois le stationnement, 12 euros, remboursez-moi.",
        "J'ai failli mourir de honte quand ma carte a été refusée, votre terminal est en panne.",
    ],
)
def test_an_annoyance_is_not_grave(text):
    """Big words and small sums."""
    found = understood(text)
    assert (found.kind, found.severity == "grave") == ("reclamation", False)


def test_the_words_that_are_quoted_are_those_that_speak_most_for_it():
    """They stand in one sentence, wherever it is in the mail."""
    sentences = tokens_of(
        "Nous sommes arrivés samedi. Mon fils a été blessé et transporté aux urgences. Le café était bon."
    ).sentences
    first, last = most_serious(sentences)
    words = [word for sentence in sentences for word in sentence][first : last + 1]
    assert "blesse" in words or "urgences" in words
    assert most_serious(()) == (0, -1)


def test_a_word_alone_is_not_louder_than_in_a_sentence():
    """Else « Merci. » would wish for something."""
    alone, among = (
        features_of_passage((tuple(words.split()),)) for words in ("merci", "merci de votre lettre")
    )
    assert alone[0][0] == among[0][0]


def test_the_shipped_model_is_small_and_made_of_the_texts_that_are_here():
    """`training/build.py --check` compares every byte; this one only counts."""
    model = shipped()
    texts, severities = (
        (TRAINING / name).read_text(encoding="utf-8").splitlines()
        for name in ("wishes.jsonl", "severity.jsonl")
    )
    assert (model.wishes.classes, model.serious.classes) == (WISHES, SERIOUS)
    assert model.about["texts"] == len(texts)
    assert model.about["severities"] > len(severities)
    assert len(model.to_bytes()) < 500_000
    assert {json.loads(line)["wish"] for line in texts} == {"share", "contact", "both", "none"}
