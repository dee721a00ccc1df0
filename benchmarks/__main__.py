"""Every benchmark in turn, and one table at the end: `make bench`.

    python -m benchmarks [--long] [NAME …]

Short runs by default, an hour or so on two processors; `--long` measures as docs/benchmarks.md tells. What a
benchmark finds is printed as it comes. Exit status 1 when one of them misses its own bar. Those that need
Dovecot, Postfix, PostgreSQL or root say so and count as not run.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAILS = "training/mails/mixed.jsonl training/mails/mixed.directory.json"


@dataclass(frozen=True, slots=True)
class Benchmark:
    name: str
    asks: str
    short: str = ""
    long: str = ""
    as_root: bool = False


ALL = (
    Benchmark("latency", "from the server's notice to an acknowledgement taken by SMTP", "--mails 40", ""),
    Benchmark("reading", "reading a mail, beside mail-parser alone", "--rounds 2", ""),
    Benchmark(
        "ingest",
        "mails taken in a second, beside two helpdesks",
        "--mails 200 --rounds 1 --without-peers",
        "",
    ),
    Benchmark(
        "growth", "a mail's cost on an old register", "--tickets 1000 50000 --mails 200 --rounds 1", ""
    ),
    Benchmark("outbox", "letters sent a second", "--letters 500 --rounds 2", ""),
    Benchmark("flood", "one sender without end, and everybody else", "--mails 400 --seconds 30", ""),
    Benchmark("year", "register, review and evidence of 2,000 cases", "--cases 500", ""),
    Benchmark(
        "rehearsal", "months of a desk, and whether two rehearsals agree", "--tickets 50 --days 30", ""
    ),
    Benchmark("redaction", "what is left of a person in a provider's copy", MAILS, MAILS),
    Benchmark("leaks", "drawn journeys with files, searched by a stranger", "--count 100", "--count 5000"),
    Benchmark("fuzz", "damaged mails", "--count 1000", ""),
    Benchmark(
        "crashes",
        "a kill, an error, silence at every point of a story",
        "--mails 60 --every 25",
        "--mails 1000",
    ),
    Benchmark("takeover", "a worker is gone: when does another answer?", "--only stop", "", as_root=True),
    Benchmark(
        "soak",
        "workers on real servers, while they break in turn",
        "--minutes 2",
        "--minutes 30",
        as_root=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Done:
    benchmark: Benchmark
    verdict: str
    seconds: float


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--long", action="store_true", help="as docs/benchmarks.md tells: hours")
    parser.add_argument("names", nargs="*", metavar="NAME", help="these alone")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.names) - {one.name for one in ALL}):
        parser.error(f"there is no benchmark {', '.join(unknown)}")
    chosen = [one for one in ALL if not asked.names or one.name in asked.names]
    done = [measured(one, one.long if asked.long else one.short) for one in chosen]
    table(done)
    return int(any(one.verdict == "missed" for one in done))


def measured(one: Benchmark, options: str) -> Done:
    print(f"\n== {one.name}: {one.asks}\n   python -m benchmarks.{one.name} {options}", flush=True)
    if one.as_root and os.geteuid() != 0:
        return Done(one, "not run: root", 0)
    begun = time.monotonic()
    command = [sys.executable, "-m", f"benchmarks.{one.name}", *shlex.split(options)]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    return Done(
        one, {0: "kept", 1: "missed"}.get(status, f"not run: exit {status}"), time.monotonic() - begun
    )


def table(done: list[Done]) -> None:
    machine = f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    print(f"\n{'benchmark':<12}{'its bar':<18}{'seconds':>8}   {machine}")
    for one in done:
        print(f"{one.benchmark.name:<12}{one.verdict:<18}{one.seconds:>8.0f}   {one.benchmark.asks}")


if __name__ == "__main__":
    raise SystemExit(main())
