"""Words by which one person is known among all, for those who want to stay unknown; and words of many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailbot.model import Address, Directory, IncomingMail, Meaning, Wishes
from mailbot.redact import redact

MAIL = IncomingMail(
    content_digest="a" * 64,
    received_at=datetime(2026, 11, 9, tzinfo=UTC),
    mailbox="reclamations@otc.example",
    from_=Address(address="m.quenneville@courrier.example", name="Martine Quenneville"),
)
DIRECTORY = Directory(organisation="Office de tourisme des Chaumes")
DISCREET = Meaning(kind="reclamation", wishes=Wishes(refuses_contact_sharing=True))


def held(text: str, meaning: Meaning = DISCREET) -> tuple[str, ...]:
    return redact(replace(MAIL, text=text, new_text=text), DIRECTORY, meaning).held


@pytest.mark.parametrize(
    "text",
    [
        "ma belle-sœur habite en face",
        "je suis le facteur du village",
        "nous étions le seul couple avec des jumeaux",
        "j'étais la seule à être venue avec un chien-guide",
        "je suis en fauteuil roulant",
        "mon fils est trisomique et tout le monde l'a remarqué",
        "nous fêtions nos 50 ans de mariage",
        "c'était mon anniversaire ce soir-là, ils m'ont apporté un gâteau",
        "je suis aveugle et je suis venu avec mon chien guide",
        "je suis enceinte de huit mois",
        "ma fille a un appareil auditif",
        "nous sommes la famille de sept enfants",
        "j'ai cinq enfants",
        "nous avons des triplés",
        "je suis venue avec mes jumelles de deux ans",
        "c'est moi qui ai fait un malaise dans le hall",
        "je suis celle qui s'est évanouie au buffet",
        "celui qui a crié à la réception, c'était moi",
        "je suis la présidente du club de tennis",
        "je préside l'association des parents d'élèves",
        "j'ai travaillé chez eux pendant dix ans",
        "je suis une ancienne employée de l'hôtel",
        "mon mari est le maire",
        "mon père est le boucher du village",
        "mon fils est dans la classe de la fille du directeur",
        "nos enfants jouent ensemble au foot",
        "je vois le patron tous les dimanches à la messe",
        "nous sommes voisins",
        "nous habitons le même immeuble",
        "je suis son propriétaire",
        "je loue la maison juste au-dessus du restaurant",
        "je suis la dame au manteau rouge",
        "je suis le monsieur à la canne",
        "l'homme au chapeau, c'était moi",
        "il n'y a que moi qui vienne avec une poussette triple",
        "personne d'autre que nous n'avait réservé la salle",
        "nous n'étions que deux dans le stage",
        "on n'était que trois ce jour-là",
        "nous étions deux stagiaires seulement",
        "il n'y avait que nous ce soir-là",
        "j'étais la dernière cliente de la journée",
        "nous étions les premiers arrivés",
        "seule femme du groupe",
        "j'étais le plus âgé du groupe",
        "je suis le doyen",
        "je suis infirmière à l'hôpital de Remiremont",
        "je suis médecin",
        "je suis gendarme, ils me reconnaîtront",
        "je suis prof au collège",
        "je suis le curé",
        "je suis sourd",
        "je suis autiste",
        "je suis noire, la seule ce jour-là",
        "mon accent polonais se remarque",
        "je suis leur plus vieux client",
        "client depuis trente ans, ils me connaissent tous",
        "je viens tous les ans depuis 1987",
        "habitué, on me tutoie",
        "je les ai croisés hier à la boulangerie",
        "je suis cousin du gérant",
        "ma nièce est serveuse chez eux",
        "je leur livre le pain",
        "je suis leur fournisseur",
        "je fais le ménage chez eux",
        "je suis l'élève qui a eu l'accident",
        "je suis le stagiaire dont l'ordinateur a pris feu",
        "nous sommes les mariés du 12 juin",
        "c'était notre mariage",
        "les obsèques de ma mère ont eu lieu le jour même",
        "nous sommes le couple à la Tesla rouge",
        "ma voiture est une 2CV jaune",
        "we were the only ones with a wheelchair",
        "I am the teacher in the village",
        "it was my 60th birthday",
        "ich war der einzige Gast mit Hund",
        "somos la familia con trillizos",
        "je suis de la famille du maire",
        "je connais bien la patronne",
        "mon ex-mari y travaille",
    ],
)
def test_what_makes_the_writer_one_among_all_is_shown_to_a_person(text: str) -> None:
    """Kin, trades, handicaps, feasts, habits, « le seul »: whoever reads it there knows who wrote."""
    text = f"La cuisine était sale. {text}."
    assert any("discrète" in reason or "désigner" in reason for reason in held(text)), text
    plain = held(text, Meaning(kind="reclamation"))
    assert not any("discrète" in reason for reason in plain)


@pytest.mark.parametrize(
    "text",
    [
        "la chambre 12 était sale et le chauffage en panne",
        "nous étions trois adultes et deux enfants",
        "le serveur nous a fait attendre une heure",
        "je demande le remboursement d'une nuit",
        "merci de ne pas transmettre mes coordonnées à l'hôtel",
        "je suis très déçue de ce séjour",
        "je suis cliente chez vous",
        "j'habite à Lyon",
        "je suis restée deux heures au téléphone",
        "nous avons attendu une heure au guichet",
        "c'est inadmissible",
        "le moniteur était en retard tous les matins",
        "la douche ne fonctionnait pas",
        "je refuse que mon nom soit communiqué au moniteur",
        "nous sommes arrivés à 18 h",
        "je travaille du lundi au vendredi et j'ai pris un jour",
        "mon fils n'a pas pu suivre son cours",
        "j'ai appelé trois fois sans réponse",
        "je suis venu en voiture",
        "l'hôtel est en face de la gare",
        "le seul problème était le bruit",
        "la seule chose que je demande est une réponse",
        "ils ont perdu mon dossier",
        "je souhaite rester anonyme",
        "la piscine était fermée, seul le sauna marchait",
        "les enfants ont eu froid",
        "c'était la dernière fois",
        "mon mari a été malade après le repas",
        "nous avons commandé deux menus",
        "la patronne a crié sur les clients",
        "il faisait 12 degrés dans la chambre",
        "j'ai réservé en ligne le 3 mai",
        "je suis convaincu que c'est une erreur",
        "je ne suis pas le seul à me plaindre",
        "je ne veux pas d'ennuis",
    ],
)
def test_what_many_may_say_holds_nothing(text: str) -> None:
    """A complaint with its ordinary facts goes out, even of somebody who refuses to be named."""
    assert held(f"{text[:1].upper()}{text[1:]}.") == ()


def test_a_room_and_a_day_are_looked_at_where_no_name_may_be_known() -> None:
    """Of « pas mes coordonnées » they are the facts; of « je veux rester anonyme » they are the name."""
    facts = "La chambre 12 était sale le 8 novembre."
    assert held(facts) == ()
    assert held(f"{facts} Ne transmettez pas mes coordonnées.") == ()
    [reason] = held(f"{facts} Je veux rester anonyme.")
    assert "chambre 12, 8 novembre" in reason
