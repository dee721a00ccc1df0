"""Every command that a page tells people to type is typed here, in an office with cases and real servers.

What cannot be done in a test is named below with its reason, and the list may not grow old.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from cli_desk import CLAIRE, CLIENT, COMPLAINT, CONFIG, Said, run, servers_of, written
from mailbot import journey
from mailbot.cli import main
from mailbot.daemon import clock
from mailbot.sandbox.servers import AUTHSERV_ID, MailServers
from mailbot.store import tables
from mailbot.store.db import Store
from rigs.oauth import CLIENT_ID, CLIENT_SECRET, TokenEndpoint
from rigs.process import bound_to_our_life, wait_until
from test_docs import COMMANDS, PAGES, ROOT, blocks

sys.path.insert(0, str(ROOT))

from benchmarks.__main__ import ALL

SERVICE = "reclamations@otc.example"
SCRIPT = f'''
title = "Une réclamation"
[[step]]
at = "2026-11-20T16:00:00+01:00"
from = "{CLIENT}"
subject = "Chambre sale"
body = "Notre chambre à l'Hôtel du Grand Tétras était sale. Je demande un remboursement."
expect = {{ letter = "accuse_reception", count = 1 }}
'''  # that of the page is played by tests/test_docs.py
HELD = 17  # the mail that the pages set aside and take up again
MAILBOT = re.compile(r"^(?:sudo (?:--user=mailbot )?)?(?:\.venv/bin/|/opt/mailbot/bin/)?mailbot(?= )")
PLACES = {"/var/lib/mailbot/": "", "/var/backups/": "mails/"}  # the folder of the test has room for all

# Lines of the shell that are not ours to play: a pattern, and who plays it or why nobody can.
NOT_HERE = {
    r"^make (demo|test|check|bench)\b": "a target of the Makefile: that there is one is looked at below",
    r"^python3 -m venv .*pip install": "what make does, by hand; tests/test_packaging.py installs",
    r"^source \.venv": "changes the shell that reads it",
    r"^sudo (apt-get|adduser|chmod|cp|install) ": "changes the machine; tried on a Debian of its own",
    r"^sudo (python3|/opt/mailbot/bin/pip) ": "installs: tests/test_packaging.py does, from a wheel",
    r"^pip install ": "installs from the network",
    r"^sudo --user=mailbot editor ": "an editor waits for a person",
    r"^(sudo )?(systemctl|journalctl) ": "systemd is the machine's, not a test's; tried there, too",
    r"\| sudo tee ": "changes the machine; the backup in it is played by itself",
    r"^podman ": "fetches and runs an image; tests/test_service_files.py reads its recipe",
    r"^python -m benchmarks\b": "takes minutes: `make bench`; that its options exist is looked at below",
}

# What ends otherwise than with 0, as its page says.
ENDS = {
    "held": (1, "a mail is set aside, and cron should notice"),
    "learn --rollback": (1, "nothing was learnt before"),
}

# What has to be typed before, in the same folder.
BEFORE = {"cd preuves-2026": "mailbot evidence --from 2026-01-01 --to 2026-12-31 -o preuves-2026"}

# Months take their time; tests/test_procedures.py and tests/sandbox play them to the end.
FIRST_DAYS = {"rehearse --preset tourisme": "1 heure", "rehearse --out played mailbot/": "1 heure"}


@dataclass(frozen=True, slots=True)
class Typed:
    line: str
    page: str = field(compare=False)  # one of those that have it

    @property
    def reason(self) -> str:
        return next((why for pattern, why in NOT_HERE.items() if re.search(pattern, self.line)), "")


def typed() -> Iterator[Typed]:
    for page in PAGES:
        for body in blocks(page, "sh"):
            for line in body.replace("\\\n", " ").splitlines():
                if words := re.sub(r"\s+#.*$", "", line).strip():
                    yield Typed(words, page.name)


EVERY_LINE = list(dict.fromkeys(typed()))
PLAYED = [one for one in EVERY_LINE if not one.reason]


# -- the office -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    with MailServers({SERVICE: "x"}, clock=clock) as made:
        yield made


@pytest.fixture(scope="module")
def office(servers: MailServers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Configuration, database and files as the pages name them. Each line gets a copy of it."""
    folder = tmp_path_factory.mktemp("office")
    more = f'authserv_ids = ["{AUTHSERV_ID}"]'
    text = CONFIG.format(folder="", mailbox=servers_of(servers.imap_port, servers.smtp_port, more=more))
    text = re.sub(r"\[database\]\nurl = .*\n", "", text).replace('"courtier"', '"tourisme"')
    (folder / "config.toml").write_text(text, encoding="utf-8")
    (folder / "config.toml").chmod(0o600)
    files(folder)
    cases(folder)
    return folder


def files(folder: Path) -> None:
    mail = written()
    (folder / "complaint.eml").write_bytes(mail)
    (folder / "mails").mkdir()
    (folder / "mails" / "1.eml").write_bytes(mail)
    (folder / "archive.mbox").write_bytes(b"From - Fri Nov 20 15:00:00 2026\n" + mail + b"\n")
    for name in ("cur", "new", "tmp"):
        (folder / "Maildir" / name).mkdir(parents=True)
    (folder / "Maildir" / "new" / "1.host").write_bytes(mail)
    (folder / "chaumes").mkdir()
    labelled, directory = blocks(COMMANDS, "json")[:2]
    (folder / "labelled.jsonl").write_text(labelled, encoding="utf-8")
    (folder / "directory.json").write_text(directory, encoding="utf-8")
    (folder / "providers.json").write_text(directory, encoding="utf-8")
    (folder / "script.toml").write_text(SCRIPT, encoding="utf-8")
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "example.eml", folder / "docs")
    (folder / "mailbot").symlink_to(ROOT / "mailbot")


def cases(folder: Path) -> None:
    """Sixteen complaints that were taken in and closed, and one mail that could not be worked upon."""
    pile = folder.with_name("pile")
    pile.mkdir()
    for number in range(1, HELD):
        sender = CLIENT if number == 1 else f"client{number}@client.example"
        (pile / f"{number:02}.eml").write_bytes(
            written(100 + number, f"{COMPLAINT}\n{number}.", sender=sender)
        )
    config = str(folder / "config.toml")
    assert main(["import", "--config", config, str(pile)]) == 0
    store = Store(f"sqlite:///{folder / 'mailbot.sqlite3'}").open()
    with store.transaction() as connection:
        connection.execute(sa.update(tables.tickets).values(status="clos", closed_at=clock()))
    store.close()
    last = folder.with_name("last.eml")
    last.write_bytes(written(HELD + 100, "Bonjour, rien ne va."))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(journey, "understand", _fails)
        assert main(["import", "--config", config, str(last)]) == 1


def _fails(*_: object, **__: object) -> None:
    raise ZeroDivisionError


@pytest.fixture
def desk(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "desk"
    shutil.copytree(office, folder, symlinks=True)
    monkeypatch.chdir(folder)
    return folder


# -- typing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", PLAYED, ids=[f"{one.page} {one.line[:60]}" for one in PLAYED])
def test_what_a_page_tells_to_type_works(
    one: Typed, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it stands there, and it ends as its page says."""
    for begin, before in BEFORE.items():
        if one.line.startswith(begin):
            assert played(before, desk, monkeypatch, capsys).status == 0
    said = played(one.line, desk, monkeypatch, capsys)
    expected = next((s for words, (s, _) in ENDS.items() if f"mailbot {words}" in one.line), 0)
    assert said.status == expected, f"{one.page}: {one.line}\n{said.out[-2000:]}\n{said.err}"


def played(line: str, desk: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    if not MAILBOT.match(line):
        return in_a_shell(line)
    for place, here in PLACES.items():
        line = line.replace(place, here)
    words = shlex.split(MAILBOT.sub("", line))
    for begin, days in FIRST_DAYS.items():
        if line.startswith(f"mailbot {begin}"):
            words += ["--until", days]
    if "--keep" in words or words == ["run"]:
        return until_told_to_stop(words)
    if words[0] == "login":
        return with_somebody_who_agrees(words, desk, capsys)
    patch.setattr(sys, "stdin", given(words))
    return run(capsys, *words)


def given(words: list[str]) -> io.TextIOWrapper:
    """What is typed at the command's questions, or flows into it."""
    content = b""
    if "<" in words:
        at = words.index("<")
        content = Path(words[at + 1]).read_bytes()
        del words[at : at + 2]
    elif words[0] == "init":
        Path(words[words.index("--config") + 1] if "--config" in words else "config.toml").unlink(
            missing_ok=True
        )
        content = "\n".join([
            "Office des Chaumes", "", "tourisme", SERVICE, "OVH", "", "variable", "Claire Martin", "", CLAIRE,
            "", "",
        ]).encode() + b"\n"  # fmt: skip
    elif words[0] == "forget":
        content = b"oui\n"
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")


def in_a_shell(line: str) -> Said:
    if shutil.which(line.split(maxsplit=1)[0]) is None and not line.startswith("cd "):
        pytest.skip(f"{line.split(maxsplit=1)[0]} is not installed")
    if line.endswith(">> mailbot.pem") or line.startswith("chmod"):
        for name in ("mailbot.crt", "mailbot.pem"):
            Path(name).touch()
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    return Said(done.returncode, done.stdout, done.stderr)


def until_told_to_stop(words: list[str]) -> Said:
    """As a process of its own: it says that it is there, is told to end, and ends well."""
    ready = "Ctrl-C arrête tout" if "--keep" in words else "mailbox_opened"
    with Path("said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            bound_to_our_life([sys.executable, "-u", "-m", "mailbot", *words]),
            stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        try:
            wait_until(
                lambda: ready in Path("said").read_text("utf-8") or process.poll() is not None, seconds=60
            )
            process.send_signal(signal.SIGTERM)
            return Said(process.wait(60), Path("said").read_text("utf-8"), "")
        finally:
            process.kill()
            process.wait()


def with_somebody_who_agrees(words: list[str], desk: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """A token service, and a person who types the code at it."""
    config = desk / "config.toml"
    with TokenEndpoint() as service:
        tokens = (
            f'[mailboxes.oauth]\nclient_id = "{CLIENT_ID}"\nclient_secret = "{CLIENT_SECRET}"\n'
            f'token_url = "{service.url}/token"\ndevice_url = "{service.url}/devicecode"\nflow = "device"\n'
        )
        text = re.sub(r"^(imap|smtp) = .*\n", "", config.read_text("utf-8"), flags=re.MULTILINE)
        config.write_text(text.replace("\n[[staff]]", f"\n{tokens}\n[[staff]]", 1), encoding="utf-8")
        over = threading.Event()
        person = threading.Thread(
            target=lambda: wait_until(lambda: over.is_set() or service.types_code(SERVICE), seconds=30)
        )
        person.start()
        try:
            return run(capsys, *words)
        finally:
            over.set()
            person.join()


# -- what is not played -----------------------------------------------------------------------------


def test_no_reason_has_grown_old() -> None:
    """Each is that of a line which some page has; and most lines are played."""
    lines = [one.line for one in EVERY_LINE]
    assert [pattern for pattern in NOT_HERE if not any(re.search(pattern, line) for line in lines)] == []
    assert [one.line for one in EVERY_LINE if one.reason and MAILBOT.match(one.line)] == []
    assert len(PLAYED) > len(EVERY_LINE) / 2


def test_the_targets_that_are_named_exist() -> None:
    """Those of the Makefile."""
    named = {word for one in EVERY_LINE for word in re.findall(r"^make (?:\w+=\S+ )*(\w+)", one.line)}
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


def test_every_benchmark_is_run_by_make_and_told() -> None:
    """Each program of benchmarks/ that people start is in the run of all, and on the page about them."""
    programs = {
        path.stem
        for path in (ROOT / "benchmarks").glob("[a-z]*.py")
        if "argparse.ArgumentParser" in path.read_text("utf-8")
    }
    assert programs == {one.name for one in ALL}
    page = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(\w+)[^`]*` \|", page, re.MULTILINE))
    assert told == programs


def test_the_benchmarks_that_are_named_have_these_options() -> None:
    """As far as that can be seen without running them."""
    shown = [one.line for one in EVERY_LINE if "-m benchmarks" in one.line]
    assert shown
    for line in shown:
        name = re.search(r"benchmarks\.(\w+)", line)
        source = (ROOT / "benchmarks" / f"{name[1] if name else '__main__'}.py").read_text("utf-8")
        for option in re.findall(r"--\w[\w-]*", line):
            assert f'"{option}"' in source, line
