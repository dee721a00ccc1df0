"""Words for mailbot or for a colleague are asked about; a letter to its reader is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mailbot.decide.meant_inside import Reader, suspicion, tells_of_a_call

SIGNATURE = "\n\nClaire MARTIN\nSecrétariat – Office de tourisme des Chaumes\n03 29 00 00 00"
_STAFF = frozenset(["claire", "martin", "marc", "petit", "ines", "haddad"])
_WRITER = frozenset(["claire", "martin", "secretariat", "office", "de", "tourisme", "des", "chaumes"])
CLIENT = Reader(
    is_client=True, own=frozenset({"elodie", "dupont"}), client=frozenset({"elodie", "dupont"}),
    colleagues=_STAFF, writer=_WRITER, reference="REC-2026-0012",
)  # fmt: skip
HOTEL = Reader(
    is_client=False, own=frozenset({"hotel", "du", "grand", "tetras"}), client=CLIENT.client,
    colleagues=_STAFF, writer=_WRITER, reference="REC-2026-0012",
)  # fmt: skip

SAID_INSIDE = [
    ("ok transmettez merci", "transmettre"),
    ("Transmettre", "transmettre"),
    ("à transmettre", "transmettre"),
    ("Transmettez au prestataire.", "transmettre"),
    ("Bonjour, pouvez-vous transmettre à l'hôtel svp ?", "transmettre"),
    ("Oui, on peut transmettre.", "transmettre"),
    ("Merci de faire suivre au camping.", "transmettre"),
    ("Vous pouvez l'envoyer à l'hôtel.", "transmettre"),
    ("ne pas transmettre", "annuler"),
    ("Bonjour,\n\nMerci de transmettre la réclamation.\n\nCordialement", "transmettre"),
    ("Clôturez svp", "cloturer"),
    ("à clôturer", "cloturer"),
    ("Bonjour, on peut clôturer, elle a été remboursée.", "cloturer"),
    ("Merci de classer le dossier.", "cloturer"),
    ("Il faut archiver.", "cloturer"),
    ("Non attendez ne l'envoyez pas !", "annuler"),
    ("Stop, n'envoyez rien !", "annuler"),
    ("Oups, merci d'annuler mon dernier message", "annuler"),
    ("Relancez l'hôtel svp", "relancer"),
    ("Pouvez-vous relancer ?", "relancer"),
    ("Il faudrait relancer le camping, toujours pas de nouvelles.", "relancer"),
    ("À assigner à Marc", "assigner"),
    ("Je ne peux pas m'en occuper cette semaine, voir avec Marc", "assigner"),
    ("C'est Inès qui suit ça", "assigner"),
    ("Marc s'en occupe", "assigner"),
    ("c'est la même affaire que le dossier REC-2026-0001, merci de regrouper", "fusionner"),
    ("Doublon de REC-2026-0004", "fusionner"),
    ("À regrouper avec REC-2026-0004.", "fusionner"),
    ("Peux-tu rouvrir le dossier ?", "rouvrir"),
    ("C'est quoi la copie anonymisée ? il faut que je fasse quoi ?", "aide"),
    ("Bonjour, comment fait-on pour avoir le registre ?", "aide"),
    ("Comment je fais pour répondre au client ?", "aide"),
    ("Que dois-je faire maintenant ?", "aide"),
    ("Pouvez-vous m'envoyer la fiche en PDF ?", "aide"),
    ("À quoi sert mailbot ici ?", "aide"),
    ("Bonjour Marc, peux-tu rappeler cette dame ?", "note"),
    ("Salut Inès, tu en penses quoi ?", "note"),
    ("Vu avec la directrice, la cliente sera remboursée.", "note"),
    ("Bonjour, la cliente a été remboursée par l'hôtel.", "note"),
    ("Ce client écrit à tout le monde, il exagère.", "note"),
    ("merci beaucoup pour votre aide", "note"),
    ("Merci beaucoup !", "note"),
    ("favorable\nBonjour Madame, nous sommes désolés, l'hôtel vous rembourse.", "favorable"),
    ("Refusé\n\nBonjour Madame,\nnous ne pouvons pas vous rembourser.", "rejet"),
    ("Accord partiel\nBonjour, nous vous remboursons la moitié.", "partiel"),
    ("Relancer\nMerci", "relancer"),
]


@pytest.mark.parametrize("signature", ["", SIGNATURE])
@pytest.mark.parametrize(("text", "command"), SAID_INSIDE)
def test_words_for_the_house_are_recognised(text: str, command: str, signature: str) -> None:
    """Orders, questions to the desk, words to colleagues, a command without its #; and which was meant."""
    found = suspicion(f"{text}{signature}", CLIENT)
    assert found is not None
    assert found.command == command


def test_the_command_comes_with_what_it_needs() -> None:
    """The colleague who is named, the reference that is written."""
    named = suspicion("voir avec Marc", CLIENT)
    assert named
    assert named.behind == "Marc"
    same = suspicion("Doublon de rec-2026-0004", CLIENT)
    assert same
    assert same.behind == "REC-2026-0004"


TO_THE_CLIENT = [
    "Bonjour Madame, c'est noté, merci.",
    "Bonjour Madame, merci beaucoup.",
    "Bonjour, merci pour votre message, nous revenons vers vous.",
    "Bonjour, c'est noté. Bonne journée.",
    "Bien noté, nous vous tenons au courant.",
    "Nous vous remboursons la nuit.",
    "Votre remboursement est parti ce matin.",
    "Bonjour, nous vous remboursons la nuit.",
    "Le virement part cette semaine.",
    "Merci de votre patience.",
    "Votre demande est acceptée.",
    "Pouvez-vous nous envoyer la facture ?",
    "Pouvez-vous nous transmettre la facture ?",
    "Bonjour Madame,\nMerci de nous transmettre votre facture.\nCordialement",
    "Bonjour Madame,\nPourriez-vous transmettre votre RIB à notre comptabilité ?\nBien à vous",
    "Bonjour,\nMerci de transmettre la facture à notre service comptable.\nCordialement",
    "Bonjour, pouvez-vous me rappeler au 03 29 00 00 00 ?",
    "Bonjour Madame, pouvez-vous me dire à quelle heure vous êtes arrivés ?",
    "Bonjour Madame Dupont,\nJ'ai transmis votre message à l'hôtel, qui doit me répondre cette semaine.",
    "Bonjour Madame,\n\nL'hôtel nous dit que la chaudière était en panne.",
    "Bonjour,\nL'hôtel ne souhaite pas rembourser. Nous regrettons ce séjour.",
    "Bonjour Madame, l'hôtel refuse tout geste. Je le relance et je vous tiens informée.",
    "Bonjour Madame,\nNous relançons l'hôtel aujourd'hui.",
    "Bonjour, je reviens vers vous vite.",
    "Bonjour Madame, mon collègue Marc Petit vous rappellera demain.",
    "Bonjour Madame,\nMarc Petit, mon collègue, s'occupe de votre dossier et vous appellera lundi.",
    "Bonjour,\nC'est Inès Haddad qui suit votre réclamation. Elle vous écrira demain.",
    "Bonjour Madame,\nVotre réclamation REC-2026-0012 est bien arrivée.",
    "Bonjour Madame,\nVotre demande porte la référence REC-2026-0012, à rappeler dans vos courriers.",
    "Bonjour Madame,\nVos deux messages (REC-2026-0004 et REC-2026-0012) sont réunis en un seul dossier.",
    "Madame,\n\nNous clôturons votre dossier.",
    "Bonjour Madame,\nVotre dossier est clos. N'hésitez pas à nous relancer si besoin.",
    "Bonjour,\nSans nouvelles de votre part d'ici vendredi, nous clôturerons le dossier.",
    "Bonjour Madame,\nVous pouvez annuler sans frais jusqu'à la veille.",
    "Bonjour Madame,\nPour annuler, écrivez à l'hôtel ou appelez la réception.",
    ("Bonjour,\nPour ce faire, transmettez la facture à l'adresse ci-dessous : compta@otc.example. Vous "
    "serez remboursée sous huit jours."),
    "Madame, Monsieur,\nNos conditions prévoient que le client présente sa facture. Pouvez-vous l'envoyer ?",
    "Bonjour Madame,\nNotre service client est ouvert le lundi.",
    "Bonjour Madame,\nPour nous, le client passe avant tout : nous regrettons ce qui s'est passé chez vous.",
    "Bonjour, le gérant est en congés jusqu'au 24 novembre, nous vous recontactons dès son retour.",
    "Bonjour Madame, le camping est fermé jusqu'au 1er avril.",
    "Bonjour Élodie,\nC'est réglé, vous recevrez un avoir.",
    "Chère Madame Dupont,\nNous sommes désolés de l'état de la chambre. L'hôtel a changé les draps.",
    "Chère cliente,\nNous avons bien reçu votre courrier.",
    "Cher Monsieur,\nJe m'en occupe dès aujourd'hui et je vous écris demain.",
    "Bonjour Madame, je m'en occupe.",
    "Bonjour Madame,\nQue s'est-il passé ensuite ? Où êtes-vous allés dormir ?",
    "Bonjour Madame,\nComment souhaitez-vous être remboursée ?",
    "Bonjour Madame,\nQuel jour était-ce, et dans quelle chambre ?",
    "Bonjour,\nEst-ce que je peux vous appeler demain matin ?",
    "Bonjour Madame,\nJe ne comprends pas comment cela a pu arriver. Veuillez accepter nos excuses.",
    "Bonjour Madame,\nNous avons transmis votre réclamation, sans votre nom, à l'hôtel.",
    ("Bonjour Madame,\nVotre réclamation est inscrite au registre. Vous aurez une réponse avant le 20 "
    "janvier."),
    "Bonjour Madame,\nÀ titre commercial, nous vous offrons deux entrées au musée.",
    ("Bonjour Madame,\nAprès vérification, la luge était bien en panne ce jour-là. Les tours vous sont "
    "rendus."),
    "Bonjour,\nLa pièce jointe est illisible. Pourriez-vous la renvoyer ?",
    "Bonjour Madame,\nMerci pour votre aide, la photo nous a permis de retrouver la chambre.",
    "Bonjour Madame,\nVous avez raison. Le panneau est changé.",
    "Bonjour Madame,\nNon, le remboursement n'est pas encore parti. Attendez-le pour vendredi.",
    "Bonjour Madame,\n\nOui, bien sûr.\n\nBien cordialement",
    ("Madame,\n\nEn réponse à votre courrier du 6 novembre, j'ai le regret de vous dire que l'hôtel conteste "
    "les faits.\n\nJe vous prie d'agréer, Madame, mes salutations distinguées."),
    ("Bonjour Madame,\n\nNous avons relu le dossier avec la direction. La cause est une panne de chaudière, "
    "réparée le 9 novembre. L'hôtel rembourse la nuit. Nous vous présentons nos excuses.\n\nCordialement"),
    "Hello,\nThank you for your message. Please forward us the invoice.",
    "Dear Ms Dupont,\nThe hotel has been told and will refund the night.",
    "Sehr geehrte Frau Dupont,\nwir haben Ihre Nachricht erhalten.",
    "Monsieur,\nVeuillez trouver ci-joint le courrier du médiateur.",
    ("Mesdames, Messieurs,\nLe festival a été annulé par la préfecture. Les billets sont remboursés au "
    "guichet."),
    "Bonjour,\nLe restaurant a été contrôlé hier. Merci de nous avoir alertés.",
    "Merci beaucoup pour ces précisions, nous les transmettons à l'hôtel.",
    "Bonjour Madame,\nUne précision : la facture est-elle à votre nom ?",
]  # fmt: skip


def test_there_are_enough_letters() -> None:
    """Rare false alarms cannot be seen in a few cases."""
    assert len(set(TO_THE_CLIENT)) >= 60


TEMPLATES = Path(__file__).parents[2] / "templates"
OF_THE_CLIENT = ("accuse_reception", "avancement", "cloture", "demande_precisions", "enquete", "prolongation")
OF_THE_PROVIDER = ("transmission", "relance_prestataire", "lettre_prestataire")


def words_of(name: str) -> str:
    """What a template says in every case, without its marks and what stands around the letter."""
    text = (TEMPLATES / name / "fr.txt").read_text(encoding="utf-8")
    text = re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "2026", text), flags=re.DOTALL)
    return "\n".join(line.lstrip("#|-!> ") for line in text.splitlines() if not line.startswith("Objet"))


@pytest.mark.parametrize("name", OF_THE_CLIENT + OF_THE_PROVIDER)
def test_our_own_letters_read_as_letters(name: str) -> None:
    """Somebody may copy what a template says."""
    assert suspicion(words_of(name), CLIENT if name in OF_THE_CLIENT else HOTEL) is None


@pytest.mark.parametrize("signature", ["", SIGNATURE])
@pytest.mark.parametrize("text", TO_THE_CLIENT)
def test_a_letter_to_the_client_is_a_letter(text: str, signature: str) -> None:
    """Short or long, with a colleague's name, a reference, a request: nobody is asked about it."""
    assert suspicion(f"{text}{signature}", CLIENT) is None


TO_THE_PROVIDER = [
    "Bonjour,\nMerci pour votre retour. Pouvez-vous tout de même faire un geste ?\nCordialement",
    "Bonjour,\nMerci beaucoup.",
    "Merci pour votre réponse rapide.",
    "Bonjour Monsieur,\nLe client attend une réponse. Pouvez-vous l'appeler ?",
    "Bonjour,\nLa cliente demande le remboursement d'une nuit. Qu'en pensez-vous ?",
    "La cliente dit que la chambre 12 était sale.",
    "Bonjour,\nLe client indique que l'hôtel a refusé de le changer de chambre. Est-ce exact ?",
    "Bonjour,\nPouvez-vous nous transmettre une copie de la facture ?",
    "Bonjour,\nPouvez-vous transmettre ce message à la direction ?",
    "Merci de nous répondre avant vendredi.",
    "Bonjour,\nMerci d'annuler la réservation du 12.",
    "Bonjour,\nJe me permets de vous relancer au sujet de la réclamation ci-dessous.",
    "Bonjour,\nVotre réponse nous est bien parvenue. Nous la faisons suivre à la cliente.",
    "Bonjour,\nQuand la chaudière a-t-elle été réparée ?",
    "Bonjour,\nConfirmez-vous que les draps n'avaient pas été changés ?",
    "Bonjour Monsieur le Directeur,\nNous prenons note de votre refus.",
    "Bonjour,\nÀ l'hôtel, qui était de service ce soir-là ?",
    "Bonjour,\nMarc Petit, mon collègue, passera demain.",
    "Bonjour,\nVous trouverez ci-dessous ce que la cliente nous a écrit de son séjour.",
    "Bonjour,\nNous vous remercions de votre geste.",
    "Merci de votre appel. Je note que le remboursement partira lundi.",
]


@pytest.mark.parametrize("text", TO_THE_PROVIDER)
def test_a_letter_to_the_provider_is_a_letter(text: str) -> None:
    """In its conversation the client is somebody else, and may be spoken of."""
    assert suspicion(text, HOTEL) is None


@pytest.mark.parametrize(
    "text",
    [
        (
            "Bonjour monsieur,\nL'hôtel nous répond que la chaudière était en panne et qu'un radiateur "
            "été "
            "proposé. Ils ne souhaitent pas rembourser. Nous sommes désolés.\nCordialement"
        ),
        "Bonjour,\nLe Grand Tétras refuse de vous rembourser.",
        "L'établissement vous propose un avoir.",
        "Bonjour Madame Dupont,\nNous sommes désolés.",
        "Bonjour,\nNous regrettons votre séjour manqué. Merci de votre patience.",
    ],
)
def test_a_letter_to_the_client_is_not_for_the_provider(text: str) -> None:
    """The reader told of as somebody else, the client greeted: written under the wrong notification."""
    found = suspicion(text, HOTEL)
    assert found
    assert found.sort == "wrong_party"


def test_a_client_who_is_called_like_a_colleague_may_be_greeted() -> None:
    """« Bonjour Marc » is no word to a colleague where the client is Marc."""
    reader = Reader(is_client=True, own=frozenset({"marc", "leroy"}), colleagues=_STAFF)
    assert suspicion("Bonjour Marc, c'est réglé.", reader) is None
    assert suspicion("Bonjour Inès, c'est réglé.", reader)


@pytest.mark.parametrize(
    "text",
    [
        "J'ai eu M. Vautrin, il est sur la défensive.",
        "Appelé ce matin, le gérant vérifie ses frigos.",
        "Bonjour, je viens d'avoir le patron au téléphone.",
        "Nous avons appelé la ferme.",
        "Eu le directeur par téléphone : il rappelle demain.",
    ],
)
def test_a_call_is_told_of(text: str) -> None:
    """In the words in which people tell that they have telephoned."""
    assert tells_of_a_call(text)


@pytest.mark.parametrize(
    "text", ["Bonjour Madame, nous vous rappelons demain.", "J'ai transmis votre message."]
)
def test_no_call_is_told_of(text: str) -> None:
    """A promise of a call is none."""
    assert not tells_of_a_call(text)
