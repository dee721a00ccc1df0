"""Take off what a program or a company adds below every mail; what the person wrote stays.

Closing words and the name stay in the text: they are the person's own, and whoever hides identities must
see them. Only a delimiter, a device's advertisement, a visiting card or a legal notice is taken off.
"""

from __future__ import annotations

import re

from mailbot.expressions import Expression
from mailbot.read.cards import is_card_line, is_sentence, without_card
from mailbot.read.header_blocks import block_or_rule
from mailbot.read.notices import is_device, is_picture, notice_start, split_device, warning_end

_DELIMITER = Expression(r"(?:--|—|–|_{2,60}|-{3,60}|={3,60}|\*{3,60})\s{0,3}$")
_LONGEST_SIGNATURE = 25  # lines
_LONGEST_DRAWN = 10  # lines, below a line drawn by hand
_POSTSCRIPT = Expression(r"\s{0,4}(?:p\.?\s?-?s|n\.?\s?b|post-?scriptum)\b\.?\s{0,2}[:.,-]", re.IGNORECASE)

# What the writer says of the letter itself stands below any card.
_ENCLOSED = Expression(
    r"\s{0,4}(?:(?:p\.?\s?j\.?|pièces? jointes?|ci-joints?|annexes?|anlagen?|anl\.|enclos(?:ures?|ed)"
    r"|encls?\.?|encs?\.?|attach(?:ed|ments?)|bijlagen?|bijl\.|adjuntos?|anexos?|anejos?|allegat[oi]|all\."
    r"|copies?|kopien?|kopie|copia|cc|c\.c\.)\s{0,2}(?:\(\w{1,3}\)\s?)?(?::|$)"
    r"|(?:encl|enc|anl|bijl)\.\s\S)",
    re.IGNORECASE,
)
_FIRST_LETTERS = frozenset("pcaebk")
_GOES_ON = (",", ";", ":", ":\xa0")
_MOST_BELOW = 45  # lines from the end among which such a line may stand


def without_signature(text: str, *, writer: str = "") -> tuple[str, str]:
    """(what stays, what was taken off). Text is never emptied, unless it was a device's advertisement alone.

    With the name of the writer, a visiting card is found below it even where no closing words stand above.
    """
    left, cut = parted(text, writer=writer, may_empty=True)
    if left.strip() or is_device(text.strip()):
        return left, cut
    return text, ""


def parted(text: str, *, writer: str = "", may_empty: bool = False) -> tuple[str, str]:
    """The same, for a piece of a text: what is above, between or under quotes."""
    lines = [piece for line in text.split("\n") for piece in split_device(line)]
    lines = lines[warning_end(lines) :]
    unenclosed, enclosed = _enclosed(lines)
    if enclosed:
        left, cut_off = _parted(unenclosed, writer)
        if cut_off and left.strip():
            return "\n".join([left, "", *enclosed]).rstrip(), cut_off
    left, cut_off = _parted(lines, writer)
    if any(line.strip() in cut_off for line in enclosed):
        return text, ""
    return (left, cut_off) if left.strip() or may_empty else (text, "")


def _parted(lines: list[str], writer: str) -> tuple[str, str]:
    advertised = [line for line in lines if is_device(line)]
    if advertised:
        lines = [line for line in lines if line not in advertised]
    lines, cut = _split(lines, notice_start(lines))
    if (start := _delimited(lines)) < len(lines):
        lines, signed = _split(lines, start)
        lines, above = _split(lines, notice_start(lines))
        cut = [*above, *signed, *cut]
    lines, card = without_card(lines, writer)
    cut[:0] = card
    while lines and (not lines[-1].strip() or is_picture(lines[-1])):
        lines = lines[:-1]
    left = "\n".join(lines).strip("\n").rstrip()
    shown = (line for line in [*cut, *advertised] if not _DELIMITER.fullmatch(line.strip()))
    return left, "\n".join(shown).strip()


def _enclosed(lines: list[str]) -> tuple[list[str], list[str]]:
    """(the other lines, those that say what is enclosed or who has a copy, lists below them included)."""
    first = max(1, len(lines) - _MOST_BELOW)
    rest, enclosed = lines[:first], list[str]()
    goes_on = False
    for line in lines[first:]:
        is_item = goes_on or (enclosed and rest[-1:] != [""] and line.lstrip()[:1] in ("-", "•", "–"))
        says_so = line.lstrip()[:1].lower() in _FIRST_LETTERS and _ENCLOSED.match(line)
        if says_so or (is_item and line.strip() and not _DELIMITER.fullmatch(line)):
            enclosed.append(line)
            goes_on = line.rstrip().endswith(_GOES_ON)
        else:
            rest.append(line)
            goes_on = False
    return rest, enclosed


def _split(lines: list[str], start: int) -> tuple[list[str], list[str]]:
    return lines[:start], lines[start:]


def _delimited(lines: list[str]) -> int:
    """Where a signature begins below its delimiter; a postscript below it is the writer's."""
    for index in range(max(0, len(lines) - _LONGEST_SIGNATURE), len(lines)):
        line = lines[index].rstrip("\r")
        below = [rest for rest in lines[index + 1 :] if rest.strip()]
        if (
            not _DELIMITER.fullmatch(line)
            or block_or_rule(lines, index)
            or any(_POSTSCRIPT.match(rest) for rest in below)
        ):
            continue
        is_usual = line.strip() in ("--", "—")
        if line == "-- " or not below or (_is_drawn(below) and (is_usual or any(map(is_card_line, below)))):
            return index
    return len(lines)


def _is_drawn(below: list[str]) -> bool:
    """A line drawn by hand separates a signature only if what follows looks like a visiting card."""
    return (
        len(below) <= _LONGEST_DRAWN
        and all(len(line) <= 100 for line in below)
        and not any(is_sentence(line) and not is_card_line(line) for line in below)
    )
