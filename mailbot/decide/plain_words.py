"""Words of people that mean a command when they stand alone: "ce n'est pas une réclamation"."""

from __future__ import annotations

from mailbot.decide.commands import SHOWN, fold, is_only_closing
from mailbot.decide.synonyms import outcome_of

_IT_IS = (
    "c est une {}",
    "c est bien une {}",
    "c etait une {}",
    "il s agit d une {}",
    "ceci est une {}",
    "{}",
)
_IT_IS_NOT = ("ce n est pas une {}", "c est pas une {}", "ce n etait pas une {}", "pas une {}",
              "il ne s agit pas d une {}", "ceci n est pas une {}")  # fmt: skip
_MEANT = {
    **{form.format("reclamation"): "reclamation" for form in _IT_IS},
    **{form.format("suggestion"): "suggestion" for form in _IT_IS},
    **{form.format("reclamation"): "autre" for form in _IT_IS_NOT},
    **{f"{form.format('reclamation')} ni une suggestion": "autre" for form in _IT_IS_NOT},
    **dict.fromkeys(
        ("dossier clos", "affaire classee", "a clore", "a cloturer", "cloturer", "on peut cloturer",
         "on peut clore", "on peut clore le dossier", "vous pouvez cloturer", "vous pouvez clore le dossier",
         "dossier a clore", "dossier termine", "dossier cloture"),
        "cloturer",
    ),
    **dict.fromkeys(("annuler", "a annuler", "annulez", "annulez mon message", "annule"), "annuler"),
}  # fmt: skip


def outcome_meant(text: str) -> str:
    """The outcome that these few words are, when they are the whole of a mail; empty: they are none."""
    lines = [line for line in text.splitlines() if line.strip()]
    return outcome_of(fold(lines[0])) if len(lines) == 1 else ""


def meant(text: str, signature_words: frozenset[str]) -> str | None:
    """The command, where the first line says it and nothing but politeness follows."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or not is_only_closing("\n".join(lines[1:]), signature_words):
        return None
    return _MEANT.get(fold(lines[0]))


def told(written: str, command: str) -> str:
    """For the transcript: what was understood of which words."""
    first = next(line.strip() for line in written.splitlines() if line.strip())
    return f"« {first} » a été compris comme #{SHOWN.get(command, command)} ; rien n'est parti au client."
