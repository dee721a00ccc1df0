"""What the person wrote just now, without what their program quoted below, above or between.

A view, never the truth: the whole text stays beside it, and if nothing is left everything is shown, unless
a file was sent instead of words.
In a first mail nothing is cut but our own letters: what somebody forwards or quotes there *is* the
complaint. Rules are by structure first (quote marks, blocks of header lines), by language second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from mailbot.expressions import Expression
from mailbot.read.answers import announces_answers, holds_answers, is_greeting, shows_on_purpose
from mailbot.read.attributions import attribution, says_wrote, separated
from mailbot.read.flowed import TYPED_MARK
from mailbot.read.header_blocks import block_or_rule
from mailbot.read.signature import parted

_QUOTED = Expression(r"[ \t]{0,4}>")
_FORWARDED = Expression(
    r"[-_=* \t]{0,40}(?:(?:début|anfang|begin|inicio|inizio|início)\s(?:d[ue]l?\s|der\s|da\s)?)?"
    r"(?:(?:message|mail|e-?mail|courriel) (?:transféré|réexpédié|réacheminé|transmis)"
    r"|forwarded (?:message|mail)"
    r"|forwarded by [^\r\n]{1,120}|weitergeleitete[nr]? (?:nachricht|e-?mail|mail)"
    r"|doorgestuurd (?:bericht|e-?mail)|doorgestuurde (?:mail|e-?mail)|(?:mensaje|correo) reenviado"
    r"|(?:messaggio|mail) inoltrat[oa]|mensagem (?:re)?encaminhada|vidarebefordrat (?:meddelande|mejl)"
    r"|videresendt (?:meddelelse|melding|besked)|przekazana wiadomość|пересылаемое сообщение"
    r")\s{0,3}[-_=*: \t]{0,80}$",
    re.IGNORECASE,
)
_OUR_MARK = Expression(r"\bmb-[a-z2-7]{30,40}", re.IGNORECASE)
_MARK_LINE = Expression(r"\s{0,9}(?:repère\s?:\s?)?mb-\w{30,40}\s{0,9}$", re.IGNORECASE)
_FEW_MARKS = 2  # "> 2 heures d'attente" is no quote
_MOST_TYPED = 12  # lines
_MOST_PIECES = 50
_LONGEST_LINE = 600
_LONGEST_ATTRIBUTION = 4  # lines
_LONGEST_LETTER = 400  # lines
_MOST_ABOVE = 4  # lines that the writer puts between the attribution and the first marked line
_FULL_LINE = 64  # characters
_OVERHANG = 24
_BLANK_RUN = Expression(r"\n{3,}")

Kind = Literal["written", "opening", "marked", "loose", "shown"]


@dataclass(slots=True)
class _Segment:
    """Lines of one kind: written by the person, behind quote marks, quoted without marks, …"""

    kind: Kind
    lines: list[str]

    @property
    def is_blank(self) -> bool:
        return not any(line.strip() for line in self.lines)


def new_text(text: str, *, is_reply: bool, has_files: bool = False) -> str:
    """`has_files`: whoever wrote nothing has sent something all the same; the quote is not shown for it."""
    lines = text.split("\n")
    if not is_reply:
        return _tidy(_without_our_letters(lines)) or _tidy(lines)
    segments = _segments(separated(lines))
    _show_own_marks(segments)
    if _may_hide_answers(segments, has_files=has_files):
        return _tidy(lines)
    return _joined(segments) or ("" if has_files else _tidy(lines))


def _tidy(lines: list[str]) -> str:
    kept = (line if line == "-- " else _without_indent(line.rstrip()) for line in lines)
    return _BLANK_RUN.sub("\n\n", "\n".join(kept)).strip("\n")


def _without_indent(line: str) -> str:
    return line.removeprefix(TYPED_MARK) if line.startswith(f"{TYPED_MARK}>") else line


def _segments(lines: list[str]) -> list[_Segment]:
    last_mark = max((i for i, line in enumerate(lines) if _OUR_MARK.search(line)), default=-1)
    ours = _our_letter(lines)
    segments = [_Segment("written", [])]
    index = 0
    while index < len(lines):
        line = lines[index]
        if _FORWARDED.match(line) and last_mark < index:
            segments.append(_Segment("shown", lines[index:]))  # forwarded on purpose: part of the answer
            break
        in_quote = segments[-1].kind == "marked"
        length = 0 if in_quote and _is_quoted(line) else _opening(lines, index, ours)
        woven = _woven_opening(segments, lines, index)
        length = woven or length
        if length and not shows_on_purpose(_last_written(segments, len(segments))):
            segments.append(_Segment("opening", lines[index : index + length]))
            index += length
            if woven:
                continue
            if not _is_quoted(_next_written(lines, index)) or _ends_marks(lines, index - length, index):
                end = next(
                    (i + 1 for i in range(index, last_mark + 1) if _OUR_MARK.search(lines[i])), len(lines)
                )
                segments.append(_Segment("loose", lines[index:end]))
                index = end
            continue
        size = max(1, length)
        is_marked = _is_quoted(line) or (in_quote and _is_overhang(lines, index))
        kind: Kind = "marked" if is_marked else "written"
        if segments[-1].kind == kind:
            segments[-1].lines += lines[index : index + size]
        else:
            segments.append(_Segment(kind, lines[index : index + size]))
        index += size
    return segments


def _woven_opening(segments: list[_Segment], lines: list[str], index: int) -> int:
    """Nothing was written above; greeting and answers stand, unmarked, among the marked lines below."""
    if len(segments) > 1 or not all(is_greeting(line) for line in segments[0].lines if line.strip()):
        return 0
    length = _opening(lines, index, index)
    if not length or _is_quoted(lines[index]):
        return 0
    below = [line for line in lines[index + length :] if line.strip()]
    first = next((i for i, line in enumerate(below[: _MOST_ABOVE + 1]) if _is_quoted(line)), 0)
    unmarked = [line for line in below if not _is_quoted(line)]
    is_woven = first > 0 and len(unmarked) > first and not _has_our_mark(unmarked)
    return length if is_woven else 0


def _our_letter(lines: list[str]) -> int:
    """Where the sentence stands that is nearest above our mark: it needs no further proof."""
    mark = next((i for i, line in enumerate(lines) if _OUR_MARK.search(line)), -1)
    candidates = range(mark - 1, max(-1, mark - _LONGEST_LETTER), -1)
    return next((i for i in candidates if lines[i].strip() and _opening(lines, i, i)), -1)


def _last_written(segments: list[_Segment], before: int) -> str:
    """The line right above, if the person wrote it."""
    for index in range(before - 1, max(-1, before - 3), -1):
        segment = segments[index]
        if segment.kind != "written":
            return ""
        if not segment.is_blank:
            return next(line for line in reversed(segment.lines) if line.strip())
    return ""


def _show_own_marks(segments: list[_Segment]) -> None:
    """Lines that the person began with `>`: above any quote that is introduced, or unlike any quote."""
    first = next((i for i, segment in enumerate(segments) if segment.kind == "opening"), len(segments))
    marked = [segment for segment in segments if segment.kind == "marked"]
    are_few = first == len(segments) and sum(len(segment.lines) for segment in marked) <= _FEW_MARKS
    for index, segment in enumerate(segments):
        if segment.kind != "marked" or _has_our_mark(segment.lines):
            continue
        above = _last_written(segments, index)
        is_alone = first == len(segments)
        is_introduced = shows_on_purpose(above) and not says_wrote(above)
        is_typed = bool(above) and (is_alone or is_introduced) and _is_typed(segment.lines)
        if are_few or is_typed or (is_alone and is_introduced) or index < first < len(segments):
            segment.kind = "written"


def _is_typed(lines: list[str]) -> bool:
    """A few short lines: no blank one among them, no greeting, nothing as long as programs make lines."""
    texts = [line.strip(" \t>\xa0") for line in lines]
    return len(lines) <= _MOST_TYPED and all(
        0 < len(text) < _FULL_LINE and not is_greeting(text) for text in texts
    )


def _may_hide_answers(segments: list[_Segment], *, has_files: bool) -> bool:
    """Answers written into a quote: announced and not found elsewhere, or nothing else was written."""
    first = next((i for i, segment in enumerate(segments) if segment.kind in ("opening", "marked")), None)
    if first is None:
        return False
    above = [line for segment in segments[:first] for line in segment.lines if line.strip()]
    if any(not s.is_blank for s in segments[first:] if s.kind in ("written", "shown")):
        return False
    is_loose = any(segment.kind == "loose" and not segment.is_blank for segment in segments)
    if is_loose:
        left, _ = parted("\n".join(above), may_empty=True)
        if has_files and not left.strip():
            return holds_answers([line for s in segments if s.kind == "loose" for line in s.lines])
        if all(is_greeting(line) for line in left.split("\n") if line.strip()):
            return True
    return announces_answers("\n".join(above))


def _joined(segments: list[_Segment]) -> str:
    """The pieces one below the other; the signature of a piece that is not the last goes to the end."""
    pieces = [
        [line for segment in group for line in segment.lines]
        for is_shown, group in groupby(segments, key=lambda segment: segment.kind in ("written", "shown"))
        if is_shown
    ]
    written = [piece for piece in pieces if any(line.strip() for line in piece)]
    if not 2 <= len(written) <= _MOST_PIECES or any(segment.kind == "shown" for segment in segments):
        return _tidy([line for piece in pieces for line in piece])
    lines: list[str] = []
    signatures: list[str] = []
    for piece in pieces:
        left, signature = parted("\n".join(piece), may_empty=True)
        lines += ["", *left.split("\n")]
        signatures += [signature] if signature else []
    if signatures and any(line.strip() for line in lines):
        lines += ["", "-- ", *"\n".join(signatures).split("\n")]
    return _tidy(lines)


def _without_our_letters(lines: list[str]) -> list[str]:
    """A first mail that quotes a letter of ours (forwarded by a spouse, say): the letter is not theirs."""
    marks = [index for index, line in enumerate(lines) if _OUR_MARK.search(line)][:20]
    removed_from = len(lines)
    for mark in reversed(marks):
        if mark >= removed_from:
            continue  # gone together with the mark below it
        start, end = mark, mark + 1
        if _is_quoted(lines[mark]):
            while start > 0 and (_is_quoted(lines[start - 1]) or not lines[start - 1].strip()):
                start -= 1
            while end < len(lines) and _is_quoted(lines[end]):
                end += 1
        above = [
            i
            for i in range(max(0, mark - _LONGEST_LETTER), mark)
            if _opening(lines, i, i) or _FORWARDED.match(lines[i])
        ]
        if above and not _is_quoted(lines[mark]):
            start = above[-1]
        elif not _is_quoted(lines[mark]) and not _MARK_LINE.match(lines[mark]):
            continue  # typed by the writer, who wants to name the case
        else:
            near = [i for i in above if i < start and i + _LONGEST_ATTRIBUTION >= start]
            start = near[0] if near else start
        lines = lines[:start] + lines[end:]
        removed_from = start
    return lines


def _has_our_mark(lines: list[str]) -> bool:
    return any(_OUR_MARK.search(line) for line in lines)


def _next_written(lines: list[str], index: int) -> str:
    return next((line for line in lines[index : index + 6] if line.strip()), "")


def _is_overhang(lines: list[str], index: int) -> bool:
    """The end of a quoted line that was broken once more on the way, and lost its mark."""
    above, line, below = lines[index - 1], lines[index], lines[index + 1 : index + 2]
    return (
        len(above) >= _FULL_LINE
        and above[-1:] not in ".!?:;…"
        and 0 < len(line.strip()) <= _OVERHANG
        and line[:1].islower()
        and bool(below)
        and _is_quoted(below[0])
    )


def _ends_marks(lines: list[str], start: int, end: int) -> bool:
    """Some webmails put marks before their header lines, and none before the quote."""
    if not _is_quoted(lines[start]) or not block_or_rule(lines, start):
        return False
    following = next((line for line in lines[end : end + 6] if line.strip(" \t\xa0>")), ">")
    return not _is_quoted(following)


def _is_quoted(line: str) -> bool:
    return bool(_QUOTED.match(line))


def _opening(lines: list[str], index: int, ours: int) -> int:
    """How many lines introduce a quote here; 0 when none does. `ours`: where our letter may begin."""
    line = lines[index]
    if not line.strip() or len(line) > _LONGEST_LINE:
        return 0
    length = block_or_rule(lines, index)
    if length != 1:
        return length or attribution(lines, index, ours_below=index == ours)
    following = next((i for i in range(index + length, len(lines)) if lines[i].strip()), len(lines))
    more = attribution(lines, following, ours_below=True) if following < len(lines) else 0
    return following - index + more if more else length  # `-- Original Message --`, then the sentence
