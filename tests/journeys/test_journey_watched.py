"""A daemon that is watched: its figures follow what happens, cost little, and name nobody."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hurried import at_work, hurry
from mailbot.store import gauges
from office import CLIENT, COMPLAINT, SERVICE, Office
from rigs.process import free_port, wait_until

Make = Callable[..., Office]
SECONDS = 20.0


def watched(office: Office) -> int:
    port = free_port()
    office.settings = replace(office.settings, metrics=("127.0.0.1", port))
    office.desk = replace(office.desk, settings=office.settings)
    return port


def asked(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except ConnectionRefusedError:
        return 0, ""
    finally:
        connection.close()


def figure(port: int, name: str) -> float | None:
    lines = (line.rpartition(" ") for line in asked(port, "/metrics")[1].splitlines())
    return next((float(value) for known, _, value in lines if known == f"mailbot_{name}"), None)


def test_the_figures_follow_what_happens(make_office: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A complaint: one mail, letters that left, one open case; later it is late. Nobody is named."""
    hurry(monkeypatch)
    office = make_office()
    port = watched(office)
    office.arrives(COMPLAINT)
    with at_work(office):
        assert wait_until(lambda: figure(port, 'mails_total{disposition="opened"}') == 1, seconds=SECONDS)
        assert wait_until(
            lambda: (figure(port, 'letter_attempts_total{outcome="sent"}') or 0) >= 2, seconds=SECONDS
        )
        assert wait_until(lambda: figure(port, 'letters{state="ready"}') == 0, seconds=SECONDS)
        assert figure(port, "open_cases") == 1
        assert figure(port, f'imap_up{{mailbox="{SERVICE}"}}') == 1
        status, verdict = asked(port, "/health")
        assert (status, json.loads(verdict)["problems"]) == (200, [])
        assert json.loads(verdict)["mailboxes"][SERVICE]["polled_at"]
        everything = asked(port, "/metrics")[1] + verdict
    for secret in (CLIENT, "Dupont", "Tétras", "Séjour", "claire"):
        assert secret not in everything


def test_servers_that_are_away_are_seen(make_office: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of them, and that they are back; for the verdict a moment is too short."""
    hurry(monkeypatch)
    office = make_office()
    port = watched(office)
    with at_work(office):
        name = f'{{mailbox="{SERVICE}"}}'
        assert wait_until(lambda: figure(port, f"imap_up{name}") == 1, seconds=SECONDS)
        office.servers.down()
        office.arrives(COMPLAINT)
        assert wait_until(lambda: figure(port, f"smtp_up{name}") == 0, seconds=SECONDS)
        assert (figure(port, 'letters{state="ready"}') or 0) >= 1
        office.servers.up()
        assert wait_until(lambda: figure(port, f"smtp_up{name}") == 1, seconds=SECONDS)
        office.servers.imap_down()
        assert wait_until(lambda: figure(port, f"imap_up{name}") == 0, seconds=SECONDS)
        assert asked(port, "/health")[0] == 200
        office.servers.imap_up()
        assert wait_until(lambda: figure(port, f"imap_up{name}") == 1, seconds=SECONDS)


def test_a_desk_that_stands_still_is_not_well(make_office: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is lost: 503 with its reason, and well again when it has been set."""
    hurry(monkeypatch)
    office = make_office()
    port = watched(office)
    times = [office.now]
    with at_work(office, clock=lambda: times[0]):
        assert wait_until(lambda: asked(port, "/health")[0] == 200, seconds=SECONDS)
        times[0] = office.now.replace(year=1970)
        assert wait_until(lambda: asked(port, "/health")[0] == 503, seconds=SECONDS)
        assert "standing_still" in asked(port, "/health")[1]
        times[0] = office.now + timedelta(minutes=1)
        assert wait_until(lambda: asked(port, "/health")[0] == 200, seconds=SECONDS)


def test_a_late_answer_is_counted(office: Office) -> None:
    """Open and past its date; a case that was answered is not late."""
    office.complains()
    [case] = office.tickets()
    with office.desk.store.transaction() as connection:
        connection.execute(sa.text("UPDATE tickets SET due_at = :at"), {"at": str(office.now)[:19]})
    with office.desk.store.reading() as connection:
        for days, late in ((-1, 0), (1, 1)):
            seen = gauges.taken(connection, now=case["received_at"] + timedelta(days=days))
            assert (seen.open_cases, seen.overdue_cases) == (1, late)


def test_the_figures_cost_no_more_as_the_years_go_by(office: Office) -> None:
    """No table of the history is ever read from end to end: each question has its index."""
    office.complains()
    asked_for: list[tuple[str, object]] = []
    with office.desk.store.reading() as connection:

        def remember(_c: object, _k: object, statement: str, parameters: object, *_: object) -> None:
            asked_for.append((statement, parameters))

        sa.event.listen(connection, "before_cursor_execute", remember)
        gauges.taken(connection, now=office.now)
        sa.event.remove(connection, "before_cursor_execute", remember)
        plans = [
            str(row[-1])
            for statement, parameters in asked_for
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert any("tickets" in plan for plan in plans)
    whole = ("SCAN letters", "SCAN arrivals", "SCAN mails", "SCAN events", "SCAN tickets")
    read_whole = [plan for plan in plans if plan.startswith(whole) and "ix_tickets_open" not in plan]
    assert read_whole == []
