"""Delivery reports and read receipts (RFC 3464, RFC 8098), and the bounces of servers that know neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from mailbot.model import Robot, RobotType
from mailbot.read.addresses import address_in, is_ours
from mailbot.read.charsets import decode, one_line
from mailbot.read.headers import Headers, message_ids
from mailbot.read.tree import Part
from mailbot.read.words import decoded

_DAEMON = re.compile(
    r"(?:mailer-?_?daemon|postmaster|microsoftexchange[0-9a-f]{10,60}|mail-?delivery(?:-?system"
    r"|-?subsystem)?"
    r"|bounces?|mdaemon)(?:[+=-].{0,200})?",
    re.IGNORECASE,
)
_FAILED_SUBJECT = re.compile(
    r"(?:\[[^\]]{1,40}\]\s*)?(?:undeliver(?:ed|able)\b|non remis(?:e|es)?\s*:|échec de (?:la )?remise"
    r"|echec de (?:la )?remise|échec d['’](?:envoi|acheminement)|non distribué|message non délivré"
    r"|courrier non délivré|returned mail|mail delivery fail|mail delivery system|delivery (?:has )?fail"
    r"|failure notice|mail system error|message not delivered|rapport de non[- ]remise"
    r"|avis de non[- ]remise"
    r"|unzustellbar|undelivered mail|onbestelbaar|no se puede entregar|devuelto|non recapitabile"
    r"|mancata consegna|mail fehlgeschlagen|zustellung fehlgeschlagen"
    r"|delivery status notification \(failure\)|notification d['’]état de remise \(échec\))",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"delivery status notification \(delay\)|warning: (?:message|could not send)|delayed mail"
    r"|delivery (?:is )?delayed"
    r"|still being retried|remise retardée|retard de (?:la )?remise|message (?:retardé|delayed)"
    r"|delivery delayed|zustellung verzögert|has not yet been delivered|no action is required on your part",
    re.IGNORECASE,
)
_FAILED_BODY = re.compile(
    r"this is the qmail-send program|created automatically by mail delivery software"
    r"|could not be delivered|n['’]a pas pu être (?:remis|délivré|distribué|acheminé)"
    r"|i wasn't able to deliver|delivery to the following recipients? failed|user unknown"
    r"|mailbox (?:is )?full"
    r"|no such user|address (?:rejected|not found)|boîte (?:aux lettres |de réception )?(?:est )?pleine"
    r"|adresse (?:introuvable|inconnue)|utilisateur inconnu|destinataire inconnu|had permanent fatal errors"
    r"|konnte nicht zugestellt|kon niet worden (?:bezorgd|afgeleverd)|no (?:se )?ha podido entregar"
    r"|non è stato possibile recapitare|\b5\d\d[ -]5\.\d\.\d",
    re.IGNORECASE,
)
_READ_SUBJECT = re.compile(
    r"(?:lu|lue|read|not read|non lu|gelesen|gelezen|leído|letto|accusé de (?:lecture"
    r"|réception \(affiché\)))\s*:",
    re.IGNORECASE,
)
_READ_BODY = re.compile(
    r"votre message[^\n]{0,400}\n?(?:[^\n]{0,200}\n){0,8}[^\n]{0,100}(?:a été (?:lu|affiché)|supprimé sans)"
    r"|your message[^\n]{0,400}\n?(?:[^\n]{0,200}\n){0,8}[^\n]{0,100}(?:was read|was deleted without)"
    r"|ceci est un accusé de réception pour le courrier|this is a return receipt for the mail",
    re.IGNORECASE,
)
_ANY_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_ORIGINAL_ID = re.compile(r"(?im)^[> \t]{0,8}message-id:[ \t]{0,4}\n?[ \t]{0,4}(<[^<>\s]{1,400}>)")
_BLANK = re.compile(r"\n[ \t]*\n")
_FOLDED = re.compile(r"\n[ \t]+")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")


def report(root: Part, headers: Headers, text: str, own_addresses: frozenset[str]) -> Robot | None:
    """The report that this mail is, if it is one."""
    if part := _first(root, "message/delivery-status") or _first(root, "message/global-delivery-status"):
        return _delivery(root, part, headers, text, own_addresses)
    if part := _first(root, "message/disposition-notification"):
        fields = {name: value for block in reversed(_blocks(part)) for name, value in block.items()}
        return Robot(
            type="mdn",
            evidence=("Accusé de lecture normalisé (message/disposition-notification)",),
            original_message_id=_one_id(fields.get("original-message-id", "")) or answered(headers),
        )
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
            "dsn_delayed" if _DELAYED.search(f"{headers.subject}\n{text[:3_000]}") else "dsn_failed"
        )
        ranked.append((3, kind, next((b for b in blocks if "final-recipient" in b), {})))
    _, kind, block = min(ranked, key=lambda entry: entry[0])
    recipient = (
        _recipient(block)
        or address_in(root.header("x-failed-recipients"))
        or _named(text, headers, own_addresses)
        or _addressee(root, own_addresses)
    )
    said = " ".join(f"{name}: {block[name]}" for name in ("action", "status") if name in block)
    return Robot(
        type=kind,
        evidence=(f"Avis de remise normalisé ({one_line(said, 80) or 'sans détail'})",),
        failed_recipient=recipient if kind != "dsn_success" else None,
        original_message_id=_original_id(root, text) or answered(headers),
    )


def _unstructured(root: Part, headers: Headers, text: str, own_addresses: frozenset[str]) -> Robot | None:
    evidence = daemon_evidence(root, headers)
    beginning = text[:4_000]
    if evidence and _READ_SUBJECT.match(headers.subject) and _READ_BODY.search(beginning[:2_000]):
        return Robot(type="mdn", evidence=(*evidence, "Le texte est celui d’un accusé de lecture"))
    if not evidence:
        if (
            _READ_SUBJECT.match(headers.subject)
            and len(text) < 1_000
            and _READ_BODY.search(beginning[:2_000])
        ):
            return Robot(
                type="mdn",
                evidence=("Objet et texte d’un accusé de lecture",),
                original_message_id=answered(headers),
            )
        return None
    if _DELAYED.search(headers.subject) or (
        _DELAYED.search(beginning) and not _FAILED_SUBJECT.match(headers.subject)
    ):
        kind: RobotType = "dsn_delayed"
    elif (
        root.header("x-failed-recipients")
        or _FAILED_SUBJECT.match(headers.subject)
        or _FAILED_BODY.search(beginning)
    ):
        kind = "dsn_failed"
    else:
        return None
    return Robot(
        type=kind,
        evidence=(*evidence, "L’objet ou le texte annonce un courriel non remis"),
        failed_recipient=address_in(root.header("x-failed-recipients"))
        or _named(text, headers, own_addresses)
        or _addressee(root, own_addresses),
        original_message_id=_original_id(root, text) or answered(headers),
    )


def daemon_evidence(root: Part, headers: Headers) -> tuple[str, ...]:
    """Signs that a mail server itself is writing."""
    found: list[str] = []
    local = headers.froms[0].address.partition("@")[0] if headers.froms else one_line(root.header("from"), 80)
    if _DAEMON.match(local):
        found.append(f"L’expéditeur est un serveur de courrier ({local})")
    if has_null_return_path(root):
        found.append("Adresse de retour vide (Return-Path: <>)")
    if root.parameters.get("report-type", "").lower() == "delivery-status":
        found.append("Type de courriel : avis de remise")
    if root.header("x-failed-recipients"):
        found.append("En-tête X-Failed-Recipients")
    return tuple(found)


def has_null_return_path(root: Part) -> bool:
    values = root.headers("return-path")
    return bool(values) and values[0].strip() in ("<>", "<MAILER-DAEMON>", "<mailer-daemon>")


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
    for part in _walk(root):
        if part.content_type in ("message/rfc822", "message/global") and part.children:
            if found := _one_id(part.children[0].header("message-id")):
                return found
        elif part.content_type in ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers"):
            source = decode(part.content()[:200_000], None)[0]
            if match := _ORIGINAL_ID.search(source):
                return str(match.group(1))
    match = _ORIGINAL_ID.search(text[:200_000])
    return str(match.group(1)) if match else None


def _walk(part: Part) -> Iterator[Part]:
    yield part
    if part.content_type.startswith("multipart/"):
        for child in part.children:
            yield from _walk(child)


def _one_id(value: str) -> str | None:
    return next(iter(message_ids([value], 2)), None)


def answered(headers: Headers) -> str | None:
    """Some servers say which mail they mean as an answer would."""
    return next(iter((*headers.in_reply_to, *reversed(headers.references))), None)


def _addressee(root: Part, own_addresses: frozenset[str]) -> str | None:
    """Whom the mail that came back was written to, where nobody says whom it did not reach."""
    for part in _walk(root):
        if part.content_type in ("message/rfc822", "message/global") and part.children:
            to = address_in(decoded(part.children[0].header("to")))
            if to and not is_ours(to, own_addresses):
                return to
    return None


def _named(text: str, headers: Headers, own_addresses: frozenset[str]) -> str | None:
    """The first address in the explanation that is neither ours nor the server's."""
    others = {a.lower() for a in own_addresses} | {a.address for a in (*headers.froms, *headers.to)}
    for found in _ANY_ADDRESS.findall(text[:8_000]):
        address = str(found).lower().strip(".-")
        local, _, domain = address.partition("@")
        base = f"{local.partition('+')[0]}@{domain}"
        if address not in others and base not in others and not _DAEMON.match(local):
            return address
    return None
