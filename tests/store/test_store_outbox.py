"""The letters that wait: who gets which, in what order, and how often."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from store_rows import CLIENT, HOTEL, NOW, SERVICE, letter_row, outgoing, put, sent

from mailbot.model import Plan
from mailbot.store import leases, outbox, record
from mailbot.store.db import Store


def claimed(store: Store, *, at: object = NOW, most: int = 9, **given: object) -> list[int]:
    with store.transaction() as connection:
        return [letter.id for letter in outbox.claim(connection, now=at, most=most, **given)]  # type: ignore[arg-type]


def test_the_soonest_deadline_leaves_first(store: Store) -> None:
    """Letters without one leave last, in the order of their decision."""
    a, b, c, d = put(
        store,
        outgoing("a"),
        outgoing("b", deadline=NOW + timedelta(days=2)),
        outgoing("c", deadline=NOW + timedelta(days=1)),
        outgoing("d"),
    )
    assert [claimed(store, most=1) for _ in range(5)] == [[c], [b], [a], [d], []]


def test_a_letter_is_not_sent_before_its_time(store: Store) -> None:
    """`not_before` is the first moment of its first try."""
    [letter] = put(store, outgoing("a", not_before=NOW + timedelta(hours=1)))
    assert claimed(store) == []
    with store.reading() as connection:
        assert outbox.next_due(connection) == NOW + timedelta(hours=1)
    assert claimed(store, at=NOW + timedelta(hours=1)) == [letter]


def test_who_died_with_a_letter_in_hand_loses_it_when_the_lease_ends(store: Store) -> None:
    """And the attempt counts: what makes the program die is not tried for ever."""
    [letter] = put(store, outgoing("a"))
    assert claimed(store) == [letter]
    assert claimed(store, at=NOW + outbox.LEASE) == []
    later = NOW + outbox.LEASE + timedelta(seconds=1)
    with store.transaction() as connection:
        [again] = outbox.claim(connection, now=later)
    assert (again.id, again.attempts, again.first_failure_at) == (letter, 1, later)
    assert again.content == b"Subject: re\r\n\r\nx\r\n"


def test_two_claimers_never_get_the_same_letter(store: Store) -> None:
    """On PostgreSQL they work side by side: the second one skips what the first one holds."""
    a, b = put(store, outgoing("a"), outgoing("b"))
    if store.is_sqlite:
        assert (claimed(store, most=1), claimed(store, most=1)) == ([a], [b])
        return
    with store.transaction() as one, store.transaction() as other:
        first = outbox.claim(one, now=NOW)
        second = outbox.claim(other, now=NOW)
    assert ([x.id for x in first], [x.id for x in second]) == ([a], [b])


def test_letters_of_a_server_that_is_away_wait(store: Store) -> None:
    """Those of other mailboxes leave."""
    put(store, outgoing("a"))
    with store.transaction() as connection:
        record.add_letter(
            connection, outgoing("b"), ticket_id=None, mail_id=None, mailbox="b@x.example", now=NOW
        )
    assert len(claimed(store, not_from=(SERVICE,))) == 1
    assert claimed(store, not_from=(SERVICE, "b@x.example")) == []
    with store.reading() as connection:
        assert outbox.next_due(connection, not_from=(SERVICE, "b@x.example")) is None


def test_what_became_of_an_attempt_ends_the_lease(store: Store) -> None:
    """Sent is never claimed again; to be tried again is, in its time."""
    a, b = put(store, outgoing("a"), outgoing("b"))
    claimed(store)
    sent(store, a)
    with store.transaction() as connection:
        outbox.settle(
            connection, b, {"state": "uncertain", "attempts": 1, "next_try_at": NOW + timedelta(hours=1)}
        )
    assert letter_row(store, b)["lease_until"] is None
    assert claimed(store) == []
    assert claimed(store, at=NOW + timedelta(hours=1)) == [b]
    with store.reading() as connection:
        assert [row["id"] for row in outbox.waiting(connection)] == [b]


def test_an_address_that_bounced_gets_nothing_automatic(store: Store) -> None:
    """What a person writes still goes there; the suppressed letter is kept and explained."""
    with store.transaction() as connection:
        plan = Plan(disposition="filed", reason="revenu", suppress=(CLIENT,))
        record.consequences(
            connection, plan, ticket_id=None, mail=None, mail_id=None, outgoing=(), mailbox=SERVICE, now=NOW
        )
    a, b, c = put(store, outgoing("a"), outgoing("b", automatic=False), outgoing("c", HOTEL))
    assert claimed(store) == [b, c]
    assert letter_row(store, a)["state"] == "suppressed"


def test_a_withheld_letter_waits_for_a_person(store: Store) -> None:
    """It is shown with the reason, and does not leave by itself."""
    put(store, outgoing("a", HOTEL, withheld=("le nom du client",)))
    assert claimed(store) == []
    with store.transaction() as connection:
        assert outbox.waiting(connection)[0]["withheld"] == ["le nom du client"]
    assert claimed(store, at=NOW + timedelta(days=9)) == []


@pytest.mark.parametrize("state", ["sent", "failed", "held", "suppressed"])
def test_only_letters_that_are_to_leave_are_claimed(store: Store, state: str) -> None:
    """Whatever their date."""
    [letter] = put(store, outgoing("a"))
    with store.transaction() as connection:
        outbox.settle(connection, letter, {"state": state})
    assert claimed(store, at=NOW + timedelta(days=9)) == []


def test_a_mailbox_has_one_owner_until_the_lease_runs_out(store: Store) -> None:
    """The owner renews it; another gets it when it was given back, or a minute after the owner died."""
    with store.transaction() as connection:
        assert leases.take(connection, "box", "a", now=NOW)
        assert not leases.take(connection, "box", "b", now=NOW + timedelta(seconds=49))
        assert leases.take(connection, "box", "a", now=NOW + timedelta(seconds=49))
        assert not leases.take(connection, "box", "b", now=NOW + timedelta(seconds=61))
        assert leases.take(connection, "box", "b", now=NOW + timedelta(seconds=120))
        leases.give_back(connection, "box", "a")
        assert not leases.take(connection, "box", "a", now=NOW + timedelta(seconds=121))
        leases.give_back(connection, "box", "b")
        assert leases.take(connection, "box", "a", now=NOW + timedelta(seconds=121))


def test_what_leaves_next_is_found_in_its_order(sqlite_store: Store) -> None:
    """However much waits after an outage: nothing is sorted, no letter is opened to see whether it is due."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _k: Any, statement: str, parameters: Any, _x: Any, _many: Any) -> None:
        if statement.startswith("SELECT letters.id"):
            asked.append((statement, parameters))

    with sqlite_store.transaction() as connection:
        sa.event.listen(connection, "before_cursor_execute", note)
        outbox.claim(connection, now=NOW, most=3)
        sa.event.remove(connection, "before_cursor_execute", note)
        plans = [
            " / ".join(row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", given))
            for one, given in asked
        ]
    assert len(plans) == 2  # with a deadline, and without
    for plan in plans:
        assert "COVERING INDEX ix_letters_waiting" in plan
        assert "TEMP B-TREE" not in plan
