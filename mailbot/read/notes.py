"""What a colleague hands in: mails sent on, notes of a telephone call or of a visit to the counter.

A colleague may name a provider, too, and a provider must never be answered as if it had complained: an
address counts where a forward or a label shows whose it is, or where it is the only one and stands beside a
person's title or telephone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.model import Address
from mailbot.read.addresses import addresses, is_ours

_FORWARDED_FROM = Expression(
    r"[>*_ \t]{0,6}(?:de|from|von|van|da|expéditeur)\s{0,3}\*{0,2}\s{0,2}:\*{0,2}\s{0,3}(.{1,300})$",
    re.IGNORECASE,
)
_SENT_ON = Expression(
    r"[>*_ \t]{0,6}(?:objet|sujet|subject|betreff|onderwerp|asunto"
    r"|oggetto)\s{0,3}\*{0,2}\s{0,2}:\*{0,2}\s{0,3}"
    r"(?:tr|fwd?|wg|rv|i|doorst)\s?:",
    re.IGNORECASE,
)
_HEADER_LINES = 8
_ANY_ADDRESS = Expression(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_TELEPHONE = Expression(r"(?:\+|\b0)\d(?:[\s.\xa0/-]?\d{2}){4}\b")
_TITLED = Expression(
    r"\b(?:M\.|Mr|MM\.|Mme|Mlle|Madame|Monsieur|Frau|Herr|Mrs|Ms|Sra?\.|Sig(?:\.ra|\.|ra))\s{1,2}"
    r"((?:[A-ZÀ-Ý][\w'’-]{1,30}|de|du|le|la|van|von)(?:\s[A-ZÀ-Ý][\w'’-]{0,30}){0,3})"
)
_CALLED = Expression(
    r"\b(?:appel\w*|téléphon\w*|rappel\w*|joindre|joignable|guichet|visite|passée?|venue?|de la part de"
    r"|client\w*"
    r"|visit\w+|touriste|vacancier\w*|courriel|e-?mail|mail|adresse|message (?:de|vocal)|répondeur|anruf"
    r"|called)\b",
    re.IGNORECASE,
)
_PROVIDERS = Expression(
    r"h[ôo]tel|camping|restaurant|prestataire|établissement|gîte|chambres? d['’]hôtes|hébergeur|propriétaire"
    r"|loueur|direction|gérante?|exploitant|société|entreprise|boutique|musée|garage|agence|provider",
    re.IGNORECASE,
)
_ROLES = Expression(
    r"(?:contact|infos?|accueil|reception|direction|reservations?|booking|commercial|sav|service\w*"
    r"|secretariat"
    r"|compta\w*|office|mairie|hotel|camping|restaurant|noreply|no-reply)(?:[._+-].{0,40})?@",
    re.IGNORECASE,
)


def forwarded_from(text: str, nobody: frozenset[str]) -> Address | None:
    """Who wrote the mail that was sent on; where that was sent on in its turn, who wrote the first."""
    lines = text.split("\n")[:400]
    found: Address | None = None
    for index, line in enumerate(lines):
        match = _FORWARDED_FROM.match(line[:400])
        writers = addresses([match.group(1)], 1) if match else ()
        if not writers or is_ours(writers[0].address, nobody):
            continue
        found = writers[0]
        if not any(_SENT_ON.match(below[:200]) for below in lines[index + 1 : index + _HEADER_LINES]):
            break
    return found


def noted(text: str, nobody: frozenset[str], our_domains: frozenset[str]) -> Address | None:
    """The only address of a note, if a person's name, title or telephone is beside it."""
    lines = [line for line in text.split("\n")[:80] if not line.lstrip().startswith(">")]
    places = list(_foreign(lines, nobody, our_domains))
    if len({address for address, _ in places}) != 1:
        return None
    address, line = places[0]
    context = f"{line}\n{text[:1_500]}"
    if _ROLES.match(address) or _PROVIDERS.search(line) or not _CALLED.search(context):
        return None
    titled = _TITLED.findall(text[:3_000])
    names = {str(name) for name in titled}
    if not (names or _TELEPHONE.search(line)):
        return None
    return Address(address=address, name=_one_name(names))


def _foreign(
    lines: list[str], nobody: frozenset[str], our_domains: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for line in lines:
        for match in _ANY_ADDRESS.finditer(line[:1_000]):
            address = match[0].lower().strip(".-'")
            if address.rpartition("@")[2] not in our_domains and not is_ours(address, nobody):
                yield address, line[:1_000]


def _one_name(names: set[str]) -> str:
    """The only one that is named, on one line: a name goes into headers."""
    if len(names) != 1:
        return ""
    lines = next(iter(names)).strip().splitlines()
    return " ".join(lines[0].split()) if lines else ""
