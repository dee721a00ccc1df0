"""How serious a complaint is: what makes it so, and what only sounds so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.model import Directory, IncomingMail
from mailbot.understand import understand
from mailbot.understand.fold import fold
from mailbot.understand.severity_cues import SERIOUS, WORRYING, spelled
from mailbot.understand.severity_traps import VETO


def understood(text):
    return understand(
        IncomingMail(
            content_digest="d",
            received_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
            mailbox="service@chaumes.example",
            text=text,
            new_text=text,
        ),
        Directory(),
    )


@pytest.mark.parametrize(
    "text",
    [
        "La rambarde a cédé, mon mari s'est fracturé le poignet : fracture, trois semaines de plâtre.",
        "Nous avons tous vomi la nuit suivante, intoxication confirmée par le médecin.",
        "Les fils dénudés de la salle de bain sont dangereux, réparez.",
        "On nous a refusé la table à cause de notre couleur de peau, c'est du racisme.",
        "Le moniteur a eu des gestes déplacés envers ma fille, c'est honteux.",
        "Sans remboursement sous huit jours, mon avocat saisira le tribunal.",
        "Je vous mets en demeure de me rembourser.",
        "J'ai prévenu la DGCCRF de cette arnaque.",
        "Nous demandons le remboursement du séjour, soit 1 480 €, jamais rendu.",
        "Mon père, 84 ans, a été laissé dehors dans le froid pendant deux heures, c'est honteux.",
        "Ma femme est enceinte et on l'a laissée attendre debout une heure dans le froid, inadmissible.",
        "L'accès a été refusé au fauteuil roulant de ma sœur, c'est inadmissible.",
        "Le guide était ivre et sans gilet, les enfants ont failli se noyer.",
        "The waiter spilt oil on my daughter, she was taken to hospital, and we want an apology.",
        "Wir haben unseren Anwalt eingeschaltet, die Wohnung war unzumutbar.",
        "Inadmissible : ma fille de cinq ans, inscrite au club, retrouvée toute seule sur le parking.",
        "Le chauffeur du car était au téléphone dans tous les virages, c'est scandaleux.",
        "L'expert m'a dit : « chez vous au pays on répare au marteau ». C'est inadmissible.",
        "Scandaleux : ça sent le gaz dans le mobil-home et personne ne vient.",
        "Der Sturz endete mit einem Schlüsselbeinbruch, der Gurt war defekt, eine Frechheit.",
        "Mi hijo acabó en urgencias por la salsa, es inaceptable, exijo una explicación.",
        "Il custode ha detto «quelli come te li conosco», è inaccettabile, chiedo scuse.",
        "Onze dochter viel en brak haar pols: gebroken pols, ziekenhuis, schandalig.",
    ],
)
def test_what_is_serious(text):
    """Health, safety, discrimination, law, a large sum in dispute, a fragile person harmed."""
    found = understood(text)
    assert (found.kind, found.severity) == ("reclamation", "grave")
    assert any(r.why.startswith("gravité grave") and r.excerpt in text for r in found.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Le dîner était froid et le serveur désagréable, je demande un geste commercial.",
        "Nous avons payé 1 350 € la semaine. La piscine était fermée, je demande un geste commercial.",
        "À 80 ans, j'ai 80 ans, je n'aime pas attendre : je demande un rendez-vous, vous êtes en retard.",
        "Ma femme est enceinte, nous avions donc choisi le train. La facture est fausse, je la conteste.",
        "Heureusement pas de blessé, mais l'accueil était odieux, je demande des excuses.",
        "Je laisserai un avis Google, la chambre était sale et je veux un remboursement de 60 €.",
        "Je viens porter plainte auprès de vous : on nous a fait sortir de la piscine à 17 h, remboursez.",
        "Une galette brûlée, un service odieux, je demande un geste commercial.",
        "Deux avocats crevettes immangeables, je demande le remboursement des 24 €.",
        "Nous étions morts de faim, le service a été scandaleusement lent, je demande un avoir.",
    ],
)
def test_what_only_sounds_serious(text):
    """Age that is not at stake, a price that is not in dispute, figures of speech: ordinary."""
    assert understood(text).severity == "normale"


@pytest.mark.parametrize(
    "text",
    [
        "Dommage, les toilettes étaient sales. Rien de grave, c'est juste pour info.",
        "Petit bémol : le plan affiché est périmé, on s'est un peu perdus.",
    ],
)
def test_what_is_a_small_matter(text):
    """The writer plays it down and asks for nothing."""
    assert understood(text).severity == "faible"


def test_only_complaints_have_a_severity():
    """A suggestion about safety is still a suggestion."""
    assert understood("Pourquoi ne pas ajouter un banc près du lac ?").severity is None


@pytest.mark.parametrize("phrases", [*SERIOUS.values(), WORRYING, VETO])
def test_the_phrases_of_severity_are_written_as_words_are_read(phrases):
    """A phrase with an accent, an apostrophe or a class that was not spelled out would never be found."""
    written = spelled(phrases)
    assert written == fold(written)
    assert not set("'’-.,") & set(written)
