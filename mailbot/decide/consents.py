"""What a client agrees to or refuses, as events of the case: who said it, when, in which words.

The columns of the ticket say what counts now; the events say since when, and why.
"""

from __future__ import annotations

from typing import Any, Literal

from mailbot.expressions import Expression
from mailbot.model import Event, IncomingMail, Ticket, Wishes

Wish = Literal["refuses_contact_sharing", "no_further_contact"]

TOLD: dict[tuple[Wish, bool], str] = {
    ("refuses_contact_sharing", True): "Ne souhaite pas que ses coordonnées soient transmises",
    ("refuses_contact_sharing", False): "Accepte que ses coordonnées soient transmises",
    ("no_further_contact", True): "Ne souhaite plus être contacté",
    ("no_further_contact", False): "Accepte de nouveau d'être contacté",
}
_LONGEST = 300
_SENTENCE = Expression(r"(?<=[.!?…])\s+|\n+")
_NO = Expression(
    r"(?i)(?<!\w)(?:pas|ni|jamais|sans|aucun\w*|refus\w*|oppos\w*|plus|inutile|non|not|don't|no|never|without|nicht|"
    r"kein\w*|ohne|nie|niet|geen|ne|n['’]\w+|anonym\w*|incognito)(?!\w)"
)
_ABOUT: dict[Wish, Expression] = {
    "refuses_contact_sharing": Expression(
        r"(?i)coordonn|transm|communiqu|divulg|partag|donn|citer|mentionn|(?<!\w)nom(?!\w)|identit|num[ée]ro|"
        r"t[ée]l[ée]phone|adresse|anonym|incognito|sache|confiden|share|pass|give|name|details|address|weiter|daten|"
        r"namen|nombre|datos|dati|gegevens|naam|doorge"
    ),
    "no_further_contact": Expression(
        r"(?i)contact|rappel|r[ée]pon|appel|[ée]cri[rv]|relanc|tranquille|nouvelles|suite|courrier|mail|sollicit|"
        r"reach|reply|answer|call|write|antwort|meld|kontakt|anruf|respuesta|llam|risposta|ricontatt|antwoord|bel"
    ),
}


def recorded(mail: IncomingMail, wishes: Wishes, before: Ticket | None = None) -> tuple[Event, ...]:
    """An event for each refusal that this mail brings; none for what was refused already."""
    said: tuple[tuple[Wish, bool, bool], ...] = (
        ("refuses_contact_sharing", wishes.refuses_contact_sharing,
         before is not None and before.refuses_contact_sharing),
        ("no_further_contact", wishes.no_further_contact, before is not None and before.no_further_contact),
    )  # fmt: skip
    return tuple(
        Event(event="wish_recorded", actor="client", why=TOLD[wish, True],
              data=data(wish, refused=True, words=words_of(mail.new_text, wish)))
        for wish, now, already in said if now and not already
    )  # fmt: skip


def data(wish: Wish, *, refused: bool, words: str) -> dict[str, Any]:
    """`words` are somebody's own: they go when the person is forgotten; the rest stays as a figure."""
    return {"wish": wish, "said": "refus" if refused else "accord", **({"words": words} if words else {})}


def words_of(text: str, wish: Wish) -> str:
    """The sentence in which it was said; empty if none stands out."""
    best, most = "", 1
    for sentence in _SENTENCE.split(text[:20_000]):
        about = len(set(map(str.lower, _ABOUT[wish].findall(sentence))))
        score = about + bool(_NO.search(sentence)) if about else 0
        if score > most:
            best, most = sentence, score
    return " ".join(best.split())[:_LONGEST]
