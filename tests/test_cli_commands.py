"""The commands that work on the database, from the command line."""

from __future__ import annotations

import csv
import io
import mailbox
import sqlite3
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli_desk import CLIENT, COMPLAINT, configured, folder_of_mails, run, written

IMPORT_KEYS = {"mails", "tickets", "threaded", "robots", "held", "duplicates", "seconds"}
REGISTER_KEYS = [
    "reference", "kind", "received_at", "channel", "client", "subject", "targets", "assigned_to", "severity",
    "acknowledged_at", "due_at", "answered_at", "closed_at", "outcome", "status",
]  # fmt: skip
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return configured(tmp_path)


@pytest.fixture
def filled(config: Path, tmp_path: Path, capsys: Capsys) -> Path:
    """Three complaints were imported, without letters."""
    assert run(capsys, "import", "--config", config, folder_of_mails(tmp_path)).status == 0
    return config


# -- import -------------------------------------------------------------------------------------


def test_existing_mail_is_taken_once_and_nobody_is_written_to(
    config: Path, tmp_path: Path, capsys: Capsys
) -> None:
    """The figures say what became of it; run again, everything is known already."""
    mails = folder_of_mails(tmp_path)
    (mails / "4.eml").write_bytes(written(1, f"{COMPLAINT}\nDossier 1."))  # the same mail, kept twice
    first = run(capsys, "import", "--config", config, "--json", mails).json
    assert set(first) == IMPORT_KEYS
    assert (first["mails"], first["tickets"], first["duplicates"]) == (4, 3, 1)
    again = run(capsys, "import", "--config", config, "--json", mails).json
    assert (again["mails"], again["tickets"], again["duplicates"]) == (4, 0, 4)
    assert run(capsys, "outbox", "--config", config, "--json").json == []
    assert run(capsys, "verify", "--config", config).status == 0


def test_an_import_goes_on_where_it_stopped(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """What was taken before the interruption is not taken again."""
    mails = folder_of_mails(tmp_path)
    assert run(capsys, "import", "--config", config, "--json", mails / "1.eml").json["tickets"] == 1
    assert run(capsys, "import", "--config", config, "--json", mails).json["tickets"] == 2


def test_with_letters_they_wait_in_the_outbox(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """No mail server is needed to decide them; `run` sends them."""
    said = run(capsys, "import", "--config", config, "--letters", folder_of_mails(tmp_path, 1))
    assert said.status == 0
    waiting = run(capsys, "outbox", "--config", config, "--json").json
    assert CLIENT in {letter["recipient"] for letter in waiting}
    assert {letter["state"] for letter in waiting} == {"ready"}
    assert CLIENT in run(capsys, "outbox", "--config", config).out


@pytest.mark.parametrize("kind", ["mbox", "maildir"])
def test_archives_of_mail_programs_are_read(config: Path, tmp_path: Path, capsys: Capsys, kind: str) -> None:
    """mbox files and Maildirs, as Thunderbird and Dovecot keep them."""
    path = tmp_path / ("archive.mbox" if kind == "mbox" else "Maildir")
    box: mailbox.Mailbox[mailbox.Message] = mailbox.mbox(path) if kind == "mbox" else mailbox.Maildir(path)
    for n in range(3):
        box.add(written(n, f"{COMPLAINT}\nFrom là, tout va mal : {n}."))
    box.close()
    found = run(capsys, "import", "--config", config, "--json", path).json
    assert (found["mails"], found["tickets"]) == (3, 3)


def test_an_empty_archive_holds_no_mail(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """Nor does an empty folder."""
    (tmp_path / "empty.mbox").touch()
    (tmp_path / "nothing").mkdir()
    found = run(capsys, "import", "--config", config, "--json", tmp_path / "empty.mbox", tmp_path / "nothing")
    assert found.json["mails"] == 0


# -- register -----------------------------------------------------------------------------------


def test_the_register_as_json(filled: Path, tmp_path: Path, capsys: Capsys) -> None:
    """One object a ticket, with every promised key, in the order of the references."""
    found = run(capsys, "register", "--config", filled, "--format", "json").json
    assert [row["reference"] for row in found] == ["REC-2026-0001", "REC-2026-0002", "REC-2026-0003"]
    assert all(list(row)[: len(REGISTER_KEYS)] == REGISTER_KEYS for row in found)
    assert found[0]["received_at"] == "2026-11-20T15:00:00+01:00"
    assert found[0]["due_at"].startswith("2027-01-20T")
    assert run(capsys, "register", "--config", filled, "--format", "json", "--year", 2025).json == []


def test_the_register_as_files(filled: Path, tmp_path: Path, capsys: Capsys) -> None:
    """CSV for French Excel, XLSX with real dates."""
    out = tmp_path / "register.csv"
    assert run(capsys, "register", "--config", filled, "--format", "csv", "-o", out).status == 0
    text = out.read_bytes().decode()
    assert text.startswith("\ufeff")
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 4
    assert run(capsys, "register", "--config", filled, "--format", "csv").out == text
    sheet = tmp_path / "register.xlsx"
    assert run(capsys, "register", "--config", filled, "--format", "xlsx", "-o", sheet).status == 0
    book = load_workbook(sheet)
    assert book.active.max_row == 4
    assert book.active["C2"].is_date
    book.close()


def test_the_register_as_a_table(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """Subjects are shown as they were written, not taken for markup."""
    (tmp_path / "one.eml").write_bytes(written(1, subject="Réclamation [bold]x[/nope]"))
    run(capsys, "import", "--config", config, tmp_path / "one.eml")
    shown = run(capsys, "register", "--config", config).out
    assert "REC-2026-0001" in shown
    assert "[bold]x[/nope]" in shown


@pytest.mark.parametrize(
    "words", [("--format", "xlsx"), ("--format", "pdf"), ("--year", "99999"), ("--year", "x")]
)
def test_a_wrong_command_line_is_exit_2(filled: Path, capsys: Capsys, words: tuple[str, ...]) -> None:
    """With a sentence that says what is wrong."""
    said = run(capsys, "register", "--config", filled, *words)
    assert said.status == 2
    assert said.err


# -- one case, mails set aside ------------------------------------------------------------------


def test_one_case_whole(filled: Path, capsys: Capsys) -> None:
    """Its story for people, all of its rows for programs; an unknown one is said to be."""
    found = run(capsys, "case", "--config", filled, "--json", "rec-2026-0001").json
    assert set(found) == {"ticket", "parties", "mails", "letters", "timers", "events"}
    assert found["mails"][0]["from_address"] == CLIENT
    story = run(capsys, "case", "--config", filled, "REC-2026-0001").out
    assert "REC-2026-0001" in story
    assert "ticket_opened" in story
    assert run(capsys, "case", "--config", filled, "1", "--json").json["ticket"]["id"] == 1  # as the log says
    for nobodys in ("REC-1999-0001", "999", "9" * 40, "²"):
        assert run(capsys, "case", "--config", filled, nobodys).status == 1
    said = run(capsys, "case", "--config", filled, "REC-1999-0001")
    assert said.status == 1
    assert "mailbot register" in said.err


def test_a_mail_set_aside_is_shown_and_taken_up_again(
    config: Path, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 1 while one waits; replayed, it becomes what it would have been."""
    from mailbot import journey

    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    assert run(capsys, "held", "--config", config).status == 0
    with monkeypatch.context() as patched:
        patched.setattr(journey, "understand", fails)
        said = run(capsys, "import", "--config", config, "--json", folder_of_mails(tmp_path, 1))
        assert (said.status, said.json["held"]) == (1, 1)
        assert "mailbot held" in said.err
        [row] = run(capsys, "held", "--config", config, "--json").json
        again = run(capsys, "replay", "--config", config, row["id"])
        assert again.status == 1
    shown = run(capsys, "held", "--config", config)
    assert shown.status == 1
    assert "ZeroDivisionError" in shown.out
    assert "mailbot replay" in shown.err
    said = run(capsys, "replay", "--config", config, row["id"])
    assert (said.status, said.out.strip()) == (0, f"{row['id']} : opened")
    assert run(capsys, "held", "--config", config, "--json").json == []
    assert run(capsys, "replay", "--config", config, 999).status == 1
    assert run(capsys, "verify", "--config", config).status == 0


# -- verify -------------------------------------------------------------------------------------


def test_verify_counts_and_finds_gaps(filled: Path, tmp_path: Path, capsys: Capsys) -> None:
    """0 gaps and exit 0; a row taken away by hand is a gap, on stderr, and exit 1."""
    found = run(capsys, "verify", "--config", filled, "--json").json
    assert found["gaps"] == []
    assert found["counts"]["dossiers"] == 3
    with sqlite3.connect(tmp_path / "desk.sqlite3") as database:
        database.execute("DELETE FROM arrivals WHERE id = 1")
    database.close()
    said = run(capsys, "verify", "--config", filled)
    assert said.status == 1
    assert "courriel 1" in said.err
    assert len(run(capsys, "verify", "--config", filled, "--json").json["gaps"]) == 1


def test_migrate_brings_a_database_up_to_date(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """And says so; again, there is nothing to do."""
    for _ in range(2):
        said = run(capsys, "migrate", "--config", config)
        assert (said.status, said.out.strip()) == (0, "La base de données est à jour.")


# -- what is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), ("nonsense",), ("case",), ("replay", "x"), ("run", "--what")])
def test_words_that_make_no_command_are_exit_2(capsys: Capsys, words: tuple[str, ...]) -> None:
    """Usage on stderr, nothing on stdout."""
    said = run(capsys, *words)
    assert said.status == 2
    assert said.out == ""
    assert said.err


def test_a_missing_or_wrong_configuration_is_exit_2(tmp_path: Path, capsys: Capsys) -> None:
    """Every mistake is named, each on its line."""
    said = run(capsys, "held", "--config", tmp_path / "none.toml")
    assert said.status == 2
    assert "mailbot init" in said.err
    (tmp_path / "wrong.toml").write_text("[organisation]\nname = 3\n[desk]\nnonsense = true\n")
    said = run(capsys, "held", "--config", tmp_path / "wrong.toml")
    assert said.status == 2
    assert "wrong.toml" in said.err
    assert len(said.err.splitlines()) >= 2


def test_a_configuration_without_servers_cannot_run(config: Path, capsys: Capsys) -> None:
    """It can be looked into; `run` says which servers are missing."""
    said = run(capsys, "run", "--once", "--config", config)
    assert said.status == 2
    assert "IMAP" in said.err
    assert "SMTP" in said.err


def test_an_error_shows_its_traceback_only_when_it_is_asked_for(
    config: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--debug shows where; otherwise a sentence says how to see it."""
    from mailbot.commands import database

    def fails(*_: object, **__: object) -> int:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(database, "held", fails)
    said = run(capsys, "held", "--config", config)
    assert said.status == 1
    assert "--debug" in said.err
    with pytest.raises(ZeroDivisionError):
        run(capsys, "held", "--debug", "--config", config)


def test_a_database_that_does_not_answer_is_exit_75(tmp_path: Path, capsys: Capsys) -> None:
    """Nothing is lost: try again."""
    config = configured(tmp_path)
    text = config.read_text().replace(
        f"sqlite:///{tmp_path}/desk.sqlite3", "postgresql://nobody@127.0.0.1:1/none"
    )
    config.write_text(text)
    said = run(capsys, "held", "--config", config)
    assert said.status == 75
    assert said.err
