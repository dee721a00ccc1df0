"""How the people of a script write and answer mails."""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from zoneinfo import ZoneInfo

import pytest

from mailbot.model import Address
from mailbot.sandbox import mailclient

AT = datetime(2026, 11, 20, 16, 0, tzinfo=ZoneInfo("Europe/Paris"))
ELODIE = Address(address="elodie@client.example", name="Élodie Dupont")
LETTER = (
    b"From: Bureau <service@bureau.example>\r\nTo: elodie@client.example\r\n"
    b"Reply-To: service+token@bureau.example\r\nMessage-ID: <two@bureau.example>\r\n"
    b"References: <one@client.example>\r\nSubject: =?utf-8?q?D=C3=A9cision?=\r\n"
    b"Date: Fri, 20 Nov 2026 14:30:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"Bonjour,\r\n\r\n> cit\xc3\xa9\r\nVoici.\r\n"
)


def _parsed(content: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(content)


def _new(**changes: object) -> bytes:
    wanted: dict[str, object] = {
        "step": 1,
        "from_": ELODIE,
        "to": ("service@bureau.example",),
        "subject": "Ça ne va pas du tout, et même très mal depuis hier soir à l’hôtel",
        "text": "Où êtes-vous ?\n",
        "at": AT,
    }
    return mailclient.new_mail(**(wanted | changes))  # type: ignore[arg-type]  # a table of arguments


def test_a_mail_says_what_was_written() -> None:
    """Accents survive in every header and in the text."""
    mail = _parsed(_new(attachments=[("Photo d’été.jpg", b"\xff\xd8" * 100)]))
    assert mail["From"].addresses[0].display_name == "Élodie Dupont"
    assert mail["Subject"] == "Ça ne va pas du tout, et même très mal depuis hier soir à l’hôtel"
    assert mail["Date"].datetime == AT
    assert mailclient.shown(mail.as_bytes())[1] == "Où êtes-vous ?\n"
    (photo,) = mail.iter_attachments()
    assert photo.get_filename() == "Photo d’été.jpg"
    assert photo.get_content() == b"\xff\xd8" * 100


def test_identifiers_follow_from_the_step_its_sender_and_its_moment() -> None:
    """The same step gives the same bytes; another step another Message-ID."""
    assert _new() == _new()
    ids = {_parsed(mail)["Message-ID"] for mail in (_new(), _new(step=2), _new(at=AT.replace(hour=17)))}
    assert len(ids) == 3


def test_an_answer_goes_where_reply_to_says_and_joins_the_thread() -> None:
    """Re: once, In-Reply-To, References, and the quote below with the French line above it."""
    reply = mailclient.answering(LETTER, now=AT)
    assert reply.to == "service+token@bureau.example"
    assert reply.subject == "Re: Décision"
    assert reply.in_reply_to == "<two@bureau.example>"
    assert reply.references == ("<one@client.example>", "<two@bureau.example>")
    assert reply.quote == (
        "Le 20/11/2026 à 15:30, Bureau a écrit\N{NO-BREAK SPACE}:\n> Bonjour,\n>\n>> cité\n> Voici.\n"
    )
    mail = _parsed(_new(reply=reply, text="Merci."))
    assert mail["In-Reply-To"] == "<two@bureau.example>"
    assert str(mail["References"]).split() == ["<one@client.example>", "<two@bureau.example>"]
    assert mailclient.shown(mail.as_bytes())[1].startswith("Merci.\n\nLe 20/11/2026 à 15:30, Bureau")


def test_an_answer_to_an_answer_has_one_re() -> None:
    """As mail programs do it."""
    assert (
        mailclient.answering(LETTER.replace(b"=?utf-8?q?D=C3=A9cision?=", b"RE: x"), now=AT).subject
        == "RE: x"
    )


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
def test_headers_of_a_file_are_exchanged_and_nothing_else(eol: bytes) -> None:
    """Folded lines go with their header; the rest stays byte for byte."""
    content = eol.join(
        [b"Subject: long", b" and folded", b"X-Kept: \xe9", b"from: a@b.example", b"", b"Subject: body", b""]
    )
    changed = mailclient.with_headers(content, {"Subject": "new", "From": "c@d.example"})
    assert changed == eol.join(
        [b"Subject: new", b"From: c@d.example", b"X-Kept: \xe9", b"", b"Subject: body", b""]
    )
    assert mailclient.with_headers(content, {}) == content


def test_a_file_without_body_keeps_its_headers() -> None:
    """Any bytes may be a mail."""
    assert mailclient.with_headers(b"X-A: b", {"Subject": "s"}).splitlines() == [b"Subject: s", b"X-A: b"]
