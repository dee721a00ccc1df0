"""Whom a mail is about, and whether that is beyond doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mailbot.model import Address, Directory
from mailbot.understand.concern import (
    NEARBY,
    Candidate,
    Sighting,
    blames_several,
    candidates_of,
    only_praises,
    shows_the_way,
    sightings_of,
)
from mailbot.understand.fold import Tokens, singular, words_of
from mailbot.understand.mentions import Mention, Page, mentions_in, page_of
from mailbot.understand.names import INTERNAL, NameIndex, Party, host_of, index_of
from mailbot.understand.ordinary import ARTICLES, HOUSES
from mailbot.understand.ours import blames_us
from mailbot.understand.topics import YOURS, Matter, matter_of

_MOST_NAMESAKES = 3  # more houses of the same name than this, and the name says nothing
_LIKELY = 0.5
_LIKELY_UNNAMED = 0.65  # a provider that is not named, or only by a word of every day: an error costs more
_POSSIBLE = 0.15  # the best guess is told from here on, when nobody is likely
_RATHER = 0.35  # the same against a house that the directory does not know
_BEYOND_DOUBT = 0.9
_RULED_OUT = 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    values: tuple[str, ...] = ()
    certain: bool = False
    third_party: str | None = None
    own_mail: bool = False  # a party of the directory wrote it


def targets_of(
    text: str,
    tokens: Tokens,
    *,
    directory: Directory,
    writer: Address | None,
    blame: Mapping[int, float],
    complains: bool,
) -> Targets:
    """`blame`: how much each sentence complains, by its number."""
    index = index_of(directory)
    page = page_of(text, tokens, frozenset(words_of(writer.name)) if writer else frozenset())
    matter = matter_of(tokens, index.trades, blame, text.find("\n\n"))
    mentions = _mentions(page, index, matter)
    writes = _party_of_writer(writer, index)
    candidates = candidates_of(sightings_of(mentions, matter, index.parties, page, blame), matter)
    stranger = _stranger(mentions, page, index)
    if writes is not None:
        candidates = [c for c in candidates if c.party.value != writes.value]
        if not complains and not any(c.mentions for c in candidates):
            return Targets(values=(writes.value,), own_mail=True)
    values = _values(candidates, stranger, page, directory)
    return Targets(
        values=values,
        certain=complains
        and writes is None
        and stranger is None
        and _certain(values, candidates, mentions, page, blame),
        third_party=stranger,
        own_mail=writes is not None,
    )


def seen_of(
    text: str,
    tokens: Tokens,
    *,
    directory: Directory,
    writer: Address | None,
    blame: Mapping[int, float],
) -> list[Sighting]:
    """What is seen of every party that could be meant, without judging it: to learn from."""
    index = index_of(directory)
    page = page_of(text, tokens, frozenset(words_of(writer.name)) if writer else frozenset())
    matter = matter_of(tokens, index.trades, blame, text.find("\n\n"))
    mentions = _mentions(page, index, matter)
    return sightings_of(mentions, matter, index.parties, page, blame)


def _values(
    candidates: Sequence[Candidate], stranger: str | None, page: Page, directory: Directory
) -> tuple[str, ...]:
    likely = [c for c in candidates if c.chance >= _threshold(c)]
    if likely:
        told = [c for c in likely if not _only_shows_the_way(c, page)] or likely
        return tuple(c.party.value for c in told)
    guesses = [c for c in candidates if _threshold(c) == _LIKELY]
    if stranger is not None and not (guesses and guesses[0].chance >= _RATHER):
        return ()
    best = guesses[0].party.value if guesses and guesses[0].chance >= _POSSIBLE else INTERNAL
    return () if best == INTERNAL and _somebody_else(page, directory) else (best,)


def _only_shows_the_way(candidate: Candidate, page: Page) -> bool:
    return bool(candidate.mentions) and all(shows_the_way(mention, page) for mention in candidate.mentions)


def _threshold(candidate: Candidate) -> float:
    if candidate.party.type != "provider":
        return _LIKELY
    by_name = any(not m.ordinary or (m.strength == 4 and m.width) for m in candidate.mentions)
    return _LIKELY if by_name else _LIKELY_UNNAMED


def _mentions(page: Page, index: NameIndex, matter: Mapping[str, Matter]) -> list[Mention]:
    """By name, and by what somebody is and where: « l'hôtel en face de l'église »."""
    named = [m for m in mentions_in(page, index) if not m.faint or _speaks_of(m.party, matter)]
    known = {m.party.value for m in named}
    described = (
        Mention(party=index.parties[value], first=own.there, last=own.there, strength=2, ordinary=True)
        for value, own in matter.items()
        if own.there >= 0 and value not in known
    )
    return _one_bearer([*named, *described], page)


def _speaks_of(party: Party, matter: Mapping[str, Matter]) -> bool:
    return party.value in matter and matter[party.value].own > 0


def _one_bearer(mentions: Iterable[Mention], page: Page) -> list[Mention]:
    """Several houses bear this name: the town decides; when it does not, all of them are possible."""
    by_place: dict[tuple[int, int], list[Mention]] = {}
    alone: list[Mention] = []
    for mention in mentions:
        if mention.first < 0:
            alone.append(mention)
        else:
            by_place.setdefault((mention.first, mention.last), []).append(mention)
    words = set(page.words) | {token.word for token in page.tokens}
    for namesakes in by_place.values():
        there = [m for m in namesakes if m.party.town and words.issuperset(m.party.town)]
        chosen = there or namesakes
        if len({m.party.value for m in chosen}) <= _MOST_NAMESAKES:
            alone.extend(chosen)
    return sorted(alone, key=lambda m: m.first)


def _party_of_writer(writer: Address | None, index: NameIndex) -> Party | None:
    return index.by_host.get(host_of(writer.address)) if writer else None


def _stranger(mentions: Sequence[Mention], page: Page, index: NameIndex) -> str | None:
    """« chez Pare-Brise Minute »: a house with a name that the directory does not know."""
    known = {at for m in mentions for at in range(m.first, m.last + 1)}
    for at, token in enumerate(page.tokens[:-1]):
        if token.word not in HOUSES and token.word != "chez":
            continue
        following = at + 1
        while following < len(page.tokens) - 1 and page.words[following] in ARTICLES:
            following += 1
        if (
            _is_strange(at, following, page)
            and not known.intersection(range(at, following + 1))
            and page.words[following] not in index.trades.place_words
            and not any(tuple(_words_before(at, page)[-len(way) :]) == way for way in NEARBY)
        ):
            return _whole_name(following, page)
    return None


def _is_strange(at: int, following: int, page: Page) -> bool:
    """A capital, and nothing but little words between it and the word for a house."""
    name = page.tokens[following]
    between = page.text[page.tokens[at].end : name.start]
    return (
        name.capital
        and not page.shouted
        and page.words[following] not in ARTICLES
        and name.sentence == page.tokens[at].sentence
        and not any(mark in between for mark in ",;:()–—/\n")
    )


def _words_before(at: int, page: Page) -> list[str]:
    return [token.word for token in page.tokens[max(0, at - 3) : at]]


def _whole_name(first: int, page: Page) -> str:
    last = first
    while (
        last + 1 < len(page.tokens)
        and page.tokens[last + 1].capital
        and page.tokens[last + 1].sentence == page.tokens[first].sentence
        and page.text[page.tokens[last].end : page.tokens[last + 1].start].strip() in ("", "-", "'", "’", "&")
    ):
        last += 1
    return page.text[page.tokens[first].start : page.tokens[last].end]


def _somebody_else(page: Page, directory: Directory) -> bool:
    """« le restaurant » that has no name here: somebody else's house, we do not know whose."""
    ours = {singular(word) for word in words_of(directory.organisation)}
    ours.update(singular(word) for unit in directory.units for word in words_of(unit.name))
    return any(word in HOUSES and word not in ours for word in page.words)


def _certain(
    values: Sequence[str],
    candidates: Sequence[Candidate],
    mentions: Sequence[Mention],
    page: Page,
    blame: Mapping[int, float],
) -> bool:
    """One provider and nobody else, by its full name or a name that cannot be anything else."""
    if len(values) != 1 or {m.party.value for m in mentions} != {values[0]}:
        return False
    if any(m.party.type != "provider" for m in mentions) or _blames_us(page, blame):
        return False
    first, *others = candidates
    if first.chance < _BEYOND_DOUBT or any(other.chance > _RULED_OUT for other in others):
        return False
    return any(_unmistakable(m, page) for m in mentions) and not only_praises(mentions, page, blame)


def _unmistakable(mention: Mention, page: Page) -> bool:
    if mention.first < 0 or mention.place or mention.lower or shows_the_way(mention, page):
        return False
    if mention.strength == 4:
        return not (mention.ordinary and mention.width == 0)
    return mention.strength == 3 and not mention.ordinary


def _blames_us(page: Page, blame: Mapping[int, float]) -> bool:
    """« votre site affichait de faux horaires »: we may be concerned as well."""
    if blames_several(page) or blames_us(page.tokens):
        return True
    return any(token.word in YOURS and blame.get(token.sentence, 0.0) > 0 for token in page.tokens)
