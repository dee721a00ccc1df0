"""Tells a text whose language the masking does not know: its names would stand there unseen.

French, English, German, Dutch, Spanish and Italian are known by their little words; a text that has hardly
any of them, or many of another language, is for a person.
"""

from __future__ import annotations

import re

from mailbot.expressions import Expression
from mailbot.redact.folding import fold
from mailbot.redact.words import PLAIN

_KNOWN = frozenset(
    """
    le la les un une des du de et est en que qui dans pour sur avec pas ne ce cette ces nous vous je il
    elle on mon ma mes notre votre nos vos au aux mais ou sont ont ai avons etait n j qu c d l s m t sans
    par bien fait etre avoir tout tous tres plus se si y ete a suis avez leur son sa ses comme apres avant
    aussi rien the and of to in was were that it for with at we i you my our your this have had not be as
    are from but they there would which when been has no she he his her an by so or me us them very all
    just about is der die das und ist war wir ich sie nicht ein eine einen mit von zu im den dem auf fur
    es auch als aber haben hatte hat sind wurde uns mir mein unser bei nach aus noch nur sehr kein keine
    man um am dass wie oder wird het een van ik wij dat niet op te voor zijn er aan om ook maar bij naar
    uit heeft hebben werd waren ons onze mijn u uw geen wat deze dit door over kan graag ze hij el los las
    una por con para su al lo mas pero sus o fue este ha porque esta muy sin sobre hasta hay mi del estaba
    yo cuando di che e non per ci gli dei delle della nel nella alla sono era abbiamo stato stata ho anche
    piu questo questa come da
    """.split()  # noqa: SIM905 - a list of quoted words would be harder to read
)
# Words that none of these six has, of languages that look like one of them.
_OTHERS = tuple(
    frozenset(words.split())
    for words in (
        "nao uma muito voce obrigado tambem minha nosso nossa fomos meu foi sao pelo nunca mais estava",
        "pentru foarte multumesc buna ziua nostru noastra sunt suntem acest aceasta nu este si era vom mai",
        "amb molt aquest aquesta vam els nostra nostre estava perque dia bon demano gracies",
    )
)
_WORD = Expression(r"[^\W\d_]+")
_IN_BRACKETS = Expression(r"\[[^\]\n]{2,40}\]")
_FEWEST = 15  # words: of fewer nobody can tell
_LEAST = 0.22  # of the words; ordinary complaints have a third and more
_MANY = 0.15  # of the words are another language's own
_LATIN = re.compile(r"[\x00-\u024f\u1e00-\u1eff]")


def is_foreign(text: str, directory: frozenset[str]) -> bool:
    """`directory`: words of the providers' names, which are French in every language."""
    folded = _IN_BRACKETS.sub(" ", fold(text[:6000]))
    words = [word for word in _WORD.findall(folded) if word not in directory]
    if len(words) < _FEWEST:
        return sum(not _LATIN.match(word) for word in words) * 2 > len(words)
    known = sum(word in _KNOWN or word in PLAIN for word in words)
    if known < _LEAST * len(words):
        return True
    return any(
        sum(word in theirs for word in words) >= _MANY * len(words) and len(theirs.intersection(words)) > 3
        for theirs in _OTHERS
    )
