"""The names of a directory, indexed by their rarest word, so that 5,000 entries cost no more than 50."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from mailbot.model import Directory
from mailbot.understand.fold import singular, words_of
from mailbot.understand.ordinary import ARTICLES, CIVILITIES, GENERIC, ORDINARY
from mailbot.understand.topics import Trades, names_of_trade, trades_of

PartyType = Literal["provider", "unit", "organisation"]
INTERNAL = "interne"
SHORTEST_FUZZY = 6  # a slip of the pen in a shorter word makes another word too often
LONGEST_FUZZY = 30
SHORTEST_COMPACT = 6
SERVICE_STEM = 6
_SHORTEST_PART = 5
_FREE_MAIL_WORDS = """
    gmail.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net yahoo.fr yahoo.com hotmail.fr hotmail.com
    outlook.fr outlook.com live.fr icloud.com bbox.fr neuf.fr
    """
_FREE_MAIL = frozenset(_FREE_MAIL_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody a mail may be about; `value` is what `Meaning.targets` says."""

    value: str
    type: PartyType
    town: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way to call a party. `core` is what is left without articles and words such as « hôtel »."""

    party: Party
    words: tuple[str, ...]
    core: tuple[str, ...]
    official: bool  # the full name, not an alias
    place: bool  # it is also the name of a town
    lower: bool  # staff wrote it without a capital: a common noun on purpose
    acronym: bool
    person: bool  # somebody's own name: « Mme Bonnet », « Hélène Cadoret »
    part: bool = False  # one rare word of a longer name: « Vaugris » of « Piste de Vaugris »

    @property
    def ordinary(self) -> bool:
        """Its words are words of every day: only a capital or the context tells that it is a name."""
        return all(word in ORDINARY or word in GENERIC or len(word) < 3 for word in self.core)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameIndex:
    """`by_anchor`: names by their rarest word; `near`: words by what is left when one letter is gone."""

    by_anchor: dict[str, tuple[Name, ...]]
    by_compact: dict[str, tuple[Name, ...]]
    by_host: dict[str, Party]
    by_service: dict[str, Party]  # « comptab » of « Comptabilité »: how the word for a service begins
    vocabulary: frozenset[str]
    near: dict[str, tuple[str, ...]]
    parties: dict[str, Party]  # by their value
    trades: Trades

    def similar_words(self, word: str) -> set[str]:
        """Words of the directory that a slip of the pen could have turned into this one."""
        found = set(self.near.get(word, ()))
        for shorter in without_one_letter(word):
            found.update(self.near.get(shorter, ()))
            if shorter in self.vocabulary:
                found.add(shorter)
        return found


def without_one_letter(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


class _Same:
    """A directory compared by identity: hashing 5,000 entries for each mail would cost too much."""

    __slots__ = ("directory",)

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.directory is self.directory

    def __hash__(self) -> int:
        return id(self.directory)


def index_of(directory: Directory) -> NameIndex:
    """The index, remembered as long as the same directory is used."""
    return _index_of(_Same(directory))


@lru_cache(maxsize=8)
def _index_of(same: _Same) -> NameIndex:
    names = tuple(_names(same.directory, _places(same.directory)))
    names += tuple(_parts(names, _places(same.directory)))
    frequency = Counter(word for name in names for word in set(name.core))
    by_anchor: dict[str, list[Name]] = {}
    by_compact: dict[str, list[Name]] = {}
    for name in names:
        by_anchor.setdefault(min(name.core, key=lambda word: frequency[word]), []).append(name)
        for compact in {_compact(name.words), "".join(name.core)}:
            if len(compact) >= SHORTEST_COMPACT:
                by_compact.setdefault(singular(compact), []).append(name)
    near: dict[str, list[str]] = {}
    for word in frequency:
        if SHORTEST_FUZZY <= len(word) <= LONGEST_FUZZY:
            for shorter in without_one_letter(word):
                near.setdefault(shorter, []).append(word)
    return NameIndex(
        by_anchor={word: tuple(found) for word, found in by_anchor.items()},
        by_compact={compact: tuple(found) for compact, found in by_compact.items()},
        by_host=_hosts(same.directory),
        by_service=_services(names),
        vocabulary=frozenset(frequency),
        near={word: tuple(found) for word, found in near.items()},
        parties=dict(_parties(same.directory)),
        trades=trades_of(same.directory),
    )


def _parties(directory: Directory) -> Iterator[tuple[str, Party]]:
    for provider in directory.providers:
        yield provider.id, Party(value=provider.id, type="provider", town=words_of(provider.town))
    for unit in directory.units:
        yield unit.name, Party(value=unit.name, type="unit")


def _places(directory: Directory) -> frozenset[str]:
    """Words of towns and of the organisation's own name: they say where, not who."""
    named = [p.town for p in directory.providers] + [directory.organisation]
    words = {singular(word) for name in set(named) for word in words_of(name)}
    return frozenset(words - ARTICLES - GENERIC)


def _names(directory: Directory, places: frozenset[str]) -> Iterator[Name]:
    for provider in directory.providers:
        party = Party(value=provider.id, type="provider", town=words_of(provider.town))
        yield from _names_of(party, provider.name, provider.aliases, places)
    for unit in directory.units:
        yield from _names_of(Party(value=unit.name, type="unit"), unit.name, unit.aliases, places)
    if directory.organisation:
        organisation = Party(value=INTERNAL, type="organisation")
        yield from _names_of(organisation, directory.organisation, directory.organisation_aliases, places)


def _names_of(party: Party, official: str, aliases: Iterable[str], places: frozenset[str]) -> Iterator[Name]:
    for position, written in enumerate((official, *aliases)):
        words = tuple(singular(word) for word in words_of(written))
        meaningful = tuple(word for word in words if word not in ARTICLES)
        core = tuple(w for w in meaningful if w not in GENERIC and w not in CIVILITIES) or meaningful
        if all(word in places for word in core):
            core = meaningful  # « BIT de Valcombe » is more than « Valcombe »
        if core and "@" not in written and "://" not in written:
            yield Name(
                party=party,
                words=words,
                core=core,
                official=position == 0,
                place=all(word in places for word in core),
                lower=not any(character.isupper() for character in written),
                acronym=len(core) == 1 and len(core[0]) <= 4 and written.upper() == written,
                person=party.type == "provider" and _is_person(written, words),
            )
            if party.type == "provider" and _is_person(written, words) and len(core) > 1:
                yield Name(
                    party=party, words=core[-1:], core=core[-1:], official=False, place=False, lower=False,
                    acronym=False, person=True,
                )  # fmt: skip


def _parts(names: Iterable[Name], places: frozenset[str]) -> Iterator[Name]:
    """The rare words of longer names, where nobody else has them."""
    bearers: dict[str, dict[str, Name]] = {}
    alone: set[str] = set()
    for name in names:
        if len(name.core) == 1:
            alone.add(name.core[0])
        for word in name.core:
            bearers.setdefault(word, {}).setdefault(name.party.value, name)
    for word, of in bearers.items():
        (name, *others) = of.values()
        if (
            not others
            and word not in alone
            and name.party.type == "provider"
            and not name.lower
            and not name.person
            and len(word) >= _SHORTEST_PART
            and word not in ORDINARY | GENERIC | places
            and not names_of_trade(word)
        ):
            yield replace(name, words=(word,), core=(word,), official=False, place=False, part=True)


def _is_person(written: str, words: tuple[str, ...]) -> bool:
    """« M. Castagner », « Sabine Bonnet »: a civility, or two words that are nothing but names."""
    if words[0] in CIVILITIES:
        return len(words) > 1
    pieces = written.split()
    return (
        len(pieces) == len(words) == 2
        and all(piece[0].isupper() and piece[1:].islower() for piece in pieces)
        and not any(word in GENERIC or word in ARTICLES or word in ORDINARY for word in words)
        and not names_of_trade(written)  # « Audio Nomade », « Verba Langues »
    )


def _services(names: Iterable[Name]) -> dict[str, Party]:
    claims: dict[str, dict[str, Party]] = {}
    for name in names:
        if name.party.type == "unit" and not name.place:
            for word in name.core:
                if len(word) >= SERVICE_STEM:
                    claims.setdefault(word[:SERVICE_STEM], {})[name.party.value] = name.party
    return {stem: next(iter(of.values())) for stem, of in claims.items() if len(of) == 1}


def _compact(words: tuple[str, ...]) -> str:
    return "".join(words[1:] if words[0] in ARTICLES else words)


def host_of(address: str) -> str:
    """« https://www.hotel.example/chambres » and « contact@hotel.example » are both hotel.example."""
    host = address.strip().lower().rpartition("@")[2].partition("://")[2] or address.strip().lower()
    host = host.rpartition("@")[2].partition("/")[0].partition(":")[0]
    return host.removeprefix("www.")


def _hosts(directory: Directory) -> dict[str, Party]:
    """Hosts that belong to one party alone; a mail provider's belong to nobody."""
    claims: dict[str, dict[str, Party]] = {}
    for provider in directory.providers:
        party = Party(value=provider.id, type="provider", town=words_of(provider.town))
        for address in (provider.address, provider.website):
            if address and (host := host_of(address)) not in _FREE_MAIL:
                claims.setdefault(host, {})[provider.id] = party
    for unit in directory.units:
        for alias in (unit.address, *unit.aliases):
            if "." in alias.strip(".") and " " not in alias:
                claims.setdefault(host_of(alias), {})[unit.name] = Party(value=unit.name, type="unit")
    return {host: next(iter(of.values())) for host, of in claims.items() if len(of) == 1}
