"""Tables of words about contact: who must not be named, who wants no answer, whom the writer asks for."""

from __future__ import annotations

import pytest

from mailbot.understand.fold import fold, tokens_of
from mailbot.understand.wants import wants_of
from mailbot.understand.wish_cues import ANONYMOUS, NO_ANSWER, NO_CONTACT
from mailbot.understand.wish_traps import PHONE_ONLY, VETO
from mailbot.understand.wishes import wishes_of


def wishes(text):
    return wishes_of(text, tokens_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Je souhaite rester anonyme.",
        "Ne transmettez pas mes coordonnées au gérant.",
        "Merci de ne pas communiquer mon nom à l'hôtel.",
        "Vous pouvez leur en parler mais sans donner mon nom.",
        "Faites suivre, sans me citer.",
        "Je vous écris à titre confidentiel.",
        "Je ne veux pas que l'hôtelier sache que c'est moi.",
        "surtout donnez pas mon numero au moniteur",
        "Ne lui dites pas que ça vient de moi.",
        "J'aimerais que mon adresse ne soit communiquée à personne.",
        "Nos coordonnées ne doivent pas être transmises au loueur.",
        "Je ne souhaite pas que mes coordonnées soient communiquées.",
        "Je ne souhaite pas être contacté par l'hôtel.",
        "Que cela reste entre nous.",
        "Please do not give them my name.",
        "I would prefer to remain anonymous.",
        "Bitte geben Sie meinen Namen nicht weiter, ich möchte anonym bleiben.",
        "Ik wil graag anoniem blijven.",
        "No les den mi nombre, prefiero permanecer en el anonimato: anónimo.",
        "Vorrei rimanere anonima.",
        "Dites-le-lui sans préciser de qui cela vient. Pas un mot de moi surtout.",
        "Je préférerais que le loueur n'apprenne pas que j'ai écrit.",
        "Que cette dame n'ait ni mon prénom ni mon numéro.",
        "Laissez mon nom en dehors de tout ça.",
        "Présentez-leur l'idée comme venant de la mairie.",
        "dites rien sur nous svp",
        "Elle ne doit pas être informée de ma démarche.",
        "Merci de rester discrets, j'y retourne lundi.",
        "Leave my name out of this, please.",
        "Please don't tell the owner who wrote.",
        "Geef mijn naam niet door aan de eigenaar.",
        "Per favore non ditegli chi ha scritto.",
        "Me gustaría que lo comprobaran, pero sin decirles quién se queja.",
    ],
)
def test_a_refusal_to_be_named_is_heard(text):
    """However it is said, the writer's name must not reach who is complained of."""
    assert wishes(text).refuses_contact_sharing


@pytest.mark.parametrize(
    "text",
    [
        "Vous pouvez transmettre mes coordonnées au gérant.",
        "N'hésitez pas à leur donner mon numéro.",
        "Le serveur n'a pas voulu me donner son nom.",
        "Vous ne m'avez pas communiqué le nom du responsable.",
        "Mon nom n'était pas sur la liste.",
        "L'hôtel a refusé de donner son numéro.",
        "Je n'ai pas donné mon nom à l'accueil.",
        "On m'a raccroché au nez sans me donner d'explication.",
        "Merci de me dire qui s'occupe de mon dossier.",
        "Vous pouvez filer mon numéro à l'hôtel si cela débloque les choses.",
        "J'ai reçu une lettre anonyme de votre part.",
    ],
)
def test_other_talk_of_names_is_no_refusal(text):
    """Names that are withheld by somebody else, or offered, are not the writer's refusal."""
    assert not wishes(text).refuses_contact_sharing


@pytest.mark.parametrize(
    "text",
    [
        "Je ne souhaite pas être recontacté.",
        "Je ne souhaite pas être recontacté par la suite.",
        "Je ne veux plus être contactée par vos services.",
        "Inutile de me recontacter.",
        "Ne m'écrivez plus.",
        "Merci de ne plus me solliciter.",
        "Pas la peine de me rappeler ni de m'écrire, pas besoin de me recontacter.",
        "Please do not contact me again.",
        "Ich möchte nicht kontaktiert werden.",
    ],
)
def test_no_further_contact_is_heard(text):
    """The writer wants no more mail; one acknowledgement is still allowed."""
    found = wishes(text)
    assert found.no_further_contact
    assert not found.no_answer_at_all


@pytest.mark.parametrize(
    "text",
    [
        "Inutile de me répondre.",
        "Pas de réponse attendue.",
        "Je n'attends pas de réponse.",
        "Pas besoin de me répondre, c'est juste pour que vous sachiez.",
        "No need to reply.",
        "Keine Antwort nötig.",
        "No hace falta que me respondan.",
        "Réponse inutile.",
        "Épargnez-moi votre lettre type, je n'en veux pas.",
        "Ne vous fatiguez pas à me répondre.",
        "Don't bother replying, we have left.",
        "Sie brauchen mir nicht zu antworten.",
        "Ik hoef geen reactie.",
        "Non occorre rispondermi.",
    ],
)
def test_a_refusal_of_any_answer_is_heard(text):
    """These words refuse even an acknowledgement."""
    found = wishes(text)
    assert found.no_further_contact
    assert found.no_answer_at_all


@pytest.mark.parametrize(
    "text",
    [
        "Ne manquez pas de me contacter.",
        "Je n'ai pas été recontacté malgré mes appels.",
        "Nous n'avons jamais été rappelés.",
        "N'hésitez pas à me contacter pour tout renseignement.",
        "Contactez-moi uniquement par mail.",
        "Merci de ne pas me rappeler, écrivez-moi plutôt.",
        "Ne me contactez pas par téléphone, je préfère un courriel.",
        "Vous ne répondez pas au téléphone.",
        "Je n'ai pas eu de réponse depuis trois semaines.",
        "Pas de réponse à mes deux courriers !",
        "Ceci est un message automatique, merci de ne pas y répondre.",
        "Pourquoi ne m'a-t-on pas recontacté ?",
        "Si vous ne me répondez pas, je saisirai le médiateur.",
        "J'attends votre réponse.",
        "Je n'attends pas de réponse particulière de l'hôtel, mais de vous, oui.",
        "Auf meine E-Mail kam keine Antwort.",
        "Please do not forget to answer before Friday.",
        "Ho scritto tre volte, nessuna risposta.",
        "Je ne souhaite pas être contactée par l'hôtel.",
    ],
)
def test_other_talk_of_contact_is_no_refusal(text):
    """A grievance about silence, an invitation, a preference for mail: the writer does want an answer."""
    found = wishes(text)
    assert (found.no_further_contact, found.no_answer_at_all) == (False, False)


@pytest.mark.parametrize(
    ("text", "handler"),
    [
        ("À l'attention de Mme Griffart.", "Mme Griffart"),
        ("Je souhaite que Mme Griffart suive mon dossier.", "Mme Griffart"),
        ("Je préfère avoir affaire à M. Trossat.", "M. Trossat"),
        ("J'aimerais parler à Monsieur Le Goff directement.", "Monsieur Le Goff"),
        ("Je ne veux plus avoir affaire à M. Trossat.", None),
        ("Tout le monde sauf vous : je refuse de ne pas parler à M. Trossat.", None),
        ("M. Trossat m'a reçu hier, il a été désagréable.", None),
        ("Je souhaite que le dossier avance.", None),
    ],
)
def test_whom_the_writer_asks_for(text, handler):
    """A person asked for by name, unless the sentence refuses that person."""
    assert wishes(text).handler == handler


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Je ne veux plus avoir affaire à M. Trossat.", "M. Trossat"),
        ("N'importe qui, mais pas Mme Griffart.", "Mme Griffart"),
        ("Je refuse tout échange avec Monsieur Trossat.", "Monsieur Trossat"),
        ("Anyone but Mrs Griffart, please.", "Mrs Griffart"),
        ("Je préfère avoir affaire à M. Trossat.", None),
        ("M. Trossat m'a reçu hier, il a été désagréable.", None),
    ],
)
def test_whom_the_writer_will_not_have(text, refused):
    """A person refused by name is not the person asked for."""
    found = wishes(text)
    assert found.not_handler == refused
    assert refused is None or found.handler is None


def test_two_wishes_in_one_breath_are_both_heard():
    """A refusal of an answer is not swallowed by the refusal to be named beside it."""
    found = wishes("Je ne souhaite pas de réponse et ne donnez pas mon mail au loueur.")
    assert found.refuses_contact_sharing
    assert found.no_answer_at_all


@pytest.mark.parametrize("phrases", [ANONYMOUS, NO_CONTACT, NO_ANSWER, VETO, PHONE_ONLY])
def test_the_phrases_of_wishes_are_written_as_words_are_read(phrases):
    """A phrase with an accent, an apostrophe or a class that was not spelled out would never be found."""
    assert phrases == fold(phrases)
    assert not set("'’-.,") & set(phrases)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "La douche fuyait. Je demande le remboursement de la nuit.",
            "Je demande le remboursement de la nuit",
        ),
        ("Merci de rectifier ma facture. Merci d'avance.", "Merci de rectifier ma facture"),
        ("Nothing worked. We would like half of it back.", "We would like half of it back"),
        ("La douche fuyait. Merci d'avance pour votre retour.", None),
        ("Je ne demande rien, je constate.", None),
        ("C'était sale.", None),
    ],
)
def test_what_is_asked_for_is_told_in_the_writers_words(text, wanted):
    """The asking sentence; politeness asks for nothing."""
    assert wants_of(text, tokens_of(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ne lui répétez pas, et surtout ne lui dites pas pourquoi je change de jour.",
        "Que l'accueil ne dise pas à cette dame que nous avons appelé.",
        "Il ne doit rien apprendre de ma démarche.",
        "Ne leur faites pas suivre ce courrier.",
        "Évitez de lui montrer ma lettre.",
        "Pas la peine de leur raconter d'où cela vient.",
        "Ne donnez ni mon adresse ni la sienne ; le mien de nom non plus, à personne : restez discrets.",
        "Acceptez-vous que vos coordonnées soient transmises au prestataire ? Non",
        "I'd be grateful if you didn't give them our names.",
        "Bitte nennen Sie dem Vermieter meinen Namen nicht.",
        "Zeg hem niet dat ik het was.",
        "No le digan que fui yo.",
        "Non gli dite chi ha scritto.",
    ],
)
def test_a_refusal_to_be_named_is_heard_in_other_words(text):
    """What may not be told is not only a name: the letter, the reason, that anybody wrote at all."""
    assert wishes(text).refuses_contact_sharing


@pytest.mark.parametrize(
    "text",
    [
        "Pas besoin de me rappeler, je voulais juste que ce soit dit.",
        "Souhaitez-vous être recontacté ? NON",
        "Ne nous rappelez pas, nous préférons passer à autre chose, c'est dit.",
        "Do not trouble yourselves with a reply.",
        "Eine Antwort brauche ich nicht.",
    ],
)
def test_who_has_closed_the_matter_wants_no_further_contact(text):
    """A call is refused, and nothing else is asked for: no letter is wanted either."""
    assert wishes(text).no_further_contact


@pytest.mark.parametrize(
    "text",
    [
        "Inutile de m'appeler au bureau, je voulais juste un mot par écrit.",
        "Personne ne décroche, je n'ai eu ni réponse ni excuse.",
        "Merci de ne pas me répondre que c'est complet.",
        "If you don't want to lose me, answer.",
        "Si no contestan, iré en persona.",
    ],
)
def test_what_only_sounds_like_it_refuses_no_answer(text):
    """Another way is open, or nobody has answered yet."""
    assert not wishes(text).no_further_contact


@pytest.mark.parametrize(
    ("text", "handler", "not_handler"),
    [
        ("Je voudrais que ce soit Claire Dubois qui me rappelle.", "Claire Dubois", None),
        ("Que mon dossier soit traité par Mme Le Goff.", "Mme Le Goff", None),
        ("je veu que madame perrot soccupe de moi", "madame perrot", None),
        ("JE SOUHAITE QUE MME PERROT SUIVE MON DOSSIER", "MME PERROT", None),
        ("Je préférerais M. Aubry, qui me connaît.", "M. Aubry", None),
        ("I would rather deal with Mrs Perrot.", "Mrs Perrot", None),
        ("Que mon dossier ne soit plus suivi par M. Petit.", None, "M. Petit"),
        ("N'importe qui sauf Karim.", None, "Karim"),
        ("Pas question que M. Petit s'en occupe.", None, "M. Petit"),
        ("Que M. Petit ne s'occupe plus de moi.", None, "M. Petit"),
        ("Anyone but Mr Petit, please.", None, "Mr Petit"),
        ("J'ai été suivi par Mme Perrot pendant deux ans.", None, None),
        ("Le dossier a été confié à M. Blanc en mars.", None, None),
        ("À l'attention de la Direction.", None, None),
        ("J'ai déjà parlé à Mme Perrot, sans résultat.", None, None),
    ],
)
def test_the_handler_that_is_wished_and_the_one_that_is_not(text, handler, not_handler):
    """Named in any order, with or without a civility; who has only had the case is not asked for."""
    found = wishes(text)
    assert (found.handler, found.not_handler) == (handler, not_handler)
