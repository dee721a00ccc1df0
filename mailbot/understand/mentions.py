"""Where a mail names somebody of the directory: by name, alias, misspelling or internet address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from mailbot.expressions import Expression
from mailbot.understand.fold import MAX_CHARACTERS, Token, Tokens, fold, singular
from mailbot.understand.names import (
    LONGEST_FUZZY,
    SERVICE_STEM,
    SHORTEST_COMPACT,
    SHORTEST_FUZZY,
    Name,
    NameIndex,
    Party,
    host_of,
)
from mailbot.understand.ordinary import ARTICLES, CIVILITIES, GENERIC, HOUSES

_HOST = Expression(
    r"(?<![\w.@-])(?:https?://|[\w.+-]{1,64}@)?(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}(?![\w-])", re.IGNORECASE
)
_WIDEST = 4  # words that a name written in one word may be spread over
_INSIDE = frozenset({"service", "votre", "vos", "departement"})
_LONG_WORD = 8
_GAP = 3  # little words between two words of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """`first` and `last` are words of the mail (-1: an internet address in it)."""

    party: Party
    first: int
    last: int
    strength: int  # 4 the official name · 3 an alias · 2 a part of it or joined words · 1 misspelt
    ordinary: bool = False
    place: bool = False
    lower: bool = False
    faint: bool = False  # a word of every day in a mail without capitals, or of nothing else

    @property
    def width(self) -> int:
        return self.last - self.first

    def is_level_with(self, other: Mention) -> bool:
        """The same words, as good for one as for the other: namesakes."""
        return (self.first, self.last, self.strength) == (other.first, other.last, other.strength)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The words of a mail, made ready for the search."""

    text: str
    tokens: Tokens
    words: Sequence[str]  # without the plural
    sender: frozenset[str]  # words of the writer's own name: they name the writer
    shouted: bool  # all in capitals: a capital means nothing
    whispered: bool  # hardly any capital: its absence means nothing


def page_of(text: str, tokens: Tokens, sender: frozenset[str]) -> Page:
    letters = [c for c in text[:4000] if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return Page(
        text=text,
        tokens=tokens,
        words=[singular(token.word) for token in tokens],
        sender=sender,
        shouted=capitals > 0.6 * max(1, len(letters)),
        whispered=capitals < 0.012 * max(1, len(letters)),
    )


def mentions_in(page: Page, index: NameIndex) -> list[Mention]:
    """The mentions that are believable; where several overlap, the longest and surest."""
    found = [*_spelt(page, index), *_joined(page, index)]
    found.sort(key=lambda m: (-m.width, -m.strength, m.first))
    kept: list[Mention] = []
    for mention in found:
        rivals = [k for k in kept if k.first <= mention.last and mention.first <= k.last]
        if all(
            (k.first, k.last, k.strength) == (mention.first, mention.last, mention.strength) for k in rivals
        ):
            kept.append(mention)
    return [*kept, *_addressed(page.text, index), *_services(page, index)]


def _spelt(page: Page, index: NameIndex) -> Iterator[Mention]:
    readings = [_readings(word, index) for word in page.words]
    written = {word for reading in readings for word in reading}
    for at, reading in enumerate(readings):
        for word in reading:
            for name in index.by_anchor.get(word, ()):
                if not written.issuperset(name.core):
                    continue
                mention = _aligned(name, at, word, page, readings)
                if mention is not None and _believable(name, mention, page):
                    yield mention


def _readings(word: str, index: NameIndex) -> tuple[str, ...]:
    """The word of the directory that this is, or those that it may be a misspelling of."""
    if word in index.vocabulary:
        return (word,)
    if not SHORTEST_FUZZY - 1 <= len(word) <= LONGEST_FUZZY or word in GENERIC:
        return ()
    return tuple(
        candidate
        for candidate in sorted(index.similar_words(word))
        if OSA.distance(word, candidate, score_cutoff=2) <= (1 if len(candidate) < 9 else 2)
    )


def _aligned(
    name: Name, at: int, anchor: str, page: Page, readings: Sequence[tuple[str, ...]]
) -> Mention | None:
    """The whole core of the name around its anchor, in order, with only little words in between."""
    position = name.core.index(anchor)
    places = [at]
    for word in reversed(name.core[:position]):
        before = _step(page, readings, places[0], word, -1)
        if before is None:
            return None
        places.insert(0, before)
    for word in name.core[position + 1 :]:
        after = _step(page, readings, places[-1], word, 1)
        if after is None:
            return None
        places.append(after)
    exact = all(page.words[place] == word for place, word in zip(places, name.core, strict=True))
    first, last = _widened(name, places[0], places[-1], page)
    whole = tuple(page.words[first : last + 1]) == name.words
    strength = (4 if name.official else 3) if whole and exact and not name.part else 2 if exact else 1
    return Mention(
        party=name.party,
        first=first,
        last=last,
        strength=3 if strength == 2 and len(name.core) > 1 and not name.ordinary else strength,
        ordinary=name.ordinary,
        place=name.place,
        lower=name.lower,
        faint=name.ordinary and len(name.core) == 1 and (page.shouted or page.whispered) and not name.lower,
    )


def _step(
    page: Page, readings: Sequence[tuple[str, ...]], start: int, word: str, direction: int
) -> int | None:
    for distance in range(1, _GAP + 2):
        place = start + direction * distance
        if not 0 <= place < len(readings) or page.tokens[place].sentence != page.tokens[start].sentence:
            return None
        if word in readings[place]:
            return place
        if page.words[place] not in ARTICLES and page.words[place] not in GENERIC:
            return None
    return None


def _widened(name: Name, first: int, last: int, page: Page) -> tuple[int, int]:
    """Takes in the articles and the « hôtel » that belong to the name, where they are written."""
    start = name.words.index(name.core[0])
    for back in range(1, start + 1):
        if first == 0 or page.words[first - 1] != name.words[start - back]:
            break
        first -= 1
    end = len(name.words) - 1 - name.words[::-1].index(name.core[-1])
    for word in name.words[end + 1 :]:
        if last + 1 >= len(page.words) or page.words[last + 1] != word:
            break
        last += 1
    return first, last


def _joined(page: Page, index: NameIndex) -> Iterator[Mention]:
    """« Pas de Lours », « Lexi Tour »: the right letters, the spaces elsewhere."""
    for at, token in enumerate(page.tokens):
        if page.words[at] in ARTICLES and not token.capital:
            continue
        compact = ""
        for width in range(min(_WIDEST, len(page.tokens) - at)):
            if page.tokens[at + width].sentence != token.sentence:
                break
            compact += page.tokens[at + width].word
            if len(compact) >= SHORTEST_COMPACT:
                for name in index.by_compact.get(singular(compact), ()):
                    mention = Mention(
                        party=name.party, first=at, last=at + width, strength=2, ordinary=name.ordinary,
                        place=name.place, lower=name.lower,
                    )  # fmt: skip
                    if _believable(name, mention, page):
                        yield mention


def _believable(name: Name, mention: Mention, page: Page) -> bool:
    """Whether these words name somebody here, or merely are those words."""
    tokens, first, last = page.tokens, mention.first, mention.last
    span = tokens[first : last + 1]
    spoken = [token for token in span if singular(token.word) in name.core] or list(span)
    if any(token.word in page.sender for token in spoken) and mention.strength < 4:
        return False
    if name.lower and mention.strength < 3:
        return False  # « assurance forfait » is not named by « forfait »
    introduced = _introduced(first, page, HOUSES if name.ordinary else GENERIC)
    if mention.strength == 1 and len(name.core) == 1 and not introduced and len(name.core[0]) < _LONG_WORD:
        return False  # « Gérard » is not « Bérard »
    if name.person:
        whole = len(name.words) > 1 and (tokens[first].capital or page.whispered or _is_at(first, page))
        return whole or _has_civility(first, page)
    if name.part and mention.strength == 1:
        return False
    if len(name.core) == 1 and not introduced and _names_a_person(first, last, page):
        return False
    if introduced and (name.party.type == "provider" or mention.strength >= 3):
        return True
    if name.part:
        return _capital(mention, spoken, page) and not page.shouted
    if name.acronym:
        return page.text[tokens[last].start : tokens[last].end].isupper() and not page.shouted
    return _stands_out(name, mention, spoken, page)


def _stands_out(name: Name, mention: Mention, spoken: Sequence[Token], page: Page) -> bool:
    """Whether capitals, rare words or many words show that it is a name."""
    if name.party.type == "unit" and mention.strength == 2 and _capital(mention, spoken, page):
        return not page.shouted  # « à la Gare » for « Agence de la Gare »
    if name.party.type != "provider":
        return mention.strength >= 3  # « votre standard »: the whole name of a service is enough
    if name.lower and mention.strength >= 3:
        return True
    capital = _capital(mention, spoken, page)
    if name.ordinary and mention.strength >= 3 and mention.width >= 2 and len(name.core) > 1:
        return True  # « au lion d'argent »: three ordinary words in a row are no accident
    if mention.strength == 1 and len(name.core) > 2:
        return True
    if mention.faint and (page.shouted or not capital):
        # « la pinede », « au soleil a vernede »: a name only where its trade is spoken of as well
        return mention.strength >= 3 and (mention.width > 0 or _is_there(name.party, page))
    if name.ordinary or mention.strength == 1:
        return capital and not page.shouted
    return capital or page.shouted or page.whispered or len(name.core) > 1 or len(name.core[0]) >= 6


def _is_there(party: Party, page: Page) -> bool:
    """Its town is named as well."""
    return bool(party.town) and set(party.town).issubset(token.word for token in page.tokens)


def _capital(mention: Mention, spoken: Sequence[Token], page: Page) -> bool:
    """A capital that the beginning of a sentence does not explain."""
    if len(spoken) > 1 and all(token.capital for token in spoken):
        return True
    opens = _opens_sentence(mention.first, page)
    if opens and mention.width and page.tokens[mention.first].capital:
        return spoken[-1].capital  # « La Terrasse était… »
    return any(token.capital for token in spoken) and not opens


def _introduced(first: int, page: Page, kinds: frozenset[str]) -> bool:
    """Behind « hôtel », « restaurant », « chez »… or beginning with it: what follows is a name."""
    if page.words[first] in kinds:
        return True
    for before in range(first - 1, max(-1, first - 4), -1):
        if page.tokens[before].sentence != page.tokens[first].sentence:
            return False
        if page.tokens[before].word == "chez" or page.words[before] in kinds:
            return True
        if page.words[before] not in ARTICLES:
            return False
    return False


def _is_at(first: int, page: Page) -> bool:
    """« chez olle canoë »."""
    return first > 0 and page.tokens[first - 1].word == "chez"


def _has_civility(first: int, page: Page) -> bool:
    """« Mme Bonnet », « Mme Sabine Bonnet »."""
    return any(token.word in CIVILITIES for token in page.tokens[max(0, first - 2) : first + 1])


def _names_a_person(first: int, last: int, page: Page) -> bool:
    """« Mme Lemoine », « Solenne Gautier »: the word is somebody's name."""
    tokens = page.tokens
    if first > 0 and tokens[first - 1].word in CIVILITIES:
        return True
    for here, there in ((first, first - 1), (last, last + 1)):
        if not 0 <= there < len(tokens) or not tokens[there].capital or page.shouted:
            continue
        between = page.text[
            min(tokens[here].end, tokens[there].end) : max(tokens[here].start, tokens[there].start)
        ]
        neighbour = page.words[there]
        if between.strip(" -") or neighbour in ARTICLES or neighbour in GENERIC:
            continue
        if there > last or not _opens_sentence(there, page) or _is_signature(there, page):
            return True
    return False


def _opens_sentence(at: int, page: Page) -> bool:
    return at == 0 or page.tokens[at - 1].sentence != page.tokens[at].sentence


def _is_signature(at: int, page: Page) -> bool:
    sentence = [t for t in page.tokens[max(0, at - 4) : at + 5] if t.sentence == page.tokens[at].sentence]
    return len(sentence) <= 3 and all(token.capital for token in sentence)


def _services(page: Page, index: NameIndex) -> Iterator[Mention]:
    """« votre service comptable » is the service called « Comptabilité »."""
    for at in range(1, len(page.tokens)):
        before, token = page.tokens[at - 1], page.tokens[at]
        party = index.by_service.get(token.word[:SERVICE_STEM])
        if party and before.sentence == token.sentence and before.word in _INSIDE:
            yield Mention(party=party, first=at, last=at, strength=2)


def _addressed(text: str, index: NameIndex) -> Iterator[Mention]:
    if not index.by_host or ("@" not in text and "." not in text):
        return
    for match in _HOST.finditer(text[:MAX_CHARACTERS]):
        host = host_of(fold(match.group()))
        party = index.by_host.get(host) or index.by_host.get(host.partition(".")[2])
        if party is not None and (party.type == "provider" or "@" not in match.group()):
            yield Mention(party=party, first=-1, last=-1, strength=2)
