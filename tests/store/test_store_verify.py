"""Every kind of gap that the check knows is found when somebody makes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from store_rows import NOW, letter_row, opening, outgoing, raw, sent, taken

from mailbot.model import Event
from mailbot.store import record, verify
from mailbot.store import tables as t
from mailbot.store.db import Connection, Store


def gaps(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(verify.gaps(connection))


@pytest.fixture
def whole(sqlite_store: Store) -> Store:
    """One mail, one ticket, one letter that was sent: nothing is missing."""
    with sqlite_store.transaction() as connection:
        taken(connection)
        letter_id = connection.execute(sa.select(t.letters.c.id)).scalar_one()
    sent(sqlite_store, letter_id)
    assert letter_row(sqlite_store, letter_id)["state"] == "sent"
    assert gaps(sqlite_store) == []
    return sqlite_store


def run(*statements: str) -> Callable[[Connection], None]:
    def plant(connection: Connection) -> None:
        for statement in statements:
            connection.execute(sa.text(statement))

    return plant


def second_acknowledgement(connection: Connection) -> None:
    record.add_letter(connection, outgoing("k2"), ticket_id=1, mail_id=1, mailbox="x", now=NOW)


def ticket_without_mail(connection: Connection) -> None:
    ticket_id = record.ticket(connection, opening("REC-2026-0009"), now=NOW)
    record.add_event(connection, Event(event="acknowledgement_withheld"), ticket_id=ticket_id, now=NOW)


def silent_ticket(connection: Connection) -> None:
    taken(connection, "d2", opening("REC-2026-0002"), (), uid=2)


def held_without_bytes(connection: Connection) -> None:
    record.arrival(
        connection, raw(uid=3), raw_digest=None, mail_id=None, disposition="held", reason="x", now=NOW
    )


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (run("UPDATE mails SET disposition = NULL"), "courriel 1 : pris, mais sans décision"),
        (run("DELETE FROM arrivals"), "courriel 1 : aucune arrivée ne l'explique"),
        (run("UPDATE arrivals SET raw_digest = NULL"), "arrivée 1 (opened) : sans courriel ou sans octets"),
        (held_without_bytes, "arrivée 2 : mise de côté sans ses octets"),
        (run("UPDATE raws SET content = x'00'"), "leur empreinte ne correspond plus"),
        (ticket_without_mail, "dossier REC-2026-0009 : 0 courriel(s) d'ouverture au lieu d'un"),
        (second_acknowledgement, "dossier n° 1 : 2 accusés de réception"),
        (silent_ticket, "dossier REC-2026-0002 : ni accusé de réception, ni raison de s'en passer"),
        (
            run("DELETE FROM events WHERE event = 'letter_decided'"),
            "lettre 1 : aucun événement ne l'a décidée",
        ),
        (run("DELETE FROM events WHERE event = 'letter_sent'"), "lettre 1 : envoyée sans preuve"),
        (run("UPDATE letters SET server_reply = NULL"), "lettre 1 : envoyée sans preuve"),
        (run("UPDATE letters SET sent_at = NULL"), "lettre 1 : envoyée sans preuve"),
        (run("UPDATE events SET mail_id = NULL"), "courriel 1 : aucun événement"),
        (
            run("UPDATE tickets SET merged_into = 9, closed_at = received_at"),
            "dossier REC-2026-0001 : réuni à un dossier qui n'existe pas",
        ),
        (run("UPDATE tickets SET merged_into = 9"), "réuni à un autre, et toujours ouvert"),
        (
            run("UPDATE tickets SET merged_into = 1, closed_at = received_at"),
            "dossier REC-2026-0001 : réuni à un autre qui ramène à lui",
        ),
        (run("UPDATE tickets SET split_from = 9"), "mis à part d'un dossier qui n'existe pas"),
    ],
)
def test_each_kind_of_gap_is_found(whole: Store, plant: Callable[[Connection], None], said: str) -> None:
    """One sentence, which names the row."""
    with whole.transaction() as connection:
        plant(connection)
    assert any(said in gap for gap in gaps(whole))


def test_a_mail_set_aside_or_never_handed_out_is_no_gap(whole: Store) -> None:
    """It is explained by its arrival."""
    with whole.transaction() as connection:
        digest = record.keep_raw(connection, raw(b"x"))
        for uid, disposition, kept in ((2, "held", digest), (3, "unfetchable", None)):
            record.arrival(
                connection,
                raw(uid=uid),
                raw_digest=kept,
                mail_id=None,
                disposition=disposition,
                reason="x",
                now=NOW,
            )
    assert gaps(whole) == []


def test_what_there_is_is_counted(whole: Store) -> None:
    """By table, under the names that people read."""
    with whole.reading() as connection:
        counted = verify.counts(connection)
    assert counted == {"courriels": 1, "arrivées": 1, "dossiers": 1, "lettres": 1, "événements": 3}


def test_the_check_runs_on_postgresql_too(store: Store) -> None:
    """The same sentences from either database."""
    with store.transaction() as connection:
        taken(connection)
        silent_ticket(connection)
    found: Any = gaps(store)
    assert found == ["dossier REC-2026-0002 : ni accusé de réception, ni raison de s'en passer"]
