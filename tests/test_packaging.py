"""What is installed from a wheel works far away from the checkout."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
FAR_AWAY = Path("/")
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]


def run(*command: str | Path) -> str:
    done = subprocess.run([*map(str, command)], cwd=FAR_AWAY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # With the build backend at hand no network is needed; without it pip fetches one.
    at_hand = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    run(*PIP, "wheel", "--no-deps", *at_hand, "--wheel-dir", folder, ROOT)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new environment with the wheel in it.

    Its dependencies are those of the environment that runs the tests, reached through a path file: path files
    in there, and so the checkout itself, are not followed.
    """
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    run(*PIP, "--python", python, "install", "--no-deps", "--no-index", wheel)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


def test_the_wheel_carries_the_product_and_nothing_else(wheel: Path) -> None:
    """Package, templates and migrations travel; tests and papers do not."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"mailbot", f"mailbot-{VERSION}.dist-info"}
    for folder in ("templates", "migrations"):
        ours = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert ours
        assert ours <= {name.removeprefix("mailbot/_data/") for name in names}
    cast = ROOT / "mailbot" / "sandbox" / "cast"
    played = {p.relative_to(ROOT).as_posix() for p in cast.rglob("*") if p.suffix != ".pyc" and p.is_file()}
    assert played <= set(names)


def test_the_command_works_from_anywhere(installed: Path) -> None:
    """`mailbot --version` answers in a folder that has nothing to do with mailbot."""
    assert VERSION in run(installed / "mailbot", "--version")


def test_templates_and_migrations_come_from_the_wheel(installed: Path) -> None:
    """An installed mailbot finds its data inside itself, not in a checkout that happens to be there."""
    question = (
        "from mailbot.resources import resource_dir\nfor name in ('templates', 'migrations'):\n"
        "    print(resource_dir(name), any(resource_dir(name).iterdir()))"
    )
    answers = run(installed / "python", "-c", question).splitlines()
    assert len(answers) == 2
    for name, answer in zip(("templates", "migrations"), answers, strict=True):
        assert answer.startswith(str(installed.parent))
        assert answer.endswith(f"/mailbot/_data/{name} True")
