"""Five hundred mails with files, from their bytes to the letter that a provider gets: nobody is named."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP

import planted
import planted_files
import pytest

from mailbot.compose import House, Templates, compose
from mailbot.config import Settings, load_text
from mailbot.decide.letters import forward
from mailbot.model import Meaning, Organisation, Party, RawMail, Redacted
from mailbot.read import read
from mailbot.redact import redact, search

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "tourisme"
[[mailboxes]]
address = "reclamations@otc.example"
[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "claire.martin@otc.example"
roles = ["manager", "handler"]
[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
email = "direction@hotel-tetras.example"
town = "Gérardmer"
"""
NOW = datetime(2026, 11, 10, 9, tzinfo=UTC)
PROVIDER = Party(
    conversation="provider:1", address="direction@hotel-tetras.example", name="Hôtel du Grand Tétras"
)
HOUSE = House(
    organisation=Organisation(name="Office de tourisme des Chaumes"), mailbox_address=planted.SERVICE,
    plus_addressing=True, secret=b"x" * 32, ticket_id=1, reference="REC-2026-0001", today=date(2026, 11, 10),
)  # fmt: skip


@functools.cache
def settings(folder: str) -> Settings:
    from pathlib import Path

    return load_text(CONFIG, Path(folder), environ={})


@functools.cache
def templates() -> Templates:
    return Templates.load()


@pytest.mark.parametrize("block", range(10))
def test_no_byte_of_an_identity_is_sent(block: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Names, addresses, numbers, in text, headers, file names, metadata: gone; the facts are still told."""
    known = settings(str(tmp_path_factory.getbasetemp()))
    leaked, lost, held = [], [], 0
    for seed in range(block * 50, block * 50 + 50):
        mail = planted.mail(seed)
        letter_bytes, stopped, copy_text = sent(mail.raw, known)
        held += stopped
        leaked += [(seed, secret) for secret in planted.found(letter_bytes, mail.secrets)]
        lost += [(seed, fact) for fact in planted.FACTS if fact not in copy_text]
    assert leaked == []
    assert len(lost) <= 2
    assert held <= 2


def sent(raw: bytes, known: Settings, *, ordered: bool = False) -> tuple[bytes, bool, str]:
    """The bytes that would leave, whether they are stopped, and the text in them.

    `ordered`: staff let everything go that they may, one `#joindre` for each document.
    """
    copy = copied(raw, known)
    free = tuple(piece.file for piece in copy.pieces if piece.file and not piece.traces) if ordered else ()
    letter = forward(copy, PROVIDER, NOW, known, cause="c", now=NOW, released=free)
    outgoing = compose(letter, templates=templates(), house=HOUSE)
    stopped = search(outgoing.content, copy.identity, tuple(file.name for file in free))
    return outgoing.content, bool(copy.held or stopped), copy.text


def copied(raw: bytes, known: Settings) -> Redacted:
    mail = read(RawMail(content=raw, mailbox=planted.SERVICE, received_at=NOW))
    return redact(mail, known.directory, Meaning(kind="reclamation", targets=("hotel-tetras",)))


@pytest.mark.parametrize("block", range(4))
def test_no_document_that_staff_let_go_names_the_client(
    block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every piece that may leave by order leaves: properties, comments, authors and trailers stay."""
    known = settings(str(tmp_path_factory.getbasetemp()))
    for seed in range(1000 + block * 30, 1030 + block * 30):
        mail = planted.mail(seed)
        content, stopped, _ = sent(mail.raw, known, ordered=True)
        assert stopped or planted.found(content, mail.secrets) == [], seed


@pytest.mark.parametrize("kind", planted_files.KINDS)
def test_each_kind_of_file_has_its_fate(kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Photographs are drawn anew, documents wait for an order, whatever else there is never leaves."""
    known = settings(str(tmp_path_factory.getbasetemp()))
    name, content_type, content = planted_files.made(kind, "Ombeline", "Quenneville")
    message = EmailMessage(policy=SMTP)
    message["From"] = "Ombeline Quenneville <ombeline.quenneville@courriel.example>"
    message["Subject"] = "Séjour au Grand Tétras"
    message.set_content("La chambre 12 était sale.\n\nOmbeline Quenneville")
    main, _, sub = content_type.partition("/")
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    copy = copied(message.as_bytes(), known)
    fate = planted_files.KINDS[kind].fate
    assert [one.name for one in copy.attachments] == (["photo-1.jpg"] if fate == "drawn" else [])
    assert [bool(piece.file) for piece in copy.pieces] == ([] if fate == "drawn" else [fate == "on_order"])
    for ordered in (False, True):
        letter, _, _ = sent(message.as_bytes(), known, ordered=ordered)
        assert planted.found(letter, ("Ombeline", "Quenneville")) == []


def test_the_search_for_the_planted_finds_it() -> None:
    """The searcher itself is tried: of the mail as it came, it finds every secret."""
    for seed in range(20):
        mail = planted.mail(seed)
        assert set(planted.found(mail.raw, mail.secrets)) == set(mail.secrets)
