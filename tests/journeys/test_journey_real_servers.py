"""The core journeys on Postfix and Dovecot, with the real daemon, over TLS: the sandbox promised no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from company import Company, daemon_running, open_company, postfix_before
from mailbot.store import tickets, views
from mailbot.store.db import Store
from office import COMPLAINT, parsed, text_of
from rigs.certificates import Certificates
from rigs.dovecot import POOR_CAPABILITY, Dovecot
from rigs.postfix import Postfix
from rigs.process import wait_until


def core_journeys(company: Company) -> None:
    """Complaint, client's reply, provider's reply, staff's replies to both: each reaches whom it should."""
    service, client, claire, hotel = company.service, company.client, company.claire, company.hotel
    company.writes(client, "Élodie Dupont", COMPLAINT, to=service.address, subject="Séjour au Grand Tétras")

    [acknowledgement] = company.received(client, 1)
    [forward] = company.received(hotel, 1)
    company.received(claire, 1)
    assert acknowledgement["Subject"].startswith("[REC-")
    assert "+" in str(acknowledgement["Reply-To"])
    assert "chambre 12" in text_of(forward)
    for secret in ("Dupont", "Élodie", "06 39 98 12 34", client.address):
        assert secret not in forward.as_string() + text_of(forward)

    company.answers(client, "Élodie Dupont", acknowledgement, "La douche aussi était en panne.")
    notice = company.received(claire, 2)[1]
    assert "La douche aussi" in text_of(notice)

    company.answers(hotel, "Hôtel du Grand Tétras", forward, "Tout est réparé.")
    word = company.received(claire, 3)[2]
    assert "Tout est réparé." in text_of(word)

    company.answers(claire, "Claire Martin", word, "Merci de cette réparation.")
    assert "Merci de cette réparation." in text_of(company.received(hotel, 2)[1])

    company.answers(claire, "Claire Martin", notice, "Bonjour, nous vous remboursons.\n\n#favorable")
    answer = company.received(client, 2)[1]
    assert "nous vous remboursons" in text_of(answer)
    assert claire.address not in answer.as_string() + text_of(answer)

    company.received(claire, 5)  # two transcripts
    assert company.settled((0, 5)) == (0, 5)
    assert len(company.received(client, 2)) == 2
    assert len(company.received(hotel, 2)) == 2
    with company.desk.store.reading() as connection:
        [row] = views.register(connection)
        ticket = tickets.ticket(connection, row["id"])
    assert ticket
    assert (ticket.outcome, ticket.status) == ("favorable", "répondu")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_the_whole_conversation_over_tls(tmp_path: Path, postfix: Postfix, security: str) -> None:
    """By IDLE, with plus addressing, mails moved to the folder of done ones."""
    with open_company(tmp_path, postfix, security=security) as company:
        core_journeys(company)


def test_the_whole_conversation_on_postgresql(tmp_path: Path, postgres_url: str, postfix: Postfix) -> None:
    """The same code, the other database."""
    with open_company(tmp_path, postfix, security="tls", database=postgres_url) as company:
        core_journeys(company)


def test_two_daemons_do_what_one_does(tmp_path: Path, postgres_url: str, postfix: Postfix) -> None:
    """Both look into the same mailbox and the same outbox: nothing is done twice."""
    with open_company(tmp_path, postfix, security="tls", database=postgres_url) as company:
        other = Store(postgres_url).open()
        second = type(company.desk)(
            settings=company.desk.settings, store=other, stationery=company.desk.stationery
        )
        with daemon_running(second):
            core_journeys(company)
        other.close()


def test_a_dovecot_that_knows_neither_idle_nor_move(
    tmp_path: Path, start_dovecot: Callable[..., Dovecot]
) -> None:
    """By the clock, and with the mails left where they are: the acknowledgement goes out all the same."""
    poor = start_dovecot(capability=POOR_CAPABILITY)
    with (
        postfix_before(poor) as postfix,
        open_company(tmp_path, postfix, security="tls", poll_seconds=1) as company,
    ):
        for number in (1, 2):
            body = COMPLAINT.replace("chambre 12", f"chambre {number}12")
            company.writes(
                company.client, "Élodie Dupont", body, to=company.service.address, subject="Séjour"
            )
            company.received(company.client, number)
        assert len(company.dovecot.mails(company.service)) == 2


def test_the_daemon_outlives_a_restart_of_the_mail_server(
    tmp_path: Path, start_dovecot: Callable[..., Dovecot], certificates: Certificates
) -> None:
    """Away, the mailbox is tried again; back, mail that came meanwhile is taken, once."""
    dovecot = start_dovecot()
    with postfix_before(dovecot) as postfix, open_company(tmp_path, postfix, security="tls") as company:
        company.writes(
            company.client, "Élodie Dupont", COMPLAINT, to=company.service.address, subject="Séjour"
        )
        company.received(company.client, 1)
        dovecot.stop()
        with postfix.outside() as outside:  # Postfix keeps it until Dovecot is there again
            outside.sendmail(
                company.client.address,
                [company.service.address],
                f"From: Élodie Dupont <{company.client.address}>\r\nTo: {company.service.address}\r\n"
                f"Subject: Encore\r\nMessage-ID: <second@client.test>\r\n\r\n{COMPLAINT}".encode(),
            )
        dovecot.start()

        def is_taken() -> bool:
            with company.desk.store.reading() as connection:
                return len(list(views.register(connection))) == 2

        assert wait_until(is_taken, seconds=30)
        subjects = [parsed(raw)["Subject"] for raw in dovecot.mails(company.client)]
        assert len([subject for subject in subjects if subject.startswith("[REC-")]) == len(set(subjects))
