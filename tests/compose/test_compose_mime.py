"""The bytes: the same each time, answerable, and closed to whatever a header could bring in."""

from __future__ import annotations

import email
import subprocess
import sys
from dataclasses import replace
from email import policy
from email.message import EmailMessage

import pytest
from letter_samples import CLIENT, SECRET, house, letter

from mailbot.compose import LETTERS, Templates, compose
from mailbot.compose.mime import address_header, capped, words
from mailbot.model import Address, Attachment, OutgoingMail
from mailbot.token import verify


def read(mail: OutgoingMail) -> EmailMessage:
    message = email.message_from_bytes(mail.content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("kind", LETTERS)
def test_the_same_letter_is_the_same_bytes(templates: Templates, kind: str) -> None:
    """Composed again, with templates loaded again, a letter is the same mail to the last byte."""
    again = compose(letter(kind), templates=Templates.load(), house=house())
    assert compose(letter(kind), templates=templates, house=house()) == again


def test_the_bytes_do_not_depend_on_the_process(templates: Templates) -> None:
    """Another process, with another hash seed, writes the same mail."""
    program = (
        "import sys; sys.path.insert(0, 'tests/compose')\n"
        "from letter_samples import house, letter\nfrom mailbot.compose import Templates, compose\n"
        "mail = compose(letter('avis_equipe'), templates=Templates.load(), house=house())\n"
        "sys.stdout.buffer.write(mail.content)"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert other.stdout == compose(letter("avis_equipe"), templates=templates, house=house()).content


def test_what_makes_a_letter_unique_makes_its_identifier(templates: Templates) -> None:
    """Another cause, side or recipient is another letter; the words of a context are not."""
    base = letter("alerte")
    other_words = replace(base, context={**base.context, "title": "autre"})
    variants = [base, replace(base, cause="mail:2"), replace(base, conversation="provider:1"),
                replace(base, recipient=Address(address="autre@otc.example"))]  # fmt: skip
    ids = [compose(one, templates=templates, house=house()).message_id for one in variants]
    assert len(set(ids)) == len(variants)
    assert compose(other_words, templates=templates, house=house()).message_id == ids[0]
    mail = compose(base, templates=templates, house=house())
    assert mail.key == "alerte|mail:1|client|staff|claire.martin@otc.example"
    assert read(mail)["Message-ID"] == mail.message_id
    assert read(mail)["X-Mailbot-Loop"] == mail.message_id[1:].partition("@")[0]


@pytest.mark.parametrize("kind", LETTERS)
def test_the_way_back_is_signed(templates: Templates, kind: str) -> None:
    """Reply-To, envelope sender and the marker in both bodies carry one token, for this very reader."""
    mail = compose(letter(kind), templates=templates, house=house())
    token = str(read(mail)["Reply-To"]).partition("+")[2].partition("@")[0]
    found = verify(token, SECRET)
    assert found is not None
    assert (found.ticket_id, found.conversation, found.side) == (
        42,
        mail.letter.conversation,
        mail.letter.side,
    )
    assert found.belongs_to(mail.letter.recipient.address, SECRET)
    assert mail.sender == read(mail)["Reply-To"]
    for part in ("plain", "html"):
        body = read(mail).get_body((part,))
        assert body is not None
        assert f"Repère\u00a0: mb-{token}" in body.get_content() or mail.letter.language != "fr"


def test_without_plus_addressing_the_marker_alone_leads_back(templates: Templates) -> None:
    """The mailbox address is used as it is; without a ticket there is nothing to lead back to."""
    mail = compose(letter("suite_equipe"), templates=templates, house=house(plus_addressing=False))
    assert read(mail)["Reply-To"] == mail.sender == "reclamations@otc.example"
    assert b"mb-" in mail.content
    mail = compose(letter("alerte"), templates=templates, house=house(ticket_id=None, reference=None))
    assert read(mail)["Reply-To"] == "reclamations@otc.example"
    assert b"mb-" not in mail.content


EVIL = "Bonjour\r\nBcc: victim@evil.example\r\n\r\ncorps\x00\u2028X-Evil: 1"


@pytest.mark.parametrize("kind", LETTERS)
def test_no_value_brings_a_header_with_it(templates: Templates, kind: str) -> None:
    """Line breaks in names, subjects, identifiers and hints leave the list of headers as it was."""
    tame = read(compose(letter(kind), templates=templates, house=house()))
    keys = LETTERS[kind].keys
    evil = letter(
        kind,
        recipient=Address(address="a@b.example\r\nBcc: x@evil.example", name=EVIL),
        in_reply_to="<parent@client.example>",
        references=("<a@b>\r\nX-Evil: 1", "<first@client.example>"),
        thread_hints={"Thread-Index": "AQ\r\nX-Evil: 1", "Thread-Topic": EVIL, "X-Evil": "1"},
        attachments=(Attachment(name=EVIL, content_type="text/plain\r\nX-Evil: 1", content=b"x"),),
        context={name: EVIL for name, key in keys.items() if key.shape in ("text", "theirs")},
    )
    settings = house(organisation=replace(house().organisation, name=EVIL), reference="REC\r\nX-Evil: 1")
    message = read(compose(evil, templates=templates, house=settings))
    assert set(message.keys()) <= set(tame.keys())
    assert len(message.keys()) == len(set(message.keys()))
    assert not message.defects
    for part in message.walk():
        assert "X-Evil" not in part
        assert "Bcc" not in part


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("accuse_reception", {}, "auto-replied"),
        ("accuse_reception", {"in_reply_to": None}, "auto-generated"),
        ("echeance", {"in_reply_to": None}, "auto-generated"),
        ("message_client", {}, None),
        ("reponse_client", {}, None),
        ("message_prestataire", {}, None),
        ("transmission", {"automatic": False}, None),
    ],
)
def test_only_what_a_machine_says_is_called_automatic(
    templates: Templates, kind: str, changes: dict[str, object], expected: str | None
) -> None:
    """A person's words are a person's mail; robots are told not to answer ours."""
    message = read(compose(letter(kind, **changes), templates=templates, house=house()))
    assert message["Auto-Submitted"] == expected
    assert message["X-Auto-Response-Suppress"] == ("All" if expected else None)
    assert "X-Mailer" not in message
    assert "Date" not in message


def test_threads_hold_together(templates: Templates) -> None:
    """The parent is named last, its hints come back; a long chain keeps its ends and stays short."""
    mail = compose(
        letter("accuse_reception", references=tuple(f"<{i:040}@client.example>" for i in range(60))),
        templates=templates,
        house=house(),
    )
    message = read(mail)
    chain = str(message["References"]).split()
    assert chain[0] == f"<{0:040}@client.example>"
    assert chain[-1] == message["In-Reply-To"] == "<parent@client.example>"
    assert len(chain) <= 20
    assert len(str(message["References"])) <= 900
    assert message["Thread-Index"] == "AQHXelodie"
    assert message["Thread-Topic"] == "Chauffage d'Élodie"


def test_chains_are_capped_by_number_and_by_size() -> None:
    """First and last always, the latest of the rest, nothing twice."""
    short = [f"<{i}@x>" for i in range(100)]
    assert capped(short) == [short[0], *short[-19:]]
    assert capped(["<a@x>", "<a@x>", "<b@x>"]) == ["<a@x>", "<b@x>"]
    long = [f"<{i:0240}@x>" for i in range(9)]
    assert capped(long) == [long[0], long[-2], long[-1]]


def test_a_provider_keeps_the_thread_of_our_own_letters(templates: Templates) -> None:
    """What a provider may see of a thread are the identifiers that we made."""
    first = compose(letter("transmission"), templates=templates, house=house())
    reminder = letter(
        "relance_prestataire",
        in_reply_to=first.message_id,
        references=("<private@client.example>", first.message_id, "<elodie@otc.example>"),
    )
    message = read(compose(reminder, templates=templates, house=house()))
    assert message["In-Reply-To"] == first.message_id
    assert message["References"] == first.message_id


def test_attachments_travel_whole_under_their_names(templates: Templates) -> None:
    """Any bytes, any name; a mail within a mail is a plain file; text and HTML stay the first part."""
    content = bytes(range(256)) * 50
    files = (
        Attachment(name="façade d'été.jpg", content_type="image/jpeg", content=content),
        Attachment(name="../../etc/passwd", content_type="text/plain", content="é".encode()),
        Attachment(name='a";b.eml', content_type="message/rfc822", content=b"Subject: x\r\n\r\ny"),
        Attachment(name="", content_type="rien", content=b""),
    )
    mail = compose(letter("avis_equipe", attachments=files), templates=templates, house=house())
    parts = list(read(mail).iter_attachments())
    assert [part.get_filename() for part in parts] == [
        "façade d'été.jpg", ".._.._etc_passwd", 'a";b.eml', "piece-jointe",
    ]  # fmt: skip
    assert [part.get_payload(decode=True) for part in parts] == [file.content for file in files]
    assert parts[2].get_content_type() == "application/octet-stream"
    body = read(mail).get_body(("html",))
    assert body is not None


@pytest.mark.parametrize("kind", LETTERS)
def test_every_line_fits_every_server(templates: Templates, kind: str) -> None:
    """7-bit, CRLF, no line beyond what SMTP promises to carry."""
    content = compose(letter(kind), templates=templates, house=house()).content
    assert content.isascii()
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 200
    assert not any(b"\r" in line or b"\n" in line for line in lines)


@pytest.mark.parametrize(
    "text",
    ["Plain", "[REC-2026-0001] Votre réclamation", "é" * 300, "a" * 300, "=?utf-8?q?x?=", "日本語 " * 40,
     "M. Dupont, Élodie", "fin =?", "a é b é c", "\ud800 seul"],
)  # fmt: skip
def test_header_words_come_back_as_they_were(text: str) -> None:
    """Whatever a subject holds, the reader's mail client shows the same, in lines of decent length."""
    raw = words(text)
    message = email.message_from_bytes(f"Subject: {raw}\r\n\r\n".encode(), policy=policy.default)
    assert message["Subject"] == text.strip().replace("\ud800", "?")
    assert all(len(line) <= 78 for line in raw.split("\r\n"))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Élodie Dupont", "e@x.example"),
        ("M. Dupont, dit \"Jo\"", "e@x.example"),
        ("", "e@x.example"),
        ("<b@evil.example>,", "e@x.example"),
        ("É <b@evil.example>, b", "e@x.example"),
        ("=?utf-8?q?x=40y?=", "e@x.example"),
    ],
)  # fmt: skip
def test_an_address_is_one_address(name: str, address: str) -> None:
    """A display name is shown as it is and never becomes a second recipient."""
    message = email.message_from_bytes(
        f"To: {address_header(name, address)}\r\n\r\n".encode(), policy=policy.default
    )
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [(name, address)]


def test_odd_addresses_do_not_stop_a_letter() -> None:
    """International domains are written as servers know them; what cannot be in an address is left out."""
    assert address_header("", "a@été.example") == "a@xn--t-9fab.example"
    assert address_header("", "a@x.example>, <b@evil.example") == "a@x.exampleb@evil.example"


def test_only_clients_are_addressed_by_name(templates: Templates) -> None:
    """A provider's or colleague's mail shows the address alone."""
    assert read(compose(letter("accuse_reception"), templates=templates, house=house()))["To"] == (
        f"{CLIENT.name} <{CLIENT.address}>"
    )
    assert read(compose(letter("transmission"), templates=templates, house=house()))["To"] == (
        "direction@hotel.example"
    )
