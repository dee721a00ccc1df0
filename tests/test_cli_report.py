"""The commands that write papers: report, evidence, fiche, backup; and the register in a file."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli_desk import configured, folder_of_mails, run, written

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT / "compose"), str(ROOT / "report")]

from pdf_words import Pdf  # noqa: E402  (read from its folder, as the tests beside it do)
from year_of_cases import NOW, cases, fill  # noqa: E402

from mailbot.commands import progress  # noqa: E402
from mailbot.config import load  # noqa: E402
from mailbot.daemon import Daemon, register_of  # noqa: E402
from mailbot.desk import Desk  # noqa: E402
from mailbot.stationery import Stationery  # noqa: E402
from mailbot.store.db import Store  # noqa: E402

YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return configured(tmp_path)


@pytest.fixture
def filled(config: Path, tmp_path: Path, capsys: Capsys) -> Path:
    """Three complaints, as mailbot took them in; their letters wait."""
    run(capsys, "import", "--config", config, "--letters", folder_of_mails(tmp_path))
    return config


def years(config: Path, number: int) -> None:
    """Cases that were treated: letters sent, answered, closed."""
    settings = load(config, environ={})
    store = Store(settings.database_url).open()
    fill(store, cases(2026, number, settings.procedure, NOW), now=NOW)
    store.close()


# -- report -----------------------------------------------------------------------------------------


def test_the_report_as_page_and_on_paper(filled: Path, tmp_path: Path, capsys: Capsys) -> None:
    """The ending of the name decides; both say how many there were."""
    page, paper = tmp_path / "r.html", tmp_path / "r.pdf"
    assert run(capsys, "report", "--config", filled, "--period", "2026-Q4", "-o", page).status == 0
    text = page.read_text(encoding="utf-8")
    assert "4e trimestre 2026" in text
    assert "<b>3</b><span>réclamations reçues</span>" in text
    assert "Dupont" not in text
    assert run(capsys, "report", "--config", filled, "--period", "2026-Q4", "-o", paper).status == 0
    printed = Pdf(paper.read_bytes())
    assert "réclamations reçues" in printed.text
    assert "Dupont" not in printed.text


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--period", "2026-Q5", "-o", "r.html"),
        ("report", "--period", "2026", "-o", "r.docx"),
        ("report", "--period", "2026", "-o", "nowhere/r.html"),
        ("report", "--period", "2026"),
        ("evidence", "--from", "2026-12-31", "--to", "2026-01-01", "-o", "e"),
        ("evidence", "--from", "hier", "--to", "2026-01-01", "-o", "e"),
        ("evidence", "--from", "2026-01-01", "--to", "2026-12-31", "-o", "nowhere/e"),
        ("evidence", "--from", "2026-01-01", "--to", "2026-12-31", "-o", "."),
        ("fiche", "-o", "f.pdf"),
        ("fiche", "REC-2026-0001", "--blank", "-o", "f.pdf"),
        ("fiche", "--blank", "-o", "nowhere/f.pdf"),
        ("backup", "nowhere/copy.sqlite3"),
        ("backup", "desk.sqlite3"),
    ],
)
def test_wrong_command_lines_are_exit_2(
    filled: Path, tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """With a sentence; and nothing is left behind."""
    monkeypatch.chdir(tmp_path)
    before = sorted(p.name for p in tmp_path.iterdir() if "sqlite3-" not in p.name)
    said = run(capsys, words[0], "--config", filled, *words[1:])
    assert (said.status, bool(said.err)) == (2, True)
    assert sorted(p.name for p in tmp_path.iterdir() if "sqlite3-" not in p.name) == before


# -- evidence ---------------------------------------------------------------------------------------


def evidence(config: Path, out: Path, capsys: Capsys) -> Path:
    said = run(
        capsys, "evidence", "--config", config, "--from", "2026-01-01", "--to", "2026-12-31", "-o", out
    )
    assert said.status == 0, said.err
    assert "données personnelles" in said.err
    return out


def test_the_evidence_can_be_checked_without_mailbot(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """`sha256sum -c` knows every file but itself, and sees a letter that was changed."""
    years(config, 30)
    pack = evidence(config, tmp_path / "preuves", capsys)
    files = {p.relative_to(pack).as_posix() for p in pack.rglob("*") if p.is_file()}
    listed = {
        line.split("  ", 1)[1] for line in (pack / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    }
    assert listed == files - {"SHA256SUMS"}
    assert len(files) > 60
    assert checked(pack)
    letter = next(pack.rglob("*.eml"))
    letter.write_bytes(letter.read_bytes() + b"more")
    assert not checked(pack)


def checked(pack: Path) -> bool:
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed")
    return (
        subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=pack, capture_output=True).returncode
        == 0
    )


def test_the_chain_can_be_checked_as_it_is_told(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """What LISEZ-MOI.txt gives finds nothing, and then a step that was changed, left out or put in."""
    years(config, 6)
    pack = evidence(config, tmp_path / "preuves", capsys)
    notes = (pack / "LISEZ-MOI.txt").read_text(encoding="utf-8")
    script = f"tail -n +2 {notes.partition('tail -n +2 ')[2].partition('done')[0]}done\n"
    trail = pack / "chronologie.csv"
    lines = trail.read_bytes().split(b"\r\n")
    assert f"compte {len(lines) - 2} étapes" in notes
    # A step that another one of its case follows.
    middle = next(n for n in range(4, len(lines)) if lines[n][:13] == lines[n + 1][:13])
    forged = {
        "": lines,
        "changed": [*lines[:middle], lines[middle].replace(b"2026", b"2027", 2), *lines[middle + 1 :]],
        "left out": [*lines[:middle], *lines[middle + 1 :]],
        "put in": [*lines[:middle], lines[middle], *lines[middle:]],
    }
    for what, found in forged.items():
        trail.write_bytes(b"\r\n".join(found))
        told = subprocess.run(["sh", "-c", script], cwd=pack, capture_output=True, text=True, check=True)
        assert ("Chaîne rompue" in told.stdout) == bool(what), (what, told.stdout, told.stderr)
    last = [line for line in lines if line.startswith(b"REC-2026-0003")]
    story = (pack / "dossiers/REC-2026-0003/dossier.txt").read_text(encoding="utf-8")
    assert f"{len(last)} étapes" in story  # one that is missing at the end
    assert last[-1].decode().rpartition(";")[2] in story


def test_the_pack_is_sealed_by_one_number(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """The command says the digest of the list of digests: noted elsewhere, it holds everything."""
    years(config, 3)
    said = run(capsys, "evidence", "--config", config, *YEAR, "-o", tmp_path / "e")
    whole = hashlib.sha256((tmp_path / "e/SHA256SUMS").read_bytes()).hexdigest()
    assert whole in said.out
    assert "\r" not in said.err  # nobody waits at a terminal


def test_the_same_cases_have_the_same_chain_later(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """So two packs can be compared: the earlier one proves that nothing was changed since."""
    years(config, 4)
    first = evidence(config, tmp_path / "one", capsys)
    second = evidence(config, tmp_path / "two", capsys)
    assert (first / "chronologie.csv").read_bytes() == (second / "chronologie.csv").read_bytes()


def test_somebody_at_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """Cases are counted on one line, which is wiped at the end; elsewhere nothing is said."""
    assert list(progress.told(iter("abc"), "dossiers", of=3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(progress.told(iter("abc"), "dossiers", of=3)) == ["a", "b", "c"]
    shown = capsys.readouterr().err
    assert "1/3 dossiers" in shown
    assert shown.endswith("\x1b[K")


def test_the_evidence_is_for_its_owner_alone(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """And its first page says why; each link on it leads to a file that is there."""
    years(config, 5)
    pack = evidence(config, tmp_path / "preuves", capsys)
    assert stat.S_IMODE(pack.stat().st_mode) == 0o700
    page = (pack / "index.html").read_text(encoding="utf-8")
    assert "données personnelles" in page
    assert "Qualiopi" in page
    links = {piece.split('"')[0] for piece in page.split('href="')[1:]}
    assert len(links) > 7
    assert [link for link in links if not (pack / link).exists()] == []
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".preuves")] == []


def test_the_evidence_tells_each_case(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """Mails with their digest, letters as they left with what the server replied, the procedure as it is."""
    years(config, 12)
    pack = evidence(config, tmp_path / "preuves", capsys)
    story = (pack / "dossiers/REC-2026-0002/dossier.txt").read_text(encoding="utf-8")
    with sqlite3.connect(tmp_path / "desk.sqlite3") as database:
        [digest] = database.execute(
            "SELECT raw_digest FROM mails JOIN tickets ON tickets.id = ticket_id "
            "WHERE reference = 'REC-2026-0002' AND conversation = 'client'"
        ).fetchone()
        [letters] = database.execute("SELECT count(*) FROM letters").fetchone()
    database.close()
    assert digest in story
    assert "250 2.0.0 Ok" in story
    assert len(list(pack.rglob("*.eml"))) == letters
    assert next(pack.rglob("*.eml")).read_bytes().startswith(b"Date: ")
    text = (pack / "chronologie.csv").read_text(encoding="utf-8").removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert {"REC-2026-0001", "REC-2026-0010"} <= {line[0] for line in lines}
    # A subject that begins with = is text.
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line)
    procedure = tomllib.loads((pack / "procedure/procedure.toml").read_text(encoding="utf-8"))
    assert procedure["acknowledgement"]["delay"].replace("\u00a0", " ") == "10 jours"
    book = load_workbook(pack / "registre/registre.xlsx")
    assert book.active.max_row == 1 + len(list((pack / "dossiers").iterdir())) == 12
    book.close()


# -- fiche ------------------------------------------------------------------------------------------


def test_the_sheet_of_a_case(filled: Path, tmp_path: Path, capsys: Capsys) -> None:
    """Every line of the procedure is on it, noted or not."""
    out = tmp_path / "f.pdf"
    assert run(capsys, "fiche", "--config", filled, "rec-2026-0001", "-o", out).status == 0
    words = Pdf(out.read_bytes()).text
    for label in (*(f.label for f in load(filled, environ={}).procedure.fields), "Élodie Dupont", "Échéance"):
        assert label.split()[0] in words, label
    assert "Dossier ouvert : Réclamation" in words  # its steps, in words for people
    assert "letter_" not in words
    said = run(capsys, "fiche", "--config", filled, "REC-1999-0001", "-o", out)
    assert said.status == 1
    assert "mailbot register" in said.err


def test_a_blank_sheet_shows_how_it_is_handed_in(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """By hand on its first page; on the second the lines that `#fiche` understands."""
    out = tmp_path / "f.pdf"
    assert run(capsys, "fiche", "--config", config, "--blank", "-o", out).status == 0
    first, second = Pdf(out.read_bytes()).pages
    assert first.rules > 10
    assert "Motif" in first.lines
    assert "#motif" in second.lines
    assert any("reclamations@otc.example" in line for line in second.lines)


# -- backup -----------------------------------------------------------------------------------------


def test_a_backup_while_mails_come_in_is_whole(filled: Path, tmp_path: Path, capsys: Capsys) -> None:
    """Taken in the middle of the work and restored, it has no gap; only its owner may read it."""
    stop = threading.Event()
    begun = threading.Event()

    def work() -> None:
        database = sqlite3.connect(tmp_path / "desk.sqlite3", timeout=30)
        n = 0
        while not stop.is_set():
            n += 1
            with database:
                values = (f"w{n}", "2026-11-20 14:00:00.000000")
                database.execute("INSERT INTO suppressions VALUES (?, ?, 'x')", values)
            begun.set()
        database.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert begun.wait(10)
        copy = tmp_path / "copy.sqlite3"
        said = run(capsys, "backup", "--config", filled, copy)
        assert said.status == 0, said.err
    finally:
        stop.set()
        worker.join()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("copy.sqlite3-*"))
    for leftover in tmp_path.glob("desk.sqlite3*"):
        leftover.unlink()
    shutil.copy(copy, tmp_path / "desk.sqlite3")
    assert run(capsys, "verify", "--config", filled, "--json").json["counts"]["dossiers"] == 3
    (tmp_path / "4.eml").write_bytes(written(4))
    assert run(capsys, "import", "--config", filled, "--json", tmp_path / "4.eml").json["tickets"] == 1
    assert run(capsys, "verify", "--config", filled).status == 0


def test_postgresql_has_a_backup_of_its_own(tmp_path: Path, capsys: Capsys) -> None:
    """The command says which."""
    config = configured(tmp_path)
    text = config.read_text(encoding="utf-8")
    url = f"sqlite:///{tmp_path}/desk.sqlite3"
    config.write_text(text.replace(url, "postgresql+psycopg://nobody@127.0.0.1:1/x"), encoding="utf-8")
    said = run(capsys, "backup", "--config", config, tmp_path / "copy")
    assert said.status == 2
    assert "pg_dump" in said.err


def test_there_is_nothing_to_back_up_yet(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """And looking makes no database."""
    assert run(capsys, "backup", "--config", config, tmp_path / "copy").status == 2
    assert not (tmp_path / "desk.sqlite3").exists()


# -- the register in a file ---------------------------------------------------------------------------


def test_the_register_is_kept_where_the_configuration_says(
    filled: Path, tmp_path: Path, capsys: Capsys
) -> None:
    """Relative to the configuration; a drive that is away is no mistake, and holds nothing up."""
    text = filled.read_text(encoding="utf-8")
    filled.write_text(f'{text}\n[register]\nfile = "share/registre.xlsx"\n', encoding="utf-8")
    settings = load(filled, environ={})
    desk = Desk(
        settings=settings,
        store=Store(settings.database_url).open(),
        stationery=Stationery(settings.templates_dir),
    )
    kept = register_of(desk)
    try:
        assert not kept.look(NOW)
        (tmp_path / "share").mkdir()
        assert kept.look(NOW.replace(minute=2))
        assert not kept.look(NOW.replace(minute=4))
        (tmp_path / "4.eml").write_bytes(written(4))
        run(capsys, "import", "--config", filled, tmp_path / "4.eml")
        assert kept.look(NOW.replace(minute=6))
    finally:
        desk.store.close()
    book = load_workbook(tmp_path / "share/registre.xlsx")
    assert book.active.max_row == 5
    book.close()
    assert [p.name for p in (tmp_path / "share").iterdir()] == ["registre.xlsx"]


def test_the_daemon_keeps_the_register(filled: Path, tmp_path: Path) -> None:
    """From its start, in a thread of its own; and it ends when it is told to."""
    text = filled.read_text(encoding="utf-8")
    filled.write_text(f'{text}\n[register]\nfile = "registre.xlsx"\n', encoding="utf-8")
    settings = load(filled, environ={})
    desk = Desk(settings=settings, store=Store(settings.database_url).open(), stationery=Stationery())
    daemon = Daemon(desk, clock=lambda: NOW)
    ended: list[bool] = []
    thread = threading.Thread(target=lambda: ended.append(daemon.run()))
    thread.start()
    try:
        deadline = time.monotonic() + 30
        while not (tmp_path / "registre.xlsx").exists() and time.monotonic() < deadline:
            thread.join(0.05)
    finally:
        daemon.stop()
        thread.join(20)
        desk.store.close()
    assert ended == [True]
    book = load_workbook(tmp_path / "registre.xlsx")
    assert book.active.max_row == 4
    book.close()


def test_a_register_is_a_spreadsheet(config: Path, capsys: Capsys) -> None:
    """Anything else is a mistake of the configuration."""
    text = config.read_text(encoding="utf-8")
    config.write_text(f'{text}\n[register]\nfile = "registre.ods"\n', encoding="utf-8")
    said = run(capsys, "check", "--config", config)
    assert said.status == 2
    assert ".xlsx" in said.err


# -- a large year -----------------------------------------------------------------------------------


def test_two_thousand_cases_are_soon_told(config: Path, tmp_path: Path, capsys: Capsys) -> None:
    """A year of a large office: register, report and evidence in the time that somebody waits for them."""
    years(config, 2_250)  # of which 2,000 have come by now
    took = {}
    for name, words in {
        "register": ("register", "--config", config, "--format", "xlsx", "-o", tmp_path / "r.xlsx"),
        "report": ("report", "--config", config, "--period", "2026", "-o", tmp_path / "r.pdf"),
        "evidence": ("evidence", "--config", config, *YEAR, "-o", tmp_path / "e"),
    }.items():
        begun = time.process_time()
        assert run(capsys, *words).status == 0
        took[name] = time.process_time() - begun
    assert len(list((tmp_path / "e/dossiers").iterdir())) > 1_990
    assert took["register"] < 5, took
    assert took["report"] < 15, took
    assert took["evidence"] < 60, took
