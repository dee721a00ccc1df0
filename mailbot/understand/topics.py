"""Which parties of a directory a mail could be about by its matter alone, when it names nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mailbot.model import Directory
from mailbot.understand.fold import Token, fold, singular, tokens_of, words_of
from mailbot.understand.ordinary import ARTICLES, GENERIC
from mailbot.understand.phrases import Lexicon
from mailbot.understand.topics_home import TOPICS as HOME
from mailbot.understand.topics_office import TOPICS as OFFICE
from mailbot.understand.topics_outing import TOPICS as OUTING
from mailbot.understand.topics_public import TOPICS as PUBLIC

_MOST_RIVALS = 12  # parties of one trade: among more, the trade says nothing
_CALLED = 2.0  # a word that names the trade, against one that people merely use around it
_UNBLAMED = 0.5
_LONGEST = 4  # the most that one topic can weigh: repeating oneself proves little


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    topic: int
    called: bool
    phrases: str


TOPICS = (*OFFICE, *HOME, *OUTING, *PUBLIC)
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


def trades_of(directory: Directory) -> Trades:
    by_topic: dict[int, list[str]] = {}
    places: dict[str, frozenset[str]] = {}
    towns = frozenset(word for p in directory.providers for word in _place_words(p.town))
    for provider in directory.providers:
        places[provider.id] = frozenset(_place_words(provider.town))
        _enter(provider.id, (provider.name, *provider.aliases), by_topic)
    for unit in directory.units:
        named = {word for name in (unit.name, *unit.aliases) for word in _place_words(name)}
        places[unit.name] = frozenset(named & towns)
        _enter(unit.name, (unit.name, *unit.aliases), by_topic)
    return Trades(
        by_topic={topic: tuple(values) for topic, values in by_topic.items()},
        places=places,
        place_words=towns,
    )


def _place_words(name: str) -> Iterable[str]:
    return (
        singular(word)
        for word in words_of(name)
        if len(word) > 3 and word not in ARTICLES and singular(word) not in GENERIC and word != "saint"
    )


def _enter(value: str, names: Sequence[str], by_topic: dict[int, list[str]]) -> None:
    written = ". ".join(fold(name).replace(".", " ") for name in names)
    for topic in {match.cue.topic for match in _NAMES.all_matches(tokens_of(written))}:
        by_topic.setdefault(topic, []).append(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """How much the words of a mail belong to the trade of a party."""

    own: float = 0.0  # words of its trade that few others share
    aside: float = 0.0  # the same of what every complaint touches: money, bookings, desks
    called: float = 0.0  # the trade itself is named
    subject: float = 0.0  # it stands in the subject
    local: float = 0.0  # its town is named as well

    @property
    def all(self) -> float:
        return self.own + 0.6 * self.aside + self.subject


def matter_of(
    tokens: Sequence[Token], trades: Trades, blame: Mapping[int, float], subject_end: int
) -> dict[str, Matter]:
    """What the mail is about, party by party."""
    heard = _heard(tokens, trades, blame, subject_end)
    there = {singular(token.word) for token in tokens} & trades.place_words
    sums: dict[str, dict[str, float]] = {}
    for topic, by_word in heard.items():
        rivals = trades.by_topic[topic]
        local = [value for value in rivals if there & trades.places[value]] if there else []
        chosen = local or rivals
        if len(chosen) > _MOST_RIVALS:
            continue
        share = 1 / len(chosen)
        said = list(by_word.values())
        kind = "aside" if TOPICS[topic].aside else "own"
        for value in chosen:
            sums_of = sums.setdefault(
                value, dict.fromkeys(("own", "aside", "called", "subject", "local"), 0.0)
            )
            sums_of[kind] += share * min(_LONGEST, sum(word.weight for word in said))
            sums_of["called"] = max(sums_of["called"], share * any(word.called for word in said))
            sums_of["subject"] = max(sums_of["subject"], share * any(word.in_subject for word in said))
            if local:
                sums_of["local"] = max(
                    sums_of["local"], share * (1.0 if any(w.called for w in said) else 0.5)
                )
    return {value: Matter(**sums_of) for value, sums_of in sums.items()}


@dataclass(frozen=True, slots=True)
class _Word:
    weight: float
    called: bool
    in_subject: bool


def _heard(
    tokens: Sequence[Token], trades: Trades, blame: Mapping[int, float], subject_end: int
) -> dict[int, dict[str, _Word]]:
    """The words of each topic, each once, as loud as it is said anywhere."""
    heard: dict[int, dict[str, _Word]] = {}
    for match in _WORDS.all_matches(tokens):
        topic = match.cue.topic
        if topic not in trades.by_topic:
            continue
        first = tokens[match.first]
        loud = 1.0 if blame.get(first.sentence, 0.0) > 0 else _UNBLAMED
        words = heard.setdefault(topic, {})
        stem = first.word[:6]
        before = words.get(stem, _Word(0.0, False, False))
        words[stem] = _Word(
            max(before.weight, loud * (_CALLED if match.cue.called else 1.0)),
            before.called or match.cue.called,
            before.in_subject or first.start < subject_end,
        )
    return heard
