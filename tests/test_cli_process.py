"""The command line as people and scripts meet it: a process with a status."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest

from cli_desk import CLAIRE, CLIENT, SERVICE, configured, process, run, servers_of, written
from mailbot.sandbox.servers import AUTHSERV_ID, MailServers

MAILS = Path(__file__).parent / "mails"


def test_the_version_is_told() -> None:
    """The name, the version, exit 0."""
    said = process("--version")
    assert (said.status, said.out) == (0, f"mailbot {version('mailbot')}\n")


def test_no_traceback_and_the_right_status(tmp_path: Path) -> None:
    """Wrong words: 2. No configuration: 2. A path that is not there: 1."""
    assert process("nonsense").status == 2
    assert process("held", cwd=tmp_path).status == 2
    said = process("explain", tmp_path / "none.eml")
    assert said.status == 1
    assert "Traceback" not in said.err
    assert "none.eml" in said.err


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    """For whoever must find out why."""
    assert "Traceback" in process("explain", "--debug", tmp_path / "none.eml").err


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    """`mailbot explain … | head -1` ends quietly."""
    command = f"{sys.executable} -m mailbot explain --json {MAILS} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=60)
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1


def test_french_is_written_whatever_the_locale() -> None:
    """A cron job has none."""
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    said = process("explain", "-", given=written(), environ=environ)
    assert said.status == 0
    assert "Élodie" in said.out or "Réclamation" in said.out


def test_one_run_takes_everything_and_sends_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fetched, decided, sent, moved; a second run has nothing to do. Away servers are exit 75."""
    with MailServers({SERVICE: "x", CLIENT: "x", CLAIRE: "x"}, clock=lambda: datetime.now(UTC)) as servers:  # noqa: TID251 - the real clock of a real process
        more = f'authserv_ids = ["{AUTHSERV_ID}"]'
        config = configured(tmp_path, servers_of(servers.imap_port, servers.smtp_port, more=more))
        servers.deliver_from_outside(
            SERVICE, written(), datetime(2026, 11, 20, 15, 0, tzinfo=UTC), sender=CLIENT, authenticated=True
        )
        said = process("run", "--once", "--config", config)
        assert said.status == 0, said.err
        assert {mail.recipient for mail in servers.accepted} >= {CLIENT, CLAIRE}
        assert servers.mails(SERVICE, "mailbot")
        sent = len(servers.accepted)
        assert process("run", "--once", "--config", config).status == 0
        assert len(servers.accepted) == sent
        assert run(capsys, "verify", "--config", config).status == 0
        servers.imap_down()
        assert process("run", "--once", "--config", config).status == 75
        servers.imap_up()
        servers.down()
        servers.deliver_from_outside(
            SERVICE, written(2), datetime(2026, 11, 20, 15, 0, tzinfo=UTC), sender=CLIENT, authenticated=True
        )
        said = process("run", "--once", "--config", config)
        assert said.status == 75
        assert "Des lettres attendent" in said.err


def test_explain_starts_without_what_it_does_not_need() -> None:
    """Half a second from the shell to the answer: no database, no mail server, no plan is even imported."""
    heavy = ("sqlalchemy", "alembic", "imapclient", "aiosmtplib", "asyncio", "mailbot.decide.plan")
    program = f"import sys, mailbot.commands.explain; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    assert done.stdout.decode().strip() == "[]", done.stderr.decode()


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_register_that_cannot_be_written_is_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """With the cure, and no talk of unexpected errors."""
    config = configured(tmp_path)
    for out in (tmp_path / "nowhere" / f"x.{form}", tmp_path):
        said = run(capsys, "register", "--config", config, "--format", form, "-o", out)
        assert said.status == 2
        assert "ne peut pas être écrit" in said.err
        assert "Erreur inattendue" not in said.err
