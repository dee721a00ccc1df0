"""Big and hostile mails: what they cost in memory, and that nothing of their files is lost."""

from __future__ import annotations

import base64
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.model import IncomingMail, RawMail
from mailbot.read import read
from mailbot.read.heavy import set_aside

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HEAD = b"From: a@courriel.example\r\nTo: reclamations@otc.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
MIXED = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
TEXT = b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nVoici les photos.\r\n"
FILE = b"--b\r\nContent-Type: image/jpeg; name=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
DATA = bytes(range(256)) * 800 + b"fin"


def as_read(content: bytes) -> IncomingMail:
    return read(RawMail(content=content, mailbox="reclamations@otc.example", received_at=NOW))


def lines(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def mail(*bodies: bytes) -> bytes:
    return HEAD + MIXED + TEXT + b"".join(FILE + body + b"\r\n" for body in bodies) + b"--b--\r\n"


def test_big_files_come_out_byte_by_byte() -> None:
    """What is set aside before parsing is what the attachment holds, whatever the line ends."""
    for content in (
        mail(lines(DATA), lines(DATA * 2)),
        mail(lines(DATA), lines(DATA * 2)).replace(b"\r", b""),
    ):
        read_ = as_read(content)
        assert [a.content for a in read_.attachments] == [DATA, DATA * 2]
        assert read_.new_text == "Voici les photos."
    assert set_aside(mail(lines(DATA)))[1].stretches


@pytest.mark.parametrize(
    ("what", "body", "content"),
    [
        ("cut off", lines(DATA)[:-9], DATA[:-5]),
        ("without padding", lines(DATA + b"x").replace(b"=", b""), DATA),
        ("in one line", base64.b64encode(DATA), DATA),
        ("something after it", lines(DATA) + b"\r\n-- \r\nfin\r\n", DATA),
    ],
)
def test_damaged_big_file_is_kept_as_far_as_it_goes(what: str, body: bytes, content: bytes) -> None:
    """Nothing before the damage is lost."""
    [file] = as_read(mail(body)).attachments
    assert file.content.startswith(content), what


@pytest.mark.parametrize("encoding", [b"7bit", b"8bit", b"quoted-printable", b""])
def test_what_only_looks_like_a_file_stays_text(encoding: bytes) -> None:
    """Base64 in the middle of a text, under any encoding, is text as it was."""
    body = lines(DATA)
    entity = (
        b"Content-Transfer-Encoding: "
        + encoding
        + b"\r\n\r\navant\r\n"
        + body.replace(b"=", b"")
        + b"apr\xe8s\r\n"
    )
    text = as_read(HEAD + b"Content-Type: text/plain\r\n" + entity).text
    assert text == "avant\n" + body.decode().replace("=", "").replace("\r\n", "\n") + "après"


def test_big_file_in_a_mail_that_came_back() -> None:
    """A report attaches the mail that came back: with its file, not with a mark."""
    returned = b"--c\r\nContent-Type: message/rfc822\r\n\r\n" + mail(lines(DATA)) + b"--c--\r\n"
    report = HEAD + b'Content-Type: multipart/report; boundary="c"\r\n\r\n' + returned
    [file] = as_read(report).attachments
    assert lines(DATA).replace(b"\r\n", b"\n")[:5_000] in file.content.replace(b"\r\n", b"\n")
    assert b"mailbot/stretch" not in file.content


def test_nobody_can_write_our_mark() -> None:
    """A mail that holds such a mark is read as it is written."""
    forged = TEXT.replace(b"Voici", b"mailbot/stretch0; mailbot/stretch/0;")
    content = mail(lines(DATA)).replace(TEXT, forged)
    read_ = as_read(content)
    assert read_.text == "mailbot/stretch0; mailbot/stretch/0; les photos."
    assert read_.attachments[0].content == DATA


def test_copies_with_big_files_have_one_digest() -> None:
    """Line ends and blank lines at the end change nothing; the file does."""
    one = mail(lines(DATA))
    digests = {as_read(copy).content_digest for copy in (one, one.replace(b"\r", b""), one + b"\r\n\r\n")}
    assert len(digests) == 1
    assert as_read(mail(lines(DATA[1:]))).content_digest not in digests


PROGRAM = """
import time
from datetime import UTC, datetime
from mailbot.model import RawMail
from mailbot.read import read
def peak():
    status = open("/proc/self/status").read()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
def as_read(content):
    return read(RawMail(content=content, mailbox="m", received_at=datetime(2026, 11, 21, tzinfo=UTC)))
as_read(b"From: a@b.example\\n\\nx")
content = {content}
open("/proc/self/clear_refs", "w").write("5")  # the peak begins anew: the mail itself does not count
before, begun = peak(), time.process_time()
mail = as_read(content)
print(peak() - before, time.process_time() - begun, len(mail.attachments), len(mail.problems))
"""
HEADERS = 'b"From: a@b.example\\r\\nSubject: x\\r\\n" + '
MULTI = HEADERS + "b'Content-Type: multipart/mixed; boundary=b\\r\\n\\r\\n' + "
BASE64 = "b'--b\\r\\nContent-Type: image/png\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\n' + "
FLOODS = {
    "25 MB of files": (
        MULTI + "(" + BASE64 + "(b'QUJD' * 19 + b'\\r\\n') * 63_000 + b'\\r\\n') * 5 + b'--b--'", 100
    ),
    "64 MiB of files": (
        MULTI + "(" + BASE64 + "(b'QUJD' * 19 + b'\\r\\n') * 86_000 + b'\\r\\n') * 10 + b'--b--'", 200
    ),
    "64 MiB of zeros in base64": (MULTI + BASE64 + "b'A' * 67_000_000", 200),
    "small files without number": (MULTI + "(" + BASE64 + "b'QUJD' * 2_000 + b'\\r\\n') * 8_000", 300),
    "20 000 parts": (MULTI + "b'--b\\r\\nContent-Type: image/png\\r\\n\\r\\nx\\r\\n' * 20_000", 300),
    "20 000 headers": (HEADERS + "b'X-A: b\\r\\n' * 20_000 + b'\\r\\nx'", 300),
    "100 000 addresses": (
        HEADERS + "b'To: ' + b', '.join(b'a%d@b.example' % n for n in range(100_000))", 300
    ),
    "a line of 1 MB": (HEADERS + "b'\\r\\n' + b'a b' * 350_000", 300),
    "64 MiB of text in one line": (HEADERS + "b'\\r\\n' + b'\\xe9 ' * 33_500_000", 300),
    "64 MiB of empty lines": (HEADERS + "b'\\r\\n' + b'\\n' * 67_000_000", 300),
    "64 MiB of HTML": (HEADERS + "b'Content-Type: text/html\\r\\n\\r\\n' + b'<p>x' * 16_700_000", 300),
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux's own figures")
@pytest.mark.parametrize("name", FLOODS)
def test_memory_is_bounded(name: str) -> None:
    """Beyond the mail itself, reading needs no more than its bound, and two seconds of the processor."""
    content, megabytes = FLOODS[name]
    program = PROGRAM.replace("{content}", content)
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    used, seconds, *_ = (float(word) for word in done.stdout.split())
    assert used < megabytes
    assert seconds < 3
