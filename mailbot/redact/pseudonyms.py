"""Finds by what other names the writer goes: « alias Dudu88 », « on m'appelle Lolo la Brioche »."""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.folding import fold
from mailbot.redact.people import CAPITAL, Person
from mailbot.redact.words import PLAIN

_ANNOUNCED = Expression(
    r"(?<![a-z])(?:alias|surnomme[es]{0,2}|surnomment|surnom|sobriquet|pseudo(?:nyme)?|nom de plume|"
    r"appelez-moi|m'appelle(?:nt)?|a\.?k\.?a\.?|also known as|call(?:s|ed)? me|nickname|spitzname|"
    r"nennt mich|apodo|soprannome|bijnaam)"
    r"(?: (?:est|c'est|is|ist|es|e)| :)?[ «\"“':]{1,3}(?:(?:la|le) (?=[^\W\d_]))?"
)
_NAME = Expression(
    rf"(?P<name>(?:{CAPITAL}\d{{0,6}}|[A-Za-zÀ-ÿ][\w.-]{{1,30}}\d[\w.-]{{0,10}})"
    rf"(?:[ \u00a0](?:la|le|du|des|de|l['’]|d['’])[ ]?{CAPITAL}|[ \u00a0]{CAPITAL}){{0,2}})"
)
_ANY = Expression(r"(?P<name>[^\W\d_][\w-]{2,30})")
# Only these are followed by nothing but a name: « alias didine ».
_SURE = ("alias", "surnom", "pseudo", "nickname", "a.k.a", "aka", "spitzname")


def pseudonyms(text: str, folded: str, author: str) -> Iterator[Person]:
    """They are names of the writer, capital or none."""
    for match in _ANNOUNCED.finditer(folded):
        name = _NAME.match(text, match.end())
        if name is None and match[0].startswith(_SURE):
            name = _ANY.match(text, match.end())
        if name is None or fold(name["name"]).split(" ")[0].rstrip(".") in PLAIN:
            continue
        start, end = name.span("name")
        yield Person(start=start, end=end, name=text[start:end], placeholder=author, author=True)
