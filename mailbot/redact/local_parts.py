"""What a mail address says of its owner before the « @ »: whole, in pieces, without a leading initial."""

from __future__ import annotations

import re

from mailbot.expressions import Expression
from mailbot.redact.folding import fold
from mailbot.redact.words import PLAIN

_SHORTEST = 5  # letters: shorter pieces are in too many words
_JOINTS = (".", " ", "-", "_", "")
# Behind one of these, a word in small letters is a noun: « la douche », « en vacances ».
_NOUN = Expression(
    r"(?<![a-z])(?:(?:le|la|les|un|une|des|du|au|aux|ce|cet|cette|ces|en|mon|ma|mes|notre|nos|votre|vos|son|sa|"
    r"ses|leur|leurs|the|der|die|das|den|dem|el|il|het) |[ld]'|de la )(?P<noun>[a-z]{4,30})(?![a-z])"
)


def nouns(text: str) -> frozenset[str]:
    """Words that this text uses as nouns: no guess from an address may take them for a name."""
    folded = fold(text)
    return frozenset(match["noun"] for match in _NOUN.finditer(folded) if text[match.start("noun")].islower())


def whole_forms(address: str) -> tuple[str, ...]:
    """« marie.thouvenotte », « marie thouvenotte », « mariethouvenotte »; none for « contact » or « jo »."""
    local = fold(address.partition("@")[0].partition("+")[0])
    words = [word for word in re.split(r"[^a-z0-9]+", local) if word]
    letters = sum(map(str.isalpha, local))
    if letters < 4 or all(word in PLAIN or word.isdecimal() for word in words):
        return ()
    if len(words) == 1:
        return (words[0],)
    return tuple(dict.fromkeys((local, *(joint.join(words) for joint in _JOINTS))))


def pieces(address: str) -> tuple[str, ...]:
    """« jb.maurel73@… » may hold a name: its longer words."""
    words = re.split(r"[^a-z]+", fold(address.partition("@")[0]))
    return tuple(dict.fromkeys(word for word in words if len(word) >= 4 and word not in PLAIN))


def tails(address: str) -> tuple[str, ...]:
    """« maurel » of jmaurel@…"""
    return tuple(word[1:] for word in pieces(address) if len(word) > _SHORTEST + 1 and word[1:] not in PLAIN)


def needles(address: str) -> tuple[str, ...]:
    """What of it is worth a search: the whole, and pieces of five letters."""
    whole = tuple(form for form in whole_forms(address) if len(form) >= _SHORTEST)
    parts = (word for word in pieces(address) if len(word) >= _SHORTEST)
    return tuple(dict.fromkeys((*whole, *parts, *tails(address))))
