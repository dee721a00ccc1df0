"""`Le … a écrit :` and its like: the sentence with which a mail program introduces what it quotes.

Whoever tells a story writes such sentences, too. What tells them apart: a program names a date with a
time, and an address, and never says to whom; between them stands nothing but a name. Where quote marks
follow, or a letter of ours, less proof is needed.
"""

from __future__ import annotations

import re

from mailbot.expressions import Expression
from mailbot.read.cards import is_sentence

_LONGEST = 4  # lines
_LONGEST_SENTENCE = 400  # characters
_BELOW = 6  # lines among which the quote must begin
_QUOTED = Expression(r"[ \t]{0,4}>")
_VERB = Expression(
    r"\b(?:[aà] [ée]crit|écrivait|wrote|writes|schrieb|schreibt|geschrieben|schreef|schrijft|geschreven"
    r"|escribi[óo]|escribe|escreveu|ha scritto|scrive|scrisse|skrev|napisał(?:\(a\)|a)?|napsala?|kirjoitti"
    r"|написала?|a scris|írta|yazdı|đã viết)(?!\w)",
    re.IGNORECASE,
)
_TO_SOMEBODY = Expression(
    r"(?:\b[mtlj]['’]|\b(?:nous|vous|lui|leur|me|te|qui|on)\s)(?:a|ai|as|avez|avait|ont)\s[ée]crit"
    r"|\b(?:i|you|we|they|who) wrote\b|\bwrote (?:to )?(?:me|us|you|him|her|them)\b"
    r"|\b(?:ich|sie|wir|mir|uns|ihnen) (?:schrieb(?:en)?|geschrieben)\b|\bschrieb(?:en)? (?:mir|uns|ihnen)\b"
    r"|\bschreef (?:mij|me|ons|u|hij|zij)\b|\b(?:me|nos|le|les) escribi[óo]\b|\b(?:mi|ci|vi|le) ha scritto\b",
    re.IGNORECASE,
)
_DAY = (
    r"(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|ma|wo|vr|za|zo"
    r"|mié|jue|vie|sáb|dom|gio|sab|seg|ter|qua|qui|sex|wtor|środ|czwart|piąt|sobot|niedz"
    r"|poniedz|tis|ons|tors|fre|lör|sön|man|пн|вт|ср|чт|пт|сб|вс)[a-zéáíìèç-]{0,11}[.,]{0,2}"
)
_MONTH = r"[^\W\d_]{3,10}\.?"
_DATED_START = Expression(
    rf"(?:(?:le|on|am|op|en|el|il(?: giorno)?|em|den|på|dnia|w dniu|dne|la|at|kl\.?|in data"
    rf"|en date d[ue](?:\s:)?)\s+(?:\d|{_DAY}\s|{_MONTH}\s\d)"
    r"|(?:dans un (?:e-?mail|message)|in einer e-?mail|in a message|en un (?:mensaje|correo))\b"
    rf"|{_DAY}\s+(?:le\s)?\d"
    rf"|{_MONTH}\s\d{{1,2}}, \d{{4}}\b|\d{{1,2}}:\d{{2}}\b"
    r"|\d{1,4}[-/. ]\s?(?:\d|[^\W\d_]{3,9}\b))",
    re.IGNORECASE,
)
_NAMED_START = Expression(
    r"[\"'«]?[^\s<>,;:!?][^<>,;:!?]{0,60}\s[<(\[]{1,2}[^<>()\s]{1,100}@[^<>()\s]{1,200}[>)\]]"
)
_ADDRESS = Expression(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
_BRACKETED = Expression(r"[<(\[][^\s@<>]{0,64}\s?[^\s@<>]{0,64}@[^\s@<>]{1,255}")
_TIME = Expression(r"\b\d{1,2}\s?[:.]\s?\d{2}\b|\b\d{1,2}\s?h\s?\d{0,2}\b", re.IGNORECASE)
_CLOCK = Expression(r"\b\d{1,2}[:.]\d{2}\b")
_DATE = Expression(
    r"\b(?:19|20)\d{2}\b|\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b\d{1,2}\.? (?:de )?[^\W\d_]{3,10}\b",
    re.IGNORECASE,
)
_DAY_AND_YEAR = Expression(rf"\b{_DAY}\s[^\n]{{3,40}}\b(?:19|20)\d{{2}}\b", re.IGNORECASE)
_FIGURES = Expression(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\b(?:19|20)\d{2}\b")
_SOMEBODY = Expression(
    r"\d[:.]\d{2}\W{1,3}(?:le|la|les|l['’]|mon|ma|notre|votre|un|une|the|my|our|your|a)\b", re.IGNORECASE
)
_INSIDE = Expression(
    rf"\S[ \t]{{0,9}}[\s-](?=(?:on|le|am|op|el|il)\s{{1,9}}(?:\d|{_DAY}\s|{_MONTH}\s\d))", re.IGNORECASE
)
_SIDEWAYS = Expression(r">>>\s[^\n]{3,150}\s\d{1,2}[:.]\d{2}[^\n]{0,12}\s>>>\s{0,3}$")
_SMALL = Expression(r"(?<!\w)[^\W\d_A-ZÀ-ÖØ-Þ][^\W\d_]{1,40}")
_OF_A_DATE = frozenset({
    "le", "la", "de", "du", "des", "from", "von", "van", "da", "by", "di", "der", "den", "del", "om", "kl",
    "via", "on", "am", "op", "el", "il", "em", "på", "dne", "at", "um", "ore", "alle", "klo", "vers",
    "giorno", "heeft", "hat", "het", "volgende", "uhr", "utc", "gmt", "cet", "cest", "met", "mez", "mesz",
    "pm", "dem", "за", "от", "пользователь", "użytkownik", "dnia", "dniu", "godz", "st", "nd", "rd", "th",
    "mailto",
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
    "samedi", "dimanche", "ma", "wo", "do", "vr", "za", "zo", "maandag", "dinsdag", "woensdag",
    "donderdag", "vrijdag", "zaterdag", "zondag", "mié", "jue", "vie", "sáb", "dom", "lunes", "martes",
    "miércoles", "jueves", "viernes", "sábado", "domingo", "gio", "sab", "lunedì", "martedì", "mercoledì",
    "giovedì", "venerdì", "sabato", "domenica", "seg", "ter", "qua", "qui", "sex", "вт", "пн", "ср", "чт",
    "пт", "сб", "вс", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela", "poniedziałek",
    "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "måndag",
    "mandag", "tirsdag", "lørdag", "søndag",
})  # fmt: skip
_QUOTING = Expression(
    r"(?:quoting|zitat von|citando(?: a)?|citeren|citaat van|selon|mensaje citado por)\s", re.IGNORECASE
)
_DASHED = Expression(r"\s{0,3}-{2,20}([^-\n][^\n]{3,200}?)\s{0,3}:?\s{0,3}-{2,20}\s{0,3}$")
_GLUED = Expression(r"([^\n]{5,300}?@[^\n]{1,80}?)\s?:[ \xa0>]{1,9}\S")
_SPACES = Expression(r"[\s\u200b\ufeff]+")
_AROUND = " \t\r\xa0\u200b\ufeff>-*_|"


def attribution(lines: list[str], index: int, *, ours_below: bool = False) -> int:
    """How many lines the sentence takes that introduces a quote here; 0 when none does."""
    first = _bare(lines[index])
    if not first or not _may_begin(first, lines[index : index + _LONGEST]):
        return 0
    if _is_dashed(lines[index]) or _is_glued(first) or _SIDEWAYS.match(lines[index]):
        return 1
    is_dated = bool(_DATED_START.match(first))
    may_go_on = is_dated or bool(_NAMED_START.match(first))
    mark = bool(_QUOTED.match(lines[index]))
    for length in range(1, (_LONGEST if may_go_on else 1) + 1):
        part = lines[index : index + length]
        last = _bare(part[-1])
        if len(part) < length or not last:
            return 0
        if bool(_QUOTED.match(part[-1])) != mark and not _is_open(part[:-1]):
            return 0
        if length > 1 and _DATED_START.match(last):
            return 0  # the sentence begins there
        is_closed = last.endswith(":")
        if not is_closed and not (is_dated and _may_end(last)):
            continue
        sentence = _SPACES.sub(" ", " ".join(_bare(line) for line in part))
        marks = _marks_below(lines, index + length)
        if is_closed:
            is_one = _is_attribution(sentence, is_wrapped=length > 1, marks=marks, ours_below=ours_below)
            return length if is_one else 0
        if _is_complete(sentence, part[-1], marks=marks):
            return length
    return 0


def _may_begin(first: str, lines: list[str]) -> bool:
    """Most lines are nothing of the kind, and that is seen at once."""
    return (
        any("@" in line or line.rstrip(_AROUND).endswith(":") for line in lines)
        or first.endswith("-")
        or "--" in lines[0]
        or ">>>" in lines[0]
    )


def introduces(lines: list[str]) -> bool:
    """Whether the last of these lines end such a sentence, where a quote is known to follow."""
    written = [line for line in lines[-2 * _LONGEST :] if line.strip()][-_LONGEST:]
    return any(
        attribution([*written[start:], "> "], 0) == len(written) - start for start in range(len(written))
    )


def says_wrote(line: str) -> bool:
    return bool(_VERB.search(line[-_LONGEST_SENTENCE:]))


def separated(lines: list[str]) -> list[str]:
    """Some programs lose the line break above the sentence: what stands before it was written."""
    result: list[str] = []
    for index, line in enumerate(lines):
        cut = _cut(line) if line.endswith((":", ": ", ":\r")) and _marks_below(lines, index + 1) else 0
        result += [line[:cut].rstrip(" -"), line[cut:]] if cut else [line]
    return result


def _cut(line: str) -> int:
    if len(line) > _LONGEST_SENTENCE or _QUOTED.match(line) or _DATED_START.match(_bare(line)):
        return 0
    cut = 0
    for match in _INSIDE.finditer(line):
        rest = _bare(line[match.end() :])
        if _VERB.search(rest) and _ADDRESS.search(rest) and _has_moment(rest):
            cut = match.end()  # the last one: the writer names days, too
    return cut


def _bare(line: str) -> str:
    return line.strip(_AROUND)


def _is_open(lines: list[str]) -> bool:
    """The address was broken before its closing bracket, which is no quote mark."""
    return sum(line.count("<") for line in lines) > sum(line.lstrip(" >").count(">") for line in lines)


def _marks_below(lines: list[str], index: int) -> bool:
    return bool(_QUOTED.match(next((line for line in lines[index : index + _BELOW] if line.strip()), "")))


def _may_end(line: str) -> bool:
    return "@" in line or bool(_VERB.search(line))


def _is_complete(sentence: str, last: str, *, marks: bool) -> bool:
    """Without a colon: everything must be there, and nothing else."""
    if not _ADDRESS.search(sentence) or not _DATE.search(sentence) or _TO_SOMEBODY.search(sentence):
        return False
    verb = _VERB.search(sentence)
    if verb:
        return verb.end() == len(sentence) and bool(_CLOCK.search(sentence))
    return marks and last.rstrip().endswith(">") and _says_no_more(sentence)


def _is_bare(sentence: str) -> bool:
    return bool(_CLOCK.search(sentence)) and _says_no_more(sentence)


def _is_attribution(sentence: str, *, is_wrapped: bool, marks: bool, ours_below: bool) -> bool:
    sentence = sentence.removesuffix(":").rstrip()
    if len(sentence) > _LONGEST_SENTENCE or _TO_SOMEBODY.search(sentence):
        return False
    verb = _VERB.search(sentence)
    has_address = bool(_ADDRESS.search(sentence))
    is_dated = bool(_TIME.search(sentence) or _DATE.search(sentence))
    starts = bool(_DATED_START.match(sentence) or _NAMED_START.match(sentence))
    is_sure = marks or ours_below or bool(_BRACKETED.search(sentence)) or _is_exact(sentence)
    if starts and has_address and is_dated and is_sure and (verb or _is_bare(sentence)):
        return True
    if not marks:
        is_named = (starts and has_address) or bool(_QUOTING.match(sentence))
        return ours_below and (is_named or (bool(verb) and _has_moment(sentence)))
    if verb:
        is_one = has_address or is_dated or len(sentence) - verb.end() <= 1
        return is_one and (starts or _says_no_more(sentence[: verb.start()]))
    if has_address:  # in whatever language
        return sentence.endswith((">", ")", "]")) or bool(_QUOTING.match(sentence))
    return not is_wrapped and not is_sentence(sentence) and _has_moment(sentence)


def _is_exact(sentence: str) -> bool:
    """The day of the week, the year and the time, in words as programs write them: people write less."""
    return bool(_DAY_AND_YEAR.search(sentence) and _CLOCK.search(sentence)) and _says_no_more(
        _VERB.sub(" ", sentence)
    )


def _says_no_more(sentence: str) -> bool:
    """A moment, a name and an address: no word in small letters but those of a date."""
    rest = _DATE.sub(" ", _ADDRESS.sub(" ", sentence))
    rest = re.sub(r"[\"«“].{0,80}[\"»”]", " ", rest)
    small = [match[0].lower() for match in _SMALL.finditer(rest)]
    return all(word in _OF_A_DATE for word in small)


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
