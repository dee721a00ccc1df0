"""The files that keep mailbot running: the unit's hardening, the image's health, and the pages about them."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mailbot.cli import command_line
from mailbot.config import load_text
from mailbot.deliver.watchdog import FIRST_WORD, STATUS_EVERY

ROOT = Path(__file__).resolve().parent.parent
UNIT = ROOT / "docs" / "service" / "mailbot.service"
IMAGE = ROOT / "docs" / "service" / "Containerfile"
OPERATIONS = ROOT / "docs" / "operations.md"
INSTALL = ROOT / "docs" / "install.md"
MOST_EXPOSED = 2.0  # of 10


def settings() -> dict[str, str]:
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # systemd minds the case
    unit.read_string(UNIT.read_text(encoding="utf-8"))
    return dict(unit["Service"])


def test_the_unit_is_hardened() -> None:
    """systemd itself says how exposed it is; the page tells the same figure."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    found = re.search(r"Overall exposure level for mailbot.service: ([0-9.]+)", said)
    assert found, said
    assert float(found[1]) <= MOST_EXPOSED
    assert f"says {found[1]} of 10" in " ".join(OPERATIONS.read_text(encoding="utf-8").split())


def test_the_unit_is_one() -> None:
    """No key is misspelt; that the program is not installed here is no mistake."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    command = ["systemd-analyze", "verify", str(UNIT)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stderr
    about_us = [line for line in said.splitlines() if "mailbot.service" in line]
    assert [line for line in about_us if "is not executable" not in line] == []


def test_the_unit_fits_the_program() -> None:
    """Its command is understood; it waits longer than mailbot takes to start, to say a word, to stop."""
    service = settings()
    words = service["ExecStart"].split()
    assert words[0].endswith("/mailbot")
    assert command_line().parse_args(words[1:]).command == "run"
    assert service["Type"] == "notify"
    assert service["RestartPreventExitStatus"] == "2"
    assert float(service["TimeoutStartSec"]) > FIRST_WORD
    assert float(service["WatchdogSec"]) / 3 > STATUS_EVERY
    assert float(service["TimeoutStopSec"]) > 10
    assert service["WorkingDirectory"] == "/var/lib/" + service["StateDirectory"]
    assert service["WorkingDirectory"] in words[-1]


def test_the_image_runs_without_rights_and_says_how_it_is() -> None:
    """Not as root; what it asks is where the page tells mailbot to listen."""
    text = IMAGE.read_text(encoding="utf-8")
    steps = [line.split(maxsplit=1) for line in text.splitlines() if re.match(r"[A-Z]+ ", line)]
    kinds = [step[0] for step in steps]
    assert kinds.index("USER") < kinds.index("ENTRYPOINT")
    assert ["USER", "mailbot"] in steps
    assert all(step[1].endswith(("-slim", "-slim AS build")) for step in steps if step[0] == "FROM")
    [volume] = [step[1] for step in steps if step[0] == "VOLUME"]
    assert ["WORKDIR", volume] in steps
    asked = re.search(r"http://([0-9.]+:\d+)/health", text)
    assert asked
    assert f'listen = "{asked[1]}"' in OPERATIONS.read_text(encoding="utf-8")
    assert f'listen = "{asked[1]}"' in INSTALL.read_text(encoding="utf-8")
    assert load_text(f'[organisation]\nname = "x"\n[metrics]\nlisten = "{asked[1]}"\n', ROOT).metrics
    [default] = [json.loads(step[1]) for step in steps if step[0] == "CMD"]
    assert command_line().parse_args(default).command == "run"


def test_the_image_holds_all_that_the_program_is_made_of() -> None:
    """Everything that is copied is there, and nothing that is not asked for."""
    copied = [
        word
        for line in IMAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    ]
    assert {"mailbot", "templates", "migrations", "pyproject.toml", "requirements.lock"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []
