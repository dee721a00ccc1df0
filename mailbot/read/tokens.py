"""What looks like one of our signed tokens, the most trustworthy place first; nothing is verified here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mailbot.expressions import Expression
from mailbot.token import LENGTH

_TOKEN = Expression(rf"[a-z2-7]{{{LENGTH}}}(?![a-z2-7])")
_START = Expression(r"\bmb-(?=[a-z2-7])|(?:\+|%2b)(?=[a-z2-7]{8})")
_WRAP = Expression(r"=?[ \t]{0,20}\r?\n[ \t>|]{0,40}")  # where a mail program may have broken the line
_MOST_PLACES = 400


def tokens(
    *, recipients: Iterable[str], texts: Iterable[str], own_addresses: frozenset[str], limit: int
) -> tuple[str, ...]:
    """From the addresses it was sent to, then from marks and addresses quoted in the text."""
    found: dict[str, None] = {}
    for token in _in_addresses(recipients, own_addresses):
        found.setdefault(token)
    marks: list[str] = []
    quoted: list[str] = []
    for text in texts:
        for is_mark, token in _in_text(text.lower()):
            (marks if is_mark else quoted).append(token)
    for token in (*marks, *quoted):
        found.setdefault(token)
    return tuple(found)[:limit]


def _in_addresses(addresses: Iterable[str], own_addresses: frozenset[str]) -> Iterator[str]:
    ours = {address.strip().lower() for address in own_addresses}
    for address in addresses:
        local, _, domain = address.lower().partition("@")
        base, _, token = local.rpartition("+")
        if f"{base}@{domain}" in ours and _TOKEN.fullmatch(token):
            yield token


def _in_text(text: str) -> Iterator[tuple[bool, str]]:
    for count, match in enumerate(_START.finditer(text)):
        if count >= _MOST_PLACES:
            return
        is_mark = match.group().startswith("mb")
        window = text[match.end() : match.end() + LENGTH * 4]
        token = _TOKEN.match(window)
        if not token:
            window = _WRAP.sub("", window)
            token = _TOKEN.match(window)
        if token and (is_mark or window[token.end() : token.end() + 1] == "@"):
            yield is_mark, token.group()
