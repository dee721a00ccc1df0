"""Every benchmark in turn, one table at the end and one picture: `make bench`.

    python -m benchmarks [--long] [--only NAME …] [--picture FILE]

Short runs by default, an hour or so on two processors; `--long` measures as docs/benchmarks.md tells. What a
benchmark finds is printed as it comes, and read again from there. A figure that misses what was asked for is
told, and no failure: exit status 1 says that a figure could not be taken. Those that need root say so.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bars import picture

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "speed.svg"
MAILS = "training/mails/mixed.jsonl training/mails/mixed.directory.json"
KEPT, MISSED = 0, 1  # exit statuses of a benchmark, by its own bar
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of what a benchmark prints, and what is asked of it."""

    name: str
    pattern: str  # of the line, the number in its one group; the last such line counts
    unit: str = ""
    least: float | None = None
    most: float | None = None
    drawn: str = ""  # as what it stands in the picture: so many a second

    def asked(self) -> str:
        if self.least is not None:
            return f"at least {self.least:g} {self.unit}".rstrip()
        return f"at most {self.most:g} {self.unit}".rstrip() if self.most is not None else ""

    def verdict(self, value: float) -> str:
        if self.least is None and self.most is None:
            return ""
        is_met = value >= self.least if self.least is not None else value <= (self.most or 0.0)
        return "met" if is_met else "MISSED"


def rate(name: str, drawn: str, least: float | None = None) -> Figure:
    """The median of a table whose rows begin with a name."""
    return Figure(f"{name}, a second", rf"^{re.escape(name)} {{2,}}([\d.]+)", least=least, drawn=drawn)


@dataclass(frozen=True, slots=True)
class Benchmark:
    name: str
    asks: str
    short: str = ""
    long: str = ""
    as_root: bool = False
    figures: tuple[Figure, ...] = ()


ALL = (
    Benchmark(
        "footprint", "start, one mail explained, at rest, a large mail", "--rounds 5", "",
        figures=(
            Figure("start to IDLE", r"IDLE after ([\d.]+) s", "s", most=0.5),
            Figure("start to IDLE, processor", r"^start: .* processor ([\d.]+) s", "s", most=0.5),
            Figure("explain one mail", r"one mail in ([\d.]+) s", "s", most=0.5),
            Figure("explain one mail, processor", r"^explain: .* processor ([\d.]+) s", "s", most=0.5),
            Figure("idle, of a processor", r"^idle: ([\d.]+)%", "%", most=1),
            Figure("idle, memory", r"^idle: .* (\d+) MB", "MB", most=120),
            Figure("a mail of 25 MB, memory", r"^a mail of 25 MB: (\d+) MB", "MB", most=300),
        ),
    ),
    Benchmark(
        "latency", "from the server's notice to an acknowledgement taken by SMTP", "--mails 40", "",
        figures=(
            Figure("95 of 100 within", r"^notice → ack.* (\d+) +\d+$", "ms", most=250),
        ),
    ),
    Benchmark(
        "ingest", "mails taken in a second, beside two helpdesks", "--mails 200 --rounds 1", "",
        figures=(
            rate("floor (both)", "the floor"),
            rate("mailbot", "mailbot, one by one"),
            rate("mailbot, a backlog", "mailbot, a backlog"),
            rate("roundup", "Roundup"),
            rate("django-helpdesk", "django-helpdesk"),
            Figure("of the faster helpdesk", r"^mailbot: ([\d.]+) ×", "times", least=5),
            Figure("of the floor", r"^mailbot {2,}.* (\d+)%$", "%", least=40),
            Figure("of the floor, a backlog", r"^mailbot, a backlog .* (\d+)%$", "%", least=50),
        ),
    ),
    Benchmark(
        "growth", "a mail's cost on an old register", "--tickets 1000 50000 --mails 200 --rounds 1", "",
        figures=(
            Figure("speed on the largest", r"^ *\d+ .* (\d+)%$", "%", least=85),
            Figure("p99 beside the median", r"^ *\d+ .* ([\d.]+) +\d+%$", "times", most=3),
        ),
    ),
    Benchmark(
        "backlog", "a mailbox after an outage, on a real server", "--mails 500", "--mails 10000",
        figures=(
            Figure("read, mails a second", r"^read: ([\d.]+)", drawn="mailbot, from Dovecot"),
            Figure("read before the first one leaves", r"^first ack.*: after (\d+)", "mails", most=50),
            Figure("left while it is read", r"^left while the backlog was read: (\d+)%", "%", least=50),
            Figure("overtaken by a later deadline", r"^overtaken by .*: (\d+)", "", most=0),
            Figure("memory beyond idle", r"; (\d+) MB more than idle", "MB", most=50),
        ),
    ),
    Benchmark(
        "databases", "PostgreSQL beside SQLite, two workers beside one",
        "--mails 100 --rounds 3 --waiting 100", "",
        figures=(
            rate("SQLite", "mailbot on SQLite"),
            rate("PostgreSQL", "mailbot on PostgreSQL"),
            Figure("PostgreSQL beside SQLite", r"needs ([\d.]+) times as long", "times as long", most=1.5),
            Figure(
                f"two workers, {CORES} processors", r"do ([\d.]+) times as much", "times",
                least=1.7 if CORES > 2 else None,
            ),
        ),
    ),
    Benchmark(
        "outbox", "letters sent a second", "--letters 500 --rounds 2", "",
        figures=(rate("mailbot, the outbox", "mailbot, letters sent", least=300),),
    ),
    Benchmark("reading", "reading a mail, beside mail-parser alone", "--rounds 2", ""),
    Benchmark("flood", "one sender without end, and everybody else", "--mails 400 --seconds 30", ""),
    Benchmark("year", "register, review and evidence of 2,000 cases", "--cases 500", ""),
    Benchmark("rehearsal", "months of a desk, and whether two agree", "--tickets 50 --days 30", ""),
    Benchmark("redaction", "what is left of a person in a provider's copy", MAILS, MAILS),
    Benchmark("leaks", "drawn journeys with files, searched by a stranger", "--count 100", "--count 5000"),
    Benchmark("fuzz", "damaged mails", "--count 1000", ""),
    Benchmark(
        "crashes", "a kill, an error, silence at every point of a story", "--mails 60 --every 25",
        "--mails 1000",
    ),
    Benchmark("takeover", "a worker is gone: when does another answer?", "--only stop", "", as_root=True),
    Benchmark(
        "soak", "workers on real servers, while they break in turn", "--minutes 2", "--minutes 30",
        as_root=True,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    benchmark: Benchmark
    verdict: str
    seconds: float = 0.0
    values: tuple[float | None, ...] = ()  # of its figures; None: not found in what it printed
    is_failed: bool = False


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--long", action="store_true", help="as docs/benchmarks.md tells: hours")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these alone")
    parser.add_argument("--picture", type=Path, help=f"where to draw the bars; {PICTURE} when all are run")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.only) - {one.name for one in ALL}):
        parser.error(f"there is no benchmark {', '.join(unknown)}")
    chosen = [one for one in ALL if not asked.only or one.name in asked.only]
    done = [measured(one, one.long if asked.long else one.short) for one in chosen]
    table(done)
    if file := asked.picture or (None if asked.only else PICTURE):
        draw(done, file)
    return int(any(one.is_failed for one in done))


def measured(one: Benchmark, options: str) -> Done:
    print(f"\n== {one.name}: {one.asks}\n   python -m benchmarks.{one.name} {options}", flush=True)
    if one.as_root and os.geteuid() != 0:
        return Done(one, "not run: root")
    begun = time.monotonic()
    command = [sys.executable, "-m", f"benchmarks.{one.name}", *shlex.split(options)]
    lines = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line.rstrip("\n"))
    values = tuple(value_of(figure, lines) for figure in one.figures)
    is_failed = process.returncode not in (KEPT, MISSED) or None in values
    verdict = "NOT TAKEN" if is_failed else "kept" if process.returncode == KEPT else "MISSED"
    return Done(one, verdict, time.monotonic() - begun, values, is_failed)


def value_of(figure: Figure, lines: Sequence[str]) -> float | None:
    found = [match[1] for line in lines if (match := re.search(figure.pattern, line))]
    return float(found[-1]) if found else None


def table(done: Sequence[Done]) -> None:
    print(f"\n{CORES} processors, load {os.getloadavg()[0]:.1f}")
    print(f"{'benchmark':<12}{'figure':<38}{'found':>10}  {'asked for':<28}verdict")
    for one in done:
        for figure, value in zip(one.benchmark.figures, one.values, strict=False):
            found = "-" if value is None else f"{value:g} {figure.unit.split(' ')[0]}"
            verdict = "NOT TAKEN" if value is None else figure.verdict(value)
            print(f"{one.benchmark.name:<12}{figure.name:<38}{found:>10}  {figure.asked():<28}{verdict}")
        if not one.benchmark.figures or one.is_failed or not one.values:
            print(f"{one.benchmark.name:<12}{one.benchmark.asks[:66]:<78}{one.verdict}, {one.seconds:.0f} s")


def draw(done: Sequence[Done], file: Path) -> None:
    """What was measured in a second, by one and all; nothing where nothing of it was."""
    drawn = {
        figure.drawn: value
        for one in done
        for figure, value in zip(one.benchmark.figures, one.values, strict=False)
        if figure.drawn and value is not None
    }
    if drawn:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(picture("Mails, or letters, a second (longer is better)", drawn), "utf-8")
        print(f"picture: {file}")


if __name__ == "__main__":
    raise SystemExit(main())
