"""A desk that has much to do, on the sandbox's servers: who writes what, who answers, and how it all ended.

The same clients, providers and colleagues write the same words in each run, so that what became of it can be
compared: with a run that nothing disturbed, everything must be the same.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

import sqlalchemy as sa

from mailbot.config import load_text
from mailbot.sandbox.servers import AUTHSERV_ID, MailServers
from mailbot.store import tables as t
from mailbot.store import verify
from mailbot.store.db import Store
from rigs.lives import EPOCH, present

SERVICE = "reclamations@otc.example"
CLAIRE = "claire.martin@otc.example"
PROVIDERS = 8
UNSENT = ("ready", "sending", "uncertain")
DAYS = (0, 3, 12, 35, 95)  # how far the clock is put ahead, one after the other
RECEIVED = EPOCH - timedelta(hours=1)  # by the server, and what it says counts
MOST_WAITING = 20  # mails that lie in the mailbox at a time
# What people are told of an outage differs, of course, from a run without any.
_OF_OUTAGES = ("letter_delayed", "letter_uncertain", "smtp_unreachable", "smtp_back", "mail_not_fetched",
               "dates_at_risk", "mailbox_silent", "mailbox_heard")  # fmt: skip

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
address = "1 place de la Mairie, 88000 Exemple"
procedure = "tourisme"

[desk]
digest = false
recall = "aucun"
automatic_letters_per_day = 100

[database]
url = "{database}"

[[mailboxes]]
address = "{service}"
authserv_ids = ["{authserv}"]
imap = {{ host = "127.0.0.1", port = {imap}, security = "plain", password = "x" }}
smtp = {{ host = "127.0.0.1", port = {smtp}, security = "plain", password = "x" }}

[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "{claire}"
roles = ["manager", "handler"]

[[units]]
name = "BIT de Cornimont"
aliases = ["bureau de Cornimont"]

[mediator]
name = "Médiation Tourisme et Voyage"
address = "BP 80303, 75823 Paris Cedex 17"
website = "https://www.mtv.travel"
"""
PROVIDER = """
[[providers]]
id = "hotel-{n}"
name = "Hôtel du Lac {name}"
email = "direction@hotel-{n}.example"
town = "Gérardmer"
"""
NAMES = ("Alouette", "Belette", "Cigogne", "Daguet", "Ecureuil", "Fauvette", "Genette", "Hermine")
WORDS = (
    """Bonjour,

Nous avons séjourné à l'Hôtel du Lac {hotel} du 6 au 8 novembre. La chambre {n} était sale et le
chauffage en panne ; la réception n'a rien fait. C'est inadmissible.
Je demande le remboursement d'une nuit ({n} €).

Élodie Dupont
06 39 98 12 34
""",
    """Bonjour,

Au bureau de Cornimont, l'accueil a été déplorable : on nous a fait attendre {n} minutes pour nous dire que
c'était fermé. Je suis très mécontent et je dépose une réclamation.

Jean Mercier
""",
    """Bonjour,

Une suggestion : vous pourriez ajouter {n} bancs le long du sentier du lac, ce serait agréable.

Paul Roux
""",
    """Bonjour,

À quelle heure ouvre le marché n° {n} le samedi, et peut-on s'y garer ?

Anne Petit
""",
    """Bonjour,

À l'Hôtel du Lac {hotel}, ma fille a été blessée par la chute d'un radiateur dans la chambre {n}. Nous avons
dû appeler les secours. Je vous demande réparation, faute de quoi je saisirai mon avocat.

Élodie Dupont
""",
)


def first_mail(number: int) -> EmailMessage:
    """What client number so-and-so writes; every tenth is a robot, or writes twice the same."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"Élodie Dupont <client{number}@courrier.example>"
    mail["To"], mail["Subject"] = SERVICE, f"Séjour {number}"
    mail["Date"] = format_datetime(EPOCH)
    mail["Message-ID"] = f"<first-{number}@courrier.example>"
    kind = (0, 0, 1, 2, 0, 3, 0, 4, 0, 5)[number % 10]
    if kind == 5:
        mail["List-Id"], mail["Precedence"] = "<lettre.exemple>", "bulk"
        kind = 2
    mail.set_content(WORDS[kind].format(n=number, hotel=NAMES[number % PROVIDERS]))
    if number % 13 == 0:
        mail.add_attachment(
            b"%PDF-1.4\nnothing\n", maintype="application", subtype="pdf", filename="facture.pdf"
        )
        mail.set_boundary(f"part-{number}")
    return mail


@dataclass(slots=True)
class Outcome:
    """How a story has ended; two of them can be compared field by field.

    By what people see, not by numbers that a database leaves out where somebody died.
    """

    mails: Counter[tuple[str, ...]] = field(default_factory=Counter)
    tickets: Counter[tuple[str, ...]] = field(default_factory=Counter)
    letters: Counter[tuple[str, ...]] = field(default_factory=Counter)
    events: Counter[tuple[str, ...]] = field(default_factory=Counter)
    left_in_mailbox: int = 0
    put_aside: Counter[str] = field(default_factory=Counter)
    taken_by_smtp: Counter[str] = field(default_factory=Counter)
    attempts: dict[str, int] = field(default_factory=dict)  # Message-ID → how often it was in hand
    gaps: list[str] = field(default_factory=list)

    def lost(self, undisturbed: Outcome) -> list[str]:
        """What there is in the undisturbed run, and not here."""
        found = [f"{name}: {item}" for name in _COMPARED
                 for item in (getattr(undisturbed, name) - getattr(self, name)).elements()]  # fmt: skip
        if self.left_in_mailbox:
            found.append(f"{self.left_in_mailbox} mails were not put aside")
        return found + self.gaps

    def doubled(self, undisturbed: Outcome) -> list[str]:
        """What there is here, and not in the undisturbed run; copies that nobody can exclude are `copies`."""
        found = [f"{name}: {item}" for name in _COMPARED
                 for item in (getattr(self, name) - getattr(undisturbed, name)).elements()]  # fmt: skip
        # A copy is explained by a life that ended, or a line that broke, with the letter in hand.
        unexplained = [id_ for id_, times in self.taken_by_smtp.items()
                       if times > self.attempts.get(id_, 0)]  # fmt: skip
        return found + [f"sent twice without a reason: {id_}" for id_ in unexplained]

    @property
    def copies(self) -> int:
        """Letters that were handed over again, under the same Message-ID."""
        return sum(times - 1 for times in self.taken_by_smtp.values())


_COMPARED = ("mails", "tickets", "letters", "events", "put_aside")


class CrashWorld:
    """The servers, the database, and the people who write."""

    def __init__(self, folder: Path, *, mails: int, database: str = "") -> None:
        """`mails`: about as many as that, the answers of people included."""
        self._mails = mails = mails // 2
        self.begun = time.time()
        self.later = 0.0
        accounts = [SERVICE, CLAIRE, *(f"direction@hotel-{n}.example" for n in range(PROVIDERS)),
                    *(f"client{n}@courrier.example" for n in range(mails))]  # fmt: skip
        self.servers = MailServers(
            dict.fromkeys(accounts, "x"), clock=lambda: present(self.begun, self.later)
        ).start()
        url = database or f"sqlite:///{folder / 'desk.sqlite3'}"
        text = CONFIG.format(
            database=url, service=SERVICE, authserv=AUTHSERV_ID, claire=CLAIRE,
            imap=self.servers.imap_port, smtp=self.servers.smtp_port,
        ) + "".join(PROVIDER.format(n=n, name=name) for n, name in enumerate(NAMES))  # fmt: skip
        self.config = folder / "config.toml"
        self.config.write_text(text, encoding="utf-8")
        settings = load_text(text, folder, environ={})
        self.store = Store(settings.database_url, secret=b"a secret for this world of crashes").open(
            migrate=True
        )
        self._keep_secret()
        self.delivered = 0

    def close(self) -> None:
        self.store.close()
        self.servers.stop()

    def _keep_secret(self) -> None:
        """The same tokens and Message-IDs in each run: what people answer to is the same, too."""
        with self.store.transaction() as connection:
            connection.execute(sa.delete(t.meta).where(t.meta.c.key == "secret"))
            connection.execute(sa.insert(t.meta).values(key="secret", value="YSBzZWNyZXQgZm9yIGNyYXNoZXM="))

    # -- what comes in -----------------------------------------------------------------------------

    def first_mails(self) -> Iterator[tuple[str, bytes]]:
        for number in range(self._mails):
            content = first_mail(number).as_bytes()
            yield f"client{number}@courrier.example", content
            if number % 20 == 7:
                yield f"client{number}@courrier.example", content  # by a second road

    def answers(self) -> Iterator[tuple[str, bytes]]:
        """To what has left so far, the same letters in each run; to the first of each case and person."""
        with self.store.reading() as connection:
            c = t.letters.c
            told = connection.execute(sa.select(c.message_id).where(c.kind == "alerte")).scalars()
            alerts = {"".join(one.split()) for one in told}  # others in each run, and nobody answers them
        letters: dict[tuple[str, str], EmailMessage] = {}
        for mail in sorted(self.servers.accepted, key=lambda mail: _header(mail.content, "Message-ID")):
            if _header(mail.content, "Message-ID") in alerts:
                continue
            letter = message_from_bytes(mail.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            letters.setdefault((mail.recipient, str(letter["Subject"]).removeprefix("Re: ")), letter)
        for (person, subject), letter in sorted(letters.items(), key=lambda item: item[0]):
            digest = int(hashlib.sha256(f"{person} {subject}".encode()).hexdigest(), 16)
            if words := _words(person, digest):
                yield person, _answer(letter, words, person, f"<answer-{digest:x}@people.example>"[:80])

    def deliver(self, mails: Iterator[tuple[str, bytes]], wait: Callable[[Callable[[], bool]], None]) -> None:
        """A few at a time, so that the desk is now busy, now waiting."""
        for number, (sender, content) in enumerate(mails):
            if number % MOST_WAITING == 0:
                wait(lambda: not self.servers.mails(SERVICE))
            self.servers.deliver_from_outside(
                _recipient(content), content, RECEIVED + timedelta(seconds=self.delivered),
                sender=sender, authenticated=True,
            )  # fmt: skip
            self.delivered += 1

    # -- what can be seen --------------------------------------------------------------------------

    def is_quiet(self) -> bool:
        """Nothing lies in the mailbox, no letter waits, nothing is due."""
        if self.servers.mails(SERVICE):
            return False
        now = present(self.begun, self.later)
        letters, timers, arrivals, c = t.letters.c, t.timers.c, t.arrivals.c, t.cursors.c
        with self.store.reading() as connection:
            open_letters = connection.execute(
                sa.select(sa.func.count()).where(letters.state.in_(UNSENT))
            ).scalar_one()
            due = connection.execute(
                sa.select(sa.func.count()).where(timers.state == "waiting", timers.due_at <= now)
            ).scalar_one()
            seen = connection.execute(
                sa.select(sa.func.count()).where(arrivals.marked.is_not(None))
            ).scalar_one()
            polled = connection.execute(sa.select(sa.func.max(c.polled_at))).scalar_one()
        recent = polled is not None and polled > now - timedelta(days=1)
        return recent and not open_letters and not due and seen == self.delivered

    def outcome(self) -> Outcome:
        found = Outcome()
        m, k, c, e, a = t.mails.c, t.tickets.c, t.letters.c, t.events.c, t.arrivals.c
        with self.store.reading() as connection:

            def rows(query: sa.Select[tuple[object, ...]]) -> Counter[tuple[str, ...]]:
                return Counter(tuple(map(str, row)) for row in connection.execute(query))

            found.mails = rows(
                sa.select(a.mailbox, m.message_id, a.disposition, m.role, k.reference)
                .select_from(t.arrivals.outerjoin(t.mails, a.mail_id == m.id)
                             .outerjoin(t.tickets, m.ticket_id == k.id))
            )  # fmt: skip
            found.tickets = rows(
                sa.select(k.reference, k.kind, k.severity, k.status, k.targets, k.received_at, k.due_at)
            )
            found.letters = rows(
                sa.select(c.kind, c.conversation, c.recipient, c.subject, c.state, k.reference)
                .select_from(t.letters.outerjoin(t.tickets, c.ticket_id == k.id))
            )  # fmt: skip
            found.events = rows(
                sa.select(k.reference, e.event, e.actor)
                .select_from(t.events.outerjoin(t.tickets, e.ticket_id == k.id))
                .where(e.event.not_in(_OF_OUTAGES))
            )  # fmt: skip
            tried = connection.execute(sa.select(c.message_id, c.attempts))
            found.attempts = {row.message_id: row.attempts for row in tried}
            found.gaps = list(verify.gaps(connection))
        found.left_in_mailbox = len(self.servers.mails(SERVICE))
        aside = self.servers.mails(SERVICE, "mailbot")
        found.put_aside = Counter(_header(mail.content, "Message-ID") for mail in aside)
        found.taken_by_smtp = Counter(
            _header(mail.content, "Message-ID") for mail in self.servers.accepted if mail.sender != ""
        )
        return found


ORDERS = (
    "#favorable\n\nNous vous remboursons la nuit.",
    "#relancer",
    "Nous étudions votre demande.",
    "#prolonger 15/02/2027 enquête en cours",
    "#note vu avec l'accueil",
    "",
    "",
)


def _words(person: str, digest: int) -> str:
    if person == CLAIRE:
        return ORDERS[digest % len(ORDERS)]
    if "hotel-" in person:
        return "Nous avons réparé le chauffage et vous prions de nous excuser." if digest % 3 == 0 else ""
    return "La douche aussi était froide." if digest % 4 == 0 else ""


def _answer(letter: EmailMessage, words: str, sender: str, message_id: str) -> bytes:
    body = letter.get_body(("plain",))
    quoted = "".join(f"> {line}\n" for line in str(body.get_content() if body else "").splitlines())
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"Claire Martin <{sender}>" if sender == CLAIRE else sender
    mail["To"] = parseaddr(str(letter["Reply-To"] or letter["From"]))[1]
    mail["Subject"] = f"Re: {letter['Subject']}"
    mail["Date"], mail["Message-ID"] = format_datetime(EPOCH), message_id
    mail["In-Reply-To"] = mail["References"] = str(letter["Message-ID"])
    mail.set_content(f"{words}\n\nLe lun. 16 nov. 2026 à 10:00, {letter['From']} a écrit :\n{quoted}")
    return mail.as_bytes()


def _header(content: bytes, name: str) -> str:
    found = re.search(rf"^{name}:\s*(.+?)\r?\n(?!\s)".encode(), content, re.M | re.S | re.I)
    return "".join(found[1].decode("latin-1").split()) if found else ""


def _recipient(content: bytes) -> str:
    return parseaddr(str(message_from_bytes(content, policy=policy.default)["To"]))[1]
