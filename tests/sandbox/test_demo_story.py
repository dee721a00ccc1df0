"""`mailbot demo`: the real daemon among people, in a process of its own."""

from __future__ import annotations

import contextlib
import signal
import smtplib
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.commands import demo as command

DEMO = (sys.executable, "-m", "mailbot", "demo")


def test_the_story_comes_true_by_itself(tmp_path: Path) -> None:
    """Within twenty seconds, exit 0, the page at the printed path, nothing else left behind."""
    started = time.monotonic()
    done = subprocess.run(DEMO, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - started < 20
    assert "-0003  reclamation" in done.stdout
    assert "robot_filed" in done.stdout
    assert str(tmp_path / "mailbot-demo.html") in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["mailbot-demo.html"]
    page = (tmp_path / "mailbot-demo.html").read_text(encoding="utf-8")
    assert "Réponse à votre message" in page


def test_a_page_that_cannot_be_written_goes_elsewhere(tmp_path: Path) -> None:
    """The story is told all the same."""
    (tmp_path / "file").touch()
    done = subprocess.run(
        [*DEMO, "--out", str(tmp_path / "file" / "page.html")], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    path = Path(
        done.stdout.rpartition(" : ")[2].replace("\N{NO-BREAK SPACE}", " ").rpartition(": ")[2].strip()
    )
    assert "mailbot-demo-" in str(path)
    assert path.is_file()
    path.unlink()
    path.parent.rmdir()


def test_a_story_that_does_not_come_true_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, and the missing piece is named."""
    (tmp_path / "config.toml").write_text((command.CAST / "config.toml").read_text())
    (tmp_path / "demo.toml").write_text(
        "title = 'Rien'\n[[step]]\nat = 2026-01-01\nfrom = 'a@b.example'\nsubject = 'Idée'\n"
        "body = 'Une idée : ce serait bien de fleurir la place.'\nexpect = { letter = 'reponse_client' }\n"
    )
    monkeypatch.setattr(command, "CAST", tmp_path)
    monkeypatch.setattr("mailbot.sandbox.theatre.PATIENCE", 1.0)
    assert command.demo(keep=False, out=tmp_path / "page.html") == 1
    assert "reponse_client" in capsys.readouterr().err


def test_keep_lets_a_mail_program_in(tmp_path: Path) -> None:
    """A letter written by SMTP reaches the desk, and Ctrl-C ends everything with exit 0."""
    with _kept(tmp_path) as (process, port, password):
        mail = EmailMessage()
        mail["From"], mail["To"] = "elodie.dupont@courriel.example", "reclamations@chaumes.example"
        mail["Subject"] = "Accueil"
        mail.set_content("L’accueil au bureau de Cornimont était honteux, je réclame une réponse.")
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            smtp.login("elodie.dupont@courriel.example", password)
            smtp.send_message(mail)
        _line_with(process, "→ elodie.dupont@courriel.example")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


@contextlib.contextmanager
def _kept(folder: Path):  # type: ignore[no-untyped-def]  # a generator of three plain things
    with subprocess.Popen(
        [*DEMO, "--keep"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            port = int(_line_with(process, "  SMTP  ").split()[-1])
            password = _line_with(process, "mot de passe").split()[-1]
            _line_with(process, "Ctrl-C")
            yield process, port, password
        finally:
            process.kill()


def _line_with(process: subprocess.Popen[str], text: str) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if text in line:
            return line
    pytest.fail(f"the demo ended without saying {text!r}")
