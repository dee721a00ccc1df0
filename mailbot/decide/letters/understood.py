"""What was made of a mail and why, in sentences for somebody who does not know how it was judged."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.decide.commands import fold
from mailbot.expressions import Expression
from mailbot.model import Meaning, Reason

_SURE = ((0.97, "c'est presque certain"), (0.85, "c'est très probable"), (0.65, "c'est probable"))
_SEVERITY = "gravité "
# A word that stands in every letter says nothing to a reader, whatever it weighed.
_SAY_NOTHING = frozenset(fold(
    "bonjour bonsoir madame monsieur merci nous vous avons avez cette cela pour dans avec avant sans mais "
    "tout tous très bien plus elle elles leur leurs votre notre être avoir était sont aussi donc comme quand"
).split())  # fmt: skip
_CUT_AT = frozenset(fold(
    "le la les l un une des du de d à au aux et ou où que qu qui dans pour par sur avec sans en ce cet "
    "cette ces "
    "mon ma mes notre nos votre vos son sa ses leur leurs nous je il elle on ne n s c j"
).split())  # fmt: skip
_LEAST = 4  # letters of a word that says something
_BROKEN = Expression(r"[,;:.!?…)](?:\s|$)|\s[:;!?(]")
_COMMON = ("mots que l'on lit", "mots rares")


_OFTEN = {
    "reclamation": "des réclamations",
    "suggestion": "des suggestions",
    "autre": "des messages qui ne sont ni l'une ni l'autre",
}


def certainty(meaning: Meaning) -> str:
    """A probability, as people say it."""
    if meaning.doubtful:
        return "à vérifier"
    return next((words for least, words in _SURE if meaning.confidence >= least), "ce n'est pas certain")


def reasons(meaning: Meaning) -> tuple[str, ...]:
    """The telling ones first; words that only weigh stand in one line together."""
    told = [_sentence(r) for r in meaning.reasons if _is_telling(r)]
    usual = _quoted(r for r in meaning.reasons if r.why.startswith(_COMMON) and r.weight > 0)
    against = _quoted(r for r in meaning.reasons if r.why.startswith(_COMMON) and r.weight < 0)
    if usual:
        told.append(f"Ces mots se lisent surtout dans {_OFTEN[meaning.kind]} : {usual}.")
    if against and meaning.doubtful:
        told.append(f"Ces mots disent plutôt le contraire : {against}.")
    return tuple(told)


def _is_telling(reason: Reason) -> bool:
    """Said by itself, and for what was decided."""
    return not reason.why.startswith(_COMMON) and reason.weight >= 0


def _sentence(reason: Reason) -> str:
    quoted = _whole(reason.excerpt)
    excerpt = f"«\u00a0{quoted}\u00a0»" if quoted else ""
    why = reason.why.replace("« reclamation »", "« réclamation »")
    if why.startswith(_SEVERITY):
        level, _, because = why.removeprefix(_SEVERITY).partition(" : ")
        said = f"Gravité {level}" + (f", parce que\u00a0: {because}" if because else "")
        return f"{said} ({excerpt})." if excerpt else f"{said}."
    said = why[:1].upper() + why[1:]
    return f"{said}\u00a0: {excerpt}." if excerpt else f"{said}."


def _whole(excerpt: str) -> str:
    """Without the small words at which a quotation was cut: « 140 euros la » is « 140 euros »."""
    words = excerpt.split()
    while len(words) > 1 and fold(words[-1]) in _CUT_AT:
        words.pop()
    return " ".join(words)


def _quoted(found: Iterable[Reason]) -> str:
    excerpts = dict.fromkeys(_whole(r.excerpt) for r in found)
    return ", ".join(f"«\u00a0{excerpt}\u00a0»" for excerpt in excerpts if _says_something(excerpt))


def _says_something(excerpt: str) -> bool:
    """Words of one piece: what runs across a comma or a full stop is nobody's phrase."""
    if _BROKEN.search(excerpt):
        return False
    return any(len(word) >= _LEAST and word not in _SAY_NOTHING for word in fold(excerpt).split())
