"""Writes mails as people's mail programs do: new ones, and answers with headers, quote and all.

Every byte follows from the arguments: identifiers are made of the step's number, its sender and its moment.
"""

from __future__ import annotations

import hashlib
import mimetypes
import quopri
import re
from base64 import encodebytes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import format_datetime, formataddr, getaddresses
from html import unescape

from mailbot.model import Address

_FIELD = re.compile(rb"[^\r\n][^\n]*(?:\n|\Z)(?:[ \t][^\n]*(?:\n|\Z))*")
_TAG = re.compile(r"<[^>]*>")
_NOT_SHOWN = re.compile(r"<(style|script|head)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_REPLY_PREFIX = re.compile(r"\s*(?:re|ré|aw|sv)\s*:", re.IGNORECASE)
_KINDS = mimetypes.MimeTypes(())  # the built-in table: what a machine has installed must not matter
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a mail program fills in by itself when somebody presses "Répondre"."""

    to: str
    subject: str
    in_reply_to: str
    references: tuple[str, ...]
    quote: str


def answering(received: bytes, *, now: datetime) -> Reply:
    """`now` only lends its time zone: the quote names the moment as the reader's clock shows it."""
    mail = _parsed(received)
    target = _addresses(mail, "Reply-To") or _addresses(mail, "From")
    message_id = str(mail.get("Message-ID", "")).strip()
    references = tuple(str(mail.get("References", "")).split())
    subject = str(mail.get("Subject", ""))
    return Reply(
        to=target[0].address if target else "",
        subject=subject if _REPLY_PREFIX.match(subject) else f"Re: {subject}",
        in_reply_to=message_id,
        references=(*references, *((message_id,) if message_id else ())),
        quote=_quote(mail, now),
    )


def new_mail(
    *,
    step: int,
    from_: Address,
    to: Sequence[str],
    subject: str,
    text: str,
    at: datetime,
    reply: Reply | None = None,
    attachments: Sequence[tuple[str, bytes]] = (),
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """A finished mail; `at` carries the writer's time zone."""
    own_id = _derived(str(step), from_.address, at.isoformat())
    headers = {
        "From": formataddr((from_.name, from_.address)) if from_.address.isascii() else _raw(from_),
        "To": ", ".join(to),
        "Subject": _words(subject),
        "Date": format_datetime(at),
        "Message-ID": f"<{own_id}@{from_.address.rpartition('@')[2]}>",
        "In-Reply-To": reply.in_reply_to if reply else "",
        "References": "\r\n ".join(reply.references) if reply else "",
        "MIME-Version": "1.0",
    }
    headers |= {name: _words(value) for name, value in (extra or {}).items()}
    body = f"{text.rstrip()}\n\n{reply.quote}" if reply else text
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return head.encode() + _body(body, attachments, boundary=f"=_{own_id}")


def with_headers(content: bytes, wanted: Mapping[str, str]) -> bytes:
    """A mail from a file, some of its headers exchanged; everything else stays byte for byte."""
    if not wanted:
        return content
    names = {name.lower().encode() for name in wanted}
    eol = b"\r\n" if b"\r\n" in content[:4096] else b"\n"
    end = re.search(rb"\r?\n\r?\n|\A\r?\n", content)
    head, rest = (content[: end.end()], content[end.end() :]) if end else (content, b"")
    blank = eol if end else b""
    if end:
        head = head.rstrip(b"\r\n") + eol
    kept = [field for field in _FIELD.findall(head) if field.partition(b":")[0].strip().lower() not in names]
    front = b"".join(
        f"{name}: {value}".replace("\r\n", eol.decode()).encode() + eol
        for name, value in wanted.items()
        if value
    )
    return front + b"".join(kept) + blank + rest


def author_header(from_: Address) -> str:
    return formataddr((from_.name, from_.address)) if from_.address.isascii() else _raw(from_)


def subject_header(subject: str) -> str:
    return _words(subject)


def recipients_of(content: bytes) -> list[str]:
    """The addresses in To and Cc, in order."""
    mail = _parsed(content)
    return [a.address for name in ("To", "Cc") for a in _addresses(mail, name)]


def sender_of(content: bytes) -> Address:
    found = _addresses(_parsed(content), "From")
    return found[0] if found else Address(address="")


def subject_of(content: bytes) -> str:
    return _one_line(BytesHeaderParser(policy=policy.default).parsebytes(content), "Subject")


def message_id_of(content: bytes) -> str:
    return _one_line(BytesHeaderParser(policy=policy.default).parsebytes(content), "Message-ID")


def shown(content: bytes) -> tuple[str, str, str]:
    """Subject, text and HTML of any mail, as a mail program shows them; empty where there is nothing."""
    mail = _parsed(content)
    return (
        _one_line(mail, "Subject"),
        _part(mail, "plain") or _as_text(_part(mail, "html")),
        _part(mail, "html"),
    )


def attached_names(content: bytes) -> tuple[str, ...]:
    return tuple(part.get_filename() or "" for part in _parsed(content).iter_attachments())


# -- reading -------------------------------------------------------------------------------------


def _parsed(content: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(content)


def _addresses(mail: EmailMessage, name: str) -> list[Address]:
    values = [_one_line(mail, name)] if name in mail else []
    return [Address(address=address, name=found) for found, address in getaddresses(values) if "@" in address]


def _one_line(mail: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(mail.get(name, "")).split())
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""  # the standard library gives up on some broken headers; so would a mail program


def _part(mail: EmailMessage, kind: str) -> str:
    try:
        part = mail.get_body((kind,))
        content = part.get_content() if part is not None else ""
    except (LookupError, ValueError, AttributeError, TypeError, IndexError):
        return ""
    return content.replace("\r\n", "\n") if isinstance(content, str) else ""


def _as_text(html: str) -> str:
    text = _TAG.sub("", re.sub(r"<(?:br|/p|/div|/li|/tr)\b[^>]*>", "\n", _NOT_SHOWN.sub("", html)))
    return unescape(text).strip()


def _quote(mail: EmailMessage, now: datetime) -> str:
    author = (_addresses(mail, "From") or [Address(address="")])[0]
    who = author.name or author.address
    try:
        sent = mail["Date"].datetime.astimezone(now.tzinfo)
        when = f"Le {sent:%d/%m/%Y} à {sent:%H:%M}, "
    except (AttributeError, TypeError, ValueError):
        when = "Le jour dit, "
    text = (_part(mail, "plain") or _as_text(_part(mail, "html"))).rstrip("\n")
    lines = [f">{line}" if line.startswith(">") or not line else f"> {line}" for line in text.split("\n")]
    return f"{when}{who} a écrit{NBSP}:\n" + "\n".join(lines) + "\n"


# -- writing -------------------------------------------------------------------------------------


def _body(text: str, attachments: Sequence[tuple[str, bytes]], *, boundary: str) -> bytes:
    encoded = quopri.encodestring(text.replace("\r\n", "\n").encode()).replace(b"\n", b"\r\n")
    kind = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    written = kind.encode() + encoded
    if not attachments:
        return written
    parts = [written, *(_attached(name, content) for name, content in attachments)]
    separator = f"--{boundary}".encode()
    joined = b"".join(separator + b"\r\n" + part + b"\r\n" for part in parts) + separator + b"--\r\n"
    return f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'.encode() + joined


def _attached(name: str, content: bytes) -> bytes:
    kind = _KINDS.guess_type(name)[0] or "application/octet-stream"
    shown_name = Header(name, "utf-8").encode() if not name.isascii() else name.replace('"', "")
    head = (
        f'Content-Type: {kind}; name="{shown_name}"\r\n'
        f'Content-Disposition: attachment; filename="{shown_name}"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + encodebytes(content).replace(b"\n", b"\r\n")


def _words(text: str) -> str:
    """Free text for a header: one line, encoded where it is not plain ASCII."""
    line = " ".join(text.split())
    return line if line.isascii() else Header(line, "utf-8", maxlinelen=70).encode(linesep="\r\n")


def _raw(address: Address) -> str:
    """An address with accents before the @, as SMTPUTF8 carries it."""
    return f"{_words(address.name)} <{address.address}>".strip()


def _derived(*facts: str) -> str:
    return hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:32]
