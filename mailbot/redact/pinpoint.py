"""Says where in a finished letter the search has found the person, so that people can be shown the place.

It knows nothing of how the search works: it asks the same question of smaller and smaller pieces.
"""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Collection, Iterator
from email.policy import compat32

from mailbot.model import Doubt, Identity
from mailbot.redact.proof import search, traces

_WORD = re.compile(r"[\w+](?:\S*[^\W_])?")
_NAME = "nom du client, ou d’un proche qu’il cite"
_ADDRESS = "adresse électronique du client"
_OTHER = "donnée personnelle du client"
_MOST_PLACES = 20  # whoever reads them has seen enough by then


def places_of(
    content: bytes, identity: Identity, subject: str, text: str, released: Collection[str] = ()
) -> tuple[Doubt, ...]:
    """What `search` finds in `content`: in the words that it was made of, in its files, or somewhere else."""
    places: list[Doubt] = []
    told: set[str] = set()
    for part, words in (("subject", subject), ("text", text)):
        for start, end, said in where(words, identity):
            places.append(Doubt(why=said, part=part, start=start, end=end))
            told.update(traces(words[start:end], identity))
    for name, said in _in_files(content, identity, released):
        places.append(Doubt(why=said, part=name))
        told.add(said)
    elsewhere = (said for said in search(content, identity, released) if said not in told)
    return (*(Doubt(why=said) for said in elsewhere), *places)


def where(text: str, identity: Identity) -> tuple[tuple[int, int, str], ...]:
    """Every place of a text in which something of the person stands: whole words, in their order."""
    found: dict[tuple[int, int], str] = {}
    for said, one in _each(identity):
        if len(found) >= _MOST_PLACES:
            break
        for place in _places(text, lambda piece, one=one: bool(traces(piece, one))):  # type: ignore[misc]
            found.setdefault(place, said)
    return tuple(
        (start, end, _ADDRESS if "@" in text[start:end] else said)
        for (start, end), said in sorted(_apart(found))
    )


def _each(identity: Identity) -> Iterator[tuple[str, Identity]]:
    """One thing to look for at a time."""
    yield from ((_NAME, Identity(names=(one,))) for one in identity.names)
    yield from ((_ADDRESS, Identity(addresses=(one,))) for one in identity.addresses)
    yield from ((_OTHER, Identity(others=(one,))) for one in identity.others)


def _places(text: str, is_in: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """The smallest runs of words that still hold it, from the last one to the first."""
    words = [match.span() for match in _WORD.finditer(text)]
    for _ in range(_MOST_PLACES):
        if not words or not is_in(text[: words[-1][1]]):
            return
        end = words[-1][1]
        first = _last(len(words), lambda n: is_in(text[words[n][0] : end]))  # noqa: B023 (asked at once)
        start = words[first][0]
        stop = _first(first, len(words), lambda n: is_in(text[start : words[n][1]]))  # noqa: B023
        yield start, words[stop][1]
        words = words[:first]


def _last(count: int, holds: Callable[[int], bool]) -> int:
    """The greatest number below `count` of which it is true; of the first it is."""
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _first(low: int, count: int, holds: Callable[[int], bool]) -> int:
    """The smallest number from `low` of which it is true; of the last it is."""
    high = count - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _apart(found: dict[tuple[int, int], str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Places that touch are one: « Élodie Dupont » is found as a whole, and each of its words."""
    end, begun, told = -1, 0, ""
    for (start, stop), said in sorted(found.items(), key=lambda one: (one[0][0], -one[0][1])):
        if start < end:
            end = max(end, stop)
            continue
        if end >= 0:
            yield (begun, end), told
        begun, end, told = start, stop, said
    if end >= 0:
        yield (begun, end), told


def _in_files(content: bytes, identity: Identity, released: Collection[str]) -> Iterator[tuple[str, str]]:
    for part in email.message_from_bytes(content, policy=compat32).walk():
        name = part.get_filename()
        if name and not part.is_multipart():
            yield from ((name, said) for said in search(part.as_bytes(), identity, released))
