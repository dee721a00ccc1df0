"""A whole office for tests: real servers and database, the three stories, a clock that is set by hand."""

from __future__ import annotations

import asyncio
import functools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mailbot import rounds
from mailbot.config import Settings, load_text
from mailbot.daemon import postmen
from mailbot.desk import Desk
from mailbot.dispatch import Dispatcher
from mailbot.intake import Intake
from mailbot.receive import MailboxConnection
from mailbot.sandbox.servers import AUTHSERV_ID, MailServers
from mailbot.stationery import Stationery
from mailbot.store import tables as t
from mailbot.store import verify
from mailbot.store.db import Store

SERVICE = "reclamations@otc.example"
ALIAS = "qualite@otc.example"
CLIENT = "elodie.dupont@courrier.example"
CLAIRE = "claire.martin@otc.example"
PAUL = "paul.henry@otc.example"
MARC = "marc.petit@otc.example"
HOTEL = "direction@hotel-tetras.example"
STRANGER = "inconnu@ailleurs.example"
PEOPLE = (SERVICE, ALIAS, CLIENT, CLAIRE, MARC, PAUL, HOTEL, STRANGER)
COMPLAINT = """Bonjour,

Nous avons séjourné à l'Hôtel du Grand Tétras du 6 au 8 novembre. La chambre 12 était sale et
le chauffage en panne ; la réception n'a rien fait. C'est inadmissible.
Je demande le remboursement d'une nuit (95 €).

Élodie Dupont
06 39 98 12 34
"""
SECRET = b"a secret for tests, long enough!"
START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)  # a Monday

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
address = "1 place de la Mairie, 88000 Exemple"
procedure = "{procedure}"

[desk]
digest = {digest}
recall = "{recall}"

[database]
url = "{database}"

[[mailboxes]]
address = "{service}"
plus_addressing = {plus}
authserv_ids = [{authserv}]
imap = {{ host = "127.0.0.1", port = {imap}, security = "plain", password = "x", after = "{after}" }}
smtp = {{ host = "127.0.0.1", port = {smtp}, security = "plain", password = "x" }}
{more}

[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "{claire}"
roles = ["manager", "handler"]
{second}

[[staff]]
name = "Paul Henry"
function = "Conseiller en séjour"
email = "{paul}"
roles = ["reader"]

[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
aliases = ["Grand Tétras"]
email = "{hotel}"
town = "Gérardmer"

[[providers]]
id = "camping-lac"
name = "Camping du Lac Bleu"
email = "accueil@camping-lac.example"
town = "Xonrupt"

[[units]]
name = "BIT de Cornimont"
aliases = ["bureau de Cornimont"]

[mediator]
name = "Médiation Tourisme et Voyage"
address = "BP 80303, 75823 Paris Cedex 17"
website = "https://www.mtv.travel"
"""

SECOND_HANDLER = """deputy = "Marc Petit"

[[staff]]
name = "Marc Petit"
function = "Conseiller en séjour"
email = "marc.petit@otc.example"
roles = ["handler"]
"""

SECOND_BOX = """
[[mailboxes]]
address = "{alias}"
plus_addressing = {plus}
authserv_ids = [{authserv}]
imap = {{ host = "127.0.0.1", port = {imap}, security = "plain", password = "x" }}
smtp = {{ host = "127.0.0.1", port = {smtp}, security = "plain", password = "x" }}
"""


@dataclass
class Office:
    servers: MailServers
    settings: Settings
    desk: Desk
    config_file: Path
    now: datetime = START

    # -- what happens ------------------------------------------------------------------------------

    def arrives(
        self,
        body: str,
        *,
        sender: str = f"Élodie Dupont <{CLIENT}>",
        subject: str = "Réclamation",
        to: str = SERVICE,
        account: str = SERVICE,
        authenticated: bool = True,
        message_id: str | None = None,
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> bytes:
        """Somebody's mail lies in the mailbox; nobody has looked yet."""
        content = raw or written(
            body,
            sender=sender,
            subject=subject,
            to=to,
            at=self.now,
            message_id=message_id or make_msgid(domain=parseaddr(sender)[1].partition("@")[2]),
            headers=headers,
        )
        self.servers.deliver_from_outside(
            to if account == SERVICE else account,
            content,
            self.now,
            sender=parseaddr(sender)[1],
            authenticated=authenticated,
        )
        return content

    def works(self) -> dict[str, list[EmailMessage]]:
        """The desk does all that is due at this moment. Returns what left: who received which letters."""
        before = len(self.servers.accepted)
        for box in self.settings.mailboxes:
            assert box.imap
            with MailboxConnection(box.imap, box.address) as connection:
                intake = Intake(
                    desk=self.desk,
                    box=connection,
                    address=box.address,
                    folder=box.imap.folder,
                    clock=lambda: self.now,
                )
                intake.catch_up()
                intake.reconcile_if_due()
        rounds.make(desk=self.desk, now=self.now)
        asyncio.run(self._dispatch())
        left: dict[str, list[EmailMessage]] = {}
        for mail in self.servers.accepted[before:]:
            left.setdefault(mail.recipient, []).append(parsed(mail.content))
        return left

    def complains(self, body: str = COMPLAINT, **mail: Any) -> dict[str, list[EmailMessage]]:
        """A complaint comes and is worked upon: where most journeys begin."""
        self.arrives(body, **({"subject": "Séjour au Grand Tétras"} | mail))
        return self.works()

    async def _dispatch(self) -> None:
        dispatcher = Dispatcher(desk=self.desk, senders=postmen(self.settings), clock=lambda: self.now)
        try:
            await dispatcher.run_due()
        finally:
            await dispatcher.close()

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    def answers(self, letter: EmailMessage, body: str, *, sender: str, **changed: Any) -> bytes:
        """Somebody answers a letter with an ordinary mail program."""
        quoted = "\n".join(f"> {line}" for line in text_of(letter).splitlines())
        headers = {
            "In-Reply-To": letter["Message-ID"],
            "References": f"{letter['References'] or ''} {letter['Message-ID']}".strip(),
        }
        return self.arrives(
            f"{body}\n\nLe lun. 16 nov. 2026 à 10:00, {letter['From']} a écrit :\n{quoted}\n",
            sender=sender,
            **(
                {
                    "subject": f"Re: {letter['Subject']}",
                    "to": parseaddr(str(letter["Reply-To"] or letter["From"]))[1],
                    "headers": headers,
                }
                | changed
            ),
        )

    # -- what can be seen --------------------------------------------------------------------------

    def mails(self, address: str) -> list[EmailMessage]:
        """All letters that this person has received from the desk, oldest first."""
        return [parsed(m.content) for m in self.servers.accepted if m.recipient == address]

    def rows(self, table: sa.Table, *where: Any) -> list[dict[str, Any]]:
        with self.desk.store.reading() as connection:
            query = sa.select(table).where(*where).order_by(*table.primary_key.columns)
            return [dict(row) for row in connection.execute(query).mappings()]

    def tickets(self) -> list[dict[str, Any]]:
        return self.rows(t.tickets, t.tickets.c.reference.is_not(None))

    def events(self) -> list[str]:
        return [row["event"] for row in self.rows(t.events)]

    def gaps(self) -> list[str]:
        with self.desk.store.reading() as connection:
            return list(verify.gaps(connection))


def opened_office(
    folder: Path,
    servers: MailServers,
    *,
    procedure: str = "tourisme",
    database: str = "",
    plus: bool = True,
    after: str = "move",
    two_boxes: bool = False,
    service: str = SERVICE,
    digest: bool = False,  # most tests count letters
    second_handler: bool = False,
    vouches: bool = True,  # the server says who is authenticated
    recall: str = "aucun",  # and want them at once
) -> Office:
    places = {
        "service": service, "alias": ALIAS, "claire": CLAIRE, "paul": PAUL, "hotel": HOTEL,
        "imap": servers.imap_port, "smtp": servers.smtp_port,
        "authserv": f'"{AUTHSERV_ID}"' if vouches else "",
        "plus": "true" if plus else "false", "after": after, "procedure": procedure,
        "digest": "true" if digest else "false", "recall": recall,
        "second": SECOND_HANDLER if second_handler else "",
        "database": database or f"sqlite:///{folder / 'desk.sqlite3'}",
    }  # fmt: skip
    text = CONFIG.format(**places, more=SECOND_BOX.format(**places) if two_boxes else "")
    config_file = folder / "config.toml"
    config_file.write_text(text, encoding="utf-8")
    settings = load_text(text, folder, environ={})
    if database:
        Store(database).open(migrate=True).close()
    desk = Desk(
        settings=settings, store=Store(settings.database_url, secret=SECRET).open(), stationery=_stationery()
    )
    return Office(servers=servers, settings=settings, desk=desk, config_file=config_file)


@functools.cache
def _stationery() -> Stationery:
    """Checked once: a hundred offices need not try every letter again."""
    return Stationery()


def written(
    body: str,
    *,
    sender: str,
    subject: str,
    to: str,
    at: datetime,
    message_id: str,
    headers: dict[str, str] | None = None,
) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"], mail["Message-ID"] = format_datetime(at), message_id
    for name, value in (headers or {}).items():
        mail[name] = value
    mail.set_content(body)
    return mail.as_bytes()


def parsed(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
