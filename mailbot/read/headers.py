"""Header fields → decoded, bounded values; every field optional, every field guarded on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from mailbot.expressions import Expression
from mailbot.model import Address
from mailbot.read.addresses import addresses
from mailbot.read.bounds import Limits
from mailbot.read.charsets import decode, from_header, one_line
from mailbot.read.dates import date_in
from mailbot.read.tree import Part
from mailbot.read.words import decoded, unfolded

_BRACKETED_ID = Expression(r"<([^<>]{1,998})>")
_BARE_ID = Expression(r"[^\s<>,;\"()]{1,400}@[^\s<>,;\"()]{1,400}")
_DELIVERY = ("delivered-to", "x-original-to", "x-delivered-to", "envelope-to", "x-envelope-to",
             "x-forwarded-to", "x-rcpt-to")  # fmt: skip
# What gateways put in front of a subject, before any prefix of the writer's program.
_LABELS = Expression(r"^(?:\s*(?:\[[^\]]{1,60}\]|\*{2,5}[^*]{1,30}\*{2,5}))+")
_REPLY = Expression(
    r"\s{0,4}(?:re|ré|réf\.?|aw|antw|antwort|odp|sv|vs|res|rif|r|ynt|atb)\s{0,3}"
    r"(?:[\[(^]{1,2}\d{1,3}[\])]?)?\s{0,3}:",
    re.IGNORECASE,
)
_FORWARD = Expression(
    r"\s{0,4}(?:tr|fwd|fw|wg|doorst|rv|i|enc|vb|vl|pd|transf\.?)\s{0,3}(?:[\[(]\d{1,3}[\])])?\s{0,3}:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sent_at: datetime | None
    froms: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    subject: str
    thread_hints: dict[str, str]

    @property
    def recipients(self) -> tuple[str, ...]:
        """Where it went, as servers say first, then as the writer says."""
        return (*self.delivered_to, *(a.address for a in (*self.to, *self.cc)))

    @property
    def is_reply(self) -> bool:
        """Whether what is quoted is a mail being answered. A forward quotes what it is about."""
        subject = _LABELS.sub("", self.subject)
        if _FORWARD.match(subject):
            return False
        return bool(self.in_reply_to or self.references or _REPLY.match(subject))


def headers(root: Part, limits: Limits, problems: list[str]) -> Headers:
    froms = addresses(root.headers("from"), limits.addresses)
    _say_odd_senders(root, froms, problems)
    to = addresses(root.headers("to"), limits.addresses)
    cc = addresses(root.headers("cc"), limits.addresses)
    if len(to) >= limits.addresses or len(cc) >= limits.addresses:
        problems.append(f"Plus de {limits.addresses} destinataires : les autres n’ont pas été relevés.")
    delivered = addresses((v for name in _DELIVERY for v in root.headers(name)), limits.addresses)
    ids = message_ids(root.headers("message-id"), 10)
    if len(ids) > 1:
        problems.append("Le courriel porte plusieurs Message-ID : le premier a été retenu.")
    return Headers(
        message_id=ids[0] if ids else None,
        in_reply_to=message_ids(root.headers("in-reply-to"), limits.references),
        references=message_ids(root.headers("references"), limits.references),
        sent_at=_date(root, problems),
        froms=froms,
        reply_to=addresses(root.headers("reply-to"), 20),
        to=to,
        cc=cc,
        delivered_to=tuple(a.address for a in delivered or (*to, *cc)),
        subject=_subject(root, limits, problems),
        thread_hints=_thread_hints(root),
    )


def message_ids(values: list[str], limit: int) -> tuple[str, ...]:
    """Every identifier, in order, each once. The first and the latest ones matter most: they are kept."""
    found: dict[str, None] = {}
    for value in values:
        text = unfolded(value)
        text = text if text.isascii() else decode(from_header(text), None)[0]
        inside = ["".join(i.split()) for i in _BRACKETED_ID.findall(text)]
        for identifier in inside or _BARE_ID.findall(text):
            if clean := one_line(identifier, 990):
                found.setdefault(f"<{clean}>")
    ids = tuple(found)
    return ids if len(ids) <= limit else (ids[0], *ids[len(ids) - limit + 1 :])


def _say_odd_senders(root: Part, froms: tuple[Address, ...], problems: list[str]) -> None:
    written = root.headers("from")
    if not written:
        problems.append("Le courriel ne dit pas qui l’envoie : l’en-tête From manque.")
    elif not froms:
        problems.append(
            f"L’en-tête From ne contient aucune adresse : « {one_line(decoded(written[0]), 80)} »."
        )
    elif len(froms) > 1 or len(written) > 1:
        problems.append("Le courriel nomme plusieurs expéditeurs : le premier a été retenu.")


def _subject(root: Part, limits: Limits, problems: list[str]) -> str:
    values = root.headers("subject")
    if len(values) > 1:
        problems.append("Le courriel porte plusieurs objets : le premier a été retenu.")
    return one_line(decoded(values[0]), limits.subject) if values else ""


def _date(root: Part, problems: list[str]) -> datetime | None:
    value = unfolded(root.header("date"))
    if not value:
        return None
    if sent_at := date_in(decoded(value)[:200]):
        return sent_at
    problems.append(f"La date du courriel est illisible (« {one_line(decoded(value), 60)} »).")
    return None


def _thread_hints(root: Part) -> dict[str, str]:
    hints = {name: one_line(decoded(root.header(name)), 800) for name in ("Thread-Index", "Thread-Topic")}
    return {name: value for name, value in hints.items() if value}
