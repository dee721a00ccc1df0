"""What the person wrote just now, without what their program quoted below, above or between.

A view, never the truth: the whole text stays beside it, and if nothing is left everything is shown.
In a first mail nothing is cut but our own letters: what somebody forwards or quotes there *is* the
complaint. Rules are by structure first (quote marks, blocks of header lines), by language second.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"[ \t]{0,4}>")
_FIELD = re.compile(r"[>*_ \t]{0,6}([^\W\d][\w'’. -]{0,24}?)\s{0,3}\*{0,2}\s{0,2}:(?!//)")
_FROM_LABELS = frozenset({"de", "from", "von", "van", "da", "od", "från", "fra", "expéditeur", "expediteur"})
_OTHER_LABELS = frozenset({
    "envoyé", "envoye", "envoyé le", "envoyé de", "date", "à", "a", "pour", "cc", "cci", "copie", "copie à",
    "objet", "sujet", "répondre à", "importance", "pièces jointes", "destinataire", "destinataires",
    "date d'envoi", "date d’envoi",
    "sent", "to", "subject", "bcc", "reply-to", "attachments",
    "gesendet", "datum", "an", "betreff", "kopie", "verzonden", "aan", "onderwerp", "enviado", "enviado el",
    "enviado em", "fecha", "para", "asunto", "assunto", "data", "inviato", "per", "oggetto",
    "skickat", "sendt", "till", "til", "ämne", "emne", "wysłano", "do", "temat",
})  # fmt: skip
_ORIGINAL = re.compile(
    r"[-_=* \t]{0,40}(?:message d['’]origine|message original|original message|original appointment"
    r"|ursprüngliche nachricht|oorspronkelijk bericht|mensaje original|messaggio originale"
    r"|mensagem original|courriel original)[-_=* \t:]{0,80}$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"[-_=* \t]{0,40}(?:message transféré|message réexpédié|message réacheminé"
    r"|début du message (?:réexpédié|transféré)|begin forwarded message|forwarded message"
    r"|forwarded by [^\r\n]{1,120}|weitergeleitete nachricht|anfang der weitergeleiteten nachricht"
    r"|doorgestuurd bericht|begin doorgestuurd bericht|mensaje reenviado|inicio del mensaje reenviado"
    r"|messaggio inoltrato|inizio messaggio inoltrato|mensagem encaminhada)\s{0,3}[-_=*: \t]{0,80}$",
    re.IGNORECASE,
)
_WEBMAIL_HEADER = re.compile(r"[> \t]{0,4}message du \d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.IGNORECASE)
_RULE = re.compile(r"[ \t]{0,4}[_=-]{10,200}[ \t]{0,4}$")
_WROTE = re.compile(
    r"(?:\ba écrit|\bwrote|\bschrieb(?: [^:]{1,160})?|\bschreef(?: [^:]{1,160})?|\bescribió|\bha scritto"
    r"|\bescreveu|\bskrev(?: [^:]{1,160})?|\bnapisa\u0142(?:\(a\)|a)?|écrivait|\bhat geschrieben"
    r"|\ba écrit (?:le )?[^:]{1,60}(?::\d\d){0,2}[^:]{0,20})\s{0,3}:$",
    re.IGNORECASE,
)
_TO_THE_WRITER = re.compile(r"(?:m['’]|\b(?:nous|vous|lui|leur|me|qui|l['’]|te)\s)(?:a écrit)", re.IGNORECASE)
_STRONG = re.compile(r"\d{1,2}\s?[:h]\s?\d{2}|[^\s@<]{1,64}@[^\s@>]{1,255}")
_DATED = re.compile(r"\b(?:19|20)\d{2}\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_OUR_MARK = re.compile(r"\bmb-[a-z2-7]{30,40}", re.IGNORECASE)
_OPENER = re.compile(r"(?:le|on|am|op|el|il|em|den|på|dnia|w dniu|ven|\d{1,4}[-/.]\d)\b", re.IGNORECASE)
_LONGEST_ATTRIBUTION = 4  # lines
_FEW_MARKS = 2  # "> 2 heures d'attente" is no quote
_LONGEST_BLOCK = 14  # lines
_BLANK_RUN = re.compile(r"\n{3,}")


def new_text(text: str, *, is_reply: bool) -> str:
    lines = text.split("\n")
    kept = _without_quotes(lines) if is_reply else _without_our_letters(lines)
    return _tidy(kept) or _tidy(lines)


def _tidy(lines: list[str]) -> str:
    return _BLANK_RUN.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    marked: list[str] = []  # the same, with the lines behind quote marks
    has_opening = False
    index = 0
    while index < len(lines):
        if _FORWARDED.match(lines[index]) and not _has_our_mark(lines, index):
            return kept + lines[index:]  # forwarded on purpose, in an answer: it is part of the answer
        length = _opening(lines, index)
        if length:
            has_opening = True
            if not _is_quoted(_next_written(lines, index + length)):
                return kept  # everything below is the quote: nothing marks where it would end
            index += length
            continue
        marked.append(lines[index])
        if not _is_quoted(lines[index]):
            kept.append(lines[index])
        index += 1
    is_quote = has_opening or len(marked) - len(kept) > _FEW_MARKS
    return kept if is_quote else marked


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
            i for i in range(max(0, mark - 400), mark) if _opening(lines, i) or _FORWARDED.match(lines[i])
        ]
        if above and not _is_quoted(lines[mark]):
            start = above[-1]
        else:
            near = [i for i in above if i < start and i + _LONGEST_ATTRIBUTION >= start]
            start = near[0] if near else start
        lines = lines[:start] + lines[end:]
        removed_from = start
    return lines


def _has_our_mark(lines: list[str], start: int) -> bool:
    return any(_OUR_MARK.search(line) for line in lines[start:])


def _next_written(lines: list[str], index: int) -> str:
    return next((line for line in lines[index : index + 6] if line.strip()), "")


def _is_quoted(line: str) -> bool:
    return bool(_QUOTED.match(line))


def _opening(lines: list[str], index: int) -> int:
    """How many lines introduce a quote here; 0 when none does."""
    line = lines[index]
    if not line.strip() or len(line) > 600:
        return 0
    if _ORIGINAL.match(line):
        return 1 + _block(lines, index + 1, is_announced=True)
    if _WEBMAIL_HEADER.match(line):
        block = _block(lines, index + 1, is_announced=True)
        return 1 + block if block else 0
    if _RULE.match(line):
        in_any_language = line.strip().startswith("____")
        block = _block(lines, index + 1, is_announced=True, in_any_language=in_any_language)
        return 1 + block if block else 0
    return _block(lines, index) or _attribution(lines, index)


def _block(lines: list[str], index: int, *, is_announced: bool = False, in_any_language: bool = False) -> int:
    """Header lines as Outlook writes them (`De :`, `Envoyé :`, …): their number, blanks included.

    Somebody who tells what happened writes such labels, too: without a line that announces a quote, an
    address or a time of day must stand among them.
    """
    known = senders = strangers = length = 0
    for offset, line in enumerate(lines[index : index + _LONGEST_BLOCK]):
        if not line.strip():
            continue
        match = _FIELD.match(line[:60])
        label = match.group(1).strip(" .*").lower() if match else ""
        if label in _FROM_LABELS or label in _OTHER_LABELS or (label and in_any_language):
            senders += label in _FROM_LABELS or (in_any_language and known == 0)
            known, length, strangers = known + 1, offset + 1, 0
        elif not known and offset == 0 and not in_any_language:
            return 0
        else:
            strangers += 1  # a long list of recipients goes on over several lines
            if strangers > 3 or not known:
                break
    if not senders or known < 3:
        return 0
    is_dated = is_announced or any(_STRONG.search(line) for line in lines[index : index + length])
    return length if is_dated else 0


def _attribution(lines: list[str], index: int) -> int:
    """`Le … a écrit :` and its like, over several lines but over no blank one, ending its line."""
    begins = bool(_OPENER.match(lines[index].lstrip(" \t>-*")))
    for length in range(1, _LONGEST_ATTRIBUTION + 1 if begins else 2):
        part = lines[index : index + length]
        if len(part) < length or not part[-1].strip():
            return 0
        if not part[-1].rstrip().endswith(":"):
            continue
        sentence = " ".join(line.strip(" \t>-*") for line in part).replace("\xa0", " ").rstrip()
        if len(sentence) > 400 or not _is_attribution(sentence, quoted_below=_is_quoted(
            _next_written(lines, index + length)
        )):  # fmt: skip
            return 0
        return length
    return 0


def _is_attribution(sentence: str, *, quoted_below: bool) -> bool:
    is_precise = bool(_STRONG.search(sentence[:-1]))
    if quoted_below and (is_precise or _DATED.search(sentence)):
        return True  # in whatever language
    if not _WROTE.search(sentence) or _TO_THE_WRITER.search(sentence):
        return False
    return is_precise or quoted_below
