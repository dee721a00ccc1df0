"""Address headers → addresses: forgiving, linear in time, bounded.

Handles what people's programs write: unquoted commas in names, semicolons between addresses, comments as
names, encoded words around an address, groups. The standard parser is recursive here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mailbot.expressions import Expression
from mailbot.model import Address
from mailbot.read.charsets import decode, from_header, one_line
from mailbot.read.words import decoded, unfolded

_ADDRESS = Expression(r"[^\s@<>()\[\],;:\"\\]{1,64}@[^\s@<>()\[\],;:\"\\]{1,255}")
_QUOTED_LOCAL = Expression(r"\"[^\"\\\r\n]{1,64}\"@[^\s@<>()\[\],;:\"\\]{1,255}")
_SPACED_AT = Expression(
    r"(?<=[\w.+-])[ \t]{0,3}@[ \t]{1,3}(?=[\w-]{1,63}\.[\w.-]+>)|[ \t]{1,3}@(?=[\w-]{1,63}\.[\w.-]+>)"
)
_USUAL = Expression(
    r"\s*(?:\"([^\"\\<>@=]{0,200})\"|([^\"'\\<>@=,;:()\[\]]{0,200}?))\s{0,9}"
    r"<([\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,9})>\s*"
)
# As most programs write it, in plain ASCII: nothing is encoded, quoted twice or left out.
_USUAL = Expression(
    r"[ \t]{0,9}(?:\"([^\"\\<>@=]{1,200})\"|([^\"'\\<>@=,;:()\[\]]{1,200}?))?[ \t]{0,9}"
    r"(<)?([\w+-][\w.+-]{0,62}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9})(?(3)>)[ \t]{0,9}"
)
_PIECES = Expression(
    r"\"(?:[^\"\\]|\\.){0,2000}\"?|\\.|[<>(),;:]"
    r"|=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,2000}\?=|[^\"\\<>(),;:=]+|=",
    re.DOTALL,
)


def address_in(text: str) -> str | None:
    """The first mail address in a text, in lower case."""
    match = _ADDRESS.search(text)
    if not match:
        return None
    address = match.group().strip(".'`*").lower()
    local, _, domain = address.partition("@")
    if not local or not domain or ".." in domain:
        return None
    return one_line(address, 320)


def is_ours(address: str, own_addresses: frozenset[str]) -> bool:
    """One of the service's addresses, with a token behind its `+` or without."""
    address = address.lower()
    local, _, domain = address.partition("@")
    bare = f"{local.partition('+')[0]}@{domain}"
    return any(ours.strip().lower() in (address, bare) for ours in own_addresses)


def addresses(values: Iterable[str], limit: int) -> tuple[Address, ...]:
    """All addresses of these header values, in order, each once."""
    found: dict[str, Address] = {}
    for folded in values:
        for address in _usual(folded) or _of_any(folded):
            if address.address not in found:
                found[address.address] = address
            if len(found) >= limit:
                return tuple(found.values())
    return tuple(found.values())


def _usual(value: str) -> list[Address]:
    usual = _USUAL.fullmatch(value) if value.isascii() and value.isprintable() and ".." not in value else None
    name = (usual[1] or usual[2] or "").strip().rstrip(",") if usual else ""
    if usual is None or (name and not usual[3]):
        return []
    return [Address(address=usual[4].lower(), name=" ".join(name.split()))]


def _of_any(folded: str) -> list[Address]:
    value = _plain(unfolded(folded))
    return _of_one(value) or _wherever_it_stands(value)


def _plain(value: str) -> str:
    """Raw 8-bit text as text, angle brackets that went through a web page as brackets again."""
    if not value.isascii():
        value = decode(from_header(value), None)[0]
    if "&lt;" in value and "<" not in value:
        value = value.replace("&lt;", "<").replace("&gt;", ">")
    return _SPACED_AT.sub("@", value)


def _wherever_it_stands(value: str) -> list[Address]:
    """Nothing could be made of the form (a quote never closed): any address in it will do."""
    address = address_in(decoded(value))
    return [Address(address=address)] if address else []


def _of_one(value: str) -> list[Address]:
    found: list[Address] = []
    name_before = ""  # "Dupont, Élodie <e@…>" without quotes: the first half of a name
    for name, angle, comments in _mailboxes(value):
        whole = decoded(name)
        address = address_in(decoded(angle)) if angle else None
        if address is None:
            quoted = _QUOTED_LOCAL.search(angle or name)
            address = (
                quoted.group().replace('"', "").lower() if quoted else address_in(decoded(angle) or whole)
            )
            if address and not angle:
                whole = whole[: whole.lower().find(address)].rstrip(" <[") if quoted is None else ""
        if address is None:
            name_before = f"{name_before} {whole}, ".lstrip() if whole.strip() else name_before
            continue
        shown = _unquoted(name_before + whole) or _unquoted(decoded(comments))
        name_before = ""
        if shown.lower().strip("<>'\" ") == address:
            shown = ""
        found.append(Address(address=one_line(address, 320), name=one_line(shown, 200)))
    return found


def _mailboxes(value: str) -> Iterator[tuple[str, str, str]]:
    """(what stands outside, what stands in angle brackets, what stands in comments), for each."""
    name: list[str] = []
    angle: list[str] = []
    comment: list[str] = []
    depth = named = 0
    in_angle = False
    for piece in _PIECES.findall(value):
        if depth:
            depth += (piece == "(") - (piece == ")")
            if depth:
                comment.append(piece)
        elif piece == "(" and not in_angle:
            depth = 1
        elif piece == "<":
            if "".join(angle).strip():  # the next address, and no comma before it
                yield "".join(name[:named]), "".join(angle), "".join(comment)
                name, angle, comment = name[named:], [], []
            in_angle = True
        elif piece == ">":
            in_angle, named = False, len(name)
        elif piece in ",;" and not in_angle:
            yield "".join(name), "".join(angle), "".join(comment)
            name, angle, comment = [], [], []
        elif piece == ":" and not in_angle:
            name = []  # the name of a group
        else:
            (angle if in_angle else name).append(piece)
    yield "".join(name), "".join(angle), "".join(comment)


def _unquoted(name: str) -> str:
    name = name.strip().rstrip(",")
    if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1]
    return name.replace('\\"', '"').replace("\\\\", "\\").replace('"', "").strip()
