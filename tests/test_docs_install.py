"""docs/install.md, played: its commands in their order, on real mail servers, in a folder of the test."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from mailbot.cli import command_line
from rigs.certificates import Certificates
from rigs.dovecot import Dovecot
from rigs.postfix import Postfix

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "install.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM, HOME = "/opt/mailbot/bin/mailbot", "/var/lib/mailbot"


def commands() -> list[list[str]]:
    """Every line of the page that runs mailbot, without the change of user in front."""
    lines = [
        shlex.split(line) for body in BLOCK.findall(PAGE.read_text("utf-8")) for line in body.splitlines()
    ]
    return [line[line.index(PROGRAM) + 1 :] for line in lines if PROGRAM in line]


def played(words: list[str], home: Path, *, given: str, ca_file: Path) -> subprocess.CompletedProcess[str]:
    """As a process of its own, without a terminal: then a password comes by standard input, too."""
    here = [word.replace(HOME, str(home)) for word in words]
    return subprocess.run(
        [sys.executable, "-m", "mailbot", *here],
        input=given, capture_output=True, text=True, timeout=110, check=False, cwd=ROOT,
        start_new_session=True, env={**os.environ, "SSL_CERT_FILE": str(ca_file)},
    )  # fmt: skip


def corrected(config: Path, dovecot: Dovecot, postfix: Postfix) -> None:
    """What a person whose servers listen elsewhere writes, and the line that the first check proposes."""
    text = config.read_text("utf-8")
    text = text.replace(
        'imap.host = "localhost"', f'imap.host = "localhost"\nimap.port = {dovecot.imaps_port}'
    )
    config.write_text(text.replace("smtp.port = 465", f"smtp.port = {postfix.submissions_port}"), "utf-8")


def test_the_page_leads_to_a_service_that_works(
    tmp_path: Path, dovecot: Dovecot, postfix: Postfix, certificates: Certificates
) -> None:
    """Each command ends well, and the desk that was set up by them takes in a first mail."""
    service = postfix.new_account("reclamations")
    claire = postfix.new_account("claire.martin", "office.test")
    answers = [
        "Office des Chaumes", "", "tourisme", service.address, "autre", "localhost", "localhost",
        service.address, "fichier", service.password, "rien, continuer", "Claire Martin", "", claire.address,
        "", "",
    ]  # fmt: skip
    config = tmp_path / "config.toml"
    done = []
    for words in commands():
        given = "\n".join(answers) + "\n" if words[0] == "init" else ""
        said = played(words, tmp_path, given=given, ca_file=certificates.ca_file)
        assert said.returncode == 0, f"{words}\n{said.stdout}\n{said.stderr}"
        done.append(words[0])
        if words[0] == "init":
            corrected(config, dovecot, postfix)
        if words[:2] == ["check", "--send"]:
            [line] = re.findall(r"authserv_ids = \[.*\]", said.stdout.partition("Recopiez")[2])
            config.write_text(
                config.read_text("utf-8").replace('# authserv_ids = ["mx.exemple.fr"]', line), "utf-8"
            )
            once = played(
                ["run", "--once", "--config", str(config)], tmp_path, given="", ca_file=certificates.ca_file
            )
            assert once.returncode == 0, once.stderr
    assert done == ["--version", "init", "check", "explain", "backup", "check", "verify"]
    assert (tmp_path / "copie.sqlite3").stat().st_size > 0
    assert dovecot.mails(service) == []
    assert dovecot.mails(claire) == []


def test_the_short_command_says_the_whole_line(tmp_path: Path) -> None:
    """`mailbot held` from any folder: as the user mailbot, with the configuration of the page."""
    sudo = tmp_path / "sudo"
    sudo.write_text('#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\n', encoding="utf-8")
    sudo.chmod(0o755)
    short = ROOT / "docs" / "service" / "mailbot.sh"
    typed = ["forget", "--reason", "demande du 3 mai", "elodie@client.example"]
    said = subprocess.run(
        ["sh", str(short), *typed], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    ).stdout.splitlines()  # fmt: skip
    assert said[:2] == ["--user=mailbot", PROGRAM]
    assert said[2:] == [*typed, "--config", f"{HOME}/config.toml"]
    understood = command_line().parse_args(said[2:])
    assert (understood.command, understood.config) == ("forget", Path(HOME) / "config.toml")
    assert os.access(short, os.X_OK)
