"""Wishes about contact in words that no list foresaw, and facts that use the very same words."""

from __future__ import annotations

import pytest

from mailbot.understand.fold import fold, tokens_of
from mailbot.understand.wish_grammar import CALLS, SILENCE, UNANSWERED, UNNAMED
from mailbot.understand.wish_roles import meant
from mailbot.understand.wish_traps import ASKING, VETO_SILENCE
from mailbot.understand.wishes import wishes_of


def wishes(text):
    return wishes_of(text, tokens_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Faites comme si vous aviez constaté la chose par vous-mêmes.",
        "Vous pouvez tout leur raconter, sauf qui vous l'a raconté.",
        "Veuillez garder mes coordonnées par-devers vous.",
        "Que personne là-bas ne sache que j'ai parlé.",
        "Cela m'ennuierait beaucoup que la directrice fasse le rapprochement avec mon fils.",
        "Le moins il en saura sur moi, mieux ce sera.",
        "Prière de ne pas ébruiter mon intervention.",
        "svp dite pas ke c moi ki ai ecri",
        "Vous voudrez bien omettre mon nom.",
        "Retirez toute mention de mon identité s'il vous plaît.",
        "Faites passer le message sans dire de la part de qui.",
        "N'évoquez pas la chambre 14, ils comprendraient tout de suite.",
        "Mon patron ne doit sous aucun prétexte être au courant.",
        "Je ne consens pas à ce que mes données personnelles soient remises au prestataire.",
        "Ne claironnez pas mon nom dans le couloir.",
        "Je demande que mon identité ne soit pas dévoilée.",
        "Je ne souhaite pas que l'on m'associe à cette réclamation.",
        "Pas de coordonnées transmises au garage s'il vous plaît.",
        "J'aimerais autant que vous ne disiez rien de moi.",
        "Vous ne lui direz pas que c'est moi, n'est-ce pas ?",
    ],
)
def test_a_refusal_to_be_named_is_understood_whatever_the_verb(text):
    """A « not », a condition or secrecy, beside one's name, one's letter or oneself."""
    assert wishes(text).refuses_contact_sharing


@pytest.mark.parametrize(
    "text",
    [
        "J'en resterai là.",
        "Ce message se suffit à lui-même, nul besoin d'y donner suite.",
        "Je ne désire aucune suite.",
        "Je coupe tout contact avec votre organisme.",
        "Merci de ne pas revenir vers moi.",
        "Ne me contactez sous aucun prétexte.",
        "Ne reprenez pas contact avec nous.",
        "Je décline tout échange ultérieur.",
        "Vos courriers finiront à la poubelle, n'en envoyez plus.",
        "Vous n'avez pas besoin de me tenir au courant.",
        "Que je n'entende plus parler de votre agence.",
        "Je n'ai aucune envie d'être recontactée.",
    ],
)
def test_no_further_contact_is_understood_whatever_the_verb(text):
    """To be left alone is said with needs, with refusals and with what becomes of letters."""
    assert wishes(text).no_further_contact


@pytest.mark.parametrize(
    "text",
    [
        "Point n'est besoin de me répondre.",
        "Votre réponse m'indiffère peu importe.",
        "Je renonce à toute réponse.",
        "Mon courrier se passe de réponse.",
        "Une réponse serait superflue.",
        "Cela ne nécessite aucune réponse.",
        "C'est juste pour vous informer, je n'ai pas besoin de réponse.",
        "Vous n'êtes pas tenus de me répondre.",
        "jattend pas de reponse",
    ],
)
def test_that_no_answer_is_wanted_is_understood_whatever_the_verb(text):
    """These words refuse even an acknowledgement."""
    assert wishes(text).no_answer_at_all


@pytest.mark.parametrize(
    "text",
    [
        "Mon nom n'apparaît pas sur l'attestation.",
        "Le guide ne connaissait pas mon nom alors que j'avais réservé.",
        "Retirez mon nom de la liste d'attente, j'ai trouvé ailleurs.",
        "Vous n'avez pas transmis mon dossier à la caisse.",
        "Il n'a pas noté mon adresse et le colis est perdu.",
        "La dame de l'accueil ne m'a pas donné son nom.",
        "Sans donner de raison, il a annulé la séance.",
        "N'oubliez pas de leur indiquer mon nom et mon numéro.",
        "Vous pouvez dire que cela vient de moi.",
        "Je veux que le directeur sache que je suis furieux.",
        "Je ne veux pas que cela se reproduise.",
        "Ne vous moquez pas de moi.",
        "Sans vouloir paraître pointilleux, mon nom s'écrit avec un t.",
        "J'ai une demande : une lampe plus discrète dans l'entrée.",
    ],
)
def test_facts_about_names_are_no_refusal(text):
    """Past tenses, other people's silence and offers use the same words."""
    assert not wishes(text).refuses_contact_sharing


@pytest.mark.parametrize(
    "text",
    [
        "Je n'en resterai pas là.",
        "Je n'attends rien, je préfère simplement vous le dire.",
        "Je n'attends pas d'excuses mais une réponse claire.",
        "Merci de ne pas tarder à me répondre.",
        "Ne classez pas l'affaire sans me répondre.",
        "Ne me laissez pas sans nouvelles.",
        "Vous n'avez pas jugé utile de me répondre.",
        "Elle ne s'est pas donné la peine de nous écrire.",
        "On m'a répondu « inutile de nous écrire ».",
        "Inutile de vous dire que j'attends une réponse.",
        "Inutile de m'envoyer un technicien le mardi, je travaille.",
        "Ne nous envoyez plus ce moniteur.",
        "Je ne veux plus recevoir cette facture deux fois.",
        "Pas besoin d'un rendez-vous, une réponse par mail suffira.",
        "Pas besoin de me rappeler avant lundi, je suis en congé.",
        "Ne me recontactez pas pour des publicités, mais répondez-moi sur mon dossier.",
        "Je ne souhaite pas attendre votre réponse trois semaines.",
    ],
)
def test_facts_about_answers_silence_nobody(text):
    """Who is waiting for an answer, or asks for one beside a refusal, gets it."""
    assert not wishes(text).no_further_contact


def test_a_wish_made_of_parts_stands_in_one_sentence():
    """A « not » of one sentence does not forbid the name in the next."""
    assert meant(tokens_of("Ne communiquez pas mon nom."))
    assert not meant(tokens_of("Ne communiquez pas cela. Mon nom est Dupont."))


@pytest.mark.parametrize("phrases", [UNNAMED, SILENCE, UNANSWERED, CALLS, VETO_SILENCE, ASKING])
def test_what_is_composed_is_written_as_words_are_read(phrases):
    """A class or a part that was not spelled out would never be found."""
    assert phrases == fold(phrases)
    assert not set("'’-.,") & set(phrases)
