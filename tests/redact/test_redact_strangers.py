"""Names that no list has, told by where they stand; and what stands there and is no name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailbot.model import Address, Directory, IncomingMail, Meaning, Provider, Wishes
from mailbot.redact import redact

DIRECTORY = Directory(
    organisation="Office de tourisme des Chaumes",
    providers=(
        Provider(id="t", name="Hôtel du Grand Tétras", aliases=("le Tétras",), address="d@tetras.example"),
    ),
)
MAIL = IncomingMail(
    content_digest="d",
    received_at=datetime(2026, 1, 1, tzinfo=UTC),
    mailbox="s@o.example",
    from_=Address(address="elodie.m@boite.example", name="Élodie Marchetti"),
)
MEANING = Meaning(kind="reclamation")
REFUSES = Meaning(kind="reclamation", wishes=Wishes(refuses_contact_sharing=True))


def saying(text: str) -> IncomingMail:
    return replace(MAIL, text=text, new_text=text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Ce bruit passe devant chez moi, allée des Charmilles, depuis mai.", "Charmilles"),
        ("Mon voisin habite impasse du Verger et se plaint aussi.", "impasse Verger"),
        ("C'est Madame Ostermannine, du square Gambetta, pour le chat.", "Ostermannine square Gambetta"),
        ("On peut me voir au douze de la rue Carnot.", "rue Carnot"),
        ("Livrez au lot. Les Ajoncs n° 7, merci.", "Ajoncs n° 7"),
        ("Appelez le 06 39\n98 12 34 le soir.", "06 39 98 12 34"),
        ("Appelez au 07 45 puis deux fois 12 et 89, merci.", "07 45 12 89"),
        ("Sonnez en bas (interphone VASNIER/OULMIERE).", "VASNIER OULMIERE"),
        ("Lu : Réclamation Ostermannine", "Ostermannine"),
        ("PLAINTE : rien.\nContestation LE GUERNIGOU - facture", "GUERNIGOU"),
        ("bonjour c'est madame euh Ostermannine pour le ménage", "Ostermannine"),
        ("bonsoir annick prigentec à l'appareil pour la chaudière", "annick prigentec"),
        ("Vous me connaissez, Élodie, maman d'Yzeultine.", "Yzeultine"),
        ("C'était froid. Merci bien. YL Ostermannine (ancien client)", "Ostermannine"),
        ("Que faire ? Merci beaucoup, Gontranne Ostermannine, professeure de dessin", "Ostermannine"),
        ("Nous attendons.\nÉlodie Marchetti\nMaison de santé des Ajoncs", "Ajoncs"),
        ("Nous attendons.\nÉlodie Marchetti\nLe Coin de Pépé 06 39 98 12 34", "Pépé"),
        ("Nous attendons.\n\nY-M O.", "Y-M"),
        ("Les élèves concernés : Amiotte, Haddadou et Lesueur.", "Amiotte Haddadou Lesueur"),
        ("Participants : BERTINOT Lucie, SAUVAGET Hugo", "BERTINOT SAUVAGET"),
        ("Mon beau-frère, qui loge chez les Perraultin, confirme.", "Perraultin"),
        ("M'appeler le soir, demander Joselle.", "Joselle"),
        ("C'est Didounet qui vous écrit.", "Didounet"),
        ("J'étais accompagnée de Swetlanka.", "Swetlanka"),
        ("Nous (Gwendylou et moi) avons attendu 2 heures.", "Gwendylou"),
        ("L'autre conducteur, M. Zbygniew Kuczynsky, a reconnu les faits.", "Zbygniew Kuczynsky"),
        ("Je travaille à la Menuiserie Hofferel depuis dix ans.", "Hofferel"),
        ("L'élève est Tokplonou, en 3e B.", "Tokplonou"),
        ("Contact : Guénolée Briandot, trésorière, le soir.", "Guénolée Briandot"),
        ("Bravo au club, notre Albane met la tête sous l'eau.", "Albane"),
        ("Onze Lowijs was ziek.", "Lowijs"),
        ("Our Barnabie adored it.", "Barnabie"),
        ("Nous étions là avec Xylor Brandebuis, il a tout vu.", "Xylor Brandebuis"),
        ("Nous étions là avec Brandebuis.", "Brandebuis"),
        ("Kézialine (4 ans) a pleuré toute la nuit.", "Kézialine"),
        ("Côme a six ans et a eu peur.", "Côme"),
        ("Je soussignée, née Thouveninque le 23 mars 1987, réclame.", "Thouveninque 1987"),
        ("Il aura 6 ans le 8 septembre 2026.", "septembre"),
        ("La SARL Boulangerie Vigneronde réclame 300 €.", "Vigneronde"),
        ("Professeure d'EPS au lycée Ampérien-Sud, j'accompagnais 31 élèves.", "Ampérien"),
        ("Notre présidente, Odilonne Lesueur, vous appellera.", "Odilonne Lesueur"),
        ("La chambre était froide. Merci. Volkhart Brinkmannsen", "Volkhart Brinkmannsen"),
        ("JE SUIS FURIEUX. BERNARD KOWALSKINE", "KOWALSKINE"),
        ("Our car KT19 VBD broke down.", "KT19"),
        ("Unser Wohnmobil (KA HJ 4471) steht dort.", "4471"),
        ("Mon identifiant c kevLdr08.", "kevLdr08"),
        ("Card ends with 4417.", "4417"),
        ("Un codice (PC7KQ2) che non va.", "PC7KQ2"),
    ],
)  # fmt: skip
def test_a_name_is_known_by_its_place(text: str, gone: str) -> None:
    """No list has these names."""
    said = redact(saying(text), DIRECTORY, MEANING).text
    assert [word for word in gone.split() if word in said] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Le gérant M. Sorel a ri ; Mme Bodin, la patronne, aussi.", "Sorel Bodin"),
        ("Le serveur Kévin a renversé le café.", "Kévin"),
        ("Mon moniteur Christophe crie, et le maître nageur Steven dort.", "Christophe Steven"),
        ("Tout a été cassé au 5 venelle du Puits le 16 septembre.", "le 16 septembre"),
        ("J'ai la place de parking n° 14, devant le chantier de la rue Neuve.", "parking n° 14 rue Neuve"),
        ("Réclamation chauffage\nPlainte : le chauffage.", "Réclamation chauffage"),
        ("Arrêts 02, 05, puis 12 et 14 à 3 puis 4 euros.", "02, 05, puis 12 et 14"),
        ("Merci à Corinne de l'accueil.", "Corinne"),
        ("Bonjour Madame Vautrin, je vous réponds.", "Vautrin"),
        ("J'ai commandé chez Darty un Dyson, livré par Chronopost.", "Darty Dyson Chronopost"),
        ("Venus de Dijon en Twingo, avec Blablacar, en Bretagne.", "Dijon Twingo Blablacar Bretagne"),
        ("Ma voiture est une Peugeot, notre Airbnb aussi était sale.", "Peugeot Airbnb"),
        ("Monsieur le Maire, la Fête de la Musique est trop forte.", "Maire Musique"),
        ("We came on Saturday in August and spoke French.", "Saturday August French"),
        ("Le lundi 3 mai à 8 h 15, avenue de la Gare.", "8 h 15"),
        ("Au Tétras, la chambre 12 à 95 € était froide.", "Tétras 12 95"),
        ("Session du 3 mai, module 2.", "3 mai"),
    ],
)  # fmt: skip
def test_what_is_nobodys_name_stays(text: str, kept: str) -> None:
    """Staff, shops, cars, towns, days, facts."""
    said = redact(saying(text), DIRECTORY, MEANING).text
    assert [word for word in kept.split() if word not in said] == []


TIES = (
    "Ma belle-sœur habite en face du restaurant.", "Je suis le facteur du village.",
    "Nous sommes les seuls clients à avoir eu la chambre du bas.", "J'étais le seul en fauteuil roulant.",
    "Mon fils est dans la même classe que le sien.",
    "J'ai travaillé chez eux pendant dix ans.",
    "Il sait très bien qui je suis.", "Le patron va deviner que c'est nous.",
    "Je tiens la boulangerie à côté.",
    "On se croise tous les matins à l'école.", "Mon mari est son employé.", "Je suis infirmière.",
    "Je suis conseiller municipal.", "Nous étions le couple avec les triplés.", "Il va me reconnaître.",
    "Le monsieur avec qui il s'est disputé mardi, c'est moi.",
    "Je lui ai vendu sa voiture.",
    "I am the only wheelchair user in the group.",
    "My sister-in-law works there.", "Wir waren die einzigen Gäste.",
)  # fmt: skip


@pytest.mark.parametrize("text", TIES)
def test_words_that_tell_who_it_is_are_shown_to_a_person(text: str) -> None:
    """For those who want to stay unknown; for the others they are facts."""
    assert any("désigner" in why for why in redact(saying(text), DIRECTORY, REFUSES).held)


@pytest.mark.parametrize("text", [
    "La chambre était sale et le chauffage en panne.", "Nous avons attendu deux heures sans explication.",
    "J'habite loin et je ne reviendrai pas.", "Ma fille a eu froid toute la nuit.", "Je suis très déçue.",
    "C'est la première fois que nous venons.", "Je suis client depuis dix ans.", "Le moniteur criait.",
])  # fmt: skip
def test_ordinary_words_hold_nothing(text: str) -> None:
    """Even where the client wants to stay unknown."""
    assert redact(saying(text), DIRECTORY, REFUSES).held == ()
