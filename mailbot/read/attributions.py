"""`Le … a écrit :` and its like: the sentence with which a mail program introduces what it quotes.

Whoever tells a story writes such sentences, too. What tells them apart: a program names a date with a
time, or an address, and never says to whom. Where quote marks follow, less proof is needed.
"""

from __future__ import annotations

import re

from mailbot.read.cards import is_sentence

_LONGEST = 4  # lines
_LONGEST_SENTENCE = 400  # characters
_BELOW = 6  # lines among which the quote must begin
_QUOTED = re.compile(r"[ \t]{0,4}>")
_VERB = re.compile(
    r"\b(?:[aà] [ée]crit|écrivait|wrote|writes|schrieb|schreibt|geschrieben|schreef|schrijft|geschreven"
    r"|escribi[óo]|escribe|escreveu|ha scritto|scrive|scrisse|skrev|napisał(?:\(a\)|a)?|napsala?|kirjoitti"
    r"|написала?|a scris|írta|yazdı|đã viết)(?!\w)",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r"(?:\b[mtlj]['’]|\b(?:nous|vous|lui|leur|me|te|qui|on)\s)(?:a|ai|as|avez|avait|ont)\s[ée]crit"
    r"|\b(?:i|you|we|they|who) wrote\b|\bwrote (?:to )?(?:me|us|you|him|her|them)\b"
    r"|\b(?:ich|sie|wir|mir|uns|ihnen) (?:schrieb(?:en)?|geschrieben)\b|\bschrieb(?:en)? (?:mir|uns|ihnen)\b"
    r"|\bschreef (?:mij|me|ons|u|hij|zij)\b|\b(?:me|nos|le|les) escribi[óo]\b|\b(?:mi|ci|vi|le) ha scritto\b",
    re.IGNORECASE,
)
_DAY = (
    r"(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo"
    r"|mié|jue|vie|sáb|dom|gio|sab|seg|ter|qua|qui|sex)[a-zéáíìèç-]{0,11}[.,]{0,2}"
)
_DATED_START = re.compile(
    rf"(?:(?:le|on|am|op|el|il(?: giorno)?|em|den|på|dnia|w dniu|dne|la|at|kl\.?|in data|en date du)\s+"
    rf"(?:\d|{_DAY}\s)"
    r"|(?:dans un (?:e-?mail|message)|in einer e-?mail|in a message|en un (?:mensaje|correo))\b"
    rf"|{_DAY}\s+(?:le\s)?\d"
    r"|\d{1,4}[-/. ]\s?(?:\d|[a-zà-ÿ]{3,9}\b))",
    re.IGNORECASE,
)
_NAMED_START = re.compile(
    r"[\"'«]?[^\s<>,;:!?][^<>,;:!?]{0,60}\s[<(\[]{1,2}[^<>()\s]{1,100}@[^<>()\s]{1,200}[>)\]]"
)
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
_TIME = re.compile(r"\b\d{1,2}\s?[:.]\s?\d{2}\b|\b\d{1,2}\s?h\s?\d{0,2}\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_DATE = re.compile(
    r"\b(?:19|20)\d{2}\b|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b\d{1,2}\.? [a-zà-ÿ]{3,10}\b", re.IGNORECASE
)
_FIGURES = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b(?:19|20)\d{2}\b")
_SOMEBODY = re.compile(
    r"\d[:.]\d{2}\W{1,3}(?:le|la|les|l['’]|mon|ma|notre|votre|un|une|the|my|our|your|a)\b", re.IGNORECASE
)
_QUOTING = re.compile(
    r"(?:quoting|zitat von|citando(?: a)?|citeren|citaat van|selon|mensaje citado por)\s", re.IGNORECASE
)
_DASHED = re.compile(r"\s{0,3}-{2,20}([^-\n][^\n]{3,200}?)\s{0,3}:?\s{0,3}-{2,20}\s{0,3}$")
_GLUED = re.compile(r"([^\n]{5,300}?@[^\n]{1,80}?)\s?:[ \xa0>]{1,9}\S")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_AROUND = " \t\r\xa0\u200b\ufeff>-*_|"


def attribution(lines: list[str], index: int) -> int:
    """How many lines the sentence takes that introduces a quote here; 0 when none does."""
    first = _bare(lines[index])
    if not first:
        return 0
    if _is_dashed(lines[index]) or _is_glued(first):
        return 1
    is_dated = bool(_DATED_START.match(first))
    may_go_on = is_dated or bool(_NAMED_START.match(first))
    mark = bool(_QUOTED.match(lines[index]))
    for length in range(1, (_LONGEST if may_go_on else 1) + 1):
        part = lines[index : index + length]
        last = _bare(part[-1])
        if len(part) < length or not last or bool(_QUOTED.match(part[-1])) != mark:
            return 0
        if length > 1 and _DATED_START.match(last):
            return 0  # the sentence begins there
        if last.endswith(":"):
            sentence = _SPACES.sub(" ", " ".join(_bare(line) for line in part))
            is_one = _is_attribution(
                sentence, is_wrapped=length > 1, marks=_marks_below(lines, index + length)
            )
            return length if is_one else 0
    return 0


def _bare(line: str) -> str:
    return line.strip(_AROUND)


def _marks_below(lines: list[str], index: int) -> bool:
    return bool(_QUOTED.match(next((line for line in lines[index : index + _BELOW] if line.strip()), "")))


def _is_attribution(sentence: str, *, is_wrapped: bool, marks: bool) -> bool:
    sentence = sentence.removesuffix(":").rstrip()
    if len(sentence) > _LONGEST_SENTENCE or _TO_SOMEBODY.search(sentence):
        return False
    verb = _VERB.search(sentence)
    has_address = bool(_ADDRESS.search(sentence))
    is_dated = bool(_TIME.search(sentence) or _DATE.search(sentence))
    starts = bool(_DATED_START.match(sentence) or _NAMED_START.match(sentence))
    if not marks:
        return bool(verb) and starts and ((has_address and is_dated) or _has_moment(sentence))
    if verb:
        return has_address or is_dated or len(sentence) - verb.end() <= 1
    if has_address:  # in whatever language
        return (starts and is_dated) or sentence.endswith((">", ")", "]")) or bool(_QUOTING.match(sentence))
    return not is_wrapped and not is_sentence(sentence) and _has_moment(sentence)


def _has_moment(sentence: str) -> bool:
    """A day in figures or with its year, and the time as a clock shows it: nobody tells a story like that."""
    is_moment = _FIGURES.search(sentence) and _CLOCK.search(sentence) and _DATED_START.match(sentence)
    return bool(is_moment) and not _SOMEBODY.search(sentence)


def _is_dashed(line: str) -> bool:
    """`---- Le jeu., 12 nov. 2026 14:02 +0100, X a écrit ----`"""
    match = _DASHED.match(line[:300])
    return bool(match and _VERB.search(match[1]) and not _TO_SOMEBODY.search(match[1]))


def _is_glued(line: str) -> bool:
    """Some programs lose the line break between the sentence and the quote."""
    match = _GLUED.match(line)
    return bool(
        match
        and (_DATED_START.match(line) or _NAMED_START.match(line))
        and _VERB.search(match[1], max(0, len(match[1]) - 80))
        and _TIME.search(match[1])
        and not _TO_SOMEBODY.search(match[1])
    )
