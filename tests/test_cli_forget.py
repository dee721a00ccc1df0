"""`mailbot forget` and `mailbot access`, from the command line, on a desk that has taken real mails in."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli_desk import CLIENT, COMPLAINT, configured, process, run, written

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
WORDS = ("Élodie Dupont", CLIENT, "chauffage en panne", "Tétras était sale")
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path, capsys: Capsys) -> Path:
    """One complaint that was closed, with its acknowledgement and its copy to the hotel sent."""
    path = configured(tmp_path)
    (tmp_path / "1.eml").write_bytes(written(1, f"{COMPLAINT}\nÉcrivez aussi à paul@voisin.example."))
    assert run(capsys, "import", "--config", path, "--letters", tmp_path / "1.eml").status == 0
    with database(tmp_path) as held:
        held.execute(
            "UPDATE letters SET state='sent', sent_at=created_at, server_reply='250 ok <' || recipient || '>'"
        )
        held.execute(
            "INSERT INTO events (at, event, actor, why, data, ticket_id, letter_id) "
            "SELECT created_at, 'letter_sent', 'mailbot', '', '{}', ticket_id, id FROM letters"
        )
        held.execute("UPDATE tickets SET closed_at = received_at, answered_at = received_at")
    return path


@contextmanager
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    held = sqlite3.connect(folder / "desk.sqlite3")
    with held:
        yield held
    held.close()


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("desk.sqlite3*")))


def test_a_person_is_forgotten_to_the_last_byte(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """What will be done is told with numbers; the file holds nothing of them; the register has its row."""
    assert CLIENT.encode() in on_disk(tmp_path)
    said = run(capsys, "forget", "--config", config, "--yes", CLIENT.upper())
    assert said.status == 0, said.err
    assert "1 courriel" in said.out
    assert "REC-" in said.out
    assert "Hôtel du Grand Tétras <direction@hotel.example>" in said.out
    assert [word for word in (*WORDS, "Dupont", "elodie") if word.encode() in on_disk(tmp_path)] == []
    [row] = run(capsys, "register", "--config", config, "--format", "json").json
    assert (row["client"], row["subject"]) == ("(effacé)", "(effacé)")
    assert row["answered_at"]
    assert run(capsys, "verify", "--config", config).out.endswith("0 anomalie\n")
    case = run(capsys, "case", "--config", config, row["reference"])
    assert "ticket_opened" in case.out
    assert CLIENT not in case.out


def test_a_second_time_there_is_nothing_left(config: Path, capsys: Capsys) -> None:
    """That is said, and is no failure."""
    run(capsys, "forget", "--config", config, "--yes", CLIENT)
    said = run(capsys, "forget", "--config", config, "--yes", CLIENT)
    assert (said.status, said.err) == (0, "")
    assert "Rien n'est conservé" in said.out


def test_an_open_case_is_not_erased_by_mistake(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """It takes one more word; then the case is closed."""
    with database(tmp_path) as held:
        held.execute("UPDATE tickets SET closed_at = NULL")
    said = run(capsys, "forget", "--config", config, "--yes", CLIENT)
    assert said.status == 1
    assert "Encore ouvert : REC-" in said.err
    assert CLIENT.encode() in on_disk(tmp_path)
    assert run(capsys, "forget", "--config", config, "--yes", "--open", CLIENT).status == 0
    [row] = run(capsys, "register", "--config", config, "--format", "json").json
    assert row["status"] == "clos"


@pytest.mark.parametrize(("answer", "erased"), [(b"oui\n", True), (b"o\n", False), (b"", False)])
def test_it_asks_before_it_erases(config: Path, tmp_path: Path, answer: bytes, erased: bool) -> None:
    """Only the whole word counts; a script that cannot answer has changed nothing."""
    said = process("forget", "--config", config, CLIENT, given=answer)
    assert said.status == (0 if erased else 1)
    assert (CLIENT.encode() in on_disk(tmp_path)) is not erased


def test_a_case_without_address_is_forgotten_by_its_reference(
    config: Path, tmp_path: Path, capsys: Capsys
) -> None:
    """A complaint that came by telephone."""
    [row] = run(capsys, "register", "--config", config, "--format", "json").json
    assert run(capsys, "forget", "--config", config, "--yes", row["reference"]).status == 0
    assert CLIENT.encode() not in on_disk(tmp_path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("claire@otc.example",), "votre équipe"),
        (("reclamations@otc.example",), "votre service"),
        (("direction@hotel.example",), "prestataire"),
        (("--restrict", CLIENT), "motif"),
    ],
)
def test_what_makes_no_sense_is_refused(
    config: Path, tmp_path: Path, capsys: Capsys, words: tuple[str, ...], said: str
) -> None:
    """Our own people, a provider of the directory, a restriction that nobody could justify later."""
    before = on_disk(tmp_path)
    found = run(capsys, "forget", "--config", config, "--yes", *words)
    assert found.status == 2
    assert said in found.err
    assert on_disk(tmp_path) == before


def test_a_restricted_case_shows_nothing_and_keeps_all(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """Register, case and outbox say so, with the reason; the export can still be made."""
    said = run(
        capsys, "forget", "--config", config, "--yes", "--restrict", "--reason", "Procès en cours", CLIENT
    )
    assert said.status == 0, said.err
    [row] = run(capsys, "register", "--config", config, "--format", "json").json
    assert row["client"] == "(accès restreint)"
    case = run(capsys, "case", "--config", config, "--json", row["reference"])
    assert [word for word in WORDS if word in case.out] == []
    assert "Procès en cours" in case.out
    assert CLIENT not in run(capsys, "case", "--config", config, row["reference"]).out
    assert CLIENT.encode() in on_disk(tmp_path)
    assert run(capsys, "access", "--config", config, CLIENT, "-o", tmp_path / "x.zip").status == 0
    assert run(capsys, "verify", "--config", config).status == 0


def test_the_export_can_be_handed_over(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """Their mail as it came, our letters to them, a page that explains; nothing of other people."""
    with database(tmp_path) as held:
        held.execute("UPDATE tickets SET wants = 'joindre paul@voisin.example'")
    out = tmp_path / "dupont.zip"
    said = run(capsys, "access", "--config", config, CLIENT, "-o", out)
    assert said.status == 0, said.err
    assert out.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        page = archive.read("LISEZ-MOI.txt").decode()
        cases = archive.read("dossiers.json").decode()
        letters = b"".join(archive.read(name) for name in names if name.startswith("nos-lettres/"))
    assert sum(name.startswith("vos-courriels/") for name in names) == 1
    assert sum(name.startswith("nos-lettres/") for name in names) == 1
    assert letters.startswith(b"Date: ")
    assert "Office de tourisme des Chaumes" in page
    assert "Hôtel du Grand Tétras, le " in page
    assert "5\N{NO-BREAK SPACE}ans après la clôture" in page
    for other in ("paul@voisin.example", "direction@hotel.example", "claire@otc.example"):
        assert other not in page + cases
    assert CLIENT in cases
    assert "joindre (adresse masquée)" in cases


def test_nobody_is_no_export(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """Somebody who never wrote, and a file that cannot be."""
    out = tmp_path / "x.zip"
    assert run(capsys, "access", "--config", config, "inconnu@nulle.example", "-o", out).status == 1
    assert not out.exists()
    assert run(capsys, "access", "--config", config, CLIENT, "-o", tmp_path / "no" / "x.zip").status == 2
