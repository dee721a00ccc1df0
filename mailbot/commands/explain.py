"""`mailbot explain`: what would mailbot make of these mails, and why? Opens, writes and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mailbot.commands.output import say, say_json
from mailbot.commands.sources import FoundMail, found_in
from mailbot.config import Settings, load, read_directory
from mailbot.decide import numbers_by_rule, role_of
from mailbot.model import IncomingMail, Meaning, RawMail, Redacted
from mailbot.read import read
from mailbot.redact import redact
from mailbot.understand import understand


def explain(
    paths: Sequence[str],
    *,
    config: Path | None,
    directory: Path | None,
    organisation: str | None,
    as_json: bool,
    environ: Mapping[str, str],
) -> int:
    settings = load(config, environ=environ)
    if directory is not None:
        settings = replace(settings, directory=read_directory(directory, organisation or ""))
    for found in found_in(paths):
        answer = explained(found, settings)
        if as_json:
            say_json(answer)
        else:
            _card(answer)
    return 0


def explained(found: FoundMail, settings: Settings) -> dict[str, Any]:
    """One mail through the pure half of the journey."""
    box = settings.mailboxes[0].address if settings.mailboxes else ""
    trusted = frozenset(name for b in settings.mailboxes for name in b.authserv_ids)
    raw = RawMail(content=found.content, mailbox=box, received_at=found.received_at)
    mail = read(
        raw,
        own_addresses=settings.own_addresses,
        trusted_servers=trusted,
        forms=settings.reading,
    )
    meaning = understand(mail, settings.directory)
    reveals = numbers_by_rule(settings, refused=meaning.wishes.refuses_contact_sharing)
    copy = redact(mail, settings.directory, meaning, reveals)
    return {
        "file": found.label,
        **_who(mail, settings),
        **_read(mail),
        **_meant(meaning),
        **_left(copy, mail),
    }


def _who(mail: IncomingMail, settings: Settings) -> dict[str, Any]:
    writer = mail.writer
    robot = mail.robot
    return {
        "from": {
            "address": (writer.address or None) if writer else None,
            "name": (writer.name or None) if writer else None,
        },
        "role": role_of(mail, settings),
        "robot": robot
        and {
            "type": robot.type,
            "evidence": list(robot.evidence),
            "failed_recipient": robot.failed_recipient,
            "original_message_id": robot.original_message_id,
        },
    }


def _read(mail: IncomingMail) -> dict[str, Any]:
    return {
        "subject": mail.subject,
        "text": mail.text,
        "new_text": mail.new_text,
        "attachments": [{"name": a.name, "type": a.content_type, "size": a.size} for a in mail.attachments],
    }


def _meant(meaning: Meaning) -> dict[str, Any]:
    return {
        "kind": meaning.kind,
        "autre_type": meaning.other_type if meaning.kind == "autre" else None,
        "confidence": meaning.confidence,
        "doubtful": meaning.doubtful,
        "reasons": [{"why": r.why, "weight": r.weight, "excerpt": r.excerpt} for r in meaning.reasons],
        "targets": list(meaning.targets),
        "severity": meaning.severity,
        "wishes": {
            "refuses_contact_sharing": meaning.wishes.refuses_contact_sharing,
            "no_further_contact": meaning.wishes.no_further_contact,
            "handler": meaning.wishes.handler,
        },
        "wants": meaning.wants,
        "language": meaning.language,
    }


def _left(copy: Redacted, mail: IncomingMail) -> dict[str, Any]:
    return {
        "redacted": {
            "subject": copy.subject,
            "text": copy.text,
            "attachments": [a.name for a in copy.attachments],
            "held": list(copy.held),
        },
        "problems": list(mail.problems),
    }


def _card(answer: Mapping[str, Any]) -> None:
    who = answer["from"]
    say(f"── {answer['file']} " + "─" * max(3, 76 - len(answer["file"])))
    say(f"De        {who['name'] or ''} <{who['address'] or 'inconnu'}>  ({answer['role']})")
    say(f"Objet     {answer['subject']}")
    if answer["robot"]:
        say(f"Automate  {answer['robot']['type']} : {' ; '.join(answer['robot']['evidence'])}")
    sure = "à confirmer" if answer["doubtful"] else f"{answer['confidence']:.0%}"
    other = f" ({answer['autre_type']})" if answer["autre_type"] else ""
    say(f"Nature    {answer['kind']}{other}, {sure}")
    say(f"Concerne  {', '.join(answer['targets']) or 'à déterminer'}")
    if answer["severity"]:
        say(f"Gravité   {answer['severity']}")
    if answer["wants"]:
        say(f"Demande   {answer['wants']}")
    wishes = [name for name, wished in answer["wishes"].items() if wished]
    if wishes:
        say(f"Souhaits  {', '.join(wishes)}")
    for reason in answer["reasons"]:
        say(
            f"  {reason['weight']:+.1f}  {reason['why']}"
            + (f" « {reason['excerpt']} »" if reason["excerpt"] else "")
        )
    say("Ce qui serait transmis :")
    say(f"  | {answer['redacted']['subject']}")
    for line in answer["redacted"]["text"].splitlines():
        say(f"  | {line}")
    for title, lines in (("À regarder", answer["redacted"]["held"]), ("Abîmé", answer["problems"])):
        for line in lines:
            say(f"{title} : {line}")
    say()
