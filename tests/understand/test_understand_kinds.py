"""Tables of short mails: complaint, suggestion or something else, and why."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.model import Attachment, Directory, IncomingMail, Robot
from mailbot.understand import understand
from mailbot.understand.fold import tokens_of
from mailbot.understand.kind import judge, read_features
from mailbot.understand.language import languages_of
from mailbot.understand.model import shipped
from mailbot.understand.verdict import score_of

NOBODY = Directory(organisation="Office de tourisme des Chaumes")


def mail(text, subject="", *, new_text=None, robot=None, attachments=()):
    return IncomingMail(
        content_digest="d",
        received_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        mailbox="service@chaumes.example",
        subject=subject,
        text=text,
        new_text=text if new_text is None else new_text,
        robot=robot,
        attachments=attachments,
    )


def meaning(text, subject="", **more):
    return understand(mail(text, subject, **more), NOBODY)


COMPLAINTS = [
    ("Séjour superbe, dommage que la piscine soit fermée, on a payé plein tarif", ""),
    ("Vous devriez mettre des bancs, ma mère est tombée de fatigue.", ""),
    ("Pourquoi personne ne répond au téléphone depuis 3 jours ?", ""),
    ("Je souhaite annuler ma réservation car la chambre était sale.", ""),
    ("Suite à ma réclamation du 3/11, toujours rien.", ""),
    ("Vous avez reçu un nouvel avis. 1 étoile : accueil lamentable, on ne reviendra pas.", "Nouvel avis"),
    ("Je veux déposer plainte contre le loueur de vélos.", ""),
    ("The room was dirty and nobody answered when we complained. I want a refund.", "Our stay"),
    ("Das Zimmer war schmutzig und die Heizung defekt. Wir erwarten eine Erstattung.", ""),
    ("De kamer was vies en niemand hielp ons. Wij willen ons geld terug.", ""),
    ("La habitación estaba sucia y nadie nos ayudó. Quiero la devolución del dinero.", ""),
    ("La camera era sporca e nessuno ci ha aiutato. Vorrei un rimborso.", ""),
    ("g pas eu mon remboursement c honteux repondez svp", ""),
    ("JE SUIS TRES MECONTENTE DE L ACCUEIL DE CE MATIN", ""),
    ("Sans vouloir vous embêter, nous avons trouvé porte close deux fois de suite.", "Horaires"),
]


@pytest.mark.parametrize(("text", "subject"), COMPLAINTS)
def test_a_grievance_is_a_complaint_in_whatever_form(text, subject):
    """Polite, mixed with praise or proposals, asked as a question, misspelt or foreign: a complaint."""
    assert meaning(text, subject).kind == "reclamation"


SUGGESTIONS = [
    "Vous devriez mettre des bancs sur le sentier",
    "Je ne me plains pas, mais une signalétique en anglais aiderait",
    "Pourquoi ne pas ouvrir une consigne à vélos près de la gare ?",
    "Il serait utile d'afficher les horaires en gros caractères.",
    "Une idée : proposer la visite du moulin le soir, ce serait magique.",
    "It would be great to have the map in English. Just an idea!",
    "Vielleicht könnte man am Bahnhof eine Tafel aufstellen, das wäre schön.",
    "Misschien kunnen jullie ook een kaart in het Nederlands maken, dat zou fijn zijn.",
    "Una sugerencia: estaría bien un mapa en español.",
    "Un suggerimento: sarebbe bello avere la mappa in italiano.",
]


@pytest.mark.parametrize("text", SUGGESTIONS)
def test_a_proposal_without_harm_is_a_suggestion(text):
    """Something for the future, no damage, no repair asked: a suggestion, without doubt."""
    found = meaning(text)
    assert (found.kind, found.doubtful) == ("suggestion", False)


OTHERS = [
    ("À quelle heure ouvre la luge ?", "", "question"),
    ("Où puis-je déposer une réclamation ?", "", "question"),
    ("Could you tell me whether dogs are allowed on the lake path?", "", "question"),
    ("Können Sie mir bitte einen Prospekt schicken?", "", "question"),
    ("Je souhaite annuler ma réservation", "", "reservation"),
    ("Bonjour, je souhaiterais réserver deux places pour la visite de samedi.", "", "reservation"),
    ("Merci pour votre accueil, continuez !", "", "remerciement"),
    ("Aucune réclamation à formuler, tout était parfait", "", "remerciement"),
    ("Notre solution classe vos plaintes clients. Audit offert, cliquez ici.", "Réclamation", "spam"),
    ("Au sommaire : dix conseils. Vous recevez ce message car abonné. Se désabonner", "", "newsletter"),
    ("Je suis absente du bureau, de retour le 4 mai.", "Réponse automatique : Votre demande", "auto"),
    ("Your message could not be delivered: user unknown", "Undelivered Mail Returned to Sender", "bounce"),
    ("Veuillez trouver ci-joint notre facture, à régler sous 30 jours.", "Facture 77", "autre"),
    ("Je vous adresse ma candidature, mon CV est en pièce jointe.", "Candidature", "autre"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject", "other_type"), OTHERS)
def test_what_is_neither_is_named(text, subject, other_type):
    """Questions, bookings, thanks, papers, robots are told apart; « réclamation » alone decides nothing."""
    found = meaning(text, subject)
    assert (found.kind, found.other_type) == ("autre", other_type)
    assert found.severity is None
    assert found.wants is None


def test_what_cannot_be_told_is_a_doubtful_complaint():
    """A mail that gives no sign either way is treated as a complaint which staff must confirm."""
    found = meaning("Bonjour, je reviens vers vous au sujet du dossier 4412.", "Dossier")
    assert (found.kind, found.doubtful) == ("reclamation", True)


def test_a_scan_without_words_is_a_doubtful_complaint():
    """A fiche that was scanned and mailed has no text; it is never dismissed."""
    scan = Attachment(name="fiche.pdf", content_type="application/pdf", content=b"%PDF")
    found = meaning("", "", attachments=(scan,))
    assert (found.kind, found.doubtful) == ("reclamation", True)


def test_an_empty_mail_is_nothing():
    """No text, no subject, no attachment: nothing that could be a complaint."""
    assert meaning("").kind == "autre"


@pytest.mark.parametrize(
    ("robot", "other_type"),
    [("vacation", "auto"), ("dsn_failed", "bounce"), ("newsletter", "newsletter"), ("mdn", "auto")],
)
def test_a_robot_never_complains(robot, other_type):
    """What a machine wrote is no complaint, whatever words it quotes."""
    found = meaning("Scandaleux ! Remboursez-moi.", robot=Robot(type=robot, evidence=("Auto-Submitted",)))
    assert (found.kind, found.other_type, found.doubtful) == ("autre", other_type, False)


def test_the_newest_message_decides():
    """A withdrawn complaint quoted below thanks does not come back to life."""
    text = (
        "C'est réglé, vous pouvez classer. Merci !\n\n> Chambre sale, scandaleux, je veux un remboursement."
    )
    found = meaning(text, "Re: Réclamation", new_text="C'est réglé, vous pouvez classer. Merci !")
    assert found.kind == "autre"
    assert found.other_type in ("remerciement", "autre")


def test_a_forward_without_comment_is_what_it_forwards():
    """« Pour suite à donner » on top of a forwarded complaint is that complaint."""
    below = "De : Jean Petit\nObjet : gîte\n\nLe gîte était sale et glacial, je demande un remboursement."
    found = meaning(f"Pour suite à donner.\n\n{below}", "TR: gîte", new_text="Pour suite à donner.")
    assert found.kind == "reclamation"


def test_our_own_letter_below_an_empty_answer_is_not_judged():
    """An answer without words does not turn our quoted acknowledgement into a mail of the client's."""
    quoted = "> Nous avons bien reçu votre réclamation. Inutile de nous répondre."
    found = meaning(quoted, "Re: [REC-2026-0001] Votre message", new_text="")
    assert not found.wishes.no_further_contact
    assert found.wants is None


HELD_OUT = [
    json.loads(line)["body"]
    for line in (Path(__file__).parent / "held_out.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]
REASONED = [text for text, _ in COMPLAINTS] + SUGGESTIONS + [text for text, _, _ in OTHERS] + HELD_OUT


@pytest.mark.parametrize("text", REASONED)
def test_the_reasons_are_true(text):
    """Taking the words of a reason away changes the score by exactly the weight that it states."""
    before, _ = _judged(text)
    assert before.score == pytest.approx(score_of(before.kind, shipped(), read_features(text)))
    for reason in before.reasons:
        assert text.count(reason.excerpt) == 1, reason
        without = text.replace(reason.excerpt, "")
        left = score_of(before.kind, shipped(), read_features(without))
        assert before.score - left == pytest.approx(reason.weight, abs=1e-4), reason


@pytest.mark.parametrize("text", REASONED)
def test_the_score_is_the_confidence(text):
    """What the reasons change is what is shown: the log-odds of the confidence."""
    judged, _ = _judged(text)
    assert judged.confidence == pytest.approx(1 / (1 + math.exp(-judged.score)), abs=1e-4)


@pytest.mark.parametrize("text", [text for text in REASONED if len(text.split()) >= 12])
def test_a_mail_of_some_words_has_reasons(text):
    """Nobody is told a kind without a word of the mail that speaks for it or against it."""
    judged, _ = _judged(text)
    assert judged.reasons


def test_confidence_follows_the_evidence():
    """More grievances make a complaint surer, and confidence stays a probability."""
    one = meaning("La chambre était sale.")
    many = meaning(
        "La chambre était sale, le patron odieux, la douche en panne. Je demande un remboursement."
    )
    assert 0 < one.confidence < many.confidence <= 1


LANGUAGES = [
    ("Bonjour, la chambre n'était pas prête et nous avons attendu.", "fr"),
    ("bjr la piscine ct ferme", "fr"),
    ("Hello, we were at your office and nobody was there.", "en"),
    ("Guten Tag, wir waren bei Ihnen und niemand war da.", "de"),
    ("Goedendag, wij waren bij u en er was niemand.", "nl"),
    ("Buenos días, estuvimos en su oficina y no había nadie.", "es"),
    ("Buongiorno, siamo stati nel vostro ufficio e non c'era nessuno.", "it"),
    ("", "fr"),
    ("12345", "fr"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_the_language_is_heard(text, language):
    """Little words and letters tell the language; without any it is French."""
    assert meaning(text).language == language


def _read(text):
    return text, tokens_of(text)


def _judged(text):
    read = _read(text)
    languages = languages_of(*read)
    return judge(*read, languages), languages
