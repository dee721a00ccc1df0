"""A company on real servers: Postfix and Dovecot, the daemon in a thread, people with mail programs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path

from mailbot.config import load_text
from mailbot.daemon import Daemon, clock, open_desk
from mailbot.desk import Desk
from mailbot.store import verify
from mailbot.store.db import Store
from office import parsed, text_of, written
from rigs.dovecot import Account, Dovecot
from rigs.postfix import AUTHSERV_ID, Postfix
from rigs.process import wait_until

SOON = 20.0  # seconds within which the daemon has certainly reacted, however busy the machine is

CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
address = "1 place de la Mairie, 88000 Exemple"
procedure = "tourisme"

[desk]
recall = "aucun"

[database]
url = "{database}"

[[mailboxes]]
address = "{service.address}"
plus_addressing = true
authserv_ids = ["{authserv}"]
imap.host = "localhost"
imap.port = {imap_port}
imap.security = "{security}"
imap.password = "{service.password}"
imap.ca_file = "{ca_file}"
smtp.host = "localhost"
smtp.port = {smtp_port}
smtp.security = "{security}"
smtp.password = "{service.password}"
smtp.ca_file = "{ca_file}"

[[staff]]
name = "Claire Martin"
function = "Chargée des réclamations"
email = "{claire.address}"
roles = ["manager", "handler"]

[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
aliases = ["Grand Tétras"]
email = "{hotel.address}"
town = "Gérardmer"
"""


@dataclass(frozen=True, kw_only=True)
class Company:
    postfix: Postfix
    service: Account
    client: Account
    claire: Account
    hotel: Account
    desk: Desk

    @property
    def dovecot(self) -> Dovecot:
        return self.postfix.dovecot

    def writes(self, who: Account, name: str, body: str, *, to: str, subject: str, **headers: str) -> None:
        """With an ordinary mail program: over submission, with a login."""
        content = written(
            body,
            sender=f"{name} <{who.address}>",
            subject=subject,
            to=to,
            at=clock(),
            message_id=make_msgid(domain=who.address.rpartition("@")[2]),
            headers=headers,
        )
        with self.postfix.submission(who) as client:
            client.sendmail(who.address, [to], content)

    def answers(self, who: Account, name: str, letter: EmailMessage, body: str) -> None:
        quoted = "\n".join(f"> {line}" for line in text_of(letter).splitlines())
        written_on = format_datetime(clock())
        self.writes(
            who,
            name,
            f"{body}\n\nLe {written_on}, {letter['From']} a écrit :\n{quoted}\n",
            to=parseaddr(str(letter["Reply-To"]))[1],
            subject=f"Re: {letter['Subject']}",
            **{"In-Reply-To": str(letter["Message-ID"]), "References": str(letter["Message-ID"])},
        )

    def received(self, who: Account, count: int) -> list[EmailMessage]:
        """What lies in this person's mailbox, as soon as there are `count` mails."""
        return [parsed(raw) for raw in self.dovecot.wait_for_mails(who, count, seconds=SOON)]

    def places(self) -> tuple[int, int]:
        """How many mails lie in the service's INBOX, and how many different ones among those that are done.

        Two daemons may move one mail at the same moment; then Dovecot keeps two copies of it.
        """
        return len(self.dovecot.mails(self.service)), len(set(self.dovecot.mails(self.service, "mailbot")))

    def settled(self, expected: tuple[int, int]) -> tuple[int, int]:
        """The same, as soon as it is what was expected, or when there is no more hope."""
        wait_until(lambda: self.places() == expected, seconds=SOON)
        return self.places()

    def gaps(self) -> list[str]:
        with self.desk.store.reading() as connection:
            return list(verify.gaps(connection))


@contextmanager
def open_company(
    folder: Path, postfix: Postfix, *, database: str = "", security: str, poll_seconds: int = 60
) -> Iterator[Company]:
    """With the daemon running until the end; then it has to stop within ten seconds."""
    dovecot = postfix.dovecot
    people = {
        "service": postfix.new_account("reclamations"),
        "client": postfix.new_account("elodie.dupont", "client.test"),
        "claire": postfix.new_account("claire.martin", "office.test"),
        "hotel": postfix.new_account("direction", "provider.test"),
    }
    implicit = security == "tls"
    places = {
        "database": database or f"sqlite:///{folder / 'desk.sqlite3'}",
        "authserv": AUTHSERV_ID,
        "ca_file": dovecot.certificates.ca_file,
        "imap_port": dovecot.imaps_port if implicit else dovecot.imap_port,
        "smtp_port": postfix.submissions_port if implicit else postfix.submission_port,
        "security": security,
    }
    read = load_text(CONFIG.format(**places, **people), folder, environ={})
    [box] = read.mailboxes
    assert box.imap
    # Fewer than the five seconds that an admin may ask for: tests have no time.
    read = replace(read, mailboxes=(replace(box, imap=replace(box.imap, poll_seconds=poll_seconds)),))
    if database:
        Store(database).open(migrate=True).close()
    desk = open_desk(read)
    company = Company(postfix=postfix, desk=desk, **people)
    with daemon_running(desk):
        yield company
    assert company.gaps() == []
    desk.store.close()


@contextmanager
def postfix_before(dovecot: Dovecot) -> Iterator[Postfix]:
    """For a Dovecot that belongs to one test alone."""
    postfix = Postfix(dovecot)
    postfix.start()
    try:
        yield postfix
    finally:
        postfix.stop()
        postfix.remove()


@contextmanager
def daemon_running(desk: Desk) -> Iterator[Callable[[], bool]]:
    daemon = Daemon(desk)
    thread = threading.Thread(target=daemon.run, name="daemon")
    thread.start()
    try:
        yield thread.is_alive
    finally:
        daemon.stop()
        thread.join(10)
        assert not thread.is_alive(), "the daemon did not stop within ten seconds"
