"""The [reading] section: what is said of our own web forms, from the file to the mail that is read."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.commands.explain import explained
from mailbot.commands.sources import FoundMail
from mailbot.config import load_text
from mailbot.errors import BadConfig

HEAD = """
[organisation]
name = "Office"
[[mailboxes]]
address = "reclamations@otc.example"
[[staff]]
name = "Claire Martin"
email = "Claire.Martin@otc.example"
roles = ["manager"]
"""
READING = """
[reading]
form_senders = ["Camille@Hebergeur.example"]
form_fields.email = ["Où vous répondre :"]
form_fields.name = ["Qui êtes-vous"]
form_fields.message = ["Racontez-nous"]
"""
MAIL = (
    "From: Camille <camille@hebergeur.example>\nTo: reclamations@otc.example\n"
    "Subject: Site\nContent-Type: text/plain; charset=utf-8\n\n"
    "Qui êtes-vous : Élodie Dupont\nOù vous répondre : elodie@courriel.example\nRacontez-nous : froid\n"
).encode()


def writer(text: str, content: bytes) -> dict[str, str | None]:
    found = FoundMail(label="x", content=content, received_at=datetime(2026, 11, 21, tzinfo=UTC))
    answer: dict[str, str | None] = explained(found, load_text(text, Path()))["from"]
    return answer


def test_forms_of_the_configuration_are_read() -> None:
    """What the file says of our forms decides who is answered."""
    rules = load_text(HEAD + READING, Path()).reading
    assert rules.senders == {"camille@hebergeur.example"}
    assert rules.email_labels == ("Où vous répondre",)
    assert rules.colleagues == {"claire.martin@otc.example"}
    assert writer(HEAD + READING, MAIL) == {"address": "elodie@courriel.example", "name": "Élodie Dupont"}
    assert writer(HEAD, MAIL)["address"] == "camille@hebergeur.example"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('form_senders = ["camille"]', "n’est pas une adresse électronique"),
        ('form_senders = "camille@x.example"', "mauvais type de valeur"),
        ('form_fields = ["Nom"]', "mauvais type de valeur"),
        ('form_fields.phone = ["Tél"]', "clé inconnue"),
    ],
)
def test_mistakes_are_named(line: str, said: str) -> None:
    """Each with its line and its cure."""
    with pytest.raises(BadConfig, match=said) as caught:
        load_text(f"{HEAD}[reading]\n{line}\n", Path())
    assert "ligne" in caught.value.mistakes[0]
