"""What is asked for every mail, every letter and every poll uses an index: it must not grow with history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from store_rows import NOW, SERVICE, gathered, mail, minted, outgoing, taken

from mailbot.model import Robot
from mailbot.store import clockwork, mailboxes, outbox, record, tickets
from mailbot.store.db import Connection, Store
from mailbot.store.prepared import Prepared


@contextmanager
def statements(connection: Connection) -> Iterator[list[tuple[str, Any]]]:
    """Every SELECT and UPDATE that is executed meanwhile, with its parameters."""
    seen: list[tuple[str, Any]] = []
    bound = Prepared.parameters

    def note(statement: str, parameters: Any) -> None:
        if statement.startswith(("SELECT", "UPDATE")):
            seen.append((statement, parameters))

    def prepared(statement: Prepared, *given: Any) -> Any:
        parameters = bound(statement, *given)
        note(statement.text, parameters)
        return parameters

    def executed(_c: Any, _k: Any, statement: str, parameters: Any, _x: Any, _many: Any) -> None:
        note(statement, parameters)

    sa.event.listen(connection, "before_cursor_execute", executed)
    Prepared.parameters = prepared  # type: ignore[method-assign]  # what goes past SQLAlchemy
    try:
        yield seen
    finally:
        Prepared.parameters = bound  # type: ignore[method-assign]
        sa.event.remove(connection, "before_cursor_execute", executed)


def is_scan(step: str) -> bool:
    return step.startswith("SCAN") and not step.startswith(("SCAN CONSTANT ROW", "SCAN (subquery"))


def scans(connection: Connection, seen: list[tuple[str, Any]]) -> list[str]:
    """The steps of their plans that read a whole table (and not what another step has just found)."""
    found = []
    for statement, parameters in seen:
        given = tuple(parameters)  # a list would be many statements
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        steps = [row.detail for row in plan if not row.detail.startswith("SCAN anon_")]
        found += [f"{step} in: {statement}" for step in steps if is_scan(step)]
    return found


@pytest.fixture
def connection(sqlite_store: Store) -> Iterator[Connection]:
    with sqlite_store.transaction() as made:
        yield made


def test_what_is_known_of_a_mail_is_found_by_indexes(connection: Connection) -> None:
    """With a token, ancestors, a reference, a delivery report: everything that is looked up."""
    _, ticket_id = taken(connection, letters=(outgoing("ack"),))
    written = mail(
        "answer",
        tokens=(minted(ticket_id),),
        in_reply_to=("<ack@otc.example>",),
        references=("<d1@client.example>", "<x@y.example>"),
        subject="REC-2026-0001",
        robot=Robot(type="dsn_failed", evidence=("x",), original_message_id="<none@otc.example>"),
    )
    with statements(connection) as seen:
        known = gathered(connection, written)
        tickets.first_mail(connection, ticket_id)
        record.known_mail(connection, "d1")
    assert known.threads
    assert known.bounced_letter
    assert len(seen) > 10
    assert scans(connection, seen) == []


def test_what_is_due_is_found_by_indexes(connection: Connection) -> None:
    """Letters, timers, and mails that are not yet moved: asked again and again."""
    taken(connection)
    with statements(connection) as seen:
        assert outbox.claim(connection, now=NOW, not_from=("x",))
        outbox.next_due(connection)
        clockwork.claim(connection, now=NOW)
        clockwork.next_due(connection)
        assert mailboxes.unmarked(connection, SERVICE, "INBOX", 1)
        mailboxes.known_uids(connection, SERVICE, "INBOX", 1, range(60))
        mailboxes.mark(connection, SERVICE, "INBOX", 1, {1: "moved"})
        outbox.settle(connection, 1, {"state": "sent"})
    assert len(seen) >= 8
    assert scans(connection, seen) == []
