"""What a writer says of the quotes in the mail: answers stand in them, or they are shown on purpose."""

from __future__ import annotations

import re
from itertools import pairwise

from mailbot.expressions import Expression

_OURS = (
    r"(?:(?:mes|nos|voici les|ma|notre) (?:réponses?|commentaires?|remarques?|précisions?|observations?)"
    r"|j[e'’] ?(?:vous )?(?:réponds|ai répondu)|(?:my|our) (?:answers?|repl(?:y|ies)|comments?|responses?"
    r"|remarks?)"
    r"|(?:meine|unsere) (?:antwort|kommentar|anmerkung)\w{0,3}|(?:mijn|onze) (?:antwoord|reactie"
    r"|opmerking)\w{0,3}"
    r"|(?:mis?|nuestr[oa]s?) (?:respuestas?|comentarios?)|(?:mi[ea]|nostr[ea]) (?:rispost[ea]|osservazioni)"
    r"|(?:miei|nostri) commenti|as minhas respostas)"
)
_PLACE = (
    r"(?:ci-dessous|ci-après|ci dessous|plus bas|dans (?:le|votre|ton|vos) |en (?:rouge|bleu|vert|gras"
    r"|couleur"
    r"|majuscule|italique)|entre (?:les|vos) |sous (?:chaque|vos|chacune)|à la suite|au fil|précédée|en face"
    r"|inline|in-line|below|under|in (?:red|blue|green|bold|capital|the text|your)|between (?:the|your) "
    r"|unten|im text|in (?:rot|blau|grün|fett)|darunter|zwischen|(?:hier)?onder|in de tekst|in het |tussen"
    r"|abajo|debajo|en el texto|en (?:rojo|azul|verde|negrita)|a continuación|entre líneas"
    r"|sotto|nel testo|in (?:rosso|blu|verde|grassetto)|di seguito|tra le righe|abaixo)"
)
_ANNOUNCED = Expression(
    rf"\b{_OURS}\b[^.!?]{{0,80}}?\b{_PLACE}|\b(?:see|siehe|zie|answers?|repl(?:y|ies)|comments?) in-?line\b",
    re.IGNORECASE,
)
_ABOUT_QUESTIONS = Expression(
    rf"\b{_OURS}\b|\b(?:questions?|frage|vrag|pregunta|domand|pergunta)", re.IGNORECASE
)
_ANSWERED = Expression(r"\?[ \t\xa0]{1,9}[^\s?][^?\n]{1,400}$")
_ASKS = Expression(r"\?\s{0,9}$|^\s{0,9}[-•*\d]")
_GREETING = Expression(
    r"\s{0,9}(?:bonjour|bonsoir|madame|monsieur|mesdames|hello|hi|dear|hallo|guten tag|sehr geehrte|beste"
    r"|geachte"
    r"|buenos días|buenas|hola|estimad[oa]|buongiorno|buonasera|gentile"
    r"|salve)\b[^\n.!?:]{0,60}[,.!]?\s{0,9}$",
    re.IGNORECASE,
)


def announces_answers(text: str) -> bool:
    """`Mes réponses en rouge dans le texte.`"""
    return bool(_ANNOUNCED.search(text[-4_000:]))


def holds_answers(lines: list[str]) -> bool:
    """Something stands behind a question, on its line or right below it, that asks nothing."""
    return any(
        _ANSWERED.search(line)
        or (line.rstrip().endswith("?") and next_line.strip() and not _ASKS.search(next_line))
        for line, next_line in pairwise([*lines, ""])
    )


def shows_on_purpose(line: str) -> bool:
    """`Voici ce qu'il m'a répondu :` — what follows is no quote of the program's, but what is meant."""
    line = line.strip(" \t\xa0*_")
    is_yes = line.rstrip(" :\xa0").lower() in ("oui", "ja", "yes", "sí", "si", "sì", "sim", "tak")
    return line.endswith(":") and (len(line) > 4 or is_yes) and not _ABOUT_QUESTIONS.search(line)


def is_greeting(line: str) -> bool:
    return bool(_GREETING.match(line[:120]))
