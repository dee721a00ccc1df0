"""The people, tickets and mails that the tables of decisions are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from mailbot.config import Mailbox, Settings
from mailbot.decide import decide
from mailbot.model import (
    Address,
    Attachment,
    Directory,
    Facts,
    Identity,
    IncomingMail,
    Meaning,
    Mediator,
    Organisation,
    Party,
    Plan,
    Provider,
    Redacted,
    StaffMember,
    Thread,
    Ticket,
    Unit,
)
from mailbot.procedure import Acknowledgement, Answer, Operations, Procedure, parse_delay

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # a Friday
SERVICE = "reclamations@otc.example"
CLIENT = "elodie@client.example"
CLAIRE = "claire@otc.example"
MARC = "marc@otc.example"
PAUL = "paul@otc.example"
HOTEL = "direction@hotel.example"
CAMPING = "accueil@camping.example"
STRANGER = "quelqu.un@ailleurs.example"

PROCEDURE = Procedure(
    acknowledgement=Acknowledgement(delay=parse_delay("2 jours")),
    answer=Answer(delay=parse_delay("2 mois")),
    mediation="on_rejection",
    operations=Operations(
        provider_reply_delay=parse_delay("8 jours"),
        provider_reminder=parse_delay("4 jours"),
        provider_reminders=2,
        warnings=(parse_delay("15 jours"), parse_delay("3 jours")),
    ),
)
SETTINGS = Settings(
    organisation=Organisation(name="Office de tourisme des Chaumes"),
    procedure=PROCEDURE,
    mailboxes=(Mailbox(address=SERVICE),),
    staff=(
        StaffMember(name="Claire Martin", function="Chargée des réclamations", address=CLAIRE,
                    roles=("manager", "handler")),
        StaffMember(name="Marc Petit", function="Accueil", address=MARC, roles=("handler",)),
        StaffMember(name="Paul Henry", function="Direction", address=PAUL, roles=("reader",)),
    ),
    directory=Directory(
        organisation="Office de tourisme des Chaumes",
        providers=(
            Provider(id="hotel", name="Hôtel du Grand Tétras", aliases=("Grand Tétras",), address=HOTEL),
            Provider(id="camping", name="Camping du Lac Bleu", address=CAMPING),
            Provider(id="ferme", name="Ferme du Haut", address=""),
        ),
        units=(Unit(name="BIT de Cornimont", aliases=("bureau de Cornimont",)),),
    ),
    mediator=Mediator(name="Médiation", address="Paris", website="https://mediation.example"),
)  # fmt: skip
COPY = Redacted(subject="Séjour", text="La chambre était sale.", identity=Identity(names=("Élodie Dupont",)))
COMPLAINT = Meaning(
    kind="reclamation", confidence=0.97, targets=("hotel",), targets_certain=True, severity="normale"
)


def settings(**changed: Any) -> Settings:
    return replace(SETTINGS, **changed)


def mail(sender: str = CLIENT, text: str = "La chambre était sale.", **changed: Any) -> IncomingMail:
    written: dict[str, Any] = {
        "content_digest": "d1",
        "received_at": NOW,
        "mailbox": SERVICE,
        "message_id": "<m1@client.example>",
        "from_": Address(address=sender, name="Quelqu'un"),
        "subject": "Séjour",
        "text": text,
        "new_text": text,
        "authenticity": "pass",
    }
    return IncomingMail(**(written | changed))


def ticket(**changed: Any) -> Ticket:
    written: dict[str, Any] = {
        "id": 7,
        "reference": "REC-2026-0001",
        "kind": "reclamation",
        "doubtful": False,
        "status": "accusé",
        "subject": "Séjour",
        "received_at": NOW,
        "mailbox": SERVICE,
        "targets": ("hotel",),
        "acknowledged_at": NOW,
        "parties": (
            Party(conversation="client", address=CLIENT, name="Élodie Dupont"),
            Party(conversation="provider:1", address=HOTEL, name="Hôtel", provider_id="hotel"),
        ),
    }
    return Ticket(**(written | changed))


def thread(conversation: str = "client", side: Any = "party", **changed: Any) -> Thread:
    written: dict[str, Any] = {"ticket": ticket(), "proof": "token", "is_addressee": True}
    return Thread(conversation=conversation, side=side, **(written | changed))


def facts(*threads: Thread, **changed: Any) -> Facts:
    return Facts(next_reference="REC-2026-0002", threads=threads, **changed)


def commanded(
    text: str,
    *,
    conversation: str = "client",
    desk: Settings = SETTINGS,
    attachments: tuple[Attachment, ...] = (),
    **of_ticket: Any,
) -> Plan:
    """What Claire's proven mail comes to."""
    known = facts(thread(conversation, "staff", ticket=ticket(**of_ticket)))
    written = replace(mail(CLAIRE, text), attachments=attachments)
    return decide(written, COMPLAINT, COPY, known, desk, NOW)


def recipients(plan: Plan) -> set[str]:
    return {letter.recipient.address for letter in plan.letters}


def kinds(plan: Plan) -> set[str]:
    return {letter.kind for letter in plan.letters}


def transcript(plan: Plan) -> Any:
    [letter] = [letter for letter in plan.letters if letter.kind == "compte_rendu"]
    return letter.context
