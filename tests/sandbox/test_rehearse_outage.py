"""Thirty-six hours without a mail server, around deadlines: nothing is lost, nothing is claimed too early."""

from __future__ import annotations

from datetime import datetime

import pytest

from mailbot.config import load
from mailbot.sandbox.cast import CAST
from mailbot.sandbox.script_reading import read_script
from mailbot.sandbox.stage import Played, play

CONFIG = CAST / "presets" / "qualiopi" / "config.toml"
UP = "2026-12-08T21:00:00+01:00"
ANNE, BORIS, CELIA = (f"{name}@client.example" for name in ("anne", "boris", "celia"))
INES = "ines.robin@ateliers-val.example"


def complaint(name: str, at: str) -> str:
    return f'''
[[step]]
at = "{at}"
from = "{name.capitalize()} Client <{name}@client.example>"
subject = "Formation de {name}"
body = """
Bonjour,

La formation était très décevante : aucun exercice, et personne ne répond. Je demande le remboursement.
"""
'''


STORY = f'''
{complaint("anne", "2026-12-07T08:00:00+01:00")}

[[step]]
at = "2026-12-07T09:00:00+01:00"
fault = "smtp_down"

[[step]]
at = "2026-12-07T10:00:00+01:00"
from = "Inès Robin <{INES}>"
reply_to = "ticket:1"
body = """
#favorable
Madame, nous vous remboursons, parce que la salle n'était pas équipée.
"""
expect = {{ ticket = 1, row = {{ answered_at = "" }} }}
{complaint("boris", "2026-12-07T12:00:00+01:00")}
expect = {{ ticket = 2, row = {{ acknowledged_at = "" }} }}
{complaint("celia", "2026-12-08T08:00:00+01:00")}
expect = {{ ticket = 3, row = {{ acknowledged_at = "" }} }}

[[step]]
at = "2026-12-08T20:59:00+01:00"
expect = [
  {{ ticket = 1, row = {{ answered_at = "" }} }},
  {{ ticket = 1, event = "answer_late", count = 0 }},
  {{ letter = "accuse_reception", count = 1 }},
]

[[step]]
at = "{UP}"
fault = "smtp_up"

[[step]]
after = "1 hour"
expect = [
  {{ event = "acknowledgement_late", count = 0 }},
  {{ event = "answer_late", count = 0 }},
]
'''


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    path = tmp_path_factory.mktemp("outage") / "script.toml"
    path.write_text(STORY, encoding="utf-8")
    settings = load(CONFIG, environ={})
    return play(read_script(path, settings), settings)


def test_nothing_is_claimed_before_it_has_left(played: Played) -> None:
    """Neither acknowledgement nor answer counts while the letter waits, and both are in time afterwards."""
    assert played.failed == ()


def test_the_register_says_when_letters_really_left(played: Played) -> None:
    """The moment of sending, not of deciding."""
    anne, boris, celia = played.register
    left = {(sent.to, sent.kind): sent.at for sent in played.ledger.sent}
    back = datetime.fromisoformat(UP)
    assert anne["answered_at"] == left[ANNE, "reponse_client"] >= back
    assert boris["acknowledged_at"] == left[BORIS, "accuse_reception"] >= back
    assert celia["acknowledged_at"] == left[CELIA, "accuse_reception"] >= back


def test_what_is_due_soonest_leaves_first(played: Played) -> None:
    """The answer of Wednesday 8 h, the acknowledgement of Wednesday noon, that of Thursday; then the rest."""
    since = [sent for sent in played.ledger.sent if sent.at >= datetime.fromisoformat(UP)]
    assert [(sent.to, sent.kind) for sent in since[:3]] == [
        (ANNE, "reponse_client"),
        (BORIS, "accuse_reception"),
        (CELIA, "accuse_reception"),
    ]


def test_everything_leaves_once(played: Played) -> None:
    """An outage doubles nothing."""
    letters = [(sent.to, sent.kind, sent.content) for sent in played.ledger.sent]
    assert len(letters) == len(set(letters))
    for client in (ANNE, BORIS, CELIA):
        assert [s.kind for s in played.ledger.sent if s.to == client].count("accuse_reception") == 1


def test_people_read_which_dates_are_at_risk(played: Played) -> None:
    """The reference, the letter and the date by which it has to leave: once a day, not at every attempt."""
    told = [s for s in played.ledger.sent if s.to == INES and "pas pu partir" in s.subject]
    assert 1 <= len(told) <= 2, "36 hours touch two days, as the server's clock counts them"
    named = [s.text for s in told if "REC-2026-0001" in s.text]
    assert named
    assert all("la réponse au client" in text and "09/12/2026" in text for text in named)
