"""Finds names that a booking goes by: « Réservation Kowalczykowska », « Dossier Wroblewski »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.folding import fold
from mailbot.redact.people import CAPITAL, Person
from mailbot.redact.words import AMBIGUOUS, PLAIN

_FILED = Expression(
    r"(?<![a-z'])(?:reservations?|resas?|dossiers?|bookings?|reservierung|buchung|reserva|"
    r"prenotazione|boeking)(?: (?:au )?noms?| de| pour| of| for)?(?: ?:)?[ «\"]{1,2}"
)
_PLACED = Expression(r"(?<![a-z'])(?:chambres?|tables?|couverts?|emplacements?|bungalows?|room|zimmer)[ ]")
_NAME = Expression(rf"(?P<one>{CAPITAL})(?P<two>[ \u00a0]{CAPITAL})?(?![\w'’@-])(?!\.\w)")
# Kinds of rooms, of files and of contracts, which people like to write with a capital.
_KINDS = frozenset(
    """
    double doubles twin simple single triple quadruple familiale familial familiales superieure superieur
    deluxe luxe suite suites standard confort prestige premium classique economique privilege mansardee
    vue jardin balcon terrasse ronde hote hotes invite invites parents enfants dortoir camping caravane
    assistance sinistre garantie garanties litige plainte incident vehicule voyage vacances sport sports
    meteo remises express flex flexible basic plus premier adulte adultes enfant senior seniors amazon
    expedia abritel hotels gites decathlon duplex studio chalet bungalow mobil-home tente lodge yourte
    lavande tilleul glycine mimosa coquelicot tournesol edelweiss gentiane bleuet iris orchidee
    """.split()  # noqa: SIM905 - a list of quoted words would be harder to read
)
# Endings of nouns that no surname has: « Réservation Confirmation ».
_NOUN = Expression(r"(?:tion|sion|ment|ments|tions|age|ages|ite|ites|ure|ing|ique|iques|ance|ances)$")


def booked(text: str, folded: str, known: frozenset[str], *, shouting: bool) -> Iterator[Person]:
    """People by whose name a booking is filed. `known`: the words of the directory."""
    if shouting:
        return
    for match in _FILED.finditer(folded):
        name = _NAME.match(text, match.end())
        if name and is_unknown(name["one"], known):
            end = name.end() if is_unknown(name[0], known) else name.end("one")
            start = name.start()
            yield Person(start=start, end=end, name=text[start:end], placeholder="[une personne]")


def placed(text: str, folded: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """« Chambre Wroblewska »: the name of a guest, or of a room; only a person can tell."""
    for match in _PLACED.finditer(folded):
        name = _NAME.match(text, match.end())
        if name and is_unknown(name["one"], known) and not name[0].isupper():
            yield name.span()


def is_unknown(name: str, known: frozenset[str]) -> bool:
    """No plain word, no word of the directory, no noun by its ending."""
    words = re.split(r"[ \u00a0-]", fold(name).rstrip("."))
    return len(words[0]) >= 4 and not any(
        word in PLAIN or word in AMBIGUOUS or word in _KINDS or word in known or _NOUN.search(word)
        for word in words
    )
