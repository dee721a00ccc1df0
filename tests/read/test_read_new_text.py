"""What is new in a mail: how programs introduce quotes, and what people write that only looks like it."""

from __future__ import annotations

import time

import pytest

from mailbot.read.quotes import new_text
from mailbot.read.signature import without_signature

ADDRESS = "reclamations@otc.example"
ATTRIBUTIONS = (
    f"Le jeu. 12 nov. 2026 à 14:02, Service réclamations <{ADDRESS}> a écrit :",
    f"Le jeu. 12 nov. 2026 à 14:02, Service réclamations\n<{ADDRESS}> a écrit :",
    f"Le jeu. 12 nov. 2026 à 14:02, Service réclamations <\n{ADDRESS}> a\nécrit\u00a0:",
    f"Le lundi 16 novembre 2026 à 10:40:00 UTC+1, Service <{ADDRESS}> a écrit\u202f:",
    f"Le Thu, Nov 12, 2026 at 2:02\u202fPM Service <{ADDRESS}> a écrit :",
    f"Le 12 nov. 2026 à 14 h 02, Service <{ADDRESS}> a écrit :",
    f"Le 12 nov. 2026 à 14:02 +0100, Service <{ADDRESS}>, a écrit :",
    "Le 12/11/2026 à 14:02, Service réclamations a écrit :",
    f"- Le 2026-11-12 14:02, Service <{ADDRESS}> a écrit :",
    f"On Thu, Nov 12, 2026 at 2:02 PM Service <{ADDRESS}>\nwrote:",
    f"On 12 Nov 2026, at 14:02, Service <{ADDRESS}> wrote:",
    f"Am Do., 12. Nov. 2026 um 14:02 Uhr schrieb Service <{ADDRESS}>:",
    f"Service <{ADDRESS}> schrieb am Do., 12. Nov. 2026, 14:02:",
    f"Service réclamations <{ADDRESS}> schrieb am Do., 12. Nov.\n2026, 14:02:",
    f"Op do 12 nov 2026 om 14:02 schreef Service <{ADDRESS}>:",
    f"Op 12 nov 2026 om 14:02 heeft Service <{ADDRESS}> het volgende geschreven:",
    f"El jue, 12 nov 2026 a las 14:02, Service (<{ADDRESS}>) escribió:",
    f"Il giorno gio 12 nov 2026 alle ore 14:02 Service <{ADDRESS}> ha scritto:",
    f"In data 12 novembre 2026 14:02:11 Service <{ADDRESS}> ha scritto:",
    f"On November 12, 2026 2:02:33 PM GMT+01:00, Service <{ADDRESS}> wrote:",
    f"On Thu, 12 Nov 2026 14:02:43 +0100 Service <{ADDRESS}> wrote",
    f'12.11.2026, 14:02, "Service réclamations" <{ADDRESS}>:',
    f"2026-11-12 14:02 GMT+01:00 Service - Office <{ADDRESS}>:",
    f'2:02 PM, November 12, 2026, "Service" <{ADDRESS}>:',
    f"Thu, 12 Nov 2026 14:02:51 +0100 от Service <{ADDRESS}>:",
    f"чт, 12 нояб. 2026 г. в 14:02, Service <{ADDRESS}>:",
    f"En date de : Jeu 12.11.26, Service <{ADDRESS}> a écrit :",
    f">>> Service <{ADDRESS}> 12.11.2026 14:02 >>>",
    f"On Thursday, November 12, 2026, 2:02 PM, {ADDRESS} wrote:",
    f"Le jeudi 12 novembre 2026 à 14:02, {ADDRESS} a écrit :",
    f"Am Donnerstag, 12. November 2026, 14:02 schrieb {ADDRESS}:",
    f"En jueves, 12 de noviembre de 2026, 14:02:44 CET, {ADDRESS} <{ADDRESS}> escribió:",
    f"Il giovedì 12 novembre 2026 alle ore 14:02:44 CET, {ADDRESS} ha scritto:",
    f"W dniu czwartek, 12 listopada 2026 14:02:44 CET użytkownik {ADDRESS} napisał:",
)
BLOCKS = (
    f"De : Service <{ADDRESS}>\nEnvoyé : jeudi 12 novembre 2026 14:02\nÀ : a@b.example\nObjet : Dossier",
    "De\u00a0: Service\nDate\u00a0: 12 novembre 2026 à 14:02\nÀ\u00a0: A <a@b>\nObjet\u00a0: Dossier",
    f"*De :* Service <{ADDRESS}>\n*Envoyé :* 12 novembre 2026 14:02\n*À :* a@b.example\n*Objet :* Dossier",
    f"From: Service <{ADDRESS}>\nSent: Thu, November 12, 2026 2:02 PM\nTo: a@b.example\nSubject: Case",
    f"Von: Service [mailto:{ADDRESS}]\nGesendet: Do. 12. November 2026 14:02\nAn: a@b.example\nBetreff: Fall",
    f"Van: Service <{ADDRESS}>\nVerzonden: do 12 november 2026 14:02\nAan: a@b.example\nOnderwerp: Zaak",
    f"De: Service <{ADDRESS}>\nEnviado: 12 de noviembre de 2026 14:02\nPara: a@b.example\nAsunto: Caso",
    f"Da: Service <{ADDRESS}>\nInviato: giovedì 12 novembre 2026 14:02\nA: a@b.example\nOggetto: Caso",
    "-----Message d'origine-----\nDe : Service\nEnvoyé : jeudi 12 novembre 2026 14:02",
    "----- Mail original -----",
    "-------- Ursprüngliche Nachricht --------",
    "________________________________\nLähettäjä: Service\nLähetetty: torstai\nAihe: x",
    f"De : Service <{ADDRESS}> Envoyé : jeudi 12 novembre 2026 14:02 À : a@b.example Objet : Dossier",
    f"Date : 12/11/2026 14:02 De : Service <{ADDRESS}> À : a@b.example Objet : Dossier",
    f"De : Service [mailto:\n{ADDRESS}]\nEnvoyé : 12 novembre 2026 14:02\nÀ : Anne\nObjet : Dossier",
    f"From: Service \n<{ADDRESS}>\nSent: Thu, November 12, 2026 2:02 PM\nTo: a@b.example\nSubject: Case",
    f"________________________________\n寄件者: Service <{ADDRESS}>\n寄件日期: 2026-11-12 14:02\n主旨: 案件",
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
    f"-------- Message d'origine --------De : Service <{ADDRESS}> Date : 12/11/2026 14:02",
    "## Répondez au-dessus de cette ligne ##",
    f"{'=' * 40}\n\nMessage du : 12/11/2026 14:02\nDe : {ADDRESS}\nA : a@b.example\nSujet : Dossier",
)


@pytest.mark.parametrize(
    ("opening", "mark"),
    # Without quote marks, an address is asked for.
    [(opening, mark) for opening in ATTRIBUTIONS for mark in ("> ", "") if mark or "@" in opening],
)
def test_attribution_introduces_a_quote(opening: str, mark: str) -> None:
    """The sentence of every program and language is cut together with what it introduces."""
    text = f"Oui, c'est bien cela.\n\n{opening}\n\n{mark}Bonjour Madame,\n{mark}quel jour ?"
    assert new_text(text, is_reply=True) == "Oui, c'est bien cela."


@pytest.mark.parametrize("opening", ATTRIBUTIONS)
def test_quoted_attribution_and_an_answer_below(opening: str) -> None:
    """Apple quotes its own sentence; what is written below the quote is new."""
    quoted = "\n".join(f"> {line}" for line in [*opening.split("\n"), "", "Bonjour Madame,", "quel jour ?"])
    assert new_text(f"{quoted}\n\nLe 14 novembre.", is_reply=True) == "Le 14 novembre."


@pytest.mark.parametrize("block", BLOCKS)
def test_header_lines_introduce_a_quote(block: str) -> None:
    """Header lines and separators of every program and language are cut with all below them."""
    text = f"Oui, c'est bien cela.\n\n{block}\n\nBonjour Madame,\n\nquel jour ?"
    assert new_text(text, is_reply=True) == "Oui, c'est bien cela."


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour,\nLe 12 octobre, le technicien m'a écrit :\nje ne viendrai pas.\nQue faire ?",
        "Le 12 octobre à 14h30 le gérant a écrit :\n« rien à rembourser »\nQue faire ?",
        "Oui.\n\nLe 12/11/2026 à 14:02, le gérant a écrit :\n« rien à rembourser »\nQue faire ?",
        "Voici les faits.\nLe 12/11/2026 à 14:02, Dupont a écrit :\nnous refusons.\nQue faire ?",
        "Les faits :\nAm 12.11.2026 um 14:02 schrieb der Chef:\nkeine Erstattung.\nWas nun?",
        f"Le 12/11/2026 à 14:02, {ADDRESS} a écrit :\nnous refusons.\nQue faire ?",
        "Mon trajet\nDe : Paris\nÀ : Lyon\nDate : 12/11/2026 14:02\nLe train a été supprimé.",
        "Date : 12/11 De : Paris À : Lyon départ 14:02\nLe train a été supprimé.",
        "Message original :\nvous seriez remboursée.\nPuis plus rien.",
        "Mon calcul :\n____________\nNuit : 120 €\nTaxe : 4 €\nVille : Lyon",
        "Je vous prie de contacter\n\nJean Duval\nDirecteur de l'agence\n04 72 11 22 33",
        "Oui.\n\nCordialement,\nJean Dupont\nVol AF 1234\nDossier 55 555\n06 12 34 56 78",
        "De : rien du tout.\nObjet : mon sac, volé.\nFaut-il un second dossier ?",
        "Voici les tarifs affichés :\n> Adulte 29 €\n> Enfant 19 €\n> Chien 5 €\nJ'ai payé 34 €.",
        "Envoyé par courrier recommandé le 3 mars, sans réponse depuis.\nMerci de me répondre.",
        "Trois points :\n- la date : 12/11/2026\n- à : Gérardmer\n- objet : vélo\n- de : 14:00 à 15:00",
        f"Bonjour,\n\nVoici ce qu'il m'a répondu :\n\n{BLOCKS[0]}\n\nNous refusons.\n\nQue faire ?",
        "Merci\n\nHôtel du Lac\n12 rue du Lac, 88400 Gérardmer\n03 29 11 22 33",
        "Merci\n\nCe message que vous m'avez envoyé contient des pièces jointes illisibles, à renvoyer.",
        "Attention, les liens externes de votre site ne marchent pas : cliquez vous-même !\n\nMerci",
        "Oui.\n\n---\nChambre 12\nHôtel du Lac",
        "Oui.\n\n--\nJe précise aussi que le bruit continue chez nous.",
        "Mes coordonnées :\nJean Dupont\n12 rue des Fleurs\n88400 Gérardmer\n06 12 34 56 78",
        "Merci\n\nCordialement,\nJean Dupont\nPS : le volet pend toujours au 12 rue des Fleurs.",
        "Merci\n\nCordialement,\nJean Dupont\n06 12 34 56 78",
        "Merci\n\nCordialement,\nJean Dupont\nVous pouvez m'appeler au 06 12 34 56 78\naprès 18 h.",
        "Merci\n\nCordialement,\nJean Dupont\nMère de Lilou, en formation chez vous",
        "Merci\n\nCordialement,\nJean Dupont\nLe restaurant était fermé de 12 h à 14 h.",
        "Merci\n\nCordialement,\nJean Dupont\nJe serai absent du 3 au 9.",
        "Merci\n\nCordialement,\nJean Dupont\nCopie à la direction de l'hôtel",
        "Merci\n\nCordialement,\nJean Dupont\nDirecteur informé, sans effet",
        "Merci\n\nCordialement,\nJean Dupont\nSA réponse est attendue",
        "Merci\n\nCordialement,\nJean Dupont\nRetrouvez-nous une chambre svp",
        "Yes.\n\nRegards,\nJean Dupont\nI follow you on Facebook and saw the offer there.",
        "Ja.\n\nGruß\nJean Dupont\nDer Leiter war unfreundlich",
    ],
)
def test_words_of_the_writer_stay(text: str) -> None:
    """Sentences, labels, marks and numbers that a person writes are not taken for a program's."""
    for writer in ("", "Jean Dupont <jean@courriel.example>"):
        assert without_signature(new_text(text, is_reply=True), writer=writer)[0] == text


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Mes réponses en rouge dans le texte.", "quel jour ? Le 14."),
        ("My answers below.", "which day? The 14th."),
        ("Bonjour,", "quel jour ? Le 14."),
    ],
)
def test_answers_inside_a_quote_are_shown(above: str, below: str) -> None:
    """Where answers may stand in the quote, nothing of it is cut."""
    text = f"{above}\n\n{BLOCKS[0]}\n\n{below}"
    assert new_text(text, is_reply=True) == text


def test_answer_below_our_letter_is_new() -> None:
    """Our letters end with their mark: what stands below it was written now."""
    letter = f"Bonjour,\nquel jour ?\n\nRepère : mb-{'a' * 40}"
    text = f"Voici :\n\n{BLOCKS[3]}\n\n{letter}\n\nLe 14 novembre."
    assert new_text(text.replace("Voici :", "Oui."), is_reply=True) == "Oui.\n\nLe 14 novembre."


def test_signature_above_a_quote_hides_no_answer_below() -> None:
    """A signature that a program puts above the quote ends there."""
    text = f"Oui.\n\n-- \nJean Dupont\n\n{ATTRIBUTIONS[0]}\n> Quel jour ?\n\nLe 14 novembre."
    assert without_signature(new_text(text, is_reply=True)) == ("Oui.\n\nLe 14 novembre.", "Jean Dupont")


@pytest.mark.parametrize(
    "advertisement",
    [
        "Envoyé de mon iPhone",
        "Envoyé à partir de Outlook pour Android<https://aka.ms/x>",
        "Télécharger Outlook pour iOS",
        "Provenance : Courrier pour Windows",
        "Sent from my Galaxy",
        "Sent from Yahoo Mail on Android",
        "Von meinem iPhone gesendet",
        "Gesendet mit der GMX Mail App",
        "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
        "Verstuurd vanaf mijn iPad",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Inviato dal mio Galaxy",
        "Envoyé avec la messagerie sécurisée Proton Mail.",
        "Garanti sans virus. www.avast.com",
        "Ce message est confidentiel et destiné à son seul destinataire.",
        "-- \nJean Dupont\nSARL Dupont",
        "[cid:image001.png@01DC]",
    ],
)
def test_what_no_writer_wrote_is_signature(advertisement: str) -> None:
    """Devices, scanners, companies and delimiters in six languages go; the closing and the name stay."""
    assert (
        without_signature(f"Non.\n\nBien à vous\nJean\n\n{advertisement}")[0] == "Non.\n\nBien à vous\nJean"
    )


@pytest.mark.parametrize(
    ("text", "writer", "kept"),
    [
        (
            "Oui.\n\nCordialement,\nJean Dupont\nSARL Dupont\n03 29 00 00 00",
            "",
            "Oui.\n\nCordialement,\nJean Dupont",
        ),
        (
            "Oui.\n\nJean DUPONT\nGérant - Transports DUPONT\n06 20 30 40 50",
            "Dupont Jean",
            "Oui.\n\nJean DUPONT",
        ),
        ("Oui.\n\nAnne Roux\nAssistante de direction", "Anne Roux", "Oui.\n\nAnne Roux"),
        ("Oui.\n\nAnne Roux\nFacilities Manager\nBoréal", "Anne Roux <a@b.example>", "Oui.\n\nAnne Roux"),
        ("Oui.\n\nAnne Roux\nAcheteuse\n04 72 11 22 33", "<a.roux@b.example>", "Oui.\n\nAnne Roux"),
        ("Oui.\n\nAnne Roux\nBoréal\n04 72 11 22 33\na@b.example", "x <a@b.example>", "Oui.\n\nAnne Roux"),
        ("Oui.\n\nAnne Roux\nHôtel du Lac\n04 72 11 22 33", "Hôtel du Lac", "Oui.\n\nAnne Roux"),
        (
            "Oui.\n\nMerci,\nAnne\n\nAnne Roux\nDirectrice\n04 72 11 22 33",
            "Anne Roux",
            "Oui.\n\nMerci,\nAnne\n\nAnne Roux",
        ),
        (
            "Non.\n\nCordialement,\nPaul Roy\n\nRetrouvez-nous sur LinkedIn",
            "Paul Roy <p@roy.example>",
            "Non.\n\nCordialement,\nPaul Roy",
        ),
        (
            "No.\n\nKind regards\n\nTom Reed (he/him)\nLecturer in History\nWestbrook University",
            "Tom Reed <t.reed@westbrook.example>",
            "No.\n\nKind regards\n\nTom Reed (he/him)",
        ),
        (
            "Nein.\n\nFreundliche Grüße\ni. V. Karl Benz\n\nBenz Mühlenbau KG",
            "Benz, Karl <k.benz@benz-muehlenbau.example>",
            "Nein.\n\nFreundliche Grüße\ni. V. Karl Benz",
        ),
        (
            "Attendo.\n\nUgo Riva\n\nUfficio Acquisti\n\nCantine Dolci s.r.l. – 37020 Marano\nTel. 045 1122",
            "Ufficio Acquisti <acquisti@cantinedolci.example>",
            "Attendo.\n\nUgo Riva",
        ),
        (
            "No.\n\nRegards,\nThe Old Mill\n01392 444 555\nOur tea room is open from 9 to 6",
            "The Old Mill <info@oldmill.example>",
            "No.\n\nRegards,\nThe Old Mill",
        ),
        (
            "No.\n\nRegards,\nAnn Lee\nAdviser\n*** On leave till 9 May ***\nThis is confidential.",
            "Ann Lee <ann@lee.example>",
            "No.\n\nRegards,\nAnn Lee",
        ),
        (
            "Ja.\n\nMit freundlichen Grüßen\n\nKarl Kühn\n\nKühn GmbH\nKaiserstraße 40, 76133 Karlsruhe",
            "",
            "Ja.\n\nMit freundlichen Grüßen\n\nKarl Kühn",
        ),
    ],
)
def test_visiting_card_below_the_name_is_signature(text: str, writer: str, kept: str) -> None:
    """Company, post, numbers and address below the name are no part of what was written now."""
    assert without_signature(text, writer=writer)[0] == kept


def test_a_device_alone_leaves_nothing() -> None:
    """Whoever sends only a photograph wrote nothing."""
    assert without_signature("Envoyé de mon iPhone") == ("", "Envoyé de mon iPhone")


@pytest.mark.parametrize(
    "piece",
    ["> x\n\n", "> x\ny\n", "De : x\n", "a b c\n", "--\n", "Jean Dupont\n", "Cordialement\nJean\n",
     "_" * 32 + "\n", "mb-" + "a" * 40 + "\n",
     "Le 12 nov. 2026 à 14:02, x\n", "-", "- ", "_", ":", "a@", "<", "1 ", "1.", "a écrit ",
     "De ", "Aa ", ">", "ce message ", "Envoyé de mon ", "mes réponses ", "a@b ", "\u00a0",
     "Le 12/11/2026 à 14:02, x a écrit :\n", "x on 12 nov 2026 14:02 a@b wrote:\n> x\n", "x <", ">>> 12:12 "],
)  # fmt: skip
def test_no_text_takes_long(piece: str) -> None:
    """A hundred thousand characters of anything are read at once."""
    start = time.process_time()
    without_signature(new_text("Bonjour\n" + piece * (100_000 // len(piece)), is_reply=True))
    assert time.process_time() - start < 1
