"""An office for benchmarks: mailboxes of a real Dovecot in which mails wait, `mailbot` as installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.ingest import CONFIG
from benchmarks.mails import mails

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from rigs.certificates import make_certificates  # noqa: E402  (after the line above)
from rigs.dovecot import Account, Dovecot  # noqa: E402

OUTAGE = timedelta(hours=36)  # over so long the waiting mails have come
MAILBOX = """[[mailboxes]]
address = "{address}"
imap = {{ host = "{host}", port = {imap}, {how}, password = "{password}" }}
smtp = {{ host = "127.0.0.1", port = {smtp}, security = "plain", username = "" }}

"""


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    certificates = make_certificates()
    try:
        with Dovecot(certificates) as server:
            yield server
    finally:
        certificates.remove()


def mails_wait(server: Dovecot, account: Account, count: int, *, seed: int = 2026) -> None:
    """So many, the oldest first."""
    begun = datetime.now(UTC) - OUTAGE  # noqa: TID251  (a measurement has a clock of its own)
    every = OUTAGE / (count + 1)
    posted = mails(count, seed=seed, service=account.address)
    server.leave(account, ((mail.content, begun + every * n) for n, mail in enumerate(posted)))


def configured(
    folder: Path, url: str, accounts: Sequence[Account], *, smtp: int, server: Dovecot, through: int = 0
) -> Path:
    """The file; `through`: a port on which somebody listens to what mailbot and the server say, in clear."""
    how, port = f'ca_file = "{server.certificates.ca_file}"', server.imaps_port
    if through:
        how, port = 'security = "plain"', through
    boxes = "".join(
        MAILBOX.format(
            address=one.address, password=one.password, host="localhost", imap=port, how=how, smtp=smtp
        )
        for one in accounts
    )  # fmt: skip
    text = re.sub(r"\[\[mailboxes\]\].*?(?=\[\[)", lambda _: boxes, CONFIG, count=1, flags=re.S)
    assert boxes in text
    file = folder / "config.toml"
    file.write_text(text.replace("{url}", url), "utf-8")
    return file


def as_installed() -> dict[str, str]:
    """With its byte code on disk, as pip leaves it: nobody compiles it at every start."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "mailbot-benchmarks-bytecode")}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "mailbot", *map(str, words)]


@contextmanager
def daemon(config: Path) -> Iterator[Daemon]:
    """`mailbot run`; its log beside its configuration."""
    with (config.parent / "log").open("ab") as log:
        process = subprocess.Popen(
            command("run", "--config", config), cwd=ROOT, env=as_installed(), stderr=log, stdout=log
        )
    try:
        yield Daemon(process)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()
            process.wait()


@dataclass(frozen=True, slots=True)
class Daemon:
    process: subprocess.Popen[bytes]

    def megabytes(self, *, peak: bool = False) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        size = re.search(r"VmHWM:\s+(\d+)" if peak else r"VmRSS:\s+(\d+)", status)
        assert size, "it has ended"
        return int(size[1]) / 1024

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def machine() -> str:
    return f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
