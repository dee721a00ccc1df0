"""The ordered questions: one mail in, one Plan out."""

from __future__ import annotations

from datetime import datetime

from mailbot.config import Settings
from mailbot.decide import follow_up, opening, plain_requests, relayed, robots, staff
from mailbot.decide.who import is_of_the_house, role_of
from mailbot.model import Facts, IncomingMail, Meaning, Plan, Redacted, Thread


def decide(
    mail: IncomingMail,
    meaning: Meaning,
    copy: Redacted,
    facts: Facts,
    settings: Settings,
    now: datetime,
) -> Plan:
    """What follows from this mail. `copy` is what could travel of the complaint that the mail is about."""
    role = role_of(mail, settings)
    thread = facts.threads[0] if facts.threads else None
    if role == "robot" and thread is None and _carries_a_complaint(mail, meaning):
        # A machine's header on what reads like a complaint: people look at it, and nothing is answered.
        return opening.passed_on(mail, meaning, facts, settings, role=role, now=now)
    if thread is None and (member := plain_requests.wrote_himself(mail, settings)):
        return plain_requests.about_absence(mail, member, facts, settings, now)
    if mail.robot is not None:
        return robots.filed(mail, thread, facts, settings, role=role)
    if role == "staff":
        return staff.wrote(mail, meaning, copy, facts, settings, now)
    if thread and thread.side == "staff":
        return follow_up.stranger_with_staff_token(mail, thread, settings, role=role)
    if thread and _complains_only_now(thread, meaning):
        begun = thread.ticket if thread.ticket.reference is None else None  # what has a number keeps its own
        return opening.opened(mail, meaning, copy, facts, settings, role=role, now=now, ticket=begun)
    if thread:
        plan = follow_up.joined(mail, meaning, copy, thread, settings, role=role)
        return relayed.also(plan, mail, meaning, copy, thread, facts, settings, now)
    if thread is None and facts.possible_links and role == "client" and _is_of_the_house(mail, settings):
        return plain_requests.not_of_the_team(mail, meaning, facts, settings, now)
    if meaning.kind == "autre":
        return opening.passed_on(mail, meaning, facts, settings, role=role, now=now)
    return opening.opened(mail, meaning, copy, facts, settings, role=role, now=now)


def _is_of_the_house(mail: IncomingMail, settings: Settings) -> bool:
    return mail.from_ is not None and not mail.via and is_of_the_house(mail.from_.address, settings)


def _carries_a_complaint(mail: IncomingMail, meaning: Meaning) -> bool:
    """Web forms, gateways and lists pass on what persons write; an absence notice or a report does not."""
    carries = mail.robot is not None and mail.robot.type in ("other", "list")
    return carries and meaning.kind == "reclamation" and not meaning.doubtful


def _complains_only_now(thread: Thread, meaning: Meaning) -> bool:
    """It began outside the register; what is a complaint now has a date and a clock of its own."""
    ticket = thread.ticket
    is_outside = ticket.reference is None or (ticket.kind == "autre" and bool(ticket.record.get("numbered")))
    return is_outside and thread.conversation == "client" and thread.is_addressee and meaning.kind != "autre"
