"""What must vanish from a complaint, and what must stay in it: a table of mails."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from measure_redaction import directories

from mailbot.model import Address, IncomingMail, Meaning, Redacted
from mailbot.redact import redact

DIRECTORY = directories(Path(__file__).parent / "held_out_directory.json")["orsenne"]


def copy_of(
    text: str,
    *,
    name: str = "Martine Guillou",
    address: str = "mguillou@boite.example",
    subject: str = "Séjour",
    language: str = "fr",
    reply_to: Address | None = None,
) -> Redacted:
    mail = IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        mailbox="service@orsenne.example",
        from_=Address(address=address, name=name),
        reply_to=reply_to,
        subject=subject,
        text=text,
        new_text=text,
    )
    return redact(mail, DIRECTORY, Meaning(kind="reclamation", language=language))


# text, what must vanish, what must stay
CASES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "closing line": (
        "La douche était froide.\nCordialement,\nMartine Guillou",
        ("Martine", "Guillou"),
        ("douche",),
    ),
    "capitals": ("La douche était froide.\nGUILLOU Martine", ("GUILLOU", "Martine"), ("douche",)),
    "lower case": ("la douche était froide, martine guillou", ("martine", "guillou"), ("douche",)),
    "initial and surname": ("La douche était froide.\nM. Guillou", ("Guillou",), ("douche",)),
    "first name and initial": ("La douche était froide.\nMartine G.", ("Martine", "G."), ("douche",)),
    "initials": ("La douche était froide.\nCdlt\nM.G.", ("M.G.",), ("douche",)),
    "no accents": ("La douche était froide. Helene Lefevre-Ba", ("Helene", "Lefevre"), ("douche",)),
    "introduces herself": (
        "Je m'appelle Odile Kermarec et j'ai dormi chambre 12.",
        ("Odile", "Kermarec"),
        ("chambre 12",),
    ),
    "greeted in a quote": (
        "Voir ci-dessous.\n> Bonjour Madame Guillou, rien à faire.",
        ("Guillou",),
        ("rien à faire",),
    ),
    "attribution": (
        "Voir.\nLe 3 mai 2026 à 10:12, Odile Kerzu <ok@x.example> a écrit :\n> non",
        ("Odile", "Kerzu", "ok@x"),
        ("3 mai 2026",),
    ),
    "forward header": (
        "Voir.\nDe : Odile Kerzu <ok@x.example>\nÀ : contact@liondargent.example\nbruit",
        ("Odile", "Kerzu"),
        ("bruit", "contact@liondargent.example"),
    ),
    "husband": ("Mon mari Yvon a glissé le 3 mai. Yvon boite.", ("Yvon",), ("mari", "3 mai")),
    "children": (
        "Mes enfants Awa et Ibrahima, 6 et 8 ans, ont eu froid.",
        ("Awa", "Ibrahima"),
        ("6 et 8 ans",),
    ),
    "ages between": (
        "Nos filles Lou-Ann (9 ans), Zélia (6 ans) et Maïwenn (3 ans) pleuraient.",
        ("Lou-Ann", "Zélia", "Maïwenn"),
        ("9 ans",),
    ),
    "name first": ("Gwenola, ma sœur, a été mordue.", ("Gwenola",), ("mordue",)),
    "unheard-of name": ("Notre fils Aëlwyn a été mordu.", ("Aëlwyn",), ("mordu",)),
    "lower case kin": ("mon copain kevin a tout vu au camping", ("kevin",), ("camping",)),
    "friends by whole name": (
        "Nos amis Gilles et Nadège Perrault sont témoins.",
        ("Gilles", "Nadège", "Perrault"),
        ("témoins",),
    ),
    "list of pupils": (
        "Absents : Loïc Marrec, Dounia Saadi et Erwann Pennec, le 12 mars.",
        ("Marrec", "Dounia", "Saadi", "Pennec"),
        ("12 mars",),
    ),
    "grandfather's nickname": ("Nous viendrons avec Papy Jojo.", ("Jojo",), ("viendrons",)),
    "german wife": ("Meine Frau Petra wurde gebissen am 2. August.", ("Petra",), ("2. August", "gebissen")),
    "english son": ("Our son Oliver fell on 4 June.", ("Oliver",), ("4 June", "fell")),
    "italian daughter": ("Mia figlia Ginevra ha perso l'aereo.", ("Ginevra",), ("aereo",)),
    "spanish parents": ("Mis padres, Antonio y Pilar, durmieron mal.", ("Antonio", "Pilar"), ("durmieron",)),
    "dutch wife": ("Mijn vrouw Annelies gleed uit.", ("Annelies",), ("gleed",)),
    "misspelt": ("Ma fille Apolline est inscrite sous Appoline.", ("Apolline", "Appoline"), ("inscrite",)),
    "e-mail": (
        "Écrivez à mguillou@boite.example ou contact@liondargent.example.",
        ("mguillou",),
        ("contact@liondargent.example",),
    ),
    "disguised e-mail": (
        "Écrivez à martine (point) g (arobase) boite (point) example ou mg [at] boite.example",
        ("arobase", "mg [at]"),
        ("Écrivez",),
    ),
    "spelt e-mail": ("Mon mail : mg29 arobase boite point fr, merci.", ("mg29", "arobase"), ("merci",)),
    "telephones": (
        "Tél. 06.39.98.04.17, 0639980418, +33 (0)6 39 98 04 19, 0033 6-39-98-04-20",
        ("04.17", "04180", "04 19", "04-20"),
        ("Tél",),
    ),
    "foreign telephones": ("Call +44 7700 900 233 or 0049 171 5550123.", ("900 233", "5550123"), ("Call",)),
    "overseas telephone": ("Mon numéro : 0590 27 12 34.", ("27 12 34",), ("numéro",)),
    "spelt telephone": (
        "Au zéro six, trente-neuf, quatre-vingt-dix-huit, quinze, quarante.",
        ("trente-neuf", "quinze"),
        ("Au",),
    ),
    "address over lines": (
        "Froid.\nMartine Guillou\n12 bis, rue des Embruns\nBât. C\n29770 Plogoff",
        ("Embruns", "Plogoff", "29770"),
        ("Froid",),
    ),
    "address within": (
        "J'habite 3 impasse du Vieux-Puits à Douarnenez, près du port, et il a plu.",
        ("Vieux-Puits", "impasse"),
        ("il a plu",),
    ),
    "residence": (
        "Elle sait où je vis (résidence Les Tamaris, bât. B, appt 12, 44800 Saint-Herblain).",
        ("Tamaris", "44800"),
        ("Elle sait",),
    ),
    "village without street": (
        "Froid.\nMartine Guillou\nFerme de la Combe-au-Loup, 25440 Quingey",
        ("Combe", "Quingey"),
        ("Froid",),
    ),
    "german address": ("Kalt.\nMartine Guillou\nAhornstraße 17, 50931 Köln", ("Ahorn", "50931"), ("Kalt",)),
    "british address": (
        "Cold.\nMartine Guillou\n8 Beech Grove, Taunton TA1 4XX",
        ("Beech", "TA1"),
        ("Cold",),
    ),
    "iban": (
        "Mon compte FR76 3000 4000 0312 3456 7890 143 a été débité de 46,50 €.",
        ("3000 4000", "7890"),
        ("46,50 €",),
    ),
    "solid iban": ("RIB FR7630004000031234567890143, merci", ("30004000",), ("merci",)),
    "card": ("Carte 4970 1012 3456 7893 débitée le 3 mars.", ("4970", "7893"), ("3 mars",)),
    "hidden card": (
        "Carte XXXX-XXXX-XXXX-7702 et carte se terminant par 9921.",
        ("7702", "9921"),
        ("Carte",),
    ),
    "security number": (
        "N° sécu 1 85 05 78 006 084 91 ou 185057800608491/91.",
        ("78 006", "185057"),
        ("N°",),
    ),
    "birth dates": (
        "Née le 12/03/1981, mon fils né en 2011, le séjour du 12/03/2026.",
        ("12/03/1981", "2011"),
        ("12/03/2026",),
    ),
    "plates": (
        "Ma Clio FT-318-QK, la sienne gh-552-lm, l'ancienne 1234 AB 29.",
        ("FT-318-QK", "gh-552-lm", "1234 AB 29"),
        ("Clio",),
    ),
    "numbers of files": (
        "Réservation n° 8842071, dossier TW-24-00917, contrat MAC-2026-558841, billet : CP-7741-2026.",
        ("8842071", "00917", "558841", "7741"),
        ("Réservation",),
    ),
    "pseudonyms": (
        "Insta @martine.g29, discord marti#0417, sur le forum sous le pseudo gwen_29.",
        ("martine.g29", "marti#0417", "gwen_29"),
        ("forum",),
    ),
    "own site": (
        "Voir https://blog.example/u/martine29 et www.gites-guillou.example.",
        ("martine29", "guillou"),
        ("Voir",),
    ),
    "form": (
        "Nom : Kerbrat\nPrénom : Loïc\nTél. : 06 39 98 71 03\nVille : Perros-Guirec\nMessage : sentier fermé",
        ("Kerbrat", "Loïc", "71 03", "Perros"),
        ("sentier fermé",),
    ),
    "pseudonyms announced": (
        "Tout le monde m'appelle Lolo la Brioche, alias dudu ; mon surnom : Bibiche88, sale.",
        ("Lolo", "Brioche", "dudu", "Bibiche"),
        ("sale",),
    ),
    "nickname at the foot": ("La douche était froide.\n\nDidine", ("Didine",), ("douche",)),
    "nickname in small letters": ("La douche était froide.\n\ndidine", ("didine",), ("douche",)),
    "nickname and village": (
        "La douche était froide.\nbisous, la Didine du 88",
        ("Didine", "88"),
        ("douche",),
    ),
    "booked under a name": (
        "Réservation Kowalczykowska, dossier Wroblewski : rien. Kowalczykowska attend.",
        ("Kowalczykowska", "Wroblewski"),
        ("Réservation", "dossier"),
    ),
    "child that no list has": (
        "Nos enfants avaient froid. Kéziah (4 ans) a pleuré, Naëlyss tremblait ; on couvrit Naëlyss.",
        ("Kéziah", "Naëlyss"),
        ("4 ans", "tremblait"),
    ),
    "letters apart": (
        "Signé : D u p o n t ou G.U.I.L.L.O.U ou U-O-L-L-I-U-G, douche 3",
        ("G.U.I", "U-O-L"),
        ("douche 3",),
    ),
    "name from the end": ("À l'envers : uolliuG enitraM, douche", ("uolliuG", "enitraM"), ("douche",)),
    "e-mail chez": (
        (
            "Écrivez : lea.bosc chez gmail.com, lea.bosc(at)gmail.com, lea.bosc arrobase gmail.com, "
            "lea point bosc arobase gmail point com, lea[dot]bosc[at]gmail[dot]com."
        ),
        ("lea", "bosc", "gmail"),
        ("Écrivez",),
    ),
    "keycaps": (
        "Tél " + "".join(f"{digit}\ufe0f\u20e3" for digit in "0639981234"),
        ("0", "639981234", "\u20e3"),
        ("Tél",),
    ),
    "digits in costume": (
        "Tél ⓪⑥③⑨⑨⑧①②③④, O6 39 98 12 34, ０６３９９８１２３５, 06 39 98 l2 36, ٠٦٣٩٩٨١٢٣٧",
        ("⑥", "39 98", "3998", "６", "٣"),
        ("Tél",),
    ),
    "letters in costume": ("Signé Ｇｕｉｌｌｏｕ, douche", ("Ｇ", "Guillou"), ("douche",)),
    "invisible characters": (
        "Signé : Mar\u200btine Guil\u00adlou, chambre 4",
        ("Martine", "Guillou", "tine"),
        ("chambre 4",),
    ),
    "combining accents": (
        "He\u0301le\u0300ne Lefe\u0300vre-Ba, chambre 4",
        ("Hélène", "Lefèvre"),
        ("chambre 4",),
    ),
    "own firm": ("Notre association Les Korrigans venait le 3 mai.", ("Korrigans",), ("3 mai",)),
    # what stays
    "staff by trade": (
        "Le veilleur de nuit, Karim, et la réceptionniste Anne-Sophie ont été corrects.",
        (),
        ("Karim", "Anne-Sophie"),
    ),
    "staff with civility": (
        "Le gérant M. Sorel a ri ; Mme Bodin, la patronne, aussi.",
        (),
        ("Sorel", "Bodin"),
    ),
    "staff by badge": ("La dame de la caisse s'appelle Véronique d'après son badge.", (), ("Véronique",)),
    "staff greeted": ("Bonjour Madame Riou,\nla douche était froide.", (), ("Riou",)),
    "directory": (
        "Chez Marcelle, les Cars Perrin et l'école de voile Tanguy à Port-Orsenne.",
        (),
        ("Chez Marcelle", "Cars Perrin", "Tanguy", "Port-Orsenne"),
    ),
    "amounts": (
        "J'ai payé 1 470 euros, 46,50 €, 2 x 1 184 € puis 61 000 et 67 500 €.",
        (),
        ("1 470 euros", "46,50 €", "2 x 1 184 €", "61 000 et 67 500 €"),
    ),
    "dates and hours": (
        "Du 3 au 5 juillet 2026, à 15 h 30, le 12/08/2026 et le 2026-08-12.",
        (),
        ("3 au 5 juillet 2026", "15 h 30", "12/08/2026", "2026-08-12"),
    ),
    "rooms and levels": (
        "Chambre 14, emplacement C27, niveau B2, session de 32 heures, CM2.",
        (),
        ("Chambre 14", "C27", "B2", "32 heures", "CM2"),
    ),
    "places": (
        "Au col du Galibier, à Saint-Malo, rue des Halles, au festival des Neiges.",
        (),
        ("Galibier", "Saint-Malo", "rue des Halles", "Neiges"),
    ),
    "common words": (
        "Le petit déjeuner dans la salle rose était un problème constant.",
        (),
        ("petit déjeuner", "rose", "constant"),
    ),
    "public numbers": (
        "J'ai appelé le 3939 et le 0 800 123 456, loi de 1978, article L. 612-1.",
        (),
        ("3939", "1978"),
    ),
}


@pytest.mark.parametrize(("text", "gone", "kept"), CASES.values(), ids=CASES.keys())
def test_secrets_vanish_and_facts_stay(text: str, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    """One kind of secret, or of fact, a line."""
    name = "Hélène Lefèvre-Ba" if "Lefe" in text else "Martine Guillou"
    copy = copy_of(text, name=name)
    assert [one for one in gone if one in copy.text] == []
    assert [one for one in kept if one not in copy.text] == []


@pytest.mark.parametrize(
    ("address", "foot"),
    [
        ("thouvenotte@boite.example", "thouvenotte"),
        ("marie.thouvenotte@boite.example", "marie.thouvenotte"),
        ("marie.thouvenotte@boite.example", "Cordialement, thouvenotte"),
        ("mthouvenotte@boite.example", "thouvenotte"),
        ("mthouvenotte88@boite.example", "merci de votre réponse à thouvenotte"),
        ("kiki.vosges@boite.example", "kiki"),
    ],
)
def test_the_address_tells_who_signs(address: str, foot: str) -> None:
    """Without a display name, in small letters: what stands before the « @ » is masked where one signs."""
    copy = copy_of(f"La douche était froide.\n\n{foot}", name="", address=address)
    assert not re.search(r"thouvenotte|kiki", copy.text)


@pytest.mark.parametrize("said", ["kiki.vosges", "kiki vosges", "KIKI VOSGES", "kikivosges", "Vosges"])
def test_the_whole_local_part_is_masked_anywhere(said: str) -> None:
    """In the middle of a sentence too."""
    copy = copy_of(
        f"Sur le forum je suis {said} depuis longtemps et la douche était froide hier soir encore une fois.\n"
        "Je demande le remboursement de la nuit que nous avons payée.\nCordialement",
        name="", address="kiki.vosges@boite.example",
    )  # fmt: skip
    assert said not in copy.text
    assert "la douche était froide" in copy.text


def test_a_word_that_is_also_an_address_stays_a_word() -> None:
    """From soleil@…: « le soleil » is no name."""
    copy = copy_of("Le soleil chauffait la montagne.\nCordialement", name="", address="soleil@boite.example")
    assert "Le soleil chauffait" in copy.text
    assert "soleil" not in copy.identity.names


def test_the_subject_loses_its_prefixes_tags_and_names() -> None:
    """What mail clients put in front of it says where it has been."""
    copy = copy_of(
        "La douche était froide.", subject="RE: TR: [EXTERNE] Re: Dossier de Mme Guillou - douche froide"
    )
    assert copy.subject == "Dossier de [la cliente] - douche froide"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Martine Guillou", "[la cliente]"),
        ("GUILLOU Yvon", "[le client]"),
        ("Mme Guillou", "[la cliente]"),
        ("Xyloé Guillou", "[la personne]"),
        ("Dominique Guillou", "[la personne]"),
        ("M. et Mme Guillou", "[les clients]"),
        ("Famille Guillou", "[les clients]"),
    ],
)
def test_the_writer_is_called_by_one_placeholder(name: str, label: str) -> None:
    """By gender where a name or a civility tells, and the same all through."""
    text = "Ici Guillou. La douche était froide.\nCordialement\n" + name
    assert copy_of(text, name=name).text == f"Ici {label}. La douche était froide.\nCordialement\n{label}"


def test_kin_keep_their_part_in_the_story() -> None:
    """The provider can still follow who did what."""
    copy = copy_of("Mon mari Yvon et ma fille Lyna ont eu froid. Lyna a toussé, Yvon a appelé.")
    assert (
        copy.text
        == "Mon mari [prénom] et ma fille [prénom] ont eu froid. [sa fille] a toussé, [son mari] a appelé."
    )


def test_a_contact_form_gives_the_person_in_reply_to() -> None:
    """The sender is a robot; the name to hide stands in Reply-To."""
    copy = copy_of(
        "La douche était froide. Kerbrat",
        name="Formulaire",
        address="noreply@orsenne.example",
        reply_to=Address(address="loic@boite.example", name="Loïc Kerbrat"),
    )
    assert "Kerbrat" not in copy.text
    assert "loic@boite.example" in copy.identity.addresses


def test_a_forwarded_mail_is_the_complaint() -> None:
    """A line above a forwarded mail does not stand for it."""
    below = (
        "\n---------- Message transféré ----------\nDe : Odile <o@x.example>\n"
        + "La douche était froide. " * 4
    )
    mail = IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 1, 1, tzinfo=UTC),
        mailbox="s@o.example",
        subject="TR: douche",
        text="Voir ci-dessous." + below,
        new_text="Voir ci-dessous.",
    )
    assert "douche était froide" in redact(mail, DIRECTORY, Meaning(kind="reclamation")).text


def test_the_identity_leaves_providers_and_plain_words_out() -> None:
    """What anybody may write must not hold a letter back."""
    copy = copy_of("Le petit déjeuner du Lion d'Argent.\nRose Perrin\n29770 Plogoff", name="Rose Perrin")
    assert copy.identity.names == ("Rose Perrin", "mguillou", "guillou")
    assert copy.identity.addresses == ("mguillou@boite.example",)
    assert copy.identity.others == ()
