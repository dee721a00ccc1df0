"""The copy for a provider, as people want it: without the form of a colleague, without some of its words.

Whatever is taken out of it, the places that a person must look at are found again in what remains.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from mailbot.decide import form_lines, told_in_words
from mailbot.decide.commands import fold, parse
from mailbot.expressions import Expression
from mailbot.model import Doubt, Redacted, StaffMember, Ticket

LEFT_OUT = "[…]"
_SPACE = r"[ \u00a0\u202f]*"
_QUOTED = (  # between single marks an apostrophe within a word ends nothing
    rf"(?:[«“\"„‹]{_SPACE}([^«»“”\"„‹›\n]{{1,300}}?){_SPACE}[»”\"›]"
    rf"|(?<!\w)['‘’‚]{_SPACE}((?:[^'‘’‚«»“”\"„‹›\n]|(?<=\w)['’](?=\w)){{1,300}}?){_SPACE}['‘’](?!\w))"
)
_PLACE = rf"(?:(?:les?|n[°o]|num[ée]ros?|passages?)\s*)*(?:{_QUOTED}|(?<!\w)\(?(\d{{1,2}})\)?(?!\w))"
_AND = r"\s*(?:,|;|et|ni|\+)?\s*"
_WITHOUT = Expression(rf"(?:^|(?<=\s))sans\s+({_PLACE}(?:{_AND}{_PLACE})*)", re.IGNORECASE)
_READABLE = Expression(rf"(?:^|(?<=\s))avec\s+({_QUOTED}(?:{_AND}{_QUOTED})*)", re.IGNORECASE)
_ONE = Expression(_PLACE, re.IGNORECASE)
_QUOTE_MARK = Expression(r"[«»“”\"„‹›]|(?<!\w)['‘’‚](?=\s?\w)")
_NUMBERS = Expression(r"(?:(?:\d{1,2}|les?|n|no|numeros?|passages?|et|ni)(?: |$))+")
_LITTLE = frozenset(  # words that tell nobody from anybody else
    fold("""
    le la les l un une des du de d au aux et ou ni mais or car donc que qu qui quoi dont se s ce c cet cette
    ces ca ci y en je j me m moi tu te t toi il elle on nous vous ils elles eux lui leur leurs mon ma mes ton
    ta tes son sa ses notre nos votre vos ne n pas plus tres trop si comme dans sur sous par pour avec sans
    chez vers entre depuis pendant apres avant suis es est sommes etes sont etais etait etaient ete etre sera
    serai ai as a avons avez ont avais avait avaient avoir aussi tout tous toute toutes bien ici
    i am the an of in on at is are was were my his her our your their and to as it this that with for be
    """).split()
)
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


def left_out(how: str) -> tuple[tuple[str | int, ...], str]:
    """What « sans « le facteur du village » » or « sans (2) » names, and what else stands there."""
    return _named_behind(_WITHOUT, how)


def readable_again(how: str) -> tuple[tuple[str | int, ...], str]:
    """What « avec « le facteur du village » » no longer masks, and what else stands there."""
    return _named_behind(_READABLE, how)


def _named_behind(order: Expression, how: str) -> tuple[tuple[str | int, ...], str]:
    match = order.search(how)
    if match is None:
        return (), how
    found = (
        int(one[3]) if one[3] else " ".join((one[1] or one[2]).split()) for one in _ONE.finditer(match[1])
    )
    return tuple(dict.fromkeys(found)), " ".join(f"{how[: match.start()]} {how[match.end() :]}".split())


def has_quotes(how: str) -> bool:
    """Words to be masked that were not understood as such: of them nothing may be guessed."""
    return bool(_QUOTE_MARK.search(how))


def orders_to_leave_out(text: str) -> bool:
    """« #transmettre sans … », whatever became of the rest of that line."""
    return any(fold(line).startswith("transmettre") and is_leaving_out(line) for line in text.splitlines())


def is_leaving_out(how: str) -> bool:
    """« sans le facteur », without marks around it."""
    return "sans" in fold(how).split()


def asks_to_leave_out(text: str, copy: Redacted) -> bool:
    """« sans « le facteur » » in a line of its own: meant for the copy, and no letter to anybody."""
    matches = filter(None, map(_LEAVING.match, text.splitlines()))
    return any(
        has_quotes(what) or _NUMBERS.fullmatch(fold(what)) is not None or _is_in(what, copy)
        for what in (match["what"] for match in matches)
    )


def repeats_a_doubt(text: str, copy: Redacted) -> bool:
    """Words that are marked in the copy stand in a text that goes with it: about them, as it seems."""
    said, marked = f" {fold(text)} ", (fold(_words(copy, one)) for one in copy.doubts)
    return any(f" {words} " in said for words in marked if words)


def _is_in(words: str, copy: Redacted) -> bool:
    said = _PLEASE.sub("", fold(words))
    return bool(said) and f" {said} " in f" {fold(f'{copy.subject} {copy.text}')} "


def telling_words(text: str) -> frozenset[str]:
    """What is left of a passage without its little words: one of these may name somebody."""
    words = fold(text.lower().replace("œ", "oe").replace("æ", "ae")).split()
    return frozenset(_singular(word) for word in words if len(word) > 1 and word not in _LITTLE)


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def distinct(words: Iterable[str], but: Iterable[str] = ()) -> tuple[str, ...]:
    """Each once, however it was typed; `but`: without these."""
    dropped = {fold(one) for one in but}
    return tuple({fold(one): one for one in reversed(tuple(words)) if fold(one) not in dropped}.values())[
        ::-1
    ]


def without_words(copy: Redacted, words: tuple[str, ...]) -> tuple[Redacted, tuple[str, ...]]:
    """The copy in which these words cannot be read, wherever they stand; and those that are not in it.

    A doubtful place of which more than little words remains is still one.
    """
    parts = {"subject": copy.subject, "text": copy.text}
    flat = {part: _flat(text) for part, text in parts.items()}
    patterns = {one: _pattern(one) for one in words}
    missing = tuple(one for one in words if not any(map(patterns[one].search, flat.values())))
    gone = {part: _covered(text, patterns.values()) for part, text in flat.items()}
    doubts = tuple(
        moved
        for one in copy.doubts
        if (moved := _what_remains(one, parts.get(one.part), gone.get(one.part, [])))
    )
    subject, text = (_without(parts[part], gone[part]) for part in ("subject", "text"))
    return replace(copy, subject=subject, text=text, doubts=doubts), missing


def _covered(text: str, patterns: Iterable[Expression]) -> list[tuple[int, int]]:
    """From where to where, one behind the other; what overlaps is one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(match.span() for pattern in patterns for match in pattern.finditer(text)):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _what_remains(one: Doubt, text: str | None, gone: list[tuple[int, int]]) -> Doubt | None:
    """The place in the text that is left; none: nothing in it tells anything any more."""
    if text is None:
        return one
    if any(start < one.end and end > one.start for start, end in gone):
        blank = "".join(
            " " if any(start <= at < end for start, end in gone) else char
            for at, char in enumerate(text[one.start : one.end], one.start)
        )
        if not telling_words(blank):
            return None
    return replace(one, start=_moved(one.start, gone), end=_moved(one.end, gone, is_end=True))


def _moved(at: int, gone: list[tuple[int, int]], *, is_end: bool = False) -> int:
    """Where a place lies once these stretches are « […] »; one that begins or ends within takes it whole."""
    moved = at
    for start, end in gone:
        if end <= at:
            moved += len(LEFT_OUT) - (end - start)
        elif start < at:
            moved += start - at + (len(LEFT_OUT) if is_end else 0)
    return moved


def _pattern(words: str) -> Expression:
    """Accents, capitals, dashes and the ends of lines do not matter; where a word ends does."""
    parts = re.findall(r"[^\W_]+", _flat(unicodedata.normalize("NFC", words)))  # a Mac takes accents apart
    between = r"[\W_]{1,4}".join(parts)
    return Expression(rf"(?<!\w){between}(?!\w)" if parts else r"(?!)")


def _without(text: str, gone: list[tuple[int, int]]) -> str:
    written, end = [], 0
    for start, behind in gone:
        written += [text[end:start], LEFT_OUT]
        end = behind
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
