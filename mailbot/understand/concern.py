"""How far a mail is about a party: what is seen of the party in it, weighed by what was learnt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailbot.understand.concern_weights import BIAS, WEIGHTS
from mailbot.understand.fold import singular
from mailbot.understand.mentions import Mention, Page
from mailbot.understand.names import INTERNAL, Party, PartyType
from mailbot.understand.ordinary import ARTICLES, GENERIC, HOUSES
from mailbot.understand.ours import signs_of
from mailbot.understand.phrases import Lexicon, Match
from mailbot.understand.topics import Matter

_YOURS = frozenset(
    [
        "votre",
        "vos",
        "your",
        "ihr",
        "ihre",
        "ihrem",
        "ihren",
        "uw",
        "vostro",
        "vostra",
        "vuestro",
        "vuestra",
        "su",
        "jullie",
    ]
)
_WAYS = """
    pres; a cote; en face; face; derriere; devant; non loin; vers; next to; near; opposite; behind
    contrairement; entre; avant; apres; gegenuber; neben; tegenover; naast; enfrente; cerca; di fronte
    vicino
    """
NEARBY = tuple(tuple(way.split()) for way in _WAYS.replace("\n", ";").split(";") if way.strip())
_FROM_WORDS = """
    conseille conseillee conseillees conseilles recommande recommandee recommandes indique indiquee via
    recommended recommend empfohlen aanbevolen recomendado consigliato
    """
_FROM = frozenset(_FROM_WORDS.split())
_PASSIVE = frozenset({"par", "de", "by", "von", "door", "por", "da", "a"})
NO_MATTER = Matter()
OURSELVES = Party(value=INTERNAL, type="organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    several: bool
    phrases: str


_REMARKS: Lexicon[Remark] = Lexicon(
    (
        Remark(
            several=False,
            phrases="""
            parfait*; adorable*; enchant*; impeccable*; exemplaire*; merci; charmant*; gentil*; formidable*
            genial*; heureusement; rien a redire; tres bien; excellent*; delicieu*; sympa*; super; top
            bravo; felicit*; aimable*; irreprochable*; remerci*; ravi*; ravie; agreable*; professionnel*
            competent*; efficace; magnifique*; a l ecoute; rien a reprocher; n y est pour rien
            n y peut rien; n y sont pour rien; n est pas en cause; ne sont pas en cause; hors de cause
            fait ce qu il peut; font ce qu ils peuvent; great; lovely; wonderful; helpful; perfect; kind
            friendly; thank; thanks; brilliant; not their fault; not to blame; wunderbar; freundlich*; toll
            hervorragend; nett; perfekt; danke; kann nichts dafur; konnen nichts dafur; vriendelijk*
            geweldig; prachtig; behulpzaam; bedank*; kan er niets aan doen; amable*; encantador*; estupend*
            maravillos*; gracias; perfecto; no tiene la culpa; gentile; gentilissim*; splendid*; bravissim*
            perfetto; benissimo; puntual*; ponctuel*; punktlich; grazie; ottim*; non c entra*; disponibil*
            """,
        ),
        Remark(
            several=True,
            phrases="""
            deux choses; les deux; tous les deux; toutes les deux; tous deux; chacun ~ rejette; se renvoient
            se renvoie; renvoi* ~ balle; renvoi* vers|a; me renvoie; ping pong; l un ~ l autre
            quant a|au|aux; par ailleurs; d une part; d autre part; deuxiemement; premierement; ensuite
            en outre; de plus; both; each other; neither; beide*; einerseits; allebei; ambos; entrambi
            due cose; dos cosas; two things; zwei dinge; twee dingen; le pompon; pour couronner
            et pour finir; ni ~ ni; i second; blame* the other; dit que c est; dit ~ chez vous
            say ~ the other
            """,
        ),
    )
)
_MOST = 14  # candidates looked at: the best by name, then by matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    party: Party
    chance: float
    mentions: tuple[Mention, ...]
    matter: Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A party that could be meant, and what is seen of it: what the weights are learnt from."""

    party: Party
    mentions: tuple[Mention, ...]
    seen: Mapping[str, float]


def candidates_of(sightings: Sequence[Sighting], matter: Mapping[str, Matter]) -> list[Candidate]:
    """Every party that could be meant, the likeliest first."""
    found = [
        Candidate(
            party=one.party,
            chance=_probability(
                BIAS + sum(WEIGHTS.get(name, 0.0) * value for name, value in one.seen.items())
            ),
            mentions=one.mentions,
            matter=matter.get(one.party.value, NO_MATTER),
        )
        for one in sightings
    ]
    return sorted(found, key=lambda c: (-c.chance, c.party.value))


def sightings_of(
    mentions: Sequence[Mention],
    matter: Mapping[str, Matter],
    parties: Mapping[str, Party],
    page: Page,
    blame: Mapping[int, float],
) -> list[Sighting]:
    by_value: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.party.type != "organisation":
            by_value.setdefault(mention.party.value, []).append(mention)
    by_matter = sorted(matter, key=lambda value: -matter[value].all - matter[value].stem)[:_MOST]
    types = {value: parties[value].type for value in matter}
    scene = _scene(mentions, matter, types, page, blame)
    found = [Sighting(party=OURSELVES, mentions=(), seen=_internal_features(mentions, scene))]
    for value in dict.fromkeys([*by_value, *by_matter]):
        named = by_value.get(value, [])
        party = named[0].party if named else parties[value]
        found.append(Sighting(party=party, mentions=tuple(named), seen=features_of(party, named, scene)))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is the same for every candidate of a mail."""

    page: Page
    blame: Mapping[int, float]
    burden: Mapping[str, float]
    matter: Mapping[str, Matter]
    types: Mapping[str, PartyType]
    several: bool
    praised: frozenset[int]  # sentences
    subject_end: int
    named: frozenset[str]  # parties named in so many words
    providers: frozenset[str]  # those of them that are providers
    strongest: int
    first_named: int
    ours: Mapping[str, float]  # signs that the organisation has a part in it


def _scene(
    mentions: Sequence[Mention],
    matter: Mapping[str, Matter],
    types: Mapping[str, PartyType],
    page: Page,
    blame: Mapping[int, float],
) -> Scene:
    sure = [m for m in mentions if m.strength >= 2 and m.party.type != "organisation"]
    matches = _REMARKS.matches(page.tokens)
    return Scene(
        page=page,
        blame=blame,
        burden=burden_of([m for m in mentions if m.party.type != "organisation"], page, blame),
        matter=matter,
        types=types,
        several=any(m.cue.several for m in matches),
        praised=_praised(matches, page),
        subject_end=page.text.find("\n\n"),
        named=frozenset(m.party.value for m in sure),
        providers=frozenset(m.party.value for m in sure if m.party.type == "provider"),
        strongest=max((m.strength for m in sure), default=0),
        first_named=min((m.first for m in sure if m.first >= 0), default=-1),
        ours=signs_of(page.tokens, blame),
    )


def _internal_features(mentions: Sequence[Mention], scene: Scene) -> dict[str, float]:
    """What is seen of the organisation itself, when no service of it will do."""
    seen = {"internal": 1.0, "i_alone": float(not scene.named)}
    seen |= {f"i_{sign}": loud for sign, loud in scene.ours.items()}
    seen["i_beside_provider"] = float(bool(scene.providers))
    seen["i_beside_unit"] = float(bool(scene.named - scene.providers))
    seen["i_called"] = float(any(m.party.type == "organisation" for m in mentions))
    seen["i_several"] = float(scene.several)
    seen["i_house"] = float(any(word in HOUSES for word in scene.page.words))
    for kind in ("unit", "provider"):
        own = [m for value, m in scene.matter.items() if scene.types[value] == kind]
        seen[f"i_{kind}_matter"] = 1 - math.exp(-max((m.all for m in own), default=0.0) / 2)
        seen[f"i_{kind}_called"] = max((m.called for m in own), default=0.0)
    return seen


def features_of(party: Party, named: Sequence[Mention], scene: Scene) -> dict[str, float]:
    """What is seen of one party, each between -1 and about 1."""
    seen = {"provider" if party.type == "provider" else "unit": 1.0}
    seen |= _matter_features(party, bool(named), scene)
    others = scene.named - {party.value}
    seen["several"] = float(scene.several and bool(others))
    seen["others_named"] = min(2, len(others)) / 2
    if not named:
        seen["unnamed_beside_provider"] = float(bool(scene.providers))
        seen["unnamed_beside_unit"] = float(bool(scene.named - scene.providers))
        seen["unnamed_alone"] = float(not scene.named)
        return seen
    best = max(named, key=lambda m: m.strength)
    kind = "p" if party.type == "provider" else "u"
    seen[f"{kind}_strength_{best.strength}"] = 1.0
    seen[f"{kind}_alone"] = float(not others)
    seen[f"{kind}_beside_provider"] = float(bool(scene.providers - {party.value}))
    seen["ordinary"] = float(best.ordinary)
    seen["place"] = float(best.place)
    seen["lower"] = float(best.lower)
    seen["weaker"] = float(best.strength < scene.strongest)
    seen["often"] = math.log(len(named))
    seen |= _setting(named, scene)
    return seen


def _matter_features(party: Party, is_named: bool, scene: Scene) -> dict[str, float]:
    own = scene.matter.get(party.value, NO_MATTER)
    total = sum(m.all for m in scene.matter.values())
    best = max((m.all for m in scene.matter.values()), default=0.0)
    second = max((m.all for value, m in scene.matter.items() if value != party.value), default=0.0)
    prefix = "named" if is_named else f"unnamed_{party.type}"
    return {
        f"{prefix}_matter": 1 - math.exp(-own.own / 2),
        f"{prefix}_aside": 1 - math.exp(-own.aside / 2),
        f"{prefix}_called": own.called,
        f"{prefix}_local": own.local,
        f"{prefix}_stem": math.tanh(own.stem),
        f"{prefix}_yours": own.yours,
        f"{prefix}_subject": own.subject,
        f"{prefix}_share": own.all / total if total else 0.0,
        f"{prefix}_top": float(0 < own.all == best),
        f"{prefix}_lead": math.tanh((own.all - second) / 2) if own.all else 0.0,
    }


def _setting(named: Sequence[Mention], scene: Scene) -> dict[str, float]:
    page, tokens = scene.page, scene.page.tokens
    inside = [m for m in named if m.first >= 0]
    value = named[0].party.value
    burden = scene.burden.get(value, 0.0)
    heaviest = max(scene.burden.values(), default=0.0)
    own = [scene.blame.get(tokens[m.first].sentence, 0.0) for m in inside]
    return {
        "address_only": float(not inside),
        "in_subject": float(any(tokens[m.first].start < scene.subject_end for m in inside)),
        "burden": math.tanh(burden / 3),
        "burden_share": burden / heaviest if heaviest > 0 and burden > 0 else 0.0,
        "relieved": float(burden < 0),
        "blamed_here": float(any(b > 0 for b in own)),
        "praised_here": float(bool(own) and max(own) < -0.2),
        "praised": float(bool(inside) and all(tokens[m.first].sentence in scene.praised for m in inside)),
        "praised_unblamed": float(
            bool(inside)
            and all(
                tokens[m.first].sentence in scene.praised
                and scene.blame.get(tokens[m.first].sentence, 0.0) <= 0
                for m in inside
            )
        ),
        "shows_the_way": float(bool(inside) and all(shows_the_way(m, page) for m in inside)),
        "from": float(bool(inside) and all(_is_source(m, page) for m in inside)),
        "yours": float(any(m.first > 0 and tokens[m.first - 1].word in _YOURS for m in inside)),
        "first": float(bool(inside) and min(m.first for m in inside) == scene.first_named),
        "capital": float(any(tokens[m.last].capital for m in inside)),
    }


def blames_several(page: Page) -> bool:
    """« ils se renvoient la balle », « les deux »: more than one has a part in it."""
    return any(match.cue.several for match in _REMARKS.matches(page.tokens))


def only_praises(mentions: Sequence[Mention], page: Page, blame: Mapping[int, float]) -> bool:
    """« le car Moreau a été parfait »: thanked wherever it is named, and somebody else is complained of."""
    praised = _praised(_REMARKS.matches(page.tokens), page)
    named = {page.tokens[m.first].sentence for m in mentions if m.first >= 0}
    return bool(named) and all(s in praised and blame.get(s, 0.0) <= 0 for s in named)


def _praised(matches: Sequence[Match[Remark]], page: Page) -> frozenset[int]:
    return frozenset(page.tokens[m.first].sentence for m in matches if not m.cue.several)


def burden_of(mentions: Sequence[Mention], page: Page, blame: Mapping[int, float]) -> dict[str, float]:
    """What is complained of under each name: a sentence that names nobody goes on about the last one."""
    named: dict[int, set[str]] = {}
    for mention in mentions:
        sentence = page.tokens[mention.first].sentence if mention.first >= 0 else 0
        named.setdefault(sentence, set()).add(mention.party.value)
    burden = dict.fromkeys((m.party.value for m in mentions), 0.0)
    about: set[str] = set()
    for sentence in range(max((*named, *blame), default=0) + 1):
        about = named.get(sentence, about)
        for value in about:
            burden[value] += blame.get(sentence, 0.0)
    return burden


def shows_the_way(mention: Mention, page: Page) -> bool:
    """« en face de La Criée » tells where something happened."""
    before = _before(mention, page)
    return any(tuple(before[-len(way) :]) == way for way in NEARBY)


def _is_source(mention: Mention, page: Page) -> bool:
    """« conseillé par l'office », « réservé via Ticketelle »: who led there, not who is blamed."""
    before = _before(mention, page)
    while before and before[-1] in _PASSIVE:
        before.pop()
    return bool(before) and before[-1] in _FROM


def _before(mention: Mention, page: Page) -> list[str]:
    if mention.first < 1:
        return []
    sentence = page.tokens[mention.first].sentence
    before = [
        t.word for t in page.tokens[max(0, mention.first - 6) : mention.first] if t.sentence == sentence
    ]
    while before and (before[-1] in ARTICLES or singular(before[-1]) in GENERIC) and before[-1] != "a":
        before.pop()
    return before


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
