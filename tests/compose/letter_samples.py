"""One full letter of every kind, with words that try to be something else than words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from mailbot.compose import LETTERS, House
from mailbot.model import Address, Letter, Mediator, Organisation

SECRET = b"0123456789abcdef0123456789abcdef"
RECEIVED = datetime(2026, 11, 20, 15, 5, tzinfo=UTC)
DUE = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)
CLIENT = Address(address="elodie@client.example", name="Élodie Dupont")
STAFF = Address(address="claire.martin@otc.example", name="Claire Martin")
PROVIDER = Address(address="direction@hotel.example", name="Direction")
RECIPIENTS = {"client": CLIENT, "staff": STAFF, "provider": PROVIDER}
HOSTILE = (
    "## pas un titre\n- pas une liste\n=> clic | https://evil.example/\n| a : b\n"
    "{{ organisation.name }} {% for x in y %} <script>alert(1)</script>\x00\x1b\ue0000\ue001\n\n> fin"
)
VALUES: dict[str, Any] = {
    "text": HOSTILE,
    "theirs": HOSTILE,
    "moment": RECEIVED,
    "list": (HOSTILE, "deux"),
    "rows": ((HOSTILE, HOSTILE), ("date", DUE)),
    "commands": (("#transmettre", "envoyer la copie"), ("#note ", HOSTILE)),
}
ORGANISATION = Organisation(
    name="Office de tourisme des Chaumes",
    address="1 place de la Mairie, 88000 Exemple",
    phone="03 29 00 00 00",
    website="www.otc.example",
    privacy_contact="rgpd@otc.example",
)
MEDIATOR = Mediator(name="Médiateur du tourisme", address="BP 80303, Paris", website="https://mtv.example")


def house(**changes: Any) -> House:
    settings: dict[str, Any] = {
        "organisation": ORGANISATION,
        "mailbox_address": "reclamations@otc.example",
        "plus_addressing": True,
        "secret": SECRET,
        "ticket_id": 42,
        "reference": "REC-2026-0001",
        "today": date(2026, 11, 20),
        "mediator": MEDIATOR,
    }
    return House(**{**settings, **changes})


def letter(kind: str, *, full: bool = True, **changes: Any) -> Letter:
    spec = LETTERS[kind]
    context = {name: VALUES[key.shape] for name, key in spec.keys.items() if full or key.required}
    settings: dict[str, Any] = {
        "kind": kind,
        "recipient": RECIPIENTS[spec.to],
        "conversation": "provider:1" if spec.to == "provider" else "client",
        "side": "staff" if spec.to == "staff" else "party",
        "cause": "mail:1",
        "in_reply_to": "<parent@client.example>",
        "references": ("<first@client.example>", "<parent@client.example>"),
        "thread_hints": {"Thread-Index": "AQHXelodie", "Thread-Topic": "Chauffage d'Élodie"},
    }
    more = changes.pop("context", {})
    return Letter(context={**context, **more}, **{**settings, **changes})
