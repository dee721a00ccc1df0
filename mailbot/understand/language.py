"""In which language a mail is written: little words and letters vote; without a vote it is French."""

from __future__ import annotations

from itertools import chain

from mailbot.understand.fold import Tokens, Words

DEFAULT = "fr"
_ENOUGH = 0.3  # of the votes of the winner: that language is heard too (two languages in one mail)

_LITTLE_WORDS = {
    "fr": """le la les un une des du de et est en que qui dans pour sur avec pas ne ce cette ces nous vous je
        il elle on mon ma mes notre votre nos vos au aux mais ou sont ont ai avons etait bonjour
        merci tres plus j n qu c d l sans par bien fait etre avoir meme tout tous chez apres
        lors leur dont quand aussi madame monsieur svp slt bjr""",
    "en": """the and of to in is was were that it for with on at we i you my our your this have had not be as
        are from but they there would could which when been has no she he his her their an by so
        or what hello hi dear thanks please did do me us them very all just about if""",
    "de": """der die das und ist war wir ich sie nicht ein eine einen mit von zu im in den dem des auf fur es
        auch als aber haben hatte hat sind waren wurde uns mir mein unser ihr ihre bei nach aus
        noch nur sehr kein keine man um am dass guten tag hallo sehr geehrte grussen bitte wie
        oder werden wird konnen""",
    "nl": """de het een en van ik wij we dat die niet is was in op te met voor zijn er aan om ook maar als
        bij naar uit nog heeft hebben had werd waren ons onze mijn u uw jullie geen wat deze dit
        door over tot kan graag beste goedendag goedemiddag goedenavond geachte groet groeten""",
    "es": """el la los las un una de que y en es no se por con para su al lo como mas pero sus le ya o fue
        este ha si porque esta son entre cuando muy sin sobre me hasta hay nos yo mi del estaba
        estuvimos hola buenos dias buenas tardes gracias saludo saludos ustedes usted""",
    "it": """il lo la i gli le un una di che e in non per con si da su al del della dei delle ma come piu
        anche ci mi sono era abbiamo siamo stato stata ho ha nel nella alla questo questa o se
        vi buongiorno buonasera salve grazie saluti cordiali nostro nostra mio mia""",
}  # fmt: skip
_LETTERS = {
    "fr": "éèêàçùœîôûëï", "de": "ßäöü", "es": "ñ¿¡áíóú", "it": "òìàùè", "en": "", "nl": "",
}  # fmt: skip

_VOTERS: dict[str, tuple[str, ...]] = {}
for _language, _words in _LITTLE_WORDS.items():
    for _word in dict.fromkeys(_words.split()):
        _VOTERS[_word] = (*_VOTERS.get(_word, ()), _language)
LITTLE_WORDS = frozenset(_VOTERS)


def languages_of(text: str, words: Words | Tokens) -> tuple[str, ...]:
    """The languages heard, the strongest first; empty when nothing could be heard."""
    votes = dict.fromkeys(_LITTLE_WORDS, 0.0)
    for voters in filter(None, map(_VOTERS.get, chain.from_iterable(words.sentences))):
        share = 1 / len(voters)  # a word of three languages says little
        for language in voters:
            votes[language] += share
    lowered = text[:4000].lower()
    for language, letters in _LETTERS.items():
        votes[language] += 0.5 * min(6, sum(map(lowered.count, letters)))
    best = max(votes.values())
    if best < 1:
        return ()
    heard = [language for language in votes if votes[language] >= _ENOUGH * best]
    return tuple(sorted(heard, key=lambda language: -votes[language]))
