"""The table of threats tells the truth: what it names as tried is tried."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "threats.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(test_\w+)`")


def names_of_tests() -> set[str]:
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_each_test_that_is_named_exists() -> None:
    """A test that was renamed or removed is missed here."""
    named = set(NAMED.findall(PAGE.read_text(encoding="utf-8")))
    assert len(named) > 60
    assert named - names_of_tests() == set()


def test_each_threat_is_tried_by_something() -> None:
    """No row is a mere promise: a test, or a target of the Makefile."""
    rows = [row for row in ROW.findall(PAGE.read_text(encoding="utf-8")) if row[0] != "what is tried"]
    rows = [row for row in rows if not set(row[0]) <= set("-")]
    assert len(rows) > 40
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    untried = [
        what
        for what, by, _ in rows
        if not NAMED.findall(by) and not targets & set(re.findall(r"`make ([a-z]+)`", by))
    ]
    assert untried == []


def test_each_attack_is_in_the_table() -> None:
    """Whoever writes an attack says in the table what it is for."""
    page = PAGE.read_text(encoding="utf-8")
    attacks = {
        node.name
        for path in (ROOT / "tests" / "attack").glob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert {name for name in attacks if f"`{name}`" not in page} == set()


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', 0, "1 libraries, 0 known holes"),
        (
            (
                '{"dependencies": [{"name": "a", "version": "1", '
                '"vulns": [{"id": "X-1", "fix_versions": ["2"]}]}]}'
            ),
            1,
            "a 1: X-1, mended in 2",
        ),
        ('{"dependencies": [{"name": "a", "skip_reason": "unknown"}]}', 3, "NOT AUDITED"),
        ('{"dependencies": []}', 3, "NOT AUDITED"),
        ("", 3, "NOT AUDITED"),
    ],
)
def test_an_audit_that_could_not_ask_says_so(tmp_path: Path, answer: str, status: int, said: str) -> None:
    """Clean, a known hole, or not audited: three answers, and silence is none of them."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "audit", tmp_path / ".ci" / "audit")
    tools = tmp_path / ".venv" / "audit" / "bin"
    tools.mkdir(parents=True)
    (tools / "python").symlink_to(sys.executable)
    (tools / "pip-audit").write_text(
        f"#!/bin/sh\nwhile [ \"$1\" != --output ]; do shift; done\nprintf '%s' '{answer}' >\"$2\"\n"
    )
    (tools / "pip-audit").chmod(0o755)
    done = subprocess.run([tmp_path / ".ci" / "audit"], capture_output=True, text=True, timeout=30)
    assert (done.returncode, said in done.stdout + done.stderr) == (status, True), done


def test_an_audit_without_its_tool_says_so(tmp_path: Path) -> None:
    """No package index, no Python: not audited, and why."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "audit", tmp_path / ".ci" / "audit")
    environ = os.environ | {"PY": "/bin/false"}
    done = subprocess.run(
        [tmp_path / ".ci" / "audit"], capture_output=True, text=True, timeout=30, env=environ
    )
    assert done.returncode == 3
    assert "NOT AUDITED" in done.stderr
