"""What a model sees of a mail: its words, pieces of words, pairs of words, cues and shape, as numbers.

A feature is a bucket of a table: the checksum of its name, so that neither the program nor a model that was
trained here holds anybody's words. Each group of features weighs the same in a short mail and in a long one.
"""

from __future__ import annotations

import math
import re
import zlib
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from mailbot.understand.cues import KindCue
from mailbot.understand.fold import Tokens, Words

LAST_BUCKET = (1 << 16) - 1
_PIECES = (3, 4, 5)  # letters
OF_WORDS, _OF_SUBJECT, _OF_CUES = 3.0, 1.5, 0.6  # how much a group of features counts
_LEAST_WORDS, _PIECES_OF_A_WORD = 15, 10  # a passage counts as having so many
_ANSWER = re.compile(r"\s*re\s*:", re.IGNORECASE)

CUE_SCALE = _OF_CUES / 4  # what one unit of log-odds of our cues counts as a feature


class Pieces:
    """The buckets of the pieces of some words. A table remembers what those of a word add up to."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = words

    def __iter__(self) -> Iterator[int]:
        return chain.from_iterable(map(pieces_of, self.words))

    def __len__(self) -> int:
        return sum(map(len, map(pieces_of, self.words)))


Group = tuple[float, Sequence[int] | Pieces]  # a value, and the buckets that have it
Features = tuple[Group, ...]


def features_of(
    text: str, read: Words | Tokens, languages: Sequence[str], cues: Sequence[KindCue]
) -> Features:
    """`text` is the subject, an empty line, and the body; `cues` are those found in it."""
    subject_ends = text.find("\n\n")
    words = tuple(dict.fromkeys(read.words))
    pairs = frozenset().union(*map(_pairs_of, read.sentences))
    subject = frozenset(map(_subject_of, read.words[: bisect_left(read.starts, subject_ends)]))
    return (
        *_shared(OF_WORDS, [word_of(word) for word in words]),
        *_shared(OF_WORDS, Pieces(words)),
        *_shared(OF_WORDS, sorted(pairs)),
        *_shared(_OF_SUBJECT, sorted(subject)),
        *_valued(_cued(cues)),
        *_valued(_shape(text, read.words, languages, subject_ends)),
    )


def features_of_passage(sentences: Sequence[tuple[str, ...]]) -> Features:
    """Of a sentence or some, without what is known of the mail around them. A word alone is no loud one."""
    words = tuple(dict.fromkeys(chain.from_iterable(sentences)))
    pairs = frozenset().union(*map(_pairs_of, sentences))
    return (
        *_shared(OF_WORDS, [word_of(word) for word in words], least=_LEAST_WORDS),
        *_shared(OF_WORDS, Pieces(words), least=_LEAST_WORDS * _PIECES_OF_A_WORD),
        *_shared(OF_WORDS, sorted(pairs), least=_LEAST_WORDS),
        _ALWAYS,
    )


def outspoken(features: Features) -> float:
    """How much the cues alone complain, as they were weighed by hand."""
    return sum(value for value, buckets in features if tuple(buckets) == _GRIEVANCE) * 4 / _OF_CUES


def _shared(weight: float, buckets: Sequence[int] | Pieces, *, least: int = 1) -> Features:
    count = len(buckets)
    return ((weight / math.sqrt(max(count, least)), buckets),) if count else ()


def _valued(values: Mapping[str, float]) -> Features:
    return tuple((value, (bucket_of(name),)) for name, value in values.items() if value)


def bucket_of(name: str) -> int:
    """Where a feature stands in a table."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) & LAST_BUCKET


@lru_cache(maxsize=8192)
def word_of(word: str) -> int:
    return bucket_of(f"w:{word}")


@lru_cache(maxsize=8192)
def pair_of(one: str, two: str) -> int:
    return bucket_of(f"b:{one} {two}")


@lru_cache(maxsize=512)
def _pairs_of(words: tuple[str, ...]) -> frozenset[int]:
    """Of one sentence."""
    return frozenset(map(pair_of, words, words[1:]))


@lru_cache(maxsize=1024)
def _subject_of(word: str) -> int:
    return bucket_of(f"S:{word}")


@lru_cache(maxsize=8192)
def pieces_of(word: str) -> tuple[int, ...]:
    """Pieces of words hear endings, stems and misspellings alike."""
    marked = f"<{word[:40]}>"
    return tuple(
        bucket_of(f"c:{marked[at : at + length]}")
        for length in _PIECES
        for at in range(len(marked) - length + 1)
    )


def _cued(cues: Sequence[KindCue]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for cue in cues:
        for name in (f"q:{cue.why}", *((f"h:{cue.hint}",) if cue.hint else ())):
            counts[name] = counts.get(name, 0) + 1
    found = {name: _OF_CUES * math.sqrt(min(3, count)) for name, count in counts.items()}
    found["grievance"] = CUE_SCALE * sum(cue.grievance for cue in cues)
    found["proposal"] = CUE_SCALE * sum(cue.proposal for cue in cues)
    return found


def _shape(text: str, words: Sequence[str], languages: Sequence[str], subject_ends: int) -> dict[str, float]:
    letters, capitals = map(sum, zip(*map(_letters_of, text[:4000].split("\n")), strict=True))
    language = languages[0] if languages else "none"
    return {
        "always": 1.0,
        "length": math.log1p(len(words)) / 4,
        "asks": min(3, words.count("?")) / 2,
        "exclaims": min(3, words.count("!")) / 2,
        "money": min(3, words.count("euros")) / 2,
        "numbers": min(6, sum(word[0].isdigit() for word in words)) / 4,
        f"language:{language}": 1.0,
        "foreign": float(language not in ("fr", "none")),
        "shouts": float(capitals > 0.5 * max(1, letters)),
        "ends with a question": float(text.rstrip().endswith("?")),
        "link": float("http" in text or "www" in text),
        "answers": float(bool(_ANSWER.match(text[: max(0, subject_ends)]))),
    }


@lru_cache(maxsize=512)
def _letters_of(line: str) -> tuple[int, int]:
    """How many, and how many of them are capitals."""
    letters = "".join(filter(str.isalpha, line))
    return len(letters), sum(map(str.isupper, letters))


_GRIEVANCE = (bucket_of("grievance"),)
_ALWAYS: Group = (1.0, (bucket_of("always"),))
