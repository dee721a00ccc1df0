"""Whom a client names, as clients write names: a first name, an initial, a title, a slip of the pen."""

from __future__ import annotations

import pytest

from mailbot.decide.handlers import chosen_by_client
from mailbot.model import Meaning, StaffMember, Wishes

NAMES = (
    "Karim Benali",
    "Élodie Le Goff",
    "Claire Martin",
    "Martin Dupré",
    "Jean-Pierre Aubry",
    "GRIFFART Sophie",
)
TEAM = tuple(
    StaffMember(name=name, function="", address=f"{n}@otc.example", roles=("handler",))
    for n, name in enumerate(NAMES)
)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ("Karim", ["Karim Benali"]),
        ("karim svp", ["Karim Benali"]),
        ("Elodie", ["Élodie Le Goff"]),
        ("Mme Le Goff", ["Élodie Le Goff"]),
        ("C. Martin", ["Claire Martin"]),
        ("Sophie G.", ["GRIFFART Sophie"]),
        ("Mme Griffard", ["GRIFFART Sophie"]),
        ("Maître Aubry", ["Jean-Pierre Aubry"]),
        ("M. Martin", ["Claire Martin"]),
        ("Martin", ["Claire Martin", "Martin Dupré"]),
        ("M.", []),
        ("S.", []),
        ("Kevin", []),
        ("Karim Martin", []),
    ],
)
def test_a_name_is_found_as_clients_write_it(wish: str, found: list[str]) -> None:
    """Every word must be of one person; a title means a surname; two who fit are a question for people."""
    meaning = Meaning(kind="reclamation", wishes=Wishes(handler=wish))
    assert [member.name for member in chosen_by_client(meaning, TEAM)] == found
