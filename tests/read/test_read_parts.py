"""Parts in, parts out: an independent walk over each mail finds no file that the reading lost."""

from __future__ import annotations

import email
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import pytest

from mailbot.model import RawMail
from mailbot.read import read

MAILS = Path(__file__).resolve().parent.parent / "mails"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TEXTS = {"text/plain", "text/html", "text/enriched", "text/richtext"}
SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
ENCLOSED = {"message/rfc822", "message/global"}
ENCODINGS = {"base64", "quoted-printable", "7bit", "8bit", "binary"}
# Mails whose files are not MIME parts, and how many come out besides those that are.
INSIDE = {
    "uu_in_text": 1, "uu_several_files": 2, "uu_cut_off": 1, "uu_base64_variant": 1,
    "tnef_files": 2, "tnef_mail_inside": 2, "tnef_damaged": 1,
    "uu_any_filling": 1,
    "missing_boundary": 1, "boundary_not_ascii": 1, "content_type_lost": 1, "parts_behind_the_end": 1,
    "carriage_returns_twice": 1, "fold_lost": 1,
}  # fmt: skip


def files_in(message: Message, *, in_report: bool = False) -> Iterator[bytes]:
    """What is no text of the mail itself: the decoded bytes of each such part."""
    kind = message.get_content_type()
    if kind.startswith("multipart/") and message.is_multipart():
        for part in message.get_payload():
            yield from files_in(part, in_report=in_report or kind == "multipart/report")
    elif kind.startswith("multipart/"):
        return  # its boundary is nowhere said: not for this simple walk
    elif kind == "message/rfc822" and not in_report:
        inner = message.get_payload(0)
        if not inner.keys():  # encoded, though it must not be: not for this simple walk
            return
        yield from files_in(inner)
    elif kind.startswith("message/"):
        yield b""  # counted; its bytes are whatever the parser makes of them
    elif kind in TEXTS and message.get_content_disposition() != "attachment":
        return
    elif message.get("Content-Transfer-Encoding", "base64").lower() not in ENCODINGS:
        yield b""  # counted; the standard library knows no encoding of that name
    elif kind not in SIGNATURES:
        yield message.get_payload(decode=True)


@pytest.mark.parametrize("path", sorted(MAILS.glob("*.eml")), ids=lambda path: path.stem)
def test_no_file_of_a_mail_is_lost(path: Path) -> None:
    """Each part that is no text is an attachment with the same bytes, and nothing is invented."""
    content = path.read_bytes()
    mail = read(RawMail(content=content, mailbox="reclamations@otc.example", received_at=NOW))
    root = email.message_from_bytes(content)
    files = [] if not root.is_multipart() and root.get_content_type() in TEXTS else list(files_in(root))
    if path.stem.startswith("smime_opaque"):
        files = [b"\x89PNG\r\n\x1a\n"]  # the envelope is opened: what is in it counts
    missing = Counter(files) - Counter(a.content for a in mail.attachments)
    missing.pop(b"", None)
    assert not missing
    named_texts = sum(a.content_type.startswith("text/") for a in mail.attachments)
    enclosed = sum(a.content_type in ENCLOSED for a in mail.attachments)  # the mail whole, and what is in it
    extra = len(mail.attachments) - len(files) - INSIDE.get(path.stem, 0)
    assert 0 <= extra <= named_texts + enclosed


def test_the_walk_finds_files() -> None:
    """The test above is about something."""
    found = sum(len(list(files_in(email.message_from_bytes(p.read_bytes())))) for p in MAILS.glob("*.eml"))
    assert found > 40
