"""Finds e-mail addresses, also disguised ones, web addresses and names on social networks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailbot.expressions import Expression
from mailbot.redact.findings import Finding, finding

_EMAIL = Expression(r"(?<![\w.+%-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_AT = r"(?:\(? ?(?:arr?obase?|at|chez|a commercial) ?\)?|[\[({<] ?(?:at|arobase|a|@|arobas|chez) ?[\])}>])"
_DOT = (
    r"(?:[\[({<] ?(?:point|dot|punto|punkt|\.|tiret|underscore) ?[\])}>]|"
    r"point|dot|punkt|punto|tiret|underscore|\.)"
)
_DISGUISED = Expression(
    rf"(?<![\w.+-])[\w+-]{{1,40}}(?: ?{_DOT} ?[\w+-]{{1,40}}){{0,3}}(?: ?[\[({{<] ?(?:at|arr?obase?|"
    rf"a|@|chez) ?[\])}}>] ?|"
    rf" (?:arr?obase?|at|a commercial) | @ | ?@ | @ ?)[\w-]{{1,40}}(?: ?{_DOT} ?[\w-]{{1,40}}"
    rf"){{1,3}}(?!\w)"
)
# « lea.bosc chez gmail.com »: hosts of mail only, since one books « chez » others.
_AT_HOST = Expression(
    rf"(?<![\w.+-])(?P<local>[\w+-]{{2,40}}(?: ?{_DOT} ?[\w+-]{{1,40}}){{0,3}}) (?:chez|a|sur) "
    r"(?:gmail|googlemail|orange|wanadoo|free|laposte|sfr|neuf|bbox|hotmail|outlook|live|yahoo|icloud|"
    rf"proton(?:mail)?|gmx|aol|msn|numericable) ?{_DOT} ?(?:com|fr|net|org|me|de|be|ch)(?!\w)"
)
_JOINED = Expression(rf"[._\d-]|(?<!\w){_DOT}(?!\w)")
_REACH = Expression(
    r"(?<![a-z])(?:e-?mail|mail|courriel|adresse|ecri\w*|joindre|contact\w*|repon\w*)(?![a-z])"
)
_NOT_LOCAL = frozenset(
    {"compte", "adresse", "boite", "mail", "courriel", "email", "e-mail", "messagerie", "client"}
)
_TLD = (
    r"(?:fr|com|net|org|eu|info|be|ch|de|uk|co|es|it|nl|lu|bzh|me|io|pro|biz|paris|corsica|"
    r"alsace|shop|site|online|"
    r"blog|photo|photos|example|test|ca|us|pt|at|ie|pl|app|dev|name|family|asso)"
)
_URL = Expression(r"(?<![\w@.-])(?:https?://|www\.)[^\s<>\"«»()\[\]]{3,300}", re.IGNORECASE)
_BARE = Expression(
    rf"(?<![\w@./-])[\w-]{{2,63}}(?:\.[\w-]{{2,63}}){{0,3}}\.{_TLD}(?:/[^\s<>\"«»()\[\],;]{{0,200"
    rf"}})?(?![\w@-])"
)
_NETWORK = Expression(
    r"(?<![a-z])(?:insta(?:gram)?|snap(?:chat)?|tiktok|twitter|facebook|fb|discord|telegram|"
    r"skype|youtube|twitch|threads|mastodon|bluesky|"
    r"linkedin|strava)(?: est| is| c'est| cest| c|,| ?:|\s?/| de moi|"
    r" perso){0,2}[ ]{1,2}@?(?P<name>[\w.#-]{3,40})"
)
_AT_NAME = Expression(r"(?<![\w.+%@-])@[\w](?:[\w.-]{1,38}\w)?")
_TAG = Expression(r"(?<![\w#])[\w.-]{3,32}#\d{4}(?!\d)")
_UNDER = Expression(
    r"(?:sous (?:le nom(?: de)?|le pseudo(?:nyme)?(?: de)?)|under(?: the name(?: of)?)?|signe|"
    r"unter|compte|account)[ :]{1,2}[«\"'@]?"
    r"[ ]?(?P<name>(?=[\w.-]{0,39}[\d_])[\w.-]{4,40})"
)

_PLATFORMS = (
    "booking.com", "airbnb.", "tripadvisor.", "google.", "abritel.", "expedia.", "leboncoin.", "trustpilot.",
    "service-public.fr", "signal.conso.gouv.fr", "legifrance.gouv.fr", "cnil.fr",
)  # fmt: skip


# « kevLdr08 »: a small letter first, a capital and digits behind are no word.
_INVENTED = Expression(
    r"(?<![\w/.@-])(?!i[PO])(?=[a-z])(?=\w{0,20}[a-z][A-Z])(?=\w{0,20}\d)\w{5,24}(?![\w/@-])"
)


def online(text: str, folded: str, hosts: frozenset[str]) -> Iterator[Finding]:
    """`hosts`: where the providers and the organisation are at home; their pages are facts.

    Of mail addresses only those of the directory are: people have theirs at a provider's too.
    """
    yield from _addresses(text, folded)
    yield from _pages(text, folded, hosts)
    yield from _handles(text, folded)


def _addresses(text: str, folded: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(folded):
        yield finding(text, match.start(), match.start() + len(match[0].rstrip(".-'")), "email")
    for match in _DISGUISED.finditer(folded):
        yield finding(text, match.start(), match.end(), "email")
    for match in _AT_HOST.finditer(folded):
        before = folded[max(0, match.start() - 40) : match.start()]
        if match["local"] not in _NOT_LOCAL and (_JOINED.search(match["local"]) or _REACH.search(before)):
            yield finding(text, match.start(), match.end(), "email")


def _pages(text: str, folded: str, hosts: frozenset[str]) -> Iterator[Finding]:
    for match in _URL.finditer(text):
        address = match[0].rstrip(".,;:!?")
        if not _is_public(address, hosts):
            yield finding(text, match.start(), match.start() + len(address), "url")
    for match in _BARE.finditer(folded):
        address = match[0].rstrip(".,;:!?")
        if not _is_public(address, hosts):
            yield finding(text, match.start(), match.start() + len(address), "url")


def _handles(text: str, folded: str) -> Iterator[Finding]:
    for match in _NETWORK.finditer(folded):
        if _looks_invented(match["name"]):
            yield finding(text, *match.span("name"), "handle")
    for pattern in (_AT_NAME, _TAG):
        for match in pattern.finditer(folded):
            yield finding(text, match.start(), match.end(), "handle")
    for match in _INVENTED.finditer(text):
        yield finding(text, match.start(), match.end(), "handle")
    for match in _UNDER.finditer(folded):
        yield finding(text, *match.span("name"), "handle")


def _is_public(address: str, hosts: frozenset[str]) -> bool:
    host, slash, path = address.lower().partition("://")[2].partition("/") if "://" in address else (
        address.lower().partition("/"))  # fmt: skip
    host = host.removeprefix("www.")
    if any(host == own or host.endswith("." + own) for own in hosts):
        return True
    return not (slash and path) and any(platform in host + "." for platform in _PLATFORMS)


def _looks_invented(name: str) -> bool:
    """A name on a network, rather than the next word of the sentence."""
    return any(char in "._#0123456789" for char in name.strip("."))
