"""HTML entities that a program left in a plain text: read as the characters that were meant.

Only where there is no doubt: an accented letter inside a word, in a text that has none of its own, or an
apostrophe between two letters. Whoever explains HTML to us is shown as he wrote.
"""

from __future__ import annotations

import html

from mailbot.expressions import Expression

_LETTER = (
    r"&(?:[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil|ring)|(?:ae|oe|AE|OE)lig|szlig|oslash"
    r"|\#(?:19[2-9]|2[0-4]\d|25[0-5]|33[89])|\#x(?:[cdefCDEF][0-9a-fA-F]|15[23]));"
)
_IN_A_WORD = Expression(rf"(?<=[A-Za-z;]){_LETTER}|{_LETTER}(?=[a-z])")
_ENTITY = Expression(r"&(?:[a-zA-Z]{2,8}\d{0,2}|\#\d{2,6}|\#x[0-9a-fA-F]{2,5});")
_APOSTROPHE = Expression(r"(?<=[^\W\d_])&(?:\#0{0,2}39|\#x27|apos|rsquo|\#8217|\#x2019);(?=[^\W\d_]|&)")
_ACCENTED = Expression(r"[à-öø-ÿœÀ-ÖØ-Þ]")
_FEWEST = 2


def as_meant(text: str) -> str:
    if "&" not in text:
        return text
    if not _ACCENTED.search(text) and len(_IN_A_WORD.findall(text)) >= _FEWEST:
        return _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return _APOSTROPHE.sub(lambda match: html.unescape(match.group()), text)
