"""How a typed letter greets and takes its leave, so that nothing is said twice around it."""

from __future__ import annotations

import re

from mailbot.compose.typography import NBSP

_GREETING = re.compile(
    r"(?:re-?)?(?:bonjour|bonsoir|madame|monsieur|mesdames|messieurs|mademoiselle|chère?s?|mme|docteur|maître"
    r"|dear|hello|good (?:morning|afternoon)|to whom)\b|m\. ",
    re.IGNORECASE,
)
_SHORT_LEAVE = re.compile(
    r"(?:(?:bien|très|avec|toutes?|nos|mes|mon|meilleures?|sincères|respectueuses?|kind|best|yours|warm|with)\s+)*"
    r"(?:cordialement|respectueusement|sincèrement|salutations|amitiés|bien à vous|à votre disposition"
    r"|bonne (?:journée|soirée|continuation|réception)|à bientôt"
    r"|regards|faithfully|sincerely|truly|thank you)\b.{0,30}",
    re.IGNORECASE,
)
_LONG_LEAVE = re.compile(
    r"\bagréer\b|\bsalutations\b|\bsentiments (?:distingués|les meilleurs|respectueux)"
    r"|\bconsidération distinguée|\byours (?:faithfully|sincerely)",
    re.IGNORECASE,
)
_LONGEST_LEAVE = 500
_MOST_LINES_AFTER = 5


def greets(text: str) -> bool:
    return _GREETING.match(text.lstrip()) is not None


def parted(text: str, signs: tuple[str, ...]) -> tuple[str, str]:
    """The letter, and its closing formula: what the letter adds (causes, mediator) goes between the two.

    `signs`: what is printed below the signature; typed below the formula, it is not repeated.
    """
    lines = text.rstrip().split("\n")
    start = _leave_starts(lines)
    if start is None:
        return text, ""
    known = {_bare(sign) for sign in signs if sign}
    closing = [line for line in lines[start:] if _bare(line) not in known]
    return "\n".join(lines[:start]).rstrip(), "\n".join(closing).strip()


def _leave_starts(lines: list[str]) -> int | None:
    """The line with which the formula begins, looked for from the end."""
    after = 0
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number].replace(NBSP, " ").strip()
        if not line:
            continue
        start = _paragraph_start(lines, number)
        if any(map(_LONG_LEAVE.search, lines[start : number + 1])):
            return start if sum(map(len, lines[start : number + 1])) <= _LONGEST_LEAVE else None
        if _SHORT_LEAVE.fullmatch(line.rstrip(",.! ")):
            return number
        after += 1
        if after > _MOST_LINES_AFTER:
            return None
    return None


def _paragraph_start(lines: list[str], number: int) -> int:
    while number > 0 and lines[number - 1].strip():
        number -= 1
    return number


def _bare(line: str) -> str:
    return line.replace(NBSP, " ").strip(" ,.-–").casefold()
