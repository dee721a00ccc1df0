"""Delivery reports and read receipts, standard (RFC 3464, RFC 8098) or not: what, whom, which mail."""

from __future__ import annotations

import re
from urllib.parse import unquote

from mailbot.expressions import Expression
from mailbot.model import Robot, RobotType
from mailbot.read.addresses import address_in
from mailbot.read.bounces import bounce_type, is_rejection, says_delayed
from mailbot.read.charsets import decode, one_line
from mailbot.read.daemons import daemon_evidence
from mailbot.read.headers import Headers, message_ids
from mailbot.read.tree import Part
from mailbot.read.unreached import addressee, named, walk
from mailbot.read.words import decoded

_READ_SUBJECT = Expression(
    r"(?:lu|lue|read|not read|non lu|gelesen|gelezen|leído|letto|accusé de (?:lecture"
    r"|réception \(affiché\)))\s*:",
    re.IGNORECASE,
)
_READ_BODY = Expression(
    r"votre message[^\n]{0,400}\n?(?:[^\n]{0,200}\n){0,8}[^\n]{0,100}(?:a été (?:lu|affiché)|supprimé sans)"
    r"|your message[^\n]{0,400}\n?(?:[^\n]{0,200}\n){0,8}[^\n]{0,100}(?:was read|was deleted without)"
    r"|ceci est un accusé de réception pour le courrier|this is a return receipt for the mail",
    re.IGNORECASE,
)
_ORIGINAL_ID = Expression(r"(?im)^[> \t]{0,8}message-id:[ \t]{0,4}\n?[ \t]{0,4}(<[^<>\s]{1,400}>)")
_BLANK = Expression(r"\n[ \t]*\n")
_FOLDED = Expression(r"\n[ \t]+")
_XTEXT = Expression(r"\+([0-9A-F]{2})")


def report(root: Part, headers: Headers, text: str, own_addresses: frozenset[str]) -> Robot | None:
    """The report that this mail is, if it is one."""
    if part := _first(root, "message/delivery-status") or _first(root, "message/global-delivery-status"):
        return _delivery(root, part, headers, text, own_addresses)
    if part := _first(root, "message/disposition-notification"):
        return _disposition(part, headers, text)
    kind = root.parameters.get("report-type", "").lower()
    if kind == "disposition-notification":
        return Robot(
            type="mdn",
            evidence=("Type de courriel : accusé de lecture",),
            original_message_id=answered(headers),
        )
    if kind == "feedback-report":
        return Robot(type="other", evidence=("Signalement de spam par un hébergeur (feedback-report)",))
    return _unstructured(root, headers, text, own_addresses)


def _delivery(root: Part, part: Part, headers: Headers, text: str, own_addresses: frozenset[str]) -> Robot:
    blocks = _blocks(part)
    ranked: list[tuple[int, RobotType, dict[str, str]]] = []
    for block in blocks:
        action, status = block.get("action", "").split(" ")[0].lower(), block.get("status", "")
        if action == "failed" or (status.startswith("5") and action not in ("delivered", "delayed")):
            ranked.append((0, "dsn_failed", block))
        elif action == "delayed" or (status.startswith("4") and not action):
            ranked.append((1, "dsn_delayed", block))
        elif action in ("delivered", "relayed", "expanded") or (status.startswith("2") and not action):
            ranked.append((2, "dsn_success", block))
    if not ranked:
        kind: RobotType = (
            "dsn_delayed" if says_delayed(f"{headers.subject}\n{text[:3_000]}") else "dsn_failed"
        )
        ranked.append((3, kind, next((b for b in blocks if "final-recipient" in b), {})))
    _, kind, block = min(ranked, key=lambda entry: entry[0])
    recipient = (
        _recipient(block)
        or address_in(root.header("x-failed-recipients"))
        or named(text, headers, own_addresses)
        or addressee(root, own_addresses)
    )
    said = " ".join(f"{name}: {block[name]}" for name in ("action", "status") if name in block)
    return Robot(
        type=kind,
        evidence=(f"Avis de remise normalisé ({one_line(said, 80) or 'sans détail'})",),
        failed_recipient=recipient if kind != "dsn_success" else None,
        original_message_id=_original_id(root, text) or answered(headers),
    )


def _disposition(part: Part, headers: Headers, text: str) -> Robot:
    fields = {name: value for block in reversed(_blocks(part)) for name, value in block.items()}
    original = _one_id(fields.get("original-message-id", "")) or answered(headers)
    is_thrown_away = "automatic-action" in fields.get("disposition", "").lower()
    if is_thrown_away and is_rejection(f"{headers.subject}\n{text}"):
        return Robot(
            type="dsn_failed",
            evidence=("Avis de rejet par le filtre du destinataire (message/disposition-notification)",),
            failed_recipient=_recipient(fields),
            original_message_id=original,
        )
    return Robot(
        type="mdn",
        evidence=("Accusé de lecture normalisé (message/disposition-notification)",),
        original_message_id=original,
    )


def _unstructured(root: Part, headers: Headers, text: str, own_addresses: frozenset[str]) -> Robot | None:
    evidence = daemon_evidence(root, headers)
    if _READ_SUBJECT.match(headers.subject) and _READ_BODY.search(text[:2_000]):
        if evidence:
            return Robot(type="mdn", evidence=(*evidence, "Le texte est celui d’un accusé de lecture"))
        if len(text) < 1_000:
            return Robot(
                type="mdn",
                evidence=("Objet et texte d’un accusé de lecture",),
                original_message_id=answered(headers),
            )
    kind = bounce_type(root, headers, text, evidence)
    if kind is None:
        return None
    return Robot(
        type=kind,
        evidence=(*evidence, "L’objet ou le texte annonce un courriel non remis"),
        failed_recipient=address_in(root.header("x-failed-recipients"))
        or named(text, headers, own_addresses)
        or addressee(root, own_addresses),
        original_message_id=_original_id(root, text) or answered(headers),
    )


def _first(part: Part, content_type: str) -> Part | None:
    """Not inside mails that are merely attached: a forwarded bounce is a person's mail."""
    if part.content_type == content_type:
        return part
    if part.content_type.startswith("multipart/"):
        return next((found for child in part.children if (found := _first(child, content_type))), None)
    return None


def _blocks(part: Part) -> list[dict[str, str]]:
    """The fields of a report part, a block for each recipient, however the part was encoded."""
    source = decode(part.content()[:200_000], None)[0].replace("\r\n", "\n").strip()
    blocks: list[dict[str, str]] = []
    for block in _BLANK.split(source)[:500]:
        fields: dict[str, str] = {}
        for line in _FOLDED.sub(" ", block).split("\n"):
            name, colon, value = line.partition(":")
            if colon:
                fields.setdefault(name.strip().lower(), " ".join(decoded(value).split()))
        blocks.append(fields)
    return blocks


def _recipient(block: dict[str, str]) -> str | None:
    """Whom we had written to: the original recipient rather than the one it was redirected to."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        kind, _, value = block.get(name, "").partition(";")
        value = value or kind
        if "+" in value and name == "original-recipient" and "%" not in value:
            value = _XTEXT.sub(lambda m: chr(int(m.group(1), 16)), value)
        if address := address_in(unquote(value) if value.lower().startswith("mailto") else value):
            return address
    return None


def _original_id(root: Part, text: str) -> str | None:
    for part in walk(root):
        if part.content_type in ("message/rfc822", "message/global") and part.children:
            if found := _one_id(part.children[0].header("message-id")):
                return found
        elif part.content_type in ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers"):
            source = decode(part.content()[:200_000], None)[0]
            if match := _ORIGINAL_ID.search(source):
                return str(match.group(1))
    match = _ORIGINAL_ID.search(text[:200_000])
    return str(match.group(1)) if match else None


def _one_id(value: str) -> str | None:
    return next(iter(message_ids([value], 2)), None)


def answered(headers: Headers) -> str | None:
    """Some servers say which mail they mean as an answer would."""
    return next(iter((*headers.in_reply_to, *reversed(headers.references))), None)
