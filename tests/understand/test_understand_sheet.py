"""What a mail says for the complaint sheet: contact, function, habit, rupture, threats, deadline, amounts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.model import Address, Directory, IncomingMail, Provider
from mailbot.understand import understand
from mailbot.understand.contact_card import normal_phone
from mailbot.understand.fold import tokens_of
from mailbot.understand.sheet import sheet_of
from mailbot.understand.topics import TOPICS


def mail(text, *, name="Anne Roy", address="anne@mel.example", signature="", subject="Réclamation"):
    return IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        mailbox="service@chaumes.example",
        from_=Address(address=address, name=name),
        subject=subject,
        text=text,
        new_text=text,
        signature=signature,
    )


def sheet(text, **more):
    written = mail(text, **more)
    whole = f"{written.subject}\n\n{text}"
    return sheet_of(written, whole, tokens_of(whole))


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("0612345678", "06 12 34 56 78"),
        ("06.12.34.56.78", "06 12 34 56 78"),
        ("+33 (0)6 12 34 56 78", "06 12 34 56 78"),
        ("0033612345678", "06 12 34 56 78"),
        ("+41 24 555 01 19", "+41245550119"),
    ],
)
def test_a_telephone_is_written_in_one_way(written, normal):
    """Five ways of writing, one number."""
    assert normal_phone(written) == normal


@pytest.mark.parametrize(
    ("text", "signature", "telephone"),
    [
        ("La chambre était sale.\nAnne Roy", "06.12.34.56.78", "06 12 34 56 78"),
        ("La chambre était sale.\nAnne Roy - 06 12 34 56 78", "", "06 12 34 56 78"),
        ("Rappelez-moi au 06 12 34 56 78 avant midi, la chambre était sale.", "", "06 12 34 56 78"),
        ("Nom : Roy\nTéléphone : 0612345678\nMessage : chambre sale", "", "06 12 34 56 78"),
        ("J'ai appelé le 01 99 00 12 34 sans succès.\nAnne Roy", "", None),
        ("Votre numéro 01 99 00 12 34 ne répond pas.", "", None),
        ("La chambre était sale.\nAnne Roy", "Fax 01 99 00 12 34", None),
        ("Le contrat 0612 3456 7890 12 est résilié.", "", None),
    ],
)
def test_the_writers_own_telephone(text, signature, telephone):
    """From the card at the end, a form or the writer's own words; never somebody else's."""
    assert sheet(text, signature=signature).get("telephone") == telephone


@pytest.mark.parametrize(
    ("signature", "address"),
    [
        ("12 rue des Lilas, 38000 Grenoble", "12 rue des Lilas, 38000 Grenoble"),
        ("12 bis rue des Lilas\n38000 Grenoble", "12 bis rue des Lilas, 38000 Grenoble"),
        (
            "Optique Roy, 3 place du Marché, 38000 Grenoble - 06 12 34 56 78",
            "3 place du Marché, 38000 Grenoble",
        ),
        ("Lindenweg 17, 48149 Münster", "Lindenweg 17, 48149 Münster"),
        ("16 Beech Lane, Harrogate HG2 7QW", "16 Beech Lane, Harrogate HG2 7QW"),
        ("Manoir de Kerbel, 29000 Quimper", "Manoir de Kerbel, 29000 Quimper"),
        ("Commande 38000 Refusée", None),
    ],
)
def test_the_writers_postal_address(signature, address):
    """Street and town, in one line or two; a number and a capital are no address."""
    assert sheet("La chambre était sale.\nAnne Roy", signature=signature).get("adresse") == address


def test_the_function_stands_under_the_name():
    """A title under or behind the name; a sentence there is none."""
    assert (
        sheet("C'est sale.\nAnne Roy", signature="Responsable formation")["fonction"]
        == "Responsable formation"
    )
    assert sheet("C'est sale.\nAnne Roy, gérante")["fonction"] == "gérante"
    assert "fonction" not in sheet("C'est sale.\nAnne Roy\nMerci de me répondre vite")


def test_the_name_comes_from_the_signature_only_when_the_header_has_none():
    """The header's name is known already."""
    assert sheet("C'est sale.\nAnne Roy", name="")["nom"] == "Anne Roy"
    assert "nom" not in sheet("C'est sale.\nAnne Roy")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Ce n'est pas la première fois que le car est en retard.", "caractere", "aboutissement"),
        ("Das ist schon wieder passiert.", "caractere", "aboutissement"),
        ("Nous n'avons jamais eu de problème en dix ans.", "caractere", "exceptionnel"),
        ("Nous ne reviendrons plus chez vous.", "relation", "rupture"),
        ("We will never come back, never again.", "relation", "rupture"),
        ("Nous reviendrons quand même, la vue est belle.", "relation", "poursuite"),
        ("J'attends un remboursement sous huit jours.", "delaiclient", "sous huit jours"),
        ("Please refund us within ten days.", "delaiclient", "within ten days"),
        ("Le remboursement promis sous 3 semaines n'est pas venu.", "delaiclient", None),
        ("À défaut, mon avocat vous écrira.", "menaces", "À défaut, mon avocat vous écrira"),
        ("Je porte plainte auprès de vous, le potage était froid.", "menaces", None),
        ("J'ai payé 73,40 € deux fois, soit 146,80 euros.", "montants", "73,40 €, 146,80 euros"),
        ("En tant que stagiaire, je conteste la note.", "qualite", "stagiaire"),
        ("La chambre était sale.", "caractere", None),
    ],
)
def test_what_is_told(text, field, value):
    """As it was said, or in the words of the sheet; nothing when nothing is said."""
    assert sheet(text).get(field) == value


def test_a_providers_own_mail_fills_no_sheet():
    """Its telephone is not the client's."""
    directory = Directory(providers=(Provider(id="lac", name="Hôtel du Lac", address="info@lac.example"),))
    written = mail("Votre site affiche de faux horaires, c'est inadmissible.\nAnne Roy\n06 12 34 56 78",
                   address="direction@lac.example")  # fmt: skip
    assert understand(written, directory).sheet == {}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.names.split(";")[0].strip())
def test_the_words_of_topics_are_written_as_words_are_read(topic):
    """A word with an accent, an apostrophe or a capital would never be found."""
    for phrases in (topic.names, topic.words):
        assert phrases == phrases.casefold()
        assert not set("'’-.,éèêàçùôîï") & set(phrases)
