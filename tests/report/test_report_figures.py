"""The figures of the review equal a recount from the raw rows of the database, by SQL of its own."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from year_of_cases import NAMES, NOW, cases, fill

from mailbot.config import Settings
from mailbot.config.loading import load_text
from mailbot.procedure import Procedure, due
from mailbot.regular import review
from mailbot.report.figures import Sources, figures
from mailbot.report.findings import Figures
from mailbot.report.nameless import nameless
from mailbot.report.papers import Papers
from mailbot.report.period import parse_period
from mailbot.store.db import Store

PERIOD = parse_period("2026", "Europe/Paris")
SINCE, UNTIL = "2025-12-31 23:00:00.000000", "2026-12-31 23:00:00.000000"
IN_PERIOD = f"received_at >= '{SINCE}' AND received_at < '{UNTIL}' AND kind = 'reclamation'"
CONFIG = """
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "courtier"
[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_text(CONFIG, tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def papers(settings: Settings) -> Iterator[Papers]:
    store = Store(settings.database_url).open()
    for year in (2025, 2026):
        fill(store, cases(year, 300, settings.procedure, NOW), now=NOW)
    yield review(settings, store, PERIOD, now=NOW)
    store.close()


@pytest.fixture(scope="module")
def counted(papers: Papers) -> Figures:
    return papers.figures


@pytest.fixture(scope="module")
def rows(papers: Papers, settings: Settings) -> list[sqlite3.Row]:
    return asked(settings, f"SELECT * FROM tickets WHERE {IN_PERIOD}")


def asked(settings: Settings, query: str) -> list[sqlite3.Row]:
    with sqlite3.connect(Path(settings.database_url.removeprefix("sqlite:///"))) as database:
        database.row_factory = sqlite3.Row
        found = database.execute(query).fetchall()
    database.close()
    return found


def at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


def sheet(row: sqlite3.Row) -> dict[str, Any]:
    return json.loads(row["record"] or "{}")


def test_volumes(counted: Figures, settings: Settings) -> None:
    """Complaints and suggestions, and of each month its own."""
    by_kind = dict(
        map(
            tuple,
            asked(settings, "SELECT kind, count(*) FROM tickets "
                            f"WHERE received_at >= '{SINCE}' AND received_at < '{UNTIL}' GROUP BY kind"),
        )
    )  # fmt: skip
    assert (counted.complaints, counted.suggestions) == (by_kind["reclamation"], by_kind["suggestion"])
    assert counted.complaints > 150
    assert sum(c.complaints for c in counted.columns) == counted.complaints
    assert sum(c.suggestions for c in counted.columns) == counted.suggestions
    july = asked(settings, "SELECT count(*) FROM tickets WHERE kind = 'reclamation' AND received_at >= "
                           "'2026-06-30 22:00:00' AND received_at < '2026-07-31 22:00:00'")  # fmt: skip
    assert counted.columns[6].complaints == july[0][0]


@pytest.mark.parametrize(("tallies", "column"), [("channels", "channel"), ("severities", "severity")])
def test_what_they_were(counted: Figures, settings: Settings, tallies: str, column: str) -> None:
    """Channels and severities."""
    found = asked(settings, f"SELECT {column}, count(*) FROM tickets WHERE {IN_PERIOD} GROUP BY {column}")
    assert {t.label: t.count for t in getattr(counted, tallies)} == dict(map(tuple, found))


def test_targets_by_their_names(counted: Figures, settings: Settings) -> None:
    """Providers are called as the directory calls them."""
    found = asked(settings, "SELECT value, count(*) FROM tickets, json_each(tickets.targets) "
                            f"WHERE {IN_PERIOD} GROUP BY value")  # fmt: skip
    wanted = {"Hôtel du Grand Tétras" if name == "hotel-tetras" else name: n for name, n in found}
    assert {t.label: t.count for t in counted.targets} == wanted


def test_motives_that_differ_in_spelling_are_one(counted: Figures, rows: list[sqlite3.Row]) -> None:
    """« Propreté » and « propreté. »; those without any are counted too."""
    same = sum(sheet(r).get("motif", "").casefold().rstrip(".") == "propreté" for r in rows)
    by_label = {t.label.casefold(): t.count for t in counted.motives}
    assert by_label["propreté"] == same > 0
    assert by_label["non renseigné"] == sum("motif" not in sheet(r) for r in rows)
    assert sum(by_label.values()) == len(rows)


def test_acknowledgements_against_the_promise(
    counted: Figures, rows: list[sqlite3.Row], settings: Settings
) -> None:
    """Within ten days of the receipt, or answered within them."""
    procedure = settings.procedure
    assert procedure.acknowledgement.delay is not None
    verdicts: Counter[bool] = Counter()
    for row in rows:
        received = at(row["received_at"])
        assert received
        limit = due(received, procedure.acknowledgement.delay, procedure.calendar)
        done = [m for m in (at(row["acknowledged_at"]), at(row["answered_at"])) if m]
        if done or limit < NOW:
            verdicts[bool(done) and min(done) <= limit] += 1
    kept = counted.acknowledgement
    assert (kept.judged, kept.in_time) == (verdicts.total(), verdicts[True])
    assert 0 < kept.in_time < kept.judged


def test_answers_against_the_promise(counted: Figures, rows: list[sqlite3.Row]) -> None:
    """With the announced extensions, and without them."""
    with_extensions: Counter[bool] = Counter()
    without: Counter[bool] = Counter()
    for row in rows:
        answered, limit = at(row["answered_at"]), at(row["due_at"])
        assert limit
        first = sheet(row).get("extensions", [{"from": limit.isoformat()}])[0]["from"]
        if answered:
            with_extensions[answered <= limit] += 1
            without[answered <= datetime.fromisoformat(first)] += 1
        elif not row["closed_at"] and limit < NOW:
            with_extensions[False] += 1
    kept = counted.answer
    assert (kept.judged, kept.in_time) == (with_extensions.total(), with_extensions[True])
    assert kept.in_time_without_extensions == without[True] < kept.in_time
    assert kept.waiting == len(rows) - kept.judged


def test_how_long_it_took(counted: Figures, rows: list[sqlite3.Row]) -> None:
    """Mean, median and longest, in hours."""
    took = [
        (answered - received) / timedelta(hours=1)
        for row in rows
        if (answered := at(row["answered_at"])) and (received := at(row["received_at"]))
    ]
    measured = counted.answer.took
    assert measured is not None
    assert measured.count == len(took)
    assert measured.mean == pytest.approx(sum(took) / len(took))
    assert measured.median == pytest.approx(median(took))
    assert measured.longest == pytest.approx(max(took))


def test_outcomes_and_compensation(counted: Figures, rows: list[sqlite3.Row]) -> None:
    """What was granted, to the cent."""
    assert {t.label: t.count for t in counted.outcomes} == Counter(r["outcome"] for r in rows if r["outcome"])
    decided = [sheet(r)["compensation"] for r in rows if "compensation" in sheet(r)]
    assert {t.label: t.count for t in counted.compensation.by_kind} == Counter(d["kind"] for d in decided)
    assert counted.compensation.total == sum((Decimal(d["amount"] or 0) for d in decided), Decimal(0)) > 0


def test_providers(counted: Figures, settings: Settings) -> None:
    """What was passed on, what came back, how often they were reminded."""
    of_period = f"(SELECT id FROM tickets WHERE {IN_PERIOD})"
    [[sent]] = asked(settings, "SELECT count(DISTINCT ticket_id) FROM letters WHERE kind = 'transmission' "
                               f"AND state = 'sent' AND ticket_id IN {of_period}")  # fmt: skip
    [[reminded]] = asked(settings, "SELECT count(*) FROM letters WHERE kind = 'relance_prestataire' "
                                   f"AND state = 'sent' AND ticket_id IN {of_period}")  # fmt: skip
    heard = "conversation = 'provider:1' AND disposition = 'follow_up'"
    [[answered]] = asked(settings, "SELECT count(DISTINCT ticket_id) FROM mails "
                                   f"WHERE {heard} AND ticket_id IN {of_period}")  # fmt: skip
    found = counted.providers
    assert (found.sent, found.reminders, found.answered) == (sent, reminded, answered)
    assert sum(each.sent for each in counted.by_provider) == sent > answered > 0


def test_actions_marks_and_what_is_open(
    counted: Figures, rows: list[sqlite3.Row], settings: Settings
) -> None:
    """Decided, done and late; marks from 1 to 5; open and overdue now, whenever they came."""
    actions = [action for row in rows for action in sheet(row).get("actions", ())]
    assert len(counted.actions) == len(actions) > 0
    assert sum(1 for a in counted.actions if a.done) == sum(1 for a in actions if a["done"])
    late = [a for a in actions if not a["done"] and a["until"] < NOW.date().isoformat()]
    assert sum(a.late for a in counted.actions) == len(late) > 0
    given = Counter(sheet(row)["satisfaction"][0] for row in rows if "satisfaction" in sheet(row))
    assert counted.marks == tuple(given[str(n)] for n in range(1, 6))
    still_open = "SELECT count(*) FROM tickets WHERE closed_at IS NULL AND kind = 'reclamation'"
    assert counted.open_now == asked(settings, still_open)[0][0]
    overdue = f"{still_open} AND answered_at IS NULL AND due_at < '{NOW:%Y-%m-%d %H:%M:%S}'"
    assert counted.overdue_now == asked(settings, overdue)[0][0] > 0
    [[older]] = asked(settings, "SELECT count(*) FROM tickets, json_each(tickets.record, '$.actions') AS a "
                                f"WHERE received_at < '{SINCE}' AND a.value ->> 'done' IS NULL")  # fmt: skip
    assert counted.older_actions == older > 0


def test_what_came_again(counted: Figures, rows: list[sqlite3.Row]) -> None:
    """The same cause at the same place; the most frequent first."""
    pairs: Counter[tuple[str, str]] = Counter()
    for row in rows:
        [target] = json.loads(row["targets"])
        pairs.update((target, cause) for cause in sheet(row).get("cause", ()))
    [(target, cause), n] = pairs.most_common(1)[0]
    name = "Hôtel du Grand Tétras" if target == "hotel-tetras" else target
    assert [r.count for r in counted.recurring if (r.about, r.motive) == (name, cause)] == [n]
    assert [r.count for r in counted.recurring] == sorted((r.count for r in counted.recurring), reverse=True)


def test_no_client_is_named(papers: Papers) -> None:
    """Neither in what staff have typed, nor anywhere else on the page."""
    page = papers.html()
    assert "[…] trouve la chambre sale" in page
    for name in NAMES:
        for word in name.replace("-", " ").split():
            assert len(word) < 3 or word not in page, word
    assert "@" not in page.replace("@media", "").replace("@page", "")


# -- cases that a year does not hold ------------------------------------------------------------------


def one(procedure: Procedure, **changed: Any) -> Figures:
    """The figures of one complaint of last spring."""
    received = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
    row: dict[str, Any] = {
        "reference": "REC-2026-0001", "kind": "reclamation", "channel": "mail", "language": "fr",
        "severity": None, "targets": [], "client_name": "Élodie Dupont", "client_address": None,
        "no_further_contact": False, "received_at": received, "acknowledged_at": None, "due_at": None,
        "answered_at": None, "closed_at": None, "reopened_at": None, "outcome": None, "record": {},
        "merged_into": None, "taken_over": False,
    }  # fmt: skip
    return figures(Sources(cases=[row | changed]), period=PERIOD, now=NOW, procedure=procedure, names={})


def test_who_refuses_an_answer_breaks_no_promise(settings: Settings) -> None:
    """And neither does mail of former times, which was taken over without a letter."""
    assert one(settings.procedure).acknowledgement.judged == 1
    assert one(settings.procedure, no_further_contact=True).acknowledgement.judged == 0
    assert one(settings.procedure, taken_over=True, due_at=NOW - timedelta(days=9)).answer.judged == 0


def test_closed_without_an_answer_is_said_apart(settings: Settings) -> None:
    """It is neither in time nor late."""
    found = one(settings.procedure, due_at=NOW - timedelta(days=9), closed_at=NOW)
    assert (found.answer.judged, found.closed_without_answer) == (0, 1)


def test_a_merged_case_counts_where_it_went(settings: Settings) -> None:
    """Not twice."""
    found = one(settings.procedure, merged_into=7)
    assert (found.complaints, found.merged) == (0, 1)


def test_a_procedure_without_delays_judges_nothing() -> None:
    """What was not promised is not broken; how long it took is told all the same."""
    found = one(Procedure(), acknowledged_at=NOW, answered_at=NOW)
    assert found.acknowledgement.judged == found.answer.judged == 0
    assert found.answer.took is not None


def test_nothing_at_all_can_be_drawn(settings: Settings) -> None:
    """A quarter without complaints has its page too."""
    store = Store("sqlite://").open()
    try:
        empty = review(settings, store, parse_period("2019-Q1", "Europe/Paris"), now=NOW)
    finally:
        store.close()
    assert empty.figures.complaints == 0
    assert "Revue qualité" in empty.html()
    assert empty.pdf().startswith(b"%PDF")


def test_an_action_is_followed_by_what_came_after(settings: Settings) -> None:
    """The same cause at the same place, once the action was done: a first look at whether it has helped."""
    day = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
    base = dict.fromkeys(
        ("client_name", "client_address", "acknowledged_at", "due_at", "answered_at", "closed_at",
         "reopened_at", "outcome", "merged_into", "severity")
    )  # fmt: skip
    done = {"what": "Former l’équipe", "who": "", "until": None, "done": "2026-04-10"}
    rows = [
        base | {"reference": f"REC-2026-{n}", "kind": "reclamation", "channel": "mail", "language": "fr",
                "targets": ["interne"], "no_further_contact": False, "taken_over": False,
                "received_at": day + timedelta(days=5 * n),
                "record": {"cause": ["Consigne mal comprise"]} | ({"actions": [done]} if n == 0 else {})}
        for n in range(5)
    ]  # fmt: skip
    found = figures(Sources(cases=rows), period=PERIOD, now=NOW, procedure=settings.procedure, names={})
    assert [action.since for action in found.actions] == [3]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("M. Dupont a attendu", "[…] a attendu"),
        ("appeler Mme Élodie DUPONT au 06 12 34 56 78", "appeler […] au […]"),
        ("écrire à e.dupont@client.example", "écrire à […]"),
        ("retour le 12/04/2026, 95,50 €", "retour le 12/04/2026, 95,50 €"),
        ("lettre de la famille Dupont-Martin", "lettre de la famille […]"),
        ("Chambre 12 sale", "Chambre 12 sale"),
        ("l'accueil", "l'accueil"),
        ("Le petit Xu est tombé", "Le petit […] est tombé"),
    ],
)
def test_names_are_taken_out_of_what_was_typed(typed: str, shown: str) -> None:
    """The client's name in any spelling, addresses, numbers; dates and amounts stay."""
    row = {
        "client_name": "Élodie Dupont",
        "client_address": "accueil@client.example",
        "record": {"nom": "Xu Le"},
    }
    assert nameless(row)(typed) == shown
