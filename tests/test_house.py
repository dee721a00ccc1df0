"""The rules of the house that linters do not know: sizes, purity, words, declared dependencies."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "mailbot").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

PURE = ("read", "understand", "decide", "redact", "compose", "procedure")
EFFECTS_BY_NAME = {"open", "print", "input", "breakpoint"}
EFFECTS_BY_METHOD = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"),
    *("iterdir", "glob", "rglob", "exists", "is_file", "is_dir", "cwd"),
}
OPENS_NO_FILE = {"Image", "ImageFile"}  # Pillow's `Image.open` is given bytes in memory
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
IMPURE_MODULES = {
    "os",
    "subprocess",
    "tempfile",
    "shutil",
    "sqlite3",
    "urllib.request",
    "threading",
    "secrets",
}

# What a pure station reads once, when it is loaded: data shipped with the program, never a mail.
READS_ITS_OWN_DATA = {
    "mailbot/compose/templates.py": "the letters' templates are files that staff may edit",
    "mailbot/understand/model.py": "the trained model is a table of numbers",
    "mailbot/understand/heard.py": "so is the one of wishes and of seriousness",
}

# In pieces, so that this file does not contain what it forbids.
FORBIDDEN = {
    "a path of the machine it was written on": r"(?<![\w.-])/(wo" + r"rk|ro" + r"ot)/|/tmp/t" + r"ry\b",
    "a planning paper that is not part of the project": r"\b(BRI" + r"EF|DESI" + r"GN|CONTRA" + r"CTS|LESS"
    r"ONS|DOM" + r"AIN|STA" + r"CK|STY" + r"LE)\.md\b",
    "unfinished work": r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
}
NOT_OURS = {"__pycache__", "dist", "out", "node_modules"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def effects_in(tree: ast.Module) -> Iterator[str]:
    """What a pure module must not do: files, terminal, clock, the operating system."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in EFFECTS_BY_NAME:
                yield f"line {node.lineno}: {name}()"
            case ast.Call(func=ast.Attribute(value=receiver, attr=method)):
                owner = receiver.id if isinstance(receiver, ast.Name) else getattr(receiver, "attr", "")
                if (owner, method) in CLOCKS:
                    yield f"line {node.lineno}: {owner}.{method}()"
                elif method in EFFECTS_BY_METHOD and owner not in OPENS_NO_FILE:
                    yield f"line {node.lineno}: .{method}()"
            case ast.Import(names=names):
                yield from (f"line {node.lineno}: {one.name}" for one in names if one.name in IMPURE_MODULES)
            case ast.ImportFrom(module=str(module)) if module in IMPURE_MODULES:
                yield f"line {node.lineno}: {module}"


def files_of_the_project() -> Iterator[Path]:
    """Everything that is written by hand: not what tools keep beside it."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in {".ci", ".gitignore"} for part in parts)
        if path.is_file() and not hidden and not NOT_OURS.intersection(parts):
            yield path


def test_files_are_short() -> None:
    """Nobody needs more than a screen's patience for one file."""
    lengths = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    """A function can be read at one glance."""
    too_long = [
        f"{relative(path)}:{node.lineno} {node.name}: {length} lines"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert too_long == []


def test_every_module_says_its_job() -> None:
    """The first thing in a module is a sentence about it."""
    silent = [relative(path) for path in [*MODULES, *TESTS] if not ast.get_docstring(tree_of(path))]
    assert silent == []


def test_every_test_states_a_behaviour() -> None:
    """A test that fails says in a sentence what is no longer true."""
    silent = [
        f"{relative(path)}:{node.lineno} {node.name}"
        for path in TESTS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_two_test_files_share_a_name() -> None:
    """Test folders are no packages: pytest would take the second file for the first."""
    names = Counter(path.name for path in TESTS if path.name.startswith("test_"))
    assert [name for name, times in names.items() if times > 1] == []


def test_pure_stations_touch_nothing() -> None:
    """What decides and writes letters opens no file, prints nothing and reads no clock."""
    impure = {
        relative(path): effects
        for station in PURE
        for path in sorted((ROOT / "mailbot" / station).rglob("*.py"))
        if relative(path) not in READS_ITS_OWN_DATA and (effects := list(effects_in(tree_of(path))))
    }
    assert impure == {}


def test_the_daemon_starts_without_what_draws_papers() -> None:
    """It takes longer to load than all the rest, and most days nobody asks for a paper."""
    papers = "('fpdf', 'xlsxwriter')"
    loads = f"import sys, mailbot.daemon; print([name for name in {papers} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_each_exception_to_purity_is_still_needed() -> None:
    """A file that no longer reads its data leaves the list."""
    idle = [name for name in READS_ITS_OWN_DATA if not list(effects_in(tree_of(ROOT / name)))]
    assert idle == []


@pytest.mark.parametrize(
    ("source", "effects"),
    [
        ("open('x')", ["line 1: open()"]),
        ("print('x')", ["line 1: print()"]),
        ("Path('x').read_text()", ["line 1: .read_text()"]),
        ("folder.joinpath('x').open()", ["line 1: .open()"]),
        ("datetime.now(UTC)", ["line 1: datetime.now()"]),
        ("datetime.date.today()", ["line 1: date.today()"]),
        ("import os", ["line 1: os"]),
        ("from subprocess import run", ["line 1: subprocess"]),
        ("Image.open(BytesIO(raw))", []),
        ("ticket.open_until(now)", []),
        ("from os_path import x", []),
    ],
)
def test_effects_are_recognised(source: str, effects: list[str]) -> None:
    """The check of purity sees each way out, and only those."""
    assert list(effects_in(ast.parse(source))) == effects


def test_every_imported_package_is_declared() -> None:
    """What an installed mailbot imports is installed with it, or with the extra that names it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {
        re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0].lower()
        for line in [
            *project["dependencies"],
            *project["optional-dependencies"]["postgres"],
            *project["optional-dependencies"]["keys"],
        ]
    }
    imported = {name.partition(".")[0] for path in MODULES for name in imports_of(tree_of(path))}
    distributions = packages_distributions()
    undeclared = {
        name
        for name in imported - sys.stdlib_module_names - {"mailbot"}
        if not declared.intersection(one.lower() for one in distributions.get(name, ()))
    }
    assert undeclared == set()


def imports_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_project_speaks_of_the_product_alone(what: str) -> None:
    """No file tells on which machine or from which papers it was made, or promises to be finished later."""
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in files_of_the_project():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture, a spreadsheet, a mail in another charset
        found += [
            f"{relative(path)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)
        ]
    assert found == []
