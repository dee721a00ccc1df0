"""What makes the understanding of a mail quick hides nothing: found with short cuts, and without."""

from __future__ import annotations

import random  # noqa: TID251  (texts from a seed: the same ones each time)
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.understand import (
    cues_abroad,
    cues_fr_grievance,
    cues_fr_other,
    cues_robots,
    kind,
    severity,
    sheet,
    wish_roles,
    wishes,
)
from mailbot.understand.fold import MAX_CHARACTERS, fold, tokens_of
from mailbot.understand.phrases import Lexicon

GAPS = {"~": 3, "~~": 7}
LITTLE = (
    "je",
    "ne",
    "n",
    "pas",
    "le",
    "de",
    "d",
    "que",
    "vous",
    "nous",
    "a",
    "the",
    "not",
    "12",
    "hier",
    "tout",
)


def found_slowly(cues, words):
    """Every phrase at every word, as the language of phrases says it."""
    return {
        (id(cue), first, last)
        for cue in cues
        for line in re.split("[;\n]", cue.phrases)
        if line.strip()
        for first in range(len(words))
        for last in ends(line.split(), words, first)[:1]
    }


def ends(parts, words, at, gap=0):
    if not parts:
        return [at - 1]
    if parts[0] in GAPS:
        return ends(parts[1:], words, at, GAPS[parts[0]])
    here = range(at, min(at + 1 + gap, len(words)))
    return [end for n in here if accepts(parts[0], words[n]) for end in ends(parts[1:], words, n + 1)]


def accepts(part, word):
    return any(
        word == choice
        or (choice.endswith("*") and word.startswith(choice[:-1]))
        or (choice == "#" and word[0].isdigit())
        for choice in part.split("|")
    )


def sentences_of(cues, count):
    """Words of the phrases themselves, with others between them, and some left out."""
    chance = random.Random(11)
    lines = [line for cue in cues for line in re.split("[;\n]", cue.phrases) if line.strip()]
    for _ in range(count):
        words = []
        for line in chance.sample(lines, min(2, len(lines))):
            for part in line.split():
                if part in GAPS:
                    words += chance.choices(LITTLE, k=chance.randrange(GAPS[part] + 2))
                elif chance.random() > 0.03:
                    choice = chance.choice(part.split("|"))
                    words.append("7" if choice == "#" else choice.replace("*", chance.choice(["", "er"])))
        yield tuple(words)


ALL = {
    "kinds": [
        *cues_fr_grievance.CUES,
        *cues_fr_other.CUES,
        *cues_robots.CUES,
        *(cue for cues in cues_abroad.BY_LANGUAGE.values() for cue in cues),
    ],
    "severity": severity._LEXICON._cues,
    "sheet": sheet._LEXICON._cues,
    "wishes": wishes._VETO._cues,
    "roles": wish_roles._LEXICON._cues,
}


@pytest.mark.parametrize("name", ALL)
def test_an_anchor_hides_no_phrase(name):
    """Tried only where its rarest element stands, a phrase is found wherever it is."""
    cues, found = ALL[name], 0
    lexicon = Lexicon(cues)
    for words in sentences_of(cues, 60):
        quickly = {(id(match.cue), match.first, match.last) for match in lexicon._within(words)}
        assert quickly == found_slowly(cues, words), words
        found += len(quickly)
    assert found > 60


def test_phrases_that_begin_with_one_word_keep_their_order():
    """Two phrases over the same words: the one that was written first is the one that is told."""
    first, second = (
        cues_fr_grievance.grievance(why, 1.0, phrase)
        for why, phrase in (("first", "pas ~ content"), ("second", "pas du content"))
    )
    for cues in ([first, second], [second, first]):
        assert [m.cue for m in Lexicon(cues).matches(tokens_of("Pas du content."))] == cues[:1]


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="ab1.M!? ;:,-\n€\u00a0'é", max_size=200))
def test_a_text_is_read_alike_in_parts_and_as_a_whole(text):
    """Parts of a text are remembered: what was read before changes nothing of how the next one is read."""
    tokens = tokens_of(text)
    assert [token.word for token in tokens if token.word.isalnum() and token.word != "euros"] == [
        fold(word) for word in re.findall(r"[^\W_]+", text[:MAX_CHARACTERS])
    ]
    assert all(fold(text[t.start : t.end]) in (t.word, "€") for t in tokens)
    assert [t.sentence for t in tokens] == sorted(t.sentence for t in tokens)
    assert tokens.sentences == tuple(
        tuple(t.word for t in tokens if t.sentence == n) for n in dict.fromkeys(t.sentence for t in tokens)
    )
    behind = tokens_of(f"Un. {text}")[1:]
    assert [(t.word, t.start - 4) for t in behind] == [(t.word, t.start) for t in tokens]


def test_a_mail_judged_again_sees_what_it_would_have_seen_at_first():
    """What is remembered of a sentence is what is read of it anew."""
    text = "Séjour\n\nLa chambre était sale. Personne n'est venu ! Je demande un remboursement."
    warm = kind.read_features(text)
    for cache in (kind._lexicon, kind.words_in.__globals__["_known_unit"]):
        cache.cache_clear()
    cold = kind.read_features(text)
    assert [(value, [*buckets]) for value, buckets in warm] == [(value, [*b]) for value, b in cold]
