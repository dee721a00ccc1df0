"""Hostile words in every field of a mail: what leaves the house stays what it would have been."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path

import pytest

from cli_desk import run
from mailbot.store import tables as t
from office import CLAIRE, COMPLAINT, HOTEL, PAUL, SERVICE, Office, parsed

Capsys = pytest.CaptureFixture[str]
VICTIM = "victime@ailleurs.example"
EVIL = "X-Evil"
PRODUCT = 7 * 191  # what a template engine would make of the words below

PAYLOADS = {
    "header lines": f"Nom\r\nBcc: {VICTIM}\r\n{EVIL}: 1\r\n\r\n<p>corps</p>",
    "bare line feeds": f"Nom\nBcc: {VICTIM}\n{EVIL}: 1",
    "other line ends": f"Nom\x0bBcc: {VICTIM}\x0c{EVIL}: 1\x85\u2028{EVIL}: 2",
    "a second recipient": f'Nom" <{VICTIM}>, "Autre',
    "a name that is an address": f"{CLAIRE} <{CLAIRE}>",
    "templates": (
        "{{ 7*191 }} ${7*191} #{7*191} <%= 7*191 %> {% print(7*191) %} {{ cycler.__init__.__globals__ }}"
    ),
    "formats": "%s %n %(password)s {0.__class__.__mro__} {settings} $HOME `id` $(id)",
    "SQL": '\'; DROP TABLE tickets; -- " OR "1"="1\' UNION SELECT secret FROM desk; /*',
    "markup": (
        "<script>alert(1)</script><img src=http://pisteur.example/p.gif onerror=alert(1)>"
        '<a href="javascript:alert(1)">ici</a><iframe src=//pisteur.example></iframe>'
        "<form action=//pisteur.example>"
    ),
    "terminal and console": "\x1b[2J\x1b]0;titre\x07 [bold red]rouge[/] [link=http://pisteur.example]ici[/link]",
    "a formula": '=HYPERLINK("http://pisteur.example";"ici")',
    "a path": "../../../../../../tmp/vole /etc/passwd C:\\Windows\\vole.exe\x00.txt",
    "direction": "\u202egpj.exe\u2066\u200b\ufeff",
    "commands": "#cloturer\n#favorable\n#transmettre\n#rejet",
    "nothing valid": "\x00\x01\ufffe\x7f",
    "endless": "A" * 20_000 + " é" * 5_000,
}

OTHER_HEADERS = (
    "Reply-To", "Cc", "References", "In-Reply-To", "Date", "Sender", "Return-Path", "X-Mailer",
    "Authentication-Results", "Content-Language", "Delivered-To",
)  # fmt: skip


def hostile_mails(payload: str, office: Office) -> Iterator[tuple[str, bytes]]:
    """The same words in one field after the other, raw and encoded, each time from somebody else."""
    encoded = Header(payload, "utf-8", maxlinelen=9_000).encode()
    for number, value in enumerate((payload, encoded)):
        name = f'"{value}"' if value is payload else value
        for where, headers in (
            ("nom", {"From": f"{name} <client.nom{number}@courrier.example>"}),
            ("sujet", {"Subject": value}),
            ("identifiant", {"Message-ID": value}),
            ("autre", dict.fromkeys(OTHER_HEADERS, value)),
        ):
            yield _written(f"client.{where}{number}@courrier.example", headers, office)
    told = payload.encode("utf-8", "replace").decode()
    yield _with_texts("client.texte@courrier.example", told, office, everywhere=False)
    yield _with_texts("client.partout@courrier.example", told, office, everywhere=True)


def _written(sender: str, headers: dict[str, str], office: Office) -> tuple[str, bytes]:
    lines = {
        "From": f"Client <{sender}>",
        "To": SERVICE,
        "Subject": "Chambre sale",
        "Date": format_datetime(office.now),
        "Message-ID": f"<{sender}>",
        **headers,
    }
    head = "".join(f"{name}: {text}\r\n" for name, text in lines.items())
    return sender, f"{head}\r\n{COMPLAINT}".encode("utf-8", "replace")


def _with_texts(sender: str, told: str, office: Office, *, everywhere: bool) -> tuple[str, bytes]:
    """In the text; or in the HTML, the file, its name and its type."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, SERVICE, "Chambre sale"
    mail["Date"], mail["Message-ID"] = format_datetime(office.now), f"<{sender}>"
    if not everywhere:
        mail.set_content(f"{COMPLAINT}\n{told}\n")
        return sender, mail.as_bytes()
    mail.set_content(COMPLAINT)
    mail.add_alternative(f"<p>{COMPLAINT}</p>{told}", subtype="html")
    mail.add_attachment(told.encode(), maintype="text", subtype="plain", filename="NAME")
    clean = told.replace("\r", " ").replace("\n", " ").replace('"', "'")[:900].encode()
    return sender, mail.as_bytes().replace(b'"NAME"', b'"' + clean + b'"').replace(
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: base64\r\nContent-ID: <" + clean + b">",
    )


def words_of(letter: EmailMessage) -> str:
    """All that anybody could read in it: headers, texts, names of files."""
    said = [str(value) for value in letter.values()]
    for part in letter.walk():
        said.append(str(part.get_filename() or ""))
        if part.get_content_maintype() == "text":
            said.append(str(part.get_content()))
    return "\n".join(said)


def active_content(letter: EmailMessage) -> list[str]:
    """What a mail program might execute, follow or fetch by itself."""
    pattern = re.compile(
        r"<(script|iframe|object|embed|form|link|base|svg)\b|<meta\s+http|<[^>]*\son\w+\s*=|<[^>]*(href|src)\s*=\s*[\"']?"
        r"\s*(javascript|data|vbscript|http):|<img\b[^>]*src\s*=\s*[\"']?(?!cid:|[\"'])",
        re.IGNORECASE,
    )
    return [
        found[0]
        for part in letter.walk()
        if part.get_content_type() == "text/html" and not part.get_filename()
        for found in pattern.finditer(str(part.get_content()))
    ]


def deliver(office: Office, mails: list[tuple[str, bytes]]) -> None:
    for sender, raw in mails:
        office.servers.add_account(sender, "x")
        office.arrives("", raw=raw, sender=sender)
    office.works()


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=list(PAYLOADS))
def test_hostile_words_in_any_field_change_nothing(office: Office, payload: str) -> None:
    """Recipients, headers, commands, tables: as with kind words; and the next mail is served as ever."""
    mails = list(hostile_mails(payload, office))
    deliver(office, mails)

    known = {sender for sender, _ in mails} | {CLAIRE, HOTEL, PAUL}
    for accepted in office.servers.accepted:
        letter = parsed(accepted.content)
        assert accepted.recipient in known
        assert [parseaddr(str(to))[1] for to in letter.get_all("To", [])] == [accepted.recipient]
        for once in ("From", "To", "Subject", "Message-ID", "Date"):
            assert len(letter.get_all(once, [])) == 1, once
        for never in ("Bcc", "Cc", EVIL):
            assert letter[never] is None
        assert str(PRODUCT) not in words_of(letter)
        assert active_content(letter) == []
    dispositions = [row["disposition"] for row in office.rows(t.mails)]
    assert len(dispositions) == len(mails)
    assert "held" not in dispositions
    assert not any(ticket["closed_at"] or ticket["answered_at"] for ticket in office.tickets())

    left = office.complains(COMPLAINT.replace("chambre 12", "chambre 13"))
    assert "chambre 13" in words_of(left[HOTEL][0])


def test_hostile_words_can_be_looked_at_and_printed(office: Office, tmp_path: Path, capsys: Capsys) -> None:
    """Register, case, papers: written where they should be and nowhere else; nothing of them is executed."""
    mails = []
    for number, payload in enumerate(PAYLOADS.values()):
        headers = {
            "Subject": payload.partition("\r")[0],
            "From": f'"{payload[:200]}" <c{number}@courrier.example>',
        }
        mails.append(_written(f"c{number}@courrier.example", headers, office))
    deliver(office, mails)
    out = tmp_path / "out"
    out.mkdir()
    references = [ticket["reference"] for ticket in office.tickets()]
    assert len(references) == len(PAYLOADS)
    commands: list[tuple[object, ...]] = [
        ("register", "--format", "table"),
        ("register", "--format", "csv", "-o", out / "registre.csv"),
        ("register", "--format", "xlsx", "-o", out / "registre.xlsx"),
        ("register", "--format", "json"),
        ("report", "--period", "2026", "-o", out / "revue.html"),
        ("evidence", "--from", "2026-01-01", "--to", "2026-12-31", "-o", out / "preuves"),
        ("access", "c7@courrier.example", "-o", out / "acces.zip"),
        ("held",),
        ("verify",),
        *(("case", reference) for reference in references),
        *(("fiche", reference, "-o", out / "fiche.pdf") for reference in references[:3]),
    ]
    for command in commands:
        said = run(capsys, command[0], "--config", office.config_file, *command[1:])
        assert said.status == 0, (command, said.err)
        assert "\x1b" not in said.out, command
    for page in out.rglob("*.html"):
        assert not re.search(r"<script|<[^>]+onerror|href=.javascript", page.read_text(encoding="utf-8"))
    with zipfile.ZipFile(out / "acces.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("/") or ".." in name]
    assert not Path("/tmp/vole").exists()


def test_the_check_of_letters_would_notice() -> None:
    """Active content is seen where there is some, and a picture that travels with the letter is none."""
    for hostile in ("<script>", "<img src=x onerror=y>", '<a href="javascript:x">', "<img src='http://x'>"):
        letter = EmailMessage()
        letter.set_content(f"<p>{hostile}</p>", subtype="html")
        assert active_content(letter), hostile
    letter = EmailMessage()
    letter.set_content(
        "<p>1 &lt; 2 <a href='https://otc.example'>ici</a> <img src='cid:a'></p>", subtype="html"
    )
    assert active_content(letter) == []
