"""How much the corrections of one office help it: draws docs/learning-curve.svg.

    python training/learning_curve.py

For every organisation of an author whose mails the base model has not read, 0, 10, 25 and 50 of its mails are
settled by "staff" and learnt; the figure is the share of its other mails that is then judged right.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from build import Labelled, labelled_mails, trained

from mailbot.model import Kind
from mailbot.understand.corrections import Settled, learnt, right
from mailbot.understand.model import KindModel

PICTURE = Path(__file__).parent.parent / "docs" / "learning-curve.svg"
CORRECTIONS = (0, 10, 25, 50)
TURNS = 6  # each organisation is begun at three places of its mails
AT_LEAST = 15  # mails to measure on


def curve(mails: Sequence[Labelled]) -> dict[int, float]:
    """Corrections learnt → share of the other mails judged right, over all organisations."""
    rights: dict[int, int] = defaultdict(int)
    counts: dict[int, int] = defaultdict(int)
    for author in sorted({mail.author for mail in mails}):
        groups = organisations([mail for mail in mails if mail.author == author])
        if not groups:
            continue
        base = trained([mail for mail in mails if mail.author != author])
        for group in groups:
            for turn in range(TURNS):
                at = turn * len(group) // TURNS
                for corrections, (good, measured) in measured_on(base, group[at:] + group[:at]).items():
                    rights[corrections] += good
                    counts[corrections] += measured
    return {corrections: rights[corrections] / counts[corrections] for corrections in CORRECTIONS}


def organisations(mails: Sequence[Labelled]) -> list[list[Settled]]:
    groups: dict[str, list[Settled]] = defaultdict(list)
    for mail in mails:
        kind: Kind = mail.label["kind"]
        groups[mail.label.get("org", "")].append(Settled(features=mail.example.features, kind=kind))
    large = max(CORRECTIONS) + AT_LEAST
    return [group for name, group in sorted(groups.items()) if name and len(group) >= large]


def measured_on(base: KindModel, group: Sequence[Settled]) -> Mapping[int, tuple[int, int]]:
    """The same mails are measured for every number of corrections."""
    apart = group[max(CORRECTIONS) :]
    return {n: (right(learnt(base, group[:n]), apart), len(apart)) for n in CORRECTIONS}


def drawn(points: Mapping[int, float]) -> str:
    """A small picture that says its numbers."""
    low, high = min(points.values()) - 0.02, max(points.values()) + 0.02
    places = [(70 + 9 * n, 230 - 180 * (share - low) / (high - low), n, share) for n, share in points.items()]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in places)
    marks = "\n".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5f8b"/>'
        f'<text x="{x:.1f}" y="{y - 12:.1f}" text-anchor="middle">{100 * share:.1f} %</text>'
        f'<text x="{x:.1f}" y="262" text-anchor="middle">{n}</text>'
        for x, y, n, share in places
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 300" font-size="13"
  font-family="sans-serif">
<title>Share of an organisation's other mails judged right, by corrections learnt</title>
<rect width="600" height="300" fill="#ffffff"/>
<path d="M60 30V240H560" fill="none" stroke="#888888"/>
<polyline points="{line}" fill="none" stroke="#1f5f8b" stroke-width="2"/>
{marks}
<text x="310" y="288" text-anchor="middle">corrections learnt from one organisation</text>
</svg>
"""


def main() -> int:
    points = curve(labelled_mails())
    sys.stdout.write(" ".join(f"{n}: {share:.3f}" for n, share in points.items()) + "\n")
    PICTURE.write_text(drawn(points), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
