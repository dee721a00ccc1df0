"""The same cause again: proposed with the other cases, decided by people."""

from __future__ import annotations

from mailbot.decide.commands import fold
from mailbot.decide.orders.draft import Draft

_SHORT = 4  # letters: shorter words are in every sentence


def same_cause(draft: Draft, text: str) -> None:
    """A motive or a cause was noted: who has noted the same of the same provider before."""
    words = _words(text)
    same = [s for s in draft.facts.similar if any(_is_same(words, _words(m)) for m in s.motives)]
    if not same:
        return
    listed = ", ".join(s.reference for s in same)
    draft.notes.append(f"Même cause, même prestataire ou service\u00a0: {listed}. Récurrent ? #récurrence.")
    if any(s.corrected for s in same):
        draft.notes.append("Une action avait pourtant été notée comme faite : elle n'a peut-être pas suffi.")


def _words(text: str) -> set[str]:
    return {word[:7] for word in fold(text).split() if len(word) >= _SHORT}


def _is_same(one: set[str], other: set[str]) -> bool:
    shared = one & other
    return bool(shared) and 2 * len(shared) >= min(len(one), len(other))
