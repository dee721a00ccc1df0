"""Whom a mail did not reach: the address that a report names, in whatever words.

What a server writes holds several addresses: its own, ours, a help desk's, those of the header lines that
it shows. The one behind a label (`Failed recipient:`) or below an announcement (`… the following
recipients`) is meant; only without those, the first that stands in no header line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.read.addresses import address_in, is_ours
from mailbot.read.daemons import is_server
from mailbot.read.headers import Headers
from mailbot.read.tree import Part
from mailbot.read.words import decoded

_ADDRESS = r"[\w.+'=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_ANY_ADDRESS = Expression(rf"(?<![\w.+-]){_ADDRESS}")
_NO_WRITERS = Expression(rf"(?<![\w.+-])(?<!from )(?<!from <){_ADDRESS}", re.IGNORECASE)
_TYPED = Expression(r"(?:smtp|rfc822)=", re.IGNORECASE)
_LABELLED = Expression(
    r"(?im)^[ \t>*-]{0,8}(?:(?:final|original|failed|intended|invalid"
    r"|affected)[- ](?:delivery )?(?:recipients?"
    r"|userid|address(?:es)?)|x-failed-recipients|recipients?(?: address)?|rcpt to|mailbox"
    r"|failed address(?:es)?"
    r"|destinataires?|adresse du destinataire|empfänger(?:adresse)?|ontvangers?|destinatari[oa]s?)"
    r"\s{0,3}[:=]([^\n]{0,300})"
)
_ANNOUNCED = Expression(
    r"(?:following|below|these|affected)[^\n]{0,30}(?:recipient|address|user|person|mailbox|were"
    r"|was)[^\n]{0,60}"
    r"|(?:following|below|suivante?s?|ci-dessous|ci-après|siguientes?|seguent[ei]|folgende\w{0,2}"
    r"|volgende)\s{0,3}:"
    r"|(?:destinataires?|adresses?|personnes?)[^\n]{0,30}(?:suivante?s?|ci-dessous|ci-après)[^\n]{0,60}"
    r"|(?:folgende\w{0,2}|unten)[^\n]{0,30}(?:empfänger|adresse)[^\n]{0,60}"
    r"|(?:volgende|onderstaande)[^\n]{0,30}(?:ontvanger|geadresseerde|adres)[^\n]{0,60}"
    r"|(?:siguientes?|seguent[ei])[^\n]{0,30}(?:destinatari|direcci|indirizz)[^\n]{0,60}"
    r"|did not reach[^\n]{0,80}|(?:deliver\w{0,3}|undeliverable|unsent|failed|remis|délivré|distribué|envoyé"
    r"|adressé|zugestellt|afgeleverd|entregar\w{0,2}|recapitat\w|consegnat\w)\s[^\n]{0,60}?\b(?:to|à|au"
    r"|aux|auprès"
    r"|an|aan|a|al)\b(?! be\b)"
    r"|(?:failed|fatal|permanent)[^\n]{0,40}(?:addresses|recipients|errors)|message (?:was addressed|to)\b",
    re.IGNORECASE,
)
_HEADER_LINE = Expression(
    r"[ \t>*]{0,8}(?:from|to|cc|bcc|reply-to|sender|return-path|message-id|in-reply-to|references|received"
    r"|subject"
    r"|x-[\w-]{1,40}|de|à|cci?|pour|objet|von|an|betreff|aan|van|onderwerp|para|asunto|da|oggetto|mail from)"
    r"\s{0,3}:|\s{1,4}(?:by|for|with|id)\s",
    re.IGNORECASE,
)
_COPY = Expression(
    r"(?im)^[ \t>*|-]{0,60}(?:original|returned|unsent|below this line|header of|copy of|this is a copy"
    r"|message (?:text|header)s?|the (?:first|header)|return-path:|received:|en-têtes?|message (?:initial"
    r"|d['’]origine)|ursprüngliche|kopfzeilen|mensaje original|messaggio originale)[^\n]{0,80}$"
)
_BELOW = 600  # characters, below an announcement


def named(text: str, headers: Headers, own_addresses: frozenset[str]) -> str | None:
    """The address in an explanation that is neither ours nor the server's."""
    others = {a.lower() for a in own_addresses} | {a.address for a in (*headers.froms, *headers.to)}
    text = text[:8_000]
    copy = _COPY.search(text, 40)
    explanation = text[: copy.start()] if copy else text
    for passage in (*_passages(explanation), _without_header_lines(explanation)):
        if found := _first(_NO_WRITERS.findall(passage), others):
            return found
    return _first(_ANY_ADDRESS.findall(f"{explanation}\n{text}"), others)


def _passages(explanation: str) -> Iterator[str]:
    for match in _LABELLED.finditer(explanation):
        yield match.group(1)
    for match in _ANNOUNCED.finditer(explanation):
        rest = match.group(0) + explanation[match.end() : match.end() + _BELOW]
        yield _without_header_lines(rest)


def _without_header_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not _HEADER_LINE.match(line[:200]))


def _first(candidates: list[str], others: set[str]) -> str | None:
    for found in candidates:
        address = _TYPED.sub("", found, count=1).lower().strip(".-'=")
        local, _, domain = address.partition("@")
        base = f"{local.partition('+')[0]}@{domain}"
        if local and address not in others and base not in others and not is_server(local):
            return address
    return None


def addressee(root: Part, own_addresses: frozenset[str]) -> str | None:
    """Whom the mail that came back was written to, where nobody says whom it did not reach."""
    for part in walk(root):
        if part.content_type in ("message/rfc822", "message/global") and part.children:
            to = address_in(decoded(part.children[0].header("to")))
            if to and not is_ours(to, own_addresses):
                return to
    return None


def walk(part: Part) -> Iterator[Part]:
    """Not into mails that are merely enclosed."""
    yield part
    if part.content_type.startswith("multipart/"):
        for child in part.children:
            yield from walk(child)
