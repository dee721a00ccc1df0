"""Questions to a person, and what the configuration's own reader has against the answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mailbot.config import load_text
from mailbot.errors import BadConfig

Ask = Callable[[str, str], str]  # the question, and what an empty answer means
Say = Callable[[str], None]

ATTEMPTS = 5


class GivenUpError(Exception):
    """Somebody, or something, answers nonsense again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    ask: Ask
    say: Say

    def text(self, question: str, default: str = "", *, wrong: Callable[[str], str] | None = None) -> str:
        """An answer that is not empty, and that `wrong` has nothing to say against."""
        for _ in range(ATTEMPTS):
            answer = self.optional(question, default)
            complaint = (wrong(answer) if wrong else "") if answer else "Une réponse est nécessaire."
            if not complaint:
                return answer
            self.say(complaint)
        raise GivenUpError

    def optional(self, question: str, default: str = "") -> str:
        answer = self.ask(question, default).strip() or default
        # What a terminal could not decode, or an arrow key left behind, has no place in a file.
        printable = answer.encode("utf-8", "ignore").decode("utf-8")
        return "".join(c for c in printable if c.isprintable())

    def choice(self, question: str, options: Sequence[str], default: str) -> str:
        """One of the options, by its name or by its number."""
        for number, option in enumerate(options, start=1):
            self.say(f"  {number}. {option}")
        by_answer = {option.casefold(): option for option in options}
        by_answer |= {str(number): option for number, option in enumerate(options, start=1)}

        def wrong(answer: str) -> str:
            return "" if answer.casefold() in by_answer else "Répondez par un numéro ou un nom de la liste."

        return by_answer[self.text(question, default, wrong=wrong).casefold()]


def objection(section: str, key: str, given: str, *others: str) -> str:
    """What the configuration's own reader has against this value, without the place."""
    text = "\n".join(
        [
            '[organisation]\nname = "-"',
            *others[1:],
            f"[[{section}]]",
            *others[:1],
            f"{key} = {quoted(given)}",
        ]
    )
    try:
        load_text(text, Path())
    except BadConfig as error:
        return error.mistakes[0].partition("\N{NO-BREAK SPACE}: ")[2]
    return ""


def quoted(text: str) -> str:
    """A TOML string: JSON's strings are TOML's, once nothing unprintable is left."""
    return json.dumps(text, ensure_ascii=False)
