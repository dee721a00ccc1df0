"""PURE: a letter and its context → MIME bytes.

`Templates.load` reads the files once; after that `compose` is a function of its arguments alone:
template (templates.py) → blocks (markup.py) → plain text and HTML (render.py) → bytes (mime.py).
What is printed goes the same way: template → blocks → PDF (sheet.py), which the mail carries (papers.py).
What somebody else wrote never passes through the template engine's output: see values.py.
"""

from __future__ import annotations

from mailbot.compose.assemble import compose
from mailbot.compose.house import House
from mailbot.compose.letters import LETTERS, LetterSpec
from mailbot.compose.papers import PAPERS
from mailbot.compose.templates import Templates

__all__ = ["LETTERS", "PAPERS", "House", "LetterSpec", "Templates", "compose"]
