"""The content digest: one for all copies of a mail, another as soon as the content differs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.model import RawMail
from mailbot.read import read

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
MAIL = (
    b"Message-ID: <1@courriel.example>\r\n"
    b"From: =?utf-8?q?=C3=89lodie?= <elodie@courriel.example>\r\n"
    b"Date: Fri, 20 Nov 2026 16:00:00 +0100\r\n"
    b"Subject: =?utf-8?q?R=C3=A9clamation?=\r\n"
    b"\r\n"
    b"La piscine.\r\n"
)


def digest(content: bytes) -> str:
    return read(RawMail(content=content, mailbox="m@otc.example", received_at=NOW)).content_digest


@pytest.mark.parametrize(
    ("what", "copy"),
    [
        ("traces", b"Delivered-To: b@otc.example\r\nReceived: from x by y\r\nReturn-Path: <a@b>\r\n" + MAIL),
        ("results", b"Authentication-Results: mx; dmarc=pass\r\nX-Spam-Score: 3\r\n" + MAIL),
        ("line ends", MAIL.replace(b"\r\n", b"\n")),
        ("blank end", MAIL + b"\r\n\r\n"),
        ("encoding of the subject", MAIL.replace(b"?q?R=C3=A9clamation?=", b"?b?UsOpY2xhbWF0aW9u?=")),
        ("folding", MAIL.replace(b"<elodie", b"\r\n <elodie")),
        ("blank lines in front", b"\r\n\r\n" + MAIL),
    ],
)
def test_copies_of_one_mail_have_one_digest(what: str, copy: bytes) -> None:
    """What servers add or rewrap on the way changes nothing."""
    assert digest(copy) == digest(MAIL), what


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("body", MAIL.replace(b"piscine", b"douche")),
        ("subject", MAIL.replace(b"=A9clam", b"=A8clam")),
        ("date", MAIL.replace(b"16:00", b"16:01")),
        ("sender", MAIL.replace(b"elodie@", b"autre@")),
        ("identifier", MAIL.replace(b"<1@", b"<2@")),
        ("attachment", MAIL + b"JVBERg==\r\n"),
    ],
)
def test_another_mail_has_another_digest(what: str, other: bytes) -> None:
    """A reused Message-ID makes no copy: whatever a person could have changed counts."""
    assert digest(other) != digest(MAIL), what


def test_mails_without_identifier_are_told_apart() -> None:
    """Without Message-ID and Date, sender, subject and body still make the difference."""
    bare = b"From: a@courriel.example\r\nSubject: x\r\n\r\nun\r\n"
    assert digest(bare) == digest(bare)
    assert digest(bare) != digest(bare.replace(b"un", b"deux"))
