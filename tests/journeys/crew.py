"""Workers in processes of their own: `mailbot run` on one database, with a lease of moments.

python tests/journeys/crew.py CONFIG
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

LEASE = 4.0  # seconds until another worker takes over what a lost one had
HERE = Path(__file__).resolve()
ROOT = HERE.parent.parent.parent


def command(config: Path) -> list[str]:
    return [sys.executable, str(HERE), str(config)]


def environ() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "tests"), str(ROOT)))}


@contextmanager
def worker(config: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One more."""
    with log.open("ab") as said:
        process = subprocess.Popen(command(config), stdout=said, stderr=said, env=environ())
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main() -> int:
    from mailbot import cli
    from mailbot.store import db
    from rigs import lives

    lives._warm()
    lives._short(lambda: datetime.now(UTC), LEASE)  # noqa: TID251  (a process that runs in earnest)
    db.HELD_SECONDS = int(LEASE)
    return cli.main(["run", "--config", sys.argv[1]])


if __name__ == "__main__":
    sys.exit(main())
