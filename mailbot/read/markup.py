"""HTML that no tree should be built of: how to tell, and its text without one.

Browsers repair what is left open; the repair is quadratic in time and memory for a few hostile shapes
(tens of thousands of open elements, or of fonts never closed). A single pass over the tags sees them.
"""

from __future__ import annotations

import html as stdlib_html
import re
from collections import Counter

from mailbot.expressions import Expression

_TAG = Expression(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_WHOLE_TAG = Expression(r"<[!/?a-zA-Z][^<>]{0,4000}>")
_BREAKS = Expression(
    r"<(?:/?(?:p|div|tr|li|h[1-6]|blockquote|table|ul|ol)|br)\b[^<>]{0,4000}>", re.IGNORECASE
)
_INVISIBLE = ("script", "style", "head", "title")
_FORMATTING = frozenset({"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike",
                         "strong", "tt", "u"})  # fmt: skip
_NEVER_OPEN = frozenset({"br", "img", "hr", "meta", "link", "input", "wbr", "area", "base", "col", "embed",
                         "source", "track", "param", "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot",
                         "dd", "dt", "option", "colgroup", "html", "body", "head"})  # fmt: skip
_FEW_TAGS = 500
_MOST_TAGS = 200_000
_DEEPEST = 2_000
_MOST_REPAIRS = 3_000_000


def is_safe(html: str) -> bool:
    """Whether building the tree costs about as much as the mail is long."""
    tags_at_most = html.count("<")
    if tags_at_most <= _FEW_TAGS:
        return True
    if tags_at_most > _MOST_TAGS:
        return False
    is_open: Counter[str] = Counter()
    depth = deepest = formats = most_formats = tags = 0
    for closing, written in _TAG.findall(html):
        tag = written.lower()
        tags += 1
        if tag in _NEVER_OPEN:
            continue
        if not closing:
            is_open[tag] += 1
            depth += 1
            formats += tag in _FORMATTING
        elif is_open[tag]:
            is_open[tag] -= 1
            depth -= 1
            formats -= tag in _FORMATTING
        deepest, most_formats = max(deepest, depth), max(most_formats, formats)
    return deepest <= _DEEPEST and most_formats * tags <= _MOST_REPAIRS


def bare_text(html: str) -> str:
    """The text between the tags: less beautiful, but in one pass."""
    for tag in _INVISIBLE:
        html = _without(html, tag)
    text = _WHOLE_TAG.sub(" ", _BREAKS.sub("\n", html))
    lines = (" ".join(line.split()) for line in stdlib_html.unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _without(html: str, tag: str) -> str:
    """Without these elements and what they hold; one that is never closed holds the rest."""
    lowered = html.lower()
    kept: list[str] = []
    position = 0
    while (start := lowered.find(f"<{tag}", position)) != -1:
        kept.append(html[position:start])
        end = lowered.find(f"</{tag}", start)
        if end == -1:
            position = start if tag == "head" else len(html)
            break
        position = end
    return "".join([*kept, html[position:]])
