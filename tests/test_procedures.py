"""Each procedure that ships has its table and its rehearsal, and they tell the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mailbot.cli import main
from mailbot.config import preset_names
from mailbot.sandbox.cast import PLAYED

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "docs" / "procedures"
NAMES = preset_names()
LABEL = re.compile(r"\b00\d-\d{2}[a-z]?\b")
NOT_SHOWN = "—"  # no software can do it, or another command than a rehearsal shows it
STEP = re.compile(r"^\[\[step\]\]$", re.MULTILINE)


def rows(name: str) -> list[list[str]]:
    """The table of a procedure: row, what is wanted, what mailbot does, where it is shown."""
    lines = (TABLES / f"{name}.md").read_text(encoding="utf-8").splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `0")
    ]
    return [[row[0].strip("`"), *row[1:]] for row in cells]


def labels(name: str) -> set[str]:
    """Those in comments that stand above a step, or within one."""
    found: set[str] = set()
    waiting: set[str] = set()
    for line in (PLAYED / name / "script.toml").read_text(encoding="utf-8").splitlines():
        _, sign, comment = line.partition("#")
        if sign and not line.partition("#")[0].strip():
            waiting |= set(LABEL.findall(comment))
        elif line.strip():
            found |= waiting
            waiting = set()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_shown_or_says_why_not(name: str) -> None:
    """A row names the labels of its steps, and each of them is in the script."""
    known = labels(name)
    table = rows(name)
    assert len(table) > 10
    for row in table:
        assert len(row) == 4, row
        wanted, does, shown = row[1:]
        assert wanted, row[0]
        assert does, row[0]
        named = set(LABEL.findall(shown))
        if shown == NOT_SHOWN:
            assert does.startswith(f"{NOT_SHOWN} "), f"{row[0]} is not shown, and does not say what helps"
        else:
            assert named, row[0]
            assert named <= known, f"{row[0]}: {named - known} is not in the script"


@pytest.mark.parametrize("name", NAMES)
def test_no_label_of_a_script_is_unknown_to_its_table(name: str) -> None:
    """The other way round; and the rows of a document are numbered without a gap."""
    table = [row[0] for row in rows(name)]
    assert labels(name) - set(table) == set()
    assert table == sorted(table)
    numbers = sorted({int(row[4:6]) for row in table})
    assert numbers == list(range(1, numbers[-1] + 1))


@pytest.mark.parametrize("name", NAMES)
def test_the_rehearsal_of_a_procedure_comes_true(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a script, `--preset` plays the one that ships, with all that it expects."""
    assert main(["rehearse", "--json", "--preset", name]) == 0, capsys.readouterr().err
