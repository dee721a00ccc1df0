"""What is counted of mails whose answers are known: pure sums over outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from mailbot.model import Meaning, Redacted

KINDS = ("reclamation", "suggestion", "autre")
MACHINES = ("spam", "newsletter", "auto", "bounce")
_BINS = 10
_WORST = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One labelled mail, and what mailbot made of it."""

    label: Mapping[str, Any]
    meaning: Meaning
    redacted: Redacted
    leaked: tuple[tuple[str, str], ...]  # (type, text) of what identifies and is still there
    lost: tuple[str, ...]  # facts that did not survive
    milliseconds: float

    @property
    def target(self) -> frozenset[str]:
        return frozenset(self.label.get("target") or ())

    @property
    def is_right_kind(self) -> bool:
        return bool(self.meaning.kind == self.label["kind"])


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Ready for JSON. Shares are between 0 and 1, None where there is nothing to count."""
    return {
        "mails": len(outcomes),
        "kinds": _kinds(outcomes),
        "targets": _targets(outcomes),
        "severity": _severity(outcomes),
        "wishes": _wishes(outcomes),
        "language": _share(
            o.meaning.language == o.label["language"] for o in outcomes if o.label.get("language")
        ),
        "calibration": _calibration(outcomes),
        "redaction": _redaction(outcomes),
        "milliseconds": round(median([o.milliseconds for o in outcomes]), 2) if outcomes else None,
        "worst": _worst(outcomes),
    }


def _kinds(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    confusion = {
        kind: dict(Counter(o.meaning.kind for o in outcomes if o.label["kind"] == kind)) for kind in KINDS
    }
    types = [o for o in outcomes if o.label.get("autre_type") and o.meaning.kind == "autre"]
    machines = [o for o in outcomes if o.label.get("autre_type") in MACHINES]
    return {
        "confusion": confusion,
        "accuracy": _share(o.is_right_kind for o in outcomes),
        "recall": {k: _share(o.is_right_kind for o in outcomes if o.label["kind"] == k) for k in KINDS},
        "precision": {k: _share(o.is_right_kind for o in outcomes if o.meaning.kind == k) for k in KINDS},
        "complaints_doubtful": sum(o.meaning.doubtful for o in outcomes if o.label["kind"] == "reclamation"),
        "others_doubtful": sum(o.meaning.doubtful for o in outcomes if o.label["kind"] != "reclamation"),
        "autre_type": _share(o.meaning.other_type == o.label["autre_type"] for o in types),
        "machines": len(machines),
        "machines_for_certain": sum(o.meaning.kind != "autre" and not o.meaning.doubtful for o in machines),
    }


def _targets(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """For complaints: elsewhere the labels are indicative only."""
    complaints = [o for o in outcomes if o.label["kind"] == "reclamation"]
    certain = [o for o in complaints if o.meaning.targets_certain]
    return {
        "complaints": len(complaints),
        "exact": _share(frozenset(o.meaning.targets) == o.target for o in complaints),
        "none_found": sum(bool(o.target) and not o.meaning.targets for o in complaints),
        "only_wrong": sum(_only_wrong(o) for o in complaints),
        "certain": len(certain),
        "certain_but_wrong": sum(_only_wrong(o) for o in certain),
        "certain_but_incomplete": sum(len(o.target) > 1 for o in certain),
    }


def _only_wrong(outcome: Outcome) -> bool:
    return bool(outcome.meaning.targets) and not outcome.target.intersection(outcome.meaning.targets)


def _severity(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    known = [o for o in outcomes if o.label["kind"] == "reclamation" and o.label.get("severity")]
    return {
        "accuracy": _share(o.meaning.severity == o.label["severity"] for o in known),
        "grave_recall": _share(
            o.meaning.severity == "grave" for o in known if o.label["severity"] == "grave"
        ),
        "grave_precision": _share(
            o.label["severity"] == "grave" for o in known if o.meaning.severity == "grave"
        ),
    }


def _wishes(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for wish in ("refuses_contact_sharing", "no_further_contact"):
        pairs = [(bool(o.label.get(wish)), bool(getattr(o.meaning.wishes, wish))) for o in outcomes]
        found[wish] = {
            "labelled": sum(is_so for is_so, _ in pairs),
            "recall": _share(said for is_so, said in pairs if is_so),
            "precision": _share(is_so for is_so, said in pairs if said),
        }
    return found


def _calibration(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Expected calibration error: how far confidence is from the share of right answers."""
    bins: list[list[Outcome]] = [[] for _ in range(_BINS)]
    for outcome in outcomes:
        bins[min(_BINS - 1, int(outcome.meaning.confidence * _BINS))].append(outcome)
    rows = []
    error = 0.0
    for number, members in enumerate(bins):
        if members:
            said = sum(o.meaning.confidence for o in members) / len(members)
            right = sum(o.is_right_kind for o in members) / len(members)
            error += len(members) / len(outcomes) * abs(said - right)
            rows.append(
                {
                    "from": number / _BINS,
                    "mails": len(members),
                    "said": round(said, 3),
                    "right": round(right, 3),
                }
            )
    return {"error": round(error, 4), "bins": rows}


def _redaction(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    strings: Counter[str] = Counter(p["type"] for o in outcomes for p in o.label.get("pii") or ())
    leaked: Counter[str] = Counter(kind for o in outcomes for kind, _ in o.leaked)
    travelling = [o for o in outcomes if o.label["kind"] == "reclamation" and not o.redacted.held]
    facts = sum(len(o.label.get("keep") or ()) for o in outcomes)
    return {
        "strings": sum(strings.values()),
        "leaked": sum(leaked.values()),
        "leaked_by_type": {kind: f"{leaked[kind]}/{strings[kind]}" for kind in sorted(strings)},
        "leaked_without_a_look": sum(len(o.leaked) for o in travelling),
        "held": sum(bool(o.redacted.held) for o in outcomes),
        "facts": facts,
        "facts_survived": _ratio(facts - sum(len(o.lost) for o in outcomes), facts),
    }


def _worst(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    """The dearest mistakes first: an identity that leaks, a complaint that is missed."""
    found = [(cost, _case(o, what)) for o in outcomes for cost, what in _mistakes_in(o)]
    return [case for _, case in sorted(found, key=lambda pair: -pair[0])[:_WORST]]


def _mistakes_in(outcome: Outcome) -> Iterable[tuple[int, str]]:
    meaning, label = outcome.meaning, outcome.label
    if outcome.leaked and not outcome.redacted.held:
        yield 100, "identité transmise sans relecture : " + ", ".join(kind for kind, _ in outcome.leaked)
    if meaning.targets_certain and _only_wrong(outcome):
        yield 90, f"prestataire donné pour certain à tort : {', '.join(meaning.targets)}"
    if label["kind"] == "reclamation" and meaning.kind != "reclamation":
        yield 80, f"réclamation prise pour : {meaning.kind}"
    if label.get("refuses_contact_sharing") and not meaning.wishes.refuses_contact_sharing:
        yield 70, "refus de transmettre les coordonnées non vu"
    if label.get("severity") == "grave" and meaning.severity != "grave":
        yield 60, f"gravité prise pour : {meaning.severity}"
    if label["kind"] == "reclamation" and _only_wrong(outcome):
        yield 50, f"seul concerné trouvé, à tort : {', '.join(meaning.targets)}"
    if label["kind"] != "reclamation" and meaning.kind == "reclamation" and not meaning.doubtful:
        yield 20, f"{label['kind']} prise sans doute pour une réclamation"


def _case(outcome: Outcome, what: str) -> dict[str, str]:
    return {
        "id": str(outcome.label.get("id", "?")),
        "subject": str(outcome.label.get("subject", "")),
        "what": what,
    }


def _share(answers: Iterable[bool]) -> float | None:
    known = list(answers)
    return _ratio(sum(known), len(known))


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
