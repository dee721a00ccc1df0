"""Names that no list has, in every place where a mail may put them; and words that only look like one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailbot.model import Address, Directory, IncomingMail, Meaning, Provider
from mailbot.redact import redact

DIRECTORY = Directory(
    organisation="Office de tourisme des Chaumes",
    providers=(
        Provider(id="tetras", name="Hôtel du Grand Tétras", address="direction@grand-tetras.example",
                 town="Gérardmer"),
    ),
)  # fmt: skip
MAIL = IncomingMail(
    content_digest="a" * 64,
    received_at=datetime(2026, 11, 9, tzinfo=UTC),
    mailbox="reclamations@otc.example",
    from_=Address(address="contact@bois-joli-conseil.example", name="Sylvie Marchal"),
)


def copied(text: str, language: str = "fr") -> str:
    mail = replace(MAIL, text=text, new_text=text)
    return redact(mail, DIRECTORY, Meaning(kind="reclamation", language=language)).text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Nous retirons Zwelethu en janvier.", "Zwelethu"),
        ("La barre est tombée, dessus, Maëlann était assise.", "Maëlann"),
        ("Il faut que Baptistin ait un patron.", "Baptistin"),
        ("Le veilleur a demandé son numéro à Maëlann.", "Maëlann"),
        ("C'est ma collègue qui paie, pas moi ; que ce soit Zwelethu qui vienne ne change rien.", "Zwelethu"),
        ("Nous étions avec les Brandebuis et les Teixeira.", "Teixeira"),
        ("Les Bouvard ont été remboursés, pas nous.", "Bouvard"),
        ("Mon épouse, née Brandebuis, a glissé.", "Brandebuis"),
        ("Ma fille, épouse Brandebuis, a payé.", "Brandebuis"),
        ("Succession LE BRANDEC, contrat en attente.", "BRANDEC"),
        ("Le capital revient à son frère Alain Le Brandec.", "Brandec"),
        ("Chargée de la succession de Madame Anne Le Brandec, décédée, j'attends.", "Brandec"),
        ("Étaient là Mmes Aubertin, Brandebuis et Delpech.", "Brandebuis"),
        ("J'ai quatre enfants (Rose, Paul, Maëlann).", "Rose"),
        ("La carte de transport de Mathis Brandebuis est réglée.", "Mathis"),
        ("Je laisse la colère à Catherine, appelez-la.", "Catherine"),
        ("L'autre conducteur, un certain Gérald Brandebuis, m'a insulté.", "Brandebuis"),
        ("Le bus m'a percuté ; le chauffeur, M. Teddy Brandebuis, saignait.", "Brandebuis"),
        ("J'ai sondé mes voisines, Paulette, Ghyslann et la petite Maud.", "Ghyslann"),
        ("Rien n'a marché. Votre dévouée, Sylvie Marchal\nBois Joli Conseil", "Joli Conseil"),
        ("Rendez-nous la caution.\n\nCordialement\nSylvie Marchal avec Onno et Fenja", "Fenja"),
        ("Il courait partout et a tout expliqué. Vivi", "Vivi"),
        ("Un pass commun, c'est tout, bonne journée ! S.M.", "S.M."),
        ("ELLE S'APPELLE NOURHANIE ET ELLE A EU PEUR SUR LA PISTE, LE MONITEUR ETAIT LOIN !", "NOURHANIE"),
        ("on était 3 avec tim et jojo, la caution est perdue", "jojo"),
        ("bonjour g réservé au nom de brandebuis et on nous a refusé", "brandebuis"),
        ("mon snap c lukass.o7, repondez la", "lukass"),
        ("Nos bénévoles sont pour. Yvon Le Brandec, président du Comité des fêtes de Saint-Guen", "Brandec"),
        ("We were told that Zwelethu would be met at the gate.", "Zwelethu"),
    ],
)  # fmt: skip
def test_a_name_is_known_by_its_place(text: str, gone: str) -> None:
    """Behind a verb, in a list, as one spouse, at the foot: no list is asked."""
    assert gone not in copied(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le moniteur Loïc a crié ; Mme Colas, la directrice, a ri.",
        "Merci à Karine de l'accueil, elle a tout réglé.",
        "Nous sommes allés à Vierzon puis à Cahors, et rentrés par Lons.",
        "Le sentier des Gentianes, la piste Chamois et le gant Nordkapp sont des faits.",
        "Nous avons pris un Uber, puis un Flixbus, et payé avec Paypal.",
        "Il faut que Noël soit prévu, et que Pâques aussi.",
        "Les Belges et les Suisses étaient contents ; les Gorges sont fermées.",
        "Le Répertoire National des Courtiers et Intermédiaires n'est pas un nom.",
        "Le 8 novembre, la chambre 12 de l'Hôtel du Grand Tétras coûtait 95 euros.",
    ],
)
def test_facts_keep_their_capitals(text: str) -> None:
    """Staff, towns, things, makers and feasts stay as they were."""
    assert copied(text) == text


def test_german_nouns_are_no_names() -> None:
    """Every noun has a capital there: none is masked for it."""
    text = "Der Lift war kaputt, und Rechnung und Quittung fehlten; dass Essen kalt war, kam dazu."
    assert copied(text, "de") == text


def test_the_firm_of_the_writers_address_is_no_word_of_the_mail() -> None:
    """Small letters and other firms stay."""
    text = "Le bois joli du sentier plaît ; conseil : gardez-le."
    assert copied(text) == text
