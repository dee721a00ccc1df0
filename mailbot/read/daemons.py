"""Signs that a mail server itself is writing: its name, its empty address of return, its headers."""

from __future__ import annotations

import re

from mailbot.expressions import Expression
from mailbot.read.charsets import one_line
from mailbot.read.headers import Headers
from mailbot.read.tree import Part

_SERVER = Expression(
    r"(?:mailer[-_.]?daemon|mail[-_.]?daemon|post[-_.]?master|microsoftexchange[0-9a-f]{10,60}"
    r"|mail[-_.]?delivery(?:[-_.]?(?:sub)?system)?|(?:sub)?system[-_. ]administrator|bounces?|mdaemon|ndr)"
    r"(?:[+=-].{0,200})?",
    re.IGNORECASE,
)
_SERVERS_NAME = Expression(
    r"(?:mail|e-?mail|message|internet mail) ?-?deliver(?:y|er|ing)? (?:sub)?(?:system|service|agent)"
    r"|delivery subsystem|mailer[- ]daemon|system administrator|administrateur (?:du )?système|postmaster"
    r"|(?:service|système) de (?:distribution|remise)[^\n]{0,40}|mail server",
    re.IGNORECASE,
)
_CERTAIN = Expression(
    r"(?:mailer|mail)[-_.]?daemon\b|mail[-_.]?delivery[-_.]?(?:sub)?system@", re.IGNORECASE
)  # people call themselves postmaster
_NULL = Expression(r"<>|<?(?:mailer-daemon(?:@[^>\s]{0,200})?)>?", re.IGNORECASE)


def is_server(local_part: str) -> bool:
    return bool(_SERVER.match(local_part))


def is_certain(headers: Headers) -> bool:
    """No person has this address."""
    return bool(headers.froms and _CERTAIN.match(headers.froms[0].address))


def daemon_evidence(root: Part, headers: Headers) -> tuple[str, ...]:
    found: list[str] = []
    written = one_line(root.header("from"), 80)
    local = headers.froms[0].address.partition("@")[0] if headers.froms else written.lstrip('"<')
    if _SERVER.match(local):
        found.append(f"L’expéditeur est un serveur de courrier ({local})")
    elif headers.froms and _SERVERS_NAME.fullmatch(headers.froms[0].name.strip()):
        found.append(f"L’expéditeur porte le nom d’un serveur de courrier ({headers.froms[0].name[:60]})")
    elif written.endswith("<>"):
        found.append("L’expéditeur n’a pas d’adresse (From: <>)")
    if has_null_return_path(root):
        found.append("Adresse de retour vide (Return-Path: <>)")
    if root.parameters.get("report-type", "").lower() == "delivery-status":
        found.append("Type de courriel : avis de remise")
    if root.header("x-failed-recipients"):
        found.append("En-tête X-Failed-Recipients")
    return tuple(found)


def has_null_return_path(root: Part) -> bool:
    """Some servers write the daemon's own address where nothing should stand."""
    values = root.headers("return-path")
    return bool(values) and bool(_NULL.fullmatch(values[0].strip()))
