"""Every mail in tests/mails is read as the table beside it says."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mailbot.model import IncomingMail, RawMail
from mailbot.read import FormRules, read

MAILS = Path(__file__).resolve().parent.parent / "mails"
OWN = frozenset({"reclamations@otc.example"})
TRUSTED = frozenset({"mx.otc.example", "filtre.otc.example"})
FORMS = FormRules(
    senders=frozenset({"camille@hebergeur.example"}),
    email_labels=("Où vous répondre",),
    name_labels=("Qui êtes-vous",),
    message_labels=("Racontez-nous",),
    colleagues=frozenset({"claire.martin@otc.example"}),
)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

EXACT = {
    "from": lambda mail: mail.from_.address if mail.from_ else "",
    "from_name": lambda mail: mail.from_.name if mail.from_ else "",
    "reply_to": lambda mail: mail.reply_to.address if mail.reply_to else "",
    "reply_to_name": lambda mail: mail.reply_to.name if mail.reply_to else "",
    "to": lambda mail: [address.address for address in mail.to],
    "delivered_to": lambda mail: list(mail.delivered_to),
    "subject": lambda mail: mail.subject,
    "message_id": lambda mail: mail.message_id,
    "in_reply_to": lambda mail: list(mail.in_reply_to),
    "references": lambda mail: list(mail.references),
    "sent_at": lambda mail: mail.sent_at.isoformat() if mail.sent_at else "",
    "text": lambda mail: mail.text,
    "new_text": lambda mail: mail.new_text,
    "signature": lambda mail: mail.signature,
    "via": lambda mail: mail.via,
    "attachments": lambda mail: [attachment.name for attachment in mail.attachments],
    "attachment_sizes": lambda mail: [attachment.size for attachment in mail.attachments],
    "attachment_types": lambda mail: [attachment.content_type for attachment in mail.attachments],
    "robot": lambda mail: mail.robot.type if mail.robot else "none",
    "failed_recipient": lambda mail: mail.robot.failed_recipient,
    "original_message_id": lambda mail: mail.robot.original_message_id,
    "authenticity": lambda mail: mail.authenticity,
    "tokens": lambda mail: list(mail.tokens),
    "problems": lambda mail: list(mail.problems),
    "thread_hints": lambda mail: dict(mail.thread_hints),
}
CONTAINS = {
    "text_has": lambda mail: mail.text,
    "new_text_has": lambda mail: mail.new_text,
    "signature_has": lambda mail: mail.signature,
    "problems_have": lambda mail: "\n".join(mail.problems),
}
LACKS = {
    "robot_not": lambda mail: mail.robot.type if mail.robot else "",
    "new_text_lacks": lambda mail: mail.new_text,
    "text_lacks": lambda mail: mail.text,
}


def as_read(path: Path) -> IncomingMail:
    raw = RawMail(content=path.read_bytes(), mailbox="reclamations@otc.example", received_at=NOW)
    return read(raw, own_addresses=OWN, trusted_servers=TRUSTED, forms=FORMS)


@pytest.mark.parametrize("path", sorted(MAILS.glob("*.eml")), ids=lambda path: path.stem)
def test_mail_is_read_as_expected(path: Path) -> None:
    """The mail gives what its table says; a field that the table does not name is free."""
    expected: dict[str, Any] = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    mail = as_read(path)
    about = expected.pop("about")
    for key, value in expected.items():
        if key in EXACT:
            assert EXACT[key](mail) == value, f"{key}: {about}"
        elif key in LACKS:
            assert not [word for word in value if word in LACKS[key](mail)], f"{key}: {about}"
        else:
            assert not [word for word in value if word not in CONTAINS[key](mail)], f"{key}: {about}"


@pytest.mark.parametrize("path", sorted(MAILS.glob("*.eml")), ids=lambda path: path.stem)
def test_person_is_never_taken_for_a_robot(path: Path) -> None:
    """A mail whose table names no robot was written by a person, and is read as such."""
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    if expected.get("robot", "none") == "none":
        assert as_read(path).robot is None
