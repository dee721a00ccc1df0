"""How much of a person is left in the copy that a provider reads, on labelled mails; and how fast it is made.

    python -m benchmarks.redaction MAILS.jsonl DIRECTORY.json [--worst] [--presidio PYTHON]

Counts identity strings that leak, by type, and facts that are kept. `--presidio` puts beside it what Presidio
masks of the same mails, with the Python of an environment that holds it (`redaction_presidio.py` says how to
make one). Whole journeys, from bytes to bytes: `python -m benchmarks.leaks`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "redact")]

import measure_redaction as labelled  # noqa: E402  (the folder of the tests is no package)

TAGS = re.compile(r"\[[^\]\n]{2,40}\]|<[A-Z_]{3,20}>")


def leaks(mails: list[dict[str, Any]], copy_of: Callable[[dict[str, Any]], str]) -> tuple[Counter[str], int]:
    """Identity strings that stand in the copies, by type; and facts that are lost."""
    leaked: Counter[str] = Counter()
    lost = 0
    for row in mails:
        copy = copy_of(row)
        lost += sum(fact not in copy for fact in row["keep"])
        rest = TAGS.sub(" ", copy)
        for fact in row["keep"]:
            rest = rest.replace(fact, " ")
        for secret in row["pii"]:
            leaked[secret["type"]] += bool(re.search(rf"(?<!\w){re.escape(secret['text'])}(?!\w)", rest))
    return leaked, lost


def presidio(mails: Path, python: str) -> tuple[Callable[[dict[str, Any]], str], float, str]:
    """The copies that Presidio makes in an environment of its own, its speed, and what it runs on."""
    script = Path(__file__).with_name("redaction_presidio.py")
    done = subprocess.run(
        [python, str(script)], input=mails.read_bytes(), stdout=subprocess.PIPE, check=False
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    said = json.loads(done.stdout)
    rows = [json.loads(line) for line in mails.read_text(encoding="utf-8").splitlines()]
    copies = {row["id"]: copy for row, copy in zip(rows, said["copies"], strict=True)}
    return (lambda row: copies[row["id"]]), len(rows) / max(said["seconds"], 1e-9), said["told"]


def ours(directory: Path) -> Callable[[dict[str, Any]], str]:
    known = labelled.directories(directory)

    def copy_of(row: dict[str, Any]) -> str:
        meaning = labelled.Meaning(kind=row["kind"], language=row["language"])
        copy = labelled.redact(labelled.mail_of(row), known[row["org"]], meaning)
        return f"{copy.subject}\n{copy.text}"

    return copy_of


def compared(mails: Path, directory: Path, python: str) -> None:
    rows = [json.loads(line) for line in mails.read_text(encoding="utf-8").splitlines()]
    strings = Counter(secret["type"] for row in rows for secret in row["pii"])
    facts = sum(len(row["keep"]) for row in rows)
    theirs, speed, told = presidio(mails, python)
    begin = time.process_time()
    left, lost = leaks(rows, ours(directory))
    own_speed = len(rows) / (time.process_time() - begin)
    left_theirs, lost_theirs = leaks(rows, theirs)
    print(f"presidio: {told}")
    print(f"{'leaked':12}{'mailbot':>10}{'presidio':>10}{'of':>7}")
    for kind, count in strings.most_common():
        print(f"{kind:12}{left[kind]:>10}{left_theirs[kind]:>10}{count:>7}")
    print(f"{'all':12}{left.total():>10}{left_theirs.total():>10}{strings.total():>7}")
    print(f"{'facts lost':12}{lost:>10}{lost_theirs:>10}{facts:>7}")
    print(f"{'a second':12}{own_speed:>10.0f}{speed:>10.0f}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="MAILS.jsonl DIRECTORY.json")
    parser.add_argument("--worst", action="store_true", help="name every leak, loss and hold")
    parser.add_argument("--presidio", metavar="PYTHON", default="", help="side by side with Presidio")
    asked = parser.parse_args()
    if len(asked.paths) != 2:
        parser.error("MAILS.jsonl and DIRECTORY.json")
    if asked.presidio:
        compared(*asked.paths, asked.presidio)
        return 0
    figures = labelled.measure(*asked.paths)
    labelled.show(figures, worst=asked.worst)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
