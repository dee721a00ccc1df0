"""`mailbot completion` and the man page: both are what the command line says of itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from mailbot.cli import command_line
from mailbot.commands.completion import SHELLS, commands_of, completion
from mailbot.commands.manual import manual

PAGE = Path(__file__).resolve().parent.parent / "docs" / "mailbot.1"
ASK = """
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
_mailbot
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(folder: Path, *words: str) -> set[str]:
    """What bash would propose for the last of these words."""
    script = folder / "mailbot.bash"
    script.write_text(completion(command_line(), "bash"), encoding="utf-8")
    command = ["bash", "--noprofile", "--norc", "-c", ASK, "bash", str(script), "mailbot", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, cwd=folder, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


def names() -> set[str]:
    return {command.name for command in commands_of(command_line())}


def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    """The commands at first, then the options of the one that was chosen."""
    assert completed(tmp_path, "") == names() | {"--help", "--version"}
    assert completed(tmp_path, "ch") == {"check"}
    assert completed(tmp_path, "check", "--s") == {"--send"}
    assert completed(tmp_path, "check", "--json", "--") >= {"--send", "--json", "--config", "--debug"}
    assert completed(tmp_path, "check", "") == set()


def test_bash_completes_what_an_option_wants(tmp_path: Path) -> None:
    """One of a list, a file, or nothing that anybody could guess."""
    (tmp_path / "annuaire.json").touch()
    assert completed(tmp_path, "register", "--format", "") == {"table", "json", "csv", "xlsx"}
    assert completed(tmp_path, "rehearse", "--preset", "auto") == {"auto-ecole"}
    assert completed(tmp_path, "explain", "--directory", "ann") == {"annuaire.json"}
    assert completed(tmp_path, "explain", "ann") == {"annuaire.json"}
    assert completed(tmp_path, "report", "--period", "") == set()
    assert completed(tmp_path, "completion", "") == set(SHELLS)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in_the_script(shell: str) -> None:
    """None is forgotten when one is added."""
    script = completion(command_line(), shell)
    for command in commands_of(command_line()):
        assert command.name in script
        for option in command.options:
            long = next((name for name in option.names if name.startswith("--")), option.names[0])
            assert (long if shell != "fish" else long.lstrip("-")) in script, (command.name, long)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_for_its_shell(shell: str, tmp_path: Path) -> None:
    """The shell itself reads it, where it is installed."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(completion(command_line(), shell), encoding="utf-8")
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_and_option_says_what_it_is_for() -> None:
    """In the help, the completion and the manual alike."""
    mute = [
        (command.name, word.names)
        for command in commands_of(command_line())
        for word in command.options
        if not word.help
    ]
    assert mute == []


def test_the_man_page_is_up_to_date() -> None:
    """After a change of the command line: MAILBOT_WRITE_MANUAL=1 pytest tests/test_cli_completion.py"""
    if os.environ.get("MAILBOT_WRITE_MANUAL") == "1":
        PAGE.write_text(manual(command_line()), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == manual(command_line())


def test_the_man_page_is_one() -> None:
    """groff has nothing to say against it."""
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    command = ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", str(PAGE)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
