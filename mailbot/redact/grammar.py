"""Makes the copy read like French: « la [la cliente] » has an article too many, « de [le client] » too few.

Only words right before a placeholder change. A contraction has a placeholder of its own, with what stands for
it, so that names can be put back: « [du client] » is « de Paul », « d'Élodie ».
"""

from __future__ import annotations

import re

from mailbot.expressions import Expression
from mailbot.redact.folding import fold

_OWN_ARTICLE = r"\[(?:la |le |les |une? |son |sa |ses )"
# « notre [une personne] », « la [la cliente] », « L'[la personne] »
_TWICE = Expression(
    rf"(?<![\w'’-])(?:(?:la|le|les|une?|notre|votre|mon|ma|mes|nos|vos|cet?|cette|ces) |"
    rf"l['’])(?={_OWN_ARTICLE})",
    re.IGNORECASE,
)
# « d'[la personne] », « qu'[le client] »: nothing is elided before an article.
_ELIDED = Expression(
    r"(?<![\w'’-])(?P<word>d|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\[(?:la |le |les |son |sa |ses ))",
    re.IGNORECASE,
)
_ELIDED_ONE = Expression(r"(?<![\w'’-])(?P<word>de|que|jusque|lorsque|puisque) (?=\[une? )", re.IGNORECASE)
# « du [la personne] », « au [une personne] », left of « du Bellay »
_MERGED = Expression(
    r"(?<![\w'’-])(?P<word>du|des|aux?) (?=\[(?:la |les |une? |son |sa |ses |le ))", re.IGNORECASE
)
_BECOMES = {"du": "de", "des": "de", "au": "à", "aux": "à"}
_CONTRACTED = Expression(r"(?<![\w'’-])(?P<word>de|à) \[(?P<label>le client|les clients)\]", re.IGNORECASE)
_FORMS = {
    ("de", "le client"): "du client", ("à", "le client"): "au client",
    ("de", "les clients"): "des clients", ("à", "les clients"): "aux clients",
}  # fmt: skip
# Placeholders without an article take that of their gender.
_BEFORE_ADDRESS = Expression(r"(?<![\w'’-])(?P<word>du|au|le|la|de la|à la) (?=\[adresse)", re.IGNORECASE)
_ADDRESS = {"du": "de l'", "au": "à l'", "le": "l'", "la": "l'", "de la": "de l'", "à la": "à l'"}


def fluent(text: str) -> str:
    """The words before each placeholder, as one would say them."""
    if "[" not in text:
        return text
    text = _MERGED.sub(lambda found: _like(_BECOMES[found["word"].lower()], found["word"]) + " ", text)
    text = _TWICE.sub("", text)
    text = _ELIDED.sub(lambda found: found["word"] + "e ", text)
    text = _ELIDED_ONE.sub(lambda found: found["word"][:-1] + "'", text)
    text = _BEFORE_ADDRESS.sub(lambda found: _like(_ADDRESS[found["word"].lower()], found["word"]), text)
    return _CONTRACTED.sub(_contraction, text)


def contractions(back: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """« [du client] » and its like, for those placeholders that have them."""
    return tuple(
        (f"[{form}]", _joined(word, name))
        for (word, label), form in _FORMS.items()
        for placeholder, name in back
        if placeholder == f"[{label}]"
    )


def _contraction(found: re.Match[str]) -> str:
    return f"[{_FORMS[found['word'].lower(), found['label'].lower()]}]"


def _joined(word: str, name: str) -> str:
    if word == "de" and fold(name)[:1] in set("aeiouyh") and not name.startswith(("la ", "le ", "les ")):
        return f"d'{name}"
    return f"{word} {name}"


def _like(word: str, written: str) -> str:
    """With a capital where there was one."""
    return word[0].upper() + word[1:] if written[0].isupper() else word
