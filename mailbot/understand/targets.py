"""Whom a mail is about, and whether that is beyond doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mailbot.model import Address, Directory
from mailbot.understand.fold import Token, words_of
from mailbot.understand.mentions import Mention, Page, mentions_in, page_of
from mailbot.understand.names import INTERNAL, NameIndex, Party, host_of, index_of, singular
from mailbot.understand.ordinary import ARTICLES, GENERIC, HOUSES

_MOST_NAMESAKES = 3  # more houses of the same name than this, and the name says nothing
_YOURS = frozenset({"votre", "vos", "vous", "your", "you", "ihr", "ihre", "uw", "vostro", "vuestro", "su"})
_WAYS = """
    pres; a cote; en face; face; derriere; devant; non loin; vers; next to; near; opposite; behind
    contrairement; entre; avant; apres
    """
_NEARBY = tuple(tuple(way.split()) for way in _WAYS.replace("\n", ";").split(";") if way.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    values: tuple[str, ...] = ()
    certain: bool = False


def targets_of(
    text: str,
    tokens: Sequence[Token],
    *,
    directory: Directory,
    writer: Address | None,
    blame: Mapping[int, float],
    complains: bool,
) -> Targets:
    """`blame`: how much each sentence complains, by its number."""
    index = index_of(directory)
    page = page_of(text, tokens, frozenset(words_of(writer.name)) if writer else frozenset())
    mentions = _one_bearer(mentions_in(page, index), page)
    writes = _party_of_writer(writer, index)
    blamed = _blamed(mentions, page, blame) if complains else list(mentions)
    blamed = _without_common_nouns(blamed, page)
    values = tuple(dict.fromkeys(m.party.value for m in blamed if m.party.type != "organisation"))
    if not values and writes is not None:
        values = (writes.value,)
    if not values and not _stranger(mentions, page) and not _somebody_else(page, directory):
        values = (INTERNAL,)  # it was written to us, and names nobody else
    return Targets(
        values=values,
        certain=complains and writes is None and _certain(values, mentions, page, blame),
    )


def _one_bearer(mentions: Iterable[Mention], page: Page) -> list[Mention]:
    """Several houses bear this name: the town decides; when it does not, all of them are possible."""
    by_place: dict[tuple[int, int], list[Mention]] = {}
    alone: list[Mention] = []
    for mention in mentions:
        if mention.first < 0:
            alone.append(mention)
        else:
            by_place.setdefault((mention.first, mention.last), []).append(mention)
    words = set(page.words) | {token.word for token in page.tokens}
    for namesakes in by_place.values():
        there = [m for m in namesakes if m.party.town and words.issuperset(m.party.town)]
        chosen = there or namesakes
        if len({m.party.value for m in chosen}) <= _MOST_NAMESAKES:
            alone.extend(chosen)
    return sorted(alone, key=lambda m: m.first)


def _blamed(mentions: Sequence[Mention], page: Page, blame: Mapping[int, float]) -> list[Mention]:
    """Leaves out who is praised, or only shows the way, as long as somebody else is blamed."""
    told = {m.party.value for m in mentions if not _only_shows_the_way(m, page)}
    candidates = [m for m in mentions if m.party.value in told] or list(mentions)
    burden = _burden(candidates, page, blame)
    if max(burden.values(), default=0.0) > 0:
        return [m for m in candidates if burden[m.party.value] > 0]
    return candidates


def _burden(mentions: Sequence[Mention], page: Page, blame: Mapping[int, float]) -> dict[str, float]:
    """What is complained of under each name: a sentence that names nobody goes on about the last one."""
    named: dict[int, set[str]] = {}
    for mention in mentions:
        sentence = page.tokens[mention.first].sentence if mention.first >= 0 else 0
        named.setdefault(sentence, set()).add(mention.party.value)
    burden = dict.fromkeys((m.party.value for m in mentions), 0.0)
    about: set[str] = set()
    for sentence in range(max((*named, *blame), default=0) + 1):
        about = named.get(sentence, about)
        for value in about:
            burden[value] += blame.get(sentence, 0.0)
    return burden


def _only_shows_the_way(mention: Mention, page: Page) -> bool:
    """« en face de La Criée » tells where something happened."""
    if mention.first < 1:
        return False
    before = [token.word for token in page.tokens[max(0, mention.first - 5) : mention.first]]
    while before and (before[-1] in ARTICLES or before[-1] in GENERIC) and before[-1:] != ["a"]:
        before.pop()
    return any(tuple(before[-len(way) :]) == way for way in _NEARBY)


def _without_common_nouns(mentions: Sequence[Mention], page: Page) -> list[Mention]:
    """« l'accueil » is our desk in « votre accueil », the hotel's when a hotel is named."""
    providers = any(m.party.type == "provider" for m in mentions)
    kept = []
    for mention in mentions:
        weak = mention.party.type == "unit" and mention.ordinary
        ours = mention.first > 0 and page.tokens[mention.first - 1].word in _YOURS
        if not (weak and providers and not ours):
            kept.append(mention)
    return kept


def _party_of_writer(writer: Address | None, index: NameIndex) -> Party | None:
    return index.by_host.get(host_of(writer.address)) if writer else None


def _stranger(mentions: Sequence[Mention], page: Page) -> bool:
    """« chez Pare-Brise Minute »: a house with a name that the directory does not know."""
    known = {at for m in mentions for at in range(m.first, m.last + 1)}
    for at, token in enumerate(page.tokens[:-1]):
        if token.word not in HOUSES and token.word != "chez":
            continue
        following = at + 1
        while following < len(page.tokens) - 1 and page.words[following] in ARTICLES:
            following += 1
        name = page.tokens[following]
        named = name.capital and name.sentence == token.sentence and not page.shouted
        if (
            named
            and not known.intersection(range(at, following + 1))
            and page.words[following] not in ARTICLES
        ):
            return True
    return False


def _somebody_else(page: Page, directory: Directory) -> bool:
    """« le restaurant » that has no name here: somebody else's house, we do not know whose."""
    ours = {singular(word) for word in words_of(directory.organisation)}
    ours.update(singular(word) for unit in directory.units for word in words_of(unit.name))
    return any(word in HOUSES and word not in ours for word in page.words)


def _certain(
    values: Sequence[str], mentions: Sequence[Mention], page: Page, blame: Mapping[int, float]
) -> bool:
    """One provider and nobody else, by its full name or a name that cannot be anything else."""
    if len(values) != 1 or {m.party.value for m in mentions} != {values[0]} or _stranger(mentions, page):
        return False
    if any(m.party.type != "provider" for m in mentions) or _blames_us(page, blame):
        return False
    return any(_unmistakable(m, page) for m in mentions)


def _unmistakable(mention: Mention, page: Page) -> bool:
    if mention.first < 0 or mention.place or mention.lower or _only_shows_the_way(mention, page):
        return False
    if mention.strength == 4:
        return not (mention.ordinary and mention.width == 0)
    return mention.strength == 3 and not mention.ordinary


def _blames_us(page: Page, blame: Mapping[int, float]) -> bool:
    """« votre site affichait de faux horaires »: we may be concerned as well."""
    return any(
        token.word in ("votre", "vos", "your", "ihr", "ihre") and blame.get(token.sentence, 0.0) > 0
        for token in page.tokens
    )
