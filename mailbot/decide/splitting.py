"""A mail that staff have taken out of its ticket: it opens one of its own, as if it had come alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from mailbot.config import Settings
from mailbot.decide import opening
from mailbot.decide.commands import is_only_closing
from mailbot.decide.who import role_of
from mailbot.expressions import Expression
from mailbot.model import Event, Facts, IncomingMail, Kind, Meaning, Plan, Redacted, Ticket

_LONGEST_SUBJECT = 70
_ANSWERS = Expression(r"^\s*(?:(?:re|ré|réf|rép|tr|fw|fwd|aw|sv)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


def alone(mail: IncomingMail, settings: Settings) -> IncomingMail:
    """Without what ties it to the other ticket: marks, threads, the reference in its subject."""
    mark = re.compile(rf"\[?\b{re.escape(settings.reference_prefix)}-\d{{4}}-\d{{4,9}}\b\]?", re.IGNORECASE)
    subject = _ANSWERS.sub("", _ANSWERS.sub("", mail.subject)).strip()
    if mark.search(mail.subject) or _ANSWERS.match(mail.subject):
        # The rest of it is ours too: what this mail is about stands in its text.
        subject = _first_words(mail.new_text) or mark.sub("", subject).strip()
    return replace(mail, subject=subject, in_reply_to=(), references=(), tokens=())


def split_off(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    now: datetime,
    *,
    source: Ticket,
) -> Plan:
    """The ticket, its acknowledgement, its notice. What the client refused there is refused here."""
    wishes = replace(
        meaning.wishes,
        refuses_contact_sharing=meaning.wishes.refuses_contact_sharing or source.refuses_contact_sharing,
        no_further_contact=meaning.wishes.no_further_contact or source.no_further_contact,
        no_answer_at_all=meaning.wishes.no_answer_at_all or source.no_further_contact,
    )
    # A person has said that it is a case; which of the two may be corrected in it.
    kind: Kind = "suggestion" if meaning.kind == "suggestion" else "reclamation"
    settled = replace(
        meaning, kind=kind, other_type=None, doubtful=False, wishes=wishes,
        severity=meaning.severity or "normale",
    )  # fmt: skip
    role = role_of(mail, settings)
    mail = _with_known_name(mail, source)
    plan = opening.opened(mail, settled, copy, facts, settings, role=role, now=now)
    came_in = source.reference or "un dossier hors registre"
    told = Event(
        event="split_off", why=f"Message mis à part de {came_in}", data={"from": source.reference or ""}
    )
    return replace(plan, opens={**(plan.opens or {}), "split_from": source.id}, events=(*plan.events, told))


def _with_known_name(mail: IncomingMail, source: Ticket) -> IncomingMail:
    """Who signed the first mail may have left the second one without a name."""
    client, writer = source.party("client"), mail.from_
    if client is None or writer is None or writer.name or client.address != writer.address:
        return mail
    return replace(mail, from_=replace(writer, name=client.name))


def _first_words(text: str) -> str:
    for line in text.splitlines():
        words = line.strip()
        if words and not is_only_closing(words, frozenset()):
            return (
                words if len(words) <= _LONGEST_SUBJECT else f"{words[:_LONGEST_SUBJECT].rsplit(' ', 1)[0]}…"
            )
    return ""
