"""What *our* receiving server says of the From: Authentication-Results (RFC 8601), read with suspicion.

Anybody can write this header. Only those of a server that the configuration trusts count, and of these
only the ones at the very top, before anything that the sender wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mailbot.expressions import Expression
from mailbot.model import Authenticity
from mailbot.read.headers import Headers
from mailbot.read.organisations import same_organisation
from mailbot.read.tree import Part
from mailbot.read.words import unfolded

_RESULT = Expression(
    r"([a-z0-9-]{1,40})\s{0,4}(?:/\s{0,4}\d{1,3}\s{0,4})?=\s{0,4}([a-z]{1,20})", re.IGNORECASE
)
_PROPERTY = Expression(r"\b([a-z]{1,20}\.[a-z0-9-]{1,30})\s*=\s*([^\s;]{1,400})", re.IGNORECASE)
# Whatever stands below one of these was there when the mail reached our server.
_OF_THE_SENDER = frozenset({"received", "from", "to", "cc", "subject", "date", "message-id", "mime-version",
                            "content-type", "dkim-signature", "reply-to", "sender"})  # fmt: skip

Results = dict[str, list[tuple[str, dict[str, str]]]]  # method → its results, with their properties


def authenticity(root: Part, headers: Headers, trusted_servers: frozenset[str]) -> Authenticity:
    results = _merged(_trusted(root, {server.strip().lower() for server in trusted_servers}))
    verdicts = results.get("dmarc", [])
    if any(result == "fail" for result, _ in verdicts):
        return "fail"
    if len(headers.froms) != 1 or len(root.headers("from")) != 1:
        return "none"
    sender = headers.froms[0].address
    domain = sender.rpartition("@")[2]
    if verdicts and all(
        result == "pass" and properties.get("header.from", domain).lower().rpartition("@")[2] == domain
        for result, properties in verdicts
    ):
        return "pass"
    return "pass" if _is_aligned(results, sender, domain) else "none"


def _is_aligned(results: Results, sender: str, domain: str) -> bool:
    for result, properties in results.get("dkim", []):
        signer = properties.get("header.d") or properties.get("header.i", "").rpartition("@")[2]
        if result == "pass" and same_organisation(signer, domain):
            return True
    for result, properties in results.get("spf", []):
        envelope = (properties.get("smtp.mailfrom") or properties.get("smtp.mail", "")).lower()
        if result == "pass" and same_organisation(envelope.rpartition("@")[2], domain):
            return True
    return any(
        result == "pass" and properties.get("smtp.auth", "").lower() == sender
        for result, properties in results.get("auth", [])
    )


def _trusted(root: Part, servers: set[str]) -> Iterable[str]:
    """The first header of a trusted server, and those that follow it before the sender's own headers."""
    has_begun = False
    for name, value in root.message.raw_items():
        key = name.lower()
        if key == "authentication-results":
            server, _, results = _without_comments(unfolded(str(value))).partition(";")
            if server.strip().split(" ")[0].strip('"').lower() not in servers:
                return
            has_begun = True
            yield results
        elif has_begun and key in _OF_THE_SENDER:
            return


def _merged(values: Iterable[str]) -> Results:
    """What the topmost header says of a method is not amended by a lower one."""
    merged: Results = {}
    for value in values:
        here: Results = {}
        for spaced in value.split(";")[:100]:
            statement = spaced.strip()
            match = _RESULT.match(statement)
            if match:
                properties = {k.lower(): v for k, v in _PROPERTY.findall(statement, match.end())}
                here.setdefault(match.group(1).lower(), []).append((match.group(2).lower(), properties))
        merged = {**here, **merged}
    return merged


def _without_comments(value: str) -> str:
    """Comments and quoted strings may hold anything, `; dmarc=pass` included: senders choose their words."""
    kept: list[str] = []
    depth = 0
    is_quoted = is_escaped = False
    for character in value[:20_000]:
        if is_escaped:
            is_escaped = False
        elif character == "\\" and (depth or is_quoted):
            is_escaped = True
        elif character == '"' and not depth:
            is_quoted = not is_quoted
        elif is_quoted:
            kept.append(" " if character in ";=" else character)
        elif character == "(":
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        elif not depth:
            kept.append(character)
    return "".join(kept)
