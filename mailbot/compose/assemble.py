"""Letter + house + templates → finished mail. The same arguments give the same bytes, for ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mailbot.compose.house import House, Way, way_back
from mailbot.compose.letters import LETTERS, SENTENCES, LetterSpec, checked, spec_of
from mailbot.compose.manners import greets, parted
from mailbot.compose.mime import Contents, finished
from mailbot.compose.papers import addressee_lines, file_name, paper_spec, place, told
from mailbot.compose.render import plain_text
from mailbot.compose.templates import Templates
from mailbot.compose.typography import curled, without_links, without_prefixes
from mailbot.compose.values import one_line
from mailbot.model import Attachment, Letter, OutgoingMail
from mailbot.token import derived_id


def compose(letter: Letter, *, templates: Templates, house: House) -> OutgoingMail:
    spec = spec_of(letter)
    way = way_back(letter, house)
    language = templates.language(letter.kind, letter.language if spec.to == "client" else "fr")
    context = _context(letter, spec, house, way)
    rendered = templates.render(letter.kind, language, context)
    key = f"{letter.kind}|{letter.cause}|{letter.conversation}|{letter.side}|{letter.recipient.address}"
    own_id = derived_id(key, secret=house.secret)
    contents = Contents(
        subject=_subject(rendered.subject, house.reference),
        text=plain_text(rendered.body, rendered.footer, language),
        html=templates.html(rendered, house.organisation.name),
        language=language,
        attachments=(*_papers(letter, templates, house, context), *letter.attachments),
    )
    return OutgoingMail(
        letter=letter,
        key=key,
        message_id=f"<{own_id}@{house.domain}>",
        sender=way.address,
        subject=contents.subject,
        content=finished(letter, spec=spec, house=house, way=way, contents=contents, own_id=own_id),
    )


def _papers(
    letter: Letter, templates: Templates, house: House, context: Mapping[str, Any]
) -> tuple[Attachment, ...]:
    """The letter on paper that the mail carries, if it carries one."""
    if not letter.paper:
        return ()
    from mailbot.compose.sheet import Page, printed

    spec = paper_spec(letter)
    language = templates.language(letter.paper, letter.language)
    rendered = templates.render_paper(letter.paper, language, told(spec, context))
    page = Page(
        title=rendered.subject,
        body=rendered.body,
        head=rendered.head,
        foot=rendered.footer,
        language=language,
        author=house.organisation.name,
        reference=house.reference or "",
        day=house.today,
        is_poster=spec.is_poster,
    )
    content = printed(page, fonts=templates.fonts)
    name = file_name(spec, house)
    return (Attachment(name=name, content_type="application/pdf", content=content),)


def _subject(subject: str, reference: str | None) -> str:
    line = one_line(subject)
    short = line if len(line) <= 150 else line[:149].rstrip() + "…"
    return f"[{reference}] {short}" if reference else short


def _context(letter: Letter, spec: LetterSpec, house: House, way: Way) -> dict[str, Any]:
    """What the template sees: the letter's own keys, and what every letter may say."""
    organisation = house.organisation
    zone = ZoneInfo(organisation.timezone)
    keys = LETTERS[letter.kind].keys
    own: dict[str, Any] = {}
    for name, value in checked(letter.kind, letter.context).items():
        # A subject is about to be a part of ours, reference and all: everything once.
        said = _bare(value, house.reference) if name == "subject" else value
        own[name] = without_links(one_line(said)) if keys[name].shape == "theirs" else _local(said, zone)
        if name in SENTENCES:
            own[name] = curled(own[name])
    typed = str(own.get("text", ""))
    signs = (str(own.get("signer_name", "")), str(own.get("signer_function", "")), organisation.name)
    body, closing = parted(typed, signs)
    name = letter.recipient.name if spec.to == "client" else str(own.get("addressee", ""))
    return {
        **own,
        "organisation": organisation,
        "reference": house.reference,
        "mediator": house.mediator,
        "mailbox_address": house.mailbox_address,
        "answer_address": way.address,
        "marker": way.marker,
        "answers": _answers(own, house, way) if spec.to == "staff" else (),
        "recipient_name": letter.recipient.name,
        "reader": spec.to,
        "paper": letter.paper,
        "today": house.today,
        "place": place(organisation.address),
        "addressee_lines": addressee_lines(name, str(own.get("addressee_street", ""))),
        "joined": tuple(attachment.name for attachment in letter.attachments),
        "greeted": greets(typed),
        "body": body,
        "closing": closing,
    }


def _bare(subject: str, reference: str | None) -> str:
    line = one_line(subject)
    if reference:
        line = one_line(line.replace(f"[{reference}]", " "))
    return without_prefixes(line)


def _local(value: Any, zone: ZoneInfo) -> Any:
    """Moments as the organisation's clocks show them, rows included."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, tuple):
        return tuple(_local(item, zone) for item in value)
    return value


def _begun(command: str) -> str:
    """What is typed on goes below the command, but for one that wants something behind it."""
    return command if command.endswith(" ") else f"{command}\r\n\r\n"


def _answers(own: Mapping[str, Any], house: House, way: Way) -> tuple[dict[str, str], ...]:
    """One ready-made mail a command. Without plus addressing the marker must travel in its body.

    A row without a command is a title: it has no address.
    """
    subject = f"Re: [{house.reference}]" if house.reference else "Re:"
    tail = f"\r\n\r\n{way.marker}" if way.marker and not house.plus_addressing else ""
    to_us = f"mailto:{quote(way.address, safe='@')}?subject={quote(subject, safe='')}&body="
    return tuple(
        {
            "command": command,
            "label": curled(label),
            "url": f"{to_us}{quote(_begun(command) + tail, safe='')}" if command else "",
        }
        for command, label in own.get("commands", ())
    )
