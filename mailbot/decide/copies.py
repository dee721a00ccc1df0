"""The copy for a provider, as people want it: without the form of a colleague, without some of its words.

Whatever is taken out of it, the places that a person must look at are found again in what remains.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace

from mailbot.decide import form_lines, told_in_words
from mailbot.decide.commands import fold, parse
from mailbot.expressions import Expression
from mailbot.model import Doubt, Redacted, StaffMember, Ticket

LEFT_OUT = "[…]"
_QUOTED = r"[«“\"„][ \u00a0\u202f]*([^«»“”\"„\n]{1,300}?)[ \u00a0\u202f]*[»”\"]"
_WITHOUT = Expression(rf"(?:^|(?<=\s))sans\s+({_QUOTED}(?:\s*(?:,|;|et|ni|\+)?\s*{_QUOTED})*)", re.IGNORECASE)
_ONE = Expression(_QUOTED)
_QUOTE_MARK = Expression(r"[«»“”\"„‹›]")
_LEAVING = Expression(  # what people write below « #transmettre » instead of behind it
    r"^\W*(?:(?:mais|et|merci de|veuillez|svp|avec|en|la copie)\s+){0,3}(?:sans|sauf|hormis|except[ée]|"
    r"masqu(?:er?|ez|ant)|cach(?:er?|ez|ant)|enl[eè]v(?:er?|ez|ant)|retir(?:er?|ez|ant)|[ôo]t(?:er?|ez|ant)|"
    r"supprim(?:er?|ez|ant))\b(?P<what>.*)$",
    re.IGNORECASE,
)
_PLEASE = Expression(r" (?:svp|s il (?:vous|te) plait|merci)$")
_FORWARDED = Expression(
    r"(?im)^[>\s]*(?:-{2,}[^\n]*(?:transf|forward|origin|weitergel|doorgest|reenviad|inoltr)[^\n]*"
    r"|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])[^\n]*|begin forwarded message[^\n]*"
    r"|_{10,}[ \t]*|message transf[ée]r[ée][ \t]*:?[ \t]*)$"
)
_HEADER_LINE = Expression(
    r"(?i)^[>\s*]*(?:de|from|von|van|da|à|to|an|aan|a|cc|copie|objet|sujet|subject|betreff|onderwerp|asunto|"
    r"oggetto|date|envoyé|sent|gesendet|datum|fecha|data|répondre à|reply-to)\b[ \u00a0*]*:"
)


def rewritten(copy: Redacted, *, subject: str, text: str) -> Redacted:
    """The copy with other words, and with those doubtful places that are still in it."""
    found: list[Doubt] = []
    begin = {"subject": 0, "text": 0}
    now, then = {"subject": subject, "text": text}, {"subject": copy.subject, "text": copy.text}
    for one in copy.doubts:
        if one.part not in now:
            found.append(one)
            continue
        words = then[one.part][one.start : one.end]
        start = now[one.part].find(words, begin[one.part]) if words else -1
        if start >= 0:
            begin[one.part] = start + len(words)
            found.append(replace(one, start=start, end=begin[one.part]))
    return replace(copy, subject=subject, text=text, doubts=tuple(found))


def fingerprint(copy: Redacted) -> str:
    """Of what staff were shown, words and marks: whether that is still what would leave."""
    marks = sorted(f"{_words(copy, one) or one.part}\0{one.why}" for one in copy.doubts)
    return hashlib.sha256("\0".join((copy.subject, copy.text, *marks)).encode()).hexdigest()[:32]


def _words(copy: Redacted, one: Doubt) -> str:
    return {"subject": copy.subject, "text": copy.text}.get(one.part, "")[one.start : one.end]


def left_out(how: str) -> tuple[tuple[str, ...], str]:
    """What « sans « le facteur du village » » names, and what else stands there."""
    match = _WITHOUT.search(how)
    if match is None:
        return (), how
    words = tuple(dict.fromkeys(" ".join(one.split()) for one in _ONE.findall(match[1])))
    return words, " ".join(f"{how[: match.start()]} {how[match.end() :]}".split())


def has_quotes(how: str) -> bool:
    """Words to be masked that were not understood as such: of them nothing may be guessed."""
    return bool(_QUOTE_MARK.search(how))


def asks_to_leave_out(text: str, copy: Redacted) -> bool:
    """« sans « le facteur » » in a line of its own: meant for the copy, and no letter to anybody."""
    matches = filter(None, map(_LEAVING.match, text.splitlines()))
    return any(has_quotes(match["what"]) or _is_in(match["what"], copy) for match in matches)


def repeats_a_doubt(text: str, copy: Redacted) -> bool:
    """Words that are marked in the copy stand in a text that goes with it: about them, as it seems."""
    said, marked = f" {fold(text)} ", (fold(_words(copy, one)) for one in copy.doubts)
    return any(f" {words} " in said for words in marked if words)


def _is_in(words: str, copy: Redacted) -> bool:
    said = _PLEASE.sub("", fold(words))
    return bool(said) and f" {said} " in f" {fold(f'{copy.subject} {copy.text}')} "


def without_words(copy: Redacted, words: tuple[str, ...]) -> tuple[Redacted, tuple[str, ...]]:
    """The copy in which these words cannot be read, wherever they stand; and those that are not in it."""
    subject, text, missing = copy.subject, copy.text, []
    for one in words:
        pattern = _pattern(one)
        changed = [_without(part, pattern) for part in (subject, text)]
        if changed == [subject, text]:
            missing.append(one)
        subject, text = changed
    return rewritten(copy, subject=subject, text=text), tuple(missing)


def _pattern(words: str) -> Expression:
    """Accents, capitals, dashes and the ends of lines do not matter; where a word ends does."""
    parts = re.findall(r"[^\W_]+", _flat(unicodedata.normalize("NFC", words)))  # a Mac takes accents apart
    between = r"[\W_]{1,4}".join(parts)
    return Expression(rf"(?<!\w){between}(?!\w)" if parts else r"(?!)")


def _without(text: str, pattern: Expression) -> str:
    written, end = [], 0
    for match in pattern.finditer(_flat(text)):
        written += [text[end : match.start()], LEFT_OUT]
        end = match.end()
    return "".join((*written, text[end:]))


def _flat(text: str) -> str:
    """Small letters without accents, one character for one."""
    return "".join(unicodedata.normalize("NFD", char)[0].lower()[0] for char in text)


def without_form(copy: Redacted, ticket: Ticket, staff: tuple[StaffMember, ...] = ()) -> Redacted:
    """What the client says, without the lines that a colleague wrote for us, and without the colleague."""
    if name := ticket.record.get("handed_in_by"):
        member = next((m for m in staff if m.name == name), None)
        copy = _without_colleague(copy, ticket, member)
        said = form_lines.filled(parse(copy.text).text).text
        said = told_in_words.without_signature(said, member) if member else said
        return rewritten(copy, subject=str(ticket.record.get("objet", "")), text=said)
    if ticket.record.get("passed_on"):
        return rewritten(copy, subject=copy.subject, text=_below_the_cover(copy.text))
    return copy


def _without_colleague(copy: Redacted, ticket: Ticket, member: StaffMember | None) -> Redacted:
    """Whoever hands a form in is its sender and not its client: our own letters may be signed by them."""
    if member is None:
        return copy
    client = ticket.party("client")
    kept = set(fold(f"{client.name if client else ''} {ticket.record.get('nom', '')}").split())
    theirs = set(fold(f"{member.name} {member.address.partition('@')[0]}").split()) - kept
    known = copy.identity
    names = tuple(n for n in known.names if not set(fold(n).split()) <= theirs)
    addresses = tuple(a for a in known.addresses if a.lower() != member.address)
    return replace(copy, identity=replace(known, names=names, addresses=addresses))


def is_border(line: str) -> bool:
    """« ---------- Message transféré ---------- »"""
    return _FORWARDED.fullmatch(line) is not None


def _below_the_cover(text: str) -> str:
    """What a colleague has forwarded, without the words above it and without its header."""
    border = _FORWARDED.search(text)
    if border is None:
        return text
    lines = text[border.end() :].lstrip("\n").splitlines()
    while lines and (_HEADER_LINE.match(lines[0]) or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines).strip() or text
