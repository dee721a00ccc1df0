"""What is no secret: the names, towns and addresses of the directory."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from mailbot.model import Directory
from mailbot.redact.folding import fold
from mailbot.redact.words import PLAIN

Spans = list[tuple[int, int]]

_ARTICLE = re.compile(r"^(?:le |la |les |l')")
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")

# Where anybody may have an address: it says nothing of the provider.
_SHARED_HOSTS = frozenset(
    {"gmail.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "hotmail.com", "hotmail.fr",
     "outlook.com", "outlook.fr", "yahoo.fr", "yahoo.com", "live.fr", "icloud.com", "proton.me",
     "protonmail.com", "gmx.fr", "gmx.de", "bbox.fr", "neuf.fr"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    pattern: re.Pattern[str] | None  # every name of the directory, on folded text
    words: frozenset[str]  # the words that these names are made of
    names: frozenset[str]
    hosts: frozenset[str]
    addresses: frozenset[str]


@lru_cache(maxsize=16)
def public_facts(directory: Directory) -> Public:
    names = {directory.organisation, *directory.organisation_aliases}
    addresses: set[str] = set()
    hosts: set[str] = set()
    for provider in directory.providers:
        names |= {provider.name, *provider.aliases, provider.town, provider.street}
        addresses.add(provider.address.lower())
        hosts.add(_host(provider.website))
    for unit in directory.units:
        names |= {unit.name, *unit.aliases}
        addresses.add(unit.address.lower())
    hosts |= {address.rpartition("@")[2] for address in addresses}
    folded = {" ".join(fold(name).split()) for name in names if len(name.strip()) >= 2}
    folded |= {bare for name in folded if len(bare := _ARTICLE.sub("", name)) >= 4}
    hosts |= {name for name in folded if _DOMAIN.fullmatch(name)}
    ordered = sorted(folded, key=lambda name: (-len(name), name))
    alternatives = "|".join(
        re.escape(name).replace(r"\ ", "[ -]{1,2}").replace(r"\-", "[ -]?") for name in ordered
    )
    words = {
        word for name in folded for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name) if len(word) >= 3
    }
    return Public(
        pattern=re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])") if alternatives else None,
        words=frozenset(
            words - PLAIN | {part for word in words for part in word.split("-") if len(part) >= 4}
        ),
        names=frozenset(folded),
        hosts=frozenset(host for host in hosts if host and host not in _SHARED_HOSTS),
        addresses=frozenset(address for address in addresses if address),
    )


def spans(public: Public, folded: str) -> Spans:
    """Where names of the directory stand."""
    if public.pattern is None:
        return []
    return [match.span() for match in public.pattern.finditer(folded)]


def touches(places: Spans, start: int, end: int) -> bool:
    """Does one of these places reach into start…end? They are sorted, and never overlap one another."""
    place = bisect_left(places, (end, 0))
    return place > 0 and start < places[place - 1][1]


def holds(places: Spans, start: int, end: int) -> bool:
    """Does all of start…end lie within one of these places?"""
    place = bisect_left(places, (start + 1, 0))
    return place > 0 and end <= places[place - 1][1]


def _host(website: str) -> str:
    host = website.lower().partition("://")[2] or website.lower()
    return host.partition("/")[0].removeprefix("www.").strip()
