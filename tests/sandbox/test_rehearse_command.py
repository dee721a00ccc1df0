"""`mailbot rehearse` from the command line: what it writes, what it says, how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mailbot.cli import main
from mailbot.sandbox.cast import CAST

DEMO = CAST / "demo.toml"


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_two_rehearsals_give_the_same_bytes(tmp_path: Path) -> None:
    """Every file of --out, the page too."""
    for name in ("one", "two"):
        assert main(["rehearse", "--until", "2 months", "--out", str(tmp_path / name), str(DEMO)]) == 0
    one, two = _files(tmp_path / "one"), _files(tmp_path / "two")
    assert one == two
    assert {"timeline.jsonl", "register.json", "rehearsal.html"} < one.keys()


def test_letters_are_written_as_sent(tmp_path: Path) -> None:
    """Numbered in order; the envelope's recipient in the name and in front of the headers."""
    assert main(["rehearse", "--out", str(tmp_path), str(DEMO)]) == 0
    names = sorted(file.name for file in (tmp_path / "outgoing").iterdir())
    assert names[0] == "0001-elodie.dupont@courriel.example.eml"
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    lines = (tmp_path / "outgoing" / names[0]).read_bytes().splitlines()
    assert lines[0] == b"X-Envelope-To: elodie.dupont@courriel.example"
    assert lines[1] == b"Date: Fri, 20 Nov 2026 09:12:00 +0100"


def test_what_an_earlier_rehearsal_left_is_taken_away(tmp_path: Path) -> None:
    """And what is not ours stays."""
    (tmp_path / "outgoing").mkdir()
    (tmp_path / "outgoing" / "9999-old@x.example.eml").touch()
    (tmp_path / "outgoing" / "mine.txt").touch()
    assert main(["rehearse", "--out", str(tmp_path), str(CAST / "examples" / "suggestion.toml")]) == 0
    names = {file.name for file in (tmp_path / "outgoing").iterdir()}
    assert "9999-old@x.example.eml" not in names
    assert "mine.txt" in names
    assert not list(tmp_path.rglob("*.partial"))


def test_the_register_is_that_of_the_product(tmp_path: Path) -> None:
    """One object a ticket, moments with their offset, null where there is nothing."""
    assert main(["rehearse", "--out", str(tmp_path), str(DEMO)]) == 0
    first = json.loads((tmp_path / "register.json").read_text())[0]
    assert first["reference"] == "REC-2026-0001"
    assert first["received_at"] == "2026-11-20T09:12:00+01:00"
    assert first["due_at"] is None


def test_a_summary_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints one object and nothing else."""
    assert main(["rehearse", "--json", "--until", "2026-11-20", str(DEMO)]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["steps"] == 8
    assert summary["tickets"] == 3
    assert summary["failed"] == []
    assert summary["until"] == "2026-11-20T23:59:59.999999+01:00"


def test_a_disappointed_expectation_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence is on standard error, and on the page."""
    script = tmp_path / "s.toml"
    script.write_text("[[step]]\nat = 2026-11-20\nfault = 'smtp_down'\nexpect = { tickets = 1 }\n")
    assert main(["rehearse", "--out", str(tmp_path / "out"), str(script)]) == 1
    assert "s.toml, ligne 1 (étape 1)" in capsys.readouterr().err
    assert (
        "n’a pas" in (tmp_path / "out" / "rehearsal.html").read_text()
        or "attendus" in (tmp_path / "out" / "rehearsal.html").read_text()
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nulle-part.toml"], "n’existe pas"),
        (["--until", "bientôt", str(DEMO)], "ni une durée ni une date"),
        (["--preset", "inconnu", str(DEMO)], "inconnu"),
        (["--preset", "inconnu"], "auto-ecole, courtier"),
        ([], "Donnez un scénario, ou --preset"),
        (["--out", "/dev/null/x", str(DEMO)], "--out"),
    ],
)
def test_a_wrong_command_line_ends_with_two(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says what to write instead, without a traceback."""
    assert main(["rehearse", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_script_wins_over_the_one_that_ships(capsys: pytest.CaptureFixture[str]) -> None:
    """--preset then only says which procedure is rehearsed."""
    script = str(CAST / "examples" / "suggestion.toml")
    assert main(["rehearse", "--preset", "courtier", "--json", script]) == 0
    assert json.loads(capsys.readouterr().out)["tickets"] == 1


def test_a_configuration_without_mailbox_cannot_be_rehearsed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cure is one line."""
    config = tmp_path / "c.toml"
    config.write_text('[organisation]\nname = "Bureau"\n')
    assert main(["rehearse", "--config", str(config), str(DEMO)]) == 2
    assert "[[mailboxes]]" in capsys.readouterr().err


def test_a_folder_brings_its_own_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its config.toml counts, unless another is given."""
    (tmp_path / "config.toml").write_text(
        '[organisation]\nname = "Ici"\n[[mailboxes]]\naddress = "ici@bureau.example"\n'
    )
    shutil.copy(CAST / "examples" / "suggestion.toml", tmp_path / "script.toml")
    assert main(["rehearse", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "bernard.colin@postier.example" in printed
    assert "claire.martin" not in printed


def test_the_time_line_is_told_in_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --out: who wrote, what happened, which letters left, at which moment."""
    assert main(["rehearse", str(CAST / "examples" / "doute.toml")]) == 0
    printed = capsys.readouterr().out
    assert "06/07/2026 08:50  ✉ sophie.marchal@courriel.example écrit : Notre passage à la luge" in printed
    assert "06/07/2026 09:50" in printed
    assert "→ contact@luge-sapins.example" in printed
