"""Gathers all that is known of a person, so that the finished letter can be searched for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mailbot.expressions import Expression
from mailbot.model import Directory, Identity, IncomingMail
from mailbot.redact import first_names
from mailbot.redact.findings import Finding
from mailbot.redact.folding import bare, fold
from mailbot.redact.local_parts import needles, nouns
from mailbot.redact.names import CIVILITIES
from mailbot.redact.public import Public, public_facts
from mailbot.redact.words import AMBIGUOUS, PLAIN

_CIVILITY = Expression(rf"^(?:{CIVILITIES}[ \u00a0]{{1,3}}){{1,2}}", re.IGNORECASE)
_ELISION = Expression(r"^[dl]['’]")
_WORD = Expression(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def identity_of(mail: IncomingMail, findings: Iterable[Finding], directory: Directory) -> Identity:
    """Names whole and in parts, addresses, numbers. Nothing that the directory says, no plain word."""
    public = public_facts(directory)
    names: dict[str, None] = {}
    text = mail.new_text or mail.text
    used = nouns(text)
    own = {part for one in (mail.from_, mail.reply_to) if one for part in needles(one.address)}
    words = _words_in_small_letters(text) - (own - used)
    addresses: dict[str, None] = {}
    others: dict[str, None] = {}
    for sender in (mail.from_, mail.reply_to):
        if sender and sender.address not in public.addresses:
            addresses[sender.address] = None
            if "@" not in sender.name:
                _add_name(names, sender.name, public, words)
            _add_local_part(names, sender.address, public, used)
    for one in findings:
        if one.kind == "person":
            _add_name(names, one.text, public, words)
        elif one.kind == "email":
            addresses[one.text] = None
        else:
            for piece in _pieces(one):
                if _is_telling(piece, public):
                    others[piece] = None
    return Identity(names=tuple(names), addresses=tuple(addresses), others=tuple(others))


def without(identity: Identity, numbers: Iterable[str]) -> Identity:
    """What is no secret of one copy is not searched for in it."""
    free = {bare(number) for number in numbers}
    return replace(identity, others=tuple(one for one in identity.others if bare(one) not in free))


def identity_of_client(name: str, address: str, directory: Directory) -> Identity:
    """What a ticket says of its client, where there is no mail to read."""
    public = public_facts(directory)
    names: dict[str, None] = {}
    if "@" not in name:
        _add_name(names, name, public, frozenset())
    if not address or address.lower() in public.addresses:
        return Identity(names=tuple(names))
    _add_local_part(names, address, public, frozenset())
    return Identity(names=tuple(names), addresses=(address,))


def merged(identities: Iterable[Identity]) -> Identity:
    """One identity of several, in their order, everything once."""
    all_of = tuple(identities)
    return Identity(
        names=tuple(dict.fromkeys(name for one in all_of for name in one.names)),
        addresses=tuple(dict.fromkeys(address for one in all_of for address in one.addresses)),
        others=tuple(dict.fromkeys(other for one in all_of for other in one.others)),
    )


def _words_in_small_letters(text: str) -> frozenset[str]:
    """« conseil », which the firm « Delahaye Conseil » has in its name; nothing if nobody used capitals."""
    words = _WORD.findall(text)
    if sum(word[0].isupper() for word in words) * 50 < len(words):
        return frozenset()
    return frozenset(fold(word) for word in words if word.islower() and fold(word) not in first_names.COMMON)


def _add_name(names: dict[str, None], name: str, public: Public, plain: frozenset[str]) -> None:
    whole = _CIVILITY.sub("", " ".join(name.split())).strip(" .,;:")
    words = _WORD.findall(whole)
    telling = [word for word in words if _is_own(fold(word), public) and fold(word) not in plain]
    if (
        len(words) >= 2
        and len(whole) >= 5
        and fold(whole) not in public.names
        and (telling or _is_a_pair(words))
    ):
        names[whole] = None
    for word in telling:
        names[word] = None


def _add_local_part(names: dict[str, None], address: str, public: Public, used: frozenset[str]) -> None:
    """« thouvenotte » of thouvenotte@…, unless it is what anybody may write."""
    if address.rpartition("@")[2] in public.hosts:
        return
    for part in needles(address):
        if _is_own(part, public) and part not in used and not public.words.issuperset(_WORD.findall(part)):
            names[part] = None


_TOWN = Expression(r"[\s,–-]*(?<!\d)(?:[A-Z]{1,2}-)?\d{5}[ \u00a0][^\n,]*")


def _pieces(one: Finding) -> tuple[str, ...]:
    """An address counts as a whole and by its street; a town alone is also that of other people."""
    if one.kind not in {"address", "company"}:
        return (one.text,)
    street = _TOWN.sub("", one.text).strip(" ,\n")
    if not street:
        return ()
    return (one.text,) if street == one.text else (one.text, street)


def _is_own(folded: str, public: Public) -> bool:
    folded = _ELISION.sub("", folded)
    return len(folded) >= 3 and folded not in PLAIN and folded not in AMBIGUOUS and folded not in public.words


def _is_a_pair(words: list[str]) -> bool:
    """« Rose Petit » : two words, and together a name."""
    return all(fold(word) not in PLAIN for word in words)


def _is_telling(text: str, public: Public) -> bool:
    folded = " ".join(fold(text).split())
    solid = "".join(filter(str.isalnum, folded))
    if len(solid) < 4 or folded in public.names or folded in PLAIN:
        return False
    return any(map(str.isdecimal, solid)) or any(_is_own(word, public) for word in _WORD.findall(folded))
