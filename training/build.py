"""Trains the models that mailbot ships, and measures them on authors that they have not read.

    python training/build.py              measure, author by author, then write the models
    python training/build.py --measure    measure only
    python training/build.py --write      write the models without measuring
    python training/build.py --check      fail when the shipped models are not what this script makes

One model tells kinds of mail apart, the other hears wishes and seriousness (`hearing.py`).

Pure Python, some minutes on one core; the same mails give the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import hearing
from figures import Judged, report

from mailbot.commands.evaluate import raw_mail
from mailbot.read import read
from mailbot.understand.features import CUE_SCALE, bucket_of
from mailbot.understand.fitting import Example, best_temperature, fit
from mailbot.understand.kind import read_features
from mailbot.understand.meaning import judged_text
from mailbot.understand.model import KindModel
from mailbot.understand.table import Table, table_of
from mailbot.understand.verdict import KINDS, OTHERS

HERE = Path(__file__).parent
MAILS = HERE / "mails"
HELD_OUT = HERE.parent / "tests" / "understand" / "held_out.jsonl"
UNDERSTAND = HERE.parent / "mailbot" / "understand"
MODEL, REFERENCE = UNDERSTAND / "kind.model", UNDERSTAND / "reference.json"
HEARD = UNDERSTAND / "heard.model"
TEMPERATURE = 1.2  # a little more than --measure asks for: rather a question than a lost complaint
ROUNDS = 12
MODESTY = 0.1  # of what is no complaint: few mails of each type, none learnt as wholly certain
SHARE_OF_CUES = 0.7  # of the log-odds that our cues would give by themselves
KIND_BUCKETS, OTHER_BUCKETS = 1 << 16, 1 << 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One mail whose answer is known, as the model sees it; `author` names the file that it is from."""

    author: str
    label: Mapping[str, Any]
    text: str
    example: Example
    robot: bool


def labelled_mails(folder: Path = MAILS) -> list[Labelled]:
    return [mail for path in sorted(folder.glob("*.jsonl")) for mail in mails_of(path)]


def mails_of(path: Path) -> list[Labelled]:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [_labelled(path.stem, json.loads(line)) for line in lines]


def _labelled(author: str, label: Mapping[str, Any]) -> Labelled:
    raw = raw_mail(label)
    mail = read(raw, own_addresses=frozenset({raw.mailbox}))
    text = judged_text(mail)
    example = Example(features=read_features(text), answer=label["kind"])
    return Labelled(author=author, label=label, text=text, example=example, robot=mail.robot is not None)


def by_cues() -> Table:
    """Where the training begins: what our own cues say, which no set of mails can make us forget wholly."""
    rows = [[0.0] * KIND_BUCKETS for _ in KINDS]
    for kind, cue, bias in (("reclamation", "grievance", -0.9), ("suggestion", "proposal", -1.6)):
        row = rows[KINDS.index(kind)]
        row[bucket_of(cue)] = SHARE_OF_CUES / CUE_SCALE
        row[bucket_of("always")] = SHARE_OF_CUES * bias
    return table_of(KINDS, rows)


def trained(mails: Sequence[Labelled]) -> KindModel:
    kinds = fit(
        [m.example for m in mails], classes=KINDS, buckets=KIND_BUCKETS, base=by_cues(), rounds=ROUNDS
    )
    named = [replace(m.example, answer=m.label.get("autre_type") or "client") for m in mails]
    others = fit(named, classes=OTHERS, buckets=OTHER_BUCKETS, rounds=8, modesty=MODESTY)
    about = {"mails": len(mails), "corrections": 0}
    return KindModel(kinds=replace(kinds, temperature=TEMPERATURE), others=others, about=about)


def measure(mails: Sequence[Labelled]) -> None:
    """Each author's mails are judged by a model of all the other authors."""
    judged: list[Judged] = []
    raw: list[list[float]] = []
    for author in sorted({mail.author for mail in mails}):
        model = trained([mail for mail in mails if mail.author != author])
        for mail in mails:
            if mail.author == author:
                judged.append(Judged.by(model, mail.example.features, mail.label, mail.author, mail.robot))
                raw.append([odd * TEMPERATURE for odd in model.kinds.log_odds(mail.example.features)])
    best = best_temperature(raw, [KINDS.index(mail.label["kind"]) for mail in mails])
    sys.stdout.write(report(judged) + f"\ntemperature: {TEMPERATURE}, the best would be {best}\n")


def content_of(mails: Sequence[Labelled]) -> Mapping[Path, bytes]:
    return {MODEL: trained(mails).to_bytes(), HEARD: hearing.trained(taught(mails)).to_bytes()}


def taught(mails: Sequence[Labelled]) -> hearing.Lessons:
    """What the mails teach of wishes and seriousness, with the short texts."""
    told = [(mail.label, mail.text) for mail in mails]
    severities = [hearing.serious(m.label, m.example.features) for m in mails if m.label.get("severity")]
    return hearing.lessons(told, severities)


def main(arguments: Sequence[str]) -> int:
    mails = labelled_mails()
    if "--check" in arguments:
        return 0 if all(path.read_bytes() == made for path, made in content_of(mails).items()) else 1
    if "--write" not in arguments:
        measure(mails)
        sys.stdout.write(hearing.measured(taught(mails)))
    if "--measure" in arguments:
        return 0
    for path, made in content_of(mails).items():
        path.write_bytes(made)
    apart = [[mail.text, mail.label["kind"]] for mail in mails_of(HELD_OUT)]
    REFERENCE.write_text(json.dumps(apart, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
