"""The story of reading one mail: bytes → parts → headers, text, what is new in it, who wrote it."""

from __future__ import annotations

import email
import hashlib
from email.message import Message

import mailparser  # type: ignore[import-untyped]  # it ships no types

from mailbot.model import Address, Attachment, FormRules, IncomingMail, RawMail, Robot
from mailbot.read.addresses import is_ours
from mailbot.read.authenticity import authenticity
from mailbot.read.bodies import bodies
from mailbot.read.bounds import Limits, Prepared, prepare
from mailbot.read.charsets import decode, scrub
from mailbot.read.couriers import courier
from mailbot.read.entities import as_meant
from mailbot.read.forms import DEFAULT as DEFAULT_FORMS
from mailbot.read.forms import message_inside, person_handed_in, person_inside
from mailbot.read.headers import Headers, headers
from mailbot.read.quotes import new_text
from mailbot.read.robots import robot
from mailbot.read.signature import without_signature
from mailbot.read.signs import Signs, signs_of
from mailbot.read.tokens import tokens
from mailbot.read.tree import Part, tree

DEFAULT_LIMITS = Limits()
_MOST_PROBLEMS = 30
_LARGEST_LOGO = 60_000  # bytes
_BRING_NOBODY = ("own", "dsn_failed", "dsn_delayed", "dsn_success", "mdn", "calendar", "challenge")


def read(
    raw: RawMail,
    *,
    own_addresses: frozenset[str] = frozenset(),
    trusted_servers: frozenset[str] = frozenset(),
    limits: Limits = DEFAULT_LIMITS,
    forms: FormRules = DEFAULT_FORMS,
) -> IncomingMail:
    """Any bytes give a mail. What could not be read is said in its problems; the bytes are kept anyway."""
    problems: list[str] = []
    try:
        return _read(raw, own_addresses, trusted_servers, limits, forms, problems)
    except Exception as error:  # noqa: BLE001  a mail that we cannot read must reach a person all the same
        return _unreadable(raw, limits, problems, type(error).__name__)


def _read(
    raw: RawMail,
    own_addresses: frozenset[str],
    trusted_servers: frozenset[str],
    limits: Limits,
    forms: FormRules,
    problems: list[str],
) -> IncomingMail:
    prepared = prepare(raw.content, limits, problems)
    if not raw.content.strip():
        problems.append("Le courriel est vide : il n’a ni en-tête ni texte.")
    root = tree(_parsed(prepared.content, problems), limits, problems, prepared.heavy)
    head = headers(root, limits, problems)
    found = bodies(root, limits, problems)
    own_text = _capped(found.own_text, limits, problems)
    embedded = "\n\n".join(found.embedded)
    form_person = person_inside(head, own_text, own_addresses, x_mailers=root.header("x-mailer"), forms=forms)
    handed_in = person_handed_in(head, f"{own_text}\n{embedded}", own_addresses, forms)
    typed = message_inside(own_text, forms) if form_person else ""
    has_files = any(map(_is_sent, found.attachments))
    written, signature = _written(typed or own_text, embedded, head, has_files=has_files)
    text = _capped("\n\n".join(part for part in (own_text, embedded) if part.strip()), limits, problems)
    methods = tuple(found.calendar_methods)
    is_form = form_person is not None
    signs = signs_of(
        root, head, text, written, own_addresses,
        is_form=is_form, colleagues=forms.colleagues, calendar_methods=methods,
    )  # fmt: skip
    return IncomingMail(
        content_digest=_digest(head, root, prepared),
        received_at=raw.received_at,
        mailbox=raw.mailbox,
        message_id=head.message_id,
        in_reply_to=head.in_reply_to,
        references=head.references,
        sent_at=head.sent_at,
        from_=head.froms[0] if head.froms else None,
        reply_to=_reply_to(head, form_person or (handed_in and handed_in[0]), own_addresses),
        to=head.to,
        cc=head.cc,
        delivered_to=head.delivered_to,
        subject=as_meant(head.subject),
        text=text,
        new_text=written[: limits.text],
        via="form" if form_person else (handed_in[1] if handed_in else ""),
        signature=signature,
        attachments=tuple(found.attachments),
        robot=_robot(signs, found.attachments, problems),
        authenticity=authenticity(root, head, trusted_servers),
        tokens=_tokens(head, (text, *found.html), own_addresses, limits),
        thread_hints=head.thread_hints,
        problems=tuple(dict.fromkeys(problems))[:_MOST_PROBLEMS],
    )


def _robot(signs: Signs, attachments: list[Attachment], problems: list[str]) -> Robot | None:
    """A machine that brings a person's words is no robot to be filed unseen: the person is heard."""
    found = robot(signs)
    if found is None or found.type in _BRING_NOBODY:
        return found
    brought = courier(signs.root, signs.headers, signs.text, attachments)
    if brought:
        problems.append(brought)
    return None if brought else found


def _tokens(
    head: Headers, texts: tuple[str, ...], own_addresses: frozenset[str], limits: Limits
) -> tuple[str, ...]:
    return tokens(recipients=head.recipients, texts=texts, own_addresses=own_addresses, limit=limits.tokens)


class _Structure(mailparser.MailParser):  # type: ignore[misc]  # it ships no types
    """mail-parser without the views that it computes at once.

    They lose what we need (forwarded mails, 8-bit bytes, delivery reports), we read the parts ourselves,
    and two of them are quadratic: 360 KB of combining marks cost them 25 seconds.
    """

    def parse(self) -> _Structure:
        return self


def _parsed(content: bytes, problems: list[str]) -> Message:
    """mail-parser reads it; what it cannot read the standard parser can, and headers can always be read."""
    try:
        message = _Structure.from_bytes(content).message
        if isinstance(message, Message):
            return message
    except Exception:  # noqa: BLE001  it raises unlisted errors on about one damaged mail in a hundred
        problems.append("La structure du courriel est endommagée : il a été lu autrement, à vérifier.")
    try:
        return email.message_from_bytes(content)
    except Exception:  # noqa: BLE001  nested too deeply, for instance
        problems.append("Les parties du courriel sont illisibles : son contenu est montré tel quel.")
    head, _, body = content.replace(b"\r\n", b"\n").partition(b"\n\n")
    message = email.message_from_bytes(head + b"\n\n")
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        del message[name]
    message.set_payload(body.decode("ascii", "surrogateescape"))
    return message


def _is_sent(attachment: Attachment) -> bool:
    """A document or a photograph, not the small picture of a signature."""
    return not attachment.inline or attachment.size > _LARGEST_LOGO


def _written(own_text: str, embedded: str, head: Headers, *, has_files: bool) -> tuple[str, str]:
    """(what is new, what was taken off as signature). A mail inside a first mail is what it is about."""
    writer = f"{head.froms[0].name} <{head.froms[0].address}>" if head.froms else ""
    fresh, signature = without_signature(
        new_text(own_text, is_reply=head.is_reply, has_files=has_files), writer=writer
    )
    if embedded.strip() and (not head.is_reply or not fresh.strip()):
        fresh = f"{fresh}\n\n{embedded}".strip("\n")
    return fresh, signature


def _reply_to(head: Headers, meant: Address | None, own_addresses: frozenset[str]) -> Address | None:
    """An answer to ourselves would reach nobody: our own address in Reply-To is passed over."""
    return meant or next((a for a in head.reply_to if not is_ours(a.address, own_addresses)), None)


def _digest(head: Headers, root: Part, prepared: Prepared) -> str:
    """The same for every copy of a mail: nothing that a server adds on the way is part of it."""
    digest = hashlib.sha256()
    senders = ",".join(address.address for address in head.froms)
    for value in (head.message_id or "", senders, root.header("date").strip(), head.subject):
        digest.update(value.encode("utf-8", "replace") + b"\x00")
    blank = b""  # what ends the body is not part of it: relays add and remove blank lines there
    for piece in prepared.body:
        lines = blank + piece.replace(b"\r", b"")
        written = lines.rstrip()
        digest.update(written)
        blank = lines[len(written) :]
    return digest.hexdigest()


def _capped(text: str, limits: Limits, problems: list[str]) -> str:
    if len(text) <= limits.text:
        return text
    problems.append(f"Le texte est trop long : seuls les {limits.text} premiers caractères ont été lus.")
    return text[: limits.text]


def _unreadable(raw: RawMail, limits: Limits, problems: list[str], error: str) -> IncomingMail:
    """The last net: the bytes as text, so that somebody can read what no program could."""
    text = scrub(decode(raw.content[: limits.text], None)[0])
    sentence = (
        f"Le courriel n’a pas pu être analysé ({error}) : son contenu est montré tel quel, à lire à la main."
    )
    return IncomingMail(
        content_digest=hashlib.sha256(raw.content).hexdigest(),
        received_at=raw.received_at,
        mailbox=raw.mailbox,
        text=text,
        new_text=text,
        problems=(*dict.fromkeys(problems), sentence),
    )
