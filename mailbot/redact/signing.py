"""Finds the block at the end of a mail in which people sign: name, trade, address, telephones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mailbot.expressions import Expression
from mailbot.redact import first_names
from mailbot.redact.brands import BRANDS, NAMED_THINGS
from mailbot.redact.findings import Finding, finding
from mailbot.redact.folding import fold
from mailbot.redact.names import PARTICLES
from mailbot.redact.phones import MONTH
from mailbot.redact.words import AMBIGUOUS, CLOSINGS, PLAIN

_CLOSING = Expression(rf"^[ >]{{0,6}}{CLOSINGS}(?P<after>[ ,.!:;-]{{0,4}})")
_NAME = (
    r"(?:[A-ZÀ-Ý](?:[\w'’]{0,30}|\.)(?:-[A-ZÀ-Ý](?:[\w'’]{1,30}|\.)){0,2})"
    r"(?:[ \u00a0](?:de|du|des|d['’]|la|le|van|von|der|den|da|dos|di|del|ben|el|et|&|y|e|and|und|ten)){0,3}"
)
_NAME_LINE = Expression(
    rf"^[ >\u00a0-]{{0,6}}(?:(?:[Ss]igné|[Ff]amille|[Ff]amily|[Ff]am\.|M\.|Mme|Mlle|Mr|Mrs|Ms|Dr|"
    rf"Me|MME|M|Les|[Ll]a famille)[ :]{{1,2}}){{0,3}}"
    rf"(?P<name>{_NAME}(?:[ \u00a0]{{1,2}}{_NAME}){{0,4}})(?P<rest>$|[ \u00a0]?[,;(/|·:–-]|"
    r"[ \u00a0](?=[+(]?\d)|[.!]?$)"
)
_INLINE = Expression(
    r"(?i:(?:merci(?: d'avance| beaucoup| à vous)?|cordialement|cdlt|cdt|amicalement|bises|"
    r"(?:bonne|belle) (?:journée|soirée)|bien à vous|thanks|regards|cheers|"
    r"mfg|lg|vg|(?:kind|best|warm) regards|sincerely|yours|met vriendelijke groet|mit freundlichen grüßen|"
    r"viele grüße|un saludo|"
    r"cordiali saluti|grüße|danke|gracias|saludos|grazie|saluti|bedankt|"
    rf"groetjes))[ ,.!:;-]{{1,4}}(?P<name>{_NAME}(?:[ \u00a0]{_NAME}){{0,3}})[ .!]{{0,3}}$"
)
# « …n'a rien voulu savoir. Jean Dupuy » : two or three words after the last sentence, with capitals all.
_LAST_SENTENCE = Expression(
    rf"[.!?…)][ ]{{1,2}}(?P<name>{_NAME}(?:[ \u00a0]{_NAME}){{1,2}})(?:[ ]\([^()\n]{{2,60}}\))?[ .]{{0,3}}$"
)
# « …c'est tout, bonne journée ! V.S. », « …sans un mot. Syl », where that is how the writer's name begins.
_LAST_LETTERS = Expression(
    r"(?<!\d)[.!?…)\]][ ]{1,2}(?P<name>[A-ZÀ-Ý]\.[ -]?[A-ZÀ-Ý]\.?(?:[ -]?[A-ZÀ-Ý]\.?)?|"
    r"[A-ZÀ-Ý][a-zà-ÿ]{2,11})[ .]{0,3}$"
)
_INITIALS = Expression(
    r"^[ >]{0,4}[A-ZÀ-Ý](?:(?:-[A-ZÀ-Ý]\.?)?[ ][A-ZÀ-Ý]\.|"
    r"\.[ -]?[A-ZÀ-Ý]\.?(?:[ -]?[A-ZÀ-Ý]\.?)?|\.)[ ]{0,3}$"
)
_LOWER_NAME = Expression(
    r"^[ >]{0,4}(?P<name>[a-zà-ÿ'-]{2,20}(?: [a-zà-ÿ'-]{2,25}){0,2})(?P<rest>[ .!]*$|"
    r"[ ,-]{1,3}(?:tel|port|[+\d]))"
)
# What a person puts under a letter and nobody under a list: one word, « la Didine du 88 ».
_LONE = Expression(
    r"^[ >]{0,4}(?:(?:[Ll][ae]|[Ll]es)[ ]|[Ll]['’])?(?P<name>[A-ZÀ-Ýa-zà-ÿ][\w'’-]{2,24})"
    r"(?P<whence>[ ](?:du|de la|de l['’]|des|de|d['’])[ ]?[\w'’-]{1,20})?[ .]{0,3}$"
)
_SEPARATOR = Expression(r"[,;|·•/]| [–-] |\t")
_CODE = Expression(r"(?<!\d)\d{5}(?!\d)")
_NO_COORDINATES = Expression(
    rf"^(?:{CLOSINGS}|envoye (?:de|depuis|a partir)|sent from|telecharge|get outlook|p\.?-?s\b|"
    r"tel\b|telephone|fixe|port\b|port\.|"
    r"portable|mob|fax|e-?mails?\b|mail\b|courriel|pj\b|p\.j|piece|copie|cc\b|ce (?:message|courriel)|"
    r"garanti sans|pensez|dossier|"
    r"contrat|reservation|ref\b|reference|n°|numero|rgpd|iban|ci-joint|objet|bonjour|il |elle |"
    r"je |j'|nous |vous |on )"
)
_ORGANISED = Expression(
    r"^(?:sarl|sas|sasu|eurl|sci|scop|ets|etablissements|entreprise|societe|association|asso|"
    r"cabinet|mairie|ecole|college|lycee|"
    r"chemin|rue|avenue|boulevard|route|impasse|allee|place|quai|lotissement|maison|foyer|ehpad|"
    r"club|syndicat|copropriete|presidente? d|tresori[a-z]{2,4} d|secretaire d|gerante? d|delegue[a-z]? d|"
    r"residence|hameau|lieu-dit|ferme|chalet|les |la |le )"
)


def signature_start(text: str) -> int:
    """Where the last closing formula, or the last lines, begin."""
    lines = text.split("\n")
    offset, start = len(text), len(text)
    for back, line in enumerate(reversed(lines)):
        offset -= len(line) + (back > 0)
        words = line.split()
        if back > 16:
            break
        closing = _CLOSING.match(fold(line[:200]))
        if _is_prose(words) and not closing:
            if back > 0:
                break
            start = offset
            continue
        if words:
            start = offset
        if closing:
            break
    return start


def _is_prose(words: list[str]) -> bool:
    """A sentence: many words, most of them in small letters."""
    return len(words) > 18 or sum(word[0].islower() for word in words) > 8 or (
        len(words) > 10 and all(word.isupper() for word in words if word[0].isalpha()))  # fmt: skip


def signed_names(text: str, start: int, *, trusted: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Places of names in the closing lines, from `start` on. `trusted`: known to be the writer's."""
    offset, after_closing = start, False
    lines = text[start:].split("\n")
    last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
    for number, line in enumerate(lines):
        folded = fold(line[:400])
        closing = _CLOSING.match(folded)
        place = closing.end() if closing and len(line) < 200 else 0
        rest = line[place:]
        match = _NAME_LINE.match(rest) if len(rest) < 200 else None
        if match and _is_a_name(match["name"], strict=not (after_closing or closing), trusted=trusted):
            yield offset + place + match.start("name"), offset + place + match.end("name")
            after_closing = False
        elif (inline := _INLINE.search(rest)) and _is_a_name(inline["name"], strict=False, trusted=trusted):
            yield offset + place + inline.start("name"), offset + place + inline.end("name")
        elif (
            number == last
            and (end := _LAST_SENTENCE.search(rest))
            and _is_a_name(end["name"], strict=True, trusted=trusted)
        ) or (
            number == last
            and (end := _LAST_LETTERS.search(rest))
            and ("." in end["name"] or trusted(end["name"]) or _closes(end["name"], text))
        ):
            yield offset + place + end.start("name"), offset + place + end.end("name")
        elif _INITIALS.match(rest):
            yield offset + place, offset + len(line)
        elif (lower := _LOWER_NAME.match(rest)) and _is_a_lower_name(lower["name"]):
            yield offset + place + lower.start("name"), offset + place + lower.end("name")
        elif (lone := _LONE.match(rest.strip(" ,.!:;-") if closing else rest)) and (
            after_closing or closing or (number == last and _stands_apart(text[: offset + place]))
        ) and _is_lone(lone, capital=bool(not closing and number < last)):  # fmt: skip
            shift = rest.find(lone["name"])
            yield offset + place + shift, offset + place + shift + lone.end() - lone.start("name")
        if closing:
            after_closing = True
        offset += len(line) + 1


_ALSO = Expression(
    r"[ ]?(?:,|&|\+|[ ](?:et|avec|and|with|und|mit|en|met|y|con|e)(?=[ ]))[ ]?(?:les |la |mon |ma |mes )?"
    rf"(?P<name>{_NAME}(?:[ \u00a0]{_NAME})?)"
)


def signed_with(text: str, end: int) -> Iterator[tuple[int, int]]:
    """« Wiebke Janssen mit Onno und Fenja »: who stands beside the writer on the line of the name."""
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    while match := _ALSO.match(text, end, line_end):
        name = re.sub(r" (?:et|en|y|e|and|und)$", "", match["name"])
        if fold(name).split(" ")[0] in PLAIN:
            return
        end = match.start("name") + len(name)
        yield match.start("name"), end


def _closes(name: str, text: str) -> bool:
    """« …il courait partout. Dodo »: a last word that is none of the text's own."""
    folded = fold(name)
    return (
        folded not in PLAIN
        and folded not in BRANDS | NAMED_THINGS
        and not _ANGER.search(folded)
        and not _ADJECTIVE.search(folded)
        and len(re.findall(rf"(?<!\w){folded}(?!\w)", fold(text))) == 1
    )


def _stands_apart(before: str) -> bool:
    """A blank line above, or the end of a sentence."""
    return not before.strip() or before.endswith("\n\n") or before.rstrip()[-1] in ".!?…)"


def _is_lone(lone: re.Match[str], *, capital: bool) -> bool:
    bare = fold(lone["name"])
    if bare in PLAIN or (bare in AMBIGUOUS and not lone["name"][0].isupper()):
        return False
    if lone["name"][0].isupper():
        return not _ANGER.search(bare)
    return not (capital or lone["whence"] or _ADJECTIVE.search(bare))


# « Inadmissible », « Remboursez-moi »: a last word of anger, not a name; in small letters, more of them.
_ANGER = Expression(r"(?:ible|able|eux|euse|tion|[- ]moi|[- ]nous|[^x]ez)$")
_ADJECTIVE = Expression(r"(?:ible|able|eux|euse|ant|ante|ment|tion|eur|ique|ite|age|oir|er|ez|ons)$")


def _is_a_name(name: str, *, strict: bool, trusted: Callable[[str], bool]) -> bool:
    words = [w for w in re.split(r"[ \u00a0]", fold(name)) if w]
    if trusted(name) or any(w in first_names.ALL and w not in PLAIN for w in words):
        return True
    bare = [w for w in words if w.rstrip(".") not in PLAIN or w in AMBIGUOUS]
    if len(bare) < len(words):
        return False
    if strict:
        initials = any(re.fullmatch(r"[a-z]\.(?:-?[a-z]\.)*", w) for w in words)
        return (
            len(words) >= 2
            and (initials or words[-1].isalpha())
            and len(words) <= 3
            and not _ORGANISED.match(fold(name))
        )
    return len(words) <= 4


def _is_a_lower_name(name: str) -> bool:
    words = fold(name).split()
    if words[0] in first_names.ALL and words[0] not in AMBIGUOUS:
        return True
    turned_round = len(words) == 2 and words[1] in first_names.ALL and words[1] not in AMBIGUOUS
    return turned_round and words[0] not in PLAIN


def coordinates(text: str, name_end: int, *, is_public: Callable[[int, int], bool]) -> Iterator[Finding]:
    """What stands behind the name in the closing block: firm, house, village."""
    offset = name_end
    for number, line in enumerate(text[name_end:].split("\n")):
        if number > 8 or len(line.split()) > 18 or (number and line.lstrip().startswith(">")):
            return
        place = 0
        has_code = bool(_CODE.search(line))
        for segment in _SEPARATOR.split(line):
            begin = line.find(segment, place) if segment else place
            place = begin + len(segment)
            if (
                _is_coordinate(segment, first=number == 0, has_code=has_code)
                or _CODE.fullmatch(segment.strip(" .>"))
            ) and not is_public(offset + begin, offset + place):
                yield finding(text, offset + begin, offset + place, "company")
        offset += len(line) + 1


# A date of the last years is one of the facts; an older one behind a name is a birthday.
_DATED = Expression(
    rf"(?<!\d)\d{{1,2}}(?:er)? {MONTH}(?! (?:19|200|201))|^(?:session|sejour|semaine|stage|chambre)[ ]"
)


_ITS_NUMBER = Expression(r"[ ,:]{1,3}(?:\+|\(|00)?\d[\d .()/-]{7,}$")  # « Chez Mémé 06 39… »


def _counts(word: str) -> bool:
    """« Maison de santé des Ajoncs »: what joins the words of a name has no capital."""
    return word.lower() not in PARTICLES


def _is_coordinate(segment: str, *, first: bool, has_code: bool) -> bool:
    bare = _ITS_NUMBER.sub("", segment.strip(' .!()\u00a0>«»"“”')) or segment
    folded = fold(bare)
    words = bare.split()
    if not 1 <= len(words) <= 8 or len(bare) < 3 or _NO_COORDINATES.match(folded):
        return False
    if (
        bare.endswith(("?", ":"))
        or " :" in bare
        or all(w in PLAIN for w in folded.split())
        or not any(c.isalpha() for c in bare)
    ):
        return False
    if _DATED.search(folded):
        return False
    if has_code and any(char.isupper() for char in bare):
        return True
    if bare[0].isupper() or bare[0].isdigit():
        return (
            first
            or bare[0].isdigit()
            or sum(w[0].isupper() or w[0].isdigit() for w in words) * 2 >= sum(map(_counts, words))
        )
    return bool(_ORGANISED.match(folded)) and any(w[0].isupper() for w in words)
