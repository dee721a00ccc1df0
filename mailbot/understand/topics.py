"""Which parties of a directory a mail could be about by its matter alone, when it names nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from mailbot.model import Directory
from mailbot.understand.fold import Tokens, singular, tokens_of, words_of
from mailbot.understand.ordinary import ARTICLES, GENERIC, ORDINARY
from mailbot.understand.phrases import Lexicon
from mailbot.understand.topics_desks import TOPICS as DESKS
from mailbot.understand.topics_home import TOPICS as HOME
from mailbot.understand.topics_office import TOPICS as OFFICE
from mailbot.understand.topics_outing import TOPICS as OUTING
from mailbot.understand.topics_public import TOPICS as PUBLIC

_MOST_RIVALS = 12  # parties of one trade: among more, the trade says nothing
_CALLED = 3.0  # a word that names the trade, against one that people merely use around it
_UNBLAMED = 0.5
_STEM = 6
_MOST_BEARERS = 3  # a word that begins more names than this tells none of them
_LONGEST = 4  # the most that one topic can weigh: repeating oneself proves little
_STREETS_WORDS = """
    rue avenue boulevard place quai route chemin impasse allee promenade zone square cour faubourg esplanade
    lieu dit rond point bord street road strasse straat calle via piazza
    """
_STREETS = frozenset(_STREETS_WORDS.split())
_BESIDE_WORDS = """
    face pres cote derriere devant bord angle coin pied proche loin opposite near next behind gegenuber
    neben naast tegenover enfrente cerca fronte vicino sur
    """
_BESIDE = frozenset(_BESIDE_WORDS.split())
_BETWEEN = 4  # words between « en face » and « l'église »
_YOURS_WORDS = "votre vos your yours ihr ihre ihrem ihren ihrer uw jullie su vuestro vuestra vostro vostra"
YOURS = frozenset(_YOURS_WORDS.split())
# « à vélo », « en voiture », « en train de »: how one comes, not what one hires.
_MEANS_WORDS = "velo moto voiture train bus bateau car avion taxi cheval tram metro scooter"
_MEANS = frozenset(_MEANS_WORDS.split())
_SUMS = ("own", "aside", "called", "subject", "local", "yours")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    topic: int
    called: bool
    phrases: str


TOPICS = (*OFFICE, *DESKS, *HOME, *OUTING, *PUBLIC)
_NAMES = Lexicon(Cue(topic=n, called=True, phrases=t.names) for n, t in enumerate(TOPICS))
_WORDS = Lexicon(
    [
        *(Cue(topic=n, called=True, phrases=t.names) for n, t in enumerate(TOPICS)),
        *(Cue(topic=n, called=False, phrases=t.words) for n, t in enumerate(TOPICS)),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trades:
    """The topics of each party, and the places where it is, by the party's value."""

    by_topic: Mapping[int, tuple[str, ...]]
    places: Mapping[str, frozenset[str]]
    place_words: frozenset[str]
    by_street: Mapping[str, frozenset[str]]  # providers by the words of their street
    by_stem: Mapping[str, tuple[str, ...]]  # parties by how the words of their names begin


def trades_of(directory: Directory) -> Trades:
    by_topic: dict[int, list[str]] = {}
    places: dict[str, frozenset[str]] = {}
    by_street: dict[str, set[str]] = {}
    towns = frozenset(word for p in directory.providers for word in _place_words(p.town))
    for provider in directory.providers:
        places[provider.id] = frozenset(_place_words(provider.town))
        for word in {*_place_words(provider.street)} - towns - _STREETS:
            if not word[0].isdigit():
                by_street.setdefault(word, set()).add(provider.id)
        _enter(provider.id, (provider.name, *provider.aliases, provider.category), by_topic)
    whole_towns = frozenset(words_of(p.town) for p in directory.providers if p.town)
    for unit in directory.units:
        named = {word for name in (unit.name, *unit.aliases) for word in _place_words(name)}
        places[unit.name] = frozenset(named & towns)
        _enter(unit.name, (unit.name, *unit.aliases), by_topic, towns=whole_towns)
    return Trades(
        by_topic={topic: tuple(values) for topic, values in by_topic.items()},
        places=places,
        place_words=towns,
        by_street={word: frozenset(values) for word, values in by_street.items()},
        by_stem=_by_stem(directory),
    )


def _by_stem(directory: Directory) -> dict[str, tuple[str, ...]]:
    """A service is what its name says; of a provider's name only the words that are nothing else tell."""
    bearers: dict[str, set[str]] = {}
    for unit in directory.units:
        for word in {word for name in (unit.name, *unit.aliases) for word in _place_words(name)}:
            bearers.setdefault(word[:_STEM], set()).add(unit.name)
    for provider in directory.providers:
        for word in {w for name in (provider.name, *provider.aliases) for w in _place_words(name)} - ORDINARY:
            bearers.setdefault(word[:_STEM], set()).add(provider.id)
    few = {stem: tuple(sorted(of)) for stem, of in bearers.items() if len(of) <= _MOST_BEARERS}
    units = {unit.name for unit in directory.units}
    return {stem: of for stem, of in few.items() if units.issuperset(of) or not names_of_trade(stem)}


def _place_words(name: str) -> Iterable[str]:
    return (
        singular(word)
        for word in words_of(name)
        if len(word) > 3 and word not in ARTICLES and singular(word) not in GENERIC and word != "saint"
    )


def _enter(
    value: str,
    names: Sequence[str],
    by_topic: dict[int, list[str]],
    towns: frozenset[tuple[str, ...]] = frozenset(),
) -> None:
    """A desk is called by where it is as well, « le chalet », « accueil du port »: that is not its trade."""
    official, *others = (names_of_trade(name, towns) for name in names)
    desk = bool(official) and all(TOPICS[topic].aside for topic in official)
    more = {topic for found in others for topic in found if TOPICS[topic].aside or not desk or not towns}
    for topic in sorted(official | more):
        by_topic.setdefault(topic, []).append(value)


@lru_cache(maxsize=512)  # most houses of a directory are of a few trades
def names_of_trade(name: str, towns: frozenset[tuple[str, ...]] = frozenset()) -> frozenset[int]:
    """The topics that a name tells by itself; of « BIT de Port-Joli » the town tells none."""
    words = list(words_of(name))
    for at in range(len(words)):
        for width in range(1, 5):
            if tuple(words[at : at + width]) in towns:
                words[at : at + width] = [""] * len(words[at : at + width])
    written = " ".join(filter(None, words))
    return frozenset(match.cue.topic for match in _NAMES.all_matches(tokens_of(written)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """How much the words of a mail belong to the trade of a party."""

    own: float = 0.0  # words of its trade that few others share
    aside: float = 0.0  # the same of what every complaint touches: money, bookings, desks
    called: float = 0.0  # the trade itself is named
    subject: float = 0.0  # it stands in the subject
    local: float = 0.0  # its town is named as well
    there: int = -1  # « église », where its trade is named as well: « l'hôtel en face de l'église »
    stem: float = 0.0  # words that begin like those of its name
    yours: float = 0.0  # « votre convocation », « votre commercial »: its trade, named as ours

    @property
    def all(self) -> float:
        return self.own + 0.6 * self.aside + self.subject


def matter_of(
    tokens: Tokens, trades: Trades, blame: Mapping[int, float], subject_end: int
) -> dict[str, Matter]:
    """What the mail is about, party by party."""
    heard = _heard(tokens, trades, blame, subject_end)
    towns = {singular(token.word) for token in tokens} & trades.place_words
    there: dict[str, int] = {}
    beside = _beside(tokens, trades)
    sums: dict[str, dict[str, float]] = {}
    for topic, by_word in heard.items():
        rivals = trades.by_topic[topic]
        local = [value for value in rivals if towns & trades.places[value]] if towns else []
        found = [value for value in local or rivals if value in beside]
        chosen = found or local or rivals
        if len(chosen) > _MOST_RIVALS:
            continue
        share = 1 / len(chosen)
        said = list(by_word.values())
        kind = "aside" if TOPICS[topic].aside else "own"
        for value in chosen:
            sums_of = sums.setdefault(value, dict.fromkeys(_SUMS, 0.0))
            sums_of[kind] += share * min(_LONGEST, sum(word.weight for word in said))
            sums_of["called"] = max(sums_of["called"], share * any(word.called for word in said))
            sums_of["subject"] = max(sums_of["subject"], share * any(word.in_subject for word in said))
            sums_of["yours"] = max(sums_of["yours"], share * any(word.yours for word in said))
            if found and any(word.called for word in said):
                there[value] = beside[value]
            if local:
                sums_of["local"] = max(
                    sums_of["local"], share * (1.0 if any(w.called for w in said) else 0.5)
                )
    stems = _stems(tokens, trades, blame)
    return {
        value: Matter(
            **sums.get(value, {}),
            there=there.get(value, -1),
            stem=sum(stems.get(value, {}).values()),
        )
        for value in dict.fromkeys([*sums, *stems])
    }


def _stems(tokens: Tokens, trades: Trades, blame: Mapping[int, float]) -> dict[str, dict[str, float]]:
    """« les adoptions » for « Accueil adoptions »: each word once, party by party."""
    found: dict[str, dict[str, float]] = {}
    for token in tokens:
        stem = singular(token.word)[:_STEM]
        for value in trades.by_stem.get(stem, ()):
            loud = 1.0 if blame.get(token.sentence, 0.0) > 0 else _UNBLAMED
            of = found.setdefault(value, {})
            of[stem] = max(of.get(stem, 0.0), loud / len(trades.by_stem[stem]))
    return found


@dataclass(frozen=True, slots=True)
class _Word:
    weight: float = 0.0
    called: bool = False
    in_subject: bool = False
    yours: bool = False


_NO_WORD = _Word()


def _is_means(at: int, tokens: Tokens) -> bool:
    return at > 0 and tokens[at].word in _MEANS and tokens[at - 1].word in ("a", "en")


def _is_yours(at: int, tokens: Tokens) -> bool:
    """« votre convocation », « votre propre accueil »."""
    return any(before.word in YOURS for before in tokens[max(0, at - 2) : at])


def _beside(tokens: Tokens, trades: Trades) -> dict[str, int]:
    """The providers of whose street a word is said, behind « rue » or « en face de », and where."""
    found: dict[str, int] = {}
    if not trades.by_street:
        return found
    for at, token in enumerate(tokens):
        values = trades.by_street.get(singular(token.word))
        if values and any(
            before.sentence == token.sentence and (before.word in _STREETS or before.word in _BESIDE)
            for before in tokens[max(0, at - _BETWEEN) : at]
        ):
            found |= dict.fromkeys(values, at)
    return found


def _heard(
    tokens: Tokens, trades: Trades, blame: Mapping[int, float], subject_end: int
) -> dict[int, dict[str, _Word]]:
    """The words of each topic, each once, as loud as it is said anywhere."""
    heard: dict[int, dict[str, _Word]] = {}
    matches = [
        match
        for match in _WORDS.all_matches(tokens)
        if match.cue.topic in trades.by_topic and not _is_means(match.first, tokens)
    ]
    shared = Counter(first for first, _ in {(match.first, match.cue.topic) for match in matches})
    for match in matches:
        topic, first = match.cue.topic, tokens[match.first]
        loud = (1.0 if blame.get(first.sentence, 0.0) > 0 else _UNBLAMED) / sqrt(shared[match.first])
        words = heard.setdefault(topic, {})
        stem = first.word[:6]
        before = words.get(stem, _NO_WORD)
        weight = loud * (_CALLED if match.cue.called else 1.0)
        words[stem] = _Word(
            max(before.weight, weight),
            before.called or match.cue.called,
            before.in_subject or first.start < subject_end,
            before.yours or (match.cue.called and _is_yours(match.first, tokens)),
        )
    return heard
