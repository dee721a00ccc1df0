"""Damaged mails through the whole of `mailbot explain --json`: none may fail, last long or need much memory.

    python -m benchmarks.fuzz [--count N] [--seed N] [--seconds S] [--megabytes M] [--save FOLDER]

Each mail is one of tests/mails, damaged at random but the same for the same seed. A mail that fails, takes
longer or needs more than its bound is named with its number; `--save` writes its bytes to a file.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from mailbot.commands.explain import explained
from mailbot.commands.sources import FoundMail
from mailbot.config import Settings, load

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from mutations import Dice, mutated, originals  # noqa: E402  (the folder of the tests is no package)

CHUNK = 100
WORST = 8
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DIRT = re.compile(r"[\x00\ud800-\udfff]")
KEYS = {"file", "from", "role", "robot", "subject", "text", "new_text", "attachments", "kind", "autre_type",
        "confidence", "doubtful", "reasons", "targets", "severity", "wishes", "wants", "language", "redacted",
        "problems"}  # fmt: skip


class TookTooLong(BaseException):
    """No `except Exception` on the way stops it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    number: int
    seconds: float
    failure: str  # empty: all well


@cache
def settings() -> Settings:
    return load(ROOT / "config.example.toml", environ={"MAILBOT_PASSWORD": "x"})


@cache
def mails() -> list[bytes]:
    return originals()


def mail(seed: int, number: int) -> bytes:
    return mutated(mails(), Dice(seed * 1_000_003 + number))


def answer(content: bytes) -> str:
    """What is wrong with the answer to this mail; empty: nothing."""
    found = FoundMail(label="x.eml", content=content, received_at=NOW)
    given: dict[str, Any] = explained(found, settings())
    line = json.dumps(given, ensure_ascii=False)
    if not given.keys() >= KEYS:
        return f"keys are missing: {KEYS - given.keys()}"
    if DIRT.search(line) or "\\u0000" in line:
        return "NUL or a lone surrogate in the answer"
    line.encode("utf-8")
    unreadable = [problem for problem in given["problems"] if "pas pu être analysé" in problem]
    return unreadable[0] if unreadable else ""


@contextmanager
def bounded_time(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TookTooLong

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def one(seed: int, number: int, seconds: float) -> Outcome:
    content = mail(seed, number)
    begun = time.process_time()
    try:
        with bounded_time(seconds * 3):  # other processes may hold the processor
            failure = answer(content)
    except TookTooLong:
        failure = "took too long"
    except Exception as error:  # noqa: BLE001  (whatever it is, it is what we are looking for)
        failure = f"{type(error).__name__}: {error}"[:200]
    spent = time.process_time() - begun
    return Outcome(number, spent, failure or ("took too long" if spent > seconds else ""))


def chunk(job: tuple[int, int, int, float]) -> tuple[list[Outcome], float]:
    seed, first, count, seconds = job
    outcomes = [one(seed, number, seconds) for number in range(first, first + count)]
    return outcomes, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare_worker(megabytes: int) -> None:
    answer(mails()[0])  # whatever is loaded at first use is no memory of a mail
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1_048_576,) * 2)


def fuzz(
    *, count: int, seed: int, processes: int, seconds: float, megabytes: int
) -> tuple[list[Outcome], float]:
    jobs = [(seed, first, min(CHUNK, count - first), seconds) for first in range(0, count, CHUNK)]
    outcomes: list[Outcome] = []
    peak = 0.0
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, initializer=prepare_worker, initargs=(megabytes,)) as pool:
        for done, used in pool.imap_unordered(chunk, jobs):
            outcomes += done
            peak = max(peak, used)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{len(outcomes)} / {count}")
    return outcomes, peak


def main() -> int:
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=about)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--seconds", type=float, default=2.0, help="of processor time, for one mail")
    parser.add_argument("--megabytes", type=int, default=300, help="of memory, beyond the program itself")
    parser.add_argument("--save", type=Path, help="a folder for the mails that fail and the slowest ones")
    given = parser.parse_args()
    begun = time.monotonic()
    outcomes, peak = fuzz(
        count=given.count,
        seed=given.seed,
        processes=given.processes,
        seconds=given.seconds,
        megabytes=given.megabytes,
    )
    failed = sorted((o for o in outcomes if o.failure), key=lambda outcome: outcome.number)
    slowest = sorted(outcomes, key=lambda outcome: -outcome.seconds)[:WORST]
    mean = sum(o.seconds for o in outcomes) / max(1, len(outcomes))
    print(
        f"{len(outcomes)} mails in {time.monotonic() - begun:.0f} s, seed {given.seed}: {len(failed)} failed"
    )
    print(f"mean {mean * 1000:.1f} ms, peak memory of a process {peak:.0f} MB")
    for outcome in slowest:
        print(f"slow   {outcome.number:>7}  {outcome.seconds * 1000:>8.0f} ms")
    for outcome in failed[:50]:
        print(f"FAILED {outcome.number:>7}  {outcome.failure}")
    if given.save:
        given.save.mkdir(parents=True, exist_ok=True)
        for outcome in {*slowest, *failed[:50]}:
            (given.save / f"{given.seed}-{outcome.number}.eml").write_bytes(mail(given.seed, outcome.number))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
