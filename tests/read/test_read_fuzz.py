"""Damaged and hostile mails: reading never fails, never takes long, and never lets dirt through."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mailbot.model import IncomingMail, RawMail
from mailbot.read import Limits, read
from mutations import Dice, mutated, originals

OWN = frozenset({"reclamations@otc.example"})
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ROUNDS = 3_000
SECONDS = 2.0
DIRT = re.compile(r"[\x00\ud800-\udfff\ue000-\uf8ff]")
DIRT_IN_LINE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ue000-\uf8ff\u2028\u2029]")


def as_read(content: bytes) -> IncomingMail:
    raw = RawMail(content=content, mailbox="reclamations@otc.example", received_at=NOW)
    return read(raw, own_addresses=OWN, trusted_servers=frozenset({"mx.otc.example"}))


def assert_clean(mail: IncomingMail) -> None:
    lines = [mail.subject, mail.message_id or "", *mail.in_reply_to, *mail.references, *mail.tokens]
    lines += [*mail.delivered_to, *mail.thread_hints.values(), *mail.problems]
    people = [*mail.to, *mail.cc, *(p for p in (mail.from_, mail.reply_to) if p)]
    lines += [text for person in people for text in (person.address, person.name)]
    lines += [text for file in mail.attachments for text in (file.name, file.content_type)]
    if mail.robot:
        lines += [
            *mail.robot.evidence,
            mail.robot.failed_recipient or "",
            mail.robot.original_message_id or "",
        ]
    for line in lines:
        assert not DIRT_IN_LINE.search(line), repr(line)
    for text in (mail.text, mail.new_text, mail.signature):
        assert not DIRT.search(text), "a NUL, a lone surrogate or a private mark in a text"
        text.encode("utf-8")
    assert all(file.name and "/" not in file.name for file in mail.attachments)
    assert mail.sent_at is None or mail.sent_at.tzinfo is not None


def test_no_mutation_breaks_the_reading() -> None:
    """Three thousand mails, damaged at random: each gives a clean mail, soon."""
    mails = originals()
    dice = Dice(20261121)
    for _ in range(ROUNDS):
        content = mutated(mails, dice)
        begun = time.process_time()
        mail = as_read(content)
        assert time.process_time() - begun < SECONDS
        assert_clean(mail)
        assert not [p for p in mail.problems if "analysé" in p], (mail.problems, content)


HEAD = b"From: a@courriel.example\r\nTo: reclamations@otc.example\r\nSubject: x\r\n"


def nested(depth: int) -> bytes:
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return HEAD.replace(b"\r\n", b"\n") + opening + b"\nau fond\n"


def hostile() -> Iterator[tuple[str, bytes]]:
    text = b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
    html = b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    yield "nested parts", nested(1_500)
    yield "nested mails", HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1_200 + b"x"
    yield (
        "many parts",
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 20_000,
    )
    yield "many headers", HEAD + b"X-A: b\r\n" * 50_000 + text + b"x"
    yield (
        "many recipients",
        HEAD + b"Cc: " + b", ".join(b"a%d@b.example" % n for n in range(50_000)) + b"\r\n\r\nx",
    )
    yield "nested comments", b"From: " + b"(" * 60_000 + b"\r\n" + HEAD + text + b"x"
    yield "semicolons", HEAD + b'Content-Type: text/plain; x="' + b";" * 60_000 + b"\r\n\r\nx"
    yield "semicolons in a part", (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; x=\""
        + b";" * 200_000 + b"\r\n\r\nx\r\n--b--"
    )  # fmt: skip
    yield "encoded words", HEAD + b"Comments: x\r\nSubject: " + b"=?utf-8?q?a " * 5_000 + b"\r\n\r\nx"
    yield "identifiers", HEAD + b"References: " + b"<" * 30_000 + b" <a@b>" * 5_000 + b"\r\n\r\nx"
    yield "deep HTML", HEAD + html + b"<div><blockquote type=cite>" * 20_000 + b"x"
    yield "fonts never closed", HEAD + html + b"".join(b"<font color=%d><p>" % n for n in range(10_000))
    yield "elements closed in disorder", HEAD + html + b"<i></b>" * 60_000
    yield "scripts never closed", HEAD + html + b"<script>" * 30_000 + b"<div>" * 5_000
    yield "links", HEAD + html + b"<a href='https://a.example/x'>x</a> " * 20_000
    yield "blank text", HEAD + text + b" " * 400_000 + b"x"
    yield "blank lines", HEAD + text + b"\n" * 400_000 + b"x"
    yield "long line", HEAD + text + b"a" * 2_000_000
    yield "quotes", HEAD + b"In-Reply-To: <a@b>\r\n" + text + b">" * 400_000
    yield "quoted lines", HEAD + b"In-Reply-To: <a@b>\r\n" + text + b"Le 1 :\n> a\n" * 40_000
    yield "header lines", HEAD + b"In-Reply-To: <a@b>\r\n" + text + b"De : a\nb\n" * 40_000
    yield "attributions", HEAD + b"In-Reply-To: <a@b>\r\n" + text + b"Le 12:30 a@b.example \n" * 20_000
    yield "marks", HEAD + text + b"mb-aaaaaaaa +aaaaaaaa@" * 18_000
    yield "our marks", HEAD + text + (b"mb-" + b"a" * 40 + b"\n") * 9_000
    yield "combining marks", HEAD + text + b"e" + "\u0301\u0316".encode() * 90_000
    yield "addresses in text", HEAD.replace(b"a@", b"mailer-daemon@") + text + b"a.a." * 100_000
    yield (
        "results",
        b"Authentication-Results: mx.otc.example; " + b"a=b (" * 10_000 + b"\r\n" + HEAD + b"\r\nx",
    )
    yield (
        "results without end",
        b"Authentication-Results: mx.otc.example; " + b"aa.bb" * 10_000 + b"\r\n" + HEAD + b"\r\nx",
    )
    yield "form lines", HEAD.replace(b"a@", b"noreply@") + text + b"Nom de la personne concernee " * 10_000
    yield "reading receipt", HEAD.replace(b": x", b": Lu : x") + text + b"votre message " * 30_000
    yield "bytes", bytes(range(256)) * 4_000


@pytest.mark.parametrize(("name", "content"), [pytest.param(n, c, id=n) for n, c in hostile()])
def test_hostile_mail_is_read_in_bounded_time(name: str, content: bytes) -> None:
    """Whatever the shape, two seconds are enough, and a mail comes out."""
    begun = time.process_time()
    mail = as_read(content)
    assert time.process_time() - begun < SECONDS
    assert_clean(mail)


def test_nested_parts_still_show_their_text() -> None:
    """Parts nested beyond all reason: what is at the bottom is shown, and it is said."""
    mail = as_read(nested(1_500))
    assert "au fond" in mail.text
    assert mail.problems


def test_mail_beyond_its_bound_is_read_as_far_as_it_goes() -> None:
    """A mail that is too big keeps its headers and the beginning of its text."""
    raw = RawMail(content=HEAD + b"\r\n" + b"Bonjour. " * 1_000, mailbox="m@otc.example", received_at=NOW)
    mail = read(raw, limits=Limits(size=1_000))
    assert mail.subject == "x"
    assert mail.text.startswith("Bonjour. ")
    assert "trop volumineux" in mail.problems[0]


def test_header_bomb_does_not_hide_who_writes() -> None:
    """Thousands of headers in front: From, Subject and the text are read all the same."""
    mail = as_read(b"X-A: b\r\n" * 60_000 + HEAD + b"\r\nLe texte.")
    assert mail.from_
    assert mail.from_.address == "a@courriel.example"
    assert (mail.subject, mail.text) == ("x", "Le texte.")
    assert mail.problems


def test_parts_are_bounded() -> None:
    """Of twenty thousand attachments the first ones are kept, and it is said."""
    file = b"--b\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n"
    mail = as_read(HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + file * 20_000)
    assert 400 < len(mail.attachments) <= Limits().parts
    assert any("parties" in problem for problem in mail.problems)


def test_thousands_of_header_blocks_take_no_longer() -> None:
    """Blocks of header lines without an address or a time of day, by the thousand."""
    reply = HEAD + b"In-Reply-To: <a@b>\r\nContent-Type: text/plain\r\n\r\n"
    begun = time.process_time()
    assert as_read(reply + b"De : a\nDate : b\nA : c\n\n" * 15_000).new_text
    assert time.process_time() - begun < SECONDS
