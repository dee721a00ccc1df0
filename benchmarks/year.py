"""How long does somebody wait for the papers of a year? Register, review and evidence pack of 2,000 cases.

    python -m benchmarks.year [--cases N] [--json]

The cases are those of tests/report/year_of_cases.py, and as many of the year before, told beside them.
Each paper is made by a fresh `mailbot`, as an admin would; exit 1 when one took longer than it may.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "report"))

from year_of_cases import NOW, cases, fill  # noqa: E402  (the tests' own year)

from mailbot.config import load  # noqa: E402
from mailbot.store.db import Store  # noqa: E402

CONFIG = """\
[organisation]
name = "Office de tourisme des Chaumes"
procedure = "courtier"

[[mailboxes]]
address = "reclamations@otc.example"

[[staff]]
name = "Claire Martin"
email = "claire.martin@otc.example"
roles = ["manager", "handler"]

[[providers]]
id = "hotel-tetras"
name = "Hôtel du Grand Tétras"
email = "direction@hotel-tetras.example"
"""
PERIOD = ("--from", f"{NOW.year}-01-01", "--to", f"{NOW.year}-12-31")
# What is made, and for how many seconds somebody waits for it without wondering.
PAPERS: dict[str, tuple[float, tuple[str, ...]]] = {
    "registre.xlsx": (5, ("register", "--year", str(NOW.year), "--format", "xlsx", "-o")),
    "registre.csv": (5, ("register", "--year", str(NOW.year), "--format", "csv", "-o")),
    "revue.html": (15, ("report", "--period", str(NOW.year), "-o")),
    "revue.pdf": (15, ("report", "--period", str(NOW.year), "-o")),
    "preuves": (60, ("evidence", *PERIOD, "-o")),
}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--cases", type=int, default=2_000)
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="mailbot-year-") as name:
        folder = Path(name)
        made = _a_desk(folder, given.cases)
        measured = {paper: _seconds(folder, paper, words) for paper, (_, words) in PAPERS.items()}
        sizes = {paper: _size(folder / paper) for paper in PAPERS}
    if given.json:
        print(json.dumps({"cases": made, "seconds": measured, "bytes": sizes}))
    else:
        print(f"{made} cases of {NOW.year}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        for paper, seconds in measured.items():
            print(f"  {paper:<14} {seconds:6.1f} s of {PAPERS[paper][0]:.0f}   {sizes[paper] / 1e6:6.1f} MB")
    return int(any(seconds > PAPERS[paper][0] for paper, seconds in measured.items()))


def _a_desk(folder: Path, number: int) -> int:
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    settings = load(folder / "config.toml", environ={})
    store = Store(settings.database_url).open()
    try:
        of_a_year = number * 366 // NOW.timetuple().tm_yday  # the last weeks of the year have not come yet
        fill(store, cases(NOW.year - 1, of_a_year, settings.procedure, NOW), now=NOW)
        return fill(store, cases(NOW.year, of_a_year, settings.procedure, NOW), now=NOW)
    finally:
        store.close()


def _seconds(folder: Path, paper: str, words: tuple[str, ...]) -> float:
    command = [sys.executable, "-m", "mailbot", words[0], "--config", "config.toml", *words[1:], paper]
    begun = time.perf_counter()
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)}\n{ended.stderr}")
    return time.perf_counter() - begun


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


if __name__ == "__main__":
    raise SystemExit(main())
