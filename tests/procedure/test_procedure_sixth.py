"""A sixth procedure is data alone: a folder of TOML and letters, which mailbot has never heard of."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from pathlib import Path

from mailbot.config import load, preset_names
from mailbot.sandbox.script_reading import read_script
from mailbot.sandbox.stage import play

ROOT = Path(__file__).resolve().parents[2]
SIXTH = Path(__file__).parent / "sixth"
PAGE = ROOT / "docs" / "procedures" / "your-own.md"


def test_a_procedure_of_ones_own_comes_true(tmp_path: Path) -> None:
    """Its clocks, calendar, criteria, steps and letters, from a folder anywhere on the disk."""
    folder = tmp_path / "elsewhere"
    shutil.copytree(SIXTH, folder)
    settings = load(folder / "config.toml", environ={})
    played = play(read_script(folder / "script.toml", settings), settings)
    assert played.failed == ()
    assert played.steps == len(tomllib.loads((folder / "script.toml").read_text(encoding="utf-8"))["step"])


def test_it_is_made_of_data() -> None:
    """Nothing in its folder can be run, and it is none of the procedures that ship."""
    files = {file for file in SIXTH.rglob("*") if file.is_file()}
    assert {file.suffix for file in files} == {".toml", ".txt"}
    assert not any(file.stat().st_mode & 0o111 for file in files)
    assert "piscine" not in preset_names()


def test_the_program_does_not_know_it() -> None:
    """No line of Python names its title, its criteria, its steps or its phases."""
    procedure = tomllib.loads((SIXTH / "piscine.toml").read_text(encoding="utf-8"))
    own = {procedure["title"], procedure["register"]["title"]}
    own |= {criterion["label"] for criterion in procedure["criteria"]}
    own |= {
        re.sub(r"\W", "", criterion["label"].lower().replace("é", "e")) for criterion in procedure["criteria"]
    }
    own |= {step["label"] for step in procedure["steps"]}
    own |= {step["phase"] for step in procedure["steps"] if "phase" in step}
    said = set()
    for file in (ROOT / "mailbot").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        said |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert not own & said


def test_without_its_file_the_rehearsal_fails(tmp_path: Path) -> None:
    """The expectations are able to fail: with another procedure, they do."""
    shutil.copytree(SIXTH, tmp_path, dirs_exist_ok=True)
    config = tmp_path / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('"piscine.toml"', '"tourisme"'), encoding="utf-8")
    settings = load(config, environ={})
    assert play(read_script(tmp_path / "script.toml", settings), settings).failed


def test_the_page_quotes_the_file() -> None:
    """What people copy from "write your own procedure" is what is rehearsed here."""
    quoted = re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    whole = "".join(
        (SIXTH / name).read_text(encoding="utf-8") for name in ("piscine.toml", "config.toml", "script.toml")
    )
    assert len(quoted) >= 4
    for block in quoted:
        for paragraph in block.strip().split("\n\n"):
            assert paragraph.strip() in whole
