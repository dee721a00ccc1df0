"""Personal data dies on time, by itself, and the figures survive it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from mailbot.store import tables as t
from mailbot.store import views
from office import CLAIRE, CLIENT, HOTEL, Office

HER = (b"Dupont", CLIENT.encode(), b"chauffage", b"06 39 98 12 34")


@pytest.fixture
def office(make_office: Callable[..., Office]) -> Office:
    """A complaint that was answered and closed, and a question that was not one."""
    made: Office = make_office(digest=False)
    letters = made.complains()
    told = next(letter for letter in letters[CLAIRE])
    made.answers(told, "#favorable\nMadame, nous vous remboursons 95 €.\n#cloturer", sender=CLAIRE)
    made.works()
    made.arrives(
        "À quelle heure ouvre la patinoire ?", sender="Luc <luc@question.example>", subject="Horaires"
    )
    made.works()
    return made


def on_disk(office: Office) -> bytes:
    folder = Path(office.desk.store.url.database or "").parent
    return b"".join(path.read_bytes() for path in sorted(folder.glob("*.sqlite3*")))


def row(office: Office) -> dict[str, object]:
    with office.desk.store.reading() as connection:
        [found] = views.register(connection)
    return found


def test_a_closed_case_is_forgotten_after_five_years(office: Office) -> None:
    """Not a week before; its row, its dates and its events stay, and nothing is missing."""
    if row(office)["closed_at"] is None:
        with office.desk.store.transaction() as connection:
            connection.execute(sa.update(t.tickets).values(closed_at=office.now))
    office.passes(days=5 * 365 - 7)
    office.works()
    assert row(office)["client_name"] == "Élodie Dupont"
    office.passes(days=16)
    assert office.works() == {}
    assert [word for word in HER if word in on_disk(office)] == []
    assert HOTEL.encode() in on_disk(office)
    left = row(office)
    assert (left["client_name"], left["closed_at"] is not None) == ("(effacé)", True)
    assert office.gaps() == []


def test_what_was_no_complaint_is_forgotten_after_one_year(office: Office) -> None:
    """The complaint stays."""
    assert b"patinoire" in on_disk(office)
    office.passes(days=380)
    office.works()
    assert b"patinoire" not in on_disk(office)
    assert CLIENT.encode() in on_disk(office)
    assert office.gaps() == []
