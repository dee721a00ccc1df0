"""Whom a mail is about: names, aliases, slips of the pen, towns, addresses; and words that are no names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.model import Address, Directory, IncomingMail, Provider, Unit
from mailbot.understand import understand
from mailbot.understand.fold import singular, tokens_of
from mailbot.understand.mentions import mentions_in, page_of
from mailbot.understand.names import index_of
from mailbot.understand.targets import targets_of

DIRECTORY = Directory(
    organisation="Office de tourisme des Chaumes",
    providers=(
        Provider(
            id="tetras",
            name="Hôtel du Grand Tétras",
            aliases=("Grand Tétras", "le Tétras"),
            address="direction@hotel-tetras.example",
            town="Gérardmer",
            website="https://www.grand-tetras.example/chambres",
        ),
        Provider(id="central", name="Hôtel Le Central", aliases=("Le Central",), town="Cornimont"),
        Provider(id="terrasse", name="La Terrasse", town="Cornimont"),
        Provider(id="lilas-g", name="Gîte des Lilas", town="Gérardmer", address="a@gmail.com"),
        Provider(id="lilas-c", name="Gîte des Lilas", town="Ventron", address="b@gmail.com"),
        Provider(id="velo", name="Vélo'Chaumes Location", aliases=("VCL",), town="Gérardmer"),
        Provider(id="perrin", name="Autocars Perrin", aliases=("Perrin",), town="Ventron"),
        Provider(id="myrtille", name="Myrtillière d'Altenberg", town="Ventron"),
    ),
    units=(
        Unit(name="BIT de Cornimont", aliases=("bureau de Cornimont",)),
        Unit(name="Comptabilité"),
        Unit(name="Standard", aliases=("l'accueil",)),
    ),
)


def understood(text, subject="", *, sender="Anne Roy <anne.roy@mel.example>"):
    name, _, address = sender.rstrip(">").partition(" <")
    return understand(
        IncomingMail(
            content_digest="d",
            received_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
            mailbox="service@chaumes.example",
            from_=Address(address=address, name=name),
            subject=subject,
            text=text,
            new_text=text,
        ),
        DIRECTORY,
    )


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("À l'Hôtel du Grand Tétras la chambre était sale.", {"tetras"}),
        ("la chambre du grand tetras etait sale", {"tetras"}),
        ("CHAMBRE SALE A L HOTEL DU GRAND TETRAS", {"tetras"}),
        ("La chambre du Grand Tétra était sale.", {"tetras"}),
        ("La chambre du GrandTetras était sale.", {"tetras"}),
        ("J'ai écrit à direction@hotel-tetras.example, personne ne répond.", {"tetras"}),
        ("Sur www.grand-tetras.example le prix est mensonger.", {"tetras"}),
        ("Chambre sale à l'hôtel Central.", {"central"}),
        ("Le Central nous a refusé la chambre réservée.", {"central"}),
        ("Attente interminable au restaurant La Terrasse.", {"terrasse"}),
        ("On a été très mal reçus à La Terrasse.", {"terrasse"}),
        ("Le vélo loué chez VCL avait les freins cassés.", {"velo"}),
        ("La Myrtilière d'Altenberg était fermée sans prévenir.", {"myrtille"}),
        ("Le car Perrin n'est jamais venu.", {"perrin"}),
        ("Le gîte des Lilas à Ventron était glacial.", {"lilas-c"}),
        ("Le gîte des Lilas était glacial.", {"lilas-g", "lilas-c"}),
        ("Au bureau de Cornimont on nous a mal renseignés.", {"BIT de Cornimont"}),
        ("Votre service comptable me relance à tort.", {"Comptabilité"}),
        ("Votre standard ne répond jamais.", {"Standard"}),
        ("Votre brochure annonçait une visite qui n'existe plus, c'est honteux.", {"interne"}),
        ("Chambre sale au Grand Tétras, et le car Perrin en retard de deux heures.", {"tetras", "perrin"}),
        ("Parfait accueil au Grand Tétras. Le car Perrin avait deux heures de retard.", {"perrin"}),
        ("Notre voiture a été rayée en face du Grand Tétras par le car Perrin.", {"perrin"}),
        ("Chambre sale chez Paulette Dumont, je demande un remboursement.", set()),
        ("Le restaurant a refusé notre chien d'aveugle.", set()),
    ],
)
def test_who_is_concerned(text, targets):
    """Full names, parts, slips of the pen, towns, addresses; the praised and the landmarks are left out."""
    assert set(understood(text).targets) == targets


@pytest.mark.parametrize(
    "text",
    [
        "La terrasse de notre location était sale.",
        "Nous étions en terrasse quand la pluie est tombée, et rien n'était prévu.",
        "Le point central de ma plainte est le prix.",
        "Le chauffage central était en panne.",
        "Le grand lit promis n'y était pas.",
        "J'ai passé le pont à vélo, la brochure n'en disait rien.",
    ],
)
def test_ordinary_words_name_nobody(text):
    """« la terrasse », « central », « vélo » are words before they are names."""
    found = {"terrasse", "central", "velo", "tetras"}.intersection(understood(text).targets)
    assert not found


def test_a_persons_name_is_not_a_business():
    """The writer, or somebody with a civility, who shares a name with a provider is not that provider."""
    signed = understood("La brochure était périmée.\nLuc Perrin", sender="Luc Perrin <luc@mel.example>")
    spoken = understood("Mme Perrin nous a mal reçus dans votre bureau.")
    assert "perrin" not in (*signed.targets, *spoken.targets)


def test_a_provider_who_writes_is_known_by_its_address():
    """A provider's own mail is about itself, and never a certain target."""
    found = understood("Merci de modifier nos tarifs.", sender="Réception <reception@hotel-tetras.example>")
    assert found.targets == ("tetras",)
    assert not found.targets_certain


@pytest.mark.parametrize(
    "text",
    [
        "À l'Hôtel du Grand Tétras la chambre était sale et personne ne répondait. Remboursez-nous.",
        "Chambre sale au Grand Tétras, personnel odieux, je demande un remboursement.",
    ],
)
def test_one_provider_named_in_full_is_certain(text):
    """A full name or a distinctive alias, and nobody else."""
    found = understood(text)
    assert found.targets == ("tetras",)
    assert found.targets_certain


@pytest.mark.parametrize(
    "text",
    [
        "La chambre du Grand Téttraz était sale, remboursez-nous.",  # a slip of the pen
        "La chambre du Central était sale, remboursez-nous.",  # an ordinary word
        "Le gîte des Lilas était sale, remboursez-nous.",  # two bear this name
        "Chambre sale au Grand Tétras et car Perrin en retard, remboursez-nous.",  # two are blamed
        "Chambre sale au Grand Tétras, et votre bureau nous a menti. Remboursez-nous.",  # we are blamed too
        "Chambre sale au Grand Tétras, et votre affiche annonçait la piscine, c'est mensonger.",  # we too
        "Chambre sale au Grand Tétras, dîner froid chez Paulette. Remboursez-nous.",  # a stranger too
        "J'ai écrit à direction@hotel-tetras.example, aucune réponse, c'est honteux.",  # an address only
        "Une voiture a brûlé en face du Grand Tétras, c'est un scandale.",  # a landmark
        "Merci au Grand Tétras pour son accueil !",  # no complaint
        "Le Grand Tétras et l'accueil de Cornimont se renvoient la balle depuis un mois.",
    ],
)
def test_in_doubt_no_target_is_certain(text):
    """A certain target is written to without asking anybody: in doubt, there is none."""
    assert not understood(text).targets_certain


def test_five_thousand_providers_cost_little_work():
    """Words lead to the few names that they could belong to, never to the whole directory."""
    ponds = [f"{a}{b}{c}" for a in ("Bel", "Mont", "Val", "Roc", "Font") for b in ("au", "ri", "o", "é", "ou")
             for c in ("mar", "lin", "vert", "gue", "zan", "pré", "dor", "sel")]  # fmt: skip
    directory = Directory(
        organisation="Office de tourisme des Chaumes",
        providers=tuple(
            Provider(
                id=f"p{n}", name=f"Hôtel {ponds[n % 4]} {ponds[n % 200]}{ponds[n // 200]}", town="Gérardmer"
            )
            for n in range(5000)
        ),
    )
    index = index_of(directory)
    name = directory.providers[4321].name
    text = f"À l'{name} la chambre était sale et le personnel odieux. " * 3
    page = page_of(text, tokens_of(text), frozenset())
    considered = sum(
        len(index.by_anchor.get(candidate, ()))
        for word in page.words
        for candidate in ({word} if word in index.vocabulary else index.similar_words(word))
    )
    assert considered < 50
    assert {m.party.value for m in mentions_in(page, index)} == {
        p.id for p in directory.providers if p.name == name
    }
    assert index_of(directory) is index


def test_a_misspelling_is_looked_up_not_searched_for():
    """A word leads to the words one or two letters away, and to no others."""
    index = index_of(DIRECTORY)
    assert index.similar_words("altenburg") == {"altenberg"}
    assert index.similar_words("montagne") == set()
    assert singular("lilas") == "lila"


TOWN_HALL = Directory(
    organisation="Mairie de Bréval",
    providers=(
        Provider(id="canoe", name="Base de canoë Les Trois Ponts", town="Bréval"),
        Provider(id="gare", name="Hôtel Terminus", aliases=("hôtel de la gare",), town="Bréval"),
        Provider(id="lac", name="Hôtel du Lac", town="Sainte-Anne"),
        Provider(id="kayak", name="Kayak Pleine Vague", aliases=("Pleine Vague",), town="Bréval"),
        Provider(id="vidal", name="Guide Nature", aliases=("Hélène Vidal",), town="Bréval"),
    ),
    units=(
        Unit(name="Services techniques", aliases=("voirie",)),
        Unit(name="Piscine municipale", aliases=("la piscine",)),
        Unit(name="Service scolaire et cantine", aliases=("la cantine",)),
    ),
)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Un nid de poule sur la chaussée depuis trois mois, c'est scandaleux.", ("Services techniques",)),
        ("Het zwembad was drie dagen gesloten, onaanvaardbaar.", ("Piscine municipale",)),
        ("Le repas de mon fils à l'école maternelle était immangeable.", ("Service scolaire et cantine",)),
        ("À l'hôtel de Sainte-Anne la chambre était sale, je demande un remboursement.", ("lac",)),
        ("La sortie en kayak plaine vague a été écourtée, c'est inadmissible.", ("kayak",)),
        ("Mme Vidal n'est jamais venue au rendez-vous, c'est inadmissible.", ("vidal",)),
    ],
)
def test_who_is_concerned_without_being_named(text, targets):
    """By the matter, the town, a slip of the pen in ordinary words, a person's name."""
    assert targets_found(text, TOWN_HALL).values == targets


def test_a_guess_by_the_matter_is_never_certain():
    """A provider that is not named is proposed to staff, and written to by nobody without them."""
    assert not targets_found("La descente en canoë était dangereuse, remboursez-nous.", TOWN_HALL).certain


def test_a_house_that_the_directory_does_not_know_is_told():
    """Staff can then add it."""
    found = targets_found("Service odieux au restaurant Chez Paulette Dumont, c'est honteux.", TOWN_HALL)
    assert found.third_party == "Paulette Dumont"


def targets_found(text, directory):
    written = f"\n\n{text}"
    tokens = tokens_of(written)
    blame = dict.fromkeys((token.sentence for token in tokens), 2.0)
    return targets_of(written, tokens, directory=directory, writer=None, blame=blame, complains=True)


LAKE = Directory(
    organisation="Office de tourisme du Pays d'Ombre",
    providers=(
        Provider(id="etoile", name="Hôtel de l'Étoile", aliases=("L'Étoile",), town="Ombreval",
                 category="hôtel", street="4 place de l'Église, Ombreval"),
        Provider(id="terminus", name="Hôtel Terminus", town="Ombreval", category="hôtel",
                 street="12 avenue de la Gare, Ombreval"),
        Provider(id="charmille", name="La Charmille", town="Vaux", category="gîte",
                 street="3 rue de la Fontaine"),
        Provider(id="source", name="Gîte La Source", town="Vaux", category="gîte",
                 street="lieu-dit Le Bouchet"),
        Provider(id="velos", name="Roule Toujours", town="Ombreval", category="location de vélos",
                 street="15 avenue de la Gare, Ombreval"),
        Provider(id="pinede", name="Camping de la Pinède", aliases=("la Pinède",), town="Port-Ombre",
                 category="camping", street="88 route de la Plage"),
        Provider(id="piste", name="Piste de Vaugris", town="Ombreval", category="karting"),
        Provider(id="olle", name="Olle Canoë", town="Vaux"),
        Provider(id="bateau", name="Croisières du Lac", town="Port-Ombre", category="promenade en bateau"),
    ),
    units=(
        Unit(name="BIT de Port-Ombre", aliases=("accueil du port",)),
        Unit(name="Taxe de séjour"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Dans l'hôtel en face de l'église la chambre était glaciale.", ("etoile",)),
        ("À l'hôtel près de la gare, personne la nuit pour nous ouvrir la porte.", ("terminus",)),
        ("Le loueur de vélos de l'avenue de la Gare m'a remis un VTT sans freins.", ("velos",)),
        ("Nous avons loué le gîte de la rue de la Fontaine, la caution n'est pas rendue.", ("charmille",)),
        ("The hotel opposite the church, place de l'Église: our room was filthy.", ("etoile",)),
        (
            "À l'Hôtel de l'Étoile le radiateur claque toute la nuit, la chambre est une glacière.",
            ("etoile",),
        ),
    ],
)
def test_a_trade_and_a_street_tell_who_it_is(text, targets):
    """People forget names, and remember the church across the street."""
    assert targets_found(text, LAKE).values == targets


def test_a_description_is_never_certain():
    """Staff look at it before the provider is written to."""
    assert not targets_found("Dans l'hôtel en face de l'église la chambre était glaciale.", LAKE).certain


def test_a_street_without_its_trade_names_nobody():
    """What happens in front of the church is no matter of the hotel that stands there."""
    assert targets_found("On m'a volé mon sac en face de l'église, personne ne fait rien.", LAKE).values != (
        "etoile",
    )


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (
            "L'ANIMATION DE LA PINEDE FINIT A 1H30. ON EST DEUX TENTES PLUS LOIN, QUELLE HONTE.",
            ("pinede",),
        ),
        ("on avait un emplacement a la pinede pour la caravane et la piscine est froide", ("pinede",)),
        ("on a loué deux kayaks chez olle canoe et il garde la caution", ("olle",)),
        ("Le gérant de Vaugris circule au milieu des enfants, c'est dangereux.", ("piste",)),
        ("Le bateau est parti sans nous alors que nous étions sur le ponton.", ("bateau",)),
    ],
)
def test_who_is_concerned_in_mails_without_capitals_or_with_half_a_name(text, targets):
    """Shouted, whispered, cut short; and a desk that is called by a port rents no boats."""
    assert targets_found(text, LAKE).values == targets


@pytest.mark.parametrize(
    "text",
    [
        "J'AI MARCHE DANS LA PINEDE ET J'AI TROUVE DES ORDURES PARTOUT.",
        "on a marché dans la pinede et la taxe de sejour est trop chere",
    ],
)
def test_a_word_of_every_day_names_nobody_where_its_trade_is_not_spoken_of(text):
    """Without capitals to tell, « la pinède » is a wood."""
    assert "pinede" not in targets_found(text, LAKE).values


def test_a_provider_that_is_only_thanked_is_not_certain():
    """The complaint that follows is about somebody else."""
    thanks = "Les Croisières du Lac ont été parfaites et ponctuelles."
    text = f"\n\n{thanks} La suite fut une honte. On nous a insultés."
    tokens = tokens_of(text)
    for thanked, certain in ((-1.0, False), (2.0, True)):
        blame = dict.fromkeys((token.sentence for token in tokens), 2.0) | {tokens[0].sentence: thanked}
        found = targets_of(text, tokens, directory=LAKE, writer=None, blame=blame, complains=True)
        assert (found.values, found.certain) == (("bateau",), certain)


def test_a_house_of_two_words_with_its_trade_in_it_is_nobodys_name():
    """« Olle Canoë » is no Mr Canoë: it needs no capitals, as somebody's own name does."""
    text = "Bernard a rendu la barque à olle canoe avec une heure d'avance. Il garde la caution."
    page = page_of(text, tokens_of(text), frozenset())
    assert {m.party.value for m in mentions_in(page, index_of(LAKE))} == {"olle"}
