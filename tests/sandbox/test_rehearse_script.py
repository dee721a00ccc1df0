"""Scripts: what they may say, and how every mistake in them is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.config import Settings, load_text
from mailbot.errors import BadConfig
from mailbot.procedure import Calendar
from mailbot.sandbox.script import Answered, Fault, found_script
from mailbot.sandbox.script_reading import read_script
from mailbot.sandbox.spans import parse_moment, parse_span

CONFIG = """
[organisation]
name = "Bureau"
[[mailboxes]]
address = "service@bureau.example"
aliases = ["contact@bureau.example"]
"""
FIRST = (
    'at = "2026-11-20T16:00:00+01:00"\nfrom = "Élodie <elodie@client.example>"\nsubject = "S"\nbody = "B"\n'
)


@pytest.fixture
def settings() -> Settings:
    return load_text(CONFIG, Path())


def _script(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "script.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "aucune étape"),
        ("[[step]]\n" + FIRST + "[[step]]\nfrom = 'x'\nbody = 'y'", "ligne 7"),
        ("[[step]\n", "ligne 1"),
        ("[[step]]\nafter = '2 days'\nfrom = 'a@b.example'\nbody = 'x'", "quand elle se passe"),
        ("[[step]]\n" + FIRST + "after = '1 day'", "at et after"),
        ("[[step]]\nat = 'demain'\nfrom = 'a@b.example'\nbody = 'x'", "n’est pas une date"),
        ("[[step]]\n" + FIRST + "[[step]]\nafter = 'bientôt'\nfault = 'crash'", "n’est pas une durée"),
        ("[[step]]\n" + FIRST + "[[step]]\nat = 2020-01-01\nfault = 'crash'", "dans l’ordre"),
        ("[[step]]\n" + FIRST + "[[step]]\nafter = '1 day'", "ne fait rien"),
        ("[[step]]\n" + FIRST + "[[step]]\nbody = 'x'", "qui écrit"),
        ("[[step]]\n" + FIRST + "to = 'ailleurs@loin.example'", "n’est pas une adresse du service"),
        ("[[step]]\n" + FIRST + "frm = 'x'", "Vouliez-vous dire"),
        ("[[step]]\n" + FIRST + "fault = 'crash'", "deux étapes"),
        ("[[step]]\n" + FIRST + "[[step]]\nfault = 'smtp_dwn'", "smtp_down"),
        ("[[step]]\n" + FIRST + "[[step]]\nfault = 'smtp_reject'", "il manque l’adresse"),
        ("[[step]]\n" + FIRST + "[[step]]\nfault = 'crash before_comit'", "before_commit"),
        ("[[step]]\n" + FIRST + "[[step]]\nfault = 'smtp_up now'", "de trop"),
        (
            "[[step]]\n" + FIRST + "[[step]]\nfrom = 'a@b.example'\nreply_to = 'ticket:0'\nbody = ''",
            "ticket:2",
        ),
        ("[[step]]\n" + FIRST + "attach = ['nulle-part.jpg']", "n’existe pas"),
        ("[[step]]\n" + FIRST + "file = 'nulle-part.eml'", "n’existe pas"),
        ("[[step]]\n" + FIRST + "authenticated = 'oui'", "true ou false"),
        ("[[step]]\n" + FIRST + "expect = { }", "attente vide"),
        ("[[step]]\n" + FIRST + "expect = { evnt = 'x' }", "Vouliez-vous dire"),
        ("[[step]]\n" + FIRST + "expect = { status = 'clos' }", "de quel dossier"),
        ("[[step]]\n" + FIRST + "letter = 'x'", "Cette clé va dans expect"),
        ("[[step]]\n" + FIRST + "expect = { row = { channel = 'mail' } }", "de quel dossier"),
        ("[[step]]\n" + FIRST + "expect = { sheet = { cause = 'x' } }", "de quel dossier"),
        ("[[steps]]\n" + FIRST, "[[step]]"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_its_cure(
    tmp_path: Path, settings: Settings, text: str, said: str
) -> None:
    """Nothing of a wrong script is played; the first look tells what to write instead."""
    with pytest.raises(BadConfig) as caught:
        read_script(_script(tmp_path, text), settings)
    assert said in str(caught.value)
    assert all(mistake.startswith("script.toml") for mistake in caught.value.mistakes)


def test_all_mistakes_are_told_at_once(tmp_path: Path, settings: Settings) -> None:
    """An admin mends a script in one go."""
    text = "[[step]]\n" + FIRST + "[[step]]\nfault = 'x'\n[[step]]\nafter = 'y'\nfault = 'crash'"
    with pytest.raises(BadConfig) as caught:
        read_script(_script(tmp_path, text), settings)
    assert len(caught.value.mistakes) == 2


def test_steps_carry_their_moments(tmp_path: Path, settings: Settings) -> None:
    """`after` counts from the step before; a step without either happens at the same moment."""
    text = "[[step]]\n" + FIRST + "[[step]]\nafter = '2 days'\nfault = 'crash'\n[[step]]\nfault = 'smtp_down'"
    script = read_script(_script(tmp_path, text), settings)
    assert [step.at for step in script.steps] == [
        datetime(2026, 11, 20, 15, tzinfo=UTC),
        datetime(2026, 11, 22, 15, tzinfo=UTC),
        datetime(2026, 11, 22, 15, tzinfo=UTC),
    ]
    assert [step.fault for step in script.steps] == [
        None,
        Fault(name="crash", detail="after_commit"),
        Fault(name="smtp_down"),
    ]


def test_a_moment_without_offset_is_the_organisations(tmp_path: Path, settings: Settings) -> None:
    """People write the time that their own clock shows."""
    text = "[[step]]\n" + FIRST.replace("+01:00", "") + "[[step]]\nat = 2026-12-01T08:00:00\nfault = 'crash'"
    script = read_script(_script(tmp_path, text), settings)
    assert [step.at.hour for step in script.steps] == [15, 7]


def test_any_address_of_the_service_may_be_written_to(tmp_path: Path, settings: Settings) -> None:
    """An alias and a token address are the service's too."""
    text = "[[step]]\n" + FIRST + "to = ['contact@bureau.example', 'service+aaaa@bureau.example']"
    mail = read_script(_script(tmp_path, text), settings).steps[0].mail
    assert mail is not None
    assert mail.to == ("contact@bureau.example", "service+aaaa@bureau.example")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("latest", Answered()),
        ("ticket:2", Answered(ticket=2)),
        ("ticket:12 avis_equipe", Answered(ticket=12, kind="avis_equipe")),
        ("latest accuse_reception", Answered(kind="accuse_reception")),
    ],
)
def test_what_is_answered_is_understood(
    tmp_path: Path, settings: Settings, text: str, meant: Answered
) -> None:
    """The latest letter, the latest about a ticket, and among those the latest of a kind."""
    path = _script(tmp_path, "[[step]]\n" + FIRST + f"reply_to = '{text}'")
    mail = read_script(path, settings).steps[0].mail
    assert mail is not None
    assert mail.reply_to == meant


def test_a_folder_holds_a_script_and_its_configuration(tmp_path: Path) -> None:
    """script.toml, or the only other TOML file; config.toml beside it is used."""
    (tmp_path / "histoire.toml").touch()
    assert found_script(tmp_path) == (tmp_path / "histoire.toml", None)
    (tmp_path / "config.toml").touch()
    assert found_script(tmp_path) == (tmp_path / "histoire.toml", tmp_path / "config.toml")
    (tmp_path / "autre.toml").touch()
    with pytest.raises(BadConfig, match=r"autre\.toml, histoire\.toml"):
        found_script(tmp_path)
    (tmp_path / "script.toml").touch()
    assert found_script(tmp_path)[0] == tmp_path / "script.toml"
    with pytest.raises(BadConfig, match="n’existe pas"):
        found_script(tmp_path / "rien")


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("90 minutes", "2026-10-24T13:30"),
        ("3 hours", "2026-10-24T15:00"),
        ("3 heures", "2026-10-24T15:00"),
        ("1 h 30 min", "2026-10-24T13:30"),
        ("2 days", "2026-10-26T12:00"),  # the clocks go back in between: noon stays noon
        ("48 h", "2026-10-26T11:00"),
        ("2 months", "2026-12-24T12:00"),
        ("2 mois et 1 jour", "2026-12-25T12:00"),
        ("1 an", "2027-10-24T12:00"),
        ("1 semaine", "2026-10-31T12:00"),
        ("6 jours ouvrés", "2026-11-02T12:00"),
        ("0 days", "2026-10-24T12:00"),
    ],
)
def test_lengths_of_time_are_read_in_both_languages(text: str, later: str) -> None:
    """Days and months keep the time on the wall, hours are counted."""
    start = parse_moment("2026-10-24T12:00", "Europe/Paris")
    assert parse_span(text).after(start, Calendar()) == parse_moment(later, "Europe/Paris")


@pytest.mark.parametrize("text", ["", "soon", "2", "days", "2 fortnights", "2 days tomorrow", "-1 day"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    """Better a mistake than another date."""
    with pytest.raises(ValueError, match="length of time"):
        parse_span(text)
