"""Learns by which signs a party is concerned, from labelled complaints with their directories.

    python training/concern.py            measure, author by author, then write the weights
    python training/concern.py --measure  measure only
    python training/concern.py --write    write the weights without measuring

`mails/NAME.jsonl` is read with `mails/NAME.directory.json`. The same mails give the same weights.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from mailbot.commands.evaluate import raw_mail
from mailbot.config import read_directories
from mailbot.read import read
from mailbot.understand.fold import tokens_of
from mailbot.understand.kind import grievance_by_sentence, judge
from mailbot.understand.language import languages_of
from mailbot.understand.targets import seen_of

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "mailbot" / "understand" / "concern_weights.py"
ROUNDS = 300
RESTRAINT = 1.0  # how much a weight must explain to move away from nothing
HEAD = '''"""What was learnt of the signs by which a party is concerned (log-odds)."""

from __future__ import annotations

'''

Row = tuple[Mapping[str, float], bool]  # what is seen of a party, and whether it is concerned


def rows_of(path: Path) -> list[Row]:
    directories = read_directories(path.with_name(f"{path.stem}.directory.json"))
    labels = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    rows: list[Row] = []
    for label in labels:
        if label["kind"] != "reclamation":
            continue
        raw = raw_mail(label)
        mail = read(raw, own_addresses=frozenset({raw.mailbox}))
        text = f"{mail.subject}\n\n{mail.new_text or mail.text}"
        tokens = tokens_of(text)
        blame = grievance_by_sentence(judge(text, tokens, languages_of(text, tokens)), tokens)
        seen = seen_of(text, tokens, directory=directories[label["org"]], writer=mail.writer, blame=blame)
        rows.extend((_present(one.seen), one.party.value in label["target"]) for one in seen)
    return rows


def _present(seen: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in seen.items() if value}


def learn(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """Logistic regression by gradient descent, each weight at a pace of its own."""
    names = sorted({name for seen, _ in rows for name in seen})
    weights, bias = dict.fromkeys(names, 0.0), 0.0
    pace = dict.fromkeys([*names, ""], 0.0)
    for turn in range(ROUNDS):
        slope = {name: RESTRAINT * weights[name] for name in names} | {"": 0.0}
        for seen, concerned in rows:
            error = probability(bias, weights, seen) - concerned
            slope[""] += error
            for name, value in seen.items():
                slope[name] += error * value
        step = 0.1 * (0.985**turn + 0.02)
        for name, value in slope.items():
            pace[name] = 0.9 * pace[name] + 0.1 * value * value if turn else value * value
            move = step * value / (math.sqrt(pace[name]) + 1e-6)
            if name:
                weights[name] -= move
            else:
                bias -= move
    return bias, weights


def probability(bias: float, weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    odds = bias + sum(weights.get(name, 0.0) * value for name, value in seen.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def main() -> None:
    paths = [
        p
        for p in sorted((HERE / "mails").glob("*.jsonl"))
        if p.with_name(f"{p.stem}.directory.json").exists()
    ]
    rows = {path.stem: rows_of(path) for path in paths}
    for author, own in () if "--write" in sys.argv else rows.items():
        others = [row for name, theirs in rows.items() if name != author for row in theirs]
        if others:
            bias, weights = learn(others)
            right = sum((probability(bias, weights, seen) >= 0.5) == concerned for seen, concerned in own)
            sys.stdout.write(f"{author}: {right / len(own):.1%} of {len(own)} candidates right\n")
    if "--measure" not in sys.argv:
        bias, weights = learn([row for own in rows.values() for row in own])
        lines = "".join(f'    "{name}": {weights[name]:.2f},\n' for name in sorted(weights))
        body = f"BIAS = {bias:.2f}\nWEIGHTS: dict[str, float] = {{\n{lines}}}\n"
        WEIGHTS.write_text(HEAD + body, encoding="utf-8")


if __name__ == "__main__":
    main()
